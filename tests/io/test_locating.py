"""Lines and columns of findings about datasets, in each format."""

import gzip
import tempfile
import tomllib
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import karabakh
from karabakh import Dataset, Document, Place, Source, locate_findings, serialize, validate
from karabakh.errors import LoadError
from karabakh.exports import report_to_sarif, report_to_text
from karabakh.io._file_errors import pointer
from karabakh.io._toml_spans import places
from karabakh.io._toml_text import toml_value
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
    "jsonl": {"/places/0": (4, 1), "/events/0/location": (2, 75), "/nobody": (2, 114)},
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


INLINE = """\
schema = 2
places = [{ id = "here" },
  # a comment [ with , signs
  { names = [{ text = "Thære", "used_by" = ['nobody', "else"] }], id = "there" }]
propositions = []

[[events]]
id = "meeting"
title = \"\"\"
[[events]]
location = "no key" \"\"\"
kind = "meeting"
location.x = 1
citations = [ "a#p1", "b#p2",
  'c#p3',
]

  [ events . when ]
  "start" = 2020-01-02 03:04:05  # of [[events]]

[[ 'events'.participants ]]
actor = "nobody"
"""


def test_places_in_toml_are_exact():
    words = {
        "/schema": "schema",
        "/places": "places",
        "/places/0": "{",
        "/places/0/id": "id",
        "/places/1": "{",
        "/places/1/names": "names",
        "/places/1/names/0": "{",
        "/places/1/names/0/text": "text",
        "/places/1/names/0/used_by": '"used_by"',
        "/places/1/names/0/used_by/0": "'nobody'",
        "/places/1/names/0/used_by/1": '"else"]',
        "/places/1/id": "id",
        "/propositions": "propositions",
        "/events": "[[events]]",
        "/events/0": "[[events]]",
        "/events/0/id": "id",
        "/events/0/title": "title",
        "/events/0/kind": "kind",
        "/events/0/location": "location.x",
        "/events/0/location/x": "location.x",
        "/events/0/citations": "citations",
        "/events/0/citations/0": '"a#p1"',
        "/events/0/citations/1": '"b#p2"',
        "/events/0/citations/2": "'c#p3'",
        "/events/0/when": "[",
        "/events/0/when/start": '"start"',
        "/events/0/participants": "[[",
        "/events/0/participants/0": "[[",
        "/events/0/participants/0/actor": "actor",
    }
    offsets = places(INLINE, words)
    assert {
        where: INLINE[start:].split(maxsplit=1)[0].rstrip(",") for where, start in offsets.items()
    } == words
    for where in words:  # and each by itself
        assert places(INLINE, [where])[where] == offsets[where]
    assert "/events/1" not in places(INLINE, ["/events/1/id"])
    assert INLINE[offsets["/events/0/when"] :].startswith("[ events . when ]")


toml_scalars = st.one_of(
    st.integers(), st.booleans(), st.floats(allow_nan=False, allow_infinity=False), st.text()
)
toml_values = st.recursive(
    toml_scalars,
    lambda inner: st.lists(inner) | st.dictionaries(st.text("ab \"'.é#[", max_size=3), inner),
)


def written(value, draw):
    """A value as inline TOML, with odd blanks and comments."""
    blank = draw(st.sampled_from(["", " ", "\t "]))
    line = draw(st.sampled_from(["", "\n", " # ],\n", ' # "\n'])) if value != {} else blank
    if isinstance(value, list):
        ending = draw(st.sampled_from(["", ","])) if value else ""
        return (
            f"[{line}{f'{line},{line}'.join(written(each, draw) for each in value)}{ending}{line}]"
        )
    if isinstance(value, dict):
        pairs = (f"{toml_value(key)}{blank}={blank}{written(value[key], draw)}" for key in value)
        return "{" + f"{blank},{blank}".join(pairs) + blank + "}"
    return toml_value(value)


def pointers(value, where=""):
    """Each member and element of a value with its pointer."""
    items = value.items() if isinstance(value, dict) else ()
    items = enumerate(value) if isinstance(value, list) else items
    for key, each in items:
        inner = where + pointer(key)
        yield inner, (key, each)
        yield from pointers(each, inner)


@given(st.dictionaries(st.text("ab-_", min_size=1, max_size=3), toml_values), st.data())
def test_each_member_and_element_of_toml_has_a_place(content, data):
    text = "".join(f"{toml_value(key)} = {written(content[key], data.draw)}\n" for key in content)
    assert tomllib.loads(text) == content
    expected = dict(pointers(content))
    offsets = places(text, expected)
    assert offsets.keys() == expected.keys()
    for where, (key, value) in expected.items():
        sign = {list: "[", dict: "{"}.get(type(value)) or toml_value(value)
        sign = sign if isinstance(key, int) else toml_value(key)
        assert text.startswith(sign, offsets[where])


@pytest.mark.parametrize(
    ("form", "text", "place"),
    [
        ("json", '{"schema": 2,,}', (0, 14)),
        ("json", '{"schema": 2, "places": [{"id": "a", "x": 1}]}', (0, 38)),
        ("json", '{"schema": 2, "title": "\ud800"}', (0, 25)),
        ("json", '{"schema": 2, "title": NaN}', (0, 15)),
        ("toml", "schema = = 2", (0, 10)),
        ("toml", 'schema = 2\n[[places]]\nid = "a"\nx = 1', (3, 1)),
        ("toml", 'title = "\ud800"', (0, 10)),
        ("jsonl", '{"schema": 2,}', (0, 14)),
        ("jsonl", '{"schema": 2}\n5', (1, 1)),
    ],
)
@pytest.mark.parametrize("blank", ["", "\n", "\n\n", " \n"])
def test_blank_lines_before_all_else_count(form, text, place, blank):
    with pytest.raises(LoadError) as caught:
        karabakh.parse(blank + text, format=form)
    (found,) = caught.value.findings
    assert (found.line, found.column) == (place[0] + 1 + blank.count("\n"), place[1])


def test_a_repeated_member_of_a_line_of_json_is_located(tmp_path):
    path = tmp_path / "small.jsonl"
    citations = '"citations": ["here#p1", "nowhere#p1", "here#p2"]'
    path.write_text(f'{{"schema": 2}}\n\n  {{"type": "place", "id": "here", {citations}}}\n')
    with pytest.raises(LoadError) as caught:
        karabakh.read(path)
    columns = {each.where: (each.line, each.column) for each in caught.value.findings}
    line = path.read_text().splitlines()[2]
    assert columns["/citations/1"] == (3, line.index('"nowhere') + 1)
    with pytest.raises(LoadError) as again:
        karabakh.parse(path.read_text(), format="jsonl")
    assert again.value.findings == caught.value.findings


def test_what_is_not_a_dataset_is_refused():
    with pytest.raises(TypeError, match=r"dataset must be a Dataset, got 'small.toml'"):
        locate_findings([], "small.toml", "small.toml")
