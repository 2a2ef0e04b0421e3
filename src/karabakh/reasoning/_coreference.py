"""Which records are the same: clusters by *same as* links, and links between two."""

from collections.abc import Collection, Iterable, Iterator

from karabakh.model import Certainty, Dataset, Link, LinkKind, Position

__all__ = ["CoreferenceClusters", "conflicting_positions"]


class CoreferenceClusters:
    """The clusters of records, by *same as* links that are *probable* at least.

    What a weaker link joins stays apart, and so does what only an actor's word joins; see
    `uncertain`. Links between records of different kinds, or to none, join nothing.
    """

    def __init__(self, dataset: Dataset, vouched: Iterable[Link]) -> None:
        self._neighbours: dict[str, list[tuple[str, Link]]] = {}
        self._representatives: dict[str, str] = {}
        self.uncertain: list[Link] = []
        """The links that may or may not join two records, the firmest first."""
        joining = {link.id for link in vouched if link.certainty.rank >= Certainty.PROBABLE.rank}
        links = dataset.links.where(kind=LinkKind.SAME_AS)
        for link in sorted(links, key=lambda each: (-each.certainty.rank, each.id)):
            one, other = (dataset.by_id.get(end) for end in link.ends)
            if one is None or type(one) is not type(other) or one is other:
                continue
            if link.id not in joining:
                self.uncertain.append(link)
                continue
            self._neighbours.setdefault(link.subject, []).append((link.object, link))
            self._neighbours.setdefault(link.object, []).append((link.subject, link))
        for start in sorted(self._neighbours):
            if start not in self._representatives:
                self._representatives.update(dict.fromkeys(self._paths(start), start))

    def __bool__(self) -> bool:
        return bool(self._representatives)

    def representative(self, id: str) -> str:
        """Return the identifier that stands for all that are the same as one."""
        return self._representatives.get(id, id)

    def cluster(self, id: str) -> tuple[str, ...]:
        """Return all identifiers that are the same as one, itself first, then the nearest."""
        return tuple(self._paths(id)) if id in self._neighbours else (id,)

    def clusters(self) -> Iterator[list[str]]:
        """Yield the clusters with more than one member, sorted by identifiers."""
        found: dict[str, list[str]] = {}
        for member in sorted(self._representatives):
            found.setdefault(self._representatives[member], []).append(member)
        return iter(found.values())

    def parts(self, members: Iterable[str]) -> Iterator[list[str]]:
        """Yield some records, divided by whether links among themselves make them one."""
        remaining = dict.fromkeys(sorted(members))
        while remaining:
            part = sorted(self._paths(next(iter(remaining)), remaining))
            for each in part:
                del remaining[each]
            yield part

    def path(self, a: str, b: str, among: Collection[str] | None = None) -> tuple[Link, ...]:
        """Return the links by which one is the same as another; none if it is that one.

        They lead through some records alone, if those are given.
        """
        return () if a == b else self._paths(a, among).get(b, ())

    def _paths(
        self, start: str, among: Collection[str] | None = None
    ) -> dict[str, tuple[Link, ...]]:
        """Return the shortest paths to all members, the firmest of the shortest."""
        found: dict[str, tuple[Link, ...]] = {start: ()}
        waiting = [start]
        for here in waiting:
            for other, link in self._neighbours.get(here, ()):
                if other not in found and (among is None or other in among):
                    found[other] = (*found[here], link)
                    waiting.append(other)
        return found


def conflicting_positions(dataset: Dataset, clusters: CoreferenceClusters) -> set[str]:
    """Return the positions whose cluster contains another stance."""
    conflicting: set[str] = set()
    for cluster in clusters.clusters():
        records = map(dataset.by_id.get, cluster)
        positions = [record for record in records if isinstance(record, Position)]
        if len({position.stance for position in positions}) > 1:
            conflicting.update(position.id for position in positions)
    return conflicting
