"""What a goal requires, according to whom, and what of it is met."""

from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from karabakh._shown import counted
from karabakh.ids import PropositionId
from karabakh.model import (
    Certainty,
    ConditionType,
    Dataset,
    Position,
    Proposition,
    Requirement,
    Stance,
)
from karabakh.reasoning._accounts import Account, Accounts, Adjudicated, adjudicate
from karabakh.reasoning._agreement_history import performances, reported_alone
from karabakh.reasoning._arguments import require_actor, require_dataset, require_ids
from karabakh.reasoning._attribution import OWN
from karabakh.reasoning._conclusion import Conclusion, Premise
from karabakh.reasoning._holding import Holding
from karabakh.reasoning._reading_order import in_reading_order, reading_key
from karabakh.time import Truth
from karabakh.wording import Labels

__all__ = ["Condition", "Conditions", "Met", "conditions"]

_BEARINGS: Final = {
    ConditionType.NECESSARY: "necessary for",
    ConditionType.SUFFICIENT: "sufficient for",
    ConditionType.NOT_SUFFICIENT: "not sufficient for",
    ConditionType.CONTRIBUTES: "contributes to",
}


@attrs.frozen(kw_only=True, repr=False)
class Met(Adjudicated):
    """Whether a condition is met, as far as events show."""

    rule: str = "met"

    condition: PropositionId
    """The condition."""

    answer: Truth
    """*Yes* by an event that fulfils it, *no* by one that breaches it; both leave it open."""

    def _describe(self, labels: Labels) -> str:
        text = {Truth.YES: "is met", Truth.NO: "is not met"}.get(self.answer)
        if text is None:
            is_contested = self.premises or self.accounts
            text = (
                "is met by some and broken by others" if is_contested else "is not known to be met"
            )
        return f"{labels(self.condition)} {text}"


@attrs.frozen(kw_only=True, repr=False)
class Condition(Conclusion):
    """One thing that bears on a goal, as a coded requirement says.

    Its premises are the requirement and the positions that support it: those that the sources
    or the holders vouch for, if there are any. If nobody supports it, it is of unknown certainty,
    and the sentence says that it is denied, left open or stated by nobody.
    """

    rule: str = "requirement"

    requirement: Proposition
    """The proposition that states it. It asserts nothing by itself: see `views`."""

    goal: PropositionId
    """What it bears on: the goal asked about, or a condition of that."""

    condition: PropositionId
    """What bears on it."""

    condition_type: ConditionType
    """How it does."""

    views: tuple[Position, ...] = ()
    """Who holds, denies or leaves open that it does, as far as is reported."""

    met: Met
    """Whether it is met."""

    needs: "tuple[Condition, ...]" = ()
    """What bears on the condition in its turn."""

    is_repeated: bool = False
    """Whether what bears on it is listed at an earlier condition of the same answer."""

    is_cyclic: bool = False
    """Whether it is what it bears on, through others: the tree is cut there."""

    @property
    def is_held(self) -> bool:
        """Whether any actor holds that it bears on the goal."""
        return any(view.stance is Stance.SUPPORTS for view in self.views)

    @property
    def details(self) -> tuple[Premise, ...]:
        """The other views, whether it is met, and what bears on it in its turn."""
        others = (view for view in self.views if view not in self.premises)
        return (*others, self.met, *self.needs)

    def _describe(self, labels: Labels) -> str:
        bearing, goal = _BEARINGS[self.condition_type], labels(self.goal)
        if self.is_held:
            return f"{labels(self.condition)}: {bearing} {goal}"
        verb = "" if self.condition_type is ConditionType.CONTRIBUTES else "is "
        text = f"{labels(self.condition)} {verb}{bearing} {goal}"
        if any(view.stance is Stance.OPPOSES for view in self.views):
            return f"denied: {text}"
        return f"left open whether {text}" if self.views else f"stated by nobody: {text}"


@attrs.frozen(kw_only=True, repr=False)
class Conditions(Conclusion):
    """What bears on a goal, as a tree.

    Its premises are the direct conditions that any actor holds to be so; the others are among its
    details.
    """

    rule: str = "conditions"

    goal: PropositionId
    """What is to come about."""

    conditions: tuple[Condition, ...]
    """What bears on it directly: by condition type, then in the order of the sources."""

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

    @property
    def details(self) -> tuple[Premise, ...]:
        """The direct conditions that nobody holds to be so."""
        return tuple(each for each in self.conditions if not each.is_held)

    def _describe(self, labels: Labels) -> str:
        every = [condition.met for _, condition in self.walk()]
        met = [each.certainty is Certainty.CERTAIN for each in every if each.answer is Truth.YES]
        nested, perhaps = len(every) - len(self.conditions), met.count(False)
        counts = [counted(len(self.conditions), "condition")]
        counts += [f"{nested} nested"] if nested else []
        counts += [f"{met.count(True)} met", *([f"{perhaps} perhaps met"] if perhaps else [])]
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
    once. The tree is cut where it comes back to a goal on the way from the root. Propositions that
    *same as* links join are one, and so are requirements. A requirement that nobody holds is
    listed all the same, with certainty *unknown*.

    The sources' account decides what is met. If it does not, the word of others may, *possible*
    at most, unless they differ.

    Limits: conditions are met by *links* alone. That an agreement's obligation was fulfilled, or
    that all that is necessary for a condition is met, concludes nothing about it. Events that are
    still to come at the creation of their source meet nothing. More than two hundred conditions
    in a row are too many.

    Args:
        dataset: The records.
        goal: The proposition that is to come about.
        according_to: An actor whose word counts as the sources'.

    Raises:
        UnknownIdError: If the dataset has no such proposition or actor.

    >>> import karabakh
    >>> from karabakh.reasoning import conditions
    >>> peace = conditions(karabakh.load(), "lasting-peace")
    >>> peace
    <Conditions: lasting-peace: 5 conditions, 3 nested, 0 met [conditions, certain, inferred]>
    >>> disarming = peace.conditions[-1]
    >>> disarming
    <Condition: arms-laid-down: not sufficient for lasting-peace [requirement, certain, inferred]>
    >>> [(view.holder, view.stance.value) for view in disarming.views]
    [('author', 'supports')]
    """
    require_dataset(dataset)
    require_ids(goal=goal)
    require_actor(dataset, according_to=according_to)
    tree = _Tree(Accounts(dataset, according_to=according_to))
    wanted = tree.one(dataset.propositions[goal].id)
    direct = tuple(tree.conditions_of(wanted, (wanted,)))
    held = tuple(each for each in direct if each.is_held)
    return Conditions(premises=held, goal=wanted, conditions=direct)


class _Tree:
    """Builds the tree of conditions, each goal's once."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts
        self.one, self._path = accounts.clusters.representative, accounts.clusters.path
        self._listed: set[str] = set()
        self._views: dict[str, list[Holding]] = {}
        for row in accounts.known.all:
            if row.is_recorded:
                self._views.setdefault(row.proposition, []).append(row)
        self._bearing: dict[str, dict[str, tuple[Proposition, Requirement]]] = {}
        """The requirements by goal, of those that are the same the first."""
        order = list(ConditionType)
        stated = [(it, it.requirement) for it in accounts.dataset.propositions if it.requirement]
        stated.sort(key=lambda it: (order.index(it[1].condition_type), reading_key(it[0])))
        for proposition, requirement in stated:
            of_goal = self._bearing.setdefault(self.one(requirement.goal), {})
            of_goal.setdefault(self.one(proposition.id), (proposition, requirement))

    def conditions_of(self, goal: str, path: tuple[str, ...]) -> Iterator[Condition]:
        """Yield what bears on a goal, which itself bears on those of a path before it."""
        self._listed.add(goal)
        for proposition, requirement in self._bearing.get(goal, {}).values():
            condition = self.one(requirement.condition)
            is_cyclic, is_goal = condition in path, condition in self._bearing
            is_repeated = is_goal and condition in self._listed and not is_cyclic
            is_followed = is_goal and not is_repeated and not is_cyclic
            rows = self._views.get(self.one(proposition.id), [])
            supporting = [row for row in rows if row.stance is Stance.SUPPORTS]
            carrying = [row for row in supporting if not row.voices] or supporting
            positions = _positions(carrying)
            links = (
                *(link for it in positions for link in self._path(it.proposition, proposition.id)),
                *self._path(requirement.goal, goal),
                *self._path(requirement.condition, condition),
            )
            needs = self.conditions_of(condition, (*path, condition)) if is_followed else ()
            yield Condition(
                premises=(proposition, *dict.fromkeys(links), *positions),
                max_certainty=Certainty.CERTAIN if supporting else Certainty.UNKNOWN,
                according_to=tuple(sorted(OWN.union(*(row.voices for row in carrying)))),
                requirement=proposition,
                goal=goal,
                condition=condition,
                condition_type=requirement.condition_type,
                views=_positions(rows),
                met=self._met(condition),
                needs=tuple(needs),
                is_repeated=is_repeated,
                is_cyclic=is_cyclic,
            )

    def _met(self, condition: str) -> Met:
        accounts = self._accounts
        others = accounts.others(accounts.clusters.cluster(condition))
        return adjudicate(
            _met_by(accounts.own, condition),
            (_met_by(each, condition) for each in others),
            lambda each: None if each.answer is Truth.UNKNOWN else each.answer,
        )


def _positions(rows: Iterable[Holding]) -> tuple[Position, ...]:
    return in_reading_order({row.position.id: row.position for row in rows}.values())


def _met_by(account: Account, condition: PropositionId) -> Met:
    happened = (it for it in performances(account, condition) if it.happened is Truth.YES)
    done = reported_alone(account, happened)
    kinds = {each.is_breach for each in done}
    answer = Truth.of(kinds == {False}) if len(kinds) == 1 else Truth.UNKNOWN
    return Met(
        premises=tuple(record for each in done for record in each.records),
        max_certainty=Certainty.UNKNOWN if answer is Truth.UNKNOWN else Certainty.CERTAIN,
        according_to=account.according_to,
        condition=condition,
        answer=answer,
    )
