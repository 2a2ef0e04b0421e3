"""Days on an axis in short words: headings of panels, and ticks."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from karabakh.figures._text import width_of

__all__ = ["TICK_SIZE", "span_in_words", "ticks"]

TICK_SIZE: Final = 11.5
_GAP: Final = 8.0
_FIRST_DAY, _LAST_DAY = date.min.toordinal(), date.max.toordinal()
_MONTHS: Final = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
_DAYS_OF_YEAR: Final = 365.2425
_MOST_TICKS: Final = 60


def span_in_words(first: int, last: int) -> str:
    """Return the days from first to last, as coarsely as they allow.

    >>> from datetime import date
    >>> from karabakh.figures._calendar_text import span_in_words
    >>> span_in_words(date(2020, 1, 1).toordinal(), date(2020, 12, 31).toordinal())
    '2020'
    >>> span_in_words(date(2022, 11, 1).toordinal(), date(2023, 1, 4).toordinal())
    '1 Nov 2022 to 4 Jan 2023'
    """
    begins, ends = _parts(first), _parts(last)
    after = _parts(last + 1)
    if begins[1:] == after[1:] == (1, 1):
        return _joined(_year(begins[0]), _year(ends[0]))
    if begins[2] == after[2] == 1:
        return _joined(_month(*begins[:2]), _month(*ends[:2]))
    return _joined(_day(*begins), _day(*ends))


def ticks(first: int, last: int, width: float) -> tuple[tuple[int, str], ...]:
    """Return the days to name in a panel, as many as have room to their right.

    The first tick carries month and year, as does the first of each year; the first of a month
    carries the month.

    Args:
        first: The first day.
        last: The last day.
        width: The width of all days, in pixels.
    """
    for unit, days in _choices(first, last):
        named = tuple(zip(days, _names(days, unit), strict=True))
        starts = [(day - first) / (last + 1 - first) * width + _GAP for day in days]
        ends = [x + width_of(text, TICK_SIZE) for x, (_, text) in zip(starts, named, strict=True)]
        if all(end <= x for end, x in zip(ends, starts[1:], strict=False)):
            shown = sum(end <= width + _GAP for end in ends)  # the last may have no room
            if shown:
                return named[:shown]
    return ()


def _choices(first: int, last: int) -> Iterator[tuple[str, Sequence[int]]]:
    """Yield days to name, the finest first, and whether they are days or years."""
    if first >= _FIRST_DAY and last < _LAST_DAY:
        for step in (1, 2, 5, 10):
            if (last - first) / step <= _MOST_TICKS:
                yield "day", range(first, last + 1, step)
        begins, ends = _parts(first), _parts(last)
        months = range(12 * begins[0] + begins[1] - 1, 12 * ends[0] + ends[1])
        for step in (1, 3, 6):
            if len(months) / step <= _MOST_TICKS:
                found = [_first_of(each // 12, each % 12 + 1) for each in _every(months, step)]
                yield "month", [day for day in found if first <= day]
    years = range(_parts(first)[0], _parts(last)[0] + 1)
    power = 1
    while power <= len(years):
        for step in (power, 2 * power, 5 * power):
            if len(years) / step <= _MOST_TICKS:
                found = [_first_of(year, 1) for year in _every(years, step)]
                yield "year", [day for day in found if first <= day <= last]
        power *= 10


def _every(numbers: range, step: int) -> range:
    """Return the multiples of a step among numbers."""
    return range(numbers.start + -numbers.start % step, numbers.stop, step)


def _names(days: Sequence[int], unit: str) -> Iterator[str]:
    before = (0, 0, 0)
    for day in days:
        year, month, of_month = now = _parts(day)
        if unit == "year":
            yield _year(year)
        elif before[0] != year:
            yield _day(*now) if unit == "day" else _month(year, month)
        elif unit == "month":
            yield _MONTHS[month - 1]
        else:
            yield f"{of_month}" if before[1] == month else f"{of_month} {_MONTHS[month - 1]}"
        before = now


def _parts(day: int) -> tuple[int, int, int]:
    """Return year, month and day; of years that have no four digits, the year alone."""
    if _FIRST_DAY <= day <= _LAST_DAY:
        found = date.fromordinal(day)
        return found.year, found.month, found.day
    return int(day // _DAYS_OF_YEAR) + 1, 1, 1


def _first_of(year: int, month: int) -> int:
    if date.min.year <= year <= date.max.year:
        return date(year, month, 1).toordinal()
    return int((year - 1) * _DAYS_OF_YEAR) + 1


def _joined(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"


def _day(year: int, month: int, day: int) -> str:
    return f"{day} {_month(year, month)}"


def _month(year: int, month: int) -> str:
    return f"{_MONTHS[month - 1]} {_year(year)}"


def _year(year: int) -> str:
    """Return a year in words: year 0 is 1 BC."""
    return str(year) if year > 0 else f"{1 - year} BC"
