"""Records of one thing that don't agree about it."""

import enum
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

import attrs

from karabakh.model import (
    Agreement,
    Certainty,
    Dataset,
    Event,
    Link,
    Position,
    Record,
    Relation,
    Stance,
    StatusChange,
)
from karabakh.reasoning._consistency import ConsistencyCheck, Verdict
from karabakh.reasoning._creation_times import date_certainty
from karabakh.reasoning._holdings import Holdings
from karabakh.time import ANYTIME, Bounds, When, narrow_by_creation
from karabakh.wording import Labels

__all__ = ["Aspect", "RecordCheck", "record_checks"]

T = TypeVar("T", bound=Record)

_Dated = tuple[Record, Bounds, Certainty]


@enum.unique
class Aspect(enum.Enum):
    """In what two records of one thing are compared.

    >>> from karabakh.reasoning import Aspect
    >>> [aspect.value for aspect in Aspect]
    ['time', 'tie', 'stance', 'parties']
    """

    TIME = "time"
    """When it begins and ends."""

    TIE = "tie"
    """Of relations: who is tied to whom, and how."""

    STANCE = "stance"
    """Of positions: what stance is taken."""

    PARTIES = "parties"
    """Of agreements whose parties are all named: who they are."""


@attrs.frozen(kw_only=True, repr=False)
class RecordCheck(ConsistencyCheck):
    """Two records of one thing, and whether they agree in one aspect.

    >>> from karabakh import Dataset, Event, EventKind, Link, LinkKind, When, reasoning
    >>> talks = [
    ...     Event(id=f"talks-{n}", title="Talks", kind=EventKind.OTHER, when=When(f"202{n}"))
    ...     for n in (1, 2)
    ... ]
    >>> link = Link(id="one", subject="talks-1", kind=LinkKind.SAME_AS, object="talks-2")
    >>> [check] = reasoning.contradictions(Dataset.from_records(*talks, link))
    >>> check.aspect
    <Aspect.TIME: 'time'>
    """

    rule: str = "one-thing"
    """``one-thing``."""

    first: Record
    """One record."""

    second: Record
    """The other."""

    aspect: Aspect
    """In what they are compared."""

    links: tuple[Link, ...]
    """What makes them one."""

    def _describe(self, labels: Labels) -> str:
        both = f"{labels(self.first.id)} and {labels(self.second.id)}"
        agree = "agree" if self.verdict is Verdict.COMPATIBLE else "do not agree"
        text = f"{agree} about the {self.aspect.value}"
        if self.verdict is Verdict.UNDETERMINED:
            return f"{both} {text}; whether they are one is undetermined"
        is_firm = all(link.certainty.rank >= Certainty.PROBABLE.rank for link in self.links)
        return f"{both} {'are' if is_firm else 'may be'} one and {text}"


def record_checks(dataset: Dataset, known: Holdings) -> Iterator[RecordCheck]:
    """Yield all records of one thing that can be compared; see `contradictions`."""
    published = {source.id: source.published for source in dataset.sources}
    for cluster in known.clusters.clusters():
        records = [dataset[each] for each in cluster]
        yield from _Comparison(records, known, published, ()).checks()
    seen: set[frozenset[str]] = set()
    for link in known.clusters.uncertain:
        ends = frozenset(link.ends)
        if known.clusters.path(*link.ends) or ends in seen:
            continue
        seen.add(ends)
        records = [dataset[each] for each in sorted(ends)]
        yield from _Comparison(records, known, published, (link,)).checks()


class _Comparison:
    """Compares records that are, or may be, of one thing, aspect by aspect."""

    def __init__(
        self,
        records: Sequence[Record],
        known: Holdings,
        published: dict[str, When],
        uncertain: tuple[Link, ...],
    ) -> None:
        self._records = records
        self._known = known
        self._published = published
        self._uncertain = uncertain

    def checks(self) -> Iterator[RecordCheck]:
        representative = self._known.clusters.representative
        yield from self._by_time()
        relations = [each for each in self._records if isinstance(each, Relation)]
        yield from self._alike(
            relations,
            Aspect.TIE,
            lambda tie: (representative(tie.subject), tie.kind, representative(tie.object)),
        )
        decided = [
            each
            for each in self._records
            if isinstance(each, Position) and each.stance is not Stance.UNDECIDED
        ]
        yield from self._alike(decided, Aspect.STANCE, lambda position: position.stance)
        complete = [
            each for each in self._records if isinstance(each, Agreement) and each.parties_complete
        ]
        yield from self._alike(
            complete,
            Aspect.PARTIES,
            lambda agreement: frozenset(map(representative, agreement.parties)),
        )

    def _by_time(self) -> Iterator[RecordCheck]:
        times = (self._time(record) for record in self._records)
        dated = [each for each in times if each is not None and each[1] != ANYTIME]
        if len(dated) < 2:  # noqa: PLR2004 (nothing to compare)
            return
        for earliest, latest in ((0, 1), (2, 3)):
            late = max(dated, key=lambda each: each[1][earliest])
            early = min(dated, key=lambda each: each[1][latest])
            if late[1][earliest] > early[1][latest]:
                verdict = Verdict.CONTRADICTION
                break
        else:
            early, late, *_ = dated
            verdict = Verdict.COMPATIBLE
        limit = Certainty.weakest([early[2], late[2]])
        yield self._check(verdict, Aspect.TIME, (early[0], late[0]), limit)

    def _time(self, record: Record) -> _Dated | None:
        """Return when a record is, by its own date and source alone; None if it has no time."""
        dated = record.agreed_step if isinstance(record, Agreement) else record
        if not isinstance(dated, Event | Position | Relation | StatusChange):
            return None
        when, rel = dated.when, dated.doc_time_rel
        source = None if rel is None else dated.source or record.source
        published = self._published.get(source or "", When.unknown())
        bounds = narrow_by_creation(when.bounds, published.bounds, rel)
        if bounds is None:  # the source does not fit the date
            return record, when.bounds, date_certainty(when)
        return record, bounds, date_certainty(when, published)

    def _alike(
        self, records: Sequence[T], aspect: Aspect, key: Callable[[T], Hashable]
    ) -> Iterator[RecordCheck]:
        """Compare records that must be alike in something: the first two that are not, if any."""
        if len(records) < 2:  # noqa: PLR2004 (nothing to compare)
            return
        first = records[0]
        other = next((each for each in records if key(each) != key(first)), None)
        verdict = Verdict.COMPATIBLE if other is None else Verdict.CONTRADICTION
        yield self._check(verdict, aspect, (first, other or records[1]), Certainty.CERTAIN)

    def _check(
        self, verdict: Verdict, aspect: Aspect, records: tuple[Record, Record], limit: Certainty
    ) -> RecordCheck:
        first, second = records
        links = self._uncertain or self._known.clusters.path(first.id, second.id)
        voices = {self._known.voices_of(each) for each in records}
        if verdict is Verdict.CONTRADICTION:
            if self._uncertain:
                verdict, limit = Verdict.UNDETERMINED, Certainty.UNKNOWN
            elif len(voices) > 1:
                verdict = Verdict.RIVAL_ACCOUNTS
        speakers = (
            frozenset[str]().union(*self._known.voices_of(each)) for each in (*records, *links)
        )
        named = (actor for said in speakers for actor in sorted(said))
        return RecordCheck(
            premises=(*records, *links),
            according_to=tuple(dict.fromkeys(named)),
            verdict=verdict,
            first=first,
            second=second,
            aspect=aspect,
            links=links,
            resolution=tuple(link.id for link in self._uncertain)
            if verdict is Verdict.UNDETERMINED
            else (),
            max_certainty=limit,
        )
