"""Allen's relations, against their definitions tried on every choice of days."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_bounds import bounds, is_tight, possibilities

from karabakh import AllenRelation, Bounds, Truth
from karabakh.time._allen import intersects, judge, possible_relations, precedes, within
from karabakh.time._calendar import NO_END, NO_START

some_relations = st.sets(st.sampled_from(AllenRelation))


def relation(a, b, *wanted):
    return judge(possible_relations(a, b), wanted)


def holding(a, b):
    """All relations that hold by definition between two stretches of known days."""
    (start, end), (other_start, other_end) = a, b
    definitions = {
        "before": end + 1 < other_start,
        "meets": end + 1 == other_start,
        "overlaps": start < other_start <= end < other_end,
        "finished-by": start < other_start and end == other_end,
        "contains": start < other_start and end > other_end,
        "starts": start == other_start and end < other_end,
        "equals": start == other_start and end == other_end,
        "started-by": start == other_start and end > other_end,
        "during": start > other_start and end < other_end,
        "finishes": start > other_start and end == other_end,
        "overlapped-by": other_start < start <= other_end < end,
        "met-by": other_end + 1 == start,
        "after": other_end + 1 < start,
    }
    return {AllenRelation(name) for name, holds in definitions.items() if holds}


def by_enumeration(a, b):
    """All relations that hold for some choice of days within bounds."""
    return set().union(
        *(holding(own, other) for own in possibilities(*a) for other in possibilities(*b))
    )


def test_the_thirteen_are_all_and_exclude_each_other():
    stretches = list(itertools.combinations_with_replacement(range(5), 2))
    found = [holding(a, b) for a, b in itertools.product(stretches, repeat=2)]
    assert all(len(relations) == 1 for relations in found)
    assert set().union(*found) == set(AllenRelation)


@given(bounds(), bounds())
def test_possible_relations_are_those_that_some_days_bring_about(a, b):
    assert possible_relations(a, b) == by_enumeration(a, b)


@given(bounds(), bounds())
def test_relations_turned_round_are_the_inverses(a, b):
    assert possible_relations(b, a) == {found.inverse for found in possible_relations(a, b)}


@pytest.mark.parametrize("member", AllenRelation)
def test_the_inverse_of_the_inverse_is_the_relation(member):
    assert member.inverse.inverse is member
    assert (member.inverse is member) == (member is AllenRelation.EQUALS)


@given(bounds(), bounds(), some_relations)
def test_a_relation_is_certain_impossible_or_open(a, b, wanted):
    possible = by_enumeration(a, b)
    expected = (
        Truth.YES if possible <= wanted else Truth.NO if not possible & wanted else Truth.UNKNOWN
    )
    assert relation(a, b, *wanted) is expected


@given(bounds(), bounds())
def test_the_quick_questions_agree_with_the_relations(a, b):
    inside = {
        AllenRelation.DURING,
        AllenRelation.STARTS,
        AllenRelation.FINISHES,
        AllenRelation.EQUALS,
    }
    apart = {AllenRelation.BEFORE, AllenRelation.MEETS, AllenRelation.MET_BY, AllenRelation.AFTER}
    assert precedes(a, b) is relation(a, b, AllenRelation.BEFORE, AllenRelation.MEETS)
    assert intersects(a, b) is relation(a, b, *set(AllenRelation) - apart)
    assert within(a, b) is relation(a, b, *inside)


def test_the_quick_questions_mean_what_they_say():
    tight = [Bounds(*four) for four in itertools.product(range(3), repeat=4) if is_tight(four)]
    for a, b in itertools.product(tight, repeat=2):
        pairs = list(itertools.product(possibilities(*a), possibilities(*b)))
        for question, holds in [
            (precedes, lambda own, other: own[1] < other[0]),
            (intersects, lambda own, other: own[0] <= other[1] and other[0] <= own[1]),
            (within, lambda own, other: other[0] <= own[0] and own[1] <= other[1]),
        ]:
            assert question(a, b) is Truth.agreed(Truth.of(holds(*pair)) for pair in pairs)


def test_what_has_no_end_ends_together_with_what_has_none():
    earlier, later = Bounds(1, 1, NO_END, NO_END), Bounds(5, 5, NO_END, NO_END)
    assert possible_relations(earlier, later) == {AllenRelation.FINISHED_BY}
    always = Bounds(NO_START, NO_START, NO_END, NO_END)
    assert possible_relations(always, always) == {AllenRelation.EQUALS}
    assert possible_relations(always, Bounds.on(1)) == {AllenRelation.CONTAINS}


def test_nothing_comes_after_what_has_no_end():
    assert precedes(Bounds(1, 1, NO_END, NO_END), Bounds.inside(1, NO_END)) is Truth.NO
    assert precedes(Bounds.inside(NO_START, 1), Bounds(NO_START, NO_START, 1, 1)) is Truth.NO
