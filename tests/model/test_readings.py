"""What of a copy is taken for page headers, page numbers and columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh import CitationError, Dataset, Document, Source
from karabakh.model._readings import Reading, readings
from karabakh.model._words import divide


def read(*lines):
    """Return the readings of a copy with these lines, each as its words."""
    division = Document.from_text("\n".join(lines)).division(2)
    return [[division.text_of(number) for number in each.numbers] for each in readings(division)]


BREAKS = ["\n", "\r\n", " \n ", "\u2028"]
BLANK_LINES = ["\n\n", "\n \n", "\r\n\r\n", "\n\f"]
gaps = st.sampled_from([" ", "\t", "\u00a0 ", *BREAKS, *BLANK_LINES])
parts = st.sampled_from(["cease-", "war\u2010", "Ost\u2011", "-", "fire", "a-b", "end.", "non-,"])


@pytest.mark.parametrize("rules", [1, 2])
@given(st.lists(st.tuples(parts, gaps), min_size=1, max_size=8))
def test_a_hyphen_at_a_lines_end_may_divide_a_word_by_rules_1_within_a_paragraph(rules, pieces):
    division = divide("".join(map("".join, pieces)), rules)
    expected = [
        number
        for number, (word, gap) in enumerate(pieces[:-1])
        if word[-1] in "-\u2010\u2011" and gap in (BREAKS if rules == 1 else BREAKS + BLANK_LINES)
    ]
    reading = Reading(division, range(len(pieces)))
    assert [*reading.line_ends] == expected
    for begin in range(len(pieces)):
        for end in range(begin + 1, len(pieces) + 1):
            within = [each for each in expected if begin <= each < end - 1]
            assert [*reading.line_ends_within(begin, end)] == within
            assert reading.count_line_ends(begin, end) == len(within)


def body(count, size=6):
    """Return lines of words that come but once."""
    return [" ".join(f"{'abcdefghij'[n]}{chr(97 + m)}x" for m in range(size)) for n in range(count)]


def words(*lines):
    return " ".join(lines).split()


@pytest.mark.parametrize(
    "header",
    [
        "Annals of Vell",
        "Annals of Vell {}",
        "{} of 12 Annals",
        " ".join(["long"] * 20),
        "a pre - Annals -",
    ],
)
def test_a_short_line_that_comes_twice_is_a_header(header):
    text = body(6)
    first, second = header.format(7), header.format(8)
    whole, without = read(*text[:2], first, *text[2:4], second, *text[4:])
    assert whole == words(*text[:2], first, *text[2:4], second, *text[4:])
    assert without == words(*text)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Annals of Vell", "Annals of Ost"),
        (" ".join(["long"] * 21), " ".join(["long"] * 21)),
        ("they agreed to dis-", "they agreed to dis-"),  # a word goes on in the next line
    ],
)
def test_other_lines_are_no_headers(first, second):
    text = body(6)
    whole = read(*text[:2], first, *text[2:4], second, *text[4:])
    assert whole == [words(*text[:2], first, *text[2:4], second, *text[4:])]


@pytest.mark.parametrize("number", ["7", "1234", "- 7 -", "7/12", "7 of", "xiv", "XIV", "[7]"])
def test_a_line_of_a_number_alone_is_a_page_number(number):
    text = body(4)
    without = [each for each in read(*text[:2], number, *text[2:]) if each == words(*text)]
    assert len(without) == (number != "7 of")


@pytest.mark.parametrize("line", ["12345", "7 men", "xa", "1 2 3", "civil"])
def test_other_lines_are_no_page_numbers(line):
    text = body(4)
    assert read(*text[:2], line, *text[2:]) == [words(*text[:2], line, *text[2:])]


@pytest.mark.parametrize(("size", "count"), [(1, 1), (2, 2)])
def test_a_text_of_single_words_in_lines_has_no_headers(size, count):
    """A text with two words a line has: its header, and its words without that."""
    text = body(6, size)
    header = "Annals Vell" if size > 1 else "Annals"
    assert len(read(*text[:2], header, *text[2:4], header, *text[4:])) == count


LEFT = ["one two three", "four five six", "seven eight nine", "ten eleven twelve"]
RIGHT = ["Ana Bea Cleo", "Dora Eva Fay", "Gia Hana Ina", "Joan Kira Lia"]


def columns(*, gap="     ", single=0):
    """Return lines in two columns, and lines of the left column alone."""
    rows = [f"{left:18}{gap}{right}" for left, right in zip(LEFT, RIGHT, strict=True)]
    return [*rows, *body(single, 3)]


@pytest.mark.parametrize("gap", ["   ", "\t", "\u00a0\u00a0\u00a0\u00a0"])
def test_two_columns_are_read_one_after_the_other(gap):
    lines = columns(gap=gap)
    assert read(*lines) == [words(*lines), words(*LEFT, *RIGHT)]


@pytest.mark.parametrize("single", [0, 4, 8, 9])
def test_a_third_of_the_lines_at_least_has_a_gap_in_a_text_of_columns(single):
    lines = columns(single=single)
    found = read(*lines)
    assert found[0] == words(*lines)
    by_columns = words(*LEFT, *body(single, 3), *RIGHT)
    assert found[1:] == ([by_columns] if single <= 8 else [])


def test_each_page_has_columns_of_its_own():
    lines = columns()
    page = "\f" + lines[2]
    assert read(*lines[:2], page, lines[3])[1] == words(
        *LEFT[:2], *RIGHT[:2], *LEFT[2:], *RIGHT[2:]
    )


def test_a_line_that_begins_where_the_right_column_does_is_of_it():
    lines = [*columns(), " " * 23 + "Mia Nora Ola", "last left words"]
    assert read(*lines)[1] == words(*LEFT, "last left words", *RIGHT, "Mia Nora Ola")


def test_columns_with_headers_have_four_readings():
    lines = columns()
    text = ["Annals of Vell 1", *lines[:2], "Annals of Vell 2", *lines[2:]]
    found = read(*text)
    assert len(found) == 4
    assert found[1] == words(*lines)
    assert found[3] == words(*LEFT, *RIGHT)


def test_sentences_of_different_readings_are_quoted_as_one_passage():
    """The title is in the copy only with its headers, the last sentence only without."""
    title, first = "Annals of Vell", "The old council met in the town hall."
    begin, end = "The new council signed", "the long treaty at noon."
    text = Document.from_text(f"{title}\n\n{first} {begin} {end}")
    source = Source(id="wire", title="Wire", paragraphs=text.outline())
    copy = Document.from_text(f"{title}\n{first}\n{begin}\n{title}\n{end}")
    bound = Dataset.from_records(source).bind(copy)
    assert bound.quote("wire#p2") == f"{first} {begin} {end}"
    assert bound.quote("wire#p1") == title
    apart = Document.from_text(f"{title}\n{first}\nNothing else.\n{begin}\n{title}\n{end}")
    with pytest.raises(CitationError, match="has other words between those cited"):
        Dataset.from_records(source).bind(apart).quote("wire#p2")
