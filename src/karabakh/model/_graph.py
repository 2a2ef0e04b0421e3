"""Directed graphs of many nodes and edges, both numbered from 0: components and paths."""

from array import array
from collections.abc import Collection, Iterator
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

__all__ = ["Adjacency", "Edges", "Path", "Paths", "Place", "Search", "components"]

Path = list[int]
"""The numbers of edges of which each begins where the one before it ends."""


class Edges:
    """The edges, in columns: there may be millions. Some are marked as strict."""

    def __init__(self) -> None:
        self.tails = array("q")
        self.heads = array("q")
        self.strict = bytearray()

    def add(self, tail: int, head: int, *, strict: bool) -> None:
        self.tails.append(tail)
        self.heads.append(head)
        self.strict.append(strict)

    def __len__(self) -> int:
        return len(self.strict)


class Adjacency:
    """For each node, the edges that have it at one end, and the nodes at their other ends."""

    def __init__(self, here: "array[int]", there: "array[int]", nodes: int) -> None:
        self._edges = array("q", sorted(range(len(here)), key=here.__getitem__))
        self._ends = array("q", map(there.__getitem__, self._edges))
        counts = [0] * (nodes + 1)
        for node in here:
            counts[node + 1] += 1
        self._first = array("q", accumulate(counts))

    def __len__(self) -> int:
        """Count the nodes."""
        return len(self._first) - 1

    def edges(self, node: int) -> "array[int]":
        return self._edges[self._first[node] : self._first[node + 1]]

    def ends(self, node: int) -> "array[int]":
        return self._ends[self._first[node] : self._first[node + 1]]

    def degree(self, node: int) -> int:
        return self._first[node + 1] - self._first[node]


def components(out: Adjacency) -> "tuple[array[int], array[int]]":
    """Find the strongly connected components (Tarjan 1972), without recursion.

    Returns:
        The number of each node's component, numbered so that no edge leads to a higher number;
        and all nodes in the order of those numbers.
    """
    component = array("q", [-1]) * len(out)
    in_order = array("q")
    # When a node was first seen, from 1; and the first seen of the open ones that it leads to.
    seen, lowest = array("q", [0]) * len(out), array("q", [0]) * len(out)
    clock, closed = 0, 0
    unclosed: list[int] = []
    for root in range(len(out)):
        if seen[root]:
            continue
        calls = [(root, iter(out.ends(root)))]
        clock += 1
        seen[root] = lowest[root] = clock
        unclosed.append(root)
        while calls:
            node, remaining = calls[-1]
            for end in remaining:
                if not seen[end]:
                    clock += 1
                    seen[end] = lowest[end] = clock
                    unclosed.append(end)
                    calls.append((end, iter(out.ends(end))))
                    break
                if component[end] < 0:
                    lowest[node] = min(lowest[node], seen[end])
            else:
                calls.pop()
                if calls:
                    caller = calls[-1][0]
                    lowest[caller] = min(lowest[caller], lowest[node])
                if lowest[node] == seen[node]:
                    while component[node] < 0:
                        member = unclosed.pop()
                        component[member] = closed
                        in_order.append(member)
                    closed += 1
    return component, in_order


class Place(NamedTuple):
    """A node that a search has come to, and whether over a strict edge."""

    node: int
    strict: bool


class _Step(NamedTuple):
    """How a search first came to a place."""

    depth: int
    edge: int
    origin: Place


class Scope(NamedTuple):
    """Where a search may go."""

    component: "array[int]"
    """The component of each node."""

    between: range
    """The components that it keeps to."""

    apart: Collection[int]
    """Nodes that it does not come to."""


class Search:
    """A search in breadth from one end of a path, that keeps to some components and nodes."""

    def __init__(self, origin: int, adjacency: Adjacency, strict: bytearray, scope: Scope) -> None:
        self._adjacency = adjacency
        self._strict = strict
        self._scope = scope
        self.frontier = [Place(origin, strict=False)]
        """The places come to last."""
        self.steps: dict[Place, _Step | None] = {self.frontier[0]: None}
        self.cost = adjacency.degree(origin)
        """How many edges the next advance looks at; 0 if there is nowhere left to go."""

    def advance(self) -> list[Place]:
        """Go one edge on from all places come to last, and give those come to now."""
        frontier = self.frontier
        self.frontier, self.cost = list[Place](), 0
        adjacency = self._adjacency
        component, between, apart = self._scope
        for place in frontier:
            depth = self.depth(place) + 1
            edges, ends = adjacency.edges(place.node), adjacency.ends(place.node)
            for edge, end in zip(edges, ends, strict=True):
                new = Place(end, place.strict or bool(self._strict[edge]))
                if new not in self.steps and component[end] in between and end not in apart:
                    self.steps[new] = _Step(depth, edge, place)
                    self.frontier.append(new)
                    self.cost += adjacency.degree(end)
        return self.frontier

    def depth(self, place: Place) -> int:
        step = self.steps[place]
        return step.depth if step else 0

    def trail(self, place: Place) -> Iterator[int]:
        """Go through the edges from a place back to the origin."""
        step = self.steps[place]
        while step is not None:
            yield step.edge
            step = self.steps[step.origin]


class Paths:
    """Finds shortest paths in a graph of which the components are known.

    Args:
        edges: the edges.
        out: the edges by their tails.
        component: the component of each node, numbered so that no edge leads to a higher number.
    """

    def __init__(self, edges: Edges, out: Adjacency, component: "array[int]") -> None:
        self._edges = edges
        self._out = out
        self._component = component
        self.effort = 0
        """How many edges all searches so far have looked at."""

    def find(
        self,
        tail: int,
        head: int,
        *,
        strict: bool = False,
        apart: Collection[int] = frozenset(),
    ) -> Path | None:
        """Find a shortest path from one node to another, or that there is none.

        Args:
            tail: where the path begins.
            head: where it ends.
            strict: whether a strict edge must lie on it.
            apart: nodes that it must not pass.
        """
        if tail == head and not strict:
            return []
        between = range(self._component[head], self._component[tail] + 1)
        ahead = self.search(tail, between=between, apart=apart)
        back = self.search(head, against=True, between=between, apart=apart)
        # Both ends go to meet each other, and always the one that has fewer edges to look at: so
        # a node that very many others are tied to is passed without a look at all of them.
        while between and ahead.cost and back.cost:
            nearer, farther = (ahead, back) if ahead.cost <= back.cost else (back, ahead)
            self.effort += nearer.cost
            meetings = [
                (nearer.depth(place) + farther.depth(other), place, other)
                for place in nearer.advance()
                for other in (Place(place.node, strict=False), Place(place.node, strict=True))
                if other in farther.steps and (place.strict or other.strict or not strict)
            ]
            if meetings:
                _, near, far = min(meetings)
                forth, rest = (near, far) if nearer is ahead else (far, near)
                return [*reversed([*ahead.trail(forth)]), *back.trail(rest)]
        return None

    def search(
        self,
        origin: int,
        *,
        against: bool = False,
        between: range | None = None,
        apart: Collection[int] = frozenset(),
    ) -> Search:
        """Begin a search in breadth.

        Args:
            origin: where it begins.
            against: whether it goes against the edges.
            between: the components that it keeps to; all, unless they are told.
            apart: nodes that it does not come to.
        """
        adjacency = self.into if against else self._out
        if between is None:
            between = range(len(self._component))
        scope = Scope(self._component, between, apart)
        return Search(origin, adjacency, self._edges.strict, scope)

    @cached_property
    def into(self) -> Adjacency:
        """The edges by their heads."""
        return Adjacency(self._edges.heads, self._edges.tails, len(self._component))
