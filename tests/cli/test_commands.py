"""Tests of each command: what it writes, and its exit status."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import karabakh
from karabakh.cli import cli
from karabakh.columnar import ColumnarDataset

GOOD = '{"schema": 1, "title": "Small"}'
WARNED = '{"schema": 1, "places": [{"id": "here"}]}'
WRONG = (
    '{"schema": 1, "places": [{"id": "here"}], "links": '
    '[{"id": "l", "subject": "here", "kind": "same-as", "object": "hree"}]}'
)
UNREADABLE = '{"schema": 1,\n "places": [{"id": "here", "nmae": 5}]}'
TEXT = "They met. Nothing was signed.\n\nThey parted."


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A folder of its own with a few files, and no terminal's settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    for name, content in {
        "good.json": GOOD,
        "warned.json": WARNED,
        "wrong.json": WRONG,
        "unreadable.json": UNREADABLE,
        "wire.txt": TEXT,
    }.items():
        Path(name).write_text(content, encoding="utf-8")
    document = karabakh.Document.from_text(TEXT)
    source = karabakh.Source(id="wire", title="Wire", paragraphs=document.outline())
    event = karabakh.Event(
        id="meeting",
        title="A meeting",
        kind=karabakh.EventKind.MEETING,
        citations=(karabakh.Citation("wire", 1, 1, 2), karabakh.Citation("wire", 2)),
    )
    karabakh.write(karabakh.Dataset.from_records(source, event, title="Talks"), "talks.toml")


def run(*arguments, status=0, **options):
    result = CliRunner().invoke(cli, [str(each) for each in arguments], **options)
    assert result.exit_code == status, (result.output, result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


# -- validate


def test_the_bundled_dataset_is_the_default():
    assert run("validate").stdout == "no problems found\n"


@pytest.mark.parametrize(
    ("file", "options", "status"),
    [
        ("good.json", [], 0),
        ("warned.json", [], 0),
        ("warned.json", ["--strict"], 1),
        ("warned.json", ["--strict", "--ignore", "KB7"], 0),
        ("wrong.json", [], 1),
        ("wrong.json", ["--ignore", "KB101,KB2"], 0),
        ("wrong.json", ["--select", "KB7", "--select", "KB2"], 0),
        ("wrong.json", ["--select", "KB7", "--strict"], 0),
        ("talks.toml", ["--select", "KB", "--strict"], 0),
        ("talks.toml", ["--select", "KB,KB204", "--strict"], 1),
        ("unreadable.json", [], 1),
        ("unreadable.json", ["--ignore", "KB"], 1),
        ("missing.json", [], 2),
    ],
)
def test_the_status_depends_on_what_is_found(file, options, status):
    run("validate", file, *options, status=status)


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", "good.xyz"],
        ["validate", "-"],
        ["validate", "-", "--input-format", "json.gz"],
        ["validate", "--select", "KB11"],
        ["validate", "--format", "html"],
        ["validate", "good.json", "talks.toml", "--document", "wire.txt"],
        ["validate", "good.json", "--document", "wire.txt"],
        ["show", "talks.toml", "metting"],
        ["quote", "talks.toml", "wire#p1:2-1", "--document", "wire.txt"],
        ["quote", "talks.toml", "wire#p1"],
        ["quote", "talks.toml", "blog#p1", "--document", "wire.txt"],
        ["quote", "talks.toml", "wire#p1", "--document", "wire.txt", "--encoding", "klingon"],
        ["quote", "talks.toml", "wire#p1", "--document", "wire.txt", "--encoding", "rot13"],
        ["quote", "talks.toml", "wire#p1", "--document", "wire.txt", "--encoding", "undefined"],
        ["convert", "good.json", "good.xyz"],
        ["convert", "good.json", "-"],
        ["convert", "good.json", "wrong.json"],
        ["no-such-command"],
    ],
)
def test_invalid_commands_end_with_2_and_a_reason(arguments):
    result = run(*arguments, status=2)
    assert result.stdout == ""
    assert "Error: " in result.stderr


def test_an_unknown_source_of_a_copy_is_named():
    result = run("validate", "talks.toml", "--document", "wier=wire.txt", status=2)
    assert "--document: unknown source 'wier'; did you mean 'wire'?" in result.stderr
    assert not re.search(r"Traceback|codecs|\w+=…", result.stderr)


def test_several_files_have_a_report_each():
    result = run("validate", "good.json", "wrong.json", "unreadable.json", status=1)
    lines = result.stdout.splitlines()
    assert [line for line in lines if line.endswith(".json")] == ["wrong.json", "unreadable.json"]
    assert lines[-1] == "2 errors, 1 warning"


def test_a_missing_file_does_not_hide_the_others():
    result = run("validate", "missing.json", "wrong.json", status=2)
    assert "KB001" in result.stdout
    assert "KB101" in result.stdout


@pytest.mark.parametrize("file", ["good.json", "wrong.json", "unreadable.json", "missing.json"])
def test_all_formats_have_the_same_findings(file):
    status = {"good.json": 0, "missing.json": 2}.get(file, 1)
    text = run("validate", file, status=status).stdout
    written = json.loads(run("validate", file, "--format", "json", status=status).stdout)
    sarif = json.loads(run("validate", file, "--format", "sarif", status=status).stdout)
    (report,) = written["reports"]
    codes = [finding["code"] for finding in report["findings"]]
    assert report["source"] == file
    assert re.findall(r"KB\d{3}", text) == codes
    assert [result["ruleId"] for result in sarif["runs"][0]["results"]] == codes


@pytest.mark.parametrize(
    ("content", "status"), [(GOOD, 0), (WRONG, 1), (UNREADABLE, 1), (b"\xff\xfe", 1), (b"", 1)]
)
def test_standard_input_is_read(content, status):
    run("validate", "-", "--input-format", "json", input=content, status=status)


def test_what_no_longer_fits_a_copy_of_the_text_is_found():
    run("validate", "talks.toml", "--document", "wire.txt")
    Path("other.txt").write_text(TEXT.replace("parted", "stayed"), encoding="utf-8")
    result = run("validate", "talks.toml", "--document", "wire=other.txt", status=1)
    assert "KB205" in result.stdout
    assert (
        "Error: nowhere.txt"
        in run("validate", "talks.toml", "--document", "nowhere.txt", status=2).stderr
    )


def test_there_are_no_colours_but_on_a_terminal(monkeypatch):
    assert "\x1b" not in run("validate", "wrong.json", status=1).stdout
    monkeypatch.setattr("karabakh.cli._common.is_colored", lambda _: True)
    assert "\x1b[31merror\x1b[0m" in run("validate", "wrong.json", status=1, color=True).stdout


# -- show


def test_a_dataset_is_shown_in_lines_that_fit():
    lines = run("show").stdout.splitlines()
    assert lines[0] == karabakh.load().title
    assert "actors (11)" in lines
    assert all(len(line) <= 80 for line in lines)


def test_long_lists_are_cut_unless_all_is_requested():
    places = tuple(karabakh.Place(id=f"place-{number}") for number in range(100))
    karabakh.write(karabakh.Dataset.from_records(*places), "many.json")
    assert "60 more" in run("show", "many.json").stdout
    assert "place-99" in run("show", "many.json", "--all").stdout


def test_a_record_is_shown_with_all_that_is_known_of_it():
    shown = run("show", "bundled", "pashinyan-concedes").stdout
    assert "pashinyan-concedes (position)" in shown
    assert "stance: supports" in shown
    assert "article#p2:21-36" in shown
    assert "referred to by" in run("show", "bundled", "armenia").stdout
    assert all(len(line) <= 80 for line in shown.splitlines())


@pytest.mark.parametrize("record", [*karabakh.load(), *karabakh.load().sources])
def test_every_record_can_be_shown(record):
    assert record.id in run("show", "bundled", record.id).stdout


def test_a_record_is_shown_with_its_words_if_a_copy_is_named():
    assert "“They met.”" in run("show", "talks.toml", "meeting", "--document", "wire.txt").stdout
    assert "cited by (1)" in run("show", "talks.toml", "wire").stdout


def test_what_a_terminal_would_obey_is_not_shown():
    place = karabakh.Place(id="here", names=(karabakh.Name(text="a\x1b[31mb\u202e"),))
    karabakh.write(karabakh.Dataset.from_records(place, title="\x1b]0;title\x07"), "nasty.json")
    for arguments in (["nasty.json"], ["nasty.json", "here"]):
        shown = run("show", *arguments).stdout
        assert "\x1b" not in shown
        assert "\u202e" not in shown


def test_an_unknown_record_is_answered_with_the_nearest():
    assert "did you mean 'meeting'?" in run("show", "talks.toml", "meetnig", status=2).stderr


@pytest.mark.parametrize("command", [["show"], ["convert"], ["quote"]])
def test_unreadable_files_are_reported_in_full(command):
    rest = {"convert": ["-", "--output-format", "json"], "quote": ["w", "--document", "wire.txt"]}
    result = run(*command, "unreadable.json", *rest.get(command[0], []), status=2)
    assert result.stdout == ""
    assert "KB014" in result.stderr
    assert "did you mean 'names'?" in result.stderr


@pytest.mark.parametrize(
    "command", [["quote", "talks.toml", "wire#p1"], ["briefing"], ["show"], ["validate"]]
)
def test_a_text_that_has_nothing_of_the_source_is_no_copy(command):
    Path("cake.txt").write_text("A baker baked a cake.", encoding="utf-8")
    file = [] if len(command) > 1 else ["talks.toml"]
    result = run(*command, *file, "--document", "cake.txt", status=2)
    assert "cake.txt must be a copy of source 'wire'" in result.stderr
    assert result.stdout == ""
    assert not Path("briefing.html").exists()


def test_a_text_that_is_too_large_is_reported_without_words_of_python():
    with Path("large.txt").open("wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)
    message = run("show", "talks.toml", "--document", "large.txt", status=2).stderr
    assert "larger than" in message
    assert "max_bytes" not in message


def test_a_source_has_one_copy():
    twice = ["--document", "wire.txt", "--document", "wire=wire.txt"]
    assert (
        "must name one copy of 'wire', got two"
        in run("show", "talks.toml", *twice, status=2).stderr
    )


# -- quote


def test_the_exact_words_are_quoted():
    quoted = run("quote", "talks.toml", "wire#p1:3-5", "--document", "wire.txt")
    assert quoted.stdout == "Nothing was signed.\n"


def test_words_that_are_not_there_are_something_found():
    Path("other.txt").write_text(TEXT.replace("Nothing", "Much"), encoding="utf-8")
    result = run("quote", "talks.toml", "wire#p1:3-5", "--document", "other.txt", status=1)
    assert result.stdout == ""
    assert "other words" in result.stderr


def test_a_place_of_a_source_without_a_copy_asks_for_one():
    other = karabakh.Source(id="memo", title="Memo")
    both = karabakh.Dataset.from_records(*karabakh.read("talks.toml").sources, other)
    karabakh.write(both, "both.toml")
    message = run("quote", "both.toml", "memo#p1", "--document", "wire=wire.txt", status=2).stderr
    assert "--document memo=PATH" in message
    assert "bind" not in message


# -- convert


@pytest.mark.parametrize("suffix", ["toml", "json", "jsonl", "toml.gz", "json.gz", "jsonl.gz"])
def test_a_dataset_is_converted_without_loss(suffix):
    run("convert", "bundled", f"out.{suffix}")
    assert karabakh.read(f"out.{suffix}") == karabakh.load()


def test_a_dataset_is_converted_to_tables_and_back():
    run("convert", "bundled", "tables/")
    run("convert", "tables/", "again.toml")
    assert karabakh.read("again.toml") == karabakh.load()
    assert "use --force" in run("convert", "talks.toml", "tables", status=2).stderr
    run("convert", "talks.toml", "tables", "--force")
    run("convert", "tables", "talks.json", "--input-format", "csv")
    assert karabakh.read("talks.json") == karabakh.read("talks.toml")


def test_a_folder_with_other_files_is_not_replaced():
    Path("ours").mkdir()
    Path("ours/notes.txt").write_text("Ours.", encoding="utf-8")
    message = run("convert", "talks.toml", "ours/", "--force", status=2).stderr
    assert "must hold nothing but a dataset, got 'notes.txt'; use a new folder" in message
    assert Path("ours/notes.txt").read_text(encoding="utf-8") == "Ours."


def test_problems_of_tables_are_reported_with_file_row_and_column():
    run("convert", "talks.toml", "tables/")
    with Path("tables/events.csv").open("a", encoding="utf-8") as file:
        file.write("new,New,meetnig,,,,,,,,,,,,\n")
    message = run("validate", "tables", status=1).stdout
    assert "/events.csv/" in message
    assert "did you mean 'meeting'" in message


def test_standard_input_and_output_can_be_converted():
    result = run(
        "convert", "-", "-", "--input-format", "json", "--output-format", "toml", input=WARNED
    )
    assert karabakh.parse(result.stdout, format="toml") == karabakh.parse(WARNED, format="json")


def test_a_file_of_schema_1_is_written_in_schema_2():
    old = {
        "schema": 1,
        "actors": [{"id": "north", "kind": "state"}, {"id": "south", "kind": "state"}],
        "agreements": [
            {"id": "truce", "title": "A truce", "kind": "ceasefire", "parties": ["north"]}
        ],
        "events": [{"id": "war", "title": "A war", "kind": "war", "according_to": "south"}],
    }
    Path("old.json").write_text(json.dumps(old), encoding="utf-8")
    run("convert", "old.json", "new.json")
    new = json.loads(Path("new.json").read_text("utf-8"))
    assert new["schema"] == karabakh.Dataset.schema == 2
    assert new["agreements"][0]["participants"] == [{"actor": "north", "role": "party"}]
    assert new["events"][0]["according_to"] == ["south"]
    assert karabakh.read("new.json") == karabakh.read("old.json")


def test_a_file_is_replaced_only_by_force():
    before = Path("good.json").read_bytes()
    run("convert", "warned.json", "good.json", status=2)
    assert Path("good.json").read_bytes() == before
    run("convert", "warned.json", "good.json", "--force")
    assert karabakh.read("good.json") == karabakh.read("warned.json")


def test_an_unwritable_file_is_reported():
    result = run("convert", "good.json", "no-such-folder/out.json", status=2)
    assert "can't be written" in result.stderr


# -- all of them


@pytest.mark.parametrize(
    "command", [[], ["validate"], ["show"], ["quote"], ["convert"], ["briefing"]]
)
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_each_command_explains_itself(command, flag):
    assert "Usage: " in run(*command, flag).stdout


def test_the_version_is_printed():
    assert run("--version").stdout.strip() == karabakh.__version__


def test_event_data_become_a_folder_of_parquet_files(tmp_path):
    (tmp_path / "events.csv").write_text(
        "event_id_cnty,event_date,event_type,actor1,actor2,fatalities,region\n"
        "TLR1,1931-04-02,Battles,River Guard,Toll League,3,Tolland\n"
        "TLR2,spring,Battles,River Guard,Toll League,3,Tolland\n"
    )
    events = tmp_path / "events.csv"
    result = run("convert", events, f"{tmp_path}/events/", "--output-format", "parquet")
    assert "acled: 1 event, 2 actors, 0 places; 1 row rejected" in result.stderr
    assert "  line 3: event_date must be a day" in result.stderr
    assert (tmp_path / "events-rejected.csv").read_text().count("TLR2") == 1
    events.write_text("a,b\n1,2\n")
    result = run("convert", events, f"{tmp_path}/other/", "--output-format", "parquet", status=2)
    assert "must have the columns of ucdp-ged or acled" in result.stderr


def test_json_lines_become_a_folder_of_parquet_files(tmp_path):
    run("convert", "bundled", tmp_path / "article.jsonl")
    run("convert", tmp_path / "article.jsonl", f"{tmp_path}/article/", "--output-format", "parquet")
    with ColumnarDataset.open(tmp_path / "article") as collection:
        assert list(collection.dataset().collections()) == list(karabakh.load().collections())
