"""Records and answers as columns, for data frames and databases."""

import datetime as dt
import subprocess
import sys

import attrs
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import karabakh
from karabakh import (
    Dataset,
    Event,
    EventKind,
    KarabakhError,
    Place,
    RecordCollection,
    When,
    to_table,
)
from karabakh.comparison import Comparison, compare
from karabakh.model import COLLECTIONS
from karabakh.model.flat import flat_fields, part_classes
from karabakh.model.introspection import field_types
from karabakh.reasoning import (
    Conclusion,
    Shift,
    alignment,
    conditions,
    contradictions,
    demands,
    disputes,
    obligations,
    open_questions,
    shifts,
    stances,
    timeline,
)
from karabakh.tables import Table
from karabakh.testing import bound_datasets, datasets, whens
from karabakh.time import Truth
from karabakh.wording import Labels

TYPES = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": float,
    "date": dt.date,
    "list": list,
}
QUESTIONS = (
    stances,
    shifts,
    disputes,
    contradictions,
    obligations,
    open_questions,
    demands,
    timeline,
    alignment,
)


def check_columns(table):
    """Assert that the columns have one length and hold what their types say."""
    assert list(table.types) == list(table)
    for name, column in dict(table).items():
        assert len(column) == len(table)
        for cell in column:
            assert type(cell) is TYPES[table.types[name]] or cell is None
            if table.types[name] == "list":
                assert all(type(each) is str for each in cell)


def tables_of(dataset):
    for _, records in dataset.collections():
        yield to_table(records)
        yield from (to_table(records, part=part) for part in part_classes(records.kind))
    for question in QUESTIONS:
        yield to_table(question(dataset))


@given(dataset=datasets(max_size=5))
@settings(max_examples=20)
def test_columns_hold_what_their_types_say_and_arrow_takes_them(dataset):
    for table in tables_of(dataset):
        check_columns(table)
        arrow = pa.table(table)
        assert arrow.column_names == list(table)
        assert arrow.to_pylist() == list(table.rows)


@given(dataset=datasets(max_size=5))
@settings(max_examples=20)
def test_each_record_is_a_row_with_its_own_values(dataset):
    for _, records in dataset.collections():
        table = to_table(records)
        assert table["id"] == list(records.ids)
        for field in flat_fields(records.kind):
            if field.annotation is When:
                assert table[field.name] == [str(field.read(each)) or None for each in records]
            elif field.element is not None:
                assert [*map(len, table[field.name])] == [len(field.read(each)) for each in records]


def test_no_field_of_a_record_is_left_out():
    for kind in COLLECTIONS.values():
        shown = {each.path[0] for each in flat_fields(kind)} | part_classes(kind).keys()
        assert shown == field_types(kind).keys()


@given(when=whens())
def test_the_days_are_the_limits_of_the_time(when):
    table = to_table(Dataset(events=[event(when)]).events)
    (first,), (last,) = table["when_first"], table["when_last"]
    if when.is_approximate or when.instant is not None:
        return  # approximate marks widen comparisons, and instants are finer than days
    if first is not None and first > dt.date.min:
        assert day_before(first).intersects(when) is Truth.NO
        assert When(first.isoformat()).intersects(when) is not Truth.NO
    if last is not None and last < dt.date.max:
        assert When((last + DAY).isoformat()).intersects(when) is Truth.NO


DAY = dt.timedelta(1)


def day_before(day):
    return When((day - DAY).isoformat())


def event(when, id="it"):
    return Event(id=id, title="It", kind=EventKind.MEETING, when=when)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020", dt.date(2020, 1, 1), dt.date(2020, 12, 31)),
        ("2020-09-27/..", dt.date(2020, 9, 27), None),
        ("../1999", None, dt.date(1999, 12, 31)),
        ("-0044-03-15", None, None),
        ("Y12000", None, None),
        ("9999-12-31", dt.date.max, dt.date.max),
    ],
)
def test_days_are_dates_or_none(text, first, last):
    table = to_table(Dataset(events=[event(When(text))]).events)
    assert (table["when"], table["when_first"], table["when_last"]) == ([text], [first], [last])


def test_an_unknown_time_is_none():
    table = to_table(Dataset(events=[event(When.unknown())]).events)
    assert (table["when"], table["when_first"], table["when_last"]) == ([None], [None], [None])


@pytest.fixture(scope="module")
def dataset():
    return karabakh.load()


def test_four_libraries_take_a_table_in_a_line(dataset):
    positions = to_table(dataset.positions)
    table = positions
    frames = {
        "pandas": pd.DataFrame(dict(table)).to_dict("list"),
        "pandas by Arrow": pd.DataFrame.from_arrow(table).to_dict("list"),
        "polars": pl.DataFrame(table).to_dict(as_series=False),
        "arrow": pa.table(table).to_pydict(),
        "duckdb": duckdb.sql("from positions").pl().to_dict(as_series=False),
    }
    for frame in frames.values():
        assert list(frame) == list(table)
        for name in ("id", "stance", "citations"):
            assert [*map(plain, frame[name])] == table[name]


def plain(cell):
    return list(cell) if not isinstance(cell, str) else cell


def test_columns_without_a_value_keep_their_types():
    table = to_table(Dataset().events)
    assert pl.DataFrame(table).schema == {
        name: {
            "string": pl.String,
            "boolean": pl.Boolean,
            "date": pl.Date,
            "list": pl.List(pl.String),
        }[kind]
        for name, kind in table.types.items()
    }
    assert duckdb.arrow(table).types[-1] == "VARCHAR"


def test_days_are_dates_in_each_library(dataset):
    events = to_table(dataset.events)
    query = "select id from events where when_first >= date '2020-01-01'"
    assert duckdb.sql(query).fetchall() == [("war-2020",)]
    frame = pl.DataFrame(events).filter(pl.col("when_last") < dt.date(2021, 1, 1))
    assert frame["id"].to_list() == ["war-2020"]


def test_parts_join_with_their_records(dataset):
    events = to_table(dataset.events)
    participants = to_table(dataset.events, part="participants")
    joined = pl.DataFrame(participants).join(pl.DataFrame(events), left_on="event", right_on="id")
    assert joined["actor"].to_list() == [
        part.actor for each in dataset.events for part in each.participants
    ]


def test_a_point_is_two_numbers_in_degrees():
    places = Dataset(places=[Place(id="a", point=(46.75, 39.8)), Place(id="b")]).places
    table = to_table(places)
    assert table["longitude"], table["latitude"] == ([46.75, None], [39.8, None])


def test_stances_that_an_answer_names_are_their_positions(dataset):
    (shift,) = shifts(dataset)
    table = to_table([shift])
    assert table["earlier"] == [shift.earlier.position.id]
    assert table["support"] == [[each.id for each in shift.support]]


def test_sentences_have_the_names_of_the_dataset(dataset):
    table = to_table(disputes(dataset), dataset=dataset)
    assert table["sentence"] == [each.describe(Labels(dataset)) for each in disputes(dataset)]


@given(dataset=bound_datasets())
@settings(max_examples=10)
def test_words_are_those_of_bound_texts(dataset):
    for value in (dataset.positions, dataset.events, stances(dataset), shifts(dataset)):
        table = to_table(value, dataset=dataset)
        assert list(table).index("words") == list(table).index("citations") + 1
        for passages, words in zip(table["citations"], table["words"], strict=True):
            assert len(passages) == len(words)
            for passage, quote in zip(passages, words, strict=True):
                assert quote == quoted(dataset, passage)
        assert pa.table(table)["words"].to_pylist() == table["words"]


def quoted(dataset, passage):
    try:
        return dataset.quote(passage)
    except KarabakhError:
        return None


def test_without_texts_there_are_no_words(dataset):
    assert "words" not in to_table(dataset.positions, dataset=dataset)


def test_camps_are_their_holders(dataset):
    table = to_table(disputes(dataset))
    assert table["opponents"][0] == ["ethnic-armenians"]


def test_the_matrix_is_its_pairs(dataset):
    matrix = alignment(dataset)
    assert [tuple(row.values()) for row in to_table(matrix).rows] == [*matrix.weights()]


def test_the_timeline_has_all_its_records_with_their_layer(dataset):
    times = timeline(dataset)
    table = to_table(times)
    layers = dict(zip(table["record"], table["layer"], strict=True))
    assert all(
        layers[record.id] == number for number, layer in enumerate(times.layers) for record in layer
    )
    assert {layers[record.id] for record in times.unordered} == {None}


def test_answers_of_several_classes_share_their_columns():
    table = to_table(contradictions(Dataset()))
    assert {"holder", "first", "verdict", "rule"} <= table.keys()


def test_no_answers_have_the_columns_of_their_kind(dataset):
    assert list(to_table((), kind=Shift)) == list(to_table(shifts(dataset)))
    assert "rule" in to_table(())
    assert list(to_table(stances(Dataset()))) == list(to_table(stances(dataset)))


def all_kinds(cls=Conclusion):
    for each in cls.__subclasses__():
        yield each
        yield from all_kinds(each)


@pytest.mark.parametrize("kind", {each.__name__: each for each in all_kinds()}.values())
def test_each_kind_of_answer_has_columns(kind):
    conditions(karabakh.load(), "lasting-peace")  # loads its classes
    table = to_table((), kind=kind)
    assert table.keys() >= to_table(()).keys()


BAD = [
    (lambda d: d, "value must be a collection or answers, got <Dataset"),
    (lambda _: "positions", "value must be a collection or answers, got 'positions'"),
    (lambda d: shifts(d)[0], "pass several in a tuple, or (result,)"),
    (lambda d: tuple(d.actors), "records need their collection: RecordCollection(records, Actor)"),
    (lambda _: [1], "value must be a collection or answers, got 1"),
    (lambda _: None, "value must be a collection or answers, got None"),
]


@pytest.mark.parametrize(("value", "message"), BAD)
def test_what_is_no_table_is_refused(dataset, value, message):
    with pytest.raises(TypeError) as caught:
        to_table(value(dataset))
    assert message in str(caught.value)


def test_answers_whose_columns_differ_are_refused(dataset):
    answers = (*open_questions(dataset)[:1], *contradictions(dataset).compatible[:1])
    assert to_table(answers)
    with pytest.raises(TypeError, match="value must be answers with equal columns"):
        to_table((*shifts(dataset), *demands(dataset), *disputes(dataset), clashing()))


@attrs.frozen(kw_only=True, repr=False)
class Clashing(Conclusion):
    holder: tuple[str, ...] = ()


def clashing():
    return Clashing(rule="own", premises=())


def test_parts_are_those_of_records(dataset):
    with pytest.raises(ValueError, match="did you mean 'participants'"):
        to_table(dataset.events, part="participant")
    with pytest.raises(ValueError, match="links have none"):
        to_table(dataset.links, part="participants")
    with pytest.raises(TypeError, match="part must be left out"):
        to_table(shifts(dataset), part="claims")


def test_a_selection_is_a_collection(dataset):
    chosen = dataset.positions.where(holder="aliyev")
    assert to_table(chosen)["id"] == list(chosen.ids)
    assert isinstance(chosen, RecordCollection)


def test_a_comparison_is_its_pairs(dataset):
    found = compare(dataset, dataset)
    assert isinstance(found, Comparison)
    assert len(to_table(found.pairs)["left"]) == len(found.pairs)


def test_a_table_is_a_mapping_with_a_short_form(dataset):
    table = to_table(dataset.places)
    assert repr(table) == "<Table: 1 rows, 10 columns>"
    assert isinstance(table, Table)
    with pytest.raises(TypeError):
        table.types["id"] = "list"


def test_nothing_of_it_is_imported_before_it_is_needed():
    code = (
        "import sys, karabakh; table = karabakh.to_table(karabakh.load().links);"
        "print(sorted({'pyarrow', 'pandas', 'polars', 'duckdb'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_without_pyarrow_the_error_says_what_to_do(dataset, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ImportError, match=r"use pip install pyarrow, or dict\(table\)"):
        to_table(dataset.links).__arrow_c_stream__()


@given(days=st.lists(st.dates(), max_size=3))
def test_full_days_come_back_as_they_are(days):
    records = [event(When(day.isoformat()), f"e{number}") for number, day in enumerate(days)]
    assert to_table(Dataset(events=records).events)["when_first"] == days
