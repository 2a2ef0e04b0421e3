"""Networks: counts are those of the stances held now, and nothing covers anything."""

import os
import subprocess
import sys
from itertools import combinations

import attrs
import pytest
from drawings import SVG, check, letters, texts
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from samples import truce

import karabakh
from karabakh import (
    Actor,
    ActorKind,
    Dataset,
    DocTimeRel,
    Position,
    PositionForm,
    Proposition,
    Stance,
)
from karabakh.figures import draw_network
from karabakh.figures._canvas import overlapping
from karabakh.figures._network import strongest
from karabakh.figures._network_layout import Size, Tie, box_at, lay_out
from karabakh.reasoning import alignment, shifts
from karabakh.testing import datasets

pytest.importorskip("networkx")

NAMES = st.text("abcdefgh", min_size=1, max_size=30)


@st.composite
def tied(draw, count=12):
    names = draw(st.lists(NAMES, min_size=2, max_size=count, unique=True))
    pairs = [(a, b) for a in names for b in names if a < b]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=30))
    numbers = st.integers(0, 5)
    return [Tie(a, b, draw(numbers), draw(numbers)) for a, b in chosen]


@settings(max_examples=40)
@given(tied(), st.data())
def test_no_actor_covers_another(ties, data):
    sizes = {
        actor: Size(data.draw(st.integers(20, 170)), data.draw(st.integers(20, 90)))
        for actor in dict.fromkeys(each for tie in ties for each in (tie.a, tie.b))
    }
    places = lay_out(ties, sizes)
    assert places.keys() == sizes.keys()
    boxes = [box_at(places[actor], size) for actor, size in sizes.items()]
    assert overlapping(boxes) == []
    assert all(box.left >= 0 and box.top >= 0 for box in boxes)


@settings(max_examples=40)
@given(datasets() | datasets(consistent=False), st.sampled_from(["ltr", "rtl", None]))
def test_any_dataset_gives_a_drawing_that_stands_alone(dataset, direction):
    check(draw_network(dataset, direction=direction))


def timeless(dataset):
    """Return the positions of all but authors, as all held now."""
    known = {each.id for each in dataset.actors if each.kind is not ActorKind.AUTHOR}
    return Dataset.from_records(
        *(each for each in dataset.actors if each.id in known),
        *dataset.propositions,
        *(
            attrs.evolve(each, doc_time_rel=None, when=karabakh.When.unknown(), expressed_in=None)
            for each in dataset.positions
            if each.holder in known
        ),
    )


@settings(max_examples=60)
@given(datasets(max_size=6))
def test_where_nothing_is_past_the_counts_are_those_of_the_alignment(dataset):
    dataset = timeless(dataset)
    assume(not shifts(dataset))
    names = {each.id for each in dataset.actors}
    expected = [
        (tie.congruence, tie.conflict)
        for tie in alignment(dataset).weights()
        if {tie.a, tie.b} <= names
    ]
    rows = draw_network(dataset).table.rows
    assert sorted((int(agree), int(differ)) for _, _, agree, differ in rows) == sorted(expected)


def held(taken, **fields):
    actors = {a for a, _, _ in taken}
    return Dataset.from_records(
        *(Actor(id=each, kind=ActorKind.STATE) for each in sorted(actors)),
        *(Proposition(id=each, text=each) for each in sorted({p for _, p, _ in taken})),
        *(
            Position(id=f"{a}-{p}", holder=a, proposition=p, stance=stance, **fields)
            for a, p, stance in taken
        ),
    )


TAKEN = [
    ("a", "p", Stance.SUPPORTS),
    ("b", "p", Stance.OPPOSES),
    ("a", "q", Stance.SUPPORTS),
    ("b", "q", Stance.SUPPORTS),
    ("c", "q", Stance.UNDECIDED),
]


def test_both_sides_are_counted_and_the_undecided_take_none():
    figure = draw_network(held(TAKEN))
    assert figure.table.rows == (("a", "b", "1", "1"),)
    words = texts(check(figure))
    assert {"agree on 1", "differ on 1"} <= {*words}
    assert "Not drawn: 1 actor that shares no proposition with another." in words


def test_past_stances_are_left_out():
    past = held(TAKEN, doc_time_rel=DocTimeRel.BEFORE)
    assert len(draw_network(past).table) == 0
    counts = {
        (row["actor"], row["other"]): (row["agree on"], row["differ on"])
        for row in draw_network(karabakh.load()).table
    }
    # Armenia no longer supports independence, and so agrees with nobody who does.
    assert counts["Armenia", "the de facto government"] == ("0", "1")


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


def test_a_hundred_actors_are_drawn_in_part_and_the_drawing_says_so():
    figure = draw_network(hundred())
    words = " ".join(texts(check(figure)))
    assert "ties, the strongest. All are in the table." in words
    assert figure.width < 4_000
    assert sum(each.startswith("Actor-") for each in words.split()) == 60


def everybody_with_everybody(count):
    return [Tie(f"a{i}", f"a{j}", i % 5, j % 3) for i, j in combinations(range(count), 2)]


def test_very_many_ties_are_drawn_in_some_thousand_pixels():
    actors = [Actor(id=f"actor-{n}", kind=ActorKind.PERSON) for n in range(90)]
    topics = [
        Proposition(id=f"topic-{n}", text="So.", excludes=tuple(f"topic-{m}" for m in range(n)))
        for n in range(90)
    ]
    spoken = [
        Position(
            id=f"position-{n}",
            holder=f"actor-{n}",
            proposition=f"topic-{n}",
            stance=[Stance.SUPPORTS, Stance.OPPOSES][n % 2],
        )
        for n in range(90)
    ]
    figure = draw_network(Dataset.from_records(*actors, *topics, *spoken))
    assert 1000 < figure.width < 5000
    check(figure)


@settings(max_examples=60)
@given(tied(), st.integers(2, 30))
def test_everybody_who_is_tied_stays_tied(made, count):
    for ties in (made, everybody_with_everybody(count)):
        drawn = strongest(ties)
        assert {each for tie in drawn for each in (tie.a, tie.b)} == {
            actor for tie in ties for actor in (tie.a, tie.b)
        }
        assert {*drawn} <= {*ties}


def test_no_tie_that_is_not_drawn_is_among_the_strongest_three_of_an_actor():
    ties = everybody_with_everybody(30)
    drawn = {*strongest(ties)}
    assert len(drawn) < len(ties)
    for tie in {*ties} - drawn:
        for actor in (tie.a, tie.b):
            own = [each.agree + each.differ for each in drawn if actor in (each.a, each.b)]
            assert sum(strength >= tie.agree + tie.differ for strength in own) >= 3


def test_the_drawing_is_the_same_in_every_process():
    code = "import karabakh, karabakh.figures as f; print(f.draw_network(karabakh.load()).svg)"
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


def test_without_networkx_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "networkx", None)
    with pytest.raises(ImportError, match=r"pip install 'karabakh\[network\]'"):
        draw_network(karabakh.load())


@pytest.mark.parametrize("language", ["ar", "hy"])
def test_names_of_any_script_stand_in_full(language):
    dataset = truce(language)
    root = check(draw_network(dataset))
    whole = letters("".join(texts(root)))
    assert all(letters(each.label) in whole for each in dataset.actors)
    names = [each for each in root.iter(f"{SVG}text") if not each.text.isascii()]
    assert {each.get("direction") for each in names} == {"rtl" if language == "ar" else None}
