"""Records that leave something open by themselves: hedged, undated or incomplete."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

from karabakh.ids import RecordId, SourceId
from karabakh.model import (
    Agreement,
    AgreementKind,
    AgreementStatus,
    Certainty,
    Dataset,
    Event,
    Link,
    LinkKind,
    Position,
    Record,
    StatusChange,
)
from karabakh.reasoning._accounts import Accounts
from karabakh.reasoning._holdings import Holdings
from karabakh.reasoning._open_question import OpenQuestion, QuestionKind
from karabakh.reasoning._reading_order import in_reading_order

__all__ = [
    "grouped",
    "hedged_records",
    "missing_dates",
    "missing_parties",
    "uncertain_identities",
]

_R = TypeVar("_R", bound=Record)


def grouped(records: Iterable[_R], known: Holdings) -> list[list[_R]]:
    """Return the records that are one together, in the order of the sources."""
    found: dict[str, list[_R]] = {}
    for record in in_reading_order(records):
        found.setdefault(known.clusters.representative(record.id), []).append(record)
    return list(found.values())


def hedged_records(dataset: Dataset) -> Iterator[OpenQuestion]:
    """Yield what is reported, but not as a fact; see `open_questions`."""
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
        yield OpenQuestion(kind=QuestionKind.HEDGED, premises=premises, about=(record.id,))


def _is_certain(step: StatusChange) -> bool:
    return step.certainty is Certainty.CERTAIN


def missing_parties(dataset: Dataset, known: Holdings) -> Iterator[OpenQuestion]:
    """Yield the agreements of which the source does not name the parties."""
    one = known.clusters.representative
    for cluster in grouped(dataset.agreements, known):
        parties = {one(party): party for each in cluster for party in each.parties}
        steps = [step.status for each in cluster for step in each.statuses]
        is_proposed = set(steps) == {AgreementStatus.PROPOSED}
        is_complete = any(
            each.parties_complete or each.kind is AgreementKind.UNILATERAL_DECLARATION
            for each in cluster
        )
        if len(parties) < 2 and not is_proposed and not is_complete:  # noqa: PLR2004
            yield OpenQuestion(
                kind=QuestionKind.PARTIES,
                premises=tuple(cluster),
                about=(cluster[0].id, *parties.values()),
            )


def missing_dates(dataset: Dataset, accounts: Accounts) -> Iterator[OpenQuestion]:
    """Yield what has no date, though it is in an order, or has provisions."""
    one = accounts.known.clusters.representative
    mattering: dict[str, list[Record]] = defaultdict(list)
    for link in in_reading_order(dataset.links):
        if link.kind in {LinkKind.BEFORE, LinkKind.FOLLOWS}:
            for end in link.ends:
                mattering[one(end)].append(link)
    for agreement in dataset.agreements:
        if agreement.provisions:
            mattering[one(agreement.id)] += agreement.provisions
    records = [*dataset.events, *dataset.agreements, *dataset.positions]
    for record, *others in grouped(records, accounts.known):
        reasons = mattering.get(one(record.id), ())
        if reasons and all(map(_is_undated, (record, *others))):
            yield OpenQuestion(
                kind=QuestionKind.DATE,
                premises=(record, *reasons),
                about=(record.id,),
                bounds=accounts.own.bounds(record.id),
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
    """Yield the source whose date would date a record, if it has none."""
    dated = (record.agreed_step or record) if isinstance(record, Agreement) else record
    source = dataset.sources.get((dated.source or record.source) or "")
    is_seen_from_it = getattr(dated, "doc_time_rel", None) is not None
    if is_seen_from_it and source is not None and not source.published.is_known:
        yield source.id


def uncertain_identities(dataset: Dataset, known: Holdings) -> Iterator[OpenQuestion]:
    """Yield the links that may or may not make two records one."""
    apart = {link.id for link in known.clusters.uncertain}
    for link in in_reading_order(dataset.links.where(kind=LinkKind.SAME_AS)):
        if link.certainty is not Certainty.CERTAIN or link.id in apart:
            yield OpenQuestion(
                kind=QuestionKind.IDENTITY,
                premises=(link,),
                about=(link.subject, link.object, link.id),
            )
