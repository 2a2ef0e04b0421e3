"""Quotes that are resolved against the texts at hand."""

import enum
from collections.abc import Mapping, Sequence
from itertools import chain, islice
from typing import Final, cast

import attrs

from karabakh._wrong_type import wrong_argument
from karabakh.errors import CitationError
from karabakh.model._citation import Citation
from karabakh.model._dataset import BoundDataset
from karabakh.model._document import Document
from karabakh.model._matches import Matches, find, passage
from karabakh.model._quote_index import QuoteIndex
from karabakh.model._suggestions import Match, Suggestion

__all__ = ["QuoteStatus", "ResolvedQuote", "resolve_quote"]

_SUGGESTED: Final = 3
_LISTED: Final = 20
"""How many candidates of an ambiguous quote are listed."""


@enum.unique
class QuoteStatus(enum.Enum):
    """What became of a quote."""

    VERIFIED = "verified"
    """Exactly one passage has the words, within the passage named, if one is."""

    REPAIRED = "repaired"
    """Exactly one passage has the words, but it is not within the passage named."""

    AMBIGUOUS = "ambiguous"
    """Several passages have the words."""

    ABSENT = "absent"
    """No passage has the words."""


@attrs.frozen(kw_only=True)
class ResolvedQuote:
    """A quote, and the passage that has its words, or why there is none.

    >>> from karabakh import Document
    >>> from karabakh.model import resolve_quote
    >>> document = Document.from_text("Nothing was signed.")
    >>> print(resolve_quote("Nothing was sung", {"wire": document}).describe())
    it is not in the text; nearest: wire#p1:1-3 “[Nothing was signed.]”, with 'signed.' for 'sung'
    """

    quote: str
    """The quote."""

    status: QuoteStatus
    """What became of it."""

    citation: Citation | None = None
    """The passage, if the quote was verified or repaired."""

    candidates: tuple[Match, ...] = ()
    """The passages that have the words, at most twenty."""

    suggestions: tuple[Suggestion, ...] = ()
    """Passages that nearly have the words, at most three, if the quote is absent."""

    reason: str = ""
    """Why it was not verified; empty if it was."""

    def describe(self) -> str:
        """Return the citation, or why there is none and what is nearest, in one line."""
        if self.status is QuoteStatus.VERIFIED:
            return str(self.citation)
        near = "; ".join(each.describe() for each in self.suggestions)
        return f"{self.reason}; nearest: {near}" if near else self.reason


def resolve_quote(
    quote: str,
    texts: BoundDataset | Mapping[str, Document],
    *,
    within: Citation | Match | str | None = None,
    nth: int | None = None,
) -> ResolvedQuote:
    r"""Return the passage that has the words of a quote, or what there is instead.

    Words are compared as by `Document.find`. What is near is suggested, and never the passage.

    Args:
        quote: The words.
        texts: A dataset bound to the texts: passages are then those of its sources, however
            the copies are divided. Or the texts, by the identifiers of their sources.
        within: The passage in which it should be: a citation, a match of another quote, or a
            paragraph such as ``"p2"`` if there is one text. None if it may be anywhere.
        nth: Which of several passages, from 1. None if there should be one.

    Raises:
        ValueError: If `nth` is less than 1.
        TypeError: If an argument has the wrong type.

    >>> from karabakh import Document
    >>> from karabakh.model import resolve_quote
    >>> document = Document.from_text("They met. Nothing was signed.\n\nThey parted.")
    >>> resolved = resolve_quote("They parted", {"wire": document}, within="p1")
    >>> resolved.status.value, str(resolved.citation)
    ('repaired', 'wire#p2:1-2')
    """
    indexes = _indexes(texts)
    place, problem = _place(within, indexes)
    if place is not None and not problem:
        limits = indexes[place.source].limits(place)
        matches = find(indexes[place.source], quote, limits=limits, nth=nth, source=place.source)
        if matches.total:
            return _outcome([matches], place, texts)
    everywhere = None if place is None else Citation(place.source)
    found = [
        find(index, quote, nth=nth if place is None else None, source=name)
        for name, index in indexes.items()
    ]
    outcome = _outcome(found, everywhere, texts)
    if place is None or outcome.status is QuoteStatus.ABSENT:
        return outcome
    reason = f"{problem or f'it is not in {place}'}, but in {outcome.citation}"
    if outcome.status is QuoteStatus.AMBIGUOUS:
        return attrs.evolve(outcome, reason=f"{problem or f'not in {place}'}; {outcome.reason}")
    return attrs.evolve(outcome, status=QuoteStatus.REPAIRED, reason=reason)


def _indexes(texts: object) -> dict[str, QuoteIndex]:
    if isinstance(texts, BoundDataset):
        return {name: each.quote_index for name, each in texts.alignments.items()}
    if not isinstance(texts, Mapping):
        raise wrong_argument("texts", texts, (BoundDataset, Mapping))
    for name, text in cast("Mapping[str, object]", texts).items():
        if not isinstance(text, Document):
            raise wrong_argument(f"text of {name!r}", text, (Document,))
    documents = cast("Mapping[str, Document]", texts)
    return {name: document.quote_index for name, document in documents.items()}


def _place(
    within: Citation | Match | str | None, indexes: Mapping[str, QuoteIndex]
) -> tuple[Citation | None, str]:
    """Return the passage within which to look, and what is wrong with it."""
    if within is None:
        return None, ""
    source = next(iter(indexes), "source")
    try:
        place = passage(within, source)
    except CitationError as error:
        return Citation(source), str(error)
    if len(indexes) > 1 and isinstance(within, str) and within not in indexes and "#" not in within:
        return place, f"{within!r} names no source (texts: {', '.join(sorted(indexes))})"
    if place.source not in indexes:
        return place, f"there is no text of {place.source!r} (texts: {', '.join(sorted(indexes))})"
    if place.paragraph is not None and not indexes[place.source].limits(place):
        return place, f"there is no passage {place}"
    return place, ""


def _outcome(
    found: Sequence[Matches],
    place: Citation | None,
    texts: BoundDataset | Mapping[str, Document],
) -> ResolvedQuote:
    """Return what became of a quote that was looked for in some texts."""
    matched = [matches for matches in found if matches.total]
    if not matched:
        return _absent(found, texts)
    quote = matched[0].quote
    listed = tuple(islice(chain.from_iterable(each.every() for each in matched), _LISTED))
    ambiguous = ResolvedQuote(quote=quote, status=QuoteStatus.AMBIGUOUS, candidates=listed)
    if len(matched) > 1:
        several = "; ".join(match.describe() for match in listed)
        return attrs.evolve(ambiguous, reason=f"it is in several texts: {several}")
    (matches,) = matched
    if len(matches) != 1:
        return attrs.evolve(ambiguous, reason=matches.reason)
    (match,) = matches
    if isinstance(texts, BoundDataset) and _may_be_elsewhere(match, matches, place, texts):
        reason = f"it is in {match.citation}, and in the copy also where the source has other words"
        return attrs.evolve(ambiguous, reason=reason)
    return attrs.evolve(ambiguous, status=QuoteStatus.VERIFIED, citation=match.citation)


def _may_be_elsewhere(
    match: Match, matches: Matches, place: Citation | None, bound: BoundDataset
) -> bool:
    """Return whether a sentence that the copy lacks may have the words."""
    source = match.citation.source
    alignment = bound.alignments[source]
    place = place or Citation(source)
    if not any(sentence.overlaps(place) for sentence in alignment.lost):
        return False
    aligned = find(alignment.quote_index, matches.quote).total
    return find(bound.documents[source].quote_index, matches.quote).total > aligned


def _absent(
    found: Sequence[Matches], texts: BoundDataset | Mapping[str, Document]
) -> ResolvedQuote:
    if not found:
        return ResolvedQuote(quote="", status=QuoteStatus.ABSENT, reason="there is no text")
    absent = ResolvedQuote(quote=found[0].quote, status=QuoteStatus.ABSENT, reason=found[0].reason)
    if isinstance(texts, BoundDataset):
        # A copy may have more than the source had when it was coded.
        for name, document in texts.documents.items():
            if document.find(absent.quote).total:
                reason = f"it is in the copy, but not in {name!r} as it was coded"
                return attrs.evolve(absent, reason=reason)
    near = chain.from_iterable(matches.suggestions for matches in found)
    return attrs.evolve(absent, suggestions=tuple(islice(near, _SUGGESTED)))
