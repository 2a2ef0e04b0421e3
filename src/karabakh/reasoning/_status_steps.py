"""The steps in the life of an agreement, and which of them decide its status."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

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
from karabakh.reasoning._conclusion import Premise
from karabakh.reasoning._performance import ObligationIndex
from karabakh.time import ANYTIME, NO_END, Bounds, Interval, IntervalOrder, OrderMatrix, Truth, bits

__all__ = ["Step", "remaining", "setting_aside", "steps"]

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


class Step(NamedTuple):
    """A step in the life of an agreement, recorded or concluded."""

    status: AgreementStatus
    interval: Interval
    taken: Truth
    """Whether it has been taken by the time asked about."""

    premises: tuple[Premise, ...]
    limit: Certainty = Certainty.CERTAIN
    """How certain it can be, beside its premises and dates."""


def setting_aside(dataset: Dataset, agreement: str) -> Sequence[Link]:
    """Return the links by which others suspend or supersede an agreement."""
    return dataset.links.where(kind=list(_BY_LINK), object=agreement)


def steps(index: ObligationIndex, id: str) -> Iterator[Step]:
    """Yield the steps of an agreement and all that are the same, in one account.

    Args:
        index: What the account says.
        id: The agreement.
    """
    made, _ = index.made(id)
    for agreement in index.agreements(id):
        path = index.path(id, agreement.id)
        for step in agreement.statuses:
            interval = index.account.of_step(step, agreement)
            yield Step(step.status, interval, index.taken(step, agreement), (step, *path))
        if made is not Truth.NO:
            concluded = (
                *_breaches(index, agreement),
                *_set_aside(index, agreement),
                *_lapse(index, agreement),
            )
            for each in concluded:
                premises = (*each.premises, *path)
                yield each._replace(taken=each.taken & made, premises=premises)


def _breaches(index: ObligationIndex, agreement: Agreement) -> Iterator[Step]:
    clauses: list[Provision | None] = [None, *agreement.provisions]
    for provision in clauses:
        target = agreement.id if provision is None else provision.id
        for each in index.performances(target):
            # What breaches another record of the same agreement is a step of that.
            is_of_another = provision is None and each.link.object != target
            if not each.is_breach or is_of_another:
                continue
            if index.may_bind(each, agreement.id, provision):
                interval = Interval(ANYTIME)
                if isinstance(each.event, Event):
                    interval = index.account.interval(each.event)
                yield Step(AgreementStatus.VIOLATED, interval, each.happened, each.records)


def _set_aside(index: ObligationIndex, agreement: Agreement) -> Iterator[Step]:
    account = index.account
    for link in setting_aside(account.dataset, agreement.id):
        subject, interval = account.dataset.get(link.subject), Interval(ANYTIME)
        taken = index.time.has_happened(subject, account.bounds(link.subject))
        if isinstance(subject, Agreement):
            taken, step = index.made(subject.id)
            alike = index.agreements(subject.id)
            dated = next((each for each in alike if step in each.statuses), subject)
            interval = account.interval(dated)
        elif isinstance(subject, Event):
            interval = account.interval(subject)
        premises = (link,) if subject is None else (link, subject)
        yield Step(_BY_LINK[link.kind], interval, taken, premises)


def _lapse(index: ObligationIndex, agreement: Agreement) -> Iterator[Step]:
    """Yield the end of the period for which an agreement was to bind, if that has one."""
    end = agreement.period.bounds
    if agreement.period.is_known and end.end_latest != NO_END:
        over = Interval(Bounds(end.end_earliest, end.end_latest, end.end_earliest, NO_END))
        taken = index.time.is_past(end.end_latest)
        yield Step(AgreementStatus.LAPSED, over, taken, (agreement,), Certainty.PROBABLE)


def remaining(found: Sequence[Step], order: IntervalOrder) -> list[Step]:
    """Return the steps that decide, if some of those that may have been taken were.

    Args:
        found: The steps.
        order: How their intervals are ordered.
    """
    matrix = OrderMatrix([step.interval for step in found], order)
    sure = sum(1 << number for number, step in enumerate(found) if step.taken is Truth.YES)
    taken = sum(1 << number for number, step in enumerate(found) if step.taken is not Truth.NO)
    return [
        found[number]
        for number in bits(taken)
        if not matrix.later[number] & sure
        and _may_decide(number, found, matrix.later, sure=sure, taken=taken)
    ]


def _may_decide(
    number: int, found: Sequence[Step], later: Sequence[int], *, sure: int, taken: int
) -> bool:
    """Return whether a step decides if some steps, with all sure ones, were taken.

    The largest such set is found by leaving out what is of a later stage and has none after it.
    """
    stages = [_STAGES.get(step.status) for step in found]
    stage = stages[number]
    above = sum(
        1 << other
        for other, each in enumerate(stages)
        if stage is not None and each is not None and each > stage
    )
    counted = taken & ~later[number]
    while True:
        last = [other for other in bits(counted & above) if not later[other] & counted]
        if any(sure >> other & 1 for other in last):
            return False
        if not last:
            return True
        for other in last:
            counted &= ~(1 << other)
