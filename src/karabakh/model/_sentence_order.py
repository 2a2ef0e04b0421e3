"""The choice of a place for each sentence, where several have its fingerprint."""

import bisect
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from karabakh.model._sources import Sentence

__all__ = ["Candidates", "limits_of", "longest_row", "place_of"]

_NEAR_RANKS: Final = 8
"""Among how many equal sentences of a copy one is sought, beside as many as the counts differ."""

_END_BITS: Final = 32


def place_of(begin: int, end: int) -> int:
    """Return the limits of a passage as one number, in the order of passages."""
    return begin << _END_BITS | end


def limits_of(place: int) -> tuple[int, int]:
    """Return the limits that a number is of."""
    return place >> _END_BITS, place & (1 << _END_BITS) - 1


class Candidates:
    """The sentences that are sought, and where each may be, in some bytes a place.

    Args:
        sentences: The sentences of the source.
        numbers: The numbers of those that are sought.
        key_of: Returns a number for the letters and the length of a sentence.
        beginning_of: Returns the digits of its first words.
    """

    def __init__(
        self,
        sentences: Sequence[Sentence],
        numbers: range,
        key_of: Callable[[Sentence], int],
        beginning_of: Callable[[Sentence], str],
    ) -> None:
        self._sentences = sentences
        self._numbers = numbers
        self._key_of = key_of
        self._ranks: dict[int, int] = {}
        self._counts = array("I")
        self.lengths: dict[str, tuple[int, ...]] = {}
        """The lengths of the sentences that begin alike, by the digits of their first words."""
        for number in numbers:
            sentence = sentences[number]
            rank = self._ranks.setdefault(key_of(sentence), len(self._counts))
            if rank == len(self._counts):
                self._counts.append(0)
            self._counts[rank] += 1
            beginning = beginning_of(sentence)
            known = self.lengths.get(beginning, ())
            if sentence.words not in known:
                self.lengths[beginning] = (*known, sentence.words)
        self._owners, self._places = array("I"), array("Q")

    def is_sought(self, key: int) -> bool:
        """Return whether some sentence has these letters and this length."""
        return key in self._ranks

    def add(self, key: int, begin: int, end: int) -> None:
        """Add a passage that has the letters and the length of some sentence."""
        self._owners.append(self._ranks[key])
        self._places.append(place_of(begin, end))

    def in_order(self) -> Iterator[tuple[int, Sequence[int]]]:
        """Yield each sentence with its possible places, in rising order.

        Of many equal sentences, each is compared with those of near rank only.
        """
        firsts, places = self._grouped()
        used = array("I", bytes(4 * len(self._counts)))
        for number in self._numbers:
            owner = self._ranks[self._key_of(self._sentences[number])]
            first, stop = firsts[owner], firsts[owner + 1]
            size = stop - first
            if size > _NEAR_RANKS:
                near = _NEAR_RANKS + min(abs(size - self._counts[owner]), _NEAR_RANKS)
                middle = first + used[owner]
                first, stop = max(first, middle - near), min(stop, middle + near)
                used[owner] += 1
            if first < stop:
                yield number, places[first:stop]

    def _grouped(self) -> tuple[Sequence[int], Sequence[int]]:
        """Return where the places of each key begin, and the places by key, rising."""
        firsts = array("I", bytes(4 * (len(self._counts) + 1)))
        for owner in self._owners:
            firsts[owner + 1] += 1
        for owner in range(len(self._counts)):
            firsts[owner + 1] += firsts[owner]
        places = array("Q", bytes(8 * len(self._places)))
        free = firsts[:]
        for owner, place in zip(self._owners, self._places, strict=True):
            places[free[owner]] = place
            free[owner] += 1
        self._owners, self._places = array("I"), array("Q")
        for owner in range(len(self._counts)):
            first, stop = firsts[owner], firsts[owner + 1]
            if stop - first > 1:
                places[first:stop] = array("Q", sorted(places[first:stop]))
        return firsts, places


def longest_row(
    candidates: Iterable[tuple[int, Sequence[int]]],
) -> Iterator[tuple[int, int]]:
    """Choose a place for as many sentences as can stand one behind the other.

    Patience sorting: `tails[k]` is the lowest end of a row of k + 1 sentences. O(n log n).

    Args:
        candidates: Sentences' numbers, rising, each with its possible places in rising order.

    Yields:
        Pairs of a sentence's number and its place, the last first.
    """
    tails, lasts = array("I"), array("I")
    # Each entry is a sentence at a place, with the entry before it in its row.
    numbers, chosen, before = array("I"), array("Q"), array("i")
    for number, places in candidates:
        # From the highest place down, so that a sentence never follows itself. Of those that
        # would end a row of equal length, the one with the lowest end is taken.
        best: list[tuple[int, int, int]] = []
        for place in reversed(places):
            begin, end = limits_of(place)
            rank = bisect.bisect_right(tails, begin)
            if best and best[-1][0] == rank:
                if end <= best[-1][1]:
                    best[-1] = (rank, end, place)
            else:
                best.append((rank, end, place))
        for rank, end, place in best:
            if rank < len(tails) and end >= tails[rank]:
                continue
            numbers.append(number)
            chosen.append(place)
            before.append(lasts[rank - 1] if rank else -1)
            if rank == len(tails):
                tails.append(end)
                lasts.append(len(chosen) - 1)
            else:
                tails[rank], lasts[rank] = end, len(chosen) - 1
    last = lasts[-1] if lasts else -1
    while last >= 0:
        yield numbers[last], chosen[last]
        last = before[last]
