"""All that a timeline is about, as a table."""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from karabakh.model import Agreement, Dataset, Event, Position
from karabakh.wording import Labels, describe_time

__all__ = ["COLUMNS", "table_of"]

COLUMNS: Final = ("id", "kind", "who", "what", "when", "placed", "certainty", "citations")


def table_of(dataset: Dataset) -> Iterator[tuple[str, ...]]:
    """Yield a row of texts for each event, agreement and position, see `COLUMNS`."""
    labels = Labels(dataset)
    records: Iterator[Event | Agreement | Position] = chain(
        dataset.events, dataset.agreements, dataset.positions
    )
    first: dict[str, Event | Agreement | Position] = {}
    for record in records:
        first.setdefault(record.id, record)
    for record in first.values():
        kind, who, what = _summary(record, dataset)
        when, placed = _times(record)
        yield (
            record.id,
            kind,
            ", ".join(map(labels, who)),
            what,
            when,
            placed,
            record.certainty.value,
            ", ".join(map(str, record.all_citations)),
        )


def _summary(
    record: Event | Agreement | Position, dataset: Dataset
) -> tuple[str, tuple[str, ...], str]:
    """Return the kind of a record, who takes part, and what it says."""
    match record:
        case Event():
            who = tuple(each.actor for each in record.participants)
            return f"event: {record.kind.value}", who, record.title
        case Agreement():
            return f"agreement: {record.kind.value}", record.parties, record.title
        case Position():
            proposition = dataset.propositions.get(record.proposition)
            text = proposition.text if proposition else record.proposition
            return f"position: {record.stance.value}", (record.holder,), text


def _times(record: Event | Agreement | Position) -> tuple[str, str]:
    """Return the dates of a record as written, and its time as its source puts it."""
    if isinstance(record, Agreement):
        steps = record.statuses
        dates = [f"{each.status.value} {each.when}" for each in steps if each.when.is_known]
        undated = [each for each in steps if not each.when.is_known]
        times = {describe_time(each.when, each.doc_time_rel) for each in undated}
        return "; ".join(dates), "; ".join(sorted(filter(None, times)))
    if record.when.is_known:
        return str(record.when), ""
    is_recurring = isinstance(record, Event) and record.recurring
    return "", describe_time(record.when, record.doc_time_rel, is_recurring=is_recurring)
