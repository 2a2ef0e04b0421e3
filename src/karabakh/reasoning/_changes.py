"""Whose stances on what differ, and which of them follow one another."""

import enum
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product

import attrs

from karabakh.ids import PropositionId
from karabakh.model import DocTime, Stance, Truth
from karabakh.reasoning._held import DOC_TIME_ORDER, by_dates, by_source, known_span
from karabakh.reasoning._rows import Row, preference
from karabakh.reasoning._sweeps import Span, consecutive
from karabakh.reasoning._times import Times, at_one_time

__all__ = ["Change", "OrderedBy", "changes_in", "divided", "known_days"]


@enum.unique
class OrderedBy(enum.Enum):
    """What tells which of two stances came first."""

    DATES = "dates"
    """The dates of the stances, or of the sources that tell of them."""

    SOURCE = "source"
    """One source, which sets the one before the other as seen from its own making."""

    LINKS = "links"
    """Links between the positions, or the events in which they are expressed."""


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

    @property
    def places(self) -> tuple[OrderedBy, object, object]:
        """Where both stand in the order that tells which came first."""
        place = _PLACES_IN[self.ordered_by]
        return self.ordered_by, place(self.earlier), place(self.later)


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
        if _are_apart(earlier, later, times):
            yield OrderedBy.DATES, earlier, later
    seen: dict[str, list[Row]] = {}
    for row in rows:
        if row.held.doc_time is not None and row.held.source is not None:
            seen.setdefault(row.held.source, []).append(row)
    for told in seen.values():
        pairs = consecutive(told, span=_seen, value=_stance_of) if len(told) > 1 else ()
        for earlier, later in pairs:
            is_dated = by_dates(earlier.held, later.held) is Truth.NO
            if not is_dated and _are_apart(earlier, later, times):
                yield OrderedBy.SOURCE, earlier, later
    for earlier, later in _linked_pairs(rows, times):
        yield OrderedBy.LINKS, earlier, later


def _linked_pairs(rows: list[Row], times: Times) -> Iterator[tuple[Row, Row]]:
    """Give the pairs that only links put in order, with nothing in between."""
    alike: dict[tuple[str | None, str | None], list[Row]] = {}
    for row in rows:
        if row.held.linked is not None:
            alike.setdefault((row.held.linked, row.held.expressed_in), []).append(row)
    held = {place: of_place[0].held for place, of_place in alike.items()}
    after = {
        place: [other for other in held if times.known_before(held[place], held[other])]
        for place in held
    }
    for place, following in after.items():
        between = set[object]().union(*map(after.__getitem__, following))
        for other in following:
            if other not in between:
                for earlier, later in _changing(alike[place], alike[other]):
                    if _are_apart(earlier, later, times):
                        yield earlier, later


def _changing(ones: Iterable[Row], others: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Give the pairs of different stances of which neither dates nor a source tell the order."""
    for earlier, later in product(ones, others):
        if earlier.stance is not later.stance and not _is_told(earlier, later):
            yield earlier, later


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
    place = DOC_TIME_ORDER[row.held.doc_time or DocTime.OVERLAPS]
    return place, place


def _stance_of(row: Row) -> Stance:
    return row.stance


_PLACES_IN: dict[OrderedBy, Callable[[Row], object]] = {
    OrderedBy.DATES: known_days,
    OrderedBy.SOURCE: lambda row: (row.held.source, row.held.doc_time),
    OrderedBy.LINKS: lambda row: (row.position.id, row.held.expressed_in),
}
