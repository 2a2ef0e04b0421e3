"""Strategies for EDTF texts.

Each text is written so that it covers a day drawn beforehand. That keeps intervals in order
without asking the parser: a start that covers the earlier of two days can't be after an end that
covers the later one.
"""

import calendar

from hypothesis import strategies as st

_LONGEST_PLAIN_YEAR = 9999
_QUALIFIERS = ["", "", "", "?", "~", "%"]
_OFFSETS = ["", "Z", "-04", "+04:30", "+00:00"]


def any_years() -> st.SearchStrategy[int]:
    """Years of all sizes, most of them recent."""
    return st.one_of(
        st.integers(1900, 2100),
        st.integers(-_LONGEST_PLAIN_YEAR, _LONGEST_PLAIN_YEAR),
        st.integers(-(10**12) + 1, 10**12 - 1),
    )


@st.composite
def calendar_days(
    draw: st.DrawFn, years: st.SearchStrategy[int] | None = None
) -> tuple[int, int, int]:
    """Years, months and days that exist, of all years unless others are given."""
    year = draw(any_years() if years is None else years)
    month = draw(st.integers(1, 12))
    # The calendar repeats itself every 400 years.
    _, length = calendar.monthrange(2000 + year % 400, month)
    return year, month, draw(st.integers(1, length))


def forms(day: tuple[int, int, int]) -> list[str]:
    """All ways to write a day of the calendar, sharply or vaguely, without a qualifier."""
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
def dates_of(draw: st.DrawFn, day: tuple[int, int, int]) -> str:
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
    """All texts that `When` takes."""
    return st.one_of(dates(), date_times(), intervals(), sets())
