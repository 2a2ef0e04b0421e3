import re

from drawings import allowed, parse, texts
from hypothesis import given
from hypothesis import strategies as st

import karabakh
from karabakh import Actor, ActorKind, Dataset, Position, PositionForm, Proposition, Stance
from karabakh.figures import stance_matrix
from karabakh.figures._boxes import overlapping
from karabakh.figures._camps import camps
from karabakh.figures._matrix import draw_matrix
from karabakh.figures._matrix_rows import matrix_of
from karabakh.testing import datasets

STANCES = st.sampled_from(Stance)


def held(stances):
    """Return a dataset of stances, by actors and propositions."""
    actors = [Actor(id=each, kind=ActorKind.STATE) for each in dict.fromkeys(a for a, _ in stances)]
    propositions = [
        Proposition(id=each, text=each) for each in dict.fromkeys(p for _, p in stances)
    ]
    positions = [
        Position(id=f"{a}-{p}", holder=a, proposition=p, stance=stance, form=PositionForm.CLAIM)
        for (a, p), stance in stances.items()
    ]
    return Dataset.from_records(*actors, *propositions, *positions)


@given(datasets() | datasets(consistent=False))
def test_any_dataset_gives_a_drawing_without_overlapping_texts(dataset):
    figure = stance_matrix(dataset)
    assert allowed(parse(figure))
    drawn = draw_matrix(matrix_of(dataset), dataset)
    assert overlapping(drawn.labels) == []
    assert figure.svg == stance_matrix(dataset).svg


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from("uvwxyz")), STANCES, max_size=20
    )
)
def test_every_stance_is_in_its_cell_and_rows_are_contested_if_stances_differ(stances):
    matrix = matrix_of(held(stances))
    assert {cell: {sign.stance for sign in signs} for cell, signs in matrix.cells.items()} == {
        cell: {stance} for cell, stance in stances.items()
    }
    assert sorted(matrix.actors) == sorted({actor for actor, _ in stances})
    for row in (*matrix.contested, *matrix.others):
        taken = {stance for (_, each), stance in stances.items() if each == row}
        assert (row in matrix.contested) == ({Stance.SUPPORTS, Stance.OPPOSES} <= taken)


@given(st.integers(1, 6), st.integers(1, 6), st.integers(1, 5), st.randoms(use_true_random=False))
def test_two_camps_that_oppose_each_other_in_everything_lie_side_by_side(
    left, right, count, random
):
    names = [f"l{i}" for i in range(left)] + [f"r{i}" for i in range(right)]
    random.shuffle(names)
    taken = {
        (name, f"p{i}"): [Stance.SUPPORTS if name[0] == "l" else Stance.OPPOSES]
        for name in names
        for i in range(count)
    }
    (order,) = camps(taken)
    assert re.fullmatch("l+r+|r+l+", "".join(name[0] for name in order))


def test_what_has_no_proposition_in_common_is_another_group():
    yes, no = [Stance.SUPPORTS], [Stance.OPPOSES]
    taken = {("a", "p"): yes, ("b", "p"): no, ("c", "q"): yes, ("d", "q"): no, ("e", "q"): no}
    assert [sorted(group) for group in camps(taken)] == [["c", "d", "e"], ["a", "b"]]


def test_the_article_shows_the_change_and_what_follows_from_whom():
    table = list(stance_matrix(karabakh.load()).table)
    armenia = [
        (row["stance"], row["origin"])
        for row in table
        if row["actor"] == "Armenia"
        and row["proposition"] == "Nagorno-Karabakh is to be independent."
    ]
    assert armenia == [("supports", "recorded")], "that it gave up has no sign"
    words = texts(parse(stance_matrix(karabakh.load())))
    assert words.index("Contested") < words.index("Not contested")
