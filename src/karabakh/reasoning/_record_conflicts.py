"""Records of the same thing that don't agree about it."""

import enum
from collections.abc import Callable, Hashable, Iterator, Sequence

import attrs

from karabakh.ids import RecordId, SourceId
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
from karabakh.reasoning._attribution import OWN
from karabakh.reasoning._conclusion import Conclusion
from karabakh.reasoning._holdings import Holdings
from karabakh.reasoning._intervals import date_certainty
from karabakh.time import ANYTIME, Bounds, When, narrow_by_creation
from karabakh.wording import Labels

__all__ = ["Aspect", "ConsistencyCheck", "RecordCheck", "Verdict", "record_checks"]


@enum.unique
class Verdict(enum.Enum):
    """The outcome of a consistency check."""

    CONTRADICTION = "contradiction"
    """It can't both be, by one and the same voice."""

    RIVAL_ACCOUNTS = "rival-accounts"
    """It can't both be, but different voices say the one and the other."""

    UNDETERMINED = "undetermined"
    """The records leave it open."""

    COMPATIBLE = "compatible"
    """It can both be, such as one stance after another."""


@attrs.frozen(kw_only=True, repr=False)
class ConsistencyCheck(Conclusion):
    """Two things that may not both be, and whether they can."""

    verdict: Verdict
    """Whether both can be."""

    resolution: tuple[RecordId | SourceId, ...] = ()
    """If it is undetermined: the records and sources whose dates would resolve it, or the links
    of which it would have to be known whether they hold."""


@enum.unique
class Aspect(enum.Enum):
    """In what two records of the same thing are compared.

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
    """Two records of the same thing, and whether they agree in one aspect."""

    rule: str = "one-thing"

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
    """Yield all records of the same thing that can be compared; see `contradictions`."""
    for cluster in known.clusters.clusters():
        yield from _Comparison(cluster, dataset, known, ()).checks()
    seen: set[frozenset[str]] = set()
    for link in known.clusters.uncertain:
        ends = frozenset(link.ends)
        if not known.clusters.path(*link.ends) and ends not in seen:
            seen.add(ends)
            yield from _Comparison(sorted(ends), dataset, known, (link,)).checks()


class _Comparison:
    """Compares records that are, or may be, of the same thing, aspect by aspect."""

    def __init__(
        self,
        ids: Sequence[str],
        dataset: Dataset,
        known: Holdings,
        uncertain: tuple[Link, ...],
    ) -> None:
        self._records = [dataset[each] for each in ids]
        self._sources = dataset.sources
        self._known = known
        self._uncertain = uncertain

    def checks(self) -> Iterator[RecordCheck]:
        """Yield what becomes of each aspect that at least two of the records have."""
        one = self._known.clusters.representative
        yield from self._by_time()
        yield from self._alike(
            Aspect.TIE,
            lambda it: (
                (one(it.subject), it.kind, one(it.object)) if isinstance(it, Relation) else None
            ),
        )
        yield from self._alike(
            Aspect.STANCE,
            lambda it: (
                it.stance
                if isinstance(it, Position) and it.stance is not Stance.UNDECIDED
                else None
            ),
        )
        yield from self._alike(
            Aspect.PARTIES,
            lambda it: (
                frozenset(map(one, it.parties))
                if isinstance(it, Agreement) and it.parties_complete
                else None
            ),
        )

    def _alike(self, aspect: Aspect, key: Callable[[Record], Hashable]) -> Iterator[RecordCheck]:
        """Compare the records that have a key: with the first, the first that differs."""
        having = [each for each in self._records if key(each) is not None]
        if len(having) > 1:
            first, second, *_ = having
            differing = (each for each in having if key(each) != key(first))
            other = next(differing, None)
            verdict = Verdict.COMPATIBLE if other is None else Verdict.CONTRADICTION
            yield self._check(verdict, aspect, first, other or second, Certainty.CERTAIN)

    def _by_time(self) -> Iterator[RecordCheck]:
        times = [(record, *self._time(record)) for record in self._records]
        dated = [each for each in times if each[1] != ANYTIME]
        if len(dated) > 1:
            early, late, *_ = dated
            verdict = Verdict.COMPATIBLE
            for earliest, latest in ((2, 3), (0, 1)):
                last = max(dated, key=lambda each: each[1][earliest])
                first = min(dated, key=lambda each: each[1][latest])
                if last[1][earliest] > first[1][latest]:
                    early, late, verdict = first, last, Verdict.CONTRADICTION
            limit = Certainty.weakest([early[2], late[2]])
            yield self._check(verdict, Aspect.TIME, early[0], late[0], limit)

    def _time(self, record: Record) -> tuple[Bounds, Certainty]:
        """Return when a record is, by its own date and source alone."""
        dated = record.agreed_step if isinstance(record, Agreement) else record
        if not isinstance(dated, Event | Position | Relation | StatusChange):
            return ANYTIME, Certainty.CERTAIN
        when, rel = dated.when, dated.doc_time_rel
        source = self._sources.get((dated.source or record.source) or "") if rel else None
        published = source.published if source else When.unknown()
        bounds = narrow_by_creation(when.bounds, published.bounds, rel)
        if bounds is None:  # the source does not fit the date
            return when.bounds, date_certainty(when)
        return bounds, date_certainty(when, published)

    def _check(
        self, verdict: Verdict, aspect: Aspect, first: Record, second: Record, limit: Certainty
    ) -> RecordCheck:
        links = self._uncertain or self._known.clusters.path(first.id, second.id)
        premises = (first, second, *links)
        voices = [self._known.voices_of(each) for each in premises]
        if verdict is Verdict.CONTRADICTION:
            if self._uncertain:
                verdict, limit = Verdict.UNDETERMINED, Certainty.UNKNOWN
            elif voices[0] != voices[1]:
                verdict = Verdict.RIVAL_ACCOUNTS
        named = (actor for said in voices for actor in sorted(OWN.union(*said)))
        is_open = verdict is Verdict.UNDETERMINED
        return RecordCheck(
            premises=premises,
            according_to=tuple(dict.fromkeys(named)),
            verdict=verdict,
            first=first,
            second=second,
            aspect=aspect,
            links=links,
            resolution=tuple(link.id for link in self._uncertain) if is_open else (),
            max_certainty=limit,
        )
