"""Which intervals of a network end before which begin, for all of them at once.

Labels are bits of integers, so one pass in topological order answers reachability for all pairs,
in O(edges × labels / 64). Inconsistent endpoints block paths: so what is answered holds whichever
of the inconsistent constraints is true.
"""

from collections.abc import Mapping
from functools import cached_property

from karabakh.time._constraint_network import ConstraintNetwork

__all__ = ["Reachability"]

_NO_LABELS = 0


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
        return bool(self._before_starts[self._number[b]] >> self._number[a] & 1)

    def starts_before_end(self, a: str, b: str) -> bool:
        """Return whether one interval begins before another ends, by paths or by days."""
        if self.ends_before(b, a):
            return False
        if self._before_ends[self._number[b]] >> self._number[a] & 1:
            return True
        network, start, end = self._network, self._intervals[a][0], self._intervals[b][1]
        # If there is an inconsistency, the days that others impose may be false.
        latest, earliest = (
            (network.latest, network.earliest)
            if network.is_consistent
            else (network.own_latest, network.own_earliest)
        )
        return latest[start] <= earliest[end]

    def overlap(self, a: str, b: str) -> bool:
        """Return whether two connected intervals overlap.

        Each begins before the other ends. Where no path connects them, dates decide alone.
        """
        return (
            a != b
            and self._part(a) == self._part(b)
            and self.starts_before_end(a, b)
            and self.starts_before_end(b, a)
        )

    def _part(self, node: str) -> int:
        return self._weak_components[self._intervals[node][0]]

    @cached_property
    def _before_starts(self) -> list[int]:
        """For each interval the labels of those that end before it starts."""
        return self._labels_at(source=1, target=0)

    @cached_property
    def _before_ends(self) -> list[int]:
        """For each interval the labels of those that start before it ends."""
        return self._labels_at(source=0, target=1)

    def _labels_at(self, *, source: int, target: int) -> list[int]:
        network = self._network
        labels: dict[int, int] = {}
        for number, interval in enumerate(self._intervals.values()):
            endpoint = interval[source]
            labels[endpoint] = labels.get(endpoint, 0) | 1 << number
        found = propagate_labels(network, labels)
        targets = (interval[target] for interval in self._intervals.values())
        return [
            _NO_LABELS if endpoint in network.inconsistent else found[network.component[endpoint]]
            for endpoint in targets
        ]

    @cached_property
    def _weak_components(self) -> list[int]:
        """For each endpoint the number of its weakly connected component."""
        network = self._network
        leaders = [*range(len(network.component))]

        def leader(endpoint: int) -> int:
            while leaders[endpoint] != endpoint:
                leaders[endpoint] = leaders[leaders[endpoint]]
                endpoint = leaders[endpoint]
            return endpoint

        for tail, head, _ in network.edges:
            if tail not in network.inconsistent and head not in network.inconsistent:
                leaders[leader(tail)] = leader(head)
        return [*map(leader, range(len(leaders)))]


def propagate_labels(network: ConstraintNetwork, labels: Mapping[int, int]) -> list[int]:
    """Return, per component, the labels of all endpoints that lead to it."""
    component, inconsistent = network.component, network.inconsistent
    found = [_NO_LABELS] * (max(component, default=-1) + 1)
    for endpoint, own in labels.items():
        if endpoint not in inconsistent:
            found[component[endpoint]] |= own
    for endpoint in reversed(network.from_last):
        passed_on = found[component[endpoint]]
        if passed_on and endpoint not in inconsistent:
            for _, end in network.out[endpoint]:
                # The very same integer where nothing is new: labels may be long.
                known = found[component[end]]
                if known is not passed_on:
                    found[component[end]] = known | passed_on if known else passed_on
    return found
