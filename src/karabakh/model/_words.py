"""The division of a text into paragraphs and words, as citations count them."""

import functools
import re
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final, cast, overload

import attrs

from karabakh.model._folding import INVISIBLE, INVISIBLE_IN_RULES_1

__all__ = ["LINE_BREAK", "RULES", "Division", "Word", "Words", "divide", "join"]

RULES: Final = 2
"""The rules of words and sentences by which texts are divided now; 1 are those of schema 1."""

LINE_BREAK: Final = re.compile("\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
"""A line break, as `str.splitlines` knows them."""

_SUPPLEMENTARY: Final = re.compile("[\U00010000-\U0010ffff]")
_WORD_OF_RULES_1: Final = re.compile(
    rf"(?<!\S)[{INVISIBLE_IN_RULES_1}]*[^\s{INVISIBLE_IN_RULES_1}]\S*"
)
_CHUNK: Final = re.compile(rf"[^\s{INVISIBLE}]\S*")
_invisible = re.compile(f"[{INVISIBLE}]").sub
_TRAILING: Final = re.compile(rf"[{INVISIBLE}]+\Z")
_ETHIOPIC: Final = re.compile(rf"[^\u1361]+[\u1361{INVISIBLE}]*|[\u1361{INVISIBLE}]+")

_WITHOUT_BLANKS: Final = (
    "\u2e80-\u2fd5\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u303c"  # radicals, marks
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d"  # kana
    "\U0001b000-\U0001b16f\u3105-\u312f\u31a0-\u31bf"  # kana, Bopomofo
    "\u3400-\u4dbf\u4e00-\ua48c\uf900-\ufaff\U00020000-\U0003ffff"  # Han, Yi
)
"""Letters of East Asian scripts that are written without blanks."""

_COMPLEX: Final = (
    (0x0E01, 0x0EFF),  # Thai, Lao
    (0x0F00, 0x109F),  # Tibetan, Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x1950, 0x19DF),  # Tai Le, New Tai Lue
    (0x1A20, 0x1AAF),  # Tai Tham
    (0xA9E0, 0xA9FF),  # Myanmar
    (0xAA60, 0xAADF),  # Myanmar, Tai Viet
)
"""Blocks of South-East Asian scripts that are written without blanks, and of Tibetan."""


@attrs.frozen
class Word:
    """A word of a document and its position.

    >>> from karabakh import Document
    >>> Document.from_text("They met.").words[1]
    Word(text='met.', start=5, end=9)
    """

    text: str
    """The word as it is written, with the punctuation that touches it."""

    start: int
    """The position of its first character in the text, from 0, in code points."""

    end: int
    """The position behind its last character."""


@attrs.frozen(eq=False, repr=False)
class Words(Sequence[Word]):
    """Some words of a text that follow one another, each made when it is looked at.

    So a text of a million words takes eight megabytes beside the text, not hundreds.
    """

    division: "Division"
    numbers: range

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, index: int) -> Word: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Word, ...]: ...
    def __getitem__(self, index: int | slice) -> Word | tuple[Word, ...]:
        if isinstance(index, slice):
            return tuple(map(self.division.word, self.numbers[index]))
        return self.division.word(self.numbers[index])

    def __iter__(self) -> Iterator[Word]:
        return map(self.division.word, self.numbers)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Words | tuple):
            return NotImplemented
        return tuple(self) == tuple(cast("Iterable[object]", other))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


@attrs.frozen(eq=False, repr=False)
class Division:
    """A text with the limits of its words and paragraphs."""

    text: str
    rules: int

    starts: Sequence[int]
    """Where each word begins, in code points."""

    ends: Sequence[int]
    """Where each ends."""

    heads: Sequence[int]
    """The number of each paragraph's first word, and the number of all words."""

    @cached_property
    def supplementary(self) -> Sequence[int]:
        """The positions of characters that take two code units in UTF-16."""
        return array("I", [match.start() for match in _SUPPLEMENTARY.finditer(self.text)])

    def word(self, number: int) -> Word:
        """Return a word by its number, from 0."""
        start, end = self.starts[number], self.ends[number]
        return Word(self.text[start:end], start, end)

    def words(self) -> Words:
        """Return all words."""
        return Words(self, range(len(self.starts)))

    def paragraphs(self) -> tuple[Words, ...]:
        """Return the words of each paragraph."""
        return tuple(Words(self, range(*limits)) for limits in pairwise(self.heads))

    def text_of(self, number: int) -> str:
        """Return a word as it is written."""
        return self.text[self.starts[number] : self.ends[number]]

    def gap_after(self, number: int) -> str:
        """Return what stands between a word and the next, or the end of the text."""
        is_last = number + 1 == len(self.starts)
        return self.text[self.ends[number] : None if is_last else self.starts[number + 1]]


def divide(text: str, rules: int = RULES) -> Division:
    """Divide a text into paragraphs and words.

    Args:
        text: The text.
        rules: 1 or 2, see `Source.outline_rules`.
    """
    starts, ends, heads = array("I"), array("I"), array("I")
    last = 0
    for start, end in _iter_words(text) if rules == RULES else _iter_words_by_rules_1(text):
        # Two line breaks with nothing to be seen between them: a blank line.
        if not starts or (start - last > 1 and _is_blank_line(text[last:start])):
            heads.append(len(starts))
        starts.append(start)
        ends.append(end)
        last = end
    heads.append(len(starts))
    return Division(text, rules, starts, ends, heads)


def join(text: str, words: Sequence[Word]) -> str:
    """Return words of a text as one line: a blank for all white space between two.

    Where a line only breaks between two letters of scripts without blanks, there is none.
    """
    without_blanks, _ = _patterns()
    parts = [word.text for word in words[:1]]
    for one, other in pairwise(words):
        gap = text[one.end : other.start] if one.end <= other.start else " "
        is_unbroken = not gap or (
            LINE_BREAK.search(gap) is not None
            and not _is_blank_line(gap)
            and without_blanks(one.text, 0, len(one.text)) is not None
            and without_blanks(other.text, 0, len(other.text)) is not None
        )
        parts.append(other.text if is_unbroken else f" {other.text}")
    return "".join(parts)


def _is_blank_line(gap: str) -> bool:
    breaks = LINE_BREAK.finditer(_invisible("", gap))
    return next(breaks, None) is not None and next(breaks, None) is not None


def _iter_words_by_rules_1(text: str) -> Iterator[tuple[int, int]]:
    for match in _WORD_OF_RULES_1.finditer(text):
        yield match.span()


def _iter_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the limits of each word by rules 2.

    A word is what stands between white space, without what can't be seen at its edges. In
    scripts without blanks, each letter with its marks (a grapheme) is a word, and a run of
    other letters or digits among them is one. Punctuation belongs to the word before it, or,
    if it opens something, to the next. The Ethiopic word space ends a word, too.
    """
    without_blanks, unit = _patterns()
    is_plain = not without_blanks(text, 0, len(text)) and "\u1361" not in text
    for chunk in _CHUNK.finditer(text):
        start, end = chunk.span()
        if not text[end - 1].isalnum() and (trailing := _TRAILING.search(text, start, end)):
            end = trailing.start()
        if is_plain:
            yield start, end
        elif without_blanks(text, start, end):
            for match in unit(text, start, end):
                yield _trimmed(text, *match.span())
        elif text.find("\u1361", start, end) >= 0:
            for match in _ETHIOPIC.finditer(text, start, end):
                yield _trimmed(text, *match.span())
        else:
            yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the limits of a word without what can't be seen at its end."""
    trailing = _TRAILING.search(text, start, end)
    return start, trailing.start() if trailing else end


_Search = Callable[[str, int, int], "re.Match[str] | None"]
_Iterate = Callable[[str, int, int], Iterator["re.Match[str]"]]


@functools.cache
def _patterns() -> tuple[_Search, _Iterate]:
    """Return what finds letters of scripts without blanks, and what divides them."""
    complex_letters = "".join(
        chr(point)
        for first, last in _COMPLEX
        for point in range(first, last + 1)
        if unicodedata.category(chr(point)).startswith("L")
    )
    letter = f"{_WITHOUT_BLANKS}{complex_letters}"
    points = map(chr, range(0x10000))
    opening = "".join(each for each in points if unicodedata.category(each) in {"Ps", "Pi"})
    opening = f"{re.escape(opening)}\u00a1\u00bf"
    voiced = "\uff9e\uff9f"  # the marks of half-width kana, which are letters to Python
    other = rf"(?:(?![{letter}{voiced}])\w)"
    # The vowel AM of Thai and Lao, whose second part is a letter to Unicode.
    marks = rf"[\u0e31\u0e34-\u0e3a\u0e48-\u0e4d\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd{INVISIBLE}]"
    am = rf"{marks}*(?:[\u0e33\u0eb3]|(?:\u0e4d{marks}*\u0e32|\u0ecd{marks}*\u0eb2))"
    unit = re.compile(
        rf"(?:[^{letter}\w\s]|[{voiced}])*"
        rf"(?:[{letter}](?:{am})?|{other}(?:[^{letter}\s]*{other})?)"
        rf"(?:(?:[^{letter}\w\s]|[{voiced}])*\Z|(?:[^{letter}\w\s{opening}]|[{voiced}])*)"
    )
    return re.compile(f"[{letter}]").search, unit.finditer
