"""What a dataset tells of the order of moments: a graph of them, and the words for it."""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeVar

from karabakh.ids import RecordId, SourceId
from karabakh.model._agreements import Agreement
from karabakh.model._base import Cited, Record
from karabakh.model._constraints import (
    FIRST_DAY,
    LAST_DAY,
    Constraint,
    ConstraintKind,
    Moment,
    Side,
)
from karabakh.model._dataset import Dataset
from karabakh.model._events import Event
from karabakh.model._graph import Edges
from karabakh.model._links import Link
from karabakh.model._positions import Position
from karabakh.model._relations import Relation
from karabakh.model._sources import Source
from karabakh.model._when import When
from karabakh.model.vocabulary import Certainty, DocTimeRel, LinkKind

__all__ = ["Orders", "Timed"]

R = TypeVar("R", bound=Record | Source)

Timed = Relation | Position | Event | Agreement
"""The records that have a time."""

_LINKS = {
    LinkKind.BEFORE: ConstraintKind.BEFORE,
    LinkKind.CAUSES: ConstraintKind.CAUSES,
    LinkKind.FOLLOWS: ConstraintKind.FOLLOWS,
    LinkKind.PART_OF: ConstraintKind.PART_OF,
    LinkKind.SAME_AS: ConstraintKind.SAME_AS,
}

_SPAN: Final = (ConstraintKind.SPAN, None)
"""Why the start of anything comes no later than its end: one for all, and nobody says it."""


class Orders:
    """The moments of a dataset, by numbers, and all that orders them.

    A source has one moment, its making. A record with a time has two, its start and its end,
    numbered one after the other.

    Args:
        dataset: the records. What they mention and the dataset does not have orders nothing.
    """

    def __init__(self, dataset: Dataset) -> None:
        self.earliest = array("q")
        """The first day of each moment, by its own date."""
        self.latest = array("q")
        """The last day of each moment, by its own date."""
        self.edges = Edges()
        """Which moment comes no later than which."""
        self._moments: list[tuple[SourceId | RecordId, Cited | None]] = []
        self._reasons: list[tuple[ConstraintKind, Cited | None]] = []
        self._makings: dict[str, int] = {}
        self._starts: dict[str, int] = {}
        # By identifiers, so that no answer depends on the order of the records in their files.
        for source in _by_id(dataset.sources):
            if source.id not in self._makings:
                self._makings[source.id] = self._add_making(source.id, source.published)
        self._records = len(self._moments)
        for record in _by_id(_timed(dataset)):
            if record.id not in self._starts:
                self._starts[record.id] = self._add_record(record)
        for position in _by_id(each for each in dataset.positions if each.expressed_in):
            self._order_expression(position)
        for link in _by_id(dataset.links):
            self._order_link(link)

    @property
    def ids(self) -> Mapping[str, int]:
        """The sources and the records that have a time, with their first moments."""
        return {**self._makings, **self._starts}

    def stretch(self, id: str) -> tuple[int, int] | None:
        """Give the first and the last moment of a record, or the making of a source, twice."""
        start = self._starts.get(id)
        if start is not None:
            return start, start + 1
        making = self._makings.get(id)
        return None if making is None else (making, making)

    # -- what constrains them, in words

    def order(self, edge: int) -> Constraint:
        """Put the order of two moments into words."""
        kind, cited = self._reasons[edge]
        tail, head = self.edges.tails[edge], self.edges.heads[edge]
        dated = head if tail < self._records else tail
        return Constraint(
            kind=kind,
            earlier=self.moment(tail),
            later=self.moment(head),
            strict=bool(self.edges.strict[edge]),
            record=cited.id if isinstance(cited, Link) else self._moments[dated][0],
            cited=cited,
        )

    def not_before(self, moment: int) -> Constraint:
        """Put the first day of a moment into words."""
        owner, cited = self._moments[moment]
        return Constraint(
            kind=ConstraintKind.DATE,
            earlier=None,
            later=self.moment(moment),
            day=self.earliest[moment],
            record=owner,
            cited=cited,
        )

    def not_after(self, moment: int) -> Constraint:
        """Put the last day of a moment into words."""
        owner, cited = self._moments[moment]
        return Constraint(
            kind=ConstraintKind.DATE,
            earlier=self.moment(moment),
            later=None,
            day=self.latest[moment],
            record=owner,
            cited=cited,
        )

    def moment(self, number: int) -> Moment:
        """Give a moment by its number."""
        side = Side.MAKING
        if number >= self._records:
            side = Side.END if (number - self._records) % 2 else Side.START
        return Moment(of=self._moments[number][0], side=side)

    # -- how they come about

    def _add_making(self, source: SourceId, published: When) -> int:
        bounds = published.bounds
        return self._add_moment(
            source,
            None,
            max(bounds.start_earliest, FIRST_DAY),
            min(bounds.end_latest, LAST_DAY),
        )

    def _add_record(self, record: Timed) -> int:
        when, doc_time_rel, cited = _time_of(record)
        bounds = when.bounds
        # What begins has a first day, and what ends has a last one, though neither need do so.
        start = self._add_moment(
            record.id, cited, bounds.start_earliest, min(bounds.start_latest, LAST_DAY)
        )
        end = self._add_moment(
            record.id, cited, max(bounds.end_earliest, FIRST_DAY), bounds.end_latest
        )
        self.edges.add(start, end, strict=False)
        self._reasons.append(_SPAN)
        if doc_time_rel is not None:
            making = self._makings.get((cited.source or record.source) or "")
            if making is not None:
                self._order_doc_time(start, end, making, doc_time_rel, cited)
        return start

    def _add_moment(
        self, id: SourceId | RecordId, cited: Cited | None, earliest: int, latest: int
    ) -> int:
        self._moments.append((id, cited))
        self.earliest.append(earliest)
        self.latest.append(latest)
        return len(self._moments) - 1

    def _order_doc_time(
        self, start: int, end: int, making: int, doc_time_rel: DocTimeRel, cited: Cited
    ) -> None:
        kind = ConstraintKind.DOC_TIME
        if doc_time_rel is DocTimeRel.BEFORE:
            self._add_order(end, making, kind, cited, strict=True)
        if doc_time_rel is DocTimeRel.AFTER:
            self._add_order(making, start, kind, cited, strict=True)
        if doc_time_rel in {DocTimeRel.OVERLAPS, DocTimeRel.BEFORE_OR_OVERLAPS}:
            self._add_order(start, making, kind, cited)
        if doc_time_rel in {DocTimeRel.OVERLAPS, DocTimeRel.OVERLAPS_OR_AFTER}:
            self._add_order(making, end, kind, cited)

    def _order_expression(self, position: Position) -> None:
        held = self._starts.get(position.id)
        event = self._starts.get(position.expressed_in or "")
        if held is not None and event is not None:
            self._add_order(held, event + 1, ConstraintKind.EXPRESSED_IN, position)
            self._add_order(event, held + 1, ConstraintKind.EXPRESSED_IN, position)

    def _order_link(self, link: Link) -> None:
        kind = _LINKS.get(link.kind)
        subject, other = self._starts.get(link.subject), self._starts.get(link.object)
        if kind is None or subject is None or other is None:
            return
        if link.certainty.rank < Certainty.PROBABLE.rank:
            return  # what may as well not be so can't decide an order
        if kind is ConstraintKind.BEFORE:
            self._add_order(subject + 1, other, kind, link, strict=True)
        if kind in {ConstraintKind.CAUSES, ConstraintKind.SAME_AS}:
            self._add_order(subject, other, kind, link)
        if kind in {ConstraintKind.FOLLOWS, ConstraintKind.PART_OF, ConstraintKind.SAME_AS}:
            self._add_order(other, subject, kind, link)
        if kind in {ConstraintKind.PART_OF, ConstraintKind.SAME_AS}:
            self._add_order(subject + 1, other + 1, kind, link)
        if kind is ConstraintKind.SAME_AS:
            self._add_order(other + 1, subject + 1, kind, link)

    def _add_order(
        self,
        earlier: int,
        later: int,
        kind: ConstraintKind,
        cited: Cited | None,
        *,
        strict: bool = False,
    ) -> None:
        self.edges.add(earlier, later, strict=strict)
        self._reasons.append((kind, cited))


def _by_id(records: Iterable[R]) -> list[R]:
    return sorted(records, key=lambda record: record.id)


def _timed(dataset: Dataset) -> Iterator[Timed]:
    yield from dataset.relations
    yield from dataset.positions
    yield from dataset.events
    yield from dataset.agreements


def _time_of(record: Timed) -> tuple[When, DocTimeRel | None, Cited]:
    """Give a record's date, its place in time seen from its source, and what tells both."""
    if isinstance(record, Position):
        return record.when, record.doc_time_rel, record
    if isinstance(record, Agreement):
        step = record.agreed_step
        return (step.when, step.doc_time_rel, step) if step else (When.unknown(), None, record)
    return record.when, record.doc_time_rel, record
