"""How two intervals are ordered, by their days, sources and constraints.

`IntervalOrder.relation` gives the Allen relations that two whole intervals may have;
`IntervalOrder.order` which of two surely holds at a time before the other does. They are two
questions: that a stance is voiced in 2019 and its opposite in 2023 orders them, though nobody
knows how long the first was held.
"""

import enum

from karabakh._vocabulary import DocTimeRel
from karabakh.time._allen import AllenRelation, possible_relations
from karabakh.time._interval import Interval
from karabakh.time._reachability import Reachability

__all__ = ["IntervalOrder", "TimeOrder", "is_witnessed_before"]


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
        return {TimeOrder.FIRST: TimeOrder.LAST, TimeOrder.LAST: TimeOrder.FIRST}.get(self, self)


_WITNESSED: dict[DocTimeRel, tuple[int, int]] = {
    DocTimeRel.BEFORE: (-1, -1),
    DocTimeRel.BEFORE_OR_OVERLAPS: (-1, 0),
    DocTimeRel.OVERLAPS: (0, 0),
    DocTimeRel.OVERLAPS_OR_AFTER: (0, 1),
    DocTimeRel.AFTER: (1, 1),
}
"""The earliest and the latest place, seen from the source's creation, of a time at which it holds
for sure: -1 before, 0 at, 1 after the creation."""

_BEFORE, _AFTER = (
    {AllenRelation.BEFORE, AllenRelation.MEETS},
    {AllenRelation.AFTER, AllenRelation.MET_BY},
)


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

    def relation(self, a: Interval, b: Interval) -> frozenset[AllenRelation]:
        """Return the relations of Allen that two whole intervals may have."""
        found = possible_relations(a.bounds, b.bounds)
        if self.is_over(a, b):
            return (found & _BEFORE) or frozenset(_BEFORE)
        if self.is_over(b, a):
            return (found & _AFTER) or frozenset(_AFTER)
        if self._overlap(a, b) and not (a.is_restricted or b.is_restricted):
            return (found - _BEFORE - _AFTER) or found
        return found

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
        x, y = a.bounds, b.bounds
        if x.start_latest <= y.end_earliest and y.start_latest <= x.end_earliest:
            answer = TimeOrder.SIMULTANEOUS
            if self.is_over(a, b) or self.is_over(b, a):
                answer = TimeOrder.FIRST if self.is_over(a, b) else TimeOrder.LAST
        else:
            answer = self._order(a, b)
        may_be_empty = a.may_be_empty or b.may_be_empty
        return TimeOrder.OPEN if may_be_empty and answer is TimeOrder.SIMULTANEOUS else answer

    def _order(self, a: Interval, b: Interval) -> TimeOrder:
        overlap = self._overlap(a, b)
        if _are_present(a, b) or (overlap and not (a.is_restricted or b.is_restricted)):
            return TimeOrder.SIMULTANEOUS
        is_first, is_last = self.has_witness_before(a, b), self.has_witness_before(b, a)
        x, y = a.bounds, b.bounds
        if (is_first or x.start_latest < y.end_earliest) and (
            is_last or y.start_latest < x.end_earliest
        ):
            return TimeOrder.SIMULTANEOUS
        if is_first == is_last or (overlap and _may_share_a_day(a, b)):
            return TimeOrder.OPEN
        return TimeOrder.FIRST if is_first else TimeOrder.LAST

    def has_witness_before(self, a: Interval, b: Interval) -> bool:
        """Return whether the one surely holds at a time before one of the other."""
        if a.witness_days[1] < b.witness_days[0] or is_witnessed_before(a, b):
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

    def is_over(self, a: Interval, b: Interval) -> bool:
        """Return whether the one is over before the other begins, whatever their days."""
        seen = a.doc_time_rel, b.doc_time_rel
        is_of_one_source = a.source is not None and a.source == b.source
        if is_of_one_source and seen == (DocTimeRel.BEFORE, DocTimeRel.AFTER):
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
        if _are_present(a, b):
            return True
        if self.is_over(a, b) or self.is_over(b, a):
            return False
        rels = a.doc_time_rel, b.doc_time_rel
        if a.is_dated and b.is_dated and DocTimeRel.OVERLAPS in rels:
            return True
        return not (is_witnessed_before(a, b) or is_witnessed_before(b, a))

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


def is_witnessed_before(a: Interval, b: Interval) -> bool:
    """Return whether one source presents the one as before the other."""
    if a.doc_time_rel is None or b.doc_time_rel is None or a.source is None:
        return False
    return a.source == b.source and _WITNESSED[a.doc_time_rel][1] < _WITNESSED[b.doc_time_rel][0]


def _are_present(a: Interval, b: Interval) -> bool:
    is_present = a.doc_time_rel is b.doc_time_rel is DocTimeRel.OVERLAPS
    return is_present and a.source is not None and a.source == b.source


def _may_share_a_day(a: Interval, b: Interval) -> bool:
    (first, last), (other_first, other_last) = a.possible_days, b.possible_days
    return first <= other_last and other_first <= last
