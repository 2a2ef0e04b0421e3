"""The time that a question is asked about, and what has come about by then."""

import attrs

from karabakh.model import Dataset, DocTimeRel, Event, Record, Source, build_chronology
from karabakh.model.memo import memoised
from karabakh.reasoning._arguments import parse_time
from karabakh.time import ANYTIME, Bounds, Truth, When

__all__ = ["ReferenceTime", "reference_time"]

_Created = tuple[Bounds, Source | None]

_NOT_SURELY_BEGUN = {DocTimeRel.AFTER, DocTimeRel.OVERLAPS_OR_AFTER}


@attrs.frozen(kw_only=True)
class ReferenceTime:
    """A time between two days, by which something has come about or not."""

    at: When | None
    """The time asked about; None for the creation of the latest source."""

    earliest: int
    """The first day that it may be."""

    latest: int
    """The last day that it may be."""

    first: Source | None = None
    """The source that was not created before `earliest`: the time is not before that."""

    last: Source | None = None
    """The source that may have been created last, on `latest`."""

    def is_past(self, day: int) -> Truth:
        """Return whether a day is over by then."""
        if day < self.earliest:
            return Truth.YES
        return Truth.NO if day >= self.latest else Truth.UNKNOWN

    def has_happened(self, record: Record | None, bounds: Bounds) -> Truth:
        """Return whether an event is over by then.

        If no time is asked about, whatever a source reports has happened, unless the source, or
        its date, says that it is still to come.
        """
        if not isinstance(record, Event):
            return Truth.YES if self.at is None else Truth.UNKNOWN
        days = bounds.end_earliest, bounds.end_latest
        return self._has_come(days, record.doc_time_rel, bounds)

    def has_begun(self, doc_time_rel: DocTimeRel | None, bounds: Bounds) -> Truth:
        """Return whether something has begun by then; see `has_happened`."""
        return self._has_come((bounds.start_earliest, bounds.start_latest), doc_time_rel, bounds)

    def _has_come(
        self, days: tuple[int, int], doc_time_rel: DocTimeRel | None, bounds: Bounds
    ) -> Truth:
        if self.at is None:
            is_to_come = bounds.start_earliest > self.latest
            return Truth.UNKNOWN if is_to_come or doc_time_rel in _NOT_SURELY_BEGUN else Truth.YES
        if days[1] <= self.earliest:
            return Truth.YES
        return Truth.NO if days[0] > self.latest else Truth.UNKNOWN


def reference_time(dataset: Dataset, at: When | str | None) -> ReferenceTime:
    """Return the time asked about, or that of the creation of the latest source."""
    when = parse_time(at)
    if when is not None:
        days = when.bounds
        return ReferenceTime(at=when, earliest=days.start_earliest, latest=days.end_latest)
    (first, earliest), (last, latest) = memoised(dataset, _latest_sources)
    return ReferenceTime(
        at=None,
        earliest=first.start_earliest,
        latest=last.end_latest,
        first=earliest,
        last=latest,
    )


def _latest_sources(dataset: Dataset) -> tuple[_Created, _Created]:
    """Return the sources with the latest first and the latest last day of creation."""
    chronology = build_chronology(dataset)
    created = [(chronology.bounds(source.id), source) for source in dataset.sources]
    none: _Created = ANYTIME, None
    return (
        max(created, key=lambda pair: (pair[0].start_earliest, pair[1].id), default=none),
        max(created, key=lambda pair: (pair[0].end_latest, pair[1].id), default=none),
    )
