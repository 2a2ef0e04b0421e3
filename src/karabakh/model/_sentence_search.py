"""Where the sentences of a source stand among the words of a copy.

A sentence is sought wherever one can begin: at the head of a paragraph, and behind a word
that ends like a sentence. Of all places found, the longest row is kept in which the
sentences stand in the source's order. What is missing then is sought once more between
its neighbours, at every word: a heading without a full stop may have run into the line
above.

A line that ends in a hyphen may end within a word or behind one. Each sentence is read in
every way that its line ends allow, by itself: another may need another way.
"""

import bisect
import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate

import attrs

from karabakh.model._document import (
    Document,
    Word,
    ends_sentence,
    fingerprint_of_normal,
    normal,
)
from karabakh.model._sources import Sentence

__all__ = ["MOST_REREADINGS", "MOST_TRIES", "Passage", "find_sentences"]

MOST_TRIES = 50_000
"""How many fingerprints are taken to find what is missing in one place: some 0.1 seconds."""

MOST_REREADINGS = 500_000
"""How often, in all, a sentence is read with words put together: some 5 seconds."""

_FREE_LINE_ENDS = 5
"""How many line ends of one sentence are read both ways; those behind them end within a word."""

_MOST_LINE_ENDS = 100
"""How many line ends are taken to be in one sentence: rows of rules have them without end."""


@attrs.frozen
class Passage:
    """Where a sentence stands in a copy."""

    begin: int
    """The number of its first word in the copy, from 0."""

    end: int
    """That of the first word behind it."""

    joined: frozenset[int] = frozenset()
    """The numbers of the words that go on in the next line."""

    def words(self, document: Document) -> tuple[Word, ...]:
        """Give its words, those in two lines put together."""
        parts = document.words[self.begin : self.end]
        if not self.joined:
            return parts
        words: list[Word] = []
        for number, part in enumerate(parts, start=self.begin):
            if number - 1 in self.joined:
                head = words.pop()
                words.append(Word(head.text + part.text, head.start, part.end))
            else:
                words.append(part)
        return tuple(words)


def find_sentences(sentences: Sequence[Sentence], document: Document) -> tuple[Passage | None, ...]:
    """Find where each sentence stands in a document; none for those that are not there.

    Args:
        sentences: the sentences of the source, in order.
        document: the copy.

    >>> from karabakh import Document
    >>> from karabakh.model._sentence_search import find_sentences
    >>> text = Document.from_text("They met. Nothing was signed.")
    >>> find_sentences(text.outline()[0].sentences, Document.from_text("Nothing was signed."))
    (None, Passage(begin=0, end=3, joined=frozenset()))
    """
    search = _Search([normal(word.text) for word in document.words], document.hyphenated)
    in_a_row = search.in_a_row(sentences)
    if in_a_row is not None:
        return in_a_row
    heads = accumulate((len(paragraph) for paragraph in document.paragraphs), initial=0)
    behind = (place + 1 for place, word in enumerate(search.words) if ends_sentence(word))
    found = search.scattered(sentences, sorted({*heads, *behind}), len(search.words))
    for gap in _gaps(found, len(search.words)):
        found[gap.sentences] = search.in_gap(sentences[gap.sentences], gap.words)
    return tuple(found)


_Reading = tuple[Passage, Sequence[str]]
"""A passage, and its words in normal form."""


@attrs.frozen
class _Gap:
    """Sentences that follow one another and were not found, and where they could be."""

    sentences: slice
    words: range


def _gaps(found: Sequence[Passage | None], length: int) -> Iterator[_Gap]:
    """Go through the runs of sentences that were not found."""
    first, begin = 0, 0
    for number, passage in enumerate([*found, Passage(length, length)]):
        if passage is None:
            continue
        if first < number:
            yield _Gap(slice(first, number), range(begin, passage.begin))
        first, begin = number + 1, passage.end


@attrs.frozen
class _Search:
    """The words of a copy, in normal form, and how its lines end."""

    words: Sequence[str]

    line_ends: Sequence[int]
    """The numbers of the words that may go on in the next line, in order."""

    def in_a_row(self, sentences: Sequence[Sentence]) -> tuple[Passage, ...] | None:
        """Find sentences that follow one another undisturbed, as in a full copy; or give up."""
        ends = list(accumulate(sentence.words for sentence in sentences))
        passages = tuple(map(Passage, [0, *ends], ends))
        for sentence, passage in zip(sentences, passages, strict=True):
            words = self.words[passage.begin : passage.end]
            if fingerprint_of_normal(words) != sentence.fingerprint:
                return None
        return passages

    def in_gap(self, sentences: Sequence[Sentence], place: range) -> list[Passage | None]:
        """Find sentences anywhere among a few words; give up where it would take long."""
        lengths = {sentence.words for sentence in sentences}
        if len(lengths) * len(place) > MOST_TRIES:
            return [None] * len(sentences)
        return self.scattered(sentences, place, place.stop)

    def scattered(
        self, sentences: Sequence[Sentence], heads: Sequence[int], stop: int
    ) -> list[Passage | None]:
        """Find as many sentences as stand in the source's order.

        Args:
            sentences: what is sought.
            heads: where one may begin.
            stop: the word that none may reach.
        """
        wanted = {sentence.fingerprint for sentence in sentences}
        lengths = {sentence.words for sentence in sentences}
        as_they_stand = (
            reading
            for head in heads
            for length in lengths
            for reading in self._as_it_stands(head, length, stop)
        )
        put_together = (
            reading
            for head in heads
            for length in lengths
            for reading in self._put_together(head, length, stop)
        )
        rereadings = itertools.islice(put_together, MOST_REREADINGS if self.line_ends else 0)
        places: dict[str, list[Passage]] = {}
        for passage, words in itertools.chain(as_they_stand, rereadings):
            found = fingerprint_of_normal(words)
            if found in wanted:
                places.setdefault(found, []).append(passage)
        for passages in places.values():
            passages.sort(key=lambda passage: (passage.begin, passage.end))
        candidates = [places.get(sentence.fingerprint, ()) for sentence in sentences]
        chosen = dict(_longest_row(candidates))
        return [chosen.get(number) for number in range(len(sentences))]

    def _as_it_stands(self, begin: int, length: int, stop: int) -> Iterator[_Reading]:
        """Read so many words from one on, as they stand."""
        end = begin + length
        if end <= stop:
            yield Passage(begin, end), self.words[begin:end]

    def _put_together(self, begin: int, length: int, stop: int) -> Iterator[_Reading]:
        """Go through the ways to read so many words, some of them in two lines."""
        end = begin + length
        first = bisect.bisect_left(self.line_ends, begin)
        if first == len(self.line_ends) or self.line_ends[first] >= end:
            return
        for joined in self._ways(first, end):
            end = begin + length + len(joined)
            if end <= stop:
                yield Passage(begin, end, joined), self._joined(begin, end, joined)

    def _ways(self, first: int, end: int) -> Iterable[frozenset[int]]:
        """Give the sets of line ends, from the first on, that can lie within the words meant.

        Args:
            first: the number of the first line end.
            end: the word behind them, were no line end within a word.
        """
        # Each that is within a word makes room for one word more, which may end a line too.
        last = first
        most = min(first + _MOST_LINE_ENDS, len(self.line_ends))
        while last < most and self.line_ends[last] < end + last - first:
            last += 1
        near = self.line_ends[first:last]
        free, rest = near[:_FREE_LINE_ENDS], near[_FREE_LINE_ENDS:]
        subsets = itertools.chain.from_iterable(
            itertools.combinations(free, size) for size in range(len(free) + 1)
        )
        ways: dict[frozenset[int], None] = {}
        for subset in subsets:
            joined: list[int] = []
            for line_end in (*subset, *rest):
                if line_end < end + len(joined):
                    joined.append(line_end)
            if joined:
                ways[frozenset(joined)] = None
        return ways

    def _joined(self, begin: int, end: int, joined: Collection[int]) -> list[str]:
        words: list[str] = []
        for number in range(begin, end):
            if number - 1 in joined and words:
                words[-1] += self.words[number]
            else:
                words.append(self.words[number])
        return words


def _longest_row(candidates: Sequence[Sequence[Passage]]) -> list[tuple[int, Passage]]:
    """Choose a place for as many sentences as can stand one behind the other.

    Patience sorting: `tails[k]` is the lowest end of a row of k + 1 sentences.

    Args:
        candidates: for each sentence, its possible places in rising order.

    Returns:
        Pairs of a sentence's number and its place, in order.
    """
    tails: list[int] = []
    lasts: list[tuple[int, Passage]] = []
    before: dict[tuple[int, Passage], tuple[int, Passage] | None] = {}
    for number, places in enumerate(candidates):
        # From the highest place down, so that a sentence never follows itself.
        for passage in reversed(places):
            rank = bisect.bisect_right(tails, passage.begin)
            if rank == len(tails) or passage.end < tails[rank]:
                before[number, passage] = lasts[rank - 1] if rank else None
                tails[rank : rank + 1] = [passage.end]
                lasts[rank : rank + 1] = [(number, passage)]
    row: list[tuple[int, Passage]] = []
    last = lasts[-1] if lasts else None
    while last is not None:
        row.append(last)
        last = before[last]
    return row[::-1]
