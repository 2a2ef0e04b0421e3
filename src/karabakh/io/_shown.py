"""Values of files in messages: named by what they are, and never too long."""

from reprlib import Repr
from typing import Final

__all__ = ["described", "shown"]

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
