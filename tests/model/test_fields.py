"""What annotations say of fields, against walks that know nothing of them."""

import enum
from typing import get_type_hints

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karabakh import (
    Actor,
    ActorId,
    ActorKind,
    Basis,
    Certainty,
    Citation,
    CitedPart,
    Coding,
    Dataset,
    DocTimeRel,
    ExternalCode,
    Link,
    Measure,
    Name,
    Place,
    PlaceId,
    Provision,
    ProvisionKind,
    Record,
    RecordId,
    SourceId,
    When,
)
from karabakh.model import (
    COLLECTIONS,
    Paragraph,
    Participant,
    Requirement,
    Sentence,
    StatusChange,
)
from karabakh.model._selection import indexes
from karabakh.model.flat import flat_fields, part_classes
from karabakh.model.integrity import referenced_ids
from karabakh.model.introspection import (
    element_type,
    field_types,
    id_kinds,
    is_union,
    options_of,
    plain_type,
    term_types,
)
from karabakh.model.memo import memoised
from karabakh.model.references import reference_paths, references_of
from karabakh.testing import datasets, instances
from karabakh.testing._drafts import RECORD_KINDS

CLASSES = [*RECORD_KINDS, *COLLECTIONS.values(), Participant, Requirement, StatusChange]


def values_in(instance, path=()):
    """Yield all values in an instance, however deep, with their paths."""
    if isinstance(instance, tuple):
        for number, item in enumerate(instance):
            yield from values_in(item, (*path, number))
    elif attrs.has(type(instance)):
        for field in attrs.fields(type(instance)):
            yield from values_in(getattr(instance, field.name), (*path, field.name))
    else:
        yield path, instance


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_types_are_those_that_python_resolves(kind):
    hints = get_type_hints(kind, include_extras=True)
    assert field_types(kind) == {name: hints[name] for name in field_types(kind)}
    assert list(field_types(kind)) == [field.name for field in attrs.fields(kind)]


@pytest.mark.parametrize("kind", RECORD_KINDS, ids=lambda kind: kind.__name__)
def test_references_are_found_wherever_they_stand(kind):
    # Each identifier gets a text of its own, so that a walk over all values finds them again.
    counter = iter(range(1_000_000))
    names = st.builds(lambda: f"mentioned-{next(counter)}")

    @given(_with_ids_from(names, kind))
    def finds_them(record):
        expected = {
            (path, value)
            for path, value in values_in(record)
            if isinstance(value, str) and value.startswith("mentioned-") and path[-1] != "id"
        }
        found = [(reference.path, reference.id) for reference in references_of(record)]
        assert set(found) == expected
        assert len(found) == len(expected)

    finds_them()


def _with_ids_from(names, kind):
    from karabakh.testing._citations import citations  # noqa: PLC0415
    from karabakh.testing._instances import References, instances_with  # noqa: PLC0415

    around = References(ids=lambda _: names, citations=citations())
    return instances_with(around, kind)


@given(datasets(min_size=3))
def test_references_say_which_kinds_may_stand_there(dataset):
    for record in dataset:
        for reference in references_of(record):
            kinds = (
                RecordId,
                field_types(type(dataset.sources.get(reference.id) or dataset[reference.id]))["id"],
            )
            assert set(reference.kinds) & {kind.__metadata__[0] for kind in kinds}


@given(instances(Link))
def test_the_paths_lead_to_what_is_mentioned(link):
    for reference in references_of(link):
        value = link
        for step in reference.path:
            value = value[step] if isinstance(step, int) else getattr(value, step)
        assert value == reference.id


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (ActorId, (ActorId,)),
        (ActorId | None, (ActorId,)),
        (ActorId | PlaceId, (ActorId, PlaceId)),
        (SourceId, (SourceId,)),
        (str, ()),
        (str | None, ()),
        (tuple[ActorId, ...], ()),
        (When, ()),
    ],
)
def test_identifiers_in_annotations(annotation, expected):
    assert id_kinds(annotation) == tuple(each.__metadata__[0] for each in expected)


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (DocTimeRel, (DocTimeRel,)),
        (DocTimeRel | None, (DocTimeRel,)),
        (str, ()),
        (tuple[ExternalCode, ...], ()),
    ],
)
def test_vocabularies_in_annotations(annotation, expected):
    assert term_types(annotation) == expected


@pytest.mark.parametrize("kind", COLLECTIONS.values(), ids=lambda kind: kind.__name__)
def test_every_field_of_identifiers_terms_and_flags_can_be_selected_by(kind):
    for name, annotation in field_types(kind).items():
        is_term = isinstance(annotation, type) and issubclass(annotation, enum.Enum)
        if id_kinds(annotation) or is_term or annotation is bool:
            assert name in indexes(kind)


def test_long_texts_can_not_be_selected_by():
    assert "note" not in indexes(Actor)


@given(datasets(min_size=3))
def test_all_citations_are_those_of_the_record_and_its_parts(dataset):
    for record in dataset:
        parts = [
            part
            for field in attrs.fields(type(record))
            if isinstance(values := getattr(record, field.name), tuple)
            for part in values
            if isinstance(part, CitedPart)
        ]
        expected = [*record.citations, *(cited for part in parts for cited in part.citations)]
        assert sorted(map(str, record.all_citations)) == sorted(map(str, expected))


UNSTATED = (None, "", (), False, When.unknown())
FIRM = {"certainty": Certainty.CERTAIN, "basis": Basis.STATED}


@pytest.mark.parametrize("kind", [*CLASSES, Measure, Participant, StatusChange, Name, Coding])
def test_what_a_record_leaves_out_says_nothing_and_is_as_firm_as_can_be(kind):
    defaults = {
        field.name: field.default
        for field in attrs.fields(kind)
        if field.default is not attrs.NOTHING
    }
    firm = FIRM | {"kind": ProvisionKind.OBLIGATION} if kind is Provision else FIRM
    said = {name: value for name, value in defaults.items() if value not in UNSTATED}
    assert said == {name: value for name, value in firm.items() if name in defaults}


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("value", [None, 5, "", {}, [], [None], {"id": []}])
def test_in_plain_values_of_wrong_types_no_identifiers_are_found(kind, value):
    plain = {name: value for name in field_types(kind) if name != "id"}
    for path in reference_paths(kind):
        found = [*path.occurrences(plain), *path.occurrences({})]
        assert [identifier for _, identifier, _ in found if identifier] == []


RECORDS = [kind for kind in dict.fromkeys(CLASSES) if issubclass(kind, Record)]


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_fields_begin_with_the_identifier_and_end_with_the_note(kind):
    names = [field.name for field in attrs.fields(kind)]
    own = [name for name in vars(kind)["__annotations__"] if not name.startswith("__")]
    common = {field.name for field in attrs.fields(Record)} | {"according_to"}
    assert names[: len(own)] == ["id", *(name for name in own if name != "id")]
    assert set(names[len(own) :]) == common & {*names} - {"id"}
    assert names[-1] == "note"


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
@settings(max_examples=20)
@given(data=st.data())
def test_a_record_shows_the_fields_that_are_set(kind, data):
    record = data.draw(instances(kind))
    shown = {
        field.name: value
        for field in attrs.fields(kind)
        if (value := getattr(record, field.name)) != field.default
    }
    terms = {name: getattr(value, "value", value) for name, value in shown.items()}
    assert repr(record) == f"{kind.__name__}({', '.join(f'{k}={v!r}' for k, v in terms.items())})"


def value_at(value, path):
    for step in path:
        if value is None:
            return None
        value = value[step] if isinstance(step, int) else getattr(value, step)
    return value


@pytest.mark.parametrize("kind", dict.fromkeys(CLASSES), ids=lambda kind: kind.__name__)
@settings(max_examples=20)
@given(data=st.data())
def test_a_column_reads_what_stands_at_its_path(kind, data):
    record = data.draw(instances(kind))
    columns = flat_fields(kind)
    assert len({each.name for each in columns}) == len(columns)
    for each in columns:
        assert each.read(record) == value_at(record, each.path)
    fields = {field.name: field for field in attrs.fields(kind)}
    assert {each.path[0] for each in columns} | {*part_classes(kind)} == {*fields}
    for each in columns:
        if len(each.path) == 1:
            assert each.has_default is (fields[each.name].default is not attrs.NOTHING)
            assert (each.element is None) is (element_type(each.annotation) is None)


@pytest.mark.parametrize(
    ("annotation", "plain", "options"),
    [
        (int, int, (int,)),
        (int | None, int, (int,)),
        (int | float | None, int | float, (int, float)),
        (int | float, int | float, (int, float)),
        (tuple[int, ...] | None, tuple[int, ...], (tuple[int, ...],)),
        (tuple[int, int], tuple[int, int], (tuple[int, int],)),
    ],
)
def test_types_without_none(annotation, plain, options):
    assert plain_type(annotation) == plain
    assert options_of(annotation) == options
    assert is_union(annotation) is (len(options) > 1 or annotation != plain)
    assert element_type(plain) is (int if plain == tuple[int, ...] else None)


@settings(max_examples=20)
@given(datasets(min_size=2))
def test_identifiers_referred_to_are_those_of_the_references_of_records_and_sources(dataset):
    records = [each for _, records in dataset.collections() for each in records]
    found = {ref.id for record in records for ref in references_of(record)}
    cited = {each.source for record in dataset.records() for each in record.all_citations}
    assert referenced_ids(dataset) == found | cited


@pytest.mark.parametrize(
    ("sources", "source"), [((), None), (("a",), "a"), (("a", "a"), "a"), (("a", "b"), None)]
)
def test_the_source_of_a_record_is_the_one_that_it_cites(sources, source):
    place = Place(id="here", citations=tuple(map(Citation, sources)))
    assert place.source == source


@pytest.mark.parametrize("build", [Place, lambda **fields: Actor(kind=ActorKind.STATE, **fields)])
def test_the_label_is_the_first_name_or_the_identifier(build):
    assert build(id="here", names=(Name(text="Here"), Name(text="There"))).label == "Here"
    assert build(id="here").label == "here"


def test_numbers_are_those_that_are_counted_or_measured():
    found = {
        (kind.__name__, each.name)
        for kind in (*CLASSES, Measure, Paragraph, Sentence)
        for each in flat_fields(kind)
        if each.is_number
    }
    assert found == {
        *(("Place", name) for name in ("longitude", "latitude")),
        *(("Measure", name) for name in ("low", "best", "high")),
        ("Sentence", "words"),
    }


def test_a_result_is_computed_once_for_each_dataset():
    computed = []

    def count(dataset):
        computed.append(dataset)
        return len(dataset)

    one, other = Dataset.from_records(Place(id="here")), Dataset()
    assert [memoised(each, count) for each in (one, one, other, one)] == [1, 1, 0, 1]
    assert computed == [one, other]
