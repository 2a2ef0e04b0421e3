"""What leads to what in a network of moments, for very many moments at once.

To look for a path between each two of many moments takes the square of their number in searches.
Here marks are put on moments, as the bits of an integer, and carried along all edges in one
sweep: a moment then has the marks of all that lead to it. Moments that contradictions leave no
day let nothing pass, so whatever is told holds whichever of the contradicting records is true.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from karabakh.model._network import Network

__all__ = ["FirstOnes", "bits", "carried", "joined", "pieces"]


def bits(mask: int) -> Iterator[int]:
    """Go through the numbers of the bits that are set, from the lowest.

    >>> from karabakh.model._reach import bits
    >>> list(bits(0b1010))
    [1, 3]
    """
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


class FirstOnes:
    """The sets of the first none, one, two … of some numbers, as bits.

    To keep each would take the square of their count: only one of many is kept, and those that
    are asked for are made of it.

    >>> from karabakh.model._reach import FirstOnes
    >>> FirstOnes([3, 0, 1])[2] == 0b1001
    True
    """

    _EACH: Final = 256

    def __init__(self, numbers: Sequence[int]) -> None:
        self._numbers = numbers
        self._size = max(numbers, default=0) // 8 + 1
        self._kept = [0]
        for start in range(0, len(numbers), self._EACH):
            self._kept.append(self._kept[-1] | self._of(numbers[start : start + self._EACH]))

    def __getitem__(self, count: int) -> int:
        whole, left = divmod(count, self._EACH)
        kept = self._kept[whole]
        return kept | self._of(self._numbers[count - left : count]) if left else kept

    def _of(self, numbers: Iterable[int]) -> int:
        found = bytearray(self._size)
        for number in numbers:
            found[number >> 3] |= 1 << (number & 7)
        return int.from_bytes(found, "little")


def carried(network: Network, marks: Mapping[int, int], *, against: bool = False) -> list[int]:
    """Carry the marks of moments along all paths, and give those that come to each component.

    A moment leads to itself.

    Args:
        network: the moments and their order.
        marks: the marks of moments, as bits.
        against: whether to go against the edges.
    """
    component, torn = network.component, network.torn
    order = network.from_last if against else reversed(network.from_last)
    adjacency = network.paths.into if against else network.out
    found = [0] * (max(component, default=-1) + 1)
    for moment, own in marks.items():
        if moment not in torn:
            found[component[moment]] |= own
    for moment in order:
        brought = found[component[moment]]
        if brought and moment not in torn:
            for end in adjacency.ends(moment):
                found[component[end]] = joined(found[component[end]], brought)
    return found


def joined(known: int, brought: int) -> int:
    """Give all bits of two sets, as the very same integer as one where the other adds nothing.

    They may be long, and then it matters how many there are.
    """
    if known is brought or not brought:
        return known
    return known | brought if known else brought


def pieces(network: Network) -> "array[int]":
    """Give for each moment a number that it shares with all that hang together with it."""
    torn = network.torn
    leaders = array("q", range(len(network.component)))

    def leader(moment: int) -> int:
        while leaders[moment] != moment:
            leaders[moment] = leaders[leaders[moment]]
            moment = leaders[moment]
        return moment

    for tail, head in zip(network.edges.tails, network.edges.heads, strict=True):
        if tail not in torn and head not in torn:
            leaders[leader(tail)] = leader(head)
    return array("q", map(leader, range(len(leaders))))
