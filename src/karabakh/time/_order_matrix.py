"""How each two intervals of a group are ordered, most of them by days alone.

Sets of intervals are integers with a bit for each.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate

from karabakh.time._allen import intersects
from karabakh.time._interval import Interval
from karabakh.time._order import IntervalOrder, TimeOrder
from karabakh.time._truth import Truth

__all__ = ["OrderMatrix", "bits", "overlapping_sets"]


class OrderMatrix:
    """The order of each two intervals of a group, by their numbers.

    It takes O(n log n) for n intervals if days alone order them, else O(n²).

    Args:
        intervals: The intervals.
        order: How two of them are ordered.

    >>> from karabakh import When
    >>> from karabakh.time import Interval, IntervalOrder
    >>> from karabakh.time._order_matrix import OrderMatrix
    >>> years = [Interval(When(year).bounds) for year in ("2019", "2023", "2019-05")]
    >>> matrix = OrderMatrix(years, IntervalOrder(None))
    >>> [bin(later) for later in matrix.later]
    ['0b10', '0b0', '0b10']
    """

    def __init__(self, intervals: Sequence[Interval], order: IntervalOrder) -> None:
        self._intervals = intervals
        self._order = order
        self._witnesses = [each.witness_days for each in intervals]
        self._keys = [*map(order.ordering_keys, intervals)]

    @property
    def is_by_days(self) -> bool:
        """Whether nothing but days orders any two of them."""
        return sum(map(len, self._keys)) == len(frozenset[object]().union(*self._keys))

    def order(self, one: int, other: int) -> TimeOrder:
        """Return which of two intervals comes first."""
        a, b = self._intervals[one], self._intervals[other]
        if not self._keys[one].isdisjoint(self._keys[other]):
            return self._order.order(a, b)
        (first, last), (first_too, last_too) = self._witnesses[one], self._witnesses[other]
        if last < first_too:
            return TimeOrder.FIRST
        if last_too < first:
            return TimeOrder.LAST
        if a.may_be_empty or b.may_be_empty or intersects(a.bounds, b.bounds) is not Truth.YES:
            return TimeOrder.OPEN
        return TimeOrder.SIMULTANEOUS

    def following(self) -> Iterator[list[int]]:
        """Yield, for each, those that it is before with none in between, by days alone."""
        witnesses = self._witnesses
        order = sorted(range(len(witnesses)), key=witnesses.__getitem__)
        firsts = [witnesses[number][0] for number in order]
        lasts = (witnesses[number][1] for number in reversed(order))
        earliest_last = [*accumulate(lasts, min)][::-1]
        for _, last in witnesses:
            begin = end = bisect_right(firsts, last)
            if begin < len(order):
                end = bisect_right(firsts, earliest_last[begin])
            yield sorted(order[begin:end])

    @cached_property
    def later(self) -> list[int]:
        """For each interval the set of those that it is surely before."""
        later = [0] * len(self._intervals)
        for one in range(len(later)):
            for other in range(one):
                answer = self.order(one, other)
                if answer is TimeOrder.FIRST:
                    later[one] |= 1 << other
                elif answer is TimeOrder.LAST:
                    later[other] |= 1 << one
        return later


def overlapping_sets(
    these: Iterable[tuple[int, int]], others: Mapping[int, tuple[int, int]]
) -> Iterator[int]:
    """Yield, for each pair of first and last days, the set of others that share a day.

    Args:
        these: The pairs.
        others: The others, by number.
    """
    begun, is_begun = _sets_up_to({number: first for number, (first, _) in others.items()})
    ended, is_ended = _sets_up_to({number: last for number, (_, last) in others.items()})
    for first, last in these:
        yield is_begun[bisect_right(begun, last)] & ~is_ended[bisect_left(ended, first)]


def _sets_up_to(days: Mapping[int, int]) -> tuple[list[int], list[int]]:
    """Return days in order, and the set of all before each of them, and of all."""
    order = sorted(days, key=days.__getitem__)
    members = [1 << number for number in order]
    return [days[number] for number in order], [*accumulate(members, int.__or__, initial=0)]


def bits(numbers: int) -> Iterator[int]:
    """Yield the numbers of the bits that are set, from the lowest.

    >>> from karabakh.time._order_matrix import bits
    >>> list(bits(0b1010))
    [1, 3]
    """
    while numbers:
        lowest = numbers & -numbers
        yield lowest.bit_length() - 1
        numbers ^= lowest
