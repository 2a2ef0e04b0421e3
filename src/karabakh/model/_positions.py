"""Who thinks what of a proposition."""

import attrs

from karabakh._vocabulary import DocTimeRel, PositionForm, Stance
from karabakh.ids import ActorId, EventId, PositionId, PropositionId
from karabakh.model._base import Assertion
from karabakh.model._fields import order_fields
from karabakh.time import When

__all__ = ["Position"]


@attrs.frozen(kw_only=True, repr=False, field_transformer=order_fields)
class Position(Assertion):
    """A holder's stance on a proposition, at a time.

    >>> from karabakh import Position, PositionForm, Stance
    >>> position = Position(
    ...     id="state-for-peace",
    ...     holder="state",
    ...     proposition="peace-first",
    ...     stance=Stance.SUPPORTS,
    ...     form=PositionForm.AIM,
    ... )
    >>> position
    Position(id='state-for-peace', holder='state', proposition='peace-first', stance='supports', \
form='aim')
    """

    id: PositionId
    """The identifier."""

    holder: ActorId
    """The actor that holds the stance."""

    on_behalf_of: ActorId | None = None
    """The body that the holder speaks for here, where the source says so.

    It overrides what the form excludes, and excludes every other body of the holder.
    """

    proposition: PropositionId
    """What it is about."""

    stance: Stance
    """Whether the holder supports it, opposes it or is undecided."""

    form: PositionForm | None = None
    """The form in which it is taken, such as a claim, an aim or a concession; None if open."""

    addressee: ActorId | None = None
    """Who is called on to act, or who is spoken to."""

    when: When = When.unknown()
    """When the stance is held."""

    doc_time_rel: DocTimeRel | None = None
    """The relation of the holding to the creation of the source."""

    expressed_in: EventId | None = None
    """The event, such as a statement, in which it is expressed."""
