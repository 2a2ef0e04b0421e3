"""Lines and columns of findings about datasets, in each format."""

import gzip
import tempfile
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import karabakh
from karabakh import Dataset, Document, Place, Source, locate_findings, serialize, validate
from karabakh.exports import report_to_sarif, report_to_text
from karabakh.validation import ValidationReport

TOML = """\
schema = 2

[[places]]
id = "here"

[[events]]
id = "meeting"
title = "Meeting"
kind = "meeting"
location = "there"

  [[events.participants]]
  actor = "nobody"
  role = "participant"
"""
JSON = """\
{"schema": 2,
 "places": [{"id": "here"}],
 "events": [{"id": "meeting", "title": "Meeting", "kind": "meeting",
             "location": "there",
             "participants": [{"actor": "nobody", "role": "participant"}]}]}
"""
JSONL = """\
{"schema": 2}
{"type": "event", "id": "meeting", "title": "Meeting", "kind": "meeting", "location": "there", \
"participants": [{"actor": "nobody", "role": "participant"}]}

{"type": "place", "id": "here"}
"""
TEXTS = {"toml": TOML, "json": JSON, "jsonl": JSONL}
PLACES = {
    "toml": {"/places/0": (3, 1), "/events/0/location": (10, 1), "/nobody": (13, 3)},
    "json": {"/places/0": (2, 13), "/events/0/location": (4, 14), "/nobody": (5, 32)},
    "jsonl": {"/places/0": (4, None), "/events/0/location": (2, None), "/nobody": (2, None)},
}


def located(path, dataset):
    findings = validate(dataset, select=["KB101", "KB702"]).findings
    found = locate_findings(findings, path, dataset)
    assert [attrs.evolve(each, line=None, column=None) for each in found] == [*findings]
    return {
        each.where.replace("/events/0/participants/0/actor", "/nobody"): (each.line, each.column)
        for each in found
    }


@pytest.mark.parametrize("form", TEXTS)
@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_findings_have_lines_and_columns(tmp_path, form, suffix):
    path = tmp_path / f"small.{form}{suffix}"
    content = TEXTS[form].encode()
    path.write_bytes(gzip.compress(content) if suffix else content)
    dataset = karabakh.read(path, check_references=False)
    assert located(path, dataset) == PLACES[form]


@pytest.mark.parametrize("form", TEXTS)
def test_reports_show_lines(tmp_path, form):
    path = tmp_path / f"small.{form}"
    path.write_text(TEXTS[form])
    dataset = karabakh.read(path, check_references=False)
    findings = locate_findings(validate(dataset, select=["KB702"]).findings, path, dataset)
    report = ValidationReport(findings=findings, source=str(path))
    line, column = PLACES[form]["/places/0"]
    assert f"(line {line}" in report_to_text(report)
    assert f"(line {line}" in str(report)
    sarif = report_to_sarif(report)
    assert f'"startLine": {line}' in sarif
    assert (f'"startColumn": {column}' in sarif) == (column is not None)


@pytest.mark.parametrize("form", TEXTS)
def test_records_that_were_changed_meanwhile_have_no_lines(tmp_path, form):
    path = tmp_path / f"small.{form}"
    path.write_text(TEXTS[form])
    dataset = karabakh.read(path, check_references=False)
    path.write_text("\n" * (form == "toml") + TEXTS[form].replace("there", "elsewhere"))
    by_place = located(path, dataset)
    line, column = PLACES[form]["/places/0"]
    assert by_place["/places/0"] == (line + (form == "toml"), column)
    assert by_place["/events/0/location"] == by_place["/nobody"] == (None, None)
    for content in ("", "schema = 2", '{"schema": 2}', "[", TEXTS[form][:-5]):
        path.write_text(content)
        assert set(located(path, dataset).values()) == {(None, None)}
    path.unlink()
    assert set(located(path, dataset).values()) == {(None, None)}


def test_places_in_files_of_schema_1_are_those_before_migration(tmp_path):
    path = tmp_path / "old.json"
    fields = '"id": "truce", "title": "Truce", "kind": "ceasefire"'
    agreement = f' "agreements": [{{{fields}, "parties": ["a", "nobody"]}}]}}'
    path.write_text(f'{{"schema": 1, "actors": [{{"id": "a", "kind": "state"}}],\n{agreement}')
    dataset = karabakh.read(path, check_references=False)
    findings = validate(dataset, select=["KB101"]).findings
    (finding,) = locate_findings(findings, path, dataset)
    assert finding.where == "/agreements/0/participants/1/actor"
    assert (finding.line, finding.column) == (2, agreement.index('"nobody"') + 1)


@given(st.integers(0, 40), st.integers(0, 40))
def test_an_unused_place_is_found_on_its_line(before, behind):
    places = [Place(id=f"place-{number}") for number in range(before + 1 + behind)]
    text = serialize(Dataset.from_records(*places), format="toml")
    lines = text.splitlines()
    dataset = karabakh.parse(text, format="toml")
    finding = next(
        each
        for each in validate(dataset, select=["KB702"]).findings
        if each.record == f"place-{before}"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "places.toml")
        path.write_text(text)
        (found,) = locate_findings([finding], path, dataset)
    assert lines[found.line - 1] == "[[places]]"
    assert lines[found.line] == f'id = "place-{before}"'


def test_a_bound_dataset_is_located_as_well(tmp_path):
    text = Document.from_text("They met.")
    path = tmp_path / "small.toml"
    karabakh.write(
        Dataset.from_records(Source(id="wire", title="W", paragraphs=text.outline())), path
    )
    dataset = karabakh.read(path).bind(text)
    (finding,) = locate_findings(validate(dataset, select=["KB203"]).findings, path, dataset)
    assert finding.line == 1 + path.read_text().splitlines().index("[[sources]]")


def test_what_is_not_a_dataset_is_refused():
    with pytest.raises(TypeError, match=r"dataset must be a Dataset, got 'small.toml'"):
        locate_findings([], "small.toml", "small.toml")
