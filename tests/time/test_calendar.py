"""Day numbers, against `datetime.date` and the shape of the calendar."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.testing._edtf import calendar_days
from karabakh.time._calendar import (
    NO_END,
    NO_START,
    calendar_day,
    day_number,
    days_in_month,
    iso_day,
)

huge = st.integers(-(10**15), 10**15)


@given(st.dates())
def test_agrees_with_the_standard_library(day):
    assert day_number(day.year, day.month, day.day) == day.toordinal()
    assert calendar_day(day.toordinal()) == (day.year, day.month, day.day)
    assert iso_day(day.toordinal()) == day.isoformat()


@given(calendar_days())
def test_days_of_any_year_come_back(day):
    assert calendar_day(day_number(*day)) == day


@given(huge)
def test_the_next_number_is_the_next_day_of_the_calendar(number):
    year, month, day = calendar_day(number)
    if day < days_in_month(year, month):
        following = (year, month, day + 1)
    elif month < 12:
        following = (year, month + 1, 1)
    else:
        following = (year + 1, 1, 1)
    assert calendar_day(number + 1) == following


@given(st.integers(-(10**12), 10**12), st.integers(1, 12))
def test_months_are_as_long_as_in_the_standard_library(year, month):
    assert days_in_month(year, month) == calendar.monthrange(2000 + year % 400, month)[1]


def test_the_year_0_precedes_the_year_1():
    assert day_number(0, 12, 31) == date.min.toordinal() - timedelta(days=1).days
    assert days_in_month(0, 2) == 29
    assert days_in_month(-100, 2) == 28


@pytest.mark.parametrize("day", [(2021, 2, 29), (-1, 2, 29), (0, 13, 1), (10**9, 4, 31)])
def test_days_that_do_not_exist_are_refused(day):
    with pytest.raises(ValueError, match=r"day|month"):
        day_number(*day)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (day_number(-44, 3, 15), "-0044-03-15"),
        (day_number(0, 1, 1), "0000-01-01"),
        (day_number(12345, 6, 7), "+12345-06-07"),
        (day_number(-12345, 6, 7), "-12345-06-07"),
        (NO_START, "…"),
        (NO_END, "…"),
    ],
)
def test_days_are_written_in_iso_8601(number, text):
    assert iso_day(number) == text


@given(calendar_days())
def test_every_day_lies_far_within_the_open_ends(day):
    assert NO_START // 1000 < day_number(*day) < NO_END // 1000


def test_years_of_more_than_four_digits_have_a_sign():
    days = [day_number(year, 1, 1) for year in (9999, 10_000, -1)]
    assert [iso_day(day) for day in days] == ["9999-01-01", "+10000-01-01", "-0001-01-01"]
