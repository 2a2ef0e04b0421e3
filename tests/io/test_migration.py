"""Files of schema 1 are read without loss, and what is wrong is found in place."""

import copy
import json
import os
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from sample import PLAIN, as_json, as_jsonl, as_toml, at, parse_json, paths, pointer
from schema_1 import downgraded, old_features

import karabakh
from karabakh import LoadError, iter_records, parse, read, serialize, to_plain
from karabakh.cli._main import cli
from karabakh.testing import datasets

DATA = Path(__file__).parent.parent / "data" / "schema_1"
OLD_FILES = sorted(DATA.glob("*.toml"))
WRITERS = {"json": as_json, "jsonl": as_jsonl, "toml": as_toml}
FORMATS = list(WRITERS)


def sample_1():
    """Return the sample of all fields as schema 1 had it."""
    return downgraded(old_features(copy.deepcopy(PLAIN)))


def assert_lossless(old, tmp_path):
    """Assert that all of an old content is in the dataset read, and nothing else."""
    for name, as_text in WRITERS.items():
        dataset = parse(as_text(old), format=name)
        plain = to_plain(dataset)
        assert old_features(copy.deepcopy(plain)) == plain
        assert downgraded(plain) == old
        again = serialize(dataset, format=name)
        assert parse(again, format=name) == dataset
        path = tmp_path / f"old.{name}"
        path.write_text(as_text(old), "utf-8")
        assert read(path) == dataset
        records = [record for _, collection in dataset.collections() for record in collection]
        assert list(iter_records(path)) == records


@pytest.mark.parametrize("path", OLD_FILES, ids=lambda path: path.stem)
def test_nothing_of_an_old_file_is_lost(path, tmp_path):
    assert_lossless(tomllib.loads(path.read_text("utf-8")), tmp_path)
    assert read(path) == read(path, check_references=False)


def test_nothing_of_the_old_sample_is_lost(tmp_path):
    assert_lossless(sample_1(), tmp_path)


@given(dataset=datasets(consistent=False))
@settings(max_examples=60)
def test_nothing_of_any_old_dataset_is_lost(dataset):
    old = downgraded(old_features(to_plain(dataset)))
    for name, as_text in WRITERS.items():
        read_again = parse(as_text(old), format=name, check_references=False)
        assert downgraded(to_plain(read_again)) == old


def test_participants_rest_on_the_citations_of_their_agreement():
    dataset = parse_json(as_json(sample_1()))
    (truce,) = dataset.agreements
    assert truce.citations
    assert [(each.actor, each.role.value) for each in truce.participants] == [
        ("ann", "party"),
        ("both", "party"),
    ]
    for each in truce.participants:
        assert each.citations == ()
        assert each.certainty is karabakh.Certainty.CERTAIN
        assert each.basis is karabakh.Basis.STATED


def test_the_command_converts_to_the_present_schema(tmp_path):
    for path in OLD_FILES:
        target = tmp_path / f"{path.stem}.json"
        result = CliRunner().invoke(cli, ["convert", str(path), str(target)])
        assert result.exit_code == 0, result.output
        assert json.loads(target.read_text("utf-8"))["schema"] == karabakh.Dataset.schema
        assert read(target) == read(path)


def findings(text, name, **options):
    with pytest.raises(LoadError) as caught:
        parse(text, format=name, **options)
    assert all(each.hint for each in caught.value.findings)
    assert "KB099" not in {each.code for each in caught.value.findings}
    return caught.value.findings


# A run that is the same each time tries every third value for each path.
SHARE = 3 if "CI" in os.environ else 1
WRONG = [5, "x y", [5], {}, None, True]


def test_a_wrong_value_is_found_at_the_place_of_the_old_file():
    old = sample_1()
    for number, path in enumerate(paths(old)):
        if len(path) < 3:
            continue
        for value in WRONG[number % SHARE :: SHARE]:
            content = copy.deepcopy(old)
            at(content, path[:-1])[path[-1]] = value
            try:
                parse_json(json.dumps(content), check_references=False)
            except LoadError as error:
                for finding in error.findings:
                    where = pointer(path)
                    assert finding.where == where or finding.where.startswith(f"{where}/")
                    assert finding.code != "KB099"
                    assert finding.hint


@pytest.mark.parametrize(
    ("path", "value", "code", "where"),
    [
        (("positions", 0, "held"), "2020-13", "KB020", ""),
        (("positions", 0, "doc_time"), "befor", "KB019", ""),
        (("positions", 0, "according_to"), 5, "KB017", ""),
        (("positions", 0, "according_to"), ["ann"], "KB017", ""),
        (("positions", 0, "according_to"), "nan", "KB101", ""),
        (("agreements", 0, "parties"), "ann", "KB017", ""),
        (("agreements", 0, "parties", 1), 5, "KB017", ""),
        (("agreements", 0, "mediators"), ["both", "bth"], "KB101", "/1"),
        (("agreements", 0, "statuses", 0, "doc_time"), "x", "KB019", ""),
        (("propositions", 0, "requirement", "necessity"), "x", "KB019", ""),
        (("propositions", 0, "contradicts", 0), "war-goes-no", "KB101", ""),
        (("positions", 0, "when"), "2020", "KB014", ""),
        (("agreements", 0, "participants"), [], "KB014", ""),
        (("events", 0, "participants", 0, "side"), "north", "KB014", ""),
    ],
)
@pytest.mark.parametrize("name", FORMATS)
def test_findings_name_the_keys_of_the_old_file(path, value, code, where, name):
    content = sample_1()
    at(content, path[:-1])[path[-1]] = value
    (finding,) = findings(WRITERS[name](content), name)
    expected = pointer(path) if name != "jsonl" else pointer(path[2:])
    assert (finding.code, finding.where) == (code, expected + where)
    assert finding.line is not None
    assert finding.record == content[path[0]][0]["id"]


def test_a_missing_key_is_called_as_in_the_old_file():
    content = sample_1()
    del content["propositions"][0]["requirement"]["necessity"]
    (finding,) = findings(as_json(content), "json")
    assert (finding.code, finding.where, finding.message) == (
        "KB015",
        "/propositions/0/requirement/necessity",
        "missing key 'necessity'",
    )


@pytest.mark.parametrize(
    ("key", "value", "hint"),
    [
        ("when", "2020", "write 'held', or convert the file to schema 2 first"),
        ("on_behalf_of", "ann", "take it out, convert the file with karabakh convert, then add it"),
        ("according_to", ["ann"], "write one identifier, as a text; several need schema 2"),
        ("hedl", "2020", "did you mean 'held'?"),
    ],
)
def test_new_and_misspelt_keys_in_old_files_have_a_hint(key, value, hint):
    content = sample_1()
    content["positions"][0][key] = value
    (finding,) = findings(as_json(content), "json")
    assert finding.code == ("KB017" if key == "according_to" else "KB014")
    assert finding.hint == hint


def test_a_coding_in_an_old_file_has_a_hint():
    (finding,) = findings('{"schema": 1, "coding": []}', "json")
    assert (finding.code, finding.where) == ("KB014", "/coding")
    assert finding.hint == "take it out, convert the file with karabakh convert, then add it"


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        (("positions", 0, "held"), "write 'when', as it is called since schema 2"),
        (("propositions", 0, "contradicts"), "write 'excludes', as it is called since schema 2"),
        (("agreements", 0, "parties"), "list them in 'participants', with the role 'party'"),
    ],
)
def test_old_keys_in_new_files_have_a_hint(path, hint):
    content = copy.deepcopy(PLAIN)
    at(content, path[:-1])[path[-1]] = []
    (finding,) = findings(as_json(content), "json")
    assert (finding.code, finding.where, finding.hint) == ("KB014", pointer(path), hint)


@pytest.mark.parametrize("name", FORMATS)
def test_repeated_and_unknown_things_in_old_files_are_found(name):
    content = {"schema": 1, "coding": [], "places": [{"id": "here", "x": 1}, 5]}
    if name == "jsonl":
        text = '{"schema": 1, "coding": []}\n{"type": "place", "id": "here", "x": 1}\n5'
    else:
        text = WRITERS[name](content)
    codes = [each.code for each in findings(text, name)]
    assert codes == ["KB014", "KB014", "KB017"]
    twice = {
        "json": '{"schema": 1, "places": [{"id": "a", "id": "b"}]}',
        "jsonl": '{"schema": 1}\n{"type": "place", "id": "a", "id": "b"}',
        "toml": 'schema = 1\n[[places]]\nid = "a"\nid = "b"',
    }[name]
    assert [each.code for each in findings(twice, name)] == ["KB013"]


def test_streaming_an_old_file_stops_at_the_first_wrong_line(tmp_path):
    path = tmp_path / "old.jsonl"
    lines = as_jsonl(sample_1()).splitlines()
    wrong = json.dumps({"type": "position", "id": "x", "held": 5})
    path.write_text("\n".join([*lines, wrong, *lines[1:]]), "utf-8")
    found = []
    with pytest.raises(LoadError) as caught:
        found += iter_records(path)  # a list takes what comes before the error
    assert {each.line for each in caught.value.findings} == {len(lines) + 1}
    assert "/held" in {each.where for each in caught.value.findings}
    records = iter_records(path)
    assert [next(records).id for _ in lines[1:]]
