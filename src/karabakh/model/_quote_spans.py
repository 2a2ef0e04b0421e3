"""Where the words of a quote stand in a text, each word as a character."""

import bisect
from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate

import attrs

from karabakh.model._quote_index import (
    ELLIPSIS,
    HIGHEST,
    QuoteIndex,
    is_ellipsis,
    joined,
    key_of,
)
from karabakh.model._readings import HYPHENS, Reading
from karabakh.model._words import divide

__all__ = ["QuoteParts", "Spans", "occurrences", "quote_spans"]


@attrs.frozen
class QuoteParts:
    """A quote in the characters of a text."""

    words: tuple[str, ...]
    """The words of all parts as they are written, punctuation alone left out."""

    parts: tuple[str, ...]
    """What stands between ellipses; words that the text has not have characters of no word."""

    @property
    def spelled(self) -> str:
        """The characters of all parts."""
        return "".join(self.parts)

    @classmethod
    def variants(cls, quote: str, index: QuoteIndex, *, exact: bool) -> "Iterator[QuoteParts]":
        """Yield the ways to read a quote: hyphens at line ends may be followed by a blank.

        Args:
            quote: The quote.
            index: The text.
            exact: Whether an ellipsis stands for itself.
        """
        division = divide(quote)
        count = len(division.starts)
        words = [*map(division.text_of, range(count))]
        at_line_ends = Reading(division, range(count)).line_ends
        yield cls._of(joined(words, at_line_ends)[0], index, exact=exact)
        hyphens = [number for number in range(count - 1) if words[number].endswith(HYPHENS)]
        if hyphens != [*at_line_ends]:
            yield cls._of(joined(words, hyphens)[0], index, exact=exact)

    @classmethod
    def _of(cls, words: Sequence[str], index: QuoteIndex, *, exact: bool) -> "QuoteParts":
        unknown: dict[str, str] = {}
        parts, remaining = [""], list[str]()
        for word in words:
            if key := key_of(word):
                character = index.vocabulary.characters.get(key) or unknown.setdefault(
                    key, chr(HIGHEST - len(unknown))
                )
            elif not is_ellipsis(word):
                continue
            elif not exact:
                parts.append("")
                continue
            else:
                character = ELLIPSIS
            parts[-1] += character
            remaining.append(word)
        return cls(tuple(remaining), tuple(filter(None, parts)))


@attrs.frozen
class Spans:
    """Where the passages of a quote begin and end, in the order of the text.

    There may be many with one beginning, so each is looked up when it is asked for.
    """

    starts: Sequence[int]
    """Where the first part of the quote begins, each with a last part behind it."""

    ends: Sequence[int]
    """Where the last part ends."""

    nearest: Sequence[int]
    """Of each start, the number of its first end."""

    totals: Sequence[int]
    """How many passages there are up to each start."""

    def __len__(self) -> int:
        return self.totals[-1] if self.totals else 0

    def __getitem__(self, number: int) -> tuple[int, int]:
        row = bisect.bisect_right(self.totals, number)
        before = self.totals[row - 1] if row else 0
        return self.starts[row], self.ends[self.nearest[row] + number - before]


def quote_spans(index: QuoteIndex, parts: Sequence[str], limits: range) -> Spans:
    """Return where the passages of a quote begin and end.

    A passage goes from the first part through the last, with those between on the way. One
    is known by its ends, so that many parts between don't multiply it.
    """
    if not parts:
        return Spans((), (), (), ())
    text = index.spelled
    places = [array("I", occurrences(text, part, limits)) for part in parts]
    last = array("I", (start + len(parts[-1]) for start in places[-1]))
    if len(parts) == 1:
        return Spans(places[0], last, range(len(last)), range(1, len(last) + 1))
    starts, nearest, counts = array("I"), array("I"), array("I")
    for start in places[0]:
        end = start + len(parts[0])
        for part, found in zip(parts[1:-1], places[1:-1], strict=True):
            following = bisect.bisect_left(found, end)
            end = found[following] + len(part) if following < len(found) else len(text)
        first = bisect.bisect_left(places[-1], end)
        gap = index.gaps[bisect.bisect_left(index.gaps, start)]
        behind = bisect.bisect_left(places[-1], gap)
        if first < behind:
            starts.append(start)
            nearest.append(first)
            counts.append(behind - first)
    return Spans(starts, last, nearest, array("Q", accumulate(counts)))


def occurrences(text: str, needle: str, limits: range) -> Iterator[int]:
    """Yield where a string begins in another, overlapping ones too, in linear time.

    Two that overlap are a period of the string apart. If it is the shortest one, the next is
    found by comparing one period; others are more than half the string away.
    """
    size, period = len(needle), 0
    position = text.find(needle, limits.start, limits.stop)
    while position >= 0:
        yield position
        period = period or _period(needle)
        while (
            position + size + period <= limits.stop
            and text[position + size : position + size + period] == needle[size - period :]
        ):
            position += period
            yield position
        position = text.find(needle, position + period + 1, limits.stop)


def _period(needle: str) -> int:
    """Return the shortest distance at which a string overlaps with itself."""
    borders, border = [0], 0
    for character in needle[1:]:
        while border and character != needle[border]:
            border = borders[border - 1]
        border += character == needle[border]
        borders.append(border)
    return len(needle) - borders[-1]
