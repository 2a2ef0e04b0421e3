"""What came before what: the order in time of all records of a dataset."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from karabakh.errors import UnknownIdError
from karabakh.model._bounds import Bounds
from karabakh.model._calendar import NO_END, NO_START
from karabakh.model._constraints import FIRST_DAY, LAST_DAY, Constraint
from karabakh.model._dataset import Dataset
from karabakh.model._levels import levels
from karabakh.model._network import Network
from karabakh.model._orders import Orders
from karabakh.model._truth import Truth
from karabakh.model.memo import memoised

__all__ = ["Chronology", "Conflict", "ordered"]

Conflict = tuple[Constraint, ...]
"""Constraints that can't all be true, each beginning where the one before it ends."""


class Chronology:
    """The order of all relations, positions, events and agreements, as far as records tell it.

    Each of them begins and ends; the time of an agreement is that in which it was agreed. What
    is known of these moments comes from

    - dates, and the dates on which sources were published;
    - the place in time of a record seen from its source, if it cites but one (`DocTimeRel`). The
      making of a source is a moment itself: so what is over by then comes before what has not
      begun, even if nobody knows when that was;
    - the events in which positions are expressed: they are held then;
    - links. What is *before* another is over when that begins; what *causes* another begins no
      later; what *follows* another begins no earlier; a *part of* another lies within its time,
      and what is the *same as* another has its time.

    Links count from *probable* on: what may as well not be so, such as that two mentions are
    of one thing, can't decide an order. Everything else counts, hedged or not: `why_before`
    tells what an answer rests on, with the certainty of each constraint. Of a one-of set of
    dates only the outer bounds count.

    Days are whole, here as in `When`: what is dated to one and the same day shares that day.
    But orders know better than days. What is over on the very day on which another thing begins
    still comes before it, if a *before* link or the making of their source tells so.

    Where records contradict one another, see `conflicts`. A record that is drawn into it keeps
    the bounds of its own date, and two records of which each would be before the other are in
    no known order.

    It takes time and memory in proportion to the records and links to make, which is done once
    for each dataset; to answer, in proportion to the records tied to the two that are asked
    about.

    Args:
        dataset: the records. What they mention and the dataset does not have orders nothing.

    >>> import karabakh
    >>> from karabakh.model import Chronology
    >>> chronology = Chronology(karabakh.load())
    >>> chronology.before("war-2020", "laying-down-arms")
    <Truth.YES: 'yes'>
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._orders, self._network = memoised(dataset, ordered)

    def __contains__(self, id: object) -> bool:
        """Tell whether a record has a time, or whether there is such a source."""
        return isinstance(id, str) and self._orders.stretch(id) is not None

    def bounds(self, id: str) -> Bounds:
        """Give the days between which something began and ended, considering everything.

        Args:
            id: a relation, position, event or agreement; or a source, for its making.

        Raises:
            UnknownIdError: nothing with a time has the identifier.

        >>> import karabakh
        >>> from karabakh.model import Chronology
        >>> dataset = karabakh.load().with_publication_date("article", "2023-09-21")
        >>> print(Chronology(dataset).bounds("offensive"))
        start 2020-01-01 to 2023-09-21, end 2020-01-01 to 2023-09-21
        """
        start, end = self._stretch(id)
        network = self._network
        days = (
            network.earliest[start],
            network.latest[start],
            network.earliest[end],
            network.latest[end],
        )
        if days[0] > days[1] or days[2] > days[3]:
            own = network.own_earliest, network.own_latest
            days = own[0][start], own[1][start], own[0][end], own[1][end]
        return Bounds(*map(_without_limit, days))

    def before(self, a: str, b: str) -> Truth:
        """Tell whether one thing is over before another begins.

        *Yes* and *no* follow from what is known; *unknown* is what leaves both open, and what
        rests on records that contradict one another.

        Args:
            a: a relation, position, event or agreement; or a source, for its making.
            b: another one.

        Raises:
            UnknownIdError: nothing with a time has one of the identifiers.
        """
        answer = self._before(a, b)
        if a == b or answer is Truth.UNKNOWN or self._network.is_consistent:
            return answer
        chain = self._why(a, b, answer)
        moments = (each for told in chain for each in (told.earlier, told.later))
        is_torn = any(each is not None and self.is_torn(each.of) for each in moments)
        return Truth.UNKNOWN if is_torn or not chain else answer

    def _before(self, a: str, b: str) -> Truth:
        end, start = self._stretch(a)[1], self._stretch(b)[0]
        first, last = self.bounds(a), self.bounds(b)
        find = self._network.paths.find
        is_before = first.end_latest < last.start_earliest or bool(find(end, start, strict=True))
        if is_before and self._network.is_consistent:
            return Truth.YES
        is_not = last.start_latest < first.end_earliest or find(start, end) is not None
        if is_before or is_not:
            return Truth.UNKNOWN if is_before and is_not else Truth.of(is_before)
        # On the one day that both can share, without an order to tell them apart.
        return Truth.NO if last.start_latest == first.end_earliest else Truth.UNKNOWN

    def is_torn(self, id: str) -> bool:
        """Tell whether what is known of the time of something can't all be true.

        Args:
            id: a relation, position, event or agreement; or a source, for its making.

        Raises:
            UnknownIdError: nothing with a time has the identifier.

        >>> import karabakh
        >>> from karabakh.model import Chronology
        >>> Chronology(karabakh.load()).is_torn("offensive")
        False
        """
        return not self._network.torn.isdisjoint(self._stretch(id))

    def overlaps(self, a: str, b: str) -> Truth:
        """Tell whether two things go on at one time: neither is over before the other begins.

        Args:
            a: a relation, position, event or agreement; or a source, for its making.
            b: another one.

        Raises:
            UnknownIdError: nothing with a time has one of the identifiers.

        >>> import karabakh
        >>> from karabakh.model import Chronology
        >>> chronology = Chronology(karabakh.load())
        >>> chronology.overlaps("aliyev-sees-advantage", "pashinyan-concedes")
        <Truth.YES: 'yes'>
        """
        return ~(self.before(a, b) | self.before(b, a))

    def why_before(self, a: str, b: str) -> tuple[Constraint, ...]:
        """Give a shortest chain of constraints that puts one thing before another.

        Args:
            a: what is over first.
            b: what begins afterwards.

        Returns:
            The constraints, each beginning where the one before it ends: orders only, or orders
            up to a date, and from another date on; none where `before` does not say *yes*.

        Raises:
            UnknownIdError: nothing with a time has one of the identifiers.

        >>> import karabakh
        >>> from karabakh.model import Chronology
        >>> chronology = Chronology(karabakh.load())
        >>> for constraint in chronology.why_before("war-2020", "offensive"):
        ...     print(constraint)
        the end of 'war-2020' is before the start of 'offensive' ('war-before-offensive')
        """
        is_before = self.before(a, b) is Truth.YES
        return self._why(a, b, Truth.YES) if is_before else ()

    def why_not_before(self, a: str, b: str) -> tuple[Constraint, ...]:
        """Give a shortest chain of constraints by which one thing is not over before another.

        Args:
            a: what is not over yet.
            b: what begins no later than `a` is over, or on the day of that.

        Returns:
            The constraints, as those of `why_before`, but from the start of `b` to the end of
            `a`; none where `before` does not say *no*.

        Raises:
            UnknownIdError: nothing with a time has one of the identifiers.

        >>> import karabakh
        >>> from karabakh.model import Chronology
        >>> chronology = Chronology(karabakh.load())
        >>> for constraint in chronology.why_not_before("conflict", "offensive"):
        ...     print(constraint)
        the start of 'offensive' is not after the end of 'offensive'
        the end of 'offensive' is not after the end of 'conflict' ('offensive-in-conflict')
        """
        is_not = self.before(a, b) is Truth.NO
        return self._why(a, b, Truth.NO) if is_not else ()

    def levels(self, ids: Iterable[str]) -> dict[str, int | None]:
        """Lay things out in levels, each above all that are over before it begins.

        The level of a thing is how many of the others, one over before the next begins, lead
        up to it at most: the first have 0. What is not known to be before or after any of the
        others has none.

        Args:
            ids: relations, positions, events, agreements or sources.

        Returns:
            The level of each; none at all where the records contradict one another.

        Raises:
            UnknownIdError: nothing with a time has one of the identifiers.

        >>> import karabakh
        >>> from karabakh.model import Chronology
        >>> chronology = Chronology(karabakh.load())
        >>> chronology.levels(["laying-down-arms", "offensive", "tensions", "war-2020"])
        {'laying-down-arms': 2, 'offensive': 1, 'tensions': None, 'war-2020': 0}
        """
        stretches = {each: self._stretch(each) for each in ids}
        if not self._network.is_consistent:
            return {}
        found = levels(self._network, stretches.values())
        return dict(zip(stretches, found, strict=True))

    def _why(self, a: str, b: str, answer: Truth) -> tuple[Constraint, ...]:
        """Give a shortest chain of constraints from which an answer follows, yes or no."""
        end, start = self._stretch(a)[1], self._stretch(b)[0]
        if answer is Truth.YES:
            return self._chain(end, start, strict=True)
        return self._chain(start, end, strict=False)

    def _chain(self, first: int, last: int, *, strict: bool) -> tuple[Constraint, ...]:
        """Give the fewest constraints that put one moment before another, or not after it."""
        orders = self._orders
        path = self._network.paths.find(first, last, strict=strict)
        gap = self._network.gap(first, last, may_touch=not strict)
        if gap is None or (path is not None and len(path) <= gap.length):
            return tuple(map(orders.order, path or ()))
        return (
            *map(orders.order, gap.to_last),
            orders.not_after(gap.last),
            orders.not_before(gap.first),
            *map(orders.order, gap.from_first),
        )

    @cached_property
    def orders(self) -> tuple[Constraint, ...]:
        """What the records tell of the order of two moments, but not what follows from it.

        >>> import karabakh
        >>> from karabakh.model import Chronology
        >>> orders = Chronology(karabakh.load()).orders
        >>> [str(order.later) for order in orders if order.record == "offensive-before-agreement"]
        ["the start of 'laying-down-arms'"]
        """
        return tuple(map(self._orders.order, range(len(self._orders.edges))))

    @property
    def conflict(self) -> Conflict | None:
        """The shortest of the conflicts, or none: then all records can be true together.

        >>> import karabakh
        >>> from karabakh.model import Chronology
        >>> Chronology(karabakh.load()).conflict is None
        True
        """
        return next(iter(self.conflicts), None)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What contradicts what: sets of constraints that can't all be true, the shortest first.

        In each, one constraint begins where the one before it ends. It is either a cycle of
        orders, at least one of them strict, or a row of orders from a date to an earlier date.
        There is a shortest one for each strict order that is part of any cycle, and for each
        date that such a row ends at; but none that leads on through another such date. If there
        are very many, there are only as many as a limited effort finds.
        """
        return tuple(sorted(self._conflicts(), key=_by_size))

    def _conflicts(self) -> Iterator[Conflict]:
        orders = self._orders
        for cycle in self._network.cycles():
            yield tuple(map(orders.order, cycle))
        for first, last, path in self._network.clashes():
            rows = map(orders.order, path)
            yield (orders.not_before(first), *rows, orders.not_after(last))

    def _stretch(self, id: str) -> tuple[int, int]:
        """Give the moments at which something begins and ends."""
        stretch = self._orders.stretch(id)
        if stretch is None:
            raise UnknownIdError.among(self._orders.ids, kind="record with a time", id=id)
        return stretch


def ordered(dataset: Dataset) -> tuple[Orders, Network]:
    """Give the moments of a dataset and their order."""
    orders = Orders(dataset)
    return orders, Network(orders.earliest, orders.latest, orders.edges)


def _by_size(conflict: Conflict) -> tuple[int, list[str]]:
    return len(conflict), [constraint.record for constraint in conflict]


def _without_limit(day: int) -> int:
    """Give back the open ends of the calendar, where a moment is only known to have its day."""
    if day == FIRST_DAY:
        return NO_START
    return NO_END if day == LAST_DAY else day
