"""What a goal requires, according to whom, and what of it is met."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import attrs

from karabakh.ids import PropositionId
from karabakh.model import (
    Certainty,
    ConditionType,
    Dataset,
    Link,
    Position,
    Proposition,
    Record,
    Requirement,
    Stance,
)
from karabakh.reasoning._accounts import Account, Accounts
from karabakh.reasoning._arguments import require_actor, require_dataset, require_ids
from karabakh.reasoning._conclusion import Conclusion, Premise
from karabakh.reasoning._condition import Condition, Met
from karabakh.reasoning._condition_tree import Planned, Requirements, planned
from karabakh.reasoning._holdings import Holding
from karabakh.reasoning._performance import ObligationIndex, performance_links
from karabakh.reasoning._reading_order import in_reading_order, reading_key
from karabakh.reasoning._reference_time import reference_time
from karabakh.time import Truth
from karabakh.wording import Labels

__all__ = ["Conditions", "conditions"]


@attrs.frozen(kw_only=True, repr=False)
class Conditions(Conclusion):
    """What bears on a goal, as a tree.

    Its premises are the direct conditions that any actor holds to be so; the others are among its
    details.

    >>> import karabakh
    >>> from karabakh.reasoning import conditions
    >>> peace = conditions(karabakh.load(), "lasting-peace")
    >>> peace
    <Conditions: lasting-peace: 5 conditions, 3 nested, 0 met [conditions, certain, inferred]>
    >>> for condition in peace.by_type("not-sufficient"):
    ...     print(condition.condition)
    arms-laid-down
    """

    rule: str = "conditions"
    """``conditions``."""

    goal: PropositionId
    """What is to come about."""

    conditions: tuple[Condition, ...]
    """What bears on it directly: by condition type, then in the order of the sources."""

    cycles: tuple[tuple[PropositionId, ...], ...] = ()
    """Cycles of propositions, each of which bears on the next, the last on the first.

    One for each condition at which the tree was cut.
    """

    def walk(self) -> Iterator[tuple[int, Condition]]:
        """Yield all conditions, each followed by its own, with their depth from 0.

        >>> import karabakh
        >>> from karabakh.reasoning import conditions
        >>> for depth, each in conditions(karabakh.load(), "comprehensive-solution").walk():
        ...     print("  " * depth + each.condition)
        all-sides-respected
        concerns-addressed
        """
        waiting = [(0, each) for each in reversed(self.conditions)]
        while waiting:
            depth, condition = waiting.pop()
            yield depth, condition
            waiting += [(depth + 1, each) for each in reversed(condition.needs)]

    def by_type(self, condition_type: ConditionType | str) -> tuple[Condition, ...]:
        """Return the direct conditions of one type.

        Args:
            condition_type: The type, or its value.

        Raises:
            ValueError: If there is no such type.
        """
        wanted = ConditionType(condition_type)
        return tuple(each for each in self.conditions if each.condition_type is wanted)

    @property
    def details(self) -> tuple[Premise, ...]:
        """The direct conditions that nobody holds to be so."""
        return tuple(each for each in self.conditions if not each.is_held)

    @property
    def met(self) -> tuple[Condition, ...]:
        """The conditions, nested ones included, that are known to be met."""
        return tuple(each for _, each in self.walk() if each.met.answer is Truth.YES)

    def _describe(self, labels: Labels) -> str:
        direct = len(self.conditions)
        nested = sum(1 for _ in self.walk()) - direct
        counts = [f"{direct} condition{'' if direct == 1 else 's'}"]
        counts += [f"{nested} nested"] if nested else []
        counts += [f"{len(self.met)} met"]
        return f"{labels(self.goal)}: {', '.join(counts)}"


def conditions(dataset: Dataset, goal: str, *, according_to: str | None = None) -> Conditions:
    """Return what a goal requires, according to whom, and what of it is met.

    ::

        bears(c, g)  ⇔  some proposition r has the requirement (goal g, condition c)
        views(r)     =  {p ∈ positions | proposition(p) = r}
        met(c)       =  yes, if an event fulfils c and none breaches it
                        no, if an event breaches c and none fulfils it
                        unknown, else

    A condition that is itself a goal is followed by its own conditions; each goal's are listed
    once. Where that leads in a cycle the tree is cut, and the cycle reported. Propositions that
    *same as* links join are one, and so are requirements.

    The sources' account decides what is met. If it does not, the word of others may, *possible*
    at most, unless they differ.

    Limits: conditions are met by *links* alone. That an agreement's obligation was fulfilled, or
    that all that is necessary for a condition is met, concludes nothing about it. Events that are
    still to come at the creation of their source meet nothing. A requirement that nobody holds is
    listed all the same, with certainty *unknown*.

    Args:
        dataset: The records.
        goal: The proposition that is to come about.
        according_to: An actor whose word counts as the sources'.

    Raises:
        UnknownIdError: If the dataset has no such proposition or actor.

    >>> import karabakh
    >>> from karabakh.reasoning import conditions
    >>> peace = conditions(karabakh.load(), "lasting-peace")
    >>> (disarming,) = peace.by_type("not-sufficient")
    >>> [(view.holder, view.stance.value) for view in disarming.views]
    [('author', 'supports')]
    """
    require_dataset(dataset)
    require_ids(goal=goal)
    require_actor(dataset, according_to=according_to)
    facts = _Facts(dataset, Accounts(dataset, according_to))
    wanted = facts.representative(dataset.propositions[goal].id)
    plan = planned(wanted, facts.requirements)
    children: list[list[Condition]] = [[] for _ in plan.steps]
    top: list[Condition] = []
    # Steps are planned before what bears on them: from the last to the first, all that a
    # condition contains is built before it.
    for number in reversed(range(len(plan.steps))):
        step = plan.steps[number]
        built = facts.condition(step, tuple(reversed(children[number])))
        (top if step.parent is None else children[step.parent]).append(built)
    top.reverse()
    return Conditions(
        premises=tuple(each for each in top if each.is_held),
        goal=wanted,
        conditions=tuple(top),
        cycles=tuple(plan.cycles),
    )


class _Facts:
    """What the dataset says of requirements, by what is asked for."""

    def __init__(self, dataset: Dataset, accounts: Accounts) -> None:
        self._dataset = dataset
        self._accounts = accounts
        self._clusters = accounts.known.clusters
        self.representative = self._clusters.representative
        self._time = reference_time(dataset, None)
        self.requirements = self._required()
        self._views: dict[str, list[Holding]] = {}
        for row in accounts.known.all:
            if row.is_recorded:
                self._views.setdefault(row.proposition, []).append(row)

    def _required(self) -> Requirements:
        """Return the requirements by goal, those that are the same once."""
        found: dict[str, tuple[Proposition, Requirement]] = {}
        for proposition in sorted(self._dataset.propositions, key=lambda each: each.id):
            requirement = proposition.requirement
            if requirement is not None:
                joined = attrs.evolve(
                    requirement,
                    goal=self.representative(requirement.goal),
                    condition=self.representative(requirement.condition),
                )
                found.setdefault(self.representative(proposition.id), (proposition, joined))
        order = list(ConditionType)
        by_goal: Requirements = defaultdict(list)
        for proposition, requirement in sorted(
            found.values(),
            key=lambda pair: (order.index(pair[1].condition_type), reading_key(pair[0])),
        ):
            by_goal[requirement.goal].append((proposition, requirement))
        return by_goal

    def condition(self, step: Planned, needs: tuple[Condition, ...]) -> Condition:
        """Return the conclusion for one place in the tree."""
        rows = self._views.get(self.representative(step.proposition.id), [])
        supporting = [row for row in rows if row.stance is Stance.SUPPORTS]
        carrying = [row for row in supporting if not row.voices] or supporting
        positions = in_reading_order({it.position.id: it.position for it in carrying}.values())
        requirement = step.requirement
        return Condition(
            premises=(step.proposition, *self._links(step, positions), *positions),
            max_certainty=Certainty.CERTAIN if supporting else Certainty.UNKNOWN,
            according_to=tuple(sorted({actor for row in carrying for actor in row.voices})),
            requirement=step.proposition,
            goal=requirement.goal,
            condition=requirement.condition,
            condition_type=requirement.condition_type,
            views=in_reading_order({row.position.id: row.position for row in rows}.values()),
            met=self._met(requirement.condition),
            needs=needs,
            is_repeated=step.is_repeated,
            is_cyclic=step.is_cyclic,
        )

    def _links(self, step: Planned, positions: Iterable[Position]) -> Iterable[Link]:
        """Return the links that make a requirement one of the goal and the positions."""
        requirement, path = step.proposition.requirement, self._clusters.path
        ends = [(each.proposition, step.proposition.id) for each in positions]
        if requirement is not None:
            ends.append((requirement.goal, step.requirement.goal))
            ends.append((requirement.condition, step.requirement.condition))
        return dict.fromkeys(link for end in ends for link in path(*end))

    def _met(self, condition: PropositionId) -> Met:
        own = self._met_by(self._accounts.own, condition)
        others = [
            self._met_by(it, condition) for it in self._accounts.others(self._reports(condition))
        ]
        decided = [each for each in others if each.answer is not Truth.UNKNOWN]
        differing = tuple(each for each in decided if each.answer is not own.answer)
        if own.answer is Truth.UNKNOWN and len({each.answer for each in decided}) == 1:
            speakers = dict.fromkeys(it for each in decided for it in each.according_to)
            best = max(decided, key=lambda each: each.reported.rank)
            return attrs.evolve(best, according_to=tuple(speakers))
        return attrs.evolve(own, accounts=differing)

    def _reports(self, condition: str) -> Iterator[Record]:
        """Yield the records that decide whether something is met."""
        links = performance_links(self._dataset)
        for member in self._clusters.cluster(condition):
            for link in links.get(member, ()):
                yield link
                event = self._dataset.get(link.subject)
                yield from () if event is None else (event,)

    def _met_by(self, account: Account, condition: PropositionId) -> Met:
        index = ObligationIndex(account, self._accounts, self._time)
        performances = index.performances(condition)
        done = index.reported_alone([each for each in performances if each.happened is Truth.YES])
        kinds = {each.is_breach for each in done}
        answer = Truth.of(kinds == {False}) if len(kinds) == 1 else Truth.UNKNOWN
        return Met(
            premises=tuple(record for each in done for record in each.records),
            max_certainty=Certainty.UNKNOWN if answer is Truth.UNKNOWN else Certainty.CERTAIN,
            according_to=account.according_to,
            condition=condition,
            answer=answer,
        )
