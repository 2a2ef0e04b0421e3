"""The time that a question is asked about, and what has come about by then."""

import operator
from typing import Any, TypeVar

import attrs

from karabakh.model import (
    Agreement,
    Dataset,
    DocTimeRel,
    Event,
    Record,
    Source,
    StatusChange,
    build_chronology,
)
from karabakh.model.memo import memoised
from karabakh.reasoning._arguments import parse_time
from karabakh.time import Bounds, Chronology, Truth, When

__all__ = ["Clock", "clock_of", "without_doubtful_dates"]

_Dated = TypeVar("_Dated", bound=Record | Source | StatusChange)

_Made = tuple[Bounds, Source]


@attrs.frozen(kw_only=True)
class Clock:
    """A moment somewhere between two days, and how to tell what has come about by it."""

    at: When | None
    """The time asked about; none for when the last source was made."""

    earliest: int
    """The first day that the moment may be."""

    latest: int
    """The last day that it may be."""

    first: Source | None
    """The source that was not made before `earliest`: the moment is not before that."""

    last: Source | None
    """The source that may have been made last, on `latest`."""

    chronology: Chronology

    def is_past(self, day: int) -> Truth:
        """Tell whether a day is over by the moment."""
        if day < self.earliest:
            return Truth.YES
        return Truth.NO if day >= self.latest else Truth.UNKNOWN

    def has_come(self, first: int, last: int) -> Truth:
        """Tell whether something that comes between two days has come by the moment."""
        if last <= self.earliest:
            return Truth.YES
        return Truth.NO if first > self.latest else Truth.UNKNOWN

    def has_happened(self, record: Record | None) -> Truth:
        """Tell whether an event is over by the moment.

        Where no time is asked about, whatever a source tells of has happened, unless the
        source, or its date, says that it is still to come.
        """
        if not isinstance(record, Event):
            return Truth.YES if self.at is None else Truth.UNKNOWN
        bounds = self.chronology.bounds(record.id)
        if self.at is None:
            return self._is_told(record.doc_time_rel, bounds)
        return self.has_come(bounds.end_earliest, bounds.end_latest)

    def bounds(self, id: str) -> Bounds:
        """Give all that is known of when something was; any day where it has no time."""
        unknown = When.unknown().bounds
        return self.chronology.bounds(id) if id in self.chronology else unknown

    def has_been_taken(self, step: StatusChange) -> Truth:
        """Tell whether a step in the life of an agreement has been taken by the moment."""
        bounds = self.bounds_of(step)
        if self.at is None:
            return self._is_told(step.doc_time_rel, bounds)
        return self.has_come(bounds.start_earliest, bounds.start_latest)

    def _is_told(self, doc_time_rel: DocTimeRel | None, bounds: Bounds) -> Truth:
        if doc_time_rel is DocTimeRel.AFTER or bounds.start_earliest > self.latest:
            return Truth.UNKNOWN
        return Truth.YES

    def bounds_of(self, step: StatusChange) -> Bounds:
        """Give the days of a step of an agreement: by its date, and its source's making."""
        bounds = step.when.bounds
        sources = {citation.source for citation in step.citations}
        if step.doc_time_rel in {None, DocTimeRel.AFTER} or len(sources) != 1:
            return bounds
        (source,) = sources
        if source not in self.chronology:
            return bounds
        made = self.chronology.bounds(source).end_latest
        return bounds.narrowed(start_latest=made) or bounds


def clock_of(dataset: Dataset, at: When | str | None) -> Clock:
    """Make a clock for a time, or for when the last of the sources was made.

    Raises:
        EdtfError: the text is no time.
    """
    chronology = build_chronology(dataset)
    when = parse_time(at)
    if when is not None:
        bounds = when.bounds
        return Clock(
            at=when,
            earliest=bounds.start_earliest,
            latest=bounds.end_latest,
            first=None,
            last=None,
            chronology=chronology,
        )
    first, last = memoised(dataset, _first_and_last)
    return Clock(
        at=None,
        earliest=first[0].start_earliest if first else When.unknown().bounds.start_earliest,
        latest=last[0].end_latest if last else When.unknown().bounds.end_latest,
        first=first[1] if first else None,
        last=last[1] if last else None,
        chronology=chronology,
    )


def _first_and_last(dataset: Dataset) -> tuple[_Made | None, _Made | None]:
    """Give the source that was made latest by its first day, and that by its last day."""
    chronology = build_chronology(dataset)
    made = [(chronology.bounds(source.id), source) for source in dataset.sources]
    return (
        max(made, key=lambda pair: (pair[0].start_earliest, pair[1].id), default=None),
        max(made, key=lambda pair: (pair[0].end_latest, pair[1].id), default=None),
    )


def without_doubtful_dates(dataset: Dataset) -> Dataset:
    """Forget the dates marked as approximate or uncertain; give the dataset back if it has none.

    That is done once for each dataset.

    >>> import karabakh
    >>> from karabakh.reasoning._clock import without_doubtful_dates
    >>> dataset = karabakh.load()
    >>> without_doubtful_dates(dataset) is dataset
    True
    """
    undoubted = memoised(dataset, _without_doubtful_dates)
    return dataset if undoubted is None else undoubted


def _without_doubtful_dates(dataset: Dataset) -> Dataset | None:
    changed: dict[str, Any] = {}
    for name in ("sources", "relations", "positions", "events", "agreements"):
        records = getattr(dataset, name)
        kept = [_undoubted(record) for record in records]
        if any(map(operator.is_not, kept, records)):
            changed[name] = kept
    return attrs.evolve(dataset, **changed) if changed else None


def _undoubted(record: _Dated) -> _Dated:
    changed: dict[str, Any] = {
        name: When.unknown()
        for name in ("published", "held", "when")
        if getattr(record, name, When.unknown()).is_qualified
    }
    if isinstance(record, Agreement) and any(step.when.is_qualified for step in record.statuses):
        changed["statuses"] = tuple(map(_undoubted, record.statuses))
    return attrs.evolve(record, **changed) if changed else record
