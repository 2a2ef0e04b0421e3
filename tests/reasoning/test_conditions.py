"""What goals require, against a slow reference and on both datasets."""

import pytest
from debates import position
from hypothesis import given, settings
from hypothesis import strategies as st
from river_towns import ARTICLE, TOWNS

from karabakh import (
    Certainty,
    ConditionType,
    Dataset,
    DocTimeRel,
    Event,
    EventKind,
    Link,
    LinkKind,
    Proposition,
    Requirement,
    Stance,
    Truth,
    UnknownIdError,
)
from karabakh.reasoning import conditions


def stated(found):
    return [(depth, each.condition, each.condition_type.value) for depth, each in found.walk()]


def cycles(found):
    """The cycles at which the tree is cut: each proposition bears on the next."""
    path = []
    for depth, each in found.walk():
        path = [*path[:depth], each]
        if each.is_cyclic:
            below = [found.goal, *(it.condition for it in path[:-1])]
            yield tuple(reversed(below[below.index(each.condition) :]))


# -- the article


def test_what_lasting_peace_requires():
    peace = conditions(ARTICLE, "lasting-peace")
    assert stated(peace) == [
        (0, "issues-addressed", "necessary"),
        (1, "grievances-addressed", "necessary"),
        (0, "comprehensive-solution", "necessary"),
        (1, "all-sides-respected", "necessary"),
        (1, "concerns-addressed", "necessary"),
        (0, "genuine-dialogue", "necessary"),
        (0, "shared-understanding", "necessary"),
        (0, "arms-laid-down", "not-sufficient"),
    ]
    assert [*cycles(peace)] == []
    assert all(each.met.answer is Truth.UNKNOWN for _, each in peace.walk())
    assert all(each.met.certainty is Certainty.UNKNOWN for _, each in peace.walk())


def test_it_is_stated_according_to_whom():
    peace = conditions(ARTICLE, "lasting-peace")
    views = {
        each.condition: [(view.holder, view.stance) for view in each.views]
        for each in peace.conditions
    }
    assert set(map(tuple, views.values())) == {(("author", Stance.SUPPORTS),)}
    enough = peace.conditions[-1]
    assert enough.certainty is Certainty.CERTAIN
    assert [str(place) for place in enough.views[0].citations] == ["article#p4:1-10"]


# -- the river towns


def test_what_a_quiet_river_requires_and_what_of_it_is_met():
    quiet = conditions(TOWNS, "quiet-river")
    assert stated(quiet) == [
        (0, "weir-with-ambry", "necessary"),
        (0, "weir-lowered", "necessary"),
        (0, "tolls-shared", "necessary"),
        (1, "books-open", "necessary"),
        (0, "trust", "necessary"),
        (1, "quiet-river", "necessary"),
        (0, "treaty-made", "sufficient"),
        (0, "truce-kept", "not-sufficient"),
        (0, "mill-rebuilt", "contributes"),
    ]
    met = {each.condition: each.met for each in quiet.conditions}
    answers = {name: found.answer for name, found in met.items()}
    assert {name for name, each in answers.items() if each is Truth.YES} == {
        "treaty-made",
        "mill-rebuilt",
    }
    assert {name for name, each in answers.items() if each is Truth.NO} == {"truce-kept"}
    assert met["truce-kept"].certainty is Certainty.PROBABLE
    assert met["mill-rebuilt"].premises == (TOWNS["mill-stands-again"], TOWNS["mill-rebuilding"])


def test_a_circle_is_cut_and_stated():
    quiet = conditions(TOWNS, "quiet-river")
    assert [*cycles(quiet)] == [("trust", "quiet-river")]
    assert [each.condition for _, each in quiet.walk() if each.is_cyclic] == ["quiet-river"]
    assert [*cycles(conditions(TOWNS, "trust"))] == [("quiet-river", "trust")]


# -- single rules


def proposition(name, goal=None, condition=None, condition_type="necessary"):
    requirement = (
        Requirement(goal=goal, condition=condition, condition_type=ConditionType(condition_type))
        if goal
        else None
    )
    return Proposition(id=name, text=name, requirement=requirement)


def performance(name, kind, target, **fields):
    return (
        Event(id=name, title=name, kind=EventKind.OTHER, **fields),
        Link(id=f"{name}-{kind}", subject=name, kind=LinkKind(kind), object=target),
    )


def met(*records):
    dataset = Dataset.from_records(proposition("g"), proposition("r", "g", "c"), *records)
    return conditions(dataset, "g").conditions[0].met


FOR, AGAINST, UNDECIDED = Stance.SUPPORTS, Stance.OPPOSES, Stance.UNDECIDED


@pytest.mark.parametrize(
    ("taken", "carrying", "certainty", "sentence"),
    [
        ([FOR], ["v0"], Certainty.CERTAIN, "c: necessary for g"),
        ([AGAINST, FOR], ["v1"], Certainty.CERTAIN, "c: necessary for g"),
        ([UNDECIDED], [], Certainty.UNKNOWN, "left open whether c is necessary for g"),
        ([UNDECIDED, AGAINST], [], Certainty.UNKNOWN, "denied: c is necessary for g"),
        ([], [], Certainty.UNKNOWN, "stated by nobody: c is necessary for g"),
    ],
)
def test_only_who_holds_that_something_is_required_carries_it(taken, carrying, certainty, sentence):
    views = [position(f"v{at}", "town", "r", each) for at, each in enumerate(taken)]
    dataset = Dataset.from_records(proposition("g"), proposition("r", "g", "c"), *views)
    whole = conditions(dataset, "g")
    (found,) = whole.conditions
    assert [each.id for each in found.premises] == ["r", *carrying]
    beside = [each for each in found.details if each in views]
    assert {each.id for each in beside} == {each.id for each in views} - set(carrying)
    assert (found.certainty, found.describe()) == (certainty, sentence)
    assert found.views == tuple(views)
    assert (found in whole.premises, found in whole.details) == (bool(carrying), not carrying)


def test_what_contributes_and_is_not_held_is_put_in_words():
    dataset = Dataset.from_records(proposition("g"), proposition("r", "g", "c", "contributes"))
    (found,) = conditions(dataset, "g").conditions
    assert found.describe() == "stated by nobody: c contributes to g"


def test_what_is_met_by_some_and_broken_by_others_is_open():
    both = met(*performance("a", "fulfils", "c"), *performance("b", "breaches", "c"))
    assert both.answer is Truth.UNKNOWN
    assert len(both.premises) == 4
    assert both.describe() == "c is met by some and broken by others"
    assert met().describe() == "c is not known to be met"
    assert met(*performance("b", "breaches", "c")).answer is Truth.NO


@pytest.mark.parametrize("doubt", [{"certainty": Certainty.PROBABLE}, {"according_to": ("town",)}])
def test_what_is_met_with_doubt_is_not_counted_as_met(doubt):
    records = [proposition("g"), proposition("r", "g", "c"), proposition("s", "g", "d")]
    records += performance("a", "fulfils", "c", **doubt)
    records += performance("b", "fulfils", "d")
    found = conditions(Dataset.from_records(*records), "g")
    assert found.describe() == "g: 2 conditions, 1 met, 1 perhaps met"


def test_who_leaves_open_whether_it_is_met_is_no_account_of_it():
    decided = performance("a", "fulfils", "c", according_to=("town",))
    to_come = {"according_to": ("league",), "doc_time_rel": DocTimeRel.AFTER}
    found = met(*decided, *performance("b", "fulfils", "c", **to_come))
    assert (found.answer, found.according_to, found.accounts) == (Truth.YES, ("town",), ())


def test_what_is_still_to_come_meets_nothing():
    assert (
        met(*performance("a", "fulfils", "c", doc_time_rel=DocTimeRel.AFTER)).answer
        is Truth.UNKNOWN
    )


def test_a_link_without_its_event_still_tells():
    link = Link(id="tie", subject="nothing", kind=LinkKind.FULFILS, object="c")
    assert met(link).premises == (link,)
    assert met(link).answer is Truth.YES


def test_the_conditions_of_a_goal_are_stated_once():
    dataset = Dataset.from_records(
        *map(proposition, "gabcd"),
        proposition("r1", "g", "a"),
        proposition("r2", "g", "b"),
        proposition("r3", "a", "c"),
        proposition("r4", "b", "c"),
        proposition("r5", "c", "d"),
    )
    found = conditions(dataset, "g")
    assert [(depth, each.condition) for depth, each in found.walk()] == [
        (0, "a"),
        (1, "c"),
        (2, "d"),
        (0, "b"),
        (1, "c"),
    ]
    assert [each.is_repeated for _, each in found.walk()] == [False] * 4 + [True]


def test_a_goal_that_nothing_bears_on_has_no_conditions():
    found = conditions(Dataset.from_records(proposition("g")), "g")
    assert (found.conditions, found.describe()) == ((), "g: 0 conditions, 0 met")


def test_conditions_that_lead_nowhere_are_stated_all_the_same():
    dataset = Dataset.from_records(proposition("g"), proposition("r", "g", "nothing"))
    assert [each.condition for each in conditions(dataset, "g").conditions] == ["nothing"]


def test_an_unknown_goal_is_refused():
    with pytest.raises(UnknownIdError, match="did you mean 'lasting-peace'"):
        conditions(ARTICLE, "lasting-peece")


def test_chains_may_be_long():
    count = 200
    goals = [proposition(f"p{number}") for number in range(count)]
    steps = [
        proposition(f"r{number}", f"p{number}", f"p{number + 1}") for number in range(count - 1)
    ]
    found = conditions(Dataset.from_records(*goals, *steps), "p0")
    assert max(depth for depth, _ in found.walk()) == count - 2


# -- the reference


def slow_tree(requirements, goal):
    """The same tree by plain recursion: condition, how it ends, and what bears on it."""
    stated = {goal}

    def below(name, path):
        rows = []
        for condition, condition_type, number in sorted(
            (condition, list(ConditionType).index(ConditionType(condition_type)), number)
            for number, (of, condition, condition_type) in enumerate(requirements)
            if of == name
        ):
            rows.append((condition_type, f"r{number}", condition))
        tree = []
        for _, name_of_row, condition in sorted(rows):
            is_goal = any(of == condition for of, _, _ in requirements)
            if condition in path:
                tree.append((name_of_row, condition, "cyclic", []))
            elif is_goal and condition in stated:
                tree.append((name_of_row, condition, "repeated", []))
            else:
                if is_goal:
                    stated.add(condition)
                tree.append((name_of_row, condition, "", below(condition, [*path, condition])))
        return tree

    return below(goal, [goal])


def as_tree(found):
    return [
        (
            each.requirement.id,
            each.condition,
            "cyclic" if each.is_cyclic else "repeated" if each.is_repeated else "",
            as_tree(each.needs),
        )
        for each in found
    ]


names = st.sampled_from("abcde")


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(names, names, st.sampled_from([each.value for each in ConditionType])), max_size=9
    )
)
def test_trees_agree_with_plain_recursion(requirements):
    dataset = Dataset.from_records(
        *map(proposition, "abcde"),
        *(proposition(f"r{number}", *each) for number, each in enumerate(requirements)),
    )
    found = conditions(dataset, "a")
    assert as_tree(found.conditions) == slow_tree(requirements, "a")
    bears_on = {(condition, goal) for goal, condition, _ in requirements}
    for circle in cycles(found):
        assert all(pair in bears_on for pair in zip(circle, circle[1:] + circle[:1], strict=True))
    cut = [each for _, each in found.walk() if each.is_cyclic]
    assert len([*cycles(found)]) == len(cut)
    assert not any(each.needs for each in cut)
