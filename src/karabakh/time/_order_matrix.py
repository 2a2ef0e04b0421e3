"""How each two intervals of a group are ordered, most of them by days alone.

Sets of intervals are integers with a bit for each. Days alone order most pairs, and sorted days
give the sets of all intervals that begin or end by a day. Only pairs of one source, of nodes in
the temporal graph, or of instants are compared one by one.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from functools import cached_property
from itertools import combinations

from karabakh.time._interval import Interval
from karabakh.time._order import IntervalOrder, TimeOrder

__all__ = ["OrderMatrix", "bits", "overlapping_sets"]


class OrderMatrix:
    """The order of each two intervals of a group.

    It takes O(n² / 64) for n intervals ordered by days.

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

    @cached_property
    def later(self) -> list[int]:
        """For each interval the set of those that it is surely before."""
        after = _Thresholds([first for first, _ in self._witnesses])
        return self._corrected([after.above(last) for _, last in self._witnesses], TimeOrder.FIRST)

    @cached_property
    def earlier(self) -> list[int]:
        """For each interval the set of those that are surely before it."""
        before = _Thresholds([last for _, last in self._witnesses])
        found = [before.up_to(first - 1) for first, _ in self._witnesses]
        return self._corrected(found, TimeOrder.LAST)

    @cached_property
    def simultaneous(self) -> list[int]:
        """For each interval the set of those that it is surely simultaneous with."""
        bounds = [each.bounds for each in self._intervals]
        meeting = overlapping_sets([(each.start_latest, each.end_earliest) for each in bounds])
        is_sure = sum(1 << row for row, it in enumerate(self._intervals) if not it.may_be_empty)
        found = [
            0 if each.may_be_empty else meeting[row] & is_sure & ~(1 << row)
            for row, each in enumerate(self._intervals)
        ]
        return self._corrected(found, TimeOrder.SIMULTANEOUS)

    @cached_property
    def _witnesses(self) -> list[tuple[int, int]]:
        return [each.witness_days for each in self._intervals]

    @cached_property
    def _compared(self) -> list[tuple[int, int, TimeOrder]]:
        """The pairs that more than their days may order, and how."""
        return [
            (one, other, self._order.order(self._intervals[one], self._intervals[other]))
            for one, other in _compared_otherwise(self._intervals, self._order)
        ]

    def _corrected(self, sets: list[int], kind: TimeOrder) -> list[int]:
        """Return sets by days with what is known of pairs otherwise."""
        for one, other, found in self._compared:
            for row, column, answer in ((one, other, found), (other, one, found.inverse)):
                bit = 1 << column
                sets[row] = sets[row] | bit if answer is kind else sets[row] & ~bit
        return sets


def overlapping_sets(days: Sequence[tuple[int, int]]) -> list[int]:
    """Return, for each pair of first and last days, the set of those that share a day."""
    begun = _Thresholds([first for first, _ in days])
    lasting = _Thresholds([last for _, last in days])
    return [begun.up_to(last) & lasting.above(first - 1) for first, last in days]


class _Thresholds:
    """The sets of all numbers whose day is up to some day, or above it."""

    def __init__(self, days: Sequence[int]) -> None:
        order = sorted(range(len(days)), key=days.__getitem__)
        self._days = [days[number] for number in order]
        self._sets = [0]
        for number in order:
            self._sets.append(self._sets[-1] | 1 << number)

    def up_to(self, day: int) -> int:
        return self._sets[bisect_right(self._days, day)]

    def above(self, day: int) -> int:
        return self._sets[-1] & ~self.up_to(day)


def _compared_otherwise(
    intervals: Sequence[Interval], order: IntervalOrder
) -> set[tuple[int, int]]:
    """Return the pairs that more than their days may order."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for number, interval in enumerate(intervals):
        if interval.doc_time_rel is not None and interval.source is not None:
            groups["source", interval.source].append(number)
        if order.anchor(interval) is not None:
            groups["graph"].append(number)
        if interval.instant is not None:
            groups["instant"].append(number)
    return {pair for group in groups.values() for pair in combinations(group, 2)}


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
