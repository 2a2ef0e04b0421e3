"""Values of files: what they are, and how messages call them, never at too great a length."""

import typing
from reprlib import Repr
from typing import Any, Final

__all__ = ["as_array", "as_object", "described", "shown"]

_LONGEST: Final = 80

_short = Repr()
_short.maxstring = _short.maxother = _short.maxlong = _LONGEST
_short.maxlevel = 2


def shown(value: object) -> str:
    """Give a value as it may stand in a message: in one line, shortened.

    >>> from karabakh.io._shown import shown
    >>> len(shown("x" * 1000))
    80
    """
    if isinstance(value, int) and value.bit_length() > 64:  # noqa: PLR2004 (its digits may be endless)
        return f"a number of {value.bit_length()} bits"
    return _short.repr(value)


def as_object(value: object) -> dict[str, Any] | None:
    """Give a value of a file if it is an object; nothing if it is anything else.

    >>> from karabakh.io._shown import as_object
    >>> as_object({"id": "a"}), as_object([])
    ({'id': 'a'}, None)
    """
    return typing.cast("dict[str, Any]", value) if isinstance(value, dict) else None


def as_array(value: object) -> list[Any] | None:
    """Give a value of a file if it is an array; nothing if it is anything else.

    >>> from karabakh.io._shown import as_array
    >>> as_array([1]), as_array("1")
    ([1], None)
    """
    elements: Any = value
    return elements if isinstance(value, list) else None


def described(value: object) -> str:
    """Say what a value is, in the words of file formats.

    >>> from karabakh.io._shown import described
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
