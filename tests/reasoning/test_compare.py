"""Two codings and two sources, compared, against a plain reference."""

import attrs
import pytest
from histories import histories
from hypothesis import given, settings
from hypothesis import strategies as st
from river_towns import ARTICLE, TOWNS, ids

from karabakh import (
    Actor,
    ActorKind,
    Certainty,
    Citation,
    ConditionType,
    Dataset,
    DocTimeRel,
    Event,
    EventKind,
    Link,
    LinkKind,
    Name,
    Participant,
    ParticipantRole,
    Place,
    Position,
    PositionForm,
    Requirement,
    Stance,
    UnknownIdError,
    When,
)
from karabakh.comparison import PairOutcome, compare, compare_sources, restrict_to_source
from karabakh.model import build_chronology


def pairs(found):
    return {
        (pair.left and pair.left.id, pair.right and pair.right.id, pair.rule, pair.outcome.value)
        for pair in found.pairs
    }


def fields(found):
    return {
        difference.field: difference.excludes
        for pair in found.pairs
        for difference in pair.differences
    }


def changed(dataset, id, **fields):
    """The dataset with other values in one record."""
    name = next(name for name, records in dataset.collections() if id in records.ids)
    records = (
        attrs.evolve(each, **fields) if each.id == id else each for each in getattr(dataset, name)
    )
    return attrs.evolve(dataset, **{name: tuple(records)})


# -- two codings of the article


def test_a_coding_is_the_same_as_itself():
    found = compare(ARTICLE, ARTICLE)
    assert len(found.same) == len(found.pairs) == len(ARTICLE)
    assert {pair.rule for pair in found.pairs} == {"same-id"}


@pytest.mark.parametrize(
    ("id", "change", "outcome"),
    [
        ("war-2020", {"when": When("2019")}, "contradicting"),
        ("war-2020", {"when": When("2020-09/2020-11")}, "different"),
        ("war-2020", {"when": When.unknown()}, "different"),
        ("offensive", {"doc_time_rel": DocTimeRel.OVERLAPS}, "contradicting"),
        ("offensive", {"title": "A push"}, "different"),
        ("offensive", {"note": "another note", "citations": ()}, "same"),
        ("ethnic-armenians-reject-rule", {"stance": Stance.SUPPORTS}, "contradicting"),
        ("ethnic-armenians-reject-rule", {"stance": Stance.UNDECIDED}, "different"),
        ("author-on-dispute", {"certainty": Certainty.PROBABLE}, "different"),
        ("both-sides", {"members": ("armenia", "azerbaijan")}, "same"),
        ("both-sides", {"members": ("armenia",)}, "different"),
        (
            "disarming-is-not-enough",
            {
                "requirement": Requirement(
                    goal="lasting-peace",
                    condition="arms-laid-down",
                    condition_type=ConditionType.SUFFICIENT,
                )
            },
            "contradicting",
        ),
        (
            "disarming-is-not-enough",
            {
                "requirement": Requirement(
                    goal="lasting-peace",
                    condition="arms-laid-down",
                    condition_type=ConditionType.CONTRIBUTES,
                )
            },
            "different",
        ),
    ],
)
def test_each_change_of_a_record_is_found_and_judged(id, change, outcome):
    found = compare(ARTICLE, changed(ARTICLE, id, **change))
    others = [pair for pair in found.pairs if pair.outcome is not PairOutcome.SAME]
    if outcome == "same":
        assert others == []
        return
    (pair,) = others
    assert pair.left.id == pair.right.id == id
    assert pair.outcome is PairOutcome(outcome)
    assert [each.field for each in pair.differences] == list(change)


def test_what_only_one_coding_has_is_stated():
    fewer = attrs.evolve(ARTICLE, events=ARTICLE.events[1:])
    assert ids(pair.left for pair in compare(ARTICLE, fewer).only_left) == ["conflict"]
    assert ids(pair.right for pair in compare(fewer, ARTICLE).only_right) == ["conflict"]


def test_positions_of_one_matter_are_found_by_what_they_are_about():
    (concession,) = ARTICLE.positions.where(form="concession")
    other = attrs.evolve(concession, id="another", stance=Stance.OPPOSES)
    coding = attrs.evolve(
        ARTICLE, positions=(*(each for each in ARTICLE.positions if each != concession), other)
    )
    (pair,) = compare(ARTICLE, coding).contradicting
    assert (pair.rule, pair.left.id, pair.right.id) == ("same-matter", concession.id, "another")
    assert pair.premises == (concession, other)


# -- the sources of the river towns


def test_two_papers_contradict_each_other_about_the_mayor():
    found = compare_sources(TOWNS, "courier", "gazette")
    (pair,) = found.contradicting
    assert pair.describe() == (
        "verrin-refuses-inspection / verrin-welcomes-inspection: "
        "contradicting in stance, form, addressee, basis"
    )
    assert "mill-fire" in ids(pair.left for pair in found.same)
    assert "courier-on-fire" in ids(pair.left for pair in found.only_left)
    assert "gazette-on-fire" in ids(pair.right for pair in found.only_right)


def test_what_links_build_one_is_compared_and_as_certain_as_the_link():
    found = compare_sources(TOWNS, "courier", "memoir")
    (pair,) = found.different
    assert (pair.rule, pair.left.id, pair.right.id) == ("same-as", "mill-fire", "fire-seen")
    assert pair.links == (TOWNS["fire-seen-is-mill-fire"],)
    assert pair.certainty is Certainty.PROBABLE
    assert {each.field: each.excludes for each in pair.differences} == {
        "title": False,
        "when": False,
        "basis": False,  # the year of the one is read
    }


def test_a_source_tells_what_cites_it_at_its_own_places():
    courier = restrict_to_source(TOWNS, "courier")
    assert courier.sources == TOWNS.sources
    assert {place.source for record in courier for place in record.citations} == {"courier"}
    truce = courier.agreements["mill-truce"]
    assert truce.provisions == ()
    assert [step.status.value for step in truce.statuses] == ["agreed"]
    with pytest.raises(UnknownIdError, match="did you mean 'courier'"):
        restrict_to_source(TOWNS, "currier")


# -- single rules


def event(name, **fields):
    return Event(id=name, title="", kind=EventKind.OTHER, **fields)


def same(subject, target, **fields):
    return Link(
        id=f"{subject}-{target}", subject=subject, kind=LinkKind.SAME_AS, object=target, **fields
    )


def test_same_as_links_count_over_several_and_of_either_dataset():
    left = Dataset.from_records(event("a"), same("a", "b"))
    right = Dataset.from_records(event("c"), same("c", "b", certainty=Certainty.POSSIBLE))
    found = compare(left, right)
    assert ("a", "c", "same-as", "same") in pairs(found)
    (pair,) = (each for each in found.pairs if each.rule == "same-as")
    assert sorted(ids(pair.links)) == ["a-b", "c-b"]
    assert pair.certainty is Certainty.POSSIBLE


def test_references_of_one_thing_are_the_same_by_links():
    def met(actor):
        return event(
            "m", participants=(Participant(actor=actor, role=ParticipantRole.PARTICIPANT),)
        )

    def actor(name):
        return Actor(id=name, kind=ActorKind.STATE)

    left, right = (
        Dataset.from_records(actor("x"), met("x")),
        Dataset.from_records(actor("y"), met("y")),
    )
    assert fields(compare(left, right)) == {"participants": False}
    tied = attrs.evolve(right, links=(same("x", "y"),))
    found = compare(left, tied)
    assert fields(found) == {}
    (pair,) = (each for each in found.pairs if each.rule == "same-id")
    assert pair.links == (same("x", "y"),)


def test_nothing_is_matched_by_names_and_links_between_kinds_match_nothing():
    names = (Name(text="Sarn"),)
    left = Dataset.from_records(Place(id="a", names=names))
    right = Dataset.from_records(Place(id="b", names=names))
    assert {outcome for *_, outcome in pairs(compare(left, right))} == {"only-left", "only-right"}
    other = Dataset.from_records(Actor(id="b", kind=ActorKind.STATE), same("a", "b"))
    assert ("a", None, "no-counterpart", "only-left") in pairs(compare(left, other))


def test_one_identifier_for_records_of_two_kinds_contradicts_itself():
    found = compare(Dataset.from_records(Place(id="a")), Dataset.from_records(event("a")))
    (difference,) = found.contradicting[0].differences
    assert (difference.field, difference.left, difference.right) == ("record", "place", "event")


def test_without_a_source_relations_to_its_creation_do_not_contradict_each_other():
    before, later = (
        event("a", doc_time_rel=each) for each in (DocTimeRel.BEFORE, DocTimeRel.AFTER)
    )
    found = compare(Dataset.from_records(before), Dataset.from_records(later))
    assert fields(found) == {"doc_time_rel": False}


def test_places_in_time_seen_from_two_sources_do_not_contradict_each_other():
    def stated(source, doc_time_rel):
        return Dataset.from_records(
            event("a", citations=(Citation(source, 1),), doc_time_rel=doc_time_rel)
        )

    before, now = DocTimeRel.BEFORE, DocTimeRel.OVERLAPS
    assert fields(compare(stated("s", before), stated("s", now))) == {"doc_time_rel": True}
    assert fields(compare(stated("s", before), stated("t", now))) == {"doc_time_rel": False}
    assert fields(compare(stated("s", before), stated("s", None))) == {"doc_time_rel": False}


def test_provisions_are_compared_each_by_itself():
    fewer = changed(ARTICLE, "laying-down-arms", provisions=())
    found = compare(ARTICLE, fewer)
    assert ids(pair.left for pair in found.only_left) == ["fighters-lay-down-arms"]
    assert found.different == ()


def test_two_empty_datasets_have_nothing_to_compare():
    assert compare(Dataset(), Dataset()).describe() == "nothing to compare"


# -- properties


def mirrored(found):
    turned = {"only-left": "only-right", "only-right": "only-left"}
    return {(b, a, rule, turned.get(outcome, outcome)) for a, b, rule, outcome in pairs(found)}


@settings(max_examples=80)
@given(histories(), histories())
def test_the_sides_can_be_exchanged_and_nothing_is_lost(left, right):
    right = attrs.evolve(
        right, events=tuple(attrs.evolve(each, id=f"{each.id}2") for each in right.events)
    )
    found = compare(left, right)
    assert pairs(found) == mirrored(compare(right, left))
    assert {pair.left.id for pair in found.pairs if pair.left} == {each.id for each in left}
    assert {pair.right.id for pair in found.pairs if pair.right} == {each.id for each in right}
    for pair in found.pairs:
        assert (pair.outcome is PairOutcome.SAME) is (
            pair.left is not None and pair.right is not None and not pair.differences
        )


texts = [f"2020-01-0{day}" for day in range(1, 5)] + ["2020-01", "2020-01-02/", "/2020-01-03", ""]


@st.composite
def stances(draw, prefix):
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from(Stance),
                st.sampled_from("xy"),
                st.sampled_from(texts),
                st.none() | st.sampled_from([DocTimeRel.BEFORE, DocTimeRel.OVERLAPS]),
                st.sampled_from("st"),
            ),
            max_size=5,
        )
    )
    return Dataset.from_records(
        *(
            Position(
                id=f"{prefix}{number}",
                holder=holder,
                proposition="p",
                stance=stance,
                form=PositionForm.CLAIM,
                when=When(text) if text else When.unknown(),
                doc_time_rel=doc_time_rel,
                citations=(Citation(source, number + 1),),
            )
            for number, (stance, holder, text, doc_time_rel, source) in enumerate(rows)
        )
    )


def surely_at_one_time(a, b, first, second):
    mine, other = build_chronology(first).bounds(a.id), build_chronology(second).bounds(b.id)
    by_dates = mine.start_latest <= other.end_earliest and other.start_latest <= mine.end_earliest
    now = a.doc_time_rel is b.doc_time_rel is DocTimeRel.OVERLAPS
    return by_dates or (now and a.citations[0].source == b.citations[0].source)


@settings(max_examples=150)
@given(stances("a"), stances("b"))
def test_positions_are_paired_with_an_opposite_one_wherever_there_is_any(left, right):
    found = compare(left, right)
    wanted = set()
    for mine, own, others, side in (
        (left, left, right, "left"),
        (right, right, left, "right"),
    ):
        far = "right" if side == "left" else "left"
        for position in mine.positions:
            together = [
                other
                for other in others.positions
                if other.holder == position.holder
                and surely_at_one_time(position, other, own, others)
            ]
            partners = [
                getattr(pair, far)
                for pair in found.pairs
                if getattr(pair, side) == position and getattr(pair, far) is not None
            ]
            assert bool(partners) is bool(together)
            assert all(partner in together for partner in partners)
            # One of the opposite stance, else of its own, else of any.
            preferred = (position.stance.opposite, position.stance, *Stance)
            stances = {each.stance for each in together}
            best = next((each for each in preferred if each in stances), None)
            assert best is None or best in {each.stance for each in partners}
            wanted |= {(position.id, each.id) for each in partners if each.stance is best}
    both = [(pair.left.id, pair.right.id) for pair in found.pairs if pair.left and pair.right]
    assert all(pair in wanted or pair[::-1] in wanted for pair in both)
