"""Structures that JSON is decoded into, generated from the classes of the model.

Decoded into the classes themselves, unknown keys would be ignored and null accepted. A
*typed struct* refuses both; its values are those of the class, but dates, citations and
external codes are still texts. A *key struct* holds each value as the bytes it was read from.
"""

import functools
import typing
from typing import Annotated, Any, Final

import attrs
import msgspec

from karabakh.model import Citation, ExternalCode
from karabakh.model.introspection import (
    element_type,
    field_types,
    id_kinds,
    is_union,
    options_of,
    plain_type,
)
from karabakh.time import When

__all__ = ["LARGEST", "key_struct", "typed_struct"]

LARGEST: Final = 2**63 - 1
"""The largest whole number in files: other programs can't read larger ones."""

_INT: Any = Annotated[int, msgspec.Meta(le=LARGEST, ge=-LARGEST - 1)]


@functools.cache
def key_struct(cls: type, tag: str | None = None) -> type[msgspec.Struct]:
    """Return the key struct of a class.

    Args:
        cls: A class of the model.
        tag: The value of the key ``"type"``; None for a struct without that key.
    """
    fields = [
        (name, _key_type(kind))
        if default is attrs.NOTHING
        else (name, _key_type(kind) | msgspec.UnsetType, msgspec.UNSET)
        for name, kind, default in _fields(cls)
    ]
    return _struct(f"{cls.__name__}Keys", fields, tag)


@functools.cache
def typed_struct(cls: type, tag: str | None = None) -> type[msgspec.Struct]:
    """Return the typed struct of a class.

    A missing value is the default of its field, but None for a time.

    Args:
        cls: A class of the model.
        tag: The value of the key ``"type"``; None for a struct without that key.
    """
    fields = [
        (name, _value_type(kind))
        if default is attrs.NOTHING
        else (name, _value_type(kind), None if kind is When else default)
        for name, kind, default in _fields(cls)
    ]
    return _struct(f"{cls.__name__}Values", fields, tag)


def _fields(cls: type) -> list[tuple[str, Any, Any]]:
    types = field_types(cls)
    return [(field.name, types[field.name], field.default) for field in attrs.fields(cls)]


def _struct(name: str, fields: list[Any], tag: str | None) -> type[msgspec.Struct]:
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
    """Return the type of a field in a key struct."""
    plain = plain_type(annotation)
    if isinstance(plain, type) and attrs.has(plain):
        return key_struct(plain)
    element: Any = element_type(plain)
    if element is not None and attrs.has(element):
        return list[key_struct(element)]  # type: ignore[misc] # a class, at run time
    return msgspec.Raw


def _value_type(annotation: object) -> Any:  # noqa: ANN401 (a type)
    """Return the type of a field in a typed struct; None is not written in files."""
    plain = plain_type(annotation)
    if id_kinds(annotation) or plain in {When, Citation, ExternalCode}:
        return str
    element: Any = element_type(plain)
    if element is not None:
        element = _value_type(element)
        return tuple[element, ...]
    if typing.get_origin(plain) is tuple:
        return plain
    if is_union(plain):
        return typing.Union[tuple(map(_value_type, options_of(plain)))]  # noqa: UP007 (of a tuple)
    if isinstance(plain, type) and attrs.has(plain):
        return typed_struct(plain)
    return _INT if plain is int else plain
