"""Stretches of time laid out in levels: each one above all that are over before it begins."""

import heapq
from array import array
from collections.abc import Iterable, Iterator

from karabakh.model._network import Network

__all__ = ["levels"]


def levels(network: Network, stretches: Iterable[tuple[int, int]]) -> list[int | None]:
    """Give the level of each stretch of a network without contradictions.

    The level of a stretch is how many others, one over before the next begins, lead up to
    it at most: the first have 0. What is neither before nor after any other has none.

    Args:
        network: the moments, with their days and orders.
        stretches: the first and the last moment of each stretch.
    """
    wanted = list(stretches)
    # Every path from the end of a stretch to a start has a strict edge: nothing else leads
    # from an end to a start, or to the making of a source. So each such path is an order.
    found = _Sweep(network, wanted).depths()
    last_start = max((network.earliest[start] for start, _ in wanted), default=0)
    leads_on = _leads_on(network, {start for start, _ in wanted})
    return [
        depth if depth or leads_on[end] or network.latest[end] < last_start else None
        for depth, (_, end) in zip(found, wanted, strict=True)
    ]


class _Sweep:
    """A pass over all moments, in an order that both their orders and their days allow."""

    def __init__(self, network: Network, stretches: list[tuple[int, int]]) -> None:
        self._network = network
        self._stretches = stretches
        self._starting = _Members(network, (start for start, _ in stretches))
        self._ending = _Members(network, (end for _, end in stretches))
        self._depth = [0] * len(stretches)
        self._over: list[tuple[int, int]] = []
        self._deepest = 0

    def depths(self) -> list[int]:
        network = self._network
        reached = array("q", [0]) * len(network.component)
        # An edge never leads to an earlier day, nor, on one day, to a higher component; and
        # what is over by a day has its own earliest day before that.
        highest_first = network.from_last[::-1]  # which the sort keeps within a day
        for moment in sorted(highest_first, key=network.earliest.__getitem__):
            component = network.component[moment]
            depth = max(reached[component], self._deepest_over(network.earliest[moment]))
            for number in self._starting.taken(component):
                self._depth[number] = depth
            is_end = False
            for number in self._ending.taken(component):
                is_end = True
                depth = max(depth, self._depth[number] + 1)
            if is_end:
                heapq.heappush(self._over, (network.latest[moment], depth))
            reached[component] = max(reached[component], depth)
            for head in network.out.ends(moment):
                there = network.component[head]
                reached[there] = max(reached[there], reached[component])
        return self._depth

    def _deepest_over(self, day: int) -> int:
        """Give how deep the stretches go that are over before a day."""
        while self._over and self._over[0][0] < day:
            self._deepest = max(self._deepest, heapq.heappop(self._over)[1])
        return self._deepest


class _Members:
    """Which of some moments are in a component, by their place in the row given.

    They are chained through arrays: a million short lists would take ten times the memory, and
    each look at one a miss of the processor's caches.
    """

    def __init__(self, network: Network, moments: Iterable[int]) -> None:
        self._first = array("q", [-1]) * len(network.component)
        self._next = array("q")
        for number, moment in enumerate(moments):
            component = network.component[moment]
            self._next.append(self._first[component])
            self._first[component] = number

    def taken(self, component: int) -> Iterator[int]:
        """Give those of a component, once."""
        number = self._first[component]
        self._first[component] = -1
        while number >= 0:
            yield number
            number = self._next[number]


def _leads_on(network: Network, moments: set[int]) -> list[bool]:
    """Tell of each moment whether a path leads from its component to one of some, elsewhere."""
    component = network.component
    leads_on = [False] * len(component)
    has_one = [False] * len(component)
    for moment in moments:
        has_one[component[moment]] = True
    for moment in network.from_last:
        here = component[moment]
        leads_on[here] = leads_on[here] or any(
            leads_on[there] or has_one[there]
            for there in map(component.__getitem__, network.out.ends(moment))
            if there != here
        )
    return [leads_on[component[moment]] for moment in range(len(component))]
