"""The camps on one proposition: which stances for it meet which against it."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import cached_property
from heapq import heapify, heappop, heappush

import attrs

from karabakh.ids import PropositionId
from karabakh.model import Bounds, Stance
from karabakh.reasoning._apart_count import pairs_kept_apart
from karabakh.reasoning._at_one_time import set_apart
from karabakh.reasoning._dated_camps import are_told_by_dates, meeting_by_dates
from karabakh.reasoning._held import may_share_a_day
from karabakh.reasoning._kinds import Kinds, kind_of
from karabakh.reasoning._pair_count import pairs_meeting
from karabakh.reasoning._rows import Row, firmness, preference
from karabakh.reasoning._sweeps import Span, joined, overlapping
from karabakh.reasoning._times import Times

__all__ = ["Camps", "camps_in", "meeting_by_kinds"]


@attrs.frozen(eq=False)
class Camps:
    """The rows for and against a proposition that hang together, the preferred first."""

    supporting: list[Row]
    opposing: list[Row]
    others: list[Row]
    """All undecided rows on the proposition."""

    times: Times

    @property
    def proposition(self) -> PropositionId:
        """What they are about."""
        return self.supporting[0].proposition

    @cached_property
    def span(self) -> Bounds:
        """The days from the first to the last on which both camps may be there."""
        camps = self.supporting, self.opposing
        spans = [[_possible(row) for row in camp] for camp in camps]
        first = max(min(first for first, _ in camp) for camp in spans)
        last = min(max(last for _, last in camp) for camp in spans)
        return Bounds.inside(first, last)

    @cached_property
    def undecided(self) -> list[Row]:
        """The undecided rows that may be held within the span."""
        first, last = self.span.start_earliest, self.span.end_latest
        return [
            row
            for row in self.others
            if row.held.bounds.start_earliest <= last and row.held.bounds.end_latest >= first
        ]

    @cached_property
    def firmest(self) -> tuple[Row, Row]:
        """The preferred of the rows that are the firmest to meet each other."""
        lowest, *higher = sorted({firmness(row) for row in (*self.supporting, *self.opposing)})
        if not higher:
            return self._preferred_pair(self.supporting, self.opposing)
        pairs = (self._firmest_of(level) for level in (*reversed(higher), lowest))
        return next(pair for pair in pairs if pair is not None)

    def _firmest_of(self, level: int) -> tuple[Row, Row] | None:
        """Give the preferred of the pairs that meet, of rows of a firmness or more."""
        supporting = [row for row in self.supporting if firmness(row) >= level]
        opposing = [row for row in self.opposing if firmness(row) >= level]
        met, _ = _meeting(supporting, opposing, self.times)
        return self._preferred_pair(sorted(met, key=preference), opposing) if met else None

    def _preferred_pair(self, met: Sequence[Row], others: Iterable[Row]) -> tuple[Row, Row]:
        """Give the first of the rows that meet somebody, and the first that it meets."""
        return met[0], next(other for other in others if self._meet(met[0], other))

    def pairs(self) -> Iterator[tuple[Row, Row]]:
        """Give all pairs that meet, by the later beginning of the two."""
        near = overlapping(
            self.supporting, self.opposing, left_span=_possible, right_span=_possible
        )
        return ((row, other) for row, other in near if _can_meet(row, other, self.times))

    def pair_count(self) -> int:
        """Count the pairs that meet, without making them."""
        sides = self.supporting, self.opposing
        return pairs_meeting(*sides) - pairs_kept_apart(*sides, self.times)

    def _meet(self, row: Row, other: Row) -> bool:
        return _can_meet(row, other, self.times) and may_share_a_day(row.held, other.held)


def camps_in(rows: Iterable[Row], times: Times) -> Iterator[Camps]:
    """Divide the rows on one proposition into disputes; rows that meet nobody are left out."""
    sorted_out: dict[Stance, list[Row]] = {stance: [] for stance in Stance}
    for row in rows:
        sorted_out[row.stance].append(row)
    supporting, opposing = sorted_out[Stance.SUPPORTS], sorted_out[Stance.OPPOSES]
    if not supporting or not opposing:
        return
    undecided = sorted(sorted_out[Stance.UNDECIDED], key=preference)
    met = _meeting(supporting, opposing, times)
    for one, other in joined(*met, left_span=_possible, right_span=_possible):
        one.sort(key=preference)
        other.sort(key=preference)
        yield Camps(one, other, undecided, times)


def _possible(row: Row) -> Span:
    return row.held.bounds.start_earliest, row.held.bounds.end_latest


def _meeting(
    supporting: Sequence[Row], opposing: Sequence[Row], times: Times
) -> tuple[list[Row], list[Row]]:
    """Give the rows of each camp that meet any of the other."""
    if are_told_by_dates(supporting) and are_told_by_dates(opposing):
        return meeting_by_dates(supporting, opposing), meeting_by_dates(opposing, supporting)
    return meeting_by_kinds(supporting, opposing, times)


def meeting_by_kinds(
    supporting: Iterable[Row], opposing: Iterable[Row], times: Times
) -> tuple[list[Row], list[Row]]:
    """Give the rows of each camp that meet any of the other, whatever tells that they don't.

    Whether two rows whose days overlap meet depends on no more than what *kind* each is of:
    its holders, its source's view of its time, and its links. So of each kind that has met
    somebody the row that lasts longest is enough to tell whether a later row meets it.
    """
    arrivals = [(_possible(row)[0], 0, row) for row in supporting]
    arrivals += [(_possible(row)[0], 1, row) for row in opposing]
    arrivals.sort(key=lambda arrival: arrival[:2])
    camps = _Side(times), _Side(times)
    for first, side, row in arrivals:
        own, other = camps[side], camps[1 - side]
        if other.meet(row, first):
            own.add_met(row)
        else:
            own.wait(row)
    return camps[0].met, camps[1].met


class _Side:
    """The rows of one camp that began up to some day."""

    def __init__(self, times: Times) -> None:
        self.met: list[Row] = []
        """Those that met somebody."""
        self._times = times
        self._waiting: dict[Hashable, list[Row]] = {}
        """Those that have not yet, by kind."""
        self._longest: dict[Hashable, Row] = {}
        """Of each kind that met somebody, the row that lasts longest."""
        # Once there are many kinds: what tells whether any is free to meet a row.
        self._kinds_waiting: Kinds | None = None
        self._kinds_met: Kinds | None = None
        self._endings: list[tuple[int, int, Hashable]] = []

    def meet(self, row: Row, first: int) -> bool:
        """Let all meet a row of the other camp that begins, and tell whether any does."""
        met_before = len(self.met)
        waiting, kinds = self._waiting, self._kinds_waiting
        if waiting and (kinds is None or kinds.has_free(row)):
            first_rows = (
                [rows[0] for rows in waiting.values()] if kinds is None else kinds.maybe_free(row)
            )
            ready = [kind_of(each) for each in first_rows if self._can_meet(row, each)]
            for kind in ready:
                rows = waiting.pop(kind)
                if kinds is not None:
                    kinds.remove(rows[0])
                for each in rows:
                    if _possible(each)[1] >= first:
                        self.add_met(each)
        return len(self.met) > met_before or self._has_met(row, first)

    def wait(self, row: Row) -> None:
        """Keep a row that has met nobody yet."""
        kind = kind_of(row)
        rows = self._waiting.get(kind)
        if rows is not None:
            rows.append(row)
            return
        self._waiting[kind] = [row]
        if self._kinds_waiting is not None:
            self._kinds_waiting.add(row)
        elif len(self._waiting) > _MANY:
            first_rows = (rows[0] for rows in self._waiting.values())
            self._kinds_waiting = Kinds(first_rows, self._times)

    def add_met(self, row: Row) -> None:
        """Count a row among those that met somebody."""
        self.met.append(row)
        kind = kind_of(row)
        longest = self._longest.get(kind)
        if longest is None or _possible(longest)[1] < _possible(row)[1]:
            self._longest[kind] = row
            if self._kinds_met is not None:
                heappush(self._endings, (_possible(row)[1], len(self.met), kind))
                if longest is None:
                    self._kinds_met.add(row)

    def _has_met(self, row: Row, first: int) -> bool:
        if self._kinds_met is not None:
            self._forget_over(first, self._kinds_met)
            return self._kinds_met.has_free(row)
        over: list[Hashable] = []
        found = False
        for kind, longest in self._longest.items():
            if _possible(longest)[1] < first:
                over.append(kind)
            elif self._can_meet(row, longest):
                found = True
                break
        for kind in over:
            del self._longest[kind]
        if not found and len(self._longest) > _MANY:
            self._kinds_met = Kinds(self._longest.values(), self._times)
            self._endings = [
                (_possible(row)[1], -number, kind)
                for number, (kind, row) in enumerate(self._longest.items())
            ]
            heapify(self._endings)
        return found

    def _forget_over(self, first: int, kinds: Kinds) -> None:
        while self._endings and self._endings[0][0] < first:
            *_, kind = heappop(self._endings)
            longest = self._longest.get(kind)
            if longest is not None and _possible(longest)[1] < first:
                del self._longest[kind]
                kinds.remove(longest)

    def _can_meet(self, row: Row, other: Row) -> bool:
        return _can_meet(row, other, self._times)


_MANY = 32
"""Of so many kinds each may be tried; of more they are counted."""


def _can_meet(row: Row, other: Row, times: Times) -> bool:
    return (
        row.holder != other.holder
        and row.position.holder != other.position.holder
        and not set_apart(row.held, other.held, times)
    )
