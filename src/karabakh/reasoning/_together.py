"""Stances that go on at one time although dates alone would put one before the other.

Who was for it from 2001 on, and against it from 2003 on, was for it first, by these dates. But
if a source says of both that they are so now, they are so at one time, whenever it was made.
"""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import product
from typing import TypeVar

from karabakh.model import DocTimeRel, Truth
from karabakh.reasoning._changes import known_days
from karabakh.reasoning._held import Held, by_source, first_by_source
from karabakh.reasoning._rows import Row
from karabakh.reasoning._tied_rows import Until, by_piece, rows_of
from karabakh.reasoning._times import Times

__all__ = ["held_together"]

K = TypeVar("K", bound=Hashable)


def held_together(
    left: Iterable[Row], right: Iterable[Row], times: Times
) -> Iterator[tuple[Row, Row]]:
    """Give the pairs that are together by a source or links, whatever the dates alone tell.

    Either they say so, or they say that the one comes first, where dates say that the other
    does: what is held before something and after it is held all the while between.

    It takes ``n log n`` steps, and one for each pair given.
    """
    left, right = list(left), list(right)
    yield from _by_source(left, right)
    yield from _by_links(left, right, times)


def _by_source(left: Sequence[Row], right: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    lefts, rights = _alike(left, _source_of), _alike(right, _source_of)
    for source in lefts.keys() & rights.keys():
        seen = _alike(lefts[source], _doc_time_of), _alike(rights[source], _doc_time_of)
        for ones, others in product(*(each.values() for each in seen)):
            is_first, is_last = _told_by_source(ones[0].held, others[0].held)
            if is_first and is_last:
                yield from _opposite(ones, others, is_first, is_last)
            elif is_first:
                yield from ((one, other) for other, one in _with_a_day_before(others, ones))
            elif is_last:
                yield from _with_a_day_before(ones, others)


def _by_links(left: Sequence[Row], right: Sequence[Row], times: Times) -> Iterator[tuple[Row, Row]]:
    order, rights = times.order, by_piece(right, times)
    if order is None or not rights:
        return
    for piece, lefts in by_piece(left, times).items():
        others = rights.get(piece, {})
        over = Until(others, _last_day)
        coming = Until(others, lambda row: -_first_day(row))
        for number, ones in lefts.items():
            tie = order.tie(piece, number)
            together = order.together(tie)
            for one in ones:
                first, last = known_days(one)
                sooner = (together | order.after(tie)) & over.before(first)
                for other in rows_of(sooner, others):
                    if _last_day(other) < first and not _told_by_source(one.held, other.held)[0]:
                        yield one, other
                later = (together | order.ahead(tie)) & coming.before(-last)
                for other in rows_of(later, others):
                    if _first_day(other) > last and not _told_by_source(one.held, other.held)[1]:
                        yield one, other


def _told_by_source(a: Held, b: Held) -> tuple[bool, bool]:
    """Tell whether a source puts the one before the other, and the other before the one."""
    is_one = by_source(a, b) is Truth.YES
    return is_one or first_by_source(a, b), is_one or first_by_source(b, a)


def _opposite(
    ones: Sequence[Row], others: Sequence[Row], is_first: bool, is_last: bool
) -> Iterator[tuple[Row, Row]]:
    """Give the pairs that dates put the other way round."""
    if is_first:
        yield from ((one, other) for other, one in _in_order(others, ones))
    if is_last:
        yield from _in_order(ones, others)


def _in_order(ones: Sequence[Row], others: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Give the pairs of which by dates the one comes before the other."""
    ordered = sorted(ones, key=_last_day)
    last_days = list(map(_last_day, ordered))
    for other in others:
        for one in ordered[: bisect_left(last_days, known_days(other)[0])]:
            yield one, other


def _with_a_day_before(ones: Sequence[Row], others: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Give the pairs of which the one surely has a day before one of the other."""
    ordered = sorted(ones, key=_begun_by)
    begun = list(map(_begun_by, ordered))
    for other in others:
        for one in ordered[: bisect_left(begun, other.held.bounds.end_earliest)]:
            yield one, other


def _begun_by(row: Row) -> int:
    return row.held.bounds.start_latest


def _first_day(row: Row) -> int:
    return known_days(row)[0]


def _last_day(row: Row) -> int:
    return known_days(row)[1]


def _alike(rows: Iterable[Row], key: Callable[[Row], K | None]) -> dict[K, list[Row]]:
    found: dict[K, list[Row]] = {}
    for row in rows:
        own = key(row)
        if own is not None:
            found.setdefault(own, []).append(row)
    return found


def _source_of(row: Row) -> str | None:
    return row.held.source if row.held.doc_time_rel is not None else None


def _doc_time_of(row: Row) -> DocTimeRel | None:
    return row.held.doc_time_rel
