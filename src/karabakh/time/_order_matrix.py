"""How each two intervals of a group are ordered, most of them by days alone.

Sets of intervals are integers with a bit for each.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from karabakh.time._interval import Interval
from karabakh.time._order import IntervalOrder, TimeOrder

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
        self._days = [(each.bounds.start_latest, each.bounds.end_earliest) for each in intervals]
        self._besides = [*map(order.order_besides_days, intervals)]

    @property
    def is_by_days(self) -> bool:
        """Whether nothing but days orders any two of them."""
        return sum(map(len, self._besides)) == len(frozenset[object]().union(*self._besides))

    def order(self, one: int, other: int) -> TimeOrder:
        """Return which of two intervals comes first."""
        if not self._besides[one].isdisjoint(self._besides[other]):
            return self._order.order(self._intervals[one], self._intervals[other])
        (begun, over), (begun_too, over_too) = days, days_too = self._days[one], self._days[other]
        if begun <= over_too and begun_too <= over:
            both = self._intervals[one], self._intervals[other]
            is_open = any(each.may_be_empty for each in both)
            return TimeOrder.OPEN if is_open else TimeOrder.SIMULTANEOUS
        if max(days) < min(days_too):
            return TimeOrder.FIRST
        return TimeOrder.LAST if max(days_too) < min(days) else TimeOrder.OPEN

    def following(self) -> Iterator[list[int]]:
        """Yield, for each, those that it is before with none in between, by days alone."""
        witnesses = [(min(days), max(days)) for days in self._days]
        order = sorted(range(len(witnesses)), key=witnesses.__getitem__)
        firsts = [witnesses[number][0] for number in order]
        lasts = (witnesses[number][1] for number in reversed(order))
        earliest_last = [*accumulate(lasts, min)][::-1]
        for _, last in witnesses:
            begin = end = bisect_right(firsts, last)
            if begin < len(order):
                end = bisect_right(firsts, earliest_last[begin])
            yield sorted(order[begin:end])

    @property
    def later(self) -> list[int]:
        """For each interval the set of those that it is surely before."""
        return self._sets[0]

    @property
    def simultaneous(self) -> list[int]:
        """For each interval the set of those that it is surely simultaneous with."""
        return self._sets[1]

    @cached_property
    def _sets(self) -> tuple[list[int], list[int]]:
        later, simultaneous = [0] * len(self._days), [0] * len(self._days)
        for one in range(len(self._days)):
            for other in range(one):
                answer = self.order(one, other)
                if answer is TimeOrder.FIRST:
                    later[one] |= 1 << other
                elif answer is TimeOrder.LAST:
                    later[other] |= 1 << one
                elif answer is TimeOrder.SIMULTANEOUS:
                    simultaneous[one] |= 1 << other
                    simultaneous[other] |= 1 << one
        return later, simultaneous


def overlapping_sets(days: Sequence[tuple[int, int]]) -> list[int]:
    """Return, for each pair of first and last days, the set of those that share a day."""
    begun, is_begun = _sets_up_to([first for first, _ in days])
    ended, is_ended = _sets_up_to([last for _, last in days])
    return [
        is_begun[bisect_right(begun, last)] & ~is_ended[bisect_left(ended, first)]
        for first, last in days
    ]


def _sets_up_to(days: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return days in order, and the set of all before each of them, and of all."""
    order = sorted(range(len(days)), key=days.__getitem__)
    members = [1 << number for number in order]
    return sorted(days), [*accumulate(members, int.__or__, initial=0)]


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
