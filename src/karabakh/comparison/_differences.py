"""The fields in which two records of the same thing differ."""

import typing
from collections.abc import Callable, Iterator
from typing import Any

import attrs

from karabakh.model import Cited, ConditionType, DocTimeRel, Record, Requirement, Stance
from karabakh.model.introspection import element_type, field_types, id_kinds
from karabakh.time import Truth, When

__all__ = ["Difference", "differences"]

_NOT_COMPARED = {"id", "citations", "note"}
"""The fields that hold no content of the source."""


@attrs.frozen(kw_only=True)
class Difference:
    """A field in which two records of the same thing differ.

    >>> from karabakh import Dataset, Name, Place, comparison
    >>> one = Dataset.from_records(Place(id="town", names=(Name(text="A town"),)))
    >>> other = Dataset.from_records(Place(id="town", names=(Name(text="The town"),)))
    >>> [pair] = comparison.compare(one, other).pairs
    >>> [difference.field for difference in pair.differences]
    ['names']
    """

    field: str
    """The field; ``record`` if the two are records of different kinds."""

    left: object
    """The value on the left."""

    right: object
    """The value on the right."""

    excludes: bool
    """Whether the two can't both be true; else both may be, or only the wording differs."""


def differences(left: Record, right: Record, same: Callable[[str], str]) -> Iterator[Difference]:
    """Yield the fields in which two records differ, in their order.

    Args:
        left: One record.
        right: The other.
        same: Returns the representative of all that is the same as something.
    """
    if type(left) is not type(right):
        kinds = type(left).__name__.lower(), type(right).__name__.lower()
        yield Difference(field="record", left=kinds[0], right=kinds[1], excludes=True)
        return
    for name, annotation in field_types(type(left)).items():
        mine, other = getattr(left, name), getattr(right, name)
        if mine == other or not _is_compared(name, annotation):
            continue
        if _plain(mine, annotation, same) != _plain(other, annotation, same):
            yield Difference(
                field=name,
                left=mine,
                right=other,
                excludes=_contradict(mine, other, left, right),
            )


def _is_compared(name: str, annotation: Any) -> bool:  # noqa: ANN401 (a type)
    """Return whether a field has content that is not a record of its own."""
    element = element_type(annotation)
    holds_records = isinstance(element, type) and issubclass(element, Record)
    return name not in _NOT_COMPARED and not holds_records


def _plain(value: object, annotation: Any, same: Callable[[str], str]) -> object:  # noqa: ANN401
    """Return the content of a value, whatever its order and identifiers."""
    if isinstance(value, tuple):
        element = element_type(annotation)
        values = typing.cast("tuple[object, ...]", value)
        return sorted(repr(_plain(each, element, same)) for each in values)
    if isinstance(value, str) and id_kinds(annotation):
        return same(value)
    if attrs.has(type(value)):
        return [
            _plain(getattr(value, name), inner, same)
            for name, inner in field_types(type(value)).items()
            if not (isinstance(value, Cited) and name in _NOT_COMPARED)
        ]
    return value


def _contradict(mine: object, other: object, left: Record, right: Record) -> bool:
    """Return whether two values of a field can't both be true of the same thing."""
    match mine, other:
        case Stance(), Stance():
            return mine is not Stance.UNDECIDED and mine is other.opposite
        case When(), When():
            return mine.intersects(other) is Truth.NO
        case DocTimeRel(), DocTimeRel():
            cited = left.source, right.source
            return cited[0] is not None and cited[0] == cited[1]
        case Requirement(), Requirement():
            exclusive = {ConditionType.SUFFICIENT, ConditionType.NOT_SUFFICIENT}
            return {mine.condition_type, other.condition_type} == exclusive
        case _:
            return False
