"""Simultaneous positions of two datasets with one holder on one proposition."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate

from karabakh.comparison._identity import Identity
from karabakh.model import DocTimeRel, Position, Stance
from karabakh.reasoning import in_reading_order
from karabakh.time import Bounds

__all__ = ["counterparts"]

Pairs = Iterator[tuple[Position, Position]]
_BoundsOf = Callable[[str], Bounds]


def counterparts(
    left: Iterable[Position],
    right: Iterable[Position],
    identity: Identity,
    bounds_left: _BoundsOf,
    bounds_right: _BoundsOf,
) -> Pairs:
    """Yield pairs of positions on one matter whose times necessarily overlap.

    Each is paired with one of the opposite stance, else with one of its own, else with
    any. So there are no more pairs than positions, and the same ones if the sides swap.
    """
    mine, others = _by_matter(left, identity), _by_matter(right, identity)
    for matter in mine.keys() & others.keys():
        found: dict[tuple[str, str], tuple[Position, Position]] = {}
        index = _Index(others[matter], bounds_right)
        for position in mine[matter]:
            other = index.counterpart(position, bounds_left(position.id))
            if other is not None:
                found[position.id, other.id] = (position, other)
        index = _Index(mine[matter], bounds_left)
        for other in others[matter]:
            own = index.counterpart(other, bounds_right(other.id))
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
    """The positions on one matter, by stance, to find one that overlaps a time."""

    def __init__(self, positions: Iterable[Position], bounds_of: _BoundsOf) -> None:
        by_stance: dict[Stance, list[Position]] = defaultdict(list)
        for position in positions:
            by_stance[position.stance].append(position)
        self._of = {stance: _OneStance(each, bounds_of) for stance, each in by_stance.items()}

    def counterpart(self, position: Position, bounds: Bounds) -> Position | None:
        stances = dict.fromkeys((position.stance.opposite, position.stance, *Stance))
        found = (
            self._of[stance].simultaneous(position, bounds)
            for stance in stances
            if stance in self._of
        )
        return next((each for each in found if each is not None), None)


class _OneStance:
    """Positions of one stance, by the latest day on which they began."""

    def __init__(self, positions: list[Position], bounds_of: _BoundsOf) -> None:
        rows = sorted(
            ((bounds_of(each.id), number, each) for number, each in enumerate(positions)),
            key=lambda row: (row[0].start_latest, row[1]),
        )
        self._starts = [bounds.start_latest for bounds, _, _ in rows]
        ends = ((bounds.end_earliest, -number) for bounds, number, _ in rows)
        self._longest = list(accumulate(ends, max))
        self._positions = positions
        self._present: dict[str, Position] = {}
        for position in positions:
            source = position.source
            if source is not None and position.doc_time_rel is DocTimeRel.OVERLAPS:
                self._present.setdefault(source, position)

    def simultaneous(self, position: Position, bounds: Bounds) -> Position | None:
        """Return a position that is certainly held while another is, or None."""
        source = position.source
        if source in self._present and position.doc_time_rel is DocTimeRel.OVERLAPS:
            return self._present[source]
        begun = bisect_right(self._starts, bounds.end_earliest)
        if not begun:
            return None
        end, number = self._longest[begun - 1]
        return self._positions[-number] if end >= bounds.start_latest else None
