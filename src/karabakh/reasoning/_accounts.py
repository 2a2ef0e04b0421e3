"""What the sources say of events and agreements, and some actor in addition.

The sources' account leaves out what only an actor's word carries. An actor's account has what the
sources and that actor vouch for, with an order of its own: the dates and links that it gives count
in no other account.
"""

import operator
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, TypeVar

import attrs

from karabakh.ids import RecordId
from karabakh.model import (
    Agreement,
    Assertion,
    Cited,
    CitedPart,
    Dataset,
    Event,
    Position,
    Relation,
    Source,
    StatusChange,
    build_chronology,
    is_ordering,
)
from karabakh.model.memo import memoised
from karabakh.reasoning._attribution import OWN, Voices
from karabakh.reasoning._holdings import Holdings, holdings_of
from karabakh.reasoning._intervals import intervals_of
from karabakh.time import ANYTIME, UNDETERMINED, Bounds, Chronology, Interval, IntervalOrder, When

__all__ = ["Account", "Accounts"]

_Part = TypeVar("_Part", bound=Assertion | CitedPart)
_AnyDated = Relation | Position | Event | Agreement | Source | StatusChange
_Dated = TypeVar("_Dated", bound=_AnyDated)


class Account:
    """The records that the sources and perhaps an actor vouch for, and their order.

    Args:
        dataset: These records.
        voices: The actors that vouch in addition to the sources.
    """

    def __init__(self, dataset: Dataset, voices: Voices = OWN) -> None:
        self.dataset = dataset
        self.voices = voices
        self.chronology = build_chronology(dataset)

    @property
    def according_to(self) -> tuple[str, ...]:
        """The actors, for a conclusion."""
        return tuple(sorted(self.voices))

    @property
    def order(self) -> IntervalOrder:
        """How intervals are ordered, by links as well."""
        return memoised(self.dataset, _order)

    @cached_property
    def _linked(self) -> frozenset[str]:
        return memoised(self.dataset, _linked)

    def bounds(self, id: str) -> Bounds:
        """Return the days between which something began and ended; any if it has no time."""
        return self.chronology.bounds(id) if id in self.chronology else ANYTIME

    def interval(self, record: Event | Agreement) -> Interval:
        """Return the interval of an event, or of the making of an agreement."""
        if isinstance(record, Agreement):
            step = record.agreed_step
            return self.of_step(step, record) if step else self._placed(Interval(ANYTIME), record)
        return self._placed(intervals_of(self.dataset).of(record), record)

    def of_step(self, step: StatusChange, agreement: Agreement) -> Interval:
        """Return the interval of a change of status.

        Args:
            step: The change.
            agreement: The agreement that it is of.
        """
        cited = step if step.citations else attrs.evolve(step, citations=agreement.citations)
        interval = intervals_of(self.dataset).of(cited)
        return self._placed(interval, agreement) if step is agreement.agreed_step else interval

    def _placed(self, interval: Interval, record: Event | Agreement) -> Interval:
        """Return an interval with all that is known of it, by links as well."""
        if interval is UNDETERMINED or self.chronology.is_inconsistent(record.id):
            return UNDETERMINED
        node = record.id if record.id in self._linked else None
        return interval._replace(bounds=self.chronology.bounds(record.id), node=node)

    @cached_property
    def without_qualified_dates(self) -> Chronology:
        """The chronology by those dates alone that are not approximate or uncertain."""
        changed: dict[str, Any] = {}
        for name in ("sources", "relations", "positions", "events", "agreements"):
            records: list[_AnyDated] = list(getattr(self.dataset, name))
            unqualified = list(map(_without_qualified_dates, records))
            if any(map(operator.is_not, unqualified, records)):
                changed[name] = unqualified
        return (
            build_chronology(attrs.evolve(self.dataset, **changed))
            if changed
            else (self.chronology)
        )


class Accounts:
    """The accounts of a dataset: the sources', and each actor's that it reports.

    Args:
        dataset: The records.
        according_to: An actor whose word counts as the sources'.
    """

    def __init__(self, dataset: Dataset, according_to: str | None = None) -> None:
        self.known: Holdings = holdings_of(dataset, according_to)
        self.dataset = dataset
        """All records, whoever vouches for them."""
        self._according_to = according_to
        self._accounts: dict[Voices, Account] = {}
        self.own = self.of(OWN)
        """The sources' account."""

    def of(self, voices: Voices) -> Account:
        """Return the account of the sources and some actors."""
        if voices not in self._accounts:
            dataset = self.dataset
            if memoised(dataset, _is_attributed):
                views = memoised(dataset, _no_views)
                key = self._according_to, voices
                if key not in views:
                    views[key] = _view(dataset, self.known, voices)
                dataset = views[key]
            self._accounts[voices] = Account(dataset, voices)
        return self._accounts[voices]

    def all(self) -> Iterator[Account]:
        """Yield the sources' account, then those of all whom they report, by identifier."""
        yield self.own
        if memoised(self.dataset, _is_attributed):
            yield from self.others(
                each
                for record in self.dataset.records()
                if isinstance(record, Assertion)
                for each in (record, *(record.statuses if isinstance(record, Agreement) else ()))
            )

    def others(self, records: Iterable[Cited | None]) -> list[Account]:
        """Return the accounts of those whose word some records may need, by identifier.

        Args:
            records: The records; links that order them count as well. Parts that leave out
                who says so are passed over: they are as their records.
        """
        if not memoised(self.dataset, _is_attributed):
            return []
        reports = [each for each in records if each is not None]
        ids = {each.id for each in reports if isinstance(each, Assertion)}
        reports += (
            link
            for record in sorted(ids)
            for link in self.dataset.links.where(of=record)
            if is_ordering(link)
        )
        speakers = {
            said for each in reports for said in self.known.attribution.voices(each) if said != OWN
        }
        return [self.of(said) for said in sorted(speakers, key=sorted)]


def _is_attributed(dataset: Dataset) -> bool:
    """Return whether the dataset reports anything by an actor's word."""
    parts: Iterator[CitedPart] = (
        part for each in dataset.agreements for part in (*each.statuses, *each.participants)
    )
    records = (each for each in dataset.records() if isinstance(each, Assertion))
    return any(each.according_to for each in records) or any(it.according_to for it in parts)


def _no_views(_: Dataset) -> dict[tuple[str | None, Voices], Dataset]:
    return {}


def _view(dataset: Dataset, known: Holdings, voices: Voices) -> Dataset:
    """Return what the sources and some actors vouch for, parts included."""
    attribution = known.attribution

    def vouched(records: Iterable[_Part], whole: Assertion | None = None) -> tuple[_Part, ...]:
        return tuple(
            each
            for each in records
            if any(said <= voices for said in attribution.voices(each, whole))
        )

    positions = {row.position.id for row in known.all if row.is_recorded and row.voices <= voices}
    agreements = tuple(
        attrs.evolve(
            each,
            statuses=vouched(each.statuses, each),
            provisions=vouched(each.provisions, each),
            participants=vouched(each.participants, each),
        )
        for each in vouched(dataset.agreements)
    )
    view = attrs.evolve(
        dataset,
        positions=tuple(each for each in dataset.positions if each.id in positions),
        relations=vouched(dataset.relations),
        events=vouched(dataset.events),
        agreements=agreements,
        links=(),
    )

    def is_left_out(id: RecordId) -> bool:
        return dataset.get(id) is not None and view.get(id) is None

    # A link from what is left out says nothing; one between links counts as well.
    links = vouched(dataset.links)
    kept = {link.id for link in links}
    return attrs.evolve(
        view,
        links=tuple(
            link
            for link in links
            if not any(is_left_out(end) and end not in kept for end in link.ends)
        ),
    )


def _linked(dataset: Dataset) -> frozenset[str]:
    """Return the ends of all links that order records."""
    return frozenset(end for link in filter(is_ordering, dataset.links) for end in link.ends)


def _order(dataset: Dataset) -> IntervalOrder:
    linked = memoised(dataset, _linked)
    if not linked:
        return IntervalOrder(None)
    nodes = dict.fromkeys([*sorted(linked), *dataset.sources.ids])
    return IntervalOrder(build_chronology(dataset).reachability(nodes))


def _without_qualified_dates(record: _Dated) -> _Dated:
    changed: dict[str, Any] = {
        name: When.unknown()
        for name in ("published", "when")
        if getattr(record, name, When.unknown()).is_qualified
    }
    if isinstance(record, Agreement):
        statuses = tuple(map(_without_qualified_dates, record.statuses))
        if any(map(operator.is_not, statuses, record.statuses)):
            changed["statuses"] = statuses
    return attrs.evolve(record, **changed) if changed else record
