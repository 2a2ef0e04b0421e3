"""Where the sentences of a source stand in a copy of its text.

A source is known by the lengths and fingerprints of its sentences. A copy is a run of
words; how it is divided into lines and paragraphs does not matter.
"""

import bisect
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate, pairwise

import attrs

from karabakh.errors import CitationError
from karabakh.model._citation import Citation
from karabakh.model._document import Document, Word
from karabakh.model._sentence_search import Passage, find_sentences
from karabakh.model._sources import Sentence, Source

__all__ = ["Alignment"]


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
        """Whether the source has an outline; without one, the document is taken at its word."""
        return bool(self.source.paragraphs)

    @property
    def is_copy(self) -> bool:
        """Whether any sentence of the source stands in the document, so far as that is known."""
        return not self.is_checked or any(passage is not None for passage in self._passages)

    @property
    def is_complete(self) -> bool:
        """Whether every sentence of the source stands in the document, in order."""
        return self.is_checked and None not in self._passages

    def words_of(self, citation: Citation) -> tuple[Word, ...]:
        """Give the words of the document that a citation of the source means.

        Raises:
            CitationError: the place is outside the source, or its words are not in the
                document as they were in the source.
        """
        if not self.is_checked:
            return self._unchecked_words_of(citation)
        first, last = self.source.range_of(citation)
        rows = self._rows(first, last)
        passages = [passage for row in rows if (passage := self._passages[row]) is not None]
        if len(passages) < len(rows):
            raise CitationError(
                text=str(citation),
                reason=f"{self.document.name} has other words in its place",
            )
        if any(one.end != following.begin for one, following in pairwise(passages)):
            raise CitationError(
                text=str(citation),
                reason=f"{self.document.name} has other words between those cited",
            )
        words = [word for passage in passages for word in passage.words(self.document)]
        begin = first - self._offsets[rows.start]
        return tuple(words[begin : begin + last - first + 1])

    def missing(self) -> Iterator[Citation]:
        """Go through the sentences of the source that the document does not have."""
        places = sentence_places(self.source)
        for place, passage in zip(places, self._passages, strict=True):
            if passage is None:
                yield place

    def _rows(self, first: int, last: int) -> range:
        """Give the numbers of the sentences that a range of the source's words touches."""
        return range(
            bisect.bisect_right(self._offsets, first) - 1,
            bisect.bisect_right(self._offsets, last),
        )

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
    def _offsets(self) -> tuple[int, ...]:
        """The number of each sentence's first word in the source, from 0."""
        return tuple(accumulate((sentence.words for sentence in self._sentences[:-1]), initial=0))

    @cached_property
    def _passages(self) -> tuple[Passage | None, ...]:
        """Where each sentence stands in the document; none where it is not there."""
        return find_sentences(self._sentences, self.document)


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
