"""Reading EDTF, against days one by one, a pattern, and the standard."""

import calendar
import re
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from karabakh import Bounds, EdtfError, When
from karabakh.testing import _edtf
from karabakh.time._calendar import NO_END, NO_START, day_number

MONTH = r"-?\d{4}-(?!2[1-4])\d\d"  # seasons have no days
DATE = rf"""(
    ( -?\d{{4}} | -?\d{{3}}X | -?\d{{2}}XX      # years, years with unspecified digits
    | -?\d{{4}}-(\d\d|XX) | {MONTH}-(\d\d|XX) | -?\d{{4}}-XX-XX
    | Y-?[1-9]\d{{4,11}}
    ) [?~%]?
)"""
TIME = r"(T\d\d:\d\d:\d\d(Z|[+-]\d\d(:\d\d)?)?)"
GRAMMAR = re.compile(
    rf"""
      {DATE}
    | {MONTH}-\d\d{TIME}
    | (?!/$) ({DATE}|\.\.|) / ({DATE}|\.\.|)
    | \[ ({DATE}(\.\.{DATE}?)?|\.\.{DATE}) (,({DATE}(\.\.{DATE}?)?|\.\.{DATE}))* \]
    """,
    re.VERBOSE | re.ASCII,
)
"""What is EDTF of levels 0 and 1 or a one-of set, but for the ranges of its numbers."""

CHARACTERS = "0123456789-XYTZ:+/.,[]~?%{}ES u\u0664\u2013"


def span(text):
    """The first and last day of a vague date, by looking at every day of its years."""
    first_year, last_year = int(text[:4].replace("X", "0")), int(text[:4].replace("X", "9"))
    day, stop = date(first_year, 1, 1), date(last_year, 12, 31)
    covered = []
    while day < stop:
        if looks_like(text, day):
            covered.append(day.toordinal())
        day += timedelta(days=1)
    if looks_like(text, stop):
        covered.append(stop.toordinal())
    return min(covered), max(covered)


def looks_like(text, day):
    return all(known in ("X", found) for known, found in zip(text, day.isoformat(), strict=False))


def written(day):
    """Texts of years with four digits that cover a day, without seasons and centuries."""
    forms = _edtf.forms((day.year, day.month, day.day))
    seasons = {f"{day.year:04}-{season}" for season in range(21, 25)}
    return st.sampled_from([f for f in forms if f not in seasons and not f.endswith("XX", 2, 4)])


plain_days = st.dates(date(100, 1, 1), date(9899, 12, 31))
plain_dates = plain_days.flatmap(written)


@given(_edtf.edtf_texts())
def test_everything_well_formed_is_read_and_stays_unchanged(text):
    assert GRAMMAR.fullmatch(text)
    assert str(When(text)) == text


@given(plain_dates)
@example("19XX")
@example("02XX")
def test_a_date_covers_the_days_that_look_like_it(text):
    assert When(text).bounds == Bounds.inside(*span(text))


@given(plain_days, st.data())
def test_an_interval_starts_in_one_date_and_ends_in_the_other(day, data):
    first = data.draw(written(day))
    second = data.draw(written(data.draw(st.dates(day - timedelta(9), day + timedelta(99)))))
    (start, start_last), (end_first, end) = span(first), span(second)
    text = f"{first}/{second}"
    if end < start:
        with pytest.raises(EdtfError, match="ends before it begins"):
            When(text)
    else:
        starts = [day for day in range(start, start_last + 1) if day <= end]
        ends = [day for day in range(end_first, end + 1) if day >= start]
        assert When(text).bounds == (min(starts), max(starts), min(ends), max(ends))


@given(plain_dates)
def test_open_and_blank_sides(text):
    first, last = span(text)
    assert When(f"{text}/..").bounds == (first, last, NO_END, NO_END)
    assert When(f"../{text}").bounds == (NO_START, NO_START, first, last)
    assert When(f"{text}/").bounds == (first, last, first, NO_END)
    assert When(f"/{text}").bounds == (NO_START, last, first, last)


@given(st.lists(plain_dates, min_size=1, max_size=4))
def test_a_set_has_one_alternative_for_each_member(texts):
    when = When(f"[{','.join(texts)}]")
    assert when.alternatives == tuple(When(text).bounds for text in texts)
    assert when.bounds == Bounds.hull(when.alternatives)


@given(plain_days, st.data())
def test_a_range_in_a_set_covers_all_from_its_first_to_its_last(day, data):
    first = data.draw(written(day))
    second = data.draw(written(data.draw(st.dates(day))))
    (start, _), (_, end) = span(first), span(second)
    assert When(f"[{first}..{second}]").bounds == Bounds.inside(start, end)
    assert When(f"[{first}..]").bounds == Bounds.inside(start, NO_END)
    assert When(f"[..{second}]").bounds == Bounds.inside(NO_START, end)


@given(_edtf.calendar_days(st.integers(100, 9599)), st.integers(-(10**9), 10**9), st.data())
def test_years_of_any_size_are_like_those_400_years_apart(day, cycles, data):
    year, month, day_of_month = day
    shift = cycles * 400
    near = _edtf.forms((year, month, day_of_month))
    far = _edtf.forms((year + shift, month, day_of_month))
    # Digits left open cover other years in other centuries, or before year 0.
    pairs = [(n, f) for n, f in zip(near, far, strict=False) if "X" not in n[:4]]
    if abs(year + shift) > 9999:
        pairs = [(near[3], far[0])]
    here, there = data.draw(st.sampled_from(pairs))
    moved = [bound + cycles * 146_097 for bound in When(here).bounds]
    assert list(When(there).bounds) == moved


@given(_edtf.dates(), st.sampled_from("?~%"))
def test_a_qualifier_changes_no_bound(text, qualifier):
    plain = text.rstrip("?~%")
    assert When(plain + qualifier).bounds == When(plain).bounds


@given(_edtf.date_times())
def test_a_time_of_day_leaves_the_day_as_it_is_written(text):
    assert When(text).bounds == When(text.partition("T")[0]).bounds


@given(st.integers(1, 9998))
def test_a_season_rules_out_no_day_of_it_in_any_use(year):
    """Meteorological, astronomical (a day off for the calendar's drift), Celtic."""
    spring = [((3, 1), (5, 31)), ((3, 19), (6, 22)), ((2, 1), (4, 30))]
    summer = [((6, 1), (8, 31)), ((6, 19), (9, 24)), ((5, 1), (7, 31))]
    autumn = [((9, 1), (11, 30)), ((9, 21), (12, 22)), ((8, 1), (10, 31))]
    winter = [((12, 1), (2, 28)), ((12, 20), (3, 21)), ((11, 1), (1, 31))]
    north = {21: spring, 22: summer, 23: autumn, 24: winter}
    south = {21: autumn, 22: winter, 23: spring, 24: summer}
    for seasons in (north, south):
        for season, uses in seasons.items():
            bounds = When(f"{year:04}-{season}").bounds
            for first, last in uses:
                # A season that crosses the new year is counted in either of its years.
                crossing = last < first
                for begun in (year - 1, year) if crossing else (year,):
                    assert bounds.start_earliest <= day_number(begun, *first)
                    assert day_number(begun + crossing, *last) <= bounds.end_latest


def attempt(text):
    """The time that a text gives, or the error."""
    try:
        return When(text)
    except EdtfError as error:
        return error


def assert_in_order(text):
    """Whatever the text, it is read and kept, or refused at a place and for a reason."""
    result = attempt(text)
    if isinstance(result, When):
        assert GRAMMAR.fullmatch(text)
        assert str(result) == text
    else:
        assert result.text == text
        assert 0 <= result.position <= len(text)
        assert result.reason


@given(st.one_of(st.text(), st.text(CHARACTERS, max_size=30)))
def test_any_text_is_read_or_refused_in_order(text):
    assert_in_order(text)


@given(_edtf.edtf_texts(), st.data())
def test_a_text_with_one_slip_is_read_or_refused_in_order(text, data):
    place = data.draw(st.integers(0, len(text)))
    inserted = data.draw(st.sampled_from(["", *CHARACTERS]))
    removed = data.draw(st.integers(0, 2))
    assert_in_order(text[:place] + inserted + text[place + removed :])


@given(st.from_regex(GRAMMAR, fullmatch=True, alphabet="0123456789-XYTZ:+/.,[]~?%"))
def test_what_looks_well_formed_is_refused_only_for_its_numbers_or_its_order(text):
    result = attempt(text)
    if isinstance(result, EdtfError):
        numbers_or_order = "must be|has .. days|part of the year|no sign|before it begins"
        assert re.search(numbers_or_order, result.reason)


@given(st.text(CHARACTERS).filter(lambda text: text), st.integers(100, 10_000))
def test_huge_texts_are_refused(text, times):
    with pytest.raises(EdtfError):
        When("2020" + text * times + "!" * 1000)


def test_every_day_of_a_leap_cycle_is_read_as_it_is():
    for number in range(date(1999, 1, 1).toordinal(), date(2005, 1, 1).toordinal()):
        day = date.fromordinal(number).isoformat()
        assert When(day).bounds == When(f"{day}~").bounds == (number,) * 4


@pytest.mark.parametrize("year", [1900, 2000, 2020, 2021, -4, -100, 0])
@pytest.mark.parametrize("month", range(1, 13))
def test_the_day_after_the_last_of_a_month_is_refused(year, month):
    length = calendar.monthrange(2000 + year % 400, month)[1]
    start = f"{year:05}" if year < 0 else f"{year:04}"
    assert When(f"{start}-{month:02}-{length}").is_known
    with pytest.raises(EdtfError, match=rf"{year} has {length} days|must be 01–31"):
        When(f"{start}-{month:02}-{length + 1}")


LEVEL_0 = {
    "1985-04-12": "1985-04-12",
    "1985-04": "start 1985-04-01 to 1985-04-30, end 1985-04-01 to 1985-04-30",
    "1985": "start 1985-01-01 to 1985-12-31, end 1985-01-01 to 1985-12-31",
    "1985-04-12T23:20:30": "1985-04-12",
    "1985-04-12T23:20:30Z": "1985-04-12",
    "1985-04-12T23:20:30-04": "1985-04-12",
    "1985-04-12T23:20:30+04:30": "1985-04-12",
    "1964/2008": "start 1964-01-01 to 1964-12-31, end 2008-01-01 to 2008-12-31",
    "2004-06/2006-08": "start 2004-06-01 to 2004-06-30, end 2006-08-01 to 2006-08-31",
    "2004-02-01/2005-02-08": "start 2004-02-01, end 2005-02-08",
    "2004-02-01/2005-02": "start 2004-02-01, end 2005-02-01 to 2005-02-28",
    "2004-02-01/2005": "start 2004-02-01, end 2005-01-01 to 2005-12-31",
    "2005/2006-02": "start 2005-01-01 to 2005-12-31, end 2006-02-01 to 2006-02-28",
    "0000": "start 0000-01-01 to 0000-12-31, end 0000-01-01 to 0000-12-31",
}
LEVEL_1 = {
    "Y170000002": "start +170000002-01-01 to +170000002-12-31,"
    " end +170000002-01-01 to +170000002-12-31",
    "Y-170000002": "start -170000002-01-01 to -170000002-12-31,"
    " end -170000002-01-01 to -170000002-12-31",
    "2001-21": "start 2001-01-01 to 2001-12-31, end 2001-01-01 to 2001-12-31",
    "2001-22": "start 2000-11-01 to 2002-03-31, end 2000-11-01 to 2002-03-31",
    "2001-23": "start 2001-01-01 to 2001-12-31, end 2001-01-01 to 2001-12-31",
    "2001-24": "start 2000-11-01 to 2002-03-31, end 2000-11-01 to 2002-03-31",
    "1984?": "start 1984-01-01 to 1984-12-31, end 1984-01-01 to 1984-12-31",
    "2004-06~": "start 2004-06-01 to 2004-06-30, end 2004-06-01 to 2004-06-30",
    "2004-06-11%": "2004-06-11",
    "201X": "start 2010-01-01 to 2019-12-31, end 2010-01-01 to 2019-12-31",
    "20XX": "start 2000-01-01 to 2099-12-31, end 2000-01-01 to 2099-12-31",
    "2004-XX": "start 2004-01-01 to 2004-12-31, end 2004-01-01 to 2004-12-31",
    "1985-04-XX": "start 1985-04-01 to 1985-04-30, end 1985-04-01 to 1985-04-30",
    "1985-XX-XX": "start 1985-01-01 to 1985-12-31, end 1985-01-01 to 1985-12-31",
    "1985-04-12/..": "start 1985-04-12, end …",
    "1985-04/..": "start 1985-04-01 to 1985-04-30, end …",
    "1985/..": "start 1985-01-01 to 1985-12-31, end …",
    "../1985-04-12": "start …, end 1985-04-12",
    "../1985-04": "start …, end 1985-04-01 to 1985-04-30",
    "../1985": "start …, end 1985-01-01 to 1985-12-31",
    "1985-04-12/": "start 1985-04-12, end 1985-04-12 to …",
    "1985-04/": "start 1985-04-01 to 1985-04-30, end 1985-04-01 to …",
    "1985/": "start 1985-01-01 to 1985-12-31, end 1985-01-01 to …",
    "/1985-04-12": "start … to 1985-04-12, end 1985-04-12",
    "/1985-04": "start … to 1985-04-30, end 1985-04-01 to 1985-04-30",
    "/1985": "start … to 1985-12-31, end 1985-01-01 to 1985-12-31",
    "1984~/2004-06": "start 1984-01-01 to 1984-12-31, end 2004-06-01 to 2004-06-30",
    "1984?/2004%": "start 1984-01-01 to 1984-12-31, end 2004-01-01 to 2004-12-31",
    "-1985": "start -1985-01-01 to -1985-12-31, end -1985-01-01 to -1985-12-31",
    "-0044-03-15": "-0044-03-15",
    "-004X": "start -0049-01-01 to -0040-12-31, end -0049-01-01 to -0040-12-31",
    "-00XX": "start -0099-01-01 to -0001-12-31, end -0099-01-01 to -0001-12-31",
}
OURS = {
    "2020-06/2020": "start 2020-06-01 to 2020-06-30, end 2020-06-01 to 2020-12-31",
    "2020/2020-06": "start 2020-01-01 to 2020-06-30, end 2020-06-01 to 2020-06-30",
    "../..": "start …, end …",
    "../": "start …, end … to …",
    "/..": "start … to …, end …",
    "1985-12-31T23:59:60Z": "1985-12-31",
}
SETS = {
    "[1667,1668,1670..1672]": ["1667", "1668", "[1670..1672]"],
    "[..1760-12-03]": ["[..1760-12-03]"],
    "[1760-12..]": ["[1760-12..]"],
    "[1760-01,1760-02,1760-12..]": ["1760-01", "1760-02", "[1760-12..]"],
    "[1667,1760-12]": ["1667", "1760-12"],
    "[..1984]": ["[..1984]"],
    "[2020-01-05,2020-02~]": ["2020-01-05", "2020-02"],
}


@pytest.mark.parametrize(("text", "bounds"), [*LEVEL_0.items(), *LEVEL_1.items(), *OURS.items()])
def test_examples(text, bounds):
    when = When(text)
    assert str(when.bounds) == bounds
    assert str(when) == text
    assert when.alternatives == (when.bounds,)


@pytest.mark.parametrize(("text", "members"), SETS.items())
def test_examples_of_sets(text, members):
    when = When(text)
    assert when.alternatives == tuple(When(member).bounds for member in members)
    assert str(when) == text


REFUSED = [
    ("", 0, "it is empty"),
    (" 2020", 0, "' ' stands where a digit of the year should be"),
    ("2020 ", 4, "' ' stands where the end should be"),
    ("2020\n", 4, r"'\n' stands where the end should be"),
    ("20-09", 2, "'-' stands where a digit of the year should be"),
    ("202", 3, "it stops where a digit of the year should be"),
    ("19X-", 3, "'-' stands where a digit of the year should be"),
    ("20200927", 4, "a year takes four digits"),
    ("2020-9", 6, "it stops where a digit of the month should be"),
    ("2020-", 5, "it stops where a digit of the month should be"),
    ("2020-13", 5, "month must be 01–12"),
    ("2020-00", 5, "month must be 01–12"),
    ("2021-02-29", 8, "February 2021 has 28 days"),
    ("-0001-02-29", 9, "February of the year -1 has 28 days"),
    ("2020-270", 5, "a month has two digits"),
    ("2021-02-32", 8, "day must be 01–31"),
    ("2021-02-3", 9, "it stops where a digit of the day should be"),
    ("2021-02-03-04", 10, "'-' stands where the end should be"),
    ("2020-W01-1", 5, "'W' stands where a digit of the month should be"),
    ("2020-۰۹-27", 5, "stands where a digit of the month should be"),
    ("２０２０", 0, "stands where a digit of the year should be"),
    ("-0000", 0, "year 0000 has no sign"),
    ("Y2020", 1, "'Y' takes a year of more than four digits"),
    ("Y-2020", 2, "'Y' takes a year of more than four digits"),
    ("Y012345", 1, "the first of them not 0"),
    ("Y", 1, "it stops where a digit of the year should be"),
    ("Y1234567890123", 13, "a year has 12 digits at most"),
    ("Y17000-01", 6, "'-' stands where the end should be"),
    ("2001-21-05", 7, "'-' stands where the end should be"),
    ("2020~~", 5, "a qualifier stands once"),
    ("2004-06~-11", 7, "EDTF level 2"),
    ("?2004", 0, "EDTF level 2"),
    ("2004-~06", 5, "EDTF level 2"),
    ("156X-12-25", 3, "EDTF level 2"),
    ("1XXX", 1, "EDTF level 2"),
    ("1985-XX-12", 8, "EDTF level 2"),
    ("1985-1X", 6, "EDTF level 2"),
    ("1985-04-1X", 9, "EDTF level 2"),
    ("Y17E8", 3, "an exponent is EDTF level 2"),
    ("1950S2", 4, "significant digits is EDTF level 2"),
    ("2001-25", 5, "EDTF level 2"),
    ("2001-41", 5, "EDTF level 2"),
    ("2001-42", 5, "month must be 01–12"),
    ("{1960,1961}", 0, "a set of all of its members is EDTF level 2"),
    ("2021/2020", 5, "it ends before it begins"),
    ("2021/2020-06", 5, "it ends before it begins"),
    ("/", 0, "an interval takes a date"),
    ("2020/x", 5, "'x' stands where a digit of the year should be"),
    ("2020/2021/2022", 9, "'/' stands where the end should be"),
    ("2020/..~", 7, "a qualifier stands once"),
    ("..", 0, "'.' stands where a digit of the year should be"),
    ("2020..2021", 4, "'.' stands where the end should be"),
    ("2020-09-27T07:03:00/2021", 10, "a time of day stands only after a full date"),
    ("2020-09T07:03:00", 7, "a time of day stands only after a full date"),
    ("2020-09-27T07:03", 16, "it stops where ':' should be"),
    ("2020-09-27T24:00:00", 11, "hour must be 00–23"),
    ("2020-09-27T07:60:00", 14, "minute must be 00–59"),
    ("2020-09-27T07:03:61", 17, "second must be 00–60"),
    ("2020-09-27T07:03:00.5", 19, "'.' stands where the end should be"),
    ("2020-09-27T07:03:00Z~", 20, "a qualifier stands once"),
    ("2020-09-27~T07:03:00", 11, "a time of day stands only after a full date"),
    ("[]", 1, "']' stands where a digit of the year should be"),
    ("[2020", 5, "it stops where ',' or ']' should be"),
    ("[2020,]", 6, "']' stands where a digit of the year should be"),
    ("[2020,2021]?", 11, "a qualifier stands once"),
    ("[2020/2021]", 5, "'/' stands where ',' or ']' should be"),
    ("[..]", 3, "']' stands where a digit of the year should be"),
    ("[1672..1670]", 7, "the range ends before it begins"),
    ("2020" * 251, 1000, "it has more than 1000 characters"),
]


@pytest.mark.parametrize(("text", "position", "reason"), REFUSED)
def test_what_is_refused_where_and_why(text, position, reason):
    with pytest.raises(EdtfError) as caught:
        When(text)
    assert (caught.value.position, caught.value.text) == (position, text)
    assert reason in caught.value.reason


def test_the_message_of_an_error():
    with pytest.raises(EdtfError) as caught:
        When("2021-02-29")
    message = "invalid EDTF date '2021-02-29': February 2021 has 28 days (position 8)"
    assert str(caught.value) == message


@pytest.mark.parametrize("value", [None, 2020, b"2020-09-27", date(2020, 9, 27), ["2020"]])
def test_only_a_text_is_a_text(value):
    with pytest.raises(TypeError, match="must be a str, got"):
        When(value)
