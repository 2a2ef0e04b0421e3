"""From positions of characters to citations, and back."""

import bisect
import re
from typing import Final, Literal

from karabakh._wrong_type import wrong_argument
from karabakh.errors import CitationError
from karabakh.model._citation import Citation
from karabakh.model._folding import INVISIBLE, letters
from karabakh.model._words import Division, Word

__all__ = ["UNITS", "cite", "cited_words", "cut", "span"]

Unit = Literal["codepoint", "utf-16"]

UNITS: Final = ("codepoint", "utf-16")

_visible = re.compile(rf"[^\s{INVISIBLE}]").search
_unseen_end = re.compile(rf"[\s{INVISIBLE}]*\Z").search
_LONGEST_SHOWN: Final = 60


def cite(  # noqa: PLR0913 (as `Document.cite` has them)
    division: Division, start: int, end: int, *, unit: Unit, quote: str | None, source: str
) -> Citation:
    """Return the citation of a span, see `Document.cite`."""
    for value in (start, end):
        if type(value) is not int:
            raise wrong_argument("position", value, (int,))
    if quote is not None and not isinstance(quote, str):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
        raise wrong_argument("quote", quote, (str,))
    place = f"{start}-{end}"
    first, behind = (_code_points(division, position, unit, place) for position in (start, end))
    if not 0 <= first < behind <= len(division.text):
        reason = f"positions must rise and be from 0 to {len(division.text)}"
        raise CitationError(text=place, problem="invalid span", reason=reason)
    if quote is not None and _spelled(division.text[first:behind]) != _spelled(quote):
        shown = division.text[first : min(behind, first + _LONGEST_SHOWN)]
        raise CitationError(
            text=place,
            problem="invalid span",
            reason=f"the text has {shown!r} there, not {quote!r}",
        )
    visible = _visible(division.text, first, behind)
    if visible is None:
        raise CitationError(
            text=place, problem="invalid span", reason="it has no visible characters"
        )
    first = visible.start()
    unseen = _unseen_end(division.text, first, behind)
    behind = unseen.start() if unseen else behind
    return _citation(division, first, behind, source, place)


def _citation(division: Division, start: int, end: int, source: str, place: str) -> Citation:
    """Return the citation of a span that begins and ends with what can be seen."""
    first = bisect.bisect_right(division.starts, start) - 1
    last = bisect.bisect_left(division.starts, end) - 1
    paragraph = bisect.bisect_right(division.heads, first)
    if bisect.bisect_right(division.heads, last) != paragraph:
        reason = "it contains a blank line; cite each paragraph by itself"
        raise CitationError(text=place, problem="invalid span", reason=reason)
    head = division.heads[paragraph - 1]
    words = first - head + 1, last - head + 1
    if start == division.starts[first] and end == division.ends[last]:
        return Citation(source, paragraph, *words)
    characters = start - division.starts[first] + 1, end - division.starts[last]
    return Citation(source, paragraph, *words, *characters)


def span(division: Division, citation: Citation, *, unit: Unit) -> tuple[int, int]:
    """Return the span of a citation, see `Document.span`."""
    words = cited_words(division, citation)
    start, end = division.starts[words[0]], division.ends[words[-1]]
    if citation.first_character is not None:
        limits = cut((division.word(words[0]), *map(division.word, words[1:][-1:])), citation)
        start, end = limits[0].start, limits[-1].end
    return _in_units(division, start, unit), _in_units(division, end, unit)


def cited_words(division: Division, citation: Citation, name: str = "the text") -> range:
    """Return the numbers of the words cited, counted in the text itself."""
    if citation.paragraph is None:
        return range(len(division.starts))
    count = len(division.heads) - 1
    if citation.paragraph > count:
        reason = f"the last paragraph of {name} is {count}"
        raise CitationError(text=str(citation), reason=reason, problem="no such passage")
    head, stop = division.heads[citation.paragraph - 1 : citation.paragraph + 1]
    last = citation.last or stop - head
    if last > stop - head:
        reason = f"the last word of paragraph {citation.paragraph} of {name} is {stop - head}"
        raise CitationError(text=str(citation), reason=reason, problem="no such passage")
    return range(head + (citation.first or 1) - 1, head + last)


def cut(words: tuple[Word, ...], citation: Citation) -> tuple[Word, ...]:
    """Return the words cited, the first and the last cut to the characters cited."""
    begin, end = citation.first_character, citation.last_character
    if begin is None or end is None:
        return words
    for word, character in ((words[0], begin), (words[-1], end)):
        if character > len(word.text):
            reason = f"the last character of the word {word.text!r} is {len(word.text)}"
            raise CitationError(text=str(citation), reason=reason, problem="no such passage")
    last = words[-1]
    last = Word(last.text[:end], last.start, last.end - len(last.text) + end)
    words = (*words[:-1], last)
    first = words[0]
    return (Word(first.text[begin - 1 :], first.start + begin - 1, first.end), *words[1:])


def _code_points(division: Division, position: int, unit: Unit, place: str) -> int:
    """Return a position in code points."""
    if _is_codepoint(unit):
        return position
    # Each character before it that takes two units moves it by one.
    before = bisect.bisect_left(
        range(len(division.supplementary)),
        position,
        key=lambda number: division.supplementary[number] + number,
    )
    if before and division.supplementary[before - 1] + before == position:
        reason = f"position {position} is within a surrogate pair"
        raise CitationError(text=place, problem="invalid span", reason=reason)
    return position - before


def _in_units(division: Division, position: int, unit: Unit) -> int:
    """Return a position that is in code points in another unit."""
    if _is_codepoint(unit):
        return position
    return position + bisect.bisect_left(division.supplementary, position)


def _is_codepoint(unit: str) -> bool:
    if unit not in UNITS:
        raise ValueError(f"unit must be one of {UNITS}, got {unit!r}")
    return unit == UNITS[0]


def _spelled(text: str) -> str:
    return "".join(map(letters, text.split()))
