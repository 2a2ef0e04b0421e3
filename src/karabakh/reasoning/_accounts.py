"""What the sources say of events and agreements, and some actor in addition.

The sources' account leaves out what only an actor's word carries. An actor's account has what the
sources and that actor vouch for, with an order of its own: the dates and links that it gives count
in no other account.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product
from typing import Any, TypeVar

import attrs

from karabakh.model import (
    Agreement,
    Dataset,
    Event,
    Link,
    Record,
    StatusChange,
    build_chronology,
    is_ordering,
)
from karabakh.model.memo import memoised
from karabakh.reasoning._arguments import parse_time
from karabakh.reasoning._attribution import OWN, Voices, parts_of
from karabakh.reasoning._conclusion import Conclusion, Premise
from karabakh.reasoning._holdings import holdings_of
from karabakh.reasoning._intervals import intervals_of
from karabakh.reasoning._reading_order import in_reading_order
from karabakh.reasoning._reference_time import ReferenceTime
from karabakh.time import ANYTIME, UNDETERMINED, Bounds, Chronology, Interval, IntervalOrder, When

__all__ = ["Account", "Accounts", "Adjudicated", "adjudicate", "jointly"]


@attrs.frozen(kw_only=True, repr=False)
class Adjudicated(Conclusion):
    """An answer by the sources' account, or else by that of others."""

    accounts: tuple[Any, ...] = ()
    """What others say of it, if that differs: answers of the same class."""

    @property
    def details(self) -> tuple[Premise, ...]:
        """The accounts that differ."""
        return self.accounts


_A = TypeVar("_A", bound=Adjudicated)


def adjudicate(own: _A, others: Iterable[_A], value: Callable[[_A], object]) -> _A:
    """Return the sources' answer, or else what others agree on, with who differs.

    Args:
        own: The answer by the sources' account.
        others: The answers by those of others.
        value: What an answer comes to; None if it leaves that open.
    """
    decided = [each for each in others if value(each) is not None]
    answer = own
    if value(own) is None and len({value(each) for each in decided}) == 1:
        answer = jointly(decided)
    differing = tuple(each for each in decided if value(each) != value(answer))
    return attrs.evolve(answer, accounts=differing)


def jointly(accounts: Sequence[_A]) -> _A:
    """Return the firmest of some accounts that agree, according to all of them."""
    speakers = dict.fromkeys(actor for each in accounts for actor in each.according_to)
    best = max(accounts, key=lambda each: each.reported.rank)
    return attrs.evolve(best, according_to=tuple(speakers))


class Account:
    """The records that the sources and perhaps some actors vouch for, and their order."""

    def __init__(self, accounts: "Accounts", dataset: Dataset, voices: Voices) -> None:
        # What all have in common, and not `accounts`, which would make a cycle.
        self.at = accounts.at
        self.clusters = accounts.clusters
        self.all_records = accounts.dataset
        """All records, whoever vouches for them."""
        self.sources_records: Dataset = dataset if voices == OWN else accounts.own.dataset
        """Those that the sources vouch for."""
        self.dataset: Dataset = dataset
        self.according_to = tuple(sorted(voices))
        self.histories: dict[str, Any] = {}
        """The histories of agreements, by identifier."""

    @cached_property
    def time(self) -> ReferenceTime:
        """The time asked about, or the creation of the latest source."""
        if self.at is None:
            return memoised(self.dataset, _latest_creation)
        return ReferenceTime(self.at, {})

    @cached_property
    def chronology(self) -> Chronology:
        """The order of all that has a time."""
        return build_chronology(self.dataset)

    def links(self, id: str) -> Sequence[Link]:
        """Return the links from and to something, in reading order."""
        return memoised(self.dataset, _links_by_end).get(id, ())

    @cached_property
    def _linked(self) -> frozenset[str]:
        links = filter(is_ordering, self.dataset.links)
        return frozenset(end for link in links for end in link.ends)

    @cached_property
    def order(self) -> IntervalOrder:
        """How intervals are ordered, by links as well."""
        nodes = dict.fromkeys((*sorted(self._linked), *self.dataset.sources.ids))
        return IntervalOrder(self.chronology.reachability(nodes) if self._linked else None)

    def bounds(self, id: str) -> Bounds:
        """Return the days between which something began and ended; any if it has no time."""
        return self.chronology.bounds(id) if id in self.chronology else ANYTIME

    def interval(self, record: Record | None) -> Interval:
        """Return the interval of an event, or of the making of an agreement."""
        match record:
            case Event():
                return self._placed(intervals_of(self.dataset).of(record), record)
            case Agreement(agreed_step=StatusChange() as step):
                return self.of_step(step, record)
            case Agreement():
                return self._placed(Interval(ANYTIME), record)
            case _:
                return Interval(ANYTIME)

    def of_step(self, step: StatusChange, agreement: Agreement) -> Interval:
        """Return the interval of a change of an agreement's status."""
        cited = step if step.citations else attrs.evolve(step, citations=agreement.citations)
        interval = intervals_of(self.dataset).of(cited)
        return self._placed(interval, agreement) if step is agreement.agreed_step else interval

    def _placed(self, interval: Interval, record: Event | Agreement) -> Interval:
        """Return an interval with all that is known of it, by links as well."""
        if interval is UNDETERMINED or self.chronology.is_inconsistent(record.id):
            return UNDETERMINED
        node = record.id if record.id in self._linked else None
        return interval._replace(bounds=self.chronology.bounds(record.id), node=node)


class Accounts:
    """The accounts of a dataset: the sources', and each actor's that it reports."""

    def __init__(
        self, dataset: Dataset, *, at: When | str | None = None, according_to: str | None = None
    ) -> None:
        self.dataset = dataset
        """All records, whoever vouches for them."""
        self.at = parse_time(at)
        self.known = holdings_of(dataset, according_to)
        self.clusters = self.known.clusters
        self._accounts: dict[Voices, Account] = {}
        self.own = self._of(OWN)
        """The sources' account."""

    def _of(self, voices: Voices) -> Account:
        if voices not in self._accounts:
            dataset = self.known.view(voices) if self.known.is_attributed else self.dataset
            self._accounts[voices] = Account(self, dataset, voices)
        return self._accounts[voices]

    def others(self, ids: Iterable[str]) -> list[Account]:
        """Return the accounts of those whose word some records may need, by identifier."""
        if not self.known.is_attributed:
            return []
        links = memoised(self.dataset, _links_by_end)
        reached = dict.fromkeys(ids)
        for each in tuple(reached):
            reached.update((end, None) for link in links.get(each, ()) for end in link.ends)
        records = [self.dataset.get(each) for each in reached]
        records += (link for each in reached for link in links.get(each, ()))
        return self._reporting(records)

    def with_times_of(self, *ids: str) -> Iterator[Account]:
        """Yield the accounts in which all of some things have a time.

        They are the sources' and those of single actors; if none has all, the least joint
        ones, such as of two actors of whom each reports one event.
        """
        every = [self.own]
        if self.known.is_attributed:
            every += self._reporting(self.dataset.records())
        is_any = False
        for account in every:
            if all(each in account.chronology for each in ids):
                is_any = True
                yield account
        joint = {OWN.union(*said) for said in product(*map(self._voices_of, ids))}
        if not is_any:
            yield from (self._of(voices) for voices in sorted(joint, key=sorted))

    def _voices_of(self, id: str) -> list[Voices]:
        """Return by whose word it is so that something with a time has an identifier."""
        every = self.dataset
        timed = (every.relations, every.positions, every.events, every.agreements)
        found = (each for records in timed if (each := records.get(id)) is not None)
        return [said for each in found for said in self.known.voices_of(each)] or [OWN]

    def _reporting(self, records: Iterable[Record | None]) -> list[Account]:
        """Return the accounts of those who say what some records say, by identifier."""
        voices = {
            said
            for record in records
            if record is not None
            for part in (record, *parts_of(record))
            for said in self.known.attribution.voices(part, record)
        }
        return [self._of(said) for said in sorted(voices - {OWN}, key=sorted)]


def _latest_creation(dataset: Dataset) -> ReferenceTime:
    created = build_chronology(dataset).bounds
    return ReferenceTime(None, {source.id: created(source.id) for source in dataset.sources})


def _links_by_end(dataset: Dataset) -> Mapping[str, Sequence[Link]]:
    """Return the links of a dataset by what they are from and to, in reading order."""
    found: dict[str, list[Link]] = {}
    for link in in_reading_order(dataset.links):
        for end in dict.fromkeys(link.ends):
            found.setdefault(end, []).append(link)
    return found
