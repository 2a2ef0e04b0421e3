"""The fields of records as the columns of a table, one for each plain value."""

import typing
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, Final

import attrs

from karabakh.model.introspection import (
    element_type,
    field_types,
    for_each_class,
    id_kinds,
    is_union,
    options_of,
    plain_type,
)

POINT: Final = ("longitude", "latitude")
"""The columns of a pair of coordinates, in degrees."""


@attrs.frozen(kw_only=True)
class FlatField:
    """A field, or a field of a single part, that one column of a table holds.

    >>> from karabakh import Proposition
    >>> from karabakh.model.flat import flat_fields
    >>> [each.name for each in flat_fields(Proposition) if len(each.path) > 1]
    ['requirement_goal', 'requirement_condition', 'requirement_condition_type']
    """

    name: str
    """The column."""

    path: tuple[str | int, ...]
    """The way to it from the record: field names, and 0 or 1 in a pair of coordinates."""

    annotation: Any
    """The type of its values, without ``| None``; a tuple of any length for several."""

    has_default: bool
    """Whether the field may be left out."""

    read: Callable[[Any], Any]
    """Returns its value in a record; None if the part that has it is left out."""

    @property
    def element(self) -> Any:  # noqa: ANN401 (a type)
        """The type of each value, of a field with several; else None."""
        return element_type(self.annotation)

    @property
    def is_number(self) -> bool:
        """Whether it holds a number, and no text."""
        plain = self.annotation
        return plain in {int, float} or (is_union(plain) and int in options_of(plain))


@for_each_class
def flat_fields(cls: type) -> tuple[FlatField, ...]:
    """Return the fields of a class that fit into single cells, in their order.

    A single part, such as a requirement, becomes a column for each of its fields; coordinates
    become two. Parts of which there are several are left out, see `part_classes`.
    """
    found: list[FlatField] = []
    for field in attrs.fields(cls):
        name, plain = field.name, plain_type(field.type)
        read, has_default = attrgetter(name), field.default is not attrs.NOTHING
        if name in part_classes(cls):
            continue
        if not id_kinds(plain) and attrs.has(plain):
            found += (_inner(name, read, each) for each in flat_fields(plain))
        elif typing.get_origin(plain) is tuple and element_type(plain) is None:
            found += (_coordinate(name, read, number) for number in range(len(POINT)))
        else:
            found.append(
                FlatField(
                    name=name, path=(name,), annotation=plain, has_default=has_default, read=read
                )
            )
    return tuple(found)


@for_each_class
def part_classes(cls: type) -> Mapping[str, type]:
    """Return the fields that hold several parts of a record, and the parts' classes.

    >>> from karabakh import Event
    >>> from karabakh.model.flat import part_classes
    >>> list(part_classes(Event))
    ['participants', 'measures']
    """
    return {
        name: element
        for name, annotation in field_types(cls).items()
        if isinstance(element := element_type(annotation), type) and attrs.has(element)
    }


def _inner(name: str, read: Callable[[Any], Any], inner: FlatField) -> FlatField:
    def read_inner(record: object) -> object:
        part = read(record)
        return None if part is None else inner.read(part)

    return attrs.evolve(
        inner,
        name=f"{name}_{inner.name}",
        path=(name, *inner.path),
        read=read_inner,
    )


def _coordinate(name: str, read: Callable[[Any], Any], number: int) -> FlatField:
    def read_coordinate(record: object) -> object:
        point = read(record)
        return None if point is None else point[number]

    return FlatField(
        name=POINT[number],
        path=(name, number),
        annotation=float,
        has_default=True,
        read=read_coordinate,
    )
