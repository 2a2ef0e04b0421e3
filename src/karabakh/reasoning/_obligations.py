"""Who owes what under agreements, and what became of it."""

import enum
from collections.abc import Iterator, Sequence
from functools import cached_property

import attrs

from karabakh.ids import ActorId, RecordId
from karabakh.model import (
    Actor,
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
    build_chronology,
)
from karabakh.reasoning._arguments import require_dataset, require_ids
from karabakh.reasoning._clock import Clock, clock_of, without_doubtful_dates
from karabakh.reasoning._collectives import collectives_of
from karabakh.reasoning._conclusion import Conclusion, Premise
from karabakh.reasoning._creation_times import date_certainty
from karabakh.reasoning._dates import date_in_words
from karabakh.reasoning._deeds import deed_links
from karabakh.reasoning._reading_order import reading_key
from karabakh.reasoning._words import Naming
from karabakh.time import Bounds, Chronology, Truth, When

__all__ = ["Duties", "Obligation", "ObligationState", "obligations"]


@enum.unique
class ObligationState(enum.Enum):
    """What became of a duty, as far as the records tell."""

    FULFILLED = "fulfilled"
    """An event fulfils it."""

    BREACHED = "breached"
    """An event breaches it. A breach stays one, whatever is done before or after it."""

    OVERDUE = "overdue"
    """Its deadline has passed, and nothing tells that it was done or broken."""

    DUE = "due"
    """Its deadline is still to come, and nothing tells that it was done or broken."""

    UNKNOWN = "unknown"
    """It can't be told."""


@attrs.frozen(kw_only=True, repr=False)
class Obligation(Conclusion):
    """A duty under an agreement, and what became of it by some time.

    >>> import karabakh
    >>> from karabakh import reasoning
    >>> dataset = karabakh.load()
    >>> reasoning.obligations(dataset)[0].state
    <ObligationState.UNKNOWN: 'unknown'>
    """

    rule: str = "obligation"
    """``obligation``."""

    provision: Provision
    """The duty: who owes what to whom, by when."""

    agreement: Agreement
    """What it is owed under."""

    at: When | None
    """The time asked about; none for when the last of the sources was made."""

    agreed: Truth
    """Whether the agreement has been made by then; never *no*: then nothing is owed."""

    state: ObligationState
    """What became of it, if the agreement has been made."""

    by: RecordId | None = None
    """The event that fulfils or breaches it, or may have by then; none where none is told."""

    in_time: Truth = Truth.UNKNOWN
    """Of what was fulfilled: whether by the deadline; *unknown* also where there is none, and
    where it would rest on a date marked as approximate or uncertain."""

    def reason(self, name: Naming = str) -> str:
        """Say why its state is what it is, in a few words.

        Args:
            name: gives what to call a record, by its identifier.

        >>> import karabakh
        >>> from karabakh.reasoning import obligations
        >>> (duty,) = obligations(karabakh.load())
        >>> duty.reason()
        'no deadline is told, nor whether it was done'
        """
        deadline = date_in_words(self.provision.deadline)
        if self.agreed is Truth.UNKNOWN:
            return "whether it had been agreed by then can't be told"
        match self.state:
            case ObligationState.FULFILLED:
                late = {Truth.YES: ", in time", Truth.NO: ", late", Truth.UNKNOWN: ""}
                return f"by {name(self.by or '')}{late[self.in_time]}"
            case ObligationState.BREACHED:
                return f"by {name(self.by or '')}"
            case ObligationState.OVERDUE:
                return f"the deadline, {deadline}, has passed, and nothing tells that it was done"
            case ObligationState.DUE:
                return f"the deadline, {deadline}, is still to come"
            case ObligationState.UNKNOWN if self.by:
                return f"whether {name(self.by)} has happened by then can't be told"
            case ObligationState.UNKNOWN if deadline:
                return f"whether the deadline, {deadline}, has passed can't be told"
            case ObligationState.UNKNOWN:
                return "no deadline is told, nor whether it was done"

    def sentence(self, name: Naming = str) -> str:
        """Say who owes what and what became of it, in one line."""
        is_told = self.agreed is Truth.YES and self.state is not ObligationState.UNKNOWN
        state = self.state.value if is_told else "can't be told"
        return f"{name(self.provision.obligor or '')}: {self.provision.duty}: {state}"


def obligations(
    dataset: Dataset, actor: str | None = None, *, at: When | str | None = None
) -> tuple[Obligation, ...]:
    """Find who owes what under all agreements, and what became of it.

    With F the events that fulfil provision p or the whole of its agreement and were not over
    before that was made, B those that breach p, d the last day that its deadline may mean, and
    t the time asked about::

        breached(p, t)  ⇔  some e ∈ B has happened by t
        fulfilled(p, t) ⇔  some e ∈ F has, and certainly no e ∈ B
        overdue(p, t)   ⇔  certainly no e ∈ F ∪ B has, and d < t
        due(p, t)       ⇔  certainly no e ∈ F ∪ B has, and t ≤ d

    and *unknown* where none of that follows. An event has happened by t if it is over by
    then, by all that is known of its time. Without `at`, t is when the last source was
    made, and every event has happened that no source puts later than itself.

    What is owed is as certain as the agreement.

    Limits: *overdue* and *due* rest on silence, so they are never more than *probable*. A
    date marked as approximate or uncertain, where it decides, has the same effect; but an
    approximate deadline (``~ %``) has no last day that is known, so neither whether it has
    passed nor whether it was kept follows from it. Whether an agreement still binds is not
    considered: ask `status`.

    Args:
        dataset: the records.
        actor: only what this actor owes, by itself or as a member of a collective that does.
        at: the time asked about; without it, the time at which the last source was made.

    Returns:
        The obligations, in the order of the sources; without those of agreements that have
        certainly not been made by then.

    Raises:
        UnknownIdError: there is no such actor.
        EdtfError: the text is no time.

    >>> import karabakh
    >>> from karabakh.reasoning import obligations
    >>> obligations(karabakh.load(), "fighters")
    (<Obligation: fighters: lay down their arms: can't be told [obligation, unknown, inferred]>,)
    """
    require_dataset(dataset)
    obligors: dict[ActorId, tuple[Actor, ...]] = {}
    if actor is not None:
        require_ids(actor=actor)
        obligors = {dataset.actors[actor].id: (), **collectives_of(dataset, actor)}
    clock = clock_of(dataset, at)
    duties = Duties(dataset, clock)
    found = (
        (provision, agreement)
        for agreement in dataset.agreements
        for provision in agreement.provisions
        if provision.obligor and (actor is None or provision.obligor in obligors)
    )
    ordered = sorted(found, key=lambda pair: reading_key(pair[0]))
    made = (
        duties.obligation(provision, agreement, via=obligors.get(provision.obligor or "", ()))
        for provision, agreement in ordered
    )
    return tuple(each for each in made if each is not None)


class Duties:
    """What tells of the duties of a dataset, by what is asked for.

    Args:
        dataset: the records.
        clock: the time asked about.
    """

    def __init__(self, dataset: Dataset, clock: Clock) -> None:
        self._dataset = dataset
        self._clock = clock
        self._links = deed_links(dataset)
        self._for_all: dict[str, list[Deed]] = {}

    @cached_property
    def _undoubted(self) -> Chronology:
        """What is known of times without the dates that are marked as doubtful."""
        undoubted = without_doubtful_dates(self._dataset)
        return self._clock.chronology if undoubted is self._dataset else build_chronology(undoubted)

    def of(self, agreement: Agreement) -> Iterator[Obligation]:
        """Go through what is owed under an agreement, in its own order."""
        for provision in agreement.provisions:
            made = self.obligation(provision, agreement)
            if made is not None:
                yield made

    def obligation(
        self, provision: Provision, agreement: Agreement, *, via: tuple[Actor, ...] = ()
    ) -> Obligation | None:
        """Tell what became of a duty; none where the agreement has certainly not been made."""
        agreed, step = self._agreed(agreement)
        if agreed is Truth.NO:
            return None
        verdict = self._verdict(provision, agreement)
        max_certainty = verdict.max_certainty if agreed is Truth.YES else Certainty.UNKNOWN
        owed = (provision, agreement, *((step,) if step else ()), *via)
        return Obligation(
            premises=(*owed, *verdict.premises),
            max_certainty=max_certainty,
            provision=provision,
            agreement=agreement,
            at=self._clock.at,
            agreed=agreed,
            state=verdict.state,
            by=verdict.by,
            in_time=verdict.in_time,
        )

    def _agreed(self, agreement: Agreement) -> tuple[Truth, StatusChange | None]:
        """Tell whether an agreement has been made, and by which step."""
        if not agreement.statuses:
            # It is told as an agreement, with nothing of when it was made.
            return (Truth.YES if self._clock.at is None else Truth.UNKNOWN), None
        taken = [
            (step, self._clock.has_been_taken(step))
            for step in agreement.statuses
            if step.status not in {AgreementStatus.PROPOSED, AgreementStatus.UNKNOWN}
        ]
        sure = [step for step, truth in taken if truth is Truth.YES]
        if sure:
            return Truth.YES, min(sure, key=_by_stage)
        is_open = any(step.status is AgreementStatus.UNKNOWN for step in agreement.statuses)
        return Truth.any([*(truth for _, truth in taken), *[Truth.UNKNOWN] * is_open]), None

    def deeds(self, id: str) -> "list[Deed]":
        """Give the events that fulfil or breach something, as readers meet them."""
        return [self._deed(link) for link in self._links.get(id, ())]

    def _deeds_for_all(self, agreement: Agreement) -> "list[Deed]":
        """Give the events that fulfil an agreement as a whole: so each duty under it.

        Of those that have happened the firmest is enough.
        """
        known = self._for_all.get(agreement.id)
        if known is None:
            told = (deed for deed in self.deeds(agreement.id) if deed.link.kind is LinkKind.FULFILS)
            deeds = [deed for deed in told if not self._came_too_soon(deed, agreement)]
            happened = [deed for deed in deeds if deed.happened is Truth.YES]
            known = self._for_all[agreement.id] = [
                *([_firmest(happened)] if happened else []),
                *(deed for deed in deeds if deed.happened is Truth.UNKNOWN),
            ]
        return known

    def _verdict(self, provision: Provision, agreement: Agreement) -> "_Verdict":
        told = self.deeds(provision.id)
        deeds = [deed for deed in told if not self._came_too_soon(deed, agreement)]
        deeds += self._deeds_for_all(agreement)
        happened = [deed for deed in deeds if deed.happened is Truth.YES]
        open_ = [deed for deed in deeds if deed.happened is Truth.UNKNOWN]
        breaches = [deed for deed in happened if deed.link.kind is LinkKind.BREACHES]
        if breaches:
            return self._done(ObligationState.BREACHED, breaches)
        is_unsure = any(deed.link.kind is LinkKind.BREACHES for deed in open_)
        if happened and not is_unsure:
            return self._done(ObligationState.FULFILLED, happened, provision.deadline)
        if open_:
            return _Verdict(
                state=ObligationState.UNKNOWN,
                max_certainty=Certainty.UNKNOWN,
                premises=tuple(each for deed in open_ for each in deed.records),
                by=open_[0].link.subject,
            )
        return self._by_deadline(provision.deadline)

    def _came_too_soon(self, deed: "Deed", agreement: Agreement) -> bool:
        """Tell whether what is said to fulfil a duty was over before that was agreed."""
        chronology, event = self._clock.chronology, deed.link.subject
        if deed.link.kind is not LinkKind.FULFILS or event not in chronology:
            return False
        return agreement.id in chronology and (chronology.before(event, agreement.id) is Truth.YES)

    def _deed(self, link: Link) -> "Deed":
        record = self._dataset.get(link.subject)
        return Deed(link=link, record=record, happened=self._clock.has_happened(record))

    def _done(
        self, state: ObligationState, deeds: "list[Deed]", deadline: When | None = None
    ) -> "_Verdict":
        """Rest a verdict on the firmest of what tells so: one is enough."""
        deed = _firmest(deeds)
        dates = () if self._clock.at is None else (self._clock.at, deed.when)
        return _Verdict(
            state=state,
            max_certainty=date_certainty(*dates),
            premises=deed.records,
            by=deed.link.subject,
            in_time=Truth.UNKNOWN if deadline is None else self._in_time(deed, deadline),
        )

    def _in_time(self, deed: "Deed", deadline: When) -> Truth:
        """Tell whether a deed was over by the deadline: by dates that are not in doubt."""
        is_sure = deadline.is_known and not deadline.is_qualified
        if not is_sure or deed.link.subject not in self._clock.chronology:
            return Truth.UNKNOWN
        bounds = self._undoubted.bounds(deed.link.subject)
        if bounds.end_latest <= deadline.bounds.end_latest:
            return Truth.YES
        return Truth.NO if bounds.end_earliest > deadline.bounds.end_latest else Truth.UNKNOWN

    def _by_deadline(self, deadline: When) -> "_Verdict":
        clock = self._clock
        past = clock.is_past(deadline.bounds.end_latest)
        if not deadline.is_known or deadline.is_approximate or past is Truth.UNKNOWN:
            return _Verdict(state=ObligationState.UNKNOWN, max_certainty=Certainty.UNKNOWN)
        source = clock.first if past is Truth.YES else clock.last
        dates = (deadline, source.published if source else clock.at or When.unknown())
        return _Verdict(
            state=ObligationState.OVERDUE if past is Truth.YES else ObligationState.DUE,
            max_certainty=Certainty.weakest([Certainty.PROBABLE, date_certainty(*dates)]),
            premises=(source,) if source else (),
        )


def _firmest(deeds: "Sequence[Deed]") -> "Deed":
    """Give the first of the most certain."""
    return max(deeds, key=lambda each: each.certainty.rank)


def _by_stage(step: StatusChange) -> tuple[int, tuple[bool, Bounds, str]]:
    """Put steps in the order of the life of an agreement."""
    return list(AgreementStatus).index(step.status), step.when.sort_key


@attrs.frozen(kw_only=True)
class Deed:
    """An event that fulfils or breaches something, and whether it has happened."""

    link: Link
    record: Record | None
    happened: Truth

    @property
    def records(self) -> tuple[Record, ...]:
        return (self.link,) if self.record is None else (self.link, self.record)

    @property
    def certainty(self) -> Certainty:
        return Certainty.weakest(record.certainty for record in self.records)

    @property
    def when(self) -> When:
        return self.record.when if isinstance(self.record, Event) else When.unknown()


@attrs.frozen(kw_only=True)
class _Verdict:
    """What became of a duty, and what tells so."""

    state: ObligationState
    max_certainty: Certainty
    premises: tuple[Premise, ...] = ()
    by: RecordId | None = None
    in_time: Truth = Truth.UNKNOWN
