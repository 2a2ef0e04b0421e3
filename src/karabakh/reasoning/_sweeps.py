"""Sweeps over spans of days: from one end of time to the other, each row looked at once."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import TypeVar

__all__ = ["Span", "consecutive", "joined", "overlapping"]

A = TypeVar("A")
B = TypeVar("B")
T = TypeVar("T")

Span = tuple[int, int]
"""A first and a last day, both included."""

NEVER = 2**63
"""A day after all days."""


def overlapping(
    left: Iterable[A],
    right: Iterable[B],
    *,
    left_span: Callable[[A], Span],
    right_span: Callable[[B], Span],
) -> Iterator[tuple[A, B]]:
    """Give all pairs whose spans share a day, by the later beginning of the two.

    It takes ``n log n`` steps and one for each pair given: nothing is compared in vain, since
    whatever is over when something begins is put away for good.

    >>> from karabakh.reasoning._sweeps import overlapping
    >>> spans = lambda each: each
    >>> list(overlapping([(1, 5), (9, 9)], [(4, 6)], left_span=spans, right_span=spans))
    [((1, 5), (4, 6))]
    """
    arrivals: list[tuple[Span, int, int]] = []
    lefts, rights = list(left), list(right)
    arrivals += ((left_span(each), 0, index) for index, each in enumerate(lefts))
    arrivals += ((right_span(each), 1, index) for index, each in enumerate(rights))
    arrivals.sort()
    going_on: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for (first, last), side, index in arrivals:
        others = going_on[1 - side]
        others[:] = [each for each in others if each[0] >= first]
        for _, other in others:
            yield (lefts[other], rights[index]) if side else (lefts[index], rights[other])
        going_on[side].append((last, index))


def consecutive(
    rows: Iterable[T],
    *,
    span: Callable[[T], Span],
    value: Callable[[T], Hashable],
) -> Iterator[tuple[T, T]]:
    """Give the pairs in which a value is followed by another, with nothing in between.

    One row comes before another if its span ends before the other's begins. A pair (a, b) is
    given if a comes before b, their values differ, and

    - no row comes after a and before b;
    - of those with a's value that come before b, none ends later than a;
    - of those with b's value that come after a, none begins earlier than b.

    Of rows that are alike in all this the first stands for them. It takes ``n log n`` steps.

    >>> from karabakh.reasoning._sweeps import consecutive
    >>> rows = [("for", (1, 1)), ("for", (2, 3)), ("against", (5, 5)), ("for", (7, 8))]
    >>> pairs = consecutive(rows, span=lambda row: row[1], value=lambda row: row[0])
    >>> sorted((a[1], b[1]) for a, b in pairs)
    [((2, 3), (5, 5)), ((5, 5), (7, 8))]
    """
    ends: dict[Hashable, dict[int, T]] = {}
    starts: dict[Hashable, dict[int, T]] = {}
    spans: list[Span] = []
    for row in rows:
        first, last = days = span(row)
        spans.append(days)
        own = value(row)
        starts.setdefault(own, {}).setdefault(first, row)
        ends.setdefault(own, {}).setdefault(last, row)
    if len(starts) < 2:  # noqa: PLR2004 (nothing can change)
        return
    is_empty = _gaps(spans)
    last_days = {each: sorted(days) for each, days in ends.items()}
    for later, begun in starts.items():
        first_days = sorted(begun)
        for index, first in enumerate(first_days):
            for earlier, over in last_days.items():
                place = bisect_left(over, first) - 1
                if earlier == later or place < 0:
                    continue
                last = over[place]
                is_first = index == 0 or first_days[index - 1] <= last
                if is_first and is_empty(last, first):
                    yield ends[earlier][last], begun[first]


def _gaps(spans: Sequence[Span]) -> Callable[[int, int], bool]:
    """Make a function that tells whether no span lies wholly between two days."""
    ordered = sorted(spans)
    firsts = [first for first, _ in ordered]
    soonest = list(accumulate((last for _, last in reversed(ordered)), min))[::-1]

    def is_empty(after: int, before: int) -> bool:
        place = bisect_right(firsts, after)
        return place == len(soonest) or soonest[place] >= before

    return is_empty


def joined(
    left: Iterable[A],
    right: Iterable[B],
    *,
    left_span: Callable[[A], Span],
    right_span: Callable[[B], Span],
) -> Iterator[tuple[list[A], list[B]]]:
    """Divide two sides into the sets that hang together by shared days across the sides.

    Each row must share a day with one of the other side. It takes ``n log n`` steps.

    >>> from karabakh.reasoning._sweeps import joined
    >>> spans = lambda each: each
    >>> list(joined([(1, 5), (9, 9)], [(4, 6), (8, 9)], left_span=spans, right_span=spans))
    [([(1, 5)], [(4, 6)]), ([(9, 9)], [(8, 9)])]
    """
    lefts, rights = sorted(left, key=left_span), sorted(right, key=right_span)
    left_days, right_days = (
        [*map(left_span, lefts), (NEVER, NEVER)],
        [*map(right_span, rights), (NEVER, NEVER)],
    )
    i = j = 0
    while i < len(lefts) or j < len(rights):
        begin_left, begin_right = i, j
        left_last = right_last = -NEVER
        # Whatever begins by the last day of the other side so far hangs together with it.
        while i == begin_left or left_days[i][0] <= right_last or right_days[j][0] <= left_last:
            if left_days[i] <= right_days[j]:
                left_last = max(left_last, left_days[i][1])
                i += 1
            else:
                right_last = max(right_last, right_days[j][1])
                j += 1
        yield lefts[begin_left:i], rights[begin_right:j]
