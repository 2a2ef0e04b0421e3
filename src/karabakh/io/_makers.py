"""From twins to records: for each class a function, put together from its fields.

The function fills an instance of an *open twin*, a subclass that lets its slots be set, reads the
texts on its way, and turns it into the record by setting its class. The interpreter sets slots
of such a class in a tenth of the time that their setters take where the class refuses it. The
constructor that attrs writes takes longer still: it has keywords, and checks what is checked.
"""

import functools
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from operator import attrgetter
from types import CodeType
from typing import Any, Final, cast

import attrs

from karabakh.ids import SourceId
from karabakh.io._open import open_twin
from karabakh.model import Citation, Cited, ExternalCode, When
from karabakh.model.introspection import element_type, field_types, id_kinds, plain_type

__all__ = ["ANY_NUMBER", "Values", "record_maker"]

ANY_NUMBER: Final = 2**63

_MOST_CITATIONS: Final = 10_000
"""How many citations are remembered, few of which come twice."""


class Values:
    """Reads the values in records, so that equal ones become one object.

    Args:
        most: how many of a sort are remembered at most; then all of them are forgotten.
    """

    def __init__(self, most: int = ANY_NUMBER) -> None:
        self._most = most
        self._whens = self.shared(_read_when)
        self._codes = self.shared(ExternalCode.parse)
        self._ids: dict[tuple[Any, ...], _Shared] = {}
        self._cited: set[str] = set()
        self._citations = _Shared(self._read_citation, _MOST_CITATIONS)

    @property
    def mentioned(self) -> Mapping[tuple[Any, ...], AbstractSet[str]]:
        """All identifiers that were read, by the types that may stand where they did."""
        found: dict[tuple[Any, ...], AbstractSet[str]] = {
            kinds: ids.keys() for kinds, ids in self._ids.items()
        }
        of_sources = id_kinds(SourceId)
        return found | {of_sources: self._cited | found.get(of_sources, set())}

    def read_citations(self, texts: Sequence[str]) -> None:
        """Read citations together, in less time than each by itself, and remember these alone."""
        citations = Citation.parse_all(texts)
        self._cited.update(map(_SOURCE, citations))
        self._citations.clear()
        self._citations.update(zip(texts, citations, strict=True))

    def _read_citation(self, text: str) -> Citation:
        citation = Citation.parse(text)
        self._cited.add(citation.source)
        return citation

    def reader_of(self, annotation: object) -> Callable[[Any], Any] | None:
        """Give what reads the texts of a type; none for a type that is read already."""
        kinds = id_kinds(annotation)
        if kinds:
            return self._ids.setdefault(kinds, self.shared(str)).__getitem__
        if annotation is When:
            return self._whens.__getitem__
        if annotation is ExternalCode:
            return self._codes.__getitem__
        return self._citations.__getitem__ if annotation is Citation else None

    def shared(self, read: Callable[[Any], Any]) -> "_Shared":
        """Give a memory for what a function reads."""
        return _Shared(read, self._most)


_SOURCE: Final = attrgetter("source")


class _Shared(dict[Any, Any]):
    """What has been read. To look something up that has not is to read it."""

    def __init__(self, read: Callable[[Any], Any], most: int) -> None:
        super().__init__()
        self._read = read
        self._most = most

    def __missing__(self, text: Any) -> Any:  # noqa: ANN401 (a text or a twin; what it stands for)
        value = self._read(text)
        if len(self) >= self._most:
            self.clear()
        self[text] = value
        return value


def _read_when(text: str | None) -> When:
    return When.unknown() if text is None else When(text)


def record_maker(cls: type, values: Values) -> Callable[[Any], Any]:
    """Give a function that makes a record of its typed twin.

    The function raises ValueError for a text that does not stand for a value of its type,
    and for a value that a validator of the class refuses.

    Args:
        cls: the class of the records.
        values: reads the texts in them.
    """
    names: dict[str, Any] = {"new": object.__new__, "cls": cls, "validate": attrs.validate}
    names["open_twin"] = open_twin(cls)
    lines = ["def make(twin):", "record = new(open_twin)"]
    for field in attrs.fields(cls):
        names[f"read_{field.name}"] = read = _reader(cls, field.name, values)
        value = f"twin.{field.name}" if read is None else _reading(cls, field.name)
        lines.append(f"record.{field.name} = {value}")
    lines.append("record.__class__ = cls")
    if any(field.validator for field in attrs.fields(cls)):
        lines.append("validate(record)")
    if hasattr(cls, "__attrs_post_init__"):
        lines.append("record.__attrs_post_init__()")
    lines.append("return record")
    exec(_compiled("\n ".join(lines)), names)  # noqa: S102 (as attrs writes its constructors)
    # Taken out of its own globals: in a circle, it would keep all values until collected.
    return cast("Callable[[Any], Any]", names.pop("make"))


@functools.cache
def _compiled(text: str) -> CodeType:
    """Compile what is written for a class, once: every reading writes the same."""
    return compile(text, "<record maker>", "exec")


def _reader(cls: type, name: str, values: Values) -> Callable[[Any], Any] | None:
    """Give what reads the value of a field, or each of its values; none if it stays as it is."""
    annotation = field_types(cls)[name]
    if name == "id":
        return None  # nothing else has it
    annotation = element_type(annotation) or annotation
    plain = plain_type(annotation)
    if not attrs.has(plain):
        return values.reader_of(annotation)
    make = record_maker(plain, values)
    return make if issubclass(plain, Cited) else values.shared(make).__getitem__


def _reading(cls: type, name: str) -> str:
    """Write the expression for the value of a field that is read."""
    annotation = field_types(cls)[name]
    if annotation is When:
        return f"read_{name}(twin.{name})"  # what is left out is a time, too: the unknown one
    if element_type(annotation) is not None:
        return f"twin.{name} and tuple(map(read_{name}, twin.{name}))"
    return f"twin.{name} and read_{name}(twin.{name})"
