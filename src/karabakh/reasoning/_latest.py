"""Stances that their holders are not known to have changed since."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from karabakh.model import Certainty, Stance
from karabakh.model._reach import bits
from karabakh.reasoning._at_one_time import known_before
from karabakh.reasoning._held import DOC_TIME_ORDER, Held, known_span
from karabakh.reasoning._rows import Row, firmness
from karabakh.reasoning._tied_rows import Until
from karabakh.reasoning._times import Times

if TYPE_CHECKING:
    from karabakh.reasoning._link_order import LinkOrder

__all__ = ["latest"]


def latest(rows: Iterable[Row], times: Times) -> Iterator[Row]:
    """Give the rows without those that their holders are known to have changed since.

    What came later counts if it is *probable* at least, or as certain. Of rows that are alike
    in time, stance and firmness the first stands for them. It takes ``n log n`` steps.
    """
    of_each: dict[tuple[str, str], dict[tuple[Stance, int, Held], Row]] = {}
    for row in rows:
        of_one = of_each.setdefault((row.holder, row.proposition), {})
        of_one.setdefault((row.stance, firmness(row), row.held), row)
    for of_one in of_each.values():
        others: dict[tuple[Stance, int], _Others] = {}
        for (stance, rank, held), row in of_one.items():
            needed = min(rank, Certainty.PROBABLE.rank)
            if (stance, needed) not in others:
                others[stance, needed] = _Others(
                    (
                        each
                        for other, firm, each in of_one
                        if other is not stance and firm >= needed
                    ),
                    times.order,
                )
            after = others[stance, needed].maybe_after(held)
            if not any(known_before(held, each, times) for each in after):
                yield row


class _Others:
    """Times, by what may tell that they come after another; see `known_before`."""

    def __init__(self, times: Iterable[Held], order: "LinkOrder | None") -> None:
        self._order = order
        self._by_day = sorted(times, key=_first_day)
        self._first_days = list(map(_first_day, self._by_day))
        self._by_source: dict[tuple[str, int], list[Held]] = {}
        self._linked: dict[int, dict[int, list[Held]]] = {}
        for held in self._by_day:
            if held.source is not None and held.doc_time_rel is not None:
                place = held.source, DOC_TIME_ORDER[held.doc_time_rel]
                self._by_source.setdefault(place, []).append(held)
            tie = held.tie
            if order is not None and tie is not None:
                of_piece = self._linked.setdefault(order.piece[tie], {})
                of_piece.setdefault(order.number[tie], []).append(held)
        self._begun = {
            piece: Until(of_piece, lambda held: -held.bounds.start_latest)
            for piece, of_piece in self._linked.items()
        }

    def maybe_after(self, held: Held) -> Iterator[Held]:
        """Give those that dates, a source or links may put after a time, the last ones first."""
        last_day = known_span(held.bounds)[1]
        for place in range(len(self._by_day) - 1, bisect_right(self._first_days, last_day) - 1, -1):
            yield self._by_day[place]
        if held.source is not None and held.doc_time_rel is not None:
            own = DOC_TIME_ORDER[held.doc_time_rel]
            for order in DOC_TIME_ORDER.values():
                if order > own:
                    yield from self._by_source.get((held.source, order), ())
        tie = held.tie
        if self._order is not None and tie is not None:
            piece = self._order.piece[tie]
            begun = self._begun.get(piece)
            if begun is not None:
                # What surely begins before another may end is at one time with it.
                after = begun.before(1 - held.bounds.end_earliest) | self._order.over(tie)
                for number in bits(self._order.after(tie) & begun.all & after):
                    yield from self._linked[piece][number]


def _first_day(held: Held) -> int:
    return known_span(held.bounds)[0]
