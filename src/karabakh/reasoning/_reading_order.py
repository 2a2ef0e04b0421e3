"""The order in which results list records: that of the sources' words, not of the input."""

from collections.abc import Iterable
from typing import TypeVar

from karabakh.model import Record

__all__ = ["in_reading_order", "reading_key"]

R = TypeVar("R", bound=Record)

_Word = tuple[int, int]
"""A word, and a character in it."""

_Key = tuple[bool, tuple[str, int, _Word], tuple[int, _Word], str]


def reading_key(record: Record) -> _Key:
    """Give a key that sorts records as a reader meets them; the uncited come last.

    It is where a record's first place begins, then where its last one ends, then its
    identifier.
    """
    if not record.citations:
        return True, ("", 0, (0, 0)), (0, (0, 0)), record.id
    places = [citation.sort_key for citation in record.citations]
    source, paragraph, first, _ = min(places)
    _, last_paragraph, _, last = max(places)
    return False, (source, paragraph, first), (last_paragraph, last), record.id


def in_reading_order(records: Iterable[R]) -> tuple[R, ...]:
    """Sort records as a reader of the sources meets them.

    So an answer is the same in whatever order the records were given.
    """
    return tuple(sorted(records, key=reading_key))
