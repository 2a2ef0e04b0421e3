"""The days that a time axis names."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

from karabakh.figures._scale import Piece, Scale
from karabakh.figures._text import width_of
from karabakh.time import When

__all__ = ["ticks"]

_DAYS_OF_YEAR: Final = 365.2425
_SIZE: Final = 11
_GAP: Final = 14
_BEYOND: Final = 34
"""How far a name may reach beyond the end of its part of the scale, in pixels."""
_DAYS_WITH_ROOM: Final = 40
_YEARS_WITH_MONTHS: Final = 20
_YEARS_WITH_ROOM: Final = 200
"""How many days, years with months, and years there may at most be room to name."""
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
_LAST_OF_FOUR_DIGITS: Final = 9999
_LARGEST_YEAR: Final = 10**12 - 1


def ticks(scale: Scale) -> tuple[tuple[float, str], ...]:
    """Choose the days to name on a scale, so that their names do not run into each other.

    Returns:
        Places with names: years where that is enough, else months, else days.
    """
    return tuple(tick for piece in scale.pieces for tick in _ticks_of(piece, scale.at))


def _ticks_of(piece: Piece, at: Callable[[float], float]) -> tuple[tuple[float, str], ...]:
    for chosen in _choices(int(piece.first), int(piece.last)):
        named = [
            (at(day), name)
            for day, name in chosen
            if piece.first <= day
            and at(day) + _room(name) <= piece.right + _BEYOND
            and day <= piece.last
        ]
        if named and not _crowded(named):
            return tuple(named)
    return ()


def _choices(first: int, last: int) -> Iterator[list[tuple[int, str]]]:
    """Go from the finest names to the coarsest, leaving out those that are far too many."""
    years = range(max(_year_of(first) - 1, -_LARGEST_YEAR), min(_year_of(last) + 2, _LARGEST_YEAR))
    if max(map(abs, (years[0], years[-1]))) <= _LAST_OF_FOUR_DIGITS:
        if last - first <= _DAYS_WITH_ROOM:
            yield _months(years, range(1, 13), range(1, 32))
        if len(years) <= _YEARS_WITH_MONTHS:
            for step in (1, 3, 6):
                yield _months(years, range(1, 13, step), range(1, 2))
    power = 1
    while power <= 10 * len(years):
        for step in (power, 2 * power, 5 * power):
            if len(years) / step <= _YEARS_WITH_ROOM:
                named = range(years[0] + -years[0] % step, years[-1] + 1, step)
                yield [(_day(year), _named(year)) for year in named]
        power *= 10


def _months(years: range, months: range, days: range) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for year in years:
        for month in months:
            first = _day(year, month)
            length = (_day(year, month + 1) if month < 12 else _day(year + 1)) - first  # noqa: PLR2004
            for day in days:
                if day <= length:
                    name = f"{_MONTHS[month - 1]} {_named(year)}" if day == 1 else f"{day}"
                    found.append((first + day - 1, name))
    return found


def _crowded(named: list[tuple[float, str]]) -> bool:
    return any(
        next_place < place + _room(name) for (place, name), (next_place, _) in pairwise(named)
    )


def _room(name: str) -> float:
    return width_of(name, _SIZE) + _GAP


def _year_of(day: int) -> int:
    return int(day // _DAYS_OF_YEAR) + 1


def _named(year: int) -> str:
    """Name a year; there was no year 0, but the one before it is counted so: 1 BC."""
    return str(year) if year > 0 else f"{1 - year} BC"


def _day(year: int, month: int = 1) -> int:
    if abs(year) > _LAST_OF_FOUR_DIGITS:
        return When(f"Y{year}").bounds.start_earliest
    sign = "-" if year < 0 else ""
    return When(f"{sign}{abs(year):04}-{month:02}").bounds.start_earliest
