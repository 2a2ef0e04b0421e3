"""Records of one thing that don't agree about it."""

import enum
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

import attrs

from karabakh.model import (
    Agreement,
    Certainty,
    Dataset,
    Link,
    Position,
    Record,
    Relation,
    Stance,
    When,
)
from karabakh.reasoning._clashes import Clash, Outcome
from karabakh.reasoning._held import Held
from karabakh.reasoning._ones import Ones, is_firm
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
    >>> [clash] = reasoning.contradictions(Dataset.from_records(*talks, link))
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
        return f"{both} {'are' if all(map(is_firm, self.links)) else 'may be'} one and {told}"


def record_clashes(dataset: Dataset) -> Iterator[RecordClash]:
    """Find all records of one thing that can be compared; see `contradictions`."""
    ones = Ones(dataset)
    times = Times(dataset, by_themselves=True)
    for group in ones.groups():
        yield from _compared(group, ones, times)
    for pair in ones.doubtful():
        yield from _compared(pair, ones, times)


def _compared(group: Sequence[Record], ones: Ones, times: Times) -> Iterator[RecordClash]:
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


def _by_time(group: Sequence[Record], ones: Ones, times: Times) -> Iterator[RecordClash]:
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
    records: Sequence[T], ones: Ones, respect: Respect, key: Callable[[T], Hashable]
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
    ones: Ones,
    ceiling: Certainty,
) -> RecordClash:
    links = ones.way(*records)
    doubtful = tuple(link.id for link in links if not is_firm(link))
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
