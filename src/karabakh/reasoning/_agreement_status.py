"""The status of an agreement at a time."""

from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from karabakh.model import Agreement, AgreementStatus, Certainty, Dataset, Link, LinkKind
from karabakh.reasoning._accounts import Account, Accounts, Adjudicated, adjudicate
from karabakh.reasoning._agreement_history import (
    Performance,
    Step,
    agreements,
    binding,
    creation,
    steps,
)
from karabakh.reasoning._arguments import require_actor, require_dataset, require_ids
from karabakh.reasoning._conclusion import Premise
from karabakh.reasoning._obligation import Obligation
from karabakh.reasoning._obligations import obligations_under
from karabakh.reasoning._reading_order import in_reading_order
from karabakh.time import NO_END, Bounds, Interval, IntervalOrder, TimeOrder, Truth, When
from karabakh.wording import Labels

__all__ = ["StatusResult", "agreement_status", "status_of"]


@attrs.frozen(kw_only=True, repr=False)
class StatusResult(Adjudicated):
    """The status of an agreement at a time."""

    rule: str = "agreement-status"

    agreement: Agreement
    """The agreement; of several that are one, the one that was named."""

    status: AgreementStatus | None
    """Its status; None if that is undetermined."""

    possible: tuple[AgreementStatus, ...]
    """What its status may be, as far as its steps are known; empty if no step may be taken."""

    obligations: tuple[Obligation, ...] = ()
    """What was owed under it, with what became of that."""

    amendments: tuple[Link, ...] = ()
    """The links by which other agreements change it."""

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

    - *violated*, by an event that breaches the agreement or an obligation under it, while it
      binds (see `obligations`): what is merely proposed, or has ended, can't be breached;
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
    ids = [it.id for each in cluster for it in (each, *each.provisions)]
    others = (_by(account, wanted) for account in accounts.others(ids))
    answer = adjudicate(
        _by(accounts.own, wanted),
        (each for each in others if each.status is not None),
        lambda each: each.status or each.possible or None,
    )
    names = {each.id for each in cluster}
    amending = accounts.dataset.links.where(kind=LinkKind.AMENDS)
    return attrs.evolve(
        answer,
        obligations=obligations_under(cluster, accounts),
        amendments=in_reading_order(link for link in amending if link.object in names),
    )


def _by(account: Account, wanted: Agreement) -> StatusResult:
    """Return the status of an agreement in one account."""
    every = [*_steps(account, wanted.id)]
    decisive = _decisive(every, account.order)
    possible = {step.status for step in decisive}
    is_sure = any(step.taken is Truth.YES for step in decisive)
    status = next(iter(possible)) if is_sure and len(possible) == 1 else None
    limits = [step.limit for step in decisive]
    # A single step that has certainly been taken decides whatever its date.
    if account.time.at is not None or len(every) > 1:
        limits += (step.interval.max_certainty for step in decisive)
    return StatusResult(
        premises=(wanted, *(premise for step in decisive for premise in step.premises)),
        max_certainty=Certainty.weakest(limits) if status else Certainty.UNKNOWN,
        according_to=account.according_to,
        agreement=wanted,
        status=status,
        possible=tuple(each for each in AgreementStatus if each in possible),
    )


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


def _steps(account: Account, id: str) -> Iterator[Step]:
    """Yield all steps of an agreement, breaches and the end of its period as well."""
    yield from steps(account, id)
    made, _ = creation(account, id)
    if made is Truth.NO:
        return
    for each in agreements(account, id):
        path = account.clusters.path(id, each.id)
        for breach in _breaches(account, each):
            interval, taken = account.interval(breach.event), breach.happened & made
            yield Step(AgreementStatus.VIOLATED, interval, taken, (*breach.records, *path))
        end = each.period.bounds
        if each.period.is_known and end.end_latest != NO_END:
            over = Interval(Bounds(end.end_earliest, end.end_latest, end.end_earliest, NO_END))
            taken = account.time.is_past(end.end_latest) & made
            yield Step(AgreementStatus.LAPSED, over, taken, (each, *path), Certainty.PROBABLE)


def _breaches(account: Account, agreement: Agreement) -> Iterator[Performance]:
    """Yield what breaches an agreement or a clause, but no other record of it."""
    of_whole = (it for it in binding(account, agreement.id) if it.link.object == agreement.id)
    of_clauses = (
        it for clause in agreement.provisions for it in binding(account, agreement.id, clause)
    )
    yield from (each for each in (*of_whole, *of_clauses) if each.is_breach)


def _decisive(found: Iterable[Step], order: IntervalOrder) -> list[Step]:
    """Return the steps that decide, if some of those that may have been taken were."""
    taken = [step for step in found if step.taken is not Truth.NO]
    numbers = {*range(len(taken))}
    sure = {number for number in numbers if taken[number].taken is Truth.YES}
    later = [
        {it for it in numbers if order.order(a.interval, taken[it].interval) is TimeOrder.FIRST}
        for a in taken
    ]

    def may_decide(number: int) -> bool:
        stage = _STAGES.get(taken[number].status, len(_STAGES))
        above = {it for it in numbers if _STAGES.get(taken[it].status, -1) > stage}
        # The largest set of steps after which it decides leaves out what is later, and then again
        # and again what is of a later stage and has none after it.
        counted = numbers - later[number]
        while last := {it for it in counted & above if not later[it] & counted} - sure:
            counted -= last
        return not (later[number] & sure or any(not later[it] & counted for it in counted & above))

    return [step for number, step in enumerate(taken) if may_decide(number)]
