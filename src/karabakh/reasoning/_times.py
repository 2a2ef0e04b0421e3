"""When positions and ties are held, cheaply enough for millions of them.

Dates, the sources' own before, at and after, and the events in which positions are
expressed are read off each record by itself. Only where links order something that a
position hangs on is the whole `Chronology` asked, for those records alone.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from karabakh.ids import EventId, RecordId, SourceId
from karabakh.model import (
    ANYTIME,
    Agreement,
    Bounds,
    Certainty,
    Cited,
    Dataset,
    DocTimeRel,
    Event,
    Link,
    LinkKind,
    Position,
    Record,
    Relation,
    RelationKind,
    When,
)
from karabakh.model.memo import memoised
from karabakh.reasoning._conclusion import ceiling_of
from karabakh.reasoning._held import (
    NOT_KNOWN,
    Held,
    Tie,
)
from karabakh.reasoning._makings import makings

if TYPE_CHECKING:
    from karabakh.model import Chronology, Constraint
    from karabakh.reasoning._link_order import LinkOrder

__all__ = ["Times"]

_ORDERING = {
    LinkKind.BEFORE,
    LinkKind.CAUSES,
    LinkKind.FOLLOWS,
    LinkKind.PART_OF,
    LinkKind.SAME_AS,
}


class Times:
    """Tells when the positions and relations of a dataset are held, and in which order.

    Args:
        dataset: the records.
        by_themselves: whether each record counts alone: then nothing that their source tells
            beside tells when that was made.
    """

    def __init__(self, dataset: Dataset, *, by_themselves: bool = False) -> None:
        self._made = {} if by_themselves else memoised(dataset, makings)
        self._published = {source.id: source.published for source in dataset.sources}
        self._events = dataset.events
        self._has_offices = bool(dataset.relations.where(kind=RelationKind.HOLDS_OFFICE))
        self._known: dict[tuple[str, SourceId | None, DocTimeRel | None, EventId | None], Held] = {}
        self._by_date: dict[str, Held] = {}
        links = [each for each in dataset.links if _is_ordering(each)]
        self._ordered = {end for link in links for end in link.ends}
        ends = (dataset.get(each) for each in self._ordered)
        self._sources_of_ends = {
            each.source for each in ends if isinstance(each, Event | Position)
        } & self._published.keys()
        # Without such links there is no need to look at each of a million positions.
        positions = dataset.positions if self._ordered else ()
        linked = [each for each in positions if self._is_linked(each)]
        # What is told alike of the times of positions, links order alike: one stands for all.
        self._alike: dict[_Told, Position] = {}
        for position in sorted(linked, key=lambda each: each.id):
            self._alike.setdefault(self._told(position), position)
        self._chronology = _chronology_of(self._alike.values(), dataset) if linked else None
        self._ties = _certainty_of_ties(links, linked) if linked else {}
        self._held_linked: dict[_Told, Held] = {}

    def of_position(self, position: Position) -> Held:
        """Tell when a position is held."""
        if self._chronology is not None and self._is_linked(position):
            told = self._told(position)
            held = self._held_linked.get(told)
            if held is None:
                held = self._held_linked[told] = self._by_links(self._alike[told], self._chronology)
            return held
        return self._by_itself(position)

    def _by_itself(self, position: Position) -> Held:
        if position.doc_time_rel is None and position.expressed_in is None:
            # So for most: all that is told is the date, which many share.
            held = self._by_date.get(position.when.text)
            if held is None:
                held = self._read(position.when, None, None, None)
                self._by_date[position.when.text] = held
            return held
        told = position.when, _seen_from(position), position.doc_time_rel
        return self._read(*told, position.expressed_in)

    def _by_links(self, position: Position, chronology: "Chronology") -> Held:
        held = self._by_itself(position)
        if held is NOT_KNOWN or chronology.is_torn(position.id):
            return NOT_KNOWN
        bounds = self._as_narrow(chronology.bounds(position.id), held)
        expressed = self._events.get(position.expressed_in or "")
        needed = [held.ceiling]
        if bounds != held.bounds:
            needed += [self._ties[each] for each in _anchors(position) if each in self._ties]
        return held._replace(
            bounds=bounds,
            linked=position.id,
            expressed_in=None if expressed is None else expressed.id,
            ceiling=Certainty.weakest(needed),
        )

    def _as_narrow(self, bounds: Bounds, held: Held) -> Bounds:
        """Keep what the making of its source tells of a position, beside what links do."""
        made = self._made.get(held.source) if held.source else None
        return (made and _seen(bounds, made.bounds, held.doc_time_rel)) or bounds

    def _told(self, position: Position) -> "_Told":
        """Give all that is told of the time of a position; of an end of links, which it is."""
        return (
            position.when.text,
            _seen_from(position),
            position.doc_time_rel,
            position.expressed_in,
            position.id if position.id in self._ordered else None,
        )

    def of_relation(self, relation: Relation) -> Held:
        """Tell when a tie lasts."""
        return self._read(relation.when, _seen_from(relation), relation.doc_time_rel, None)

    def of_record(self, record: Record) -> Held | None:
        """Tell when any record is, by its own date and source alone; none if it has no time.

        Of an agreement it is the time at which it was agreed. Where the source does not fit the
        date, it is the date.
        """
        match record:
            case Event():
                held, when = self.of_event(record), record.when
            case Relation():
                held, when = self.of_relation(record), record.when
            case Position():
                held, when = self._by_itself(record), record.when
            case Agreement():
                step = record.agreed_step
                if step is None:
                    return None
                source = (step.source or record.source) if step.doc_time_rel else None
                held, when = self._read(step.when, source, step.doc_time_rel, None), step.when
            case _:
                return None
        return Held(when.bounds, ceiling=ceiling_of(when)) if held is NOT_KNOWN else held

    @cached_property
    def order(self) -> "LinkOrder | None":
        """How links order positions; none where they order none."""
        if self._chronology is None:
            return None
        # Only here: links that order positions are rare.
        from karabakh.reasoning._link_order import LinkOrder  # noqa: PLC0415

        torn = self._chronology.is_torn
        positions: dict[str, str | None] = {}
        for each in self._alike.values():
            held = self.of_position(each)
            if held.linked is not None:
                positions[held.linked] = held.expressed_in
        sources = (each for each in self._sources_of_ends if each is not None and not torn(each))
        return LinkOrder(self._chronology, positions, sorted(sources), has_parts=self._has_offices)

    def tied(self, held: Held) -> Tie | None:
        """Give what links tie a position to others by: itself, or the source that calls it present.

        The latter only where that source tells of what links tie.
        """
        if held.tie is not None:
            return held.tie
        if (
            held.source is None
            or held.doc_time_rel is not DocTimeRel.OVERLAPS
            or self.order is None
        ):
            return None
        tie = held.source, None
        return tie if tie in self.order.piece else None

    def first(self, a: Held, b: Held) -> bool:
        """Tell from links whether one position is known to be held before another is.

        It is over before the other begins, or before the event in which that is expressed;
        or the event in which it is expressed is.
        """
        if self.order is None or a.tie is None or b.tie is None:
            return False
        return self.order.is_first(a.tie, b.tie)

    def before(self, a: Held, b: Held) -> bool:
        """Tell from links whether one position is over before another begins."""
        if self.order is None or a.linked is None or b.linked is None:
            return False
        return self.order.is_over(self.order.whole[a.linked], self.order.whole[b.linked])

    def together(self, a: Held, b: Held) -> bool:
        """Tell from links whether two positions are held at one time, whole as they are.

        Of parts of them, such as those in which an office is held, that need not be so.
        """
        one, other = self.tied(a), self.tied(b)
        if self.order is None or one is None or other is None:
            return False
        return self.order.are_together(one, other)

    def why_first(self, a: Held, b: Held) -> tuple[Cited, ...]:
        """Give what `first` rests on, beside the two positions: links, and what they lead by."""
        if self.order is None or a.tie is None or b.tie is None:
            return ()
        return _told_by(self.order.why_first(a.tie, b.tie), a, b)

    def why_together(self, a: Held, b: Held) -> tuple[Cited, ...]:
        """Give what `together` rests on, beside dates and the two positions."""
        one, other = self.tied(a), self.tied(b)
        if self.order is None or one is None or other is None:
            return ()
        return _told_by(self.order.why_together(one, other), a, b)

    def _is_linked(self, position: Position) -> bool:
        return not self._ordered.isdisjoint(_anchors(position))

    def _read(
        self,
        when: When,
        source: SourceId | None,
        doc_time_rel: DocTimeRel | None,
        event: EventId | None,
    ) -> Held:
        # Many records have the same time, so each is worked out, and kept, only once.
        key = (when.text, source, doc_time_rel, event)
        held = self._known.get(key)
        if held is None:
            held = self._known[key] = self._work_out(when, source, doc_time_rel, event)
        return held

    def _work_out(
        self,
        when: When,
        source: SourceId | None,
        doc_time_rel: DocTimeRel | None,
        event: EventId | None,
    ) -> Held:
        published = (self._published.get(source) if source else None) or When.unknown()
        bounds = _seen(when.bounds, published.bounds, doc_time_rel)
        ceiling = ceiling_of(when, published if doc_time_rel else When.unknown())
        made = self._made.get(source) if source and doc_time_rel else None
        if made is not None and bounds is not None:
            narrowed = _seen(bounds, made.bounds, doc_time_rel)
            if narrowed != bounds:
                bounds, ceiling = narrowed, Certainty.weakest([ceiling, made.ceiling])
        expressed = self._events.get(event) if event else None
        if expressed is not None and bounds is not None:
            told = self.of_event(expressed)
            bounds = None if told is NOT_KNOWN else _meeting(bounds, told.bounds)
            ceiling = Certainty.weakest([ceiling, told.ceiling, expressed.certainty])
        if bounds is None:
            return NOT_KNOWN
        # The vague relations bound the days and witness nothing at the source's creation.
        is_exact = doc_time_rel in {DocTimeRel.BEFORE, DocTimeRel.OVERLAPS, DocTimeRel.AFTER}
        seen = doc_time_rel if is_exact else None
        return Held(bounds, source, seen, ceiling=ceiling, is_dated=when.is_known)

    def of_event(self, event: Event) -> Held:
        """Tell when something happened."""
        return self._read(event.when, _seen_from(event), event.doc_time_rel, None)


_Told = tuple[str, SourceId | None, DocTimeRel | None, EventId | None, RecordId | None]


def _told_by(chain: Iterable["Constraint"], *positions: Held) -> tuple[Cited, ...]:
    """Give the records that a chain comes from, each once, but for those that stand for two."""
    apart = {each.linked for each in positions}
    told = (each.cited for each in chain)
    return tuple(
        {
            id(each): each
            for each in told
            if each is not None and not (isinstance(each, Position) and each.id in apart)
        }.values()
    )


def _chronology_of(positions: Iterable[Position], dataset: Dataset) -> "Chronology":
    # Only here: links that order positions are rare.
    from karabakh.model import Chronology  # noqa: PLC0415

    return Chronology(attrs.evolve(dataset, positions=tuple(positions)))


def _is_ordering(link: Link) -> bool:
    """Tell whether a link orders anything, as of `Chronology`."""
    return link.kind in _ORDERING and link.certainty.rank >= Certainty.PROBABLE.rank


def _anchors(position: Position) -> tuple[str | None, ...]:
    """Give what links may order a position by: itself, and the event that expresses it."""
    return position.id, position.expressed_in


def _certainty_of_ties(
    links: Iterable[Link], positions: Iterable[Position]
) -> dict[str, Certainty]:
    """Give, for each end of links that order, the least certainty that its time may rest on.

    That is the least of all that hang together with it: of links, however far away, and of
    positions by what they say of the event that expresses them.
    """
    edges = [(*link.ends, link.certainty) for link in links]
    edges += [
        (each.id, each.expressed_in, each.certainty) for each in positions if each.expressed_in
    ]
    neighbours: dict[str, list[tuple[str, Certainty]]] = {}
    for one, other, certainty in edges:
        neighbours.setdefault(one, []).append((other, certainty))
        neighbours.setdefault(other, []).append((one, certainty))
    found: dict[str, Certainty] = {}
    for start in neighbours:
        if start not in found:
            group = _joined_to(start, neighbours)
            told = (certainty for each in group for _, certainty in neighbours[each])
            found.update(dict.fromkeys(group, Certainty.weakest(told)))
    return found


def _joined_to(start: str, neighbours: Mapping[str, list[tuple[str, Certainty]]]) -> set[str]:
    group, waiting = {start}, [start]
    while waiting:
        for other, _ in neighbours[waiting.pop()]:
            if other not in group:
                group.add(other)
                waiting.append(other)
    return group


def _seen_from(record: Position | Relation | Event) -> SourceId | None:
    return None if record.doc_time_rel is None else record.source


def _seen(own: Bounds, made: Bounds, doc_time_rel: DocTimeRel | None) -> Bounds | None:
    """Narrow bounds by the making of the source; none where the two don't fit."""
    match doc_time_rel:
        case DocTimeRel.BEFORE:
            never_ends = own.end_earliest == ANYTIME.end_latest
            return None if never_ends else own.narrowed(end_latest=made.end_latest)
        case DocTimeRel.OVERLAPS:
            return _meeting(own, made)
        case DocTimeRel.AFTER:
            never_began = own.start_latest == ANYTIME.start_earliest
            return None if never_began else own.narrowed(start_earliest=made.start_earliest)
        case DocTimeRel.BEFORE_OR_OVERLAPS:
            return own.narrowed(start_latest=made.end_latest)
        case DocTimeRel.OVERLAPS_OR_AFTER:
            return own.narrowed(end_earliest=made.start_earliest)
        case None:
            return own


def _meeting(own: Bounds, other: Bounds) -> Bounds | None:
    """Narrow bounds by the knowledge that the two share a day."""
    return own.narrowed(start_latest=other.end_latest, end_earliest=other.start_earliest)
