"""Who coded a dataset, and how."""

import attrs

from karabakh.model._typed import Typed
from karabakh.time import When

__all__ = ["Coding"]


@attrs.frozen(kw_only=True)
class Coding(Typed):
    """Who coded a dataset, or a part of it, by which codebook, when and with what.

    >>> from karabakh import Coding, Dataset, When
    >>> coding = Coding(coders=("A. Reader",), codebook="ours", version="2", when=When("2024-05"))
    >>> Dataset(coding=(coding,)).coding[0].coders
    ('A. Reader',)
    """

    coders: tuple[str, ...] = ()
    """The people who coded, as they want to be named."""

    codebook: str = ""
    """The codebook followed: its name or address."""

    version: str = ""
    """The version of the codebook."""

    when: When = When.unknown()
    """When it was coded."""

    tool: str = ""
    """What it was coded with: a program or a language model, with its version."""

    note: str = ""
    """A remark, such as which part was coded."""
