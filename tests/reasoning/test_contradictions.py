import attrs
import pytest
from debates import debate, debates, office, position, seen_from
from hypothesis import given, settings
from river_towns import ARTICLE, TOWNS
from slow_rules import slow_inconsistent, slow_outcomes

from karabakh import (
    Actor,
    ActorKind,
    Agreement,
    AgreementKind,
    AgreementStatus,
    Certainty,
    Event,
    EventKind,
    Link,
    LinkKind,
    Participant,
    ParticipantRole,
    Proposition,
    Relation,
    RelationKind,
    Source,
    Stance,
    StatusChange,
    Truth,
    When,
)
from karabakh.reasoning import (
    Aspect,
    QuestionKind,
    RecordCheck,
    StanceCheck,
    Verdict,
    contradictions,
    open_questions,
    shifts,
)

FOR, AGAINST, UNDECIDED = Stance.SUPPORTS, Stance.OPPOSES, Stance.UNDECIDED

ANSWERS = {
    Verdict.CONTRADICTION: Truth.YES,
    Verdict.UNDETERMINED: Truth.UNKNOWN,
    Verdict.COMPATIBLE: Truth.NO,
}


def everything(dataset):
    found = contradictions(dataset)
    return [*found.contradictions, *found.undetermined, *found.compatible]


def stance_checks(dataset):
    return [each for each in everything(dataset) if isinstance(each, StanceCheck)]


def what(each):
    return each.proposition, each.stance, each.position.id, each.held.bounds, each.held.doc_time_rel


def what_is_held(each):
    return each.proposition, each.stance, each.position.id, each.bounds, each.doc_time_rel


@settings(max_examples=200)
@given(debates())
def test_they_are_what_the_slow_rules_return(dataset):
    slow = slow_outcomes(dataset)
    fast = stance_checks(dataset)
    shown = {(each.holder, name) for each in fast for name in (each.proposition, *each.also)}
    assert shown == set(slow)
    for each in fast:
        answers = slow[each.holder, each.proposition]
        found = {answer for *_, answer in answers}
        worst = next(t for t in (Truth.YES, Truth.UNKNOWN, Truth.NO) if t in found)
        assert ANSWERS[each.verdict] is worst
        pairs = [(what(a), what(b)) for a, b, answer in answers if answer is worst]
        stated = [(what_is_held(a), what_is_held(b)) for a, b in each.pairs()]
        assert sorted(map(str, stated)) == sorted(map(str, pairs))
        assert (what_is_held(each.supporting), what_is_held(each.opposing)) in stated
        assert bool(each.resolution) is (each.verdict is Verdict.UNDETERMINED)


@settings(max_examples=100)
@given(debates())
def test_each_is_stated_once_however_many_propositions_show_it(dataset):
    rests_on = {}
    for (holder, proposition), answers in slow_outcomes(dataset).items():
        positions = frozenset(each.position.id for a, b, _ in answers for each in (a, b))
        rests_on[holder, proposition] = (holder, positions)
    largest = {
        (holder, positions)
        for holder, positions in rests_on.values()
        if not any(holder == other and positions < more for other, more in rests_on.values())
    }
    fast = stance_checks(dataset)
    assert {rests_on[each.holder, each.proposition] for each in fast} == largest
    assert len(fast) == len(largest)


@settings(max_examples=100)
@given(debates())
def test_an_opposite_pair_that_is_no_contradiction_and_not_open_is_ordered(dataset):
    """So that what is compatible is a change, or has one between.

    Unless a position in it is one with another of another stance, and shows nothing.
    """
    inconsistent = slow_inconsistent(dataset)
    for each in stance_checks(dataset):
        positions = {row.position.id for pair in each.pairs() for row in pair}
        if each.verdict is Verdict.COMPATIBLE and inconsistent.isdisjoint(positions):
            assert any(shift.holder == each.holder for shift in shifts(dataset))


# -- one holder


def outcome_of(*positions, more=()):
    (found,) = stance_checks(debate(*positions, *more))
    return found.verdict


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        ("2001-05-07", "2001-05-07", Verdict.CONTRADICTION),
        ("2001-01-01/2003", "2002-05-07", Verdict.CONTRADICTION),
        ("2001-01-01/2003-12-31", "2002", Verdict.CONTRADICTION),
        ("2001/..", "2003", Verdict.CONTRADICTION),
        ("2001", "2002", Verdict.COMPATIBLE),
        ("2001", "2001", Verdict.UNDETERMINED),
        ("2001", "2001-05-07", Verdict.UNDETERMINED),
        ("2001", "", Verdict.UNDETERMINED),
        ("", "", Verdict.UNDETERMINED),
    ],
)
def test_dates_show_whether_opposite_stances_are_at_one_time(first, second, outcome):
    a, b = position("x", "town", "p", FOR, first), position("y", "town", "p", AGAINST, second)
    assert outcome_of(a, b) is outcome
    b, a = position("x", "town", "p", FOR, second), position("y", "town", "p", AGAINST, first)
    assert outcome_of(a, b) is outcome


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        ("overlaps", "overlaps", Verdict.CONTRADICTION),
        ("before", "overlaps", Verdict.COMPATIBLE),
        ("after", "before", Verdict.COMPATIBLE),
        ("before", "before", Verdict.UNDETERMINED),
        ("after", "after", Verdict.UNDETERMINED),
    ],
)
def test_one_source_tells_where_dates_do_not(first, second, outcome):
    a = position("x", "town", "p", FOR, **seen_from("wire", first))
    b = position("y", "town", "p", AGAINST, **seen_from("wire", second))
    assert outcome_of(a, b, more=[Source(id="wire", title="Wire")]) is outcome


def test_two_sources_contradict_each_other_if_they_were_made_on_one_day():
    def stated(one, other):
        return outcome_of(
            position("x", "town", "p", FOR, **seen_from("one", "overlaps")),
            position("y", "town", "p", AGAINST, **seen_from("two", "overlaps")),
            more=[
                Source(id="one", title="One", published=one),
                Source(id="two", title="Two", published=other),
            ],
        )

    day, later = When("2001-05-07"), When("2003-05-07")
    assert stated(day, day) is Verdict.CONTRADICTION
    assert stated(day, later) is Verdict.COMPATIBLE
    assert stated(day, When.unknown()) is Verdict.UNDETERMINED


def test_the_sentence_names_both_who_may_be_one_holder():
    link = same("town", "league", certainty=Certainty.POSSIBLE)
    dataset = debate(
        position("x", "town", "p", FOR, "2001-05-07"),
        position("y", "league", "p", AGAINST, "2001-05-07"),
        link,
    )
    (found,) = contradictions(dataset).undetermined
    assert found.deciding_links == (link,)
    assert found.describe().startswith("town said this on 7 May 2001: p, and league denied")
    assert found.describe().endswith("; whether town and league are one is undetermined")
    questions = {each.kind: each for each in open_questions(dataset)}
    question = questions[QuestionKind.UNDETERMINED]
    assert question.reason() == "too little is known of what is the same"
    assert question.resolution() == questions[QuestionKind.IDENTITY].resolution()


def test_what_would_show_is_named():
    cited = seen_from("wire", "before")
    dataset = debate(
        Source(id="wire", title="Wire"),
        position("x", "town", "p", FOR, "2001-05-07"),
        position("y", "town", "p", AGAINST, **cited),
    )
    (found,) = contradictions(dataset).undetermined
    assert found.resolution == ("y", "wire")
    assert "order is undetermined, which dates of y and wire would resolve" in found.describe()


@pytest.mark.parametrize("fields", [{}, seen_from("wire", "overlaps")])
def test_of_an_office_and_a_stance_what_lacks_a_date_is_named(fields):
    by_office = debate(
        Source(id="wire", title="Wire"),
        position("x", "town", "p", FOR, "2001-05-07"),
        position("y", "chair", "p", AGAINST, "2001-05-07/2002-05-07", **fields),
        office("chair", "town", "2001"),
    )
    (found,) = contradictions(by_office).undetermined
    assert found.resolution == ("chair-in-town",)


def test_what_is_undetermined_is_of_unknown_certainty():
    dataset = debate(position("x", "town", "p", FOR), position("y", "town", "p", AGAINST))
    assert [each.certainty for each in contradictions(dataset).undetermined] == [Certainty.UNKNOWN]
    weak = same("a", "b", certainty=Certainty.POSSIBLE)
    (found,) = contradictions(debate(event("a", "2001"), event("b", "2003"), weak)).undetermined
    assert found.certainty is Certainty.UNKNOWN


def test_undecided_and_different_holders_contradict_nobody():
    dataset = debate(
        position("x", "town", "p", FOR, "2001-05-07"),
        position("y", "town", "p", UNDECIDED, "2001-05-07"),
        position("z", "league", "p", AGAINST, "2001-05-07"),
    )
    assert everything(dataset) == []


def test_what_stances_commit_to_contradicts_as_well():
    dataset = debate(
        Proposition(id="p", text="P.", implies=("q",)),
        Proposition(id="q", text="Q.", excludes=("r",)),
        position("x", "town", "p", FOR, "2001-05-07"),
        position("y", "town", "r", FOR, "2001-05-07"),
    )
    (found,) = contradictions(dataset)
    assert {found.proposition, *found.also} == {"p", "q", "r"}


def test_what_contradicts_itself_does():
    dataset = debate(
        Proposition(id="p", text="P.", excludes=("p",)),
        position("x", "town", "p", FOR, "2001-05-07"),
    )
    assert len(contradictions(dataset)) == 1


@pytest.mark.parametrize("when", ["2001-05-07", "2001", "2001/2003", ""])
@pytest.mark.parametrize("holder", ["town", "chair"])
def test_one_position_that_contradicts_itself_does_whenever_it_was(when, holder):
    """Also if another of the same time that commits to one side comes first."""
    dataset = debate(
        Proposition(id="p", text="P.", implies=("q", "r")),
        Proposition(id="q", text="Q.", excludes=("r",)),
        office("chair", "town", "2000/2005"),
        position("x", holder, "p", FOR, when),
        position("a", holder, "q", FOR, when),
    )
    found = contradictions(dataset)
    # What a person holds at a time not known may have been given up before it was in office.
    spoken_for = ["town"] if holder == "chair" and not when else []
    assert {each.holder for each in found} == {"town", holder} - set(spoken_for)
    assert [each.holder for each in found.undetermined] == spoken_for


def test_it_rests_on_no_date_then():
    dataset = debate(
        Proposition(id="p", text="P.", excludes=("p",)), position("x", "town", "p", FOR, "2001~")
    )
    assert [each.certainty for each in contradictions(dataset)] == [Certainty.CERTAIN]


def test_the_firmest_pair_stands_for_the_rest():
    dataset = debate(
        position("a", "town", "p", FOR, "2001-05-07", certainty=Certainty.POSSIBLE),
        position("b", "town", "p", FOR, "2001-05-07"),
        position("c", "town", "p", AGAINST, "2001-05-07"),
        position("d", "town", "p", AGAINST, "2001-05-07", certainty=Certainty.UNKNOWN),
    )
    (found,) = contradictions(dataset)
    assert (found.supporting.position.id, found.opposing.position.id) == ("b", "c")
    assert found.certainty is Certainty.CERTAIN
    assert len(list(found.pairs())) == 4


def test_a_doubtful_date_makes_it_probable():
    dataset = debate(
        position("x", "town", "p", FOR, "2001-05-07?"),
        position("y", "town", "p", AGAINST, "2001-05-07"),
    )
    assert [each.certainty for each in contradictions(dataset)] == [Certainty.PROBABLE]


# -- coreferent records


def event(name, when=""):
    return Event(
        id=name, title=name, kind=EventKind.OTHER, when=When(when) if when else When.unknown()
    )


def same(subject, object, **fields):
    name = f"{subject}-is-{object}"
    return Link(id=name, subject=subject, kind=LinkKind.SAME_AS, object=object, **fields)


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        ("2001-05-07", "2001-05-08", Verdict.CONTRADICTION),
        ("2001", "2002", Verdict.CONTRADICTION),
        ("2001-05-07/2001-06-07", "2001-05-07/2001-07-07", Verdict.CONTRADICTION),
        ("2001", "2001-05-07", Verdict.COMPATIBLE),
        ("2001-05-07/", "2001-05-07/2001-06-07", Verdict.COMPATIBLE),
    ],
)
def test_what_is_one_begins_and_ends_once(first, second, outcome):
    dataset = debate(event("a", first), event("b", second), same("a", "b"))
    (found,) = everything(dataset)
    assert (found.verdict, found.aspect) == (outcome, Aspect.TIME)
    assert {found.first.id, found.second.id} == {"a", "b"}
    assert found.links == (dataset["a-is-b"],)


def test_where_less_than_two_are_dated_dates_are_not_compared():
    assert everything(debate(event("a", "2001"), event("b"), same("a", "b"))) == []


def test_of_a_chain_the_two_furthest_apart_are_stated_with_all_links_between():
    dataset = debate(
        event("a", "2001"),
        event("b", "2001/2002"),
        event("c"),
        event("d", "2003"),
        same("a", "b"),
        same("c", "b", certainty=Certainty.PROBABLE),
        same("c", "d"),
        same("d", "nothing"),
        same("d", "d"),
    )
    (found,) = contradictions(dataset)
    assert (found.first.id, found.second.id) == ("a", "d")
    assert [link.id for link in found.links] == ["a-is-b", "c-is-b", "c-is-d"]
    assert found.certainty is Certainty.PROBABLE


@pytest.mark.parametrize("certainty", [Certainty.POSSIBLE, Certainty.UNKNOWN])
def test_what_may_be_one_and_differs_is_no_contradiction(certainty):
    dataset = debate(event("a", "2001"), event("b", "2003"), same("a", "b", certainty=certainty))
    (found,) = everything(dataset)
    assert (found.verdict, found.aspect) == (Verdict.UNDETERMINED, Aspect.TIME)
    assert (found.links, found.resolution) == ((dataset["a-is-b"],), ("a-is-b",))
    assert (
        found.describe()
        == "a and b do not agree about the time; whether they are one is undetermined"
    )
    firm = attrs.evolve(dataset, links=[same("a", "b", certainty=Certainty.PROBABLE)])
    assert len(contradictions(firm)) == 1


def test_of_several_links_that_two_may_be_one_by_the_firmest_counts():
    weak = same("b", "a", certainty=Certainty.UNKNOWN)
    both = debate(
        event("a", "2001"), event("b", "2001"), weak, same("a", "b", certainty=Certainty.POSSIBLE)
    )
    (found,) = everything(both)
    assert (found.verdict, found.certainty) == (Verdict.COMPATIBLE, Certainty.POSSIBLE)
    assert found.describe() == "a and b may be one and agree about the time"
    (found,) = everything(debate(event("a", "2001"), event("b", "2003"), weak, same("a", "b")))
    assert (found.verdict, found.certainty) == (Verdict.CONTRADICTION, Certainty.CERTAIN)


def test_relations_that_are_one_tie_the_same_to_the_same():
    def relation(name, subject, kind=RelationKind.CONTROLS):
        return Relation(id=name, subject=subject, kind=kind, object="town")

    differing = debate(relation("a", "chair"), relation("b", "clerk"), same("a", "b"))
    (found,) = contradictions(differing)
    assert found.aspect is Aspect.TIE
    one_actor = debate(
        relation("a", "chair"), relation("b", "clerk"), same("a", "b"), same("clerk", "chair")
    )
    assert [each.verdict for each in everything(one_actor)] == [Verdict.COMPATIBLE]
    kinds = debate(
        relation("a", "chair"), relation("b", "chair", RelationKind.PART_OF), same("a", "b")
    )
    assert len(contradictions(kinds)) == 1


def test_positions_that_are_one_take_one_stance_and_undecided_is_no_side():
    def clash(first, second):
        return [
            each.verdict
            for each in everything(
                debate(
                    position("a", "town", "p", first),
                    position("b", "town", "q", second),
                    same("a", "b"),
                )
            )
            if isinstance(each, RecordCheck)
        ]

    assert clash(FOR, AGAINST) == [Verdict.CONTRADICTION]
    assert clash(FOR, FOR) == [Verdict.COMPATIBLE]
    assert clash(FOR, UNDECIDED) == []


def record_checks(dataset):
    found = contradictions(dataset)
    every = (*everything(dataset), *found.rival_accounts)
    return {
        (each.first.id, each.second.id): (each.verdict, each.according_to)
        for each in every
        if isinstance(each, RecordCheck)
    }


def test_a_rumour_of_one_thing_hides_nothing_that_the_sources_say_of_it():
    of_sources = position("b", "town", "p", FOR), position("d", "town", "p", AGAINST)
    rumours = [position("a", "town", "p", AGAINST, according_to=("clerk",))]
    contradicted = record_checks(debate(*of_sources, *rumours, same("a", "b"), same("b", "d")))
    assert contradicted == {
        ("b", "d"): (Verdict.CONTRADICTION, ()),
        ("a", "b"): (Verdict.RIVAL_ACCOUNTS, ("clerk",)),
    }
    alike = position("b", "town", "p", FOR), position("d", "town", "p", FOR)
    rivalled = record_checks(debate(*alike, *rumours, same("a", "b"), same("b", "d")))
    assert rivalled == {
        ("b", "d"): (Verdict.COMPATIBLE, ()),
        ("a", "b"): (Verdict.RIVAL_ACCOUNTS, ("clerk",)),
    }
    # Only the rumour makes them one.
    bridged = record_checks(debate(*of_sources, *rumours, same("b", "a"), same("a", "d")))
    assert bridged == {("a", "b"): (Verdict.RIVAL_ACCOUNTS, ("clerk",))}


def test_a_record_has_the_time_of_what_expresses_it_if_the_sources_vouch_for_that():
    def verdicts(**event):
        speech = Event(id="speech", title="speech", kind=EventKind.STATEMENT, **event)
        dated = position("dated", "town", "p", when="2001")
        voiced = position("voiced", "town", "p", expressed_in="speech")
        checks = everything(debate(dated, voiced, same("dated", "voiced"), speech))
        return {each.aspect: (each.verdict, each.certainty) for each in checks}

    time, possible = Aspect.TIME, Certainty.POSSIBLE
    assert time not in verdicts()
    assert verdicts(when=When("2001"))[time] == (Verdict.COMPATIBLE, Certainty.CERTAIN)
    assert verdicts(when=When("2003"))[time] == (Verdict.CONTRADICTION, Certainty.CERTAIN)
    hedged = verdicts(when=When("2003"), certainty=possible)
    assert hedged[time] == (Verdict.CONTRADICTION, possible)
    assert time not in verdicts(when=When("2003"), according_to=("clerk",))


def test_agreements_that_are_one_have_the_same_parties_if_all_are_named():
    def agreement(name, *parties, complete=True):
        return Agreement(
            id=name,
            title=name,
            kind=AgreementKind.OTHER,
            participants=tuple(
                Participant(actor=each, role=ParticipantRole.PARTY) for each in parties
            ),
            parties_complete=complete,
            statuses=(StatusChange(status=AgreementStatus.AGREED),),
        )

    first = agreement("a", "town", "league")
    second = agreement("b", "league", "chair")
    assert [each.aspect for each in contradictions(debate(first, second, same("a", "b")))] == [
        Aspect.PARTIES
    ]
    turned = attrs.evolve(second, participants=first.participants[::-1])
    assert len(contradictions(debate(first, turned, same("a", "b")))) == 0
    incomplete = attrs.evolve(second, parties_complete=False)
    assert everything(debate(first, incomplete, same("a", "b"))) == []


def test_agreements_are_dated_by_when_they_were_agreed():
    def agreement(name, when):
        step = StatusChange(status=AgreementStatus.AGREED, when=When(when))
        return Agreement(id=name, title=name, kind=AgreementKind.OTHER, statuses=(step,))

    dataset = debate(agreement("a", "2001"), agreement("b", "2003"), same("a", "b"))
    assert [each.aspect for each in contradictions(dataset)] == [Aspect.TIME]


# -- the answer, and the two datasets


def test_as_a_sequence_it_is_the_contradictions_alone():
    found = contradictions(TOWNS)
    assert list(found) == list(found.contradictions)
    assert found[0] == found.contradictions[0]
    assert found[:1] == found.contradictions[:1]
    assert repr(found) == "<2 contradictions, 0 rival accounts, 2 undetermined, 2 compatible>"


def test_the_article_has_none_and_armenia_s_change_is_compatible():
    found = contradictions(ARTICLE)
    assert not found
    assert found.undetermined == ()
    (change,) = found.compatible
    assert (change.holder, change.proposition) == ("armenia", "region-part-of-azerbaijan")
    assert change.also == ()


def test_in_the_towns_two_papers_say_opposite_things_of_one_day():
    by_office, in_person = contradictions(TOWNS)
    assert (in_person.holder, in_person.proposition) == ("verrin", "inspection")
    sources = {
        each.position.citations[0].source for each in (in_person.supporting, in_person.opposing)
    }
    assert sources == {"courier", "gazette"}
    assert by_office.holder == "ambry"
    tolls, fire = contradictions(TOWNS).compatible[::-1]
    assert (tolls.holder, tolls.proposition) == ("ambry", "tolls-shared")
    assert {fire.first.id, fire.second.id} == {"mill-fire", "fire-seen"}


def test_actors_alike_in_name_alone_are_not_one():
    actors = [Actor(id=name, kind=ActorKind.STATE) for name in ("a", "b")]
    assert everything(debate(*actors, same("a", "b"))) == []
