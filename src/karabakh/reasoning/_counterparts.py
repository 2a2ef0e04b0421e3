"""Positions of two datasets that are of one matter: one holder, one proposition, one time."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate

from karabakh.model import DocTimeRel, Position, Stance
from karabakh.reasoning._identity import Identity
from karabakh.reasoning._reading_order import in_reading_order
from karabakh.time import Bounds

__all__ = ["counterparts"]

Pairs = Iterator[tuple[Position, Position]]
_BoundsOf = Callable[[str], Bounds]


def counterparts(
    here: Iterable[Position],
    there: Iterable[Position],
    identity: Identity,
    bounds_here: _BoundsOf,
    bounds_there: _BoundsOf,
) -> Pairs:
    """Pair positions of one matter whose times necessarily overlap.

    Each is paired with one of the opposite stance; where there is none, with one of its
    own; where there is none of that either, with any. So there are no more pairs than
    positions, and the same if the two sides change places.
    """
    mine, others = _by_matter(here, identity), _by_matter(there, identity)
    for matter in mine.keys() & others.keys():
        found: dict[tuple[str, str], tuple[Position, Position]] = {}
        index = _Index(others[matter], bounds_there)
        for position in mine[matter]:
            other = index.counterpart(position, bounds_here(position.id))
            if other is not None:
                found[position.id, other.id] = (position, other)
        index = _Index(mine[matter], bounds_here)
        for other in others[matter]:
            own = index.counterpart(other, bounds_there(other.id))
            if own is not None:
                found[own.id, other.id] = (own, other)
        yield from found.values()


def _by_matter(
    positions: Iterable[Position], identity: Identity
) -> dict[tuple[str, str], tuple[Position, ...]]:
    found: dict[tuple[str, str], list[Position]] = defaultdict(list)
    for position in positions:
        found[identity.of(position.holder), identity.of(position.proposition)].append(position)
    return {matter: in_reading_order(each) for matter, each in found.items()}


class _Index:
    """The positions of one matter, by stance, to find one that overlaps a given time."""

    def __init__(self, positions: Iterable[Position], bounds_of: _BoundsOf) -> None:
        by_stance: dict[Stance, list[Position]] = defaultdict(list)
        for position in positions:
            by_stance[position.stance].append(position)
        self._of = {stance: _OneStance(each, bounds_of) for stance, each in by_stance.items()}

    def counterpart(self, position: Position, bounds: Bounds) -> Position | None:
        stances = dict.fromkeys((position.stance.opposite, position.stance, *Stance))
        found = (
            self._of[stance].at_one_time(position, bounds)
            for stance in stances
            if stance in self._of
        )
        return next((each for each in found if each is not None), None)


class _OneStance:
    """Positions of one stance: by when they began at the latest, the longest of them first."""

    def __init__(self, positions: list[Position], bounds_of: _BoundsOf) -> None:
        rows = sorted(
            ((bounds_of(each.id), number, each) for number, each in enumerate(positions)),
            key=lambda row: (row[0].start_latest, row[1]),
        )
        self._starts = [bounds.start_latest for bounds, _, _ in rows]
        ends = ((bounds.end_earliest, -number) for bounds, number, _ in rows)
        self._longest = list(accumulate(ends, max))
        self._positions = positions
        self._now: dict[str, Position] = {}
        for position in positions:
            source = position.source
            if source is not None and position.doc_time_rel is DocTimeRel.OVERLAPS:
                self._now.setdefault(source, position)

    def at_one_time(self, position: Position, bounds: Bounds) -> Position | None:
        """Give one that is surely held while another is, if there is any."""
        source = position.source
        if source in self._now and position.doc_time_rel is DocTimeRel.OVERLAPS:
            return self._now[source]
        begun = bisect_right(self._starts, bounds.end_earliest)
        if not begun:
            return None
        end, number = self._longest[begun - 1]
        return self._positions[-number] if end >= bounds.start_latest else None
