import os
import subprocess
import sys

import pytest
from drawings import allowed, parse, texts
from hypothesis import given, settings
from hypothesis import strategies as st

import karabakh
from karabakh import Actor, ActorKind, Dataset, Position, PositionForm, Proposition, Stance
from karabakh.figures import network
from karabakh.figures._boxes import overlapping
from karabakh.figures._network import draw_network, strongest
from karabakh.reasoning import AlignmentWeight, alignment
from karabakh.testing import datasets

pytest.importorskip("networkx")

NAMES = st.text("abcdefgh", min_size=1, max_size=30)


@st.composite
def ties(draw, count=12):
    names = draw(st.lists(NAMES, min_size=2, max_size=count, unique=True))
    pairs = [(a, b) for a in names for b in names if a < b]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=30))
    numbers = st.integers(0, 5)
    weights = [
        AlignmentWeight(a, b, congruence=draw(numbers), conflict=draw(numbers), score=0.0)
        for a, b in chosen
    ]
    return weights, {name: name for name in names}


@settings(max_examples=40)
@given(ties())
def test_no_name_covers_another_and_each_actor_is_named(made):
    weights, names = made
    drawn = draw_network(weights, names)
    assert overlapping(drawn.labels) == []
    assert all(
        box.left >= 0 and box.right <= drawn.width and box.top >= 0 and box.bottom <= drawn.height
        for box in drawn.labels
    )


@settings(max_examples=40)
@given(datasets() | datasets(consistent=False))
def test_any_dataset_gives_a_drawing_and_a_row_for_each_tie(dataset):
    figure = network(dataset)
    assert allowed(parse(figure))
    weights = tuple(alignment(dataset).weights())
    assert [(row["agreement"], row["conflict"]) for row in figure.table] == [
        (str(each.congruence), str(each.conflict)) for each in weights
    ]


def hundred():
    actors = [Actor(id=f"actor-{i}", kind=ActorKind.STATE) for i in range(100)]
    propositions = [Proposition(id=f"p{i}", text=f"p{i}") for i in range(40)]
    positions = [
        Position(
            id=f"{i}-{j}",
            holder=f"actor-{i}",
            proposition=f"p{(7 * i + 11 * j) % 40}",
            stance=Stance.SUPPORTS if (i * j) % 3 else Stance.OPPOSES,
            form=PositionForm.CLAIM,
        )
        for i in range(100)
        for j in range(3)
    ]
    return Dataset.from_records(*actors, *propositions, *positions)


def test_a_hundred_actors_stay_legible():
    figure = network(hundred())
    assert {f"actor-{i}" for i in range(100)} <= set(texts(parse(figure)))
    assert figure.width < 4_000


def everybody_with_everybody(count):
    return [
        AlignmentWeight(f"a{i}", f"a{j}", i % 5, j % 3, 0.0)
        for i in range(count)
        for j in range(i + 1, count)
    ]


@settings(max_examples=60)
@given(ties(), st.integers(2, 30))
def test_everybody_who_is_tied_stays_tied(made, count):
    for weights in (made[0], everybody_with_everybody(count)):
        drawn = strongest(weights)
        assert {each.a for each in drawn} | {each.b for each in drawn} == {
            actor for each in weights for actor in (each.a, each.b)
        }
        assert set(drawn) <= set(weights)
        assert len(drawn) <= 4 * len({actor for each in weights for actor in (each.a, each.b)})


def test_no_tie_that_is_not_drawn_is_among_the_strongest_three_of_an_actor():
    weights = everybody_with_everybody(30)
    drawn = set(strongest(weights))
    assert len(drawn) < len(weights)
    for tie in set(weights) - drawn:
        for actor in (tie.a, tie.b):
            own = [each.congruence + each.conflict for each in drawn if actor in (each.a, each.b)]
            assert sum(strength >= tie.congruence + tie.conflict for strength in own) >= 3


def test_the_drawing_says_what_is_not_drawn():
    weights = everybody_with_everybody(30)
    drawn = draw_network(weights, {f"a{i}": f"a{i}" for i in range(30)}, silent=7)
    count = len(strongest(weights))
    assert f"Drawn are {count} of 435 ties" in drawn.content
    assert "for want of a position on record: 7 actors" in drawn.content
    assert overlapping(drawn.labels) == []
    silent = Actor(id="silent", kind=ActorKind.PERSON)
    figure = network(Dataset.from_records(silent, *hundred().records()))
    assert "for want of a position on record: 1 actor." in figure.description


def test_the_drawing_is_the_same_in_every_process():
    code = (
        "import karabakh; from karabakh.figures import network; print(network(karabakh.load()).svg)"
    )
    drawn = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(drawn) == 1


def test_far_too_many_actors_are_refused_with_a_word():
    weights = [AlignmentWeight(f"a{i}", f"b{i}", 1, 0, 1.0) for i in range(251)]
    with pytest.raises(ValueError, match="502 actors are too many"):
        draw_network(weights, {})


def test_without_networkx_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "networkx", None)
    with pytest.raises(ImportError, match=r"pip install 'karabakh\[network\]'"):
        network(karabakh.load())
