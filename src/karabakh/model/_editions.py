"""Citations carried from one edition of a text to another, where that is certain."""

import bisect
from functools import cached_property
from itertools import accumulate

import attrs

from karabakh.errors import CitationError
from karabakh.model._alignment import Alignment
from karabakh.model._citation import Citation
from karabakh.model._document import Document
from karabakh.model._quote_index import GAP, HIGHEST, QuoteIndex
from karabakh.model._sources import Source
from karabakh.model._words import Word, join

__all__ = ["CarriedCitation", "Editions"]


@attrs.frozen(kw_only=True)
class CarriedCitation:
    """A citation of an edition, and what became of it in the next.

    >>> from karabakh import Citation, Document, Source
    >>> from karabakh.model import Editions
    >>> old = Document.from_text("They met. Nothing was signed.")
    >>> new = Document.from_text("They met at Vell. Nothing was signed.")
    >>> source = Source(id="wire", title="Wire", paragraphs=old.outline())
    >>> carried = Editions(source, old, new).carry(Citation("wire", 1, 3, 5))
    >>> str(carried.citation), carried.is_changed
    ('wire#p1:5-7', False)
    """

    before: Citation
    """The citation of the old edition."""

    quote: str
    """Its words there; empty if the old text does not have them."""

    citation: Citation | None = None
    """The same passage in the new edition; None if that is not certain."""

    is_changed: bool = False
    """Whether other words of its sentence were changed, so that it should be looked at."""

    reason: str = ""
    """Why it was not carried; empty if it was."""


@attrs.frozen
class Editions:
    """Two editions of a source's text.

    A passage is carried if its sentences are once in either edition. If they are there more
    often, as often in both, they must have the same number and the same neighbours. It is also
    carried if its sentence was changed, but its own words are once between the nearest such
    sentences, in either edition.

    Args:
        source: The source, as it was coded.
        old: The text that was coded.
        new: The text of the new edition.
    """

    source: Source
    old: Document
    new: Document

    @property
    def is_of_source(self) -> bool:
        """Whether the old text has every sentence of the source, if it has an outline."""
        return self._alignment.is_complete or not self._alignment.is_checked

    def carry(self, citation: Citation) -> CarriedCitation:
        """Return what becomes of a citation of the source."""
        try:
            words = self._alignment.words_of(citation)
        except CitationError as error:
            return CarriedCitation(before=citation, quote="", reason=error.reason)
        quote = join(self.old.text, words)
        carried = CarriedCitation(before=citation, quote=quote)
        if citation.paragraph is None:
            return attrs.evolve(carried, citation=citation)
        span = self._span(words)
        if span is None:
            return attrs.evolve(carried, reason="it has no words of its own")
        found, is_changed = self._found(*span)
        if found is None:
            return attrs.evolve(carried, reason=self._reason(*span))
        place = self._citation(citation, words, found, found + span[1] - span[0])
        if place is None:
            return attrs.evolve(carried, reason="the words it is a part of are written otherwise")
        return attrs.evolve(carried, citation=place, is_changed=is_changed)

    def _span(self, words: tuple[Word, ...]) -> tuple[int, int] | None:
        """Return the limits of some words of the old text in its index."""
        starts, index = self.old.division().starts, self._old
        first = bisect.bisect_right(starts, words[0].start) - 1
        last = bisect.bisect_left(starts, words[-1].end) - 1
        begin = _position(index, first)
        end = _position(index, last + 1)
        end -= end > begin and index.spelled[end - 1] == GAP
        is_whole = begin < end and index.last_number(end - 1) <= last
        return (begin, end) if is_whole else None

    def _found(self, begin: int, end: int) -> tuple[int | None, bool]:
        """Return where a passage of the old text begins in the new, and if it was changed."""
        first = bisect.bisect_right(self._heads, begin) - 1
        last = bisect.bisect_left(self._heads, end) - 1
        start = self._start(first, last)
        if start is not None:
            return start + begin - self._heads[first], False
        low, new_low = 0, 0
        if row := bisect.bisect_left(self._carried, first):
            before = self._carried[row - 1]
            low = self._heads[before + 1]
            size = len(self._in_new[self._heads[before] : low].rstrip(GAP))
            new_low = (self._start(before, before) or 0) + size
        high, new_high = len(self._old.spelled), len(self._new.spelled)
        row = bisect.bisect_right(self._carried, last)
        if row < len(self._carried):
            behind = self._carried[row]
            high, new_high = self._heads[behind], self._start(behind, behind) or 0
        needle = self._in_new[begin:end]
        if _only(self._in_new, needle, low, high) is None:
            return None, False
        start = _only(self._new.spelled, needle, new_low, new_high)
        if start is not None and self._is_of_another(start):
            return None, False
        return start, True

    def _is_of_another(self, position: int) -> bool:
        """Return whether a sentence of the new text was elsewhere in the old one."""
        heads = self._new_heads
        first = bisect.bisect_right(heads, position) - 1
        sentence = self._new.spelled[heads[first] : heads[first + 1]].rstrip(GAP)
        return sentence in self._in_new

    @cached_property
    def _carried(self) -> list[int]:
        """The numbers of the sentences of the old text that are certain in the new."""
        sentences = range(len(self._heads) - 1)
        return [each for each in sentences if self._start(each, each) is not None]

    def _start(self, first: int, last: int) -> int | None:
        """Return where some sentences begin in the new text, if that is certain."""
        key = first, last
        if key not in self._starts:
            self._starts[key] = self._certain_start(first, last)
        return self._starts[key]

    def _certain_start(self, first: int, last: int) -> int | None:
        heads, (starts, ends) = self._heads, self._new_ends
        count = len(heads) - 1
        for around in (0, 1):
            begin, end = heads[max(first - around, 0)], heads[min(last + 1 + around, count)]
            needle = self._in_new[begin:end].rstrip(GAP)
            start = _only(self._new.spelled, needle)
            if start is None or _only(self._in_new, needle) is None:
                continue
            stop = start + len(needle)
            # Else it is a part of a longer sentence.
            is_whole = start in starts and stop in ends
            # Where a text begins or ends, that is what stands on the other side.
            is_alone = (first == 0 and start > 0) or (last + 1 == count and stop < max(ends))
            start += heads[first] - begin
            if is_whole and not (
                around and (is_alone or not self._is_in_order(first, last, start))
            ):
                return start
        return None

    def _is_in_order(self, first: int, last: int, start: int) -> bool:
        """Return whether sentences are as often in either text, and of these the same."""
        begin, end = self._heads[first], self._heads[last + 1]
        needle = self._in_new[begin:end].rstrip(GAP)
        old, new = self._in_new, self._new.spelled
        is_as_often = old.count(needle) == new.count(needle)
        return is_as_often and old.count(needle, 0, begin) == new.count(needle, 0, start)

    def _citation(
        self, before: Citation, words: tuple[Word, ...], start: int, stop: int
    ) -> Citation | None:
        """Return the citation of a passage of the new text; None if characters differ."""
        index = self._new
        first, last = index.numbers[start], index.last_number(stop - 1)
        paragraph, begin, end = index.place(first, last)
        if before.first is None:
            size = len(self.new.paragraphs[paragraph - 1])
            is_whole = (begin, end) == (1, size)
            return Citation(before.source, paragraph, *(() if is_whole else (begin, end)))
        if before.first_character is None:
            return Citation(before.source, paragraph, begin, end)
        division = self.old.division()
        ends = (words[0].start, words[-1].start)
        old = [division.text_of(bisect.bisect_right(division.starts, each) - 1) for each in ends]
        if old != [index.word(number).text for number in (first, last)]:
            return None
        characters = before.first_character, before.last_character
        return Citation(before.source, paragraph, begin, end, *characters)

    def _reason(self, begin: int, end: int) -> str:
        count = self._new.spelled.count(self._in_new[begin:end])
        if not count:
            return "its words are not in the new text"
        passages = "a passage" if count == 1 else f"{count} passages"
        return f"its sentence is not in the new text; {passages} there has the words"

    @cached_property
    def _alignment(self) -> Alignment:
        return Alignment(source=self.source, document=self.old)

    @cached_property
    def _old(self) -> QuoteIndex:
        return self.old.quote_index

    @cached_property
    def _new(self) -> QuoteIndex:
        return self.new.quote_index

    @cached_property
    def _in_new(self) -> str:
        """The old text in the characters of the new one."""
        known = self._new.vocabulary.characters
        table = {
            ord(character): known.get(key, chr(HIGHEST))
            for key, character in self._old.vocabulary.characters.items()
        }
        return self._old.spelled.translate(table)

    @cached_property
    def _heads(self) -> list[int]:
        """Where each sentence of the old text begins in its index, and the end."""
        return _sentence_heads(self.old)

    @cached_property
    def _new_heads(self) -> list[int]:
        return _sentence_heads(self.new)

    @cached_property
    def _new_ends(self) -> tuple[frozenset[int], frozenset[int]]:
        """Where sentences of the new text begin, and where they end."""
        text, heads = self._new.spelled, self._new_heads
        ends = (head - (text[head - 1 : head] == GAP) for head in heads)
        return frozenset(heads), frozenset(ends)

    @cached_property
    def _starts(self) -> dict[tuple[int, int], int | None]:
        return {}


def _sentence_heads(document: Document) -> list[int]:
    """Return where each sentence of a text begins in its index, and the end."""
    index = document.quote_index
    sentences = (each for paragraph in document.outline() for each in paragraph.sentences)
    numbers = accumulate((sentence.words for sentence in sentences), initial=0)
    heads = [_position(index, number) for number in numbers]
    return [*heads[:-1], len(index.spelled)]


def _position(index: QuoteIndex, number: int) -> int:
    """Return the position of a word's character, or of the next that has one."""
    position = bisect.bisect_left(index.numbers, number)
    is_gap = position < len(index.spelled) and index.spelled[position] == GAP
    return position + is_gap


def _only(text: str, needle: str, low: int = 0, high: int | None = None) -> int | None:
    """Return where a string is within limits of another; None unless it is there once."""
    start = text.find(needle, low, high)
    if start < 0 or text.find(needle, start + 1, high) >= 0:
        return None
    return start
