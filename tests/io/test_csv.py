"""Datasets in folders of CSV tables: nothing is lost, problems are located."""

import codecs
import csv
import json
import re

import attrs
import duckdb
import frictionless
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import karabakh
from karabakh import (
    Agreement,
    AgreementKind,
    Coding,
    ConditionType,
    Dataset,
    Event,
    EventKind,
    ExternalCode,
    LoadError,
    Measure,
    MeasureKind,
    Name,
    Place,
)
from karabakh._replacing import replace_folder
from karabakh.io._csv_cells import QuotationError, iter_rows, marked, row_text, unmarked
from karabakh.io._csv_tables import csv_tables
from karabakh.testing import datasets, texts

ANY_TEXT = texts() | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
FORMULAS = "=+-@\t\r\n＝＋－＠"


@pytest.fixture
def folder(tmp_path):
    karabakh.write(karabakh.load(), f"{tmp_path}/article/")
    return tmp_path / "article"


def files_of(folder):
    return {each.name: each.read_bytes() for each in folder.iterdir()}


@given(dataset=datasets(consistent=True))
@settings(max_examples=25)
def test_any_dataset_survives_and_always_has_the_same_bytes(tmp_path_factory, dataset):
    folder = tmp_path_factory.mktemp("tables")
    karabakh.write(dataset, folder)
    assert karabakh.read(folder) == dataset
    written = files_of(folder)
    karabakh.write(karabakh.read(folder), folder)
    assert files_of(folder) == written


@given(dataset=datasets(consistent=False))
@settings(max_examples=15)
def test_broken_references_survive_where_they_are_not_checked(tmp_path_factory, dataset):
    folder = tmp_path_factory.mktemp("tables")
    if any(len(set(records.ids)) < len(records) for _, records in dataset.collections()):
        with pytest.raises(
            ValueError, match=r"distinct identifiers, got .* more than once; rename"
        ):
            karabakh.write(dataset, folder)
        return
    karabakh.write(dataset, folder)
    assert karabakh.read(folder, check_references=False) == dataset


@pytest.mark.parametrize("best", [-(10**18), 10**18, -(2**63), 2**63 - 1])
def test_whole_numbers_of_nineteen_digits_survive(tmp_path, best):
    measure = Measure(kind=MeasureKind.KILLED, best=best)
    event = Event(id="it", title="It", kind=EventKind.BATTLE, measures=(measure,))
    dataset = Dataset.from_records(event)
    karabakh.write(dataset, tmp_path / "tables", format="csv")
    assert karabakh.read(tmp_path / "tables") == dataset


@given(text=ANY_TEXT)
def test_any_text_survives(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("tables")
    place = Place(id="here", names=(Name(text=text),), note=text)
    dataset = Dataset.from_records(place, title=text, coding=(Coding(coders=(text,), note=text),))
    karabakh.write(dataset, folder)
    assert karabakh.read(folder) == dataset


@given(value=st.text(";a b", min_size=1, max_size=8).map(lambda text: f"x{text}x"))
def test_codes_with_the_separator_of_lists_survive(tmp_path_factory, value):
    folder = tmp_path_factory.mktemp("tables")
    codes = (ExternalCode("own", value), ExternalCode("own", f"{value};y"))
    dataset = Dataset.from_records(Place(id="here", codes=codes))
    karabakh.write(dataset, folder)
    assert karabakh.read(folder) == dataset


@given(best=st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_survive_as_whole_numbers_or_fractions(tmp_path_factory, best):
    folder = tmp_path_factory.mktemp("tables")
    measure = Measure(kind=MeasureKind.KILLED, best=best)
    event = Event(id="it", title="It", kind=EventKind.BATTLE, measures=(measure,))
    karabakh.write(Dataset.from_records(event), folder)
    (again,) = karabakh.read(folder).events[0].measures
    assert (type(again.best), again.best) == (type(best), best)


CELLS = st.lists(st.text(st.sampled_from(' ab",\r\n;')), min_size=2, max_size=4)


@given(rows=st.lists(CELLS.filter(any), max_size=4))
def test_rows_are_read_as_the_standard_library_reads_them(rows):
    text = "".join(map(row_text, rows))
    assert [row.cells for row in iter_rows(text)] == rows
    assert list(csv.reader(text.splitlines(keepends=True), strict=True)) == rows


@given(text=st.text(st.sampled_from('ab",\r\n')))
def test_any_text_is_read_as_the_standard_library_reads_it_or_refused(text):
    try:
        rows = [row.cells for row in iter_rows(text)]
    except QuotationError:
        assert '"' in text
        return
    found = list(
        csv.reader(text.replace("\r\n", "\n").replace("\r", "\n").splitlines(keepends=True))
    )
    plain = [[each.replace("\r\n", "\n").replace("\r", "\n") for each in row] for row in rows]
    assert plain == [row for row in found if any(row)]


@given(text=ANY_TEXT | st.text(st.sampled_from(f"{FORMULAS}'a"), max_size=4))
def test_no_text_is_a_formula_to_a_spreadsheet(text):
    assert not marked(text).startswith(tuple(FORMULAS))
    assert unmarked(marked(text)) == text


def test_tables_have_names_and_columns_of_their_own():
    tables = csv_tables()
    assert len({table.name for table in tables}) == len(tables)
    for table in tables:
        assert len(set(table.columns)) == len(table.columns)


@given(dataset=datasets(consistent=True, max_size=4))
@settings(max_examples=5)
def test_the_folder_is_a_valid_data_package(tmp_path_factory, dataset):
    folder = tmp_path_factory.mktemp("tables")
    karabakh.write(dataset, folder)
    report = frictionless.Package(folder / "datapackage.json").validate()
    # Texts without any visible character are blank cells to it.
    assert [each for each in report.flatten(["type", "message"]) if "blank" not in each[0]] == []


DESCRIBED = {
    ("places", "id"): {"type": "string", "constraints": {"required": True}},
    ("places", "longitude"): {"type": "number"},
    ("places", "codes"): {"type": "list", "delimiter": ";", "itemType": "string"},
    ("paragraph_sentences", "paragraph"): {"type": "integer", "constraints": {"required": True}},
    ("paragraph_sentences", "words"): {"type": "integer", "constraints": {"required": True}},
    ("paragraph_sentences", "source"): {"type": "string", "constraints": {"required": True}},
    ("sources", "title"): {"type": "string"},  # it may be empty
    ("events", "recurring"): {"type": "boolean"},
    ("positions", "stance"): {
        "type": "string",
        "constraints": {"enum": ["supports", "opposes", "undecided"], "required": True},
    },
    ("propositions", "requirement_condition_type"): {
        "type": "string",
        "constraints": {"enum": [each.value for each in ConditionType]},
    },
    ("propositions", "requirement_goal"): {"type": "string"},
    ("event_participants", "event"): {"type": "string", "constraints": {"required": True}},
}
REFERENCES = {
    "places": None,
    "paragraph_sentences": {"source": "sources"},
    "event_participants": {"actor": "actors", "event": "events"},
    "relations": {"subject": "actors"},
}


def test_the_descriptor_has_types_limits_and_references(folder):
    resources = json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"]
    schemas = {each["name"]: each["schema"] for each in resources}
    for (table, column), expected in DESCRIBED.items():
        (field,) = (each for each in schemas[table]["fields"] if each["name"] == column)
        assert field.pop("description").endswith(".")
        assert field == {"name": column, **expected}
    for table, expected in REFERENCES.items():
        keys = schemas[table].get("foreignKeys", ())
        found = {each["fields"][0]: each["reference"]["resource"] for each in keys}
        assert found == (expected or {})
        assert schemas[table].get("primaryKey") == (None if "_" in table else ["id"])


def test_data_frames_and_databases_read_the_tables(folder):
    dataset = karabakh.load()
    ids = list(dataset.positions.ids)
    path = folder / "positions.csv"
    assert list(pd.read_csv(path)["id"]) == ids
    assert pl.read_csv(path)["id"].to_list() == ids
    assert duckdb.read_csv(str(path)).pl()["id"].to_list() == ids


def test_what_a_spreadsheet_saves_is_the_same_dataset(folder):
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        rows = [
            [{"true": "TRUE", "false": "FALSE"}.get(cell, cell) for cell in row] + [""]
            for row in rows
        ]
        rows[0].pop()
        rows.append([""] * len(rows[0]))
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows(rows)
    assert karabakh.read(folder) == karabakh.load()


def test_columns_may_change_places_and_those_with_defaults_may_be_missing(folder):
    path = folder / "places.csv"
    path.write_text("note,id\n,nagorno-karabakh\n", "utf-8")
    (place,) = karabakh.read(folder).places
    (old,) = karabakh.load().places
    assert place == attrs.evolve(old, citations=())


def test_other_files_in_the_folder_are_never_lost(folder):
    (folder / "README.md").write_text("Ours.")
    before = files_of(folder)
    with pytest.raises(FileExistsError, match=r"must hold nothing but a dataset, got 'README.md'"):
        karabakh.write(karabakh.load(), folder)
    assert files_of(folder) == before


def test_records_in_the_folder_are_not_lost_in_silence(folder):
    with (folder / "places.csv").open("a") as file:
        file.write("there,,,,,,,,\n")
    before = files_of(folder)
    karabakh.read(folder)
    with pytest.raises(FileExistsError, match="1 record that the dataset lacks: 'there'"):
        karabakh.write(karabakh.load(), folder)
    with (folder / "places.csv").open("a") as file:
        file.write("there,x\n")
    with pytest.raises(LoadError, match="row has 2 cells"):
        karabakh.read(folder)
    with pytest.raises(FileExistsError, match="has been changed"):
        karabakh.write(karabakh.load(), folder)
    karabakh.write(karabakh.load(), folder, overwrite=True)
    assert karabakh.read(folder) == karabakh.load()
    assert before.keys() == files_of(folder).keys()


def test_changes_by_another_hand_are_not_lost(folder):
    dataset = karabakh.read(folder)
    path = folder / "places.csv"
    path.write_text(path.read_text("utf-8").replace(",stated,", ",inferred,"), "utf-8")
    with pytest.raises(FileExistsError, match="has been changed since it was read"):
        karabakh.write(dataset, folder)
    karabakh.write(karabakh.read(folder), folder)
    assert karabakh.read(folder).places[0].basis.value == "inferred"


def test_a_file_is_not_replaced_by_a_folder(tmp_path):
    path = tmp_path / "x"
    path.write_text("Ours.")
    with pytest.raises(NotADirectoryError, match="must be a folder"):
        karabakh.write(karabakh.load(), path, format="csv")
    assert path.read_text() == "Ours."
    with pytest.raises(LoadError, match="KB001"):
        karabakh.read(path, format="csv")


def test_the_folder_above_must_exist(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        karabakh.write(karabakh.load(), f"{tmp_path}/nowhere/x/")


def test_what_no_file_can_hold_leaves_the_old_tables(folder):
    before = files_of(folder)
    broken = Dataset.from_records(Place(id="here", note="\ud83d"))
    for dataset, name in ((broken, "place 'here'"), (Dataset(title="\ud83d"), "title")):
        with pytest.raises(ValueError, match=f"{name} can't be written: .* surrogate pair"):
            karabakh.write(dataset, folder, overwrite=True)
    assert files_of(folder) == before


def test_a_failure_amid_writing_leaves_the_old_tables_alone(folder):
    before = files_of(folder)
    contents = {"places.csv": b"id", "missing/actors.csv": b"id"}
    with pytest.raises(FileNotFoundError, match=re.escape(str(folder))):
        replace_folder(folder, contents, own_files=set(before))
    assert files_of(folder) == before
    assert [each.name for each in folder.parent.iterdir()] == [folder.name]


def test_tables_that_no_longer_have_rows_are_removed(folder):
    agreement = Agreement(id="truce", title="A truce", kind=AgreementKind.CEASEFIRE)
    karabakh.write(Dataset.from_records(agreement), folder, overwrite=True)
    assert not (folder / "event_participants.csv").exists()
    described = json.loads((folder / "datapackage.json").read_text("utf-8"))
    files = {each["path"] for each in described["resources"]}
    assert files == {each.name for each in folder.glob("*.csv")}


def test_texts_have_no_tables():
    with pytest.raises(ValueError, match="format must be one of 'toml', 'json', 'jsonl'"):
        karabakh.serialize(karabakh.load(), format="csv")


def test_no_byte_order_mark_is_written(folder):
    assert not any(each.startswith(codecs.BOM_UTF8) for each in files_of(folder).values())
