"""Whose stances on what differ, and which of them follow one another."""

import enum
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from karabakh.ids import PropositionId
from karabakh.model import DocTimeRel, Stance, Truth
from karabakh.reasoning._at_one_time import at_one_time
from karabakh.reasoning._held import (
    DOC_TIME_ORDER,
    Held,
    Tie,
    by_dates,
    by_source,
    is_told_by_dates_alone,
    known_span,
)
from karabakh.reasoning._rows import Row, preference
from karabakh.reasoning._sweeps import Span, consecutive
from karabakh.reasoning._times import Times

if TYPE_CHECKING:
    from karabakh.reasoning._link_order import LinkOrder

__all__ = ["Change", "OrderedBy", "changes_in", "divided", "known_days"]

_Pairs = Iterator[tuple[Row, Row]]


@enum.unique
class OrderedBy(enum.Enum):
    """What tells which of two stances came first."""

    DATES = "dates"
    """The dates of the stances, or of the sources that tell of them."""

    SOURCE = "source"
    """One source, which sets the one before the other as seen from its own making."""

    LINKS = "links"
    """Links between the positions, or the events in which they are expressed, and what they
    lead by: what is over by the making of a source comes before what is then still to come."""


def divided(rows: Iterable[Row], *, by: frozenset[Stance] | None = None) -> Iterator[list[Row]]:
    """Group rows by holder and proposition, and give the groups with different stances.

    Args:
        rows: the rows.
        by: the stances that must all be there; without it, any two.
    """
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        key = (row.holder, row.proposition)
        group = groups.get(key)
        if group is None:
            groups[key] = [row]
        else:
            group.append(row)
    for group in groups.values():
        if len(group) > 1:
            taken = {row.stance for row in group}
            if len(taken) > 1 if by is None else taken >= by:
                yield group


@attrs.frozen
class Change:
    """A stance, another that follows it, and what tells their order."""

    earlier: Row
    later: Row
    ordered_by: OrderedBy

    @property
    def proposition(self) -> PropositionId:
        """What both are about."""
        return self.earlier.proposition

    @property
    def stances(self) -> tuple[Stance, Stance]:
        """The stance before, and the stance after."""
        return self.earlier.stance, self.later.stance

    @property
    def follows_from_others(self) -> bool:
        """Whether a stance on another proposition is needed to see it."""
        return self.earlier.literal is not None or self.later.literal is not None

    def places(self, times: Times) -> tuple[OrderedBy, object, object]:
        """Give where both stand in the order that tells which came first."""
        place = _PLACES_IN[self.ordered_by]
        return self.ordered_by, place(self.earlier, times), place(self.later, times)


def changes_in(group: list[Row], times: Times) -> Iterator[Change]:
    """Find the changes of one holder on one proposition, each pair once."""
    rows = sorted(group, key=preference)
    seen: set[tuple[int, int]] = set()
    for ordered_by, earlier, later in _ordered(rows, times):
        pair = (id(earlier), id(later))
        if pair not in seen:
            seen.add(pair)
            yield Change(earlier, later, ordered_by)


def _ordered(rows: list[Row], times: Times) -> Iterator[tuple[OrderedBy, Row, Row]]:
    for earlier, later in consecutive(rows, span=known_days, value=_stance_of):
        if is_told_by_dates_alone(earlier.held) or _are_apart(earlier, later, times):
            yield OrderedBy.DATES, earlier, later
    seen: dict[str, list[Row]] = {}
    for row in rows:
        if row.held.doc_time_rel is not None and row.held.source is not None:
            seen.setdefault(row.held.source, []).append(row)
    for told in seen.values():
        pairs = consecutive(told, span=_seen, value=_stance_of) if len(told) > 1 else ()
        for earlier, later in pairs:
            is_dated = by_dates(earlier.held, later.held) is Truth.NO
            if not is_dated and _are_apart(earlier, later, times):
                yield OrderedBy.SOURCE, earlier, later
    for earlier, later in _linked_pairs(rows, times):
        yield OrderedBy.LINKS, earlier, later


def _linked_pairs(rows: list[Row], times: Times) -> _Pairs:
    """Give the pairs that only links put in order, with nothing in between.

    Of rows that links put at one place, the first stands for those of its stance. It takes a
    step for each two places with nothing in between.
    """
    order = times.order
    if order is None:
        return
    standing: dict[Tie, dict[tuple[Stance, Held], Row]] = {}
    ties: dict[int, dict[int, Tie]] = {}
    at: dict[int, Tie] = {}
    for row in rows:
        tie = row.held.tie
        if tie is not None:
            tie = at.setdefault(order.place(tie), tie)
            ties.setdefault(order.piece[tie], {})[order.number[tie]] = tie
            standing.setdefault(tie, {}).setdefault((row.stance, row.held), row)
    for of_piece in ties.values():
        present = sum(1 << number for number in of_piece)
        for tie in of_piece.values():
            for number in _next_ones(order.after(tie) & present, of_piece, order):
                ones, others = standing[tie], standing[of_piece[number]]
                yield from _changing(list(ones.values()), list(others.values()), times)


def _next_ones(after: int, ties: Mapping[int, Tie], order: "LinkOrder") -> Iterator[int]:
    """Give those of a set of numbers that come after none of the others, the lowest first."""
    while after:
        number = (after & -after).bit_length() - 1
        yield number
        # No number is lower than that of what comes before it, so none of the rest does.
        after &= ~(order.after(ties[number]) | order.bit(ties[number]))


def _changing(ones: Sequence[Row], others: Sequence[Row], times: Times) -> _Pairs:
    """Give the first pair of any two stances of which neither dates nor a source tell the order.

    Links put all of the ones before all of the others.
    """
    by_stance: dict[Stance, list[Row]] = {}
    for row in others:
        by_stance.setdefault(row.stance, []).append(row)
    for stance, following in by_stance.items():
        near = _Following(following, is_over=times.before(ones[0].held, others[0].held))
        found: set[Stance] = {stance}
        for earlier in ones:
            if earlier.stance not in found:
                for later in near.maybe_after(earlier):
                    if not _is_told(earlier, later) and _are_apart(earlier, later, times):
                        found.add(earlier.stance)
                        yield earlier, later
                        break


class _Following:
    """Rows that links put after others, by what dates still have to allow.

    Args:
        rows: the rows, the preferred first.
        is_over: whether the others are over before these begin.
    """

    def __init__(self, rows: Sequence[Row], *, is_over: bool) -> None:
        self._rows = rows
        self._is_over = is_over
        first = sorted((known_days(row)[0], place) for place, row in enumerate(rows))
        begun = sorted((row.held.bounds.start_latest, place) for place, row in enumerate(rows))
        self._first_days, self._by_first_day = zip(*first, strict=True)
        self._begun, self._by_begun = zip(*begun, strict=True)

    def maybe_after(self, row: Row) -> Iterator[Row]:
        """Give those that dates do not put after one, and may not begin until that is over."""
        places = self._by_first_day[: bisect_right(self._first_days, known_days(row)[1])]
        if not self._is_over:
            # What surely begins while the other lasts is at one time with it.
            later = self._by_begun[bisect_left(self._begun, row.held.bounds.end_earliest) :]
            places = min(places, later, key=len)
        return map(self._rows.__getitem__, sorted(places))


def _is_told(a: Row, b: Row) -> bool:
    """Tell whether dates or the source tell about the order already."""
    return Truth.NO in {by_dates(a.held, b.held), by_source(a.held, b.held)}


def _are_apart(a: Row, b: Row, times: Times) -> bool:
    """Tell whether two stances are not at one time, which would be no change."""
    return at_one_time(a.held, b.held, times) is Truth.NO


def known_days(row: Row) -> Span:
    """Give the shortest run of days that surely has one on which the stance is held."""
    return known_span(row.held.bounds)


def _seen(row: Row) -> Span:
    place = DOC_TIME_ORDER[row.held.doc_time_rel or DocTimeRel.OVERLAPS]
    return place, place


def _stance_of(row: Row) -> Stance:
    return row.stance


def _linked_place(row: Row, times: Times) -> int | None:
    order, tie = times.order, row.held.tie
    return None if order is None or tie is None else order.place(tie)


_PLACES_IN: dict[OrderedBy, Callable[[Row, Times], object]] = {
    OrderedBy.DATES: lambda row, _: known_days(row),
    OrderedBy.SOURCE: lambda row, _: (row.held.source, row.held.doc_time_rel),
    OrderedBy.LINKS: _linked_place,
}
