"""How two stretches of days relate, where their ends are known within bounds."""

import enum
from collections.abc import Collection
from typing import Final

from karabakh.time._bounds import Bounds
from karabakh.time._calendar import NO_START
from karabakh.time._truth import Truth

__all__ = [
    "AllenRelation",
    "intersects",
    "judge",
    "possible_relations",
    "precedes",
    "within",
]


@enum.unique
class AllenRelation(enum.Enum):
    """The thirteen ways in which one stretch of time can relate to another.

    They are those of James F. Allen, *Maintaining Knowledge about Temporal Intervals* (1983):
    between two stretches exactly one of them holds. Here a stretch is a run of whole days, of
    which the first and the last are included, and which may be a single day; so one *meets*
    another if its last day is the day before the other's first.

    >>> from karabakh import AllenRelation
    >>> AllenRelation.BEFORE.inverse
    <AllenRelation.AFTER: 'after'>
    """

    # Each relation stands as far from the beginning as its inverse from the end.
    BEFORE = "before"
    """It ends, and a day or more lies between its last day and the other's first."""
    MEETS = "meets"
    """Its last day is the day before the other's first."""
    OVERLAPS = "overlaps"
    """It begins first, they share days, and the other ends last."""
    FINISHED_BY = "finished-by"
    """It begins first, and both end together."""
    CONTAINS = "contains"
    """It begins first and ends last."""
    STARTS = "starts"
    """Both begin together, and the other ends last."""
    EQUALS = "equals"
    """Both begin together and end together."""
    STARTED_BY = "started-by"
    """Both begin together, and it ends last."""
    DURING = "during"
    """The other begins first and ends last."""
    FINISHES = "finishes"
    """The other begins first, and both end together."""
    OVERLAPPED_BY = "overlapped-by"
    """The other begins first, they share days, and it ends last."""
    MET_BY = "met-by"
    """The other's last day is the day before its first."""
    AFTER = "after"
    """The other ends, and a day or more lies between its last day and this one's first."""

    @property
    def inverse(self) -> "AllenRelation":
        """The relation in which the other stands to this one."""
        return _INVERSES[self]


_INVERSES: Final = dict(zip(AllenRelation, reversed(AllenRelation), strict=True))

# The four turning points of two stretches `a` and `b`. A stretch is over on the morning after its
# last day: so "meets" is one turning point shared, and a single day still starts before it is over.
_A_STARTS, _A_OVER, _B_STARTS, _B_OVER = range(4)

_TURNING_POINTS: Final = {
    AllenRelation.BEFORE: ((_A_STARTS,), (_A_OVER,), (_B_STARTS,), (_B_OVER,)),
    AllenRelation.MEETS: ((_A_STARTS,), (_A_OVER, _B_STARTS), (_B_OVER,)),
    AllenRelation.OVERLAPS: ((_A_STARTS,), (_B_STARTS,), (_A_OVER,), (_B_OVER,)),
    AllenRelation.FINISHED_BY: ((_A_STARTS,), (_B_STARTS,), (_A_OVER, _B_OVER)),
    AllenRelation.CONTAINS: ((_A_STARTS,), (_B_STARTS,), (_B_OVER,), (_A_OVER,)),
    AllenRelation.STARTS: ((_A_STARTS, _B_STARTS), (_A_OVER,), (_B_OVER,)),
    AllenRelation.EQUALS: ((_A_STARTS, _B_STARTS), (_A_OVER, _B_OVER)),
    AllenRelation.STARTED_BY: ((_A_STARTS, _B_STARTS), (_B_OVER,), (_A_OVER,)),
    AllenRelation.DURING: ((_B_STARTS,), (_A_STARTS,), (_A_OVER,), (_B_OVER,)),
    AllenRelation.FINISHES: ((_B_STARTS,), (_A_STARTS,), (_A_OVER, _B_OVER)),
    AllenRelation.OVERLAPPED_BY: ((_B_STARTS,), (_A_STARTS,), (_B_OVER,), (_A_OVER,)),
    AllenRelation.MET_BY: ((_B_STARTS,), (_A_STARTS, _B_OVER), (_A_OVER,)),
    AllenRelation.AFTER: ((_B_STARTS,), (_B_OVER,), (_A_STARTS,), (_A_OVER,)),
}
"""The order of the turning points in each relation; those in one group come together."""


def possible_relations(a: Bounds, b: Bounds) -> frozenset[AllenRelation]:
    """Return the relations that two stretches of days within bounds may have.

    Each holds for some choice of days. At least one is always possible; a single one is
    certain.

    Args:
        a: The bounds of the one.
        b: Those of the other; the relations read from `a` to it.
    """
    earliest = (a.start_earliest, a.end_earliest + 1, b.start_earliest, b.end_earliest + 1)
    latest = (a.start_latest, a.end_latest + 1, b.start_latest, b.end_latest + 1)
    return frozenset(
        relation
        for relation, order in _TURNING_POINTS.items()
        if _can_be_in_order(order, earliest, latest)
    )


def _can_be_in_order(
    order: tuple[tuple[int, ...], ...],
    earliest: tuple[int, int, int, int],
    latest: tuple[int, int, int, int],
) -> bool:
    """Return whether the turning points can come in an order, each in its days.

    Putting every group on the first day open to it leaves the most room to those after it; so if
    this fails, everything does.
    """
    day = NO_START
    for group in order:
        for point in group:
            day = max(day, earliest[point])
        for point in group:
            if latest[point] < day:
                return False
        day += 1
    return True


def judge(possible: frozenset[AllenRelation], requested: Collection[AllenRelation]) -> Truth:
    """Return whether one of the requested relations holds, given all possible ones."""
    if possible.issubset(requested):
        return Truth.YES
    if possible.isdisjoint(requested):
        return Truth.NO
    return Truth.UNKNOWN


# The three questions below come up whenever records are compared. Each asks for several relations
# at once, and two comparisons of days settle each answer, since bounds are tight.


def precedes(a: Bounds, b: Bounds) -> Truth:
    """Return whether all of `a` lies before `b` begins: it is before `b`, or meets it."""
    if a.end_latest < b.start_earliest:
        return Truth.YES
    if a.end_earliest >= b.start_latest:
        return Truth.NO
    return Truth.UNKNOWN


def intersects(a: Bounds, b: Bounds) -> Truth:
    """Return whether `a` and `b` share at least one day."""
    if a.start_latest <= b.end_earliest and b.start_latest <= a.end_earliest:
        return Truth.YES
    if a.end_latest < b.start_earliest or b.end_latest < a.start_earliest:
        return Truth.NO
    return Truth.UNKNOWN


def within(a: Bounds, b: Bounds) -> Truth:
    """Return whether all days of `a` are days of `b`.

    It is during, starts, finishes or equals `b`.
    """
    if a.start_earliest >= b.start_latest and a.end_latest <= b.end_earliest:
        return Truth.YES
    if a.start_latest < b.start_earliest or a.end_earliest > b.end_latest:
        return Truth.NO
    return Truth.UNKNOWN
