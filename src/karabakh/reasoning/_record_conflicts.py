"""Records of the same thing that don't agree about it."""

import enum
from collections.abc import Hashable, Iterator, Sequence

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
    """It can't both be, and the sources, or the same actors, say both."""

    RIVAL_ACCOUNTS = "rival-accounts"
    """It can't both be, but others say the one than the other."""

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

    @property
    def deciding_links(self) -> tuple[Link, ...]:
        """The links among its premises that would have to be known to hold, or not to."""
        links = (each for each in self.premises if isinstance(each, Link))
        return tuple(each for each in links if each.id in self.resolution)


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
    clusters: dict[frozenset[str], tuple[Link, ...]] = {
        frozenset(cluster): () for cluster in known.clusters.clusters()
    }
    for link in known.clusters.uncertain:
        if not known.clusters.path(*link.ends):
            clusters.setdefault(frozenset(link.ends), (link,))
    for ids, uncertain in clusters.items():
        records = [dataset[each] for each in sorted(ids)]
        for compared in _compared(records, dataset, known):
            yield _check(compared, uncertain, known)


_Compared = tuple[Aspect, Verdict, Record, Record, Certainty]


def _compared(records: Sequence[Record], dataset: Dataset, known: Holdings) -> Iterator[_Compared]:
    """Yield whether records agree, by each aspect that at least two of them have.

    Of times the two furthest apart are compared; else the first with the first that differs.
    """
    times = [(record, *_time(record, dataset)) for record in records]
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
        yield Aspect.TIME, verdict, early[0], late[0], limit
    one = known.clusters.representative
    found: dict[Aspect, list[tuple[Hashable, Record]]] = {}
    for each in records:
        match each:
            case Relation():
                found.setdefault(Aspect.TIE, []).append(
                    ((one(each.subject), each.kind, one(each.object)), each)
                )
            case Position() if each.stance is not Stance.UNDECIDED:
                found.setdefault(Aspect.STANCE, []).append((each.stance, each))
            case Agreement() if each.parties_complete:
                parties = frozenset(map(one, each.parties))
                found.setdefault(Aspect.PARTIES, []).append((parties, each))
            case _:
                pass
    for aspect, values in found.items():
        if len(values) > 1:
            (value, record), (_, other), *_ = values
            differing = next((it for its, it in values if its != value), None)
            verdict = Verdict.COMPATIBLE if differing is None else Verdict.CONTRADICTION
            yield aspect, verdict, record, differing or other, Certainty.CERTAIN


def _time(record: Record, dataset: Dataset) -> tuple[Bounds, Certainty]:
    """Return when a record is, by its own date and source alone."""
    dated = record.agreed_step if isinstance(record, Agreement) else record
    if not isinstance(dated, Event | Position | Relation | StatusChange):
        return ANYTIME, Certainty.CERTAIN
    when, rel = dated.when, dated.doc_time_rel
    source = dataset.sources.get((dated.source or record.source) or "") if rel else None
    published = source.published if source else When.unknown()
    bounds = narrow_by_creation(when.bounds, published.bounds, rel)
    if bounds is None:  # the source does not fit the date
        return when.bounds, date_certainty(when)
    return bounds, date_certainty(when, published)


def _check(compared: _Compared, uncertain: tuple[Link, ...], known: Holdings) -> RecordCheck:
    aspect, verdict, first, second, limit = compared
    links = uncertain or known.clusters.path(first.id, second.id)
    premises = (first, second, *links)
    voices = [known.voices_of(each) for each in premises]
    if verdict is Verdict.CONTRADICTION and uncertain:
        verdict, limit = Verdict.UNDETERMINED, Certainty.UNKNOWN
    elif verdict is Verdict.CONTRADICTION and voices[0] != voices[1]:
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
        resolution=tuple(link.id for link in uncertain) if is_open else (),
        max_certainty=limit,
    )
