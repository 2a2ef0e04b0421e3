"""What a dataset leaves open, and what would resolve it."""

from collections.abc import Iterator

from karabakh.ids import RecordId
from karabakh.model import (
    Dataset,
    Event,
    EventKind,
    Position,
    Record,
    Stance,
)
from karabakh.reasoning._accounts import Accounts
from karabakh.reasoning._agreement_status import agreement_status
from karabakh.reasoning._arguments import require_actor, require_dataset
from karabakh.reasoning._conclusion import Conclusion, Premise
from karabakh.reasoning._consistency import ConsistencyCheck, Verdict
from karabakh.reasoning._contradictions import contradictions
from karabakh.reasoning._holdings import Holding, Holdings
from karabakh.reasoning._obligation import ObligationState
from karabakh.reasoning._obligations import obligations
from karabakh.reasoning._open_question import OpenQuestion, QuestionKind
from karabakh.reasoning._reading_order import in_reading_order, reading_key
from karabakh.reasoning._shifts import shifts
from karabakh.reasoning._unresolved_records import (
    grouped,
    hedged_records,
    missing_dates,
    missing_parties,
    uncertain_identities,
)
from karabakh.time import TimeOrder

__all__ = ["open_questions"]

_BY_VERDICT = {
    Verdict.CONTRADICTION: QuestionKind.CONTRADICTION,
    Verdict.RIVAL_ACCOUNTS: QuestionKind.RIVAL_ACCOUNTS,
    Verdict.UNDETERMINED: QuestionKind.UNDETERMINED,
}


def open_questions(
    dataset: Dataset, *, according_to: str | None = None
) -> tuple[OpenQuestion, ...]:
    """Return what a dataset leaves open, with a reason, and what would resolve it.

    ==============  ====================================================================
    kind            what is open
    ==============  ====================================================================
    undecided       each proposition on which an actor holds an undecided stance, and is
                    not known to have taken another since
    outcome         each obligation, by now, that is overdue, undetermined or contested
    status          each agreement with a status, by now, that is undetermined, or that
                    different accounts give differently
    contradiction   each contradiction, see `contradictions`
    rival-accounts  each contradiction between accounts
    undetermined    each undetermined one
    stance          each *stance-change* event of an actor without a shift of that actor
                    on what it is about, or a stance that it is known to precede
    hedged          each record that is less than certain, and each agreement of which a
                    step is; but not a link, if an end of it is itself on this list or the
                    link says what is the same as what
    parties         each agreement made with fewer than two parties named, unless the
                    source names all, or it is a unilateral declaration
    date            each undated end of a *before* or *follows* link, and each undated
                    agreement with provisions
    identity        each *same as* link that is less than certain
    ==============  ====================================================================

    Of contradictions that rest on the same positions, such as a person's and those of whom
    the person represents, only the one that takes the fewest steps is listed. Records that
    *same as* links join are one: what one of them says is not missing in another.

    Limits: it is the records' view. What no record mentions is not open but missing, and
    what a coder doubts is in the notes.

    Args:
        dataset: The records.
        according_to: An actor whose word counts as the sources'.

    Returns:
        The questions by kind, in the order of `QuestionKind`, then in that of the sources.

    Raises:
        UnknownIdError: If the dataset has no such actor.

    >>> import karabakh
    >>> from karabakh.reasoning import open_questions
    >>> for found in open_questions(karabakh.load()):
    ...     if found.kind.value not in {"date", "identity"}:
    ...         print(found.kind.value, found.about[0])
    undecided ceasefire-brings-peace
    outcome fighters-lay-down-arms
    hedged armenia-stance-change
    parties laying-down-arms
    parties ceasefire
    """
    require_dataset(dataset)
    require_actor(dataset, according_to=according_to)
    accounts = Accounts(dataset, according_to)
    found = _Questions(dataset, accounts.known, according_to)
    return (
        *found.undecided(),
        *found.outcomes(),
        *found.statuses(),
        *found.inconsistencies(),
        *found.stances(),
        *hedged_records(dataset),
        *missing_parties(dataset, accounts.known),
        *missing_dates(dataset, accounts),
        *uncertain_identities(dataset, accounts.known),
    )


class _Questions:
    """Finds what is open in one view of a dataset."""

    def __init__(self, dataset: Dataset, known: Holdings, according_to: str | None) -> None:
        self._dataset = dataset
        self._according_to = according_to
        self._known = known
        self._one = known.clusters.representative

    def undecided(self) -> Iterator[OpenQuestion]:
        found: dict[str, list[Holding]] = {}
        for row in sorted(self._known.all, key=lambda row: reading_key(row.position)):
            is_taken = row.is_recorded and row.stance is Stance.UNDECIDED
            if is_taken and not self._is_settled(row):
                found.setdefault(row.proposition, []).append(row)
        for proposition, group in found.items():
            rows = [row for row in group if not row.voices] or group
            positions = in_reading_order({row.position.id: row.position for row in rows}.values())
            voices = frozenset[str]().union(*(row.voices for row in rows))
            yield OpenQuestion(
                kind=QuestionKind.UNDECIDED,
                premises=positions,
                according_to=tuple(sorted(voices)),
                about=(proposition,),
            )

    def _is_settled(self, row: Holding) -> bool:
        """Return whether an undecided holder is known to have taken a stance since."""
        return any(
            other.stance is not Stance.UNDECIDED
            and other.voices <= row.voices
            and self._known.order(row, other) is TimeOrder.FIRST
            for other in self._known.by_holder[row.holder, row.proposition]
        )

    def outcomes(self) -> Iterator[OpenQuestion]:
        is_open = {ObligationState.UNKNOWN, ObligationState.OVERDUE, ObligationState.CONTESTED}
        for obligation in obligations(self._dataset, according_to=self._according_to):
            if obligation.state in is_open or obligation.accounts:
                about = (obligation.provision.id, obligation.agreement.id)
                yield OpenQuestion(kind=QuestionKind.OUTCOME, premises=(obligation,), about=about)

    def statuses(self) -> Iterator[OpenQuestion]:
        for cluster in grouped(self._dataset.agreements, self._known):
            found = agreement_status(self._dataset, cluster[0].id, according_to=self._according_to)
            if (found.possible and found.status is None) or found.accounts:
                yield OpenQuestion(
                    kind=QuestionKind.STATUS,
                    premises=(found, *found.accounts),
                    about=(cluster[0].id,),
                )

    def inconsistencies(self) -> Iterator[OpenQuestion]:
        found = contradictions(self._dataset, according_to=self._according_to)
        checks = (*found.contradictions, *found.rival_accounts, *found.undetermined)
        shortest: dict[tuple[Verdict, frozenset[RecordId]], tuple[int, ConsistencyCheck]] = {}
        for check in checks:
            records, steps = _rests_on(check)
            positions = [each for each in records if isinstance(each, Position)]
            key = (check.verdict, frozenset(each.id for each in positions or records))
            best = shortest.get(key)
            if best is None or steps < best[0]:
                shortest[key] = steps, check
        for (verdict, about), (_, check) in shortest.items():
            yield OpenQuestion(
                kind=_BY_VERDICT[verdict],
                premises=(check,),
                about=tuple(sorted(about)),
                undated=check.resolution,
            )

    def stances(self) -> Iterator[OpenQuestion]:
        """Yield the changes of stance that are claimed without a new stance."""
        changed: set[tuple[str, str]] = set()
        claims = self._dataset.events.where(kind=EventKind.STANCE_CHANGE)
        for shift in shifts(self._dataset, according_to=self._according_to) if claims else ():
            changed |= {(shift.holder, each) for each in (shift.proposition, *shift.also)}
        for event in in_reading_order(claims):
            about = {self._one(it): it for it in event.about if self._dataset.propositions.get(it)}
            for actor in dict.fromkeys(each.actor for each in event.participants):
                holder = self._one(actor)
                is_shown = any(
                    (holder, each) in changed or self._has_since(holder, each, event)
                    for each in about
                )
                if about and not is_shown:
                    yield OpenQuestion(
                        kind=QuestionKind.STANCE,
                        premises=(event,),
                        about=(actor, *about.values(), event.id),
                    )

    def _has_since(self, holder: str, proposition: str, event: Event) -> bool:
        index = self._known.index(frozenset())
        during = index.of(event)
        return any(
            index.order.order(during, row.interval) is TimeOrder.FIRST
            for row in self._known.by_holder.get((holder, proposition), ())
        )


def _rests_on(conclusion: Conclusion) -> tuple[list[Record], int]:
    """Return the records that a conclusion comes down to, and in how many steps."""
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
