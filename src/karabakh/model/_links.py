"""Typed edges between records."""

from typing import ClassVar

import attrs

from karabakh._vocabulary import LinkKind
from karabakh.ids import LinkId, RecordId
from karabakh.model._base import Assertion, Indexed
from karabakh.model._fields import order_fields

__all__ = ["Link"]


@attrs.frozen(kw_only=True, repr=False, field_transformer=order_fields)
class Link(Assertion):
    """A typed connection from one record to another.

    Read it as a sentence: subject, kind, object.

    >>> from karabakh import Link, LinkKind
    >>> link = Link(id="order-1", subject="offensive", kind=LinkKind.BEFORE, object="truce")
    >>> link.ends
    ('offensive', 'truce')
    """

    __indexed__: ClassVar[Indexed] = {
        "of": ("record", lambda link: link.ends),
    }

    id: LinkId
    """The identifier."""

    subject: RecordId
    """The record that the link starts from."""

    kind: LinkKind
    """How the subject is connected to the object."""

    object: RecordId
    """The record that the link leads to."""

    @property
    def ends(self) -> tuple[RecordId, RecordId]:
        """The subject and the object."""
        return self.subject, self.object
