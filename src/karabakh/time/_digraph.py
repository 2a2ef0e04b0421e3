"""Directed graphs whose nodes and edges are numbered from 0: components, shortest paths."""

from array import array
from collections import deque
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import NamedTuple

__all__ = ["Adjacency", "BreadthFirst", "Edges", "Path", "Visit", "components"]

Path = list[int]
"""The numbers of edges of which each begins where the one before it ends."""


class Edges:
    """The edges of a graph in columns; some are marked as strict."""

    def __init__(self) -> None:
        self.tails = array("q")
        self.heads = array("q")
        self.strict = bytearray()

    def add(self, tail: int, head: int, *, strict: bool) -> None:
        """Add an edge; its number is that of the edges before it."""
        self.tails.append(tail)
        self.heads.append(head)
        self.strict.append(strict)

    def __len__(self) -> int:
        return len(self.strict)

    def __iter__(self) -> Iterator[tuple[int, int, int]]:
        """Yield the tail, the head and the strictness of each edge."""
        return zip(self.tails, self.heads, self.strict, strict=True)


class Adjacency:
    """For each node, the edges that have it at one end, and the nodes at their other ends."""

    def __init__(self, near: "array[int]", far: "array[int]", nodes: int) -> None:
        self._edges = array("q", sorted(range(len(near)), key=near.__getitem__))
        self._ends = array("q", map(far.__getitem__, self._edges))
        counts = [0] * (nodes + 1)
        for node in near:
            counts[node + 1] += 1
        self._first = array("q", accumulate(counts))

    def __len__(self) -> int:
        """Return the number of nodes."""
        return len(self._first) - 1

    def edges(self, node: int) -> "array[int]":
        """Return the edges at a node."""
        return self._edges[self._first[node] : self._first[node + 1]]

    def ends(self, node: int) -> "array[int]":
        """Return the nodes at the other ends of the edges at a node."""
        return self._ends[self._first[node] : self._first[node + 1]]


def components(out: Adjacency) -> "tuple[array[int], array[int]]":
    """Find the strongly connected components (Tarjan 1972), without recursion.

    Returns:
        The number of each node's component, numbered so that no edge leads to a higher number;
        and all nodes in the order of those numbers.
    """
    component = array("q", [-1]) * len(out)
    in_order = array("q")
    # When a node was first visited, from 1; and the first visited of the open ones it leads to.
    visited, lowest = array("q", [0]) * len(out), array("q", [0]) * len(out)
    clock, closed = 0, 0
    unclosed: list[int] = []
    for root in range(len(out)):
        if visited[root]:
            continue
        calls = [(root, iter(out.ends(root)))]
        clock += 1
        visited[root] = lowest[root] = clock
        unclosed.append(root)
        while calls:
            node, remaining = calls[-1]
            for end in remaining:
                if not visited[end]:
                    clock += 1
                    visited[end] = lowest[end] = clock
                    unclosed.append(end)
                    calls.append((end, iter(out.ends(end))))
                    break
                if component[end] < 0:
                    lowest[node] = min(lowest[node], visited[end])
            else:
                calls.pop()
                if calls:
                    caller = calls[-1][0]
                    lowest[caller] = min(lowest[caller], lowest[node])
                if lowest[node] == visited[node]:
                    while component[node] < 0:
                        member = unclosed.pop()
                        component[member] = closed
                        in_order.append(member)
                    closed += 1
    return component, in_order


class Visit(NamedTuple):
    """A node that a search has reached, and whether over a strict edge."""

    node: int
    is_strict: bool


class BreadthFirst:
    """A search in breadth from one node, which yields what it reaches, the nearest first.

    Args:
        origin: Where it begins.
        adjacency: The edges that it follows.
        strict: Which edges are strict.
        may_pass: Whether it may go on from a node.
    """

    def __init__(
        self,
        origin: int,
        adjacency: Adjacency,
        strict: bytearray,
        may_pass: Callable[[int], bool] = lambda _: True,
    ) -> None:
        self._origin = Visit(origin, is_strict=False)
        self._adjacency = adjacency
        self._strict = strict
        self._may_pass = may_pass
        self._came_by: dict[Visit, tuple[int, Visit] | None] = {self._origin: None}

    def __iter__(self) -> Iterator[Visit]:
        waiting = deque([self._origin])
        while waiting:
            visit = waiting.popleft()
            yield visit
            edges, ends = self._adjacency.edges(visit.node), self._adjacency.ends(visit.node)
            for edge, end in zip(edges, ends, strict=True):
                reached = Visit(end, visit.is_strict or bool(self._strict[edge]))
                if reached not in self._came_by and self._may_pass(end):
                    self._came_by[reached] = edge, visit
                    waiting.append(reached)

    def path(self, visit: Visit) -> Path:
        """Return the edges from the origin to what was reached, in the order followed."""
        path: Path = []
        step = self._came_by[visit]
        while step is not None:
            path.append(step[0])
            step = self._came_by[step[1]]
        return path[::-1]
