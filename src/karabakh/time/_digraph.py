"""Directed graphs with numbered nodes and edges: components, shortest paths."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

__all__ = ["Adjacency", "BreadthFirst", "Edge", "Path", "Visit", "adjacency", "components"]

Path = list[int]
"""The numbers of edges of which each begins where the one before it ends."""


class Edge(NamedTuple):
    """An edge from one node to another."""

    tail: int
    head: int
    is_strict: bool


Adjacency = list[list[tuple[int, int]]]
"""For each node its edges, each with its number and the node at the other end."""


def adjacency(edges: Sequence[Edge], nodes: int, *, backwards: bool = False) -> Adjacency:
    """Return the edges that leave each node, or that lead to it."""
    found: Adjacency = [[] for _ in range(nodes)]
    for number, (tail, head, _) in enumerate(edges):
        near, far = (head, tail) if backwards else (tail, head)
        found[near].append((number, far))
    return found


def components(out: Adjacency, into: Adjacency) -> tuple[list[int], list[int]]:
    """Return the strongly connected components (Kosaraju and Sharir 1981).

    Args:
        out: The edges that leave each node.
        into: The edges that lead to each node.

    Returns:
        The number of each node's component, numbered so that no edge leads to a higher number;
        and all nodes in the order of those numbers.
    """
    finished = [node for tree in _trees(into, range(len(into))) for node in tree]
    component = [0] * len(out)
    in_order: list[int] = []
    for number, tree in enumerate(_trees(out, reversed(finished))):
        for node in tree:
            component[node] = number
        in_order += tree
    return component, in_order


def _trees(near: Adjacency, roots: Iterable[int]) -> Iterator[list[int]]:
    """Yield the nodes that a depth-first search from each root adds, the last first."""
    seen: set[int] = set()
    for root in roots:
        tree: list[int] = []
        calls = [] if root in seen else [(root, iter(near[root]))]
        seen.add(root)
        while calls:
            node, remaining = calls[-1]
            new = next((end for _, end in remaining if end not in seen), None)
            if new is None:
                tree.append(node)
                calls.pop()
            else:
                seen.add(new)
                calls.append((new, iter(near[new])))
        if tree:
            yield tree


class Visit(NamedTuple):
    """A node that a search has reached, and whether over a strict edge."""

    node: int
    is_strict: bool


class BreadthFirst:
    """A breadth-first search from one node, which yields what it reaches.

    Args:
        origin: Where it begins.
        near: The edges that it follows from each node.
        edges: All edges.
        may_pass: Whether it may go on from a node.
    """

    def __init__(
        self,
        origin: int,
        near: Adjacency,
        edges: Sequence[Edge],
        may_pass: Callable[[int], bool] = lambda _: True,
    ) -> None:
        self._origin = Visit(origin, is_strict=False)
        self._near = near
        self._edges = edges
        self._may_pass = may_pass
        self._came_by: dict[Visit, tuple[int, Visit] | None] = {self._origin: None}

    def __iter__(self) -> Iterator[Visit]:
        waiting = deque([self._origin])
        while waiting:
            visit = waiting.popleft()
            yield visit
            for edge, end in self._near[visit.node]:
                reached = Visit(end, visit.is_strict or self._edges[edge].is_strict)
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
