"""What is no question is refused at once, with what to ask instead."""

import datetime as dt
import inspect
import pathlib

import pytest
from river_towns import ARTICLE

from karabakh import EdtfError, UnknownIdError, comparison, explanations, reasoning
from karabakh.comparison import compare, compare_sources, reliability, restrict_to_source
from karabakh.explanations import explain, resting_on, why_not
from karabakh.reasoning import (
    Inference,
    agreement_status,
    alignment,
    conditions,
    contradictions,
    demands,
    disputes,
    infer,
    obligations,
    open_questions,
    shifts,
    stance,
    stances,
    timeline,
)

OF_A_DATASET = {
    "agreement_status": lambda dataset: agreement_status(dataset, "ceasefire"),
    "alignment": alignment,
    "compare, left": lambda dataset: compare(dataset, ARTICLE),
    "compare, right": lambda dataset: compare(ARTICLE, dataset),
    "compare_sources": lambda dataset: compare_sources(dataset, "article", "article"),
    "conditions": lambda dataset: conditions(dataset, "lasting-peace"),
    "contradictions": contradictions,
    "demands": demands,
    "disputes": disputes,
    "explain": lambda dataset: explain(ARTICLE["war-2020"], dataset=dataset),
    "reliability": lambda dataset: reliability(dataset, ARTICLE),
    "restrict_to_source": lambda dataset: restrict_to_source(dataset, "article"),
    "infer": lambda dataset: infer(dataset, []),
    "resting_on": lambda dataset: resting_on(dataset, "war-2020"),
    "why_not": lambda dataset: why_not(dataset, "shift", "armenia", "region-independent"),
    "obligations": obligations,
    "open_questions": open_questions,
    "shifts": shifts,
    "stance": lambda dataset: stance(dataset, "armenia", "region-independent"),
    "stances": stances,
    "timeline": timeline,
}
"""Every question, by its name, as a function of the dataset."""

MAY_BE_NONE = {"explain"}

ACTOR, SOURCE, PROPOSITION, AGREEMENT = "actor", "source", "proposition", "agreement"
TIMED = "record with a time"

OF_AN_ID = {
    "compare_sources, left": (SOURCE, lambda it: compare_sources(ARTICLE, it, "article")),
    "compare_sources, right": (SOURCE, lambda it: compare_sources(ARTICLE, "article", it)),
    "resting_on, record": ("record", lambda it: resting_on(ARTICLE, it)),
    "why_not, holder": (ACTOR, lambda it: why_not(ARTICLE, "shift", it, "peace-first")),
    "why_not, proposition": (PROPOSITION, lambda it: why_not(ARTICLE, "shift", "armenia", it)),
    "conditions, goal": (PROPOSITION, lambda it: conditions(ARTICLE, it)),
    "demands, of": (ACTOR, lambda it: demands(ARTICLE, of=it)),
    "demands, on": (PROPOSITION, lambda it: demands(ARTICLE, on=it)),
    "restrict_to_source, source": (SOURCE, lambda it: restrict_to_source(ARTICLE, it)),
    "obligations, actor": (ACTOR, lambda it: obligations(ARTICLE, it)),
    "stance, holder": (ACTOR, lambda it: stance(ARTICLE, it, "region-independent")),
    "stance, proposition": (PROPOSITION, lambda it: stance(ARTICLE, "armenia", it)),
    "stances, holder": (ACTOR, lambda it: stances(ARTICLE, holder=it)),
    "shifts, according_to": (ACTOR, lambda it: shifts(ARTICLE, according_to=it)),
    "contradictions, according_to": (ACTOR, lambda it: contradictions(ARTICLE, according_to=it)),
    "disputes, according_to": (ACTOR, lambda it: disputes(ARTICLE, according_to=it)),
    "alignment, according_to": (ACTOR, lambda it: alignment(ARTICLE, according_to=it)),
    "agreement_status, according_to": (
        ACTOR,
        lambda it: agreement_status(ARTICLE, "ceasefire", according_to=it),
    ),
    "obligations, according_to": (ACTOR, lambda it: obligations(ARTICLE, according_to=it)),
    "demands, according_to": (ACTOR, lambda it: demands(ARTICLE, according_to=it)),
    "conditions, according_to": (
        ACTOR,
        lambda it: conditions(ARTICLE, "lasting-peace", according_to=it),
    ),
    "open_questions, according_to": (ACTOR, lambda it: open_questions(ARTICLE, according_to=it)),
    "timeline, according_to": (ACTOR, lambda it: timeline(ARTICLE, according_to=it)),
    "stance, according_to": (
        ACTOR,
        lambda it: stance(ARTICLE, "armenia", "region-independent", according_to=it),
    ),
    "stances, according_to": (ACTOR, lambda it: stances(ARTICLE, according_to=it)),
    "stances, proposition": (PROPOSITION, lambda it: stances(ARTICLE, proposition=it)),
    "agreement_status, agreement": (AGREEMENT, lambda it: agreement_status(ARTICLE, it)),
    "timeline, id": (TIMED, lambda it: timeline(ARTICLE).bounds(it)),
    "timeline, a": (TIMED, lambda it: timeline(ARTICLE).before(it, "war-2020")),
    "timeline, b": (TIMED, lambda it: timeline(ARTICLE).overlaps("war-2020", it)),
    "alignment, actor": (ACTOR, lambda it: alignment(ARTICLE).activity(it)),
    "alignment, between": (ACTOR, lambda it: alignment(ARTICLE).between("armenia", it)),
}
"""Every argument that names a record, with the kind of it that is asked for."""

EXAMPLES = {
    ACTOR: "armenia",
    SOURCE: "article",
    PROPOSITION: "region-independent",
    AGREEMENT: "ceasefire",
    "place": "nagorno-karabakh",
}

OF_A_TIME = {
    "alignment": lambda at: alignment(ARTICLE, at=at),
    "disputes": lambda at: disputes(ARTICLE, at=at),
    "obligations": lambda at: obligations(ARTICLE, at=at),
    "stance": lambda at: stance(ARTICLE, "armenia", "region-independent", at=at),
    "stances": lambda at: stances(ARTICLE, at=at),
    "agreement_status": lambda at: agreement_status(ARTICLE, "ceasefire", at=at),
}


def each(questions):
    return pytest.mark.parametrize("ask", list(questions.values()), ids=list(questions))


def test_the_tables_have_all_questions_and_all_arguments():
    """So that what is added is asked as well."""
    questions = {name.split(",")[0] for name in OF_A_DATASET}
    functions = {
        name: inspect.signature(function).parameters
        for package in (reasoning, comparison, explanations)
        for name in package.__all__
        if inspect.isfunction(function := getattr(package, name))
        and not name.startswith("explanation_to_")
    }
    assert questions == set(functions)
    timed = {name for name, parameters in functions.items() if "at" in parameters}
    assert timed == set(OF_A_TIME)
    other = {"dataset", "at", "rules", "rounds", "norm", "duplicates", "result", "question"}
    other |= {"all_ways"}
    named = {
        f"{name}, {parameter}"
        for name, parameters in functions.items()
        for parameter in parameters
        if parameter not in other and name not in {"compare", "reliability"}
    }
    assert named <= set(OF_AN_ID)


@pytest.mark.parametrize(
    ("passed", "hint"),
    [
        ("river.toml", r"got 'river.toml'; use karabakh\.read\('river.toml'\)"),
        (pathlib.Path("river.toml"), r"use karabakh\.read\("),
        ([], r"got a list; use Dataset\.from_records"),
        (ARTICLE.events, r"got a RecordCollection; use Dataset\.from_records"),
        (infer(ARTICLE, []), r"pass its \.dataset"),
        (ARTICLE["war-2020"], r"got an Event; use karabakh\.read"),
        (None, r"got None; use karabakh\.read\(path\).*karabakh\.load\(\)"),
    ],
    # Not the objects' own texts: an address in memory would give each process other tests.
    ids=lambda value: type(value).__name__,
)
@pytest.mark.parametrize("name", list(OF_A_DATASET))
def test_a_question_is_requested_of_a_dataset(name, passed, hint):
    if name in MAY_BE_NONE and (passed is None or isinstance(passed, Inference)):
        return
    with pytest.raises(TypeError, match=f"dataset must be a Dataset, .*{hint}"):
        OF_A_DATASET[name](passed)


@pytest.mark.parametrize("passed", [None, 0, True, [], b"armenia"], ids=repr)
@pytest.mark.parametrize("name", list(OF_AN_ID))
def test_an_identifier_is_a_text(name, passed):
    may_be_left_out = {"demands", "obligations", "stances"}
    is_optional = name.endswith("according_to") or name.split(",")[0] in may_be_left_out
    if passed is None and is_optional:
        return
    with pytest.raises(TypeError, match=r"[a-z_]+ must be an identifier \(str\), got "):
        OF_AN_ID[name][1](passed)


@each({name: ask for name, (_, ask) in OF_AN_ID.items()})
def test_of_a_record_its_identifier_is_to_be_passed(ask):
    with pytest.raises(TypeError, match="got an Actor; use its id, 'armenia'"):
        ask(ARTICLE.actors["armenia"])


@pytest.mark.parametrize("name", list(OF_AN_ID))
def test_an_identifier_of_nothing_or_of_another_kind_of_record_is_refused(name):
    wanted, ask = OF_AN_ID[name]
    strangers = {kind: name for kind, name in EXAMPLES.items() if kind != wanted}
    if wanted == "record":
        strangers = {}
    if wanted == TIMED:
        strangers = {kind: EXAMPLES[kind] for kind in (ACTOR, PROPOSITION, "place")}
    for stranger in ("nobody-at-all", "", *strangers.values()):
        with pytest.raises(UnknownIdError, match="unknown "):
            ask(stranger)


@pytest.mark.parametrize("kind", sorted({*EXAMPLES} - {ACTOR}))
def test_what_has_the_identifier_instead_is_stated(kind):
    with pytest.raises(UnknownIdError, match=f"'{EXAMPLES[kind]}'; it is an? {kind}"):
        stances(ARTICLE, holder=EXAMPLES[kind])


def test_what_was_meant_is_stated_where_it_is_near():
    with pytest.raises(UnknownIdError, match=r"unknown actor.*did you mean 'armenia'"):
        obligations(ARTICLE, "armenai")
    with pytest.raises(UnknownIdError, match="did you mean 'article'"):
        restrict_to_source(ARTICLE, "artikle")


@pytest.mark.parametrize("name", ["holder", "proposition"])
def test_a_stance_is_one_actor_s_on_one_proposition(name):
    requested = {"holder": "armenia", "proposition": "region-independent", name: None}
    with pytest.raises(TypeError, match=rf"{name} must be an identifier.*got None"):
        stance(ARTICLE, **requested)


@pytest.mark.parametrize("at", [2020, dt.date(2020, 1, 1), 2020.5, ["2020"]], ids=repr)
@each(OF_A_TIME)
def test_a_time_is_a_when_or_its_text(ask, at):
    with pytest.raises(TypeError, match=r"at must be a When or EDTF text, got .*; use '"):
        ask(at)


@pytest.mark.parametrize("at", ["yesterday", "", "2020-13"])
@each(OF_A_TIME)
def test_a_text_that_is_no_time_is_refused(ask, at):
    with pytest.raises(EdtfError):
        ask(at)


@pytest.mark.parametrize("value", ["euclid", None, 5, ["jaccard"]], ids=repr)
@pytest.mark.parametrize(
    ("name", "known"), [("norm", "'average', 'jaccard', 'cosine'"), ("duplicates", "'acrossrange'")]
)
def test_a_setting_that_is_not_known_is_refused_with_those_that_are(name, known, value):
    with pytest.raises(ValueError, match=rf"{name} must be one of .*{known}, got "):
        alignment(ARTICLE, **{name: value})


@pytest.mark.parametrize(
    ("rules", "hint"),
    [
        (None, "rules must be functions of a dataset, in a list, got None"),
        (shifts, r"rules must be functions of a dataset, .*; use \[shifts\]"),
        ([5], "each of rules must be a function of a dataset, got 5"),
    ],
)
def test_rules_are_functions_in_a_list(rules, hint):
    with pytest.raises(TypeError, match=hint):
        infer(ARTICLE, rules)


@pytest.mark.parametrize(
    ("several", "hint"),
    [
        (stances(ARTICLE), "got Stances; pass one item"),
        (contradictions(ARTICLE), "got Contradictions; pass one item"),
        (shifts(ARTICLE), "got tuple; pass one item"),
        (alignment(ARTICLE), "got AlignmentMatrix; pass one answer"),
        (infer(ARTICLE, []), "got Inference$"),
        ("war-2020", r"got str; use dataset\['war-2020'\]"),
        (None, "got NoneType$"),
    ],
)
def test_one_thing_at_a_time_is_explained(several, hint):
    with pytest.raises(TypeError, match=hint):
        explain(several)


@pytest.mark.parametrize("rounds", ["3", 2.5, True, None])
def test_rounds_are_counted_in_whole_numbers(rounds):
    with pytest.raises(TypeError, match="rounds must be a whole number, got"):
        infer(ARTICLE, [], rounds=rounds)


def test_there_is_one_round_at_least():
    with pytest.raises(ValueError, match="rounds must be 1 or more, got 0"):
        infer(ARTICLE, [], rounds=0)


def test_a_rule_gives_conclusions_and_not_nothing():
    def forgetful(dataset):
        dataset.events.where(kind="war")

    with pytest.raises(TypeError, match=r"rule 'forgetful' must return an iterable .*, got None"):
        infer(ARTICLE, [forgetful])
