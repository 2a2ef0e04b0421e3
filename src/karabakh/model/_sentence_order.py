"""The choice of a place for each sentence, where several have its fingerprint."""

import bisect
import heapq
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final

from karabakh.model._sentence_table import SentenceTable
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
    """Where each of the sentences that are sought may be.

    Args:
        sentences: The sentences of the source.
        numbers: The numbers of those that are sought.
    """

    def __init__(self, sentences: Sequence[Sentence], numbers: range) -> None:
        self.sought = SentenceTable(sentences, numbers)
        """The sentences that are sought; equal ones are of one kind."""
        self._sentences = sentences
        self._numbers = numbers
        self._kinds, self._places = array("I"), array("Q")
        self._found = array("I", bytes(4 * len(self.sought.counts)))
        """How many places there are for each kind."""

    def add(self, kind: int, begin: int, end: int) -> None:
        """Add a passage that may be a sentence of some kind, unless there are plenty."""
        if self._found[kind] >= self.sought.counts[kind] + 2 * _NEAR_RANKS:
            return
        self._found[kind] += 1
        self._kinds.append(kind)
        self._places.append(place_of(begin, end))

    def in_order(self) -> Iterator[tuple[int, Sequence[int]]]:
        """Yield each sentence with its possible places, in rising order.

        Of many equal sentences, each is compared with those of near rank only.
        """
        counts = self.sought.counts
        firsts, places = self._grouped()
        used: dict[int, int] = {}
        for number in self._numbers:
            kind = self.sought.kind_of(self._sentences[number])
            first, stop = firsts[kind], firsts[kind + 1]
            size = stop - first
            if size > _NEAR_RANKS:
                near = _NEAR_RANKS + min(abs(size - counts[kind]), _NEAR_RANKS)
                middle = first + used.get(kind, 0)
                first, stop = max(first, middle - near), min(stop, middle + near)
                used[kind] = used.get(kind, 0) + 1
            if first < stop:
                yield number, places[first:stop]

    def _grouped(self) -> tuple[Sequence[int], Sequence[int]]:
        """Return where the places of each kind begin, and the places by kind, rising."""
        firsts = array("I", accumulate(self._found, initial=0))
        places = array("Q", bytes(8 * len(self._places)))
        free = firsts[:]
        for kind, place in zip(self._kinds, self._places, strict=True):
            places[free[kind]] = place
            free[kind] += 1
        self._kinds, self._places, self._found = array("I"), array("Q"), array("I")
        for first, stop in pairwise(firsts):
            falls = [each for each in range(first + 1, stop) if places[each] < places[each - 1]]
            if falls:  # likely beginnings were tried first: two runs
                runs = [places[begin:end] for begin, end in pairwise((first, *falls, stop))]
                places[first:stop] = array("Q", heapq.merge(*runs))
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
