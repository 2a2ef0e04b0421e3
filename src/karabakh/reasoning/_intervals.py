"""The intervals of a dataset's records, and how they are ordered, in one view."""

from collections.abc import Iterable, Iterator

import attrs

from karabakh.ids import EventId, SourceId
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
from karabakh.reasoning._creation_times import creation_times, date_certainty
from karabakh.time import (
    NO_END,
    UNDETERMINED,
    Chronology,
    Interval,
    IntervalOrder,
    Reachability,
    When,
    narrow_by_creation,
    narrow_by_meeting,
)

__all__ = ["IntervalIndex", "intervals_of"]


def intervals_of(dataset: Dataset) -> "IntervalIndex":
    """Return the intervals of a dataset's records, built once."""
    return memoised(dataset, IntervalIndex)


class IntervalIndex:
    """Builds the interval of any record that has a time, and orders two of them.

    It comes from the record's own date, its relation to the creation of its source, the event
    in which a position is expressed, and links that order it.

    Args:
        dataset: The records that count in the view.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._created = memoised(dataset, creation_times)
        self._published = {source.id: source.published for source in dataset.sources}
        self._events = dataset.events
        self._known: dict[tuple[object, ...], Interval] = {}
        links = list(filter(is_ordering, dataset.links))
        self._linked = {end for link in links for end in link.ends}
        positions = list(filter(self._is_linked, dataset.positions)) if links else []
        self.chronology: Chronology | None = None
        """What orders the linked positions; None if there are none."""
        self._certainties: dict[str, Certainty] = {}
        if positions:
            self.chronology = build_chronology(attrs.evolve(dataset, positions=positions))
            self._certainties = _weakest_connected(links, positions)
        self.order = IntervalOrder(self._reachability(dataset, positions))
        """How two intervals are ordered."""

    def _reachability(self, dataset: Dataset, positions: Iterable[Position]) -> Reachability | None:
        if self.chronology is None:
            return None
        nodes = [position.id for position in positions]
        nodes += [position.expressed_in for position in positions if position.expressed_in]
        return self.chronology.reachability(dict.fromkeys([*nodes, *dataset.sources.ids]))

    def _is_linked(self, position: Position) -> bool:
        return position.id in self._linked or position.expressed_in in self._linked

    def of(self, record: Position | Relation | Event | StatusChange) -> Interval:
        """Return the interval of a record, or of a cited part with a time."""
        source = None if record.doc_time_rel is None else record.source
        if not isinstance(record, Position):
            return self._read(record.when, source, record.doc_time_rel, None)
        interval = self._read(record.when, source, record.doc_time_rel, record.expressed_in)
        if self.chronology is None or record.id not in self.chronology:
            return interval
        if not self._is_linked(record):
            return interval
        if interval is UNDETERMINED or self.chronology.is_inconsistent(record.id):
            return UNDETERMINED
        bounds = self.chronology.bounds(record.id)
        created = self._created.get(source) if source else None
        if created is not None:
            bounds = narrow_by_creation(bounds, created.bounds, record.doc_time_rel) or bounds
        limits = [interval.max_certainty]
        if bounds != interval.bounds:
            ends = record.id, record.expressed_in
            limits += [self._certainties[end] for end in ends if end in self._certainties]
        return interval._replace(
            bounds=bounds,
            node=record.id,
            event=record.expressed_in if record.expressed_in in self.chronology else None,
            max_certainty=Certainty.weakest(limits),
        )

    def _read(
        self,
        when: When,
        source: SourceId | None,
        doc_time_rel: DocTimeRel | None,
        event: EventId | None,
    ) -> Interval:
        # Many records have the same time, so each is built only once.
        key = when.text, source, doc_time_rel, event
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._build(when, source, doc_time_rel, event)
        return found

    def _build(
        self,
        when: When,
        source: SourceId | None,
        doc_time_rel: DocTimeRel | None,
        event: EventId | None,
    ) -> Interval:
        published = (self._published.get(source) if source else None) or When.unknown()
        bounds = narrow_by_creation(when.bounds, published.bounds, doc_time_rel)
        limits = [date_certainty(when, published if doc_time_rel else When.unknown())]
        created = self._created.get(source) if source and doc_time_rel else None
        if created is not None and bounds is not None:
            narrowed = narrow_by_creation(bounds, created.bounds, doc_time_rel)
            if narrowed != bounds:
                bounds = narrowed
                limits.append(created.max_certainty)
        expressed = self._events.get(event) if event else None
        if expressed is not None and bounds is not None:
            during = self.of(expressed)
            is_known = during is not UNDETERMINED
            bounds = narrow_by_meeting(bounds, during.bounds) if is_known else None
            limits += [during.max_certainty, expressed.certainty]
        if bounds is None:
            return UNDETERMINED
        return Interval(
            bounds,
            source,
            doc_time_rel,
            max_certainty=Certainty.weakest(limits),
            instant=when.instant if "T" in when.text else None,
            is_dated=when.is_known,
            is_closed=when.is_interval and when.bounds.end_latest != NO_END,
        )

    def why_before(self, a: Interval, b: Interval) -> tuple[Cited, ...]:
        """Return the records by which constraints put the one before the other, in a chain."""
        chronology = self.chronology
        if chronology is None or a.node is None or b.node is None:
            return ()
        pairs = ((one, other) for one in (a.node, a.event) for other in (b.node, b.event))
        chains = [
            chronology.why_before(one, other)
            for one, other in pairs
            if one is not None and other is not None
        ]
        shortest = min(filter(None, chains), key=len, default=())
        return _evidence(constraint.cited for constraint in shortest)

    def why_overlap(self, a: Interval, b: Interval) -> tuple[Cited, ...]:
        """Return the records by which constraints make two intervals overlap, in two chains."""
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
    """Return, for each end of links, the least certainty of all that is connected with it."""
    parents: dict[str, str] = {}

    def root(end: str) -> str:
        while parents.setdefault(end, end) != end:
            parents[end] = parents[parents[end]]
            end = parents[end]
        return end

    edges = [*_edges(links, positions)]
    for one, other, _ in edges:
        parents[root(one)] = root(other)
    weakest: dict[str, Certainty] = {}
    for one, _, certainty in edges:
        known = weakest.get(root(one), Certainty.CERTAIN)
        weakest[root(one)] = Certainty.weakest([certainty, known])
    return {end: weakest[root(end)] for end in tuple(parents)}


def _edges(
    links: Iterable[Link], positions: Iterable[Position]
) -> Iterator[tuple[str, str, Certainty]]:
    for link in links:
        yield (*link.ends, link.certainty)
    for position in positions:
        if position.expressed_in:
            yield position.id, position.expressed_in, position.certainty
