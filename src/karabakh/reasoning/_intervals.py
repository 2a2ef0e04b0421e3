"""The intervals of a dataset's records, and how they are ordered, in one view."""

import enum
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Final, NamedTuple

import attrs

from karabakh.ids import SourceId
from karabakh.model import (
    Certainty,
    Cited,
    Dataset,
    DocTimeRel,
    Event,
    Link,
    Position,
    Relation,
    StatusChange,
    build_chronology,
    is_ordering,
)
from karabakh.model.memo import memoised
from karabakh.time import (
    NO_END,
    NO_START,
    UNDETERMINED,
    Bounds,
    Chronology,
    Interval,
    IntervalOrder,
    Reachability,
    TimeOrder,
    When,
    narrow_by_creation,
    narrow_by_meeting,
)

__all__ = ["IntervalIndex", "OrderedBy", "creation_times", "date_certainty", "intervals_of"]


@enum.unique
class OrderedBy(enum.Enum):
    """What determines which of two stances came first."""

    DATES = "dates"
    """The dates of the stances, or of the sources that report them."""

    SOURCE = "source"
    """One source, which presents the one as before the other, seen from its creation."""

    LINKS = "links"
    """Links between the positions, or the events in which they are expressed."""


_UNLINKED: Final = IntervalOrder(None)


class CreationTime(NamedTuple):
    """The days between which a source was created, and how certain they are."""

    bounds: Bounds
    max_certainty: Certainty


def creation_times(dataset: Dataset) -> dict[SourceId, CreationTime]:
    """Return narrower creation times of sources, from the dates of what they report.

    A source that reports something of 2020 as past was created in 2020 or later; one that is
    inconsistent about it is left out.
    """
    published = {
        source.id: CreationTime(source.published.bounds, Certainty.CERTAIN)
        for source in dataset.sources
        if source.published.bounds.start_earliest != source.published.bounds.end_latest
    }
    narrowed: dict[SourceId, CreationTime] = {}
    inconsistent: set[SourceId] = set()
    reports: Iterable[Event | Relation | Position] = (
        chain(dataset.events, dataset.relations, dataset.positions) if published else ()
    )
    for record in reports:
        if record.doc_time_rel is None:
            continue
        source = record.source
        if source is None or source not in published:
            continue
        (first, _, _, last), certainty = narrowed.get(source, published[source])
        earliest, latest = _creation_limits(record.doc_time_rel, record.when.bounds)
        if max(first, earliest) > min(last, latest):
            inconsistent.add(source)
        elif first < earliest or latest < last:
            limits = [certainty, record.certainty, date_certainty(record.when)]
            bounds = Bounds.inside(max(first, earliest), min(last, latest))
            narrowed[source] = CreationTime(bounds, Certainty.weakest(limits))
    return {source: each for source, each in narrowed.items() if source not in inconsistent}


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

    A date marked as approximate (``~``), uncertain (``?``) or both (``%``) makes what depends on
    it *probable* at most, however firmly the source presents the rest.
    """
    for time in times:
        if time.is_qualified:
            return Certainty.PROBABLE
    return Certainty.CERTAIN


def intervals_of(dataset: Dataset) -> "IntervalIndex":
    """Return the intervals of a dataset's records, built once."""
    return memoised(dataset, IntervalIndex)


_ANY_TIME: Final = When.unknown()


class IntervalIndex:
    """Builds the interval of any record that has a time, and orders two of them.

    It comes from the record's own date, its relation to the creation of its source, the event
    in which a position is expressed, and links that order it.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._created = memoised(dataset, creation_times)
        self._published = {source.id: source.published for source in dataset.sources}
        self._events = dataset.events
        # Many records have the same time, so each is built only once.
        self._known: dict[tuple[object, ...], Interval] = {}
        links = list(filter(is_ordering, dataset.links))
        ends = {end for link in links for end in link.ends}
        positions = tuple(
            position
            for position in (dataset.positions if links else ())
            if position.id in ends or position.expressed_in in ends
        )
        self._linked = {position.id for position in positions}
        self.chronology: Chronology | None = None
        """What orders the linked positions; None if there are none."""
        self._certainties: Mapping[str, Certainty] = {}
        reachability: Reachability | None = None
        if positions:
            self.chronology = build_chronology(attrs.evolve(dataset, positions=positions))
            self._certainties = _weakest_connected(links, positions)
            events = (each.expressed_in for each in positions if each.expressed_in)
            nodes = dict.fromkeys((*sorted(self._linked), *events, *dataset.sources.ids))
            reachability = self.chronology.reachability(nodes)
        self.order = IntervalOrder(reachability)
        """How two intervals are ordered."""

    def of(self, record: Position | Relation | Event | StatusChange) -> Interval:
        """Return the interval of a record, or of a cited part with a time."""
        source = None if record.doc_time_rel is None else record.source
        event = record.expressed_in if isinstance(record, Position) else None
        key = record.when.text, source, record.doc_time_rel, event
        interval = self._known.get(key)
        if interval is None:
            expressed_in = None if event is None else self._events.get(event)
            interval = self._known[key] = self._build(record, source, expressed_in)
        if isinstance(record, Position) and record.id in self._linked:
            return self._ordered(record, interval, source)
        return interval

    def _build(
        self,
        record: Position | Relation | Event | StatusChange,
        source: SourceId | None,
        event: Event | None,
    ) -> Interval:
        when, doc_time_rel = record.when, record.doc_time_rel
        bounds: Bounds | None = when.bounds
        limit = date_certainty(when)
        if doc_time_rel is not None:
            published = self._published.get(source or "", _ANY_TIME)
            bounds = narrow_by_creation(when.bounds, published.bounds, doc_time_rel)
            limit = Certainty.weakest([limit, date_certainty(published)])
            created = self._created.get(source or "")
            if created is not None and bounds is not None:
                narrowed = narrow_by_creation(bounds, created.bounds, doc_time_rel)
                if narrowed != bounds:
                    bounds = narrowed
                    limit = Certainty.weakest([limit, created.max_certainty])
        if event is not None and bounds is not None:
            during = self.of(event)
            is_known = during is not UNDETERMINED
            bounds = narrow_by_meeting(bounds, during.bounds) if is_known else None
            limit = Certainty.weakest([limit, during.max_certainty, event.certainty])
        if bounds is None:
            return UNDETERMINED
        return Interval(
            bounds,
            source,
            doc_time_rel,
            max_certainty=limit,
            instant=when.instant if "T" in when.text else None,
            is_dated=when.is_known,
            is_closed=when.is_interval and when.bounds.end_latest != NO_END,
        )

    def _ordered(self, position: Position, interval: Interval, source: SourceId | None) -> Interval:
        """Return the interval of a position with what links say of it."""
        chronology, event = self.chronology, position.expressed_in
        if chronology is None or position.id not in chronology:
            return interval
        if interval is UNDETERMINED or chronology.is_inconsistent(position.id):
            return UNDETERMINED
        bounds = chronology.bounds(position.id)
        created = self._created.get(source or "")
        if created is not None:
            bounds = narrow_by_creation(bounds, created.bounds, position.doc_time_rel) or bounds
        limits = [interval.max_certainty]
        if bounds != interval.bounds:
            ends = (each for each in (position.id, event) if each in self._certainties)
            limits += [self._certainties[each] for each in ends if each is not None]
        return interval._replace(
            bounds=bounds,
            node=position.id,
            event=event if event in chronology else None,
            max_certainty=Certainty.weakest(limits),
        )

    def why_ordered(self, a: Interval, b: Interval) -> tuple[OrderedBy, tuple[Cited, ...]]:
        """Return what determines how two intervals are ordered, and the links that say so."""
        if a.node is b.node is None and (a.source is None or a.source != b.source):
            return OrderedBy.DATES, ()
        answer = self.order.order(a, b)
        seen = [each._replace(node=None, event=None) for each in (a, b)]
        dated = [each._replace(source=None) for each in seen]
        for ordered_by, intervals in ((OrderedBy.DATES, dated), (OrderedBy.SOURCE, seen)):
            if _UNLINKED.order(*intervals) is answer:
                return ordered_by, ()
        links = self._why_overlap(a, b) if answer is TimeOrder.SIMULTANEOUS else ()
        return OrderedBy.LINKS, links or self._why_before(a, b) or self._why_before(b, a)

    def _why_before(self, a: Interval, b: Interval) -> tuple[Cited, ...]:
        if self.chronology is None or a.node is None or b.node is None:
            return ()
        chains = [
            self.chronology.why_before(one, other)
            for one in filter(None, (a.node, a.event))
            for other in filter(None, (b.node, b.event))
        ]
        shortest = min(filter(None, chains), key=len, default=())
        return _evidence(constraint.cited for constraint in shortest)

    def _why_overlap(self, a: Interval, b: Interval) -> tuple[Cited, ...]:
        chronology, one, other = self.chronology, self.order.anchor(a), self.order.anchor(b)
        if chronology is None or one is None or other is None:
            return ()
        chains = (*chronology.why_not_before(one, other), *chronology.why_not_before(other, one))
        return _evidence(constraint.cited for constraint in chains)


def _evidence(cited: Iterable[object]) -> tuple[Cited, ...]:
    """Return the records among what constraints cite, each once."""
    return tuple({id(each): each for each in cited if isinstance(each, Cited)}.values())


def _weakest_connected(
    links: Iterable[Link], positions: Iterable[Position]
) -> dict[str, Certainty]:
    """Return, for each end of links, the least certainty of all connected with it."""
    leaders: dict[str, str] = {}

    def leader(end: str) -> str:
        while leaders.setdefault(end, end) != end:
            leaders[end] = end = leaders[leaders[end]]
        return end

    edges = [(*link.ends, link.certainty) for link in links]
    edges += ((it.id, it.expressed_in, it.certainty) for it in positions if it.expressed_in)
    for one, other, _ in edges:
        leaders[leader(one)] = leader(other)
    weakest: dict[str, Certainty] = {}
    for one, _, certainty in edges:
        known = weakest.get(leader(one), certainty)
        weakest[leader(one)] = Certainty.weakest([certainty, known])
    return {end: weakest[leader(end)] for end in leaders}
