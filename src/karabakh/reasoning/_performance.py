"""What is reported to fulfil or breach a provision, an agreement or a condition."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from karabakh.model import (
    Agreement,
    AgreementStatus,
    Certainty,
    Dataset,
    Event,
    Link,
    LinkKind,
    Provision,
    Record,
    StatusChange,
)
from karabakh.model.memo import memoised
from karabakh.reasoning._accounts import Account, Accounts
from karabakh.reasoning._reading_order import in_reading_order
from karabakh.reasoning._reference_time import ReferenceTime
from karabakh.time import Bounds, Truth, When

__all__ = ["ObligationIndex", "Performance", "firmest", "performance_links"]

_NOT_MADE = {AgreementStatus.PROPOSED, AgreementStatus.UNKNOWN}
_STAGES = {status: stage for stage, status in enumerate(AgreementStatus)}


class Performance(NamedTuple):
    """An event that fulfils or breaches something, and whether it has happened."""

    link: Link
    event: Record | None
    """The event; None if the dataset lacks it."""

    happened: Truth
    path: tuple[Link, ...]
    """The links by which it is of what is asked about."""

    @property
    def is_breach(self) -> bool:
        """Whether it breaches it."""
        return self.link.kind is LinkKind.BREACHES

    @property
    def records(self) -> tuple[Record, ...]:
        """What reports it."""
        return (self.link, *((self.event,) if self.event is not None else ()), *self.path)

    @property
    def rank(self) -> int:
        """How certain it is, as of `Certainty.rank`."""
        return Certainty.weakest(record.certainty for record in self.records).rank

    @property
    def when(self) -> When:
        """The date of the event."""
        return self.event.when if isinstance(self.event, Event) else When.unknown()


def firmest(performances: Sequence[Performance]) -> Performance:
    """Return the first of the most certain."""
    return max(performances, key=lambda each: each.rank)


class ObligationIndex:
    """What one account says of obligations and agreements, by what is asked for.

    Args:
        account: The account.
        accounts: All accounts, with the sources' among them.
        time: The time asked about.
    """

    def __init__(self, account: Account, accounts: Accounts, time: ReferenceTime) -> None:
        self.account = account
        self.time = time
        self._clusters = accounts.known.clusters
        self._every = accounts.dataset
        self._by_sources = accounts.own.dataset
        self.path = self._clusters.path
        """The links by which one record is the same as another."""
        self._links = memoised(account.dataset, performance_links)

    def performances(self, id: str) -> list[Performance]:
        """Return what fulfils or breaches something, or anything that is the same as it.

        Args:
            id: A provision, an agreement or a proposition.
        """
        return [
            self._performance(link, self._clusters.path(id, member))
            for member in self._clusters.cluster(id)
            for link in self._links.get(member, ())
        ]

    def reported_alone(self, performances: Sequence[Performance]) -> Sequence[Performance]:
        """Return what an actor itself reports, if it does; else all.

        What the sources report decides their account, and says nothing of what the actor holds.
        """
        by_sources = self._by_sources.by_id
        return [
            each
            for each in performances
            if any(record.id not in by_sources for record in each.records)
        ] or performances

    def _performance(self, link: Link, path: tuple[Link, ...]) -> Performance:
        event, bounds = self.account.dataset.get(link.subject), self.account.bounds(link.subject)
        return Performance(link, event, self.time.has_happened(event, bounds), path)

    def agreements(self, id: str) -> list[Agreement]:
        """Return an agreement and all that are the same, as far as the account has them."""
        return _found(map(self.account.dataset.agreements.get, self._clusters.cluster(id)))

    def made(self, id: str) -> tuple[Truth, StatusChange | None]:
        """Return whether an agreement has been made, and by which change of its status.

        If no account gives it a status, it is reported as an agreement, and only when it was
        made is not.

        Args:
            id: The agreement.
        """
        agreements = self.agreements(id)
        if not agreements:
            return Truth.NO, None
        cluster = _found(map(self._every.agreements.get, self._clusters.cluster(id)))
        if not any(each.statuses for each in cluster):
            return (Truth.YES if self.time.at is None else Truth.UNKNOWN), None
        steps = [(step, agreement) for agreement in agreements for step in agreement.statuses]
        taken = [
            (step, self.taken(step, agreement))
            for step, agreement in steps
            if step.status not in _NOT_MADE
        ]
        sure = [step for step, truth in taken if truth is Truth.YES]
        if sure:
            return Truth.YES, min(sure, key=_by_stage)
        is_open = any(step.status is AgreementStatus.UNKNOWN for step, _ in steps)
        is_open |= any(truth is Truth.UNKNOWN for _, truth in taken)
        return (Truth.UNKNOWN if is_open else Truth.NO), None

    def taken(self, step: StatusChange, agreement: Agreement) -> Truth:
        """Return whether a change of status has been made by the time asked about."""
        bounds = self.account.of_step(step, agreement).bounds
        return self.time.has_begun(step.doc_time_rel, bounds)

    def may_bind(
        self, performance: Performance, agreement: str, provision: Provision | None = None
    ) -> bool:
        """Return whether an agreement may have bound when something was done.

        It does not if that was over before the agreement was made: a mere proposal can't be
        breached. Nor is it a breach out of the time for which it was to bind.

        Args:
            performance: What was done.
            agreement: The agreement.
            provision: The provision, if a single one is asked about.
        """
        chronology, event = self.account.chronology, performance.link.subject
        agreements = self.agreements(agreement)
        if event not in chronology:
            return True
        for each in agreements:
            if each.id in chronology and chronology.before(event, each.id) is Truth.YES:
                return False
        if not performance.is_breach:
            return True
        periods = [
            *(each.period for each in agreements),
            *([provision.period] if provision else []),
        ]
        return all(_may_meet(self.account.bounds(event), period.bounds) for period in periods)


def _found(records: Iterable[Agreement | None]) -> list[Agreement]:
    return [each for each in records if each is not None]


def _may_meet(a: Bounds, b: Bounds) -> bool:
    return a.start_earliest <= b.end_latest and b.start_earliest <= a.end_latest


def _by_stage(step: StatusChange) -> tuple[int, tuple[bool, Bounds, str]]:
    return _STAGES[step.status], step.when.sort_key


def performance_links(dataset: Dataset) -> Mapping[str, Sequence[Link]]:
    """Return the links *fulfils* and *breaches* by their objects, in reading order."""
    found: dict[str, list[Link]] = defaultdict(list)
    for link in dataset.links:
        if link.kind in {LinkKind.FULFILS, LinkKind.BREACHES}:
            found[link.object].append(link)
    return {target: in_reading_order(links) for target, links in found.items()}
