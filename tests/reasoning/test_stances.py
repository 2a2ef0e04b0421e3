from collections import Counter

import attrs
import pytest
from debates import debate, debates, office, position, seen_from
from hypothesis import given, settings
from river_towns import ARTICLE, TOWNS
from slow_rules import taken

from karabakh import (
    Actor,
    ActorKind,
    Basis,
    Certainty,
    Citation,
    DocTimeRel,
    EdtfError,
    Event,
    EventKind,
    Link,
    LinkKind,
    Proposition,
    Relation,
    RelationKind,
    Source,
    Stance,
    Truth,
    UnknownIdError,
    When,
)
from karabakh.model import build_chronology
from karabakh.reasoning import Stances, shifts, stance, stances
from karabakh.reasoning._intervals import intervals_of

FOR, AGAINST, UNDECIDED = Stance.SUPPORTS, Stance.OPPOSES, Stance.UNDECIDED


def derived(dataset):
    return {
        (each.holder, each.proposition, each.stance, each.rule)
        for each in stances(dataset)
        if each.is_derived
    }


def what(each):
    time = each.bounds, each.doc_time_rel
    return each.holder, each.proposition, each.stance, each.position.id, *time, each.certainty.rank


@settings(max_examples=200)
@given(debates())
def test_the_rules_return_what_they_return_when_applied_slowly(dataset):
    slow = Counter(
        (
            each.holder,
            each.proposition,
            each.stance,
            each.position.id,
            each.held.bounds,
            each.held.doc_time_rel,
            each.rank,
        )
        for each in taken(dataset)
    )
    assert Counter(map(what, stances(dataset))) == slow


@settings(max_examples=50)
@given(debates())
def test_asking_for_few_gives_the_same_as_choosing_from_all(dataset):
    everything = stances(dataset)
    for actor in dataset.actors.ids:
        assert list(stances(dataset, holder=actor)) == [s for s in everything if s.holder == actor]
        for proposition in dataset.propositions.ids:
            assert list(stance(dataset, actor, proposition).stances) == [
                s for s in everything if (s.holder, s.proposition) == (actor, proposition)
            ]
    for proposition in dataset.propositions.ids:
        chosen = [s for s in everything if s.proposition == proposition]
        assert list(stances(dataset, proposition=proposition)) == chosen


@settings(max_examples=100)
@given(debates(ties=False))
def test_the_time_of_a_position_is_never_narrower_than_the_records_allow(dataset):
    chronology, times = build_chronology(dataset), intervals_of(dataset)
    if chronology.inconsistency is not None:
        return
    for each in dataset.positions:
        cheap, full = times.of(each).bounds, chronology.bounds(each.id)
        assert (
            cheap.start_earliest <= full.start_earliest <= full.start_latest <= cheap.start_latest
        )
        assert cheap.end_earliest <= full.end_earliest <= full.end_latest <= cheap.end_latest


@settings(max_examples=100)
@given(debates())
def test_at_a_time_there_is_what_may_be_held_then(dataset):
    for text in ("2002-05-07", "2001", "2002-05/2003", "[2001,2003]"):
        found = {what_at(each) for each in stances(dataset, at=text)}
        expected = {
            what_at(each) for each in stances(dataset) if _held(each, When(text)) is not Truth.NO
        }
        assert found == expected


def what_at(each):
    return what(each)[:-1]


def _held(each, at):
    """By the days of each alternative, one by one, out of what may have been."""
    begun, over = (
        (each.bounds.start_earliest, each.bounds.start_latest),
        (
            each.bounds.end_earliest,
            each.bounds.end_latest,
        ),
    )
    answers = set()
    for other in at.alternatives:
        never = other.end_latest < begun[0] or over[1] < other.start_earliest
        surely = begun[1] <= other.end_earliest and other.start_latest <= over[0]
        answers.add(Truth.NO if never else Truth.YES if surely else Truth.UNKNOWN)
    return answers.pop() if len(answers) == 1 else Truth.UNKNOWN


# -- each rule


def test_who_holds_office_speaks_for_whom_it_represents_and_not_the_other_way_round():
    dataset = debate(
        position("x", "chair", "p", UNDECIDED, when="2001-05-07"),
        position("y", "town", "q", when="2001-05-07"),
        office("chair", "town", "2000/2002"),
    )
    assert derived(dataset) == {("town", "p", UNDECIDED, "office-holder")}


@pytest.mark.parametrize(
    ("when", "in_office", "certainty"),
    [
        ("2001-05-07", "2000/2002", Certainty.PROBABLE),
        ("2001-05-07", "2001/2002", Certainty.POSSIBLE),
        ("2001", "2001-05-07/..", Certainty.POSSIBLE),
        ("", "2001/2002", Certainty.POSSIBLE),
        ("2003", "2001/2002", None),
    ],
)
def test_only_while_in_office_and_only_possibly_where_that_is_not_known(when, in_office, certainty):
    dataset = debate(position("x", "chair", "p", when=when), office("chair", "town", in_office))
    assert [each.certainty for each in stance(dataset, "town", "p").stances] == (
        [certainty] if certainty else []
    )


@pytest.mark.parametrize(
    ("of_office", "of_membership", "expected"),
    [
        ((), (), FOR),
        (("clerk",), (), None),
        ((), ("league",), None),
        (("clerk",), ("league",), None),
    ],
)
def test_what_rests_on_ties_by_the_word_of_actors_is_held_by_no_other(
    of_office, of_membership, expected
):
    years = When("2000/2010")
    member = Relation(
        id="m",
        subject="town",
        kind=RelationKind.MEMBER_OF,
        object="club",
        when=years,
        according_to=of_membership,
    )
    dataset = debate(
        Actor(id="club", kind=ActorKind.COLLECTIVE),
        office("chair", "club", "2000/2010", according_to=of_office),
        member,
        position("x", "chair", "p", FOR, "2001-05-07"),
    )
    found = stance(dataset, "town", "p", at="2001-05-07")
    assert (found.stance, found.possible) == (expected, (FOR,))
    assert found.stances[0].according_to == (*of_office, *of_membership)


def test_a_collective_speaks_for_its_members_too_if_it_does_on_behalf_of_another():
    dataset = debate(
        Actor(id="club", kind=ActorKind.COLLECTIVE, members=("town",)),
        position("x", "club", "p", on_behalf_of="league"),
    )
    assert {each.holder for each in stances(dataset)} == {"club", "league", "town"}


def test_a_derived_stance_is_held_while_both_the_position_and_the_office_are():
    dataset = debate(
        position("x", "chair", "p", when="2001-01-01/2005-12-31"),
        office("chair", "town", "2003-04-01/2008-04-01"),
    )
    (found,) = stance(dataset, "town", "p").stances
    assert str(found.bounds) == "start 2003-04-01, end 2005-12-31"


@pytest.mark.parametrize(
    ("held", "in_office", "doc_time_rel", "certainty"),
    [
        (DocTimeRel.OVERLAPS, DocTimeRel.OVERLAPS, DocTimeRel.OVERLAPS, Certainty.CERTAIN),
        (DocTimeRel.BEFORE, DocTimeRel.OVERLAPS, DocTimeRel.BEFORE, Certainty.POSSIBLE),
        (DocTimeRel.OVERLAPS, DocTimeRel.BEFORE, DocTimeRel.BEFORE, Certainty.POSSIBLE),
        (DocTimeRel.AFTER, DocTimeRel.AFTER, DocTimeRel.AFTER, Certainty.POSSIBLE),
        (DocTimeRel.OVERLAPS, None, None, Certainty.POSSIBLE),
        (DocTimeRel.AFTER, None, DocTimeRel.AFTER, Certainty.POSSIBLE),
        (DocTimeRel.BEFORE, DocTimeRel.AFTER, None, None),
    ],
)
def test_seen_from_one_source_the_two_share_what_both_have(
    held, in_office, doc_time_rel, certainty
):
    cited = (Citation("wire", 1),)
    dataset = debate(
        Source(id="wire", title="Wire"),
        position("x", "chair", "p", doc_time_rel=held, citations=cited),
        office("chair", "town", doc_time_rel=in_office, citations=cited),
    )
    found = [(each.doc_time_rel, each.certainty) for each in stance(dataset, "town", "p").stances]
    assert found == ([(doc_time_rel, certainty)] if certainty else [])


def test_what_a_collective_holds_its_members_hold_if_it_lists_them():
    dataset = debate(
        Actor(id="both", kind=ActorKind.COLLECTIVE, members=("town", "league", "nobody")),
        Actor(id="club", kind=ActorKind.ORGANISATION, members=("town",)),
        position("x", "both", "p"),
        position("y", "club", "q"),
        Relation(id="z", subject="chair", kind=RelationKind.MEMBER_OF, object="club"),
    )
    assert derived(dataset) == {
        ("town", "p", FOR, "member-of-collective"),
        ("league", "p", FOR, "member-of-collective"),
    }


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        (("p", FOR), {("q", FOR, "implication"), ("r", AGAINST, "exclusion")}),
        (("p", AGAINST), set()),
        (("p", UNDECIDED), set()),
        (("q", FOR), {("r", AGAINST, "exclusion")}),
        (("q", AGAINST), {("p", AGAINST, "contraposition")}),
        (("r", FOR), {("q", AGAINST, "exclusion"), ("p", AGAINST, "contraposition")}),
        (("r", AGAINST), set()),
    ],
)
def test_what_a_stance_commits_to(taken, expected):
    dataset = debate(
        Proposition(id="p", text="P.", implies=("q",)),
        Proposition(id="q", text="Q.", excludes=("r", "nothing"), implies=("nothing",)),
        position("x", "town", *taken),
    )
    assert derived(dataset) == {("town", *each) for each in expected}


def test_cycles_end_and_what_contradicts_itself_is_stated():
    dataset = debate(
        Proposition(id="p", text="P.", implies=("q",)),
        Proposition(id="q", text="Q.", implies=("p",), excludes=("q",)),
        office("chair", "town"),
        office("town", "chair"),
        position("x", "chair", "p"),
    )
    found = stances(dataset)
    assert len(found) == len({each.describe() for each in found}) == 8
    assert {each.stance for each in stance(dataset, "town", "p").stances} == {FOR, AGAINST}
    assert stance(dataset, "town", "p").stance is None


def test_a_longer_way_counts_only_where_it_is_firmer_or_at_another_time():
    hedged = Certainty.POSSIBLE
    dataset = debate(
        Proposition(id="p", text="P.", implies=("q", "r"), certainty=hedged),
        position("x", "town", "p"),
    )
    assert sum(each.is_derived for each in stances(dataset)) == 2
    detour = debate(
        Proposition(id="p", text="P.", implies=("q",)),
        Proposition(id="q", text="Q.", implies=("r",)),
        Proposition(id="r", text="R."),
        position("x", "town", "p"),
    )
    assert [each.rule for each in stance(detour, "town", "r").stances] == ["implication"]
    offices = debate(
        position("x", "chair", "p", when="2000/2009"),
        office("chair", "town", "2001/2003"),
        office("chair", "league", "2005/2007"),
        office("league", "town", "2005/2007"),
    )
    assert len(stance(offices, "town", "p").stances) == 2


def test_certainty_is_the_least_on_the_way():
    dataset = debate(
        Proposition(id="p", text="P.", implies=("q",), certainty=Certainty.PROBABLE),
        position("x", "chair", "p", when="2001-05-07"),
        office("chair", "town", "2001-05-01/2001-06-01"),
    )
    found = {(each.holder, each.proposition): each for each in stances(dataset)}
    assert found["town", "p"].certainty is Certainty.PROBABLE, "its words name no office"
    assert found["town", "q"].certainty is found["chair", "q"].certainty is Certainty.PROBABLE


def test_a_doubtful_date_makes_the_answer_at_a_time_probable_and_no_other():
    dataset = debate(position("x", "town", "p", when="2001-05~"))
    assert stances(dataset)[0].certainty is Certainty.CERTAIN
    assert stances(dataset, at="2001")[0].certainty is Certainty.PROBABLE
    doubtful = debate(position("x", "town", "p", when="2001-05-07?"))
    found = stance(doubtful, "town", "p", at="2001-05-07")
    assert (found.certainty, found.stances[0].certainty) == (Certainty.PROBABLE, Certainty.CERTAIN)


def test_a_position_that_a_coder_infers_is_no_more_stated_for_being_recorded():
    dataset = debate(position("x", "town", "p", basis=Basis.INFERRED), position("y", "town", "q"))
    assert [each.basis for each in stances(dataset)] == [Basis.INFERRED, Basis.STATED]
    assert not any(each.is_derived for each in stances(dataset))


def test_links_that_order_positions_narrow_their_times():
    dataset = debate(
        position("x", "town", "p"),
        Event(id="fire", title="Fire", kind=EventKind.OTHER, when=When("2001-05-07")),
        Link(id="order", subject="fire", kind=LinkKind.BEFORE, object="x"),
    )
    assert str(stances(dataset)[0].bounds) == "start 2001-05-07 to …, end 2001-05-07 to …"


# -- asking


def test_stated_comes_before_derived_and_both_are_there():
    dataset = debate(
        position("x", "town", "p", AGAINST),
        position("y", "chair", "p", FOR, when="2001"),
        office("chair", "town", "2000/2002"),
    )
    found = stance(dataset, "town", "p")
    assert [each.is_derived for each in found.stances] == [False, True]
    assert found.possible == (FOR, AGAINST)
    assert repr(found.stances) == "<1 stated and 1 derived stances>"


def test_what_a_holder_gave_up_is_not_its_stance():
    """Neither asked for any time, nor at one, nor by the record of what it once said."""
    dated = ARTICLE.with_publication_date("article", "2023-09-21")
    for dataset, at in ((ARTICLE, None), (dated, None), (dated, "2023-09-21")):
        now = stance(dataset, "armenia", "region-independent", at=at)
        assert (now.stance, now.last_known, now.no_longer_supports) == (None, None, True)
        assert now.certainty is Certainty.PROBABLE, "the exclusion goes across kinds"
    assert stance(ARTICLE, "armenia", "region-independent").former == (FOR,)


@pytest.mark.parametrize("at", ["1850", "2099"])
def test_of_long_before_and_long_after_the_article_nothing_is_known(at):
    dated = ARTICLE.with_publication_date("article", "2023-09-21")
    for dataset in (ARTICLE, dated):
        then = stance(dataset, "armenia", "region-independent", at=at)
        assert (then.stance, then.last_known, then.contested) == (None, None, ())


@pytest.mark.parametrize(
    ("stances_taken", "expected"),
    [
        ([(FOR, "2001"), (AGAINST, "2003")], AGAINST),
        ([(FOR, "2001"), (AGAINST, "2003"), (FOR, "2005")], FOR),
        ([(FOR, "2001"), (UNDECIDED, "2003")], UNDECIDED),
        ([(FOR, "2001"), (AGAINST, "2003"), (FOR, "")], AGAINST),
        ([(FOR, "2001"), (AGAINST, "2001")], None),
        ([(FOR, "2001"), (AGAINST, "")], FOR),
        ([(FOR, "2001/.."), (AGAINST, "2003-05-07")], FOR),
    ],
)
def test_the_last_stance_counts_where_it_is_known_which_is_the_last(stances_taken, expected):
    taken = [
        position(f"x{number}", "town", "p", *each) for number, each in enumerate(stances_taken)
    ]
    assert stance(debate(*taken), "town", "p", at="2010").last_known is expected


def test_links_show_which_is_the_last_and_what_is_possible_supersedes_nothing_firmer():
    taken = (position("x", "town", "p", FOR), position("y", "town", "p", AGAINST))
    order = Link(id="order", subject="x", kind=LinkKind.BEFORE, object="y")
    assert [each.later.stance for each in shifts(debate(*taken, order))] == [AGAINST]
    assert stance(debate(*taken), "town", "p").possible == (FOR, AGAINST)
    stated = position("x", "town", "p", FOR, "2001")
    spoken = position("y", "chair", "p", AGAINST, "2003-05-07")
    sure = debate(stated, spoken, office("chair", "town", "2002/2004"))
    assert stance(sure, "town", "p", at="2005").last_known is AGAINST
    restricted = debate(stated, spoken, office("chair", "town", "2003"))
    assert stance(restricted, "town", "p", at="2005").last_known is FOR


@pytest.mark.parametrize(("seen", "last_known"), [(None, FOR), ("before", None), ("after", None)])
def test_what_an_undated_source_dates_has_been_unless_a_source_places_it(seen, last_known):
    sources = [Source(id=name, title=name) for name in ("paper", "wire")]
    placed = seen_from("wire", seen) if seen else {}
    dataset = debate(*sources, position("x", "town", "p", FOR, "2001", **placed))
    assert stance(dataset, "town", "p").last_known is last_known


def test_what_is_surely_held_at_a_time_comes_before_what_may_be():
    dataset = debate(
        position("x", "town", "p", FOR, "2001"),
        position("y", "chair", "p", AGAINST, "2001-01-01/2001-12-31"),
        office("chair", "town", "2000/2002"),
    )
    found = stance(dataset, "town", "p", at="2001-05-07")
    assert (found.stance, found.possible) == (AGAINST, (FOR, AGAINST))


def test_it_is_a_sequence_that_makes_its_members_when_looked_at():
    found = stances(ARTICLE)
    assert isinstance(found[:3], Stances)
    assert list(found[:3]) == [found[0], found[1], found[2]]
    assert found[-1] == list(found)[-1]
    recorded = sum(not each.is_derived for each in found)
    derived = len(found) - recorded
    assert repr(found) == f"<{recorded} stated and {derived} derived stances>"
    assert stances(ARTICLE) == found


def test_who_is_not_there_is_an_error_and_who_says_nothing_is_not():
    with pytest.raises(UnknownIdError, match="did you mean 'armenia'"):
        stance(ARTICLE, "armenai", "peace-first")
    with pytest.raises(UnknownIdError, match="peace-fist"):
        stance(ARTICLE, "armenia", "peace-fist")
    with pytest.raises(EdtfError):
        stances(ARTICLE, at="yesterday")
    assert len(stance(ARTICLE, "fighters", "peace-first").stances) == 0


# -- the two datasets


def test_on_the_article_armenia_is_committed_by_its_prime_minister():
    earlier, later = stance(ARTICLE, "armenia", "region-independent").stances
    assert (earlier.stance, earlier.rule, earlier.doc_time_rel) == (
        FOR,
        "stated",
        DocTimeRel.BEFORE,
    )
    assert (later.stance, later.rule, later.doc_time_rel) == (
        AGAINST,
        "exclusion",
        DocTimeRel.OVERLAPS,
    )
    by_office, proposition = later.premises
    assert proposition is ARTICLE["region-part-of-azerbaijan"]
    assert by_office.rule == "office-holder"
    assert by_office.premises[1] is ARTICLE["pashinyan-prime-minister"]
    assert by_office.premises[0].premises == (ARTICLE["pashinyan-concedes"],)


def test_on_the_article_what_ties_propositions_is_the_coder_s_reading():
    tying = [each for each in ARTICLE.propositions if each.implies or each.excludes]
    assert {each.id for each in tying} == {"region-part-of-azerbaijan", "stronger-control"}
    assert all(each.basis is Basis.INFERRED and each.note for each in tying)


def test_on_the_article_nothing_is_derived_that_a_reader_would_not():
    assert {(each.holder, each.proposition) for each in stances(ARTICLE) if each.is_derived} == {
        ("aliyev", "azerbaijani-rule"),
        ("armenia", "region-independent"),
        ("armenia", "region-part-of-azerbaijan"),
        ("azerbaijan", "azerbaijani-rule"),
        ("azerbaijan", "secure-advantage"),
        ("azerbaijan", "stronger-control"),
        ("azerbaijan", "use-success"),
        ("de-facto-government", "region-part-of-azerbaijan"),
        ("ethnic-armenians", "stronger-control"),
        ("pashinyan", "region-independent"),
    }


def test_on_the_towns_time_decides_who_speaks_for_ambry():
    at_once = stance(TOWNS, "ambry", "inspection", at="1887-07-04")
    assert {each.position.id for each in at_once.stances} == {
        "verrin-refuses-inspection",
        "verrin-welcomes-inspection",
    }
    assert (at_once.stance, at_once.possible) == (None, (FOR, AGAINST))
    assert len(stances(TOWNS, holder="ambry", proposition="inspection", at="1889")) == 0
    found = stances(TOWNS, proposition="river-free")
    members = {each.holder for each in found if each.is_derived}
    assert members == {"ambry", "tolvan"}


def test_on_the_towns_the_tolls_were_refused_then_and_are_shared_now():
    all_of_1885 = "1885-01-01/1885-12-31"
    assert stance(TOWNS, "ambry", "tolls-shared", at=all_of_1885).stance is FOR
    assert FOR in stance(TOWNS, "ambry", "tolls-shared", at="1885-06-01").possible
    assert stance(TOWNS, "ambry", "tolls-shared", at="1887-07-05").stance is AGAINST
    assert stance(TOWNS, "ambry", "tolls-shared", at="1888-12").stance is FOR


def test_an_office_that_is_over_leaves_nothing_later_to_whom_it_represented():
    dataset = debate(
        Source(id="wire", title="Wire"),
        position("x", "chair", "p"),
        office("chair", "town", doc_time_rel=DocTimeRel.BEFORE, citations=(Citation("wire", 1),)),
    )
    (found,) = stance(dataset, "town", "p").stances
    assert (found.source, found.doc_time_rel) == ("wire", DocTimeRel.BEFORE)
    assert found.certainty is Certainty.POSSIBLE


def test_a_collective_speaks_for_its_members_beside_an_office_of_unknown_time():
    dataset = debate(
        Actor(id="both", kind=ActorKind.COLLECTIVE, members=("town",)),
        office("both", "town"),
        position("x", "both", "p", when="2001-05-07"),
    )
    found = {each.rule: each.certainty for each in stance(dataset, "town", "p").stances}
    assert found == {
        "member-of-collective": Certainty.CERTAIN,
        "office-holder": Certainty.POSSIBLE,
    }


# -- of several ways


@pytest.mark.parametrize(
    ("first", "second", "chosen"),
    [
        (Certainty.POSSIBLE, Certainty.CERTAIN, "b"),
        (Certainty.CERTAIN, Certainty.POSSIBLE, "a"),
        (Certainty.PROBABLE, Certainty.PROBABLE, "a"),
    ],
)
def test_of_two_ways_as_long_the_firmer_is_used_or_else_the_first(first, second, chosen):
    offices = [
        attrs.evolve(office("chair", "town", "2000/2002"), id=name, certainty=certainty)
        for name, certainty in (("a", first), ("b", second))
    ]
    dataset = debate(*offices, position("x", "chair", "p", FOR, "2001-05-07"))
    (found,) = stance(dataset, "town", "p").stances
    assert found.premises[1].id == chosen


def test_offices_that_lead_in_a_circle_are_named_by_the_words_cited():
    here, elsewhere = (Citation("wire", 1),), (Citation("wire", 2),)
    offices = [
        office("chair", "town", "2000/2002", citations=here),
        office("town", "league", "2000/2002", citations=here),
        office("league", "chair", "2000/2002", citations=here),
        office("league", "clerk", "2000/2002", citations=elsewhere),
    ]
    wire = Source(id="wire", title="wire")
    said = position("x", "chair", "p", FOR, "2001-05-07", citations=here)
    found = stances(debate(wire, *offices, said))
    assert {each.holder: each.certainty for each in found} == {
        "chair": Certainty.CERTAIN,
        "town": Certainty.CERTAIN,
        "league": Certainty.CERTAIN,
        "clerk": Certainty.PROBABLE,
    }


@pytest.mark.parametrize(
    ("records", "rule"),
    [
        ([office("chair", "town"), position("x", "chair", "p")], "office-holder"),
        (
            [Proposition(id="p", text="p", implies=("q",)), position("x", "town", "p")],
            "implication",
        ),
        ([position("x", "chair", "p", on_behalf_of="town")], "on-behalf-of"),
    ],
)
def test_each_kind_of_rule_derives_alone(records, rule):
    assert [each.rule for each in stances(debate(*records))] == ["stated", rule]


def test_stances_at_a_time_come_in_the_order_of_all_stances():
    both = Proposition(id="p", text="p", implies=("q",), excludes=("q",))
    dataset = debate(both, position("x", "town", "p"))
    found = stances(dataset, holder="town", proposition="q")
    assert [each.stance for each in found] == [AGAINST, FOR]  # the firmer first
    assert list(stance(dataset, "town", "q").stances) == list(found)
