"""Intervals arranged in levels: each one above all that are over before it begins."""

import heapq
from collections.abc import Iterable

from karabakh.time._constraint_network import ConstraintNetwork

__all__ = ["levels"]


def levels(network: ConstraintNetwork, intervals: Iterable[tuple[int, int]]) -> list[int | None]:
    """Return the level of each interval of a consistent network.

    The level of an interval is how many others, one over before the next begins, lead up
    to it at most: the first have 0. What is neither before nor after any other has None.

    Args:
        network: The endpoints, with their days and orders.
        intervals: The first and the last endpoint of each interval.
    """
    wanted = list(intervals)
    # Every path from the end of an interval to a start has a strict edge: nothing else leads
    # from an end to a start, or to the creation of a source. So each such path is an order.
    depths = _depths(network, wanted)
    leads_on = _leads_on(network, {start for start, _ in wanted})
    last_start = max((network.earliest[start] for start, _ in wanted), default=0)
    return [
        depth if depth or leads_on[end] or network.latest[end] < last_start else None
        for depth, (_, end) in zip(depths, wanted, strict=True)
    ]


def _depths(network: ConstraintNetwork, wanted: list[tuple[int, int]]) -> list[int]:
    """Visit all endpoints in an order that both their orders and their days allow."""
    component = network.component
    starting, ending = (_by_component(network, (each[side] for each in wanted)) for side in (0, 1))
    reached = dict.fromkeys(component, 0)
    depths = [0] * len(wanted)
    over: list[tuple[int, int]] = []
    deepest_over = 0
    # An edge never leads to an earlier day, nor, on one day, to a higher component; and what is
    # over by a day has its own earliest day before that.
    highest_first = network.from_last[::-1]  # which the sort keeps within a day
    for endpoint in sorted(highest_first, key=network.earliest.__getitem__):
        here = component[endpoint]
        while over and over[0][0] < network.earliest[endpoint]:
            deepest_over = max(deepest_over, heapq.heappop(over)[1])
        depth = max(reached[here], deepest_over)
        for number in starting.pop(here, ()):
            depths[number] = depth
        ended = ending.pop(here, ())
        if ended:
            depth = max(depth, *(depths[number] + 1 for number in ended))
            heapq.heappush(over, (network.latest[endpoint], depth))
        reached[here] = max(reached[here], depth)
        for _, head in network.out[endpoint]:
            reached[component[head]] = max(reached[component[head]], reached[here])
    return depths


def _by_component(network: ConstraintNetwork, endpoints: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for number, endpoint in enumerate(endpoints):
        found.setdefault(network.component[endpoint], []).append(number)
    return found


def _leads_on(network: ConstraintNetwork, endpoints: set[int]) -> list[bool]:
    """Return, per endpoint, whether a path leads on to a start elsewhere."""
    component = network.component
    leads_on = [False] * len(component)
    has_one = {component[endpoint] for endpoint in endpoints}
    for endpoint in network.from_last:
        here = component[endpoint]
        leads_on[here] = leads_on[here] or any(
            leads_on[there] or there in has_one
            for there in (component[head] for _, head in network.out[endpoint])
            if there != here
        )
    return [leads_on[here] for here in component]
