"""Sentences by the digits of their fingerprints, in little memory."""

from array import array
from collections.abc import Sequence
from typing import Final

from karabakh.model._fingerprints import beginning_of, letters_of
from karabakh.model._sources import Sentence

__all__ = ["SentenceTable"]

_BEGINNINGS: Final = 2**16
"""How many different digits of first words there are."""

_MANY_KINDS: Final = 2**11
"""From how many kinds on an array for all digits takes less memory than a dict."""


class SentenceTable:
    """Sentences by kind: those with equal letters and as many words are of one kind.

    The hash tables are in arrays, since the digits are as good as random numbers. A dict would
    take more memory than the text where sentences are short.

    Args:
        sentences: The sentences of a source.
        numbers: The numbers of those that the table has.
    """

    def __init__(self, sentences: Sequence[Sentence], numbers: range) -> None:
        self._letters, self._words = array("Q"), array("I")
        """Of each kind, the digits of its letters, and how many words it has."""
        self.counts = array("I")
        """How many sentences each kind has."""
        self._kinds = _zeros(1 + 3 * len(numbers) // 2)
        """Each kind, from 1, at a slot that its letters determine; 0 where there is none."""
        for number in numbers:
            self._count(sentences[number])
        is_dense = len(self.counts) >= _MANY_KINDS
        self._rows: dict[int, int] | array[int] = _zeros(_BEGINNINGS) if is_dense else {}
        """For each beginning a row of `_lengths`."""
        self._lengths: list[tuple[int, ...]] = [()]
        rows: dict[tuple[int, ...], int] = {(): 0}
        for number in numbers:
            sentence = sentences[number]
            beginning = beginning_of(sentence)
            lengths = self.lengths(beginning)
            if sentence.words not in lengths:
                longer = (*lengths, sentence.words)
                if longer not in rows:
                    rows[longer] = len(rows)
                    self._lengths.append(longer)
                self._rows[beginning] = rows[longer]

    def lengths(self, beginning: int) -> tuple[int, ...]:
        """Return how many words the sentences have that begin with these digits."""
        rows = self._rows
        row = rows.get(beginning, 0) if isinstance(rows, dict) else rows[beginning]
        return self._lengths[row]

    def kind_of(self, sentence: Sentence) -> int:
        """Return the kind of a sentence that the table has."""
        return self._kinds[self._slot(letters_of(sentence), sentence.words)] - 1

    def find(self, letters: int, words: int) -> int | None:
        """Return the kind of sentences with these letters and so many words, if any."""
        kind = self._kinds[self._slot(letters, words)]
        return kind - 1 if kind else None

    def _count(self, sentence: Sentence) -> None:
        letters, words = letters_of(sentence), sentence.words
        slot = self._slot(letters, words)
        if not self._kinds[slot]:
            self._letters.append(letters)
            self._words.append(words)
            self.counts.append(0)
            self._kinds[slot] = len(self.counts)
        self.counts[self._kinds[slot] - 1] += 1

    def _slot(self, letters: int, words: int) -> int:
        """Return the slot of a kind, or the free one that it would have."""
        slot = (letters + words) % len(self._kinds)
        while kind := self._kinds[slot]:
            if self._letters[kind - 1] == letters and self._words[kind - 1] == words:
                break
            slot = (slot + 1) % len(self._kinds)
        return slot


def _zeros(count: int) -> "array[int]":
    """Return a power of two of zeros, `count` or more."""
    return array("I", bytes(4 << max(count - 1, 0).bit_length()))
