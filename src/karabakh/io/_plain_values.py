"""Values of files as parsers return them: dicts, lists, texts, numbers, booleans."""

import typing
from typing import Any

from karabakh._shown import shown

__all__ = ["as_array", "as_object", "describe"]


def as_object(value: object) -> dict[str, Any] | None:
    """Return a value if it is an object; None if it is not.

    >>> from karabakh.io._plain_values import as_object
    >>> as_object({"id": "a"}), as_object([])
    ({'id': 'a'}, None)
    """
    return typing.cast("dict[str, Any]", value) if isinstance(value, dict) else None


def as_array(value: object) -> list[Any] | None:
    """Return a value if it is an array; None if it is not.

    >>> from karabakh.io._plain_values import as_array
    >>> as_array([1]), as_array("1")
    ([1], None)
    """
    elements: Any = value
    return elements if isinstance(value, list) else None


def describe(value: object) -> str:
    """Return a description of a value in the terms of file formats.

    >>> from karabakh.io._plain_values import describe
    >>> describe(True), describe("5"), describe([1])
    ('true', "the text '5'", 'an array')
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"the text {shown(value)}"
    if isinstance(value, (int, float)):
        return f"the number {shown(value)}" if abs(value) < 2**64 else shown(value)
    if isinstance(value, list):
        return "an array"
    if isinstance(value, dict):
        return "an object"
    return f"the {type(value).__name__} {value}"
