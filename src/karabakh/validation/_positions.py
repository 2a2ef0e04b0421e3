"""Rules on positions and on what they are about: ``KB401`` to ``KB499``."""

from collections.abc import Iterator, Mapping, Sequence

from karabakh.findings import Finding
from karabakh.model import Dataset, Position, PositionForm, Stance
from karabakh.validation._context import RuleContext
from karabakh.validation._together import together


def for_and_against(context: RuleContext) -> Iterator[Finding]:
    """One source has a holder both for and against the same proposition at the same time.

    That a holder changed its mind takes two times; that sources differ takes two sources; and
    what different actors say of a holder may differ. Within one source and one voice it is
    nearly always a slip: a stance turned round, or two propositions taken for one.

    Fix: correct a stance or a time, tell the propositions apart, or name who says so in
    ``according_to``.
    """
    held: dict[tuple[object, ...], list[Position]] = {}
    for position in context.dataset.positions:
        if position.stance is not Stance.UNDECIDED:
            voice = position.source, position.according_to
            held.setdefault((position.holder, position.proposition, *voice), []).append(position)
    for positions in held.values():
        for one, other in together(context.chronology, positions, lambda each: each.stance):
            yield context.error(
                "KB401",
                one,
                f"{one.holder!r} is for and against {one.proposition!r} at the same time"
                f" ({one.id!r}, {other.id!r})",
                at="stance",
                hint="correct a stance or a time, or tell the propositions apart",
            )


def implied_contradiction(context: RuleContext) -> Iterator[Finding]:
    """A proposition implies what contradicts it, or two that contradict each other.

    It could never be true, and whoever supports it would be made to oppose it. The finding
    tells the chains of implications.

    Fix: take the implication out that does not always hold, or the contradiction.
    """
    implications = _Implications(context.dataset)
    for one, other in implications.contradictions():
        chains = implications.common_ground(one, other)
        if chains is None:
            continue
        told = [" implies ".join(map(repr, chain)) for chain in chains if len(chain) > 1]
        yield context.error(
            "KB402",
            context.dataset.propositions[chains[0][0]],
            f"{'; '.join(told)}; but {one!r} and {other!r} contradict each other",
            at="implies",
            hint="take out an implication that does not always hold, or the contradiction",
        )


def self_contradiction(context: RuleContext) -> Iterator[Finding]:
    """A proposition is said to contradict itself.

    Nobody could hold it, and whoever does would be made to oppose it.

    Fix: name the proposition that is meant.
    """
    for proposition in context.dataset.propositions:
        if proposition.id in proposition.excludes:
            yield context.error(
                "KB403",
                proposition,
                f"{proposition.id!r} excludes itself",
                at="excludes",
                hint="name the proposition that is meant",
            )


def requirement_of_itself(context: RuleContext) -> Iterator[Finding]:
    """A requirement has the same proposition as its goal and as its condition.

    That something needs itself says nothing, and a question for what it takes would never end.

    Fix: name what is to come about, and what it takes.
    """
    for proposition in context.dataset.propositions:
        requirement = proposition.requirement
        if requirement is not None and requirement.goal == requirement.condition:
            yield context.error(
                "KB404",
                proposition,
                f"{requirement.goal!r} is said to require itself",
                at="requirement/condition",
                hint="name the goal and what it takes, two propositions",
            )


def demand_without_addressee(context: RuleContext) -> Iterator[Finding]:
    """A demand does not say whom it tells to act.

    A demand is what tells somebody to act ("must"); a need that nobody is told to meet is an
    assessment. So says the codebook, and the question for what is demanded of an actor relies
    on it.

    Fix: name the addressee, or make it an assessment.
    """
    for position in context.dataset.positions:
        if position.form is PositionForm.DEMAND and position.addressee is None:
            yield context.warning(
                "KB405",
                position,
                f"the demand {position.id!r} tells nobody to act",
                at="addressee",
                hint="name the addressee, or make it an assessment",
            )


_EFFORT = 10
"""How many times its own size a graph of implications is searched at most."""


class _Implications:
    """What implies what, and what contradicts what."""

    def __init__(self, dataset: Dataset) -> None:
        self._implied_by: dict[str, list[str]] = {}
        self._contradictions: set[tuple[str, str]] = set()
        known = dataset.propositions
        for proposition in known:
            for implied in proposition.implies:
                self._implied_by.setdefault(implied, []).append(proposition.id)
            for other in proposition.excludes:
                if other != proposition.id and known.get(other):
                    one, two = sorted((proposition.id, other))
                    self._contradictions.add((one, two))
        for ids in self._implied_by.values():
            ids.sort()
        size = len(known) + sum(map(len, self._implied_by.values()))
        self._effort = _EFFORT * (size + len(self._contradictions))

    def contradictions(self) -> Iterator[tuple[str, str]]:
        """Go through the pairs that contradict each other, as long as there is effort left."""
        for pair in sorted(self._contradictions):
            if self._effort > 0:
                yield pair

    def common_ground(self, one: str, other: str) -> tuple[list[str], list[str]] | None:
        """Find a near proposition that implies both of two, or is one and implies the other.

        Returns:
            The chains of implications from that proposition to the two, itself included.
        """
        ascents = _Ascent(one), _Ascent(other)
        while any(ascent.reached_last for ascent in ascents):
            for near, far in (ascents, ascents[::-1]):
                self._effort -= len(near.reached_last)
                common = near.step(self._implied_by) & far.reached.keys()
                if common:
                    ground = min(common)
                    return ascents[0].chain(ground), ascents[1].chain(ground)
        return None


class _Ascent:
    """A search for all that implies a proposition, through chains."""

    def __init__(self, origin: str) -> None:
        self.reached: dict[str, str | None] = {origin: None}
        """What implies the origin, each with the next proposition on the way to it."""
        self.reached_last = {origin}

    def step(self, implied_by: Mapping[str, Sequence[str]]) -> set[str]:
        """Go one implication further, and give what that reached."""
        new: set[str] = set()
        for implied in sorted(self.reached_last):
            for proposition in implied_by.get(implied, ()):
                if proposition not in self.reached:
                    self.reached[proposition] = implied
                    new.add(proposition)
        self.reached_last = new
        return new

    def chain(self, proposition: str) -> list[str]:
        """Give the implications from a proposition to the origin."""
        chain: list[str] = []
        following: str | None = proposition
        while following is not None:
            chain.append(following)
            following = self.reached[following]
        return chain
