"""Event data in CSV become events, or are listed with their lines."""

import csv
import io
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import karabakh
from karabakh.columnar import ColumnarDataset, FolderError, import_events, write_columns
from karabakh.columnar._layouts import LAYOUTS

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
"""Samples beside the checkout, where there are any."""

GED = {
    "id": "7.0",
    "relid": "TLL-1931-1-7",
    "type_of_violence": "1",
    "conflict_new_id": "21",
    "dyad_name": "River Guard - Toll League",
    "side_a": "River Guard",
    "side_a_new_id": "5",
    "side_b": "Toll League",
    "side_b_new_id": "6",
    "gwnoa": "990",
    "where_coordinates": "Bridge town",
    "where_description": "at the bridge",
    "adm_1": "Tolland",
    "latitude": "40.5",
    "longitude": "44.25",
    "date_prec": "1",
    "date_start": "1931-04-02 00:00:00.000",
    "date_end": "1931-04-02",
    "deaths_a": "1",
    "deaths_b": "",
    "deaths_civilians": "2.0",
    "best": "3.0",
    "low": "2",
    "high": "NA",
    "region": "Nowhere",
}
ACLED = {
    "event_id_cnty": "TLL3",
    "event_date": "02 April 1931",
    "time_precision": "1",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "River Guard",
    "assoc_actor_1": "Boatmen; Fishers ",
    "inter1": "3",
    "actor2": "Toll League",
    "inter2": "State forces",
    "country": "Tolland",
    "location": "Bridge town",
    "latitude": "40.5",
    "longitude": "44.25",
    "notes": "At the bridge,\nafter dark.",
    "fatalities": "3",
    "timestamp": "5",
}


@pytest.fixture
def imported(tmp_path):
    """Return what rows become: the report, and the dataset."""

    def run(rows, *, text=None, **options):
        path, folder = tmp_path / "events.csv", tmp_path / "folder"
        path.write_bytes(as_csv(rows).encode() if text is None else text)
        report = import_events(path, folder, **options)
        with ColumnarDataset.open(folder) as collection:
            return report, collection.dataset()

    return run


def as_csv(rows, delimiter=","):
    stream = io.StringIO()
    writer = csv.DictWriter(stream, rows[0].keys(), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def rejected_rows(report):
    with report.rejected_file.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def test_a_row_of_ged_becomes_an_event(imported):
    report, dataset = imported([GED])
    assert (report.layout, report.events, report.rejected) == ("ucdp-ged", 1, 0)
    assert (report.actors, report.places, report.columns_left_out) == (2, 1, ("region",))
    guard, league = "ucdp-ged/actor/river-guard", "ucdp-ged/actor/toll-league"
    assert karabakh.to_plain(dataset.events[0]) == {
        "id": "ucdp-ged/event/7",
        "title": "River Guard - Toll League",
        "kind": "battle",
        "location": "ucdp-ged/place/bridge-town",
        "participants": [
            {"actor": guard, "role": "participant", "side": "a"},
            {"actor": league, "role": "participant", "side": "b"},
        ],
        "when": "1931-04-02",
        "measures": [
            {"kind": "killed", "best": 3, "low": 2},
            {"kind": "killed", "best": 1, "of": guard},
            {"kind": "killed", "best": 2, "unit": "civilians"},
        ],
        "citations": ["ucdp-ged"],
        "identifiers": ["ucdp-event:7", "ucdp-relid:TLL-1931-1-7"],
        "codes": ["ucdp:1", "ucdp-conflict:21", "ucdp-date-prec:1"],
        "note": "where_description: at the bridge",
    }
    assert karabakh.to_plain(dataset[guard]) == {
        "id": guard,
        "kind": "state",
        "names": [{"text": "River Guard"}],
        "codes": ["ucdp-actor:5", "gw:990"],
    }
    assert dataset["ucdp-ged/place/bridge-town"].point == (44.25, 40.5)


def test_a_row_of_acled_becomes_an_event(imported):
    report, dataset = imported([ACLED])
    assert (report.layout, report.events, report.columns_left_out) == ("acled", 1, ("timestamp",))
    (event,) = dataset.events
    assert (event.title, event.kind.value) == ("Armed clash, Bridge town", "battle")
    assert event.when.text == "1931-04-02"
    assert [(each.actor, each.role.value, each.side) for each in event.participants] == [
        ("acled/actor/river-guard", "participant", "a"),
        ("acled/actor/boatmen", "other", "a"),
        ("acled/actor/fishers", "other", "a"),
        ("acled/actor/toll-league", "participant", "b"),
    ]
    assert [each.best for each in event.measures] == [3]
    assert event.note == "notes: At the bridge,\nafter dark."
    assert "acled:Battles/Armed clash" in map(str, event.codes)
    assert not karabakh.validate(dataset).errors


@pytest.mark.parametrize("row", [GED, ACLED], ids=["ged", "acled"])
def test_columns_are_known_by_their_names(row, imported):
    expected = imported([row])[1]
    names = sorted(row, reverse=True)
    shuffled = {f" {name.upper()}": row[name] for name in names}
    for text in (as_csv([shuffled]), as_csv([shuffled], ";"), "\ufeff" + as_csv([shuffled], "\t")):
        assert imported([], text=text.encode())[1].events == expected.events


@pytest.mark.parametrize(
    ("changes", "when"),
    [
        ({"date_end": "1931-04-05"}, "1931-04-02/1931-04-05"),
        *(
            ({"date_end": "1931-04-05", "date_prec": each}, "[1931-04-02..1931-04-05]")
            for each in ("2", "3.0", "4", "5")
        ),
        ({"date_prec": "2"}, "1931-04-02"),
    ],
)
def test_days_of_ged_are_as_exact_as_the_source_is(changes, when, imported):
    _, dataset = imported([GED | changes])
    assert dataset.events[0].when.text == when


@pytest.mark.parametrize(
    ("precision", "when"), [("2", "[1931-03-27..1931-04-08]"), ("3", "1931-04"), ("", "1931-04-02")]
)
def test_days_of_acled_are_as_exact_as_the_source_is(precision, when, imported):
    _, dataset = imported([ACLED | {"time_precision": precision}])
    assert dataset.events[0].when.text == when


def test_an_actor_keeps_all_its_names_and_namesakes_stay_apart(imported):
    renamed = GED | {"id": "8", "side_a": "Guard of the River"}
    namesake = GED | {"id": "9", "side_a_new_id": "50"}
    report, dataset = imported([GED, renamed, namesake])
    first, _, other = (event.participants[0].actor for event in dataset.events)
    assert report.actors == 3
    assert [each.text for each in dataset[first].names] == ["River Guard", "Guard of the River"]
    assert first != other


# -- what does not fit

REJECTED = {
    "date_start must be a day such as '2020-09-27', got 'spring'": {"date_start": "spring"},
    "date_end must not be before date_start": {"date_end": "1930-01-01"},
    "type_of_violence must be 1, 2 or 3, got '4'": {"type_of_violence": "4"},
    "longitude and latitude must be numbers, got 'east'": {"longitude": "east"},
    "place 'Bridge town': ": {"latitude": "95"},
    "measures/0/best: ": {"best": "many"},
    "event must have an identifier without blanks, got 'a b'": {"id": "a b"},
    "event must have an identifier without blanks, got ''": {"id": ""},
    "event '1' must be one row, got another above": {"id": "1"},
    "codes/0: ": {"conflict_new_id": "x\ny", "type_of_violence": ""},
}


@pytest.mark.parametrize("reason", REJECTED)
def test_a_row_that_is_no_event_is_listed_with_its_line(reason, imported):
    odd = GED | REJECTED[reason]
    many_lines = GED | {"id": "1", "where_description": "at\nthe\nbridge"}
    report, dataset = imported([many_lines, odd, GED | {"id": "3"}])
    (rejected,) = report.first_rejected
    assert (len(dataset.events), report.events, report.rejected) == (2, 2, 1)
    assert rejected.line == 5 + str(odd).count("\\n")
    assert reason in rejected.reason
    header, row = rejected_rows(report)
    assert header == ["line", "reason", *GED]
    assert row == [str(rejected.line), rejected.reason, *odd.values()]
    assert str(rejected) in str(report)


def test_lines_that_are_no_rows_are_listed_with_their_text(imported):
    head, good = as_csv([ACLED]).encode().split(b"\r\n", 1)
    odd = [b"1,2\r\n", b'"x"y\r\n', good.replace(b"River", b"R\xefver"), b'"open']
    report, _ = imported([], text=b"\r\n".join([head, good]) + b"".join(odd))
    assert report.events == 1
    assert [each.reason.partition(":")[0] for each in report.first_rejected] == [
        "row must have 17 cells, got 2",
        "row must be valid CSV",
        "row must be text in utf-8-sig, got other bytes",
        "row must be valid CSV",
    ]
    content = report.rejected_file.read_bytes()
    assert b"R\xefver" in content
    assert b"open" in content
    assert imported([], text=good.join([head + b"\r\n", b""]), encoding="latin-1")[0].events == 1


@settings(max_examples=15)
@given(st.data())
def test_each_row_is_an_event_or_is_listed(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("drawn")
    layout = data.draw(st.sampled_from(LAYOUTS))
    usual = {"ucdp-ged": GED, "acled": ACLED}[layout.name]
    columns = sorted({*usual, *layout.needed, *layout.also})
    cell = st.one_of(st.text(max_size=12), st.sampled_from(["-1", "1e400", "nan", "9" * 30, "0"]))
    rows = data.draw(
        st.lists(st.dictionaries(st.sampled_from(columns), cell, max_size=3), max_size=8)
    )
    rows = [dict.fromkeys(columns, "") | usual | changes for changes in rows] or [usual]
    path = folder / "events.csv"
    path.write_bytes(as_csv(rows).encode("utf-8", "surrogatepass"))
    report = import_events(path, folder / "collection")
    assert report.events + report.rejected == len(rows)
    assert len(rejected_rows(report)) == report.rejected + 1
    with ColumnarDataset.open(folder / "collection") as collection:
        dataset = collection.dataset()
    assert len(dataset.events) == report.events
    assert not [each for each in karabakh.validate(dataset).errors if each.code == "KB101"]


def test_rows_are_repeated_by_number_whatever_its_form(imported):
    report, _ = imported([GED | {"id": each} for each in ("7", "7.0", " 7", "8", "\\x01")])
    assert [each.line for each in report.first_rejected] == [3, 4, 6]


# -- what is no event data


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"", "must have the columns of ucdp-ged or acled"),
        (b"a,b\n1,2\n", "must have the columns of ucdp-ged or acled"),
        (as_csv([ACLED]).replace("fatalities", "dead").encode(), "of acled it lacks fatalities"),
        (as_csv([GED]).replace("region", "id").encode(), "must have one column id, got several"),
    ],
)
def test_what_is_no_event_data_is_refused(text, message, imported, tmp_path):
    imported([GED])
    with pytest.raises(ValueError, match=message):
        imported([], text=text)
    with ColumnarDataset.open(tmp_path / "folder") as collection:
        assert collection.sizes["events"] == 1


def test_what_can_not_be_read_or_written_is_refused(imported, tmp_path):
    with pytest.raises(ValueError, match="encoding must be one that Python knows, got 'utf-9'"):
        imported([GED], encoding="utf-9")
    with pytest.raises(FileNotFoundError):
        import_events(tmp_path / "nowhere.csv", tmp_path / "folder")
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "thesis.docx").write_text("years of work")
    (tmp_path / "events.csv").write_text(as_csv([GED]))
    with pytest.raises(FolderError, match="thesis"):
        import_events(tmp_path / "events.csv", tmp_path / "thesis")
    assert not (tmp_path / "thesis-rejected.csv").exists()


def test_an_import_that_is_killed_leaves_the_folder_as_it_was(tmp_path):
    folder = tmp_path / "folder"
    write_columns(karabakh.load(), folder)
    path = tmp_path / "events.csv"
    path.write_text(as_csv([GED | {"id": str(number)} for number in range(20_000)]))
    program = (
        "import sys; from karabakh.columnar import import_events; import_events(*sys.argv[1:])"
    )
    with subprocess.Popen([sys.executable, "-c", program, path, folder]) as importer:
        while not list(folder.glob(".new/events-*.partial")):
            assert importer.poll() is None
            time.sleep(0.02)
        importer.send_signal(signal.SIGKILL)
    with ColumnarDataset.open(folder) as collection:
        assert collection.dataset() == karabakh.load()


# -- samples


@pytest.mark.parametrize("name", ["ged/ged-1000.csv", "acled/acled-300.csv"])
def test_samples_lose_no_row_and_no_number(name, tmp_path):
    path = SAMPLES / name
    if not path.exists():
        pytest.skip("there are no samples beside the checkout")
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    report = import_events(path, tmp_path / "folder")
    assert (report.events, report.rejected) == (len(rows), 0)
    numbers = {"best": "best", "low": "low", "high": "high"}
    if report.layout == "acled":
        numbers = dict.fromkeys(numbers, "fatalities")
    with ColumnarDataset.open(tmp_path / "folder") as collection:
        (row,) = collection.counts((), measure="killed")
        dataset = collection.dataset()
    for number, column in numbers.items():
        assert row[number] == sum(float(each[column]) for each in rows)
    report = karabakh.validate(dataset)
    assert not report.errors
    assert {each.code for each in report.findings} <= {"KB801", "KB802"}
