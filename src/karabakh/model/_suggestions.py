"""The passages of a text that a quote perhaps means, where none has its words."""

import bisect
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, islice, zip_longest
from typing import Final

import attrs

from karabakh._shown import visible
from karabakh.model._citation import Citation
from karabakh.model._near_misses import differing, near_misses
from karabakh.model._quote_index import QuoteIndex
from karabakh.model._quote_spans import QuoteParts, occurrences
from karabakh.model._words import Word, join

__all__ = ["Match", "Suggestion", "match_at", "over_paragraphs", "shortened", "suggestions"]

_LONGEST_SHOWN: Final = 8
"""How many words of a passage or a difference are shown."""

_FEWEST_BY_THEMSELVES: Final = 4
"""From how many words a passage is shown without those around it."""

_AROUND: Final = 3
_LONGEST_TEXT: Final = 120


@attrs.frozen(kw_only=True)
class Match:
    """A passage that has the words of a quote.

    >>> from karabakh import Document
    >>> (match,) = Document.from_text("They met. Nothing was signed.").find("Nothing … signed")
    >>> str(match.citation), match.quote
    ('text#p1:3-5', 'Nothing was signed.')
    """

    citation: Citation
    """The passage, such as ``article#p2:21-36``."""

    words: tuple[Word, ...] = attrs.field(repr=False)
    """Its words as the text has them, with their positions."""

    quote: str
    """The same in one line."""

    context: str = attrs.field(repr=False)
    """The same in brackets, between the words before and after it."""

    @property
    def paragraph(self) -> int:
        """The number of its paragraph, from 1."""
        return self.citation.paragraph or 1

    def describe(self) -> str:
        """Return the passage and its words: few in context, many without the middle."""
        is_short = len(self.words) < _FEWEST_BY_THEMSELVES
        return visible(f"{self.citation} “{self.context if is_short else shortened(self.quote)}”")


@attrs.frozen(kw_only=True)
class Suggestion:
    """A passage that a quote perhaps means; it has other words, or is elsewhere.

    >>> from karabakh import Document
    >>> text = Document.from_text("Marda has the older right to the reef.")
    >>> (near,) = text.find("has an older right").suggestions
    >>> near.describe()
    "text#p1:2-5 “has the older right”, with 'the' for 'an'"
    """

    match: Match
    """The passage."""

    differences: tuple[tuple[str, str], ...] = ()
    """What the quote has, and what the passage has for it; empty for equal words elsewhere."""

    def describe(self) -> str:
        """Return the passage and what differs, in one line."""
        pairs = [_difference(own, other) for own, other in self.differences]
        return visible(", ".join([self.match.describe(), *pairs]))


def match_at(index: QuoteIndex, start: int, stop: int, source: str) -> Match:
    """Return the passage that some characters of an index stand for."""
    first, last = index.numbers[start], index.last_number(stop - 1)
    words = tuple(map(index.word, range(first, last + 1)))
    citation = Citation(source, *index.place(first, last))
    quote = join(index.text, words)
    low, high = index.run_around(first)
    before = tuple(map(index.word, range(max(first - _AROUND, low), first)))
    after = tuple(map(index.word, range(last + 1, min(last + 1 + _AROUND, high))))
    parts = [
        "…" if first - _AROUND > low else "",
        join(index.text, before),
        f"[{quote}]",
        join(index.text, after),
        "…" if last + 1 + _AROUND < high else "",
    ]
    context = " ".join(filter(None, parts))
    return Match(citation=citation, words=words, quote=quote, context=context)


def suggestions(
    index: QuoteIndex, quote: QuoteParts, *, source: str, most: int
) -> Iterator[Suggestion]:
    """Yield the passages nearest to a quote that is in no passage.

    Of a quote with an ellipsis, the parts are looked for by themselves.

    Args:
        index: The text.
        quote: The quote.
        source: The source that citations are to name.
        most: How many to yield.
    """
    if pieces := over_paragraphs(index, quote):
        for start, stop in pieces[:most]:
            yield Suggestion(match=match_at(index, start, stop, source))
        return
    offsets = accumulate(map(len, quote.parts), initial=0)
    parts = [
        QuoteParts(quote.words[offset : offset + len(part)], (part,))
        for offset, part in zip(offsets, quote.parts, strict=False)
    ]
    nearest = [[(part, *span) for span in _nearest(index, part, most)] for part in parts]
    # Of each part the nearest passage, then of each the next.
    rows = filter(None, chain.from_iterable(zip_longest(*nearest)))
    for part, start, stop in islice(dict.fromkeys(rows), most):
        pairs = differing(part.spelled, index.spelled[start:stop])
        yield Suggestion(
            match=match_at(index, start, stop, source),
            differences=tuple(
                (" ".join(part.words[own]), _words_at(index, start, other)) for own, other in pairs
            ),
        )


def over_paragraphs(index: QuoteIndex, quote: QuoteParts) -> Sequence[tuple[int, int]]:
    """Return the pieces of a quote whose words go over several paragraphs."""
    if len(quote.parts) != 1:
        return ()
    start = index.without_gaps.find(quote.spelled)
    if start < 0:
        return ()
    first, last = (_with_gaps(index, each) for each in (start, start + len(quote.spelled) - 1))
    between = slice(*(bisect.bisect_left(index.gaps, each) for each in (first, last)))
    gaps = index.gaps[between]
    pieces = list(zip([first, *(gap + 1 for gap in gaps)], [*gaps, last + 1], strict=True))
    return pieces if len(gaps) else ()


def _with_gaps(index: QuoteIndex, position: int) -> int:
    """Return a position in a string without gaps as one in the string with them."""
    gaps = index.gaps
    return position + bisect.bisect_right(
        range(len(gaps)), position, key=lambda number: gaps[number] - number
    )


def _nearest(index: QuoteIndex, part: QuoteParts, most: int) -> list[tuple[int, int]]:
    """Return the passages nearest to a part of a quote, or those that have it."""
    size = len(part.spelled)
    starts = [*islice(occurrences(index.spelled, part.spelled, range(len(index.spelled))), most)]
    if starts:
        return [(start, start + size) for start in starts]
    if found := near_misses(index.rough, "".join(map(index.roughened, part.words)), most):
        return found
    similar = index.similar(part.words[0]) if size == 1 else []
    places = map(index.spelled.index, similar)
    return [(place, place + 1) for place in places]


def _words_at(index: QuoteIndex, start: int, part: slice) -> str:
    if part.start == part.stop:
        return ""
    return match_at(index, start + part.start, start + part.stop, "text").quote


def shortened(text: str) -> str:
    """Return the first and the last of many words, in quotation marks or not."""
    words = text.split(" ")
    if len(words) > _LONGEST_SHOWN:
        half = _LONGEST_SHOWN // 2
        text = " ".join([*words[:half], "…", *words[-half:]])
    return text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 2]} …"


def _difference(own: str, other: str) -> str:
    if not other:
        return f"without {shortened(own)!r}"
    if not own:
        return f"with {shortened(other)!r} besides"
    return f"with {shortened(other)!r} for {shortened(own)!r}"
