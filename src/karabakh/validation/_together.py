"""Which records necessarily go on at one time, without asking of each pair."""

import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from karabakh.model import Chronology, DocTimeRel, Position, Relation, Truth

__all__ = ["together"]

R = TypeVar("R", bound=Relation | Position)


def together(
    chronology: Chronology, records: Iterable[R], side: Callable[[R], object]
) -> Iterator[tuple[R, R]]:
    """Find, for each record, one of another side that goes on at the same time, if any must.

    Args:
        chronology: the order of the records.
        records: records that should not go on together if they are of different sides.
        side: the side of a record.

    Returns:
        Pairs of records, each pair once, the lesser identifier first. They are found in n log n
        steps for n records, whether by their dates or by the source during whose making both
        go on.
    """
    in_order = sorted(records, key=lambda record: record.id)
    if len({side(record) for record in in_order}) < 2:  # noqa: PLR2004 (nobody to differ from)
        return
    others = _ByDate(chronology, in_order, side), _BySource(in_order, side)
    found: set[tuple[str, str]] = set()
    for record in in_order:
        for other in (way.other(record) for way in others):
            if other is None or chronology.overlaps(record.id, other.id) is not Truth.YES:
                continue
            one, two = (record, other) if record.id < other.id else (other, record)
            if (one.id, two.id) not in found:
                found.add((one.id, two.id))
                yield one, two
            break


class _ByDate(Generic[R]):
    """Finds a record of another side that must go on at the same time, by the dates of both.

    That is one which has begun, at the latest, by the day on which the first may end, and which
    of all these ends last, at the earliest.
    """

    def __init__(
        self, chronology: Chronology, records: Sequence[R], side: Callable[[R], object]
    ) -> None:
        self._chronology = chronology
        self._side = side
        begun = sorted(records, key=lambda each: chronology.bounds(each.id).start_latest)
        self._starts = [chronology.bounds(each.id).start_latest for each in begun]
        self._last_to_end: list[tuple[R, ...]] = []
        best: tuple[R, ...] = ()
        for each in begun:
            best = self._two_sides(each, best)
            self._last_to_end.append(best)

    def other(self, record: R) -> R | None:
        bounds = self._chronology.bounds(record.id)
        begun = bisect.bisect_right(self._starts, bounds.end_earliest)
        candidates = self._last_to_end[begun - 1] if begun else ()
        for other in candidates:
            if self._side(other) != self._side(record):
                return other if self._end(other) >= bounds.start_latest else None
        return None

    def _two_sides(self, record: R, best: tuple[R, ...]) -> tuple[R, ...]:
        """Give the last to end, and the last to end on any other side than its."""
        first, *rest = sorted((*best, record), key=self._end, reverse=True)
        return (first, *(each for each in rest if self._side(each) != self._side(first)))[:2]

    def _end(self, record: R) -> int:
        return self._chronology.bounds(record.id).end_earliest


class _BySource(Generic[R]):
    """Finds a record of another side that goes on while the same source is made."""

    def __init__(self, records: Iterable[R], side: Callable[[R], object]) -> None:
        self._side = side
        self._by_source: dict[str | None, dict[object, R]] = {}
        for record in records:
            if record.doc_time_rel is DocTimeRel.OVERLAPS:
                sides = self._by_source.setdefault(record.source, {})
                if len(sides) < 2:  # noqa: PLR2004 (one of them is another's other side)
                    sides.setdefault(side(record), record)

    def other(self, record: R) -> R | None:
        source = record.source
        if source is None or record.doc_time_rel is not DocTimeRel.OVERLAPS:
            return None
        sides = self._by_source[source].items()
        return next((each for side, each in sides if side != self._side(record)), None)
