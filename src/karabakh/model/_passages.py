"""Where sentences of a source are in a copy."""

from array import array
from collections.abc import Sequence
from typing import Final

import attrs

from karabakh.model._readings import HYPHENS, Reading
from karabakh.model._words import Word

__all__ = ["Found", "Passage"]

_MISSING: Final = 0
_UNSEARCHED: Final = 255


@attrs.frozen
class Passage:
    """Where a sentence is in a reading of a copy."""

    reading: Reading = attrs.field(repr=False)

    begin: int
    """The position of its first word in the reading, from 0."""

    end: int
    """The position behind its last word."""

    joined: tuple[int, ...] = ()
    """The positions of words that go on in the next line."""

    unhyphenated: tuple[int, ...] = ()
    """Those of them whose hyphen only divides the word."""

    def is_followed_by(self, other: "Passage") -> bool:
        """Return whether nothing is between this passage and another."""
        if self.reading is other.reading:
            return self.end == other.begin
        last = self.reading.numbers[self.end - 1]
        first = other.reading.numbers[other.begin]
        return any(reading.follows(last, first) for reading in (self.reading, other.reading))

    def words(self) -> tuple[Word, ...]:
        """Return its words, those in two lines put together."""
        words: list[Word] = []
        division = self.reading.division
        for position in range(self.begin, self.end):
            part = division.word(self.reading.numbers[position])
            if position - 1 in self.joined:
                head = words.pop()
                is_divided = position - 1 in self.unhyphenated and head.text.endswith(HYPHENS)
                text = head.text[:-1] if is_divided else head.text
                words.append(Word(text + part.text, head.start, part.end))
            else:
                words.append(part)
        return tuple(words)


class Found:
    """What a search found, in some bytes a sentence.

    Args:
        count: The number of sentences sought.
        readings: The readings of the copy that were searched.
    """

    def __init__(self, count: int, readings: Sequence[Reading] = ()) -> None:
        self.readings = (*readings,)
        """The readings of the copy that were searched."""
        self._states = bytearray(count)
        """Of each sentence, the number of a reading from 1, or why it has none."""
        self._begins = array("I", bytes(4 * count))
        self._ends = array("I", bytes(4 * count))
        self._joints: dict[int, tuple[tuple[int, ...], tuple[int, ...]]] = {}

    def __len__(self) -> int:
        return len(self._states)

    @property
    def count(self) -> int:
        """The number of sentences found."""
        return len(self) - self._states.count(_MISSING) - self._states.count(_UNSEARCHED)

    @property
    def is_incomplete(self) -> bool:
        """Whether the search for any sentence was given up."""
        return _UNSEARCHED in self._states

    def is_missing(self, number: int) -> bool:
        """Return whether a sentence, by its number from 0, is not in the copy."""
        return self._states[number] == _MISSING

    def is_unsearched(self, number: int) -> bool:
        """Return whether a sentence was not found before the search was given up."""
        return self._states[number] == _UNSEARCHED

    def limits(self, number: int) -> tuple[int, int] | None:
        """Return where a sentence begins and ends in its reading; None if not found."""
        if self._states[number] in (_MISSING, _UNSEARCHED):
            return None
        return self._begins[number], self._ends[number]

    def passage(self, number: int) -> Passage | None:
        """Return where a sentence is; None if it was not found."""
        limits = self.limits(number)
        if limits is None:
            return None
        reading = self.readings[self._states[number] - 1]
        return Passage(reading, *limits, *self._joints.get(number, ()))

    def add(self, number: int, passage: Passage) -> None:
        """Add where a sentence is."""
        self._states[number] = 1 + self.readings.index(passage.reading)
        self._begins[number], self._ends[number] = passage.begin, passage.end
        if passage.joined:
            self._joints[number] = passage.joined, passage.unhyphenated

    def mark_unsearched(self, numbers: range) -> None:
        """Mark those of some sentences that are missing as not searched."""
        for number in numbers:
            if self._states[number] == _MISSING:
                self._states[number] = _UNSEARCHED

    def supplemented(self, other: "Found") -> "Found":
        """Return what either found, of the one that found more if both did."""
        more, fewer = (self, other) if self.count >= other.count else (other, self)
        both = Found(len(more), (*more.readings, *fewer.readings))
        for number in range(len(both)):
            passage = more.passage(number) or fewer.passage(number)
            if passage is not None:
                both.add(number, passage)
            elif more.is_unsearched(number) or fewer.is_unsearched(number):
                both.mark_unsearched(range(number, number + 1))
        return both
