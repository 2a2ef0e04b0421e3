"""Columns for values of the library's types."""

import datetime as dt
import enum
import typing
from collections.abc import Callable, Iterable
from typing import Any, Final

import attrs

from karabakh.model import Citation, ExternalCode, Record, Source
from karabakh.model.introspection import (
    element_type,
    id_kinds,
    is_union,
    options_of,
    plain_type,
    term_types,
)
from karabakh.reasoning import Conclusion, HeldStance, Stances
from karabakh.tables._table import ColumnType
from karabakh.time import Bounds, When

__all__ = ["Column", "columns_of", "own_properties"]


@attrs.frozen
class Column:
    """A column of a table."""

    name: str
    """Its name."""

    type: ColumnType
    """What it holds."""

    read: Callable[[Any], Any]
    """Returns the cell for a record, an answer or a part of one."""


def columns_of(name: str, annotation: object, read: Callable[[Any], Any]) -> list[Column]:
    """Return the columns for a value: one, three for a time, two for bounds, or none.

    Args:
        name: The name of the value.
        annotation: Its type; of one that fits into no cell there are no columns.
        read: Returns the value.
    """
    plain = plain_type(annotation)
    if plain is When:
        days = _days(name, lambda row: when.bounds if (when := read(row)) is not None else None)
        return [Column(name, "string", lambda row: str(read(row) or "") or None), *days]
    if plain is Bounds:
        return _days(name, read)
    if plain is Stances:
        return [Column(name, "list", lambda row: _holders(read(row) or ()))]
    if (element := element_type(plain)) is not None:
        return _texts(name, element, read)
    if plain is bool or plain is int:
        return [Column(name, "boolean" if plain is bool else "integer", read)]
    if plain is float or (is_union(plain) and int in options_of(plain)):
        return [Column(name, "number", lambda row: None if (n := read(row)) is None else float(n))]
    convert = _text_converter(plain)
    if convert is None:
        return []

    def read_text(row: object) -> str | None:
        value = read(row)
        return None if value is None else convert(value) or None

    return [Column(name, "string", read_text)]


def _texts(name: str, element: object, read: Callable[[Any], Any]) -> list[Column]:
    """Return the column for several values, or none if they have no texts."""
    convert = _text_converter(element)
    if convert is None:
        return []

    def read_texts(row: object) -> list[str]:
        return [*map(convert, read(row) or ())]

    return [Column(name, "list", read_texts)]


def _days(name: str, read: Callable[[Any], Bounds | None]) -> list[Column]:
    """Return the columns for the first and the last day that bounds allow."""

    def first(row: object) -> dt.date | None:
        bounds = read(row)
        return None if bounds is None else _date(bounds.start_earliest)

    def last(row: object) -> dt.date | None:
        bounds = read(row)
        return None if bounds is None else _date(bounds.end_latest)

    return [Column(f"{name}_first", "date", first), Column(f"{name}_last", "date", last)]


_LAST_DAY: Final = dt.date.max.toordinal()


def _date(day: int) -> dt.date | None:
    """Return a day as a date; None if it is open, or outside the years 1 to 9999."""
    return dt.date.fromordinal(day) if 0 < day <= _LAST_DAY else None


_OWN_TEXTS: Final[tuple[object, ...]] = (str, Citation, ExternalCode)
"""The types whose values `str` returns as texts."""


def _text_converter(annotation: Any) -> Callable[[Any], str] | None:  # noqa: ANN401 (a type)
    """Return what makes a text of one value; None if values of the type have no text."""
    if id_kinds(annotation) or annotation in _OWN_TEXTS:
        return str
    if term_types(annotation):
        return _term
    options = [each for each in options_of(annotation) if isinstance(each, type)]
    if options and all(issubclass(each, (Record, Source)) for each in options):
        return _id
    if options == [HeldStance]:
        return _position_id
    return None


def _term(value: enum.Enum) -> str:
    return str(value.value)


def _id(record: Record | Source) -> str:
    return str(record.id)


def _position_id(held: HeldStance) -> str:
    return str(held.position.id)


def _holders(stances: Iterable[HeldStance]) -> list[str]:
    return sorted({str(held.holder) for held in stances})


def own_properties(kind: type[Conclusion]) -> dict[str, object]:
    """Return the public properties that an answer's class adds, with their types."""
    return {
        name: typing.get_type_hints(value.fget).get("return")
        for cls in reversed(kind.__mro__)
        if issubclass(cls, Conclusion) and cls is not Conclusion
        for name, value in vars(cls).items()
        if isinstance(value, property) and not name.startswith("_") and name != "details"
    }
