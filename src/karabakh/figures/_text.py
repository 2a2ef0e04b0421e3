"""How wide text is, before any browser has seen it: so that labels never overlap."""

import unicodedata
from functools import lru_cache
from typing import Final

from karabakh._markup import visible

__all__ = ["shortened", "width_of", "wrapped"]

_ELLIPSIS: Final = "…"

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
"""What the widest of the usual fonts, DejaVu Sans, needs beside Helvetica."""


def width_of(text: str, size: float) -> float:
    """Estimate, from above, how wide a line of text is.

    Args:
        text: the text, in one line.
        size: the size of its font, in pixels.

    >>> from karabakh.figures._text import width_of
    >>> width_of("mm", 10) > width_of("ii", 10)
    True
    """
    return sum(map(_thousandths, text)) * size * _MARGIN / 1000


def shortened(text: str, width: float, size: float) -> str:
    """Put a text in one line and, where it is too wide, cut it with an ellipsis.

    >>> from karabakh.figures._text import shortened
    >>> shortened("A rather long name", 60, 12)
    'A rathe…'
    """
    lines = wrapped(text, width, size, lines=1)
    return lines[0] if lines else ""


def wrapped(text: str, width: float, size: float, *, lines: int) -> tuple[str, ...]:
    """Break a text into lines, and cut it with an ellipsis where it needs too many.

    Args:
        text: the text; any white space in it is a place to break.
        width: how wide a line may be, in pixels.
        size: the size of the font, in pixels.
        lines: how many there may be.
    """
    words = visible(text).split()  # as it will be shown
    done: list[str] = []
    while words and len(done) < lines - 1:
        taken = _fitting_words(words, width, size)
        if not taken:
            head = _fitting_characters(words[0], width, size)
            done.append(head)
            words[0] = words[0][len(head) :]
            continue
        done.append(" ".join(words[:taken]))
        words = words[taken:]
    if words:
        rest = " ".join(words)
        done.append(rest if width_of(rest, size) <= width else _cut(rest, width, size))
    return tuple(done)


def _fitting_words(words: list[str], width: float, size: float) -> int:
    used, blank = -width_of(" ", size), width_of(" ", size)
    for count, word in enumerate(words):
        used += blank + width_of(word, size)
        if used > width:
            return count
    return len(words)


def _fitting_characters(text: str, width: float, size: float) -> str:
    used = 0.0
    for place, character in enumerate(text):
        used += width_of(character, size)
        if used > width:
            return text[: max(place, 1)]
    return text


def _cut(text: str, width: float, size: float) -> str:
    room = width - width_of(_ELLIPSIS, size)
    return _fitting_characters(text, room, size).rstrip(" ,;:–—-") + _ELLIPSIS


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
