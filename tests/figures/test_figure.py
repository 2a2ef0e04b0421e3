import re
import sys
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from drawings import check, letters
from hypothesis import given
from hypothesis import strategies as st

import karabakh
from karabakh._markup import element, number
from karabakh._shown import visible_lines
from karabakh.figures import (
    Figure,
    Table,
    draw_explanation,
    draw_stance_matrix,
    draw_timeline,
)
from karabakh.figures._calendar_text import TICK_SIZE, span_in_words, ticks
from karabakh.figures._canvas import Box, Canvas, overlapping
from karabakh.figures._palette import FIGURE_STYLE, PALETTE
from karabakh.figures._text import has_rtl, is_rtl, width_of, wrapped
from karabakh.testing import texts

ARTICLE = karabakh.load()
FIGURE = Figure(
    title="A title",
    description="What it shows.",
    table=Table(("a", "b"), (("1", "<2>"),)),
    width=10,
    height=20,
    content=element("circle", r=3, fill=PALETTE["ink"].light),
)


@given(texts(), texts())
def test_any_text_of_an_element_comes_back_by_an_xml_parser(text, attribute):
    parsed = ET.fromstring(element("p", text, title=attribute))  # noqa: S314 (our own)
    assert (parsed.text or "") == visible_lines(text)
    assert parsed.tag == "p"


@given(st.floats(-1e6, 1e6))
def test_numbers_keep_their_value_to_two_decimals(value):
    assert float(number(value)) == pytest.approx(value, abs=0.006)
    assert "e" not in number(value)


def luminance(colour):
    """Return the relative luminance of a colour, by WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(c * weight for c, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(first, second):
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("surface", ["paper", "wash"])
@pytest.mark.parametrize(
    ("role", "least"),
    [*((role, 4.5) for role in ("ink", "soft", "for", "against", "agreement")), ("edge", 3)],
)
def test_text_and_marks_stand_out_from_what_they_are_on(scheme, surface, role, least):
    assert contrast(getattr(PALETTE[role], scheme), getattr(PALETTE[surface], scheme)) >= least


def test_the_style_sheet_has_the_dark_colours_and_nothing_else():
    assert FIGURE_STYLE.startswith("@media (prefers-color-scheme:dark){")
    assert FIGURE_STYLE.count("@") == 1
    found = re.findall(r":is\(\.kb([fs])-(\w+)\)\{(fill|stroke):(#\w+)\}", FIGURE_STYLE)
    assert found == [
        (kind, role, name, colour.dark)
        for role, colour in PALETTE.items()
        for kind, name in (("f", "fill"), ("s", "stroke"))
    ]


@given(texts(), st.floats(40, 400))
def test_wrapped_text_fits_and_drops_nothing(text, width):
    found = wrapped(text, width, 12)
    assert letters("".join(found)) == letters(visible_lines(text))
    assert all(width_of(line, 12) <= width or len(line.strip()) == 1 for line in found)


def test_text_that_fits_stays_in_one_line():
    assert wrapped("Mill Isle", 200, 12) == ("Mill Isle",)


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize(
    ("text", "is_turned"),
    [
        ("Mill Isle, 2020", [False, False]),
        ("1 June", [False, False]),
        ("هدنة (388)", [True, True]),
        ("UCDP 388 هدنة", [False, True]),
    ],
)
def test_text_stands_where_it_starts_whatever_its_direction(rtl, text, is_turned):
    canvas = Canvas(400, rtl=rtl)
    canvas.text(text, 30, 40)
    figure = Figure(
        title="t", description="d", table=FIGURE.table, width=400, height=60, content=canvas.content
    )
    (written,) = check(figure)[4:]
    assert (written.get("direction") == "rtl") is is_turned[rtl]
    starts_at_x = written.get("text-anchor", "start") == "start"
    assert starts_at_x is ((written.get("direction") == "rtl") is rtl)
    assert written.get("x") == ("370" if rtl else "30")


def test_the_first_letter_decides_the_direction():
    assert [is_rtl(text) for text in ("", "1 …", "a ש", "ש a", "«ա»")] == [
        *[False] * 3,
        True,
        False,
    ]
    assert has_rtl("a ש")


DRAWN = {
    "timeline": lambda width: draw_timeline(ARTICLE, width=width),
    "matrix": lambda width: draw_stance_matrix(ARTICLE, width=width),
    "explanation": lambda width: draw_explanation(ARTICLE["war-2020"], width=width),
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_width_without_room_for_a_label_is_refused(name):
    for width in (0, 299, 5001, -1, True, float("nan"), float("inf"), 10**400):
        with pytest.raises(ValueError, match=r"^width must be 300 to 5000 pixels, got "):
            DRAWN[name](width)
    for width in (None, "960", [960], object()):
        with pytest.raises(TypeError, match=r"^width must be an int or a float, got "):
            DRAWN[name](width)


@given(st.lists(st.tuples(*[st.integers(0, 60)] * 4), max_size=12))
def test_the_sweep_finds_what_comparing_all_pairs_finds(corners):
    boxes = tuple(Box(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in corners)
    expected = [
        {boxes[i], boxes[j]}
        for i in range(len(boxes))
        for j in range(i)
        if boxes[i].overlaps(boxes[j])
    ]
    found = [set(pair) for pair in overlapping(boxes)]
    assert sorted(map(sorted, found)) == sorted(map(sorted, expected))


FOUR_DIGITS = st.dates().map(date.toordinal)
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@given(FOUR_DIGITS, st.integers(0, 100) | st.integers(0, 10**5), st.integers(60, 700))
def test_ticks_name_their_days_and_do_not_run_into_each_other(first, length, width):
    last = min(first + length, date.max.toordinal() - 1)
    found = ticks(first, last, width)
    ends = [
        (day - first) / (last + 1 - first) * width + width_of(name, TICK_SIZE)
        for day, name in found
    ]
    starts = [(day - first) / (last + 1 - first) * width for day, _ in found]
    assert all(end < start for end, start in zip(ends, starts[1:], strict=False))
    assert all(end <= width for end in ends)
    year = month = 0
    for day, name in found:
        assert first <= day <= last
        known = date.fromordinal(day)
        parts = name.split()
        if known.year != year or parts == [str(known.year)]:  # the first, and each new year
            assert parts[-1] == str(known.year)
            parts.pop()
            assert not parts or parts.pop() == MONTHS[known.month - 1]
            assert parts or known.day == 1
        elif known.month != month:
            assert parts.pop() == MONTHS[known.month - 1]
        assert not parts or parts == [str(known.day)]
        year, month = known.year, known.month


@given(st.integers(-(10**12), 10**12), st.integers(0, 10**12), st.integers(60, 700))
def test_years_of_any_length_are_named(first, length, width):
    found = ticks(first, first + length, width)
    assert all(first <= day <= first + length for day, _ in found)
    assert "-" not in span_in_words(first, first + length)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2020, 1, 1), date(2020, 12, 31), "2020"),
        (date(2020, 1, 1), date(2021, 12, 31), "2020 to 2021"),
        (date(2022, 11, 1), date(2022, 11, 30), "Nov 2022"),
        (date(2022, 11, 1), date(2023, 1, 31), "Nov 2022 to Jan 2023"),
        (date(2023, 1, 4), date(2023, 1, 4), "4 Jan 2023"),
    ],
)
def test_spans_are_named_as_coarsely_as_they_allow(first, last, words):
    assert span_in_words(first.toordinal(), last.toordinal()) == words


def test_a_figure_is_saved_as_svg(tmp_path):
    path = tmp_path / "figure.svg"
    FIGURE.save(path)
    assert path.read_text("utf-8") == FIGURE.svg + "\n"


@pytest.mark.parametrize("name", ["figure.pdf", "figure", "svg"])
def test_other_endings_are_refused(tmp_path, name):
    with pytest.raises(ValueError, match=rf"^path must end in '.svg' or '.png', got '{name}'"):
        FIGURE.save(tmp_path / name)
    assert [*tmp_path.iterdir()] == []


def test_a_figure_is_saved_as_png_at_a_scale(tmp_path):
    pytest.importorskip("resvg_py")
    for scale, size in ((1, (10, 20)), (2, (20, 40))):
        FIGURE.save(tmp_path / "figure.PNG", scale=scale)
        data = (tmp_path / "figure.PNG").read_bytes()
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        assert (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) == size


@pytest.mark.parametrize("scale", [0, -1, 9, float("nan")])
def test_a_scale_out_of_range_is_refused(tmp_path, scale):
    with pytest.raises(ValueError, match=r"^scale must be above 0 and at most 8, got "):
        FIGURE.save(tmp_path / "figure.png", scale=scale)


def test_without_a_renderer_it_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(ImportError, match=r"pip install 'karabakh\[png\]', or save as '.svg'"):
        FIGURE.save(tmp_path / "figure.png")
    assert [*tmp_path.iterdir()] == []


def test_a_notebook_shows_the_drawing_and_its_data():
    shown = FIGURE._repr_html_()
    assert FIGURE.svg in shown
    assert FIGURE._repr_svg_() == FIGURE.svg
    assert "<td><bdi>&lt;2&gt;</bdi></td>" in shown
    assert "<script" not in shown


def test_two_figures_of_a_page_have_no_id_in_common():
    other = Figure(
        title="A title",
        description="What it shows.",
        table=FIGURE.table,
        width=10,
        height=20,
        content=element("circle", r=4),
    )
    assert FIGURE.to_svg(style=False).count('id="') == 2
    ids = [set(each.svg.split('id="')[1].split('"')[:1]) for each in (FIGURE, other)]
    assert ids[0].isdisjoint(ids[1])
