"""Values whose fields hold what their types say, however they were built."""

import typing
from collections.abc import Mapping
from typing import Annotated, Any

import attrs

from karabakh._shown import shown
from karabakh._wrong_type import wrong_argument
from karabakh.model.introspection import for_each_class, is_union, plain_type

__all__ = ["Typed"]


class Typed:
    """A base that refuses a value of another type at once, with a hint.

    A type checker says so earlier, but a coder in a notebook has none, and a value of a
    wrong type would fail much later, far from its place. Readers of files check values by
    themselves, and faster; they do not come here.
    """

    __slots__ = ()

    def __attrs_pre_init__(self, **values: Any) -> None:  # noqa: ANN401 (they may be anything)
        # Before any validator runs: those take the types for granted.
        for expected in _expectations(type(self)):
            expected.check(self, values)


@attrs.frozen
class _Expected:
    """The classes of what a field may hold."""

    name: str
    kinds: tuple[type, ...]
    of_elements: tuple[type, ...]
    """Those of the elements, if it may hold a tuple."""
    length: int | None
    """The length of that tuple, if it is fixed."""

    def check(self, instance: object, values: Mapping[str, Any]) -> None:
        """Raise TypeError if the field's value, or an element of it, is of another class."""
        value = values[self.name]
        if not _is_one(value, self.kinds):
            place = f"{_owner(instance, values)}: {self.name}"
            raise wrong_argument(place, value, self.kinds, of_elements=self.of_elements)
        if not (self.of_elements and isinstance(value, tuple)):
            return
        elements = typing.cast("tuple[object, ...]", value)
        if self.length not in (None, len(elements)):
            place = f"{_owner(instance, values)}: {self.name}"
            raise TypeError(f"{place} must have {self.length} elements, got {shown(elements)}")
        for element in elements:
            if not _is_one(element, self.of_elements):
                place = f"{_owner(instance, values)}: each of {self.name}"
                raise wrong_argument(place, element, self.of_elements)


def _is_one(value: object, kinds: tuple[type, ...]) -> bool:
    # To Python, a bool is an int.
    return isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool))


@for_each_class
def _expectations(cls: type) -> tuple[_Expected, ...]:
    return tuple(_expected(field.name, field.type) for field in attrs.fields(cls))


def _expected(name: str, annotation: Any) -> _Expected:  # noqa: ANN401 (any annotation)
    plain = plain_type(annotation)
    of_elements: tuple[type, ...] = ()
    length: int | None = None
    if typing.get_origin(plain) is tuple:
        element, *rest = typing.get_args(plain)
        of_elements = _kinds_of(element)
        length = None if rest == [...] else 1 + len(rest)
    return _Expected(name, _kinds_of(annotation), of_elements, length)


def _kinds_of(annotation: Any) -> tuple[type, ...]:  # noqa: ANN401 (any annotation)
    """Return the classes of the values that an annotation allows."""
    if is_union(annotation):
        options = typing.get_args(annotation)
        return tuple(dict.fromkeys(kind for option in options for kind in _kinds_of(option)))
    if typing.get_origin(annotation) is Annotated:
        return _kinds_of(typing.get_args(annotation)[0])
    if annotation is float:
        return (float, int)  # as type checkers have it
    return (typing.get_origin(annotation) or annotation,)


def _owner(instance: object, values: Mapping[str, Any]) -> str:
    """Return a name for the record with a wrong value, or for what else has it."""
    own_id, kind = values.get("id"), type(instance).__name__
    return f"{kind} {shown(own_id)}" if isinstance(own_id, str) else kind
