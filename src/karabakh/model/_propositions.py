"""What positions are about."""

from typing import ClassVar

import attrs

from karabakh._vocabulary import ConditionType, PropositionKind
from karabakh.ids import PropositionId, RecordId
from karabakh.model._base import Indexed, Record
from karabakh.model._fields import order_fields
from karabakh.model._typed import Typed

__all__ = ["Proposition", "Requirement"]


@attrs.frozen(kw_only=True)
class Requirement(Typed):
    """How one state of affairs bears on another that an actor may want.

    >>> import karabakh
    >>> dataset = karabakh.load()
    >>> needed = dataset.propositions.where(goal="lasting-peace")
    >>> needed[0].requirement.condition, needed[0].requirement.condition_type
    ('arms-laid-down', <ConditionType.NOT_SUFFICIENT: 'not-sufficient'>)
    """

    goal: PropositionId
    """The proposition that is to come about."""

    condition: PropositionId
    """The proposition that bears on it."""

    condition_type: ConditionType
    """How the condition bears on the goal."""


@attrs.frozen(kw_only=True, repr=False, field_transformer=order_fields)
class Proposition(Record):
    """A declarative sentence that actors can support, oppose or be undecided about.

    It asserts nothing by itself: a `Position` says who supports it. Loaded words live
    only here.

    >>> from karabakh import Proposition
    >>> Proposition(
    ...     id="region-independent",
    ...     text="The region should be independent.",
    ...     excludes=("region-part-of-neighbour",),
    ... ).text
    'The region should be independent.'
    """

    __indexed__: ClassVar[Indexed] = {
        "goal": ("proposition", lambda one: (one.requirement.goal,) if one.requirement else ()),
        "condition": (
            "proposition",
            lambda one: (one.requirement.condition,) if one.requirement else (),
        ),
    }

    id: PropositionId
    """The identifier."""

    text: str
    """The sentence, in the coder's words."""

    kind: PropositionKind | None = None
    """Whether it is a proposition of fact, of value or of policy; None counts as policy."""

    topic: str = attrs.field(default="", metadata={"indexed": True})
    """The topic, as a short slug (``status``, ``peace``); for grouping."""

    implies: tuple[PropositionId, ...] = ()
    """Propositions that are true whenever this one is."""

    excludes: tuple[PropositionId, ...] = ()
    """Propositions that can't be true together with this one; symmetric."""

    about: tuple[RecordId, ...] = ()
    """The records that it judges or concerns."""

    requirement: Requirement | None = None
    """Of a proposition that says what a goal requires: goal, condition and condition type."""

    noun_phrase: str = ""
    """Optional wording for running text: "the region's independence"."""

    infinitive: str = ""
    """Optional wording for running text, after "wants": "strengthen its control"."""
