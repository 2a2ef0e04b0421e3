"""Values whose fields hold what their types say, however they were made."""

import typing
from typing import Any, NamedTuple, NewType

import attrs

from karabakh.model._fields import for_each_class, is_union

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
            if not isinstance(values[name], kinds):
                raise _refusal(self, values, name, values[name], kinds)
            for element in values[name] if of_elements else ():
                if not isinstance(element, of_elements):
                    raise _refusal(self, values, f"each of {name}", element, of_elements)


class _Expectation(NamedTuple):
    name: str
    """The field."""
    kinds: tuple[type, ...]
    """The classes of what may stand in it."""
    of_elements: tuple[type, ...]
    """Those of what may stand in its tuple; none where it holds no tuple."""


@for_each_class
def _expectations(cls: type) -> tuple[_Expectation, ...]:
    return tuple(
        _Expectation(field.name, _kinds_of(field.type), _kinds_of_elements(field.type))
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


def _refusal(
    owner: object,
    values: dict[str, object],
    place: str,
    value: object,
    kinds: tuple[type, ...],
) -> TypeError:
    # Only here: most programs never make a record of wrong types.
    from karabakh.model._wrong_type import wrong_type  # noqa: PLC0415

    return wrong_type(type(owner), values.get("id"), place=place, value=value, kinds=kinds)
