"""Moments in rows: which come at once, which before which, and how many steps that takes."""

from collections.abc import Callable, Collection, Iterable, Mapping

from karabakh.time import Constraint, Edge, EndpointKind, adjacency, components

__all__ = ["Ranks"]

_Moment = tuple[str, EndpointKind]


class Ranks:
    """The known order of moments.

    Moments of which each comes no later than the other come at once: they are one rank.
    Where orders contradict each other, all moments concerned are one rank, too.

    Args:
        orders: what is known of the order of two moments.
        moments: the moments that count.
    """

    def __init__(self, orders: Iterable[Constraint], moments: Collection[_Moment]) -> None:
        number = {moment: place for place, moment in enumerate(moments)}
        edges: list[Edge] = []
        for order in orders:
            if order.earlier is not None and order.later is not None:
                tail = number.get((order.earlier.node, order.earlier.kind))
                head = number.get((order.later.node, order.later.kind))
                if tail is not None and head is not None:
                    edges.append(Edge(tail, head, order.strict))
        out, into = (adjacency(edges, len(number), backwards=each) for each in (False, True))
        rank_of, _ = components(out, into)
        self._rank = {moment: rank_of[place] for moment, place in number.items()}
        ranks = {
            (rank_of[tail], rank_of[head], strict)
            for tail, head, strict in edges
            if rank_of[tail] != rank_of[head]
        }
        # No order leads to a higher number: so the earliest ranks have the highest.
        self._orders = sorted(ranks, reverse=True)

    def steps(self, moments: Collection[_Moment]) -> int:
        """Count the steps that some of the moments need, to stand in order."""
        chosen = {self._rank[moment] for moment in moments}
        steps = dict.fromkeys(chosen, 0)
        for earlier, later, strict in self._orders:
            if earlier in chosen and later in chosen:
                steps[later] = max(steps[later], steps[earlier] + strict)
        return max(steps.values(), default=0)

    def spread(
        self, first: Mapping[_Moment, float], fixed: Collection[_Moment], step: float
    ) -> dict[_Moment, float]:
        """Move moments to the right until each stands behind those that come before it.

        Args:
            first: how far to the left each may stand by itself.
            fixed: those that stay.
            step: how far apart two must be of which one is strictly before the other.
        """
        least = self._by_rank(first, fixed, max)
        staying = {self._rank[moment] for moment in fixed}
        for earlier, later, strict in self._orders:
            if later not in staying:
                least[later] = max(least[later], least[earlier] + strict * step)
        return self._by_moment(least, first, fixed)

    def spread_back(
        self, last: Mapping[_Moment, float], fixed: Collection[_Moment], step: float
    ) -> dict[_Moment, float]:
        """Move moments to the left until each stands before those that come behind it.

        Args:
            last: how far to the right each may stand by itself.
            fixed: those that stay.
            step: how far apart two must be of which one is strictly before the other.
        """
        most = self._by_rank(last, fixed, min)
        staying = {self._rank[moment] for moment in fixed}
        for earlier, later, strict in reversed(self._orders):
            if earlier not in staying:
                most[earlier] = min(most[earlier], most[later] - strict * step)
        return self._by_moment(most, last, fixed)

    def _by_rank(
        self,
        places: Mapping[_Moment, float],
        fixed: Collection[_Moment],
        choose: Callable[[float, float], float],
    ) -> dict[int, float]:
        """Give the place of each rank: that of its fixed moments, else what all of it allow."""
        found: dict[int, float] = {}
        for moment, place in sorted(places.items(), key=lambda each: each[0] in fixed):
            rank = self._rank[moment]
            stays = moment in fixed
            found[rank] = place if stays else choose(found.get(rank, place), place)
        return found

    def _by_moment(
        self,
        ranks: Mapping[int, float],
        places: Mapping[_Moment, float],
        fixed: Collection[_Moment],
    ) -> dict[_Moment, float]:
        return {
            moment: place if moment in fixed else ranks[self._rank[moment]]
            for moment, place in places.items()
        }
