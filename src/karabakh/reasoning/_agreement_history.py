"""The steps of agreements, and what is done under them, in one account."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple, Self

from karabakh.model import (
    Agreement,
    AgreementStatus,
    Certainty,
    Event,
    Link,
    LinkKind,
    Provision,
    Record,
    Source,
)
from karabakh.reasoning._accounts import Account
from karabakh.reasoning._conclusion import Premise
from karabakh.time import Interval, IntervalOrder, TimeOrder, Truth

__all__ = [
    "Performance",
    "Step",
    "agreements",
    "binding",
    "creation",
    "performances",
    "reported_alone",
    "steps",
]

_BY_LINK: Final = {
    LinkKind.SUPERSEDES: AgreementStatus.SUPERSEDED,
    LinkKind.SUSPENDS: AgreementStatus.SUSPENDED,
}
_BINDING: Final = {AgreementStatus.AGREED, AgreementStatus.IN_FORCE, AgreementStatus.RESUMED}
_RELEASING: Final = {
    AgreementStatus.SUSPENDED,
    AgreementStatus.LAPSED,
    AgreementStatus.SUPERSEDED,
}
_STAGES: Final = {status: stage for stage, status in enumerate(AgreementStatus)}


class Step(NamedTuple):
    """A step in the life of an agreement, recorded or concluded."""

    status: AgreementStatus
    interval: Interval
    taken: Truth
    """Whether it has been taken by the time asked about."""

    premises: tuple[Premise, ...]
    limit: Certainty = Certainty.CERTAIN
    """How certain it can be, beside its premises and dates."""


def agreements(account: Account, id: str) -> list[Agreement]:
    """Return an agreement and all that are the same, as far as the account has them."""
    every = map(account.dataset.agreements.get, account.clusters.cluster(id))
    return [each for each in every if each is not None]


def _recorded(account: Account, id: str) -> Iterator[Step]:
    """Yield the recorded steps of an agreement and all that are the same."""
    for agreement in agreements(account, id):
        path = account.clusters.path(id, agreement.id)
        for step in agreement.statuses:
            interval = account.of_step(step, agreement)
            taken = account.time.has_begun(step.doc_time_rel, interval.bounds)
            yield Step(step.status, interval, taken, (step, *path))


def creation(account: Account, id: str) -> tuple[Truth, Step | None]:
    """Return whether an agreement has been made, and by which step.

    If no account gives it a status, it is reported as an agreement, and only when it was
    made is not.
    """
    if not agreements(account, id):
        return Truth.NO, None
    every = account.all_records.agreements
    if not any(every[it].statuses for it in account.clusters.cluster(id)):
        return (Truth.YES if account.time.at is None else Truth.UNKNOWN), None
    found = [it for it in _recorded(account, id) if it.status is not AgreementStatus.PROPOSED]
    unknown = AgreementStatus.UNKNOWN
    sure = [step for step in found if step.status is not unknown and step.taken is Truth.YES]
    if sure:
        return Truth.YES, min(sure, key=lambda it: (_STAGES[it.status], it.interval.bounds))
    is_open = any(step.status is unknown or step.taken is Truth.UNKNOWN for step in found)
    return (Truth.UNKNOWN if is_open else Truth.NO), None


def steps(account: Account, id: str) -> Iterator[Step]:
    """Yield the steps of an agreement: recorded, or by an event or another agreement."""
    yield from _recorded(account, id)
    made, _ = creation(account, id)
    for agreement in agreements(account, id) if made is not Truth.NO else ():
        path = account.clusters.path(id, agreement.id)
        for link in account.links(agreement.id):
            if link.kind not in _BY_LINK or link.object != agreement.id:
                continue
            subject, by = account.dataset.get(link.subject), None
            interval = account.interval(subject)
            taken = account.time.has_happened(subject, account.bounds(link.subject))
            if isinstance(subject, Agreement):
                taken, by = creation(account, subject.id)
            premises = (link, *path) if subject is None else (link, subject, *path)
            yield Step(_BY_LINK[link.kind], by.interval if by else interval, taken & made, premises)


# -- what is done under an agreement


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


def performances(account: Account, id: str) -> Iterator[Performance]:
    """Yield what fulfils or breaches something, or what is the same as it."""
    clusters, time = account.clusters, account.time
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
    every, by_sources = list(found), account.sources_records.by_id
    alone = [each for each in every if any(it.id not in by_sources for it in each.records)]
    return alone or every


def _history(account: Account, id: str) -> "_History":
    """Return the history of an agreement, built once for all of its clauses."""
    history: _History | None = account.histories.get(id)
    if history is None:
        history = account.histories[id] = _History(steps(account, id), account.order)
    return history


def binding(account: Account, id: str, provision: Provision | None = None) -> Iterator[Performance]:
    """Yield what fulfils or breaches an agreement, or a clause, while it binds."""
    chronology, known, history = account.chronology, agreements(account, id), _history(account, id)
    made = [each.id for each in known if each.id in chronology]
    periods = [each.period.bounds for each in (*known, *([provision] if provision else ()))]
    for each in performances(account, provision.id if provision else id):
        event, done = each.link.subject, account.bounds(each.link.subject)
        if event in chronology and any(chronology.before(event, it) is Truth.YES for it in made):
            continue
        happened = each.happened
        if each.is_breach:
            is_out = (
                it.end_latest < done.start_earliest or done.end_latest < it.start_earliest
                for it in periods
            )
            ended = history.had_ended(account.interval(each.event))
            happened &= ~(Truth.of(any(is_out)) | ended)
        if happened is not Truth.NO:
            yield each._replace(happened=happened)


class _History:
    """The steps by which an agreement ended, was suspended, or bound anew."""

    def __init__(self, steps: Iterable[Step], order: IntervalOrder) -> None:
        every = [*steps]
        self._order = order
        self._ends = [step for step in every if step.status in _RELEASING]
        self._anew = [step for step in every if step.status in _BINDING]

    def had_ended(self, done: Interval) -> Truth:
        """Return whether the agreement had ended, or was suspended, by some time."""
        past = _Numbers.of(self._is_past(step, done) for step in self._anew)
        return Truth.any(
            self._is_past(end, done) & ~past.any_of(anew)
            for end, anew in zip(self._ends, self._anew_after, strict=True)
        )

    @cached_property
    def _anew_after(self) -> "Sequence[_Numbers]":
        """By which steps it bound anew after each end, if they were taken."""
        return [
            _Numbers.of(self._binds_anew(end, step) for step in self._anew) for end in self._ends
        ]

    def _binds_anew(self, end: Step, step: Step) -> Truth:
        # If their times leave it open, it was agreed before it ended, and resumed after that.
        is_resumed = step.status is AgreementStatus.RESUMED
        otherwise = Truth.UNKNOWN if is_resumed else Truth.NO
        return self._before(end.interval, step.interval, otherwise)

    def _is_past(self, step: Step, done: Interval) -> Truth:
        limits = [done.max_certainty, step.interval.max_certainty]
        limits += (each.certainty for each in step.premises if not isinstance(each, Source))
        past = step.taken & self._before(step.interval, done)
        # Neither a hedged step nor a doubtful date is sure to end anything.
        return past if Certainty.weakest(limits) is Certainty.CERTAIN else past & Truth.UNKNOWN

    def _before(self, a: Interval, b: Interval, otherwise: Truth = Truth.UNKNOWN) -> Truth:
        known = {TimeOrder.FIRST: Truth.YES, TimeOrder.LAST: Truth.NO}
        return known.get(self._order.order(a, b), otherwise)


class _Numbers(NamedTuple):
    """What is so of which of many things, as bitsets."""

    surely: int
    perhaps: int
    """Those of which it may be so, also the sure ones."""

    @classmethod
    def of(cls, answers: Iterable[Truth]) -> Self:
        """Return of which numbers the answer is *yes*, and of which not *no*."""
        surely = perhaps = 0
        for number, answer in enumerate(answers):
            surely |= (answer is Truth.YES) << number
            perhaps |= (answer is not Truth.NO) << number
        return cls(surely, perhaps)

    def any_of(self, other: "_Numbers") -> Truth:
        """Return whether both are so of any number."""
        if self.surely & other.surely:
            return Truth.YES
        return Truth.UNKNOWN if self.perhaps & other.perhaps else Truth.NO
