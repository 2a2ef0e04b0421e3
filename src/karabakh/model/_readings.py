"""The orders in which the words of a copy may be read.

A copy of a text may have more between its words than the text has: page headers and page
numbers; and what stands in two columns may have been taken line by line. So there are up to
four readings: as it stands, without page headers, by columns, and both.
"""

import bisect
import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final

import attrs

from karabakh.model._folding import INVISIBLE, fold_by_rules_1, letters
from karabakh.model._words import LINE_BREAK, RULES, Division

__all__ = ["HYPHENS", "Reading", "readings"]

HYPHENS: Final = ("-", "\u2010", "\u2011", "\u00ad")
"""What may divide a word at a line's end. A soft hyphen is seen there."""

_invisible = re.compile(f"[{INVISIBLE}]").sub
_unseen_end = re.compile(rf"(?:(?!\u00ad)[\s{INVISIBLE}])+\Z").sub
_divided_word = re.compile(rf"[^\W\d_][{''.join(HYPHENS)}]\Z").search
_COLUMN_GAP: Final = re.compile(rf"\t|(?:[ \u00a0][{INVISIBLE}]*){{3,}}")
_NARROW_GAP: Final = re.compile(rf"(?:[ \u00a0][{INVISIBLE}]*){{2}}")
_PAGE_NUMBER: Final = re.compile(r"\W*\d{1,4}(?:\W+\d{1,4})?\W*|[ivx]{1,6}", re.IGNORECASE)
_DIGITS: Final = re.compile(r"\d+")
_LONGEST_HEADER: Final = 20
"""How many words a page header has at most."""

_FEWEST_WORDS_A_LINE: Final = 2
"""How many words a line has on average, at least, in a text with page headers."""

_FEWEST_PARTED: Final = 1 / 3
"""Which share of the lines of a page in columns has a gap, at least."""


@attrs.frozen(eq=False)
class Reading:
    """The words of a copy in one order, as fingerprints are taken of them."""

    division: Division

    numbers: Sequence[int]
    """The numbers of its words in the copy."""

    @cached_property
    def line_ends(self) -> Sequence[int]:
        """The positions of words that end a line in a hyphen and may go on in the next."""
        return array("I", self._line_ends())

    def line_ends_within(self, begin: int, end: int) -> Sequence[int]:
        """Return those line ends that have a word of a passage before and behind them."""
        first = bisect.bisect_left(self.line_ends, begin)
        return self.line_ends[first : first + self.count_line_ends(begin, end)]

    def count_line_ends(self, begin: int, end: int) -> int:
        """Return how many there are of them."""
        first = bisect.bisect_left(self.line_ends, begin)
        return bisect.bisect_left(self.line_ends, end - 1, lo=first) - first

    def _line_ends(self) -> Iterator[int]:
        division = self.division
        text, ends = division.text, division.ends
        # By rules 1, a word does not go on in the next paragraph.
        heads = frozenset(division.heads if division.rules != RULES else ())
        for position, (number, following) in enumerate(pairwise(self.numbers)):
            end = ends[number]
            if text[end - 1] not in HYPHENS and text[end : end + 1].isspace():
                continue  # as most do; a soft hyphen at its end is no part of a word by rules 2
            gap = division.gap_after(number)
            written = _unseen_end("", f"{division.text_of(number)}{gap}")
            if (
                written.endswith(HYPHENS)
                and following not in heads
                and (following != number + 1 or LINE_BREAK.search(gap))
            ):
                yield position

    @cached_property
    def _spelled(self) -> tuple[memoryview, Sequence[int]]:
        """The letters of all words, and where each word begins in them."""
        by_rules_1 = self.division.rules != RULES
        spell = fold_by_rules_1 if by_rules_1 else letters
        spelled, offsets = bytearray(), array("I")
        for number in self.numbers:
            offsets.append(len(spelled))
            if by_rules_1:
                spelled += b" "
            spelled += spell(self.division.text_of(number)).encode()
        offsets.append(len(spelled))
        return memoryview(spelled), offsets

    def spelled(self, begin: int, end: int) -> memoryview:
        """Return the letters of some words; by rules 1, with a blank before each word."""
        data, offsets = self._spelled
        return data[offsets[begin] : offsets[end]]

    def follows(self, number: int, following: int) -> bool:
        """Return whether a word of the copy is read right after another."""
        # By columns, words do not rise: then it need not be found, and is not vouched for.
        begin = bisect.bisect_left(self.numbers, number)
        return [*self.numbers[begin : begin + 2]] == [number, following]

    def __len__(self) -> int:
        return len(self.numbers)


def readings(division: Division) -> Iterator[Reading]:
    """Yield the readings of a copy that differ, the likeliest first."""
    every = range(len(division.starts))
    yield Reading(division, every)
    lines = _lines(division)
    headers = _headers(division, lines)
    if headers:
        yield Reading(division, _without(every, headers))
    columns = _by_columns(division, lines)
    if columns is not None:
        yield Reading(division, columns)
        if headers:
            yield Reading(division, _without(columns, headers))


def _without(numbers: Sequence[int], left_out: frozenset[int]) -> Sequence[int]:
    return array("I", [number for number in numbers if number not in left_out])


def _lines(division: Division) -> Sequence[int]:
    """Return the number of the first word of each line, and the number of all words."""
    firsts = array("I", [0])
    starts, ends = division.starts, division.ends
    firsts.extend(
        number
        for number in range(1, len(starts))
        if starts[number] > ends[number - 1]
        and LINE_BREAK.search(division.text, ends[number - 1], starts[number])
    )
    firsts.append(len(starts))
    return firsts


def _iter_lines(firsts: Sequence[int]) -> Iterator[range]:
    return (range(first, stop) for first, stop in pairwise(firsts))


def _headers(division: Division, lines: Sequence[int]) -> frozenset[int]:
    """Return the numbers of words in page headers and page numbers.

    A header is a short line that comes twice or more, whatever numbers it has, and does not end
    within a word; a page number is a line with nothing else. A text with few words a line has
    none: there any word may be a line.
    """
    if len(division.starts) < _FEWEST_WORDS_A_LINE * (len(lines) - 1):
        return frozenset()
    short = [
        line
        for line in _iter_lines(lines)
        if len(line) <= _LONGEST_HEADER and not _divided_word(division.text_of(line[-1]))
    ]
    masks = [hash(_DIGITS.sub("#", _line_text(division, line))) for line in short]
    times = Counter(masks)
    return frozenset(
        number
        for line, mask in zip(short, masks, strict=True)
        if times[mask] > 1 or _PAGE_NUMBER.fullmatch(_line_text(division, line))
        for number in line
    )


def _line_text(division: Division, line: range) -> str:
    return " ".join(letters(division.text_of(number)) for number in line)


def _by_columns(division: Division, lines: Sequence[int]) -> Sequence[int] | None:
    """Return the numbers of words by columns; None if the text is not in two columns.

    In a page of two columns most lines have a wide gap; a page ends with a form feed. Where the
    right column begins, two blanks are a gap, too. A line without any is of the right column if
    it begins where that does, else of the left.
    """
    if not _COLUMN_GAP.search(division.text):
        return None
    gaps = [_widest_gap(division, line) for line in _iter_lines(lines)]
    parted = zip(_iter_lines(lines), gaps, strict=True)
    begun = sorted(_indent(division, gap, line) for line, gap in parted if gap is not None)
    if len(begun) < _FEWEST_PARTED * (len(lines) - 1):
        return None
    right_edge = begun[len(begun) // 4] - 1
    numbers, right = array("I"), array("I")
    for line, gap in zip(_iter_lines(lines), gaps, strict=True):
        if line.start and "\f" in division.gap_after(line.start - 1):
            numbers.extend(right)
            right = array("I")
        middle = gap or _first_at_edge(division, line, right_edge)
        numbers.extend(range(line.start, middle))
        right.extend(range(middle, line.stop))
    return numbers + right


def _indent(division: Division, number: int, line: range) -> int:
    """Return how many characters, blanks included, stand before a word in its line."""
    first = division.starts[line.start]
    blanks = division.gap_after(line.start - 1) if line.start else division.text[:first]
    last_break = max((match.end() for match in LINE_BREAK.finditer(blanks)), default=0)
    before = f"{blanks[last_break:]}{division.text[first : division.starts[number]]}"
    return len(_invisible("", before))


def _widest_gap(division: Division, line: range) -> int | None:
    """Return the first word behind the widest gap of a line, None if it is narrow."""
    widest, behind = 0, None
    for number in line[:-1]:
        gap = division.gap_after(number)
        if len(gap) > widest and _COLUMN_GAP.search(gap):
            widest, behind = len(gap), number + 1
    return behind


def _first_at_edge(division: Division, line: range, right_edge: int) -> int:
    """Return the first word of a line in the right column, or the end of the line."""
    for number in line:
        is_behind_gap = number == line.start or _NARROW_GAP.search(division.gap_after(number - 1))
        if is_behind_gap and _indent(division, number, line) >= right_edge:
            return number
    return line.stop
