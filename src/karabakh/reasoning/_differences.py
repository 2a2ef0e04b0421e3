"""In which fields two records of one thing differ, and whether both can be true."""

import typing
from collections.abc import Callable, Iterator
from typing import Any

import attrs

from karabakh.model import Cited, ConditionType, DocTimeRel, Record, Requirement, Stance
from karabakh.model.introspection import field_types, id_kinds
from karabakh.time import Truth, When

__all__ = ["Difference", "differences"]

_NOT_COMPARED = {"id", "citations", "note"}
"""Which words say it and what the coder thinks of it is not what is said."""


@attrs.frozen(kw_only=True)
class Difference:
    """A field in which two records of one thing differ.

    >>> from karabakh import Dataset, Name, Place, reasoning
    >>> one = Dataset.from_records(Place(id="town", names=(Name(text="A town"),)))
    >>> other = Dataset.from_records(Place(id="town", names=(Name(text="The town"),)))
    >>> [pair] = reasoning.compare(one, other).pairs
    >>> [difference.field for difference in pair.differences]
    ['names']
    """

    field: str
    """The field; ``record`` where the two are records of different kinds."""

    here: object
    """What the one has."""

    there: object
    """What the other has."""

    excludes: bool
    """Whether the two can't both be true; else both may be, or it is a matter of wording."""


def differences(here: Record, there: Record, same: Callable[[str], str]) -> Iterator[Difference]:
    """Find the fields in which two records differ, in their order.

    Args:
        here: the one.
        there: the other.
        same: gives what stands for everything that is the same as something.
    """
    if type(here) is not type(there):
        kinds = type(here).__name__.lower(), type(there).__name__.lower()
        yield Difference(field="record", here=kinds[0], there=kinds[1], excludes=True)
        return
    for name, annotation in field_types(type(here)).items():
        mine, other = getattr(here, name), getattr(there, name)
        if mine == other or not _is_compared(name, annotation):
            continue
        if _plain(mine, annotation, same) != _plain(other, annotation, same):
            yield Difference(
                field=name,
                here=mine,
                there=other,
                excludes=_contradict(mine, other, here, there),
            )


def _is_compared(name: str, annotation: Any) -> bool:  # noqa: ANN401 (a type)
    """Tell whether a field says something that is not a record of its own."""
    element = typing.get_args(annotation)[:1]
    holds_records = (
        bool(element) and isinstance(element[0], type) and issubclass(element[0], Record)
    )
    return name not in _NOT_COMPARED and not holds_records


def _plain(value: object, annotation: Any, same: Callable[[str], str]) -> object:  # noqa: ANN401
    """Give what counts of a value: what it says, in whatever order and by whatever name."""
    if isinstance(value, tuple):
        element = typing.get_args(annotation)[0]
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


def _contradict(mine: object, other: object, here: Record, there: Record) -> bool:
    """Tell whether two values of a field can't both be true of one thing."""
    match mine, other:
        case Stance(), Stance():
            return mine is not Stance.UNDECIDED and mine is other.opposite
        case When(), When():
            return mine.intersects(other) is Truth.NO
        case DocTimeRel(), DocTimeRel():
            cited = here.source, there.source
            return cited[0] is not None and cited[0] == cited[1]
        case Requirement(), Requirement():
            exclusive = {ConditionType.SUFFICIENT, ConditionType.NOT_SUFFICIENT}
            return {mine.condition_type, other.condition_type} == exclusive
        case _:
            return False
