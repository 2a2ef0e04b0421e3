"""Functions refuse what is not their argument, and name the call that returns it."""

import pytest

import karabakh
from karabakh import Dataset, Document
from karabakh.explanations import (
    explain,
    explanation_to_json,
    explanation_to_markdown,
    explanation_to_text,
    why_not,
)
from karabakh.exports import (
    briefing_to_html,
    briefing_to_markdown,
    briefing_to_text,
    report_to_json,
    report_to_sarif,
    report_to_text,
)
from karabakh.figures import draw_network, draw_stance_matrix, draw_timeline
from karabakh.model import build_chronology
from karabakh.reasoning import Conclusion, shifts
from karabakh.validation import RULES, validate

ARTICLE = karabakh.load()
WRONG = [None, 0, True, "", b"x", [], {}, len, Dataset]
ANSWERS = [ARTICLE, ARTICLE["war-2020"], *shifts(ARTICLE)]


@pytest.mark.parametrize("value", WRONG, ids=repr)
@pytest.mark.parametrize(
    "function",
    [
        briefing_to_html,
        briefing_to_markdown,
        briefing_to_text,
        draw_stance_matrix,
        draw_timeline,
        draw_network,
    ],
)
def test_what_draws_or_writes_a_dataset_asks_for_one(function, value):
    with pytest.raises(TypeError, match=r"^dataset must be a Dataset, got "):
        function(value)


@pytest.mark.parametrize("value", [*WRONG, *ANSWERS], ids=repr)
@pytest.mark.parametrize(
    "function", [explanation_to_json, explanation_to_markdown, explanation_to_text]
)
def test_an_answer_is_explained_before_it_is_written(function, value):
    with pytest.raises(TypeError, match=r"^explanation must be .*; use explain\(answer\)"):
        function(value)


@pytest.mark.parametrize("value", [*WRONG, ARTICLE, [validate(ARTICLE)]], ids=repr)
@pytest.mark.parametrize("function", [report_to_json, report_to_sarif, report_to_text])
def test_a_dataset_is_validated_before_its_report_is_written(function, value):
    with pytest.raises(TypeError, match=r"^reports must be ValidationReports, got .*validate\("):
        function(validate(ARTICLE), value)


@pytest.mark.parametrize("rules", [RULES[0], lambda _: ()], ids=["rule", "function"])
def test_one_rule_is_no_list_of_rules(rules):
    with pytest.raises(TypeError, match=r"^rules must list rules, got .*use \(\*RULES, my_rule\)"):
        validate(ARTICLE, rules=rules)


@pytest.mark.parametrize("option", ["select", "ignore"])
@pytest.mark.parametrize("codes", [None, [None], ["KB1", 101]], ids=repr)
def test_codes_are_texts(option, codes):
    with pytest.raises(TypeError, match=f"^{option} must list rule codes, got "):
        validate(ARTICLE, **{option: codes})


WAR = explain(ARTICLE["war-2020"], dataset=ARTICLE)
TYPED = {
    "briefing, width": (lambda it: briefing_to_text(ARTICLE, width=it), "width must be an int"),
    "explanation, width": (lambda it: explanation_to_text(WAR, width=it), "width must be an int"),
    "read, max_bytes": (
        lambda it: karabakh.read("x.json", max_bytes=it),
        "max_bytes must be an int",
    ),
    "document, max_bytes": (
        lambda it: Document.read("x.txt", max_bytes=it),
        "max_bytes must be an int",
    ),
    "chronology, id": (build_chronology(ARTICLE).bounds, "id must be a str"),
    "labels": (shifts(ARTICLE)[0].describe, "labels must be a Labels"),
    "findings": (
        lambda it: karabakh.locate_findings([it], "x.json", ARTICLE),
        "each of findings must be a Finding",
    ),
    "rules": (lambda it: validate(ARTICLE, rules=it), "rules must list rules"),
    "premises": (
        lambda it: Conclusion(rule="so", premises=(it,)),
        "each of premises must be a Cited or a Conclusion",
    ),
}


@pytest.mark.parametrize("name", TYPED)
def test_an_argument_of_another_type_is_refused_at_once(name):
    function, message = TYPED[name]
    for value in (float("nan"), 1.5j):
        with pytest.raises(TypeError, match=f"^{message}, got "):
            function(value)


@pytest.mark.parametrize("question", [[], {}, None, "shifts"], ids=repr)
def test_an_unknown_question_is_named(question):
    with pytest.raises(ValueError, match=r"^question must be one of "):
        why_not(ARTICLE, question, "armenia", "region-part-of-azerbaijan")
