"""The order in which results list records: that of the sources' words, not of the input."""

from collections.abc import Iterable
from typing import TypeVar

from karabakh.model import Record

__all__ = ["in_reading_order", "reading_key"]

R = TypeVar("R", bound=Record)

_Key = tuple[bool, tuple[str, int, int, int], str]


def reading_key(record: Record) -> _Key:
    """Give a key that sorts records by the first place each cites; the uncited come last."""
    place = min((citation.sort_key for citation in record.citations), default=None)
    return place is None, place or ("", 0, 0, 0), record.id


def in_reading_order(records: Iterable[R]) -> tuple[R, ...]:
    """Sort records by the first place each cites, then by identifier.

    So an answer is the same in whatever order the records were given, and reads as the
    sources do.
    """
    return tuple(sorted(records, key=reading_key))
