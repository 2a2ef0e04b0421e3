"""What a timeline shows, and in which bands."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

import attrs

from karabakh.figures._marks import AGREEMENT, EVENT, STANCES
from karabakh.figures._placement import Placement, Stretch
from karabakh.figures._timeline_bands import Item
from karabakh.model import (
    ActorKind,
    Agreement,
    Certainty,
    Dataset,
    DocTimeRel,
    Event,
    Position,
    Stance,
)

__all__ = ["Band", "bands_of", "rows_of", "shown"]

Timed = Event | Agreement | Position
"""What a timeline shows."""

_FEW = 3
"""How many positions of a holder are drawn one by one, though nothing tells them apart."""

_PLACES = {
    DocTimeRel.BEFORE: "before its source was made",
    DocTimeRel.BEFORE_OR_OVERLAPS: "begun before its source was made",
    DocTimeRel.OVERLAPS_OR_AFTER: "not over when its source was made",
    DocTimeRel.OVERLAPS: "when its source was made",
    DocTimeRel.AFTER: "after its source was made",
}


@attrs.frozen(kw_only=True)
class Band:
    """A part of a timeline, with a heading."""

    heading: str
    """What it shows."""

    placed: tuple[Item, ...]
    """What has a place on the axis."""

    loose: tuple[Item, ...]
    """What is in no known order."""


def shown(dataset: Dataset) -> Iterator[Timed]:
    """Go through all records that a timeline shows, those with one identifier once."""
    seen: set[str] = set()
    records: Iterator[Timed] = chain(dataset.events, dataset.agreements, dataset.positions)
    for record in records:
        if record.id not in seen:
            seen.add(record.id)
            yield record


def bands_of(dataset: Dataset, placement: Placement) -> Iterator[Band]:
    """Sort records into bands: events, agreements, and the positions of each holder."""
    events = [each for each in shown(dataset) if isinstance(each, Event)]
    agreements = [each for each in shown(dataset) if isinstance(each, Agreement)]
    held: dict[str, list[Position]] = defaultdict(list)
    for each in shown(dataset):
        if isinstance(each, Position):
            held[each.holder].append(each)
    if events:
        yield _band("Events", [_event(each, placement) for each in events], placement)
    if agreements:
        yield _band("Agreements", [_agreement(each, placement) for each in agreements], placement)
    for holder in sorted(held, key=_ranks(dataset)):
        items = list(_positions(held[holder], placement, dataset))
        yield _band(f"Positions: {_name(holder, dataset)}", items, placement)


def rows_of(dataset: Dataset) -> Iterator[tuple[str, ...]]:
    """Put all records into rows: id, kind, who, what, when, placed, certainty, citations."""
    for record in shown(dataset):
        kind, who, what = _told(record, dataset)
        yield (
            record.id,
            kind,
            ", ".join(_name(each, dataset) for each in who),
            what,
            *_times(record),
            record.certainty.value,
            ", ".join(map(str, record.all_citations)),
        )


def _told(record: Timed, dataset: Dataset) -> tuple[str, tuple[str, ...], str]:
    """Say what sort of record it is, who is in it, and what it says."""
    if isinstance(record, Event):
        who = tuple(each.actor for each in record.participants)
        return f"event: {record.kind.value}", who, record.title
    if isinstance(record, Agreement):
        return f"agreement: {record.kind.value}", record.parties, record.title
    proposition = dataset.propositions.get(record.proposition)
    said = proposition.text if proposition else record.proposition
    return f"position: {record.stance.value}", (record.holder,), said


def _times(record: Timed) -> tuple[str, str]:
    """Give its dates as they are written, and its place in time seen from its source."""
    if isinstance(record, Agreement):
        steps = [
            (f"{each.status.value} {each.when}", each.doc_time_rel) for each in record.statuses
        ]
        dated = "; ".join(text for text, _ in steps if not text.endswith(" "))
        return dated, "; ".join(sorted({_PLACES[each] for _, each in steps if each}))
    when = record.when
    return str(when), _PLACES[record.doc_time_rel] if record.doc_time_rel else ""


def _band(heading: str, items: Sequence[Item], placement: Placement) -> Band:
    placed = [placement.is_placed(each.stretch) for each in items]
    return Band(
        heading=heading,
        placed=tuple(each for each, known in zip(items, placed, strict=True) if known),
        loose=tuple(each for each, known in zip(items, placed, strict=True) if not known),
    )


def _event(event: Event, placement: Placement) -> Item:
    title = event.title or event.id
    times = " (again and again)" if event.recurring else ""
    return Item(
        label=_hedged(title, event),
        full=f"{title}{times}. {_time(event)}",
        kind=EVENT,
        stretch=placement.stretch(event.id),
    )


def _agreement(agreement: Agreement, placement: Placement) -> Item:
    title = agreement.title or agreement.id
    return Item(
        label=_hedged(title, agreement),
        full=f"{title}. {_time(agreement)}",
        kind=AGREEMENT,
        stretch=placement.stretch(agreement.id),
    )


def _positions(
    positions: Sequence[Position], placement: Placement, dataset: Dataset
) -> Iterator[Item]:
    """Draw a holder's positions, many of one stance and time as one."""
    alike: dict[tuple[Stance, Stretch], list[Position]] = defaultdict(list)
    for each in positions:
        alike[each.stance, placement.stretch(each.id)].append(each)
    for (stance, stretch), group in alike.items():
        if len(group) > _FEW:
            told = [_told(each, dataset)[2] for each in group]
            yield Item(
                label=f"{stance.value} {len(group)} propositions",
                full=f"{stance.value}: {' · '.join(told)}",
                kind=STANCES[stance],
                stretch=stretch,
            )
            continue
        for each in group:
            said = _told(each, dataset)[2]
            yield Item(
                label=_hedged(said, each),
                full=f"{stance.value}: {said} {_time(each)}",
                kind=STANCES[stance],
                stretch=stretch,
            )


def _hedged(text: str, record: Timed) -> str:
    """Say with a text how firmly its source presents it, unless as a fact."""
    firm = record.certainty is Certainty.CERTAIN
    return text if firm else f"{text.rstrip('.')} ({record.certainty.value})"


def _time(record: Timed) -> str:
    when, placed = _times(record)
    return f"Time: {', '.join(filter(None, [when, placed])) or 'not told'}."


def _name(actor: str, dataset: Dataset) -> str:
    found = dataset.actors.get(actor)
    return found.label if found else actor


def _ranks(dataset: Dataset) -> Callable[[str], tuple[bool, int, str]]:
    """Put holders in the order of the dataset, and authors of sources last."""
    places: dict[str, int] = {actor.id: place for place, actor in enumerate(dataset.actors)}

    def rank(holder: str) -> tuple[bool, int, str]:
        found = dataset.actors.get(holder)
        is_author = found is not None and found.kind is ActorKind.AUTHOR
        return is_author, places.get(holder, len(places)), holder

    return rank
