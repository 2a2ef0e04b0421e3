"""Records of the same thing, by identifiers and *same-as* links."""

from collections import defaultdict, deque
from collections.abc import Iterable

from karabakh.model import Dataset, Link, LinkKind, Record
from karabakh.model.references import references_of

__all__ = ["Identity"]

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
            if link.kind is LinkKind.SAME_AS and _is_sound(link, left, right):
                self._neighbours[link.subject].append((link.object, link))
                self._neighbours[link.object].append((link.subject, link))
        for neighbours in self._neighbours.values():
            neighbours.sort(key=lambda pair: (-pair[1].certainty.rank, pair[0], pair[1].id))
        self._representative = self._representatives()

    def of(self, id: str) -> str:
        """Return the representative of all identifiers that name the same thing."""
        return self._representative.get(id, id)

    def nearest(self, targets: Iterable[str]) -> dict[str, tuple[str, Links]]:
        """Return the nearest target, with the links to it, of all that is the same as one.

        A target is its own nearest.
        """
        found: dict[str, tuple[str, Links]] = {
            target: (target, ()) for target in sorted(targets) if target in self._neighbours
        }
        waiting = deque(found)
        while waiting:
            reached = waiting.popleft()
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
                ties.update((link.id, link) for link in self._path(each, counterpart))
        return tuple(ties.values())

    def _path(self, id: str, target: str) -> Links:
        return self.nearest([target])[id][1]

    def _representatives(self) -> dict[str, str]:
        """Return for each linked identifier the alphabetically first of its component."""
        found: dict[str, str] = {}
        for first in sorted(self._neighbours):
            waiting = [first] if first not in found else []
            while waiting:
                reached = waiting.pop()
                if reached not in found:
                    found[reached] = first
                    waiting += (neighbour for neighbour, _ in self._neighbours[reached])
        return found


def _is_sound(link: Link, *datasets: Dataset) -> bool:
    kinds = {
        type(record)
        for end in link.ends
        for dataset in datasets
        if (record := dataset.get(end)) is not None
    }
    return len(kinds) == 1
