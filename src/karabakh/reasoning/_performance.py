"""What an account reports of agreements: made, fulfilled or breached, and by what."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from karabakh.model import (
    Agreement,
    AgreementStatus,
    Certainty,
    Event,
    Link,
    LinkKind,
    Provision,
    Record,
    StatusChange,
)
from karabakh.reasoning._accounts import Account
from karabakh.time import Truth, When

__all__ = [
    "Performance",
    "agreements",
    "creation",
    "firmest",
    "is_taken",
    "may_bind",
    "performances",
    "reported_alone",
]

_NOT_MADE = {AgreementStatus.PROPOSED, AgreementStatus.UNKNOWN}
_STAGES = {status: stage for stage, status in enumerate(AgreementStatus)}


class Performance(NamedTuple):
    """An event that fulfils or breaches something, and whether it has happened."""

    link: Link
    happened: Truth
    records: tuple[Record, ...]
    """What reports it: the link, the event, and the links by which it is of what is meant."""

    @property
    def is_breach(self) -> bool:
        """Whether it breaches it."""
        return self.link.kind is LinkKind.BREACHES

    @property
    def rank(self) -> int:
        """How certain it is, as of `Certainty.rank`."""
        return Certainty.weakest(record.certainty for record in self.records).rank

    @property
    def event(self) -> Event | None:
        """The event; None if the dataset lacks it."""
        return next((each for each in self.records if isinstance(each, Event)), None)

    @property
    def when(self) -> When:
        """The date of the event."""
        return self.event.when if self.event else When.unknown()


def performances(account: Account, id: str) -> Iterator[Performance]:
    """Yield what fulfils or breaches something, or what is the same as it."""
    clusters, time = account.accounts.clusters, account.accounts.time
    for member in clusters.cluster(id):
        for link in account.links(member):
            if link.object == member and link.kind in {LinkKind.FULFILS, LinkKind.BREACHES}:
                subject = account.dataset.get(link.subject)
                happened = time.has_happened(subject, account.bounds(link.subject))
                records = [link] if subject is None else [link, subject]
                yield Performance(link, happened, (*records, *clusters.path(id, member)))


def reported_alone(account: Account, found: Iterable[Performance]) -> list[Performance]:
    """Return what an actor itself reports, if it does; else all.

    What the sources report decides their account, and says nothing of what the actor holds.
    """
    every, by_sources = list(found), account.accounts.own.dataset.by_id
    alone = [each for each in every if any(it.id not in by_sources for it in each.records)]
    return alone or every


def agreements(account: Account, id: str) -> list[Agreement]:
    """Return an agreement and all that are the same, as far as the account has them."""
    every = map(account.dataset.agreements.get, account.accounts.clusters.cluster(id))
    return [each for each in every if each is not None]


def creation(account: Account, id: str) -> tuple[Truth, StatusChange | None]:
    """Return whether an agreement has been made, and by which change of its status.

    If no account gives it a status, it is reported as an agreement, and only when it was
    made is not.
    """
    accounts = account.accounts
    known = agreements(account, id)
    if not known:
        return Truth.NO, None
    if not any(each.statuses for each in agreements(accounts.reports, id)):
        return (Truth.YES if accounts.time.at is None else Truth.UNKNOWN), None
    steps = [(step, is_taken(account, step, each)) for each in known for step in each.statuses]
    sure = [step for step, truth in steps if step.status not in _NOT_MADE and truth is Truth.YES]
    if sure:
        return Truth.YES, min(sure, key=_by_stage)
    is_open = any(
        step.status is AgreementStatus.UNKNOWN
        or (step.status not in _NOT_MADE and truth is Truth.UNKNOWN)
        for step, truth in steps
    )
    return (Truth.UNKNOWN if is_open else Truth.NO), None


def _by_stage(step: StatusChange) -> tuple[object, ...]:
    return _STAGES[step.status], step.when.sort_key


def is_taken(account: Account, step: StatusChange, agreement: Agreement) -> Truth:
    """Return whether a change of status has been made by the time asked about."""
    bounds = account.of_step(step, agreement).bounds
    return account.accounts.time.has_begun(step.doc_time_rel, bounds)


def may_bind(
    account: Account, performance: Performance, agreement: str, provision: Provision | None = None
) -> bool:
    """Return whether an agreement may have bound when something was done.

    It does not if that was over before the agreement was made: a mere proposal can't be
    breached. Nor is it a breach out of the time for which it was to bind.
    """
    chronology, event = account.chronology, performance.link.subject
    if event not in chronology:
        return True
    known = agreements(account, agreement)
    ids = (each.id for each in known if each.id in chronology)
    if any(chronology.before(event, each) is Truth.YES for each in ids):
        return False
    done = chronology.bounds(event)
    bound = [each.period.bounds for each in known]
    bound += [provision.period.bounds] if provision else []
    return not performance.is_breach or all(
        done.start_earliest <= each.end_latest and each.start_earliest <= done.end_latest
        for each in bound
    )


def firmest(found: Sequence[Performance]) -> Performance:
    """Return the first of the most certain."""
    return max(found, key=lambda each: each.rank)
