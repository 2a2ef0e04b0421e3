"""Endpoints in a partial order, each within days: what `Chronology` is built on.

Endpoints are numbered from 0. An edge says that its tail comes no later than its head; a strict
one, that they are not simultaneous. Days are too coarse to separate the endpoints of one day, so
even a strict edge lets both be on the same day. Hence:

- the edges are inconsistent exactly if a strict one lies on a cycle, that is, if it joins two
  endpoints of one strongly connected component;
- the earliest day of an endpoint is the latest of the earliest days of all that lead to it, and
  one pass over the components in topological order finds it for all (so the latest day);
- the edges and the days are inconsistent exactly if that leaves an endpoint no day.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import Final, NamedTuple

from karabakh.time._calendar import NO_END, NO_START
from karabakh.time._digraph import (
    BreadthFirst,
    Edge,
    Path,
    Visit,
    adjacency,
    components,
)

__all__ = ["ConstraintNetwork", "DateConflict", "DateSeparation"]

_MOST_SEARCHED: Final = 1000
"""Of so many endpoints, or strict edges, the inconsistencies are searched for."""


class DateConflict(NamedTuple):
    """A path from an endpoint with a first day to one with an earlier last day."""

    first: int
    last: int
    path: Path


class DateSeparation(NamedTuple):
    """The dates and paths by which one endpoint comes on a day before another."""

    to_last: Path
    """The path from the one to an endpoint that is not after some day."""
    last: int
    """That endpoint."""
    first: int
    """An endpoint that is not before a later day."""
    from_first: Path
    """The path from there to the other."""

    @property
    def length(self) -> int:
        """How many constraints it takes."""
        return len(self.to_last) + len(self.from_first) + 2


class ConstraintNetwork:
    """A partial order of endpoints, each with an earliest and a latest day of its own.

    Args:
        own_earliest: The first day that each endpoint may come on, by itself.
        own_latest: The last day that each may come on, by itself; not before the first.
        edges: What is known of their order.
    """

    def __init__(
        self, own_earliest: Sequence[int], own_latest: Sequence[int], edges: Sequence[Edge]
    ) -> None:
        self.own_earliest = own_earliest
        self.own_latest = own_latest
        self.edges = edges
        self.out = adjacency(edges, len(own_earliest))
        self.into = adjacency(edges, len(own_earliest), backwards=True)
        # The component of each endpoint, numbered from those that come last, so that no edge
        # leads to a higher number; and the endpoints in the order of these numbers.
        self.component, self.from_last = components(self.out, self.into)

    @cached_property
    def earliest(self) -> list[int]:
        """The first day that each endpoint may come on, considering all others."""
        component = self.component
        days = [NO_START] * len(component)
        for endpoint, day in enumerate(self.own_earliest):
            days[component[endpoint]] = max(days[component[endpoint]], day)
        for endpoint in reversed(self.from_last):
            day = days[component[endpoint]]
            for _, head in self.out[endpoint]:
                days[component[head]] = max(days[component[head]], day)
        return [days[each] for each in component]

    @cached_property
    def latest(self) -> list[int]:
        """The last day that each endpoint may come on, considering all others."""
        component = self.component
        days = [NO_END] * len(component)
        for endpoint in self.from_last:
            day = min(self.own_latest[endpoint], days[component[endpoint]])
            for _, head in self.out[endpoint]:
                day = min(day, days[component[head]])
            days[component[endpoint]] = day
        return [days[each] for each in component]

    @cached_property
    def is_consistent(self) -> bool:
        """Whether all constraints can be true together."""
        component = self.component
        return all(map(int.__le__, self.earliest, self.latest)) and not any(
            strict and component[tail] == component[head] for tail, head, strict in self.edges
        )

    @cached_property
    def inconsistent(self) -> frozenset[int]:
        """The endpoints that are left no day, or that would come before themselves."""
        if self.is_consistent:
            return frozenset()
        component = self.component
        cyclic = {
            component[tail]
            for tail, head, strict in self.edges
            if strict and component[tail] == component[head]
        }
        return frozenset(
            endpoint
            for endpoint, days in enumerate(zip(self.earliest, self.latest, strict=True))
            if days[0] > days[1] or component[endpoint] in cyclic
        )

    # -- what follows from what

    def path(self, tail: int, head: int, *, strict: bool = False) -> Path | None:
        """Return a shortest path from one endpoint to another, or None if there is none.

        Args:
            tail: Where it begins.
            head: Where it ends.
            strict: Whether a strict edge must lie on it.
        """
        component, lowest = self.component, self.component[head]
        search = BreadthFirst(
            tail, self.out, self.edges, lambda endpoint: component[endpoint] >= lowest
        )
        goals = {Visit(head, is_strict=True), *(() if strict else [Visit(head, is_strict=False)])}
        found = next((visit for visit in search if visit in goals), None)
        return None if found is None else search.path(found)

    def separation(self, tail: int, head: int, *, may_touch: bool = False) -> DateSeparation | None:
        """Return the fewest constraints by which days put one endpoint before another.

        Args:
            tail: The one.
            head: The other.
            may_touch: Whether it suffices that it comes on the same day at the latest.
        """
        if self.latest[tail] >= self.earliest[head] + may_touch:
            return None
        ahead = BreadthFirst(tail, self.out, self.edges)
        back = BreadthFirst(head, self.into, self.edges)
        own_latest, own_earliest = self.own_latest, self.own_earliest
        lasts = [*_ever_less(ahead, own_latest.__getitem__, self.latest[tail])]
        firsts = [*_ever_less(back, lambda it: -own_earliest[it], -self.earliest[head])]
        found = (
            DateSeparation(ahead.path(last), last.node, first.node, back.path(first)[::-1])
            for last in lasts
            for first in firsts
            if own_latest[last.node] < own_earliest[first.node] + may_touch
        )
        return min(found, key=lambda each: each.length, default=None)

    # -- what contradicts what

    def cycles(self) -> Iterator[Path]:
        """Yield the inconsistencies among the edges alone: cycles with a strict edge.

        A shortest one for each strict edge that lies on any, each once; of very many edges,
        for the first thousand.
        """
        found: set[frozenset[int]] = set()
        component = self.component
        on_cycles = (
            (number, tail, head)
            for number, (tail, head, strict) in enumerate(self.edges)
            if strict and component[tail] == component[head]
        )
        for number, tail, head in islice(on_cycles, _MOST_SEARCHED):
            cycle = [number, *(self.path(head, tail) or ())]
            if frozenset(cycle) not in found:
                found.add(frozenset(cycle))
                yield cycle

    def date_conflicts(self) -> Iterator[DateConflict]:
        """Yield the inconsistencies between the edges and the days.

        For each endpoint that the days of others leave none of its own, a shortest path from
        one of those, unless it leads through an endpoint that it leaves none, too; of very many
        endpoints, for the first thousand.
        """
        own_earliest, own_latest = self.own_earliest, self.own_latest
        left_none = (
            endpoint for endpoint, day in enumerate(own_latest) if self.earliest[endpoint] > day
        )
        for last in islice(left_none, _MOST_SEARCHED):
            search = BreadthFirst(last, self.into, self.edges)
            found = next(visit for visit in search if own_earliest[visit.node] > own_latest[last])
            path = search.path(found)[::-1]
            first_day = own_earliest[found.node]
            if all(own_latest[self.edges[edge].tail] >= first_day for edge in path):
                yield DateConflict(found.node, last, path)


def _ever_less(search: BreadthFirst, key: Callable[[int], int], least: int) -> Iterator[Visit]:
    """Yield what a search reaches with a lesser key than all before."""
    best = NO_END + 1
    for visit in search:
        if key(visit.node) < best:
            best = key(visit.node)
            yield visit
        if best <= least:
            return
