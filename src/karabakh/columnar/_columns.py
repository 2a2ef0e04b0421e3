"""The columns of each collection, from the annotations of its records."""

import functools
import typing
from collections.abc import Mapping
from typing import Final

import attrs

from karabakh.model import COLLECTIONS, Citation, ExternalCode
from karabakh.model.introspection import (
    element_type,
    field_types,
    is_union,
    options_of,
    plain_type,
)
from karabakh.time import Bounds, When

__all__ = ["BOUNDS", "DATED", "LARGEST_EXACT", "OF_POSITIONS", "columns_of", "stored_columns"]

BOUNDS: Final = Bounds._fields
"""The columns of the days between which a record's time began and ended."""

DATED: Final = tuple(name for name, kind in COLLECTIONS.items() if "when" in field_types(kind))
"""The collections whose records have a time; these have the columns of its days."""

OF_POSITIONS: Final = {
    "source": "VARCHAR",
    "created": "BIGINT",
    "is_dated": "BOOLEAN",
    "is_closed": "BOOLEAN",
    "has_only_days": "BOOLEAN",
}
"""The columns that positions have in addition: the source that they cite, if it is one; the day on
which it was created, if they are seen from it; whether they have a date, and one with an end; and
whether their days alone say when they hold. What is seen from a source of one day of publication
is narrowed by that day."""

LARGEST_EXACT: Final = 2**53
"""The largest whole number that a column of fractions holds exactly."""

_TEXTS: Final[tuple[object, ...]] = (When, Citation, ExternalCode)


@functools.cache
def columns_of(collection: str) -> Mapping[str, str]:
    """Return the columns of a collection: its fields, with their SQL types.

    Terms, times, citations and external codes are text; tuples are lists; parts, such as
    participants, are structs.

    Args:
        collection: The name of the collection, such as ``"events"``.

    >>> from karabakh.columnar._columns import columns_of
    >>> columns_of("places")["point"], columns_of("positions")["when"]
    ('DOUBLE[]', 'VARCHAR')
    """
    return {name: _type(kind) for name, kind in field_types(COLLECTIONS[collection]).items()}


def stored_columns(collection: str) -> Mapping[str, str]:
    """Return the columns of a collection's file: its fields and what is added.

    Added are the row, counted from 0 in the order of the dataset, the days of its time, and
    `OF_POSITIONS`.
    """
    days = BOUNDS if collection in DATED else ()
    more = OF_POSITIONS if collection == "positions" else {}
    return {**columns_of(collection), **dict.fromkeys(("row", *days), "BIGINT"), **more}


def _type(annotation: object) -> str:
    plain = plain_type(annotation)
    element = element_type(plain)
    if element is not None:
        return f"{_type(element)}[]"
    if typing.get_origin(plain) is tuple:  # of a fixed length, such as a point
        return f"{_type(typing.get_args(plain)[0])}[]"
    if plain is float or (is_union(plain) and float in options_of(plain)):
        return "DOUBLE"
    if isinstance(plain, type) and attrs.has(plain) and plain not in _TEXTS:
        fields = ", ".join(f'"{name}" {_type(kind)}' for name, kind in field_types(plain).items())
        return f"STRUCT({fields})"
    return "BOOLEAN" if plain is bool else "BIGINT" if plain is int else "VARCHAR"
