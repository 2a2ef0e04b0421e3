"""What is open, on both datasets and by single rules."""

import attrs
import pytest
from river_towns import ARTICLE, TOWNS

from karabakh import (
    Actor,
    ActorKind,
    Agreement,
    AgreementKind,
    AgreementStatus,
    Certainty,
    Dataset,
    Event,
    EventKind,
    Link,
    LinkKind,
    Name,
    Position,
    PositionForm,
    Proposition,
    PropositionKind,
    Relation,
    RelationKind,
    Source,
    Stance,
    StatusChange,
    When,
)
from karabakh.reasoning import QuestionKind, open_questions
from karabakh.wording import Labels

BEFORE = "before the text was written"


def stated(dataset):
    return [(each.kind.value, *each.about) for each in open_questions(dataset)]


def test_what_the_article_leaves_open_and_nothing_else():
    assert stated(ARTICLE) == [
        ("undecided", "ceasefire-brings-peace"),
        ("outcome", "fighters-lay-down-arms", "laying-down-arms"),
        ("hedged", "armenia-stance-change"),
        ("parties", "laying-down-arms", "fighters"),
        ("parties", "ceasefire"),
        ("date", "escalation"),
        ("date", "laying-down-arms"),
        ("date", "offensive"),
        ("date", "armenia-backed-independence"),
        ("date", "armenia-recognised-government"),
        ("date", "armenia-stance-change"),
        ("identity", "recent-fighting", "escalation", "fighting-is-escalation"),
        ("identity", "ceasefire", "laying-down-arms", "ceasefire-is-laying-down-arms"),
        ("identity", "military-success", "offensive", "success-is-offensive"),
        ("identity", "root-causes-addressed", "issues-addressed", "root-causes-are-issues"),
        ("identity", "constructive-talks", "genuine-dialogue", "talks-are-dialogue"),
    ]


def test_what_the_towns_leave_open():
    assert stated(TOWNS) == [
        ("undecided", "isle-of-both-banks"),
        ("undecided", "treaty-brings-quiet"),
        ("outcome", "truce-payment", "mill-truce"),
        ("outcome", "treaty-weir", "toll-treaty"),
        ("contradiction", "verrin-refuses-inspection", "verrin-welcomes-inspection"),
        ("undetermined", "ambry-refused-in-1887", "ambry-shared-in-1885"),
        ("undetermined", "tolvan-promised-payment", "tolvan-refused-payment"),
        ("hedged", "mill-truce"),
        ("hedged", "carder-in-watch"),
        ("hedged", "watch-returns"),
        ("parties", "toll-treaty", "ambry"),
        ("date", "envoy-visits"),
        ("identity", "tolls-split", "tolls-shared", "split-is-shared"),
        ("identity", "fire-seen", "mill-fire", "fire-seen-is-mill-fire"),
    ]


@pytest.mark.parametrize(
    ("number", "question", "why", "settled_by"),
    [
        (
            0,
            "whether this will come true: ceasefire-brings-peace",
            "left open by author",
            "what came of it, or a stance for or against it",
        ),
        (
            1,
            "what became of fighters-lay-down-arms",
            "no deadline or outcome reported",
            "an event that fulfils or breaches it",
        ),
        (
            2,
            f"whether this happened: Armenia changes its stance on the region ({BEFORE})",
            "it is probable, not certain",
            "a source that reports it as a fact, or denies it",
        ),
        (
            7,
            "when offensive was",
            "undated; not before 1 January 2020",
            "its date, or that of article",
        ),
        (
            4,
            "who the parties of ceasefire are",
            "none is named",
            "a source that names them",
        ),
        (
            3,
            "who the parties of laying-down-arms are",
            "only fighters is named",
            "a source that names them",
        ),
        (
            12,
            "whether ceasefire and laying-down-arms are one",
            "it is possible, not certain",
            "a source that names both, or something true of one alone",
        ),
    ],
)
def test_each_is_put_in_words_with_its_reason_and_what_would_settle_it(
    number, question, why, settled_by
):
    found = open_questions(ARTICLE)[number]
    assert (found.describe(), found.reason(), found.resolution()) == (question, why, settled_by)


def test_each_rests_on_the_records_that_leave_it_open():
    by_kind = {each.kind: each for each in reversed(open_questions(ARTICLE))}
    (agreed,) = (each for each in open_questions(ARTICLE) if each.about == ("laying-down-arms",))
    assert by_kind[QuestionKind.UNDECIDED].premises == (ARTICLE["author-on-ceasefire-outcome"],)
    assert by_kind[QuestionKind.HEDGED].premises == (ARTICLE["armenia-stance-change"],)
    assert by_kind[QuestionKind.HEDGED].certainty is Certainty.PROBABLE
    assert agreed.kind is QuestionKind.DATE
    assert agreed.premises[0] == ARTICLE["laying-down-arms"]
    assert ARTICLE["offensive-before-agreement"] in agreed.premises
    assert str(by_kind[QuestionKind.UNDECIDED].premises[0].citations[0]) == "article#p6:10-19"


def test_a_publication_narrows_a_date_and_does_not_settle_it():
    dated = ARTICLE.with_publication_date("article", "2023-09-21")
    found = next(each for each in open_questions(dated) if each.about == ("offensive",))
    assert found.reason() == "undated; not before 1 January 2020, and not after 21 September 2023"
    assert found.resolution() == "its date"
    assert len(open_questions(dated)) == len(open_questions(ARTICLE))


# -- single rules


def position(name, stance, **fields):
    return Position(
        id=name,
        holder=fields.pop("holder", "x"),
        proposition=fields.pop("proposition", "p"),
        stance=stance,
        form=PositionForm.CLAIM,
        **fields,
    )


def test_those_who_are_undecided_on_one_thing_are_one_question():
    dataset = Dataset.from_records(
        position("p1", Stance.UNDECIDED, holder="x"),
        position("p2", Stance.UNDECIDED, holder="y"),
        position("p3", Stance.UNDECIDED, holder="x", proposition="q"),
        position("p4", Stance.SUPPORTS),
    )
    first, second = open_questions(dataset)
    assert (first.about, first.reason()) == (("p",), "left open by x, y")
    assert second.about == ("q",)


def test_opposite_stances_at_unknown_times_are_undetermined():
    dataset = Dataset.from_records(position("p1", Stance.SUPPORTS), position("p2", Stance.OPPOSES))
    (found,) = open_questions(dataset)
    assert (found.kind, found.about) == (QuestionKind.UNDETERMINED, ("p1", "p2"))
    assert found.reason() == "too little is known of the times"
    assert set(found.undated) == {"p1", "p2"}


def test_a_hedged_link_is_stated_unless_an_end_of_it_is_hedged():
    link = Link(
        id="reason",
        subject="a",
        kind=LinkKind.REASON_FOR,
        object="b",
        certainty=Certainty.POSSIBLE,
    )
    assert stated(Dataset.from_records(link)) == [("hedged", "reason")]
    tie = Relation(id="a", subject="x", kind=RelationKind.MEMBER_OF, object="y")
    assert stated(Dataset.from_records(link, tie)) == [("hedged", "reason")]
    hedged = attrs.evolve(tie, certainty=Certainty.PROBABLE)
    assert stated(Dataset.from_records(link, hedged)) == [("hedged", "a")]


def test_a_dated_agreement_and_a_dated_end_of_an_order_are_not_open():
    dated = attrs.evolve(
        ARTICLE,
        events=tuple(
            attrs.evolve(each, when=When("2023")) if each.id == "offensive" else each
            for each in ARTICLE.events
        ),
    )
    assert ("date", "offensive") not in stated(dated)
    assert ("date", "laying-down-arms") in stated(dated)


def test_nothing_is_open_where_nothing_is_stated():
    assert open_questions(Dataset.from_records(Source(id="wire", title=""))) == ()


def test_a_hedged_report_names_its_actor_once():
    battle = Event(
        id="battle",
        title="Battle",
        kind=EventKind.BATTLE,
        when=When("1900-02-01"),
        certainty=Certainty.PROBABLE,
        according_to=("ann",),
    )
    dataset = Dataset.from_records(
        Actor(id="ann", names=(Name(text="Ann"),), kind=ActorKind.PERSON), battle
    )
    (hedged,) = (each for each in open_questions(dataset) if each.kind is QuestionKind.HEDGED)
    assert (
        hedged.describe(Labels(dataset))
        == "whether this happened: Battle (1 February 1900), according to Ann"
    )


@pytest.mark.parametrize(
    ("text", "kind", "form", "question"),
    [
        ("Ost holds the weir.", "fact", "claim", "whether Ost holds the weir"),
        ("The mill is safe.", None, "claim", "whether the mill is safe"),
        ("Ost lowers the weir.", "policy", "aim", "whether it should be that Ost lowers the weir"),
        ("The truce will last.", "fact", "prediction", "whether the truce will last"),
        ("That it lasts.", "fact", "claim", "whether this is so: “That it lasts”"),
        ("That it lasts.", "policy", "aim", "whether this should be: “That it lasts”"),
        ("That it lasts.", None, "prediction", "whether this will come true: “That it lasts”"),
    ],
)
def test_what_is_left_open_is_a_fact_a_prediction_or_what_should_be(text, kind, form, question):
    left_open = attrs.evolve(position("x", Stance.UNDECIDED), form=PositionForm(form))
    matter = Proposition(id="p", text=text, kind=kind and PropositionKind(kind))
    ost = Actor(id="ost", names=(Name(text="Ost"),), kind=ActorKind.STATE)
    dataset = Dataset.from_records(ost, matter, left_open)
    assert [each.describe(Labels(dataset)) for each in open_questions(dataset)] == [question]


def test_an_agreement_of_which_a_step_is_hedged_is_open():
    step = StatusChange(
        status=AgreementStatus.IN_FORCE, when=When("1887-06"), certainty=Certainty.POSSIBLE
    )
    sure = StatusChange(status=AgreementStatus.AGREED, when=When("1887"))
    truce = Agreement(
        id="truce",
        title="Truce",
        kind=AgreementKind.CEASEFIRE,
        parties_complete=True,
        statuses=(sure, step),
    )
    (found,) = open_questions(Dataset.from_records(truce))
    assert (found.kind, found.about) == (QuestionKind.HEDGED, ("truce",))
    assert found.describe() == "whether truce has been in force since June 1887"
    assert found.reason() == "it is possible, not certain"
    assert found.premises == (truce, step)
    assert open_questions(Dataset.from_records(attrs.evolve(truce, statuses=(sure,)))) == ()
    (whole,) = open_questions(
        Dataset.from_records(attrs.evolve(truce, certainty=Certainty.PROBABLE))
    )
    assert whole.premises == (attrs.evolve(truce, certainty=Certainty.PROBABLE),)
