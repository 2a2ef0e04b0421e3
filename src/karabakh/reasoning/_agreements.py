"""Where an agreement stands."""

from collections.abc import Iterator

import attrs

from karabakh.model import (
    Agreement,
    AgreementStatus,
    Bounds,
    Certainty,
    Dataset,
    LinkKind,
    Truth,
    When,
)
from karabakh.reasoning._asked import check_dataset, check_ids
from karabakh.reasoning._clock import Clock, clock_of
from karabakh.reasoning._conclusion import Conclusion, Premise, ceiling_of
from karabakh.reasoning._obligations import Duties, Obligation
from karabakh.reasoning._words import Naming

__all__ = ["Standing", "status"]

_STAGES = {
    AgreementStatus.PROPOSED: 0,
    AgreementStatus.AGREED: 1,
    AgreementStatus.IN_FORCE: 2,
    AgreementStatus.VIOLATED: 3,
    AgreementStatus.LAPSED: 3,
    AgreementStatus.SUPERSEDED: 3,
}
"""What can't come before what, where no date says otherwise."""


@attrs.frozen(kw_only=True, repr=False)
class Standing(Conclusion):
    """Where an agreement stands at a time.

    >>> import karabakh
    >>> from karabakh.reasoning import status
    >>> status(karabakh.load(), "laying-down-arms").obligations
    (<Obligation: fighters: lay down their arms: can't be told [obligation, unknown, inferred]>,)
    """

    rule: str = "standing"
    """``standing``."""

    agreement: Agreement
    """The agreement."""

    at: When | None
    """The time asked about; none for when the last of the sources was made."""

    status: AgreementStatus | None
    """Where it stands; none where that can't be told."""

    possible: tuple[AgreementStatus, ...]
    """Where it may stand, as far as its recorded steps go; empty where no step may be taken."""

    obligations: tuple[Obligation, ...] = ()
    """What was owed under it, with what became of that."""

    @property
    def details(self) -> tuple[Premise, ...]:
        """The obligations."""
        return self.obligations

    def sentence(self, name: Naming = str) -> str:
        """Say where it stands, in one line."""
        told = self.status.value.replace("-", " ") if self.status else "can't be told"
        if not self.status and self.possible:
            told += f" ({' or '.join(each.value.replace('-', ' ') for each in self.possible)})"
        return f"{name(self.agreement.id)}: {told}"


def status(dataset: Dataset, agreement: str, *, at: When | str | None = None) -> Standing:
    """Find where an agreement stands, and what became of the duties under it.

    ::

        taken(s, t)  ⇔  step s was taken by t
        last(s, t)   ⇔  taken(s, t) and for no step u: taken(u, t) and u comes after s by
                        their dates
        stands(s, t) ⇔  last(s, t) and for no step u: last(u, t) and u is of a later stage:
                        proposed < agreed < in force < the others

    The status is that of the steps that stand, if it is the same whichever of the steps that
    may have been taken were; else it can't be told, and `Standing.possible` lists them.

    An event that breaches the agreement, or a duty under it, is a step to *violated*.

    Limits: nothing but a recorded step ends an agreement, not even that all its duties are
    fulfilled.

    Args:
        dataset: the records.
        agreement: the identifier of the agreement.
        at: the time asked about; without it, the time at which the last source was made.

    Raises:
        UnknownIdError: there is no such agreement.
        WhenError: the text is no time.

    >>> import karabakh
    >>> from karabakh.reasoning import status
    >>> status(karabakh.load(), "laying-down-arms")
    <Standing: laying-down-arms: agreed [standing, certain, inferred]>
    """
    check_dataset(dataset)
    check_ids(agreement=agreement)
    found = dataset.agreements[agreement]
    clock = clock_of(dataset, at)
    duties = Duties(dataset, clock)
    steps = [*_recorded(found, clock), *_broken(found, duties, clock)]
    candidates = _candidates(steps)
    possible = {step.status for step in candidates}
    is_sure = any(step.taken is Truth.YES for step in candidates)
    stands = next(iter(possible)) if is_sure and len(possible) == 1 else None
    # A single step that has certainly been taken stands whatever its date.
    dates = () if at is None and len(steps) == 1 else (step.when for step in candidates)
    return Standing(
        premises=(found, *(each for step in candidates for each in step.premises)),
        ceiling=ceiling_of(*dates) if stands else Certainty.UNKNOWN,
        agreement=found,
        at=clock.at,
        status=stands,
        possible=tuple(each for each in AgreementStatus if each in possible),
        obligations=tuple(duties.of(found)),
    )


@attrs.frozen(kw_only=True)
class _Step:
    """A step in the life of an agreement, recorded or concluded."""

    status: AgreementStatus
    when: When
    bounds: Bounds
    taken: Truth
    premises: tuple[Premise, ...]


def _recorded(agreement: Agreement, clock: Clock) -> Iterator[_Step]:
    for step in agreement.statuses:
        yield _Step(
            status=step.status,
            when=step.when,
            bounds=clock.bounds_of(step),
            taken=clock.has_been_taken(step),
            premises=(step,),
        )


def _broken(agreement: Agreement, duties: Duties, clock: Clock) -> Iterator[_Step]:
    """Give a step to *violated* for each breach of the agreement or of a duty under it."""
    duty_ids = (provision.id for provision in agreement.provisions)
    for broken in (agreement.id, *duty_ids):
        for deed in duties.deeds(broken):
            if deed.link.kind is LinkKind.BREACHES:
                yield _Step(
                    status=AgreementStatus.VIOLATED,
                    when=deed.when,
                    bounds=clock.bounds(deed.link.subject),
                    taken=deed.happened,
                    premises=deed.records,
                )


def _candidates(steps: list[_Step]) -> list[_Step]:
    """Give the steps that stand, if those that may have been taken were or were not."""
    sure = [step for step in steps if step.taken is Truth.YES]
    begun = [step.bounds.start_earliest for step in sure]
    return [
        step
        for step in steps
        if step.taken is not Truth.NO
        and all(day <= step.bounds.start_latest for day in begun)
        and not _is_outranked(step, steps)
    ]


def _is_outranked(step: _Step, steps: list[_Step]) -> bool:
    """Tell whether a step of a later stage has surely been taken, and none after that by dates.

    What may have been taken after that one counts as well, if it leaves the step standing.
    """
    first, last = step.bounds.start_earliest, step.bounds.start_latest
    higher = (
        each.bounds.start_latest
        for each in steps
        if each.taken is Truth.YES and _is_of_later_stage(each, step)
    )
    after = (
        each.bounds.start_earliest
        for each in steps
        if each.taken is Truth.YES
        or (
            each.taken is Truth.UNKNOWN
            and each.bounds.start_earliest <= last
            and not _is_of_later_stage(each, step)
        )
    )
    highest = max(higher, default=None)
    return highest is not None and highest >= max([first, *after])


def _is_of_later_stage(step: _Step, other: _Step) -> bool:
    if step.status not in _STAGES or other.status not in _STAGES:
        return False
    return _STAGES[step.status] > _STAGES[other.status]
