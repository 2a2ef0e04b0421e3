"""What a goal requires, according to whom, and what of it is met."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import attrs

from karabakh.ids import PropositionId
from karabakh.model import (
    Certainty,
    ConditionType,
    Dataset,
    DocTimeRel,
    Event,
    Link,
    LinkKind,
    Position,
    Proposition,
    Record,
    Requirement,
    Stance,
)
from karabakh.reasoning._arguments import require_dataset, require_ids
from karabakh.reasoning._conclusion import Conclusion, Premise
from karabakh.reasoning._deeds import deed_links
from karabakh.reasoning._reading_order import in_reading_order, reading_key
from karabakh.reasoning._words import Naming
from karabakh.time import Truth

__all__ = ["Condition", "Conditions", "Met", "conditions"]

_BEARINGS = {
    ConditionType.NECESSARY: "necessary for",
    ConditionType.SUFFICIENT: "sufficient for",
    ConditionType.NOT_SUFFICIENT: "not sufficient for",
    ConditionType.CONTRIBUTES: "contributes to",
}
_VERBS = {
    each: words if each is ConditionType.CONTRIBUTES else f"is {words}"
    for each, words in _BEARINGS.items()
}


@attrs.frozen(kw_only=True, repr=False)
class Met(Conclusion):
    """Whether a condition is met, as far as events tell.

    >>> import karabakh
    >>> from karabakh import reasoning
    >>> dataset = karabakh.load()
    >>> reasoning.conditions(dataset, "lasting-peace").conditions[0].met
    <Met: issues-addressed is neither known to be met nor to fail [met, unknown, inferred]>
    """

    rule: str = "met"
    """``met``."""

    condition: PropositionId
    """The condition."""

    answer: Truth
    """*Yes* by an event that fulfils it, *no* by one that breaches it; both leave it open."""

    def sentence(self, name: Naming = str) -> str:
        """Say whether it is met, in one line."""
        answers = {
            Truth.YES: "is met",
            Truth.NO: "is not met",
            Truth.UNKNOWN: "is met by some and broken by others"
            if self.premises
            else "is neither known to be met nor to fail",
        }
        return f"{name(self.condition)} {answers[self.answer]}"


@attrs.frozen(kw_only=True, repr=False)
class Condition(Conclusion):
    """One thing that bears on a goal, as a coded requirement says.

    Its premises are the requirement and the positions that support it. Where nobody does, it
    is of unknown certainty, and the sentence says that it is denied, left open or not said.

    >>> import karabakh
    >>> from karabakh import reasoning
    >>> dataset = karabakh.load()
    >>> reasoning.conditions(dataset, "lasting-peace").conditions[0]
    <Condition: issues-addressed: necessary for lasting-peace [requirement, certain, inferred]>
    """

    rule: str = "requirement"
    """``requirement``."""

    requirement: Proposition
    """The proposition that says so. It asserts nothing by itself: see `views`."""

    goal: PropositionId
    """What it bears on: the goal asked about, or a condition of that."""

    condition: PropositionId
    """What bears on it."""

    condition_type: ConditionType
    """How it does."""

    views: tuple[Position, ...] = ()
    """Who holds, denies or leaves open that it does; none where nobody is told to."""

    met: Met
    """Whether it is met."""

    needs: "tuple[Condition, ...]" = ()
    """What bears on the condition in its turn."""

    told_before: bool = False
    """Whether what bears on it is told at an earlier condition of the same answer."""

    is_cyclic: bool = False
    """Whether it is what it bears on, through others: there the tree is cut."""

    @property
    def is_held(self) -> bool:
        """Whether anybody holds that it bears on the goal."""
        return any(view.stance is Stance.SUPPORTS for view in self.views)

    @property
    def details(self) -> tuple[Premise, ...]:
        """Who denies it or leaves it open, whether it is met, and what bears on it in its turn."""
        others = (view for view in self.views if view.stance is not Stance.SUPPORTS)
        return (*others, self.met, *self.needs)

    def sentence(self, name: Naming = str) -> str:
        """Say what bears on what, and how, or that nobody holds so, in one line."""
        if self.is_held:
            return f"{name(self.condition)}: {_BEARINGS[self.condition_type]} {name(self.goal)}"
        told = f"{name(self.condition)} {_VERBS[self.condition_type]} {name(self.goal)}"
        if any(view.stance is Stance.OPPOSES for view in self.views):
            return f"denied: {told}"
        return f"left open whether {told}" if self.views else f"nobody says: {told}"


@attrs.frozen(kw_only=True, repr=False)
class Conditions(Conclusion):
    """What bears on a goal, as a tree.

    Its premises are the direct conditions that somebody holds to be so; the others are beside
    them.

    >>> import karabakh
    >>> from karabakh.reasoning import conditions
    >>> peace = conditions(karabakh.load(), "lasting-peace")
    >>> peace
    <Conditions: lasting-peace: 6 conditions, 3 nested, 0 met [conditions, certain, inferred]>
    >>> for condition in peace.by_necessity("not-sufficient"):
    ...     print(condition.condition)
    arms-laid-down
    """

    rule: str = "conditions"
    """``conditions``."""

    goal: PropositionId
    """What is to come about."""

    conditions: tuple[Condition, ...]
    """What bears on it directly: by how it does, then in the order of the sources."""

    cycles: tuple[tuple[PropositionId, ...], ...] = ()
    """Propositions that bear on one another in a circle, each on the next, the last on the first.

    One for each place at which the tree was cut.
    """

    def walk(self) -> Iterator[tuple[int, Condition]]:
        """Go through all conditions, each followed by its own, with their depth from 0.

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

    def by_necessity(self, condition_type: ConditionType | str) -> tuple[Condition, ...]:
        """Give the direct conditions that bear on the goal in one way.

        Args:
            condition_type: the way, or its value.

        Raises:
            ValueError: there is no such way.
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

    def sentence(self, name: Naming = str) -> str:
        """Say how many conditions there are and how many are met, in one line."""
        direct = len(self.conditions)
        nested = sum(1 for _ in self.walk()) - direct
        counts = [f"{direct} condition{'' if direct == 1 else 's'}"]
        counts += [f"{nested} nested"] if nested else []
        counts += [f"{len(self.met)} met"]
        return f"{name(self.goal)}: {', '.join(counts)}"


def conditions(dataset: Dataset, goal: str) -> Conditions:
    """Find what a goal requires, according to whom, and what of it is met.

    ::

        bears(c, g)  ⇔  some proposition r has the requirement (goal g, condition c)
        views(r)     =  {p ∈ positions | proposition(p) = r}
        met(c)       =  yes, if an event fulfils c and none breaches it
                        no, if an event breaches c and none fulfils it
                        unknown, else

    A condition that is itself a goal is followed by its own conditions; each goal's are told
    once. Where that leads in a circle the tree is cut, and the circle reported.

    Limits: conditions are met by *links* alone. That an agreement's duty was fulfilled, or
    that all that is necessary for a condition is met, concludes nothing about it. Events
    that are still to come by the making of their source meet nothing. A requirement that
    nobody holds is told all the same, as denied, left open or not said, with certainty
    *unknown*.

    Args:
        dataset: the records.
        goal: the identifier of a proposition.

    Raises:
        UnknownIdError: there is no such proposition.

    >>> import karabakh
    >>> from karabakh.reasoning import conditions
    >>> peace = conditions(karabakh.load(), "lasting-peace")
    >>> (ceasefire,) = peace.by_necessity("sufficient")
    >>> [(view.holder, view.stance.value) for view in ceasefire.views]
    [('author', 'undecided')]
    """
    require_dataset(dataset)
    require_ids(goal=goal)
    wanted = dataset.propositions[goal].id
    facts = _Facts(dataset)
    plan = _planned(wanted, facts.requirements)
    children: list[list[Condition]] = [[] for _ in plan.steps]
    top: list[Condition] = []
    # Steps are planned before what bears on them: from the last to the first, all that a
    # condition contains is made before it.
    for number in reversed(range(len(plan.steps))):
        step = plan.steps[number]
        made = facts.condition(step, tuple(reversed(children[number])))
        (top if step.parent is None else children[step.parent]).append(made)
    top.reverse()
    return Conditions(
        premises=tuple(each for each in top if each.is_held),
        goal=wanted,
        conditions=tuple(top),
        cycles=tuple(plan.cycles),
    )


@attrs.frozen(kw_only=True)
class _Step:
    """A place in the tree: a requirement, under which other step it stands, and how it ends."""

    proposition: Proposition
    requirement: Requirement
    parent: int | None
    told_before: bool = False
    is_cyclic: bool = False


@attrs.define
class _Plan:
    steps: list[_Step] = attrs.field(factory=list)
    cycles: list[tuple[PropositionId, ...]] = attrs.field(factory=list)


_Requirements = dict[PropositionId, list[tuple[Proposition, Requirement]]]


def _planned(goal: PropositionId, requirements: _Requirements) -> _Plan:
    """Lay the tree out in depth, without recursion: chains may be as long as the dataset."""
    plan = _Plan()
    path = {goal: None}
    told = {goal}
    calls: list[tuple[int | None, Iterator[tuple[Proposition, Requirement]]]] = [
        (None, iter(requirements.get(goal, ())))
    ]
    while calls:
        parent, remaining = calls[-1]
        proposition, requirement = next(remaining, (None, None))
        if proposition is None or requirement is None:
            calls.pop()
            path.popitem()
            continue
        condition = requirement.condition
        is_cyclic = condition in path
        is_goal = condition in requirements
        plan.steps.append(
            _Step(
                proposition=proposition,
                requirement=requirement,
                parent=parent,
                told_before=condition in told and not is_cyclic and is_goal,
                is_cyclic=is_cyclic,
            )
        )
        if is_cyclic:
            circle = list(path)
            plan.cycles.append(tuple(reversed(circle[circle.index(condition) :])))
        elif is_goal and condition not in told:
            told.add(condition)
            path[condition] = None
            calls.append((len(plan.steps) - 1, iter(requirements[condition])))
    return plan


class _Facts:
    """What the dataset says of requirements, by what is asked for."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self.requirements: _Requirements = defaultdict(list)
        for proposition in dataset.propositions:
            requirement = proposition.requirement
            if requirement:
                self.requirements[requirement.goal].append((proposition, requirement))
        order = list(ConditionType)
        for found in self.requirements.values():
            found.sort(key=lambda pair: (order.index(pair[1].condition_type), reading_key(pair[0])))
        self._links = deed_links(dataset)

    def condition(self, step: _Step, needs: tuple[Condition, ...]) -> Condition:
        requirement = step.requirement
        views = in_reading_order(self._views(step.proposition))
        supporting = [view for view in views if view.stance is Stance.SUPPORTS]
        return Condition(
            premises=(step.proposition, *supporting),
            max_certainty=Certainty.CERTAIN if supporting else Certainty.UNKNOWN,
            requirement=step.proposition,
            goal=requirement.goal,
            condition=requirement.condition,
            condition_type=requirement.condition_type,
            views=views,
            met=self._met(requirement.condition),
            needs=needs,
            told_before=step.told_before,
            is_cyclic=step.is_cyclic,
        )

    def _views(self, requirement: Proposition) -> Sequence[Position]:
        return self._dataset.positions.where(proposition=requirement.id)

    def _met(self, condition: PropositionId) -> Met:
        links = [link for link in self._links.get(condition, ()) if self._is_done(link)]
        kinds = {link.kind for link in links}
        answer = Truth.UNKNOWN
        if len(kinds) == 1:
            answer = Truth.of(kinds == {LinkKind.FULFILS})
        return Met(
            premises=tuple(each for link in links for each in self._with_event(link)),
            max_certainty=Certainty.UNKNOWN if answer is Truth.UNKNOWN else Certainty.CERTAIN,
            condition=condition,
            answer=answer,
        )

    def _is_done(self, link: Link) -> bool:
        event = self._dataset.get(link.subject)
        return not (isinstance(event, Event) and event.doc_time_rel is DocTimeRel.AFTER)

    def _with_event(self, link: Link) -> tuple[Record, ...]:
        event = self._dataset.get(link.subject)
        return (link,) if event is None else (link, event)
