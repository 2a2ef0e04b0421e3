"""Every record has its sentence, in one line, with names."""

import pytest
from hypothesis import given

from karabakh import (
    Agreement,
    AgreementKind,
    DocTimeRel,
    Link,
    LinkKind,
    Measure,
    MeasureKind,
    Participant,
    ParticipantRole,
    Provision,
    Relation,
    RelationKind,
    When,
)
from karabakh.testing import datasets
from karabakh.wording import Labels, describe_record, describe_time, when_in_words

LABELS = Labels()


@given(datasets())
def test_any_record_has_a_sentence_in_one_line(dataset):
    labels = Labels(dataset)
    for record in dataset:
        for each in (
            record,
            *getattr(record, "participants", ()),
            *getattr(record, "measures", ()),
        ):
            text = describe_record(each, labels)
            assert text


@pytest.mark.parametrize("kind", RelationKind)
@pytest.mark.parametrize("is_past", [False, True])
def test_each_kind_of_relation_has_present_and_past(kind, is_past):
    rel = DocTimeRel.BEFORE if is_past else None
    relation = Relation(id="r", subject="ann", kind=kind, object="town", doc_time_rel=rel)
    text = describe_record(relation, LABELS)
    assert text.startswith("ann ")
    assert text.endswith(" town")
    assert (" formerly " in text) is is_past


def test_kinds_of_relations_and_links_differ_in_words():
    relations = [
        describe_record(Relation(id="r", subject="a", kind=kind, object="b"), LABELS)
        for kind in RelationKind
    ]
    links = [
        describe_record(Link(id="l", subject="a", kind=kind, object="b"), LABELS)
        for kind in LinkKind
    ]
    for each in (relations, links):
        assert len(set(each)) == len(each)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (
            Relation(
                id="r",
                subject="ann",
                kind=RelationKind.HOLDS_OFFICE,
                object="town",
                title="mayor",
                when=When("2019/.."),
                according_to=("bo",),
            ),
            "ann is mayor of town (from 2019 on), according to bo",
        ),
        (
            Measure(kind=MeasureKind.KILLED, low=1200, high=1500, of="town", according_to=("bo",)),
            "1\u202f200 to 1\u202f500 killed among town, according to bo",
        ),
        (Measure(kind=MeasureKind.AREA, best=2.5, unit="km2"), "an area of 2.5 km2"),
        (
            Participant(actor="bo", role=ParticipantRole.MONITOR, side="league"),
            "monitored by bo (side: league)",
        ),
        (
            Provision(id="d", obligor="town", duty="open its books", deadline=When("2020-01-01")),
            "town is to open its books, by 1 January 2020",
        ),
        (
            Agreement(
                id="a",
                title="The truce",
                kind=AgreementKind.CEASEFIRE,
                participants=tuple(
                    Participant(actor=each, role=ParticipantRole.PARTY) for each in ("a", "b", "c")
                ),
            ),
            "The truce between a, b and c",
        ),
    ],
)
def test_what_records_say(record, expected):
    assert describe_record(record, LABELS) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-01-03", "on 3 January 2023"),
        ("2023-01", "in January 2023"),
        ("2023", "in 2023"),
        ("2023?", "in 2023 (uncertain)"),
        ("2023-21", "in the spring of 2023"),
        ("2019/..", "since 2019"),
        ("../2019", "until 2019"),
        ("/2019", "until 2019, beginning not known"),
        ("2019/2020-05", "from 2019 to May 2020"),
        ("[2019,2021]", "in 2019 or 2021"),
        ("201X", "in the 2010s"),
    ],
)
def test_times_follow_a_verb(text, expected):
    assert when_in_words(When(text)) == expected


def test_each_relation_to_the_source_has_its_own_words():
    words = [describe_time(When.unknown(), rel) for rel in DocTimeRel]
    assert len(set(words)) == len(words)
    assert describe_time(When.unknown(), None) == ""
