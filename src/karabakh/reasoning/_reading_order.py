"""The order in which results list records: that of the sources' words."""

from collections.abc import Iterable
from typing import TypeVar

from karabakh.model import Record

__all__ = ["in_reading_order", "reading_key"]

R = TypeVar("R", bound=Record)


def reading_key(record: Record) -> tuple[object, ...]:
    """Return a key that sorts records as a reader meets them, the uncited last.

    It is where the first passage begins, then where the last one ends, then the identifier.
    """
    if not record.citations:
        return True, record.id
    passages = [citation.sort_key for citation in record.citations]
    _, last_paragraph, _, last_word = max(passages)
    return False, min(passages)[:3], last_paragraph, last_word, record.id


def in_reading_order(records: Iterable[R]) -> tuple[R, ...]:
    """Return records sorted as a reader meets them, whatever order they were given in."""
    return tuple(sorted(records, key=reading_key))
