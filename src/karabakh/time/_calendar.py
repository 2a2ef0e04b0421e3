"""Days as integers, in the proleptic Gregorian calendar, for years of any size.

Day 1 is the first of January of the year 1, as in `datetime.date.toordinal`. Years are counted
astronomically: year 0 is 1 BC, year -43 is 44 BC. The calendar repeats itself every 400 years,
so that `datetime.date`, which knows the years 1 to 9999, can do the arithmetic for all others.
"""

from datetime import date
from typing import Final

__all__ = ["NO_END", "NO_START", "calendar_day", "day_number", "days_in_month", "iso_day"]

NO_START: Final = -(2**62)
"""The day number that stands for "without a beginning", before every day of the calendar."""
NO_END: Final = 2**62
"""The day number that stands for "without an end", after every day of the calendar."""

_CYCLE_YEARS = 400
_CYCLE_DAYS = 146_097
_LONGEST_YEAR_OF_DATE = 9999
_DAYS_IN_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY = 2


def day_number(year: int, month: int, day: int) -> int:
    """Return the number of a day of the calendar.

    Args:
        year: Any year; 0 and negative years are counted astronomically.
        month: From 1 to 12.
        day: From 1 to the last day of the month.

    Raises:
        ValueError: If there is no such month, or no such day in it.
    """
    cycle, place = divmod(year - 1, _CYCLE_YEARS)
    return cycle * _CYCLE_DAYS + date(place + 1, month, day).toordinal()


def calendar_day(number: int) -> tuple[int, int, int]:
    """Return the year, month and day of a day number: the inverse of `day_number`."""
    cycle, place = divmod(number - 1, _CYCLE_DAYS)
    day = date.fromordinal(place + 1)
    return cycle * _CYCLE_YEARS + day.year, day.month, day.day


def days_in_month(year: int, month: int) -> int:
    """Return the number of days of a month (1 to 12) of any year."""
    return _DAYS_IN_MONTH[month - 1] + (month == _FEBRUARY and _is_leap(year))


def iso_day(number: int) -> str:
    """Return a day number as an ISO 8601 date; "…" for `NO_START` and `NO_END`.

    Years of more than four digits have a sign.
    """
    if number in {NO_START, NO_END}:
        return "…"
    year, month, day = calendar_day(number)
    sign = "-" if year < 0 else "+" if year > _LONGEST_YEAR_OF_DATE else ""
    return f"{sign}{abs(year):04}-{month:02}-{day:02}"


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
