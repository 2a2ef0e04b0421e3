"""Explanations: an indented tree that comes down to passages."""

import pytest
from drawings import SVG, check, letters, texts
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import truce

import karabakh
from karabakh.explanations import explain
from karabakh.figures import draw_explanation
from karabakh.reasoning import STATED, shifts, stances
from karabakh.testing import bound_datasets, datasets
from karabakh.wording import describe_citation


@settings(max_examples=40)
@given(datasets(max_size=6) | bound_datasets(max_size=6), st.sampled_from([300, 390, 760]))
def test_any_record_or_stance_gives_a_drawing_that_stands_alone(dataset, width):
    for result in [*dataset.records(), *stances(dataset)]:
        explanation = explain(result, dataset=dataset)
        figure = draw_explanation(result, dataset=dataset, width=width)
        whole = letters("".join(texts(check(figure)))).casefold()
        for line in explanation.lines():
            if line.node.text.isprintable():
                assert letters(line.node.text).casefold() in whole
            cited = map(describe_citation, line.node.citations)
            assert all(letters(each).casefold() in whole for each in cited)
        assert len(figure.table) == sum(1 for _ in explanation.lines())


def test_a_shift_comes_down_to_its_passages():
    dataset = karabakh.load()
    (shift,) = shifts(dataset)
    figure = draw_explanation(shift, dataset=dataset)
    root = check(figure)
    words = texts(root)
    for passage in ("1–8", "21–36", "21–27"):
        assert f"article ¶2, words {passage}" in words
    rules = [row["rule"] for row in figure.table if row["rule"]]
    assert rules[0] == "shift"
    assert {"exclusion", "office-holder"} <= set(rules)
    lines = [*explain(shift, dataset=dataset).lines()]
    filled = [each for each in root.iter(f"{SVG}circle") if each.get("fill") == "#1b1f24"]
    derived = [each for each in lines if each.node.rule not in {None, STATED}]
    assert len(filled) - 2 == len(lines) - len(derived)  # and two in the key


def test_an_explanation_knows_its_dataset():
    dataset = karabakh.load()
    (shift,) = shifts(dataset)
    explanation = explain(shift, dataset=dataset)
    assert draw_explanation(explanation).svg == draw_explanation(shift, dataset=dataset).svg


@pytest.mark.parametrize("language", ["ar", "hy"])
def test_statements_of_any_script_stand_in_their_direction(language):
    dataset = truce(language)
    root = check(draw_explanation(dataset["ap"], dataset=dataset))
    first = next(each for each in root.iter(f"{SVG}text") if not each.text.isascii())
    assert (first.get("direction"), first.get("x")) == (
        ("rtl", "720") if language == "ar" else (None, "40")
    )
