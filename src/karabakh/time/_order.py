"""How two intervals are ordered, by their days, sources and constraints.

What is asked is which of two surely holds at a time before the other does: that a stance is voiced
in 2019 and its opposite in 2023 orders them, though nobody knows how long the first was held.
"""

import enum

from karabakh._vocabulary import DocTimeRel
from karabakh.time._allen import intersects
from karabakh.time._interval import Interval
from karabakh.time._reachability import Reachability
from karabakh.time._truth import Truth

__all__ = ["IntervalOrder", "TimeOrder"]


@enum.unique
class TimeOrder(enum.Enum):
    """Which of two intervals comes first, as far as it is known.

    >>> from karabakh.time import TimeOrder
    >>> TimeOrder.FIRST.inverse
    <TimeOrder.LAST: 'last'>
    """

    FIRST = "first"
    """The one holds at a time before one at which the other does, and they are not simultaneous."""

    LAST = "last"
    """The other way round."""

    SIMULTANEOUS = "simultaneous"
    """They surely hold at a common time."""

    OPEN = "open"
    """None of this is known."""

    @property
    def inverse(self) -> "TimeOrder":
        """The order of the other to the one."""
        if self is TimeOrder.FIRST:
            return TimeOrder.LAST
        return TimeOrder.FIRST if self is TimeOrder.LAST else self


_WITNESSED: dict[DocTimeRel, tuple[int, int]] = {
    DocTimeRel.BEFORE: (-1, -1),
    DocTimeRel.BEFORE_OR_OVERLAPS: (-1, 0),
    DocTimeRel.OVERLAPS: (0, 0),
    DocTimeRel.OVERLAPS_OR_AFTER: (0, 1),
    DocTimeRel.AFTER: (1, 1),
}
"""The earliest and the latest place, seen from the source's creation, of a time at which it holds
for sure: -1 before, 0 at, 1 after the creation."""

_PRESENT = DocTimeRel.OVERLAPS, DocTimeRel.OVERLAPS


class IntervalOrder:
    """The order of intervals, by their days, sources and constraints.

    Args:
        reachability: What constraints say of the nodes of intervals, and of sources; None if
            they order none.

    >>> from karabakh import When
    >>> from karabakh.time import Interval, IntervalOrder
    >>> order = IntervalOrder(None)
    >>> order.order(Interval(When("2019").bounds), Interval(When("2023").bounds))
    <TimeOrder.FIRST: 'first'>
    """

    def __init__(self, reachability: Reachability | None) -> None:
        self._reachability = reachability

    def order(self, a: Interval, b: Interval) -> TimeOrder:
        """Return which of two intervals comes first.

        Each has *witnesses*: times at which it surely holds. Its witness days have one; so has
        the creation of a source that presents it as present, and the event in which it is
        expressed. If the one has a witness before one of the other, and not the other way
        round, it comes first; if both ways, they are simultaneous: what holds before something
        and after it holds all the while between.
        """
        if a.instant is not None and b.instant is not None and a.instant != b.instant:
            return TimeOrder.FIRST if a.instant < b.instant else TimeOrder.LAST
        meeting = intersects(a.bounds, b.bounds)
        if meeting is not Truth.YES:
            answer = self._order(a, b, may_meet=meeting is Truth.UNKNOWN)
        elif self._is_over(a, b):
            answer = TimeOrder.FIRST
        else:
            answer = TimeOrder.LAST if self._is_over(b, a) else TimeOrder.SIMULTANEOUS
        may_be_empty = a.may_be_empty or b.may_be_empty
        return TimeOrder.OPEN if may_be_empty and answer is TimeOrder.SIMULTANEOUS else answer

    def ordering_keys(self, interval: Interval) -> frozenset[object]:
        """Return keys; only for intervals that share one does more than days count.

        They are the source that it is seen from, True for the graph, and None for an instant.
        """
        is_seen = interval.doc_time_rel is not None
        if not is_seen and interval.node is None and interval.instant is None:
            return frozenset()  # nearly always
        found: list[object] = []
        if is_seen and interval.source is not None:
            found.append(interval.source)
        if self.anchor(interval) is not None:
            found.append(True)
        if interval.instant is not None:
            found.append(None)
        return frozenset(found)

    def _order(self, a: Interval, b: Interval, *, may_meet: bool) -> TimeOrder:
        """Return which comes first of two whose days do not show that they meet."""
        overlap = self._overlap(a, b)
        if _seen_by_one(a, b) == _PRESENT or (overlap and not (a.is_restricted or b.is_restricted)):
            return TimeOrder.SIMULTANEOUS
        is_first, is_last = self._has_witness_before(a, b), self._has_witness_before(b, a)
        x, y = a.bounds, b.bounds
        if (is_first or x.start_latest < y.end_earliest) and (
            is_last or y.start_latest < x.end_earliest
        ):
            return TimeOrder.SIMULTANEOUS
        if is_first == is_last or (overlap and may_meet):
            return TimeOrder.OPEN
        return TimeOrder.FIRST if is_first else TimeOrder.LAST

    def _has_witness_before(self, a: Interval, b: Interval) -> bool:
        """Return whether the one surely holds at a time before one of the other."""
        if a.witness_days[1] < b.witness_days[0] or _is_witnessed_before(a, b):
            return True
        reachability = self._reachability
        if reachability is None or a.node is None or b.node is None:
            return False
        return any(
            reachability.ends_before(one, other)
            for one in (a.node, a.event)
            for other in (b.node, b.event)
            if one is not None and other is not None
        )

    def _is_over(self, a: Interval, b: Interval) -> bool:
        """Return whether the one is over before the other begins, whatever their days."""
        if _seen_by_one(a, b) == (DocTimeRel.BEFORE, DocTimeRel.AFTER):
            return True
        if self._reachability is None or a.node is None or b.node is None:
            return False
        return a.node != b.node and self._reachability.ends_before(a.node, b.node)

    def may_meet(self, a: Interval, b: Interval) -> bool:
        """Return whether two whose days overlap may be simultaneous to their source.

        What a source calls over it does not set against what it calls present. But if both are
        dated, the dates decide, unless the one is over before its creation and the other begins
        after it.
        """
        rels = a.doc_time_rel, b.doc_time_rel
        if (None in rels and self._reachability is None) or _seen_by_one(a, b) == _PRESENT:
            return True
        if self._is_over(a, b) or self._is_over(b, a):
            return False
        if a.is_dated and b.is_dated and DocTimeRel.OVERLAPS in rels:
            return True
        return not (_is_witnessed_before(a, b) or _is_witnessed_before(b, a))

    def _overlap(self, a: Interval, b: Interval) -> bool:
        """Return whether constraints make two overlap, or one and a source."""
        if self._reachability is None or (a.node is None and b.node is None):
            return False
        one, other = self.anchor(a), self.anchor(b)
        return one is not None and other is not None and self._reachability.overlap(one, other)

    def anchor(self, interval: Interval) -> str | None:
        """Return the node of an interval, or the source that presents it as present.

        None if constraints order neither.
        """
        if self._reachability is None:
            return None
        anchor = interval.node
        if anchor is None and interval.doc_time_rel is DocTimeRel.OVERLAPS:
            anchor = interval.source
        return anchor if anchor in self._reachability else None


def _is_witnessed_before(a: Interval, b: Interval) -> bool:
    """Return whether one source presents the one as before the other."""
    seen = _seen_by_one(a, b)
    return seen is not None and _WITNESSED[seen[0]][1] < _WITNESSED[seen[1]][0]


def _seen_by_one(a: Interval, b: Interval) -> tuple[DocTimeRel, DocTimeRel] | None:
    """Return the relations of two intervals to the creation of one source, or None."""
    if a.doc_time_rel is None or b.doc_time_rel is None or a.source is None:
        return None
    return (a.doc_time_rel, b.doc_time_rel) if a.source == b.source else None
