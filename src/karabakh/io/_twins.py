"""Twins of the model's classes, made from them: what a JSON library needs beside them.

msgspec decodes JSON into its own structures faster than anything else, and more strictly
than into the records: it ignores keys that it does not know where the target is an attrs
class, and takes `null` for a field that may be left out. So each class has two throw-away
structures with its keys that refuse both. A *key twin* holds each value as the raw bytes
that it was read from; a *typed twin* holds it as the record does, but for values with a
text form, which are still texts.
"""

import functools
import typing
from typing import Annotated, Any

import attrs
import msgspec

from karabakh.model import Citation, ExternalCode, When
from karabakh.model.introspection import (
    element_type,
    field_types,
    id_kinds,
    is_union,
    options_of,
    plain_type,
)

__all__ = ["key_twin", "typed_twin"]

LARGEST = 2**63 - 1
"""The largest whole number that a file may hold; others could not read a larger one."""

_INT: Any = Annotated[int, msgspec.Meta(le=LARGEST, ge=-LARGEST - 1)]


@functools.cache
def key_twin(cls: type, tag: str | None = None) -> type[msgspec.Struct]:
    """Make the key twin of a record's class.

    Args:
        cls: an attrs class of the model.
        tag: what the key ``"type"`` says; none where there is no such key.
    """
    fields = [
        (name, _key_type(kind))
        if default is attrs.NOTHING
        else (name, _key_type(kind) | msgspec.UnsetType, msgspec.UNSET)
        for name, kind, default in _fields(cls)
    ]
    return _twin(f"{cls.__name__}Keys", fields, tag)


@functools.cache
def typed_twin(cls: type, tag: str | None = None) -> type[msgspec.Struct]:
    """Make the typed twin of a record's class.

    What is left out has the default of its field; a time that is left out is none.

    Args:
        cls: an attrs class of the model.
        tag: what the key ``"type"`` says; none where there is no such key.
    """
    fields = [
        (name, _typed(kind))
        if default is attrs.NOTHING
        else (name, _typed(kind), None if kind is When else default)
        for name, kind, default in _fields(cls)
    ]
    return _twin(f"{cls.__name__}Twin", fields, tag)


def _fields(cls: type) -> list[tuple[str, Any, Any]]:
    types = field_types(cls)
    return [(field.name, types[field.name], field.default) for field in attrs.fields(cls)]


def _twin(name: str, fields: list[Any], tag: str | None) -> type[msgspec.Struct]:
    return msgspec.defstruct(
        name,
        fields,
        kw_only=True,
        forbid_unknown_fields=True,
        gc=False,
        frozen=True,
        omit_defaults=True,
        tag_field=None if tag is None else "type",
        tag=tag,
    )


def _key_type(annotation: object) -> Any:  # noqa: ANN401 (a type)
    """Give the type that a twin's field has for the annotation of a record's field."""
    plain = plain_type(annotation)
    if isinstance(plain, type) and attrs.has(plain):
        return key_twin(plain)
    element: Any = element_type(plain)
    if element is not None:
        element = key_twin(element) if attrs.has(element) else None
        return msgspec.Raw if element is None else list[element]
    if is_union(plain) or typing.get_origin(plain) is tuple:
        # Anything but null, to have it refused where the record's class would take it.
        return str | int | float | bool | list[Any]
    if plain is int:
        return _INT
    # A text where the record's class would take null, to have it refused.
    return msgspec.Raw if plain is annotation else str


def _typed(annotation: object) -> Any:  # noqa: ANN401 (a type)
    """Give the type that a typed twin's field has for the annotation of a record's field.

    A field that may be None has no null in files; what is left out has the default.
    """
    plain = plain_type(annotation)
    if id_kinds(annotation) or plain in {When, Citation, ExternalCode}:
        return str
    element: Any = element_type(plain)
    if element is not None:
        element = _typed(element)
        return tuple[element, ...]
    if typing.get_origin(plain) is tuple:
        return plain
    if is_union(plain):
        return typing.Union[tuple(map(_typed, options_of(plain)))]
    if isinstance(plain, type) and attrs.has(plain):
        return typed_twin(plain)
    return _INT if plain is int else plain
