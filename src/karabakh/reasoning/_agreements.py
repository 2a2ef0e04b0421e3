"""Where an agreement stands."""

from collections.abc import Iterable

import attrs

from karabakh.model import (
    Agreement,
    AgreementStatus,
    Certainty,
    Dataset,
    StatusChange,
    Truth,
    When,
)
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
        later(u, s)  ⇔  u was taken after s by their dates; where these leave it open, u is
                        of a later stage: proposed < agreed < in force < the others
        stands(s, t) ⇔  taken(s, t) and for no step u: taken(u, t) and later(u, s)

    The status is that of the steps that stand, if all have the same and no step that may
    have been taken could be later; else it can't be told, and `Standing.possible` lists them.

    Limits: only recorded steps count. That a duty was broken makes no step, unless the
    source, or the coder, records *violated*.

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
    found = dataset.agreements[agreement]
    clock = clock_of(dataset, at)
    duties = Duties(dataset, clock)
    candidates = _candidates(found.statuses, clock)
    possible = {step.status for step, _ in candidates}
    is_sure = any(taken is Truth.YES for _, taken in candidates)
    stands = possible.copy().pop() if is_sure and len(possible) == 1 else None
    steps = tuple(step for step, _ in candidates)
    # A single step that has certainly been taken stands whatever its date.
    dates = () if at is None and len(found.statuses) == 1 else (step.when for step in steps)
    return Standing(
        rule="standing",
        premises=(found, *steps),
        ceiling=ceiling_of(*dates) if stands else Certainty.UNKNOWN,
        agreement=found,
        at=clock.at,
        status=stands,
        possible=tuple(each for each in AgreementStatus if each in possible),
        obligations=tuple(duties.of(found)),
    )


def _candidates(steps: Iterable[StatusChange], clock: Clock) -> list[tuple[StatusChange, Truth]]:
    """Give the steps that may be the last one taken by a time, and whether each was taken."""
    taken = [(step, clock.has_been_taken(step)) for step in steps]
    may_be = [(step, truth) for step, truth in taken if truth is not Truth.NO]
    sure = [step for step, truth in taken if truth is Truth.YES]
    return [
        (step, truth) for step, truth in may_be if not any(_is_later(other, step) for other in sure)
    ]


def _is_later(step: StatusChange, other: StatusChange) -> bool:
    """Tell whether a step was taken after another: by their dates, else by their stages."""
    own, others = step.when.bounds, other.when.bounds
    if own.start_earliest > others.start_latest:
        return True
    if others.start_earliest > own.start_latest:
        return False
    if step.status not in _STAGES or other.status not in _STAGES:
        return False
    return _STAGES[step.status] > _STAGES[other.status]
