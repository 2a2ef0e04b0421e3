"""The relations of actors to other actors and to places."""

import attrs

from karabakh._vocabulary import DocTimeRel, RelationKind
from karabakh.ids import ActorId, PlaceId, RelationId
from karabakh.model._base import Assertion
from karabakh.model._fields import order_fields
from karabakh.time import When

__all__ = ["Relation"]


@attrs.frozen(kw_only=True, repr=False, field_transformer=order_fields)
class Relation(Assertion):
    """A tie of an actor to another actor or to a place, with its time.

    Read it as a sentence: subject, kind, object.

    >>> from karabakh import Relation, RelationKind, When
    >>> office = Relation(
    ...     id="chair-of-the-union",
    ...     subject="a-person",
    ...     kind=RelationKind.HOLDS_OFFICE,
    ...     object="the-union",
    ...     title="chair",
    ...     when=When("2018-05/.."),
    ... )
    >>> office.title
    'chair'
    """

    id: RelationId
    """The identifier."""

    subject: ActorId
    """The actor that has the tie."""

    kind: RelationKind
    """What sort of tie it is."""

    object: ActorId | PlaceId
    """The actor or place that it is to."""

    title: str = ""
    """The name of an office or, of an *other* relation, of the tie."""

    when: When = When.unknown()
    """When it holds."""

    doc_time_rel: DocTimeRel | None = None
    """The relation of the holding to the creation of the source."""
