"""Records as plain values, and who coded a dataset, in every format."""

import datetime as dt
import json

import attrs
import pytest
from hypothesis import given, settings
from sample import PLAIN, as_json, parse_json, parse_jsonl, parse_toml, to_json, to_jsonl, to_toml

import karabakh
from karabakh import Coding, Dataset, Name, Place, When, to_plain
from karabakh.io._package_data import package_data
from karabakh.io._plain_values import describe
from karabakh.testing import datasets

FORMATS = [(to_toml, parse_toml), (to_json, parse_json), (to_jsonl, parse_jsonl)]


@given(dataset=datasets(consistent=False))
@settings(max_examples=60)
def test_plain_values_are_those_of_a_file_and_lead_back(dataset):
    plain = to_plain(dataset)
    assert plain == json.loads(to_json(dataset))
    assert parse_json(json.dumps(plain), check_references=False) == dataset
    for name, records in dataset.collections():
        assert [to_plain(record) for record in records] == plain.get(name, [])


def test_every_part_has_plain_values():
    dataset = parse_json(as_json(PLAIN))
    assert to_plain(dataset) == PLAIN
    (truce,) = dataset.agreements
    speech, _ = dataset.events
    parts = [
        *(*dataset.coding, truce.provisions[0], truce.statuses[0], truce.participants[0]),
        *(speech.measures[0], dataset.places[0].names[0], dataset.propositions[0].requirement),
        *(dataset.sources[0].paragraphs[0], dataset.sources[0].paragraphs[0].sentences[0]),
    ]
    for part in parts:
        plain = to_plain(part)
        assert json.loads(json.dumps(plain)) == plain
        assert plain.keys() <= {field.name for field in attrs.fields(type(part))}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        ("5", "the text '5'"),
        (5, "the number 5"),
        (-1.5, "the number -1.5"),
        (2**64 - 1, f"the number {2**64 - 1}"),
        (2**64, "a number of 65 bits"),
        (float("nan"), "nan"),
        ([], "an array"),
        ({}, "an object"),
        (dt.date(2020, 9, 27), "the date 2020-09-27"),
        (dt.time(9, 30), "the time 09:30:00"),
    ],
)
def test_values_are_described_in_the_terms_of_files(value, words):
    assert describe(value) == words


def test_a_file_that_the_package_lacks_is_named():
    assert package_data("new.toml").startswith(b"#:schema")
    with pytest.raises(FileNotFoundError, match=r"package lacks data/old\.toml; install it again"):
        package_data("old.toml")


def test_attrs_sees_a_dataset_as_dicts_too():
    dataset = parse_json(as_json(PLAIN))
    assert attrs.asdict(dataset)["places"][0]["names"][0]["text"] == "Here"


@pytest.mark.parametrize("value", [None, 5, "here", {}, [], When("2020"), karabakh.load().places])
def test_only_records_parts_and_datasets_have_plain_values(value):
    with pytest.raises(TypeError, match="value must be a record, a part or a Dataset, got"):
        to_plain(value)


def test_what_no_file_can_hold_has_no_plain_values():
    with pytest.raises(ValueError, match=r"place 'here' can't be written: .* surrogate"):
        to_plain(Place(id="here", names=(Name(text="\ud800"),)))


@pytest.mark.parametrize(("to", "parse"), FORMATS)
def test_the_coding_is_in_every_format(to, parse):
    coding = (
        Coding(coders=("A", "B"), codebook="ours", version="2", when=When("2024-05"), note="\n"),
        Coding(tool="a program"),
    )
    for dataset in (Dataset(coding=coding), Dataset(coding=coding, places=[Place(id="here")])):
        assert parse(to(dataset)) == dataset


@pytest.mark.parametrize(
    ("coding", "code", "where"),
    [
        (5, "KB017", "/coding"),
        ({}, "KB017", "/coding"),
        (["A"], "KB017", "/coding/0"),
        ([{"coders": "A"}], "KB017", "/coding/0/coders"),
        ([{}, {"when": "x"}], "KB020", "/coding/1/when"),
        ([{"coder": "A"}], "KB014", "/coding/0/coder"),
    ],
)
@pytest.mark.parametrize("parse", [parse_json, parse_jsonl, parse_toml])
def test_a_wrong_coding_is_one_finding_at_its_place(coding, code, where, parse):
    text = json.dumps({"schema": 2, "coding": coding})
    if parse is parse_toml:
        inline = json.dumps(coding).replace('": ', '" = ')
        text = f"schema = 2\ncoding = {inline}"
    with pytest.raises(karabakh.LoadError) as caught:
        parse(text)
    (finding,) = caught.value.findings
    assert (finding.code, finding.where) == (code, where)
    assert finding.hint
    assert finding.line is not None


def test_a_bare_text_for_those_who_say_so_has_a_hint():
    with pytest.raises(karabakh.LoadError) as caught:
        parse_json(
            '{"schema": 2, "events": [{"id": "e", "title": "", "kind": "war",'
            ' "according_to": "ann"}]}'
        )
    (finding,) = caught.value.findings
    assert (finding.code, finding.where) == ("KB017", "/events/0/according_to")
    assert finding.hint == 'write an array, even of one: ["ann"]'
