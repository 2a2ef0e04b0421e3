"""What happened, and what lasts."""

from typing import ClassVar

import attrs

from karabakh._vocabulary import DocTimeRel, EventKind, ParticipantRole
from karabakh.ids import ActorId, EventId, PlaceId, RecordId
from karabakh.model._base import Assertion, Indexed, citations_of_parts
from karabakh.model._citation import Citation
from karabakh.model._fields import order_fields
from karabakh.model._participants import Measure, Participant, actors_with_role
from karabakh.time import When

__all__ = ["Event"]


@attrs.frozen(kw_only=True, repr=False, field_transformer=order_fields)
class Event(Assertion):
    """Something that happened, or a lasting state of affairs, as a source narrates it.

    >>> from karabakh import Event, EventKind, Participant, ParticipantRole
    >>> event = Event(
    ...     id="offensive",
    ...     title="An offensive",
    ...     kind=EventKind.OFFENSIVE,
    ...     participants=(Participant(actor="state", role=ParticipantRole.INITIATOR),),
    ... )
    >>> event.actors_as("initiator")
    ('state',)
    """

    __indexed__: ClassVar[Indexed] = {
        "participants": ("actor", lambda event: tuple(each.actor for each in event.participants)),
    }

    id: EventId
    """The identifier."""

    title: str
    """What happened, in a few words of the coder."""

    kind: EventKind
    """What sort of event it is."""

    location: PlaceId | None = None
    """Where it happened."""

    participants: tuple[Participant, ...] = ()
    """Who took part, as far as the source names them."""

    about: tuple[RecordId, ...] = ()
    """The records that it concerns: the propositions of a change of stance or a statement."""

    when: When = When.unknown()
    """When it happened or lasted."""

    doc_time_rel: DocTimeRel | None = None
    """The relation to the creation of the source."""

    recurring: bool = False
    """Whether it stands for something that happened repeatedly."""

    measures: tuple[Measure, ...] = ()
    """Numbers that sources give of it."""

    @property
    def all_citations(self) -> tuple[Citation, ...]:
        """Its own citations, then those of its participants and measures."""
        return self.citations + citations_of_parts(self.participants, self.measures)

    def actors_as(self, role: ParticipantRole | str) -> tuple[ActorId, ...]:
        """Return the participants with a role, in the order of the record.

        Args:
            role: The role, as a term or as it is written in files.

        Raises:
            ValueError: If the text is not a role.
            TypeError: If it is neither a role nor a text.
        """
        return actors_with_role(self.participants, role)
