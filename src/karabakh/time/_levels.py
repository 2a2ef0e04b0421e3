"""Intervals arranged in levels: each one above all that are over before it begins."""

import heapq
from collections import defaultdict
from collections.abc import Iterable

from karabakh.time._constraint_network import ConstraintNetwork

__all__ = ["levels"]


def levels(network: ConstraintNetwork, intervals: Iterable[tuple[int, int]]) -> list[int | None]:
    """Return the level of each interval of a network, as `Chronology.levels` does.

    Args:
        network: The endpoints, with their days and orders; it must be consistent.
        intervals: The first and the last endpoint of each interval.
    """
    component = network.component
    wanted = [(component[start], component[end]) for start, end in intervals]
    # Every path from the end of an interval to a start has a strict edge: nothing else leads
    # from an end to a start, or to the creation of a source. So each such path is an order.
    depths = _depths(network, wanted)
    leads_on = [False] * len(depths)
    starts = {start for start, _ in wanted}
    for here, successors in enumerate(network.successors):
        leads_on[here] = any(there in starts or leads_on[there] for there in successors)
    last_start = max((network.earliest[start] for start in starts), default=0)
    return [
        depths[start]
        if depths[start] or leads_on[end] or network.latest[end] < last_start
        else None
        for start, end in wanted
    ]


def _depths(network: ConstraintNetwork, wanted: list[tuple[int, int]]) -> list[int]:
    """Return how many intervals lead up to each component at most.

    The components are visited in an order that both their orders and their days allow: an edge
    never leads to an earlier day, nor, on one day, to a higher component; and what is over by a
    day has its own earliest day before that.
    """
    ending: dict[int, list[int]] = defaultdict(list)
    for start, end in wanted:
        ending[end].append(start)
    depths = [0] * len(network.successors)
    over: list[tuple[int, int]] = []
    deepest_over = 0
    highest_first = reversed(range(len(depths)))  # which the sort keeps within a day
    for here in sorted(highest_first, key=network.earliest.__getitem__):
        while over and over[0][0] < network.earliest[here]:
            deepest_over = max(deepest_over, heapq.heappop(over)[1])
        depths[here] = depth = max(depths[here], deepest_over)
        if here in ending:
            depth = max(depth, *(depths[start] + 1 for start in ending[here]))
            heapq.heappush(over, (network.latest[here], depth))
        for there in network.successors[here]:
            depths[there] = max(depths[there], depth)
    return depths
