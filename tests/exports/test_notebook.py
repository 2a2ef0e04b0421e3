"""Values as notebooks show them."""

import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest
from hostile import HOSTILE
from hypothesis import given, settings

import karabakh
from karabakh import Dataset
from karabakh.explanations import explain
from karabakh.reasoning import (
    alignment,
    conditions,
    contradictions,
    disputes,
    infer,
    open_questions,
    shifts,
    stances,
    timeline,
)
from karabakh.testing import datasets
from karabakh.validation import validate


def parse(html):
    return ET.fromstring(f"<div>{html}</div>")  # noqa: S314 (our own)


def shown(value):
    return " ".join(" ".join(parse(value._repr_html_()).itertext()).split())


def answers(dataset):
    yield dataset
    yield validate(dataset)
    yield stances(dataset)
    yield contradictions(dataset)
    yield alignment(dataset)
    yield timeline(dataset)
    yield infer(dataset, [])
    yield from (*shifts(dataset), *disputes(dataset), *open_questions(dataset))
    yield from (explain(each, dataset=dataset) for each in stances(dataset))


@settings(max_examples=30)
@given(datasets(max_size=6) | datasets(max_size=6, consistent=False))
def test_whatever_a_dataset_answers_is_well_formed_and_the_same_each_time(dataset):
    for answer in answers(dataset):
        html = answer._repr_html_()
        parse(html)
        assert html == answer._repr_html_()


def test_a_hostile_dataset_is_text():
    for answer in answers(HOSTILE):
        names = {each.tag.rpartition("}")[2] for each in parse(answer._repr_html_()).iter()}
        assert names.isdisjoint({"script", "img", "iframe", "a", "form", "base", "meta"})


def test_a_dataset_shows_what_it_holds_and_its_timeline():
    text = shown(karabakh.load())
    assert "A news article on the Nagorno-Karabakh conflict" in text
    assert "positions 29" in text
    assert "Timeline" in text
    assert "<svg" not in Dataset()._repr_html_()


def test_a_conclusion_shows_its_reasons():
    dataset = karabakh.load()
    (shift,) = shifts(dataset)
    text = shown(explain(shift, dataset=dataset))
    assert "appears no longer to support it" in text
    assert "probable · derived, since the one is known to come before the other" in text
    assert "article ¶2 words 21–36" in text
    assert "appears no longer to support it" in shown(shift)
    assert "explain(_, dataset=dataset)" in shown(shift)
    assert "lasting-peace" in shown(conditions(dataset, "lasting-peace"))


def test_a_report_shows_its_findings():
    report = validate(HOSTILE)
    text = shown(report)
    assert report.summary in text
    assert all(code in text for code in {finding.code for finding in report.findings[:100]})


ALONE = """
import sys
import karabakh.model
dataset = karabakh.model.Dataset()
assert "karabakh.exports" not in sys.modules
assert "Untitled" in dataset._repr_html_()
assert "karabakh.exports" in sys.modules
"""


@pytest.mark.parametrize("code", [ALONE])
def test_the_model_loads_no_rendering_until_a_notebook_asks(code):
    subprocess.run([sys.executable, "-c", code], check=True)
