"""The words of a text as one string, with a character for each word."""

import bisect
import difflib
import re
import unicodedata
from array import array
from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from itertools import compress, pairwise
from typing import Final

import attrs

from karabakh.model._citation import Citation
from karabakh.model._folding import INVISIBLE, fold, letters
from karabakh.model._readings import HYPHENS, Reading
from karabakh.model._words import LINE_BREAK, Division, Word

__all__ = [
    "ELLIPSIS",
    "GAP",
    "HIGHEST",
    "QuoteIndex",
    "index_division",
    "is_ellipsis",
    "joined",
    "key_of",
]

ELLIPSIS: Final = "\1"
"""What stands for an ellipsis."""

HIGHEST: Final = 0x10FFFF
"""The number of the last character; words of no text have characters from there downwards."""

GAP: Final = "\0"
"""What stands between paragraphs."""

_match_ellipsis = re.compile(r"[\[(]?\.{3,}[\])]?").fullmatch
_hyphen_before_break = re.compile(
    rf"[{''.join(HYPHENS)}][\s{INVISIBLE}]*?(?:{LINE_BREAK.pattern})"
).search
_LEAST_SIMILAR: Final = 0.7
_MOST_LETTERS_MORE: Final = 2
"""How much longer or shorter a similar word is, at most."""

_MEANINGFUL: Final = frozenset("%‰‱&@#§")
"""Punctuation that is read aloud."""


class _Vocabulary(dict[str, str]):
    """Maps words as they are written to characters, and punctuation to none."""

    def __init__(self) -> None:
        super().__init__()
        self.characters: dict[str, str] = {}
        """The same by what counts of a word."""

    def __missing__(self, word: str) -> str:
        key = key_of(word)
        if not key:
            character = ELLIPSIS if is_ellipsis(word) else ""
        else:
            known = self.characters
            character = known.setdefault(key, chr(len(known) + 2))
        self[word] = character
        return character


@attrs.frozen(eq=False)
class QuoteIndex:
    """A text in which quotes are found, in linear time."""

    text: str
    """The text that positions of words count in."""

    heads: Sequence[int]
    """The number of the first word of each run, from 0, and the number of all words."""

    places: Sequence[tuple[int, int]]
    """Of each run, its paragraph, and where in the paragraph it begins, both from 1."""

    word: Callable[[int], Word]
    """Returns a word by its number."""

    vocabulary: _Vocabulary

    spelled: str
    """A character for each word that is not punctuation alone."""

    numbers: Sequence[int]
    """Of each character, the number of its word."""

    lasts: dict[int, int]
    """For each word that goes on in the next line, the number of its last part."""

    @classmethod
    def build(  # noqa: PLR0913 (a text, in all its parts)
        cls,
        text: str,
        words: Sequence[str],
        heads: Sequence[int],
        *,
        places: Sequence[tuple[int, int]],
        word: Callable[[int], Word],
        breaks: Collection[int] = (),
    ) -> "QuoteIndex":
        """Return the index of a text.

        Args:
            text: The text.
            words: Its words as they are written.
            heads: See the class.
            places: See the class.
            word: See the class.
            breaks: The numbers of words that go on in the next line.
        """
        ends = frozenset(head - 1 for head in heads)
        whole, lasts = joined(words, [each for each in breaks if each not in ends])
        vocabulary = _Vocabulary()
        characters = [*map(vocabulary.__getitem__, whole)]
        numbers = array("I")
        for start, stop in pairwise(heads):
            numbers.extend(compress(range(start, stop), characters[start:stop]))
            numbers.append(stop)
        runs = ("".join(characters[start:stop]) for start, stop in pairwise(heads))
        spelled = "".join(f"{run}{GAP}" for run in runs)
        return cls(text, heads, places, word, vocabulary, spelled, numbers, lasts)

    def last_number(self, position: int) -> int:
        """Return the number of the last word that a character stands for."""
        number = self.numbers[position]
        return self.lasts.get(number, number)

    def run_around(self, number: int) -> tuple[int, int]:
        """Return the limits of the run that a word is in."""
        run = bisect.bisect_right(self.heads, number) - 1
        return self.heads[run], self.heads[run + 1]

    def place(self, first: int, last: int) -> tuple[int, int, int]:
        """Return the paragraph and the limits, from 1, of words that stand in one run."""
        run = bisect.bisect_right(self.heads, first) - 1
        paragraph, begin = self.places[run]
        return paragraph, begin + first - self.heads[run], begin + last - self.heads[run]

    def limits(self, passage: Citation) -> range:
        """Return the positions of the characters of a passage."""
        if passage.paragraph is None:
            return range(len(self.spelled))
        first, last = passage.first or 1, passage.last
        found: list[int] = []
        for run in self._runs.get(passage.paragraph, ()):
            (_, begin), head, stop = self.places[run], *self.heads[run : run + 2]
            low = max(head, head + first - begin)
            high = stop if last is None else min(stop, head + last - begin + 1)
            if low < high:
                found += (bisect.bisect_left(self.numbers, each) for each in (low, high))
        return range(min(found), max(found)) if found else range(0)

    @cached_property
    def _runs(self) -> dict[int, list[int]]:
        runs: dict[int, list[int]] = {}
        for number, (paragraph, _) in enumerate(self.places):
            runs.setdefault(paragraph, []).append(number)
        return runs

    @cached_property
    def gaps(self) -> Sequence[int]:
        """The positions of all gaps."""
        return array("I", [match.start() for match in re.finditer(GAP, self.spelled)])

    @cached_property
    def without_gaps(self) -> str:
        """The string as if the text were one paragraph."""
        return self.spelled.replace(GAP, "")

    @cached_property
    def rough(self) -> str:
        """The string without differences of case, accents and punctuation within words."""
        return self.spelled.translate(self._rough_table)

    def roughened(self, word: str) -> str:
        """Return the character of a word in `rough`, and one of no word if it has none."""
        return self._rough_characters.get(_rough(key_of(word)), chr(HIGHEST))

    def similar(self, word: str) -> list[str]:
        """Return the characters of words with nearly the same spelling."""
        rough = _rough(key_of(word))
        known = {
            _rough(key): character
            for key, character in self.vocabulary.characters.items()
            if key[0].casefold() == rough[0] and abs(len(key) - len(rough)) <= _MOST_LETTERS_MORE
        }
        close = difflib.get_close_matches(rough, known, cutoff=_LEAST_SIMILAR)
        return [known[key] for key in close]

    @cached_property
    def _rough_characters(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for key, character in self.vocabulary.characters.items():
            found.setdefault(_rough(key), character)
        return found

    @cached_property
    def _rough_table(self) -> dict[int, str]:
        rough = self._rough_characters
        characters = self.vocabulary.characters.items()
        return {ord(character): rough[_rough(key)] for key, character in characters}


def index_division(division: Division) -> QuoteIndex:
    """Return the index of a text as it is divided."""
    text = division.text
    # Most texts have no hyphens at line ends, and need not be looked through word by word.
    is_broken = _hyphen_before_break(text) is not None
    return QuoteIndex.build(
        text,
        [*map(text.__getitem__, map(slice, division.starts, division.ends))],
        division.heads,
        places=[(number, 1) for number in range(1, len(division.heads))],
        word=division.word,
        breaks=Reading(division, range(len(division.starts))).line_ends if is_broken else (),
    )


def joined(words: Sequence[str], breaks: Collection[int]) -> tuple[Sequence[str], dict[int, int]]:
    """Return words, those in two lines put together, and where these end."""
    if not breaks:
        return words, {}
    whole, lasts = list(words), dict[int, int]()
    for number in sorted(breaks, reverse=True):
        whole[number] = whole[number].rstrip("".join(HYPHENS)) + "-" + whole[number + 1]
        whole[number + 1] = ""
        lasts[number] = lasts.pop(number + 1, number + 1)
    return whole, lasts


def is_ellipsis(word: str) -> bool:
    """Return whether a word is an ellipsis, perhaps in brackets."""
    return _match_ellipsis(fold(word)) is not None


def key_of(word: str) -> str:
    """Return a word folded, without hyphens, and punctuation at its edges."""
    text = letters(word)
    start, stop = 0, len(text)
    while stop > start and _is_edge(text[stop - 1]):
        stop -= 1
    while start < stop and _is_edge(text[start]) and not _is_sign(text, start):
        start += 1
    return text[start:stop]


def _is_edge(character: str) -> bool:
    return unicodedata.category(character).startswith("P") and character not in _MEANINGFUL


def _is_sign(text: str, position: int) -> bool:
    """Return whether a hyphen is the sign of a number."""
    return text[position] == "-" and text[position + 1 : position + 2].isdigit()


def _rough(key: str) -> str:
    decomposed = unicodedata.normalize("NFKD", key.casefold())
    return "".join(filter(str.isalnum, decomposed)) or key
