"""Records of the model from decoded structs, many at a time."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, islice, repeat, starmap
from operator import attrgetter
from typing import Any, Final

import attrs
import msgspec

from karabakh.ids import SourceId
from karabakh.model import Citation, ExternalCode
from karabakh.model.introspection import (
    element_type,
    field_types,
    for_each_class,
    id_kinds,
    plain_type,
)
from karabakh.time import When

__all__ = ["RecordBuilder", "ValueCache"]

_Column = Iterable[Any]
"""The values of one field in all records that are built together."""

_ReadColumn = Callable[[_Column], _Column]

_MAX_PARTS: Final = 10_000
"""How many parts are remembered, most of which differ."""


class ValueCache:
    """Values that were read from texts; equal ones become one object.

    Args:
        size: How many values of a kind are remembered; then all are forgotten.
    """

    def __init__(self, size: int = 2**63) -> None:
        self._size = size
        self._whens = _Memo(_read_when, size)
        self._codes = _Memo(ExternalCode.parse, size)
        self._ids: dict[tuple[Any, ...], _Memo] = {}
        self._cited: set[str] = set()

    @property
    def referenced(self) -> Mapping[tuple[Any, ...], AbstractSet[str]]:
        """All identifiers that were read, by the kinds of record that they may name."""
        found: dict[tuple[Any, ...], AbstractSet[str]] = {
            kinds: ids.keys() for kinds, ids in self._ids.items()
        }
        sources = id_kinds(SourceId)
        return found | {sources: self._cited | found.get(sources, set())}

    def column_reader(self, annotation: object) -> _ReadColumn | None:
        """Return what reads the column of a field; None for values that need no reading."""
        element = element_type(annotation)
        plain = plain_type(annotation) if element is None else element
        if plain is Citation:
            return self._read_citations
        if attrs.has(plain):
            return self._part_reader(plain, is_tuple=element is not None)
        if plain is When:
            read_when = self._whens.__getitem__
            return lambda column: map(read_when, column)
        memo = self._codes if plain is ExternalCode else self._id_memo(plain)
        if memo is None:
            return None
        read = memo.__getitem__
        if element is not None:
            return lambda column: [row and tuple(map(read, row)) for row in column]
        return lambda column: [text and read(text) for text in column]

    def _id_memo(self, annotation: object) -> "_Memo | None":
        kinds = id_kinds(annotation)
        return self._ids.setdefault(kinds, _Memo(str, self._size)) if kinds else None

    def _read_citations(self, column: _Column) -> _Column:
        rows: list[tuple[str, ...]] = list(column)
        citations = Citation.parse_all([*chain.from_iterable(rows)])
        self._cited.update(map(_SOURCE, citations))
        rest = iter(citations)
        return [row and tuple(islice(rest, len(row))) for row in rows]

    def _part_reader(self, cls: type, *, is_tuple: bool) -> _ReadColumn:
        """Return what reads a column of parts, each of them built once."""
        builder = RecordBuilder(cls, self)
        known: dict[Any, Any] = {}

        def read(column: _Column) -> _Column:
            rows: list[Any] = list(column)
            used: list[Any] = [*chain.from_iterable(rows)] if is_tuple else [*filter(None, rows)]
            if len(known) > _MAX_PARTS:
                known.clear()
            try:
                parts = iter([*map(known.__getitem__, used)])
            except KeyError:
                unknown = [each for each in dict.fromkeys(used) if each not in known]
                known.update(zip(unknown, builder.build(unknown), strict=True))
                parts = map(known.__getitem__, used)
            if is_tuple:
                return [row and tuple(islice(parts, len(row))) for row in rows]
            return [each and next(parts) for each in rows]

        return read


_SOURCE: Final = attrgetter("source")


class _Memo(dict[Any, Any]):
    """Values by their texts. Looking up a text that is not there reads it."""

    def __init__(self, read: Callable[[Any], Any], size: int) -> None:
        super().__init__()
        self._read = read
        self._size = size

    def __missing__(self, text: Any) -> Any:  # noqa: ANN401 (a text, and its value)
        value = self._read(text)
        if len(self) >= self._size:
            self.clear()
        self[text] = value
        return value


def _read_when(text: str | None) -> When:
    return When.unknown() if text is None else When(text)


class RecordBuilder:
    """Builds the records, or parts of records, of one class from their typed structs.

    Fields are set through their slots, column by column: the constructor would check all
    types again. Validators and what else the class checks are run.

    Args:
        cls: A class of the model.
        cache: Reads the values.
    """

    def __init__(self, cls: type, cache: ValueCache) -> None:
        self._cls = cls
        self._fields = [
            (None if name == "id" else cache.column_reader(annotation), set_slot)
            for name, annotation, set_slot in _slots(cls)
        ]
        self._checks: list[Callable[[Any], None]] = []
        if any(field.validator for field in attrs.fields(cls)):
            self._checks.append(attrs.validate)
        check: Callable[[Any], None] | None = getattr(cls, "__attrs_post_init__", None)
        if check is not None:
            self._checks.append(check)

    def build(self, structs: Sequence[Any]) -> list[Any]:
        """Return the records of typed structs.

        Raises:
            ValueError: If a text has not the form of its type, or a check of the class fails.
        """
        if not structs:
            return []
        records: list[Any] = list(map(object.__new__, repeat(self._cls, len(structs))))
        columns = zip(*map(msgspec.structs.astuple, structs), strict=True)
        for (read, set_slot), column in zip(self._fields, columns, strict=True):
            values = read(column) if read else column
            # With `map`, each call would need a new tuple, and twice the time.
            _exhaust(starmap(set_slot, zip(records, values, strict=True)))
        for check in self._checks:
            _exhaust(map(check, records))
        return records


_exhaust: Final = deque[Any](maxlen=0).extend


@for_each_class
def _slots(cls: type) -> list[tuple[str, Any, Callable[[Any, Any], None]]]:
    """Return the fields of a class: name, annotation, and the setter of the slot.

    The setter bypasses the `__setattr__` of the frozen class.
    """
    return [
        (
            name,
            annotation,
            next(vars(base)[name].__set__ for base in cls.__mro__ if name in vars(base)),
        )
        for name, annotation in field_types(cls).items()
    ]
