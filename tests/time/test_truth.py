"""Three-valued logic, against Kleene's tables and the laws that they obey."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh import Truth

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
RANK = {NO: 0, UNKNOWN: 1, YES: 2}
BY_RANK = [NO, UNKNOWN, YES]

truths = st.sampled_from(Truth)


@given(truths, truths)
def test_connectives_are_minimum_maximum_and_reversal(a, b):
    assert RANK[a & b] == min(RANK[a], RANK[b])
    assert RANK[a | b] == max(RANK[a], RANK[b])
    assert RANK[~a] == 2 - RANK[a]


@given(truths, truths, truths)
def test_laws_of_kleene(a, b, c):
    assert a & b is b & a
    assert (a & b) & c is a & (b & c)
    assert a & (b | c) is (a & b) | (a & c)
    assert a | (a & b) is a
    assert ~(a & b) is ~a | ~b
    assert ~~a is a


def test_an_unknown_is_not_excluded_from_the_middle():
    assert UNKNOWN | ~UNKNOWN is UNKNOWN
    assert UNKNOWN & ~UNKNOWN is UNKNOWN


@given(st.booleans(), st.booleans())
def test_known_answers_follow_two_valued_logic(a, b):
    assert Truth.of(a) & Truth.of(b) is Truth.of(a and b)
    assert Truth.of(a) | Truth.of(b) is Truth.of(a or b)
    assert ~Truth.of(a) is Truth.of(not a)


@given(st.lists(truths))
def test_all_and_any_are_the_connectives_over_many(answers):
    ranks = [RANK[answer] for answer in answers]
    assert Truth.all(iter(answers)) is BY_RANK[min(ranks, default=2)]
    assert Truth.any(iter(answers)) is BY_RANK[max(ranks, default=0)]


def test_all_and_any_stop_as_soon_as_it_is_settled():
    answers = iter([UNKNOWN, NO, YES, UNKNOWN])
    assert Truth.all(answers) is NO
    assert Truth.any(answers) is YES
    assert list(answers) == [UNKNOWN]


@given(st.lists(truths, min_size=1))
def test_answers_agree_only_if_all_are_the_same(answers):
    expected = answers[0] if len(set(answers)) == 1 else UNKNOWN
    assert Truth.agreed(iter(answers)) is expected


def test_no_answers_agree_on_nothing():
    with pytest.raises(ValueError, match="no answers"):
        Truth.agreed([])


@pytest.mark.parametrize("answer", Truth)
def test_no_answer_is_true_or_false(answer):
    with pytest.raises(TypeError, match=r"compare with `is Truth\.YES`"):
        bool(answer)


@pytest.mark.parametrize("combine", [lambda: YES & True, lambda: YES | False, lambda: True & YES])
def test_answers_do_not_mix_with_plain_booleans(combine):
    with pytest.raises(TypeError, match="unsupported operand"):
        combine()


def test_wire_values():
    assert [answer.value for answer in Truth] == ["yes", "no", "unknown"]
