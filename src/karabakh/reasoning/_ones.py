"""Which records are of one thing, by the links that say so."""

from collections import deque
from collections.abc import Hashable, Iterator

from karabakh.ids import PositionId
from karabakh.model import (
    Agreement,
    Certainty,
    Dataset,
    Link,
    LinkKind,
    Position,
    Record,
    Relation,
)

__all__ = ["Ones", "is_firm", "torn_positions"]


def is_firm(link: Link) -> bool:
    """Tell whether a link makes two records one, rather than leaving it open."""
    return link.certainty.rank >= Certainty.PROBABLE.rank


def _firmest_first(link: Link) -> tuple[int, str]:
    """Of several links between two records the firmest counts, in whatever order they are."""
    return -link.certainty.rank, link.id


class Ones:
    """Which records are of one thing, by *same as* links and chains of them.

    Those that are no more than *possible* make nothing one, and are kept beside.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._records = dataset.by_id
        self._links: dict[str, list[Link]] = {}
        self._doubtful: dict[frozenset[str], Link] = {}
        links = dataset.links.where(kind=LinkKind.SAME_AS)
        for link in sorted(links, key=_firmest_first):
            if all(end in self._records for end in link.ends) and link.subject != link.object:
                if not is_firm(link):
                    self._doubtful.setdefault(frozenset(link.ends), link)
                    continue
                for end in link.ends:
                    self._links.setdefault(end, []).append(link)
        self._group_of: dict[str, list[str]] = {}
        for start in self._links:
            if start not in self._group_of:
                group = sorted(self._ways(start))
                self._group_of.update(dict.fromkeys(group, group))

    def groups(self) -> Iterator[list[Record]]:
        """Give the records of each thing that has several, in the order of identifiers."""
        for start, group in self._group_of.items():
            if group[0] == start:
                yield [self._records[each] for each in group]

    def doubtful(self) -> Iterator[list[Record]]:
        """Give each two records that may be one, and are not by other links."""
        for link in self._doubtful.values():
            if self._one(link.subject) != self._one(link.object):
                yield [self._records[each] for each in sorted(link.ends)]

    def way(self, a: Record, b: Record) -> tuple[Link, ...]:
        """Give the shortest chain of links that makes two records one, or the one that may."""
        if self._one(a.id) != self._one(b.id):
            return (self._doubtful[frozenset((a.id, b.id))],)
        ways = self._ways(a.id)
        links: list[Link] = []
        at = b.id
        while (link := ways[at]) is not None:
            links.append(link)
            at = link.subject if link.object == at else link.object
        return tuple(links[::-1])

    def tie_of(self, relation: Relation) -> Hashable:
        """Give what must be alike in relations that are one."""
        return (self._one(relation.subject), relation.kind, self._one(relation.object))

    def parties_of(self, agreement: Agreement) -> Hashable:
        """Give what must be alike in agreements that are one."""
        return frozenset(map(self._one, agreement.parties))

    def _one(self, id: str) -> str:
        return self._group_of.get(id, [id])[0]

    def _ways(self, start: str) -> dict[str, Link | None]:
        """Give each record that is one with another, with the last link of the way to it."""
        ways: dict[str, Link | None] = {start: None}
        waiting = deque([start])
        while waiting:
            at = waiting.popleft()
            for link in self._links[at]:
                other = link.object if link.subject == at else link.subject
                if other not in ways:
                    ways[other] = link
                    waiting.append(other)
        return ways


def torn_positions(dataset: Dataset) -> set[PositionId]:
    """Give the positions that links make one with a position of another stance.

    They contradict one another, so none of them tells what stance was taken.
    """
    torn: set[PositionId] = set()
    for group in Ones(dataset).groups():
        positions = [record for record in group if isinstance(record, Position)]
        if len({position.stance for position in positions}) > 1:
            torn.update(position.id for position in positions)
    return torn
