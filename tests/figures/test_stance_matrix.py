"""Stance matrices: every stance once, by mark and by word."""

from itertools import pairwise

import pytest
from drawings import SVG, check, letters, texts
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import truce

import karabakh
from karabakh import (
    Actor,
    ActorKind,
    Certainty,
    Dataset,
    Position,
    PositionForm,
    Proposition,
    Stance,
    When,
)
from karabakh.figures import draw_stance_matrix
from karabakh.figures._camps import camps
from karabakh.figures._marks import CERTAINTY_WORDS
from karabakh.figures._matrix import _arranged
from karabakh.figures._stance_signs import stance_signs
from karabakh.reasoning import stances
from karabakh.testing import datasets

STANCES = st.sampled_from(Stance)
WIDTHS = st.sampled_from([300, 390, 560, 700, 960, 1600])


def held(taken):
    """Return a dataset of stances, by actors and propositions."""
    actors = [Actor(id=each, kind=ActorKind.STATE) for each in dict.fromkeys(a for a, _ in taken)]
    propositions = [Proposition(id=each, text=each) for each in dict.fromkeys(p for _, p in taken)]
    positions = [
        Position(id=f"{a}-{p}", holder=a, proposition=p, stance=stance, form=PositionForm.CLAIM)
        for (a, p), stance in taken.items()
    ]
    return Dataset.from_records(*actors, *propositions, *positions)


@settings(max_examples=60)
@given(datasets() | datasets(consistent=False), WIDTHS, st.sampled_from(["ltr", "rtl", None]))
def test_any_dataset_gives_a_drawing_that_stands_alone(dataset, width, direction):
    figure = draw_stance_matrix(dataset, width=width, direction=direction)
    check(figure)
    assert figure.width == width
    assert figure.svg == draw_stance_matrix(dataset, width=width, direction=direction).svg


@settings(max_examples=60)
@given(datasets() | datasets(consistent=False), WIDTHS)
def test_every_stance_stands_in_words(dataset, width):
    signs = stance_signs(dataset)
    shown = letters("".join(texts(check(draw_stance_matrix(dataset, width=width)))))
    counts = {sign.words for sign in signs}
    for words in counts:
        assert letters(words).lower() in shown.lower()
    for sign in signs:
        assert letters(CERTAINTY_WORDS[sign.certainty]) in shown


@settings(max_examples=60)
@given(datasets() | datasets(consistent=False))
def test_the_signs_are_the_stances_of_all_but_authors(dataset):
    authors = {each.id for each in dataset.actors.where(kind=ActorKind.AUTHOR)}
    expected = {
        (each.holder, each.proposition, each.stance, each.no_longer_supports)
        for each in stances(dataset)
        if each.holder in {*dataset.actors.ids} - authors
        and each.proposition in dataset.propositions
    }
    signs = stance_signs(dataset)
    assert expected == {
        (each.holder, each.proposition, each.stance, each.shape == "no longer") for each in signs
    }
    keys = [(each.holder, each.proposition, each.shape, each.phase) for each in signs]
    assert len(keys) == len({*keys}) == len(draw_stance_matrix(dataset).table)


@given(st.dictionaries(st.tuples(st.sampled_from("abcdef"), st.sampled_from("pqr")), STANCES))
def test_the_disputed_stands_first(taken):
    dataset = held(taken)
    matrix = _arranged(stance_signs(dataset), dataset)
    for proposition in {p for _, p in taken}:
        own = {stance for (_, p), stance in taken.items() if p == proposition}
        is_disputed = {Stance.SUPPORTS, Stance.OPPOSES} <= own
        assert (proposition in matrix.contested) is is_disputed
        assert (proposition in matrix.others) is not is_disputed


@given(
    st.dictionaries(
        st.sampled_from("abcdef"), st.sampled_from([Stance.SUPPORTS, Stance.OPPOSES]), min_size=2
    )
)
def test_two_camps_stand_side_by_side(sides):
    dataset = held({(actor, "p"): stance for actor, stance in sides.items()})
    cells = {(each.holder, each.proposition): [each] for each in stance_signs(dataset)}
    (group,) = camps(cells)
    row = [sides[actor] for actor in group]
    changes = sum(a is not b for a, b in pairwise(row))
    assert changes == len({*sides.values()}) - 1


def test_the_article_shows_what_is_past_withdrawn_derived_and_inferred():
    figure = draw_stance_matrix(karabakh.load())
    rows = [
        (row["stance"], row["origin"], row["certainty"])
        for row in figure.table
        if row["actor"] == "Armenia"
        and row["proposition"] == "Nagorno-Karabakh is to be independent."
    ]
    assert rows == [("was for", "stated", "certain"), ("no longer for", "derived", "probable")]
    root = check(figure)
    words = texts(root)
    for text in ("Was for", "No longer for,", "For, derived", "For, inferred", "Against", "likely"):
        assert text in words
    dashed = [each for each in root.iter(f"{SVG}circle") if each.get("stroke-dasharray")]
    assert dashed
    assert not {"The author", "the author"} & {*words}
    assert "The authors’ own judgements are left out." in words


def test_the_earlier_stance_of_a_shift_is_past_even_if_voiced_on_a_day():
    dataset = Dataset.from_records(
        Actor(id="a", kind=ActorKind.STATE),
        Proposition(id="p", text="p"),
        *(
            Position(id=f"a-{year}", holder="a", proposition="p", stance=stance, when=When(year))
            for year, stance in (("2001", Stance.SUPPORTS), ("2005", Stance.OPPOSES))
        ),
    )
    rows = [(row["stance"], row["dates"]) for row in draw_stance_matrix(dataset).table]
    assert rows == [("was for", "in 2001"), ("against", "in 2005")]


def test_what_is_certain_by_one_position_is_certain():
    dataset = held({("a", "p"): Stance.SUPPORTS})
    hedged = Position(
        id="h", holder="a", proposition="p", stance=Stance.SUPPORTS, certainty=Certainty.POSSIBLE
    )
    (row,) = draw_stance_matrix(Dataset.from_records(hedged, *dataset.records())).table
    assert row["certainty"] == "certain"


def test_two_thousand_positions_are_drawn_in_part_and_the_drawing_says_so():
    taken = {
        (f"actor-{i % 80}", f"p{i % 200}"): Stance.SUPPORTS if i % 3 else Stance.OPPOSES
        for i in range(2_000)
    }
    figure = draw_stance_matrix(held(taken))
    words = " ".join(texts(check(figure)))
    assert "Drawn are 150 of 200 propositions, the disputed ones first." in words
    assert "Drawn are 60 of 80 actors, those with the most stances." in words
    assert len(figure.table) == len(taken)
    assert len(figure.svg) < 2_000_000


@pytest.mark.parametrize("language", ["ar", "hy"])
def test_names_of_any_script_stand_in_full_in_their_direction(language):
    dataset = truce(language)
    root = check(draw_stance_matrix(dataset))
    names = [each for each in root.iter(f"{SVG}text") if not each.text.isascii()]
    assert {each.get("direction") for each in names} == {"rtl" if language == "ar" else None}
    whole = letters("".join(texts(root)))
    for text in (*(each.label for each in dataset.actors), *(p.text for p in dataset.propositions)):
        assert letters(text) in whole
    first = next(each for each in names if each.text.startswith(dataset.propositions["p"].text[:5]))
    assert first.get("x") == ("944" if language == "ar" else "16")


def test_another_direction_is_refused():
    with pytest.raises(ValueError, match=r"^direction must be 'ltr', 'rtl' or None, got 'up'"):
        draw_stance_matrix(Dataset(), direction="up")
