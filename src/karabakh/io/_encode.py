"""Records as files hold them: keys in order, defaults left out, values as texts."""

import functools
import typing
from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any, Final

import attrs
import msgspec

from karabakh._shown import shown
from karabakh.io._structs import LARGEST
from karabakh.model import (
    SCHEMA_VERSION,
    Citation,
    Cited,
    Coding,
    Dataset,
    ExternalCode,
    Name,
    Paragraph,
    Requirement,
    Sentence,
    Source,
)
from karabakh.model.introspection import element_type, field_types, is_union, options_of, plain_type
from karabakh.time import When

__all__ = ["collections_of", "encode_records", "encode_text", "to_plain"]


def to_plain(value: object) -> dict[str, Any]:
    """Return a record, a part of one or a dataset as values that `json` can write.

    Terms, times, citations and external codes are texts, tuples are lists. As in files,
    what has its default is left out.

    Args:
        value: A record, a source, a part such as a name or a provision, or a dataset.

    Returns:
        The object that a JSON file has for it. ``parse(json.dumps(to_plain(dataset)))`` is
        the dataset again.

    Raises:
        ValueError: If it has what no file can hold: half of a surrogate pair, or a number
            of more than 64 bits.
        TypeError: If it is none of these.

    >>> import karabakh
    >>> karabakh.to_plain(karabakh.load().links[0])["kind"]
    'before'
    """
    if isinstance(value, Dataset):
        return _plain_dataset(value)
    if not isinstance(value, _PLAIN):
        raise TypeError(f"value must be a record, a part or a Dataset, got {shown(value)}")
    plain = msgspec.json.decode(_encode_record(value))
    return typing.cast("dict[str, Any]", plain)


_PLAIN: Final = (Cited, Source, Paragraph, Sentence, Name, Requirement, Coding)


def _plain_dataset(dataset: Dataset) -> dict[str, Any]:
    plain: dict[str, Any] = {"schema": SCHEMA_VERSION}
    if dataset.title:
        plain["title"] = dataset.title
    if dataset.coding:
        plain["coding"] = [*map(to_plain, dataset.coding)]
    return plain | {name: [*map(to_plain, records)] for name, records in collections_of(dataset)}


def collections_of(dataset: Dataset) -> Iterator[tuple[str, Any]]:
    """Yield the collections that have records, in the order of files."""
    return ((name, records) for name, records in dataset.collections() if records)


def encode_records(records: tuple[object, ...], tag: str | None = None) -> Iterator[bytes]:
    """Yield records of one class as JSON objects, each in one line.

    Args:
        records: The records.
        tag: The value of a first key ``"type"``; None for none.

    Raises:
        ValueError: If a record has what no file can hold.
    """
    return (_encode_record(record, tag) for record in records)


def _encode_record(record: object, tag: str | None = None) -> bytes:
    try:
        return _encode(_struct_builder(_class_of(record), tag)(record))
    except (ValueError, OverflowError) as error:
        kind = type(record).__name__.lower()
        name = shown(getattr(record, "id", ""))
        raise ValueError(f"{kind} {name} can't be written: {_reason(error)}") from None


def encode_text(text: str, name: str) -> bytes:
    """Return a text as a JSON string.

    Args:
        text: The text.
        name: What it is, for the message.

    Raises:
        ValueError: If it has half of a surrogate pair.
    """
    try:
        return _encode(text)
    except UnicodeEncodeError as error:
        raise ValueError(f"{name} can't be written: {_reason(error)}") from None


def _class_of(record: object) -> Any:  # noqa: ANN401 (mypy doubts that classes are hashable)
    return type(record)


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeEncodeError):
        half = error.object[error.start]
        return f"{half!r} is half of a surrogate pair, which UTF-8 can't encode"
    return str(error)


def _text_of(value: object) -> str:
    """Return the text form of a value that msgspec does not know."""
    if isinstance(value, str):  # of a subclass, such as NumPy's
        return str.__str__(value)
    if isinstance(value, (When, Citation, ExternalCode)):
        return str(value)
    raise TypeError(f"values must have a form in files, got {shown(value)}")


_encode: Final = msgspec.json.Encoder(enc_hook=_text_of).encode

_NO_DEFAULT: Final = object()
"""The default of keys that are never left out: no value is equal to it."""


@functools.cache
def _struct_builder(cls: type, tag: str | None) -> Callable[[Any], msgspec.Struct]:
    """Return a function that builds the struct to write from an instance of a class."""
    fields = attrs.fields(cls)
    struct = msgspec.defstruct(
        f"Encoded{cls.__name__}",
        [
            (each.name, Any, _NO_DEFAULT if each.default is attrs.NOTHING else each.default)
            for each in fields
        ],
        omit_defaults=True,
        gc=False,
        tag_field=None if tag is None else "type",
        tag=tag,
    )
    converters = {
        number: converter
        for number, each in enumerate(fields)
        if (converter := _converter(field_types(cls)[each.name])) is not None
    }
    values_of = attrgetter(*(each.name for each in fields))
    if len(fields) == 1:
        return lambda instance: struct(converters[0](values_of(instance)))
    if not converters:
        return lambda instance: struct(*values_of(instance))

    def build(instance: object) -> msgspec.Struct:
        values = list(values_of(instance))
        for number, convert in converters.items():
            values[number] = convert(values[number])
        return struct(*values)

    return build


def _converter(annotation: object) -> Callable[[Any], Any] | None:
    """Return what converts a field's value: parts to structs; numbers are checked."""
    plain = plain_type(annotation)
    if (element := element_type(plain)) is not None:
        inner = _converter(element)
        # An empty tuple stays as it is: it may be the default, which is left out.
        return None if inner is None else lambda values: tuple(map(inner, values))
    if plain is int or (is_union(plain) and int in options_of(plain)):
        return _checked
    if typing.get_origin(plain) is tuple:  # a point; read again, its numbers are floats
        return lambda point: None if point is None else tuple(map(float, point))
    if isinstance(plain, type) and attrs.has(plain):
        build = _struct_builder(plain, None)
        return lambda value: None if value is None else build(value)
    return None


def _checked(number: Any) -> Any:  # noqa: ANN401 (int, float or None)
    if isinstance(number, int) and not -LARGEST - 1 <= number <= LARGEST:
        raise ValueError(f"{shown(number)} does not fit into 64 bits")
    return number
