"""Where an agreement stands."""

from bisect import bisect_right
from collections.abc import Iterator

import attrs

from karabakh.model import Agreement, AgreementStatus, Certainty, Dataset, LinkKind
from karabakh.reasoning._arguments import require_dataset, require_ids
from karabakh.reasoning._clock import Clock, clock_of
from karabakh.reasoning._conclusion import Conclusion, Premise
from karabakh.reasoning._creation_times import date_certainty
from karabakh.reasoning._obligations import Duties, Obligation
from karabakh.reasoning._words import Naming
from karabakh.time import Bounds, Truth, When

__all__ = ["Standing", "status"]

_STAGES = {
    AgreementStatus.PROPOSED: 0,
    AgreementStatus.AGREED: 1,
    AgreementStatus.IN_FORCE: 2,
    AgreementStatus.VIOLATED: 3,
    AgreementStatus.SUSPENDED: 3,
    AgreementStatus.RESUMED: 3,
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
        EdtfError: the text is no time.

    >>> import karabakh
    >>> from karabakh.reasoning import status
    >>> status(karabakh.load(), "laying-down-arms")
    <Standing: laying-down-arms: agreed [standing, certain, inferred]>
    """
    require_dataset(dataset)
    require_ids(agreement=agreement)
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
        max_certainty=date_certainty(*dates) if stands else Certainty.UNKNOWN,
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
    begun = max((step.bounds.start_earliest for step in sure), default=None)
    ranks = _Ranks(steps)
    return [
        step
        for step in steps
        if step.taken is not Truth.NO
        and (begun is None or begun <= step.bounds.start_latest)
        and not ranks.is_outranked(step)
    ]


class _Ranks:
    """The steps by their stages, to tell which of them count no more."""

    def __init__(self, steps: list[_Step]) -> None:
        self._surely_begun = _NEVER
        self._latest: dict[int, int] = {}
        """Of the steps of each stage that have surely been taken: the last day of any."""
        self._open: dict[int, list[int]] = {}
        """Of those of each stage that may have been taken: their first days, in order."""
        for step in steps:
            stage, days = _stage(step), step.bounds
            if step.taken is Truth.YES:
                self._surely_begun = max(self._surely_begun, days.start_earliest)
                self._latest[stage] = max(self._latest.get(stage, _NEVER), days.start_latest)
            elif step.taken is Truth.UNKNOWN:
                self._open.setdefault(stage, []).append(days.start_earliest)
        for begun in self._open.values():
            begun.sort()

    def is_outranked(self, step: _Step) -> bool:
        """Tell whether a step of a later stage has surely been taken, and none after by dates.

        What may have been taken after that one counts as well, if it leaves the step standing.
        """
        stage, days = _stage(step), step.bounds
        if stage == _NO_STAGE:
            return False
        highest = max((day for each, day in self._latest.items() if each > stage), default=_NEVER)
        after = max(days.start_earliest, self._surely_begun)
        for each, begun in self._open.items():
            place = bisect_right(begun, days.start_latest)
            if each <= stage and place:
                after = max(after, begun[place - 1])
        return highest > _NEVER and highest >= after


_NEVER = -(2**63)
"""A day before all days."""

_NO_STAGE = -1
"""The stage of a step of which it is not known what comes before and after."""


def _stage(step: _Step) -> int:
    return _STAGES.get(step.status, _NO_STAGE)
