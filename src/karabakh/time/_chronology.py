"""What came before what: the order in time of all nodes of a temporal graph."""

from collections.abc import Iterable
from functools import cached_property

from karabakh._wrong_type import require_type
from karabakh.errors import UnknownIdError
from karabakh.time._bounds import Bounds
from karabakh.time._calendar import NO_END, NO_START
from karabakh.time._constraint_network import ConstraintNetwork
from karabakh.time._constraints import FIRST_DAY, LAST_DAY, Constraint, Inconsistency
from karabakh.time._levels import levels
from karabakh.time._reachability import Reachability
from karabakh.time._temporal_graph import TemporalGraph
from karabakh.time._truth import Truth

__all__ = ["Chronology"]


class Chronology:
    """The order of the intervals of a graph, by their dates and constraints.

    `karabakh.model.build_chronology` builds the one of a dataset, and says what orders records.
    Its methods take the identifiers of relations, positions, events and agreements; that of a
    source stands for its creation. They raise `UnknownIdError` for what has no time.

    Days are whole, here as in `When`: what is dated to one and the same day shares that day.
    But constraints know better than days. What is over on the very day on which another thing
    begins still comes before it, if a *before* link or the creation of their source says so.

    If constraints are inconsistent, see `inconsistencies`. What is drawn into it keeps the
    bounds of its own date, and two nodes of which each would be before the other are in no
    known order.

    Building takes O(n) time and memory for n nodes and constraints; an answer takes time in
    proportion to the nodes connected to the two that are asked about.

    Args:
        graph: The intervals and their constraints; it must not change any more.

    >>> import karabakh
    >>> from karabakh.model import build_chronology
    >>> times = build_chronology(karabakh.load())
    >>> times.before("war-2020", "laying-down-arms")
    <Truth.YES: 'yes'>
    >>> times.overlaps("aliyev-sees-advantage", "pashinyan-concedes")
    <Truth.YES: 'yes'>
    >>> times.is_inconsistent("offensive"), times.inconsistencies
    (False, ())
    """

    def __init__(self, graph: TemporalGraph) -> None:
        self._graph = graph
        self._network = ConstraintNetwork(graph)

    def __contains__(self, id: object) -> bool:
        """Return whether a record has a time, or whether there is such a source."""
        return id in self._graph.intervals

    def bounds(self, id: str) -> Bounds:
        """Return the days between which something began and ended, considering everything.

        >>> import karabakh
        >>> from karabakh.model import build_chronology
        >>> dataset = karabakh.load().with_publication_date("article", "2023-09-21")
        >>> print(build_chronology(dataset).bounds("offensive"))
        start 2020-01-01 to 2023-09-21, end 2020-01-01 to 2023-09-21
        """
        graph, network = self._graph, self._network
        endpoints = self._interval(id)
        parts = [network.component[each] for each in endpoints]
        days = [day for it in parts for day in (network.earliest[it], network.latest[it])]
        if days[0] > days[1] or days[2] > days[3]:
            days = [day for it in endpoints for day in (graph.earliest[it], graph.latest[it])]
        return Bounds(*map(_without_limit, days))

    def before(self, a: str, b: str) -> Truth:
        """Return whether one thing is over before another begins.

        *Yes* and *no* follow from what is known; *unknown* is what leaves both open, and what
        rests on inconsistent constraints.
        """
        answer = self._before(a, b)
        if a == b or answer is Truth.UNKNOWN or not self._network.inconsistent:
            return answer
        chain = self._why(a, b, answer)
        ends = (end.node for each in chain for end in (each.earlier, each.later) if end)
        # An answer that rests on inconsistent constraints is no answer.
        return Truth.UNKNOWN if not chain or any(map(self.is_inconsistent, ends)) else answer

    def _before(self, a: str, b: str) -> Truth:
        end, start = self._interval(a)[1], self._interval(b)[0]
        first, last = self.bounds(a), self.bounds(b)
        path = self._network.path
        is_before = first.end_latest < last.start_earliest or bool(path(end, start, strict=True))
        if is_before and not self._network.inconsistent:
            return Truth.YES
        is_not = last.start_latest < first.end_earliest or path(start, end) is not None
        if is_before or is_not:
            return Truth.UNKNOWN if is_before and is_not else Truth.of(is_before)
        # On the one day that both can share, without an order to separate them.
        return Truth.NO if last.start_latest == first.end_earliest else Truth.UNKNOWN

    def overlaps(self, a: str, b: str) -> Truth:
        """Return whether neither of two things is over before the other begins."""
        return ~(self.before(a, b) | self.before(b, a))

    def is_inconsistent(self, id: str) -> bool:
        """Return whether what is known of the time of something can't all be true."""
        component, inconsistent = self._network.component, self._network.inconsistent
        return any(component[endpoint] in inconsistent for endpoint in self._interval(id))

    def why_before(self, a: str, b: str) -> tuple[Constraint, ...]:
        """Return a shortest chain of constraints by which `a` is over before `b` begins.

        Each begins where the one before it ends: they are orders only, or orders up to a date,
        and from another date on. There are none unless `before` answers *yes*.

        >>> import karabakh
        >>> from karabakh.model import build_chronology
        >>> times = build_chronology(karabakh.load())
        >>> for constraint in times.why_before("war-2020", "offensive"):
        ...     print(constraint)
        the end of 'war-2020' is before the start of 'offensive' ('war-before-offensive')
        """
        is_before = self.before(a, b) is Truth.YES
        return self._why(a, b, Truth.YES) if is_before else ()

    def why_not_before(self, a: str, b: str) -> tuple[Constraint, ...]:
        """Return a shortest chain by which `a` is not over before `b` begins.

        They are constraints as those of `why_before`, but from the start of `b` to the end of
        `a`, or to the same day. There are none unless `before` answers *no*.

        >>> import karabakh
        >>> from karabakh.model import build_chronology
        >>> times = build_chronology(karabakh.load())
        >>> for constraint in times.why_not_before("conflict", "offensive"):
        ...     print(constraint)
        the start of 'offensive' is not after the end of 'offensive'
        the end of 'offensive' is not after the end of 'conflict' ('offensive-in-conflict')
        """
        is_not = self.before(a, b) is Truth.NO
        return self._why(a, b, Truth.NO) if is_not else ()

    def _why(self, a: str, b: str, answer: Truth) -> tuple[Constraint, ...]:
        """Return a shortest chain of constraints from which an answer follows, yes or no."""
        end, start = self._interval(a)[1], self._interval(b)[0]
        if answer is Truth.YES:
            return self._network.chain(end, start, strict=True)
        return self._network.chain(start, end, strict=False)

    def levels(self, ids: Iterable[str]) -> dict[str, int | None]:
        """Return the level of each of some things, above all that are over before it.

        The level of a thing is how many of the others, one over before the next begins, lead
        up to it at most: the first have 0. What is not known to be before or after any of the
        others has None. If the constraints are inconsistent, nothing has a level.

        >>> import karabakh
        >>> from karabakh.model import build_chronology
        >>> times = build_chronology(karabakh.load())
        >>> times.levels(["laying-down-arms", "offensive", "tensions", "war-2020"])
        {'laying-down-arms': 2, 'offensive': 1, 'tensions': None, 'war-2020': 0}
        """
        intervals = {each: self._interval(each) for each in ids}
        if self._network.inconsistent:
            return {}
        found = levels(self._network, intervals.values())
        return dict(zip(intervals, found, strict=True))

    @property
    def inconsistency(self) -> Inconsistency | None:
        """The shortest of the inconsistencies; None if there are none."""
        return next(iter(self.inconsistencies), None)

    @cached_property
    def inconsistencies(self) -> tuple[Inconsistency, ...]:
        """Sets of constraints that can't all be true, the shortest first.

        In each, one constraint begins where the one before it ends. It is either a cycle of
        orders, at least one of them strict, or a row of orders from a date to an earlier date.
        There is a shortest one for each strict order that is part of any cycle, and for each
        date that such a row ends at; but none that leads on through another such date. Of very
        many, the first thousand are searched.
        """
        network = self._network
        found = [*network.cycles(), *network.date_conflicts()] if network.inconsistent else []
        return tuple(sorted(found, key=lambda it: (len(it), [each.record for each in it])))

    def reachability(self, ids: Iterable[str]) -> Reachability:
        """Return the order of things by paths, for all pairs of them at once.

        Dates count only for whether one begins before the other ends. Ids without a time are
        left out.
        """
        intervals = self._graph.intervals
        known = {each: intervals[each] for each in ids if each in intervals}
        return Reachability(self._network, known)

    def _interval(self, id: str) -> tuple[int, int]:
        """Return the endpoints at which something begins and ends."""
        interval = self._graph.intervals.get(id)
        if interval is None:
            require_type("id", id, str)
            raise UnknownIdError.among(self._graph.intervals, kind="record with a time", id=id)
        return interval


def _without_limit(day: int) -> int:
    """Return the open ends of the calendar for what is only known to have its day."""
    if day == FIRST_DAY:
        return NO_START
    return NO_END if day == LAST_DAY else day
