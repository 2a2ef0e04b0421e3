"""The order of what happened, on both datasets and on small random histories."""

import itertools

import attrs
import pytest
from histories import NAMES, histories
from hypothesis import assume, given, settings
from river_towns import ARTICLE, TOWNS, ids

from karabakh import (
    Actor,
    ActorKind,
    Basis,
    Certainty,
    Dataset,
    Event,
    EventKind,
    Link,
    LinkKind,
    Truth,
    UnknownIdError,
    When,
)
from karabakh.model import build_chronology
from karabakh.reasoning import timeline

# -- the article


def test_the_war_the_offensive_and_the_agreement_come_in_this_order_by_the_coders_reading():
    times = timeline(ARTICLE)
    order = times.before("war-2020", "laying-down-arms")
    assert order.answer is Truth.YES
    assert ids(order.premises) == ["war-before-offensive", "offensive-before-agreement"]
    assert ids(order.coder_inferences) == ["war-before-offensive"]
    assert order.premises[1].basis is Basis.STATED
    assert order.certainty is Certainty.CERTAIN
    assert order.basis is Basis.INFERRED
    assert [str(place) for each in order.premises for place in each.citations] == [
        "article#p1:57-60",
        "article#p2:47-49",
        "article#p1:43-60",
    ]
    assert order.describe() == "war-2020 comes before laying-down-arms, inferred by the coder"


def test_what_the_source_itself_says_is_no_reading():
    order = timeline(ARTICLE).before("offensive", "laying-down-arms")
    assert (order.answer, order.coder_inferences) == (Truth.YES, ())
    assert order.describe() == "offensive comes before laying-down-arms"


def test_the_article_leaves_open_what_it_does_not_show():
    times = timeline(ARTICLE)
    assert times.before("offensive", "war-2020").answer is Truth.NO
    unknown = times.before("aliyev-rhetoric", "offensive")
    assert unknown.answer is Truth.UNKNOWN
    assert unknown.premises == unknown.chain == ()
    assert unknown.certainty is Certainty.UNKNOWN
    assert unknown.describe() == "whether aliyev-rhetoric comes before offensive is undetermined"


def test_undated_events_gain_an_upper_bound_by_the_publication_and_no_date():
    war_ends = When("2020").bounds.end_earliest
    before, after = (
        timeline(ARTICLE),
        timeline(ARTICLE.with_publication_date("article", "2023-09-21")),
    )
    latest = When("2023-09-21").bounds.end_latest
    for name in ("offensive", "laying-down-arms"):
        assert before.bounds(name).start_earliest == war_ends
        assert before.bounds(name).end_latest == When.unknown().bounds.end_latest
        assert after.bounds(name).end_latest == latest


def test_the_layers_of_the_article_hold_what_is_ordered_and_nothing_else():
    times = timeline(ARTICLE)
    assert [ids(layer) for layer in times.layers] == [
        ["armenia-backed-independence", "armenia-recognised-government", "war-2020"],
        [
            "escalation",
            "renewed-attention",
            "offensive",
            "armenia-stance-change",
            "pashinyan-statement",
            "recent-fighting",
        ],
        ["laying-down-arms"],
    ]
    assert {"aliyev-rhetoric", "military-success"} <= set(ids(times.unordered))
    assert times.certainty is Certainty.PROBABLE, "that fighting and escalation are one is hedged"


# -- the river towns


@pytest.mark.parametrize(
    ("a", "b", "answer", "certainty"),
    [
        ("mill-fire", "mill-truce", "yes", "certain"),
        ("mill-fire", "watch-returns", "yes", "probable"),  # a doubtful date, a hedged event
        ("spring-flood", "weir-raised", "yes", "certain"),  # by a link: both within one year
        ("envoy-visits", "toll-treaty", "yes", "certain"),
        ("watch-returns", "toll-treaty", "yes", "probable"),
        ("weir-raised", "meadows-drowned", "unknown", "unknown"),  # a cause may go on
        ("meadows-drowned", "weir-raised", "no", "certain"),  # an effect
        ("quarrel", "mill-fire", "no", "certain"),
        ("river-takes-bed", "ford-guarded", "yes", "certain"),
        ("report", "mill-fire", "no", "certain"),
    ],
)
def test_orders_by_dates_links_and_documents(a, b, answer, certainty):
    order = timeline(TOWNS).before(a, b)
    assert order.answer is Truth(answer)
    assert order.certainty is Certainty(certainty)


def test_what_goes_on_at_one_time_is_stated_with_both_reasons():
    times = timeline(TOWNS)
    together = times.overlaps("talks", "river-closed")
    assert together.answer is Truth.YES
    assert {each.id for each in together.premises} == {"talks", "river-closed"}
    apart = times.overlaps("talks", "mill-rebuilding")
    assert (apart.answer, apart.certainty) == (Truth.NO, Certainty.CERTAIN)
    open_ = times.overlaps("meadows-drowned", "mill-fire")
    assert (open_.answer, open_.chain) == (Truth.UNKNOWN, ())


def test_a_source_that_dates_something_is_a_premise():
    order = timeline(TOWNS).before("carder-in-watch", "memoir")
    assert [type(each).__name__ for each in order.premises] == ["Relation"]
    assert order.certainty is Certainty.POSSIBLE
    later = Event(id="later", title="", kind=EventKind.OTHER, when=When("1900"))
    dataset = Dataset.from_records(*TOWNS.sources, *TOWNS.relations, later)
    order = timeline(dataset).before("carder-in-watch", "later")
    assert [each.id for each in order.premises] == ["carder-in-watch", "memoir", "later"]


# -- contradictions


def test_an_inconsistent_dataset_tells_its_shortest_contradiction_and_lays_nothing_out():
    loop = Link(id="loop", subject="laying-down-arms", kind=LinkKind.BEFORE, object="war-2020")
    times = timeline(attrs.evolve(ARTICLE, links=(*ARTICLE.links, loop)))
    assert times.layers == ()
    records = {constraint.record for constraint in times.inconsistency}
    assert records >= {"loop", "war-before-offensive", "offensive-before-agreement"}
    assert set(ids(times.premises)) == {
        "loop",
        "war-before-offensive",
        "offensive-before-agreement",
    }
    assert times.describe().startswith("inconsistent order: ")
    assert times.certainty is Certainty.UNKNOWN
    assert times.before("war-2020", "war-2020").answer is Truth.NO


def test_an_unknown_record_is_refused():
    with pytest.raises(UnknownIdError, match="did you mean 'offensive'"):
        timeline(ARTICLE).before("offensiv", "war-2020")
    with pytest.raises(UnknownIdError):
        timeline(ARTICLE).before("offensiv", "offensiv")


def test_an_empty_dataset_has_an_empty_timeline():
    times = timeline(Dataset())
    assert (times.layers, times.unordered, times.inconsistency) == ((), (), ())
    assert times.describe() == "0 records in 0 layers, 0 in no known order"


# -- properties


@settings(max_examples=60)
@given(histories())
def test_before_is_irreflexive_transitive_and_one_way(dataset):
    times = timeline(dataset)
    assert all(times.before(a, a).answer is Truth.NO for a in NAMES)
    assume(not times.inconsistency)
    answers = {pair: times.before(*pair).answer for pair in itertools.product(NAMES, repeat=2)}
    for a, b in itertools.permutations(NAMES, 2):
        if answers[a, b] is Truth.YES:
            assert answers[b, a] is Truth.NO
            assert all(answers[a, c] is Truth.YES for c in NAMES if answers[b, c] is Truth.YES)


@settings(max_examples=60)
@given(histories())
def test_layers_agree_with_all_answers(dataset):
    times = timeline(dataset)
    assume(not times.inconsistency)
    placed = {record.id: row for row, layer in enumerate(times.layers) for record in layer}
    assert sorted([*placed, *ids(times.unordered)]) == list(NAMES)
    before = {
        (a, b)
        for a, b in itertools.permutations(NAMES, 2)
        if times.before(a, b).answer is Truth.YES
    }
    assert set(placed) == {name for pair in before for name in pair}
    for name, row in placed.items():
        assert row == max((placed[a] + 1 for a, b in before if b == name), default=0)


@settings(max_examples=60)
@given(histories())
def test_answers_are_those_of_the_chronology_and_never_firmer_than_their_reasons(dataset):
    times, chronology = timeline(dataset), build_chronology(dataset)
    for a, b in itertools.permutations(NAMES, 2):
        for order, answer in (
            (times.before(a, b), chronology.before(a, b)),
            (times.overlaps(a, b), chronology.overlaps(a, b)),
        ):
            assert order.answer is answer
            assert bool(order.chain) is (answer is not Truth.UNKNOWN)
            said = [each for each in order.chain if each.cited is not None]
            assert all(order.certainty.rank <= each.cited.certainty.rank for each in said)
            assert all(any(each.cited is p for p in order.premises) for each in said)
            links = [each for each in order.premises if isinstance(each, Link)]
            assert all(link in times.premises for link in links) or times.inconsistency


def test_what_two_actors_report_each_is_ordered_by_both():
    events = (
        Event(id=name, title=name, kind=EventKind.BATTLE, when=When(when), according_to=(actor,))
        for name, when, actor in (("first", "2020", "ann"), ("then", "2021", "ben"))
    )
    actors = (Actor(id=each, kind=ActorKind.PERSON) for each in ("ann", "ben"))
    times = timeline(Dataset.from_records(*actors, *events))
    found = times.before("first", "then")
    assert (found.answer, found.certainty) == (Truth.YES, Certainty.POSSIBLE)
    assert found.according_to == ("ann", "ben")
    with pytest.raises(UnknownIdError, match="unknown record with a time 'third'"):
        times.before("first", "third")


def test_an_identifier_that_an_actor_has_too_is_no_hindrance():
    dataset = Dataset.from_records(
        Actor(id="one", kind=ActorKind.PERSON),
        *(
            Event(
                id=name, title=name, kind=EventKind.BATTLE, when=When(when), according_to=("ann",)
            )
            for name, when in (("one", "2001"), ("other", "2003"))
        ),
    )
    assert timeline(dataset).before("one", "other").answer is Truth.YES
