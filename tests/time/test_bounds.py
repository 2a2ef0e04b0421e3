"""Bounds, against the sets of starts and ends that they stand for."""

import copy
import itertools
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh import Bounds
from karabakh.time._bounds import ANYTIME
from karabakh.time._calendar import NO_END, NO_START, day_number

DAYS = range(6)
day = st.sampled_from(DAYS)


def possibilities(start_earliest, start_latest, end_earliest, end_latest):
    """All pairs of a first and a last day that the four days allow."""
    return {
        (start, end)
        for start in range(start_earliest, start_latest + 1)
        for end in range(end_earliest, end_latest + 1)
        if start <= end
    }


def is_tight(four):
    """Whether every one of the four days is the start or the end in some possibility."""
    pairs = possibilities(*four)
    if not pairs:
        return False
    starts, ends = zip(*pairs, strict=True)
    return four == (min(starts), max(starts), min(ends), max(ends))


@st.composite
def bounds(draw):
    """Bounds within a few days."""
    start_earliest, end_latest = sorted(draw(st.tuples(day, day)))
    between = st.integers(start_earliest, end_latest)
    return Bounds(start_earliest, draw(between), draw(between), end_latest)


def test_exactly_the_tight_bounds_can_be_made():
    for four in itertools.product(DAYS, repeat=4):
        if is_tight(four):
            assert tuple(Bounds(*four)) == four
        else:
            with pytest.raises(ValueError, match="make all four days possible"):
                Bounds(*four)


@given(bounds(), day, day, day, day)
def test_narrowing_keeps_exactly_what_meets_the_constraints(known, a, b, c, d):
    narrowed = known.narrowed(start_earliest=a, start_latest=b, end_earliest=c, end_latest=d)
    expected = {
        (start, end) for start, end in possibilities(*known) if a <= start <= b and c <= end <= d
    }
    assert (possibilities(*narrowed) if narrowed else set()) == expected


@given(bounds())
def test_narrowing_by_nothing_changes_nothing(known):
    assert known.narrowed() == known
    assert ANYTIME.narrowed(**known._asdict()) == known


@given(st.lists(bounds(), min_size=1, max_size=4))
def test_the_hull_is_the_least_that_covers_all_alternatives(alternatives):
    hull = Bounds.hull(iter(alternatives))
    union = set().union(*(possibilities(*alternative) for alternative in alternatives))
    starts, ends = zip(*union, strict=True)
    assert hull == (min(starts), max(starts), min(ends), max(ends))


def test_there_is_no_hull_of_nothing():
    with pytest.raises(ValueError, match="no alternatives"):
        Bounds.hull([])


@given(day, day)
def test_one_day_and_a_span(first, last):
    assert possibilities(*Bounds.on(first)) == {(first, first)}
    if first > last:
        with pytest.raises(ValueError, match="possible"):
            Bounds.inside(first, last)
    else:
        inside = set(itertools.combinations_with_replacement(range(first, last + 1), 2))
        assert possibilities(*Bounds.inside(first, last)) == inside


def test_nothing_lies_beyond_the_open_ends():
    with pytest.raises(ValueError, match="possible"):
        Bounds.inside(NO_START - 1, 0)
    with pytest.raises(ValueError, match="possible"):
        Bounds.inside(0, NO_END + 1)


@given(bounds())
def test_bounds_are_immutable_values(known):
    with pytest.raises(AttributeError):
        known.start_earliest = 0
    with pytest.raises(AttributeError):
        known.anything = 0
    copied = pickle.loads(pickle.dumps(known))  # noqa: S301
    assert copied == known == copy.deepcopy(known)
    assert type(copied) is Bounds
    assert hash(copied) == hash(known)


@pytest.mark.parametrize(
    ("known", "text"),
    [
        (Bounds.on(day_number(2020, 9, 27)), "2020-09-27"),
        (
            Bounds.inside(day_number(2020, 1, 1), day_number(2020, 12, 31)),
            "start 2020-01-01 to 2020-12-31, end 2020-01-01 to 2020-12-31",
        ),
        (ANYTIME, "start … to …, end … to …"),
        (Bounds(NO_START, NO_START, 1, NO_END), "start …, end 0001-01-01 to …"),
    ],
)
def test_bounds_are_written_for_people(known, text):
    assert str(known) == text
