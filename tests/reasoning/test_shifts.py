import random

import attrs
import pytest
from debates import debate, debates, office, position, seen_from
from hypothesis import given, settings
from hypothesis import strategies as st
from river_towns import ARTICLE, TOWNS
from slow_rules import slow_shifts

from karabakh import (
    Actor,
    ActorKind,
    Basis,
    Certainty,
    DocTimeRel,
    Event,
    EventKind,
    Link,
    LinkKind,
    Participant,
    ParticipantRole,
    PositionForm,
    Proposition,
    Relation,
    RelationKind,
    Source,
    Stance,
    When,
)
from karabakh.reasoning import OrderedBy, StanceCheck, contradictions, shifts

FOR, AGAINST, UNDECIDED = Stance.SUPPORTS, Stance.OPPOSES, Stance.UNDECIDED


def stated(dataset):
    return [(each.earlier.position.id, each.later.position.id) for each in shifts(dataset)]


@settings(max_examples=200)
@given(debates())
def test_they_are_what_the_slow_rules_return(dataset):
    slow = slow_shifts(dataset)
    found = shifts(dataset)
    assert len(found) == len(slow)
    for each in found:
        pair = each.earlier.position.id, each.later.position.id
        stated = [
            names
            for (holder, befores, afters), names in slow.items()
            if holder == each.holder and pair[0] in befores and pair[1] in afters
        ]
        assert {each.proposition, *each.also} in stated


@settings(max_examples=100)
@given(debates(), st.integers(0, 99))
def test_the_order_of_the_records_does_not_matter(dataset, seed):
    order = random.Random(seed)  # noqa: S311 (no secret)
    mixed = {name: order.sample(each, len(each)) for name, each in dataset.collections()}
    assert shifts(attrs.evolve(dataset, **mixed)) == shifts(dataset)


@settings(max_examples=100)
@given(debates())
def test_no_pair_is_a_shift_and_a_contradiction(dataset):
    changed = {_pair(each.earlier, each.later) for each in shifts(dataset)}
    clashing = {
        _pair(*pair)
        for clash in contradictions(dataset)
        if isinstance(clash, StanceCheck)
        for pair in clash.pairs()
    }
    assert changed.isdisjoint(clashing)


def _pair(a, b):
    return frozenset((x.holder, x.proposition, x.stance, x.position.id, x.bounds) for x in (a, b))


@settings(max_examples=100)
@given(debates())
def test_each_has_one_holder_and_two_stances_and_is_no_firmer_than_its_claims(dataset):
    for each in shifts(dataset):
        assert each.earlier.holder == each.later.holder == each.holder
        assert each.earlier.proposition == each.later.proposition == each.proposition
        assert each.earlier.stance is not each.later.stance
        assert each.basis is Basis.INFERRED
        weakest = Certainty.weakest(
            [each.earlier.certainty, each.later.certainty, *(c.certainty for c in each.claims)]
        )
        assert each.certainty.rank <= weakest.rank


# -- what orders two stances


def test_dates_order():
    dataset = debate(
        position("then", "town", "p", FOR, "2001"),
        position("now", "town", "p", AGAINST, "2003-05-07"),
    )
    (found,) = shifts(dataset)
    assert (found.earlier.position.id, found.later.position.id) == ("then", "now")
    assert found.ordered_by is OrderedBy.DATES
    assert found.certainty is Certainty.CERTAIN


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2001", "2001"),
        ("2001", "2001-05"),
        ("", "2003"),
        ("", ""),
        ("2001/2003", "2002/2004"),
        ("2001-05-07", "2001-05-07"),
        ("../2003", "2001"),
    ],
)
def test_opposite_stances_whose_order_is_not_known_are_no_shift(first, second):
    dataset = debate(
        position("x", "town", "p", FOR, first), position("y", "town", "p", AGAINST, second)
    )
    assert shifts(dataset) == ()


def test_the_days_on_which_sources_were_made_order():
    dataset = debate(
        Source(id="old", title="Old", published=When("2001-05-07")),
        Source(id="new", title="New", published=When("2003-05-07")),
        position("x", "town", "p", FOR, **seen_from("old", "overlaps")),
        position("y", "town", "p", AGAINST, **seen_from("new", "overlaps")),
    )
    assert [each.ordered_by for each in shifts(dataset)] == [OrderedBy.DATES]


@pytest.mark.parametrize(
    ("earlier", "later", "is_shift"),
    [
        ("before", "overlaps", True),
        ("before", "after", True),
        ("overlaps", "after", True),
        ("overlaps", "overlaps", False),
        ("before", "before", False),
        ("after", "after", False),
    ],
)
def test_one_source_orders_what_it_sees_before_at_and_after_its_creation(earlier, later, is_shift):
    dataset = debate(
        Source(id="wire", title="Wire"),
        position("x", "town", "p", FOR, **seen_from("wire", earlier)),
        position("y", "town", "p", AGAINST, **seen_from("wire", later)),
    )
    assert stated(dataset) == ([("x", "y")] if is_shift else [])
    assert all(each.ordered_by is OrderedBy.SOURCE for each in shifts(dataset))


def test_two_sources_of_unknown_date_order_nothing():
    dataset = debate(
        Source(id="one", title="One"),
        Source(id="two", title="Two"),
        position("x", "town", "p", FOR, **seen_from("one", "before")),
        position("y", "town", "p", AGAINST, **seen_from("two", "overlaps")),
        position("z", "clerk", "p", FOR, doc_time_rel=None),
    )
    assert shifts(dataset) == ()


def test_links_order_and_are_then_among_the_premises():
    order = Link(
        id="order",
        subject="x",
        kind=LinkKind.BEFORE,
        object="y",
        certainty=Certainty.PROBABLE,
    )
    positions = position("x", "town", "p", FOR), position("y", "town", "p", AGAINST)
    dataset = debate(order, *positions)
    (found,) = shifts(dataset)
    assert found.ordered_by is OrderedBy.LINKS
    assert found.premises == (found.earlier, found.later, order)
    assert found.certainty is Certainty.PROBABLE


@pytest.mark.parametrize(
    ("subject", "object", "is_shift"),
    [
        ("said", "gainsaid", True),
        ("x", "gainsaid", True),
        ("said", "y", True),
        ("fire", "y", False),
    ],
)
def test_positions_are_known_to_be_held_in_the_events_that_express_them(subject, object, is_shift):
    events = [
        Event(id=name, title=name, kind=EventKind.STATEMENT)
        for name in ("said", "gainsaid", "fire")
    ]
    dataset = debate(
        *events,
        Link(id="order", subject=subject, kind=LinkKind.BEFORE, object=object),
        position("x", "town", "p", FOR, expressed_in="said"),
        position("y", "town", "p", AGAINST, expressed_in="gainsaid"),
    )
    assert stated(dataset) == ([("x", "y")] if is_shift else [])


def test_of_several_chains_of_links_the_shortest_is_among_the_premises():
    names = ("said", "gainsaid", "vote")
    dataset = debate(
        *(Event(id=name, title=name, kind=EventKind.STATEMENT) for name in names),
        *(
            Link(id=f"{one}-{other}", subject=one, kind=LinkKind.BEFORE, object=other)
            for one, other in [("x", "vote"), ("vote", "y"), ("said", "gainsaid")]
        ),
        position("x", "town", "p", FOR, expressed_in="said"),
        position("y", "town", "p", AGAINST, expressed_in="gainsaid"),
    )
    (found,) = shifts(dataset)
    assert found.premises == (found.earlier, found.later, dataset["said-gainsaid"])


def test_a_doubtful_date_that_the_order_needs_makes_it_probable():
    dataset = debate(
        position("x", "town", "p", FOR, "2001~"), position("y", "town", "p", AGAINST, "2003")
    )
    assert [each.certainty for each in shifts(dataset)] == [Certainty.PROBABLE]


# -- consecutive changes


def test_passed_up_and_taken_up_again_is_two_shifts():
    dataset = debate(
        position("a", "town", "p", FOR, "2001"),
        position("b", "town", "p", FOR, "2002"),
        position("c", "town", "p", AGAINST, "2004"),
        position("d", "town", "p", AGAINST, "2005"),
        position("e", "town", "p", FOR, "2007"),
    )
    assert stated(dataset) == [("b", "c"), ("d", "e")]


def test_to_be_undecided_is_a_stance_that_one_can_come_to():
    dataset = debate(
        position("a", "town", "p", FOR, "2001"),
        position("b", "town", "p", UNDECIDED, "2002"),
        position("c", "town", "p", AGAINST, "2003"),
    )
    assert stated(dataset) == [("a", "b"), ("b", "c")]


def test_different_holders_and_different_propositions_do_not_change():
    dataset = debate(
        position("a", "town", "p", FOR, "2001"),
        position("b", "league", "p", AGAINST, "2003"),
        position("c", "town", "q", AGAINST, "2003"),
    )
    assert shifts(dataset) == ()


def test_a_recorded_stance_stands_before_a_derived_one_of_the_same_time():
    dataset = debate(
        position("a", "town", "p", FOR, "2001"),
        position("b", "chair", "p", AGAINST, "2003-05-07"),
        position("c", "town", "p", AGAINST, "2003-05-07"),
        office("chair", "town", "2002/2004"),
    )
    assert stated(dataset) == [("a", "c")]


def test_one_change_seen_on_several_propositions_is_stated_once():
    dataset = debate(
        Proposition(id="p", text="P.", excludes=("q",)),
        position("a", "town", "p", FOR, "2001"),
        position("b", "town", "q", FOR, "2003"),
    )
    (found,) = shifts(dataset)
    assert {found.proposition, *found.also} == {"p", "q"}
    assert found.proposition == "q", "where the later stance is recorded"


def test_what_another_proposition_shows_to_have_something_between_is_no_shift():
    dataset = debate(
        Proposition(id="p", text="P.", excludes=("q",)),
        position("a", "town", "p", FOR, "2001"),
        position("b", "town", "p", AGAINST, "2002"),
        position("c", "town", "q", FOR, "2003"),
    )
    assert stated(dataset) == [("a", "b")]


def test_positions_that_are_one_but_differ_in_stance_are_no_shift():
    dataset = debate(
        position("then", "town", "p", FOR, "2001"),
        position("then-too", "town", "p", AGAINST),
        position("now", "town", "p", AGAINST, "2003"),
        position("now-too", "town", "p", FOR),
        Link(id="same-then", subject="then", kind=LinkKind.SAME_AS, object="then-too"),
        Link(id="same-now", subject="now", kind=LinkKind.SAME_AS, object="now-too"),
    )
    assert stated(dataset) == []


# -- what sources say of it


def claim(name, when="", **fields):
    return Event(
        id=name,
        title=name,
        kind=EventKind.STANCE_CHANGE,
        participants=(Participant(actor="town", role=ParticipantRole.INITIATOR),),
        about=("p",),
        when=When(when) if when else When.unknown(),
        **fields,
    )


def test_claims_of_a_change_count_where_they_may_be_of_this_one():
    dataset = debate(
        position("a", "town", "p", FOR, "2001"),
        position("b", "town", "p", AGAINST, "2003"),
        position("c", "town", "p", FOR, "2005"),
        claim("undated"),
        claim("in-2002", "2002"),
        claim("in-2004", "2004"),
        attrs.evolve(claim("of-q"), about=("q",)),
        attrs.evolve(
            claim("of-others"),
            participants=(Participant(actor="clerk", role=ParticipantRole.INITIATOR),),
        ),
    )
    first, second = shifts(dataset)
    assert [each.id for each in first.claims] == ["in-2002", "undated"]
    assert [each.id for each in second.claims] == ["in-2004", "undated"]


def test_a_hedged_claim_makes_it_uncertain_and_a_hedged_reason_does_not():
    dataset = debate(
        position("a", "town", "p", FOR, "2001"),
        position("b", "town", "p", AGAINST, "2003"),
        claim("maybe", certainty=Certainty.POSSIBLE),
    )
    assert [each.certainty for each in shifts(dataset)] == [Certainty.POSSIBLE]
    reasons = [
        Link(id="of-claim", subject="q", kind=LinkKind.REASON_FOR, object="said"),
        Link(id="of-position", subject="q", kind=LinkKind.REASON_FOR, object="b"),
        Link(id="of-other", subject="q", kind=LinkKind.REASON_FOR, object="r"),
    ]
    hedged = [attrs.evolve(each, certainty=Certainty.UNKNOWN) for each in reasons]
    passed_reasons = debate(
        position("a", "town", "p", FOR, "2001"),
        position("b", "town", "p", AGAINST, "2003"),
        claim("said"),
        *hedged,
    )
    (found,) = shifts(passed_reasons)
    assert found.certainty is Certainty.CERTAIN
    assert {each.id for each in found.reasons} == {"of-claim", "of-position"}
    assert found.details == found.reasons


# -- the two datasets


def test_on_the_article_armenia_changed_and_nobody_else():
    (found,) = shifts(ARTICLE)
    assert (found.holder, found.proposition) == ("armenia", "region-independent")
    assert (found.earlier.stance, found.later.stance) == (FOR, AGAINST)
    assert not found.earlier.is_derived
    assert found.later.is_derived
    assert found.also == ("region-part-of-azerbaijan",)
    assert found.claims == (ARTICLE["armenia-stance-change"],)
    assert found.premises == (found.earlier, found.later, *found.claims)
    assert {each.id for each in found.reasons} == {
        "peace-explains-change",
        "weakness-explains-change",
    }
    assert found.certainty is Certainty.PROBABLE
    assert found.ordered_by is OrderedBy.SOURCE


def test_when_the_article_was_made_does_not_change_the_shift():
    dated = ARTICLE.with_publication_date("article", "2023-09-21")
    assert stated(dated) == stated(ARTICLE)


def test_on_the_towns_ambry_gave_up_sharing_the_tolls_and_took_it_up_again():
    second, first = shifts(TOWNS)
    assert (first.holder, first.proposition) == ("ambry", "tolls-shared")
    assert (second.holder, second.proposition) == ("ambry", "tolls-shared")
    assert (first.earlier.stance, first.later.stance) == (FOR, AGAINST)
    assert (second.earlier.stance, second.later.stance) == (AGAINST, FOR)
    assert stated(TOWNS) == [
        ("ambry-keeps-tolls", "ambry-shares-again"),
        ("ambry-shared-in-1885", "ambry-refused-in-1887"),
    ]
    assert second.also == ("tolls-kept",)
    assert first.certainty is second.certainty is Certainty.CERTAIN


def test_a_date_that_comes_by_a_hedged_link_makes_no_certain_shift():
    fire = Event(id="fire", title="Fire", kind=EventKind.OTHER, when=When("2001"))
    order = Link(id="order", subject="x", kind=LinkKind.BEFORE, object="fire")
    positions = position("x", "town", "p", FOR), position("y", "town", "p", AGAINST, "2003")
    for certainty, expected in [
        (Certainty.CERTAIN, [Certainty.CERTAIN]),
        (Certainty.PROBABLE, [Certainty.PROBABLE]),
        (Certainty.POSSIBLE, []),
    ]:
        dataset = debate(fire, attrs.evolve(order, certainty=certainty), *positions)
        assert [each.certainty for each in shifts(dataset)] == expected


# -- in words


def _described(*records):
    return [each.describe() for each in shifts(debate(*records))]


def test_support_that_ended_is_not_called_opposition():
    excluding = Proposition(id="q", text="q", excludes=("p",))
    conceded = position("x0", "town", "q", FOR, "2021", form=PositionForm.CONCESSION)
    (shift,) = shifts(debate(excluding, conceded, position("x1", "town", "p", FOR, "2023")))
    assert shift.earlier.no_longer_supports
    assert shift.describe() == "town no longer supported this in 2021 and supported it in 2023: p"
    undated = attrs.evolve(conceded, when=When.unknown())
    now = position("x1", "town", "p", FOR)
    order = Link(id="l", subject="x0", kind=LinkKind.BEFORE, object="x1")
    assert _described(excluding, undated, now, order) == [
        "town, which no longer supported this, now supports it: p"
    ]


def test_a_member_is_not_said_to_support_what_its_collective_does_without_it():
    club = Actor(id="club", kind=ActorKind.COLLECTIVE)
    member = Relation(
        id="m", subject="town", kind=RelationKind.MEMBER_OF, object="club", when=When("2010/2015")
    )
    held = position("x0", "club", "p", FOR, "2014/2020")
    own = position("x1", "town", "p", AGAINST, "2018")
    (shift,) = shifts(debate(club, member, held, own))
    assert shift.describe() == "town first supported this and then opposed it in 2018: p"
    assert not shift.earlier.when.is_known
    assert shift.earlier.describe().startswith("town supported this: p, since")


def test_a_later_stance_that_is_over_is_not_called_that_of_now():
    records = [
        position("x0", "town", "p", FOR, doc_time_rel=DocTimeRel.BEFORE),
        position("x1", "town", "p", AGAINST, doc_time_rel=DocTimeRel.BEFORE),
        Link(id="l", subject="x0", kind=LinkKind.BEFORE, object="x1"),
    ]
    assert _described(*records) == ["town first supported this and then opposed it: p"]


def test_what_is_left_open_is_named_before_the_word_open():
    left = position("x1", "town", "p", UNDECIDED, "2021")
    assert _described(position("x0", "town", "p", FOR, "2019"), left) == [
        "town supported this in 2019 and left it open in 2021: p"
    ]


def test_positions_of_one_identifier_are_no_error():
    records = (
        position("x", "town", "p", FOR, "2001", expressed_in="talks"),
        position("x", "town", "p", AGAINST, "2002"),
        position("y", "town", "p", AGAINST, "2003"),
        Event(id="talks", title="talks", kind=EventKind.OTHER),
        Link(id="x-first", subject="x", kind=LinkKind.BEFORE, object="y"),
    )
    assert shifts(debate(*records))
