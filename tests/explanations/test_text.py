import html
import json
import re
from functools import reduce

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import karabakh
from karabakh import (
    Actor,
    ActorKind,
    Agreement,
    AgreementKind,
    AgreementStatus,
    Basis,
    Dataset,
    Document,
    Event,
    EventKind,
    Place,
    Position,
    Proposition,
    Source,
    Stance,
    StatusChange,
)
from karabakh.explanations import (
    EXPLANATION_SCHEMA,
    explain,
    explanation_to_json,
    explanation_to_markdown,
    explanation_to_text,
)
from karabakh.reasoning import Conclusion, agreement_status, shifts, stances
from karabakh.testing import bound_datasets

ARTICLE = karabakh.load()
SHIFT = explain(shifts(ARTICLE)[0], dataset=ARTICLE)


def test_line_breaks_of_a_text_do_not_tear_the_markdown_list():
    event = Event(
        id="e",
        title="One\n\n- two\r\n    three",
        kind=EventKind.OTHER,
        note="A note\n\nof two\u2028paragraphs",
    )
    assert explanation_to_markdown(explain(event)).splitlines() == [
        "- One - two three",
        "  — *e; certain, stated*",
        "  — A note of two paragraphs",
    ]


@pytest.mark.parametrize("width", [1, 20, 40, 80, 120])
def test_text_keeps_to_its_width_wherever_words_let_it(width):
    for line in explanation_to_text(SHIFT, width=width).splitlines():
        indent = len(line) - len(re.sub(r"^ *[-+]? ?", "", line))
        assert len(line) <= max(width, indent + 20) or " " not in line.strip(" -+")


def test_text_shows_what_carries_and_what_only_belongs_to_it():
    text = explanation_to_text(SHIFT)
    assert text.startswith("Armenia, which once supported")
    assert "\n  - Armenia once supported" in text
    assert "\n  + the position of Armenia on “Peace is to come before other aims”" in text
    assert "[shift; probable, derived; rests on what the coder inferred:" in text
    assert "article ¶2, words 21–36" in text
    assert "Note: That it excludes the region's independence is inferred" in text


def test_what_stands_below_a_statement_is_written_once():
    shared = Conclusion(rule="shared", premises=(ARTICLE["war-2020"],))
    text = explanation_to_text(explain(Conclusion(rule="twice", premises=(shared, shared))))
    assert text.count("[war-2020; certain, stated]") == 1
    assert text.count("[shared; certain, derived; as above]") == 1


def test_quotes_follow_their_places():
    words = Document.from_text("They met. Nothing was signed.")
    source = Source(id="wire", title="Wire", paragraphs=words.outline())
    place = Place(id="here", citations=(karabakh.Citation("wire", 1, 3, 5),))
    bound = Dataset.from_records(source, place).bind(words)
    node = explain(place, dataset=bound)
    assert "wire ¶1, words 3–5: “Nothing was signed.”" in explanation_to_text(node)
    assert "wire ¶1, words 3–5: “Nothing was signed.”" in explanation_to_markdown(node)


def test_markdown_nests_by_indentation():
    lines = explanation_to_markdown(SHIFT).splitlines()
    items = [line for line in lines if line.lstrip().startswith("- ")]
    depths = [(len(line) - len(line.lstrip())) // 2 for line in items]
    assert depths == [line.depth for line in SHIFT.lines()]
    assert sum("(in addition)" in line for line in items) == 2


@given(st.text(st.characters(codec="utf-8", categories=["L", "P", "S", "Zs"]), min_size=1))
def test_markdown_takes_no_character_of_a_text_for_a_mark(title):
    node = explain(Conclusion(rule=title, premises=()))
    first = explanation_to_markdown(node).splitlines()[0].removeprefix("- ")
    assert html.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", first)) == " ".join(title.split())
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]<>#|]", first)


@settings(max_examples=50)
@given(bound_datasets())
def test_every_explanation_of_any_dataset_can_be_written(dataset):
    for each in stances(dataset):
        tree = explain(each, dataset=dataset)
        assert explanation_to_text(tree)
        assert explanation_to_markdown(tree)
        statements = json.loads(explanation_to_json(tree))
        jsonschema.validate(statements, dict(EXPLANATION_SCHEMA))
        assert len(statements) == len(list(tree.walk()))
        assert statements[0]["text"] == tree.text


def test_json_refers_to_premises_and_details_by_number():
    statements = json.loads(explanation_to_json(SHIFT))
    first = statements[0]
    assert [statements[number]["record"] for number in first["details"]] == [
        "weakness-explains-change",
        "peace-explains-change",
    ]
    assert [statements[number].get("rule") for number in first["premises"]] == [
        "stated",
        "exclusion",
        None,
    ]
    assert first["coder_inferences"] == ["region-part-of-azerbaijan"]


def test_json_shows_letters_of_any_script():
    tree = explain(Conclusion(rule="Սյունիք", premises=()))
    assert "Սյունիք" in explanation_to_json(tree)


@pytest.mark.parametrize("place", [(0,), (0, "citations", 0)])
def test_the_schema_refuses_other_keys(place):
    statements = json.loads(explanation_to_json(explain(ARTICLE["war-2020"])))
    jsonschema.validate(statements, dict(EXPLANATION_SCHEMA))
    part = reduce(lambda each, key: each[key], place, statements)
    part["another"] = "key"
    with pytest.raises(jsonschema.ValidationError, match="'another' was unexpected"):
        jsonschema.validate(statements, dict(EXPLANATION_SCHEMA))


def test_an_answer_by_an_actors_word_says_so_and_has_two_certainties():
    position = karabakh.Position(
        id="p",
        holder="town",
        proposition="q",
        stance=karabakh.Stance.SUPPORTS,
        according_to=("league",),
    )
    (held,) = stances(
        Dataset.from_records(
            *(
                karabakh.Actor(id=each, kind=karabakh.ActorKind.STATE)
                for each in ("town", "league")
            ),
            karabakh.Proposition(id="q", text="The mill is safe."),
            position,
        )
    )
    node = explain(held)
    assert (node.certainty.value, node.reported.value) == ("possible", "certain")
    assert node.according_to == ("league",)
    assert "according to league" in node.text


# -- every way


def diamond():
    """Return a dataset in which support of p leads to support of s in three ways."""
    implied = {"p": ("q", "r", "s"), "q": ("s",), "r": ("s",), "s": ()}
    return Dataset.from_records(
        Actor(id="town", kind=ActorKind.STATE),
        *(Proposition(id=each, text=each, implies=found) for each, found in implied.items()),
        Position(id="said", holder="town", proposition="p", stance=Stance.SUPPORTS),
    )


def test_all_ways_to_a_stance_are_shown_on_request():
    dataset = diamond()
    (held,) = stances(dataset, holder="town", proposition="s")
    assert explain(held, dataset=dataset).alternatives == ()
    tree = explain(held, dataset=dataset, all_ways=True)
    assert tree.children == explain(held, dataset=dataset).children
    assert [way.children[1].record.id for way in tree.alternatives] == ["q", "r"]
    assert [way.children[0].children[1].record.id for way in tree.alternatives] == ["p", "p"]
    assert all(below.alternatives == () for way in tree.alternatives for below in way.walk())


def test_all_ways_are_written_in_every_form():
    dataset = diamond()
    (held,) = stances(dataset, holder="town", proposition="s")
    tree = explain(held, dataset=dataset, all_ways=True)
    assert explanation_to_text(tree).count("\n  = ") == 2
    assert explanation_to_markdown(tree).count("(or) ") == 2
    found = json.loads(explanation_to_json(tree))
    jsonschema.validate(found, EXPLANATION_SCHEMA)
    assert len(found[0]["alternatives"]) == 2
    assert "alternatives" not in json.loads(explanation_to_json(explain(held)))[0]


def test_all_ways_need_the_dataset():
    (held,) = stances(diamond(), holder="town", proposition="s")
    with pytest.raises(TypeError, match="dataset must be a Dataset if all_ways is set, got None"):
        explain(held, all_ways=True)


def test_an_inferred_part_without_an_identifier_is_named_in_words():
    step = StatusChange(status=AgreementStatus.AGREED, basis=Basis.INFERRED, note="By its year.")
    pact = Agreement(id="pact", title="Pact", kind=AgreementKind.CEASEFIRE, statuses=(step,))
    dataset = Dataset.from_records(pact, title="Small")
    text = explanation_to_text(explain(agreement_status(dataset, "pact"), dataset=dataset))
    assert "rests on what the coder inferred: a change of status]" in " ".join(text.split())
