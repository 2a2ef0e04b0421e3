"""Krippendorff's alpha of values: by publications, a package, the definition."""

from collections import Counter
from itertools import permutations

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.comparison._alpha import alpha_of

GAP = None

# The reliability data of Krippendorff, "Computing Krippendorff's alpha-reliability" (2011):
# A, two observers and two values; B, two observers and five; C, four observers with gaps.
A = list(zip([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0], strict=True))
B = list(zip("aabbdcccedda", "babbbccceddd", strict=True))
C = [
    (1, 1, GAP, 1),
    (2, 2, 3, 2),
    (3, 3, 3, 3),
    (3, 3, 3, 3),
    (2, 2, 2, 2),
    (1, 2, 3, 4),
    (4, 4, 4, 4),
    (1, 1, 2, 1),
    (2, 2, 2, 2),
    (GAP, 5, 5, 5),
    (GAP, GAP, 1, 1),
    (GAP, GAP, 3, GAP),
]


def by_number(value):
    return value


@pytest.mark.parametrize(
    ("data", "rank", "published"),
    [(A, None, 0.095), (B, None, 0.692), (C, None, 0.743), (C, by_number, 0.815)],
)
def test_published_examples_come_out(data, rank, published):
    assert alpha_of("it", data, rank=rank).value == pytest.approx(published, abs=0.0005)


def units_of(width, values=4):
    value = st.integers(1, values) | st.none()
    return st.lists(st.lists(value, min_size=width, max_size=width), min_size=1, max_size=12)


DATA = st.integers(2, 4).flatmap(units_of)


@given(data=DATA)
def test_values_are_those_of_another_package(data):
    matrix = np.array([[np.nan if v is None else v for v in unit] for unit in data]).T
    for level, rank in (("nominal", None), ("ordinal", by_number)):
        found = alpha_of("it", data, rank=rank)
        if found.value is not None:
            assert found.value == pytest.approx(
                krippendorff.alpha(reliability_data=matrix, level_of_measurement=level)
            )


def slow_alpha(data, difference):
    """Return alpha by its definition, pair by pair."""
    units = [[value for value in unit if value is not None] for unit in data]
    units = [unit for unit in units if len(unit) > 1]
    values = [value for unit in units for value in unit]
    observed = sum(
        difference(*pair, values) / (len(unit) - 1)
        for unit in units
        for pair in permutations(unit, 2)
    ) / len(values)
    expected = sum(difference(*pair, values) for pair in permutations(values, 2))
    return 1 - observed / (expected / len(values) / (len(values) - 1))


def nominal(one, other, _):
    return one != other


def ordinal(one, other, values):
    counts = Counter(values)
    low, high = sorted((one, other))
    between = sum(counts[value] for value in range(low, high + 1))
    return (between - (counts[low] + counts[high]) / 2) ** 2


@given(data=DATA)
def test_values_are_those_of_the_definition(data):
    for difference, rank in ((nominal, None), (ordinal, by_number)):
        found = alpha_of("it", data, rank=rank)
        if found.value is not None:
            assert found.value == pytest.approx(slow_alpha(data, difference))


@given(data=DATA, order=st.randoms())
def test_neither_the_order_of_units_nor_that_of_coders_counts(data, order):
    mixed = [list(unit) for unit in data]
    order.shuffle(mixed)
    coders = list(range(len(data[0])))
    order.shuffle(coders)
    mixed = [[unit[coder] for coder in coders] for unit in mixed]
    assert alpha_of("it", mixed).value == alpha_of("it", data).value


@given(data=DATA)
def test_units_with_one_value_count_nowhere(data):
    more = [*data, [1, *[None] * (len(data[0]) - 1)]]
    assert alpha_of("it", more) == alpha_of("it", data)


@given(data=DATA)
def test_nominal_values_may_be_renamed(data):
    renamed = [[value and f"v{9 - value}" for value in unit] for unit in data]
    assert alpha_of("it", renamed).value == alpha_of("it", data).value


@given(data=DATA)
def test_intervals_are_in_order_and_the_same_for_one_seed(data):
    found = alpha_of("it", data)
    if found.low is not None:
        assert found.low <= found.high <= 1
        assert alpha_of("it", data, seed=0) == found


def test_the_interval_is_about_the_value_and_narrows_with_more_units():
    few, many = alpha_of("it", C), alpha_of("it", C * 20)
    assert few.low < few.value < few.high
    assert many.low < many.value < many.high
    assert many.high - many.low < (few.high - few.low) / 2
    assert alpha_of("it", C, seed=1).low != pytest.approx(few.low)


@pytest.mark.parametrize(
    ("data", "units", "reason"),
    [
        ([], 0, "no unit has values of two codings"),
        ([(1, None), (None, 2)], 0, "no unit has values of two codings"),
        ([(1,), (2,)], 0, "no unit has values of two codings"),
        ([(1, 1), (1, 1)], 2, "all values are the same"),
    ],
)
def test_what_is_undefined_is_none_with_a_reason(data, units, reason):
    found = alpha_of("it", data)
    assert (found.value, found.low, found.high) == (None, None, None)
    assert (found.units, found.reason) == (units, reason)


def test_one_unit_has_no_interval():
    found = alpha_of("it", [(1, 2)])
    assert (found.value, found.low) == (0.0, None)
