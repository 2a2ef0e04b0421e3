"""When a stance or an office is held, and what the times of two of them tell."""

from typing import Final, NamedTuple

from karabakh.ids import SourceId
from karabakh.model import Bounds, Certainty, DocTimeRel, Truth, When

__all__ = [
    "DOC_TIME_ORDER",
    "NOT_KNOWN",
    "UNLIMITED",
    "Held",
    "Tie",
    "by_dates",
    "by_source",
    "covers",
    "first_by_dates",
    "first_by_source",
    "has_a_day_before",
    "held_on",
    "intersection",
    "is_told_by_dates_alone",
    "known_span",
    "may_share_a_day",
]


DOC_TIME_ORDER: Final = {DocTimeRel.BEFORE: -1, DocTimeRel.OVERLAPS: 0, DocTimeRel.AFTER: 1}
"""What is seen from one source in the order of time."""


Tie = tuple[str, str | None]
"""A position, with the event in which it is expressed; or without it, for a part of its time, in
which that event need not be; or a source, for its making."""


class Held(NamedTuple):
    """When a stance or an office is held, as far as it is known."""

    bounds: Bounds
    """The days between which it began and ended."""

    source: SourceId | None = None
    """The source that it is seen from, if it is told by one alone and that says when."""

    doc_time_rel: DocTimeRel | None = None
    """When it is held, seen from the making of that source."""

    linked: str | None = None
    """Where links order the position, or the event in which it is expressed: the first of all
    positions that they order alike."""

    expressed_in: str | None = None
    """That event: it is surely held then."""

    ceiling: Certainty = Certainty.CERTAIN
    """How certain anything can be that needs its dates.

    A date may be approximate or uncertain, and links that narrow it may be hedged.
    """

    is_loose: bool = False
    """Whether it is the time shared by a position and an office that may share none."""

    is_unlimited: bool = False
    """Whether it is all time, rather than a time that is not known."""

    is_dated: bool = False
    """Whether it has a date of its own, beside what its source or an office tells."""

    is_part: bool = False
    """Whether it is a part of the time of the position: the time that an office shares with it."""

    @property
    def tie(self) -> Tie | None:
        """What links order: the position, with the event that it is surely held in; or nothing.

        A part of the time of a position has no such event.
        """
        return None if self.linked is None else (self.linked, self.expressed_in)


UNLIMITED = Held(When.unknown().bounds, is_unlimited=True)
"""The time of what holds whenever it is asked about, such as being part of a collective."""


NOT_KNOWN = Held(When.unknown().bounds)
"""The time of that of which the records contradict one another: nothing is known of it."""


def known_span(bounds: Bounds) -> tuple[int, int]:
    """Give the shortest run of days that surely has a day on which something is held.

    Where the last possible beginning comes before the first possible end, it is held on
    every day from the one to the other. Else it is held on some day from the first possible
    end to the last possible beginning, such as on one day of a month.
    """
    lo, hi = bounds.start_latest, bounds.end_earliest
    return (lo, hi) if lo <= hi else (hi, lo)


def is_told_by_dates_alone(held: Held) -> bool:
    """Tell whether neither a source nor links can tell how it lies to another time.

    So it is with most; then there is no need to ask them.
    """
    return held.doc_time_rel is None and held.linked is None


def by_dates(a: Held, b: Held) -> Truth:
    """Tell from dates whether two stances are held at one time, *no* if known at others."""
    mine, other = a.bounds, b.bounds
    if mine.start_latest <= other.end_earliest and other.start_latest <= mine.end_earliest:
        return Truth.YES
    return Truth.NO if first_by_dates(a, b) or first_by_dates(b, a) else Truth.UNKNOWN


def first_by_dates(a: Held, b: Held) -> bool:
    """Tell whether by dates the one is held on a day before one on which the other is."""
    return known_span(a.bounds)[1] < known_span(b.bounds)[0]


def has_a_day_before(a: Held, b: Held) -> bool:
    """Tell whether the one surely has a day before a day of the other, however long both last."""
    return a.bounds.start_latest < b.bounds.end_earliest


def first_by_source(a: Held, b: Held) -> bool:
    """Tell the same from the source that both are seen from."""
    if a.source is None or a.source != b.source or a.doc_time_rel is None or b.doc_time_rel is None:
        return False
    return DOC_TIME_ORDER[a.doc_time_rel] < DOC_TIME_ORDER[b.doc_time_rel]


def by_source(a: Held, b: Held) -> Truth:
    """Tell from the source that both are seen from whether two are held at one time."""
    if a.source is None or a.source != b.source or a.doc_time_rel is None or b.doc_time_rel is None:
        return Truth.UNKNOWN
    if a.doc_time_rel is not b.doc_time_rel:
        return Truth.NO
    return Truth.YES if a.doc_time_rel is DocTimeRel.OVERLAPS else Truth.UNKNOWN


def held_on(held: Held, at: When) -> Truth:
    """Tell whether a stance is held on a day of a time asked about.

    What follows from an office that may not have been held then is not surely held on any day.
    """
    answer = Truth.agreed(_share_a_day(held.bounds, bounds) for bounds in at.alternatives)
    return Truth.UNKNOWN if held.is_loose and answer is Truth.YES else answer


def _share_a_day(a: Bounds, b: Bounds) -> Truth:
    if a.start_latest <= b.end_earliest and b.start_latest <= a.end_earliest:
        return Truth.YES
    if a.end_latest < b.start_earliest or b.end_latest < a.start_earliest:
        return Truth.NO
    return Truth.UNKNOWN


def may_share_a_day(a: Held, b: Held) -> bool:
    """Tell from dates whether two stances may be held on one day."""
    mine, other = a.bounds, b.bounds
    return mine.start_earliest <= other.end_latest and other.start_earliest <= mine.end_latest


def intersection(stance: Held, office: Held) -> Held | None:
    """Give the time at which a stance is held while an office is, or none if there is none."""
    if stance.is_unlimited or office.is_unlimited:
        return office if stance.is_unlimited else stance
    a, b = stance.bounds, office.bounds
    first, last = max(a.start_earliest, b.start_earliest), min(a.end_latest, b.end_latest)
    told = office if stance.doc_time_rel is None else stance
    is_seen_alike = stance.source is not None and stance.source == office.source
    seen = (
        {stance.doc_time_rel, office.doc_time_rel} if is_seen_alike else {told.doc_time_rel, None}
    )
    if first > last or seen >= {DocTimeRel.BEFORE, DocTimeRel.AFTER}:
        return None
    share_a_day = a.start_latest <= b.end_earliest and b.start_latest <= a.end_earliest
    return Held(
        Bounds(
            first,
            min(max(a.start_latest, b.start_latest), last),
            max(min(a.end_earliest, b.end_earliest), first),
            last,
        ),
        told.source,
        _seen_both(seen),
        stance.linked,
        ceiling=Certainty.weakest([stance.ceiling, office.ceiling]),
        is_loose=stance.is_loose
        or office.is_loose
        or not (share_a_day or seen == {DocTimeRel.OVERLAPS}),
        is_dated=stance.is_dated,
        is_part=True,
    )


def covers(office: Held, other: Held) -> bool:
    """Tell whether whatever is held in the time of the second is held in that of the first."""
    if office.is_unlimited or office == other:
        return True
    shared = intersection(office, other)
    # What it is a part of does not matter here.
    return shared is not None and shared._replace(is_dated=False, is_part=False) == (
        other._replace(is_dated=False, is_part=False)
    )


def _seen_both(seen: set[DocTimeRel | None]) -> DocTimeRel | None:
    """Tell when the time that two things share is, seen from the source of the first.

    What is over, or has not begun, stays so whatever it is cut down to.
    """
    for one_side in (DocTimeRel.BEFORE, DocTimeRel.AFTER):
        if one_side in seen:
            return one_side
    return DocTimeRel.OVERLAPS if seen == {DocTimeRel.OVERLAPS} else None
