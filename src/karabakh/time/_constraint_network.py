"""Endpoints in a partial order, each within days: what `Chronology` is built on.

An edge says that its tail comes no later than its head; a strict one, that they are not
simultaneous. Days are too coarse to separate the endpoints of one day, so even a strict edge lets
both be on the same day. Hence:

- the edges are inconsistent exactly if a strict one lies on a cycle, that is, if it joins two
  endpoints of one strongly connected component;
- the earliest day of a component is the latest of the earliest days of all that lead to it, and
  one pass in topological order finds it for all (so the latest day);
- the edges and the days are inconsistent exactly if that leaves a component no day.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import islice, product
from typing import Final

from karabakh.time._calendar import NO_END, NO_START
from karabakh.time._constraints import Constraint, Inconsistency
from karabakh.time._digraph import Adjacency, Edge, Path, Visit, breadth_first, components
from karabakh.time._temporal_graph import TemporalGraph

__all__ = ["ConstraintNetwork"]

_MOST_SEARCHED: Final = 1000
"""Of so many endpoints, or strict edges, the inconsistencies are searched for."""


class ConstraintNetwork:
    """What follows from the days and the order of the endpoints of a graph.

    Args:
        graph: The endpoints; it must not change any more.
    """

    def __init__(self, graph: TemporalGraph) -> None:
        self.graph = graph
        self._out: Adjacency = [[] for _ in graph.earliest]
        self._into: Adjacency = [[] for _ in graph.earliest]
        for number, (tail, head, is_strict) in enumerate(graph.edges):
            self._out[tail].append((number, head, is_strict))
            self._into[head].append((number, tail, is_strict))
        component = components(self._out, self._into)
        self.component = component
        """The component of each endpoint, so that no edge leads to a higher number."""
        self.successors: list[set[int]] = [set() for _ in {*component}]
        """The other components to which the edges of each lead."""
        for tail, head, _ in graph.edges:
            if component[tail] != component[head]:
                self.successors[component[tail]].add(component[head])

    @cached_property
    def earliest(self) -> list[int]:
        """The first day that each component may come on, considering all others."""
        days = [NO_START] * len(self.successors)
        for here, day in zip(self.component, self.graph.earliest, strict=True):
            days[here] = max(days[here], day)
        for here in reversed(range(len(days))):
            for there in self.successors[here]:
                days[there] = max(days[there], days[here])
        return days

    @cached_property
    def latest(self) -> list[int]:
        """The last day that each component may come on, considering all others."""
        days = [NO_END] * len(self.successors)
        for here, day in zip(self.component, self.graph.latest, strict=True):
            days[here] = min(days[here], day)
        for here, successors in enumerate(self.successors):
            for there in successors:
                days[here] = min(days[here], days[there])
        return days

    @cached_property
    def inconsistent(self) -> frozenset[int]:
        """The components that are left no day, or that would come before themselves."""
        days = enumerate(zip(self.earliest, self.latest, strict=True))
        cyclic = (self.component[edge.tail] for _, edge in self._cyclic_edges())
        return frozenset(cyclic).union(here for here, (first, last) in days if first > last)

    def _cyclic_edges(self) -> Iterator[tuple[int, Edge]]:
        """Yield the strict edges that lie on cycles, with their numbers."""
        for number, edge in enumerate(self.graph.edges):
            if edge.is_strict and self.component[edge.tail] == self.component[edge.head]:
                yield number, edge

    # -- what follows from what

    def path(self, tail: int, head: int, *, strict: bool = False) -> Path | None:
        """Return a shortest path from one endpoint to another, or None if there is none.

        Args:
            tail: Where it begins.
            head: Where it ends.
            strict: Whether a strict edge must lie on it.
        """
        component, lowest = self.component, self.component[head]
        search = breadth_first(tail, self._out, lambda endpoint: component[endpoint] >= lowest)
        found = (visit for visit in search if visit.node == head and visit.is_strict >= strict)
        visit = next(found, None)
        return None if visit is None else visit.path

    def chain(self, tail: int, head: int, *, strict: bool) -> tuple[Constraint, ...]:
        """Return the fewest constraints that put one endpoint before another, or none.

        They are orders, or orders up to a date and from another date on.

        Args:
            tail: The one.
            head: The other.
            strict: Whether it comes before the other, by dates on an earlier day; else it is
                not after the other, by dates on the same day at the latest.
        """
        path = self.path(tail, head, strict=strict)
        found = [] if path is None else [tuple(map(self.graph.order, path))]
        last_day, first_day = self.latest[self.component[tail]], self.earliest[self.component[head]]
        if last_day < first_day + (not strict):
            found.append(self._chain_by_days(tail, head, strict=strict))
        return min(found, key=len, default=())

    def _chain_by_days(self, tail: int, head: int, *, strict: bool) -> tuple[Constraint, ...]:
        graph, may_touch = self.graph, not strict
        ahead, back = breadth_first(tail, self._out), breadth_first(head, self._into)
        least = self.latest[self.component[tail]], -self.earliest[self.component[head]]
        lasts = _ever_less(ahead, lambda it: graph.latest[it], least[0])
        firsts = _ever_less(back, lambda it: -graph.earliest[it], least[1])
        last, first = min(
            (
                (last, first)
                for last, first in product(lasts, firsts)
                if graph.latest[last.node] < graph.earliest[first.node] + may_touch
            ),
            key=lambda pair: len(pair[0].path) + len(pair[1].path),
        )
        return (
            *map(graph.order, last.path),
            graph.limit(last.node, is_last=True),
            graph.limit(first.node, is_last=False),
            *map(graph.order, first.path[::-1]),
        )

    # -- what contradicts what

    def cycles(self) -> Iterator[Inconsistency]:
        """Yield a shortest cycle for each strict edge that lies on any, each once.

        Of very many edges, for the first thousand.
        """
        found: set[frozenset[int]] = set()
        for number, edge in islice(self._cyclic_edges(), _MOST_SEARCHED):
            cycle = [number, *(self.path(edge.head, edge.tail) or ())]
            if frozenset(cycle) not in found:
                found.add(frozenset(cycle))
                yield tuple(map(self.graph.order, cycle))

    def date_conflicts(self) -> Iterator[Inconsistency]:
        """Yield the inconsistencies between the edges and the days.

        For each endpoint that the days of others leave none of its own, a shortest path from
        one of those, unless it leads through an endpoint that it leaves none, too; of very many
        endpoints, for the first thousand.
        """
        graph = self.graph
        left_none = (
            endpoint
            for endpoint, day in enumerate(graph.latest)
            if self.earliest[self.component[endpoint]] > day
        )
        for last in islice(left_none, _MOST_SEARCHED):
            search = breadth_first(last, self._into)
            found = next(it for it in search if graph.earliest[it.node] > graph.latest[last])
            path = found.path[::-1]
            first_day = graph.earliest[found.node]
            if all(graph.latest[graph.edges[edge].tail] >= first_day for edge in path):
                begin, end = graph.limit(found.node, is_last=False), graph.limit(last, is_last=True)
                yield (begin, *map(graph.order, path), end)


def _ever_less(search: Iterable[Visit], key: Callable[[int], int], least: int) -> Iterator[Visit]:
    """Yield what a search reaches with a lesser key than all before, up to the least."""
    best = NO_END + 1
    for visit in search:
        if key(visit.node) < best:
            best = key(visit.node)
            yield visit
        if best <= least:
            return
