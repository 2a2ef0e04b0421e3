"""Collections of records, against plain loops over the same records."""

import copy
import pickle
from concurrent.futures import ThreadPoolExecutor

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh import (
    Actor,
    ActorKind,
    Agreement,
    AgreementKind,
    AgreementStatus,
    Citation,
    Dataset,
    Event,
    EventKind,
    ExternalCode,
    Link,
    LinkKind,
    Name,
    Participant,
    ParticipantRole,
    Place,
    Position,
    Proposition,
    RecordCollection,
    Requirement,
    Source,
    StatusChange,
    Truth,
    UnknownIdError,
    When,
)
from karabakh.model import COLLECTIONS, ConditionType
from karabakh.model._selection import indexes
from karabakh.testing import datasets, instances, whens


def pickled(value):
    return pickle.loads(pickle.dumps(value))  # noqa: S301 (our own)


KINDS = list(COLLECTIONS.values())


def naively(record, name, value):
    """Return whether a record meets a condition, without index or annotation."""
    if name == "of":
        return value in (record.subject, record.object)
    if name in ("goal", "condition"):
        return value == (getattr(record.requirement, name) if record.requirement else None)
    held = getattr(record, name)
    if isinstance(held, When):
        return held == When.unknown() if value is None else held.intersects(value) is not Truth.NO
    if name == "participants":
        held = tuple(each.actor for each in held)
    if isinstance(value, ExternalCode) and not value.version:
        return (value.scheme, value.value) in [(code.scheme, code.value) for code in held]
    if isinstance(held, tuple):
        return value in held or (value is None and not held)
    return value == held or (value is None and held == "")


def values_for(dataset, kind, name):
    """Return a strategy for values of a condition."""
    index = indexes(kind)[name]
    if index.vocabulary is not None:
        return st.sampled_from([*index.vocabulary, None])
    if index.is_flag:
        return st.booleans()
    if index.is_time:
        return whens() | st.none()
    known = [record.id for record in dataset] + list(dataset.sources.ids)
    if index.names_records:
        return any_of([*known, None])
    held = [getattr(each, name) for each in records_of(dataset, kind)]
    if index.holds_codes:
        held = [code for codes in held for code in codes]
    return any_of([*held, None])


def any_of(values):
    """Return one of some values, which are not shown: they may fill pages."""
    return st.integers(0, len(values) - 1).map(lambda number: values[number])


def records_of(dataset, kind):
    return next(records for _, records in dataset.collections() if records.kind is kind)


@given(datasets(min_size=2), st.sampled_from(KINDS), st.data())
def test_selection_is_a_plain_filter(dataset, kind, data):
    records = records_of(dataset, kind)
    names = data.draw(st.lists(st.sampled_from(sorted(indexes(kind))), unique=True, max_size=3))
    conditions = {name: data.draw(values_for(dataset, kind, name)) for name in names}
    expected = [
        record
        for record in records
        if all(naively(record, name, value) for name, value in conditions.items())
    ]
    assert list(records.where(**conditions)) == expected
    assert list(records(**conditions)) == expected


@given(datasets(min_size=2), st.sampled_from(KINDS), st.data())
def test_selecting_in_steps_is_selecting_at_once(dataset, kind, data):
    records = records_of(dataset, kind)
    one, other = data.draw(st.lists(st.sampled_from(sorted(indexes(kind))), min_size=2, max_size=2))
    first = data.draw(values_for(dataset, kind, one))
    second = data.draw(values_for(dataset, kind, other))
    in_steps = records.where(**{one: first}).where(**{other: second})
    if one != other:
        assert in_steps == records.where(**{one: first, other: second})
    assert in_steps == records.where(**{other: second}).where(**{one: first})
    assert in_steps.kind is kind


def test_terms_are_taken_as_they_are_written():
    war = Event(id="war", title="A war", kind=EventKind.WAR)
    talks = Event(id="talks", title="Talks", kind=EventKind.NEGOTIATION)
    events = RecordCollection([war, talks], Event)
    assert events.where(kind="war") == events.where(kind=EventKind.WAR) == (war,)


def test_a_participant_in_two_roles_is_found_once():
    roles = (ParticipantRole.INITIATOR, ParticipantRole.TARGET)
    event = Event(
        id="clash",
        title="A clash",
        kind=EventKind.BATTLE,
        participants=tuple(Participant(actor="north", role=role) for role in roles),
    )
    assert RecordCollection([event], Event).where(participants="north") == (event,)


def test_a_link_from_a_record_to_itself_is_found_once():
    link = Link(id="loop", subject="here", kind=LinkKind.PART_OF, object="here")
    assert RecordCollection([link], Link).where(of="here") == (link,)


def test_requirements_are_found_by_what_they_say():
    need = Requirement(goal="peace", condition="talks", condition_type=ConditionType.NECESSARY)
    proposition = Proposition(id="peace-needs-talks", text="…", requirement=need)
    other = Proposition(id="peace", text="…")
    propositions = RecordCollection([proposition, other], Proposition)
    assert propositions.where(goal="peace") == (proposition,)
    assert propositions.where(condition="talks") == (proposition,)
    assert propositions.where(goal=None) == (other,)


def test_what_is_left_out_is_selected_by_none():
    alone = Actor(id="alone", kind=ActorKind.PERSON)
    union = Actor(id="union", kind=ActorKind.COLLECTIVE, members=("alone",))
    actors = RecordCollection([alone, union], Actor)
    assert actors.where(members=None) == (alone,)
    assert actors.where(members="alone") == (union,)


DATASET = Dataset.from_records(
    Source(id="wire", title="Wire"),
    Place(id="here"),
    Actor(id="armenia", kind=ActorKind.STATE),
    Agreement(id="truce", title="A truce", kind=AgreementKind.CEASEFIRE),
)


@pytest.mark.parametrize(
    ("collection", "condition"),
    [
        ("positions", {"holder": "armenai"}),
        ("positions", {"id": "armenai"}),
        ("agreements", {"parties": "armenai"}),
        ("events", {"participants": "armenai"}),
        ("events", {"about": "armenai"}),
        ("links", {"of": "armenai"}),
        ("propositions", {"goal": "armenai"}),
        ("sources", {"author": "armenai"}),
        ("actors", {"id": "armenai"}),
    ],
)
def test_selecting_by_an_identifier_that_nothing_has_is_refused(collection, condition):
    with pytest.raises(UnknownIdError, match=r"did you mean 'armenia'\?"):
        getattr(DATASET, collection).where(**condition)


@pytest.mark.parametrize("condition", [{"holder": "here"}, {"id": "truce"}])
def test_selecting_by_an_identifier_of_something_else_finds_nothing(condition):
    assert DATASET.positions.where(**condition) == ()


def test_what_was_filtered_out_is_still_known():
    states = DATASET.actors.where(kind="state")
    assert states.where(kind="person").where(id="armenia") == ()


def test_records_of_no_dataset_do_not_know_what_is_missing():
    assert RecordCollection([Place(id="here")], Place).where(id="there") == ()


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, pickled])
def test_a_copy_of_a_dataset_knows_what_is_missing(copied):
    with pytest.raises(UnknownIdError, match="'armenai'"):
        copied(DATASET).positions.where(holder="armenai")


def test_selecting_by_no_field_names_those_that_there_are():
    with pytest.raises(TypeError) as caught:
        DATASET.places.where(colour="red")
    assert str(caught.value) == (
        "places can't be selected by 'colour'; use one of basis, certainty, codes, id, identifiers"
    )


def test_selecting_by_no_term_names_those_that_there_are():
    with pytest.raises(ValueError, match="unknown stance 'contested'; use one of 'supports', "):
        DATASET.positions.where(stance="contested")


@pytest.mark.parametrize(
    ("collection", "condition", "message"),
    [
        ("events", {"recurring": "yes"}, "recurring must be True or False, got 'yes'"),
        ("events", {"recurring": None}, "recurring must be True or False, got None"),
        ("events", {"recurring": 1}, "recurring must be True or False, got 1"),
        ("positions", {"holder": 5}, "holder must be a str, got 5"),
        ("positions", {"holder": [5]}, "holder must be a str, got 5"),
        ("positions", {"holder": Place(id="x")}, r"holder must be a str, got Place\("),
        ("propositions", {"topic": 5}, "topic must be a str, got 5"),
    ],
)
def test_selecting_by_a_value_of_another_type_is_refused(collection, condition, message):
    with pytest.raises(TypeError, match=message):
        getattr(DATASET, collection).where(**condition)


@given(st.lists(instances(Place, id=st.sampled_from("abc"))), st.sampled_from("abcd"))
def test_look_up_gives_the_first_of_several(places, name):
    records = RecordCollection(places, Place)
    expected = next((place for place in places if place.id == name), None)
    assert records.get(name) == expected
    assert (name in records) is (expected is not None)
    if expected is not None:
        assert records[name] is expected


def test_look_up_names_the_nearest():
    with pytest.raises(UnknownIdError) as caught:
        DATASET.actors["armenai"]
    assert str(caught.value) == "unknown actor 'armenai'; did you mean 'armenia'?"
    assert isinstance(caught.value, KeyError)


@given(st.lists(instances(Place), max_size=4), st.data())
def test_records_are_a_tuple(places, data):
    records = RecordCollection(places, Place)
    assert records == tuple(places)
    assert hash(records) == hash(tuple(places))
    assert records.ids == tuple(place.id for place in places)
    limits = st.none() | st.integers(-5, 5)
    part = slice(data.draw(limits), data.draw(limits))
    assert records[part] == tuple(places)[part]
    for number, place in enumerate(places):
        assert records[number] is place
        assert place in records


@given(st.lists(instances(Position), max_size=3))
def test_records_can_be_copied_and_pickled(positions):
    records = RecordCollection(positions, Position)
    records.where(stance="supports")
    for copied in (copy.copy(records), copy.deepcopy(records), pickled(records)):
        assert copied == records
        assert copied.kind is Position


@pytest.mark.parametrize("stranger", [1, "here", Name(text="Here"), Place])
def test_records_hold_one_kind(stranger):
    with pytest.raises(TypeError, match=r"items must be Places, got "):
        RecordCollection([Place(id="here"), stranger], Place)


@pytest.mark.parametrize("kind", [[], 5, "Place", Name, int])
def test_records_begin_with_their_kind(kind):
    with pytest.raises(TypeError, match="kind must be a class of records, got "):
        RecordCollection([], kind)


def test_records_of_a_subclass_are_of_the_kind():
    @attrs.frozen(kw_only=True)
    class Town(Place):
        mayor: str = ""

    town = Town(id="town", mayor="a mayor")
    assert RecordCollection([town], Place)["town"] is town


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (RecordCollection([], Place), "<0 places>"),
        (RecordCollection([Place(id="here")], Place), "<1 place>"),
        (
            RecordCollection([Place(id=f"place-{number}") for number in range(5_000)], Place),
            "<5000 places>",
        ),
    ],
)
def test_records_are_shown_in_a_few_words(records, expected):
    assert repr(records) == expected


def test_indexes_can_be_made_by_many_threads_at_once():
    links = [
        Link(id=f"{n}", subject=f"{n % 7}", kind=LinkKind.BEFORE, object="x") for n in range(2_000)
    ]
    records = RecordCollection(links, Link)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: (records.where(of="3"), records["1999"]), range(16)))
    assert answers == [(tuple(each for each in records if each.subject == "3"), records[1999])] * 16


CODED = Dataset.from_records(
    *(
        Agreement(
            id=name,
            title=name,
            kind=AgreementKind.CEASEFIRE,
            codes=tuple(map(ExternalCode.parse, codes)),
            period=When(period) if period else When.unknown(),
        )
        for name, codes, period in [
            ("old", ["pax@4:SsrDdr"], "1991/1992"),
            ("new", ["pax:SsrDdr", "mine:x"], "2020"),
            ("bare", [], ""),
        ]
    )
)


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({"codes": "pax:SsrDdr"}, ("old", "new")),
        ({"codes": "pax@4:SsrDdr"}, ("old",)),
        ({"codes": ExternalCode.parse("pax:SsrDdr")}, ("old", "new")),
        ({"codes": "pax:Ssr"}, ()),
        ({"codes": ["mine:x", "pax@4:SsrDdr"]}, ("old", "new")),
        ({"codes": None}, ("bare",)),
        ({"period": "1991-06"}, ("old", "bare")),
        ({"period": ["1991", When("2020-05")]}, ("old", "new", "bare")),
        ({"period": None}, ("bare",)),
        pytest.param(
            {"kind": ["ceasefire", AgreementKind.PROCESS], "id": {"new", "bare"}},
            ("new", "bare"),
            id="several terms, and identifiers in a set",
        ),
        ({"id": []}, ()),
    ],
    ids=str,
)
def test_selecting_by_codes_times_and_several_values(conditions, expected):
    assert CODED.agreements.where(**conditions).ids == expected


@pytest.mark.parametrize(
    ("conditions", "error", "message"),
    [
        ({"codes": "SsrDdr"}, ValueError, "invalid external code 'SsrDdr': expected"),
        ({"codes": 5}, TypeError, "codes must be an ExternalCode or a str, got 5"),
        ({"period": "May"}, ValueError, "invalid EDTF date 'May': "),
        ({"period": 1991}, TypeError, "period must be a When or a str, got 1991"),
        ({"kind": "ceasfire"}, ValueError, "unknown kind 'ceasfire'; did you mean 'ceasefire'?"),
        (
            {"kidn": "ceasefire"},
            TypeError,
            "can't be selected by 'kidn'; did you mean 'kind' or 'id'?",
        ),
        ({"parties": 5}, TypeError, "parties must be a str, got 5"),
    ],
    ids=str,
)
def test_selecting_by_what_can_not_be_is_refused(conditions, error, message):
    with pytest.raises(error) as caught:
        CODED.agreements.where(**conditions)
    assert message in str(caught.value)


@given(datasets(min_size=2), st.sampled_from(KINDS), st.data())
def test_selecting_by_several_values_is_selecting_by_any(dataset, kind, data):
    records = records_of(dataset, kind)
    name = data.draw(st.sampled_from(sorted(indexes(kind))))
    values = data.draw(st.lists(values_for(dataset, kind, name), max_size=3))
    each = [records.where(**{name: value}) for value in values]
    assert list(records.where(**{name: values})) == [
        record for record in records if any(record in found for found in each)
    ]


@given(datasets(min_size=2), st.sampled_from(KINDS))
def test_selecting_by_a_predicate_is_a_plain_filter(dataset, kind):
    records = records_of(dataset, kind)
    assert list(records.where(lambda record: record.note)) == [
        each for each in records if each.note
    ]
    with pytest.raises(TypeError, match="predicate must be a function, got 'north'"):
        records.where("north")


@pytest.mark.parametrize("role", ["mediator", ParticipantRole.MEDIATOR])
def test_roles_are_terms_or_texts(role):
    league = Participant(actor="league", role=ParticipantRole.MEDIATOR)
    talks = Event(id="talks", title="Talks", kind=EventKind.MEDIATION, participants=(league,))
    assert talks.actors_as(role) == ("league",)


def test_an_agreement_knows_its_parties_mediators_citations_and_when_it_came_about():
    def part(actor, role, number):
        return Participant(actor=actor, role=role, citations=(Citation("wire", number),))

    def step(status, number):
        return StatusChange(status=status, citations=(Citation("wire", number),))

    truce = Agreement(
        id="truce",
        title="A truce",
        kind=AgreementKind.CEASEFIRE,
        citations=(Citation("wire", 1),),
        participants=(
            part("south", ParticipantRole.PARTY, 2),
            part("league", ParticipantRole.MEDIATOR, 3),
            part("north", ParticipantRole.PARTY, 4),
        ),
        statuses=(
            step(AgreementStatus.PROPOSED, 5),
            step(AgreementStatus.IN_FORCE, 6),
            step(AgreementStatus.AGREED, 7),
        ),
    )
    assert truce.parties == truce.actors_as("party") == ("south", "north")
    assert truce.mediators == truce.actors_as(ParticipantRole.MEDIATOR) == ("league",)
    assert truce.actors_as("witness") == ()
    assert truce.agreed_step == truce.statuses[1]
    assert [each.paragraph for each in truce.all_citations] == [1, 2, 3, 4, 5, 6, 7]
    proposed = attrs.evolve(truce, statuses=truce.statuses[:1], participants=())
    assert (proposed.agreed_step, proposed.parties, proposed.mediators) == (None, (), ())


@pytest.mark.parametrize(
    ("role", "error", "message"),
    [
        ("mediater", ValueError, "unknown role 'mediater'; did you mean 'mediator'?"),
        ("xyz", ValueError, "unknown role 'xyz'; use one of 'initiator', 'target', "),
        (5, TypeError, "role must be a ParticipantRole or a str, got 5"),
    ],
)
def test_an_unknown_role_is_refused(role, error, message):
    talks = Event(id="talks", title="Talks", kind=EventKind.MEDIATION)
    with pytest.raises(error) as caught:
        talks.actors_as(role)
    assert message in str(caught.value)


def test_selecting_by_a_flag_that_may_be_unset():
    actors = RecordCollection(
        [
            Actor(id="a", kind=ActorKind.STATE),
            Actor(id="b", kind=ActorKind.STATE, is_plural=True),
            Actor(id="c", kind=ActorKind.STATE, is_plural=False),
        ],
        Actor,
    )
    assert actors.where(is_plural=None).ids == ("a",)
    assert actors.where(is_plural=[True, None]).ids == ("a", "b")


def test_propositions_are_selected_by_topic():
    peace = Proposition(id="peace", text="There is peace.", topic="peace")
    other = Proposition(id="other", text="There is not.")
    assert Dataset.from_records(peace, other).propositions.where(topic="peace") == (peace,)
