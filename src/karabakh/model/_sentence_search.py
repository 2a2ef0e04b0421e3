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

import bisect
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final

import attrs

from karabakh.model._fingerprints import BEGINNING, FIRST_WORDS, LETTERS, digest, is_division
from karabakh.model._readings import HYPHENS, Reading
from karabakh.model._sentences import ends_sentence
from karabakh.model._sources import Sentence
from karabakh.model._words import RULES, Word

__all__ = ["Found", "Passage", "find_sentences"]

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

_NEAR_RANKS: Final = 8
"""Among how many equal sentences of a copy one is sought, beside as many as the counts differ."""


@attrs.frozen
class Passage:
    """Where a sentence is in a reading of a copy."""

    reading: Reading = attrs.field(repr=False, eq=False)

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


@attrs.frozen
class Found:
    """What a search found."""

    passages: tuple[Passage | None, ...]
    """Where each sentence is; None if it was not found."""

    unsearched: frozenset[int] = frozenset()
    """The numbers of sentences, from 0, that were not found before the search was given up."""

    @property
    def count(self) -> int:
        """The number of sentences found."""
        return len(self.passages) - self.passages.count(None)

    def supplemented(self, other: "Found") -> "Found":
        """Return what either found, of the one that found more if both did."""
        more, fewer = (self, other) if self.count >= other.count else (other, self)
        passages = tuple(one or two for one, two in zip(more.passages, fewer.passages, strict=True))
        return Found(
            passages,
            frozenset(
                number for number in self.unsearched | other.unsearched if passages[number] is None
            ),
        )


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
        in_a_row = self._in_a_row()
        if in_a_row is not None:
            return Found(in_a_row)
        found: list[Passage | None] = [None] * len(self._sentences)
        every = range(len(self._sentences))
        unsearched: set[int] = set()
        if self._rules_2:
            if not self._fill(found, every, self._likely_first(), length):
                unsearched.update(number for number in every if found[number] is None)
            return Found(tuple(found), frozenset(unsearched))
        self._fill(found, every, self._heads(), length)
        for sentences, words in list(_gaps(found, length)):
            if not self._fill(found, sentences, words, words.stop):
                unsearched.update(number for number in sentences if found[number] is None)
        return Found(tuple(found), frozenset(unsearched))

    def _likely_first(self) -> Iterator[int]:
        """Yield all positions, those where a sentence is likely to begin first."""
        is_head = bytearray(len(self._reading))
        for head in self._heads():
            is_head[head] = True
            yield head
        yield from (position for position, is_known in enumerate(is_head) if not is_known)

    def _in_a_row(self) -> tuple[Passage, ...] | None:
        """Return the passages of all sentences if nothing is between them."""
        if self._reading.line_ends:
            return None
        ends = list(accumulate(sentence.words for sentence in self._sentences))
        if not ends or ends[-1] > len(self._reading):
            return None
        begins = [0, *ends[:-1]]
        for sentence, begin, end in zip(self._sentences, begins, ends, strict=True):
            if self._digest(begin, end) != self._key(sentence):
                return None
        return tuple(Passage(self._reading, *limits) for limits in zip(begins, ends, strict=True))

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

    def _fill(
        self,
        found: list[Passage | None],
        sentences: range,
        begins: Iterable[int],
        stop: int,
    ) -> bool:
        """Find sentences that begin at some positions and end before one.

        As many are chosen as are in the source's order.

        Returns:
            Whether all positions could be tried.
        """
        candidates = _Candidates(self._sentences, sentences, self._key)
        is_complete = True
        for begin in begins:
            for beginning in self._beginnings(begin):
                for length in candidates.lengths.get(beginning, ()):
                    self._tries_left -= 1
                    for passage, key in self._passages(begin, length, stop):
                        if (key, length) in candidates.wanted:
                            candidates.add(key, length, passage)
            if self._tries_left < 0:
                is_complete = False
                break
        for number, passage in _longest_row(candidates.in_order()):
            found[number] = self._divided(passage, self._sentences[number])
        return is_complete

    def _beginnings(self, begin: int) -> Iterator[str]:
        """Yield the digits of the first words of what may begin at a position."""
        reading = self._reading
        if not self._rules_2:
            yield ""
            return
        for count in (1, FIRST_WORDS):
            end = min(begin + count, len(reading))
            yield digest(reading.spelled(begin, end), BEGINNING)
            # Each line end may make room for one word more.
            joints = 1
            while end < len(reading) and len(reading.line_ends_within(begin, end + 1)) >= joints:
                end, joints = end + 1, joints + 1
                yield digest(reading.spelled(begin, end), BEGINNING)
                if joints > _FREE_LINE_ENDS:
                    break

    def _passages(self, begin: int, length: int, stop: int) -> Iterator[tuple[Passage, str]]:
        """Yield the passages of so many words, and the key of each."""
        reading = self._reading
        end = begin + length
        if not reading.line_ends:
            if end <= stop:
                yield Passage(reading, begin, end), self._digest(begin, end)
        elif self._rules_2:
            # Each line end within the passage may make room for one word more.
            last = end
            while last <= stop and last - end <= _MOST_LINE_ENDS:
                if last - end > len(reading.line_ends_within(begin, last)):
                    break
                yield Passage(reading, begin, last), self._digest(begin, last)
                last += 1
        else:
            yield from self._passages_by_rules_1(begin, length, stop)

    def _passages_by_rules_1(
        self, begin: int, length: int, stop: int
    ) -> Iterator[tuple[Passage, str]]:
        reading = self._reading
        for joined in itertools.chain(((),), self._ways(begin, begin + length)):
            end = begin + length + len(joined)
            if end > stop:
                continue
            yield Passage(reading, begin, end, joined), self._digest_joined(begin, end, joined)

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
        near = self._reading.line_ends_within(passage.begin, passage.end)
        if not self._rules_2 or not missing:
            return passage
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

    def _key(self, sentence: Sentence) -> str:
        fingerprint = sentence.fingerprint
        return fingerprint[2 : 2 + LETTERS] if self._rules_2 else fingerprint

    def _digest(self, begin: int, end: int) -> str:
        spelled = self._reading.spelled(begin, end)
        self._tries_left -= 1 + len(spelled) // _BYTES_A_TRY
        return digest(spelled, LETTERS) if self._rules_2 else digest(spelled[1:], 16)

    def _digest_joined(self, begin: int, end: int, joined: Sequence[int]) -> str:
        """Return the key of words of which some are put together, by rules 1."""
        parts = [
            self._reading.spelled(first + 1, behind + 1).removeprefix(b" ")
            for first, behind in itertools.pairwise([begin - 1, *joined, end - 1])
        ]
        spelled = b"".join(parts)
        self._tries_left -= 1 + len(spelled) // _BYTES_A_TRY
        return digest(spelled, 16)


class _Candidates:
    """The sentences that are sought, and where each may be."""

    def __init__(
        self, sentences: Sequence[Sentence], numbers: range, key_of: Callable[[Sentence], str]
    ) -> None:
        self._numbers = numbers
        self._keys = [(key_of(sentences[number]), sentences[number].words) for number in numbers]
        self._places: dict[tuple[str, int], list[Passage]] = {}
        self.wanted = frozenset(self._keys)
        """The keys of the sentences, each with the length."""
        self.lengths: dict[str, tuple[int, ...]] = {}
        """The lengths of the sentences that begin alike, by the digits of their first words."""
        for number in numbers:
            beginning, length = _beginning(sentences[number]), sentences[number].words
            known = self.lengths.get(beginning, ())
            if length not in known:
                self.lengths[beginning] = (*known, length)

    def add(self, key: str, length: int, passage: Passage) -> None:
        """Add a passage that has the letters and the length of some sentence."""
        self._places.setdefault((key, length), []).append(passage)

    def in_order(self) -> Iterator[tuple[int, Sequence[Passage]]]:
        """Yield each sentence with its possible passages, in rising order.

        Of many equal sentences, each is compared with those of near rank only.
        """
        counts = Counter(self._keys)
        for places in self._places.values():
            places.sort(key=lambda passage: (passage.begin, passage.end))
        ranks: Counter[tuple[str, int]] = Counter()
        for number, key in zip(self._numbers, self._keys, strict=True):
            places = self._places.get(key, [])
            if len(places) > _NEAR_RANKS:
                rank = ranks[key]
                near = _NEAR_RANKS + min(abs(len(places) - counts[key]), _NEAR_RANKS)
                places = places[max(0, rank - near) : rank + near]
                ranks[key] += 1
            if places:
                yield number, places


def _beginning(sentence: Sentence) -> str:
    """Return the digits of a fingerprint of the first words; none by rules 1."""
    return sentence.fingerprint[2 + LETTERS :][:BEGINNING] if ":" in sentence.fingerprint else ""


def _gaps(found: Sequence[Passage | None], length: int) -> Iterator[tuple[range, range]]:
    """Yield the runs of sentences not found, with the words where they may be."""
    first, begin = 0, 0
    for number, passage in enumerate([*found, None]):
        is_last = number == len(found)
        if passage is None and not is_last:
            continue
        if first < number:
            yield range(first, number), range(begin, length if passage is None else passage.begin)
        if passage is not None:
            first, begin = number + 1, passage.end


def _longest_row(
    candidates: Iterable[tuple[int, Sequence[Passage]]],
) -> list[tuple[int, Passage]]:
    """Choose a passage for as many sentences as can stand one behind the other.

    Patience sorting: `tails[k]` is the lowest end of a row of k + 1 sentences. O(n log n).

    Args:
        candidates: Sentences' numbers, rising, each with its possible passages in rising order.

    Returns:
        Pairs of a sentence's number and its passage, in order.
    """
    tails: list[int] = []
    lasts: list[int] = []
    chosen: list[tuple[int, Passage, int]] = []
    for number, places in candidates:
        # From the highest position down, so that a sentence never follows itself.
        for passage in reversed(places):
            rank = bisect.bisect_right(tails, passage.begin)
            if rank == len(tails) or passage.end < tails[rank]:
                chosen.append((number, passage, lasts[rank - 1] if rank else -1))
                tails[rank : rank + 1] = [passage.end]
                lasts[rank : rank + 1] = [len(chosen) - 1]
    row: list[tuple[int, Passage]] = []
    last = lasts[-1] if lasts else -1
    while last >= 0:
        number, passage, last = chosen[last]
        row.append((number, passage))
    return row[::-1]
