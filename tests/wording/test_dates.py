import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh import When
from karabakh.testing import edtf_texts, whens
from karabakh.wording import date_in_words, day_in_words, when_in_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2020-09-27", "27 September 2020"),
        ("2020-09", "September 2020"),
        ("2004-06-XX", "June 2004"),
        ("2004-XX", "2004"),
        ("199X", "the 1990s"),
        ("19XX", "the years 1900 to 1999"),
        ("2023-24", "the winter of 2023"),
        ("-0044", "45 BC"),
        ("0000", "1 BC"),
        ("-014X", "the years 150 to 141 BC"),
        ("Y-17000", "17001 BC"),
        ("2023-09~", "around September 2023"),
        ("2023?", "2023 (uncertain)"),
        ("2020%", "around 2020 (uncertain)"),
        ("2020-09-27T07:03:00+04", "27 September 2020, 07:03:00 UTC+04"),
        ("2020-09-27/2020-11", "27 September 2020 to November 2020"),
        ("2020-09-27/", "from 27 September 2020 on, end not known"),
        ("2020-09-27/..", "from 27 September 2020 on"),
        ("/2020", "until 2020, beginning not known"),
        ("[2020-10-10,2020-10-17]", "10 or 17 October 2020"),
        ("[..2020]", "2020 or earlier"),
        ("[2020..]", "2020 or later"),
        ("[2020-10-10,2020-10-17,2020-11-17]", "10 or 17 October 2020 or 17 November 2020"),
        ("[2020-10,2020-10-17]", "October 2020 or 17 October 2020"),
    ],
)
def test_dates_in_words(text, words):
    assert date_in_words(When(text)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2020-09-27", "on 27 September 2020"),
        ("2020", "in 2020"),
        ("2023-09~", "around September 2023"),
        ("[1887-05-28,1887-05-30]", "on 28 or 30 May 1887"),
        ("[1887-05-28,1887-06-28]", "on 28 May 1887 or 28 June 1887"),
        ("[1887,1887-05-28]", "in 1887 or on 28 May 1887"),
        ("[1887,1888]", "in 1887 or 1888"),
        ("[..2020]", "in 2020 or earlier"),
        ("[2020-10-10..2020-10-17]", "between 10 October 2020 and 17 October 2020"),
    ],
)
def test_dates_after_a_verb(text, words):
    assert when_in_words(When(text)) == words


@given(edtf_texts())
def test_no_sign_of_edtf_is_left(text):
    words = date_in_words(When(text))
    assert words
    assert re.search(r"\.\.|[/~?%\[\]]|X|Y\d|\d-\d", words.replace("UTC−", "")) is None


@given(whens())
def test_only_what_is_unknown_has_no_words(when):
    assert bool(date_in_words(when)) == when.is_known


@given(st.dates())
def test_a_day_is_written_as_its_date(day):
    assert day_in_words(day.toordinal()) == date_in_words(When(day.isoformat()))
