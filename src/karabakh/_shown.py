"""Values and texts as they stand in messages: visible, in a line, not too long."""

import re
from collections.abc import Iterable
from itertools import islice
from reprlib import Repr
from typing import Final

__all__ = ["HIDDEN", "LONGEST", "counted", "listed", "shown", "visible", "visible_lines"]

LONGEST: Final = 80
"""The characters of a value at most; of a longer one, the first and the last are shown."""

_short = Repr()
_short.maxstring = _short.maxother = _short.maxlong = LONGEST
_short.maxlevel = 2


HIDDEN: Final = re.compile(
    # What XML forbids, other control characters, separators of lines, and what turns the
    # direction of the text behind it: embeddings, overrides and isolates.
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
    "\ufdd0-\ufdef\ufffe\uffff]"
)
"""The characters that are invisible and steer others; CR, LF and tab are not among them."""

_LINE_ENDS: Final = re.compile("\r\n?|[\x85\u2028\u2029]")


def visible(text: str) -> str:
    r"""Return a text as it may stand in a line of a terminal, a log or Markdown.

    Each line end becomes a blank, and each character that is invisible and steers others �.

    >>> from karabakh._shown import visible
    >>> visible("an \u202eoverride\nerror: none")
    'an �override error: none'
    """
    return visible_lines(text).replace("\n", " ")


def visible_lines(text: str) -> str:
    r"""Return a text of several lines as `visible` does, with its line ends as ``\n``.

    >>> from karabakh._shown import visible_lines
    >>> visible_lines("one\r\ntwo\x1b[2J")
    'one\ntwo�[2J'
    """
    return HIDDEN.sub("\ufffd", _LINE_ENDS.sub("\n", text))


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


def listed(texts: Iterable[str], count: int, *, most: int, separator: str = ", ") -> str:
    """Return the first texts of a number of them, and how many more there are.

    >>> from karabakh._shown import listed
    >>> listed(["a", "b", "c"], 3, most=2), listed(["a", "b"], 2, most=2)
    ('a, b and 1 more', 'a, b')
    """
    first = separator.join(islice(texts, most))
    return f"{first} and {count - most} more" if count > most else first
