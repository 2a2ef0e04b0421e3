"""What the fields of the records are: the one place that reads the classes' annotations.

Selection, reference checks, validation and file formats all need to know which fields
name other records, of which kind. They ask here, so that a new field needs no second
mention anywhere.
"""

import enum
import functools
import types
import typing
from collections.abc import Callable, Iterator
from typing import Any, NewType, TypeVar

import attrs

from karabakh import ids

__all__ = ["Reference", "field_types", "id_kinds", "indexes", "references_of", "term_types"]

T = TypeVar("T")

_ID_TYPES: frozenset[Any] = frozenset(
    value for name in ids.__all__ if isinstance(value := getattr(ids, name), NewType)
)


@attrs.frozen(kw_only=True)
class Reference:
    """A mention of one record by another."""

    path: tuple[str | int, ...]
    """How to get to it from the record: field names, and indexes from 0 in tuples."""

    id: str
    """The identifier mentioned."""

    kinds: tuple[Any, ...]
    """The identifier types that may stand there, such as `ActorId`; `RecordId` is any."""


def _for_each_class(function: Callable[[type], T]) -> Callable[[type], T]:
    """Remember the answer for each class, as `functools.cache` does, but keep the signature."""
    return functools.cache(function)


def id_kinds(annotation: object) -> tuple[Any, ...]:
    """Give the identifier types in an annotation: those of `ActorId | PlaceId | None`."""
    options = typing.get_args(annotation) if _is_union(annotation) else (annotation,)
    return tuple(option for option in options if option in _ID_TYPES)


@_for_each_class
def field_types(cls: type) -> dict[str, Any]:
    """Give the annotation of each field of an attrs class, in its order."""
    return {field.name: field.type for field in attrs.fields(cls)}


def references_of(instance: object) -> Iterator[Reference]:
    """Go through all mentions of other records in one, in the order of its fields.

    >>> from karabakh.model import references_of
    >>> from karabakh import Link, LinkKind
    >>> link = Link(id="order-1", subject="offensive", kind=LinkKind.BEFORE, object="truce")
    >>> [(mention.path, mention.id) for mention in references_of(link)]
    [(('subject',), 'offensive'), (('object',), 'truce')]
    """
    for name, find in _reference_finders(type(instance)):
        value = getattr(instance, name)
        if value:
            yield from find((name,), value)


@_for_each_class
def indexes(cls: type) -> dict[str, Callable[[Any], tuple[object, ...]]]:
    """Give what records of a class can be selected by: a name, and how to get its keys."""
    found: dict[str, Callable[[Any], tuple[object, ...]]] = {}
    for name, annotation in field_types(cls).items():
        if _element_type(annotation) is not None:
            if id_kinds(_element_type(annotation)):
                found[name] = _each_of(name)
        elif id_kinds(annotation) or term_types(annotation) or annotation is bool:
            found[name] = _single(name)
    for field in attrs.fields(cls):
        if field.metadata.get("indexed"):
            found[field.name] = _single(field.name)
    return found | getattr(cls, "__indexed__", {})


def term_types(annotation: object) -> tuple[type[enum.Enum], ...]:
    """Give the vocabularies in an annotation: that of `DocTime | None`."""
    options = typing.get_args(annotation) if _is_union(annotation) else (annotation,)
    return tuple(
        option for option in options if isinstance(option, type) and issubclass(option, enum.Enum)
    )


_Finder = Callable[[tuple[str | int, ...], Any], Iterator[Reference]]


@_for_each_class
def _reference_finders(cls: type) -> tuple[tuple[str, _Finder], ...]:
    own = "id"
    return tuple(
        (name, finder)
        for name, annotation in field_types(cls).items()
        if name != own and (finder := _finder(annotation)) is not None
    )


def _finder(annotation: object) -> _Finder | None:
    """Make a function that finds the references in a value of the annotated type, if any."""
    kinds = id_kinds(annotation)
    if kinds:
        return lambda path, value: iter((Reference(path=path, id=value, kinds=kinds),))
    element = _element_type(annotation)
    if element is not None:
        inner = _finder(element)
        return None if inner is None else functools.partial(_each_in, inner)
    for option in typing.get_args(annotation) if _is_union(annotation) else (annotation,):
        if isinstance(option, type) and attrs.has(option) and _reference_finders(option):
            return _nested
    return None


def _each_in(
    inner: _Finder, path: tuple[str | int, ...], values: tuple[Any, ...]
) -> Iterator[Reference]:
    for position, value in enumerate(values):
        yield from inner((*path, position), value)


def _nested(path: tuple[str | int, ...], value: object) -> Iterator[Reference]:
    for reference in references_of(value):
        yield attrs.evolve(reference, path=path + reference.path)


def _element_type(annotation: object) -> object:
    """Give what a tuple of any length holds, or nothing for another annotation."""
    if typing.get_origin(annotation) is tuple:
        element, *_ = typing.get_args(annotation)
        return typing.cast("object", element)
    return None


def _is_union(annotation: object) -> bool:
    return typing.get_origin(annotation) in (typing.Union, types.UnionType)


def _single(name: str) -> Callable[[Any], tuple[object, ...]]:
    return lambda instance: (getattr(instance, name),)


def _each_of(name: str) -> Callable[[Any], tuple[object, ...]]:
    return lambda instance: typing.cast("tuple[object, ...]", getattr(instance, name))
