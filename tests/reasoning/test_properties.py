"""What is true of every question: of its answers to random debates and accords."""

import attrs
import pytest
from accords import accords
from debates import debates
from hypothesis import example, given, settings
from hypothesis import strategies as st
from questions import QUESTIONS, one_voice, shuffled
from river_towns import ARTICLE, TOWNS, conclusions_below
from seen import never_seen

import karabakh.comparison
import karabakh.reasoning
from karabakh import (
    Actor,
    ActorKind,
    Agreement,
    AgreementKind,
    Dataset,
    Event,
    EventKind,
    Link,
    LinkKind,
    Participant,
    ParticipantRole,
    Place,
    Position,
    PositionForm,
    Proposition,
    PropositionKind,
    Provision,
    Relation,
    RelationKind,
    Stance,
    When,
)
from karabakh.explanations import explain
from karabakh.reasoning import (
    OrderedBy,
    StanceCheck,
    Verdict,
    alignment,
    contradictions,
    disputes,
    infer,
    shifts,
    stances,
    timeline,
)

any_dataset = debates() | accords()


def test_the_table_has_every_public_question():
    public = {*karabakh.reasoning.__all__, *karabakh.comparison.__all__}
    functions = {name for name in public if name.islower()} - {"reliability"}  # mere figures
    assert {name.split(" ")[0].rstrip(":") for name in QUESTIONS} == functions


# -- the order of the input does not matter


# Drawing a dataset takes longer than asking it, so each is asked everything.


@settings(max_examples=40)
@given(any_dataset, st.integers(0, 99))
def test_the_order_of_the_input_does_not_matter(dataset, seed):
    other = shuffled(dataset, seed)
    for name, ask in QUESTIONS.items():
        assert list(ask(other)) == list(ask(dataset)), name


@settings(max_examples=30)
@given(any_dataset)
@example(
    Dataset.from_records(
        Proposition(id="p", text="P.", kind=PropositionKind.FACT),
        Position(id="x1", holder="d", proposition="p", stance=Stance.OPPOSES, when=When("2020-01")),
        Position(
            id="x2", holder="a", proposition="p", stance=Stance.SUPPORTS, when=When("2020-02-01")
        ),
    )
)
def test_nor_do_the_questions_before_it(dataset):
    alone = {name: list(ask(attrs.evolve(dataset))) for name, ask in QUESTIONS.items()}
    assert alone == {name: list(ask(dataset)) for name, ask in QUESTIONS.items()}


@settings(max_examples=60)
@given(any_dataset, st.integers(0, 99))
def test_nor_for_the_bounds_of_a_timeline(dataset, seed):
    one, other = timeline(dataset), timeline(shuffled(dataset, seed))
    for record in (*dataset.events, *dataset.positions, *dataset.agreements, *dataset.sources):
        assert one.bounds(record.id) == other.bounds(record.id)


# -- an unrelated record changes nothing

NOT_KNOWN = When.unknown()
UNRELATED = {
    "actors": [Actor(id="zz-stranger", kind=ActorKind.PERSON)],
    "places": [Place(id="zz-place")],
    "propositions": [Proposition(id="zz-matter", text="Something else.")],
    "positions": [
        Position(
            id="zz-view",
            holder="zz-stranger",
            proposition="zz-matter",
            stance=Stance.UNDECIDED,
            form=PositionForm.CLAIM,
        )
    ],
    "relations": [
        Relation(
            id="zz-tie",
            subject="zz-stranger",
            kind=RelationKind.LIVES_IN,
            object="zz-place",
        )
    ],
    "events": [
        Event(id=name, title="Something else", kind=EventKind.OTHER, location="zz-place")
        for name in ("zz-event", "zz-later")
    ],
    "agreements": [
        Agreement(
            id="zz-accord",
            title="Something else",
            kind=AgreementKind.OTHER,
            participants=(Participant(actor="zz-stranger", role=ParticipantRole.PARTY),),
            provisions=(Provision(id="zz-duty", obligor="zz-stranger", duty="leave"),),
        )
    ],
    "links": [
        Link(id="zz-order", subject="zz-event", kind=LinkKind.BEFORE, object="zz-later"),
        Link(id="zz-deed", subject="zz-later", kind=LinkKind.FULFILS, object="zz-duty"),
    ],
}


def with_unrelated(dataset):
    more = {name: (*getattr(dataset, name), *records) for name, records in UNRELATED.items()}
    return attrs.evolve(dataset, **more)


def is_about_these(answer):
    rests_on = [each for found in conclusions_below(answer) for each in found.premises]
    return "zz-" in answer.describe() or any(
        getattr(each, "id", "").startswith("zz-") for each in rests_on
    )


timeless = [pytest.param(QUESTIONS[name], id=name) for name in QUESTIONS if name != "timeline"]


@pytest.mark.parametrize("ask", timeless)
@settings(max_examples=20)
@given(any_dataset)
def test_an_unrelated_record_changes_nothing(ask, dataset):
    after = [each for each in ask(with_unrelated(dataset)) if not is_about_these(each)]
    assert after == list(ask(dataset))


@pytest.mark.parametrize("ask", timeless)
@pytest.mark.parametrize("dataset", [ARTICLE, TOWNS], ids=["article", "towns"])
def test_nor_on_the_article_or_the_towns(ask, dataset):
    after = [each for each in ask(with_unrelated(dataset)) if not is_about_these(each)]
    assert after == list(ask(dataset))


@settings(max_examples=60)
@given(any_dataset)
def test_nor_does_it_move_anything_in_a_timeline(dataset):
    before, after = timeline(dataset), timeline(with_unrelated(dataset))
    rows = (tuple(r for r in row if not r.id.startswith("zz-")) for row in after.layers)
    assert tuple(row for row in rows if row) == before.layers
    assert before.unordered == tuple(r for r in after.unordered if not r.id.startswith("zz-"))
    assert before.inconsistency == after.inconsistency
    for record in (*dataset.events, *dataset.positions, *dataset.agreements, *dataset.sources):
        assert after.bounds(record.id) == before.bounds(record.id)


# -- certainty never rises along a derivation


@settings(max_examples=40)
@given(any_dataset)
def test_certainty_never_rises_along_a_derivation(dataset):
    for ask in QUESTIONS.values():
        for answer in ask(dataset):
            check_certainties(explain(answer, dataset=dataset))


@settings(max_examples=60)
@given(any_dataset)
def test_nor_where_it_goes_through_a_rule_of_one_s_own(dataset):
    inference = infer(dataset, [one_voice])
    for name in inference.concluded:
        check_certainties(explain(inference.dataset[name], dataset=inference))


def check_certainties(explanation):
    for node in explanation.walk():
        assert all(node.certainty.rank <= child.certainty.rank for child in node.children)


# -- alignment, shifts and contradictions


@settings(max_examples=100)
@given(any_dataset, st.sampled_from(["propositions", "no", "average", "jaccard", "cosine"]))
def test_alignment_is_symmetric_and_bounded(dataset, norm):
    for at in (None, "2002", "2020-01-03"):
        matrix = alignment(dataset, at=at, norm=norm)
        for a in dataset.actors.ids:
            for b in dataset.actors.ids:
                one, other = matrix.between(a, b), matrix.between(b, a)
                assert (one.score, one.certainty) == (other.score, other.certainty)
                assert (one.congruence, one.conflict) == (other.congruence, other.conflict)
                most = max(one.congruence, one.conflict) if norm == "no" else 1 + 1e-12
                assert abs(one.score) <= most


@settings(max_examples=200)
@given(any_dataset)
def test_no_two_positions_are_both_a_shift_and_a_contradiction(dataset):
    found = shifts(dataset)
    changed = {pair_of(each.earlier, each.later) for each in found}
    named = {frozenset((each.earlier.position.id, each.later.position.id)) for each in found}
    for clash in contradictions(dataset):
        if isinstance(clash, StanceCheck):
            assert changed.isdisjoint(pair_of(*pair) for pair in clash.pairs())
        else:
            assert {clash.first.id, clash.second.id} not in named


def pair_of(a, b):
    return frozenset((x.holder, x.proposition, x.stance, x.position.id, x.bounds) for x in (a, b))


def outcomes(dataset):
    yield from (each.rule for each in stances(dataset))
    yield from (each.ordered_by for each in shifts(dataset))
    found = contradictions(dataset)
    clashes = (*found.contradictions, *found.undetermined, *found.compatible)
    yield from (each.verdict for each in clashes if isinstance(each, StanceCheck))
    yield "disputes", min(len(disputes(dataset)), 2)


def test_random_debates_show_every_rule_shift_and_outcome():
    rules = ["stated", "office-holder", "member-of-collective", "implication"]
    rules += ["contraposition", "exclusion"]
    disputed = [("disputes", count) for count in (0, 1, 2)]
    verdicts = set(Verdict) - {Verdict.RIVAL_ACCOUNTS}  # nothing is attributed in them
    wanted = [*rules, *OrderedBy, *verdicts, *disputed]
    assert never_seen(debates(), outcomes, wanted) == set()


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_has_answers_to_random_datasets(name):
    def answers(dataset):
        return {bool(list(QUESTIONS[name](dataset)))}

    assert never_seen(any_dataset, answers, [True]) == set()
