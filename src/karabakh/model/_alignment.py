"""Where the sentences of a source stand in a copy of its text.

A source is known by the lengths and fingerprints of its sentences. A copy is a run of
words; how it is divided into lines and paragraphs does not matter.
"""

import bisect
from array import array
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, pairwise

import attrs

from karabakh.errors import CitationError
from karabakh.model._citation import Citation
from karabakh.model._document import Document
from karabakh.model._passages import Found, Passage
from karabakh.model._quote_index import QuoteIndex, index_division
from karabakh.model._readings import readings
from karabakh.model._sentence_search import find_sentences
from karabakh.model._sources import Sentence, Source
from karabakh.model._spans import cited_words, cut
from karabakh.model._words import Division, Word, join

__all__ = ["Alignment", "sentence_places"]


@attrs.frozen(kw_only=True)
class Alignment:
    """A source and a document side by side.

    >>> from karabakh import Dataset, Document, Source
    >>> text = Document.from_text("They met. Nothing was signed.")
    >>> source = Source(id="wire", title="Wire", paragraphs=text.outline())
    >>> bound = Dataset.from_records(source).bind(Document.from_text("Nothing was signed."))
    >>> [str(place) for place in bound.alignments["wire"].missing()]
    ['wire#p1:1-2']
    """

    source: Source
    """The source, by its outline."""

    document: Document
    """The copy of its text."""

    @property
    def is_checked(self) -> bool:
        """Whether the source has an outline; if not, the document is taken for it."""
        return bool(self.source.paragraphs)

    @property
    def is_copy(self) -> bool:
        """Whether any sentence of the source is in the document, so far as that is known."""
        return not self.is_checked or self._found.count > 0 or self._found.is_incomplete

    @property
    def is_complete(self) -> bool:
        """Whether every sentence of the source is in the document, in order."""
        return self.is_checked and self._found.count == len(self._found)

    def words_of(self, citation: Citation) -> tuple[Word, ...]:
        """Return the words of the document that a citation of the source means.

        The first and the last are cut if the citation is of characters within them.

        Raises:
            CitationError: If the passage is outside the source, or its words are not in the
                document as they were in the source, or not found before the search was given up.
        """
        if not self.is_checked:
            words = tuple(
                map(self._division.word, cited_words(self._division, citation, self._name))
            )
            return cut(words, citation)
        first, last = self.source.range_of(citation)
        rows = self._rows(first, last)
        passages = [*map(self._found.passage, rows)]
        if None in passages:
            reason = f"{self._name} has other words in its place"
            if self.is_unsearched(citation):
                reason = f"it was not found in {self._name} before the search was given up"
            raise CitationError(text=str(citation), reason=reason, problem="cannot quote")
        found = [passage for passage in passages if passage is not None]
        if any(not one.is_followed_by(other) for one, other in pairwise(found)):
            reason = f"{self._name} has other words between those cited"
            raise CitationError(text=str(citation), reason=reason, problem="cannot quote")
        words = tuple(word for passage in found for word in passage.words())
        begin = first - self._offsets[rows.start]
        return cut(words[begin : begin + last - first + 1], citation)

    def quote(self, citation: Citation) -> str:
        """Return the exact words of a passage as one line.

        Raises:
            CitationError: As `words_of` does.
        """
        return join(self.document.text, self.words_of(citation))

    @cached_property
    def quote_index(self) -> QuoteIndex:
        """The words of the source that the document has, so that quotes are found.

        Passages are those of the source, however the document is divided.
        """
        if not self.is_checked:
            return index_division(self._division)
        words, heads, places = list[Word](), array("I"), list[tuple[int, int]]()
        before: Passage | None = None
        for row, place in enumerate(sentence_places(self.source)):
            passage = self._found.passage(row)
            if passage is not None:
                goes_on = place.first != 1 and before is not None and before.is_followed_by(passage)
                if not goes_on:
                    heads.append(len(words))
                    places.append((place.paragraph or 1, place.first or 1))
                words += passage.words()
            before = passage
        heads.append(len(words))
        return QuoteIndex.build(
            self.document.text,
            [word.text for word in words],
            heads,
            places=places,
            word=words.__getitem__,
        )

    def is_unsearched(self, citation: Citation) -> bool:
        """Return whether the search for a passage of the source was given up."""
        if not self._found.is_incomplete:
            return False
        try:
            limits = self.source.range_of(citation)
        except CitationError:
            return False  # there is no such passage
        return any(map(self._found.is_unsearched, self._rows(*limits)))

    def missing(self) -> Iterator[Citation]:
        """Yield the sentences of the source that the document does not have."""
        for row, place in enumerate(sentence_places(self.source)):
            if self._found.is_missing(row):
                yield place

    def unsearched(self) -> Iterator[Citation]:
        """Yield the sentences that were not found before the search was given up.

        They may be in the document. This happens only in texts that repeat themselves without
        end, and in long ones that have little in common with an outline of schema 1.
        """
        for row, place in enumerate(sentence_places(self.source)):
            if self._found.is_unsearched(row):
                yield place

    @cached_property
    def lost(self) -> tuple[Citation, ...]:
        """The sentences of the source that are missing, and those not searched for."""
        return () if self.is_complete else (*self.missing(), *self.unsearched())

    @property
    def _name(self) -> str:
        return self.document.name

    @cached_property
    def _division(self) -> Division:
        return self.document.division(self.source.outline_rules)

    def _rows(self, first: int, last: int) -> range:
        """Return the numbers of the sentences that a range of the source's words touches."""
        return range(
            bisect.bisect_right(self._offsets, first) - 1,
            bisect.bisect_right(self._offsets, last),
        )

    @cached_property
    def _sentences(self) -> tuple[Sentence, ...]:
        return tuple(
            sentence for paragraph in self.source.paragraphs for sentence in paragraph.sentences
        )

    @cached_property
    def _offsets(self) -> Sequence[int]:
        """The number of each sentence's first word in the source, from 0."""
        words = (sentence.words for sentence in self._sentences[:-1])
        return array("I", accumulate(words, initial=0))

    @cached_property
    def _found(self) -> Found:
        """Where each sentence is, in the reading of the document that has most of them."""
        best: Found | None = None
        for reading in readings(self._division):
            found = find_sentences(self._sentences, reading)
            best = found if best is None else best.supplemented(found)
            if best.count == len(self._sentences):
                break
        return best or Found(0)


def sentence_places(source: Source, paragraph: int | None = None) -> Iterator[Citation]:
    """Yield the passage of each sentence of a source.

    Args:
        source: A source; one without an outline has none.
        paragraph: The number of a paragraph, from 1, to which they are limited.

    >>> import karabakh
    >>> from karabakh.model import sentence_places
    >>> str(next(sentence_places(karabakh.load().sources["article"])))
    'article#p1:1-14'
    """
    numbers = range(1, len(source.paragraphs) + 1) if paragraph is None else (paragraph,)
    for number in numbers:
        sentences = source.paragraphs[number - 1].sentences
        ends = accumulate(sentence.words for sentence in sentences)
        for sentence, end in zip(sentences, ends, strict=True):
            yield Citation(source.id, number, end - sentence.words + 1, end)
