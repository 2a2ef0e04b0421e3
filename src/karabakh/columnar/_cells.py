"""Cells of event data: numbers, dates, precision."""

import re
from datetime import date, datetime, timedelta
from typing import Final

from karabakh.columnar._named import MisfitError

__all__ = ["code", "day_of", "days_around", "labelled", "number", "point", "split", "whole"]

_NUMBER: Final = re.compile(r"[+-]?\d{1,15}(\.\d*)?")

_DAYS: Final = ("%d %B %Y", "%d-%B-%Y", "%d/%m/%Y")
"""The forms of days besides ISO 8601 that ACLED's files have."""


def number(text: str) -> int | float | str | None:
    """Return the number in a cell; None of an empty one, any other text as it is."""
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        return text
    found = float(text)
    return int(found) if found.is_integer() else found


def whole(text: str) -> str:
    """Return an identifying number without the ``.0`` that some programs write."""
    return text[:-2] if text.endswith(".0") and text[:-2].isdecimal() else text


def day_of(text: str, column: str) -> date:
    """Return the day in a cell, of which a time of day is left out.

    Raises:
        MisfitError: If it has none.
    """
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        for form in _DAYS:
            try:
                return datetime.strptime(text, form).date()  # noqa: DTZ007 (a day, in no zone)
            except ValueError:
                continue
    raise MisfitError(f"{column} must be a day such as '2020-09-27', got {text!r}")


def days_around(day: date, days: int) -> str:
    """Return one day of those around another."""
    first, last = day - timedelta(days=days), day + timedelta(days=days)
    return f"[{first}..{last}]"


def point(longitude: str, latitude: str) -> tuple[float, float] | None:
    """Return the coordinates in two cells; None if both are empty.

    Raises:
        MisfitError: If they are no numbers.
    """
    if not longitude and not latitude:
        return None
    try:
        return float(longitude), float(latitude)
    except ValueError:
        raise MisfitError(
            f"longitude and latitude must be numbers, got {longitude!r} and {latitude!r}"
        ) from None


def code(scheme: str, value: str) -> list[str]:
    """Return a code of an outside scheme; none of an empty cell."""
    return [f"{scheme}:{whole(value)}"] if value else []


def split(text: str) -> list[str]:
    """Return the names in a cell, which ``;`` divides."""
    return [name for each in text.split(";") if (name := each.strip())]


def labelled(**cells: str) -> str:
    """Return cells as lines of a remark, each with the name of its column."""
    return "\n".join(f"{column}: {text}" for column, text in cells.items() if text)
