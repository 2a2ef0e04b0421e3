import itertools
import random

import attrs
import pytest
from debates import debate, debates, position
from hypothesis import given, settings
from hypothesis import strategies as st
from river_towns import ARTICLE, towns_with_texts

from karabakh import (
    Basis,
    Certainty,
    Dataset,
    Event,
    EventKind,
    Link,
    LinkKind,
    Proposition,
    Provision,
    Source,
    Stance,
)
from karabakh.explanations import explain
from karabakh.reasoning import Conclusion, infer, stance, stances, timeline

FOR, AGAINST = Stance.SUPPORTS, Stance.OPPOSES


def chain(*names):
    events = [Event(id=name, title=name, kind=EventKind.OTHER) for name in names]
    links = [before(a, b) for a, b in itertools.pairwise(names)]
    return Dataset.from_records(*events, *links)


def before(a, b, **fields):
    return Link(id=f"{a}-before-{b}", subject=a, kind=LinkKind.BEFORE, object=b, **fields)


def before_is_transitive(dataset):
    """What comes before something comes before what that comes before."""
    for first in dataset.links.where(kind="before"):
        for second in dataset.links.where(kind="before", subject=first.object):
            yield Conclusion(
                rule="before-is-transitive",
                premises=(first, second),
                record=before(first.subject, second.object),
            )


def orders(dataset):
    return {link.ends for link in dataset.links.where(kind="before")}


def test_rules_go_on_from_what_they_concluded_until_nothing_is_new():
    inference = infer(chain(*"abcdefg"), [before_is_transitive])
    assert orders(inference.dataset) == set(itertools.combinations("abcdefg", 2))
    assert inference.is_complete
    assert len(inference.concluded) == 15
    assert inference.rounds <= 5, "each round doubles how far an order reaches"


@settings(max_examples=50)
@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde")), max_size=8))
def test_the_fixed_point_is_that_of_brute_force(pairs):
    events = [Event(id=name, title=name, kind=EventKind.OTHER) for name in "abcde"]
    dataset = Dataset.from_records(*events, *(before(a, b) for a, b in dict.fromkeys(pairs)))
    closure = set(pairs)
    for _ in range(5):
        closure |= {(a, d) for a, b in closure for c, d in closure if b == c}
    inference = infer(dataset, [before_is_transitive])
    assert inference.is_complete
    assert orders(inference.dataset) == closure
    assert set(inference.concluded) == {f"{a}-before-{b}" for a, b in closure - set(pairs)}


def test_a_bound_on_the_rounds_ends_what_has_no_end():
    def another(dataset):
        number = len(dataset.events)
        event = Event(id=f"e{number}", title="Another", kind=EventKind.OTHER)
        yield Conclusion(rule="another", premises=(), record=event)

    inference = infer(Dataset(), [another], rounds=7)
    assert not inference.is_complete
    assert inference.rounds == len(inference.dataset.events) == 7
    assert "7 rounds, not complete" in repr(inference)


# -- what is concluded


def test_a_record_concluded_is_inferred_and_names_the_rule():
    inference = infer(chain(*"abc"), [before_is_transitive])
    record = inference.dataset["a-before-c"]
    assert record.basis is Basis.INFERRED
    assert record.note == "concluded by the rule 'before-is-transitive'"
    assert inference.concluded["a-before-c"].record is record


@pytest.mark.parametrize("own", Certainty)
@pytest.mark.parametrize("premise", Certainty)
def test_certainty_never_rises(own, premise):
    smoke = Event(id="smoke", title="Smoke", kind=EventKind.OTHER, certainty=premise)

    def fire(dataset):
        yield Conclusion(
            rule="no-smoke",
            premises=(dataset["smoke"],),
            record=Event(id="fire", title="Fire", kind=EventKind.OTHER, certainty=own),
        )

    inference = infer(Dataset.from_records(smoke), [fire])
    expected = Certainty.weakest([own, premise])
    assert inference.dataset["fire"].certainty is expected
    assert inference.concluded["fire"].certainty is expected


def test_what_was_there_stays():
    stated = before("a", "c", certainty=Certainty.POSSIBLE)
    dataset = attrs.evolve(chain(*"abc"), links=(*chain(*"abc").links, stated))
    assert infer(dataset, [before_is_transitive]).dataset["a-before-c"] is stated


@pytest.mark.parametrize("events", ["abc", "abcd"])
def test_the_firmest_is_remaining_in_whatever_round_it_is_concluded(events):
    ends = events[0], events[-1]
    name = "{}-before-{}".format(*ends)

    def guess(_):
        hedged = before(*ends, certainty=Certainty.POSSIBLE)
        yield Conclusion(rule="guess", premises=(), record=hedged)

    for rules in itertools.permutations([guess, before_is_transitive]):
        inference = infer(chain(*events), rules)
        assert inference.dataset[name].certainty is Certainty.CERTAIN
        assert inference.concluded[name].rule == "before-is-transitive"


def test_conclusions_without_a_record_are_passed_as_well():
    def remark(dataset):
        yield Conclusion(rule="remark", premises=tuple(dataset.links))

    inference = infer(chain(*"ab"), [remark])
    assert [each.rule for each in inference.conclusions] == ["remark"]
    assert inference.dataset == chain(*"ab")
    assert inference.concluded == {}


# -- with the library's own rules


def allies_agree(dataset):
    """What the town is for, stated or derived, the league is for."""
    for each in stances(dataset, holder="town"):
        yield Conclusion(
            rule="allies-agree",
            premises=(each,),
            record=position(
                f"league-as-{each.position.id}", "league", each.proposition, each.stance
            ),
        )


def test_own_rules_and_those_of_the_library_go_on_from_each_other():
    dataset = debate(
        Proposition(id="p", text="P.", implies=("q",)),
        Proposition(id="q", text="Q.", excludes=("r",)),
        position("x", "town", "p", certainty=Certainty.PROBABLE),
    )

    def for_p(dataset):
        return (each for each in allies_agree(dataset) if each.record.proposition == "p")

    inference = infer(dataset, [for_p])
    (found,) = stance(inference.dataset, "league", "r").stances
    assert (found.stance, found.rule) == (AGAINST, "exclusion")
    assert found.certainty is Certainty.PROBABLE
    rules = [node.rule for node in explain(found, dataset=inference).walk()]
    assert rules.index("exclusion") < rules.index("implication") < rules.index("allies-agree")
    assert explain(found, dataset=inference).text.startswith("league opposes this")
    leaves = [node for node in explain(found, dataset=inference).walk() if not node.children]
    assert dataset["x"] in [node.record for node in leaves]


def test_explanations_go_through_several_rounds_down_to_what_was_passed():
    inference = infer(chain(*"abcde"), [before_is_transitive])
    order = timeline(inference.dataset).before("a", "e")
    leaves = {
        node.record.id
        for node in explain(order, dataset=inference).walk()
        if not node.children and node.record is not None
    }
    assert leaves >= {"a-before-b", "b-before-c", "c-before-d", "d-before-e"}
    assert leaves.isdisjoint(inference.concluded)


def test_a_bound_dataset_stays_bound():
    bound = towns_with_texts()
    inference = infer(bound, [before_is_transitive])
    assert inference.dataset.quote("report#p5:7-11") == bound.quote("report#p5:7-11")


@settings(max_examples=40)
@given(debates(), st.integers(0, 99))
def test_neither_the_order_of_records_nor_that_of_rules_matters(dataset, seed):
    def opponents_of_opponents(data):
        for each in data.positions.where(stance="opposes"):
            for other in data.positions.where(stance="opposes", proposition=each.proposition):
                if each.holder != other.holder:
                    yield Conclusion(
                        rule="common-cause",
                        premises=(each, other),
                        record=Link(
                            id="-".join(sorted([each.id, other.id])),
                            subject=min(each.id, other.id),
                            kind=LinkKind.REASON_FOR,
                            object=max(each.id, other.id),
                        ),
                    )

    rules = [before_is_transitive, opponents_of_opponents]
    order = random.Random(seed)  # noqa: S311 (no secret)
    mixed = {name: order.sample(each, len(each)) for name, each in dataset.collections()}
    expected = infer(dataset, rules)
    found = infer(attrs.evolve(dataset, **mixed), rules[::-1])
    assert found.concluded == expected.concluded
    assert {each.id: each for each in found.dataset} == {each.id: each for each in expected.dataset}


# -- what can't be


def test_no_rules_conclude_nothing():
    inference = infer(ARTICLE, [])
    assert (inference.rounds, inference.is_complete, inference.conclusions) == (0, True, ())
    assert inference.dataset == ARTICLE


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        (before_is_transitive, r"use \[before_is_transitive\]"),
        (["before"], "got 'before'"),
        ([lambda _: [1]], "must return conclusions, got 1"),
        (
            [
                lambda _: [
                    Conclusion(
                        rule="r",
                        premises=(),
                        record=Provision(id="duty", obligor="town", duty="leave"),
                    )
                ]
            ],
            "must conclude records, got a Provision",
        ),
    ],
)
def test_what_is_no_rule_or_no_conclusion_is_refused(rules, message):
    with pytest.raises(TypeError, match=message):
        infer(ARTICLE, rules)


def test_rounds_are_counted_from_one():
    with pytest.raises(ValueError, match="got 0"):
        infer(ARTICLE, [before_is_transitive], rounds=0)


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (Event(id="war-2020", title="Other", kind=EventKind.WAR), "another .*title"),
        (Event(id="armenia", title="Armenia", kind=EventKind.WAR), "but a Actor has this id"),
        (Event(id="article", title="Article", kind=EventKind.WAR), "but a Source has this id"),
    ],
)
def test_an_identifier_that_is_taken_by_something_else_is_refused(record, message):
    def rule(_):
        yield Conclusion(rule="clash", premises=(), record=record)

    with pytest.raises(ValueError, match=message):
        infer(ARTICLE, [rule])


def test_what_a_rule_raises_comes_through_with_a_note():
    def broken(_):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError) as caught:
        infer(ARTICLE, [broken])
    assert caught.value.__notes__ == ["raised by rule 'broken' in round 1"]


def test_a_conclusion_may_rest_on_a_source_alone():
    def rule(_):
        yield Conclusion(rule="r", premises=(Source(id="s", title="S"),))

    assert infer(ARTICLE, [rule]).conclusions[0].certainty is Certainty.CERTAIN
