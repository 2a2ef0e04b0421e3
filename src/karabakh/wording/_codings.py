"""Who coded a dataset, in words."""

from collections.abc import Iterable

from karabakh.model import Coding
from karabakh.wording._labels import join_words

__all__ = ["describe_codings"]


def describe_codings(codings: Iterable[Coding]) -> str:
    """Return who coded with what, by which codebook and when; empty if unknown.

    >>> from karabakh import Coding
    >>> from karabakh.wording import describe_codings
    >>> describe_codings([Coding(coders=("A. Reader",), codebook="ours", version="2")])
    'A. Reader by ours, version 2'
    """
    return "; ".join(filter(None, map(_describe, codings)))


def _describe(coding: Coding) -> str:
    who = join_words(coding.coders) if coding.coders else ""
    parts = [who] if who else []
    if coding.tool:
        parts.append(f"with {coding.tool}")
    if coding.codebook:
        version = f", version {coding.version}" if coding.version else ""
        parts.append(f"by {coding.codebook}{version}")
    when = f" ({coding.when})" if coding.when.is_known else ""
    return " ".join(parts) + when
