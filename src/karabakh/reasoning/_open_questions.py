"""What a dataset leaves open, and what would resolve it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

from karabakh.ids import RecordId, SourceId
from karabakh.model import (
    Agreement,
    AgreementKind,
    AgreementStatus,
    Certainty,
    Cited,
    Dataset,
    Event,
    EventKind,
    Link,
    LinkKind,
    Position,
    Record,
    Stance,
)
from karabakh.reasoning._accounts import Accounts
from karabakh.reasoning._agreement_status import status_of
from karabakh.reasoning._arguments import require_actor, require_dataset
from karabakh.reasoning._attribution import OWN
from karabakh.reasoning._contradictions import contradictions
from karabakh.reasoning._holding import Holding
from karabakh.reasoning._obligation import ObligationState
from karabakh.reasoning._obligations import obligations
from karabakh.reasoning._open_question import OpenQuestion, QuestionKind
from karabakh.reasoning._reading_order import in_reading_order, reading_key
from karabakh.reasoning._record_conflicts import ConsistencyCheck, Verdict
from karabakh.reasoning._shifts import shifts
from karabakh.time import TimeOrder

__all__ = ["open_questions"]

_OPEN = {ObligationState.UNKNOWN, ObligationState.OVERDUE, ObligationState.CONTESTED}
_R = TypeVar("_R", bound=Record)


def open_questions(
    dataset: Dataset, *, according_to: str | None = None
) -> tuple[OpenQuestion, ...]:
    """Return what a dataset leaves open, with a reason, and what would resolve it.

    `QuestionKind` has the rule of each kind. Of contradictions that rest on the same positions,
    such as a person's and those of whom the person represents, only the one that rests on the
    fewest records is listed. Records that *same as* links join are one: what one of them says is
    not missing in another.

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
    >>> from karabakh.reasoning import QuestionKind, open_questions
    >>> for found in open_questions(karabakh.load()):
    ...     if found.kind in {QuestionKind.UNDECIDED, QuestionKind.OUTCOME}:
    ...         print(f"{found.describe()} ({found.reason()})")
    whether this will come true: ceasefire-brings-peace (left open by author)
    what became of fighters-lay-down-arms (no deadline or outcome reported)
    """
    require_dataset(dataset)
    require_actor(dataset, according_to=according_to)
    accounts = Accounts(dataset, according_to=according_to)
    return (
        *_undecided(accounts),
        *_outcomes(dataset, according_to),
        *_statuses(accounts),
        *_inconsistencies(dataset, according_to),
        *_stances(accounts, according_to),
        *_hedged(dataset),
        *_parties(accounts),
        *_dates(accounts),
        *_identities(accounts),
    )


def _together(records: Iterable[_R], accounts: Accounts) -> list[list[_R]]:
    """Return the records that are one together, in the order of the sources."""
    found: dict[str, list[_R]] = {}
    for record in in_reading_order(records):
        found.setdefault(accounts.clusters.representative(record.id), []).append(record)
    return list(found.values())


# -- what the answers to other questions leave open


def _undecided(accounts: Accounts) -> Iterator[OpenQuestion]:
    known = accounts.known

    def is_settled(row: Holding) -> bool:
        """Return whether an undecided holder is known to have taken a stance since."""
        return any(
            other.stance is not Stance.UNDECIDED
            and other.voices <= row.voices
            and known.order(row, other) is TimeOrder.FIRST
            for other in known.by_holder[row.holder, row.proposition]
        )

    found: dict[str, list[Holding]] = {}
    for row in sorted(known.all, key=lambda row: reading_key(row.position)):
        if row.is_recorded and row.stance is Stance.UNDECIDED and not is_settled(row):
            found.setdefault(row.proposition, []).append(row)
    for proposition, group in found.items():
        rows = [row for row in group if not row.voices] or group
        yield OpenQuestion(
            kind=QuestionKind.UNDECIDED,
            premises=in_reading_order({row.position.id: row.position for row in rows}.values()),
            according_to=tuple(sorted(OWN.union(*(row.voices for row in rows)))),
            about=(proposition,),
        )


def _outcomes(dataset: Dataset, according_to: str | None) -> Iterator[OpenQuestion]:
    for duty in obligations(dataset, according_to=according_to):
        if duty.state in _OPEN or duty.accounts:
            about = (duty.provision.id, duty.agreement.id)
            yield OpenQuestion(kind=QuestionKind.OUTCOME, premises=(duty,), about=about)


def _statuses(accounts: Accounts) -> Iterator[OpenQuestion]:
    for cluster in _together(accounts.dataset.agreements, accounts):
        found = status_of(cluster[0], accounts)
        if (found.possible and found.status is None) or found.accounts:
            premises = (found, *found.accounts)
            yield OpenQuestion(kind=QuestionKind.STATUS, premises=premises, about=(cluster[0].id,))


def _inconsistencies(dataset: Dataset, according_to: str | None) -> Iterator[OpenQuestion]:
    found = contradictions(dataset, according_to=according_to)
    smallest: dict[tuple[Verdict, frozenset[RecordId]], ConsistencyCheck] = {}
    for check in (*found.contradictions, *found.rival_accounts, *found.undetermined):
        records = [each for each in check.support if isinstance(each, Record)]
        positions = [each for each in records if isinstance(each, Position)]
        key = check.verdict, frozenset(each.id for each in positions or records)
        if key not in smallest or len(check.support) < len(smallest[key].support):
            smallest[key] = check
    for (verdict, about), check in smallest.items():
        yield OpenQuestion(
            kind=QuestionKind(verdict.value),
            premises=(check,),
            about=tuple(sorted(about)),
            undated=check.resolution,
        )


def _stances(accounts: Accounts, according_to: str | None) -> Iterator[OpenQuestion]:
    """Yield the changes of stance that are claimed without a new stance."""
    dataset, known, one = accounts.dataset, accounts.known, accounts.clusters.representative
    claims = dataset.events.where(kind=EventKind.STANCE_CHANGE)
    changed = {
        (shift.holder, each)
        for shift in (shifts(dataset, according_to=according_to) if claims else ())
        for each in (shift.proposition, *shift.also)
    }
    index = known.index(OWN)

    def is_shown(holder: str, proposition: str, event: Event) -> bool:
        """Return whether a shift, or a stance since the event, shows the change."""
        during = index.of(event)
        return (holder, proposition) in changed or any(
            index.order.order(during, row.interval) is TimeOrder.FIRST
            for row in known.by_holder.get((holder, proposition), ())
        )

    for event in in_reading_order(claims):
        about = {one(each): each for each in event.about if dataset.propositions.get(each)}
        for actor in dict.fromkeys(each.actor for each in event.participants):
            if about and not any(is_shown(one(actor), each, event) for each in about):
                ids = (actor, *about.values(), event.id)
                yield OpenQuestion(kind=QuestionKind.STANCE, premises=(event,), about=ids)


# -- what records leave open by themselves


def _is_hedged(cited: Cited) -> bool:
    return cited.certainty is not Certainty.CERTAIN


def _hedged(dataset: Dataset) -> Iterator[OpenQuestion]:
    found: dict[str, tuple[Cited, ...]] = {}
    for record in dataset.records():
        steps = record.statuses if isinstance(record, Agreement) else ()
        if _is_hedged(record):
            found[record.id] = (record,)
        elif hedged := tuple(filter(_is_hedged, steps)):
            found[record.id] = (record, *hedged)
    ends = {each for each in found if not isinstance(dataset[each], Link)}
    for record in in_reading_order(map(dataset.__getitem__, found)):
        if isinstance(record, Link) and (
            record.kind is LinkKind.SAME_AS or not ends.isdisjoint(record.ends)
        ):
            continue
        premises = found[record.id]
        yield OpenQuestion(kind=QuestionKind.HEDGED, premises=premises, about=(record.id,))


def _parties(accounts: Accounts) -> Iterator[OpenQuestion]:
    one = accounts.clusters.representative
    for cluster in _together(accounts.dataset.agreements, accounts):
        parties = {one(party): party for each in cluster for party in each.parties}
        is_proposed = {step.status for each in cluster for step in each.statuses} == {
            AgreementStatus.PROPOSED
        }
        is_complete = any(
            each.parties_complete or each.kind is AgreementKind.UNILATERAL_DECLARATION
            for each in cluster
        )
        if len(parties) < 2 and not is_proposed and not is_complete:  # noqa: PLR2004
            about = (cluster[0].id, *parties.values())
            yield OpenQuestion(kind=QuestionKind.PARTIES, premises=tuple(cluster), about=about)


def _dates(accounts: Accounts) -> Iterator[OpenQuestion]:
    """Yield what has no date, though it is in an order, or has provisions."""
    dataset, one = accounts.dataset, accounts.clusters.representative
    reasons: dict[str, list[Record]] = defaultdict(list)
    for link in in_reading_order(dataset.links):
        if link.kind in {LinkKind.BEFORE, LinkKind.FOLLOWS}:
            for end in link.ends:
                reasons[one(end)].append(link)
    for agreement in in_reading_order(dataset.agreements):
        reasons[one(agreement.id)] += agreement.provisions
    records: list[Event | Agreement | Position] = [*dataset.events, *dataset.agreements]
    records += dataset.positions
    for record, *others in _together(records, accounts):
        mattering = reasons.get(one(record.id), ())
        if mattering and all(map(_is_undated, (record, *others))):
            yield OpenQuestion(
                kind=QuestionKind.DATE,
                premises=(record, *mattering),
                about=(record.id,),
                bounds=accounts.own.bounds(record.id),
                undated=tuple(_unpublished(dataset, record)),
            )


def _is_undated(record: Event | Agreement | Position) -> bool:
    dated = record.agreed_step if isinstance(record, Agreement) else record
    return dated is None or not dated.when.is_known


def _unpublished(dataset: Dataset, record: Event | Agreement | Position) -> Iterator[SourceId]:
    """Yield the source whose date would date a record, if it has none."""
    dated = record.agreed_step if isinstance(record, Agreement) else record
    if dated is not None and dated.doc_time_rel is not None:
        source = dataset.sources.get((dated.source or record.source) or "")
        if source is not None and not source.published.is_known:
            yield source.id


def _identities(accounts: Accounts) -> Iterator[OpenQuestion]:
    """Yield the links that may or may not make two records one."""
    uncertain = {link.id for link in accounts.clusters.uncertain}
    for link in in_reading_order(accounts.dataset.links.where(kind=LinkKind.SAME_AS)):
        if _is_hedged(link) or link.id in uncertain:
            about = (link.subject, link.object, link.id)
            yield OpenQuestion(kind=QuestionKind.IDENTITY, premises=(link,), about=about)
