"""Where the sentences of a source stand in a copy of its text.

A source is known by the lengths and fingerprints of its sentences. A copy is a run of
words; how it is divided into lines and paragraphs does not matter. A sentence is sought
wherever one can begin: at the head of a paragraph, and behind a word that ends like a
sentence. Of all places found, the longest row is kept in which the sentences stand in
the source's order. What is missing then is sought once more between its neighbours, at
every word: a heading without a full stop may have run into the line above.
"""

import bisect
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, chain

import attrs

from karabakh.errors import CitationError
from karabakh.model._citation import Citation
from karabakh.model._document import (
    Document,
    Word,
    ends_sentence,
    fingerprint_of_normal,
    normal,
)
from karabakh.model._sources import Sentence, Source

__all__ = ["Alignment"]

_MOST_TRIES = 50_000
"""How many fingerprints are taken to find what is missing in one place: some 0.1 seconds."""


@attrs.frozen(kw_only=True)
class Alignment:
    """A source and a document side by side."""

    source: Source
    """The source, by its outline."""

    document: Document
    """The copy of its text."""

    @property
    def is_checked(self) -> bool:
        """Whether the source has an outline; without one, the document is taken at its word."""
        return bool(self.source.paragraphs)

    @property
    def is_complete(self) -> bool:
        """Whether every sentence of the source stands in the document, in order."""
        return self.is_checked and None not in self._starts

    def words_of(self, citation: Citation) -> tuple[Word, ...]:
        """Give the words of the document that a citation of the source means.

        Raises:
            CitationError: the place is outside the source, or its words are not in the
                document as they were in the source.
        """
        if not self.is_checked:
            return self._unchecked_words_of(citation)
        first, last = self.source.range_of(citation)
        starts = [self._position(place) for place in self._pieces(first, last)]
        if None in starts:
            raise CitationError(
                text=str(citation),
                reason=f"{self.document.name} has other words in its place",
            )
        begin, end = self._position(first), self._position(last)
        if begin is None or end is None or end - begin != last - first:
            raise CitationError(
                text=str(citation),
                reason=f"{self.document.name} has other words between those cited",
            )
        return self._words[begin : end + 1]

    def missing(self) -> Iterator[Citation]:
        """Go through the sentences of the source that the document does not have."""
        for place, start in zip(self._sentence_places, self._starts, strict=True):
            if start is None:
                yield place

    def _pieces(self, first: int, last: int) -> Iterator[int]:
        """Go through one word of each sentence that a range of the source's words touches."""
        yield first
        row = bisect.bisect_right(self._offsets, first)
        while row < len(self._offsets) and self._offsets[row] <= last:
            yield self._offsets[row]
            row += 1

    def _position(self, place: int) -> int | None:
        """Turn a word's number in the source into its number in the document."""
        row = bisect.bisect_right(self._offsets, place) - 1
        start = self._starts[row]
        return None if start is None else start + place - self._offsets[row]

    def _unchecked_words_of(self, citation: Citation) -> tuple[Word, ...]:
        if citation.paragraph is None:
            return self.document.words
        try:
            paragraph = self.document.paragraphs[citation.paragraph - 1]
        except IndexError:
            count = len(self.document.paragraphs)
            raise CitationError(
                text=str(citation), reason=f"{self.document.name} has {count} paragraphs"
            ) from None
        last = citation.last or len(paragraph)
        if last > len(paragraph):
            raise CitationError(
                text=str(citation),
                reason=f"paragraph {citation.paragraph} of {self.document.name} has"
                f" {len(paragraph)} words",
            )
        return paragraph[(citation.first or 1) - 1 : last]

    @cached_property
    def _sentences(self) -> tuple[Sentence, ...]:
        return tuple(
            sentence for paragraph in self.source.paragraphs for sentence in paragraph.sentences
        )

    @cached_property
    def _sentence_places(self) -> tuple[Citation, ...]:
        return tuple(sentence_places(self.source))

    @cached_property
    def _offsets(self) -> tuple[int, ...]:
        """The number of each sentence's first word in the source, from 0."""
        return tuple(accumulate((sentence.words for sentence in self._sentences[:-1]), initial=0))

    @property
    def _words(self) -> tuple[Word, ...]:
        """The words of the document, as sentences were found among them."""
        return self._reading[0]

    @property
    def _starts(self) -> tuple[int | None, ...]:
        """The number of each sentence's first word in the document; none where it is not there."""
        return self._reading[1]

    @cached_property
    def _reading(self) -> tuple[tuple[Word, ...], tuple[int | None, ...]]:
        """The words, and where the sentences begin; read in the way that finds most of them.

        A line that ends in a hyphen may end within a word that has one, or behind it.
        """
        plain = self._find_among(self.document.paragraphs)
        rejoined = self.document.rejoined
        if None not in plain or rejoined == self.document.paragraphs:
            return self.document.words, plain
        other = self._find_among(rejoined)
        if other.count(None) < plain.count(None):
            return tuple(chain.from_iterable(rejoined)), other
        return self.document.words, plain

    def _find_among(self, paragraphs: Sequence[tuple[Word, ...]]) -> tuple[int | None, ...]:
        words = [normal(word.text) for paragraph in paragraphs for word in paragraph]
        in_a_row = _find_in_a_row(self._sentences, words)
        if in_a_row is not None:
            return in_a_row
        heads = accumulate((len(paragraph) for paragraph in paragraphs), initial=0)
        behind = (place + 1 for place, word in enumerate(words) if ends_sentence(word))
        starts = _find_scattered(self._sentences, words, sorted({*heads, *behind}))
        for gap in _gaps(self._sentences, starts, len(words)):
            starts[gap.sentences] = _find_in_gap(
                self._sentences[gap.sentences], words[gap.words], gap.words.start
            )
        return tuple(starts)


def sentence_places(source: Source) -> Iterator[Citation]:
    """Go through the places of a source's sentences.

    Args:
        source: a source; one without an outline has none.

    >>> import karabakh
    >>> from karabakh.model import sentence_places
    >>> str(next(sentence_places(karabakh.load().sources["article"])))
    'article#p1:1-14'
    """
    for number, paragraph in enumerate(source.paragraphs, start=1):
        ends = accumulate(sentence.words for sentence in paragraph.sentences)
        for sentence, end in zip(paragraph.sentences, ends, strict=True):
            yield Citation(source.id, number, end - sentence.words + 1, end)


def _find_in_a_row(sentences: Sequence[Sentence], words: Sequence[str]) -> tuple[int, ...] | None:
    """Find sentences that follow one another undisturbed, as in a full copy; or give up."""
    starts = tuple(accumulate((sentence.words for sentence in sentences), initial=0))[:-1]
    for sentence, start in zip(sentences, starts, strict=True):
        if fingerprint_of_normal(words[start : start + sentence.words]) != sentence.fingerprint:
            return None
    return starts


def _find_scattered(
    sentences: Sequence[Sentence], words: Sequence[str], heads: Sequence[int]
) -> list[int | None]:
    """Find as many sentences as stand in the source's order, beginning at one of the heads."""
    places: dict[str, list[int]] = {}
    for length in {sentence.words for sentence in sentences}:
        for head in heads:
            if head + length <= len(words):
                found = fingerprint_of_normal(words[head : head + length])
                places.setdefault(found, []).append(head)
    candidates = [
        [(place, place + sentence.words) for place in places.get(sentence.fingerprint, ())]
        for sentence in sentences
    ]
    chosen = dict(_longest_row(candidates))
    return [chosen.get(number) for number in range(len(sentences))]


@attrs.frozen(kw_only=True)
class _Gap:
    """Sentences that follow one another and were not found, and where they could be."""

    sentences: slice
    words: slice


def _gaps(
    sentences: Sequence[Sentence], starts: Sequence[int | None], length: int
) -> Iterator[_Gap]:
    """Go through the runs of sentences that were not found."""
    first, begin = 0, 0
    for number, start in enumerate([*starts, length]):
        if start is None:
            continue
        if first < number:
            yield _Gap(sentences=slice(first, number), words=slice(begin, start))
        if number < len(sentences):
            first, begin = number + 1, start + sentences[number].words


def _find_in_gap(
    sentences: Sequence[Sentence], words: Sequence[str], offset: int
) -> list[int | None]:
    """Find sentences anywhere among a few words; give up where it would take long."""
    lengths = {sentence.words for sentence in sentences}
    if len(lengths) * len(words) > _MOST_TRIES:
        return [None] * len(sentences)
    found = _find_scattered(sentences, words, range(len(words)))
    return [None if place is None else place + offset for place in found]


def _longest_row(candidates: Sequence[Sequence[tuple[int, int]]]) -> list[tuple[int, int]]:
    """Choose a place for as many sentences as can stand one behind the other.

    Patience sorting: `tails[k]` is the lowest end of a row of k + 1 sentences.

    Args:
        candidates: for each sentence, the first word of its possible places and the word
            behind its last, in rising order.

    Returns:
        Pairs of a sentence's number and its first word, in order.
    """
    tails: list[int] = []
    lasts: list[tuple[int, int]] = []
    before: dict[tuple[int, int], tuple[int, int] | None] = {}
    for number, places in enumerate(candidates):
        # From the highest place down, so that a sentence never follows itself.
        for begin, end in reversed(places):
            rank = bisect.bisect_right(tails, begin)
            if rank == len(tails) or end < tails[rank]:
                before[number, begin] = lasts[rank - 1] if rank else None
                tails[rank : rank + 1] = [end]
                lasts[rank : rank + 1] = [(number, begin)]
    row: list[tuple[int, int]] = []
    last = lasts[-1] if lasts else None
    while last is not None:
        row.append(last)
        last = before[last]
    return row[::-1]
