"""Why an answer is not, and what rests on a record."""

import attrs
import pytest
from hypothesis import given, settings

import karabakh
from karabakh import (
    Actor,
    ActorKind,
    Certainty,
    Dataset,
    Link,
    LinkKind,
    Position,
    Proposition,
    Stance,
    UnknownIdError,
    When,
)
from karabakh.explanations import Missing, resting_on, why_not
from karabakh.reasoning import contradictions, disputes, shifts
from karabakh.testing import datasets

ARTICLE = karabakh.load()
FOR, AGAINST, UNDECIDED = Stance.SUPPORTS, Stance.OPPOSES, Stance.UNDECIDED
QUESTIONS = {"shift": shifts, "contradiction": contradictions, "dispute": disputes}


def position(name, stance, when="", holder="town", proposition="p", **fields):
    time = When(when) if when else When.unknown()
    return Position(
        id=name, holder=holder, proposition=proposition, stance=stance, when=time, **fields
    )


def debate(*records):
    actors = (Actor(id=each, kind=ActorKind.STATE) for each in ("town", "league", "old-town"))
    propositions = (Proposition(id=each, text=f"{each}.") for each in "pq")
    return Dataset.from_records(*actors, *propositions, *records)


@pytest.mark.parametrize(
    ("question", "records", "missing", "near"),
    [
        ("shift", (), Missing.POSITION, ()),
        ("shift", (position("a", FOR, "2019"),), Missing.POSITION, ("a",)),
        ("shift", (position("a", FOR), position("b", AGAINST)), Missing.ORDER, ("a", "b")),
        (
            "shift",
            (position("a", FOR, "2019-05-01"), position("b", AGAINST, "2019-05-01")),
            Missing.TIME,
            ("a", "b"),
        ),
        ("contradiction", (position("a", FOR),), Missing.POSITION, ("a",)),
        (
            "contradiction",
            (position("a", FOR, "2019"), position("b", AGAINST, "2021")),
            Missing.TIME,
            ("a", "b"),
        ),
        ("contradiction", (position("a", FOR), position("b", AGAINST)), Missing.ORDER, ("a", "b")),
        (
            "contradiction",
            (
                position("a", FOR, "2019-05-01"),
                position("b", AGAINST, "2019-05-01", according_to=("league",)),
            ),
            Missing.VOICE,
            ("a", "b"),
        ),
        ("dispute", (position("a", FOR),), Missing.POSITION, ("a",)),
        *(
            (
                "dispute",
                (position("a", own), position("b", other, holder="league")),
                Missing.POSITION,
                ("a",),
            )
            for own, other in ((FOR, FOR), (FOR, UNDECIDED), (UNDECIDED, UNDECIDED))
        ),
        (
            "dispute",
            (position("a", FOR, "2019"), position("b", AGAINST, "2021", holder="league")),
            Missing.TIME,
            ("a", "b"),
        ),
    ],
)
def test_the_missing_premise_is_named(question, records, missing, near):
    found = why_not(debate(*records), question, "town", "p")
    assert (found.missing, {each.id for each in found.records}) == (missing, set(near))
    assert found.describe().startswith(f"no {question} of town on p: ")


def test_a_link_that_would_decide_comes_first():
    link = Link(
        id="twins",
        subject="town",
        kind=LinkKind.SAME_AS,
        object="old-town",
        certainty=Certainty.POSSIBLE,
    )
    dataset = debate(
        position("a", FOR, "2019"), position("b", AGAINST, "2023", holder="old-town"), link
    )
    found = why_not(dataset, "shift", "town", "p")
    assert (found.missing, found.records) == (Missing.IDENTITY, (link,))
    assert found.describe().endswith("it depends on whether town is the same as old-town")
    firm = dataset.replace(attrs.evolve(link, certainty=Certainty.CERTAIN))
    with pytest.raises(ValueError, match="there is such a shift"):
        why_not(firm, "shift", "town", "p")


def test_bad_arguments_are_refused_in_one_line():
    with pytest.raises(ValueError, match="question must be one of"):
        why_not(ARTICLE, "why", "armenia", "region-independent")
    with pytest.raises(UnknownIdError):
        why_not(ARTICLE, "shift", "armenai", "region-independent")
    with pytest.raises(UnknownIdError):
        why_not(ARTICLE, "shift", "armenia", "nothing")
    with pytest.raises(TypeError):
        why_not("a.toml", "shift", "armenia", "region-independent")
    with pytest.raises(UnknownIdError):
        resting_on(ARTICLE, "nothing")


@pytest.mark.parametrize("record", ["pashinyan-concedes", "pashinyan-prime-minister"])
def test_the_articles_shift_falls_with_each_premise(record):
    falling = [type(each.conclusion).__name__ for each in resting_on(ARTICLE, record) if each.falls]
    assert "Shift" in falling


def test_a_hedge_that_falls_leaves_an_answer_firmer():
    found = {
        type(each.conclusion).__name__: each
        for each in resting_on(ARTICLE, "armenia-stance-change")
    }
    assert not found["Shift"].falls


@settings(max_examples=30)
@given(datasets(max_size=8))
def test_what_falls_rests_on_the_record_and_does_not_hold_without_it(dataset):
    for record in list(dataset)[:3]:
        for each in resting_on(dataset, record.id):
            assert any(getattr(leaf, "id", None) == record.id for leaf in each.conclusion.support)


@settings(max_examples=30)
@given(datasets(max_size=8))
def test_each_question_has_an_answer_or_a_missing_premise(dataset):
    for actor in dataset.actors[:2]:
        for proposition in dataset.propositions[:2]:
            for question, ask in QUESTIONS.items():
                try:
                    found = why_not(dataset, question, actor.id, proposition.id)
                except ValueError:
                    assert list(ask(dataset))
                else:
                    assert isinstance(found.missing, Missing)
