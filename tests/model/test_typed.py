"""Records hold values of the types that their fields say, however they are made."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh import (
    Actor,
    ActorKind,
    Citation,
    Coding,
    Dataset,
    Event,
    EventKind,
    ExternalCode,
    Measure,
    MeasureKind,
    Name,
    Paragraph,
    Participant,
    ParticipantRole,
    Place,
    Position,
    PositionForm,
    RecordCollection,
    Sentence,
    Source,
    Stance,
    When,
)
from karabakh.model import COLLECTIONS
from karabakh.testing import datasets, instances

STRANGERS = (None, "2020", b"x", 1.5, 3, True, [], ["a"], ("a",), (None,), {}, object(), Stance)
"""Values of all sorts: each field takes few of them."""


def position(**changes):
    fields = {
        "id": "p",
        "holder": "a",
        "proposition": "b",
        "stance": Stance.SUPPORTS,
        "form": PositionForm.AIM,
    }
    return Position(**fields | changes)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (
            lambda: position(stance="supports"),
            "Position 'p': stance must be a Stance, got 'supports'; use Stance.SUPPORTS",
        ),
        (
            lambda: position(stance="suports"),
            "Position 'p': stance must be a Stance, got 'suports'; use Stance.SUPPORTS",
        ),
        (
            lambda: position(stance="x"),
            (
                "Position 'p': stance must be a Stance, got 'x'"
                "; use one of Stance.SUPPORTS, Stance.OPPOSES, Stance.UNDECIDED"
            ),
        ),
        (lambda: position(id=None), "Position: id must be a str, got None"),
        (
            lambda: position(holder=Place(id="x")),
            "Position 'p': holder must be a str, got Place(id='x'); use its identifier, 'x'",
        ),
        (
            lambda: position(when="2020"),
            "Position 'p': when must be a When, got '2020'; use When('2020')",
        ),
        (
            lambda: position(citations="a#p1"),
            ("Position 'p': citations must be a tuple, got 'a#p1'; use (Citation.parse('a#p1'),)"),
        ),
        (
            lambda: position(citations=Citation("a", 1)),
            (
                "Position 'p': citations must be a tuple, got Citation.parse('a#p1')"
                "; use (Citation.parse('a#p1'),)"
            ),
        ),
        (
            lambda: position(citations=None),
            "Position 'p': citations must be a tuple, got None; use () for none",
        ),
        (
            lambda: position(citations={"a": 1}),
            (
                "Position 'p': citations must be a tuple, got {'a': 1}"
                "; use a tuple, even of one: (…,)"
            ),
        ),
        (
            lambda: position(citations=[]),
            "Position 'p': citations must be a tuple, got []; use tuple(…) around it",
        ),
        (
            lambda: position(citations=("a#p1",)),
            (
                "Position 'p': each of citations must be a Citation, got 'a#p1'"
                "; use Citation.parse('a#p1')"
            ),
        ),
        (
            lambda: Place(id="p", identifiers=("geonames:1",)),
            (
                "Place 'p': each of identifiers must be an ExternalCode, got 'geonames:1'"
                "; use ExternalCode.parse('geonames:1')"
            ),
        ),
        (
            lambda: Actor(id="p", kind="stat"),
            "Actor 'p': kind must be an ActorKind, got 'stat'; use ActorKind.STATE",
        ),
        (
            lambda: Event(id="p", title="", kind=EventKind.OTHER, recurring="no"),
            "Event 'p': recurring must be True or False, got 'no'",
        ),
        (lambda: Name(text=3), "Name: text must be a str, got 3"),
        (lambda: Sentence(words="3", fingerprint="0"), "Sentence: words must be an int, got '3'"),
        (lambda: Sentence(words=True, fingerprint="0"), "Sentence: words must be an int, got True"),
        (lambda: Source(id="s", title="", sha256=3), "Source 's': sha256 must be a str, got 3"),
        (
            lambda: attrs.evolve(position(), doc_time_rel=3),
            (
                "Position 'p': doc_time_rel must be a DocTimeRel or None, got 3"
                "; use one of DocTimeRel.BEFORE, DocTimeRel.BEFORE_OR_OVERLAPS, "
                "DocTimeRel.OVERLAPS, DocTimeRel.OVERLAPS_OR_AFTER, DocTimeRel.AFTER"
            ),
        ),
        (
            lambda: Source(id="s", title="", paragraphs=(3,)),
            "Source 's': each of paragraphs must be a Paragraph, got 3",
        ),
    ],
)
def test_another_type_is_refused_with_what_to_write_instead(build, message):
    with pytest.raises(TypeError) as caught:
        build()
    assert str(caught.value) == message


def takes(annotation, value):
    """Return whether an annotation allows a value, by its own words, the slow way."""
    words = str(annotation).replace("karabakh.ids.", "")
    if isinstance(value, bool):
        return "bool" in words
    if isinstance(value, str):
        return "tuple" not in words and ("Id" in words or "<class 'str'>" in words)
    if isinstance(value, int):
        return words == "<class 'int'>"
    if value is None:
        return "None" in words or "Optional" in words
    if value == ("a",):
        return "tuple" in words and "Id" in words
    return False


@pytest.mark.parametrize("kind", COLLECTIONS.values())
@given(data=st.data())
def test_each_field_takes_its_own_type_alone(kind, data):
    record = data.draw(instances(kind))
    field = data.draw(st.sampled_from(attrs.fields(kind)))
    value = data.draw(st.sampled_from(STRANGERS))
    if takes(field.type, value):
        return
    with pytest.raises(TypeError, match=rf"^{kind.__name__}.*{field.name} must (be|have) "):
        attrs.evolve(record, **{field.name: value})


@given(datasets())
def test_what_readers_build_would_be_taken_from_a_hand(dataset):
    for record in dataset:
        assert attrs.evolve(record) == record


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (
            lambda: Sentence(words=0, fingerprint="0" * 16),
            "Sentence: words must be 1 or more, got 0",
        ),
        (
            lambda: Sentence(words=1, fingerprint="X"),
            (
                "Sentence: fingerprint must be 16 hexadecimal digits in small letters, or '2:' and"
                " 20, got 'X'"
            ),
        ),
        (
            lambda: Source(id="s", title="", sha256="0"),
            "Source: sha256 must be 64 hexadecimal digits in small letters, or nothing, got '0'",
        ),
        (lambda: Paragraph(sentences=()), "Paragraph: sentences must be one or more, got ()"),
        *(
            (
                lambda point=point: Place(id="p", point=point),
                (
                    "Place: point must be (longitude, latitude) in degrees, -180 to 180 and"
                    f" -90 to 90, got {point}"
                ),
            )
            for point in [(181, 0), (0.0, -90.5), (float("nan"), 0.0), (0.0, float("inf"))]
        ),
        (
            lambda: Measure(kind=MeasureKind.KILLED),
            "Measure: best, low or high must be given, got none",
        ),
        (
            lambda: Measure(kind=MeasureKind.AREA, low=1, high=float("inf")),
            "Measure: best, low and high must be finite, got inf",
        ),
    ],
)
def test_what_a_field_does_not_allow_is_refused_in_plain_words(build, message):
    with pytest.raises(ValueError, match="must be") as caught:
        build()
    assert caught.value.args == (message,)


def test_a_count_may_be_of_any_size():
    assert Measure(kind=MeasureKind.MONEY, best=10**400).best == 10**400


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (
            lambda: position(according_to="south"),
            "Position 'p': according_to must be a tuple, got 'south'; use ('south',)",
        ),
        (
            lambda: Participant(actor="a", role=ParticipantRole.PARTY, according_to="b"),
            "Participant: according_to must be a tuple, got 'b'; use ('b',)",
        ),
        (
            lambda: position(according_to=["south"]),
            "Position 'p': according_to must be a tuple, got ['south']; use tuple(…) around it",
        ),
        (
            lambda: Place(id="p", point=(1.0, 2.0, 3.0)),
            "Place 'p': point must have 2 elements, got (1.0, 2.0, 3.0)",
        ),
        (
            lambda: Place(id="p", point=("1", 2.0)),
            "Place 'p': each of point must be a float or an int, got '1'",
        ),
        (
            lambda: Measure(kind=MeasureKind.KILLED, best=True),
            "Measure: best must be an int or a float or None, got True",
        ),
        (
            lambda: Actor(id="p", kind=ActorKind.STATE, is_plural="yes"),
            "Actor 'p': is_plural must be True or False or None, got 'yes'",
        ),
        (lambda: Dataset(coding=[3]), "each of coding must be a Coding, got 3"),
        (lambda: Dataset(coding=Coding()), "coding must be an iterable, got Coding("),
        (
            lambda: RecordCollection([Place(id="p")]),
            "kind must be a class of records, got None",
        ),
    ],
)
def test_new_fields_refuse_other_types(build, message):
    with pytest.raises(TypeError) as caught:
        build()
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("kind", ActorKind)
def test_an_actor_takes_the_plural_by_its_kind_unless_it_says_so(kind):
    plural = {"collective", "population"}
    assert Actor(id="a", kind=kind).takes_plural is (kind.value in plural)
    assert Actor(id="a", kind=kind, is_plural=True).takes_plural
    assert not Actor(id="a", kind=kind, is_plural=False).takes_plural


def test_a_long_value_is_shortened_in_the_message():
    with pytest.raises(TypeError) as caught:
        position(when="x" * 10_000)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda: Dataset(title=3), "title must be a str, got 3"),
        (lambda: Dataset(actors=None), "actors must be an iterable, got None"),
        (lambda: Dataset.from_records([Place(id="x")]), r"use from_records\(\*records\)"),
        (
            lambda: Dataset.from_records(Place(id="x")).places[None],
            "key must be an identifier or a position, got",
        ),
        (
            lambda: Dataset.from_records(Place(id="x")).places[1.0],
            "key must be an identifier or a position, got",
        ),
    ],
)
def test_datasets_and_collections_say_what_they_take(build, words):
    with pytest.raises(TypeError, match=words):
        build()


def test_values_of_the_right_types_are_taken_as_they_are():
    made = position(when=When("2020"), citations=(Citation("a", 1),))
    assert (made.when, made.citations) == (When("2020"), (Citation("a", 1),))
    assert (
        Place(id="x", identifiers=(ExternalCode.parse("geonames:1"),)).identifiers[0].value == "1"
    )
