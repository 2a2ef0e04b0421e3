"""Collections, answers and matrices as tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, Final, cast

import attrs

from karabakh._shown import shown
from karabakh.comparison import Reliability
from karabakh.errors import CitationError, UnknownIdError
from karabakh.model import Cited, Dataset, Record, RecordCollection, Source
from karabakh.model.flat import flat_fields, part_classes
from karabakh.nearest import did_you_mean
from karabakh.reasoning import (
    AlignmentMatrix,
    AlignmentWeight,
    Conclusion,
    Contradictions,
    HeldStance,
    RecordCheck,
    StanceCheck,
    Stances,
    Timeline,
)
from karabakh.tables._columns import Column, columns_of, own_properties
from karabakh.tables._table import Table
from karabakh.time import Bounds
from karabakh.wording import Labels

__all__ = ["to_table"]


def to_table(
    value: RecordCollection[Any] | Sequence[Conclusion] | AlignmentMatrix | Timeline | Reliability,
    *,
    part: str | None = None,
    kind: type[Conclusion] | None = None,
    dataset: Dataset | None = None,
) -> Table:
    """Return records or answers as plain columns, for data frames and databases.

    Each column has the name of the field that it holds:

    - an identifier, a term, a citation or a code is a text; a record is its identifier, a
      derived stance that of the position it comes from; several are a list of texts;
    - a time is three columns: ``when`` is its EDTF text, ``when_first`` the first day on which
      it may have begun and ``when_last`` the last on which it may have ended, as dates of the
      Gregorian calendar; None if the side is open, or outside the years 1 to 9999;
    - a place's point is two numbers in degrees, ``longitude`` and ``latitude``; a requirement is
      three texts, such as ``requirement_goal``;
    - what a record leaves out is None, and a list without elements is empty.

    Of actors and places there is their ``label`` beside. An answer has, after its own columns,
    its ``rule``, ``certainty``, ``basis``, ``according_to``, the identifiers of all that it rests
    on as ``support``, their ``citations``, and the answer as a ``sentence``.

    Args:
        value: A collection of a dataset; answers of one question, such as those of `shifts`;
            the matrix of `alignment`, as its pairs of actors; a `timeline`, as its records
            with their ``layer`` from 0, earliest first; or a `reliability`, as the disagreements
            with ``record_1``, ``value_1`` and so on, of each coding.
        part: The parts of the records as rows instead, such as ``participants`` of events; the
            first column is the record that they belong to.
        kind: The class of the answers, by which there are columns even if there are no answers.
        dataset: The dataset that they are of, for the names in sentences; if texts are bound to
            it, also for the ``words`` of the ``citations``, each in the same place of its list,
            None if the text has them not.

    Raises:
        TypeError: If `value` is none of these, or answers of different kinds don't fit together.
        ValueError: If the records have no such part.

    >>> import karabakh
    >>> from karabakh.reasoning import shifts
    >>> dataset = karabakh.load()
    >>> events = karabakh.to_table(dataset.events)
    >>> row = events["id"].index("war-2020")
    >>> events["when"][row], events["when_first"][row]
    ('2020', datetime.date(2020, 1, 1))
    >>> karabakh.to_table(dataset.events, part="participants")["actor"][:2]
    ['azerbaijan', 'armenia']
    >>> karabakh.to_table(shifts(dataset))["ordered_by"]
    ['source']
    """
    if isinstance(value, RecordCollection):
        return _table_of_records(value, part, dataset)  # pyright: ignore[reportUnknownArgumentType]
    if part is not None:
        raise TypeError(f"part must be left out but for records, got {shown(part)}")
    if isinstance(value, AlignmentMatrix):
        weights = AlignmentWeight.__annotations__.items()
        columns = [
            each for name, kind in weights for each in columns_of(name, kind, attrgetter(name))
        ]
        return _filled(columns, value.weights())
    if isinstance(value, Timeline):
        return _table_of_timeline(value)
    if isinstance(value, Reliability):
        return _table_of_disagreements(value)
    return _table_of_answers(_require_answers(value), kind, dataset)


def _filled(
    columns: Iterable[Column], rows: Iterable[Any], dataset: Dataset | None = None
) -> Table:
    items = list(rows)
    columns = list(_with_words(columns, dataset))
    return Table(
        {column.name: [*map(column.read, items)] for column in columns},
        {column.name: column.type for column in columns},
    )


def _with_words(columns: Iterable[Column], dataset: Dataset | None) -> Iterator[Column]:
    """Yield columns, with one for the words of citations if texts are bound."""
    for column in columns:
        yield column
        if column.name == "citations" and dataset is not None and dataset.documents:
            yield Column("words", "list", _words_reader(column.read, dataset))


def _words_reader(read: Callable[[Any], Any], dataset: Dataset) -> Callable[[Any], Any]:
    @cache
    def quote(passage: str) -> str | None:
        try:
            return dataset.quote(passage)
        except (CitationError, UnknownIdError):
            return None

    return lambda row: [*map(quote, read(row))]


def _table_of_records(
    records: "RecordCollection[Any]", part: str | None, dataset: Dataset | None
) -> Table:
    if part is None:
        columns = _record_columns(records.kind)
        if hasattr(records.kind, "label"):
            columns.insert(1, Column("label", "string", lambda record: record.label))
        return _filled(columns, records, dataset)
    parts = part_classes(records.kind)
    if part not in parts:
        noun = records.kind.__name__.lower()
        known = ", ".join(map(repr, parts)) or "none"
        hint = did_you_mean(part, parts) or f"{noun}s have {known}"
        raise ValueError(f"part must be a field with several parts, got {shown(part)}; {hint}")
    owner = Column(records.kind.__name__.lower(), "string", lambda row: row[0])
    columns = [
        attrs.evolve(column, read=_of_part(column.read)) for column in _record_columns(parts[part])
    ]
    rows = ((record.id, each) for record in records for each in getattr(record, part))
    return _filled([owner, *columns], rows, dataset)


def _of_part(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return what reads a column from a part that stands behind its record."""
    return lambda row: read(row[1])


def _record_columns(kind: type) -> list[Column]:
    return [
        column
        for each in flat_fields(kind)
        for column in columns_of(each.name, each.annotation, each.read)
    ]


def _table_of_timeline(timeline: Timeline) -> Table:
    rows = [
        *((record, layer) for layer, some in enumerate(timeline.layers) for record in some),
        *((record, None) for record in timeline.unordered),
    ]
    columns = [
        Column("record", "string", lambda row: row[0].id),
        Column("type", "string", lambda row: type(row[0]).__name__.lower()),
        Column("layer", "integer", lambda row: row[1]),
        *columns_of("when", Bounds, lambda row: timeline.bounds(row[0].id)),
    ]
    return _filled(columns, rows)


def _table_of_disagreements(found: Reliability) -> Table:
    columns = [
        Column("kind", "string", attrgetter("kind")),
        Column("field", "string", lambda row: row.field or None),
        Column("passages", "list", lambda row: [*row.passages]),
        Column("words", "string", lambda row: row.words or None),
    ]
    for number in range(len(found.codings)):
        columns.append(Column(f"record_{number + 1}", "string", _nth("records", number)))
        columns.append(Column(f"value_{number + 1}", "string", _nth("values", number)))
    return _filled(columns, found.disagreements)


def _nth(name: str, number: int) -> Callable[[Any], Any]:
    return lambda row: getattr(row, name)[number]


def _require_answers(value: object) -> Sequence[Conclusion]:
    """Return answers if all are; raise TypeError with what to pass if not."""
    if isinstance(value, Dataset):
        hint = "pass one of its collections, such as dataset.positions"
    elif isinstance(value, Conclusion):
        hint = "pass several in a tuple, or (result,)"
    elif not isinstance(value, Sequence) or isinstance(value, str):
        hint = "pass dataset.positions or shifts(dataset)"
    else:
        answers = cast("Sequence[object]", value)
        strange = next((each for each in answers if not isinstance(each, Conclusion)), None)
        if strange is None:
            return cast("Sequence[Conclusion]", value)
        value, hint = strange, "pass a collection of a dataset, or the answers of a question"
        if isinstance(strange, (Record, Source)):
            hint = "records need their collection: RecordCollection(records, Actor)"
    raise TypeError(f"value must be a collection or answers, got {shown(value)}; {hint}")


def _table_of_answers(
    answers: Sequence[Conclusion], kind: type[Conclusion] | None, dataset: Dataset | None
) -> Table:
    items = list(answers)
    kinds = _KINDS.get(type(answers), ()) if kind is None else (kind,)
    by_kind = {each: _own_columns(each) for each in dict.fromkeys([*kinds, *map(type, items)])}
    own: dict[str, Column] = {}
    for columns in by_kind.values():
        for name, column in columns.items():
            if own.setdefault(name, column).type != column.type:
                names = ", ".join(sorted(each.__name__ for each in by_kind))
                raise TypeError(
                    f"value must be answers with equal columns, got {names}, whose"
                    f" {name!r} differ; pass those of one kind"
                )
    shared = [attrs.evolve(each, read=_shared_reader(each, by_kind)) for each in own.values()]
    return _filled([*shared, *_common_columns(Labels(dataset))], items, dataset)


_KINDS: Final[Mapping[type, tuple[type[Conclusion], ...]]] = {
    Stances: (HeldStance,),
    Contradictions: (StanceCheck, RecordCheck),
}
"""What containers of answers hold, though they may be empty."""


def _own_columns(kind: type[Conclusion]) -> dict[str, Column]:
    """Return the columns that the answers of a class have beside those of all answers."""
    common = {field.name for field in attrs.fields(Conclusion)}
    own = {
        field.name: field.type
        for field in attrs.fields(kind)
        if field.name not in common and not field.name.startswith("_")
    }
    return {
        column.name: column
        for name, annotation in (own | own_properties(kind)).items()
        for column in columns_of(name, annotation, attrgetter(name))
    }


def _shared_reader(
    column: Column, by_kind: Mapping[type, Mapping[str, Column]]
) -> Callable[[Any], Any]:
    """Return what reads a column that only answers of some classes may have."""

    def read(row: object) -> object:
        own = by_kind[type(row)].get(column.name)
        if own is None:
            return [] if column.type == "list" else None
        return own.read(row)

    return read


def _common_columns(labels: Labels) -> list[Column]:
    return [
        Column("rule", "string", lambda row: row.rule),
        Column("certainty", "string", lambda row: row.certainty.value),
        Column("basis", "string", lambda row: row.basis.value),
        Column("according_to", "list", lambda row: [*map(str, row.according_to)]),
        Column("support", "list", _support),
        Column("citations", "list", _citations),
        Column("sentence", "string", lambda row: row.describe(labels)),
    ]


def _support(answer: Conclusion) -> list[str]:
    """Return the identifiers of what an answer rests on; parts of records have none."""
    return [str(each.id) for each in answer.support if isinstance(each, (Record, Source))]


def _citations(answer: Conclusion) -> list[str]:
    """Return the passages that an answer rests on, each once."""
    cited = (each for each in answer.support if isinstance(each, Cited))
    return list(dict.fromkeys(str(place) for each in cited for place in each.citations))
