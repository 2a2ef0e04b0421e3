"""What records and their cited parts have in common."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

import attrs

from karabakh._vocabulary import Basis, Certainty
from karabakh.ids import ActorId, RecordId, SourceId
from karabakh.model._citation import Citation
from karabakh.model._external_code import ExternalCode
from karabakh.model._fields import order_fields, repr_of_set_fields
from karabakh.model._typed import Typed

__all__ = ["Assertion", "Cited", "CitedPart", "Indexed", "Record", "citations_of_parts"]


Indexed = Mapping[str, tuple[str, Callable[[Any], tuple[str, ...]]]]
"""Names to select by: each with what the identifiers name, and a record's identifiers."""


@attrs.frozen(kw_only=True, repr=False, field_transformer=order_fields)
class Cited(Typed):
    """What a source states, or a coder infers, with the words that it rests on.

    >>> import karabakh
    >>> dataset = karabakh.load()
    >>> dataset["pashinyan-concedes"].certainty
    <Certainty.CERTAIN: 'certain'>
    """

    citations: tuple[Citation, ...] = ()
    """The passages that it rests on; of a part without any, those of its record."""

    certainty: Certainty = Certainty.CERTAIN
    """How firmly the source presents it."""

    basis: Basis = Basis.STATED
    """Whether the source states it or the coder infers it."""

    note: str = ""
    """A remark by the coder, such as a doubt."""

    @property
    def source(self) -> SourceId | None:
        """The source that it cites, if all its own citations are of one; else None.

        >>> import karabakh
        >>> karabakh.load()["offensive"].source
        'article'
        """
        sources = {citation.source for citation in self.citations}
        return sources.pop() if len(sources) == 1 else None

    @property
    def all_citations(self) -> tuple[Citation, ...]:
        """Its own citations, then those of its parts, such as participants and measures.

        Provisions are records of their own: an agreement's do not count here.

        >>> import karabakh
        >>> for citation in karabakh.load()["laying-down-arms"].all_citations:
        ...     print(citation)
        article#p1:43-55
        article#p1:49-50
        """
        return self.citations

    def __repr__(self) -> str:
        return repr_of_set_fields(self)


@attrs.frozen(kw_only=True, repr=False, field_transformer=order_fields)
class CitedPart(Cited):
    """A cited part of a record: a participant, a measure, a change of status.

    What it leaves out is as in its record: citations and who says so. It is never firmer
    than its record.

    >>> from karabakh import CitedPart, Participant, ParticipantRole
    >>> isinstance(Participant(actor="state", role=ParticipantRole.TARGET), CitedPart)
    True
    """

    according_to: tuple[ActorId, ...] = ()
    """Those who say so, each by itself; empty: as in the record."""


@attrs.frozen(kw_only=True, repr=False, field_transformer=order_fields)
class Record(Cited):
    """Anything that has an identifier and can be cited, linked and looked up.

    >>> import karabakh
    >>> dataset = karabakh.load()
    >>> isinstance(dataset["offensive"], karabakh.Record)
    True
    """

    __indexed__: ClassVar[Indexed] = {}
    """What `RecordCollection.where` selects by in addition to the fields."""

    id: RecordId
    """The identifier, unique within the dataset."""

    identifiers: tuple[ExternalCode, ...] = ()
    """What other collections call this very thing, such as ``ucdp-conflict:388``."""

    codes: tuple[ExternalCode, ...] = ()
    """How outside schemes classify it, such as ``plover:CONCEDE/territory``."""


@attrs.frozen(kw_only=True, repr=False, field_transformer=order_fields)
class Assertion(Record):
    """A record that an actor vouches for: the source itself, unless it names others.

    >>> import karabakh
    >>> karabakh.load()["offensive"].according_to
    ()
    """

    according_to: tuple[ActorId, ...] = ()
    """Those who say so, each by itself; empty: the source in its own voice."""


def citations_of_parts(*fields: Iterable[CitedPart]) -> tuple[Citation, ...]:
    """Return the citations of the parts in some fields of a record, in order."""
    return tuple(cited for parts in fields for part in parts for cited in part.citations)
