"""A folder holds a dataset without loss, and is whole whatever happens."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings

import karabakh
from karabakh import Dataset, Event, EventKind, Measure, MeasureKind, Place
from karabakh.columnar import ColumnarDataset, FolderError, write_columns
from karabakh.reasoning import shifts
from karabakh.testing import datasets

ARTICLE = karabakh.load()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("collection")


def dataset_in(folder):
    with ColumnarDataset.open(folder) as collection:
        return collection.dataset()


@settings(max_examples=20)
@given(datasets(max_size=12))
def test_what_is_written_comes_back(folder, dataset):
    measures = (each for event in dataset.events for each in event.measures)
    numbers = (number for each in measures for number in (each.best, each.low, each.high))
    if any(isinstance(number, int) and abs(number) > 2**53 for number in numbers):
        with pytest.raises(ValueError, match="more digits than a column holds"):
            write_columns(dataset, folder)
        return
    write_columns(dataset, folder)
    assert dataset_in(folder) == dataset


@pytest.mark.parametrize("number", [2**53, -(2**53), 0, 2.5, 1e300, 5e-324, -0.1])
def test_numbers_come_back_as_they_are(number, folder):
    dataset = with_measure(number)
    write_columns(dataset, folder)
    assert dataset_in(folder) == dataset


def test_a_number_that_no_column_holds_is_refused(folder):
    with pytest.raises(ValueError, match="event 'battle' can't be written: 9007199254740993 has"):
        write_columns(with_measure(2**53 + 1), folder)


def with_measure(number):
    measure = Measure(kind=MeasureKind.KILLED, best=number)
    return Dataset.from_records(
        Event(id="battle", title="Battle", kind=EventKind.BATTLE, measures=(measure,))
    )


def test_a_stream_of_records_is_as_the_dataset(folder, tmp_path):
    karabakh.write(ARTICLE, tmp_path / "article.jsonl")
    write_columns(karabakh.iter_records(tmp_path / "article.jsonl"), folder, title=ARTICLE.title)
    found = dataset_in(folder)
    assert list(found.collections()) == list(ARTICLE.collections())
    assert found.title == ARTICLE.title


def test_some_records_come_with_all_that_they_refer_to(folder):
    write_columns(ARTICLE, folder)
    with ColumnarDataset.open(folder) as collection:
        found = collection.dataset(["fighters-lay-down-arms", "pashinyan-concedes", "nobody"])
    assert found.agreements.ids == ("laying-down-arms",)
    assert found.positions.ids == ("pashinyan-concedes",)
    assert found.sources.ids == ("article",)
    assert not karabakh.validate(found, select=["KB101"]).findings
    assert len(found.propositions) < len(ARTICLE.propositions)


def test_other_programs_read_the_files(folder):
    write_columns(ARTICLE, folder)
    listed = json.loads((folder / "collection.json").read_text())
    file = folder / listed["collections"]["events"]["file"]
    query = f"SELECT participants[1].actor FROM '{file}' WHERE id = 'offensive'"  # noqa: S608 (a path of the test's)
    assert duckdb.sql(query).fetchall() == [(ARTICLE["offensive"].participants[0].actor,)]


def test_only_the_files_on_the_list_remain(folder):
    for dataset in (ARTICLE, Dataset.from_records(Place(id="here")), Dataset()):
        write_columns(dataset, folder)
        listed = json.loads((folder / "collection.json").read_text())["collections"]
        files = {each["file"] for each in listed.values()}
        assert {path.name for path in folder.iterdir()} - {".lock", "collection.json"} == files


# -- what can't be written


def test_two_records_of_one_identifier_are_refused(folder):
    write_columns(ARTICLE, folder)
    with pytest.raises(ValueError, match="distinct identifiers, got 'here' more than once"):
        write_columns([Place(id="here"), Place(id="there"), Place(id="here")], folder)
    assert dataset_in(folder) == ARTICLE


def test_what_is_no_record_is_refused(folder):
    write_columns(ARTICLE, folder)
    with pytest.raises(TypeError, match="records must be records of a dataset, got 'here'"):
        write_columns(["here"], folder)
    assert dataset_in(folder) == ARTICLE


@pytest.mark.parametrize("records", [["here"], [Place(id="here"), Place(id="here")]])
def test_no_new_folder_remains_of_what_is_refused(records, tmp_path):
    with pytest.raises((TypeError, ValueError)):
        write_columns(records, tmp_path / "new" / "collection")
    assert not (tmp_path / "new" / "collection").exists()


def test_a_long_record_needs_little_memory(tmp_path):
    dataset = Dataset.from_records(Place(id="here", note="Long. " * 500_000), Place(id="there"))
    write_columns(dataset, tmp_path, memory="100MiB")
    assert dataset_in(tmp_path) == dataset


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(FolderError, match="thesis"):
        write_columns(ARTICLE, tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.name != ".lock"] == ["thesis.docx"]


def test_a_second_writer_is_refused(folder):
    write_columns(ARTICLE, folder)

    def records():
        yield Place(id="here")
        write_columns(Dataset(), folder)

    with pytest.raises(FolderError, match="another program is writing into it"):
        write_columns(records(), folder)
    assert dataset_in(folder) == ARTICLE


_WRITE_SLOWLY = """
import sys, time
import karabakh
from karabakh.columnar import write_columns

def records():
    for number in range(1_000_000):
        if number == 50:
            print("begun", flush=True)
        if number > 50:
            time.sleep(0.01)
        yield karabakh.Place(id=f"place-{number}")

write_columns(records(), sys.argv[1])
"""


def test_a_writer_that_is_killed_leaves_the_folder_as_it_was(folder):
    write_columns(ARTICLE, folder)
    with subprocess.Popen(
        [sys.executable, "-c", _WRITE_SLOWLY, folder], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout.readline() == "begun\n"
        assert list(folder.glob(".new/*.partial"))
        writer.send_signal(signal.SIGKILL)
    assert dataset_in(folder) == ARTICLE
    write_columns(Dataset(), folder)  # nobody has the lock, and what was begun is removed
    assert not (folder / ".new").exists()


def test_a_list_that_a_killed_writer_left_half_written_is_removed(folder):
    write_columns(ARTICLE, folder)
    (folder / ".collection.json.0123456789abcdef.tmp").write_text("{")
    write_columns(Dataset(), folder)
    assert dataset_in(folder) == Dataset()
    assert not list(folder.glob(".collection*"))


_WRITE_TOO_MUCH = """
import resource, signal, sys
import karabakh
from karabakh.columnar import write_columns

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    places = (karabakh.Place(id=f"place-{n}", note=f"{n * 7919}") for n in range(20_000))
    write_columns(places, sys.argv[1])
except OSError as error:
    print("OSError", error)
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of files are those of POSIX")
def test_a_full_disk_leaves_the_folder_as_it_was(folder):
    write_columns(ARTICLE, folder)
    command = [sys.executable, "-c", _WRITE_TOO_MUCH, str(folder)]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert shown.startswith("OSError")
    assert dataset_in(folder) == ARTICLE


# -- what can't be read


def file_of(folder, listed, name="positions"):
    return folder / listed["collections"][name]["file"]


def replaced(selection):
    def change(folder, listed):
        path = file_of(folder, listed)
        rows = f"SELECT {selection} FROM '{path}'"  # noqa: S608 (a path of the test's)
        duckdb.execute(f"COPY ({rows}) TO '{path}.new' (FORMAT parquet)")
        Path(f"{path}.new").replace(path)

    return change


def listing(**changes):
    return lambda _, listed: listed.update(changes)


def listing_collection(name, value):
    return lambda _, listed: listed["collections"].update({name: value})


DAMAGES = {
    "its file positions-": lambda folder, listed: file_of(folder, listed).unlink(),
    "can't be read": lambda folder, listed: file_of(folder, listed).write_text("no Parquet"),
    "its layout is 9, not 3; write it anew": listing(layout=9),
    "its schema is 3, not 2": listing(schema=3),
    "is damaged": listing_collection("positions", 5),
    **{
        f"is damaged (a count must be a whole number from 0, got {value!r})": listing(
            largest_group=value
        )
        for value in ("many", "3", None, True, -1, 2.5, float("inf"), float("nan"), [3])
    },
    "from 0, got inf)": listing_collection(
        "events", {"file": "events.parquet", "rows": float("inf")}
    ),
    "is damaged ('largest_group')": lambda _, listed: listed.pop("largest_group"),
    "unknown collection 'wars'": listing_collection("wars", {"file": "wars.parquet", "rows": 1}),
    "is not in the folder": listing_collection("events", {"file": "../x.parquet", "rows": 1}),
    "column stance of its positions is missing": replaced("* EXCLUDE stance"),
    "column start_latest of its positions is of type VARCHAR, not of type BIGINT": replaced(
        "* REPLACE (start_latest::VARCHAR AS start_latest)"
    ),
}


@pytest.mark.parametrize("message", DAMAGES)
def test_a_damaged_folder_is_refused_until_it_is_written_anew(message, folder):
    write_columns(ARTICLE, folder)
    path = folder / "collection.json"
    listed = json.loads(path.read_text())
    DAMAGES[message](folder, listed)
    path.write_text(json.dumps(listed))
    with pytest.raises(FolderError, match=re.escape(message)):
        ColumnarDataset.open(folder)
    write_columns(ARTICLE, folder)
    assert dataset_in(folder) == ARTICLE


def test_a_folder_without_a_list_is_refused(tmp_path):
    with pytest.raises(FolderError, match=r"it has no collection\.json; use karabakh\.columnar"):
        ColumnarDataset.open(tmp_path)
    with pytest.raises(FolderError, match=r"it has no collection\.json"):
        ColumnarDataset.open(tmp_path / "nowhere")
    for text in ("{", "[" * 200_000):
        (tmp_path / "collection.json").write_text(text)
        with pytest.raises(FolderError, match="can't be read"):
            ColumnarDataset.open(tmp_path)


def test_a_file_that_is_damaged_within_is_refused_when_it_is_read(folder):
    write_columns(ARTICLE, folder)
    path = (
        folder
        / json.loads((folder / "collection.json").read_text())["collections"]["events"]["file"]
    )
    content = path.read_bytes()
    length = int.from_bytes(content[-8:-4], "little")  # of the description, which stands last
    pages = len(content) - 8 - length
    path.write_bytes(content[:4] + b"\xff" * (pages - 4) + content[pages:])
    with (
        ColumnarDataset.open(folder) as collection,
        pytest.raises(FolderError, match="DuckDB could not go on"),
    ):
        collection.dataset()


@pytest.mark.parametrize(
    "options",
    [
        *(
            {"memory": value}
            for value in ("much", "-1", "2GiBs", "9" * 400 + "GB", 5, None, b"1GB")
        ),
        *({"threads": value} for value in (0, "two", 257, 10**30, True, 1.0, None)),
    ],
    ids=str,
)
def test_impossible_limits_are_refused(options, folder):
    write_columns(ARTICLE, folder)
    with pytest.raises(ValueError, match="memory must be a size such as '2GiB' and threads"):
        ColumnarDataset.open(folder, **options)


def test_a_closed_collection_says_that_it_is_closed(folder):
    write_columns(ARTICLE, folder)
    with ColumnarDataset.open(folder) as collection:
        answer = collection.shifts()
    for ask in (answer.count, collection.dataset, collection.disputes, lambda: list(answer)):
        with pytest.raises(ValueError, match="collection must be open, got a closed one"):
            ask()


WRONG_TYPES = {
    "query must be a str, got None": lambda collection: collection.sql(None),
    "row must be a Mapping, got None": lambda collection: collection.explain(None),
    "ids must be several identifiers, got 'aliyev'": lambda collection: collection.dataset(
        "aliyev"
    ),
    "ids must be several identifiers, got 5": lambda collection: collection.dataset(5),
    "each of ids must be a str, got 98": lambda collection: collection.dataset(b"bc"),
    "each of ids must be a str, got None": lambda collection: collection.dataset([None]),
    "according_to must be an identifier (str), got a list": lambda collection: collection.counts(
        by=(), according_to=[]
    ),
    "at must be a When or a str, got None": lambda collection: collection.stances(at=None),
    "unit must be a str, got 5": lambda collection: collection.counts(by=(), unit=5),
}


@pytest.mark.parametrize(
    ("place", "ask"),
    [
        ("query", lambda collection, text: collection.sql(f"SELECT '{text}' AS n")),
        ("each of ids", lambda collection, text: collection.dataset([text])),
        ("unit", lambda collection, text: collection.counts((), measure="killed", unit=text)),
    ],
)
def test_a_text_that_is_not_in_utf_8_is_refused(place, ask, folder):
    write_columns(ARTICLE, folder)
    with ColumnarDataset.open(folder) as collection:
        with pytest.raises(ValueError, match=f"{place} must be in UTF-8, got ") as error:
            ask(collection, "\ud800")
        assert len(str(error.value).splitlines()) == 1


QUERIES_THAT_FAIL = ["SELECT CAST('x' AS INT) AS n", "SELECT error('boom') AS n"]


@pytest.mark.parametrize("query", QUERIES_THAT_FAIL)
def test_a_query_that_fails_on_its_values_does_not_blame_the_folder(query, folder):
    write_columns(ARTICLE, folder)
    with ColumnarDataset.open(folder) as collection:
        answer = collection.sql(query)
        with pytest.raises(ValueError, match="query must have an answer: "):
            list(answer)


@pytest.mark.parametrize("message", WRONG_TYPES)
def test_arguments_of_another_type_are_refused(message, folder):
    write_columns(ARTICLE, folder)
    with (
        ColumnarDataset.open(folder) as collection,
        pytest.raises(TypeError, match=re.escape(message)),
    ):
        WRONG_TYPES[message](collection)


OPERATIONS = {
    "write": lambda folder, memory: write_columns(ARTICLE, folder, memory=memory),
    "open": lambda folder, memory: ColumnarDataset.open(folder, memory=memory),
}
QUESTIONS = {
    "dataset": lambda collection: collection.dataset(),
    "shifts": lambda collection: collection.shifts(),
    "contradictions": lambda collection: collection.contradictions(),
    "disputes": lambda collection: collection.disputes(),
    "counts": lambda collection: list(collection.counts(by=("year",))),
    "rows of a query": lambda collection: list(collection.sql(WIDE)),
    "number of rows": lambda collection: collection.sql(WIDE).count(),
}
WIDE = "SELECT DISTINCT hash(range) AS number FROM range(3_000_000)"


@pytest.mark.parametrize("operation", OPERATIONS)
def test_too_little_memory_for_a_folder_is_an_error_that_asks_for_more(operation, folder):
    write_columns(ARTICLE, folder)
    with pytest.raises(MemoryError, match=r"memory must be larger for this, such as memory='4GiB'"):
        OPERATIONS[operation](folder, "1KB")
    assert dataset_in(folder) == ARTICLE


@pytest.mark.parametrize("question", QUESTIONS)
def test_too_little_memory_for_a_question_is_an_error_that_asks_for_more(question, folder):
    write_columns(ARTICLE, folder)
    with (
        ColumnarDataset.open(folder, memory="1MB") as collection,
        pytest.raises(MemoryError, match=r"memory must be larger for this, such as memory='4GiB'"),
    ):
        QUESTIONS[question](collection)


def test_a_question_may_be_repeated_after_running_out_of_memory(folder):
    write_columns(ARTICLE, folder)
    for kilobytes in range(1_000, 16_000, 1_500):
        with ColumnarDataset.open(folder, memory=f"{kilobytes}KB") as collection:
            for _ in range(2):
                with contextlib.suppress(MemoryError):
                    assert collection.shifts().count() == len(shifts(ARTICLE))


def test_records_that_another_program_damaged_are_refused(folder):
    write_columns(ARTICLE, folder)
    listed = json.loads((folder / "collection.json").read_text())
    replaced("* REPLACE ('maybe' AS stance)")(folder, listed)
    with ColumnarDataset.open(folder) as collection, pytest.raises(karabakh.LoadError) as error:
        collection.dataset()
    assert "maybe" in str(error.value)


def test_what_spark_needs_is_named(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(
        ImportError, match=r"connect needs pyspark.*; use pip install 'karabakh\[spark\]'"
    ):
        ColumnarDataset.connect(None, tmp_path)
