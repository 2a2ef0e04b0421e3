"""What a search for sentences found, against plain dicts."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh import Document
from karabakh.model._passages import Found, Passage
from karabakh.model._readings import Reading
from karabakh.model._words import divide

DIVISION = divide("a b- c\u2010 d e\u00ad\nf g h")
READINGS = (Reading(DIVISION, range(8)), Reading(DIVISION, (0, 1, 2, 6, 7)))
COUNT = 5

passages = st.tuples(
    st.sampled_from(READINGS),
    st.integers(0, 2),
    st.integers(3, 5),
    st.sets(st.integers(0, 2), max_size=2).map(lambda each: tuple(sorted(each))),
).map(lambda each: Passage(*each, each[-1][:1]))
results = st.tuples(
    st.dictionaries(st.integers(0, COUNT - 1), passages), st.sets(st.integers(0, COUNT - 1))
)


def found(result):
    placed, unsearched = result
    made = Found(COUNT, READINGS)
    for number, passage in placed.items():
        made.add(number, passage)
    for number in unsearched:
        made.mark_unsearched(range(number, number + 1))
    return made


def assert_is(made, placed, unsearched):
    for number in range(COUNT):
        passage = placed.get(number)
        assert made.passage(number) == passage
        assert made.limits(number) == (passage and (passage.begin, passage.end))
        assert made.is_unsearched(number) is (passage is None and number in unsearched)
        assert made.is_missing(number) is (passage is None and number not in unsearched)
    assert (len(made), made.count) == (COUNT, len(placed))
    assert made.is_incomplete is bool(unsearched - placed.keys())


@given(results)
def test_what_was_found_is_known_and_only_what_was_not_is_unsearched(result):
    assert_is(found(result), *result)


@given(results, results)
def test_of_two_searches_that_with_more_counts_where_both_found_something(one, other):
    more, fewer = (one, other) if len(one[0]) >= len(other[0]) else (other, one)
    assert_is(found(one).supplemented(found(other)), fewer[0] | more[0], one[1] | other[1])


def test_a_passage_is_shown_without_the_whole_copy():
    shown = "Passage(begin=0, end=4, joined=(), unhyphenated=())"
    assert repr(Passage(READINGS[0], 0, 4)) == shown
    assert Passage(READINGS[0], 0, 3) != Passage(READINGS[1], 0, 3)


def test_sentences_in_a_row_are_marked_together():
    made = Found(COUNT, READINGS)
    made.mark_unsearched(range(1, 3))
    assert_is(made, {}, {1, 2})


@pytest.mark.parametrize(
    ("joined", "unhyphenated", "expected"),
    [
        ((), (), ["a", "b-", "c\u2010", "d"]),
        ((1,), (), ["a", "b-c\u2010", "d"]),
        ((1,), (1,), ["a", "bc\u2010", "d"]),
        ((1, 2), (2,), ["a", "b-cd"]),
        ((1, 2), (1, 2), ["a", "bcd"]),
        ((0,), (0,), ["ab-", "c\u2010", "d"]),
    ],
)
def test_words_in_two_lines_are_put_together_with_their_hyphen_or_without(
    joined, unhyphenated, expected
):
    words = Passage(READINGS[0], 0, 4, joined, unhyphenated).words()
    assert [word.text for word in words] == expected
    assert [words[0].start, words[-1].end] == [0, 9]
    for one, other in pairwise(words):
        assert one.end < other.start


@pytest.mark.parametrize(
    ("one", "other", "is_followed"),
    [
        ((0, 0, 2), (0, 2, 3), True),
        ((0, 0, 2), (0, 3, 4), False),
        ((0, 2, 4), (0, 2, 4), False),
        ((0, 0, 3), (1, 3, 4), True),  # word 2, then 6: in the second reading
        ((1, 0, 3), (0, 3, 4), True),  # word 2, then 3: in the first
        ((0, 0, 4), (1, 3, 4), False),  # word 3, then 6: in neither
        ((1, 3, 5), (0, 6, 7), False),
    ],
)
def test_nothing_is_between_two_passages_if_one_of_their_readings_has_nothing_there(
    one, other, is_followed
):
    first, second = (Passage(READINGS[row], *limits) for row, *limits in (one, other))
    assert first.is_followed_by(second) is is_followed


@given(st.lists(st.sampled_from(["a", "b."]), min_size=1, max_size=6), st.data())
def test_words_of_a_text_are_a_sequence(texts, data):
    words = Document.from_text(" ".join(texts)).words
    whole = tuple(words)
    assert [word.text for word in whole] == texts
    assert words == whole
    assert (hash(words), repr(words), len(words)) == (hash(whole), repr(whole), len(whole))
    assert words != list(whole)
    assert words != whole[:-1]
    index = data.draw(st.slices(len(whole)))
    assert words[index] == whole[index]
    assert words[-1] == whole[-1]
