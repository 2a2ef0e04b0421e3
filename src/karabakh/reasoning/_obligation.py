"""What is owed under an agreement, and what became of it in one account."""

import enum
from collections.abc import Iterable

import attrs

from karabakh.ids import RecordId
from karabakh.model import Agreement, Certainty, Event, Provision, ProvisionKind
from karabakh.reasoning._accounts import Account, Adjudicated
from karabakh.reasoning._agreement_history import binding, creation, reported_alone
from karabakh.reasoning._conclusion import Premise
from karabakh.reasoning._intervals import date_certainty, intervals_of
from karabakh.time import Truth, When
from karabakh.wording import Labels, date_in_words

__all__ = ["Clause", "Obligation", "ObligationState", "obligation_by"]

Clause = tuple[Provision, Agreement]
"""A provision, and the agreement that it is of."""


@enum.unique
class ObligationState(enum.Enum):
    """What became of an obligation, as far as is reported."""

    FULFILLED = "fulfilled"
    """An event fulfils it."""

    BREACHED = "breached"
    """An event breaches it. A breach stays one, whatever is done before or after it."""

    CONTESTED = "contested"
    """It is fulfilled by one actor's account, and breached by another's."""

    OVERDUE = "overdue"
    """Its deadline has passed, and neither a performance nor a breach is reported."""

    DUE = "due"
    """Its deadline is still to come, and neither a performance nor a breach is reported."""

    UNKNOWN = "unknown"
    """It is undetermined."""


@attrs.frozen(kw_only=True, repr=False)
class Obligation(Adjudicated):
    """An obligation or prohibition under an agreement, and what became of it."""

    rule: str = "obligation"

    provision: Provision
    """The clause: who owes what to whom, by when."""

    agreement: Agreement
    """What it is owed under."""

    agreed: Truth
    """Whether the agreement has been made by then; never *no*: then nothing is owed."""

    state: ObligationState = ObligationState.UNKNOWN
    """What became of it, if the agreement has been made."""

    by: RecordId | None = None
    """The event that fulfils or breaches it, or may have by then; None if none is reported."""

    in_time: Truth = Truth.UNKNOWN
    """Of what was fulfilled: whether by the deadline, going by the event's own date and its source;
    *unknown* if a date is missing, or marked as approximate or uncertain."""

    @property
    def details(self) -> tuple[Premise, ...]:
        """The accounts that differ, unless it rests on them."""
        return () if self.state is ObligationState.CONTESTED else self.accounts

    def reason(self, labels: Labels | None = None) -> str:
        """Return why its state is what it is, in a few words.

        Args:
            labels: What to call the records; identifiers without them.
        """
        labels = Labels.or_ids(labels)
        deadline = date_in_words(self.provision.deadline)
        if self.agreed is Truth.UNKNOWN:
            return "whether it had been agreed by then is undetermined"
        match self.state:
            case ObligationState.FULFILLED | ObligationState.BREACHED:
                late = {Truth.YES: ", in time", Truth.NO: ", late", Truth.UNKNOWN: ""}
                return f"by {labels(self.by or '')}{late[self.in_time]}"
            case ObligationState.CONTESTED:
                return ", ".join(
                    f"{each.state.value} according to {labels.joined(each.according_to)}"
                    for each in self.accounts
                )
            case ObligationState.OVERDUE:
                return f"the deadline, {deadline}, has passed, and no outcome is reported"
            case ObligationState.DUE:
                return f"the deadline, {deadline}, is still to come"
            case ObligationState.UNKNOWN if self.by:
                return f"whether {labels(self.by)} has happened by then is undetermined"
            case ObligationState.UNKNOWN if self.provision.kind is ProvisionKind.PROHIBITION:
                return "no breach reported"
            case ObligationState.UNKNOWN if deadline:
                return f"whether the deadline, {deadline}, has passed is undetermined"
            case ObligationState.UNKNOWN:
                return "no deadline or outcome reported"

    def _describe(self, labels: Labels) -> str:
        is_known = self.agreed is Truth.YES and self.state is not ObligationState.UNKNOWN
        state = self.state.value if is_known else "undetermined"
        obligor = labels(self.provision.obligor) if self.provision.obligor else "nobody by name"
        return f"{obligor}: {self.provision.duty}: {state}"


def obligation_by(account: Account, clauses: Iterable[Clause]) -> Obligation | None:
    """Return what became of clauses that are one, in one account."""
    known = [each for each in clauses if account.dataset.get(each[0].id) is not None]
    if not known:
        return None
    provision, agreement = known[0]
    agreed, step = creation(account, agreement.id)
    if agreed is Truth.NO:
        return None
    duty = Obligation(
        premises=(provision, agreement, *(step.premises if step else ())),
        max_certainty=Certainty.UNKNOWN,
        according_to=account.according_to,
        provision=provision,
        agreement=agreement,
        agreed=agreed,
    )
    deadlines = (each.deadline for each, _ in known if each.deadline.is_known)
    found = _with_outcome(duty, account, next(deadlines, When.unknown()))
    return found if agreed is Truth.YES else attrs.evolve(found, max_certainty=Certainty.UNKNOWN)


def _with_outcome(duty: Obligation, account: Account, deadline: When) -> Obligation:
    """Return an obligation with what became of it by one account; see `obligations`."""
    done = reported_alone(
        account,
        (
            *binding(account, duty.agreement.id, duty.provision),
            *(each for each in binding(account, duty.agreement.id) if not each.is_breach),
        ),
    )
    happened = [each for each in done if each.happened is Truth.YES]
    undetermined = [each for each in done if each.happened is Truth.UNKNOWN]
    breaches = [each for each in happened if each.is_breach]
    if breaches or (happened and not any(each.is_breach for each in undetermined)):
        # It rests on the firmest of what says so: one is enough.
        best = max(breaches or happened, key=lambda each: each.rank)
        at, when = account.time.at, best.event.when if best.event else When.unknown()
        return attrs.evolve(
            duty,
            premises=(*duty.premises, *best.records),
            max_certainty=Certainty.CERTAIN if at is None else date_certainty(at, when),
            state=ObligationState.BREACHED if breaches else ObligationState.FULFILLED,
            by=best.link.subject,
            in_time=Truth.UNKNOWN if breaches else _in_time(account, best.event, deadline),
        )
    if undetermined:
        records = (record for each in undetermined for record in each.records)
        by = undetermined[0].link.subject
        return attrs.evolve(duty, premises=(*duty.premises, *records), by=by)
    time, past = account.time, account.time.is_past(deadline.bounds.end_latest)
    has_last_day = deadline.is_known and not deadline.is_approximate
    is_prohibition = duty.provision.kind is ProvisionKind.PROHIBITION
    if is_prohibition or not has_last_day or past is Truth.UNKNOWN:
        return duty
    is_past = past is Truth.YES
    source = account.all_records.sources.get(time.first if is_past else time.last)
    return attrs.evolve(
        duty,
        premises=(*duty.premises, *([source] if source else ())),
        max_certainty=Certainty.PROBABLE,  # it rests on silence
        state=ObligationState.OVERDUE if is_past else ObligationState.DUE,
    )


def _in_time(account: Account, event: Event | None, deadline: When) -> Truth:
    """Return whether an event was over by a deadline, by dates that are not qualified."""
    if event is None or not deadline.is_known or deadline.is_qualified:
        return Truth.UNKNOWN
    interval, last = intervals_of(account.dataset).of(event), deadline.bounds.end_latest
    if interval.max_certainty is not Certainty.CERTAIN:
        return Truth.UNKNOWN
    if interval.bounds.end_latest <= last:
        return Truth.YES
    return Truth.NO if interval.bounds.end_earliest > last else Truth.UNKNOWN
