"""Who took part in an event or an agreement, and the numbers that a source gives."""

import math
from collections.abc import Iterable

import attrs

from karabakh._vocabulary import MeasureKind, ParticipantRole
from karabakh.ids import ActorId
from karabakh.model._base import CitedPart
from karabakh.model._fields import order_fields
from karabakh.model._terms import term

__all__ = ["Measure", "Participant", "actors_with_role"]


@attrs.frozen(kw_only=True, repr=False, field_transformer=order_fields)
class Participant(CitedPart):
    """An actor in an event or an agreement, and its role.

    >>> import karabakh
    >>> dataset = karabakh.load()
    >>> [each.actor for each in dataset["offensive"].participants]
    ['azerbaijan']
    """

    actor: ActorId
    """The actor."""

    role: ParticipantRole
    """Its role."""

    side: str = ""
    """A word that the coder chooses: those with the same word were on one side."""


@attrs.frozen(kw_only=True, repr=False, field_transformer=order_fields)
class Measure(CitedPart):
    """A number that a source gives: of people killed, of an area, of money.

    Two sources with two numbers are two measures. At least one number is given; validation
    warns where they are not in order.

    Raises:
        ValueError: If no number is given, or one is not finite.

    >>> from karabakh import Measure, MeasureKind
    >>> measure = Measure(kind=MeasureKind.KILLED, low=10, high=25)
    >>> measure.best is None, measure.high
    (True, 25)
    """

    kind: MeasureKind
    """What is counted or measured."""

    best: int | float | None = None
    """The number that the source gives, or takes for the best estimate."""

    low: int | float | None = None
    """The lowest number that the source gives: "at least"."""

    high: int | float | None = None
    """The highest number that the source gives: "up to"."""

    unit: str = ""
    """The unit, such as ``km2`` or ``USD``; empty for people."""

    of: ActorId | None = None
    """The actor whose people, land or money it is; None if the source does not say."""

    def __attrs_post_init__(self) -> None:
        numbers = [each for each in (self.best, self.low, self.high) if each is not None]
        if not numbers:
            raise ValueError("Measure: best, low or high must be given, got none")
        for each in numbers:
            # An integer is finite, though it may be too large for a float.
            if isinstance(each, float) and not math.isfinite(each):
                raise ValueError(f"Measure: best, low and high must be finite, got {each}")


def actors_with_role(
    participants: Iterable[Participant], role: ParticipantRole | str
) -> tuple[ActorId, ...]:
    """Return the actors of the participants with a role, see `Event.actors_as`."""
    wanted = term(ParticipantRole, role, "role")
    return tuple(each.actor for each in participants if each.role is wanted)
