from drawings import allowed, parse, texts
from hypothesis import given, settings

import karabakh
from karabakh.explanations import explain
from karabakh.figures import explanation
from karabakh.figures._boxes import overlapping
from karabakh.figures._explanation import draw_explanation
from karabakh.reasoning import shifts, stances
from karabakh.testing import bound_datasets, datasets


@settings(max_examples=50)
@given(datasets(max_size=6) | bound_datasets(max_size=6))
def test_any_record_or_stance_gives_a_drawing_without_overlapping_texts(dataset):
    for result in [*dataset.records(), *stances(dataset)]:
        told = explain(result, dataset=dataset)
        assert overlapping(draw_explanation(told).labels) == []
        figure = explanation(result, dataset=dataset)
        assert allowed(parse(figure))
        assert figure.svg == explanation(told).svg


def test_a_shift_comes_down_to_its_places():
    dataset = karabakh.load()
    (shift,) = shifts(dataset)
    figure = explanation(shift, dataset=dataset)
    words = texts(parse(figure))
    for place in ("article#p2:1-8", "article#p2:21-36", "article#p2:21-27"):
        assert place in words
    rules = [row["rule"] for row in figure.table if row["rule"]]
    assert rules[0] == "shift"
    assert {"exclusion", "office-holder"} <= set(rules)
