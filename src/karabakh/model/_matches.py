"""The passages of a text that have the words of a quote."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from types import NoneType
from typing import Final, overload

import attrs

from karabakh._shown import counted, listed, shown
from karabakh._wrong_type import require_type, wrong_argument
from karabakh.errors import CitationError
from karabakh.model._citation import Citation
from karabakh.model._quote_index import QuoteIndex
from karabakh.model._quote_spans import QuoteParts, Spans, quote_spans
from karabakh.model._suggestions import (
    Match,
    Suggestion,
    match_at,
    over_paragraphs,
    suggestions,
)

__all__ = ["Matches", "find", "passage"]

_SUGGESTED: Final = 3
_LISTED: Final = 20
"""How many passages are listed in messages."""

_is_paragraph = re.compile(r"p[0-9]+(:.*)?").fullmatch


@attrs.frozen(eq=False, repr=False)
class Matches(Sequence[Match]):
    """All passages that have the words of a quote, in the order of the text.

    `Document.find` returns them. There may be many; each is built when it is looked at.

    >>> from karabakh import Document
    >>> text = Document.from_text("Marda gave. Marda took.")
    >>> text.find("Marda")
    <Matches of 'Marda': text#p1:1-1, text#p1:3-3>
    >>> [match.quote for match in text.find("Marda … took")]
    ['Marda gave. Marda took.', 'Marda took.']
    """

    quote: str
    """The quote."""

    nth: int | None
    """Which passage was asked for, from 1; None for all."""

    _index: QuoteIndex
    _source: str
    _parts: QuoteParts
    _spans: Spans
    _limits: range

    @property
    def total(self) -> int:
        """How many passages have the words, whichever was asked for."""
        return len(self._spans)

    def __len__(self) -> int:
        return self.total if self.nth is None else int(self.nth <= self.total)

    @overload
    def __getitem__(self, index: int) -> Match: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Match, ...]: ...
    def __getitem__(self, index: int | slice) -> Match | tuple[Match, ...]:
        first = 0 if self.nth is None else self.nth - 1
        numbers = range(first, first + len(self))
        if isinstance(index, slice):
            return tuple(map(self._match, numbers[index]))
        return self._match(numbers[index])

    def __iter__(self) -> Iterator[Match]:
        return (self[number] for number in range(len(self)))

    def __repr__(self) -> str:
        first = listed((str(each.citation) for each in self), len(self), most=_SUGGESTED)
        return f"<Matches of {shown(self.quote)}: {first or 'none'}>"

    def every(self) -> "Matches":
        """Return all passages, whichever was asked for."""
        return attrs.evolve(self, nth=None)

    def one(self) -> Match:
        """Return the only passage.

        Raises:
            CitationError: If there is none, or several; with what there is instead.

        >>> from karabakh import Document
        >>> text = Document.from_text("Marda gave. Marda took.")
        >>> text.find("Marda", nth=2).one().citation
        Citation.parse('text#p1:3-3')
        >>> text.find("Marda").one()
        Traceback (most recent call last):
        ...
        karabakh.errors.CitationError: cannot cite 'Marda': it is in 2 passages: text#p1:1-1 ...
        """
        if len(self) == 1:
            return self[0]
        reason = self.reason
        if near := [each.describe() for each in self.suggestions]:
            reason += f"; nearest: {'; '.join(near)}"
        raise CitationError(text=self.quote, reason=reason, problem="cannot cite")

    @property
    def reason(self) -> str:
        """Why there is not exactly one passage; empty if there is."""
        if len(self) == 1:
            return ""
        if self.total:
            found = f"it is in {counted(self.total, 'passage')}"
            if self.nth is not None:
                return f"{found}, so there is no number {self.nth}"
            passages = (each.describe() for each in self.every())
            return f"{found}: {listed(passages, self.total, most=_LISTED, separator='; ')}"
        if not self._parts.parts:
            return "it has no words"
        if self._elsewhere:
            return "it is not within that passage, but elsewhere"
        if over_paragraphs(self._index, self._parts):
            return "it goes over several paragraphs; cite each by itself"
        if all(part in self._index.spelled for part in self._parts.parts):
            return "its parts are not one after the other in one paragraph"
        return "it is not in the text"

    @cached_property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """Up to three passages that are perhaps meant, the nearest first.

        There are none if any was found. First come those that have the words, but are not within
        the passage named, then those with other words. None of them is a match.
        """
        if self.total or not self._parts.parts:
            return ()
        if self._elsewhere:
            return tuple(Suggestion(match=match) for match in self._elsewhere)
        near = suggestions(self._index, self._parts, source=self._source, most=_SUGGESTED)
        return tuple(near)

    @cached_property
    def _elsewhere(self) -> tuple[Match, ...]:
        """The first passages that have the words where they were not looked for."""
        everywhere = range(len(self._index.spelled))
        if self.total or self._limits == everywhere:
            return ()
        spans = quote_spans(self._index, self._parts.parts, everywhere)
        first = map(spans.__getitem__, range(min(len(spans), _SUGGESTED)))
        return tuple(match_at(self._index, *span, self._source) for span in first)

    def _match(self, number: int) -> Match:
        return match_at(self._index, *self._spans[number], self._source)


def find(  # noqa: PLR0913 (as `Document.find` has them)
    index: QuoteIndex,
    quote: str,
    *,
    limits: range | None = None,
    nth: int | None = None,
    exact: bool = False,
    source: str = "text",
) -> Matches:
    """Return the passages that have the words of a quote, see `Document.find`.

    Args:
        index: The text.
        quote: The quote.
        limits: The positions of the characters within which to look.
        nth: Which passage, from 1.
        exact: Whether an ellipsis stands for itself.
        source: The source that citations are to name.
    """
    require_type("quote", quote, str)
    if nth is not None and type(nth) is not int:
        raise wrong_argument("nth", nth, (int, NoneType))
    if nth is not None and nth < 1:
        raise ValueError(f"nth must be 1 or more, got {nth}")
    limits = range(len(index.spelled)) if limits is None else limits
    first: Matches | None = None
    for parts in QuoteParts.variants(quote, index, exact=exact):
        spans = quote_spans(index, parts.parts, limits)
        matches = Matches(quote, nth, index, source, parts, spans, limits)
        if matches.total:
            return matches
        first = first or matches
    assert first is not None  # noqa: S101 (there is one variant at least)
    return first


def passage(within: Citation | Match | str, source: str) -> Citation:
    """Return the passage within which to look.

    Args:
        within: It, or a match; ``p2`` is a paragraph of the source named.
        source: The identifier of the source.

    Raises:
        CitationError: If a text has none of the forms of a citation.
        TypeError: If it is of another type.
    """
    if isinstance(within, Match):
        return within.citation
    if isinstance(within, str) and _is_paragraph(within):
        return Citation.parse(f"{source}#{within}")
    if not isinstance(within, Citation | str):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
        raise wrong_argument("within", within, (Citation, Match, str, NoneType))
    return Citation.of(within)
