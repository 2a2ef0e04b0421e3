"""One thing that bears on a goal, and whether it is met."""

import attrs

from karabakh.ids import PropositionId
from karabakh.model import ConditionType, Position, Proposition, Stance
from karabakh.reasoning._conclusion import Conclusion, Premise
from karabakh.time import Truth
from karabakh.wording import Labels

__all__ = ["Condition", "Met"]

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
    """Whether a condition is met, as far as events show.

    >>> import karabakh
    >>> from karabakh import reasoning
    >>> dataset = karabakh.load()
    >>> reasoning.conditions(dataset, "lasting-peace").conditions[0].met
    <Met: issues-addressed is not known whether met [met, unknown, inferred]>
    """

    rule: str = "met"
    """``met``."""

    condition: PropositionId
    """The condition."""

    answer: Truth
    """*Yes* by an event that fulfils it, *no* by one that breaches it; both leave it open."""

    accounts: "tuple[Met, ...]" = ()
    """What others say of it, if that differs."""

    @property
    def details(self) -> tuple[Premise, ...]:
        """The accounts that differ."""
        return self.accounts

    def _describe(self, labels: Labels) -> str:
        is_contested = bool(self.premises or self.accounts)
        answers = {
            Truth.YES: "is met",
            Truth.NO: "is not met",
            Truth.UNKNOWN: "is met by some and broken by others"
            if is_contested
            else "is not known whether met",
        }
        return f"{labels(self.condition)} {answers[self.answer]}"


@attrs.frozen(kw_only=True, repr=False)
class Condition(Conclusion):
    """One thing that bears on a goal, as a coded requirement says.

    Its premises are the requirement and the positions that support it: those that the sources
    or the holders vouch for, if there are any. If nobody supports it, it is of unknown certainty,
    and the sentence says that it is denied, left open or stated by nobody.

    >>> import karabakh
    >>> from karabakh import reasoning
    >>> dataset = karabakh.load()
    >>> reasoning.conditions(dataset, "lasting-peace").conditions[0]
    <Condition: issues-addressed: necessary for lasting-peace [requirement, certain, inferred]>
    """

    rule: str = "requirement"
    """``requirement``."""

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
        if self.is_held:
            return f"{labels(self.condition)}: {_BEARINGS[self.condition_type]} {labels(self.goal)}"
        text = f"{labels(self.condition)} {_VERBS[self.condition_type]} {labels(self.goal)}"
        if any(view.stance is Stance.OPPOSES for view in self.views):
            return f"denied: {text}"
        return f"left open whether {text}" if self.views else f"stated by nobody: {text}"
