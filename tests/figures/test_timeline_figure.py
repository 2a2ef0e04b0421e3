"""Timelines: what comes before stands before, and what is unknown is not drawn."""

import math
from itertools import pairwise, permutations

import pytest
from drawings import SVG, check, letters, texts
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import event, truce

import karabakh
from karabakh import (
    Agreement,
    AgreementKind,
    Citation,
    Dataset,
    DocTimeRel,
    Event,
    Link,
    LinkKind,
    Position,
    Source,
    Stance,
    Truth,
    When,
)
from karabakh.figures import draw_timeline
from karabakh.figures._axis import Axis
from karabakh.figures._palette import PALETTE
from karabakh.figures._timeline import _lay_out
from karabakh.model import build_chronology
from karabakh.testing import datasets

WIDTHS = st.sampled_from([300, 390, 639, 640, 960, 1600])


def before(first, then):
    return Link(id=f"{first}-{then}", subject=first, kind=LinkKind.BEFORE, object=then)


@settings(max_examples=60)
@given(datasets() | datasets(consistent=False), WIDTHS, st.sampled_from(["ltr", "rtl", None]))
def test_any_dataset_gives_a_drawing_that_stands_alone(dataset, width, direction):
    figure = draw_timeline(dataset, width=width, direction=direction)
    check(figure)
    assert figure.width == width
    assert figure.svg == draw_timeline(dataset, width=width, direction=direction).svg


@settings(max_examples=40)
@given(datasets() | datasets(consistent=False), WIDTHS)
def test_each_row_stands_in_full(dataset, width):
    shown = letters("".join(texts(check(draw_timeline(dataset, width=width)))))
    for row, _ in _lay_out(dataset, width=width).rows:
        assert letters(row.label) in shown or not row.label.isprintable()


@given(datasets() | datasets(consistent=False))
def test_the_table_has_every_record_once(dataset):
    rows = [row["id"] for row in draw_timeline(dataset).table]
    ids = (*dataset.events.ids, *dataset.agreements.ids, *dataset.positions.ids)
    assert rows == [*dict.fromkeys(ids)]


DATES = ["", "", "", "2001", "2002-05", "2002-05-06", "2003/2004", "2005/..", "../2003", "/2002"]
ORDERING = [LinkKind.BEFORE, LinkKind.FOLLOWS, LinkKind.PART_OF, LinkKind.CAUSES]


@st.composite
def ordered(draw):
    """Draw events with dates, document times and links, from two sources."""
    count = draw(st.integers(2, 8))
    published = st.sampled_from(["", "2002-05", "2006", "2010"])
    sources = [
        Source(id=name, title=name, published=When(text) if text else When.unknown())
        for name, text in (("s", draw(published)), ("t", draw(published)))
    ]
    events = [
        event(
            f"e{i}",
            draw(st.sampled_from(DATES)),
            doc_time_rel=draw(st.sampled_from([None, *DocTimeRel])),
            citations=(Citation(draw(st.sampled_from("st"))),),
        )
        for i in range(count)
    ]
    number = st.integers(0, count - 1)
    pairs = draw(st.sets(st.tuples(number, number, st.sampled_from(ORDERING)), max_size=10))
    links = [
        Link(id=f"{a}-{kind.value}-{b}", subject=f"e{a}", kind=kind, object=f"e{b}")
        for a, b, kind in pairs
        if a < b
    ]
    return Dataset.from_records(*sources, *events, *links)


@settings(max_examples=300)
@given(ordered())
def test_what_comes_before_stands_before(dataset):
    chronology = build_chronology(dataset)
    extents = {row.marks[0].id: extent for row, extent in _lay_out(dataset, width=960).rows}
    for a, b in permutations([each.id for each in dataset.events], 2):
        if chronology.before(a, b) is Truth.YES:
            first, then = extents[a], extents[b]
            if first.marks and then.marks:
                assert first.marks[0][0] <= then.marks[0][0] + 0.01
            if first.bar and then.bar:
                assert first.bar[1] <= then.bar[1] + 0.01
            elif first.bar and then.marks:
                assert first.bar[0] <= then.marks[0][0] + 0.01


@settings(max_examples=300)
@given(ordered())
def test_a_mark_stands_where_it_may_and_its_dots_reach_as_far(dataset):
    timeline = _lay_out(dataset, width=960)
    chronology = build_chronology(dataset)
    for row, extent in timeline.rows:
        earliest, latest = extent.limits
        assert 0 <= earliest <= latest <= timeline.axis.width + 0.01
        for x, _, _ in extent.marks:
            assert earliest - 0.01 <= x <= latest + 0.01
        if extent.bar:
            assert 0 <= extent.bar[0] < extent.bar[1] <= timeline.axis.width
        first = row.marks[0].id
        if first in chronology and not extent.marks:
            # Nothing is drawn of what has no limit in time or order but its label and dots.
            assert extent.limits == (0, timeline.axis.width)


@settings(max_examples=200)
@given(ordered())
def test_the_panels_fill_the_axis_and_none_is_too_narrow(dataset):
    axis = _lay_out(dataset, width=960).axis
    for left, right in pairwise(axis.panels):
        assert left.right == pytest.approx(right.left)
    if axis.panels:
        assert axis.panels[0].left == 0
        assert axis.panels[-1].right == pytest.approx(axis.width)
        assert all(each.right - each.left > 0.06 * axis.width for each in axis.panels)
    days = [each.days for each in axis.panels if each.days]
    assert days == sorted(days)
    assert all(a[1] < b[0] for a, b in pairwise(days))


def axis_of(dataset, width=600):
    ids = [*dataset.events.ids, *dataset.sources.ids]
    dated = [each.id for each in dataset.events if each.when.is_known]
    return Axis(
        dataset,
        build_chronology(dataset),
        dated=dated,
        undated=[each for each in ids if each not in dated],
        unranked=(),
        days=(),
        width=width,
    )


def test_the_axis_is_divided_where_long_nothing_happened():
    events = [
        event(f"e{i}", text)
        for i, text in enumerate(
            ("2016", "2022-11-02", "2022-11-28", "2022-12-12", "2022-12-24", "2023-06-30")
        )
    ]
    assert [each.heading for each in axis_of(Dataset.from_records(*events)).panels] == [
        "2016",
        "2 Nov 2022 to 24 Dec 2022",
        "30 Jun 2023",
    ]


def test_what_happened_every_year_is_not_divided():
    events = [event(f"e{year}", f"{year}-03-01") for year in range(2001, 2008)]
    (panel,) = axis_of(Dataset.from_records(*events)).panels
    assert panel.heading == "1 Mar 2001 to 1 Mar 2007"


def test_the_more_happened_in_a_panel_the_wider_it_is():
    many = [event(f"m{i}", f"2020-05-{i:02}") for i in range(1, 21)]
    few = [event("f1", "2000-01-01"), event("f2", "2001-01-01")]
    few, many = axis_of(Dataset.from_records(*few, *many)).panels
    assert many.right - many.left > 2 * (few.right - few.left) > 2 * 0.09 * 600


def test_a_year_in_which_something_happened_some_day_divides_no_days():
    events = [event("year", "2022"), event("month", "2022-11")]
    days = [
        event(f"d{i}", text) for i, text in enumerate(("2022-12-31", "2023-01-02", "2023-01-04"))
    ]
    planned = event("end", "2023-06-30")
    panels = axis_of(Dataset.from_records(*events, *days, planned)).panels
    assert [each.heading for each in panels] == [
        "Jan 2022 to Oct 2022",
        "1 Nov 2022 to 30 Dec 2022",
        "31 Dec 2022 to 4 Jan 2023",
        "30 Jun 2023",
    ]


def test_the_article_is_drawn_by_order():
    timeline = _lay_out(karabakh.load(), width=960)
    assert [each.heading for each in timeline.axis.panels] == [
        "2020",
        "After ‘War of 2020’",
        "After ‘Offensive by Azerbaijan’",
        "Before writing, order not stated",
        "When written",
    ]
    extents = {row.marks[0].id: (row, extent) for row, extent in timeline.rows}
    war, offensive, truce_ = (extents[e][1] for e in ("war-2020", "offensive", "laying-down-arms"))
    assert war.marks[0][0] < offensive.marks[0][0] < truce_.marks[0][0]
    assert [each.marks[0][2] for each in (war, offensive, truce_)] == ["said", "derived", "derived"]
    assert offensive.limits[1] < truce_.marks[0][0]
    row, extent = extents["conflict"]
    assert row.goes_on
    assert extent.bar[1] - extent.bar[0] > 0.9 * timeline.axis.width
    words = texts(check(draw_timeline(karabakh.load())))
    assert "Beginning not stated; goes on" in words
    assert "Was for, then no longer for; likely" in words


def test_ends_and_plans_are_drawn():
    timeline = _lay_out(truce("en"), width=960)
    axis = timeline.axis
    row, extent = next(each for each in timeline.rows if each[0].marks[0].id == "truce")
    lapsed, planned = (When(text).bounds.start_earliest for text in ("2023-01-04", "2023-06-30"))
    assert (row.stop, row.planned_end) == (lapsed, planned)
    assert extent.bar == pytest.approx(
        (axis.start_of(When("2022-12-31").bounds.start_earliest), axis.end_of(lapsed))
    )
    root = check(draw_timeline(truce("en")))
    stops = [each for each in root.iter(f"{SVG}path") if each.get("stroke-width") == "3"]
    plans = [each for each in root.iter(f"{SVG}rect") if each.get("stroke-dasharray")]
    left = 300
    assert f"M{left + extent.bar[1]:.2f}".rstrip("0") in stops[0].get("d")
    assert float(plans[0].get("x")) + float(plans[0].get("width")) == pytest.approx(
        left + axis.end_of(planned), abs=0.1
    )
    words = texts(root)
    assert {"ended", "was to last"} <= {*words}


def test_a_source_date_places_what_it_limits():
    dataset = karabakh.load().with_publication_date("article", "2023-09-21")
    timeline = _lay_out(dataset, width=960)
    assert [each.heading for each in timeline.axis.panels][::4] == ["2020", "21 Sep 2023"]
    bands = {row.band for row, _ in timeline.rows}
    assert "Sources" in bands


def test_a_long_chain_without_dates_keeps_its_order():
    names = [f"e{i}" for i in range(150)]
    links = [before(a, b) for a, b in pairwise(names)]
    timeline = _lay_out(Dataset.from_records(*map(event, names), *links), width=960)
    assert [each.heading for each in timeline.axis.panels] == ["By order, not to scale"]
    places = {row.marks[0].id: extent.marks[0][0] for row, extent in timeline.rows}
    assert all(places[a] < places[b] for a, b in pairwise(names))


def test_contradicting_orders_are_said():
    events = [event(f"e{i}") for i in range(3)]
    links = [before(f"e{i}", f"e{(i + 1) % 3}") for i in range(3)]
    figure = draw_timeline(Dataset.from_records(*events, *links))
    assert "The records contradict each other about the order: only dates are drawn." in texts(
        check(figure)
    )


def test_two_thousand_events_are_drawn_in_part_and_the_drawing_says_so():
    events = [event(f"event number {i}", f"{1990 + i % 30}-{1 + i % 12:02}") for i in range(2_000)]
    cited = Link(id="l", subject="event number 1999", kind=LinkKind.CAUSES, object="event number 7")
    figure = draw_timeline(Dataset.from_records(*events, cited))
    words = " ".join(texts(check(figure)))
    assert "Drawn are 200 of 2000 rows: agreements and changes first" in words
    assert "event number 1999" in words
    assert len(figure.table) == 2_000
    assert len(figure.svg) < 2_000_000


def test_only_positions_with_a_date_or_a_change_have_rows():
    kinds = {"stance": Stance.SUPPORTS, "holder": "a", "proposition": "p"}
    positions = (
        Position(id="dated", when=When("2001"), **kinds),
        Position(id="undated", **kinds),
    )
    rows = _lay_out(Dataset.from_records(*positions), width=960).rows
    assert [row.marks[0].id for row, _ in rows] == ["dated"]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("2003-01-04", "On 4 January 2003"),
        ("2003-01-04/", "On 4 January 2003"),
        ("2003/..", "Since 2003"),
        ("../", ""),
        ("/2003", "Until 2003"),
        ("../..", ""),
    ],
)
def test_times_of_every_form_are_headings(text, heading):
    dataset = Dataset.from_records(event("e", text, "E"))
    ((row, _),) = _lay_out(dataset, width=390).rows
    assert row.when.startswith(heading)
    assert row.when


@pytest.mark.parametrize("language", ["ar", "hy"])
@pytest.mark.parametrize("width", [390, 960])
def test_labels_of_any_script_stand_in_full_in_their_direction(language, width):
    dataset = truce(language)
    root = check(draw_timeline(dataset, width=width))
    whole = letters("".join(texts(root)))
    assert all(letters(each.title) in whole for each in (*dataset.events, *dataset.agreements))
    english, other = [], []
    for each in root.iter(f"{SVG}text"):
        (english if each.text.isascii() else other).append(each.get("direction"))
    assert {*english} == {None}
    assert {*other} == {"rtl" if language == "ar" else None}


def test_a_mirrored_timeline_is_the_same_seen_in_a_mirror():
    figures = [draw_timeline(truce("en"), direction=each) for each in ("ltr", "rtl")]
    roots = [check(each) for each in figures]
    for left, right in zip(*(root.iter(f"{SVG}circle") for root in roots), strict=True):
        assert float(left.get("cx")) == pytest.approx(960 - float(right.get("cx")), abs=0.01)
    for left, right in zip(*(root.iter(f"{SVG}rect") for root in roots), strict=True):
        width = float(left.get("width"))
        assert float(left.get("x", 0)) == pytest.approx(
            960 - width - float(right.get("x", 0)), abs=0.01
        )
    assert texts(roots[0]) == texts(roots[1])


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "a\u202eb", "x" * 900, "\x00&\ufffe", "", " "]
)
def test_any_text_is_text(text):
    dataset = Dataset.from_records(
        Event(id="e", title=text, kind=event("e").kind),
        Agreement(id="a", title=text, kind=AgreementKind.OTHER),
        Position(id="p", holder="h", proposition="q", stance=Stance.SUPPORTS),
        title=text,
    )
    for width in (390, 960):
        check(draw_timeline(dataset, width=width))


def test_an_empty_dataset_gives_an_empty_drawing():
    figure = draw_timeline(Dataset())
    assert len(figure.table) == 0
    assert not math.isnan(figure.height)
    check(figure)


def test_marks_have_the_colours_of_what_they_stand_for():
    root = check(draw_timeline(karabakh.load()))
    assert any(each.get("stroke") == PALETTE["agreement"].light for each in root)
