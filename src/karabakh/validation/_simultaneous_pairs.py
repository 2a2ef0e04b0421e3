"""Pairs of records that certainly overlap in time, without comparing each pair."""

import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from karabakh.model import DocTimeRel, Position, Relation
from karabakh.time import Chronology, Truth

__all__ = ["simultaneous_pairs"]

R = TypeVar("R", bound=Relation | Position)


def simultaneous_pairs(
    chronology: Chronology, records: Iterable[R], key: Callable[[R], object]
) -> Iterator[tuple[R, R]]:
    """Yield, for each record, one with another key that certainly overlaps it.

    Args:
        chronology: The order of the records.
        records: Records that should not overlap if their keys differ.
        key: Returns what distinguishes a record, such as its stance.

    Yields:
        Pairs of records, each pair once, the lesser identifier first. They overlap by
        their dates or by the creation of one source. O(n log n) for n records.
    """
    in_order = sorted(records, key=lambda record: record.id)
    if len({key(record) for record in in_order}) < 2:  # noqa: PLR2004 (no other key)
        return
    indexes = _ByDate(chronology, in_order, key), _BySource(in_order, key)
    found: set[tuple[str, str]] = set()
    for record in in_order:
        for other in (index.other(record) for index in indexes):
            if other is None or chronology.overlaps(record.id, other.id) is not Truth.YES:
                continue
            first, second = (record, other) if record.id < other.id else (other, record)
            if (first.id, second.id) not in found:
                found.add((first.id, second.id))
                yield first, second
            break


class _ByDate(Generic[R]):
    """An index of records by date.

    It finds, of the records with another key that have begun, at the latest, by the day on
    which a record may end, the one that ends last, at the earliest.
    """

    def __init__(
        self, chronology: Chronology, records: Sequence[R], key: Callable[[R], object]
    ) -> None:
        self._chronology = chronology
        self._key = key
        begun = sorted(records, key=lambda each: chronology.bounds(each.id).start_latest)
        self._starts = [chronology.bounds(each.id).start_latest for each in begun]
        self._last_to_end: list[tuple[R, ...]] = []
        best: tuple[R, ...] = ()
        for each in begun:
            best = self._best_two(each, best)
            self._last_to_end.append(best)

    def other(self, record: R) -> R | None:
        """Return a record with another key that overlaps one by its dates, or None."""
        bounds = self._chronology.bounds(record.id)
        begun = bisect.bisect_right(self._starts, bounds.end_earliest)
        candidates = self._last_to_end[begun - 1] if begun else ()
        for other in candidates:
            if self._key(other) != self._key(record):
                return other if self._end(other) >= bounds.start_latest else None
        return None

    def _best_two(self, record: R, best: tuple[R, ...]) -> tuple[R, ...]:
        """Return the last to end, and the last to end with another key."""
        first, *rest = sorted((*best, record), key=self._end, reverse=True)
        return (first, *(each for each in rest if self._key(each) != self._key(first)))[:2]

    def _end(self, record: R) -> int:
        return self._chronology.bounds(record.id).end_earliest


class _BySource(Generic[R]):
    """An index of records by the source at whose creation they are in progress."""

    def __init__(self, records: Iterable[R], key: Callable[[R], object]) -> None:
        self._key = key
        self._by_source: dict[str | None, dict[object, R]] = {}
        for record in records:
            if record.doc_time_rel is DocTimeRel.OVERLAPS:
                by_key = self._by_source.setdefault(record.source, {})
                if len(by_key) < 2:  # noqa: PLR2004 (one of them has another key than any record)
                    by_key.setdefault(key(record), record)

    def other(self, record: R) -> R | None:
        """Return a record with another key of the same source, or None."""
        source = record.source
        if source is None or record.doc_time_rel is not DocTimeRel.OVERLAPS:
            return None
        by_key = self._by_source[source].items()
        return next((each for key, each in by_key if key != self._key(record)), None)
