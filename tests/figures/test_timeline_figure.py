import re
from itertools import pairwise, permutations
from statistics import mean

import pytest
from drawings import SVG, allowed, parse, texts
from hypothesis import given, settings
from hypothesis import strategies as st

import karabakh
from karabakh import (
    Agreement,
    AgreementKind,
    Citation,
    Dataset,
    DocTimeRel,
    Event,
    EventKind,
    Link,
    LinkKind,
    Position,
    PositionForm,
    Source,
    Stance,
    Truth,
    When,
)
from karabakh.figures import timeline
from karabakh.figures._boxes import overlapping
from karabakh.figures._placement import Placement
from karabakh.figures._timeline import layout
from karabakh.figures._timeline_items import shown
from karabakh.model import build_chronology
from karabakh.testing import datasets

TIMED = [Event, Agreement, Position]


def event(name, when="", **fields):
    time = When(when) if when else When.unknown()
    return Event(id=name, title=name, kind=EventKind.OTHER, when=time, **fields)


def before(first, then):
    return Link(id=f"{first}-{then}", subject=first, kind=LinkKind.BEFORE, object=then)


def placement_of(dataset):
    ids = [record.id for record in shown(dataset)]
    return Placement(build_chronology(dataset), ids, dataset.sources.ids, width=900)


@given(datasets() | datasets(consistent=False))
def test_any_dataset_gives_a_drawing_without_overlapping_texts(dataset):
    root = parse(timeline(dataset))
    assert allowed(root)
    drawn = layout(dataset)
    assert overlapping(drawn.labels) == []
    assert all(
        0 <= box.left <= box.right <= drawn.width and 0 <= box.top <= box.bottom <= drawn.height
        for box in drawn.labels
    )


@given(datasets())
def test_the_same_dataset_gives_the_same_drawing(dataset):
    assert timeline(dataset).svg == timeline(dataset).svg


@given(datasets())
def test_the_table_has_every_record_once(dataset):
    rows = [row["id"] for row in timeline(dataset).table]
    assert rows == [record.id for record in shown(dataset)]
    assert sorted(rows) == sorted(
        {*dataset.events.ids, *dataset.agreements.ids, *dataset.positions.ids}
    )


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


HALF_A_MARK = 9


def drawn_extents(dataset):
    """Return where each record begins and ends in a drawing, marks by their middles."""
    extents = {}
    for group in parse(timeline(dataset)).iter(f"{SVG}g"):
        xs = []
        for each in group:
            if each.tag == f"{SVG}rect":
                left = float(each.get("x"))
                xs += [left, left + float(each.get("width"))]
            elif each.tag == f"{SVG}polygon":
                xs.append(mean(float(pair.split(",")[0]) for pair in each.get("points").split()))
            elif each.tag == f"{SVG}circle":
                xs.append(float(each.get("cx")))
            elif "kb-dots" in each.get("class", ""):
                xs += map(float, re.findall(r"[MH](-?[\d.]+)", each.get("d")))
        title = group.find(f"{SVG}title")
        if title is not None and xs:  # what is in no known order has no place on the axis
            extents[re.split(r"[. ]", title.text)[0]] = min(xs), max(xs)
    return extents


@settings(max_examples=300)
@given(ordered())
def test_a_part_is_never_drawn_beyond_the_drawn_extent_of_its_whole(dataset):
    chronology = build_chronology(dataset)
    if chronology.inconsistency:
        return
    placement = placement_of(dataset)
    drawn = drawn_extents(dataset)
    for link in dataset.links:
        pair = [link.subject, link.object]
        placed = all(placement.is_placed(placement.stretch(name)) for name in pair)
        if link.kind is LinkKind.PART_OF and placed:
            part, whole = (drawn[name] for name in pair)
            assert whole[0] <= part[0] + HALF_A_MARK
            assert whole[1] >= part[1] - HALF_A_MARK


def test_the_long_conflict_is_drawn_from_before_the_war_that_is_part_of_it():
    placement = placement_of(karabakh.load())
    war, conflict = map(placement.stretch, ["war-2020", "conflict"])
    assert conflict.reach[0] < war.reach[0]
    assert conflict.reach[1] > war.reach[1]
    drawn = drawn_extents(karabakh.load())
    assert drawn["Conflict"][0] < drawn["War"][0]


def drawn_from_to(stretch):
    return stretch.core or (stretch.place, stretch.place)


@settings(max_examples=300)
@given(ordered())
def test_what_is_known_to_come_first_is_never_drawn_right_of_what_follows(dataset):
    chronology = build_chronology(dataset)
    if chronology.inconsistency:
        return
    placement = placement_of(dataset)
    for a, b in permutations(dataset.events, 2):
        if chronology.before(a.id, b.id) is Truth.YES:
            first, then = placement.stretch(a.id), placement.stretch(b.id)
            assert first.place <= then.place + 0.01
            # Of two on one day, each is drawn as all of it.
            if not (first.is_dated and then.is_dated):
                assert drawn_from_to(first)[1] <= drawn_from_to(then)[0] + 0.01


@pytest.mark.parametrize("date", ["2001", "2002-05", "2003/2004"])
def test_what_has_no_date_stands_before_the_dated_that_it_precedes(date):
    dated = [event("later", date), event("other", "1990")]
    placement = placement_of(Dataset.from_records(event("e"), *dated, before("e", "later")))
    first, then = placement.stretch("e"), placement.stretch("later")
    assert first.place < then.place


def test_what_comes_before_a_long_time_stands_before_the_middle_of_it():
    source = Source(id="s", title="s", published=When("2010"))
    here = (Citation("s"),)
    events = [event("first", citations=here), event("then", "2001", citations=here)]
    placement = placement_of(Dataset.from_records(source, *events, before("first", "then")))
    assert placement.stretch("first").place < placement.stretch("then").place


def test_hundreds_of_records_stay_legible():
    events = [event(f"event number {i}", f"{1990 + i % 30}-{1 + i % 12:02}") for i in range(400)]
    drawn = layout(Dataset.from_records(*events))
    assert overlapping(drawn.labels) == []
    assert drawn.width == 1000
    labels = texts(parse(timeline(Dataset.from_records(*events))))
    assert len([each for each in labels if each.startswith("event number")]) == 400


def test_a_long_chain_without_dates_gets_the_room_that_it_needs():
    names = [f"e{i}" for i in range(300)]
    links = [before(a, b) for a, b in pairwise(names)]
    placement = placement_of(Dataset.from_records(*map(event, names), *links))
    places = [placement.stretch(name).place for name in names]
    assert all(b - a >= 16 for a, b in pairwise(places))


def test_the_article_shows_what_is_known_and_draws_the_rest_by_order():
    dataset = karabakh.load()
    placement = placement_of(dataset)
    war, offensive, agreement = map(
        placement.stretch, ["war-2020", "offensive", "laying-down-arms"]
    )
    assert war.is_dated
    assert not offensive.is_dated
    assert not agreement.is_dated
    assert war.place < offensive.place < agreement.place < placement.making("article")
    assert not placement.is_placed(placement.stretch("region-sought-independence"))
    labels = texts(parse(timeline(dataset)))
    assert "In no known order" in labels
    assert "Armenia changes its stance on the region (probable)" in labels


def test_a_publication_date_puts_what_it_limits_on_the_scale():
    dataset = karabakh.load().with_publication_date("article", "2023-09-21")
    placement = placement_of(dataset)
    assert placement.stretch("offensive").is_dated
    assert placement.making("article") < placement.width


def test_many_positions_that_nothing_tells_apart_are_one_with_their_number():
    labels = texts(parse(timeline(karabakh.load())))
    assert "supports 18 propositions" in labels


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "a\u202eb", "x" * 9000, "\x00&\ufffe"]
)
def test_any_text_is_text(text):
    dataset = Dataset.from_records(
        Event(id="e", title=text, kind=EventKind.OTHER),
        Agreement(id="a", title=text, kind=AgreementKind.OTHER),
        Position(
            id="p", holder="h", proposition="q", stance=Stance.SUPPORTS, form=PositionForm.CLAIM
        ),
        title=text,
    )
    root = parse(timeline(dataset))
    assert allowed(root)
    assert "\u202e" not in timeline(dataset).svg


def test_an_empty_dataset_gives_an_empty_drawing():
    assert len(timeline(Dataset()).table) == 0
    parse(timeline(Dataset()))
