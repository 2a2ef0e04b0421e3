"""When sources were created, as far as what they report implies it.

A source that reports something of 2020 as past was created in 2020 or later. So what it presents
as present was still so then, even if nobody knows when it was published.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from karabakh.ids import SourceId
from karabakh.model import Certainty, Dataset, DocTimeRel, Event, Position, Relation
from karabakh.time import NO_END, NO_START, Bounds, When

__all__ = ["CreationTime", "creation_times", "date_certainty"]


class CreationTime(NamedTuple):
    """The days between which a source was created, and how certain they are."""

    bounds: Bounds
    max_certainty: Certainty


def creation_times(dataset: Dataset) -> dict[SourceId, CreationTime]:
    """Return narrower creation times of sources, from the dates of what they report.

    Only of sources without a day of publication, and that gain by it. A source that is
    inconsistent about it is left out. Each record counts by its own date alone.
    """
    found = {
        source.id: CreationTime(source.published.bounds, Certainty.CERTAIN)
        for source in dataset.sources
        if source.published.bounds.start_earliest != source.published.bounds.end_latest
    }
    if not found:
        return {}
    narrowed: dict[SourceId, CreationTime] = {}
    inconsistent: set[SourceId] = set()
    for source, doc_time_rel, when, certainty in _dated_reports(dataset):
        created = narrowed.get(source) or found.get(source)
        if created is None:
            continue
        first, last = _creation_limits(doc_time_rel, when.bounds)
        first = max(first, created.bounds.start_earliest)
        last = min(last, created.bounds.end_latest)
        if first > last:
            inconsistent.add(source)
        elif (first, last) != (created.bounds.start_earliest, created.bounds.end_latest):
            limits = [created.max_certainty, certainty, date_certainty(when)]
            narrowed[source] = CreationTime(Bounds.inside(first, last), Certainty.weakest(limits))
    return {source: each for source, each in narrowed.items() if source not in inconsistent}


def _dated_reports(
    dataset: Dataset,
) -> Iterator[tuple[SourceId, DocTimeRel, When, Certainty]]:
    """Yield what is both dated and related to the creation of one source."""
    records: Iterable[Event | Relation | Position] = chain(
        dataset.events, dataset.relations, dataset.positions
    )
    for record in records:
        if record.doc_time_rel is not None and record.when.is_known and record.source is not None:
            yield record.source, record.doc_time_rel, record.when, record.certainty


def _creation_limits(relation: DocTimeRel, dated: Bounds) -> tuple[int, int]:
    """Return the first and the last day on which the source can have been created."""
    match relation:
        case DocTimeRel.BEFORE:  # it was over, so the source is younger
            return dated.end_earliest, NO_END
        case DocTimeRel.BEFORE_OR_OVERLAPS:
            return dated.start_earliest, NO_END
        case DocTimeRel.OVERLAPS:
            return dated.start_earliest, dated.end_latest
        case DocTimeRel.OVERLAPS_OR_AFTER:
            return NO_START, dated.end_latest
        case DocTimeRel.AFTER:
            return NO_START, dated.start_latest


def date_certainty(*times: When) -> Certainty:
    """Return how certain a conclusion can be that needs these times.

    A date marked as approximate (``~``), uncertain (``?``) or both (``%``) lets nothing be
    more than *probable* that depends on it, however firmly the source presents the rest.

    >>> from karabakh import When
    >>> from karabakh.reasoning._creation_times import date_certainty
    >>> date_certainty(When("2020"), When("2023-09~"))
    <Certainty.PROBABLE: 'probable'>
    """
    is_qualified = any(time.is_qualified for time in times)
    return Certainty.PROBABLE if is_qualified else Certainty.CERTAIN
