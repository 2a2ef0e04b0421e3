import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh._markup import element, number, visible
from karabakh.figures import Figure, Table
from karabakh.figures._boxes import Box, Lanes, overlapping
from karabakh.figures._scale import Scale
from karabakh.figures._text import shortened, width_of, wrapped
from karabakh.figures._ticks import ticks
from karabakh.testing import texts
from karabakh.time import When

FIGURE = Figure(
    title="A title",
    description="What it shows.",
    table=Table(("a", "b"), (("1", "<2>"),)),
    width=10,
    height=20,
    content=element("circle", r=3),
)


@given(texts(), texts())
def test_whatever_text_an_element_is_given_comes_back_by_an_xml_parser(text, attribute):
    parsed = ET.fromstring(element("p", text, title=attribute))  # noqa: S314 (our own)
    expected = visible(text).replace("\r\n", "\n").replace("\r", "\n")
    assert (parsed.text or "") == expected
    assert parsed.tag == "p"


@given(st.floats(-1e6, 1e6))
def test_numbers_keep_their_value_to_two_decimals(value):
    assert float(number(value)) == pytest.approx(value, abs=0.006)
    assert "e" not in number(value)


@given(texts(), st.floats(40, 400), st.integers(1, 4))
def test_wrapped_text_fits_and_drops_nothing_without_saying_so(text, width, lines):
    found = wrapped(text, width, 12, lines=lines)
    assert len(found) <= lines
    assert all(width_of(line, 12) <= width for line in found)
    whole = "".join(visible(text).split())
    told = "".join("".join(found).split())
    assert told == whole or found[-1].endswith("…")


def test_text_that_fits_stays_as_it_is():
    assert shortened("Mill Isle", 200, 12) == "Mill Isle"


stretches = st.tuples(st.integers(0, 300), st.integers(1, 80)).map(lambda s: (s[0], s[0] + s[1]))


@given(st.lists(stretches, max_size=40))
def test_lanes_keep_stretches_apart(given_stretches):
    lanes = Lanes(gap=5)
    put = [(lanes.put(*each), each) for each in given_stretches]
    for i, (lane, (left, right)) in enumerate(put):
        for other, (other_left, other_right) in put[:i]:
            assert lane != other or right + 5 <= other_left or other_right + 5 <= left


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


days = st.integers(-(10**9), 10**9) | st.integers(735_000, 740_000)


@given(st.lists(days, min_size=1, max_size=30))
def test_a_scale_keeps_the_order_of_days_within_its_ends(found):
    scale = Scale(found, left=50, right=650)
    places = [scale.at(day) for day in sorted(set(found))]
    assert places == sorted(places)
    assert all(50 <= place <= 650 for place in places)
    assert all(a.right < b.left for a, b in zip(scale.pieces, scale.pieces[1:], strict=False))


@given(st.lists(days, min_size=1, max_size=30))
def test_ticks_stand_on_the_days_that_they_name_and_apart(found):
    scale = Scale(found, left=0, right=600)
    named = ticks(scale)
    ends = [place + width_of(name, 11) for place, name in named]
    assert all(end < place for end, (place, _) in zip(ends, named[1:], strict=False))
    assert not any("-" in name or name == "0 BC" for _, name in named)
    for place, name in named:
        year = re.fullmatch(r"(\d+)( BC)?", name)
        if year and (year[2] or len(name) == 4):
            number = 1 - int(year[1]) if year[2] else int(year[1])
            long = abs(number) > 9999
            text = f"Y{number}" if long else f"{'-' * (number < 0)}{abs(number):04}"
            assert place == pytest.approx(scale.at(When(text).bounds.start_earliest))


def test_a_figure_is_saved_as_svg_and_as_nothing_else(tmp_path):
    path = tmp_path / "figure.svg"
    FIGURE.save(path)
    assert path.read_text("utf-8") == FIGURE.svg + "\n"
    with pytest.raises(ValueError, match="does not end in"):
        FIGURE.save(tmp_path / "figure.png")
    assert [each.name for each in tmp_path.iterdir()] == ["figure.svg"]


def test_a_notebook_shows_the_drawing_and_its_data():
    shown = FIGURE._repr_html_()
    assert "<svg" in shown
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
