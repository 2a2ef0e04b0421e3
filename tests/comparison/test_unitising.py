"""Krippendorff's alpha of unitising: published figures, and the definition."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.comparison._unitising import Stretch, disagreement_of


def stretches(*units, offset=0, scale=1):
    return [
        Stretch((begin - offset) * scale, (begin - offset + length) * scale)
        for begin, length in units
    ]


def observed(found):
    return sum(difference for _, difference in found.observed)


# Krippendorff, "Content Analysis" (2nd edition, 2004), p. 254: beginnings and lengths by two
# observers of a continuum from 150 to 450, in the categories c and k.
C = [((225, 70), (370, 30)), ((220, 80), (355, 20), (400, 20))]
K = [((180, 60), (300, 50)), ((180, 60), (300, 50))]


@pytest.mark.parametrize(
    ("units", "of_observed", "of_expected", "alpha"),
    [(C, 0.0144, 0.0532, 0.7286), (K, 0.0, 0.0490, 1.0)],
)
def test_published_figures_of_2004_come_out(units, of_observed, of_expected, alpha):
    found = disagreement_of([stretches(*each, offset=150) for each in units], 300)
    assert observed(found) == pytest.approx(of_observed, abs=0.0001)
    assert found.expected == pytest.approx(of_expected, abs=0.0001)
    assert 1 - observed(found) / found.expected == pytest.approx(alpha, abs=0.0001)


def test_the_published_figure_of_both_categories_comes_out():
    found = [
        disagreement_of([stretches(*each, offset=150) for each in units], 300) for units in (C, K)
    ]
    expected = sum(each.expected for each in found)
    assert 1 - sum(map(observed, found)) / expected == pytest.approx(0.8591, abs=0.0005)


# Krippendorff, "On the reliability of unitizing continuous data" (1995), p. 57: four pairs of
# observers of a continuum of 24. The alphas are those of an endless one, and by the expected
# disagreement of 1995, which was corrected in 2004: so they are met to 0.015 only.
PAIRS = {
    "A": [((2, 8), (14, 6)), ((4, 4), (15, 2))],
    "B": [((0, 18),), ((0, 2), (2, 1), (3, 1), (4, 1), (5, 1), (6, 3), (9, 1))],
    "C": [((2, 6), (10, 2), (14, 4), (20, 2)), ((0, 2), (4, 4), (10, 4), (16, 2), (20, 2))],
    "D": [
        ((0, 2), (2, 8), (10, 4), (14, 6), (20, 4)),
        ((0, 4), (4, 4), (8, 7), (15, 2), (17, 7)),
    ],
}


@pytest.mark.parametrize(
    ("pair", "of_observed", "alpha"),
    [("A", 0.03125, 0.553), ("B", 2.26736, -0.926), ("C", 0.02777, 0.679), ("D", 0.38715, 0.066)],
)
def test_published_figures_of_1995_come_out(pair, of_observed, alpha):
    found = disagreement_of([stretches(*each) for each in PAIRS[pair]], 24)
    assert observed(found) == pytest.approx(of_observed, abs=0.00001)
    scale = 50_000
    endless = [stretches(*each, scale=scale) for each in PAIRS[pair]]
    found = disagreement_of(endless, 24 * scale)
    assert observed(found) == pytest.approx(of_observed, abs=0.00001)
    assert 1 - observed(found) / found.expected == pytest.approx(alpha, abs=0.015)


LENGTH = 30


@st.composite
def units(draw):
    """Return units of one coder: some of the stretches between cuts."""
    cuts = sorted(draw(st.sets(st.integers(0, LENGTH), max_size=8)))
    return [Stretch(begin, end) for begin, end in pairwise(cuts) if draw(st.booleans())]


CODINGS = st.lists(units(), min_size=2, max_size=4)


def parts(units):
    """Return the units and the gaps of a coder, each with whether it is a unit."""
    marked = [any(each.begin <= word < each.end for each in units) for word in range(LENGTH)]
    gaps = []
    for word, is_marked in enumerate([*marked, True]):
        if not is_marked and (word == 0 or marked[word - 1]):
            gaps.append([word, word])
        if not is_marked:
            gaps[-1][1] = word + 1
    return [*((each, True) for each in units), *((Stretch(*each), False) for each in gaps)]


def difference(one, other):
    """Return the difference of two parts of different coders, as it is defined."""
    (mine, is_mine), (theirs, is_theirs) = one, other
    if is_mine and is_theirs:
        if -mine.length < mine.begin - theirs.begin < theirs.length:
            return (mine.begin - theirs.begin) ** 2 + (mine.end - theirs.end) ** 2
        return 0
    if is_mine and theirs.length - mine.length >= mine.begin - theirs.begin >= 0:
        return mine.length**2
    if is_theirs and mine.length - theirs.length >= theirs.begin - mine.begin >= 0:
        return theirs.length**2
    return 0


@given(codings=CODINGS)
def test_the_observed_disagreement_is_that_of_all_pairs(codings):
    coders = [parts(each) for each in codings]
    total = sum(
        difference(one, other)
        for number, mine in enumerate(coders)
        for place, theirs in enumerate(coders)
        if place != number
        for one in mine
        for other in theirs
    )
    scale = len(codings) * (len(codings) - 1) * LENGTH**2
    assert observed(disagreement_of(codings, LENGTH)) == pytest.approx(total / scale)


@given(codings=CODINGS)
def test_the_expected_disagreement_is_that_of_the_formula(codings):
    found = [each for coding in codings for each in parts(coding)]
    lengths = [each.length for each, is_unit in found if is_unit]
    gaps = [each.length for each, is_unit in found if not is_unit]
    total = sum(
        (len(lengths) - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
        + size**2 * sum(gap - size + 1 for gap in gaps if gap >= size)
        for size in lengths
    )
    whole = len(codings) * LENGTH
    pairs = whole * (whole - 1) - sum(size * (size - 1) for size in lengths)
    expected = 2 / LENGTH * total / pairs
    assert disagreement_of(codings, LENGTH).expected == pytest.approx(expected)


@given(one=units(), coders=st.integers(2, 4))
def test_equal_units_have_no_disagreement(one, coders):
    assert observed(disagreement_of([one] * coders, LENGTH)) == 0


@given(codings=CODINGS)
def test_the_order_of_coders_does_not_count(codings):
    found, reverse = (disagreement_of(each, LENGTH) for each in (codings, list(reversed(codings))))
    assert observed(found) == pytest.approx(observed(reverse))
    assert found.expected == pytest.approx(reverse.expected)
