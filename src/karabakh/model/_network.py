"""Moments in a partial order, each within days: what `Chronology` is made of.

Moments are numbered from 0 and know nothing of records. An edge says that its tail comes no
later than its head; a strict one, that they don't come at once. Days are too coarse to tell the
moments of one day apart, so even a strict edge lets both be on the same day. Hence:

- the edges contradict one another exactly if a strict one lies on a cycle, that is, if it joins
  two moments of one strongly connected component;
- the earliest day of a moment is the latest of the earliest days of all that lead to it, and one
  pass over the components in topological order finds it for all moments (so the latest day);
- the edges and the days contradict each other exactly if that leaves a moment no day.
"""

from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from karabakh.model._calendar import NO_END, NO_START
from karabakh.model._graph import Adjacency, Edges, Path, Paths, Place, Search, components

__all__ = ["Clash", "Network"]

_EFFORT: Final = 10
"""How many times its own size a network is searched for more contradictions, once it has one."""


class Clash(NamedTuple):
    """A path from a moment that can't come before a day to one that can't come after it."""

    first: int
    last: int
    path: Path


class Gap(NamedTuple):
    """Why one moment comes on an earlier day than another: dates that lie around both."""

    to_last: Path
    """The path from the one to a moment that can't come after some day."""
    last: int
    """That moment."""
    first: int
    """A moment that can't come before a later day."""
    from_first: Path
    """The path from there to the other."""

    @property
    def length(self) -> int:
        """How many constraints it takes."""
        return len(self.to_last) + len(self.from_first) + 2


class Network:
    """A partial order of moments, each with an earliest and a latest day of its own.

    Args:
        own_earliest: the first day that each moment may come on, by itself.
        own_latest: the last day that each may come on, by itself; not before the first.
        edges: what is known of their order.
    """

    def __init__(
        self, own_earliest: Sequence[int], own_latest: Sequence[int], edges: Edges
    ) -> None:
        self.own_earliest = own_earliest
        self.own_latest = own_latest
        self.edges = edges
        self.out = Adjacency(edges.tails, edges.heads, len(own_earliest))
        # The component of each moment, numbered from those that come last, so that no edge
        # leads to a higher number; and the moments in the order of these numbers.
        self.component, self.from_last = components(self.out)
        self.paths = Paths(edges, self.out, self.component)

    @cached_property
    def earliest(self) -> "array[int]":
        """The first day that each moment may come on, considering all others."""
        component = self.component
        days = array("q", [NO_START]) * len(component)
        for moment, day in enumerate(self.own_earliest):
            days[component[moment]] = max(days[component[moment]], day)
        for moment in reversed(self.from_last):
            day = days[component[moment]]
            for head in self.out.ends(moment):
                days[component[head]] = max(days[component[head]], day)
        return array("q", map(days.__getitem__, component))

    @cached_property
    def latest(self) -> "array[int]":
        """The last day that each moment may come on, considering all others."""
        component = self.component
        days = array("q", [NO_END]) * len(component)
        for moment in self.from_last:
            day = min(self.own_latest[moment], days[component[moment]])
            for head in self.out.ends(moment):
                day = min(day, days[component[head]])
            days[component[moment]] = day
        return array("q", map(days.__getitem__, component))

    @cached_property
    def is_consistent(self) -> bool:
        """Whether nothing contradicts anything."""
        component, edges = self.component, self.edges
        return all(map(int.__le__, self.earliest, self.latest)) and not any(
            strict and component[tail] == component[head]
            for tail, head, strict in zip(edges.tails, edges.heads, edges.strict, strict=True)
        )

    @cached_property
    def torn(self) -> frozenset[int]:
        """The moments that contradictions leave no day, or that would come before themselves."""
        if self.is_consistent:
            return frozenset()
        component, edges = self.component, self.edges
        circles = {
            component[tail]
            for tail, head, strict in zip(edges.tails, edges.heads, edges.strict, strict=True)
            if strict and component[tail] == component[head]
        }
        return frozenset(
            moment
            for moment, (first, last) in enumerate(zip(self.earliest, self.latest, strict=True))
            if first > last or component[moment] in circles
        )

    def gap(self, tail: int, head: int, *, may_touch: bool = False) -> Gap | None:
        """Find the shortest way to tell by days that one moment comes before another.

        Args:
            tail: the one.
            head: the other.
            may_touch: whether it is enough that it comes on the same day at the latest.
        """
        ahead, back = self.paths.search(tail), self.paths.search(head, against=True)
        lasts = [*_ever_less(ahead, self.own_latest.__getitem__, self.latest[tail])]
        firsts = [*_ever_less(back, lambda it: -self.own_earliest[it], -self.earliest[head])]
        gaps = (
            Gap([*ahead.trail(last)][::-1], last.node, first.node, [*back.trail(first)])
            for last in lasts
            for first in firsts
            if self.own_latest[last.node] < self.own_earliest[first.node] + may_touch
        )
        return min(gaps, key=lambda gap: gap.length, default=None)

    def cycles(self) -> Iterator[Path]:
        """Go through the contradictions among the edges alone: cycles with a strict edge.

        A shortest one for each strict edge that lies on any, and each but once. Past a limited
        effort only some of them, but at least one.
        """
        edges, component = self.edges, self.component
        limit = self._limit()
        found: set[frozenset[int]] = set()
        for number, strict in enumerate(edges.strict):
            tail, head = edges.tails[number], edges.heads[number]
            if not strict or component[tail] != component[head]:
                continue
            cycle = [number, *(self.paths.find(head, tail) or ())]
            if frozenset(cycle) not in found:
                found.add(frozenset(cycle))
                yield cycle
            if self.paths.effort > limit:
                return

    def clashes(self) -> Iterator[Clash]:
        """Go through the contradictions between the edges and the days, the shortest first.

        For each moment that the days of others leave none of its own, a shortest path from one
        of those; but no path leads on through such a moment. Past a limited effort only some of
        them, but at least one.
        """
        limit = self._limit()
        # After step n: the latest day that a path of n edges brings to a moment, with the path.
        # It matters only where a day further on is before it; nearly everywhere none is.
        brought = {
            moment: _Brought(day, moment, None, None)
            for moment, day in enumerate(self.own_earliest)
            if day > self.latest[moment]
        }
        best = {moment: each.day for moment, each in brought.items()}
        found = False
        while brought and not (found and self.paths.effort > limit):
            brought = self._carried_on(brought, best)
            for moment, each in tuple(brought.items()):
                if each.day > self.own_latest[moment]:
                    yield Clash(each.origin, moment, each.path())
                    found = True
                    del brought[moment]
                    best[moment] = NO_END

    def _carried_on(
        self, brought: "dict[int, _Brought]", best: dict[int, int]
    ) -> "dict[int, _Brought]":
        """Carry days one edge on, to moments where none so late was brought before."""
        carried: dict[int, _Brought] = {}
        for moment, each in brought.items():
            self.paths.effort += self.out.degree(moment)
            for edge in self.out.edges(moment):
                head = self.edges.heads[edge]
                if each.day > max(self.latest[head], best.get(head, NO_START)):
                    carried[head] = _Brought(each.day, each.origin, edge, each)
                    best[head] = each.day
        return carried

    def _limit(self) -> int:
        return self.paths.effort + _EFFORT * (len(self.edges) + len(self.component))


def _ever_less(search: Search, key: Callable[[int], int], least: int) -> Iterator[Place]:
    """Go through what a search comes to that has a lesser key than all before, up to the least."""
    best, places = NO_END + 1, search.frontier
    while places and best > least:
        for place in places:
            if key(place.node) < best:
                best = key(place.node)
                yield place
        places = search.advance()


class _Brought(NamedTuple):
    """A day that a path brings: from where, over which last edge, and by what before that."""

    day: int
    origin: int
    edge: int | None
    before: "_Brought | None"

    def path(self) -> Path:
        path: Path = []
        last: _Brought | None = self
        while last is not None and last.edge is not None:
            path.append(last.edge)
            last = last.before
        return path[::-1]
