"""Twins of the model's classes, made from them: what a JSON library needs beside them.

msgspec decodes JSON straight into the records, and faster than anything else, but it
ignores keys that it does not know and takes `null` for a field that may be left out. A
*key twin* is a throw-away structure with the same keys that refuses both. It holds each
value as the raw bytes that it was read from.
"""

import functools
import typing
from typing import Annotated, Any

import attrs
import msgspec

from karabakh.model import field_types

__all__ = ["key_twin", "plain_type"]

LARGEST = 2**63 - 1
"""The largest whole number that a file may hold; others could not read a larger one."""


@functools.cache
def key_twin(cls: type, tag: str | None = None) -> type[msgspec.Struct]:
    """Make the key twin of a record's class.

    Args:
        cls: an attrs class of the model.
        tag: what the key ``"type"`` says; none where there is no such key.
    """
    types = field_types(cls)
    required: list[Any] = []
    optional: list[Any] = []
    for field in attrs.fields(cls):
        kind = _key_type(types[field.name])
        if field.default is attrs.NOTHING:
            required.append((field.name, kind))
        else:
            optional.append((field.name, kind | msgspec.UnsetType, msgspec.UNSET))
    return msgspec.defstruct(
        f"{cls.__name__}Keys",
        [*required, *optional],
        kw_only=True,
        forbid_unknown_fields=True,
        gc=False,
        tag_field=None if tag is None else "type",
        tag=tag,
    )


def plain_type(annotation: object) -> Any:  # noqa: ANN401 (a type)
    """Give what an annotation says where the field is not left out: `X` of `X | None`."""
    options = [each for each in typing.get_args(annotation) if each is not type(None)]
    is_optional = type(None) in typing.get_args(annotation)
    return options[0] if is_optional else annotation


def _key_type(annotation: object) -> Any:  # noqa: ANN401 (a type)
    """Give the type that a twin's field has for the annotation of a record's field."""
    plain = plain_type(annotation)
    if isinstance(plain, type) and attrs.has(plain):
        return key_twin(plain)
    if typing.get_origin(plain) is tuple:
        element = typing.get_args(plain)[0]
        return list[key_twin(element)] if attrs.has(element) else msgspec.Raw
    if plain is int:
        return Annotated[int, msgspec.Meta(le=LARGEST, ge=-LARGEST - 1)]
    # A text where the record's class would take null, to have it refused.
    return msgspec.Raw if plain is annotation else str
