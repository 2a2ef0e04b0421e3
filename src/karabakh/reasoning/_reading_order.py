"""The order in which results list records: that of the sources' words."""

from collections.abc import Iterable
from typing import TypeVar

from karabakh.model import Record

__all__ = ["in_reading_order", "reading_key"]

R = TypeVar("R", bound=Record)

_Word = tuple[int, int]
"""A word, and a character in it."""

_Key = tuple[bool, tuple[str, int, _Word], tuple[int, _Word], str]


def reading_key(record: Record) -> _Key:
    """Return a key that sorts records as a reader meets them, the uncited last.

    It is where the first passage begins, then where the last one ends, then the identifier.
    """
    if not record.citations:
        return True, ("", 0, (0, 0)), (0, (0, 0)), record.id
    passages = [citation.sort_key for citation in record.citations]
    source, paragraph, first, _ = min(passages)
    _, last_paragraph, _, last = max(passages)
    return False, (source, paragraph, first), (last_paragraph, last), record.id


def in_reading_order(records: Iterable[R]) -> tuple[R, ...]:
    """Return records sorted as a reader meets them, whatever order they were given in."""
    return tuple(sorted(records, key=reading_key))
