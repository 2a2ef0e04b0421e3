import random

import attrs
import pytest
from debates import debate, debates, office, position, seen_from
from hypothesis import given, settings
from hypothesis import strategies as st
from river_towns import ARTICLE, TOWNS
from slow_rules import groups, lasting, linked_chronology, meet, slow_disputes

from karabakh import (
    Bounds,
    Certainty,
    EdtfError,
    Link,
    LinkKind,
    Proposition,
    PropositionKind,
    Source,
    Stance,
    When,
)
from karabakh.reasoning import disputes, stances

FOR, AGAINST, UNDECIDED = Stance.SUPPORTS, Stance.OPPOSES, Stance.UNDECIDED


def what(each):
    bounds, time = each.held.bounds, each.held.doc_time_rel
    return str((each.holder, each.stance, each.position.id, bounds, time))


def what_is_held(each):
    return str((each.holder, each.stance, each.position.id, each.bounds, each.doc_time_rel))


def camps(dispute):
    return sorted(map(what_is_held, [*dispute.supporters, *dispute.opponents]))


@settings(max_examples=200)
@given(debates())
def test_they_are_what_the_slow_rules_return(dataset):
    slow = [(name, sorted(map(what, rows)), rows) for name, rows in slow_disputes(dataset)]
    fast = disputes(dataset)
    chronology = linked_chronology(dataset)
    for each in fast:
        (rows,) = [
            r for name, stated, r in slow if (name, stated) == (each.proposition, camps(each))
        ]
        pairs = [(a, b) for a in rows for b in rows if meet(chronology, a, b)]
        stated = [(what_is_held(a), what_is_held(b)) for a, b in each.pairs()]
        assert sorted(stated) == sorted((what(a), what(b)) for a, b in pairs)
        assert each.certainty.rank == max(min(a.rank, b.rank) for a, b in pairs)
        assert each.premises in [tuple(pair) for pair in each.pairs()]
    assert {name for each in fast for name in (each.proposition, *each.also)} == {
        name for name, *_ in slow
    }


@settings(max_examples=100)
@given(debates())
def test_what_rests_on_the_same_positions_is_stated_once(dataset):
    rests_on = [frozenset(each.position.id for each in rows) for _, rows in slow_disputes(dataset)]
    largest = {each for each in rests_on if not any(each < other for other in rests_on)}
    stated = [
        frozenset(each.position.id for each in (*found.supporters, *found.opponents))
        for found in disputes(dataset)
    ]
    assert set(stated) == largest
    assert len(stated) == len(largest)


@settings(max_examples=100)
@given(debates(), st.integers(0, 99))
def test_the_order_of_the_records_does_not_matter(dataset, seed):
    order = random.Random(seed)  # noqa: S311 (no secret)
    mixed = {name: order.sample(each, len(each)) for name, each in dataset.collections()}
    expected = [(each, camps(each)) for each in disputes(dataset)]
    found = disputes(attrs.evolve(dataset, **mixed))
    assert [(each, camps(each)) for each in found] == expected


@settings(max_examples=100)
@given(debates(), st.sampled_from(["2001", "2002-05-07", "2002-06/2003"]))
def test_at_a_time_there_are_those_stances_alone_that_may_be_held_then(dataset, at):
    held = {what_is_held(each) for each in stances(dataset, at=at)}
    days = When(at).bounds
    # What is claimed to have happened is claimed after its day, too.
    claimed = {
        what(row)
        for group in groups(dataset)
        for row in group
        if dataset.propositions[row.proposition].kind is PropositionKind.FACT
        and row.held.bounds.start_earliest <= days.end_latest
        and days.start_earliest <= lasting(row, group).claimed_until
    }
    for each in disputes(dataset, at=at):
        assert held | claimed >= {*camps(each)}


def sides(dataset, **options):
    return [
        (
            each.proposition,
            sorted({found.holder for found in each.supporters}),
            sorted({found.holder for found in each.opponents}),
        )
        for each in disputes(dataset, **options)
    ]


# -- who meets whom


def test_different_holders_of_opposite_stances_dispute():
    dataset = debate(
        position("a", "town", "p", FOR),
        position("b", "league", "p", AGAINST),
        position("c", "clerk", "p", UNDECIDED),
        position("d", "chair", "q", AGAINST),
    )
    (found,) = disputes(dataset)
    assert sides(dataset) == [("p", ["town"], ["league"])]
    assert found.span == When.unknown().bounds
    assert found.describe() == "town supports this, league opposes it: p"


def test_nobody_disputes_with_itself_or_with_whom_it_speaks_for():
    dataset = debate(
        position("a", "chair", "p", FOR, "2001-05-07"),
        position("b", "chair", "p", AGAINST, "2001-05-07"),
        office("chair", "town", "2001-01-01/2001-12-31"),
    )
    assert disputes(dataset) == ()


def test_who_speaks_for_another_may_differ_from_what_that_says_itself():
    dataset = debate(
        position("a", "chair", "p", FOR, "2001-05-07"),
        position("b", "town", "p", AGAINST, "2001-05-07"),
        office("chair", "town", "2001-01-01/2001-12-31"),
    )
    assert sides(dataset) == [("p", ["chair"], ["town"])]


@pytest.mark.parametrize(
    ("first", "second", "is_disputed"),
    [
        ("2001", "2001-05-07", True),
        ("2001/..", "2003", True),
        ("2001", "", True),
        ("2001", "2002", False),
        ("2001-05-07", "2001-05-08", False),
    ],
)
def test_only_stances_that_may_be_held_at_one_time_meet(first, second, is_disputed):
    dataset = debate(
        position("a", "town", "p", FOR, first), position("b", "league", "p", AGAINST, second)
    )
    assert bool(disputes(dataset)) is is_disputed


@pytest.mark.parametrize(
    ("first", "second", "is_disputed"),
    [
        ("overlaps", "overlaps", True),
        ("before", "before", True),
        ("before", "overlaps", False),
        ("overlaps", "after", False),
    ],
)
def test_what_a_source_calls_over_it_sets_against_nothing_present(first, second, is_disputed):
    dataset = debate(
        Source(id="wire", title="Wire"),
        position("a", "town", "p", FOR, **seen_from("wire", first)),
        position("b", "league", "p", AGAINST, **seen_from("wire", second)),
    )
    assert bool(disputes(dataset)) is is_disputed
    other = debate(
        Source(id="wire", title="Wire"),
        Source(id="paper", title="Paper"),
        position("a", "town", "p", FOR, **seen_from("wire", first)),
        position("b", "league", "p", AGAINST, **seen_from("paper", second)),
    )
    assert disputes(other)


def test_links_set_apart():
    positions = position("a", "town", "p", FOR), position("b", "league", "p", AGAINST)
    link = Link(id="order", subject="a", kind=LinkKind.BEFORE, object="b")
    assert disputes(debate(*positions))
    assert not disputes(debate(*positions, link))


def test_a_stance_that_meets_nobody_is_in_no_camp():
    cited = seen_from("wire", "overlaps")
    dataset = debate(
        Source(id="wire", title="Wire"),
        position("a", "town", "p", FOR, **seen_from("wire", "before")),
        position("b", "league", "p", AGAINST, **cited),
        position("c", "clerk", "p", FOR, **cited),
    )
    assert sides(dataset) == [("p", ["clerk"], ["league"])]


# -- spans


@pytest.mark.parametrize(
    ("town", "clerk"),
    [
        ("2001-01-01/2010-12-31", "2001-06-01/2001-06-30"),
        ("2001-06-01/2010-12-31", "2001-01-01/2001-01-31"),
    ],
)
def test_a_long_stance_connects_what_is_apart_from_short_stances(town, clerk):
    dataset = debate(
        position("a", "town", "p", FOR, town),
        position("b", "league", "p", AGAINST, "2001-01-01/2001-12-31"),
        position("c", "clerk", "p", FOR, clerk),
        position("d", "chair", "p", AGAINST, "2008-01-01/2008-12-31"),
    )
    assert sides(dataset) == [("p", ["clerk", "town"], ["chair", "league"])]


def test_what_is_disputed_again_later_is_another_dispute():
    dataset = debate(
        position("a", "town", "p", FOR, "2001-05-01/2001-05-31"),
        position("b", "league", "p", AGAINST, "2001-05-20/2001-06-30"),
        position("c", "town", "p", FOR, "2003-05-07"),
        position("d", "clerk", "p", AGAINST, "2003-05-07"),
        position("e", "chair", "p", UNDECIDED, "2003-05-07"),
        position("f", "league", "p", AGAINST, "2005"),
    )
    first, second = disputes(dataset)
    assert first.span == Bounds.inside(730625, 730636)
    assert str(first.span) == "start 2001-05-20 to 2001-05-31, end 2001-05-20 to 2001-05-31"
    assert str(second.span) == "2003-05-07"
    assert sides(dataset, at="2003-05-07") == [("p", ["town"], ["clerk"])]


def test_a_stance_that_lasts_joins_all_that_it_meets():
    dataset = debate(
        position("a", "town", "p", FOR, "2001/.."),
        position("b", "league", "p", AGAINST, "2002"),
        position("c", "clerk", "p", AGAINST, "2005"),
    )
    (found,) = disputes(dataset)
    assert len(list(found.pairs())) == 2


# -- several sides of one dispute


def test_it_is_stated_on_what_is_implied_with_what_implies_it():
    dataset = debate(
        Proposition(id="p", text="P.", implies=("q",)),
        Proposition(id="q", text="Q.", implies=("r",)),
        position("a", "town", "p", FOR),
        position("b", "chair", "p", FOR),
        position("c", "league", "r", AGAINST),
    )
    (found,) = disputes(dataset)
    assert (found.proposition, found.also) == ("r", ("p", "q"))


def test_it_is_stated_where_both_camps_say_so_themselves_if_there_is_such_a_place():
    dataset = debate(
        Proposition(id="p", text="P.", implies=("q",)),
        position("a", "town", "p", FOR),
        position("b", "clerk", "p", AGAINST),
        position("c", "league", "q", AGAINST),
    )
    (found,) = disputes(dataset)
    assert (found.proposition, found.also) == ("p", ("q",))


def test_two_disputes_that_share_but_some_positions_are_two():
    dataset = debate(
        Proposition(id="p", text="P.", implies=("q",)),
        position("a", "town", "p", FOR),
        position("b", "clerk", "p", AGAINST),
        position("c", "league", "q", AGAINST),
        position("d", "chair", "q", FOR),
    )
    assert [(each.proposition, each.also) for each in disputes(dataset)] == [("p", ()), ("q", ())]


def test_what_excludes_each_other_is_disputed_by_its_supporters():
    dataset = debate(
        Proposition(id="p", text="P.", excludes=("q",)),
        position("a", "town", "p", FOR),
        position("b", "league", "q", FOR),
    )
    (found,) = disputes(dataset)
    assert {found.proposition, *found.also} == {"p", "q"}


# -- certainty, and what it rests on


def test_it_is_as_certain_as_its_firmest_pair_and_shows_the_others_beside_it():
    hedged = Certainty.POSSIBLE
    dataset = debate(
        position("a", "town", "p", FOR),
        position("b", "clerk", "p", FOR, certainty=hedged),
        position("c", "league", "p", AGAINST, certainty=hedged),
        position("d", "chair", "p", AGAINST, certainty=Certainty.PROBABLE),
    )
    (found,) = disputes(dataset)
    assert found.certainty is Certainty.PROBABLE
    assert [each.position.id for each in found.premises] == ["a", "d"]
    assert {each.position.id for each in found.details} == {"b", "c"}


def test_bad_times_are_refused():
    with pytest.raises(EdtfError):
        disputes(ARTICLE, at="some time")


# -- the two datasets


def test_on_the_article_azerbaijani_rule_is_disputed():
    found, _ = disputes(ARTICLE)
    assert (found.proposition, found.also) == ("azerbaijani-rule", ("stronger-control",))
    assert [(each.holder, each.rule) for each in found.supporters] == [
        ("aliyev", "implication"),
        ("azerbaijan", "implication"),
    ]
    (refusal,) = found.opponents
    assert refusal.premises == (ARTICLE["ethnic-armenians-reject-rule"],)
    assert not refusal.is_derived
    assert found.certainty is Certainty.PROBABLE
    ((implying, _),) = (each.premises[:2] for each in found.supporters[:1])
    assert implying.position is ARTICLE["aliyev-wants-stronger-control"]
    assert len(list(found.pairs())) == 2


def test_in_the_towns_the_isle_the_tolls_the_payment_and_the_fire_are_disputed():
    assert sides(TOWNS) == [
        ("isle-of-ambry", ["courier-writer"], ["ferry-folk", "tolvan"]),
        ("tolls-shared", ["marsh", "tolvan"], ["ambry"]),
        ("tolvan-pays", ["ambry", "verrin"], ["tolvan"]),
        ("watch-burnt-mill", ["courier-writer"], ["gazette-writer"]),
    ]
    assert [each.also for each in disputes(TOWNS)] == [
        ("isle-of-both-banks",),
        ("tolls-kept", "tolls-split"),
        (),
        ("fire-by-accident",),
    ]
