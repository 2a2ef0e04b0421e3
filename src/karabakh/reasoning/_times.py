"""When positions and ties are held, cheaply enough for millions of them.

Dates, the sources' own before, at and after, and the events in which positions are
expressed are read off each record by itself. Only where links order something that a
position hangs on is the whole `Chronology` asked, for those records alone.
"""

from collections.abc import Iterable, Mapping
from itertools import product
from typing import TYPE_CHECKING

import attrs

from karabakh.ids import EventId, RecordId, SourceId
from karabakh.model import (
    ANYTIME,
    Agreement,
    Bounds,
    Certainty,
    Dataset,
    DocTime,
    Event,
    Link,
    LinkKind,
    Position,
    Record,
    Relation,
    Truth,
    When,
    agreed_step,
    document_of,
)
from karabakh.model._dataset import kept
from karabakh.reasoning._conclusion import ceiling_of
from karabakh.reasoning._held import (
    NOT_KNOWN,
    Held,
    by_dates,
    by_source,
    first_by_dates,
    first_by_source,
    has_a_day_before,
    may_share_a_day,
)
from karabakh.reasoning._makings import makings

if TYPE_CHECKING:
    from karabakh.model import Chronology

__all__ = ["Times", "at_one_time", "known_before", "set_apart"]

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
        self._made = {} if by_themselves else kept(dataset, makings)
        self._published = {source.id: source.published for source in dataset.sources}
        self._events = dataset.events
        self._known: dict[tuple[str, SourceId | None, DocTime | None, EventId | None], Held] = {}
        links = [each for each in dataset.links if _is_ordering(each)]
        self._ordered = {end for link in links for end in link.ends}
        ends = (dataset.get(each) for each in self._ordered)
        self._sources_of_ends = {
            document_of(each) for each in ends if isinstance(each, Event | Position)
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
        self._before: dict[tuple[str, str], Truth] = {}
        self._overlaps: dict[tuple[str, str], Truth] = {}
        self._why_before: dict[tuple[str | None, ...], tuple[Link, ...]] = {}

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
        told = position.held, _seen_from(position), position.doc_time
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
        return (made and _seen(bounds, made.bounds, held.doc_time)) or bounds

    def _told(self, position: Position) -> "_Told":
        """Give all that is told of the time of a position; of an end of links, which it is."""
        return (
            position.held.text,
            _seen_from(position),
            position.doc_time,
            position.expressed_in,
            position.id if position.id in self._ordered else None,
        )

    def of_relation(self, relation: Relation) -> Held:
        """Tell when a tie lasts."""
        return self._read(relation.when, _seen_from(relation), relation.doc_time, None)

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
                held, when = self._by_itself(record), record.held
            case Agreement():
                step = agreed_step(record)
                if step is None:
                    return None
                source = document_of(step, record) if step.doc_time else None
                held, when = self._read(step.when, source, step.doc_time, None), step.when
            case _:
                return None
        return Held(when.bounds, ceiling=ceiling_of(when)) if held is NOT_KNOWN else held

    def before(self, a: Held, b: Held) -> Truth:
        """Tell from links whether one position is over before another begins."""
        if self._chronology is None or a.linked is None or b.linked is None:
            return Truth.UNKNOWN
        key = a.linked, b.linked
        answer = self._before.get(key)
        if answer is None:
            answer = self._before[key] = self._chronology.before(*key)
        return answer

    def together(self, a: Held, b: Held) -> bool:
        """Tell from links whether two positions are held at one time, whole as they are.

        Of parts of them, such as those in which an office is held, that need not be so.
        """
        one, other = self.tied(a), self.tied(b)
        if self._chronology is None or one is None or other is None or one == other:
            return False
        key = one, other
        answer = self._overlaps.get(key)
        if answer is None:
            answer = self._overlaps[key] = self._chronology.overlaps(*key)
        return answer is Truth.YES

    def tied(self, held: Held) -> str | None:
        """Give what links tie a position to others by: itself, or the source that calls it present.

        The latter only where that source tells of what links tie.
        """
        if held.linked is None and held.doc_time is DocTime.OVERLAPS:
            return held.source if held.source in self._sources_of_ends else None
        return held.linked

    def known_before(self, a: Held, b: Held) -> bool:
        """Tell from links whether one position is known to be held before another is.

        It is over before the other begins, or before the event in which that is expressed;
        or the event in which it is expressed is.
        """
        return bool(self.why_before(a, b) and not self.why_before(b, a))

    def why_before(self, a: Held, b: Held) -> tuple[Link, ...]:
        """Give the links by which one position is known to be held before another is."""
        if self._chronology is None or a.linked is None or b.linked is None:
            return ()
        key = a.linked, a.expressed_in, b.linked, b.expressed_in
        links = self._why_before.get(key)
        if links is None:
            links = self._why_before[key] = _links_between(key[:2], key[2:], self._chronology)
        return links

    def _is_linked(self, position: Position) -> bool:
        return not self._ordered.isdisjoint(_anchors(position))

    def _read(
        self,
        when: When,
        source: SourceId | None,
        doc_time: DocTime | None,
        event: EventId | None,
    ) -> Held:
        # Many records have the same time, so each is worked out, and kept, only once.
        key = (when.text, source, doc_time, event)
        held = self._known.get(key)
        if held is None:
            held = self._known[key] = self._work_out(when, source, doc_time, event)
        return held

    def _work_out(
        self,
        when: When,
        source: SourceId | None,
        doc_time: DocTime | None,
        event: EventId | None,
    ) -> Held:
        published = (self._published.get(source) if source else None) or When.unknown()
        bounds = _seen(when.bounds, published.bounds, doc_time)
        ceiling = ceiling_of(when, published if doc_time else When.unknown())
        made = self._made.get(source) if source and doc_time else None
        if made is not None and bounds is not None:
            narrowed = _seen(bounds, made.bounds, doc_time)
            if narrowed != bounds:
                bounds, ceiling = narrowed, Certainty.weakest([ceiling, made.ceiling])
        expressed = self._events.get(event) if event else None
        if expressed is not None and bounds is not None:
            told = self.of_event(expressed)
            bounds = None if told is NOT_KNOWN else _meeting(bounds, told.bounds)
            ceiling = Certainty.weakest([ceiling, told.ceiling, expressed.certainty])
        if bounds is None:
            return NOT_KNOWN
        return Held(bounds, source, doc_time, ceiling=ceiling, is_dated=when.is_known)

    def of_event(self, event: Event) -> Held:
        """Tell when something happened."""
        return self._read(event.when, _seen_from(event), event.doc_time, None)


_Told = tuple[str, SourceId | None, DocTime | None, EventId | None, RecordId | None]


def _links_between(
    ones: Iterable[str | None], others: Iterable[str | None], chronology: "Chronology"
) -> tuple[Link, ...]:
    """Give the links by which any of some things is known to come before any of others."""
    for one, other in product(ones, others):
        if one is not None and other is not None:
            told = (each.cited for each in chronology.why_before(one, other))
            links = tuple(dict.fromkeys(each for each in told if isinstance(each, Link)))
            if links:
                return links
    return ()


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


def at_one_time(a: Held, b: Held, times: Times) -> Truth:
    """Tell whether two stances are held at one time, *no* where they are known at others.

    They are if they surely share a day, unless one is known to be over on that day before the
    other begins; if both are held when one source is made; or if links say so. What is known
    to be held before the other and after it, too, is held all the while between. If one alone
    is known to be held before the other, they are at different times.
    """
    answer = _together(a, b, times)
    is_loose = a.is_loose or b.is_loose
    return Truth.UNKNOWN if is_loose and answer is Truth.YES else answer


def _together(a: Held, b: Held, times: Times) -> Truth:
    if by_dates(a, b) is Truth.YES:
        return Truth.of(not _is_over_before(a, b, times) and not _is_over_before(b, a, times))
    are_parts_of_one_time = times.together(a, b)
    if by_source(a, b) is Truth.YES or (are_parts_of_one_time and not a.is_part and not b.is_part):
        return Truth.YES
    is_first, is_last = _is_first(a, b, times), _is_first(b, a, times)
    if (is_first or has_a_day_before(a, b)) and (is_last or has_a_day_before(b, a)):
        return Truth.YES
    is_open = are_parts_of_one_time and may_share_a_day(a, b)
    return Truth.NO if (is_first or is_last) and not is_open else Truth.UNKNOWN


def _is_first(a: Held, b: Held, times: Times) -> bool:
    """Tell whether one stance is known to be held before another is."""
    return first_by_dates(a, b) or first_by_source(a, b) or bool(times.why_before(a, b))


def _is_over_before(a: Held, b: Held, times: Times) -> bool:
    """Tell whether the source of both, or links, put one wholly before another."""
    is_past = a.doc_time is DocTime.BEFORE and b.doc_time is DocTime.AFTER
    return (is_past and first_by_source(a, b)) or times.before(a, b) is Truth.YES


def known_before(a: Held, b: Held, times: Times) -> bool:
    """Tell whether a stance is known to be held before another is, and not at one time."""
    return _is_first(a, b, times) and at_one_time(a, b, times) is Truth.NO


def set_apart(a: Held, b: Held, times: Times) -> bool:
    """Tell whether the source that both are seen from, or links, put them at different times.

    What a source calls over, it does not set against what the same source calls present; but
    where it dates both, the dates tell.
    """
    told = by_source(a, b)
    is_dated = a.is_dated and b.is_dated and DocTime.OVERLAPS in {a.doc_time, b.doc_time}
    if told is Truth.YES or (told is Truth.NO and not is_dated):
        return told is Truth.NO
    return times.before(a, b) is Truth.YES or times.before(b, a) is Truth.YES


def _seen_from(record: Position | Relation | Event) -> SourceId | None:
    return None if record.doc_time is None else document_of(record)


def _seen(own: Bounds, made: Bounds, doc_time: DocTime | None) -> Bounds | None:
    """Narrow bounds by the making of the source; none where the two don't fit."""
    match doc_time:
        case DocTime.BEFORE:
            never_ends = own.end_earliest == ANYTIME.end_latest
            return None if never_ends else own.narrowed(end_latest=made.end_latest)
        case DocTime.OVERLAPS:
            return _meeting(own, made)
        case DocTime.AFTER:
            never_began = own.start_latest == ANYTIME.start_earliest
            return None if never_began else own.narrowed(start_earliest=made.start_earliest)
        case None:
            return own


def _meeting(own: Bounds, other: Bounds) -> Bounds | None:
    """Narrow bounds by the knowledge that the two share a day."""
    return own.narrowed(start_latest=other.end_latest, end_earliest=other.start_earliest)
