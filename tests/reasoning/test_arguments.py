"""What is no question is refused at once, with a word on what to ask instead."""

import datetime as dt

import pytest
from river_towns import ARTICLE

from karabakh import UnknownIdError
from karabakh.reasoning import (
    alignment,
    conditions,
    contradictions,
    disputes,
    explain,
    infer,
    obligations,
    shifts,
    stance,
    stances,
    status,
)


def test_an_actor_is_no_proposition_and_a_proposition_no_actor():
    with pytest.raises(UnknownIdError, match="there is no actor 'region-independent'"):
        stance(ARTICLE, "region-independent", "armenia")
    with pytest.raises(UnknownIdError, match="there is no proposition 'armenia'"):
        stances(ARTICLE, proposition="armenia")


def test_a_stance_is_one_actor_s_on_one_proposition():
    with pytest.raises(TypeError, match=r"holder is an identifier, a str, not None.*stances"):
        stance(ARTICLE, None, "region-independent")
    with pytest.raises(TypeError, match="proposition is an identifier"):
        stance(ARTICLE, "armenia", None)


@pytest.mark.parametrize("at", [2020, dt.date(2020, 1, 1), 2020.5])
@pytest.mark.parametrize(
    "ask",
    [
        lambda at: stance(ARTICLE, "armenia", "region-independent", at=at),
        lambda at: disputes(ARTICLE, at=at),
        lambda at: alignment(ARTICLE, at=at),
        lambda at: obligations(ARTICLE, at=at),
        lambda at: status(ARTICLE, "ceasefire", at=at),
    ],
)
def test_a_time_is_a_when_or_its_text(ask, at):
    with pytest.raises(TypeError, match="a time is a When or its EDTF text, such as '2020"):
        ask(at)


@pytest.mark.parametrize("goal", [None, 0])
def test_a_goal_is_an_identifier(goal):
    with pytest.raises(TypeError, match="the identifier of a proposition"):
        conditions(ARTICLE, goal)


@pytest.mark.parametrize(
    ("several", "hint"),
    [
        (stances(ARTICLE), "a Stances: pass one of its members"),
        (contradictions(ARTICLE), "a Contradictions: pass one of its members"),
        (shifts(ARTICLE), "a tuple: pass one of its members"),
        (alignment(ARTICLE), "an? AlignmentMatrix: pass"),
        (infer(ARTICLE, []), "an? Inference: ask its own"),
        ("war-2020", r"a str: pass dataset\['war-2020'\]"),
        (None, "a NoneType$"),
    ],
)
def test_one_thing_at_a_time_is_explained(several, hint):
    with pytest.raises(TypeError, match=hint):
        explain(several)


@pytest.mark.parametrize("rounds", ["3", 2.5, True, None])
def test_rounds_are_counted_in_whole_numbers(rounds):
    with pytest.raises(TypeError, match="rounds is a whole number"):
        infer(ARTICLE, [], rounds=rounds)


def test_a_rule_gives_conclusions_and_not_nothing():
    def forgetful(dataset):
        dataset.events.where(kind="war")

    with pytest.raises(TypeError, match="the inference rule 'forgetful' gives None: yield"):
        infer(ARTICLE, [forgetful])
