"""Demands, conditions and open questions against the slow rules."""

import itertools

from accords import ACTORS, GOALS, TOPICS, accords
from hypothesis import given, settings
from hypothesis import strategies as st
from seen import never_seen
from slow_answers import (
    reading_place,
    slow_conditions,
    slow_demands,
    slow_met,
    slow_open_questions,
)

from karabakh import Certainty, Stance, Truth
from karabakh.reasoning import QuestionKind, conditions, demands, open_questions

# -- demands


@settings(max_examples=150)
@given(accords("positions"), st.none() | st.sampled_from(ACTORS), st.data())
def test_demands_are_what_the_slow_rules_return(dataset, of, data):
    topics = {each.topic for each in dataset.propositions} & set(TOPICS)
    on = data.draw(st.none() | st.sampled_from([*GOALS, *sorted(topics)]))
    found = demands(dataset, of=of, on=on)
    slow = {name: (wanted, judged) for name, wanted, judged in slow_demands(dataset, of, on)}
    assert {each.of for each in found} == set(slow)
    for each in found:
        wanted, judged = slow[each.of]
        assert {position.id for position in each.demands} == wanted
        assert {position.id for position in each.assessments} == (judged if each.of else set())
        ties = each.premises[: len(each.premises) - len(each.demands)]
        assert each.premises == (*ties, *each.demands)
        if ties:
            members = [*(actor.id for actor in ties[1:]), of]
            stated = zip(ties, members, strict=True)
            assert all(member in actor.members for actor, member in stated)
    order = [each.of for each in found if of is None or each.of != of]
    assert order == sorted(order, key=lambda name: (name is None, name or ""))


def groups(dataset):
    for of in ACTORS:
        for each in demands(dataset, of=of):
            yield "demands", len(each.demands)
            yield "beside", len(each.assessments)
            yield "through", len(each.premises) - len(each.demands)
    yield from (("none addressed", each.of is None) for each in demands(dataset))


def test_random_accords_show_every_sort_of_demand():
    wanted = itertools.product(["demands", "beside", "through"], (0, 1, 2))
    wanted = [*wanted, ("none addressed", True), ("none addressed", False)]
    assert never_seen(accords("positions"), groups, wanted) == set()


# -- conditions


@settings(max_examples=150)
@given(accords("goals", "positions"))
def test_conditions_are_what_the_slow_rules_return(dataset):
    for goal in GOALS:
        whole = conditions(dataset, goal)
        found = list(whole.walk())
        assert [
            (depth, each.requirement, each.is_cyclic, each.is_repeated) for depth, each in found
        ] == slow_conditions(dataset, goal)
        for _, each in found:
            views = [p for p in dataset.positions if p.proposition == each.requirement.id]
            assert each.views == tuple(sorted(views, key=reading_place))
            answer, stated = slow_met(dataset, each.condition)
            assert each.met.answer is answer
            assert {record.id for record in each.met.premises} == stated
            ranks = [dataset[name].certainty.rank for name in stated]
            known = answer is not Truth.UNKNOWN
            assert each.met.certainty.rank == (min(ranks) if known else Certainty.UNKNOWN.rank)
            holding = [view for view in views if view.stance is Stance.SUPPORTS]
            ranks = [each.requirement.certainty.rank, *(view.certainty.rank for view in holding)]
            assert each.certainty.rank == (min(ranks) if holding else Certainty.UNKNOWN.rank)
        held = [each for each in whole.conditions if each.is_held]
        assert whole.premises == tuple(held)


def bearing(dataset):
    for goal in GOALS:
        for depth, each in conditions(dataset, goal).walk():
            yield "depth", depth
            yield each.met.answer
            yield each.is_cyclic, each.is_repeated
            yield each.is_held, bool(each.views)
            yield each.condition_type, each.met.answer


def test_random_accords_show_every_sort_of_condition():
    wanted = [
        *(("depth", depth) for depth in (0, 1, 2)),
        *((False, False), (True, False), (False, True), (True, True)),
        *Truth,
    ]
    assert never_seen(accords("goals", "positions"), bearing, wanted) == set()


# -- open questions


@settings(max_examples=150)
@given(accords("duties", "goals", "positions"))
def test_open_questions_are_what_the_slow_rules_return(dataset):
    slow = {(kind, about): certainty for kind, about, certainty in slow_open_questions(dataset)}
    found = open_questions(dataset)
    assert len({(each.kind, each.about) for each in found}) == len(found)
    assert {(each.kind.value, each.about) for each in found} == set(slow)
    for each in found:
        certainty = slow[each.kind.value, each.about]
        fitting = {certainty} if isinstance(certainty, Certainty) else certainty
        assert each.certainty in fitting
    kinds = [list(QuestionKind).index(each.kind) for each in found]
    assert kinds == sorted(kinds)


def test_random_accords_leave_everything_open_that_can_be():
    def kinds(dataset):
        return {each.kind for each in open_questions(dataset)}

    # Nothing is reported by an actor there, and no change of stance.
    wanted = set(QuestionKind) - {QuestionKind.RIVAL_ACCOUNTS, QuestionKind.STANCE}
    assert never_seen(accords(), kinds, wanted) == set()
