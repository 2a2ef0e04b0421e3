"""Records of the same thing: by identifiers and links, or by what they are about."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from karabakh.model import (
    Dataset,
    DocTimeRel,
    Link,
    LinkKind,
    Position,
    Record,
    Stance,
    build_chronology,
)
from karabakh.model.references import references_of
from karabakh.reasoning import in_reading_order
from karabakh.time import Bounds

__all__ = ["Identity", "counterparts"]

Links = tuple[Link, ...]


class Identity:
    """The identity of records in two datasets: by identifier, or by links of either.

    Links between records of different kinds, or to unknown records, do not count.

    Args:
        left: One dataset.
        right: The other.
        links: The links that say what is the same.
    """

    def __init__(self, left: Dataset, right: Dataset, links: Iterable[Link]) -> None:
        self._neighbours: dict[str, list[tuple[str, Link]]] = defaultdict(list)
        for link in {link.id: link for link in links}.values():
            if link.kind is LinkKind.SAME_AS and _joins_one_kind(link, left, right):
                self._neighbours[link.subject].append((link.object, link))
                self._neighbours[link.object].append((link.subject, link))
        for neighbours in self._neighbours.values():
            neighbours.sort(key=lambda pair: (-pair[1].certainty.rank, pair[0], pair[1].id))
        self._representatives: dict[str, str] = {}
        for first in sorted(self._neighbours):
            if first not in self._representatives:
                self._representatives.update(dict.fromkeys(self.nearest([first]), first))

    def of(self, id: str) -> str:
        """Return the representative of all identifiers that name the same thing."""
        return self._representatives.get(id, id)

    def nearest(self, targets: Iterable[str]) -> dict[str, tuple[str, Links]]:
        """Return the nearest target, with the links to it, of all that is the same as one.

        A target is its own nearest.
        """
        found: dict[str, tuple[str, Links]] = {
            target: (target, ()) for target in sorted(targets) if target in self._neighbours
        }
        waiting = list(found)
        for reached in waiting:
            target, links = found[reached]
            for neighbour, link in self._neighbours[reached]:
                if neighbour not in found:
                    found[neighbour] = (target, (*links, link))
                    waiting.append(neighbour)
        return found

    def ties(self, left: Record, right: Record) -> Links:
        """Return the links by which the references of two records are the same."""
        if not self._neighbours:
            return ()
        mine = {reference.id for reference in references_of(left)}
        other = {reference.id for reference in references_of(right)}
        counterparts = {self.of(each): each for each in sorted(other - mine, reverse=True)}
        ties: dict[str, Link] = {}
        for each in sorted(mine - other):
            counterpart = counterparts.get(self.of(each))
            if counterpart is not None:
                path = self.nearest([counterpart])[each][1]
                ties.update((link.id, link) for link in path)
        return tuple(ties.values())


def _joins_one_kind(link: Link, *datasets: Dataset) -> bool:
    records = (dataset.get(end) for end in link.ends for dataset in datasets)
    return len({type(record) for record in records if record is not None}) == 1


class _Held(NamedTuple):
    """A position, and the days between which its time began and ended."""

    position: Position
    bounds: Bounds

    def counterpart(self, others: Iterable["_Held"]) -> Position | None:
        """Return the preferred of the positions that are certainly held meanwhile."""
        preferred = (self.position.stance.opposite, self.position.stance, *Stance)
        found = (other.position for other in others if self._overlaps(other))
        return min(found, key=lambda position: preferred.index(position.stance), default=None)

    def _overlaps(self, other: "_Held") -> bool:
        (a, x), (b, y) = self, other
        if x.start_latest <= y.end_earliest and y.start_latest <= x.end_earliest:
            return True
        is_present = a.doc_time_rel is b.doc_time_rel is DocTimeRel.OVERLAPS
        return is_present and a.source is not None and a.source == b.source


def counterparts(
    left: Dataset, right: Dataset, identity: Identity, matched: Collection[int]
) -> Iterator[tuple[Position, Position]]:
    """Yield pairs of positions on one matter whose times necessarily overlap.

    Each is paired with one of the opposite stance, else with one of its own, else with
    any. So there are no more pairs than positions, and the same ones if the sides swap.

    Args:
        left: One dataset.
        right: The other.
        identity: What is the same in both.
        matched: The records that have counterparts already, by their `id()`.
    """
    by_matter: tuple[dict[tuple[str, str], list[_Held]], ...] = defaultdict(list), defaultdict(list)
    for dataset, found in zip((left, right), by_matter, strict=True):
        bounds = build_chronology(dataset).bounds
        for each in in_reading_order(it for it in dataset.positions if id(it) not in matched):
            matter = identity.of(each.holder), identity.of(each.proposition)
            found[matter].append(_Held(each, bounds(each.id)))
    mine, theirs = by_matter
    for matter in mine.keys() & theirs.keys():
        own, others = mine[matter], theirs[matter]
        pairs = [(each.position, each.counterpart(others)) for each in own]
        back = [(each.counterpart(own), each.position) for each in others]
        both = ((one, other) for one, other in (*pairs, *back) if one and other)
        yield from {(one.id, other.id): (one, other) for one, other in both}.values()
