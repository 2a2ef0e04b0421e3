"""The same records in the terms of pydantic and of msgspec's structures.

The models are made from the library's own classes, field by field, so that all have the same
fields, types and defaults. Their strictness is written out below.
"""

import functools
import operator
import re
import types
import typing
from collections.abc import Callable, Iterator
from typing import Annotated, Any

import attrs
import msgspec
import pydantic
from values import READERS

from karabakh.ids import ID_PATTERN
from karabakh.model import COLLECTIONS, Citation

__all__ = ["bare_struct", "pydantic_model", "strict_struct"]

Made = Callable[[type], Any]
"""Gives what a model has for a class of the library: a value, a vocabulary, a record."""


STRICT = pydantic.ConfigDict(
    strict=True,
    frozen=True,
    extra="forbid",
    arbitrary_types_allowed=True,
    # A model's own `schema` is taken, and called `schema_` here.
    alias_generator=lambda name: name.rstrip("_"),
)


class CitationModel(pydantic.BaseModel):
    """A citation as users of pydantic would write it, read from its short form."""

    model_config = STRICT

    source: str
    paragraph: int | None = None
    first: int | None = None
    last: int | None = None

    @pydantic.model_validator(mode="before")
    @classmethod
    def _parsed(cls, text: object) -> object:
        if not isinstance(text, str):
            return text
        match = _SHORT_FORM(text)
        if match is None:
            raise ValueError(f"{text!r} must be a citation")
        source, *numbers = match.groups()
        paragraph, first, last = (int(number) if number else None for number in numbers)
        if first is not None and last is not None and last < first:
            raise ValueError(f"{text!r} ends before it begins")
        return {"source": source, "paragraph": paragraph, "first": first, "last": last}


_NUMBER = "([1-9][0-9]{0,8})"
_SHORT_FORM = re.compile(f"({ID_PATTERN})(?:#p{_NUMBER}(?::{_NUMBER}-{_NUMBER})?)?").fullmatch


@functools.cache
def pydantic_model(
    cls: type | None = None, *, model_citations: bool = False
) -> type[pydantic.BaseModel]:
    """Return a pydantic model as strict as the library.

    Args:
        cls: the class of the library; without it, the model is that of the whole file.
        model_citations: whether citations are models, too, instead of the library's values.
    """

    def made(field_type: type) -> Any:  # noqa: ANN401 (a type, or what pydantic takes for one)
        if field_type is Citation and model_citations:
            return CitationModel
        if field_type in READERS:
            return Annotated[
                field_type,
                pydantic.PlainValidator(READERS[field_type]),
                pydantic.PlainSerializer(str),
            ]
        if attrs.has(field_type):
            return pydantic_model(field_type, model_citations=model_citations)
        return field_type

    fields = {
        name.replace("schema", "schema_"): (
            Annotated[kind, pydantic.StringConstraints(pattern=f"^{ID_PATTERN}$")]
            if name == "id"
            else kind,
            ... if default is attrs.NOTHING else default,
        )
        for name, kind, default in _fields(cls, made)
    }
    name = "File" if cls is None else cls.__name__
    return pydantic.create_model(name, __config__=STRICT, **fields)  # type: ignore[call-overload]


@functools.cache
def strict_struct(cls: type | None = None) -> type[msgspec.Struct]:
    """Return a structure as strict as the library; that of the whole file by default.

    Its values are read by `READERS`, as the decoder's hook.
    """

    def made(field_type: type) -> Any:  # noqa: ANN401 (a type)
        return strict_struct(field_type) if attrs.has(field_type) else field_type

    fields = [
        (name, Annotated[str, msgspec.Meta(pattern=f"^{ID_PATTERN}$")], *default)
        if name == "id"
        else (name, kind, *default)
        for name, kind, default in _struct_fields(cls, made)
    ]
    name = "File" if cls is None else cls.__name__
    return msgspec.defstruct(name, fields, kw_only=True, frozen=True, forbid_unknown_fields=True)


@functools.cache
def bare_struct(cls: type | None = None) -> type[msgspec.Struct]:
    """Return a structure that checks no more than it must: values stay text."""

    def made(field_type: type) -> Any:  # noqa: ANN401 (a type)
        if attrs.has(field_type):
            return bare_struct(field_type)
        return field_type if field_type in {int, bool} else str

    fields = [(name, kind, *default) for name, kind, default in _struct_fields(cls, made)]
    return msgspec.defstruct("File" if cls is None else cls.__name__, fields, kw_only=True)


def _struct_fields(cls: type | None, made: Made) -> Iterator[tuple[str, Any, tuple[Any, ...]]]:
    for name, kind, default in _fields(cls, made):
        yield name, kind, () if default is attrs.NOTHING else (default,)


def _fields(cls: type | None, made: Made) -> Iterator[tuple[str, Any, Any]]:
    """Yield name, type and default of each field of a class, or of the whole file."""
    if cls is None:
        yield "schema", int, attrs.NOTHING
        yield "title", str, ""
        for name, kind in COLLECTIONS.items():
            yield name, tuple[made(kind), ...], ()
    else:
        for field in attrs.fields(cls):
            yield field.name, _translated(field.type, made), field.default


def _translated(annotation: Any, made: Made) -> Any:  # noqa: ANN401 (a type)
    """Return an annotation of the library for another model; identifiers are str."""
    if typing.get_origin(annotation) is Annotated:
        return str
    options = typing.get_args(annotation)
    if typing.get_origin(annotation) is tuple:
        translated = _translated(options[0], made)
        return tuple[translated, ...] if options[1] is ... else tuple[translated, translated]
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is typing.Union:
        return functools.reduce(operator.or_, [_translated(each, made) for each in options])
    return None if annotation is type(None) else made(annotation)
