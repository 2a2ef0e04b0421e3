"""Pairs of opposite stances that may be at one time, or may not be told, found without the rest.

Where many stances are compared, most pairs can have but one outcome: all those of one source
that it puts at different times, or those at vague times, of which dates tell nothing. They are
left out kind by kind.
"""

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import accumulate

from karabakh.model import DocTime
from karabakh.reasoning._changes import known_days
from karabakh.reasoning._rows import Row
from karabakh.reasoning._sweeps import overlapping
from karabakh.reasoning._times import Times
from karabakh.reasoning._together import held_together

__all__ = ["maybe_together", "maybe_untold"]

_Pairs = Iterator[tuple[Row, Row]]


def maybe_together(left: Iterable[Row], right: Iterable[Row], times: Times) -> _Pairs:
    """Give all pairs that are known to be at one time, and few others; see `at_one_time`."""
    left, right = (
        [row for row in rows if not row.held.is_loose] for rows in (list(left), list(right))
    )
    yield from _surely_sharing(left, right)
    seen = _by_source(right)
    for source, rows in _by_source(left).items():
        yield from _near(rows, seen.get(source, ()))
    yield from _near(*([row for row in side if times.tied(row.held)] for side in (left, right)))
    yield from held_together(left, right, times)


def maybe_untold(left: Iterable[Row], right: Iterable[Row], times: Times) -> _Pairs:
    """Give all pairs of which it can't be told whether they are at one time, and some others."""
    sides = list(left), list(right)
    arrivals = [
        (known_days(row), side, place)
        for side, rows in enumerate(sides)
        for place, row in enumerate(rows)
    ]
    going_on: tuple[dict[_Kind, list[tuple[int, int]]], ...] = ({}, {})
    for (first, last), side, place in sorted(arrivals):
        row = sides[side][place]
        own, others = _kind(row), going_on[1 - side]
        for kind in [each for each in others if not _is_told(own, each)]:
            others[kind] = [each for each in others[kind] if each[0] >= first]
            if not others[kind]:
                del others[kind]
            for _, met in others.get(kind, ()):
                yield (sides[0][met], row) if side else (row, sides[1][met])
        going_on[side].setdefault(own, []).append((last, place))
    yield from held_together(*sides, times)


_Kind = tuple[str | None, DocTime | None, bool]


def _kind(row: Row) -> _Kind:
    """Give by which source, and how, a row's time is told, and whether that alone tells it."""
    held = row.held
    return held.source, held.doc_time, held.linked is None and not held.is_loose


def _is_told(a: _Kind, b: _Kind) -> bool:
    """Tell whether one source puts all of two kinds at different times."""
    is_seen = a[0] is not None and a[1] is not None and b[1] is not None
    return is_seen and a[0] == b[0] and a[1] is not b[1] and a[2] and b[2]


def _surely_sharing(left: Sequence[Row], right: Sequence[Row]) -> _Pairs:
    """Give the pairs that surely share a day, see `by_dates`."""
    yield from _near(filter(_is_sure, left), filter(_is_sure, right))
    yield from _covering(left, right)
    yield from ((one, other) for other, one in _covering(right, left))


def _covering(ones: Sequence[Row], others: Sequence[Row]) -> _Pairs:
    """Give the pairs of which the first is surely held on all days that may be the other's."""
    sure = sorted(filter(_is_sure, ones), key=known_days)
    first_days = [known_days(row)[0] for row in sure]
    last_days = list(accumulate((known_days(row)[1] for row in sure), max))
    for other in others:
        first, last = known_days(other)
        begun = bisect_right(first_days, first)
        if not _is_sure(other) and begun and last_days[begun - 1] >= last:
            yield from ((one, other) for one in sure[:begun] if known_days(one)[1] >= last)


def _is_sure(row: Row) -> bool:
    """Tell whether there is a day on which a stance is surely held."""
    return row.held.bounds.start_latest <= row.held.bounds.end_earliest


def _by_source(rows: Iterable[Row]) -> dict[Hashable, list[Row]]:
    """Give the rows that a source tells to be held at the time of its making, by source."""
    found: dict[Hashable, list[Row]] = {}
    for row in rows:
        if row.held.source is not None and row.held.doc_time is DocTime.OVERLAPS:
            found.setdefault(row.held.source, []).append(row)
    return found


def _near(left: Iterable[Row], right: Iterable[Row]) -> _Pairs:
    return overlapping(left, right, left_span=known_days, right_span=known_days)
