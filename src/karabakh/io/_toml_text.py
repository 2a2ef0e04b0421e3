"""TOML text of datasets, in one canonical form: for people to read, edit and compare."""

import typing
from collections.abc import Iterator
from typing import Any, Final

import attrs

from karabakh.io._writable import as_builtins, collections_of, encode_text
from karabakh.model import SCHEMA_VERSION, Dataset, Provision, StatusChange
from karabakh.model.introspection import element_type, field_types, plain_type

__all__ = ["block_keys", "table_text", "toml_chunks", "toml_value"]

_WIDTH: Final = 100
"""Arrays that would make a line longer than this are written with one element a line."""


def toml_chunks(dataset: Dataset) -> Iterator[bytes]:
    """Give a dataset as TOML, table by table.

    Raises:
        ValueError: a record has what no file can hold.
    """
    heading = f"schema = {SCHEMA_VERSION}\n"
    if dataset.title:
        encode_text(dataset.title, "the title")
        heading += f"title = {toml_value(dataset.title)}\n"
    if dataset.coding:
        coding = toml_value([as_builtins(each) for each in dataset.coding], indent_after=9)
        heading += f"coding = {coding}\n"
    yield heading.encode()
    for name, records in collections_of(dataset):
        for record in records:
            yield table_text(name, record).encode()


def table_text(path: str, instance: object) -> str:
    """Write a record, or a part of one, as a table with a blank line before it."""
    lines = _table(path, type(instance), as_builtins(instance))
    return "".join(f"{line}\n" for line in lines)


def block_keys(cls: type[Any]) -> frozenset[str]:
    """Give the keys of a class whose elements are tables of their own, and not in a line.

    They are provisions, changes of status, and parts with parts.
    """
    found: set[str] = set()
    for name, annotation in field_types(cls).items():
        element = _element(annotation)
        if element is not None and (
            issubclass(element, (Provision, StatusChange)) or _has_parts(element)
        ):
            found.add(name)
    return frozenset(found)


def _element(annotation: object) -> type[Any] | None:
    """Give the class that a field holds several of, if it does."""
    plain = plain_type(annotation)
    element = element_type(plain)
    return element if isinstance(element, type) and attrs.has(element) else None


def _has_parts(cls: type[Any]) -> bool:
    return any(_element(annotation) is not None for annotation in field_types(cls).values())


def _table(path: str, cls: type, content: dict[str, Any]) -> Iterator[str]:
    """Write a table; the tables in it come after its own keys, as TOML needs it."""
    blocks = block_keys(cls)
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
    """Write a value.

    Args:
        value: a text, a number, a boolean, a list or a dict.
        indent_after: how many characters stand before it in its line.
    """
    if isinstance(value, str):
        # A JSON string is a TOML string, but that TOML has the delete character escaped.
        return encode_text(value, "a text").decode().replace("\x7f", "\\u007f")
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
