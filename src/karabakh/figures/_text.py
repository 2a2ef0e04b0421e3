"""The width of text, estimated from above, so that labels never overlap."""

import unicodedata
from functools import lru_cache
from typing import Final

from karabakh._shown import visible

__all__ = ["capitalised", "has_rtl", "is_in_arial", "is_rtl", "width_of", "wrapped"]

# Advance widths of Helvetica and its metric twins, in thousandths of the font's size.
_WIDTHS: Final = {
    character: width
    for width, characters in {
        191: "'",
        222: "ijl",
        260: "|",
        278: " !,./:;I[\\]ft",
        333: "()-`r",
        334: "{}",
        355: '"',
        389: "*",
        469: "^",
        500: "Jcksvxyz",
        556: "#$0123456789?L_abdeghnopqu",
        584: "+<=>~",
        611: "FTZ",
        667: "&ABEKPSVXY",
        722: "CDHNRUw",
        778: "GOQ",
        833: "Mm",
        889: "%",
        944: "W",
        1015: "@",
    }.items()
    for character in characters
}
_OTHER_LETTER: Final = 800
_WIDE: Final = 1100
_MARGIN: Final = 1.14
"""How much wider than Helvetica the widest of the usual fonts, DejaVu Sans, is."""


def width_of(text: str, size: float) -> float:
    """Return an upper estimate of the width of a line of text, in pixels.

    Args:
        text: The text, in one line.
        size: The size of its font, in pixels.

    >>> from karabakh.figures._text import width_of
    >>> width_of("mm", 10) > width_of("ii", 10)
    True
    """
    return sum(map(_thousandths, text)) * size * _MARGIN / 1000


def wrapped(text: str, width: float, size: float) -> tuple[str, ...]:
    """Return a text in lines that fit a width; a word is divided only if it is wider.

    Args:
        text: The text; it may be broken at any white space.
        width: The width of the lines, in pixels.
        size: The size of the font, in pixels.

    >>> from karabakh.figures._text import wrapped
    >>> wrapped("A rather long name", 80, 12)
    ('A rather long', 'name')
    """
    lines: list[str] = []
    wide, blank = 0.0, width_of(" ", size)
    for word in visible(text).split():
        own = width_of(word, size)
        if lines and wide + blank + own <= width:
            lines[-1] += f" {word}"
            wide += blank + own
        else:
            lines += _pieces(word, width, size)
            wide = width_of(lines[-1], size)
    return tuple(lines)


def is_rtl(text: str) -> bool:
    """Return whether the first letter with a direction is written from right to left.

    >>> from karabakh.figures._text import is_rtl
    >>> is_rtl("«السلام»"), is_rtl("2020")
    (True, False)
    """
    directions = (unicodedata.bidirectional(character) for character in text)
    first = next((each for each in directions if each in {"L", "R", "AL"}), "L")
    return first != "L"


def capitalised(text: str) -> str:
    """Return a text with a capital for its first letter."""
    return text[:1].upper() + text[1:]


def has_rtl(text: str) -> bool:
    """Return whether any letter is written from right to left."""
    return any(unicodedata.bidirectional(each) in {"R", "AL"} for each in text)


def is_in_arial(text: str) -> bool:
    """Return whether fonts like Arial have all letters: Latin, Greek or Cyrillic.

    >>> from karabakh.figures._text import is_in_arial
    >>> is_in_arial("Արցախ"), is_in_arial("Карабах – ‘1’")
    (False, True)
    """
    return not any(
        (each.isalpha() and "\u0530" <= each < "\u1e00") or each >= "\u2c00" for each in text
    )


def _pieces(word: str, width: float, size: float) -> list[str]:
    """Return a word in pieces that fit a width, never divided before a combining mark."""
    pieces = [""]
    for character in word:
        if _thousandths(character) and width_of(pieces[-1] + character, size) > width:
            pieces.append("")
        pieces[-1] += character
    return [each for each in pieces if each]


@lru_cache(maxsize=4096)
def _thousandths(character: str) -> int:
    known = _WIDTHS.get(character)
    if known is not None:
        return known
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    if unicodedata.east_asian_width(character) in {"W", "F"}:
        return _WIDE
    return _OTHER_LETTER if character.isalnum() else _WIDE
