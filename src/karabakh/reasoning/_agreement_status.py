"""The status of an agreement at a time."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import attrs

from karabakh.model import (
    Agreement,
    AgreementStatus,
    Certainty,
    Dataset,
    Event,
    Link,
    LinkKind,
    Provision,
)
from karabakh.reasoning._accounts import Account, Accounts, jointly
from karabakh.reasoning._arguments import require_actor, require_dataset, require_ids
from karabakh.reasoning._conclusion import Conclusion, Premise
from karabakh.reasoning._obligations import Obligation, obligations_under
from karabakh.reasoning._performance import agreements, creation, is_taken, may_bind, performances
from karabakh.time import (
    ANYTIME,
    NO_END,
    Bounds,
    Interval,
    IntervalOrder,
    OrderMatrix,
    Truth,
    When,
    bits,
)
from karabakh.wording import Labels

__all__ = ["StatusResult", "agreement_status", "status_of"]


@attrs.frozen(kw_only=True, repr=False)
class StatusResult(Conclusion):
    """The status of an agreement at a time."""

    rule: str = "agreement-status"

    agreement: Agreement
    """The agreement; of several that are one, the one that was named."""

    at: When | None
    """The time asked about; None for the creation of the latest source."""

    status: AgreementStatus | None
    """Its status; None if that is undetermined."""

    possible: tuple[AgreementStatus, ...]
    """What its status may be, as far as its steps are known; empty if no step may be taken."""

    obligations: tuple[Obligation, ...] = ()
    """What was owed under it, with what became of that."""

    amendments: tuple[Link, ...] = ()
    """The links by which other agreements change it."""

    accounts: "tuple[StatusResult, ...]" = ()
    """What others say its status is, if that differs."""

    @property
    def details(self) -> tuple[Premise, ...]:
        """The obligations, the amendments and the accounts that differ."""
        return (*self.obligations, *self.amendments, *self.accounts)

    def _describe(self, labels: Labels) -> str:
        text = _in_words(self.status) if self.status else "undetermined"
        if not self.status and self.possible:
            text += f" ({' or '.join(map(_in_words, self.possible))})"
        return f"{labels(self.agreement.id)}: {text}"


def _in_words(status: AgreementStatus) -> str:
    return status.value.replace("-", " ")


def agreement_status(
    dataset: Dataset,
    agreement: str,
    *,
    at: When | str | None = None,
    according_to: str | None = None,
) -> StatusResult:
    """Return the status of an agreement, and what became of the obligations under it.

    ::

        taken(s, t)  ⇔  step s was taken by t
        last(s, t)   ⇔  taken(s, t) and for no step u: taken(u, t) and s is before u
        status(s, t) ⇔  last(s, t) and for no step u: last(u, t) and u is of a later stage:
                        proposed < agreed < in force < the others

    The status is that of the steps that remain, if it is the same whichever of the steps that may
    have been taken were; else it is undetermined, and `StatusResult.possible` lists them. Steps are
    the recorded changes of status, and

    - *violated*, by an event that breaches the agreement or an obligation under it, if it binds
      by then: a mere proposal can't be breached;
    - *suspended* or *superseded*, by a link from an event or another agreement, once that is made;
    - *lapsed*, *probable* at most, when the period is over for which it was to bind.

    The sources' account decides. If they report no step, the accounts of others do, *possible* at
    most, if they are the same. Nothing else ends an agreement, not even that all is fulfilled.

    Args:
        dataset: The records.
        agreement: The agreement.
        at: The time asked about, or its EDTF form; without it, the creation of the latest source.
        according_to: An actor whose word counts as the sources'.

    Raises:
        UnknownIdError: If the dataset has no such agreement or actor.
        EdtfError: If `at` is not valid EDTF.

    >>> import karabakh
    >>> from karabakh.reasoning import agreement_status
    >>> agreement_status(karabakh.load(), "laying-down-arms")
    <StatusResult: laying-down-arms: agreed [agreement-status, certain, inferred]>
    """
    require_dataset(dataset)
    require_ids(agreement=agreement)
    require_actor(dataset, according_to=according_to)
    wanted = dataset.agreements[agreement]
    return status_of(wanted, Accounts(dataset, at=at, according_to=according_to))


def status_of(wanted: Agreement, accounts: Accounts) -> StatusResult:
    """Return the status of an agreement by the accounts of a dataset."""
    cluster = [accounts.dataset.agreements[each] for each in accounts.clusters.cluster(wanted.id)]
    own = _by(accounts.own, wanted)
    ids = (it.id for each in cluster for it in (each, *each.provisions))
    others = (_by(account, wanted) for account in accounts.others(ids))
    reported = [each for each in others if each.status is not None]
    is_decided = own.possible or len({each.status for each in reported}) != 1
    answer = own if is_decided else jointly(reported)
    links = (link for each in cluster for link in accounts.reports.links(each.id))
    amending = (link for link in links if link.kind is LinkKind.AMENDS)
    return attrs.evolve(
        answer,
        obligations=obligations_under(cluster, accounts),
        amendments=tuple(link for link in amending if link.object in {it.id for it in cluster}),
        accounts=tuple(each for each in reported if each.status is not answer.status),
    )


def _by(account: Account, wanted: Agreement) -> StatusResult:
    """Return the status of an agreement in one account."""
    time = account.accounts.time
    every = list(_steps(account, wanted.id))
    decisive = _decisive(every, account.order)
    possible = {step.status for step in decisive}
    is_sure = any(step.taken is Truth.YES for step in decisive)
    status = next(iter(possible)) if is_sure and len(possible) == 1 else None
    limits = [step.limit for step in decisive]
    # A single step that has certainly been taken decides whatever its date.
    if time.at is not None or len(every) > 1:
        limits += (step.interval.max_certainty for step in decisive)
    return StatusResult(
        premises=(wanted, *(premise for step in decisive for premise in step.premises)),
        max_certainty=Certainty.weakest(limits) if status else Certainty.UNKNOWN,
        according_to=account.according_to,
        agreement=wanted,
        at=time.at,
        status=status,
        possible=tuple(each for each in AgreementStatus if each in possible),
    )


# -- the steps in the life of an agreement

_STAGES: Final = {
    AgreementStatus.PROPOSED: 0,
    AgreementStatus.AGREED: 1,
    AgreementStatus.IN_FORCE: 2,
    AgreementStatus.VIOLATED: 3,
    AgreementStatus.SUSPENDED: 3,
    AgreementStatus.RESUMED: 3,
    AgreementStatus.LAPSED: 3,
    AgreementStatus.SUPERSEDED: 3,
}
"""What comes before what, unless times say otherwise; *unknown* has no stage."""

_BY_LINK: Final = {
    LinkKind.SUPERSEDES: AgreementStatus.SUPERSEDED,
    LinkKind.SUSPENDS: AgreementStatus.SUSPENDED,
}


class _Step(NamedTuple):
    """A step in the life of an agreement, recorded or concluded."""

    status: AgreementStatus
    interval: Interval
    taken: Truth
    """Whether it has been taken by the time asked about."""

    premises: tuple[Premise, ...]
    limit: Certainty = Certainty.CERTAIN
    """How certain it can be, beside its premises and dates."""


def _steps(account: Account, id: str) -> Iterator[_Step]:
    """Yield the steps of an agreement and all that are the same, in one account."""
    made, _ = creation(account, id)
    for agreement in agreements(account, id):
        path = account.accounts.clusters.path(id, agreement.id)
        for step in agreement.statuses:
            interval, taken = account.of_step(step, agreement), is_taken(account, step, agreement)
            yield _Step(step.status, interval, taken, (step, *path))
        if made is not Truth.NO:
            for each in (
                *_breaches(account, agreement),
                *_set_aside(account, agreement),
                *_lapse(account, agreement),
            ):
                yield each._replace(taken=each.taken & made, premises=(*each.premises, *path))


def _breaches(account: Account, agreement: Agreement) -> Iterator[_Step]:
    clauses: list[Provision | None] = [None, *agreement.provisions]
    for provision in clauses:
        target = agreement.id if provision is None else provision.id
        for each in performances(account, target):
            # What breaches another record of the same agreement is a step of that.
            is_of_another = provision is None and each.link.object != target
            if not each.is_breach or is_of_another:
                continue
            if may_bind(account, each, agreement.id, provision):
                interval = account.interval(each.event) if each.event else Interval(ANYTIME)
                yield _Step(AgreementStatus.VIOLATED, interval, each.happened, each.records)


def _set_aside(account: Account, agreement: Agreement) -> Iterator[_Step]:
    """Yield that an event, or another agreement, suspends or supersedes an agreement."""
    for link in account.links(agreement.id):
        if link.kind not in _BY_LINK or link.object != agreement.id:
            continue
        subject, interval = account.dataset.get(link.subject), Interval(ANYTIME)
        taken = account.accounts.time.has_happened(subject, account.bounds(link.subject))
        if isinstance(subject, Agreement):
            taken, step = creation(account, subject.id)
            alike = agreements(account, subject.id)
            dated = next((each for each in alike if step in each.statuses), subject)
            interval = account.interval(dated)
        elif isinstance(subject, Event):
            interval = account.interval(subject)
        premises = (link,) if subject is None else (link, subject)
        yield _Step(_BY_LINK[link.kind], interval, taken, premises)


def _lapse(account: Account, agreement: Agreement) -> Iterator[_Step]:
    """Yield the end of the period for which an agreement was to bind, if that has one."""
    end = agreement.period.bounds
    if agreement.period.is_known and end.end_latest != NO_END:
        over = Interval(Bounds(end.end_earliest, end.end_latest, end.end_earliest, NO_END))
        taken = account.accounts.time.is_past(end.end_latest)
        yield _Step(AgreementStatus.LAPSED, over, taken, (agreement,), Certainty.PROBABLE)


def _decisive(found: Sequence[_Step], order: IntervalOrder) -> list[_Step]:
    """Return the steps that decide, if some of those that may have been taken were."""
    later = OrderMatrix([step.interval for step in found], order).later
    sure = sum(1 << number for number, step in enumerate(found) if step.taken is Truth.YES)
    taken = sum(1 << number for number, step in enumerate(found) if step.taken is not Truth.NO)
    return [
        found[number]
        for number in bits(taken)
        if not later[number] & sure and _may_decide(number, found, later, sure=sure, taken=taken)
    ]


def _may_decide(
    number: int, found: Sequence[_Step], later: Sequence[int], *, sure: int, taken: int
) -> bool:
    """Return whether a step decides if some steps, with all sure ones, were taken.

    The largest such set is found by leaving out what is of a later stage and has none after it.
    """
    stage = _STAGES.get(found[number].status, len(_STAGES))
    stages = enumerate(_STAGES.get(step.status, -1) for step in found)
    above = sum(1 << other for other, each in stages if each > stage)
    counted = taken & ~later[number]
    while True:
        last = sum(1 << each for each in bits(counted & above) if not later[each] & counted)
        if last & sure:
            return False
        if not last:
            return True
        counted &= ~last
