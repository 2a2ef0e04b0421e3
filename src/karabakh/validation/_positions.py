"""Rules on positions and on what they are about: ``KB401`` to ``KB499``."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from karabakh.findings import Finding
from karabakh.model import Dataset, Position, PositionForm, PropositionKind, Stance
from karabakh.validation._context import RuleContext, accounts
from karabakh.validation._simultaneous_pairs import simultaneous_pairs


def for_and_against(context: RuleContext) -> Iterator[Finding]:
    """One account has a holder for and against a proposition at the same time.

    A change of position takes two times, and sources or actors that differ are different
    accounts (``according_to``). Within one account it is nearly always a slip: a stance
    turned round, or two propositions taken for one. Where the proposition's kind is unset,
    the finding is a warning. Positions on behalf of different bodies are not compared.

    Fix: correct a stance or a time, distinguish the propositions, or name who says so in
    ``according_to``.
    """
    groups: dict[tuple[object, ...], list[Position]] = {}
    for position in context.dataset.positions:
        if position.stance is not Stance.UNDECIDED:
            for account in accounts(position):
                key = position.holder, position.on_behalf_of, position.proposition, account
                groups.setdefault(key, []).append(position)
    pairs = {
        (first.id, second.id): (first, second)
        for positions in groups.values()
        for first, second in simultaneous_pairs(
            context.chronology, positions, lambda each: each.stance
        )
    }
    for first, second in pairs.values():
        proposition = context.dataset.propositions.get(first.proposition)
        finding = context.error if proposition and proposition.kind else context.warning
        claim = f"{first.holder!r} is for and against {first.proposition!r}"
        message = f"{claim} at the same time ({first.id!r}, {second.id!r})"
        hint = "correct a stance or a time, or distinguish the propositions"
        yield finding("KB401", first, message, at="stance", hint=hint)


def implied_contradiction(context: RuleContext) -> Iterator[Finding]:
    """A proposition implies another that it excludes, or two that exclude each other.

    It could never be true, and whoever supports it would also oppose it. The finding lists
    the chains of implications.

    Fix: delete the implication that does not always hold, or the exclusion.
    """
    implied_by: dict[str, list[str]] = {}
    for proposition in sorted(context.dataset.propositions, key=lambda each: each.id):
        for implied in proposition.implies:
            implied_by.setdefault(implied, []).append(proposition.id)
    for first, second in _exclusions(context.dataset):
        one, other = _chains_to(first, implied_by), _chains_to(second, implied_by)
        common = [(len(one[each]) + len(other[each]), each) for each in one if each in other]
        if common:
            _, ground = min(common)
            chains = [chain for chain in (one[ground], other[ground]) if len(chain) > 1]
            listed = "; ".join(" implies ".join(map(repr, chain)) for chain in chains)
            message = f"{listed}; but {first!r} and {second!r} exclude each other"
            hint = "delete an implication that does not always hold, or the exclusion"
            record = context.dataset.propositions[ground]
            yield context.error("KB402", record, message, at="implies", hint=hint)


def self_contradiction(context: RuleContext) -> Iterator[Finding]:
    """A proposition excludes itself.

    Whoever supports it would also oppose it.

    Fix: name the proposition that is meant.
    """
    for proposition in context.dataset.propositions:
        if proposition.id in proposition.excludes:
            message = f"{proposition.id!r} excludes itself"
            hint = "name the proposition that is meant"
            yield context.error("KB403", proposition, message, at="excludes", hint=hint)


def requirement_of_itself(context: RuleContext) -> Iterator[Finding]:
    """A requirement has the same proposition as its goal and as its condition.

    That something requires itself says nothing, and a search for its conditions would not end.

    Fix: name what is to come about, and what it takes.
    """
    for proposition in context.dataset.propositions:
        requirement = proposition.requirement
        if requirement is not None and requirement.goal == requirement.condition:
            message = f"{proposition.id!r} makes {requirement.goal!r} a condition of itself"
            hint = "name two propositions, the goal and its condition"
            yield context.error(
                "KB404", proposition, message, at="requirement/condition", hint=hint
            )


def demand_without_addressee(context: RuleContext) -> Iterator[Finding]:
    """A demand has no addressee.

    A demand calls on an addressee to act ("must"); a need without one is an assessment. So
    says the codebook, and the question of what is demanded of an actor relies on it.

    Fix: name the addressee, or make it an assessment.
    """
    for position in context.dataset.positions:
        if position.form is PositionForm.DEMAND and position.addressee is None:
            message = f"demand {position.id!r} has no addressee"
            hint = "name the addressee, or make it an assessment"
            yield context.warning("KB405", position, message, at="addressee", hint=hint)


_MISFITS: Final[Mapping[PropositionKind, tuple[frozenset[PositionForm], str]]] = {
    PropositionKind.VALUE: (
        frozenset({PositionForm.CLAIM, PositionForm.AIM, PositionForm.DEMAND}),
        "use 'assessment'",
    ),
    PropositionKind.POLICY: (
        frozenset({PositionForm.CLAIM, PositionForm.PREDICTION}),
        "use 'aim', 'endorsement' or another form for what is to be",
    ),
}
"""The forms that don't apply to a kind of proposition, and what to use instead."""


def form_against_kind(context: RuleContext) -> Iterator[Finding]:
    """The form of a position does not apply to the kind of its proposition.

    A claim could be checked by an observer, so it is of a fact; a judgement by a standard (a
    value) is assessed, neither claimed nor aimed at; what is to be (a policy) is neither
    claimed nor predicted.

    Fix: correct the form of the position or the kind of the proposition.
    """
    for position in context.dataset.positions:
        proposition = context.dataset.propositions.get(position.proposition)
        if proposition is None or proposition.kind is None:
            continue
        forms, instead = _MISFITS.get(proposition.kind, (frozenset[PositionForm](), ""))
        if position.form is not None and position.form in forms:
            about = f"{proposition.id!r}, a proposition of {proposition.kind.value}"
            message = f"{position.form.value} {position.id!r} is about {about}"
            hint = f"{instead}, or correct the kind of {proposition.id!r}"
            yield context.warning("KB406", position, message, at="form", hint=hint)


def _exclusions(dataset: Dataset) -> list[tuple[str, str]]:
    """Return the pairs of propositions that exclude each other, each once."""
    return sorted(
        {
            (min(proposition.id, other), max(proposition.id, other))
            for proposition in dataset.propositions
            for other in proposition.excludes
            if other != proposition.id and dataset.propositions.get(other)
        }
    )


_Chains = dict[str, list[str]]
"""Propositions that imply one, each with a shortest chain of implications down to it."""


def _chains_to(origin: str, implied_by: Mapping[str, Sequence[str]]) -> _Chains:
    """Return all propositions that imply one, itself included, the nearest first."""
    chains: _Chains = {origin: [origin]}
    waiting = deque([origin])
    while waiting:
        implied = waiting.popleft()
        for proposition in implied_by.get(implied, ()):
            if proposition not in chains:
                chains[proposition] = [proposition, *chains[implied]]
                waiting.append(proposition)
    return chains
