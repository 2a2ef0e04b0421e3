"""Records as files hold them: keys in the model's order, defaults left out, values as texts."""

import functools
import typing
from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any, Final

import attrs
import msgspec

from karabakh._shown import shown
from karabakh.io._twins import LARGEST
from karabakh.model import Citation, Dataset, ExternalCode, Record, Source, When
from karabakh.model.introspection import element_type, field_types, is_union, options_of, plain_type

__all__ = ["AnyRecord", "as_builtins", "as_json", "collections_of", "encode_text"]

AnyRecord = Record | Source


def collections_of(dataset: Dataset) -> Iterator[tuple[str, Any]]:
    """Go through the collections that have records, in the order of files."""
    return ((name, records) for name, records in dataset.collections() if records)


def as_json(records: tuple[object, ...], tag: str | None = None) -> Iterator[bytes]:
    """Write records of one class as JSON objects, each in one line.

    Args:
        records: the records.
        tag: what each says first under the key ``"type"``, if anything.

    Raises:
        ValueError: a record has what no file can hold.
    """
    for record in records:
        try:
            yield _encode(_twin_maker(_class_of(record), tag)(record))
        except (ValueError, OverflowError) as error:
            raise _refusal(record, error) from None


def as_builtins(record: object) -> dict[str, Any]:
    """Give a record, or a part of one, as dicts, lists, texts, numbers and booleans.

    Raises:
        ValueError: it has what no file can hold.
    """
    try:
        plain = msgspec.json.decode(_encode(_twin_maker(_class_of(record), None)(record)))
    except (ValueError, OverflowError) as error:
        raise _refusal(record, error) from None
    return typing.cast("dict[str, Any]", plain)


def encode_text(text: str, what: str) -> bytes:
    """Write a text as a JSON string.

    Raises:
        ValueError: it has half of a surrogate pair.
    """
    try:
        return _encode(text)
    except UnicodeEncodeError as error:
        raise ValueError(f"{what} can't be written: {_reason(error)}") from None


def _class_of(record: object) -> Any:  # noqa: ANN401 (mypy doubts that classes are hashable)
    return type(record)


def _refusal(record: object, error: Exception) -> ValueError:
    kind = type(record).__name__.lower()
    name = shown(getattr(record, "id", ""))
    return ValueError(f"the {kind} {name} can't be written: {_reason(error)}")


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeEncodeError):
        half = error.object[error.start]
        return f"{half!r} is half of a surrogate pair, and no file in UTF-8 can hold it"
    return str(error)


def _text_of(value: object) -> str:
    """Give the text form of a value, as msgspec asks for what it does not know itself."""
    if isinstance(value, str):  # of a class of its own, such as NumPy's
        return str.__str__(value)
    if isinstance(value, (When, Citation, ExternalCode)):
        return str(value)
    raise TypeError(f"a {type(value).__name__} has no form in files: {shown(value)}")


_encode: Final = msgspec.json.Encoder(enc_hook=_text_of).encode

_ALWAYS: Final = object()
"""The default of a key that is never left out: nothing else is it."""


@functools.cache
def _twin_maker(cls: type, tag: str | None) -> Callable[[Any], msgspec.Struct]:
    """Give a function that puts an instance into the structure that is written for its class."""
    fields = attrs.fields(cls)
    twin = msgspec.defstruct(
        f"Writable{cls.__name__}",
        [
            (each.name, Any, _ALWAYS if each.default is attrs.NOTHING else each.default)
            for each in fields
        ],
        omit_defaults=True,
        gc=False,
        tag_field=None if tag is None else "type",
        tag=tag,
    )
    makers = {
        number: maker
        for number, each in enumerate(fields)
        if (maker := _maker(field_types(cls)[each.name])) is not None
    }
    values_of = attrgetter(*(each.name for each in fields))
    if len(fields) == 1:
        return lambda instance: twin(makers[0](values_of(instance)))
    if not makers:
        return lambda instance: twin(*values_of(instance))

    def make(instance: object) -> msgspec.Struct:
        values = list(values_of(instance))
        for number, maker in makers.items():
            values[number] = maker(values[number])
        return twin(*values)

    return make


def _maker(annotation: object) -> Callable[[Any], Any] | None:
    """Give what has to be done to a field's value, if anything: to parts, and to numbers."""
    plain = plain_type(annotation)
    if element_type(plain) is not None:
        inner = _maker(element_type(plain))
        # An empty tuple stays what it is, since it may be the default that is left out.
        return None if inner is None else lambda values: tuple(map(inner, values))
    if plain is int:
        return _checked
    if is_union(plain) and int in options_of(plain):
        return lambda value: _checked(value) if isinstance(value, int) else value
    if isinstance(plain, type) and attrs.has(plain):
        make = _twin_maker(plain, None)
        return lambda value: None if value is None else make(value)
    return None


def _checked(number: int) -> int:
    if not -LARGEST - 1 <= number <= LARGEST:
        raise ValueError(f"{shown(number)} does not fit into 64 bits")
    return number
