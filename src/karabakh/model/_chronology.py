"""What the records of a dataset say of the order of one another."""

from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

from karabakh._vocabulary import AgreementStatus, Certainty, DocTimeRel, LinkKind
from karabakh.model._agreements import Agreement
from karabakh.model._base import Cited, Record
from karabakh.model._dataset import Dataset
from karabakh.model._events import Event
from karabakh.model._links import Link
from karabakh.model._positions import Position
from karabakh.model._relations import Relation
from karabakh.model._sources import Source
from karabakh.model.memo import memoised
from karabakh.time import Chronology, ConstraintKind, TemporalGraph, When

__all__ = ["ORDERING_LINKS", "Timed", "build_chronology", "is_ordering"]

R = TypeVar("R", bound=Record | Source)

Timed = Relation | Position | Event | Agreement
"""The records that have a time."""

ORDERING_LINKS: Final = {
    LinkKind.BEFORE: ConstraintKind.BEFORE,
    LinkKind.CAUSES: ConstraintKind.CAUSES,
    LinkKind.FOLLOWS: ConstraintKind.FOLLOWS,
    LinkKind.PART_OF: ConstraintKind.PART_OF,
    LinkKind.SAME_AS: ConstraintKind.SAME_AS,
}
"""The links that order what they join."""


def build_chronology(dataset: Dataset) -> Chronology:
    """Return the order in time of the records of a dataset.

    Relations, positions, events and agreements have times, and so has a source's creation.

    Each of them begins and ends; the time of an agreement is that in which it was agreed. What
    is known of these endpoints comes from

    - dates, and the dates on which sources were published; of a mere proposal, that of the first
      change of its status;
    - the relation of a record to the creation time of its source, if it cites but one
      (`DocTimeRel`). The creation of a source is an endpoint itself: so what is over by then
      comes before what has not begun, even if nobody knows when that was;
    - the events in which positions are expressed: they are held then;
    - links. What is *before* another is over when that begins; what *causes* another begins no
      later; what *follows* another begins no earlier; a *part of* another lies within its time,
      and what is the *same as* another has its time.

    Links count from *probable* on: what may as well not be so, such as that two mentions
    corefer, can't decide an order. Everything else counts, hedged or not: `why_before`
    names the constraints that an answer rests on, each with the record that says so, as
    `cited`. Of a one-of set of dates only the outer bounds count.

    It is built once for each dataset.

    Args:
        dataset: The records. What they refer to and the dataset lacks orders nothing.

    >>> import karabakh
    >>> from karabakh.model import build_chronology
    >>> build_chronology(karabakh.load()).before("war-2020", "laying-down-arms")
    <Truth.YES: 'yes'>
    """
    return memoised(dataset, _chronology)


def is_ordering(link: Link) -> bool:
    """Return whether a link orders what it joins: by its kind, and probably."""
    return link.kind in ORDERING_LINKS and link.certainty.rank >= Certainty.PROBABLE.rank


def _chronology(dataset: Dataset) -> Chronology:
    graph = TemporalGraph()
    # By identifiers, so that no answer depends on the order of the records in their files.
    for source in _by_id(dataset.sources):
        graph.add_creation(source.id, source.published.bounds)
    # A proposal that is the same as another agreement is of the time in which that was agreed.
    linked = {end for link in dataset.links.where(kind=LinkKind.SAME_AS) for end in link.ends}
    for record in _by_id(_timed(dataset)):
        if record.id in graph.intervals:
            continue
        when, doc_time_rel, cited = _time_of(record, is_linked=record.id in linked)
        graph.add_interval(record.id, when.bounds, cited)
        document = (cited if cited.citations else record).source
        if document is not None and doc_time_rel is not None:
            graph.relate_to_creation(record.id, doc_time_rel, document, cited=cited)
    expressed = [(each, event) for each in dataset.positions if (event := each.expressed_in)]
    for position, event in sorted(expressed, key=lambda pair: pair[0].id):
        kind = ConstraintKind.EXPRESSED_IN
        graph.relate(position.id, kind, event, record=position.id, cited=position)
    for link in _by_id(filter(is_ordering, dataset.links)):
        kind = ORDERING_LINKS[link.kind]
        graph.relate(link.subject, kind, link.object, record=link.id, cited=link)
    return Chronology(graph)


def _by_id(records: Iterable[R]) -> list[R]:
    return sorted(records, key=lambda record: record.id)


def _timed(dataset: Dataset) -> Iterator[Timed]:
    yield from dataset.relations
    yield from dataset.positions
    yield from dataset.events
    yield from dataset.agreements


def _time_of(record: Timed, *, is_linked: bool) -> tuple[When, DocTimeRel | None, Cited]:
    """Return a record's date, its `DocTimeRel`, and what says both."""
    if isinstance(record, Agreement):
        step = record.agreed_step
        if step is None and not is_linked:
            proposed = (it for it in record.statuses if it.status is AgreementStatus.PROPOSED)
            step = next(proposed, None)
        return (step.when, step.doc_time_rel, step) if step else (When.unknown(), None, record)
    return record.when, record.doc_time_rel, record
