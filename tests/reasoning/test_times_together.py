"""What dates, sources and links show together of two stances."""

import attrs
import pytest
from debates import debate, office, position, seen_from

from karabakh import Certainty, Event, EventKind, Link, LinkKind, Source, Stance, Truth, When
from karabakh.model import build_chronology
from karabakh.reasoning import OrderedBy, contradictions, disputes, shifts, stance

FOR, AGAINST = Stance.SUPPORTS, Stance.OPPOSES
WIRE = Source(id="wire", title="Wire")


def link(subject, kind, target):
    return Link(id=f"{subject}-{target}", subject=subject, kind=LinkKind(kind), object=target)


def stated(dataset):
    """What is found of the two: a contradiction, a change, or nothing."""
    found = contradictions(dataset)
    changes = [(each.earlier.position.id, each.later.position.id) for each in shifts(dataset)]
    return len(found.contradictions), len(found.undetermined), len(found.compatible), changes


CONTRADICTION, UNDETERMINED = (1, 0, 0, []), (0, 1, 0, [])


def test_who_is_for_it_since_long_and_against_it_since_lately_is_of_two_minds_now():
    """By the dates alone that would be a change."""
    x, y = position("x", "town", "p", FOR, "2001/"), position("y", "town", "p", AGAINST, "2003/..")
    assert stated(debate(x, y)) == (0, 0, 1, [("x", "y")])
    now = seen_from("wire", "overlaps")
    both = [attrs.evolve(each, **now) for each in (x, y)]
    assert stated(debate(WIRE, *both)) == CONTRADICTION
    (clash,) = contradictions(debate(WIRE, *both))
    assert [len(list(clash.pairs()))] == [1]


def test_what_is_held_before_something_and_after_it_is_held_all_the_while():
    """Against it since 2001 and still; for it in 2003, and over by now."""
    dataset = debate(
        WIRE,
        position("x", "town", "p", AGAINST, "2001/", **seen_from("wire", "overlaps")),
        position("y", "town", "p", FOR, "2003", **seen_from("wire", "before")),
    )
    assert stated(dataset) == CONTRADICTION


def test_links_build_stance_overlap_whatever_their_dates():
    dataset = debate(
        WIRE,
        position("x", "town", "p", FOR, "2001/"),
        position("y", "town", "p", AGAINST, "2003/..", **seen_from("wire", "overlaps")),
        position("z", "town", "q", FOR, **seen_from("wire", "overlaps")),
        link("z", "part-of", "x"),
    )
    assert stated(dataset) == CONTRADICTION


def test_what_a_source_tells_as_past_tells_when_it_was_made():
    """So what it calls present was still so then: this is no change of 2003."""
    x = position("x", "town", "p", FOR, "2001/", **seen_from("wire", "overlaps"))
    y = position("y", "town", "p", AGAINST, "2003/..")
    war = Event(
        id="war",
        title="",
        kind=EventKind.WAR,
        when=When("2004"),
        certainty=Certainty.PROBABLE,
        **seen_from("wire", "before"),
    )
    assert stated(debate(WIRE, x, y)) == (0, 0, 1, [("x", "y")])
    assert stated(debate(WIRE, x, y, war)) == CONTRADICTION
    (clash,) = contradictions(debate(WIRE, x, y, war))
    assert clash.certainty is Certainty.PROBABLE, "for the war is"
    later = attrs.evolve(war, id="plan", when=When("2003"), **seen_from("wire", "after"))
    assert stated(debate(WIRE, x, y, war, later)) == (0, 0, 1, [("x", "y")]), (
        "it contradicts itself"
    )


def test_on_one_day_an_order_shows_that_one_was_passed_up_before_the_other_was_taken():
    x = position("x", "town", "p", FOR, "2001-05-07")
    y = position("y", "town", "p", AGAINST, "2001-05-07")
    assert stated(debate(x, y)) == CONTRADICTION
    assert stated(debate(x, y, link("x", "before", "y"))) == (0, 0, 1, [("x", "y")])
    (change,) = shifts(debate(x, y, link("x", "before", "y")))
    assert change.ordered_by is OrderedBy.LINKS
    over = attrs.evolve(x, **seen_from("wire", "before"))
    to_come = attrs.evolve(y, **seen_from("wire", "after"))
    assert stated(debate(WIRE, over, to_come)) == (0, 0, 1, [("x", "y")])


def test_a_longer_stretch_of_days_is_shared_whatever_a_source_calls_over():
    dataset = debate(
        WIRE,
        position("x", "town", "p", FOR, "2001-01-01/2001-01-05", **seen_from("wire", "before")),
        position("y", "town", "p", AGAINST, "2001-01-03/..", **seen_from("wire", "overlaps")),
    )
    assert stated(dataset) == CONTRADICTION


def test_what_may_have_been_said_out_of_office_contradicts_nothing_for_sure():
    dataset = debate(
        position("x", "town", "p", FOR, "2002-01-01/2002-12-31"),
        position("y", "chair", "p", AGAINST, "2002"),
        office("chair", "town", "2002-03-01/2002-12-31"),
    )
    assert stated(dataset) == UNDETERMINED
    (found,) = contradictions(dataset).undetermined
    assert set(found.resolution) == {"y"}
    at = stance(dataset, "town", "p", at="2002-01-01/2002-12-31")
    assert [each.position.id for each in at.premises] == ["x"]
    assert at.possible == (FOR, AGAINST)
    sure = attrs.evolve(dataset, relations=[office("chair", "town", "2001/2003")])
    assert stated(sure) == CONTRADICTION


@pytest.mark.parametrize(
    "inconsistent",
    [
        {"when": When("2005"), **seen_from("wire", "before")},
        {"when": When("2001-01-01"), "expressed_in": "speech"},
        {"when": When("2001/.."), **seen_from("wire", "before")},
    ],
)
def test_nothing_is_stated_by_a_time_that_the_records_contradict(inconsistent):
    speech = Event(id="speech", title="", kind=EventKind.STATEMENT, when=When("2003"))
    wire = attrs.evolve(WIRE, published=When("2002-01-01"))
    for other in ("1999", "2001", "2009"):
        dataset = debate(
            wire,
            speech,
            attrs.evolve(position("x", "town", "p", FOR), **inconsistent),
            position("y", "town", "p", AGAINST, other),
        )
        assert stated(dataset) == UNDETERMINED
        at = stance(dataset, "town", "p", at=other)
        assert "x" not in {each.position.id for each in at.premises}


def test_nor_by_a_time_that_links_contradict():
    dataset = debate(
        position("x", "town", "p", FOR, "2003"),
        position("y", "town", "p", AGAINST, "2001"),
        link("x", "before", "y"),
    )
    assert stated(dataset) == UNDETERMINED


def test_an_order_by_what_contradicts_itself_can_not_be_stated():
    happened = {name: Event(id=name, title="", kind=EventKind.OTHER) for name in "abcd"}
    ties = [link("a", "before", "b"), link("b", "before", "a"), link("b", "before", "c")]
    chronology = build_chronology(debate(*happened.values(), *ties, link("c", "before", "d")))
    assert [chronology.is_inconsistent(each) for each in "abcd"] == [True, True, False, False]
    assert chronology.before("a", "c") is chronology.before("b", "c") is Truth.UNKNOWN
    assert chronology.before("c", "d") is Truth.YES


def test_where_one_source_dates_both_the_dates_show_who_disagrees():
    def disputed(one, other, *views):
        seen = [seen_from("wire", view) for view in views]
        x = position("x", "town", "p", FOR, one, **seen[0])
        y = position("y", "league", "p", AGAINST, other, **seen[1])
        return len(disputes(debate(WIRE, x, y)))

    assert disputed("2001/2003", "2002/..", "before", "overlaps") == 1
    assert disputed("2001/2002", "2003/..", "before", "overlaps") == 0
    assert disputed("", "2002/..", "before", "overlaps") == 0, "what is over is reported as over"
    assert disputed("2001/2003", "2002/2004", "before", "after") == 0
