"""What holds of the answers to all questions about time, agreements, goals and demands."""

import itertools
import random

import attrs
import pytest
from histories import histories
from hypothesis import given, settings
from hypothesis import strategies as st
from river_towns import ARTICLE, TOWNS, conclusions_below, towns_with_texts

from karabakh import (
    Actor,
    ActorKind,
    Citation,
    Dataset,
    Event,
    EventKind,
    Place,
    Position,
    PositionForm,
    Proposition,
    Stance,
)
from karabakh.reasoning import (
    Conclusion,
    alignment,
    compare,
    compare_sources,
    conditions,
    contradictions,
    demands,
    disputes,
    explain,
    obligations,
    open_questions,
    shifts,
    stances,
    status,
    timeline,
)
from karabakh.testing import datasets


def orders(dataset):
    times = timeline(dataset)
    names = sorted({record.id for record in (*dataset.events, *dataset.agreements)})[:12]
    for a, b in itertools.product(names, repeat=2):
        yield times.before(a, b)
        yield times.overlaps(a, b)


def comparisons(dataset):
    yield compare(dataset, dataset)
    names = sorted(dataset.sources.ids)[:3]
    for here, there in itertools.pairwise(names):
        yield compare_sources(dataset, here, there)


def clashes(dataset):
    found = contradictions(dataset)
    return [*found, *found.undetermined, *found.compatible]


def cells(dataset):
    matrix = alignment(dataset)
    return [matrix.between(each.a, each.b) for each in matrix.weights()]


QUESTIONS = {
    "timeline": lambda dataset: [timeline(dataset)],
    "orders": orders,
    "status": lambda dataset: [status(dataset, each.id) for each in dataset.agreements],
    "status at": lambda dataset: [
        status(dataset, each.id, at="1888-02") for each in dataset.agreements
    ],
    "obligations": obligations,
    "obligations at": lambda dataset: obligations(dataset, at="1888"),
    "conditions": lambda dataset: [conditions(dataset, each.id) for each in dataset.propositions],
    "demands": demands,
    "open questions": open_questions,
    "compare": comparisons,
    "stances": stances,
    "stances at": lambda dataset: stances(dataset, at="1887-06"),
    "shifts": shifts,
    "contradictions": clashes,
    "disputes": disputes,
    "alignment": cells,
    "disputes at": lambda dataset: disputes(dataset, at="1887"),
}

every_question = pytest.mark.parametrize("ask", QUESTIONS.values(), ids=QUESTIONS)
both_datasets = pytest.mark.parametrize("dataset", [ARTICLE, TOWNS], ids=["article", "towns"])


def shuffled(dataset, seed):
    order = random.Random(seed)  # noqa: S311 (no secret)
    mixed = {name: order.sample(records, len(records)) for name, records in dataset.collections()}
    return attrs.evolve(dataset, **mixed)


def answers(ask, dataset):
    """The answers by what they say, so that those of two datasets can be compared."""
    return {each.sentence(): each for each in ask(dataset)}


@every_question
@both_datasets
def test_the_order_of_the_input_does_not_matter(ask, dataset):
    for seed in range(3):
        assert answers(ask, shuffled(dataset, seed)) == answers(ask, dataset)


@every_question
@settings(max_examples=30)
@given(datasets(max_size=8), st.integers(0, 99))
def test_the_order_of_random_input_does_not_matter(ask, dataset, seed):
    assert answers(ask, shuffled(dataset, seed)) == answers(ask, dataset)


UNRELATED = {
    "actors": Actor(id="stranger", kind=ActorKind.PERSON),
    "places": Place(id="far-away"),
    "propositions": Proposition(id="something-else", text="Something else."),
    "positions": Position(
        id="view-of-something-else",
        holder="stranger",
        proposition="something-else",
        stance=Stance.SUPPORTS,
        form=PositionForm.CLAIM,
    ),
    "events": Event(
        id="unrelated-event", title="Something else", kind=EventKind.OTHER, location="far-away"
    ),
}


@pytest.mark.parametrize(
    "ask", [ask for name, ask in QUESTIONS.items() if name not in {"timeline", "compare"}]
)
@both_datasets
def test_an_unrelated_record_changes_nothing(ask, dataset):
    more = attrs.evolve(
        dataset,
        **{name: (*getattr(dataset, name), record) for name, record in UNRELATED.items()},
    )
    before, after = answers(ask, dataset), answers(ask, more)
    assert before.items() <= after.items()
    assert all("else" in question or "unrelated" in question for question in after.keys() - before)


@both_datasets
def test_an_unrelated_record_is_in_no_known_order_and_moves_nothing(dataset):
    more = attrs.evolve(dataset, events=(UNRELATED["events"], *dataset.events))
    before, after = timeline(dataset), timeline(more)
    assert after.layers == before.layers
    assert set(after.unordered) - set(before.unordered) == {UNRELATED["events"]}


@every_question
@both_datasets
def test_no_answer_is_firmer_than_what_it_rests_on(ask, dataset):
    found = conclusions_below(*ask(dataset))
    assert found
    for conclusion in found:
        ranks = [each.certainty.rank for each in conclusion.premises if hasattr(each, "certainty")]
        assert conclusion.certainty.rank <= min([conclusion.ceiling.rank, *ranks])


@every_question
@both_datasets
def test_each_is_one_line_to_look_at_and_can_be_put_into_a_set(ask, dataset):
    for conclusion in conclusions_below(*ask(dataset)):
        assert "\n" not in repr(conclusion)
        assert repr(conclusion).startswith(f"<{type(conclusion).__name__}: ")
        assert hash(conclusion) == hash(attrs.evolve(conclusion))
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            conclusion.rule = "another"


@pytest.mark.parametrize("name", sorted(set(QUESTIONS) - {"orders", "compare"}))
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


@every_question
@settings(max_examples=30)
@given(datasets(consistent=False, max_size=8))
def test_whatever_is_wrong_with_a_dataset_nothing_crashes(ask, dataset):
    for conclusion in ask(dataset):
        assert len(repr(conclusion).splitlines()) == 1


@every_question
@settings(max_examples=20)
@given(histories())
def test_contradictory_histories_crash_nothing(ask, dataset):
    assert all(isinstance(each, Conclusion) for each in ask(dataset))


def test_a_dataset_of_texts_answers_as_one_without():
    bound = towns_with_texts()
    assert bound.quote(Citation("report", 5, 7, 11))
    for ask in QUESTIONS.values():
        assert answers(ask, bound) == answers(ask, TOWNS)


def test_an_empty_dataset_answers_nothing():
    assert timeline(Dataset()).layers == ()
    for name in ("status", "obligations", "conditions", "demands", "open questions"):
        assert list(QUESTIONS[name](Dataset())) == []
