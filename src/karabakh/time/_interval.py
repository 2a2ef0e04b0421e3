"""When something holds, as far as it is known: four days, and its constraints."""

from typing import Final, NamedTuple

from karabakh._vocabulary import Certainty, DocTimeRel
from karabakh.time._allen import intersects
from karabakh.time._bounds import ANYTIME, Bounds
from karabakh.time._truth import Truth
from karabakh.time._when import When

__all__ = [
    "ALWAYS",
    "UNDETERMINED",
    "Interval",
    "covers",
    "held_at",
    "held_within",
    "intersection",
    "narrow_by_creation",
    "narrow_by_meeting",
]


class Interval(NamedTuple):
    """When something holds, as far as it is known.

    >>> from karabakh import When
    >>> from karabakh.time import Interval
    >>> Interval(When("2020").bounds).witness_days == Interval(When("2020").bounds).possible_days
    True
    """

    bounds: Bounds
    """The days between which it began and ended."""

    source: str | None = None
    """The source that it is seen from, if that alone says when it holds."""

    doc_time_rel: DocTimeRel | None = None
    """Its relation to the creation time of that source."""

    node: str | None = None
    """Its node in the temporal graph, if constraints order it."""

    event: str | None = None
    """The node of an event during which it surely holds."""

    max_certainty: Certainty = Certainty.CERTAIN
    """How certain anything can be that needs its dates: a date may be qualified, and what
    narrows it may be hedged."""

    instant: int | None = None
    """The second at which it was observed, in UTC, if a time of day with a zone says so."""

    is_dated: bool = False
    """Whether it has a date of its own, in addition to what its source or an office gives."""

    is_closed: bool = False
    """Whether its end is stated, so that it lasts no longer."""

    is_restricted: bool = False
    """Whether it is only a part of the interval of its node, such as while an office is held."""

    may_be_empty: bool = False
    """Whether this intersection of two intervals may contain no day."""

    is_always: bool = False
    """Whether it is all time, rather than a time that is not known."""

    @property
    def witness_days(self) -> tuple[int, int]:
        """The days on which it surely holds, or else the fewest that surely have one.

        If the last possible beginning comes before the first possible end, it holds on every
        day from the one to the other. Else it holds on some day from the first possible end to
        the last possible beginning, such as on one day of a month.
        """
        begun, over = self.bounds.start_latest, self.bounds.end_earliest
        return (begun, over) if begun <= over else (over, begun)

    @property
    def possible_days(self) -> tuple[int, int]:
        """The first and the last day on which it may hold."""
        return self.bounds.start_earliest, self.bounds.end_latest


ALWAYS: Final = Interval(ANYTIME, is_always=True)
"""The interval of what holds at all times."""

UNDETERMINED: Final = Interval(ANYTIME)
"""The interval of what the records are inconsistent about: nothing is known of it."""


def intersection(a: Interval, b: Interval) -> Interval | None:
    """Return when something holds while another thing does, or None if at no time.

    Args:
        a: When the one holds, such as a stance.
        b: When the other does, such as an office.
    """
    if a.is_always or b.is_always:
        return b if a.is_always else a
    x, y = a.bounds, b.bounds
    first, last = max(x.start_earliest, y.start_earliest), min(x.end_latest, y.end_latest)
    seen = b if a.doc_time_rel is None else a
    rels = {a.doc_time_rel, b.doc_time_rel}
    if a.source is None or a.source != b.source:
        rels = {seen.doc_time_rel, None}
    if first > last or rels >= {DocTimeRel.BEFORE, DocTimeRel.AFTER}:
        return None
    begun = min(max(x.start_latest, y.start_latest), last)
    over = max(min(x.end_earliest, y.end_earliest), first)
    surely_meet = intersects(x, y) is Truth.YES or rels == {DocTimeRel.OVERLAPS}
    return a._replace(
        bounds=Bounds(first, begun, over, last),
        source=seen.source,
        doc_time_rel=_rel_of_both(rels),
        event=None,
        max_certainty=Certainty.weakest([a.max_certainty, b.max_certainty]),
        is_restricted=True,
        may_be_empty=a.may_be_empty or b.may_be_empty or not surely_meet,
    )


def _rel_of_both(rels: set[DocTimeRel | None]) -> DocTimeRel | None:
    """Return the relation to the creation time of what two intervals share.

    What is over, or has not begun, stays so whatever it is cut down to.
    """
    for one_side in (DocTimeRel.BEFORE, DocTimeRel.AFTER):
        if one_side in rels:
            return one_side
    return DocTimeRel.OVERLAPS if rels == {DocTimeRel.OVERLAPS} else None


def covers(wide: Interval, narrow: Interval) -> bool:
    """Return whether whatever holds in the one interval holds in the other."""
    if wide.is_always or wide == narrow:
        return True
    shared = intersection(wide, narrow)
    return shared is not None and _essence(shared) == _essence(narrow)


def _essence(interval: Interval) -> Interval:
    return interval._replace(is_dated=False, is_closed=False, is_restricted=False, instant=None)


def held_at(interval: Interval, at: When) -> Truth:
    """Return whether something holds on a day of a time; see `held_within`."""
    return Truth.agreed(held_within(interval, each) for each in at.alternatives)


def held_within(interval: Interval, bounds: Bounds) -> Truth:
    """Return whether something holds on a day of a time with some bounds.

    What may be empty does not surely hold on any day.
    """
    answer = intersects(interval.bounds, bounds)
    return Truth.UNKNOWN if answer is Truth.YES and interval.may_be_empty else answer


def narrow_by_creation(
    own: Bounds, created: Bounds, doc_time_rel: DocTimeRel | None
) -> Bounds | None:
    """Return bounds narrowed by the creation of the source; None if the two don't fit."""
    match doc_time_rel:
        case DocTimeRel.BEFORE:
            never_ends = own.end_earliest == ANYTIME.end_latest
            return None if never_ends else own.narrowed(end_latest=created.end_latest)
        case DocTimeRel.BEFORE_OR_OVERLAPS:
            return own.narrowed(start_latest=created.end_latest)
        case DocTimeRel.OVERLAPS:
            return narrow_by_meeting(own, created)
        case DocTimeRel.OVERLAPS_OR_AFTER:
            return own.narrowed(end_earliest=created.start_earliest)
        case DocTimeRel.AFTER:
            never_began = own.start_latest == ANYTIME.start_earliest
            return None if never_began else own.narrowed(start_earliest=created.start_earliest)
        case None:
            return own


def narrow_by_meeting(own: Bounds, other: Bounds) -> Bounds | None:
    """Return bounds narrowed to what shares a day with others; None if nothing does."""
    return own.narrowed(start_latest=other.end_latest, end_earliest=other.start_earliest)
