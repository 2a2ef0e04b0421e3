"""What the river towns' dataset answers, worked out by hand from its four texts.

What stands here is not with the question's other tests; together every question has one.
"""

import attrs
import pytest
from river_towns import TOWNS, ids, towns_with_texts

from karabakh import (
    Bounds,
    Certainty,
    Event,
    EventKind,
    Link,
    LinkKind,
    Name,
    Position,
    PositionForm,
    Stance,
    When,
)
from karabakh.comparison import PairOutcome, compare
from karabakh.explanations import explain
from karabakh.reasoning import (
    Conclusion,
    alignment,
    contradictions,
    disputes,
    infer,
    obligations,
    open_questions,
    stance,
    timeline,
)

FOR = Stance.SUPPORTS


# -- rules of a user's own


def who_mediates_stands_by_it(dataset):
    """Who helped an agreement about is for what it is about."""
    for agreement in dataset.agreements:
        for mediator in agreement.mediators:
            for proposition in dataset.propositions.where(about=agreement.id):
                yield Conclusion(
                    rule="who-mediates-stands-by-it",
                    premises=(agreement, proposition),
                    record=claim(mediator, proposition.id),
                )


def who_wants_the_means_wants_the_end(dataset):
    """Who is for what suffices for a goal is for the goal."""
    for proposition in dataset.propositions:
        needed = proposition.requirement
        if needed is not None and needed.condition_type.value == "sufficient":
            for position in dataset.positions.where(proposition=needed.condition):
                if position.stance is FOR:
                    yield Conclusion(
                        rule="who-wants-the-means-wants-the-end",
                        premises=(position, proposition),
                        record=claim(position.holder, needed.goal),
                    )


def claim(holder, proposition):
    return Position(
        id=f"{holder}-for-{proposition}",
        holder=holder,
        proposition=proposition,
        stance=FOR,
        form=PositionForm.CLAIM,
    )


def test_two_rules_of_one_s_own_conclude_that_the_league_wants_a_quiet_river():
    rules = [who_wants_the_means_wants_the_end, who_mediates_stands_by_it]
    inference = infer(towns_with_texts(), rules)
    assert {name: found.rule for name, found in inference.concluded.items()} == {
        "canal-league-for-treaty-made": "who-mediates-stands-by-it",
        "canal-league-for-quiet-river": "who-wants-the-means-wants-the-end",
    }
    assert (inference.rounds, inference.is_complete) == (3, True), "the third finds nothing"
    (found,) = stance(inference.dataset, "canal-league", "quiet-river").stances
    assert (found.stance, found.certainty, found.rule) == (FOR, Certainty.CERTAIN, "stated")
    own = {rule.__name__.replace("_", "-") for rule in rules}
    nodes = list(explain(found, dataset=inference).walk())
    assert [node.rule for node in nodes if node.rule in own] == [
        "who-wants-the-means-wants-the-end",
        "who-mediates-stands-by-it",
    ]
    quotes = [quote for node in nodes for quote in node.quotes]
    assert "the toll treaty of 4 October 1888," in quotes
    assert list(stance(TOWNS, "canal-league", "quiet-river").stances) == []


# -- when a source was published


def test_a_later_report_finds_a_deadline_passed():
    def books(dataset):
        return next(d for d in obligations(dataset) if d.provision.id == "treaty-books")

    assert books(TOWNS).state.value == "due"
    later = books(TOWNS.with_publication_date("report", "1890-06"))
    assert (later.state.value, later.certainty) == ("overdue", Certainty.PROBABLE)
    assert books(TOWNS.with_publication_date("report", "1890-01-01")).state.value == "due"
    assert books(TOWNS.with_publication_date("report", "1890")).state.value == "unknown"


def test_what_the_memoir_calls_over_was_over_when_it_was_published():
    def last_day(dataset):
        return timeline(dataset).bounds("carder-in-watch").end_latest

    assert last_day(TOWNS) == When("1888-12-31").bounds.end_latest
    dated = TOWNS.with_publication_date("memoir", "1888-11-05")
    assert last_day(dated) == When("1888-11-05").bounds.end_latest
    assert timeline(TOWNS).before("carder-in-watch", "memoir").answer.value == "yes"


# -- the timeline


def test_the_rows_of_the_timeline():
    """Seasons may be of either half of the earth: an autumn is anywhere in a year."""
    assert [set(ids(row)) for row in timeline(TOWNS).layers] == [
        {"river-takes-bed", "tolvan-on-isle"},  # the one 17 000 years ago, the other at any time
        {"ford-guarded"},
        {"quarrel", "ambry-shared-in-1885"},
        {"spring-flood"},
        {"weir-raised", "meadows-drowned"},  # after the floods by a link; drowned by the weir
        {"mill-fire", "fire-seen"},  # one fire, by a link
        {"river-closed", "talks"},
        {"mill-truce", "ambry-refused-in-1887"},  # after the talks, and not after the closing
        {"chains-taken-up"},
        {"verrin-refuses-inspection", "verrin-welcomes-inspection", "verrin-demands-payment"},
        {"watch-returns", "envoy-visits", "mill-rebuilding"},
        {"ambry-shares-again", "toll-treaty", "treaty-signing"},
    ]


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("envoy-visits", ("1888-02-03", "1888-10-04"), ("1888-02-03", "1888-10-04")),
        ("fire-seen", ("1887-03-14", "1887-03-14"), ("1887-03-14", "1887-03-14")),
        ("talks", ("1887-05-28", "1887-05-30"), ("1887-05-28", "1887-05-30")),
        ("verrin-mayor", ("1884-01-01", "1884-12-31"), ("1888-04-30", "1888-04-30")),
        ("river-closed", ("1887-03-20", "1887-03-20"), ("1887-06-12", "1887-06-12")),
        ("weir-raised", ("1886-08-01", "1886-08-31"), ("1886-08-01", "1886-08-31")),
    ],
)
def test_between_which_days_things_were(name, start, end):
    days = [When(day).bounds.start_earliest for day in (*start, *end)]
    assert timeline(TOWNS).bounds(name) == Bounds(*days)


def test_what_began_with_the_weir_began_no_earlier():
    drowned = timeline(TOWNS).bounds("meadows-drowned")
    assert drowned.start_earliest == When("1886-08-01").bounds.start_earliest
    assert drowned.end_latest == When.unknown().bounds.end_latest


# -- two codings


def another_coding():
    """The towns as another coder might code them: some things alike, some not."""
    changed = {
        "watch-returns": {"when": When("1888-02-04")},
        "verrin-demands-payment": {"id": "verrin-wants-payment", "form": PositionForm.CLAIM},
        "mill-truce": {"title": "A truce"},
        "mill-fire": {"id": "great-fire"},
        "gazette-on-watch": {"stance": FOR},
        "mill-isle": {"names": (Name(text="Mill Isle", language="en"),)},
    }
    left_out = {"tolvan-on-isle", "fire-seen-is-mill-fire", "fire-in-quarrel"}

    def coded(records):
        return tuple(
            attrs.evolve(each, **changed.get(each.id, {}))
            for each in records
            if each.id not in left_out
        )

    kinds = ("actors", "places", "propositions", "positions", "events", "agreements", "links")
    other = attrs.evolve(TOWNS, **{name: coded(getattr(TOWNS, name)) for name in kinds})
    more = Event(id="fog", title="Fog", kind=EventKind.OTHER)
    alike = Link(
        id="one-fire",
        subject="great-fire",
        kind=LinkKind.SAME_AS,
        object="mill-fire",
        certainty=Certainty.PROBABLE,
    )
    return attrs.evolve(other, events=(*other.events, more), links=(*other.links, alike))


def test_two_codings_of_the_towns_are_stated_apart_record_by_record():
    found = compare(TOWNS, another_coding())
    fields = {
        (pair.left.id, pair.right.id, pair.rule): {d.field: d.excludes for d in pair.differences}
        for pair in (*found.contradicting, *found.different)
    }
    assert fields == {
        ("watch-returns", "watch-returns", "same-id"): {"when": True},
        ("gazette-on-watch", "gazette-on-watch", "same-id"): {"stance": True},
        ("verrin-demands-payment", "verrin-wants-payment", "same-matter"): {"form": False},
        ("mill-truce", "mill-truce", "same-id"): {"title": False},
        # What the ferryman saw is that fire by a link of the first coding, to its year:
        ("mill-fire", "fire-seen", "same-as"): {"title": False, "when": False, "basis": False},
    }
    (fire,) = (pair for pair in found.same if pair.rule == "same-as")
    assert (fire.left.id, fire.right.id) == ("mill-fire", "great-fire")
    assert (fire.outcome, fire.certainty) == (PairOutcome.SAME, Certainty.PROBABLE)
    assert set(ids(pair.left for pair in found.only_left)) == {
        "tolvan-on-isle",
        "fire-seen-is-mill-fire",
        "fire-in-quarrel",
    }
    assert set(ids(pair.right for pair in found.only_right)) == {"fog", "one-fire"}


# -- disputes at a time


def camps(at):
    return {
        each.proposition: (
            {found.holder for found in each.supporters},
            {found.holder for found in each.opponents},
        )
        for each in disputes(TOWNS, at=at)
    }


def test_who_disputed_what_when():
    """In June Ambry refused to share the tolls; on 4 July it wanted to keep them.

    A year later it shares them again, but whether it still wants to keep them nobody reports.
    The mayor's demand was of one day, and Tolvan's claim to the isle is reported up to that July.
    """
    isle = {"isle-of-ambry": ({"courier-writer"}, {"ferry-folk", "tolvan"})}
    fire = {"watch-burnt-mill": ({"courier-writer"}, {"gazette-writer"})}
    remaining = {"tolls-kept": ({"ambry"}, {"marsh", "tolvan"})}
    shared = {"tolls-shared": ({"marsh", "tolvan"}, {"ambry"})}
    payment = {"tolvan-pays": ({"verrin", "ambry"}, {"tolvan"})}
    assert camps("1887-06") == isle | fire | shared
    assert camps("1887-07-04") == isle | fire | remaining | payment
    assert (
        camps("1888-06")
        == {"isle-of-ambry": ({"courier-writer"}, {"ferry-folk"})} | fire | remaining
    )


# -- what is not known to be a contradiction


def test_whether_tolvan_contradicted_itself_two_dates_would_show():
    (found,) = (each for each in contradictions(TOWNS).undetermined if each.holder == "tolvan")
    two = ("tolvan-promised-payment", "tolvan-refused-payment")
    assert (found.holder, found.proposition, found.resolution) == ("tolvan", "tolvan-pays", two)
    assert found.certainty is Certainty.UNKNOWN
    (question,) = (each for each in open_questions(TOWNS) if each.about == two)
    assert question.resolution() == f"{two[0]} or {two[1]}"


@pytest.mark.parametrize(
    ("promised", "refused", "outcome"),
    [
        ("1887-08", "1888-01", "compatible"),
        ("1887-08-01", "1887-08-01", "contradictions"),
        ("1887-08", "", "undetermined"),
    ],
)
def test_and_once_both_are_dated_they_do(promised, refused, outcome):
    dates = {"tolvan-promised-payment": promised, "tolvan-refused-payment": refused}
    positions = (
        attrs.evolve(each, when=When(dates[each.id])) if dates.get(each.id) else each
        for each in TOWNS.positions
    )
    found = contradictions(attrs.evolve(TOWNS, positions=tuple(positions)))
    assert any(
        getattr(each, "proposition", "") == "tolvan-pays" for each in getattr(found, outcome)
    )


# -- alignment: all stances ever taken, stated or derived, worked out by hand
#
#                 isle-of-         tolls-              river- inspec- tolvan- watch- fire-by
#                 ambry tolvan both shared split kept  free   tion    pays    burnt  accident  n
#   ambry                            + −    −    + −    +      + −     +                        9
#   tolvan         −      −     +    +      +    −      +              + −                      9
#   marsh                            +      +    −                                              3
#   verrin                                                     + −     +                        3
#   two-towns                                           +                                       1
#   courier-writer +      −     −                                              +      −        5
#   gazette-writer                                                             −      +        2
#   ferry-folk     −      −                                                                     2
#
# The two writers have stances on what quiet depends on as well: two, and three, that they
# share with nobody. So n is 7 and 5 for them.

N = {
    "ambry": 8,
    "tolvan": 9,
    "marsh": 3,
    "verrin": 3,
    "two-towns": 1,
    "courier-writer": 7,
    "gazette-writer": 5,
    "ferry-folk": 2,
}
SHARED = {
    ("ambry", "marsh"): (1, 3),  # shared + and −, split −, kept +: it gave that up by a concession
    ("ambry", "tolvan"): (3, 4),  # the same, river-free, pays + and −
    ("ambry", "two-towns"): (1, 0),
    ("ambry", "verrin"): (3, 2),  # inspection + and − on both sides, pays
    ("courier-writer", "ferry-folk"): (1, 1),
    ("courier-writer", "gazette-writer"): (0, 2),
    ("courier-writer", "tolvan"): (1, 2),
    ("ferry-folk", "tolvan"): (2, 0),
    ("marsh", "tolvan"): (3, 0),
    ("tolvan", "two-towns"): (1, 0),
    ("tolvan", "verrin"): (1, 1),
}
NORMS = {
    "no": lambda *_: 1,
    "average": lambda a, b, _: (N[a] + N[b]) / 2,
    "jaccard": lambda a, b, both: N[a] + N[b] - both,
    "cosine": lambda a, b, _: N[a] * N[b],
}


@pytest.mark.parametrize("norm", NORMS)
def test_the_matrix_of_the_towns_is_that_worked_out_by_hand(norm):
    found = {(each.a, each.b): each for each in alignment(TOWNS, norm=norm).weights()}
    assert {pair: (each.congruence, each.conflict) for pair, each in found.items()} == SHARED
    for pair, (congruence, conflict) in SHARED.items():
        divisor = NORMS[norm](*pair, congruence)
        assert found[pair].score == pytest.approx((congruence - conflict) / divisor)
