"""What the fields of records hold, by the annotations of their classes.

Selection, reference checks, validation and file formats need to know which fields name
other records, of which kind. They ask here, so that a new field needs no second mention.
"""

import enum
import functools
import types
import typing
from collections.abc import Callable
from typing import Any, TypeVar

import attrs

from karabakh.ids import IdKind

T = TypeVar("T")


def for_each_class(function: Callable[[type], T]) -> Callable[[type], T]:
    """Return a function of a class memoised, with its signature."""
    return functools.cache(function)


def is_union(annotation: object) -> bool:
    """Return whether an annotation is a union of types, such as ``X | None``."""
    return typing.get_origin(annotation) in (typing.Union, types.UnionType)


def options_of(annotation: object) -> tuple[Any, ...]:
    """Return the types of a union other than `None`, or the annotation alone."""
    options = typing.get_args(annotation) if is_union(annotation) else (annotation,)
    return tuple(option for option in options if option is not types.NoneType)


def plain_type(annotation: object) -> Any:  # noqa: ANN401 (a type)
    """Return the annotation without ``| None``: `X` of ``X | None``."""
    options = options_of(annotation)
    return options[0] if len(options) == 1 else typing.Union[options]  # noqa: UP007 (of a tuple)


def element_type(annotation: object) -> Any:  # noqa: ANN401 (a type)
    """Return what a tuple of any length holds; None for any other annotation."""
    if typing.get_origin(annotation) is tuple:
        element, *rest = typing.get_args(annotation)
        return element if rest == [...] else None
    return None


def id_kinds(annotation: object) -> tuple[IdKind, ...]:
    """Return the kinds of identifier in an annotation.

    Args:
        annotation: The type of a field, as `field_types` returns it.

    >>> from karabakh import Relation
    >>> from karabakh.model.introspection import field_types, id_kinds
    >>> [kind.noun for kind in id_kinds(field_types(Relation)["object"])]
    ['actor', 'place']
    """
    return tuple(
        mark
        for option in options_of(annotation)
        for mark in getattr(option, "__metadata__", ())
        if isinstance(mark, IdKind)
    )


@for_each_class
def field_types(cls: type) -> dict[str, Any]:
    """Return the annotation of each field of an attrs class, in its order."""
    return {field.name: field.type for field in attrs.fields(cls)}


def term_types(annotation: object) -> tuple[type[enum.Enum], ...]:
    """Return the vocabularies in an annotation.

    Args:
        annotation: The type of a field, as `field_types` returns it.

    >>> from karabakh import Position
    >>> from karabakh.model.introspection import field_types, term_types
    >>> term_types(field_types(Position)["doc_time_rel"])
    (<enum 'DocTimeRel'>,)
    """
    return tuple(
        option
        for option in options_of(annotation)
        if isinstance(option, type) and issubclass(option, enum.Enum)
    )
