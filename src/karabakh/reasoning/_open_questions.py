"""What a dataset leaves open, and what would settle it."""

import enum
from collections import defaultdict
from collections.abc import Iterator

import attrs

from karabakh.ids import RecordId, SourceId
from karabakh.model import (
    Agreement,
    Certainty,
    Dataset,
    Event,
    Link,
    LinkKind,
    Position,
    Record,
    Stance,
    StatusChange,
    build_chronology,
)
from karabakh.reasoning._arguments import require_dataset
from karabakh.reasoning._conclusion import Conclusion, Premise
from karabakh.reasoning._consistency import ConsistencyCheck, Verdict
from karabakh.reasoning._contradictions import contradictions
from karabakh.reasoning._dates import day_in_words
from karabakh.reasoning._obligations import Obligation, ObligationState, obligations
from karabakh.reasoning._reading_order import in_reading_order
from karabakh.reasoning._words import Naming, sentence_of
from karabakh.time import Bounds, When

__all__ = ["OpenKind", "OpenQuestion", "open_questions"]


@enum.unique
class OpenKind(enum.Enum):
    """Why something is open. The kinds stand in the order of their weight, heaviest first."""

    UNDECIDED = "undecided"
    """Somebody leaves it open and says so."""

    OUTCOME = "outcome"
    """A duty was agreed, and it can't be told whether it was done; or it is overdue."""

    CONTRADICTION = "contradiction"
    """What is told can't all be so, and it can't be told which of it is."""

    UNDETERMINED = "undetermined"
    """Whether what is told can all be so can't be told."""

    HEDGED = "hedged"
    """It is told, but not as a fact."""

    DATE = "date"
    """Its place in an order is told or its deadlines count, but it has no date."""

    IDENTITY = "identity"
    """Whether two records are of one thing is not certain."""


@attrs.frozen(kw_only=True, repr=False)
class OpenQuestion(Conclusion):
    """Something that a dataset leaves open.

    >>> import karabakh
    >>> from karabakh.reasoning import open_questions
    >>> found = open_questions(karabakh.load())[0]
    >>> found.sentence()
    'whether it is so: ceasefire-brings-peace'
    >>> found.why()
    'left open by author'
    """

    rule: str = "open-question"
    """``open-question``."""

    kind: OpenKind
    """Why it is open."""

    about: tuple[RecordId, ...]
    """The records that it is about, the one first that it is about most of all."""

    bounds: Bounds | None = None
    """Of a missing date: the days that are left, considering everything."""

    undated: tuple[RecordId | SourceId, ...] = ()
    """The other records, and the sources, whose dates would help to settle it."""

    def sentence(self, name: Naming = str) -> str:
        """Put the question, in one line."""
        subject = name(self.about[0])
        match self.kind:
            case OpenKind.UNDECIDED:
                return f"whether it is so: {subject}"
            case OpenKind.OUTCOME:
                return f"what became of {subject}"
            case OpenKind.CONTRADICTION | OpenKind.UNDETERMINED:
                return next(
                    (
                        each.sentence(name)
                        for each in self.premises
                        if isinstance(each, ConsistencyCheck)
                    ),
                    subject,
                )
            case OpenKind.HEDGED:
                return f"whether it is so: {self._told(name)}"
            case OpenKind.DATE:
                return f"when {subject} was"
            case OpenKind.IDENTITY:
                return f"whether {subject} and {name(self.about[1])} are one"

    def why(self, name: Naming = str) -> str:
        """Say why it is open, in a few words.

        Args:
            name: gives what to call a record, by its identifier.
        """
        match self.kind:
            case OpenKind.UNDECIDED:
                holders = dict.fromkeys(
                    name(each.holder) for each in self.premises if isinstance(each, Position)
                )
                return f"left open by {', '.join(holders)}"
            case OpenKind.OUTCOME:
                return next(
                    (each.reason(name) for each in self.premises if isinstance(each, Obligation)),
                    "",
                )
            case OpenKind.CONTRADICTION:
                return "not all that is told can be so"
            case OpenKind.UNDETERMINED:
                return "too little is known of the times"
            case OpenKind.HEDGED | OpenKind.IDENTITY:
                return f"it is {self.certainty.value}, not certain"
            case OpenKind.DATE:
                return f"no date is told{_left(self.bounds)}"

    def settled_by(self, name: Naming = str) -> str:
        """Say what would settle it, in a few words.

        Args:
            name: gives what to call a record, by its identifier.
        """
        match self.kind:
            case OpenKind.UNDECIDED:
                return "what came of it, or a stance for or against it"
            case OpenKind.OUTCOME:
                return "an event that fulfils or breaches it"
            case OpenKind.CONTRADICTION:
                return "another source, or another look at these"
            case OpenKind.UNDETERMINED:
                return f"the date of {' or of '.join(map(name, self.undated))}"
            case OpenKind.DATE:
                return ", or ".join(["its date", *(f"that of {name(it)}" for it in self.undated)])
            case OpenKind.HEDGED:
                return "a source that tells it as a fact, or denies it"
            case OpenKind.IDENTITY:
                return "a source that names both, or something true of one alone"

    def _told(self, name: Naming) -> str:
        steps = [
            sentence_of(each, name) for each in self.premises if isinstance(each, StatusChange)
        ]
        if steps:
            return f"{name(self.about[0])}: {', '.join(steps)}"
        return next(
            (sentence_of(each, name) for each in self.premises if isinstance(each, Record)), ""
        )


def open_questions(dataset: Dataset) -> tuple[OpenQuestion, ...]:
    """Find what a dataset leaves open, with a reason, and what would settle it.

    ==============  ====================================================================
    kind            what is open
    ==============  ====================================================================
    undecided       each proposition on which somebody holds an undecided stance
    outcome         each obligation, by now, that is overdue or can't be told
    contradiction   each contradiction, see `contradictions`
    undetermined    each undetermined one
    hedged          each record that is less than certain, and each agreement of which a
                    step is; but not a link, if an end of it is itself on this list or the
                    link says what is the same as what
    date            each undated end of a *before* or *follows* link, and each undated
                    agreement with duties
    identity        each *same as* link that is less than certain
    ==============  ====================================================================

    Of contradictions that rest on the same positions, such as a person's and those of whom
    the person represents, only the one that takes the fewest steps is told.

    Limits: it is the records' view. What no record mentions is not open but missing, and
    what a coder doubts stands in the notes.

    Args:
        dataset: the records.

    Returns:
        The questions by kind, in the order of `OpenKind`, then in that of the sources.

    >>> import karabakh
    >>> from karabakh.reasoning import open_questions
    >>> for found in open_questions(karabakh.load()):
    ...     print(found.kind.value, found.about[0])
    undecided ceasefire-brings-peace
    outcome fighters-lay-down-arms
    hedged armenia-stance-change
    date escalation
    date laying-down-arms
    date offensive
    date armenia-stance-change
    identity recent-fighting
    identity ceasefire
    identity military-success
    """
    require_dataset(dataset)
    return (
        *_undecided(dataset),
        *_outcomes(dataset),
        *_clashes(dataset),
        *_hedged(dataset),
        *_undated(dataset),
        *_identities(dataset),
    )


def _undecided(dataset: Dataset) -> Iterator[OpenQuestion]:
    holders: dict[RecordId, list[Position]] = defaultdict(list)
    for position in in_reading_order(dataset.positions.where(stance=Stance.UNDECIDED)):
        holders[position.proposition].append(position)
    for proposition, positions in holders.items():
        yield OpenQuestion(kind=OpenKind.UNDECIDED, premises=tuple(positions), about=(proposition,))


def _outcomes(dataset: Dataset) -> Iterator[OpenQuestion]:
    open_states = {ObligationState.UNKNOWN, ObligationState.OVERDUE}
    for obligation in obligations(dataset):
        if obligation.state in open_states:
            about = (obligation.provision.id, obligation.agreement.id)
            yield OpenQuestion(kind=OpenKind.OUTCOME, premises=(obligation,), about=about)


def _clashes(dataset: Dataset) -> Iterator[OpenQuestion]:
    found = contradictions(dataset)
    shortest: dict[tuple[Verdict, frozenset[RecordId]], tuple[int, ConsistencyCheck]] = {}
    for clash in (*found.contradictions, *found.undetermined):
        records, steps = _rests_on(clash)
        positions = [each for each in records if isinstance(each, Position)]
        key = (clash.verdict, frozenset(each.id for each in positions or records))
        shortest[key] = min(shortest.get(key, (steps, clash)), (steps, clash), key=_steps)
    for (outcome, about), (_, clash) in shortest.items():
        is_sure = outcome is Verdict.CONTRADICTION
        yield OpenQuestion(
            kind=OpenKind.CONTRADICTION if is_sure else OpenKind.UNDETERMINED,
            premises=(clash,),
            about=tuple(sorted(about)),
            undated=clash.resolution,
        )


def _steps(ranked: tuple[int, ConsistencyCheck]) -> int:
    return ranked[0]


def _rests_on(conclusion: Conclusion) -> tuple[list[Record], int]:
    """Give the records that a conclusion comes down to, and in how many steps."""
    records: list[Record] = []
    seen: dict[int, Premise] = {}
    waiting: list[Premise] = [conclusion]
    while waiting:
        premise = waiting.pop()
        if id(premise) in seen:
            continue
        seen[id(premise)] = premise
        if isinstance(premise, Conclusion):
            waiting += premise.premises
        elif isinstance(premise, Record):
            records.append(premise)
    return records, len(seen)


def _hedged(dataset: Dataset) -> Iterator[OpenQuestion]:
    hedged: set[RecordId] = {
        record.id
        for record in dataset.records()
        if record.certainty is not Certainty.CERTAIN and not isinstance(record, Link)
    }
    steps: dict[RecordId, list[StatusChange]] = {
        agreement.id: [step for step in agreement.statuses if not _is_certain(step)]
        for agreement in dataset.agreements
        if agreement.id not in hedged and not all(map(_is_certain, agreement.statuses))
    }
    hedged |= steps.keys()
    links = (
        link
        for link in dataset.links
        if link.certainty is not Certainty.CERTAIN
        and link.kind is not LinkKind.SAME_AS
        and hedged.isdisjoint(link.ends)
    )
    for record in in_reading_order([*map(dataset.__getitem__, hedged), *links]):
        premises = (record, *steps.get(record.id, ()))
        yield OpenQuestion(kind=OpenKind.HEDGED, premises=premises, about=(record.id,))


def _is_certain(step: StatusChange) -> bool:
    return step.certainty is Certainty.CERTAIN


def _undated(dataset: Dataset) -> Iterator[OpenQuestion]:
    mattering: dict[RecordId, list[Record]] = defaultdict(list)
    for link in in_reading_order(dataset.links):
        if link.kind in {LinkKind.BEFORE, LinkKind.FOLLOWS}:
            for end in link.ends:
                mattering[end].append(link)
    for agreement in dataset.agreements:
        if agreement.provisions:
            mattering[agreement.id] += agreement.provisions
    undated = [
        record
        for each in mattering
        if (record := dataset.get(each)) is not None and _is_undated(record)
    ]
    chronology = build_chronology(dataset) if undated else None
    for record in in_reading_order(undated):
        yield OpenQuestion(
            kind=OpenKind.DATE,
            premises=(record, *mattering[record.id]),
            about=(record.id,),
            bounds=chronology.bounds(record.id) if chronology else None,
            undated=tuple(_unpublished(dataset, record)),
        )


def _is_undated(record: Record) -> bool:
    match record:
        case Event():
            return not record.when.is_known
        case Agreement():
            step = record.agreed_step
            return step is None or not step.when.is_known
        case Position():
            return not record.when.is_known
        case _:
            return False


def _unpublished(dataset: Dataset, record: Record) -> Iterator[SourceId]:
    """Give the source by the date of which a record could be dated, if that has none."""
    told = (record.agreed_step or record) if isinstance(record, Agreement) else record
    source = dataset.sources.get((told.source or record.source) or "")
    is_seen_from_it = getattr(told, "doc_time_rel", None) is not None
    if is_seen_from_it and source is not None and not source.published.is_known:
        yield source.id


def _identities(dataset: Dataset) -> Iterator[OpenQuestion]:
    for link in in_reading_order(dataset.links.where(kind=LinkKind.SAME_AS)):
        if link.certainty is not Certainty.CERTAIN:
            yield OpenQuestion(
                kind=OpenKind.IDENTITY,
                premises=(link,),
                about=(link.subject, link.object, link.id),
            )


def _left(bounds: Bounds | None) -> str:
    """Say what days are left, where any are known not to be."""
    if bounds is None:
        return ""
    everything = When.unknown().bounds
    told = ""
    if bounds.start_earliest != everything.start_earliest:
        told += f"; not before {day_in_words(bounds.start_earliest)}"
    if bounds.end_latest != everything.end_latest:
        told += f"{', and' if told else ';'} not after {day_in_words(bounds.end_latest)}"
    return told
