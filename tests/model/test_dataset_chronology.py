"""What orders the records of a dataset in time."""

import pytest

from karabakh import (
    Agreement,
    AgreementKind,
    AgreementStatus,
    Certainty,
    Citation,
    Dataset,
    DocTimeRel,
    Event,
    EventKind,
    Link,
    LinkKind,
    Position,
    Relation,
    RelationKind,
    Source,
    Stance,
    StatusChange,
    Truth,
    When,
)
from karabakh.model import build_chronology

WIRE = Source(id="wire", title="Wire", published=When("2020-06-15"))
CITED = (Citation("wire", 1),)


def time(when):
    return When(when) if when else When.unknown()


def event(id, when="", **fields):
    return Event(id=id, title=id, kind=EventKind.OTHER, when=time(when), **fields)


def relation(id, when):
    return Relation(id=id, subject="a", kind=RelationKind.LIVES_IN, object="b", when=time(when))


def position(id, when="", **fields):
    stance = Stance.SUPPORTS
    return Position(
        id=id, holder="a", proposition="p", stance=stance, form=None, when=time(when), **fields
    )


def agreement(id, *steps):
    statuses = tuple(
        StatusChange(status=AgreementStatus(status), when=time(when)) for status, when in steps
    )
    return Agreement(id=id, title=id, kind=AgreementKind.CEASEFIRE, statuses=statuses)


def link(kind, certainty=Certainty.CERTAIN, ends=("x", "y")):
    return Link(
        id="link", subject=ends[0], kind=LinkKind(kind), object=ends[1], certainty=certainty
    )


def is_before(*records):
    """Return whether record x is known to be over before record y begins."""
    return build_chronology(Dataset.from_records(WIRE, *records)).before("x", "y") is Truth.YES


@pytest.mark.parametrize(
    "record",
    [
        lambda when: relation("y", when),
        lambda when: position("y", when),
        lambda when: event("y", when),
        lambda when: agreement("y", ("agreed", when)),
        lambda when: agreement("y", ("in-force", when)),
        lambda when: agreement("y", ("proposed", when), ("violated", "2000")),
        lambda when: agreement("y", ("proposed", "2000"), ("agreed", when)),
    ],
)
def test_each_kind_of_record_with_a_time_is_ordered_by_its_date(record):
    assert is_before(event("x", "2019"), record("2020"))
    assert not is_before(event("x", "2020"), record("2020"))
    assert not is_before(event("x", "2019"), record(""))


def test_an_agreement_that_was_neither_agreed_nor_proposed_has_no_time():
    assert not is_before(event("x", "2019"), agreement("y", ("lapsed", "2020")))


@pytest.mark.parametrize(
    ("kind", "is_ordered"),
    [(kind, kind is LinkKind.BEFORE) for kind in LinkKind],
)
def test_what_is_linked_as_before_another_is_over_when_that_begins(kind, is_ordered):
    assert is_before(event("x"), event("y"), link(kind)) is is_ordered
    assert is_before(position("x"), agreement("y", ("agreed", "")), link(kind)) is is_ordered


@pytest.mark.parametrize(
    ("certainty", "is_ordered"),
    [
        (Certainty.CERTAIN, True),
        (Certainty.PROBABLE, True),
        (Certainty.POSSIBLE, False),
        (Certainty.UNKNOWN, False),
    ],
)
def test_links_count_from_probable_on(certainty, is_ordered):
    assert is_before(event("x"), event("y"), link("before", certainty)) is is_ordered


@pytest.mark.parametrize("kind", LinkKind)
def test_what_has_no_date_is_ordered_by_that_which_it_is_linked_to(kind):
    records = event("x"), event("z", "2019"), event("y", "2020"), link(kind, ends=("x", "z"))
    assert is_before(*records) is (kind in {LinkKind.BEFORE, LinkKind.PART_OF, LinkKind.SAME_AS})


@pytest.mark.parametrize("rel", DocTimeRel)
def test_a_record_of_one_source_is_ordered_by_the_creation_of_that(rel):
    past = event("x", doc_time_rel=rel, citations=CITED)
    assert is_before(past, event("y", "2021")) is (rel is DocTimeRel.BEFORE)
    coming = event("y", doc_time_rel=rel, citations=CITED)
    assert is_before(event("x", "2019"), coming) is (rel is DocTimeRel.AFTER)
    several = event("x", doc_time_rel=rel, citations=(*CITED, Citation("other")))
    assert not is_before(several, event("y", "2021"))


def test_a_position_is_held_in_the_event_that_expresses_it():
    expressed = position("x", expressed_in="talk")
    chronology = build_chronology(
        Dataset.from_records(WIRE, expressed, event("talk", "2020"), event("y", "2019"))
    )
    assert chronology.overlaps("x", "talk") is Truth.YES
    assert chronology.before("x", "y") is Truth.NO
    alone = build_chronology(Dataset.from_records(position("x"), event("y", "2019")))
    assert alone.before("x", "y") is Truth.UNKNOWN


def test_a_proposal_that_is_the_same_as_an_agreement_is_of_the_time_of_that():
    proposal = agreement("y", ("proposed", "2000"))
    agreed = agreement("z", ("agreed", "2020"))
    same = link("same-as", ends=("y", "z"))
    assert not is_before(event("x", "1999"), agreement("y"))
    assert is_before(event("x", "1999"), proposal)
    assert is_before(event("x", "2019"), proposal, agreed, same)


def test_of_records_with_one_identifier_the_first_is_ordered():
    assert is_before(event("x", "2018"), event("x", "2022"), event("y", "2020"))
