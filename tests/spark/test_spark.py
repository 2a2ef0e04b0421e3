"""Answers from Spark are those of the kernel, of sixty random datasets."""

import json
import random

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from collections_of_events import random_events
from collections_of_positions import joined, random_positions
from debates import debates
from hypothesis import HealthCheck, Phase, given, settings
from slow_counts import slow_counts

import karabakh
from karabakh import When
from karabakh.columnar import ColumnarDataset, FolderError, _runner, write_columns
from karabakh.columnar._questions import QUESTIONS
from karabakh.explanations import explain
from karabakh.reasoning import alignment


def drawn(strategy, count):
    """Return some values of a strategy, the same in every run."""
    found = []

    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def keep(value):
        found.append(value)

    keep()
    return found


@pytest.fixture(scope="module")
def dataset():
    chance = random.Random(20)  # noqa: S311 (no secret)
    return joined(
        [
            *(random_positions(chance, chance.randint(2, 40)) for _ in range(30)),
            *drawn(debates(max_size=9), 20),
            *(random_events(chance, chance.randint(3, 9)) for _ in range(10)),
        ]
    )


@pytest.fixture(scope="module")
def folder(dataset, tmp_path_factory):
    folder = tmp_path_factory.mktemp("collection")
    write_columns(dataset, folder)
    return folder


@pytest.fixture(scope="module")
def collection(spark, folder):
    with ColumnarDataset.connect(spark, folder) as collection:
        yield collection


def in_order(rows):
    return sorted(rows, key=lambda row: [(each is None, str(each)) for each in row.values()])


@pytest.mark.parametrize("name", ["contradictions", "disputes", "shifts"])
def test_answers_are_those_of_the_kernel(name, collection, dataset, folder):
    question = QUESTIONS[name]
    answer = getattr(collection, name)()
    rows = in_order(answer)
    assert rows == in_order(map(question.row, question.conclusions(dataset)))
    with ColumnarDataset.open(folder) as in_process:
        assert answer.units_by_kernel == getattr(in_process, name)().units_by_kernel > 10
    assert answer.count() == answer.frame.count() == len(rows) > 50


def test_alignment_is_that_of_the_kernel(collection, dataset):
    options = {"at": "2001-06/2002-02", "norm": "jaccard", "duplicates": "month"}
    names = ("congruence", "conflict", "score", "norm")
    rows = list(collection.alignment(**options))
    found = {(row["a"], row["b"]): tuple(row[name] for name in names) for row in rows}
    expected = alignment(dataset, **options).weights()
    assert found == {(each.a, each.b): pytest.approx(each[2:]) for each in expected}
    assert len(found) == len(rows) > 10


def test_stances_are_those_of_the_kernel(collection, dataset):
    question, at = QUESTIONS["stances"], When("2001-06/2002-02")
    rows = in_order(collection.stances(at=at))
    assert rows == in_order(map(question.row, question.conclusions(dataset, at=at)))
    assert len(rows) > 50


def test_answers_in_buckets_are_the_same(spark, collection, folder):
    calls, expected = [], in_order(collection.contradictions())
    before = views_of(spark)
    with ColumnarDataset.connect(
        spark, folder, buckets=3, progress=lambda *call: calls.append(call)
    ) as divided:
        assert in_order(divided.contradictions()) == expected
    assert calls == [(1, 3), (2, 3), (3, 3)]
    assert views_of(spark) == before


def test_sweeping_finds_the_contradictions_that_comparing_finds(
    spark, collection, folder, monkeypatch
):
    monkeypatch.setattr(_runner, "_CROWDED", 1)
    with ColumnarDataset.connect(spark, folder) as swept:
        assert in_order(swept.contradictions()) == in_order(collection.contradictions())


def test_a_row_is_explained_as_by_the_kernel(collection, dataset):
    question = QUESTIONS["shifts"]
    conclusions = sorted(question.conclusions(dataset), key=lambda shift: shift.holder)
    for conclusion in (conclusions[0], conclusions[-1]):
        explained = collection.explain(question.row(conclusion))
        assert str(explained) == str(explain(conclusion, dataset=dataset))


@pytest.mark.parametrize(
    ("by", "options"),
    [
        (("dyad", "month"), {"measure": "killed", "according_to": "d53-actor-0"}),
        (("place", "certainty", "source"), {"within": "2000-09/2001-10"}),
    ],
)
def test_events_are_counted_as_one_by_one(by, options, collection, dataset):
    rows = in_order(collection.counts(by, **options))
    expected = in_order(slow_counts(dataset, by, **options))
    assert len(rows) == len(expected) > 1
    for row, other in zip(rows, expected, strict=True):
        assert row == pytest.approx(other)


def test_records_come_back_with_what_they_refer_to(collection, dataset, folder):
    ids = [dataset.links[0].id, dataset.positions[-1].id, dataset.events[0].id, "unknown"]
    with ColumnarDataset.open(folder) as in_process:
        assert collection.dataset(ids) == in_process.dataset(ids)
    assert collection.dataset() == dataset


def test_data_frames_take_an_answer_in_a_line(collection):
    answer = collection.disputes()
    rows = list(answer)
    table = pa.table(answer)
    assert table.to_pylist() == rows
    assert str(table.schema.field("since").type) == "date32[day]"
    assert len(pd.DataFrame.from_records(table.to_pylist())) == len(rows)


def test_a_users_query_is_answered_beside_the_sessions_own_tables(spark, collection, dataset):
    spark.createDataFrame([("battle", "B")], "kind string, letter string").createOrReplaceTempView(
        "letters"
    )
    query = "SELECT letter, count(*) AS n FROM events JOIN letters USING (kind) GROUP BY letter"
    battles = sum(event.kind.value == "battle" for event in dataset.events)
    assert list(collection.sql(query)) == [{"letter": "B", "n": battles}]
    shadowed = "WITH events AS (SELECT 5 AS n) SELECT n FROM events"
    assert list(collection.sql(shadowed)) == [{"n": 5}]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT nothing FROM events", "query must be valid SQL: .*nothing"),
        ("SELECT (", "query must be valid SQL: "),
        ("DROP VIEW letters", "query must be one SELECT, got 'DROP VIEW letters'"),
        ("SELECT 1; SELECT 2", "query must be one SELECT"),
        ("", "query must be one SELECT, got ''"),
        ("SELECT 1 AS a, 2 AS a", "query must have distinct columns, got a more than once"),
    ],
)
def test_what_is_no_query_is_refused(query, message, collection):
    with pytest.raises(ValueError, match=message) as error:
        collection.sql(query)
    assert len(str(error.value).splitlines()) == 1


@pytest.mark.parametrize("query", ["SELECT CAST('x' AS INT) AS n", "SELECT 1 / 0 AS n"])
def test_a_query_that_fails_on_its_values_does_not_blame_the_folder(query, collection):
    answer = collection.sql(query)
    for ask in (list, pa.table):
        with pytest.raises(ValueError, match="query must have an answer: ") as error:
            ask(answer)
        assert len(str(error.value).splitlines()) == 1


def test_a_closed_collection_is_refused(spark, folder):
    with ColumnarDataset.connect(spark, folder) as collection:
        answer = collection.sql("SELECT * FROM positions")
    for ask in (list, type(answer).count, pa.table):
        with pytest.raises(ValueError, match="collection must be open"):
            ask(answer)


def test_a_file_that_is_damaged_later_is_an_error_of_the_folder(spark, tmp_path):
    write_columns(karabakh.load(), tmp_path)
    with ColumnarDataset.connect(spark, tmp_path) as collection:
        answer = collection.sql("SELECT * FROM positions")
        for file in tmp_path.glob("positions*.parquet"):
            file.write_bytes(b"PAR1" + bytes(100))
        with pytest.raises(FolderError, match="Spark could not go on"):
            list(answer)


def test_two_collections_of_a_session_keep_apart(spark, collection, tmp_path):
    write_columns(karabakh.load(), tmp_path)
    before = views_of(spark)
    with ColumnarDataset.connect(spark, tmp_path) as other:
        assert other.sql("SELECT * FROM positions").count() == len(karabakh.load().positions)
        assert collection.sizes != other.sizes
        assert views_of(spark) > before
    assert views_of(spark) == before


def views_of(spark):
    return {row.viewName for row in spark.sql("SHOW VIEWS").collect()}


@pytest.mark.parametrize("value", [None, "local[2]", object()])
def test_what_is_no_session_is_refused(value, folder):
    with pytest.raises(TypeError, match="spark must be a SparkSession, got"):
        ColumnarDataset.connect(value, folder)


@pytest.mark.parametrize("place", ["/nowhere/at-all", "unheard-of://bucket/folder"])
def test_a_folder_that_spark_cannot_see_is_named(place, spark):
    with pytest.raises(FolderError) as error:
        ColumnarDataset.connect(spark, place)
    message = str(error.value)
    assert message.startswith(f"{place} can't be used as a collection: Spark can't read")
    assert message.endswith("use a folder that Spark and all its workers can read")
    assert len(message.splitlines()) == 1


def test_a_folder_of_another_version_is_refused(spark, tmp_path):
    write_columns(karabakh.load(), tmp_path)
    listed = tmp_path / "collection.json"
    content = json.loads(listed.read_text())
    for text, reason in {
        json.dumps(content | {"schema": 99}): "its schema is 99, not",
        json.dumps(content | {"layout": 99}): "its layout is 99, not",
        "[": "its collection.json can't be read",
        "{}": "its layout is None",
    }.items():
        listed.write_text(text)
        with pytest.raises(FolderError, match=reason):
            ColumnarDataset.connect(spark, tmp_path)


def test_files_that_are_damaged_or_foreign_are_named(spark, tmp_path):
    write_columns(karabakh.load(), tmp_path)
    (file,) = tmp_path.glob("actors-*.parquet")
    table = pq.read_table(file)
    pq.write_table(table.drop_columns("members"), file)
    with pytest.raises(FolderError, match="column members of its actors is missing"):
        ColumnarDataset.connect(spark, tmp_path)
    file.write_bytes(b"no Parquet")
    with pytest.raises(FolderError, match=f"Spark can't read its file {file.name}"):
        ColumnarDataset.connect(spark, tmp_path)
    file.unlink()
    with pytest.raises(FolderError, match=f"Spark can't read its file {file.name}"):
        ColumnarDataset.connect(spark, tmp_path)


def test_a_session_that_has_ended_is_refused(spark, folder):
    spark.stop()  # the last test
    with pytest.raises(ValueError, match="spark must be a running SparkSession; start another"):
        ColumnarDataset.connect(spark, folder)
