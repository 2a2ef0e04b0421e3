"""Which of a holder's stances follow one another, and differ."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from karabakh.model import Stance
from karabakh.reasoning._holding import Holding, Pair, View, bitset
from karabakh.reasoning._holdings import Holdings
from karabakh.reasoning._oppositions import indirectness
from karabakh.time import bits

__all__ = ["Change", "changes", "on_all_sides"]


class Change(NamedTuple):
    """Pairs of one change that share sides, the preferred first."""

    pairs: list[Pair]

    @property
    def pair(self) -> Pair:
        """The preferred pair."""
        return self.pairs[0]

    def bases(self) -> frozenset[Hashable]:
        """Return the positions that it rests on, from and to, for whom, and by whose word."""
        a, b = self.pair
        ends = {end for a, b in self.pairs for end in ((0, a.position.id), (1, b.position.id))}
        return frozenset({a.holder, (2, a.voices | b.voices), *ends})

    def order(self) -> tuple[object, ...]:
        """Return how far it is from the words of the positions."""
        a, b = self.pair
        *directness, proposition = indirectness([a], [b])
        return (*directness, not b.is_recorded, proposition, b.stance.value, _preference((a, b)))


def changes(group: list[Holding], known: Holdings) -> Iterator[Change]:
    """Yield the changes of one holder on one proposition."""
    if len({row.value for row in group}) < 2:  # noqa: PLR2004 (nothing to differ from)
        return
    for view in known.views(group, is_consistent=True):
        by_kind: dict[Hashable, list[Pair]] = {}
        for a, b in _next_pairs(view):
            by_kind.setdefault((a.value, b.value), []).append((a, b))
        for pairs in by_kind.values():
            if len(pairs) > 1:
                yield from _joined(pairs)
            else:
                yield Change(pairs)


def _next_pairs(view: View) -> Iterator[Pair]:
    """Yield the pairs that differ, the one before the other with nothing in between."""
    rows, voices = view.rows, view.voices
    is_by_days = view.matrix.is_by_days and not any(row.is_withdrawn for row in rows)
    following = view.matrix.following() if is_by_days else _following(view)
    for row, numbers in zip(rows, following, strict=True):
        for other in map(rows.__getitem__, numbers):
            if row.differs(other) and (not voices or row.voices | other.voices == voices):
                yield row, other


def _following(view: View) -> Iterator[Iterable[int]]:
    """Yield, for each row, those that it is before with none in between.

    Support that is given up stands in no way between two others.
    """
    rows, later = view.rows, view.matrix.later
    withdrawn = bitset([row.is_withdrawn for row in rows])
    for number, row in enumerate(rows):
        behind = 0
        for between in bits(later[number]):
            is_passed = rows[between].is_withdrawn and not row.is_withdrawn
            behind |= later[between] & withdrawn if is_passed else later[between]
        yield bits(later[number] & ~behind)


def _joined(pairs: Sequence[Pair]) -> Iterator[Change]:
    """Group pairs that share a holding, directly or through others."""
    group_of: dict[int, list[int]] = {}
    for number, (a, b) in enumerate(pairs):
        joined = group_of.setdefault(id(a), [])
        other = group_of.setdefault(id(b), joined)
        if other is not joined:
            joined += other
            group_of.update((id(row), joined) for each in other for row in pairs[each])
        joined.append(number)
    for group in {id(group): group for group in group_of.values()}.values():
        yield Change([pairs[number] for number in sorted(group)])


def _preference(pair: Pair) -> tuple[object, ...]:
    a, b = pair
    return a.preference, b.preference, a.interval.bounds, b.interval.bounds


def on_all_sides(changes: Sequence[Change], known: Holdings) -> Sequence[Change]:
    """Leave out pairs that another proposition shows to have something in between."""
    if not known.commitments:
        return changes
    one = known.clusters.representative

    def seen(a: Holding, b: Holding, proposition: str) -> Hashable:
        return a.holder, proposition, a.position.id, b.position.id, a.voices | b.voices

    def taken(row: Holding) -> list[tuple[str, Stance]]:
        start = one(row.position.proposition), row.position.stance
        ways = known.commitments.ways(start, row.position.proposition)
        return [start, *(step.end for step in ways)]

    shown = {seen(a, b, a.proposition) for change in changes for a, b in change.pairs}
    remaining = (
        [
            (a, b)
            for a, b in change.pairs
            if a.commitment_step is b.commitment_step is None
            or all(
                seen(a, b, proposition) in shown
                for (proposition, before), (other, after) in product(taken(a), taken(b))
                if proposition == other and before is not after
            )
        ]
        for change in changes
    )
    return [Change(pairs) for pairs in remaining if pairs]
