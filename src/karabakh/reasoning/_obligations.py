"""Who owes what under agreements, and what became of it."""

import enum
from collections.abc import Iterable, Sequence

import attrs

from karabakh.ids import RecordId
from karabakh.model import Agreement, Certainty, Dataset, Event, Provision, ProvisionKind
from karabakh.reasoning._accounts import Account, Accounts, Adjudicated, adjudicate, jointly
from karabakh.reasoning._agreement_history import binding, creation, reported_alone
from karabakh.reasoning._arguments import require_actor, require_dataset
from karabakh.reasoning._conclusion import Premise
from karabakh.reasoning._derivation import OFFICE_HOLDER, way_to
from karabakh.reasoning._intervals import date_certainty, intervals_of
from karabakh.reasoning._reading_order import reading_key
from karabakh.time import NO_END, Bounds, Interval, Truth, When, intersection
from karabakh.wording import Labels, date_in_words

__all__ = ["Obligation", "ObligationState", "obligations", "obligations_under"]


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


_DECIDED = {ObligationState.FULFILLED, ObligationState.BREACHED}
_OWED = {ProvisionKind.OBLIGATION, ProvisionKind.PROHIBITION}


_Clause = tuple[Provision, Agreement]


@attrs.frozen(kw_only=True, repr=False)
class Obligation(Adjudicated):
    """An obligation or prohibition under an agreement, and what became of it."""

    rule: str = "obligation"

    provision: Provision
    """The clause: who owes what to whom, by when."""

    agreement: Agreement
    """What it is owed under."""

    at: When | None
    """The time asked about; None for the creation of the latest source."""

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
        labels = labels or Labels()
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


def obligations(
    dataset: Dataset,
    actor: str | None = None,
    *,
    at: When | str | None = None,
    according_to: str | None = None,
) -> tuple[Obligation, ...]:
    """Return who owes what under all agreements, and what became of it.

    With F the events that fulfil provision p or the whole of its agreement, B those that breach
    p, d the last day that its deadline may mean, and t the time asked about::

        breached(p, t)  ⇔  some e ∈ B has happened by t
        fulfilled(p, t) ⇔  some e ∈ F has, and certainly no e ∈ B
        overdue(p, t)   ⇔  certainly no e ∈ F ∪ B has, and d < t
        due(p, t)       ⇔  certainly no e ∈ F ∪ B has, and t ≤ d

    and *unknown* if none of that follows. Without `at`, t is the creation of the latest source, and
    every event has happened that no source puts later than itself.

    - Obligations and prohibitions are owed; a prohibition is never due or overdue.
    - What was over before the agreement was made is in neither F nor B. Nothing breaches it out of
      the period for which it is to bind, or once it has lapsed or been superseded or suspended,
      until it is agreed anew or resumed; if it is open which came first, so is the breach.
    - What a collective owes, each of its members owes that is one when the agreement is made, or
      becomes one.
    - The sources' account decides. If it leaves the outcome open, an actor's word may decide it,
      *possible* at most; if such accounts differ, the outcome is contested.

    Limits: *overdue* and *due* rest on silence, so they are *probable* at most, and so is what a
    qualified date decides; an approximate deadline (``~ %``) has no last day that is known.
    What is due stays due after the agreement has ended: ask `agreement_status`.

    Args:
        dataset: The records.
        actor: Only what this actor owes, by itself or as a member of a collective that does.
        at: The time asked about, or its EDTF form.
        according_to: An actor whose word counts as the sources'.

    Returns:
        The obligations, in the order of the sources; without those of agreements that have
        certainly not been made by then.

    Raises:
        UnknownIdError: If the dataset has no such actor.
        EdtfError: If `at` is not valid EDTF.

    >>> import karabakh
    >>> from karabakh.reasoning import ObligationState, obligations
    >>> (duty,) = obligations(karabakh.load(), "fighters")
    >>> duty
    <Obligation: fighters: lay down their arms: undetermined [obligation, unknown, inferred]>
    >>> duty.state is ObligationState.UNKNOWN, duty.reason()
    (True, 'no deadline or outcome reported')
    """
    require_dataset(dataset)
    require_actor(dataset, actor=actor, according_to=according_to)
    accounts = Accounts(dataset, at=at, according_to=according_to)
    found = sorted(_clauses(dataset.agreements, accounts), key=lambda it: reading_key(it[0][0]))
    owed = ((clauses, _obligation(clauses, accounts)) for clauses in found)
    listed = (
        duty if duty is None or actor is None else _of_actor(duty, clauses, actor, accounts)
        for clauses, duty in owed
    )
    return tuple(duty for duty in listed if duty is not None)


def obligations_under(
    agreements: Iterable[Agreement], accounts: Accounts
) -> tuple[Obligation, ...]:
    """Return what is owed under agreements that are one, in their own order."""
    found = (_obligation(clauses, accounts) for clauses in _clauses(agreements, accounts))
    return tuple(duty for duty in found if duty is not None)


def _clauses(agreements: Iterable[Agreement], accounts: Accounts) -> list[list[_Clause]]:
    """Return what is owed, clauses that are one together: first what stands for them."""
    found: dict[str, list[_Clause]] = {}
    for agreement in agreements:
        for provision in agreement.provisions:
            if provision.kind in _OWED:
                key = accounts.clusters.representative(provision.id)
                found.setdefault(key, []).append((provision, agreement))
    for key, clauses in found.items():
        clauses.sort(key=lambda it: (it[0].id != key, it[0].id))
    return list(found.values())


def _obligation(clauses: Sequence[_Clause], accounts: Accounts) -> Obligation | None:
    """Return what became of clauses that are one: by the sources, or by others."""
    records = (record for clause in clauses for record in clause)
    ids = (each for record in records for each in accounts.clusters.cluster(record.id))
    own = _by(accounts.own, clauses)
    others = [it for account in accounts.others(ids) if (it := _by(account, clauses)) is not None]
    decided = [each for each in others if _outcome(each) is not None]
    is_open = own is None or _outcome(own) is None
    if is_open and len({each.state for each in decided}) > 1:
        joint = jointly(decided)
        return attrs.evolve(
            own or joint,
            premises=(joint.provision, joint.agreement, *decided),
            max_certainty=Certainty.CERTAIN,
            according_to=joint.according_to,
            state=ObligationState.CONTESTED,
            by=None,
            in_time=Truth.UNKNOWN,
            accounts=tuple(decided),
        )
    if own is None:
        return jointly(decided or others) if others else None
    return adjudicate(own, decided, _outcome)


def _outcome(duty: Obligation) -> ObligationState | None:
    return duty.state if duty.state in _DECIDED else None


def _of_actor(
    found: Obligation, clauses: Sequence[_Clause], actor: str, accounts: Accounts
) -> Obligation | None:
    """Return an obligation as an actor's: its own, or as a member of a collective."""
    one, path = accounts.clusters.representative, accounts.clusters.path
    obligors = [each.obligor for each, _ in clauses if each.obligor]
    for obligor in obligors:
        if one(obligor) == one(actor):
            return attrs.evolve(found, premises=(*found.premises, *path(obligor, actor)))
    made = accounts.own.bounds(found.agreement.id)
    # It binds from its making on, with an unknown end.
    binds = Interval(Bounds(made.start_earliest, made.start_latest, made.start_earliest, NO_END))
    for obligor in obligors:
        ways = accounts.known.representation.ways(one(obligor), obligor, without=OFFICE_HOLDER)
        for step in ways:
            shared = intersection(binds, step.window) if step.end == one(actor) else None
            if shared is not None:
                ties = [tie for each in way_to(step) for tie in (each.record, *each.links)]
                limit = Certainty.POSSIBLE if shared.may_be_empty else Certainty.CERTAIN
                return attrs.evolve(
                    found,
                    premises=(*found.premises, *ties),
                    max_certainty=Certainty.weakest([found.max_certainty, limit]),
                    according_to=tuple(dict.fromkeys((*found.according_to, *sorted(step.voices)))),
                )
    return None


# -- the outcome in one account


def _by(account: Account, clauses: Iterable[_Clause]) -> Obligation | None:
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
        at=account.time.at,
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
        dates = [duty.at, best.event.when if best.event else When.unknown()] if duty.at else []
        return attrs.evolve(
            duty,
            premises=(*duty.premises, *best.records),
            max_certainty=date_certainty(*dates),
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
    source = account.accounts.dataset.sources.get(time.first if is_past else time.last)
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
