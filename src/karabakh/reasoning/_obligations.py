"""Who owes what under agreements, and what became of it."""

from collections.abc import Iterator, Sequence

import attrs

from karabakh.model import (
    Agreement,
    Certainty,
    Cited,
    Dataset,
    Provision,
    ProvisionKind,
)
from karabakh.reasoning._accounts import Account, Accounts
from karabakh.reasoning._arguments import require_actor, require_dataset
from karabakh.reasoning._derivation import OFFICE_HOLDER
from karabakh.reasoning._obligation import Obligation, ObligationState
from karabakh.reasoning._outcomes import outcome
from karabakh.reasoning._performance import ObligationIndex, performance_links
from karabakh.reasoning._reading_order import reading_key
from karabakh.reasoning._reference_time import reference_time
from karabakh.time import NO_END, Bounds, Interval, Truth, When, intersection

__all__ = ["Obligations", "obligations"]


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

    and *unknown* if none of that follows. An event has happened by t if it is over by then, by
    all that is known of its time. What was over before the agreement was made neither fulfils
    nor breaches it, and nothing breaches it out of the period for which it is to bind. Without
    `at`, t is the creation of the latest source, and every event has happened that no source
    puts later than itself.

    - Obligations and prohibitions are owed; other provisions are not. A prohibition can be
      breached, but is never due or overdue. An obligation may name no obligor.
    - Provisions and agreements that *same as* links join are one, listed by the first id.
    - What a collective owes, each of its members owes that is one when the agreement is made, or
      becomes one.
    - The sources' account decides. If it leaves the outcome open, an actor's word may decide it,
      *possible* at most; if such accounts differ, the outcome is contested. Each account rests
      on the sources and one actor.

    What is owed is as certain as the agreement.

    Limits: *overdue* and *due* rest on silence, so they are never more than *probable*. A date
    marked as approximate or uncertain, where it decides, has the same effect; but an approximate
    deadline (``~ %``) has no last day that is known, so neither whether it has passed nor whether
    it was kept follows from it. Whether an agreement still binds is not considered: ask
    `agreement_status`.

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
    >>> from karabakh.reasoning import obligations
    >>> obligations(karabakh.load(), "fighters")
    (<Obligation: fighters: lay down their arms: undetermined [obligation, unknown, inferred]>,)
    """
    require_dataset(dataset)
    require_actor(dataset, actor=actor, according_to=according_to)
    return tuple(Obligations(dataset, at, according_to).owed(actor))


_Clause = tuple[Provision, Agreement]


class Obligations:
    """All that is owed under the agreements of a dataset, by a time.

    Args:
        dataset: The records.
        at: The time asked about.
        according_to: An actor whose word counts as the sources'.
    """

    def __init__(
        self, dataset: Dataset, at: When | str | None, according_to: str | None = None
    ) -> None:
        self.time = reference_time(dataset, at)
        self.accounts = Accounts(dataset, according_to)
        self._dataset = dataset
        self._clusters = self.accounts.known.clusters
        self._indexes: dict[int, ObligationIndex] = {}

    def index(self, account: Account) -> ObligationIndex:
        """Return what an account says of performances and agreements."""
        if id(account) not in self._indexes:
            self._indexes[id(account)] = ObligationIndex(account, self.accounts, self.time)
        return self._indexes[id(account)]

    def under(self, agreements: Sequence[Agreement]) -> Iterator[Obligation]:
        """Yield what is owed under agreements that are one, in their own order."""
        for clauses in self._clauses(agreements):
            found = self._obligation(clauses)
            if found is not None:
                yield found

    def owed(self, actor: str | None) -> Iterator[Obligation]:
        """Yield what is owed under all agreements, or by one actor, in reading order."""
        ordered = sorted(
            self._clauses(self._dataset.agreements), key=lambda it: reading_key(it[0][0])
        )
        for clauses in ordered:
            found = self._obligation(clauses)
            if found is not None and actor is not None:
                found = self._of_actor(found, clauses, actor)
            if found is not None:
                yield found

    def _clauses(
        self, agreements: "Sequence[Agreement] | Iterator[Agreement]"
    ) -> list[list[_Clause]]:
        """Return what is owed, clauses that are one together: first what stands for them."""
        found: dict[str, list[_Clause]] = {}
        for agreement in agreements:
            for provision in agreement.provisions:
                if provision.kind in _OWED:
                    key = self._clusters.representative(provision.id)
                    found.setdefault(key, []).append((provision, agreement))
        for key, clauses in found.items():
            clauses.sort(key=lambda it: (it[0].id != key, it[0].id))
        return list(found.values())

    def _obligation(self, clauses: list[_Clause]) -> Obligation | None:
        own = self._by(self.accounts.own, clauses)
        others = (self._by(each, clauses) for each in self.accounts.others(self._records(clauses)))
        reported = [each for each in others if each is not None]
        decided = [each for each in reported if each.state in _DECIDED]
        if own is not None and own.state in _DECIDED:
            differing = tuple(each for each in decided if each.state is not own.state)
            return attrs.evolve(own, accounts=differing)
        telling = decided or (reported if own is None else [])
        if not telling:
            return own
        according_to = tuple(dict.fromkeys(it for each in telling for it in each.according_to))
        first = max(telling, key=lambda each: each.reported.rank)
        if len({each.state for each in telling}) == 1:
            return attrs.evolve(first, according_to=according_to)
        return attrs.evolve(
            own or first,
            premises=(first.provision, first.agreement, *telling),
            max_certainty=Certainty.CERTAIN,
            according_to=according_to,
            state=ObligationState.CONTESTED,
            by=None,
            in_time=Truth.UNKNOWN,
            accounts=tuple(telling),
        )

    def _records(self, clauses: list[_Clause]) -> Iterator[Cited]:
        """Yield the records that decide what became of clauses that are one."""
        links = performance_links(self._dataset)
        for clause in clauses:
            for record in clause:
                yield record
                for member in self._clusters.cluster(record.id):
                    for link in links.get(member, ()):
                        yield link
                        event = self._dataset.get(link.subject)
                        if event is not None:
                            yield event
            yield from clause[1].statuses

    def _by(self, account: Account, clauses: list[_Clause]) -> Obligation | None:
        """Return what became of clauses that are one, in one account."""
        known = [each for each in clauses if account.dataset.get(each[0].id) is not None]
        if not known:
            return None
        provision, agreement = known[0]
        index = self.index(account)
        agreed, step = index.made(agreement.id)
        if agreed is Truth.NO:
            return None
        found = outcome(index, [each for each, _ in known], agreement)
        return Obligation(
            premises=(provision, agreement, *([step] if step else []), *found.premises),
            max_certainty=found.max_certainty if agreed is Truth.YES else Certainty.UNKNOWN,
            according_to=account.according_to,
            provision=provision,
            agreement=agreement,
            at=self.time.at,
            agreed=agreed,
            state=found.state,
            by=found.by,
            in_time=found.in_time,
        )

    def _of_actor(self, found: Obligation, clauses: list[_Clause], actor: str) -> Obligation | None:
        """Return an obligation as an actor's: its own, or as a member of a collective."""
        known = self.accounts.known
        wanted = known.clusters.representative(actor)
        obligors = [each.obligor for each, _ in clauses if each.obligor]
        for obligor in obligors:
            if known.clusters.representative(obligor) == wanted:
                path = known.clusters.path(obligor, actor)
                return attrs.evolve(found, premises=(*found.premises, *path))
        binds = self._binding(found.agreement)
        for obligor in obligors:
            start = known.clusters.representative(obligor)
            for step in known.representation.ways(start, obligor, without=OFFICE_HOLDER):
                shared = intersection(binds, step.window) if step.end == wanted else None
                if shared is None:
                    continue
                ties = [tie for each in step.way for tie in (each.record, *each.links)]
                limit = Certainty.POSSIBLE if shared.may_be_empty else Certainty.CERTAIN
                return attrs.evolve(
                    found,
                    premises=(*found.premises, *ties),
                    max_certainty=Certainty.weakest([found.max_certainty, limit]),
                    according_to=tuple(dict.fromkeys((*found.according_to, *sorted(step.voices)))),
                )
        return None

    def _binding(self, agreement: Agreement) -> Interval:
        """Return when an agreement binds: from its making on, with an unknown end."""
        start = self.accounts.own.bounds(agreement.id)
        return Interval(
            Bounds(start.start_earliest, start.start_latest, start.start_earliest, NO_END)
        )
