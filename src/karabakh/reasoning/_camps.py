"""The camps on one proposition: which stances for it meet which against it.

Whether two stances whose days overlap meet depends only on what *kind* each is of: its holder,
its source's view of its time, its node in the temporal graph, and by whose word it is. So of each
kind the row that lasts longest is enough to know whether a later row meets any.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from karabakh.model import Stance
from karabakh.reasoning._holdings import Holding, Holdings, Pair

__all__ = ["Camps", "divide_camps"]

_OPPOSITE = {Stance.SUPPORTS: Stance.OPPOSES, Stance.OPPOSES: Stance.SUPPORTS}


class Camps(NamedTuple):
    """The holdings for and against a proposition that are connected, the preferred first."""

    supporting: list[Holding]
    opposing: list[Holding]
    is_own: bool
    """Whether the sources alone vouch for them."""

    @property
    def proposition(self) -> str:
        """What stands for the proposition."""
        return self.supporting[0].proposition

    @property
    def span(self) -> tuple[int, int]:
        """The days from the first to the last on which both camps may be there."""
        days = [[row.interval.possible_days for row in camp] for camp in self[:2]]
        first = max(min(first for first, _ in camp) for camp in days)
        return first, min(max(last for _, last in camp) for camp in days)

    def firmest(self, known: Holdings) -> Pair:
        """Return the preferred of the firmest two that meet."""
        for level in sorted({row.reported for camp in self[:2] for row in camp}, reverse=True):
            supporting = [row for row in self.supporting if row.reported >= level]
            opposing = [row for row in self.opposing if row.reported >= level]
            for a, b in product(supporting, opposing):
                if self._meet(a, b, known):
                    return a, b
        raise AssertionError("camps without a pair that meets")  # pragma: no cover

    def pairs(self, known: Holdings) -> Iterator[Pair]:
        """Yield all pairs that meet; there may be as many as the product of both camps."""
        return (
            (a, b) for a, b in product(self.supporting, self.opposing) if self._meet(a, b, known)
        )

    def _meet(self, a: Holding, b: Holding, known: Holdings) -> bool:
        first, last = a.interval.possible_days
        begin, end = b.interval.possible_days
        is_near = first <= end and begin <= last
        return is_near and _may_meet(a, b, known, is_own=self.is_own)


def divide_camps(rows: Iterable[Holding], known: Holdings) -> Iterator[Camps]:
    """Yield the disputes on one proposition: first the sources', then those by others' word.

    Each is a largest set of stances that are connected by shared days across the camps, of
    those that meet any stance at all.
    """
    decided = [row for row in rows if row.stance is not Stance.UNDECIDED and not row.is_given_up]
    if len({row.stance for row in decided}) < len(_OPPOSITE):
        return
    decided.sort(key=lambda row: row.interval.possible_days[0])
    own = [row for row in decided if not row.voices]
    yield from _connected(_meeting(own, known, is_own=True), is_own=True)
    if len(own) < len(decided):
        yield from _connected(_meeting(decided, known, is_own=False), is_own=False)


def _may_meet(a: Holding, b: Holding, known: Holdings, *, is_own: bool) -> bool:
    """Return whether two opposite stances meet, if their days overlap.

    Nobody is in dispute with itself, nor with whom it represents by its own words.
    """
    representative = known.clusters.representative
    if a.holder == b.holder or is_own == bool(a.voices or b.voices):
        return False
    if representative(a.position.holder) == representative(b.position.holder):
        return False
    if is_own:
        return known.own_order.may_meet(a.interval, b.interval)
    voices = a.voices | b.voices
    intervals = (known.interval_in(row, voices) for row in (a, b))
    return known.index(voices).order.may_meet(*intervals)


def _kind(row: Holding) -> Hashable:
    interval = row.interval
    return (
        row.holder,
        row.position.holder,
        row.voices,
        interval.source,
        interval.doc_time_rel,
        interval.is_dated,
        interval.node,
        interval.event,
    )


class _Side:
    """The rows of one camp that have begun up to some day, by kind."""

    def __init__(self) -> None:
        self.longest: dict[Hashable, Holding] = {}
        """Of each kind, the row that lasts longest."""
        self.waiting: dict[Hashable, list[Holding]] = {}
        """Those that have met nobody yet."""
        self._enough = 32

    def add(self, row: Holding, *, has_met: bool) -> None:
        """Add a row that has begun."""
        kind = _kind(row)
        longest = self.longest.get(kind)
        if longest is None or _last_day(longest) < _last_day(row):
            self.longest[kind] = row
        if not has_met:
            self.waiting.setdefault(kind, []).append(row)

    def forget_over(self, day: int) -> None:
        """Leave out the kinds that are over by a day, once there are many."""
        if len(self.longest) > self._enough:
            for kind in [kind for kind, row in self.longest.items() if _last_day(row) < day]:
                del self.longest[kind]
                self.waiting.pop(kind, None)
            self._enough = 2 * len(self.longest) + 32


def _meeting(rows: Sequence[Holding], known: Holdings, *, is_own: bool) -> list[Holding]:
    """Return the rows that meet any of the other camp, in their order."""
    sides = {stance: _Side() for stance in _OPPOSITE}
    met: set[int] = set()
    for row in rows:
        others = sides[_OPPOSITE[row.stance]]
        first = row.interval.possible_days[0]
        others.forget_over(first)

        def meets(other: Holding, row: Holding = row, first: int = first) -> bool:
            return _last_day(other) >= first and _may_meet(row, other, known, is_own=is_own)

        if any(map(meets, others.longest.values())):
            met.add(id(row))
            for kind in [kind for kind in others.waiting if meets(others.longest[kind])]:
                waiting = others.waiting.pop(kind)
                met.update(id(each) for each in waiting if _last_day(each) >= first)
        sides[row.stance].add(row, has_met=id(row) in met)
    return [row for row in rows if id(row) in met]


def _connected(rows: Sequence[Holding], *, is_own: bool) -> Iterator[Camps]:
    """Divide rows into those that are connected by shared days across the camps."""
    groups: list[tuple[dict[Stance, int], list[Holding]]] = []
    for row in rows:
        first, last = row.interval.possible_days
        ends, members = {row.stance: last}, [row]
        apart: list[tuple[dict[Stance, int], list[Holding]]] = []
        for group in groups:
            if group[0].get(_OPPOSITE[row.stance], first - 1) < first:
                apart.append(group)
                continue
            members = [*group[1], *members]
            for stance, day in group[0].items():
                ends[stance] = max(day, ends.get(stance, day))
        groups = [*apart, (ends, members)]
    for _, members in groups:
        camps = [[row for row in members if row.stance is stance] for stance in _OPPOSITE]
        for camp in camps:
            camp.sort(key=lambda row: (row.preference, row.interval.bounds))
        yield Camps(camps[0], camps[1], is_own)


def _last_day(row: Holding) -> int:
    return row.interval.possible_days[1]
