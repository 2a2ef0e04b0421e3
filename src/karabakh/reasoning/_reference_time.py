"""The time that a question is asked about, and what has come about by then."""

import attrs

from karabakh.model import Dataset, DocTimeRel, Event, Record, Source, build_chronology
from karabakh.model.memo import memoised
from karabakh.reasoning._arguments import parse_time
from karabakh.time import Bounds, Truth, When

__all__ = ["ReferenceTime", "reference_time"]

_Created = tuple[Bounds, Source]

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

    first: Source | None
    """The source that was not created before `earliest`: the time is not before that."""

    last: Source | None
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

        Args:
            record: The event; if it is anything else, only a source's report says so.
            bounds: The days between which it began and ended.
        """
        if not isinstance(record, Event):
            return Truth.YES if self.at is None else Truth.UNKNOWN
        if self.at is None:
            return self._is_reported(record.doc_time_rel, bounds)
        return self._has_come(bounds.end_earliest, bounds.end_latest)

    def has_begun(self, doc_time_rel: DocTimeRel | None, bounds: Bounds) -> Truth:
        """Return whether something has begun by then; see `has_happened`.

        Args:
            doc_time_rel: Its relation to the creation of its source.
            bounds: The days between which it began and ended.
        """
        if self.at is None:
            return self._is_reported(doc_time_rel, bounds)
        return self._has_come(bounds.start_earliest, bounds.start_latest)

    def _has_come(self, first: int, last: int) -> Truth:
        if last <= self.earliest:
            return Truth.YES
        return Truth.NO if first > self.latest else Truth.UNKNOWN

    def _is_reported(self, doc_time_rel: DocTimeRel | None, bounds: Bounds) -> Truth:
        is_open = doc_time_rel in _NOT_SURELY_BEGUN or bounds.start_earliest > self.latest
        return Truth.UNKNOWN if is_open else Truth.YES


def reference_time(dataset: Dataset, at: When | str | None) -> ReferenceTime:
    """Return the time asked about, or that of the creation of the latest source.

    Args:
        dataset: The records.
        at: The time, or its EDTF form.

    Raises:
        EdtfError: If `at` is not valid EDTF.

    >>> import karabakh
    >>> from karabakh.reasoning._reference_time import reference_time
    >>> dated = karabakh.load().with_publication_date("article", "2023-09-21")
    >>> reference_time(dated, None).first.id
    'article'
    """
    when = parse_time(at)
    if when is not None:
        days = when.bounds
        return ReferenceTime(
            at=when, earliest=days.start_earliest, latest=days.end_latest, first=None, last=None
        )
    first, last = memoised(dataset, _first_and_last)
    anytime = When.unknown().bounds
    return ReferenceTime(
        at=None,
        earliest=first[0].start_earliest if first else anytime.start_earliest,
        latest=last[0].end_latest if last else anytime.end_latest,
        first=first[1] if first else None,
        last=last[1] if last else None,
    )


def _first_and_last(dataset: Dataset) -> tuple[_Created | None, _Created | None]:
    """Return the sources with the latest first and the latest last day of creation."""
    chronology = build_chronology(dataset)
    created = [(chronology.bounds(source.id), source) for source in dataset.sources]
    return (
        max(created, key=lambda pair: (pair[0].start_earliest, pair[1].id), default=None),
        max(created, key=lambda pair: (pair[0].end_latest, pair[1].id), default=None),
    )
