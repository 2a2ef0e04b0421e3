"""What positions are about."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import attrs

from karabakh.ids import PropositionId, RecordId
from karabakh.model._base import Record, in_readers_order
from karabakh.model._typed import Typed
from karabakh.model.vocabulary import Necessity

__all__ = ["Proposition", "Requirement"]


@attrs.frozen(kw_only=True)
class Requirement(Typed):
    """How one state of affairs bears on another that somebody may want.

    >>> import karabakh
    >>> dataset = karabakh.load()
    >>> needed = dataset.propositions.where(goal="lasting-peace")
    >>> needed[0].requirement.condition, needed[0].requirement.necessity
    ('arms-laid-down', <Necessity.NOT_SUFFICIENT: 'not-sufficient'>)
    """

    goal: PropositionId
    """What is to come about."""

    condition: PropositionId
    """What bears on it."""

    necessity: Necessity
    """How it does."""


@attrs.frozen(kw_only=True, repr=False, field_transformer=in_readers_order)
class Proposition(Record):
    """A declarative sentence that somebody can be for, against or undecided about.

    It asserts nothing by itself: who holds it to be true is a `Position`. Loaded words
    live only here.

    >>> from karabakh import Proposition
    >>> Proposition(
    ...     id="region-independent",
    ...     text="The region should be independent.",
    ...     contradicts=("region-part-of-neighbour",),
    ... ).text
    'The region should be independent.'
    """

    __indexed__: ClassVar[Mapping[str, Callable[[Any], tuple[str, ...]]]] = {
        "goal": lambda proposition: (
            (proposition.requirement.goal,) if proposition.requirement else ()
        ),
        "condition": lambda proposition: (
            (proposition.requirement.condition,) if proposition.requirement else ()
        ),
    }

    id: PropositionId
    """Its identifier."""

    text: str
    """The sentence, in the coder's words."""

    topic: str = attrs.field(default="", metadata={"indexed": True})
    """What it belongs to, as a short slug (``status``, ``peace``); for grouping."""

    implies: tuple[PropositionId, ...] = ()
    """Propositions that are true wherever this one is."""

    contradicts: tuple[PropositionId, ...] = ()
    """Propositions that can't be true together with this one. It holds both ways."""

    about: tuple[RecordId, ...] = ()
    """The records that it judges or speaks of."""

    requirement: Requirement | None = None
    """Of a proposition that says what something needs: the goal, the condition, how needed."""
