"""Tests that the codebook is complete, and that its example is a good coding."""

import enum
import re
import sys
from pathlib import Path

import pytest

import karabakh
from karabakh import model
from karabakh.model import COLLECTIONS, Source, sentence_places

ROOT = Path(__file__).parents[2]
CODEBOOK = ROOT / "docs" / "codebook"
sys.path.append(str(ROOT / "docs" / "_ext"))

from karabakh_docs.usage import own_fields, usage, values_of  # noqa: E402 (by the path above)

VOCABULARIES = {
    name: value
    for name in model.__all__
    if isinstance(value := getattr(model, name), type)
    and issubclass(value, enum.Enum)
    and value.__module__.startswith("karabakh._vocabulary")
}
CLASSES = {
    *("Cited", "CitedPart", "Record", "Assertion", "Coding"),
    *("Name", "Requirement", "Participant", "Measure", "Provision", "StatusChange"),
    *(kind.__name__ for kind in COLLECTIONS.values()),
}


@pytest.fixture(scope="module")
def example():
    return karabakh.read(CODEBOOK / "example.toml")


@pytest.fixture(scope="module")
def text():
    return karabakh.Document.read(CODEBOOK / "example.txt")


def test_each_term_has_its_use_and_an_example():
    documented = {name: set(terms) for name, terms in usage()["terms"].items()}
    assert documented == {
        name: {term.value for term in terms} for name, terms in VOCABULARIES.items()
    }
    for terms in usage()["terms"].values():
        assert all(len(sentences) == 2 and all(sentences) for sentences in terms.values())


def test_each_field_has_its_use():
    assert set(usage()["fields"]) == CLASSES
    for name, sentences in usage()["fields"].items():
        cls = getattr(model, name)
        assert set(sentences) == set(own_fields(cls)), name
        assert all(sentences.values()), name


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_each_field_is_used_in_the_example(name):
    unused = [field for field in usage()["fields"][name] if not any(values_of(name, field))]
    assert unused == []


def test_pages_have_a_table_of_each_class_and_vocabulary():
    fields = (CODEBOOK / "fields.md").read_text("utf-8")
    terms = (CODEBOOK / "terms.md").read_text("utf-8")
    assert sorted(re.findall(r"```\{usage\} (\w+)", fields)) == sorted(CLASSES)
    assert sorted(re.findall(r"```\{vocabulary\} (\w+)", terms)) == sorted(VOCABULARIES)


def test_the_example_has_no_problems(example, text):
    bound = example.bind({"post": text})
    assert bound.drift == ()
    assert karabakh.validate(bound).findings == ()


def test_every_sentence_of_the_example_is_coded(example, text):
    bound = example.bind({"post": text})
    covered = karabakh.coverage(bound, source="post")
    assert covered.share > 0.75
    assert all(example.citing(sentence) for sentence in sentence_places(example.sources["post"]))


@pytest.mark.parametrize("format", ["toml", "json", "jsonl"])
def test_the_example_survives_every_format(example, format, tmp_path):
    path = tmp_path / f"example.{format}"
    karabakh.write(example, path)
    assert karabakh.read(path) == example


def test_the_example_names_the_schema(example):
    assert "schema = 2" in (CODEBOOK / "example.toml").read_text("utf-8")
    assert isinstance(example.sources[0], Source)


def test_the_article_is_gone_through_sentence_by_sentence():
    page = (CODEBOOK / "sentences.md").read_text("utf-8")
    places = [str(place) for place in sentence_places(karabakh.load().sources[0])]
    assert re.findall(r"^```\{sentence\} (.*)$", page, re.MULTILINE) == places
    assert re.findall(r"^### (.*)$", page, re.MULTILINE) == [
        place.partition("#")[2] for place in places
    ]


def test_the_codebook_has_thirteen_rules_with_a_record_each():
    rules = (CODEBOOK / "rules.md").read_text("utf-8").split("\n## ")[1:]
    assert [rule.partition(".")[0] for rule in rules] == [str(number) for number in range(1, 14)]
    assert all(re.search(r"```\{in-(file|example)\}", rule) for rule in rules)
