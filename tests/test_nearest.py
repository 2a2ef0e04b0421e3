"""The names nearest to a misspelt one, among few and among many."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from karabakh.nearest import did_you_mean, nearest

MANY = frozenset(f"village-{number:05}" for number in range(5_000)) | {"nagorno-karabakh"}

letters = "abcdefghijklmnopqrstuvwxyz0123456789-_."
words = st.text(letters, min_size=5, max_size=20)


@st.composite
def slips(draw):
    """A name, and the same with one letter missing, added, changed or swapped."""
    name = draw(words)
    place = draw(st.integers(0, len(name) - 1))
    letter = draw(st.sampled_from(letters))
    wrong = draw(
        st.sampled_from(
            [
                name[:place] + name[place + 1 :],
                name[:place] + letter + name[place:],
                name[:place] + letter + name[place + 1 :],
                name[:place] + name[place : place + 2][::-1] + name[place + 2 :],
            ]
        )
    )
    return name, wrong


@given(slips())
def test_a_slip_is_found_among_few(pair):
    name, wrong = pair
    assert nearest(wrong, {name, "zzzzz"})[0] == name


@given(slips())
def test_a_slip_is_found_among_many(pair):
    name, wrong = pair
    assert name in nearest(wrong, MANY | {name}, limit=50)


@pytest.mark.parametrize(
    "wrong", ["nagorno-karabah", "Nagorno-Karabakh", " nagorno-karabakh", "nagorno_karabakh"]
)
def test_the_usual_slips_are_found_among_many(wrong):
    assert nearest(wrong, MANY) == ("nagorno-karabakh",)


@pytest.mark.parametrize("wrong", ["ARMENIA", "Armenia", "armeniA"])
def test_case_does_not_matter_among_few(wrong):
    assert nearest(wrong, {"armenia", "azerbaijan"}) == ("armenia",)


def test_names_that_differ_in_case_alone_are_both_found():
    assert nearest("ann", {"Ann", "ANN", "zoe"}) == ("ANN", "Ann")
    assert nearest("ann", {"Ann", "ANN"}, limit=1) == ("ANN",)


@given(st.text(max_size=20), st.sets(words, max_size=10), st.integers(1, 5))
def test_only_known_names_are_found(name, known, limit):
    found = nearest(name, known, limit=limit)
    assert len(found) == len(set(found)) <= limit
    assert set(found) <= known


@given(st.text(max_size=20), st.lists(words, max_size=10, unique=True), st.randoms())
def test_the_answer_does_not_depend_on_the_order(name, known, random):
    shuffled = list(known)
    random.shuffle(shuffled)
    assert nearest(name, known) == nearest(name, shuffled) == nearest(name, set(known))


def test_names_with_nothing_in_common_are_not_near():
    assert nearest("qqq", {"armenia", "azerbaijan"}) == ()
    assert nearest("qqq", MANY) == ()
    assert nearest("armenia", ()) == ()


def test_very_long_names_are_looked_for_too():
    assert nearest("x" * 100_000, MANY) == ()
    assert nearest("x" * 100_000, {"armenia"}) == ()


@given(words, st.sets(words, max_size=5))
def test_the_question_names_what_was_found(name, known):
    assume(name not in known)
    question = did_you_mean(name, known)
    found = nearest(name, known)
    assert question == (f"did you mean {' or '.join(map(repr, found))}?" if found else "")
