"""The JSON Schema says what the reader does."""

import json
import os
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample import PLAIN, as_json, at, parse_json, paths, removed, replaced, to_json

from karabakh.errors import LoadError
from karabakh.io import json_schema, load
from karabakh.io._schema_builder import build_schema
from karabakh.model import COLLECTIONS
from karabakh.testing import datasets, edtf_texts

VALIDATOR = jsonschema.Draft202012Validator(json_schema())


def test_the_file_in_the_package_is_that_of_the_model():
    assert json_schema() == build_schema(), "run python -m karabakh.io._schema_builder"


def test_it_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_everything_in_it_is_described():
    for definition in json_schema()["$defs"].values():
        assert definition["description"]
        for words in definition.get("properties", {}).values():
            assert words["description"]
            assert "``" not in words["description"]


@given(datasets())
@settings(max_examples=60)
def test_every_dataset_is_valid(dataset):
    VALIDATOR.validate(json.loads(to_json(dataset)))


def test_the_bundled_dataset_and_the_sample_are_valid():
    VALIDATOR.validate(json.loads(to_json(load())))
    VALIDATOR.validate(PLAIN)


@given(edtf_texts())
def test_every_date_that_can_be_read_is_valid(text):
    VALIDATOR.validate(replaced(("positions", 0, "when"), text))


def is_read(content: object) -> bool:
    try:
        parse_json(as_json(content), check_references=False)
    except LoadError:
        return False
    return True


WRONG = [
    None,
    True,
    0,
    -1,
    7.9,
    2**63,
    2**64,
    "5",
    "a b",
    "-x",
    "a#b",
    "2020-1",
    "2020-01-01/",
    "X",
    "wire#p0",
    "wire#p1:1",
    ":x",
    "Scheme:x",
    "here\n",
    [],
    [None],
    ["here"],
    ["wire#p1"],
    {},
    {"text": "x"},
]


def alone(path: tuple[str | int, ...], content: dict[str, Any]) -> dict[str, Any]:
    """Leave out all collections but the one of a path: what is unchanged stays valid."""
    return {key: content[key] for key in content if key == path[0] or key not in COLLECTIONS}


# A run that is the same each time tries every fifth value for each path, in turn.
SHARE = 5 if "CI" in os.environ else 1


def test_both_refuse_and_take_the_same():
    for number, path in enumerate(paths()):
        for value in WRONG[number % SHARE :: SHARE]:
            content = alone(path, replaced(path, value))
            if path[-1] in {"best", "low", "high"} and value in (2**63, 2**64):
                continue  # schemas can't distinguish whole numbers of that size
            if is_identity(path) and isinstance(value, (str, list)):
                continue  # that identifiers are well-formed, the reader asks with references
            assert VALIDATOR.is_valid(content) == is_read(content), (path, value)
        if path != ("events", 0, "measures", 1, "low"):  # its only number
            assert VALIDATOR.is_valid(removed(path)) == is_read(removed(path)), path
        if isinstance(at(PLAIN, path), dict):
            content = replaced((*path, "nmae"), 1)
            assert not VALIDATOR.is_valid(content)
            assert not is_read(content)


def is_identity(path: tuple[str | int, ...]) -> bool:
    """Return whether a path is that of an identifier, or of a list of them."""
    names = {
        *("id", "author", "holder", "proposition", "addressee", "expressed_in", "subject"),
        *("object", "location", "about", "actor", "obligor"),
        *("beneficiary", "members", "used_by", "implies", "excludes", "goal", "condition"),
        *("according_to", "translation_of", "edition_of", "on_behalf_of", "of"),
    }
    return any(step in names for step in path)


@given(st.text("0123456789-XY/.[],?~%TZ:+ \n", max_size=14))
@settings(max_examples=300)
def test_no_date_is_refused_by_the_schema_alone(text):
    content = replaced(("positions", 0, "when"), text)
    if is_read(content):
        assert VALIDATOR.is_valid(content)


@pytest.mark.parametrize(
    "content",
    [
        replaced(("positions", 0, "when"), "2021-02-30"),
        replaced(("positions", 0, "when"), "2021/2020"),
        replaced(("positions", 0, "citations", 0), "wire#p1:9-2"),
        replaced(("sources", 0, "paragraphs", 0, "sentences", 0, "words"), 1.0),
        replaced(("actors", 0, "identifiers", 0), "wikidata:a\u00a0b"),
        replaced(("events", 0, "measures", 0, "best"), 2**64),
        replaced(("events", 0, "measures", 0), {"kind": "area"}),
    ],
)
def test_what_the_schema_cannot_say_only_the_reader_refuses(content):
    assert VALIDATOR.is_valid(content)
    assert not is_read(content)
