"""Strategies for EDTF texts, and for times.

Each text is written so that it covers a day drawn beforehand. That keeps intervals in order
without asking the parser: a start that covers the earlier of two days can't be after an end that
covers the later one.
"""

import calendar
from typing import Final, TypeAlias

from hypothesis import strategies as st

from karabakh.time import When

__all__ = ["calendar_days", "date_times", "dates", "edtf_texts", "forms", "whens"]

Day: TypeAlias = tuple[int, int, int]

_LONGEST_PLAIN_YEAR: Final = 9999
_QUALIFIERS: Final = ("", "", "", "?", "~", "%")
_OFFSETS: Final = ("", "Z", "-04", "+04:30", "+00:00")


def any_years() -> st.SearchStrategy[int]:
    """Years of all sizes, most of them recent."""
    return st.one_of(
        st.integers(1900, 2100),
        st.integers(-_LONGEST_PLAIN_YEAR, _LONGEST_PLAIN_YEAR),
        st.integers(-(10**12) + 1, 10**12 - 1),
    )


@st.composite
def calendar_days(draw: st.DrawFn, years: st.SearchStrategy[int] | None = None) -> Day:
    """Years, months and days that exist, of all years unless others are given."""
    year = draw(any_years() if years is None else years)
    month = draw(st.integers(1, 12))
    # The calendar repeats itself every 400 years.
    _, length = calendar.monthrange(2000 + year % 400, month)
    return year, month, draw(st.integers(1, length))


def forms(day: Day) -> list[str]:
    """Return all ways to write a day, exactly or vaguely, without a qualifier."""
    year, month, day_of_month = day
    if abs(year) > _LONGEST_PLAIN_YEAR:
        return [f"Y{year}"]
    written = f"{'-' if year < 0 else ''}{abs(year):04}"
    return [
        f"{written}-{month:02}-{day_of_month:02}",
        f"{written}-{month:02}",
        f"{written}-{month:02}-XX",
        written,
        f"{written}-XX",
        f"{written}-XX-XX",
        f"{written[:-1]}X",
        f"{written[:-2]}XX",
        *(f"{written}-{season}" for season in range(21, 25)),
    ]


@st.composite
def dates_of(draw: st.DrawFn, day: Day) -> str:
    """Dates, qualified or not, that cover a day."""
    return draw(st.sampled_from(forms(day))) + draw(st.sampled_from(_QUALIFIERS))


def dates() -> st.SearchStrategy[str]:
    """Single dates of levels 0 and 1."""
    return calendar_days().flatmap(dates_of)


@st.composite
def date_times(draw: st.DrawFn) -> str:
    """Days with a time of day."""
    day = draw(calendar_days(st.integers(-_LONGEST_PLAIN_YEAR, _LONGEST_PLAIN_YEAR)))
    time = draw(st.times()).replace(microsecond=0)
    return f"{forms(day)[0]}T{time.isoformat()}{draw(st.sampled_from(_OFFSETS))}"


@st.composite
def intervals(draw: st.DrawFn) -> str:
    """Intervals of dates, with either side blank or open."""
    earlier, later = sorted(draw(st.tuples(calendar_days(), calendar_days())))
    start = draw(st.one_of(dates_of(earlier), st.sampled_from(["", ".."])))
    end = draw(st.one_of(dates_of(later), st.sampled_from(["", ".."])))
    return f"{start}/{end}" if start or end else f"{start}/.."


@st.composite
def _members(draw: st.DrawFn) -> str:
    earlier, later = sorted(draw(st.tuples(calendar_days(), calendar_days())))
    start, end = draw(dates_of(earlier)), draw(dates_of(later))
    return draw(st.sampled_from([start, f"{start}..{end}", f"{start}..", f"..{end}"]))


def sets() -> st.SearchStrategy[str]:
    """One-of sets of dates and ranges."""
    return st.lists(_members(), min_size=1, max_size=4).map(
        lambda members: f"[{','.join(members)}]"
    )


def edtf_texts() -> st.SearchStrategy[str]:
    """Return a strategy for texts in all forms that `When` accepts.

    >>> from hypothesis import given
    >>> from karabakh import When
    >>> from karabakh.testing import edtf_texts
    >>> @given(edtf_texts())
    ... def test(text):
    ...     assert str(When(text)) == text
    >>> test()
    """
    return st.one_of(dates(), date_times(), intervals(), sets())


def whens(*, known: bool = False) -> st.SearchStrategy[When]:
    """Return a strategy for times: the unknown one, and all that EDTF can express.

    Args:
        known: Whether to leave out the unknown time.

    >>> from hypothesis import given
    >>> from karabakh.testing import whens
    >>> @given(whens(known=True))
    ... def test(when):
    ...     assert when.is_known
    >>> test()
    """
    written = edtf_texts().map(When)
    return written if known else st.just(When.unknown()) | written
