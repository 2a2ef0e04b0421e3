"""Reading single EDTF dates in one pass, with the place of every mistake.

EDTF is the Extended Date/Time Format of the Library of Congress (2019), a profile of ISO 8601-2.
Its levels 0 and 1 are read here; what belongs to level 2 is refused, and said to.
"""

from datetime import date
from typing import Final

from karabakh.errors import EdtfError
from karabakh.time._calendar import day_number, days_in_month

__all__ = ["Reader", "Span", "read_date", "read_unqualified_date", "take_qualifier"]

Span = tuple[int, int]
"""The first and the last day of what a date can mean, as day numbers."""

MOST_YEAR_DIGITS: Final = 12
"""A year of more digits is refused: 12 reach past the age of the universe and stay far within
the day numbers that stand for "no start" and "no end"."""

_DIGITS: Final = frozenset("0123456789")
_QUALIFIERS: Final = frozenset("?~%")
_APPROXIMATE: Final = frozenset("~%")
_MARGINS: Final = ((1, 31), (31, 366), (366, 3653), (3653, 36525))
"""For dates of a length in days, how many days off an approximate one may be."""
_YEAR_DIGITS = 4
_DAY_LENGTH = len("YYYY-MM-DD")
_FEWEST_YEAR_DIGITS = 2

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_MARCH, _NOVEMBER, _DECEMBER = 3, 11, 12
_SPRING, _SUMMER, _AUTUMN, _WINTER = range(21, 25)
_SEASONS_OF_LEVEL_2 = range(25, 42)

_OUT_OF_PLACE: Final = {
    **dict.fromkeys(
        _QUALIFIERS, "a qualifier stands once, at the end of a date; elsewhere it is EDTF level 2"
    ),
    "X": "an unspecified digit in this place is EDTF level 2",
    "E": "an exponent is EDTF level 2",
    "S": "a count of significant digits is EDTF level 2",
    "{": "a set of all of its members is EDTF level 2",
    "T": "a time of day stands only after a full date, outside of intervals and sets",
}
"""Reasons to refuse characters that mean something in EDTF, but not where they stand."""


class Reader:
    """A text and the place up to which it has been read."""

    __slots__ = ("position", "text", "with_margins")

    def __init__(self, text: str, *, with_margins: bool = False) -> None:
        self.text = text
        self.with_margins = with_margins
        self.position = 0

    def peek(self, count: int = 1) -> str:
        """Look at the next characters; fewer of them, or none, near the end."""
        return self.text[self.position : self.position + count]

    def take(self, literal: str) -> bool:
        """Return whether a literal comes next, and step over it."""
        if not self.text.startswith(literal, self.position):
            return False
        self.position += len(literal)
        return True

    def take_digits(self) -> str:
        """Step over all ASCII digits that come next, and return them."""
        begin = self.position
        while self.peek() in _DIGITS:
            self.position += 1
        return self.text[begin : self.position]

    def two_digits(self, name: str, lowest: int, highest: int) -> int:
        """Read a number of exactly two digits within a range."""
        begin = self.position
        for _ in range(2):
            if self.peek() not in _DIGITS:
                raise self.unexpected(f"a digit of the {name}")
            self.position += 1
        if self.peek() in _DIGITS and self.peek():
            raise self.refusal(f"a {name} has two digits", begin)
        number = int(self.text[begin : self.position])
        if not lowest <= number <= highest:
            reason = f"{name} must be {lowest:02}–{highest:02}"
            raise self.refusal(reason, begin)
        return number

    def expect_end(self) -> None:
        """Raise EdtfError if anything is left of the text."""
        if self.position < len(self.text):
            raise self.unexpected("the end")

    def unexpected(self, expected: str) -> EdtfError:
        """Return the error about the next character, which is not what was expected."""
        found = self.peek()
        if not found:
            return self.refusal(f"it stops where {expected} should be")
        reason = _OUT_OF_PLACE.get(found, f"{found!r} stands where {expected} should be")
        return self.refusal(reason)

    def refusal(self, reason: str, position: int | None = None) -> EdtfError:
        """Return the error about a position, by default the present one."""
        if position is None:
            position = self.position
        return EdtfError(text=self.text, reason=reason, position=position)


def read_date(reader: Reader) -> Span:
    """Read a date of level 0 or 1 with its qualifier, if it has one."""
    return take_qualifier(reader, read_unqualified_date(reader))


def take_qualifier(reader: Reader, span: Span) -> Span:
    """Step over the qualifier of a date, and return the days that it can mean.

    They are those of the date itself. With margins, an approximate date may also be up to
    one unit of the next greater size away: a day a month, a month a year, a year ten years.
    """
    if reader.peek() not in _QUALIFIERS:
        return span
    if reader.peek(2).endswith("-"):
        raise reader.unexpected("the end of the date")
    is_approximate = reader.peek() in _APPROXIMATE
    reader.position += 1
    if not (reader.with_margins and is_approximate):
        return span
    first, last = span
    margin = next((days for longest, days in _MARGINS if last - first < longest), last - first + 1)
    return first - margin, last + margin


def read_unqualified_date(reader: Reader) -> Span:
    """Read a date of level 0 or 1 up to where it ends or a qualifier stands."""
    day = _take_full_day(reader)
    if day is not None:
        return day, day
    if reader.take("Y"):
        return _read_long_year(reader)
    first_year, last_year = _read_year(reader)
    if not reader.take("-"):
        return day_number(first_year, 1, 1), day_number(last_year, _DECEMBER, 31)
    if reader.take("XX"):
        return _read_unspecified_month(reader, first_year)
    return _read_month(reader, first_year)


def _take_full_day(reader: Reader) -> int | None:
    """Step over a day as most dates have it, four times as fast as digit by digit."""
    text = reader.peek(_DAY_LENGTH)
    if len(text) < _DAY_LENGTH or text[4] != "-" or text[7] != "-":
        return None
    try:
        number = date.fromisoformat(text).toordinal()
    except ValueError:  # no such day, or none of the years 1 to 9999: read digit by digit
        return None
    reader.position += _DAY_LENGTH
    return number


def _read_long_year(reader: Reader) -> Span:
    """Read a year of more than four digits, of which the "Y" has been read."""
    sign = -1 if reader.take("-") else 1
    begin = reader.position
    digits = reader.take_digits()
    if not digits or reader.peek() in {"E", "S"}:
        raise reader.unexpected("a digit of the year")
    if len(digits) <= _YEAR_DIGITS or digits.startswith("0"):
        reason = "'Y' takes a year of more than four digits, the first of them not 0"
        raise reader.refusal(reason, begin)
    if len(digits) > MOST_YEAR_DIGITS:
        reason = f"a year has {MOST_YEAR_DIGITS} digits at most"
        raise reader.refusal(reason, begin + MOST_YEAR_DIGITS)
    year = sign * int(digits)
    return day_number(year, 1, 1), day_number(year, _DECEMBER, 31)


def _read_year(reader: Reader) -> Span:
    """Read a year of four digits; return the first and the last year that it can be."""
    begin = reader.position
    negative = reader.take("-")
    digits = _read_year_digits(reader)
    first, last = int(digits.ljust(_YEAR_DIGITS, "0")), int(digits.ljust(_YEAR_DIGITS, "9"))
    if not negative:
        return first, last
    if last == 0:
        raise reader.refusal("year 0000 has no sign", begin)
    return -last, -max(first, 1)


def _read_year_digits(reader: Reader) -> str:
    """Read four characters, and return the digits before any "X"."""
    begin = reader.position
    digits = reader.take_digits()
    if len(digits) > _YEAR_DIGITS:
        reason = "a year takes four digits, and '-' before the month; longer years begin with 'Y'"
        raise reader.refusal(reason, begin + _YEAR_DIGITS)
    for _ in range(_YEAR_DIGITS - len(digits)):
        if len(digits) < _FEWEST_YEAR_DIGITS or not reader.take("X"):
            raise reader.unexpected("a digit of the year")
    if len(digits) < _YEAR_DIGITS and reader.peek() == "-":
        raise reader.refusal(_OUT_OF_PLACE["X"], begin + len(digits))
    return digits


def _read_unspecified_month(reader: Reader, year: int) -> Span:
    """Read the day after a month "XX": it is "XX", too, or left out."""
    if reader.take("-") and not reader.take("XX"):
        reason = "a day of an unspecified month is EDTF level 2"
        raise reader.refusal(reason)
    return day_number(year, 1, 1), day_number(year, _DECEMBER, 31)


def _read_month(reader: Reader, year: int) -> Span:
    """Read a month or a season, and the day of the month if there is one."""
    begin = reader.position
    month = reader.two_digits("month", 0, 99)
    if _SPRING <= month <= _WINTER:
        return _season(year, month)
    if month in _SEASONS_OF_LEVEL_2:
        reason = f"{month} is a season or another part of the year of EDTF level 2"
        raise reader.refusal(reason, begin)
    if not 1 <= month <= _DECEMBER:
        raise reader.refusal("month must be 01–12", begin)
    length = days_in_month(year, month)
    if not reader.take("-") or reader.take("XX"):
        return day_number(year, month, 1), day_number(year, month, length)
    begin = reader.position
    day = reader.two_digits("day", 1, 31)
    if day > length:
        which = str(year) if year >= 0 else f"of the year {year}"
        raise reader.refusal(f"{_MONTHS[month - 1]} {which} has {length} days", begin)
    number = day_number(year, month, day)
    return number, number


def _season(year: int, season: int) -> Span:
    """Return the days that a season of a year can mean.

    EDTF leaves open the hemisphere, and whether seasons begin with a month, at a solstice or
    equinox, or midway between those (in Celtic use). Spring is anything from February to June in
    the north and from August to December in the south, autumn the other way round. Summer and
    winter are May to September or November to March, and it is not said in which of the two
    years of the latter they are counted.
    """
    if season in {_SPRING, _AUTUMN}:
        return day_number(year, 1, 1), day_number(year, _DECEMBER, 31)
    return day_number(year - 1, _NOVEMBER, 1), day_number(year + 1, _MARCH, 31)
