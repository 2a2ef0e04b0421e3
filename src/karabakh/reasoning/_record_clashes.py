"""Records of one thing that don't agree about it."""

import enum
from collections import deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

import attrs

from karabakh.model import (
    Agreement,
    Certainty,
    Dataset,
    Link,
    LinkKind,
    Position,
    Record,
    Relation,
    Stance,
    When,
)
from karabakh.reasoning._clashes import Clash, Outcome
from karabakh.reasoning._held import Held
from karabakh.reasoning._times import Times
from karabakh.reasoning._words import Naming

__all__ = ["RecordClash", "Respect", "record_clashes"]

ANYTIME = When.unknown().bounds

T = TypeVar("T", bound=Record)


@enum.unique
class Respect(enum.Enum):
    """In what two records of one thing are compared."""

    TIME = "time"
    """When it begins and ends."""

    TIE = "tie"
    """Of relations: who is tied to whom, and how."""

    STANCE = "stance"
    """Of positions: what stance is taken."""

    PARTIES = "parties"
    """Of agreements whose parties are all named: who they are."""


@attrs.frozen(kw_only=True, repr=False)
class RecordClash(Clash):
    """Two records of one thing, and whether they agree in one respect.

    >>> from karabakh import Dataset, Event, EventKind, Link, LinkKind, When, reasoning
    >>> talks = [
    ...     Event(id=f"talks-{n}", title="Talks", kind=EventKind.OTHER, when=When(f"202{n}"))
    ...     for n in (1, 2)
    ... ]
    >>> link = Link(id="one", subject="talks-1", kind=LinkKind.SAME_AS, object="talks-2")
    >>> [clash] = reasoning.contradictions(Dataset.of(*talks, link))
    >>> clash.respect
    <Respect.TIME: 'time'>
    """

    rule: str = "one-thing"
    """``one-thing``."""

    first: Record
    """One record."""

    second: Record
    """The other."""

    respect: Respect
    """In what they are compared."""

    links: tuple[Link, ...]
    """What makes them one."""

    def sentence(self, name: Naming = str) -> str:
        """Say which records are one, and whether they agree."""
        both = f"{name(self.first.id)} and {name(self.second.id)}"
        agree = "agree" if self.outcome is Outcome.COMPATIBLE else "don't agree"
        told = f"{agree} about the {self.respect.value}"
        if self.outcome is Outcome.UNDETERMINED:
            return f"{both} {told}; whether they are one can't be told"
        return f"{both} {'are' if all(map(_is_firm, self.links)) else 'may be'} one and {told}"


def record_clashes(dataset: Dataset) -> Iterator[RecordClash]:
    """Find all records of one thing that can be compared; see `contradictions`."""
    ones = _Ones(dataset)
    times = Times(dataset)
    for group in ones.groups():
        yield from _compared(group, ones, times)
    for pair in ones.doubtful():
        yield from _compared(pair, ones, times)


def _compared(group: Sequence[Record], ones: "_Ones", times: Times) -> Iterator[RecordClash]:
    yield from _by_time(group, ones, times)
    relations = [record for record in group if isinstance(record, Relation)]
    yield from _alike(relations, ones, Respect.TIE, ones.tie_of)
    decided = [
        record
        for record in group
        if isinstance(record, Position) and record.stance is not Stance.UNDECIDED
    ]
    yield from _alike(decided, ones, Respect.STANCE, lambda record: record.stance)
    complete = [
        record for record in group if isinstance(record, Agreement) and record.parties_complete
    ]
    yield from _alike(complete, ones, Respect.PARTIES, ones.parties_of)


def _is_firm(link: Link) -> bool:
    """Tell whether a link makes two records one, rather than leaving it open."""
    return link.certainty.rank >= Certainty.PROBABLE.rank


def _firmest_first(link: Link) -> tuple[int, str]:
    """Of several links between two records the firmest counts, in whatever order they are."""
    return -link.certainty.rank, link.id


class _Ones:
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
                if not _is_firm(link):
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


def _by_time(group: Sequence[Record], ones: _Ones, times: Times) -> Iterator[RecordClash]:
    dated: list[tuple[Record, Held]] = []
    for record in group:
        held = times.of_record(record)
        if held is not None and held.bounds != ANYTIME:
            dated.append((record, held))
    if len(dated) < 2:  # noqa: PLR2004 (nothing to compare)
        return
    for earliest, latest in ((0, 1), (2, 3)):
        late = max(dated, key=lambda each: each[1].bounds[earliest])
        early = min(dated, key=lambda each: each[1].bounds[latest])
        if late[1].bounds[earliest] > early[1].bounds[latest]:
            outcome = Outcome.CONTRADICTION
            break
    else:
        early, late, *_ = dated
        outcome = Outcome.COMPATIBLE
    ceiling = Certainty.weakest([early[1].ceiling, late[1].ceiling])
    yield _clash(outcome, Respect.TIME, (early[0], late[0]), ones, ceiling)


def _alike(
    records: Sequence[T], ones: _Ones, respect: Respect, key: Callable[[T], Hashable]
) -> Iterator[RecordClash]:
    """Compare records that must be alike in something: the first two that are not, if any."""
    if len(records) < 2:  # noqa: PLR2004 (nothing to compare)
        return
    first = records[0]
    other = next((each for each in records if key(each) != key(first)), None)
    outcome = Outcome.COMPATIBLE if other is None else Outcome.CONTRADICTION
    yield _clash(outcome, respect, (first, other or records[1]), ones, Certainty.CERTAIN)


def _clash(
    outcome: Outcome,
    respect: Respect,
    records: tuple[Record, Record],
    ones: _Ones,
    ceiling: Certainty,
) -> RecordClash:
    links = ones.way(*records)
    doubtful = tuple(link.id for link in links if not _is_firm(link))
    if doubtful and outcome is Outcome.CONTRADICTION:
        outcome, ceiling = Outcome.UNDETERMINED, Certainty.UNKNOWN
    return RecordClash(
        premises=(*records, *links),
        outcome=outcome,
        first=records[0],
        second=records[1],
        respect=respect,
        links=links,
        decided_by=doubtful if outcome is Outcome.UNDETERMINED else (),
        ceiling=ceiling,
    )
