"""Values of files: what they are, and how messages call them."""

import typing
from typing import Any

from karabakh._shown import shown

__all__ = ["as_array", "as_object", "described"]


def as_object(value: object) -> dict[str, Any] | None:
    """Give a value of a file if it is an object; nothing if it is anything else.

    >>> from karabakh.io._described import as_object
    >>> as_object({"id": "a"}), as_object([])
    ({'id': 'a'}, None)
    """
    return typing.cast("dict[str, Any]", value) if isinstance(value, dict) else None


def as_array(value: object) -> list[Any] | None:
    """Give a value of a file if it is an array; nothing if it is anything else.

    >>> from karabakh.io._described import as_array
    >>> as_array([1]), as_array("1")
    ([1], None)
    """
    elements: Any = value
    return elements if isinstance(value, list) else None


def described(value: object) -> str:
    """Say what a value is, in the words of file formats.

    >>> from karabakh.io._described import described
    >>> described(True), described("5"), described([1])
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
