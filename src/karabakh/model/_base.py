"""What every record has in common."""

import enum
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

import attrs

from karabakh.ids import ActorId, RecordId, SourceId
from karabakh.model._citation import Citation
from karabakh.model._typed import Typed
from karabakh.model._wrong_type import wrong_argument
from karabakh.model.vocabulary import Basis, Certainty

__all__ = ["Assertion", "Cited", "Record", "document_of", "in_readers_order"]


def in_readers_order(
    cls: type, fields: "list[attrs.Attribute[Any]]"
) -> "list[attrs.Attribute[Any]]":
    """Order a record's fields for readers: its id, its own, the common ones, the note.

    The records hand it to attrs, so that files, signatures and pages have this order.
    """
    inherited = {
        field.name for base in cls.__mro__[1:] if attrs.has(base) for field in attrs.fields(base)
    }
    identity = [field for field in fields if field.name == "id"]
    own = [field for field in fields if field.name != "id" and field.name not in inherited]
    common = [field for field in fields if field.name != "id" and field.name in inherited]
    return [*identity, *own, *sorted(common, key=lambda field: field.name == "note")]


@attrs.frozen(kw_only=True, repr=False, field_transformer=in_readers_order)
class Cited(Typed):
    """What a source says, or what a coder reads in it, with the words that it rests on.

    >>> import karabakh
    >>> dataset = karabakh.load()
    >>> dataset["pashinyan-concedes"].certainty
    <Certainty.CERTAIN: 'certain'>
    """

    citations: tuple[Citation, ...] = ()
    """The places in the sources that it rests on; validation reports where there is none."""

    certainty: Certainty = Certainty.CERTAIN
    """How firmly the source presents it."""

    basis: Basis = Basis.STATED
    """Whether the source says it or the coder concludes it."""

    note: str = ""
    """A remark of the coder's, such as a doubt of theirs."""

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={_short(value)}" for name, value in _told(self))
        return f"{type(self).__name__}({shown})"


@attrs.frozen(kw_only=True, repr=False, field_transformer=in_readers_order)
class Record(Cited):
    """Anything that has an identifier and can be cited, linked and looked up.

    >>> import karabakh
    >>> dataset = karabakh.load()
    >>> isinstance(dataset["offensive"], karabakh.Record)
    True
    """

    __indexed__: ClassVar[Mapping[str, Callable[[Any], tuple[str, ...]]]] = {}
    """What `Records.where` selects by beside the fields: a name, and the identifiers under it."""

    id: RecordId
    """Its identifier, unique over the whole dataset."""


@attrs.frozen(kw_only=True, repr=False, field_transformer=in_readers_order)
class Assertion(Record):
    """A record that somebody vouches for: the source itself, unless it names another.

    >>> import karabakh
    >>> dataset = karabakh.load()
    >>> dataset["offensive"].according_to is None
    True
    """

    according_to: ActorId | None = None
    """Who says so; none where it is the source in its own voice."""


def document_of(*cited: Cited) -> SourceId | None:
    """Give the source that something is told by, if its own places are all in one.

    Args:
        *cited: what is told, then what it is a part of: the first with citations counts.

    Raises:
        TypeError: one of them has no citations of its own.

    >>> import karabakh
    >>> from karabakh.model import document_of
    >>> document_of(karabakh.load()["offensive"])
    'article'
    """
    for each in cited:
        if not isinstance(each, Cited):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
            raise wrong_argument("what is told", each, (Cited,))
    citations = next((each.citations for each in cited if each.citations), ())
    sources = {citation.source for citation in citations}
    return sources.pop() if len(sources) == 1 else None


def _told(instance: Cited) -> Iterator[tuple[str, object]]:
    for field in attrs.fields(type(instance)):
        value = getattr(instance, field.name)
        if value != field.default:
            yield field.name, value


def _short(value: object) -> str:
    if isinstance(value, enum.Enum):
        return repr(value.value)
    return repr(value)
