"""Several codings of one text: what is matched, counted, and found to differ."""

import sys
from pathlib import Path

import attrs
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import karabakh
from karabakh import (
    Actor,
    ActorKind,
    Certainty,
    Citation,
    Coding,
    Dataset,
    Document,
    Event,
    EventKind,
    Source,
    Stance,
    UnknownIdError,
    When,
)
from karabakh.comparison import compare, reliability
from karabakh.model._edits import rename_ids
from karabakh.testing import datasets

sys.path.append(str(Path(__file__).parent.parent / "reasoning"))

from river_towns import ARTICLE, TOWNS, towns_with_texts

TEXT = """The river towns of Ambry and Tolvan met on Monday. They agreed on little.

Ambry may return. Tolvan will not, its mayor said later in the day."""
DOCUMENT = Document.from_text(TEXT)
WIRE = Source(id="wire", title="A wire", paragraphs=DOCUMENT.outline())


def event(id, place, **fields):
    default = {"title": "It", "kind": EventKind.MEETING, "certainty": Certainty.CERTAIN}
    cited = tuple(map(Citation.parse, place.split()))
    return Event(id=id, citations=cited, **(default | fields))


def coding(*records, source=WIRE, by=""):
    coders = (Coding(coders=(by,)),) if by else ()
    return Dataset.from_records(source, *records, coding=coders)


def matched(found):
    return found.units[0].matched


MET = event("met", "wire#p1:1-10")
RETURN = event("return", "wire#p2:1-3", certainty=Certainty.POSSIBLE)
REFUSAL = event("refusal", "wire#p2:4-6", kind=EventKind.STATEMENT)


def test_records_that_share_half_their_words_are_matched():
    other = coding(event("meeting", "wire#p1:3-8"), event("back", "wire#p2:3-9"))
    found = reliability(coding(MET, RETURN), other)
    assert [each.records for each in found.disagreements] == [
        ("return", None),
        (None, "back"),
    ]
    (of_all, of_events) = found.units
    assert (of_all.matched, of_all.only_left, of_all.only_right) == (1, 1, 1)
    assert (of_all.precision, of_all.recall, of_all.f1) == (0.5, 0.5, 0.5)
    assert of_events == attrs.evolve(of_all, kind="event")


def test_the_share_of_words_may_be_chosen():
    one, other = coding(MET), coding(event("meeting", "wire#p1:8-10"))
    assert matched(reliability(one, other)) == 0
    assert matched(reliability(one, other, overlap=0.3)) == 1
    assert matched(reliability(one, other, overlap=0.31)) == 0


def test_several_citations_count_together():
    one = coding(event("a", "wire#p1:1-4 wire#p2:1-3"))
    assert matched(reliability(one, coding(event("b", "wire#p1:1-4 wire#p1:6-9")))) == 0
    assert matched(reliability(one, coding(event("b", "wire#p2:1-3 wire#p1:2-4")))) == 1


def test_the_closest_records_are_matched_first():
    one = coding(event("a", "wire#p1:1-10"))
    other = coding(event("b", "wire#p1:1-7"), event("c", "wire#p1:1-9"))
    assert [each.records for each in reliability(one, other).disagreements] == [(None, "b")]


def test_of_equally_close_records_those_with_most_alike_are_matched():
    one = coding(MET, event("stated", "wire#p1:1-10", kind=EventKind.STATEMENT))
    other = coding(event("x", "wire#p1:1-10", kind=EventKind.STATEMENT), event("y", "wire#p1:1-10"))
    assert reliability(one, other).disagreements == ()


def test_other_kinds_are_never_matched():
    actor = Actor(id="towns", kind=ActorKind.COLLECTIVE, citations=MET.citations)
    assert matched(reliability(coding(MET), coding(actor))) == 0


def test_records_that_cite_nothing_or_no_common_source_are_left_out():
    memo = Source(id="memo", title="A memo")
    foreign = event("foreign", "memo#p1")
    found = reliability(
        coding(MET, foreign).merge(Dataset(sources=[memo])), coding(MET, event("x", ""))
    )
    assert (matched(found), found.disagreements) == (1, ())


def test_fields_that_differ_are_listed_with_the_words():
    one = coding(MET, RETURN, REFUSAL, by="A. Reader").bind({"wire": DOCUMENT})
    changed = attrs.evolve(RETURN, certainty=Certainty.PROBABLE, when=When("2020"))
    found = reliability(one, coding(MET, changed, REFUSAL, by="B. Coder"))
    assert found.codings == ("A. Reader", "B. Coder")
    assert [(each.field, each.values) for each in found.disagreements] == [
        ("when", ("", "2020")),
        ("certainty", ("possible", "probable")),
    ]
    assert {each.words for each in found.disagreements} == {"Ambry may return."}
    assert {each.passages for each in found.disagreements} == {("wire#p2:1-3",)}


def test_a_table_has_each_disagreement_with_both_codings():
    one = coding(MET, RETURN).bind({"wire": DOCUMENT})
    other = coding(event("meeting", "wire#p1:1-10", kind=EventKind.NEGOTIATION))
    table = pl.DataFrame(karabakh.to_table(reliability(one, other)))
    assert table.rows() == [
        (
            "event",
            "kind",
            ["wire#p1:1-10"],
            "The river towns of Ambry and Tolvan met on Monday.",
            "met",
            "meeting",
            "meeting",
            "negotiation",
        ),
        ("event", None, ["wire#p2:1-3"], "Ambry may return.", "return", "return", None, None),
    ]


def renamed(dataset, suffix="-b"):
    """Return a dataset in which all identifiers but those of sources differ."""
    names = {record.id: f"{record.id}{suffix}" for record in dataset.records()}
    fields = {
        name: tuple(rename_ids(record, names) for record in records)
        for name, records in dataset.collections()
        if name != "sources"
    }
    return attrs.evolve(dataset, **fields)


@pytest.mark.parametrize("dataset", [ARTICLE, TOWNS])
def test_codings_need_no_common_identifiers(dataset):
    same, other = reliability(dataset, dataset), reliability(dataset, renamed(dataset))
    assert other.units == same.units
    assert other.alpha("position.stance") == same.alpha("position.stance")
    assert not [each for each in other.disagreements if not each.field]
    assert not [each.of for each in other.alphas if each.of.endswith(".id")]


@pytest.mark.parametrize("dataset", [ARTICLE, TOWNS])
def test_a_coding_agrees_with_itself_where_that_is_defined(dataset):
    found = reliability(dataset, dataset)
    assert found.disagreements == ()
    assert {each.f1 for each in found.units} == {1.0}
    assert {each.value for each in found.unitising} == {1.0}
    assert {each.value for each in found.alphas} == {1.0, None}
    assert {each.reason for each in found.alphas if each.value is None} == {
        "all values are the same"
    }


@given(dataset=datasets(max_size=8, consistent=True))
@settings(max_examples=15)
def test_any_coding_agrees_with_itself(dataset):
    found = reliability(dataset, dataset, dataset)
    assert found.disagreements == ()
    assert {each.f1 for each in found.units} <= {1.0, None}
    assert {each.value for each in (*found.alphas, *found.unitising)} <= {1.0, None}


@given(dataset=datasets(max_size=8))
@settings(max_examples=15)
def test_the_order_of_two_codings_changes_sides_alone(dataset):
    other = attrs.evolve(dataset, positions=dataset.positions[::2], events=dataset.events[1:])
    found, reverse = reliability(dataset, other), reliability(other, dataset)
    mirrored = [
        (each.kind, each.matched, each.only_right, each.only_left) for each in reverse.units
    ]
    assert sorted(mirrored) == sorted(
        (each.kind, each.matched, each.only_left, each.only_right) for each in found.units
    )
    assert {each.of: each.value for each in found.unitising} == pytest.approx(
        {each.of: each.value for each in reverse.unitising}
    )


@given(changed=st.sets(st.sampled_from(ARTICLE.positions.ids)))
@settings(max_examples=10)
def test_each_changed_stance_is_one_disagreement(changed):
    positions = [
        attrs.evolve(
            each, stance=Stance.UNDECIDED if each.stance is not Stance.UNDECIDED else Stance.OPPOSES
        )
        if each.id in changed
        else each
        for each in ARTICLE.positions
    ]
    found = reliability(ARTICLE, attrs.evolve(ARTICLE, positions=positions))
    assert {(each.field, each.records[0]) for each in found.disagreements} == {
        ("stance", each) for each in changed
    }
    alpha = found.alpha("position.stance")
    assert (alpha.value == 1) == (not changed)
    compared = compare(ARTICLE, attrs.evolve(ARTICLE, positions=positions))
    assert len(compared.same) == len(ARTICLE.by_id) - len(changed)


def test_a_coding_without_a_record_is_missing_and_no_value():
    third = coding(MET, REFUSAL)
    found = reliability(coding(MET, RETURN, REFUSAL), coding(MET, RETURN, REFUSAL), third)
    assert found.alpha("event.kind").units == 3
    assert found.alpha("event.certainty").value == 1
    assert [each.records for each in found.disagreements] == [("return", "return", None)]
    assert [(each.left, each.right, each.recall) for each in found.units if each.kind == "all"] == [
        (0, 1, 1.0),
        (0, 2, 2 / 3),
        (1, 2, 2 / 3),
    ]


def test_a_coding_without_a_source_is_missing_there():
    memo = Source(id="memo", title="A memo", paragraphs=DOCUMENT.outline())
    noted = event("noted", "memo#p1:1-4")
    both = coding(MET, noted).merge(Dataset(sources=[memo]))
    found = reliability(both, both, coding(MET))
    assert found.disagreements == ()
    assert [each.only_left for each in found.units if each.kind == "all"] == [0, 0, 0]
    (alpha,) = found.unitising
    assert (alpha.value, alpha.reason) == (None, "not all codings have all sources")


def test_sources_without_outlines_are_matched_but_not_measured():
    plain = Source(id="wire", title="A wire")
    one = coding(MET, event("whole", "wire"), event("half", "wire#p2"), source=plain)
    found = reliability(one, renamed(one))
    assert (matched(found), found.disagreements) == (3, ())
    assert found.alpha("all").reason == "a source has no outline"
    mixed = reliability(one, coding(MET, event("half", "wire#p2")))
    assert (matched(mixed), len(mixed.disagreements)) == (2, 1)


def test_one_coding_has_no_reliability():
    found = reliability(ARTICLE)
    assert {each.value for each in (*found.alphas, *found.unitising)} == {None}
    assert found.alpha("all").reason == "only one coding"
    assert found.units == ()


def test_codings_without_records_have_no_units():
    found = reliability(coding(), coding())
    assert found.alpha("all").reason == "no units"
    (of_all,) = found.units
    assert (of_all.precision, of_all.recall, of_all.f1) == (None, None, None)
    assert reliability(Dataset(), Dataset()).alpha("all").reason == (
        "the codings have no source in common"
    )


def test_boundaries_that_differ_lower_the_alpha_of_unitising():
    near = coding(event("met", "wire#p1:1-9"), RETURN, REFUSAL)
    far = coding(event("met", "wire#p1:6-10"), RETURN, REFUSAL)
    one = coding(MET, RETURN, REFUSAL)
    alphas = [reliability(one, each).alpha("event").value for each in (one, near, far)]
    assert alphas == sorted(alphas, reverse=True)
    assert alphas[0] == 1
    assert len(set(alphas)) == 3


def test_texts_that_differ_are_refused():
    other = Document.from_text("The river towns of Ambry and Tolvan met.")
    with pytest.raises(ValueError, match=r"source 'wire' has paragraphs of 14, 13 and of 8 words"):
        reliability(coding(MET), coding(source=attrs.evolve(WIRE, paragraphs=other.outline())))


@pytest.mark.parametrize("overlap", [0, -1, 1.1, float("nan")])
def test_a_share_must_be_one(overlap):
    with pytest.raises(ValueError, match="overlap must be above 0 and at most 1"):
        reliability(ARTICLE, ARTICLE, overlap=overlap)


def test_what_is_no_dataset_is_refused():
    with pytest.raises(TypeError, match=r"dataset must be a Dataset, got 'a.toml'"):
        reliability(ARTICLE, "a.toml")
    with pytest.raises(ValueError, match="codings must be one dataset or more"):
        reliability()
    with pytest.raises(UnknownIdError, match=r"did you mean 'position.stance'"):
        reliability(ARTICLE, ARTICLE).alpha("position.stanse")


def test_intervals_depend_on_the_seed_alone():
    other = attrs.evolve(ARTICLE, positions=ARTICLE.positions[::2], events=ARTICLE.events[::2])
    assert reliability(ARTICLE, other) == reliability(ARTICLE, other)
    found = [reliability(ARTICLE, other, seed=seed).alpha("all") for seed in range(4)]
    assert len({each.value for each in found}) == 1
    assert len({each.low for each in found}) > 1
    assert all(each.low < each.value < each.high for each in found)


def test_the_words_are_those_of_the_texts():
    towns = towns_with_texts()
    event = next(iter(towns.events))
    found = reliability(towns.without(event.id), towns)
    (unlike,) = found.disagreements
    assert unlike.words == " … ".join(towns.quote(each) for each in event.citations)


def test_who_coded_is_shown_where_codings_are_compared():
    one, other = coding(MET, by="A. Reader"), coding(RETURN, by="B. Coder")
    found = compare(one, other)
    assert found.left_coding == one.coding
    assert found.describe() == (
        "1 only left, 1 only right; left coded by A. Reader; right coded by B. Coder"
    )
    assert compare(one, one).describe() == "1 same"
    assert compare(one, coding(MET)).describe() == "1 same; left coded by A. Reader"
