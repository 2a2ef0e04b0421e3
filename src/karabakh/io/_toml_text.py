"""Canonical TOML text of datasets, for people to read, edit and compare."""

import typing
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from karabakh.io._encode import collections_of, encode_text, to_plain
from karabakh.model import SCHEMA_VERSION, CitedPart, Dataset, Provision, StatusChange
from karabakh.model.introspection import element_type, field_types, plain_type

__all__ = ["table_keys", "table_text", "toml_chunks", "toml_value"]

_WIDTH: Final = 100
"""The length of a line above which each element of an array has its own line."""


def toml_chunks(dataset: Dataset) -> Iterator[bytes]:
    """Yield a dataset as TOML, table by table.

    Raises:
        ValueError: If a record has what no file can hold.
    """
    heading = f"schema = {SCHEMA_VERSION}\n"
    if dataset.title:
        encode_text(dataset.title, "title")
        heading += f"title = {toml_value(dataset.title)}\n"
    yield heading.encode()
    for name, records in (("coding", dataset.coding), *collections_of(dataset)):
        for record in records:
            yield table_text(name, record).encode()


def table_text(path: str, instance: object) -> str:
    """Return a record, or a part of one, as a table with a blank line before it."""
    lines = _table(path, type(instance), to_plain(instance))
    return "".join(f"{line}\n" for line in lines)


def table_keys(cls: type[Any], content: Mapping[str, Any]) -> set[str]:
    """Return the keys whose elements are tables of their own rather than inline.

    They are provisions, changes of status, parts with parts, and cited parts such as
    participants if one of them would make a long line.

    Args:
        cls: The class of a record or part.
        content: It, as plain values.
    """
    return {
        key
        for key, parts in content.items()
        if (element := _element(field_types(cls)[key])) is not None
        and (
            issubclass(element, (Provision, StatusChange))
            or _has_parts(element)
            or (issubclass(element, CitedPart) and _has_long_line(parts))
        )
    }


def _has_long_line(parts: list[object]) -> bool:
    return any(len(toml_value(part)) > _WIDTH for part in parts)


def _element(annotation: object) -> type[Any] | None:
    """Return the class of which a field holds several instances; None if it does not."""
    plain = plain_type(annotation)
    element = element_type(plain)
    return element if isinstance(element, type) and attrs.has(element) else None


def _has_parts(cls: type[Any]) -> bool:
    return any(_element(annotation) is not None for annotation in field_types(cls).values())


def _table(path: str, cls: type, content: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a table; tables within it follow its own keys, as in TOML."""
    blocks = table_keys(cls, content)
    yield ""
    yield f"[[{path}]]"
    for key, value in content.items():
        if key not in blocks:
            yield f"{key} = {toml_value(value, indent_after=len(key) + 3)}"
    for key, parts in content.items():
        if key in blocks:
            inner = _element(field_types(cls)[key])
            assert inner is not None  # noqa: S101 (that is what makes it a block)
            for each in parts:
                yield from _table(f"{path}.{key}", inner, each)


def toml_value(value: object, *, indent_after: int = 0) -> str:
    """Return a value as TOML.

    Args:
        value: A text, a number, a boolean, a list or a dict.
        indent_after: The number of characters before it in its line.
    """
    if isinstance(value, str):
        # A JSON string is a TOML string, but TOML escapes the delete character.
        return encode_text(value, "text").decode().replace("\x7f", "\\u007f")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        pairs = typing.cast("dict[str, object]", value).items()
        return "{ " + ", ".join(f"{key} = {toml_value(each)}" for key, each in pairs) + " }"
    if isinstance(value, list):
        each = [toml_value(element) for element in typing.cast("list[object]", value)]
        line = f"[{', '.join(each)}]"
        if len(line) + indent_after <= _WIDTH:
            return line
        return "[\n" + "".join(f"  {element},\n" for element in each) + "]"
    return str(value)
