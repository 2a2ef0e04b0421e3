"""Who acts and who speaks, and where."""

from typing import Final

import attrs

from karabakh._vocabulary import ActorKind, NameUse
from karabakh.ids import ActorId, PlaceId
from karabakh.model._allowed import Allowed
from karabakh.model._base import Record
from karabakh.model._fields import order_fields
from karabakh.model._typed import Typed

__all__ = ["Actor", "Name", "Place"]

_PLURAL_KINDS: Final = frozenset({ActorKind.COLLECTIVE, ActorKind.POPULATION})

_MAX_LATITUDE: Final = 90
_MAX_LONGITUDE: Final = 180


@attrs.frozen(kw_only=True)
class Name(Typed):
    """A name, in a language, who uses it, and how.

    >>> from karabakh import Name
    >>> Name(text="Deutschland", language="de").text
    'Deutschland'
    """

    text: str
    """The name as it is written."""

    language: str = ""
    """Its language, as a BCP 47 tag; empty if not known."""

    used_by: tuple[ActorId, ...] = ()
    """The actors that use it, where the source or the coder says so; authors are actors."""

    use: NameUse | None = None
    """How it is used in running text; None: in any way."""


@attrs.frozen(kw_only=True, repr=False, field_transformer=order_fields)
class Actor(Record):
    """An actor: a person, body, group or population that acts or holds positions.

    >>> from karabakh import Actor, ActorKind, Name
    >>> armenia = Actor(
    ...     id="armenia", kind=ActorKind.STATE, names=(Name(text="Armenia", language="en"),)
    ... )
    >>> armenia.label, armenia.takes_plural
    ('Armenia', False)
    """

    id: ActorId
    """The identifier."""

    kind: ActorKind
    """What sort of actor it is."""

    names: tuple[Name, ...] = ()
    """Its names, side by side; their order expresses no preference."""

    members: tuple[ActorId, ...] = ()
    """Of a collective: its members. *Member-of* relations date a membership."""

    is_plural: bool | None = None
    """Whether sentences about it take a plural verb; None: if it is a collective or population."""

    @property
    def label(self) -> str:
        """The first name, or the identifier if it has no name."""
        return self.names[0].text if self.names else self.id

    @property
    def takes_plural(self) -> bool:
        """Whether sentences about it take a plural verb: `is_plural`, or by its kind.

        Collectives and populations do by default.
        """
        return self.kind in _PLURAL_KINDS if self.is_plural is None else self.is_plural


def _is_point(instance: object, field: object, value: tuple[float, float] | None) -> None:  # noqa: ARG001
    if value is None:
        return
    longitude, latitude = value
    if not (abs(longitude) <= _MAX_LONGITUDE and abs(latitude) <= _MAX_LATITUDE):
        raise ValueError(value)


@attrs.frozen(kw_only=True, repr=False, field_transformer=order_fields)
class Place(Record):
    """A place, without parent or owner: its status is a matter of positions.

    >>> from karabakh import Name, Place
    >>> Place(id="nagorno-karabakh", names=(Name(text="Nagorno-Karabakh"),)).label
    'Nagorno-Karabakh'
    """

    id: PlaceId
    """The identifier."""

    names: tuple[Name, ...] = ()
    """Its names, side by side; their order expresses no preference."""

    point: tuple[float, float] | None = attrs.field(
        default=None,
        validator=Allowed("(longitude, latitude) in degrees, -180 to 180 and -90 to 90", _is_point),
        metadata={"limits": (_MAX_LONGITUDE, _MAX_LATITUDE)},
    )
    """Longitude (-180 to 180) and latitude (-90 to 90) in degrees, WGS 84; None if not known."""

    @property
    def label(self) -> str:
        """The first name, or the identifier if it has no name."""
        return self.names[0].text if self.names else self.id
