"""The search for the sentences of a source among the words of a copy.

A sentence is sought at every word, since a heading without a full stop may have run into the
line above. Of all passages found, the longest row is kept in which the sentences are in the
source's order.

By rules 2 a fingerprint has digits of the first two words, so that few words have to be looked
at further, and the whole takes linear time: 10^6 words some seconds. By rules 1 each length has
to be tried at each word. So a sentence is first sought where one is likely to begin, at the head
of a paragraph and behind a word that ends like a sentence; then between its neighbours.

A line that ends in a hyphen may end within a word or behind one. Letters are compared without
hyphens and blanks by rules 2, and the division into words decides afterwards. By rules 1 every
way to join the lines of a sentence is tried.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import attrs

from karabakh.model._fingerprints import (
    FIRST_WORDS,
    digest_beginning,
    digest_letters,
    is_division,
    letters_of,
)
from karabakh.model._passages import Found, Passage
from karabakh.model._readings import Reading
from karabakh.model._sentence_order import Candidates, limits_of, longest_row, place_of
from karabakh.model._sentences import ends_sentence
from karabakh.model._sources import Sentence
from karabakh.model._words import RULES

__all__ = ["find_sentences"]

_TRIES: Final = 500_000
"""How many fingerprints are taken before a search is given up: some two seconds."""

_TRIES_A_WORD: Final = 8
"""How many more for each word of the copy."""

_BYTES_A_TRY: Final = 256
"""A fingerprint of a longer passage counts as several."""

_FREE_LINE_ENDS: Final = 5
"""How many line ends of a sentence may be joined or not; the others are joined."""

_MOST_LINE_ENDS: Final = 100
"""How many line ends are taken to be in one sentence: rows of rules have them without end."""


def find_sentences(sentences: Sequence[Sentence], reading: Reading) -> Found:
    """Find where each sentence is in a reading of a copy.

    Args:
        sentences: The sentences of the source, in order.
        reading: The words of the copy in one order, divided by the rules of the sentences.
    """
    return _Search(sentences, reading).found()


class _Search:
    def __init__(self, sentences: Sequence[Sentence], reading: Reading) -> None:
        self._sentences = sentences
        self._reading = reading
        self._tries_left = _TRIES + _TRIES_A_WORD * len(reading)
        self._rules_2 = reading.division.rules == RULES

    def found(self) -> Found:
        length = len(self._reading)
        found = self._in_a_row()
        if found is not None:
            return found
        found = Found(len(self._sentences), (self._reading,))
        every = range(len(self._sentences))
        if self._rules_2:
            if not self._fill(found, every, self._likely_first(), length):
                found.mark_unsearched(every)
            return found
        self._fill(found, every, self._heads(), length)
        for sentences, words in list(_gaps(found, length)):
            if not self._fill(found, sentences, words, words.stop):
                found.mark_unsearched(sentences)
        return found

    def _likely_first(self) -> Iterator[int]:
        """Yield all positions, those where a sentence is likely to begin first."""
        is_head = bytearray(len(self._reading))
        for head in self._heads():
            is_head[head] = True
            yield head
        yield from (position for position, is_known in enumerate(is_head) if not is_known)

    def _in_a_row(self) -> Found | None:
        """Return where all sentences are if nothing is between them."""
        if self._reading.line_ends or not self._sentences:
            return None
        found = Found(len(self._sentences), (self._reading,))
        begin = 0
        for number, sentence in enumerate(self._sentences):
            end = begin + sentence.words
            if end > len(self._reading) or self._digest(begin, end) != letters_of(sentence):
                return None
            found.add(number, Passage(self._reading, begin, end))
            begin = end
        return found

    def _heads(self) -> Iterator[int]:
        """Yield the positions where a sentence is likely to begin."""
        division, numbers = self._reading.division, self._reading.numbers
        heads = frozenset(division.heads)
        for position, number in enumerate(numbers):
            if position == 0 or number in heads:
                yield position
                continue
            before = numbers[position - 1]
            last = division.text[division.ends[before] - 1]
            if not last.isalpha() and ends_sentence(division.text_of(before)):
                yield position

    def _fill(self, found: Found, sentences: range, begins: Iterable[int], stop: int) -> bool:
        """Return whether all positions could be tried where some sentences may begin.

        Of sentences that begin at one and end before `stop`, as many are found as are in the
        source's order.
        """
        candidates = Candidates(self._sentences, sentences)
        sought = candidates.sought
        joints: dict[tuple[int, int], tuple[int, ...]] = {}
        is_complete = True
        for begin in begins:
            lengths = {n for each in self._beginnings(begin) for n in sought.lengths(each)}
            for length in lengths:
                self._tries_left -= 1
                for end, joined, letters in self._passages(begin, length, stop):
                    kind = sought.find(letters, length)
                    if kind is not None:
                        candidates.add(kind, begin, end)
                        if joined:
                            joints.setdefault((kind, place_of(begin, end)), joined)
            if self._tries_left < 0:
                is_complete = False
                break
        for number, place in longest_row(candidates.in_order()):
            sentence = self._sentences[number]
            joined = joints.get((sought.kind_of(sentence), place), ()) if joints else ()
            passage = Passage(self._reading, *limits_of(place), joined)
            found.add(number, self._divided(passage, sentence))
        return is_complete

    def _beginnings(self, begin: int) -> Iterator[int]:
        """Yield the digits of the first words of what may begin at a position."""
        reading = self._reading
        if not self._rules_2:
            yield 0
            return
        for count in (1, FIRST_WORDS):
            end = min(begin + count, len(reading))
            yield digest_beginning(reading.spelled(begin, end))
            # Each line end may make room for one word more.
            joints = 1
            while end < len(reading) and reading.count_line_ends(begin, end + 1) >= joints:
                end, joints = end + 1, joints + 1
                yield digest_beginning(reading.spelled(begin, end))
                if joints > _FREE_LINE_ENDS:
                    break

    def _passages(
        self, begin: int, length: int, stop: int
    ) -> Iterator[tuple[int, tuple[int, ...], int]]:
        """Yield the end of each passage of so many words, its joints and its digits."""
        reading = self._reading
        end = begin + length
        if not reading.line_ends:
            if end <= stop:
                yield end, (), self._digest(begin, end)
        elif self._rules_2:
            # Each line end within the passage may make room for one word more.
            last = end
            while last <= stop and last - end <= _MOST_LINE_ENDS:
                if last - end > reading.count_line_ends(begin, last):
                    break
                yield last, (), self._digest(begin, last)
                last += 1
        else:
            for joined in itertools.chain(((),), self._ways(begin, end)):
                last = end + len(joined)
                if last <= stop:
                    yield last, joined, self._digest_joined(begin, last, joined)

    def _ways(self, begin: int, end: int) -> Iterator[tuple[int, ...]]:
        """Yield the sets of line ends that can be within the words meant, by rules 1."""
        near = list(self._reading.line_ends_within(begin, end + 1 + _MOST_LINE_ENDS))
        # Each that is within a word makes room for one word more, which may end a line too.
        near = [each for room, each in enumerate(near[:_MOST_LINE_ENDS]) if each < end + room]
        free, rest = near[:_FREE_LINE_ENDS], near[_FREE_LINE_ENDS:]
        ways: dict[tuple[int, ...], None] = {}
        for size in range(len(free) + 1):
            for subset in itertools.combinations(free, size):
                joined: list[int] = []
                for line_end in (*subset, *rest):
                    if line_end < end + len(joined):
                        joined.append(line_end)
                if joined:
                    ways[tuple(joined)] = None
        yield from ways

    def _divided(self, passage: Passage, sentence: Sentence) -> Passage:
        """Return a passage with its words put together as in the source, by rules 2."""
        missing = passage.end - passage.begin - sentence.words
        if not self._rules_2 or not missing:
            return passage
        near = self._reading.line_ends_within(passage.begin, passage.end)
        likely = [attrs.evolve(passage, joined=tuple(near[:missing]))]
        ways: Iterable[Passage] = likely
        if len(near) <= _FREE_LINE_ENDS:
            ways = (
                attrs.evolve(passage, joined=joined, unhyphenated=unhyphenated)
                for joined in itertools.combinations(near, missing)
                for size in range(missing, -1, -1)
                for unhyphenated in itertools.combinations(joined, size)
            )
        elif missing == len(near):
            likely = [attrs.evolve(passage, joined=tuple(near), unhyphenated=tuple(near))]
            ways = [*likely, attrs.evolve(passage, joined=tuple(near))]
        for way in ways:
            if is_division([word.text for word in way.words()], sentence):
                return way
        return likely[0]

    def _digest(self, begin: int, end: int) -> int:
        spelled = self._reading.spelled(begin, end)
        self._tries_left -= 1 + len(spelled) // _BYTES_A_TRY
        if self._rules_2:
            return digest_letters(spelled, RULES)
        return digest_letters(spelled[1:], 1)

    def _digest_joined(self, begin: int, end: int, joined: Sequence[int]) -> int:
        """Return the digits of words of which some are put together, by rules 1."""
        parts = [
            bytes(self._reading.spelled(first + 1, behind + 1)).removeprefix(b" ")
            for first, behind in itertools.pairwise([begin - 1, *joined, end - 1])
        ]
        spelled = b"".join(parts)
        self._tries_left -= 1 + len(spelled) // _BYTES_A_TRY
        return digest_letters(spelled, 1)


def _gaps(found: Found, length: int) -> Iterator[tuple[range, range]]:
    """Yield the runs of sentences not found, with the words where they may be."""
    first, begin = 0, 0
    for number in range(len(found) + 1):
        limits = found.limits(number) if number < len(found) else (length, length)
        if limits is None:
            continue
        if first < number:
            yield range(first, number), range(begin, limits[0])
        first, begin = number + 1, limits[1]
