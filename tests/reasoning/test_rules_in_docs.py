"""Each rule that a result can carry is in the documentation, and no other."""

import re
from pathlib import Path

import pytest
from questions import QUESTIONS
from river_towns import ARTICLE, TOWNS, conclusions_below

from karabakh.comparison import compare

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "inference-rules.md").read_text("utf-8")
_, *SECTIONS = re.split(r"^### ", PAGE, flags=re.MULTILINE)
RULES = {section.split("`")[1]: section for section in SECTIONS}


def test_the_rules_of_all_answers_are_those_of_the_page():
    """Also those that the source names and no answer here happens to carry."""
    carried = {"one-voice"}  # a rule of the tests' own
    for dataset in (ARTICLE, TOWNS):
        answers = [compare(dataset, dataset)]
        for name, ask in QUESTIONS.items():
            answers += [] if name == "infer" else ask(dataset)
        carried |= {each.rule for each in conclusions_below(*answers)}
    named = set()
    for path in (ROOT / "src" / "karabakh" / "reasoning").glob("_*.py"):
        text = path.read_text("utf-8")
        named |= set(re.findall(r'^    rule: str = "([a-z-]+)"', text, re.MULTILINE))
        named |= set(
            re.findall(r'^[A-Z_]+(?:: Final)? = "([a-z]+(?:-[a-z]+)*)"$', text, re.MULTILINE)
        )
    assert (carried - {"one-voice"}) | named == set(RULES)
    assert len(RULES) == len(SECTIONS), "each stands there once"


@pytest.mark.parametrize("rule", RULES)
def test_each_is_a_formula_with_its_strength_an_example_and_its_limits(rule):
    parts = re.split(r"^\*(\w+)\.\*", RULES[rule], flags=re.MULTILINE)
    formula, *names = parts[0], *parts[1::2]
    assert re.search(r"\$\$.+\$\$", formula, re.DOTALL)
    assert names == ["Strength", "Example", "Limits"]
    strength, example, limits = parts[2::2]
    assert strength.strip()
    assert min(len(example.split()), len(limits.split())) >= 8
