"""Records of the same thing that don't agree about it."""

import enum
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

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
from karabakh.reasoning._attribution import Voices, pooled
from karabakh.reasoning._conclusion import Conclusion
from karabakh.reasoning._holdings import Holdings
from karabakh.reasoning._intervals import date_certainty
from karabakh.time import ANYTIME, Bounds, When, narrow_by_creation, narrow_by_meeting
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


class _View(NamedTuple):
    """What the sources and some voices say of records that may be one."""

    voices: Voices
    said: Mapping[str, Sequence[Voices]]
    """By whose word each record is so."""

    dataset: Dataset
    known: Holdings

    @property
    def members(self) -> set[str]:
        """The records that are so."""
        said = self.said.items()
        return {each for each, every in said if any(it <= self.voices for it in every)}

    def is_needed(self, pair: Iterable[Record]) -> bool:
        """Return whether it takes all of these voices for two records to be so."""
        needed = {a | b for a, b in product(*(self.said[each.id] for each in pair))}
        return self.voices in needed and not any(each < self.voices for each in needed)

    def is_by_same(self, pair: Iterable[Record]) -> bool:
        """Return whether the sources, or the same actors, say that both records are so."""
        return all(self.voices in self.said[each.id] for each in pair)


def record_checks(dataset: Dataset, known: Holdings) -> Iterator[RecordCheck]:
    """Yield all records of the same thing that can be compared; see `contradictions`."""
    clusters = known.clusters
    for cluster in clusters.clusters():
        found: dict[Aspect, list[Voices]] = {}
        for view in _views(cluster, dataset, known):
            checks = (it for part in clusters.parts(view.members) for it in _checks(part, view))
            for check in checks:
                # What needs an actor's word counts where it differs, by the fewest voices.
                before, voices = found.setdefault(check.aspect, []), view.voices
                is_new = check.verdict is not Verdict.COMPATIBLE or not before
                if not voices or (is_new and not any(it and it < voices for it in before)):
                    before.append(voices)
                    yield check
    # Of several links between the same two, the firmest.
    for link in {frozenset(each.ends): each for each in reversed(clusters.uncertain)}.values():
        for view in _views((*clusters.cluster(link.subject), link.object), dataset, known):
            members = view.members
            if {*link.ends} <= members and not clusters.path(*link.ends, members):
                yield from _checks(sorted(link.ends), view, link)


def _views(ids: Iterable[str], dataset: Dataset, known: Holdings) -> Iterator[_View]:
    """Yield who says what of some records, the sources first."""
    said = {each: known.voices_of(dataset[each]) for each in ids}
    for voices in pooled(it for every in said.values() for it in every):
        yield _View(voices, said, known.view(voices) if known.is_attributed else dataset, known)


def _checks(
    ids: Collection[str], view: _View, doubtful: Link | None = None
) -> Iterator[RecordCheck]:
    """Yield how records that are one, or may be by a link, agree."""
    for aspect, verdict, first, second, limit in _compared(ids, view):
        if not view.is_needed((first, second)):
            continue
        links = (doubtful,) if doubtful else view.known.clusters.path(first.id, second.id, ids)
        is_open = doubtful is not None and verdict is Verdict.CONTRADICTION
        outcome, named = verdict, view.voices
        if doubtful:
            outcome = Verdict.UNDETERMINED if is_open else verdict
            named = named.union(*view.known.voices_of(doubtful))
        elif verdict is Verdict.CONTRADICTION and not view.is_by_same((first, second)):
            outcome = Verdict.RIVAL_ACCOUNTS
        yield RecordCheck(
            premises=(first, second, *links),
            according_to=tuple(sorted(named)),
            verdict=outcome,
            first=first,
            second=second,
            aspect=aspect,
            links=links,
            resolution=tuple(link.id for link in links) if is_open else (),
            max_certainty=Certainty.UNKNOWN if is_open else limit,
        )


_Compared = tuple[Aspect, Verdict, Record, Record, Certainty]


def _compared(ids: Iterable[str], view: _View) -> Iterator[_Compared]:
    """Yield whether records agree, by each aspect that at least two of them have.

    Of times the two furthest apart are compared; else the first with the first that differs.
    """
    records = [view.dataset[each] for each in ids]
    times = [(record, *_time(record, view.dataset)) for record in records]
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
    one = view.known.clusters.representative
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
    """Return when a record is, by its date, its source and what expresses it."""
    dated = record.agreed_step if isinstance(record, Agreement) else record
    if not isinstance(dated, Event | Position | Relation | StatusChange):
        return ANYTIME, Certainty.CERTAIN
    when, rel = dated.when, dated.doc_time_rel
    source = dataset.sources.get((dated.source or record.source) or "") if rel else None
    published = source.published if source else When.unknown()
    bounds = narrow_by_creation(when.bounds, published.bounds, rel)
    event = dataset.events.get(dated.expressed_in or "") if isinstance(dated, Position) else None
    limits = [date_certainty(when, published)]
    if bounds is not None and event is not None:
        during, limit = _time(event, dataset)
        bounds = narrow_by_meeting(bounds, during)
        limits += [limit, event.certainty]
    if bounds is None:  # what says so does not fit the date
        return when.bounds, date_certainty(when)
    return bounds, Certainty.weakest(limits)
