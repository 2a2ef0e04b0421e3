"""Problems of CSV tables: each is found with file, row and column."""

import json
import shutil

import pytest

import karabakh
from karabakh import LoadError, ValidationReport
from karabakh.exports import report_to_sarif


@pytest.fixture
def folder(tmp_path):
    karabakh.write(karabakh.load(), f"{tmp_path}/article/")
    return tmp_path / "article"


def edit(file, old, new):
    def change(folder):
        text = (folder / file).read_text("utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), "utf-8")

    return change


def append(file, text):
    def change(folder):
        path = folder / file
        path.write_bytes(path.read_bytes() + text)

    return change


def copy(file, other):
    return lambda folder: shutil.copy(folder / file, folder / other)


def save_as_utf_16(folder):
    path = folder / "places.csv"
    path.write_bytes(path.read_text("utf-8").encode("utf-16"))


BAD = [
    (
        lambda f: (f / "datapackage.json").unlink(),
        "KB001",
        "/datapackage.json",
        None,
        "folder has no datapackage.json",
    ),
    (lambda f: (f / "links.csv").unlink(), "KB001", "/links.csv", None, "links.csv is missing"),
    (
        copy("links.csv", "lniks.csv"),
        "KB014",
        "/lniks.csv",
        None,
        "unknown table 'lniks.csv'; did you mean 'links.csv'",
    ),
    (
        edit("events.csv", ",location,", ",loction,"),
        "KB014",
        "/events.csv/1/loction",
        (1, 15),
        "unknown column 'loction'; did you mean 'location'",
    ),
    (
        edit("events.csv", "id,title,", "id,id,"),
        "KB013",
        "/events.csv/1/id",
        (1, 4),
        "column 'id' occurs twice",
    ),
    (edit("events.csv", "id,", "note,"), "KB015", "/events.csv", (1, None), "missing column 'id'"),
    (
        edit("places.csv", ",", ";"),
        "KB014",
        "/places.csv/1/id;longitude",
        (1, 1),
        "unknown column 'id;longitude'",
    ),
    (
        lambda f: (f / "places.csv").write_text("id;note\nhere;x\n", "utf-8"),
        "KB006",
        "/places.csv",
        (1, 1),
        "columns must be separated by ',', got 'id;note'",
    ),
    (lambda f: (f / "links.csv").write_text(""), "KB008", "/links.csv", None, "file is empty"),
    (
        append("places.csv", b'there,"'),
        "KB006",
        "/places.csv",
        (3, 7),
        "quotation mark is not closed",
    ),
    (
        append("places.csv", b'there,a "b" c,,,,,,\n'),
        "KB006",
        "/places.csv",
        (3, 9),
        "quotation mark within a cell",
    ),
    (
        append("places.csv", b"there\n"),
        "KB006",
        "/places.csv/3/id",
        (3, 1),
        "row has 1 cells, but there are 9 columns",
    ),
    (
        append("places.csv", b"there,,,,,,,,a, b\n"),
        "KB006",
        "/places.csv/3/id",
        (3, 1),
        "row has 10 cells",
    ),
    (
        append("places.csv", "\u00e9,,,,,,,,\n".encode("latin-1")),
        "KB004",
        "/places.csv",
        (3, None),
        "byte 0xe9 is not UTF-8",
    ),
    (save_as_utf_16, "KB004", "/places.csv", (1, None), "byte 0xff is not UTF-8"),
    (
        append("places.csv", b'\n"there","north",46.75,,,,,,\n'),
        "KB017",
        "/places.csv/4/longitude",
        (4, 9),
        "",
    ),
    (
        append("places.csv", b"there,46.75,,,,,,,\n"),
        "KB017",
        "/places.csv/3/longitude",
        (3, 7),
        "expected an array of 2 numbers",
    ),
    (
        edit("positions.csv", ",supports,", ",suports,"),
        "KB019",
        "/positions.csv/2/stance",
        (2, 57),
        "unknown stance 'suports'; did you mean 'supports'?",
    ),
    (
        edit("events.csv", ",2020,", ",Sep 20,"),
        "KB020",
        "/events.csv/6/when",
        None,
        "invalid EDTF date 'Sep 20'",
    ),
    (
        edit("events.csv", ",false,", ",no,"),
        "KB017",
        "/events.csv/2/recurring",
        None,
        "expected true or false, got the text 'no'",
    ),
    (
        edit("positions.csv", "armenia,,region-independent", "armenai,,region-independent"),
        "KB101",
        "/positions.csv/2/holder",
        (2, 29),
        "unknown actor 'armenai'; did you mean 'armenia'?",
    ),
    (
        edit("event_participants.csv", "\nconflict,", "\nconflcit,"),
        "KB101",
        "/event_participants.csv/2/event",
        (2, 1),
        "unknown event 'conflcit'; did you mean 'conflict'",
    ),
    (
        edit("event_participants.csv", "\nconflict,armenia,", "\nconflict,armenai,"),
        "KB101",
        "/event_participants.csv/3/actor",
        (3, 10),
        "unknown actor 'armenai'",
    ),
    (
        edit("paragraph_sentences.csv", "article,2,", "article,3,"),
        "KB023",
        "/paragraph_sentences.csv/5/paragraph",
        (5, 9),
        "paragraph must be 1 or 2 here, got '3'",
    ),
    (
        edit("paragraph_sentences.csv", "article,1,14,", "article,1,many,"),
        "KB017",
        "/paragraph_sentences.csv/2/words",
        (2, 11),
        "expected a whole number, got the text 'many'",
    ),
    (
        edit("propositions.csv", ",not-sufficient,", ",,"),
        "KB015",
        None,
        None,
        "missing key 'condition_type'",
    ),
    (
        edit("datapackage.json", '"schema": 2,', '"schema": 3,'),
        "KB011",
        "/datapackage.json/karabakh/schema",
        None,
        "schema 3 is newer than schema 2",
    ),
    (
        edit("datapackage.json", '"schema": 2,', '"schema": 1,'),
        "KB012",
        "/datapackage.json/karabakh/schema",
        None,
        "tables of schema 1 can't be migrated",
    ),
    (
        edit("datapackage.json", '"karabakh": {', '"karabach": {'),
        "KB010",
        "/datapackage.json/karabakh",
        None,
        "datapackage.json is not that of a dataset",
    ),
    (
        edit("datapackage.json", '"coders"', '"codres"'),
        "KB014",
        "/datapackage.json/karabakh/coding/0/codres",
        None,
        "unknown key 'codres'; did you mean 'coders'?",
    ),
    (append("datapackage.json", b"}"), "KB006", None, None, "not well-formed JSON"),
]


@pytest.mark.parametrize("case", BAD)
def test_what_is_wrong_is_found_with_file_row_and_column(folder, case):
    change, code, where, place, message = case
    change(folder)
    with pytest.raises(LoadError) as caught:
        karabakh.read(folder)
    found = [each for each in caught.value.findings if each.code == code and message in str(each)]
    assert found, caught.value
    assert where is None or found[0].where == where
    assert place is None or (found[0].line, found[0].column) == place
    assert found[0].hint
    assert code == "KB101" or all(each.code != "KB101" for each in caught.value.findings)


def test_all_problems_of_all_files_are_listed(folder):
    edit("positions.csv", ",supports,", ",suports,")(folder)
    edit("events.csv", ",2020,", ",Sep 20,")(folder)
    edit("event_participants.csv", "\nconflict,", "\nconflcit,")(folder)
    with pytest.raises(LoadError) as caught:
        karabakh.read(folder)
    assert {each.where.split("/")[1] for each in caught.value.findings} == {
        "positions.csv",
        "events.csv",
        "event_participants.csv",
    }


def test_problems_before_an_open_quotation_mark_are_located(folder):
    edit("positions.csv", ",supports,", ",suports,")(folder)
    append("positions.csv", b'new,"')(folder)
    with pytest.raises(LoadError) as caught:
        karabakh.read(folder)
    found = {(each.code, each.where) for each in caught.value.findings}
    assert found == {("KB019", "/positions.csv/2/stance"), ("KB006", "/positions.csv")}


@pytest.mark.parametrize("text", ['"', 'id,"', '""x', "\x00", ",,,\n,,,", 'id\n"' + "x" * 100_000])
def test_no_text_makes_reading_fail_otherwise(folder, text):
    (folder / "places.csv").write_text(text, "utf-8")
    with pytest.raises(LoadError):
        karabakh.read(folder)


def test_a_line_break_in_a_cell_moves_lines_but_not_rows(folder):
    edit("places.csv", "nagorno-karabakh,", '"nagorno-karabakh",')(folder)
    append("places.csv", b'one,,,,,,,,"a\r\nb\nc"\ntwo,x,1,,,,,,\n')(folder)
    with pytest.raises(LoadError) as caught:
        karabakh.read(folder)
    (finding,) = caught.value.findings
    assert (finding.where, finding.line, finding.column) == ("/places.csv/4/longitude", 6, 5)


def test_sarif_names_the_file_of_the_table(folder):
    edit("events.csv", ",2020,", ",Sep 20,")(folder)
    with pytest.raises(LoadError) as caught:
        karabakh.read(folder)
    report = ValidationReport(findings=caught.value.findings, source="data/article")
    (result,) = json.loads(report_to_sarif(report))["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "data/article/events.csv"}
    assert place["region"]["startLine"] == 6


def test_a_file_larger_than_allowed_is_refused(folder):
    with pytest.raises(LoadError, match="KB002"):
        karabakh.read(folder, max_bytes=60_000)


def test_findings_of_a_validation_get_lines_in_tables(folder):
    append("places.csv", b"unused,,,,,,,,\n")(folder)
    dataset = karabakh.read(folder)
    report = karabakh.validate(dataset)
    located = karabakh.locate_findings(report.findings, folder, dataset)
    assert {(each.code, each.line) for each in located} >= {("KB702", 3)}
