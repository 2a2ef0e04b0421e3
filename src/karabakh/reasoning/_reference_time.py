"""The time that a question is asked about, and what has come about by then."""

from collections.abc import Mapping
from typing import Final

from karabakh.model import DocTimeRel, Event, Record
from karabakh.reasoning._arguments import parse_time
from karabakh.time import ANYTIME, NO_START, Bounds, Interval, Truth, When, held_within

__all__ = ["ReferenceTime"]

_BEGUN: Final = {DocTimeRel.BEFORE, DocTimeRel.BEFORE_OR_OVERLAPS, DocTimeRel.OVERLAPS}
_NOT_SURELY_BEGUN: Final = {DocTimeRel.AFTER, DocTimeRel.OVERLAPS_OR_AFTER}


class ReferenceTime:
    """Some days that are asked about, or the creation of the latest source.

    Args:
        at: The days; None for the creation of the latest source.
        created: The days between which each source was created.
    """

    def __init__(self, at: When | str | None, created: Mapping[str, Bounds]) -> None:
        self.at = parse_time(at)
        self._created = created
        self._references: list[tuple[Bounds, str]] = [(ANYTIME, "")]
        if self.at is not None:
            self._references = [(bounds, "") for bounds in self.at.alternatives]
        elif created:
            last = max(bounds.start_earliest for bounds in created.values())
            may_be_last = ((it, source) for source, it in created.items() if it.end_latest >= last)
            self._references = list(may_be_last)
        choose = max if self.at is None else min
        self.earliest, self.first = choose(
            (it.start_earliest, source) for it, source in self._references
        )
        """The first day that it may be, and the source that was not created before; or no text."""
        self.latest, self.last = max((it.end_latest, source) for it, source in self._references)
        """The last day that it may be, and the source that may have been created then."""

    # -- days and events

    def is_past(self, day: int) -> Truth:
        """Return whether a day is over by then."""
        if day < self.earliest:
            return Truth.YES
        return Truth.NO if day >= self.latest else Truth.UNKNOWN

    def has_happened(self, record: Record | None, bounds: Bounds) -> Truth:
        """Return whether an event is over by then."""
        if not isinstance(record, Event):
            return Truth.YES if self.at is None else Truth.UNKNOWN
        days = bounds.end_earliest, bounds.end_latest
        return self._has_come(days, record.doc_time_rel, bounds)

    def has_begun(self, doc_time_rel: DocTimeRel | None, bounds: Bounds) -> Truth:
        """Return whether something has begun by then."""
        return self._has_come((bounds.start_earliest, bounds.start_latest), doc_time_rel, bounds)

    def _has_come(
        self, days: tuple[int, int], doc_time_rel: DocTimeRel | None, bounds: Bounds
    ) -> Truth:
        """Return whether one of some days has come.

        If no time is asked about, whatever a source reports has, unless the source, or its date,
        says that it is still to come.
        """
        if self.at is None:
            is_to_come = bounds.start_earliest > self.latest
            return Truth.UNKNOWN if is_to_come or doc_time_rel in _NOT_SURELY_BEGUN else Truth.YES
        if days[1] <= self.earliest:
            return Truth.YES
        return Truth.NO if days[0] > self.latest else Truth.UNKNOWN

    # -- what holds

    def held(self, interval: Interval) -> Truth:
        """Return whether something holds then."""
        return Truth.agreed(self._held(interval, *each) for each in self._references)

    def _held(self, interval: Interval, bounds: Bounds, source: str) -> Truth:
        if source and interval.source == source:
            match interval.doc_time_rel:
                case DocTimeRel.OVERLAPS:
                    return Truth.UNKNOWN if interval.may_be_empty else Truth.YES
                case DocTimeRel.BEFORE | DocTimeRel.AFTER:
                    return Truth.NO
                case _:
                    pass
        return held_within(interval, bounds)

    def has_held(self, interval: Interval) -> bool:
        """Return whether something surely holds at a time up to then."""
        has_begun = (self._has_held(interval, *each) for each in self._references)
        return not interval.may_be_empty and all(has_begun)

    def _has_held(self, interval: Interval, bounds: Bounds, source: str) -> bool:
        if source and interval.source == source and interval.doc_time_rel is not None:
            return interval.doc_time_rel in _BEGUN
        if source and bounds.start_earliest == NO_START:
            # What an undated source dates has been, unless it says otherwise.
            return interval.is_dated and interval.doc_time_rel is None
        return interval.witness_days[1] <= bounds.start_earliest

    def is_over(self, interval: Interval) -> bool:
        """Return whether something that has held is over then, as far as is known."""
        if interval.is_closed:
            return self.held(interval) is not Truth.YES
        created = self._created.get(interval.source or "", ANYTIME).start_earliest
        return interval.doc_time_rel is DocTimeRel.BEFORE and any(
            source or bounds.end_latest >= created for bounds, source in self._references
        )
