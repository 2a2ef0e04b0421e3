"""What happened, and what lasts."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import attrs

from karabakh.ids import ActorId, EventId, PlaceId, RecordId
from karabakh.model._base import Assertion, in_readers_order
from karabakh.model._code import Code
from karabakh.model._typed import Typed
from karabakh.model._when import When
from karabakh.model.vocabulary import DocTime, EventKind, Role

__all__ = ["Event", "Participation"]


@attrs.frozen(kw_only=True)
class Participation(Typed):
    """An actor in an event, and as what.

    >>> import karabakh
    >>> dataset = karabakh.load()
    >>> [each.actor for each in dataset["offensive"].participants]
    ['azerbaijan']
    """

    actor: ActorId
    """Who."""

    role: Role
    """As what."""


@attrs.frozen(kw_only=True, repr=False, field_transformer=in_readers_order)
class Event(Assertion):
    """Something that happened, or a lasting state of affairs, as a source narrates it.

    >>> from karabakh import Event, EventKind, Participation, Role
    >>> event = Event(
    ...     id="offensive",
    ...     title="An offensive",
    ...     kind=EventKind.OFFENSIVE,
    ...     participants=(Participation(actor="state", role=Role.INITIATOR),),
    ... )
    >>> event.actors_as(Role.INITIATOR)
    ('state',)
    """

    __indexed__: ClassVar[Mapping[str, Callable[[Any], tuple[str, ...]]]] = {
        "participants": lambda event: tuple(each.actor for each in event.participants),
    }

    id: EventId
    """Its identifier."""

    title: str
    """What happened, in a few words of the coder's."""

    kind: EventKind
    """What sort of event."""

    location: PlaceId | None = None
    """Where."""

    participants: tuple[Participation, ...] = ()
    """Who took part, as far as the source names them."""

    about: tuple[RecordId, ...] = ()
    """The records that it concerns: the propositions of a change of stance or a statement."""

    when: When = When.unknown()
    """When it happened or lasted."""

    doc_time: DocTime | None = None
    """When, seen from the making of the document."""

    recurring: bool = False
    """Whether it stands for something that happened again and again."""

    identifiers: tuple[Code, ...] = ()
    """What outside collections call this very event: ``ucdp-conflict:388``."""

    codes: tuple[Code, ...] = ()
    """What sort of event it is in outside schemes: ``plover:CONCEDE/territory``."""

    def actors_as(self, role: Role) -> tuple[ActorId, ...]:
        """Give the participants of a role, in the order of the record."""
        return tuple(each.actor for each in self.participants if each.role is role)
