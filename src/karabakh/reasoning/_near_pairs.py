"""Pairs of opposite stances that may be at one time, or may not be told, found without the rest.

Where many stances are compared, most pairs can have but one outcome: all those of one source
that it puts at different times, or those at vague times, of which dates tell nothing. They are
left out kind by kind.
"""

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from itertools import accumulate
from typing import NamedTuple

from karabakh.model import DocTimeRel
from karabakh.model._reach import bits
from karabakh.reasoning._changes import known_days
from karabakh.reasoning._held import DOC_TIME_ORDER
from karabakh.reasoning._rows import Row
from karabakh.reasoning._sweeps import overlapping
from karabakh.reasoning._tied_rows import Until, by_piece, rows_of
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
    yield from _tied_together(left, right, times)
    yield from held_together(left, right, times)


def maybe_untold(left: Iterable[Row], right: Iterable[Row], times: Times) -> _Pairs:
    """Give all pairs of which it can't be told whether they are at one time, and some others."""
    sides = list(left), list(right)
    arrivals = [
        (known_days(row), side, place)
        for side, rows in enumerate(sides)
        for place, row in enumerate(rows)
    ]
    going_on: tuple[dict[_Kind, _GoingOn], ...] = ({}, {})
    for (first, last), side, place in sorted(arrivals):
        row = sides[side][place]
        own, others = _kind(row, times), going_on[1 - side]
        for kind in [each for each in others if not _is_told(own, each)]:
            others[kind].forget_over(first)
            if not others[kind]:
                del others[kind]
                continue
            for met in others[kind].maybe_untold(row, own, kind, times):
                yield (met, row) if side else (row, met)
        going_on[side].setdefault(own, _GoingOn()).add(row, last, times)
    yield from held_together(*sides, times)


class _Kind(NamedTuple):
    """What sets apart, alike, all rows of one side that are of it."""

    source: str | None
    """The source that they are seen from."""

    doc_time_rel: DocTimeRel | None
    """When they are held, seen from there."""

    is_firm: bool
    """Whether nothing but dates says otherwise."""

    piece: int | None
    """Which piece of all that links order they are in."""


class _GoingOn:
    """Rows of one kind that began up to some day."""

    def __init__(self) -> None:
        self._over: list[tuple[int, int]] = []
        self._rows: dict[int, tuple[Row, int]] = {}
        self._tied: dict[int, dict[int, Row]] = {}
        self._numbers = 0
        self._count = 0

    def __bool__(self) -> bool:
        return bool(self._rows)

    def add(self, row: Row, last: int, times: Times) -> None:
        """Add a row that is over after a day."""
        self._count += 1
        tie = times.tied(row.held)
        number = -1 if tie is None or times.order is None else times.order.number[tie]
        self._rows[self._count] = row, number
        heappush(self._over, (last, self._count))
        if number >= 0:
            self._tied.setdefault(number, {})[self._count] = row
            self._numbers |= 1 << number

    def forget_over(self, day: int) -> None:
        """Leave out what is over by a day."""
        while self._over and self._over[0][0] < day:
            _, count = heappop(self._over)
            _, number = self._rows.pop(count)
            if number >= 0:
                del self._tied[number][count]
                if not self._tied[number]:
                    del self._tied[number]
                    self._numbers &= ~(1 << number)

    def maybe_untold(self, row: Row, own: _Kind, kind: _Kind, times: Times) -> Iterator[Row]:
        """Give those of which it may not be told whether a row of a kind is held with them."""
        tie, order = times.tied(row.held), times.order
        if order is None or tie is None or own.piece != kind.piece:
            yield from (each for each, _ in list(self._rows.values()))
            return
        numbers = self._numbers & order.together(tie)
        if not _is_seen_apart(own, kind):
            told = order.after(tie) | order.ahead(tie) if row.held.linked else 0
            numbers |= self._numbers & ~told
        for number in bits(numbers):
            yield from list(self._tied[number].values())


def _kind(row: Row, times: Times) -> _Kind:
    held, tie = row.held, times.tied(row.held)
    piece = None if tie is None or times.order is None else times.order.piece[tie]
    return _Kind(held.source, held.doc_time_rel, not held.is_loose, piece)


def _is_told(a: _Kind, b: _Kind) -> bool:
    """Tell whether one source puts all of two kinds at different times, and nothing else counts."""
    return _is_seen_apart(a, b) and (a.piece is None or a.piece != b.piece)


def _is_seen_apart(a: _Kind, b: _Kind) -> bool:
    is_seen = a.source is not None and a.doc_time_rel is not None and b.doc_time_rel is not None
    return (
        is_seen
        and a.source == b.source
        and a.doc_time_rel is not b.doc_time_rel
        and a.is_firm
        and b.is_firm
    )


def _tied_together(left: Iterable[Row], right: Iterable[Row], times: Times) -> _Pairs:
    """Give the pairs that links may tell to be at one time, by themselves or with others."""
    order, rights = times.order, by_piece(right, times)
    if order is None or not rights:
        return
    for piece, lefts in by_piece(left, times).items():
        others = rights.get(piece, {})
        begun, lasting = (
            Until(others, _start_latest),
            Until(others, lambda row: -_end_earliest(row)),
        )
        seen = _by_place_seen(others)
        for number, rows in lefts.items():
            tie = order.tie(piece, number)
            together, after, ahead = order.together(tie), order.after(tie), order.ahead(tie)
            for row in rows:
                # What is held before a row, and surely after it, too, goes on all the while.
                sooner, later = _seen_around(row, seen)
                on_and_on = after & (begun.before(_end_earliest(row)) | sooner)
                on_and_on |= ahead & (lasting.before(-_start_latest(row)) | later)
                met = rows_of((together | on_and_on) & begun.all, others)
                yield from ((row, other) for other in met)


def _by_place_seen(rows: Mapping[int, Iterable[Row]]) -> dict[tuple[str, int], int]:
    """Give the numbers of rows, by the source that they are seen from, and by when."""
    found: dict[tuple[str, int], int] = {}
    for number, of_number in rows.items():
        for row in of_number:
            if row.held.source is not None and row.held.doc_time_rel is not None:
                place = row.held.source, DOC_TIME_ORDER[row.held.doc_time_rel]
                found[place] = found.get(place, 0) | 1 << number
    return found


def _seen_around(row: Row, seen: Mapping[tuple[str, int], int]) -> tuple[int, int]:
    """Give the numbers of rows that the source of one puts before it, and after it."""
    sooner = later = 0
    if row.held.source is not None and row.held.doc_time_rel is not None:
        own = DOC_TIME_ORDER[row.held.doc_time_rel]
        for place in DOC_TIME_ORDER.values():
            numbers = seen.get((row.held.source, place), 0)
            sooner |= numbers if place < own else 0
            later |= numbers if place > own else 0
    return sooner, later


def _start_latest(row: Row) -> int:
    return row.held.bounds.start_latest


def _end_earliest(row: Row) -> int:
    return row.held.bounds.end_earliest


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
        if row.held.source is not None and row.held.doc_time_rel is DocTimeRel.OVERLAPS:
            found.setdefault(row.held.source, []).append(row)
    return found


def _near(left: Iterable[Row], right: Iterable[Row]) -> _Pairs:
    return overlapping(left, right, left_span=known_days, right_span=known_days)
