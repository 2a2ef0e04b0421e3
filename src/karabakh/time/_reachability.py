"""Which intervals of a network end before which begin, for all of them at once.

Labels are bits of integers, so one pass in topological order answers reachability for all pairs,
in O(edges × labels / 64). Inconsistent endpoints block paths: so what is answered holds whichever
of the inconsistent constraints is true.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property

from karabakh.time._constraint_network import ConstraintNetwork

__all__ = ["Reachability"]


class Reachability:
    """The paths between some intervals: from which ends to which starts they lead.

    Args:
        network: The endpoints and their order.
        intervals: The start and the end of each node that is asked about; one endpoint twice
            for what takes no time.
    """

    def __init__(
        self, network: ConstraintNetwork, intervals: Mapping[str, tuple[int, int]]
    ) -> None:
        self._network = network
        self._intervals = intervals
        self._number = {node: number for number, node in enumerate(intervals)}

    def __contains__(self, node: object) -> bool:
        return node in self._number

    def ends_before(self, a: str, b: str) -> bool:
        """Return whether a path leads from the end of `a` to the start of `b`."""
        here = self._network.component[self._intervals[b][0]]
        return bool(self._over[here] >> self._number[a] & 1)

    def starts_before_end(self, a: str, b: str) -> bool:
        """Return whether one interval begins before another ends, by paths or by days."""
        if self.ends_before(b, a):
            return False
        network, start, end = self._network, self._intervals[a][0], self._intervals[b][1]
        here, there = network.component[start], network.component[end]
        if self._begun[there] >> self._number[a] & 1:
            return True
        if network.inconsistent:  # then the days that others impose may be false
            return network.graph.latest[start] <= network.graph.earliest[end]
        return network.latest[here] <= network.earliest[there]

    def overlap(self, a: str, b: str) -> bool:
        """Return whether two connected intervals overlap.

        Each begins before the other ends. Where no path connects them, dates decide alone.
        """
        one, other = (self._network.component[self._intervals[each][0]] for each in (a, b))
        return (
            a != b
            and one not in self._network.inconsistent
            and self._parts[one] == self._parts[other]
            and self.starts_before_end(a, b)
            and self.starts_before_end(b, a)
        )

    @cached_property
    def _over(self) -> list[int]:
        """For each component the labels of the intervals whose ends lead to it."""
        return self._labels(end for _, end in self._intervals.values())

    @cached_property
    def _begun(self) -> list[int]:
        """For each component the labels of the intervals whose starts lead to it."""
        return self._labels(start for start, _ in self._intervals.values())

    def _labels(self, endpoints: Iterable[int]) -> list[int]:
        network = self._network
        labels = [0] * len(network.successors)
        for number, endpoint in enumerate(endpoints):
            here = network.component[endpoint]
            labels[here] |= 0 if here in network.inconsistent else 1 << number
        for here in reversed(range(len(labels))):
            if passed_on := labels[here]:
                for there in network.successors[here] - network.inconsistent:
                    # The very same integer where nothing is new: labels may be long.
                    known = labels[there]
                    labels[there] = known | passed_on if known else passed_on
        return labels

    @cached_property
    def _parts(self) -> list[int]:
        """For each component the number of its weakly connected component."""
        parts = [*range(len(self._network.successors))]

        def leader(here: int) -> int:
            while parts[here] != here:
                parts[here] = here = parts[parts[here]]
            return here

        inconsistent = self._network.inconsistent
        for here, successors in enumerate(self._network.successors):
            if here not in inconsistent:
                for there in successors - inconsistent:
                    parts[leader(here)] = leader(there)
        return [*map(leader, parts)]
