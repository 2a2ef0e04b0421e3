"""Who thinks what of a proposition."""

import attrs

from karabakh.ids import ActorId, EventId, PositionId, PropositionId
from karabakh.model._base import Assertion, in_readers_order
from karabakh.model._when import When
from karabakh.model.vocabulary import DocTime, PositionForm, Stance

__all__ = ["Position"]


@attrs.frozen(kw_only=True, repr=False, field_transformer=in_readers_order)
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
    """Its identifier."""

    holder: ActorId
    """Whose stance it is."""

    proposition: PropositionId
    """What it is about."""

    stance: Stance
    """For, against or undecided."""

    form: PositionForm
    """In what form it is taken, such as a claim, an aim or a concession."""

    addressee: ActorId | None = None
    """Who is told to act, or who is spoken to."""

    held: When = When.unknown()
    """When the stance is held."""

    doc_time: DocTime | None = None
    """When it is held, seen from the making of the document."""

    expressed_in: EventId | None = None
    """The event, such as a statement, in which it is taken."""
