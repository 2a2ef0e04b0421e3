"""Who acts and who speaks, and the places they do it in."""

import attrs

from karabakh.ids import ActorId, PlaceId
from karabakh.model._base import Record, in_readers_order
from karabakh.model._code import Code
from karabakh.model._typed import Typed
from karabakh.model.vocabulary import ActorKind

__all__ = ["Actor", "Name", "Place"]


@attrs.frozen(kw_only=True)
class Name(Typed):
    """A name, in a language, and who uses it.

    >>> from karabakh import Name
    >>> Name(text="Deutschland", language="de").text
    'Deutschland'
    """

    text: str
    """The name as it is written."""

    language: str = ""
    """Its language, as a BCP 47 tag; empty where it is not told."""

    used_by: tuple[ActorId, ...] = ()
    """The actors that use it, where the source or the coder says so."""


@attrs.frozen(kw_only=True, repr=False, field_transformer=in_readers_order)
class Actor(Record):
    """Somebody who acts, holds a position or is spoken of as one who could.

    >>> from karabakh import Actor, ActorKind, Name
    >>> armenia = Actor(
    ...     id="armenia", kind=ActorKind.STATE, names=(Name(text="Armenia", language="en"),)
    ... )
    >>> armenia.label
    'Armenia'
    """

    id: ActorId
    """Its identifier."""

    kind: ActorKind
    """What sort of actor it is."""

    names: tuple[Name, ...] = ()
    """What it is called. All names stand side by side; that one is first says nothing."""

    members: tuple[ActorId, ...] = ()
    """Of a collective: the actors that it is made of."""

    identifiers: tuple[Code, ...] = ()
    """What outside collections call it, such as ``wikidata:Q399`` or ``ucdp-actor:64``."""

    @property
    def label(self) -> str:
        """The first name, or the identifier where it has no name."""
        return self.names[0].text if self.names else self.id


@attrs.frozen(kw_only=True, repr=False, field_transformer=in_readers_order)
class Place(Record):
    """A place. It has no parent and no owner: whose it is, is a proposition that somebody holds.

    >>> from karabakh import Name, Place
    >>> Place(id="nagorno-karabakh", names=(Name(text="Nagorno-Karabakh"),)).label
    'Nagorno-Karabakh'
    """

    id: PlaceId
    """Its identifier."""

    names: tuple[Name, ...] = ()
    """What it is called. All names stand side by side; that one is first says nothing."""

    identifiers: tuple[Code, ...] = ()
    """What outside collections call it, such as ``wikidata:…`` or ``geonames:…``."""

    @property
    def label(self) -> str:
        """The first name, or the identifier where it has no name."""
        return self.names[0].text if self.names else self.id
