import sys

import attrs
import pytest
from hypothesis import given, settings
from river_towns import ARTICLE, TOWNS, towns_with_texts

from karabakh import (
    Agreement,
    AgreementKind,
    AgreementStatus,
    Basis,
    Certainty,
    Citation,
    Dataset,
    Document,
    Event,
    EventKind,
    Place,
    Position,
    PositionForm,
    Proposition,
    Source,
    Stance,
    StatusChange,
    When,
)
from karabakh.explanations import explain
from karabakh.reasoning import Conclusion, Inference, disputes, shifts, stance, stances
from karabakh.testing import datasets
from karabakh.wording import Labels, describe_record


def test_a_shift_explains_itself_down_to_its_places():
    (shift,) = shifts(ARTICLE)
    tree = explain(shift, dataset=ARTICLE)
    earlier, later, claim = tree.children
    assert tree.text == (
        "Armenia, which once supported independence for Nagorno-Karabakh,"
        " appears no longer to support it"
    )
    assert [each.id for each in tree.coder_inferences] == ["region-part-of-azerbaijan"]
    assert (tree.rule, tree.certainty, tree.basis) == ("shift", Certainty.PROBABLE, Basis.INFERRED)
    assert (earlier.rule, earlier.record) == ("stated", ARTICLE["armenia-backed-independence"])
    assert [str(each) for each in earlier.citations] == ["article#p2:1-8"]
    assert later.rule == "exclusion"
    assert later.children[0].rule == "office-holder"
    assert claim.certainty is Certainty.PROBABLE
    assert {each.record.id for each in tree.details} == {
        "peace-explains-change",
        "weakness-explains-change",
    }


def test_without_a_dataset_identifiers_stand_for_names():
    (shift,) = shifts(ARTICLE)
    assert (
        explain(shift).text
        == "armenia, which once supported this, appears no longer to support it: region-independent"
    )


def test_every_leaf_is_a_record_with_the_places_it_rests_on():
    for dataset in (ARTICLE, TOWNS):
        for each in stances(dataset):
            for node in explain(each, dataset=dataset).walk():
                if not node.children:
                    assert node.record is not None
                    assert node.citations == node.record.citations


def test_quotes_are_the_words_of_the_places_where_a_text_is_bound():
    bound = towns_with_texts()
    (found, *_) = stance(bound, "verrin", "inspection").stances
    node = explain(found, dataset=bound)
    assert node.quotes == tuple(bound.quote(each) for each in node.citations)
    assert explain(found, dataset=TOWNS).quotes == ()


def test_a_place_that_a_copy_does_not_have_has_no_quote():
    text = Document.from_text("They met. Nothing was signed.")
    source = Source(id="wire", title="Wire", paragraphs=text.outline())
    cited = (Citation("wire", 1, 1, 2), Citation("wire", 1, 3, 5), Citation("elsewhere", 1))
    dataset = Dataset.from_records(source, Place(id="here", citations=cited))
    bound = dataset.bind(Document.from_text("They talked. Nothing was signed."))
    assert explain(bound["here"], dataset=bound).quotes == (None, "Nothing was signed.", None)


def test_any_premise_can_be_explained():
    assert explain(ARTICLE["war-2020"]).rule is None
    source = ARTICLE.sources["article"]
    assert explain(source).text.endswith("is undated")
    dated = attrs.evolve(source, published=When("2023-09-21"))
    assert explain(dated).text.endswith("was published on 21 September 2023")
    step = ARTICLE["ceasefire"].statuses[0]
    assert explain(step).citations == step.citations
    assert explain(ARTICLE["ceasefire"]).citations[-1] == step.citations[-1]


def test_a_statement_that_two_branches_come_to_is_one_object():
    war = ARTICLE["war-2020"]
    both = [Conclusion(rule=name, premises=(war,)) for name in ("one", "two")]
    tree = explain(Conclusion(rule="both", premises=tuple(both)))
    one, two = tree.children
    assert one.children[0] is two.children[0]
    assert [node.rule for node in tree.walk()] == ["both", "one", None, "two"]
    lines = list(tree.lines())
    assert [line.depth for line in lines] == [0, 1, 2, 1, 2]
    assert not any(line.is_repeated for line in lines), "it has nothing below it to repeat"
    shared = Conclusion(rule="shared", premises=(war,))
    twice = explain(Conclusion(rule="twice", premises=(shared, shared)))
    assert [line.is_repeated for line in twice.lines()] == [False, False, False, True]


def test_a_chain_longer_than_the_stack_is_explained():
    length = 2 * sys.getrecursionlimit()
    conclusion = Conclusion(rule="rule-0", premises=(ARTICLE["war-2020"],))
    for number in range(1, length):
        conclusion = Conclusion(rule=f"rule-{number}", premises=(conclusion,))
    tree = explain(conclusion)
    assert sum(1 for _ in tree.walk()) == length + 1
    assert max(line.depth for line in tree.lines()) == length


def test_a_long_chain_of_propositions_is_derived_and_explained():
    length = sys.getrecursionlimit()
    propositions = [
        Proposition(id=f"p{number}", text="P.", implies=(f"p{number + 1}",))
        for number in range(length)
    ]
    held = Position(
        id="x", holder="town", proposition="p0", stance=Stance.SUPPORTS, form=PositionForm.AIM
    )
    dataset = Dataset.from_records(*propositions, held)
    last = stances(dataset, proposition=f"p{length - 1}")
    assert [each.rule for each in last] == ["implication"]
    assert sum(1 for _ in explain(last[0]).walk()) == 2 * length - 1


def inferred(concluded):
    return Inference(
        dataset=ARTICLE, concluded=concluded, conclusions=(), rounds=1, is_complete=True
    )


def test_support_lists_each_record_once_in_the_order_of_the_premises():
    first, second, third = ARTICLE.events[:3]
    below = Conclusion(rule="below", premises=(second, first))
    assert Conclusion(rule="above", premises=(third, below, first)).support == (
        third,
        second,
        first,
    )


def test_what_is_concluded_by_rules_of_clusters_own_is_explained_through_them():
    record = Event(id="fire", title="A fire", kind=EventKind.OTHER, basis=Basis.INFERRED)
    smoke = ARTICLE["war-2020"]
    concluded = {"fire": Conclusion(rule="no-smoke", premises=(smoke,), record=record)}
    tree = explain(Conclusion(rule="alarm", premises=(record,)), dataset=inferred(concluded))
    (fire,) = tree.children
    assert (fire.record, fire.rule) == (record, "no-smoke")
    (below,) = fire.children
    assert below.record is smoke


def test_a_record_that_is_concluded_from_itself_ends_there():
    record = Event(id="rumour", title="A rumour", kind=EventKind.OTHER)
    concluded = {"rumour": Conclusion(rule="hearsay", premises=(record,), record=record)}
    tree = explain(record, dataset=inferred(concluded))
    assert (tree.rule, tree.children) == ("hearsay", ())
    others = [Event(id=name, title=name, kind=EventKind.OTHER) for name in "ab"]
    a, b = others
    each_other = {
        "a": Conclusion(rule="by-b", premises=(b,), record=a),
        "b": Conclusion(rule="by-a", premises=(a,), record=b),
    }
    assert [node.rule for node in explain(a, dataset=inferred(each_other)).walk()] == [
        "by-b",
        "by-a",
    ]


def test_what_belongs_to_a_dispute_is_shown_beside_it():
    (dispute,) = (each for each in disputes(ARTICLE) if each.proposition == "azerbaijani-rule")
    tree = explain(dispute, dataset=ARTICLE)
    (beside,) = tree.details
    assert beside.text.startswith("Azerbaijan supports rule by Azerbaijan")
    assert [line.is_detail for line in tree.lines()].count(True) == 1


@settings(max_examples=100)
@given(datasets())
def test_every_record_can_be_said_in_one_line_with_names_and_without(dataset):
    labels = Labels(dataset)
    for record in dataset:
        assert describe_record(record, labels)
        assert describe_record(record, Labels())
        assert labels(record.id) or record.id == ""


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        ("azerbaijan", "Azerbaijan: state"),
        ("both-sides", "both sides: collective made up of Azerbaijan and Armenia"),
        ("aliyev-president", "Aliyev is president of Azerbaijan"),
        ("fighters-in-region", "the fighters are active in the region"),
        ("stronger-control", "implies “Azerbaijan is to govern Nagorno-Karabakh”"),
        ("region-part-of-azerbaijan", "of Azerbaijan” excludes “Nagorno-Karabakh is to be"),
        ("author-on-ceasefire-outcome", "the author does not commit to whether the ceasefire"),
        ("fighters-lay-down-arms", "the fighters are to lay down their arms"),
        ("war-before-offensive", "‘War of 2020’ comes before ‘Offensive by Azerbaijan’"),
        ("escalation-draws-attention", ", according to the author"),
    ],
)
def test_records_in_plain_words(record, sentence):
    assert sentence in describe_record(ARTICLE[record], Labels(ARTICLE))


def test_a_place_that_shows_of_an_agreement_and_of_a_step_to_it_is_passed_once():
    place, other = Citation("wire", 1), Citation("wire", 2)
    step = StatusChange(status=AgreementStatus.AGREED, citations=(other, place))
    truce = Agreement(
        id="truce", title="", kind=AgreementKind.OTHER, statuses=(step,), citations=(place,)
    )
    assert explain(truce).citations == (place, other)
