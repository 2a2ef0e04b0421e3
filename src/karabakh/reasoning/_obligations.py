"""Who owes what under agreements, and what became of it."""

from collections.abc import Iterable, Sequence

import attrs

from karabakh.model import Agreement, Certainty, Dataset, ProvisionKind
from karabakh.reasoning._accounts import Accounts, adjudicate, jointly
from karabakh.reasoning._arguments import require_actor, require_dataset
from karabakh.reasoning._derivation import OFFICE_HOLDER, way_to
from karabakh.reasoning._obligation import Clause, Obligation, ObligationState, obligation_by
from karabakh.reasoning._reading_order import reading_key
from karabakh.time import NO_END, Bounds, Interval, Truth, When, intersection

__all__ = ["obligations", "obligations_under"]

_DECIDED = {ObligationState.FULFILLED, ObligationState.BREACHED}
_OWED = {ProvisionKind.OBLIGATION, ProvisionKind.PROHIBITION}


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
      until it is agreed anew or resumed; if that is hedged, or it is open which came first, the
      breach is undetermined.
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


def _clauses(agreements: Iterable[Agreement], accounts: Accounts) -> list[list[Clause]]:
    """Return what is owed, clauses that are one together: first what stands for them."""
    found: dict[str, list[Clause]] = {}
    for agreement in agreements:
        for provision in agreement.provisions:
            if provision.kind in _OWED:
                key = accounts.clusters.representative(provision.id)
                found.setdefault(key, []).append((provision, agreement))
    for key, clauses in found.items():
        clauses.sort(key=lambda it: (it[0].id != key, it[0].id))
    return list(found.values())


def _obligation(clauses: Sequence[Clause], accounts: Accounts) -> Obligation | None:
    """Return what became of clauses that are one: by the sources, or by others."""
    records = (record for clause in clauses for record in clause)
    ids = (each for record in records for each in accounts.clusters.cluster(record.id))
    own = obligation_by(accounts.own, clauses)
    others = [
        it
        for account in accounts.others(ids)
        if (it := obligation_by(account, clauses)) is not None
    ]
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
    found: Obligation, clauses: Sequence[Clause], actor: str, accounts: Accounts
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
    ways = accounts.known.representation.ways
    every = (step for each in obligors for step in ways(one(each), each, without=OFFICE_HOLDER))
    for step in every:
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
