"""Values as they stand in messages: in one line, and never at too great a length."""

from reprlib import Repr
from typing import Final

__all__ = ["LONGEST", "counted", "shown"]

LONGEST: Final = 80
"""The characters of a value at most; of a longer one, the first and the last are shown."""

_short = Repr()
_short.maxstring = _short.maxother = _short.maxlong = LONGEST
_short.maxlevel = 2


def shown(value: object) -> str:
    """Return a value as it stands in a message: in one line, shortened.

    >>> from karabakh._shown import shown
    >>> len(shown("x" * 1000))
    80
    """
    if isinstance(value, int) and value.bit_length() > 64:  # noqa: PLR2004 (its digits may be endless)
        return f"a number of {value.bit_length()} bits"
    return _short.repr(value)


def counted(number: int, noun: str) -> str:
    """Return a number of things, with the noun in singular or plural.

    >>> from karabakh._shown import counted
    >>> counted(1, "word"), counted(1200, "word")
    ('1 word', '1,200 words')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
