"""Directed graphs with numbered nodes and edges: components, shortest paths."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

__all__ = ["Adjacency", "Edge", "Path", "Visit", "breadth_first", "components"]

Path = list[int]
"""The numbers of edges of which each begins where the one before it ends."""


class Edge(NamedTuple):
    """An edge from one node to another."""

    tail: int
    head: int
    is_strict: bool = False


Adjacency = list[list[tuple[int, int, bool]]]
"""For each node its edges: the number, the node at the other end, and whether it is strict."""


def components(out: Adjacency, into: Adjacency) -> list[int]:
    """Return the strongly connected component of each node (Kosaraju and Sharir 1981).

    They are numbered so that no edge leads to a higher number.

    Args:
        out: The edges that leave each node.
        into: The edges that lead to each node.
    """
    finished = [node for tree in _trees(into, range(len(into))) for node in tree]
    component = [0] * len(out)
    for number, tree in enumerate(_trees(out, reversed(finished))):
        for node in tree:
            component[node] = number
    return component


def _trees(near: Adjacency, roots: Iterable[int]) -> Iterator[list[int]]:
    """Yield the nodes that a depth-first search from each root adds, the last first."""
    seen: set[int] = set()
    for root in roots:
        tree: list[int] = []
        calls = [] if root in seen else [(root, iter(near[root]))]
        seen.add(root)
        while calls:
            node, remaining = calls[-1]
            new = next((end for _, end, _ in remaining if end not in seen), None)
            if new is None:
                tree.append(node)
                calls.pop()
            else:
                seen.add(new)
                calls.append((new, iter(near[new])))
        if tree:
            yield tree


class Visit(NamedTuple):
    """A node that a search has reached, and how."""

    node: int
    is_strict: bool
    """Whether a strict edge leads to it."""
    edge: int = -1
    previous: "Visit | None" = None

    @property
    def path(self) -> Path:
        """The edges from the origin of the search, in the order followed."""
        path: Path = []
        visit = self
        while visit.previous is not None:
            path.append(visit.edge)
            visit = visit.previous
        return path[::-1]


def breadth_first(
    origin: int, near: Adjacency, may_pass: Callable[[int], bool] = lambda _: True
) -> Iterator[Visit]:
    """Yield what a search reaches, the nearest first: with a strict edge and without.

    Args:
        origin: Where it begins.
        near: The edges that it follows from each node.
        may_pass: Whether it may go on from a node.
    """
    waiting = deque([Visit(origin, is_strict=False)])
    seen = {(origin, False)}
    while waiting:
        visit = waiting.popleft()
        yield visit
        for edge, end, is_strict in near[visit.node]:
            reached = end, visit.is_strict or is_strict
            if reached not in seen and may_pass(end):
                seen.add(reached)
                waiting.append(Visit(*reached, edge, visit))
