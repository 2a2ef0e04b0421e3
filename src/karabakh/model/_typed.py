"""Values whose fields hold what their types say, however they were made."""

import typing
from collections.abc import Mapping
from typing import Any, NewType

import attrs

from karabakh._shown import shown
from karabakh.model._fields import for_each_class, is_union
from karabakh.model._wrong_type import wrong_argument

__all__ = ["Typed"]


class Typed:
    """A base that refuses a value of another type at once, saying what to write instead.

    A type checker says so earlier, but a coder in a notebook has none, and a value of a
    wrong type would fail much later, far from its place. Readers check what a file has
    by themselves, and faster; they do not come here.
    """

    __slots__ = ()

    def __attrs_pre_init__(self, **values: Any) -> None:  # noqa: ANN401 (they may be anything)
        # Before any validator runs: those take the types for granted.
        for name, kinds, of_elements in _expectations(type(self)):
            value = values[name]
            # To Python, a bool is an int.
            if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
                place = f"{_owner(self, values)}: {name}"
                raise wrong_argument(place, value, kinds, of_elements=of_elements)
            elements: tuple[Any, ...] = values[name] if of_elements else ()
            for element in elements:
                if not isinstance(element, of_elements):
                    place = f"{_owner(self, values)}: each of {name}"
                    raise wrong_argument(place, element, of_elements)


@for_each_class
def _expectations(cls: type) -> tuple[tuple[str, tuple[type, ...], tuple[type, ...]], ...]:
    """Give each field with the classes of what may stand in it, and in its tuple if it is one."""
    return tuple(
        (field.name, _kinds_of(field.type), _kinds_of_elements(field.type))
        for field in attrs.fields(cls)
    )


def _kinds_of(annotation: Any) -> tuple[type, ...]:  # noqa: ANN401 (any annotation)
    """Give the classes of the values that an annotation allows."""
    if isinstance(annotation, NewType):
        return _kinds_of(annotation.__supertype__)
    if is_union(annotation):
        options = typing.get_args(annotation)
        return tuple(dict.fromkeys(kind for option in options for kind in _kinds_of(option)))
    return (typing.get_origin(annotation) or annotation,)


def _kinds_of_elements(annotation: object) -> tuple[type, ...]:
    is_tuple = typing.get_origin(annotation) is tuple
    return _kinds_of(typing.get_args(annotation)[0]) if is_tuple else ()


def _owner(instance: object, values: Mapping[str, Any]) -> str:
    """Name the record whose field has a wrong value, or what else has it."""
    own_id, kind = values.get("id"), type(instance).__name__
    return f"{kind} {shown(own_id)}" if isinstance(own_id, str) else kind
