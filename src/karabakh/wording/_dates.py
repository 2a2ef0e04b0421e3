"""Dates in words, for readers who know no EDTF."""

import re
from itertools import pairwise
from typing import Final

from karabakh.time import When, calendar_day

__all__ = ["date_in_words", "day_in_words", "when_in_words"]

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_SEASONS: Final = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
# Compiled when first used: most programs ask for no words.
_DATE: Final = (
    r"Y?(?P<year>-?[0-9]+X{0,2})(-(?P<month>[0-9X]{2}))?(-(?P<day>[0-9X]{2}))?"
    r"(T(?P<time>[0-9:]+)(?P<zone>.*?))?(?P<qualifier>[?~%]?)"
)


def date_in_words(when: When) -> str:
    """Return a time in words, as its EDTF text says; empty if it is unknown.

    >>> from karabakh import When
    >>> from karabakh.wording import date_in_words
    >>> date_in_words(When("2020-09-27/2020-11"))
    '27 September 2020 to November 2020'
    >>> date_in_words(When("2023-09~")), date_in_words(When("[..2020]"))
    ('around September 2023', '2020 or earlier')
    >>> date_in_words(When("[1887-05-28,1887-05-30]"))
    '28 or 30 May 1887'
    """
    text = when.text
    if text.startswith("["):
        return _one_of([_member(each) for each in text[1:-1].split(",")])
    if "/" in text:
        return _interval(*text.split("/"))
    return _date(text) if text else ""


def day_in_words(number: int) -> str:
    """Return the day with a number in words, see `Bounds`.

    >>> from karabakh.wording import day_in_words
    >>> day_in_words(737425)
    '1 January 2020'
    """
    year, month, day = calendar_day(number)
    return f"{day} {_MONTHS[month - 1]} {_counted(year)}"


def when_in_words(when: When) -> str:
    """Return a time in words as it follows a verb: "on 3 January 2023", "since 2019".

    >>> from karabakh import When
    >>> from karabakh.wording import when_in_words
    >>> [when_in_words(When(each)) for each in ("2023-01-03", "2019/..", "2020")]
    ['on 3 January 2023', 'since 2019', 'in 2020']
    """
    words = date_in_words(when)
    if when.is_interval:
        start, _, end = when.text.partition("/")
        if start not in {"", ".."} and end in {"", ".."}:
            return f"since {_date(start)}" if end else f"from {_date(start)}"
        return words if words.startswith(("from", "until", "since")) else f"from {words}"
    if when.text.startswith("["):
        return _one_of([_placed(_member(each)) for each in when.text[1:-1].split(",")])
    return _placed(words)


_DAY: Final = re.compile(r"(on )?[0-9]{1,2} (?P<month>[A-Z][a-z]+ [0-9]+( BC)?)")


def _placed(words: str) -> str:
    """Return a date as it follows a verb: "on 3 January 2023", "in 2020"."""
    if words.startswith(("around", "between")):
        return words
    return f"on {words}" if _DAY.match(words) else f"in {words}"


def _one_of(dates: list[str]) -> str:
    """Return dates of which one is meant, with what neighbours share said once.

    >>> from karabakh.wording._dates import _one_of
    >>> _one_of(["on 28 May 1887", "on 30 May 1887", "in July 1887", "in 1888"])
    'on 28 or 30 May 1887 or in July 1887 or 1888'
    """
    found = dates[:1]
    for before, each in pairwise(dates):
        first, second = (_DAY.fullmatch(it) for it in (before, each))
        if first and second and first["month"] == second["month"]:
            found[-1] = found[-1].removesuffix(f" {first['month']}")
        preposition = each[:3] if each.startswith(("on ", "in ")) else ""
        found.append(each.removeprefix(preposition) if before.startswith(preposition) else each)
    return " or ".join(found)


def _interval(start: str, end: str) -> str:
    """Return an interval in words; ``..`` is open, an empty side is unknown."""
    is_open = {"", ".."}
    if not {start, end} & is_open:
        return f"{_date(start)} to {_date(end)}"
    if start in is_open and end in is_open:
        return "with no known beginning or end"
    if end in is_open:
        return f"from {_date(start)} on" + (", end not known" if end == "" else "")
    return f"until {_date(end)}" + (", beginning not known" if start == "" else "")


def _member(text: str) -> str:
    first, dots, last = text.partition("..")
    if not dots:
        return _date(first)
    if not first:
        return f"{_date(last)} or earlier"
    return f"{_date(first)} or later" if not last else f"between {_date(first)} and {_date(last)}"


def _date(text: str) -> str:
    found = re.fullmatch(_DATE, text)
    if found is None:  # nothing that a time can be made from
        return text
    words = _year(found["year"])
    month, day = found["month"], found["day"]
    if month in _SEASONS:
        words = f"the {_SEASONS[month]} of {words}"
    elif month and month != "XX":
        words = f"{_MONTHS[int(month) - 1]} {words}"
        if day and day != "XX":
            words = f"{int(day)} {words}"
    if found["time"]:
        words += f", {found['time']}{_zone(found['zone'])}"
    if found["qualifier"] and found["qualifier"] in "~%":
        words = f"around {words}"
    if found["qualifier"] and found["qualifier"] in "?%":
        words += " (uncertain)"
    return words


def _zone(zone: str) -> str:
    if not zone:
        return ""
    return " UTC" if zone == "Z" else f" UTC{zone.replace('-', '−')}"


def _year(text: str) -> str:
    """Return a year in words; EDTF counts a year 0, which is 1 BC."""
    digits = text.rstrip("X")
    unknown = len(text) - len(digits)
    if not unknown:
        return _counted(int(text))
    if unknown == 1 and not text.startswith("-"):
        return f"the {digits}0s"
    first, last = int(digits + "0" * unknown), int(digits + "9" * unknown)
    if text.startswith("-"):
        return f"the years {1 - last} to {1 - min(first, -1)} BC"
    return f"the years {first} to {last}"


def _counted(year: int) -> str:
    return str(year) if year > 0 else f"{1 - year} BC"
