"""What holds of the answers to all questions."""

import re

import attrs
import pytest
from histories import histories
from hypothesis import given, settings
from hypothesis import strategies as st
from questions import QUESTIONS, shuffled
from river_towns import ARTICLE, TOWNS, conclusions_below, towns_with_texts

from karabakh import Certainty, Citation, Dataset, Source, When
from karabakh.explanations import explain
from karabakh.reasoning import Conclusion, timeline
from karabakh.testing import datasets

every_question = pytest.mark.parametrize("ask", QUESTIONS.values(), ids=QUESTIONS)
both_datasets = pytest.mark.parametrize("dataset", [ARTICLE, TOWNS], ids=["article", "towns"])


def answers(ask, dataset):
    """The answers by what they say, so that those of two datasets can be compared."""
    return {each.describe(): each for each in ask(dataset)}


@every_question
@both_datasets
def test_the_order_of_the_input_does_not_matter(ask, dataset):
    for seed in range(3):
        assert answers(ask, shuffled(dataset, seed)) == answers(ask, dataset)


@every_question
@both_datasets
def test_no_answer_is_firmer_than_what_it_rests_on(ask, dataset):
    found = conclusions_below(*ask(dataset))
    assert found
    for conclusion in found:
        ranks = [each.certainty.rank for each in conclusion.premises if hasattr(each, "certainty")]
        assert conclusion.certainty.rank <= min([conclusion.max_certainty.rank, *ranks])


@every_question
@both_datasets
def test_what_is_doubtful_is_hedged_or_has_a_qualified_date(ask, dataset):
    for conclusion in conclusions_below(*ask(dataset)):
        assert conclusion.doubts == tuple(filter(is_doubtful, conclusion.support))


def is_doubtful(record):
    if isinstance(record, Source):
        return record.published.is_qualified
    when = getattr(record, "when", When.unknown())
    return record.certainty is not Certainty.CERTAIN or when.is_qualified


def says_twice_who_says_so(conclusion):
    """Return whether a sentence ends with the same attribution twice."""
    return re.search(r"(, according to [^,]+)(?:, according to [^,]+)*\1$", conclusion.describe())


@every_question
@both_datasets
def test_no_answer_says_twice_who_says_so(ask, dataset):
    assert not [each for each in conclusions_below(*ask(dataset)) if says_twice_who_says_so(each)]


# Drawing a dataset takes longer than asking it, so each is asked everything.


@settings(max_examples=40)
@given(datasets(max_size=8), st.integers(0, 99))
def test_the_order_of_random_input_does_not_matter(dataset, seed):
    other = shuffled(dataset, seed)
    for name, ask in QUESTIONS.items():
        assert answers(ask, other) == answers(ask, dataset), name


@settings(max_examples=40)
@given(datasets(max_size=8))
def test_no_answer_to_random_input_says_twice_who_says_so(dataset):
    for ask in QUESTIONS.values():
        for conclusion in conclusions_below(*ask(dataset)):
            assert not says_twice_who_says_so(conclusion)


@every_question
@both_datasets
def test_each_is_one_line_to_look_at_and_can_be_put_into_a_set(ask, dataset):
    for conclusion in conclusions_below(*ask(dataset)):
        assert "\n" not in repr(conclusion)
        assert repr(conclusion).startswith(f"<{type(conclusion).__name__}: ")
        assert hash(conclusion) == hash(attrs.evolve(conclusion))
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            conclusion.rule = "another"


@pytest.mark.parametrize("name", sorted(set(QUESTIONS) - {"timeline: orders", "compare"}))
def test_each_explains_itself_down_to_words_that_can_be_read(name):
    bound = towns_with_texts()
    quoted = 0
    for conclusion in QUESTIONS[name](bound):
        assert isinstance(conclusion, Conclusion)
        for node in explain(conclusion, dataset=bound).walk():
            assert node.text
            assert len(node.quotes) == len(node.citations)
            assert None not in node.quotes
            quoted += len(node.quotes)
    assert quoted


@settings(max_examples=100)
@given(datasets(consistent=False, max_size=8))
def test_whatever_is_wrong_with_a_dataset_nothing_crashes(dataset):
    for ask in QUESTIONS.values():
        for conclusion in ask(dataset):
            assert len(repr(conclusion).splitlines()) == 1


@settings(max_examples=50)
@given(histories())
def test_contradictory_histories_crash_nothing(dataset):
    for ask in QUESTIONS.values():
        assert all(isinstance(each, Conclusion) for each in ask(dataset))


def test_a_dataset_of_texts_answers_as_one_without():
    bound = towns_with_texts()
    assert bound.quote(Citation("report", 5, 7, 11))
    for ask in QUESTIONS.values():
        assert answers(ask, bound) == answers(ask, TOWNS)


def test_an_empty_dataset_answers_nothing():
    assert timeline(Dataset()).layers == ()
    for name in ("agreement_status", "obligations", "conditions", "demands", "open_questions"):
        assert list(QUESTIONS[name](Dataset())) == []
