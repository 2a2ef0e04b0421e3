"""When sources were made, as far as what they tell gives it away.

A source that tells of a thing of 2020 as past was made in 2020 or later. So what it calls
present was still so then, even if nobody knows when it was published.
"""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from karabakh.ids import SourceId
from karabakh.model import Bounds, Certainty, Dataset, DocTimeRel, Event, Position, Relation, When
from karabakh.reasoning._conclusion import ceiling_of

__all__ = ["Making", "makings"]


class Making(NamedTuple):
    """The days between which a source was made, and how certain they are."""

    bounds: Bounds
    ceiling: Certainty


def makings(dataset: Dataset) -> dict[SourceId, Making]:
    """Narrow the days on which sources were made by the dates of what they tell.

    Only of sources of which no day is told, and that gain by it. Where what a source tells
    contradicts itself about this, it tells nothing. Each record counts by its own date alone.
    """
    found = {
        source.id: Making(source.published.bounds, Certainty.CERTAIN)
        for source in dataset.sources
        if source.published.bounds.start_earliest != source.published.bounds.end_latest
    }
    if not found:
        return {}
    narrowed: dict[SourceId, Making] = {}
    torn: set[SourceId] = set()
    for source, doc_time_rel, when, certainty in _told(dataset):
        made = narrowed.get(source) or found.get(source)
        if made is None:
            continue
        first, last = _limits(doc_time_rel, when.bounds)
        first, last = max(first, made.bounds.start_earliest), min(last, made.bounds.end_latest)
        if first > last:
            torn.add(source)
        elif (first, last) != (made.bounds.start_earliest, made.bounds.end_latest):
            ceiling = Certainty.weakest([made.ceiling, certainty, ceiling_of(when)])
            narrowed[source] = Making(Bounds.inside(first, last), ceiling)
    return {source: made for source, made in narrowed.items() if source not in torn}


def _told(dataset: Dataset) -> Iterator[tuple[SourceId, DocTimeRel, When, Certainty]]:
    """Go through what is both dated and seen from one source."""
    records: Iterator[Event | Relation | Position] = chain(
        dataset.events, dataset.relations, dataset.positions
    )
    for record in records:
        when = record.when
        if record.doc_time_rel is not None and when.is_known:
            source = record.source
            if source is not None:
                yield source, record.doc_time_rel, when, record.certainty


def _limits(doc_time_rel: DocTimeRel, told: Bounds) -> tuple[int, int]:
    """Give the first and the last day on which what tells of something as past, … was made."""
    anytime = When.unknown().bounds
    match doc_time_rel:
        case DocTimeRel.BEFORE:
            return told.end_earliest, anytime.end_latest
        case DocTimeRel.OVERLAPS:
            return told.start_earliest, told.end_latest
        case DocTimeRel.AFTER:
            return anytime.start_earliest, told.start_latest
        case DocTimeRel.BEFORE_OR_OVERLAPS:
            return told.start_earliest, anytime.end_latest
        case DocTimeRel.OVERLAPS_OR_AFTER:
            return anytime.start_earliest, told.end_latest
