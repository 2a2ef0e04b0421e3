"""The ties of an actor."""

import attrs

from karabakh.ids import ActorId, PlaceId, RelationId
from karabakh.model._base import Assertion, in_readers_order
from karabakh.model._when import When
from karabakh.model.vocabulary import DocTime, RelationKind

__all__ = ["Relation"]


@attrs.frozen(kw_only=True, repr=False, field_transformer=in_readers_order)
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
    """Its identifier."""

    subject: ActorId
    """Whose tie it is."""

    kind: RelationKind
    """What sort of tie."""

    object: ActorId | PlaceId
    """To whom or what."""

    title: str = ""
    """Of an office: what it is called."""

    when: When = When.unknown()
    """When it holds."""

    doc_time: DocTime | None = None
    """When it holds, seen from the making of the document."""
