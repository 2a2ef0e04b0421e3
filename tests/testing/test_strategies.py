"""Tests of the strategies' promises, and that each of them reaches all values."""

import enum
from random import Random

import attrs
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

import karabakh.findings
import karabakh.ids
import karabakh.model
from karabakh import (
    Actor,
    Agreement,
    Assertion,
    Citation,
    CitedPart,
    Coding,
    Dataset,
    Measure,
    Name,
    Participant,
    Place,
    Position,
    Proposition,
    Requirement,
    Source,
    StatusChange,
)
from karabakh.ids import is_valid_id
from karabakh.model import COLLECTIONS
from karabakh.model.integrity import check_integrity
from karabakh.model.references import references_of
from karabakh.testing import (
    bound_datasets,
    citations,
    codes,
    datasets,
    documents,
    ids,
    instances,
    register,
    sources,
    texts,
    whens,
)
from karabakh.testing._drafts import RECORD_KINDS

PARTS = [Coding, Measure, Name, Participant, Requirement, StatusChange]

register()

_HOMES = (karabakh.model, karabakh.findings)
PUBLIC_TYPES = [
    value
    for home in _HOMES
    for name in home.__all__
    if name in karabakh.__all__ and isinstance(value := getattr(home, name), type)
]
ID_TYPES = [name for name in vars(karabakh.ids) if name.endswith("Id")]
REQUIRED = [each.name for each in attrs.fields(Position) if each.default is attrs.NOTHING]

_thoroughly = settings(phases=[Phase.generate, Phase.shrink], max_examples=1_000, database=None)
_quickly = settings(phases=[Phase.generate], max_examples=2_000, database=None)


def occurs(strategy, condition):
    """Return whether a value that meets a condition is found, without making it small."""
    try:
        find(strategy, condition, settings=_quickly)
    except NoSuchExample:
        return False
    return True


@pytest.mark.parametrize("kind", PUBLIC_TYPES, ids=lambda kind: kind.__name__)
def test_hypothesis_makes_every_public_type(kind):
    @settings(max_examples=10)
    @given(st.from_type(kind))
    def makes(value):
        assert isinstance(value, kind)

    makes()


@pytest.mark.parametrize("name", ID_TYPES)
def test_hypothesis_makes_identifiers_of_every_type(name):
    @settings(max_examples=10)
    @given(st.from_type(getattr(karabakh.ids, name)))
    def makes(value):
        assert is_valid_id(value)

    makes()


@pytest.mark.parametrize("kind", COLLECTIONS.values(), ids=lambda kind: kind.__name__)
def test_collections_are_made_of_the_kind_requested(kind):
    @settings(max_examples=10)
    @given(st.from_type(karabakh.RecordCollection[kind]))
    def makes(records):
        assert records.kind is kind
        assert all(type(record) is kind for record in records)

    makes()


@pytest.mark.parametrize("kind", [*RECORD_KINDS, *PARTS, Source], ids=lambda kind: kind.__name__)
def test_every_field_is_filled_and_left_out(kind):
    for field in attrs.fields(kind):
        if field.default is not attrs.NOTHING:
            made = instances(kind)
            assert occurs(made, lambda each: getattr(each, field.name) == field.default)  # noqa: B023
            assert occurs(made, lambda each: getattr(each, field.name) != field.default)  # noqa: B023


@pytest.mark.parametrize(
    "terms",
    [kind for kind in PUBLIC_TYPES if issubclass(kind, enum.Enum)],
    ids=lambda t: t.__name__,
)
def test_terms_are_all_drawn(terms):
    assert all(occurs(st.from_type(terms), lambda drawn: drawn is term) for term in terms)  # noqa: B023


@given(st.data())
def test_a_field_can_be_chosen(data):
    position = data.draw(instances(Position, holder=st.just("armenia")))
    assert position.holder == "armenia"


def test_a_field_that_does_not_exist_is_refused():
    with pytest.raises(TypeError, match=r"Position has no field 'held', 'houlder'"):
        instances(Position, houlder=ids(), held=whens())


@given(texts(min_size=2))
def test_texts_can_be_written(text):
    assert len(text) >= 2
    assert text.encode().decode() == text


@pytest.mark.parametrize(
    "sign", ['"', "'", "\\", "\n", "\r", "\0", "\ufeff", "\u202e", "\u0301", "\U0010ffff"]
)
def test_awkward_characters_occur(sign):
    assert occurs(texts(), lambda text: sign in text)


@given(st.lists(sources(min_paragraphs=1), min_size=1, max_size=3), st.data())
def test_citations_stay_inside_their_sources(cited, data):
    citation = data.draw(citations(cited))
    assert any(contains(source, citation) for source in cited)


def contains(source: Source, citation: Citation) -> bool:
    if source.id != citation.source:
        return False
    if citation.paragraph is None or not source.paragraphs:
        return True
    if citation.paragraph > len(source.paragraphs):
        return False
    return (citation.last or 0) <= source.paragraphs[citation.paragraph - 1].words


@given(documents(max_paragraphs=3))
def test_documents_have_as_many_paragraphs_as_allowed(document):
    assert 1 <= len(document.paragraphs) <= 3


@given(datasets())
def test_consistent_datasets_are_consistent(dataset):
    assert list(check_integrity(dataset)) == []
    for record in dataset:
        assert all(
            contains(dataset.sources[citation.source], citation)
            for citation in record.all_citations
        )


@given(datasets())
def test_no_record_of_a_consistent_dataset_refers_to_itself(dataset):
    for record in (*dataset, *dataset.sources):
        own = {record.id} if not isinstance(record, Agreement) else set()
        assert own.isdisjoint(reference.id for reference in references_of(record))


def parts_of(record):
    return [
        part
        for field in attrs.fields(type(record))
        if isinstance(values := getattr(record, field.name), tuple)
        for part in values
        if isinstance(part, CitedPart)
    ]


@given(datasets())
def test_parts_of_a_consistent_dataset_cite_and_name_what_exists(dataset):
    for record in dataset:
        for part in parts_of(record):
            assert set(part.according_to) <= set(dataset.actors.ids)
            assert {citation.source for citation in part.citations} <= set(dataset.sources.ids)


@pytest.mark.parametrize("field", ["citations", "according_to", "note"])
def test_parts_of_a_consistent_dataset_are_filled(field):
    assert occurs(
        datasets(),
        lambda dataset: any(
            getattr(part, field) for record in dataset for part in parts_of(record)
        ),
    )


@pytest.mark.parametrize("field", ["author", "translation_of", "edition_of"])
def test_sources_of_a_consistent_dataset_refer_to_others(field):
    assert occurs(
        datasets(), lambda dataset: any(getattr(source, field) for source in dataset.sources)
    )


def test_records_of_a_consistent_dataset_name_several_who_say_so():
    assert occurs(
        datasets(),
        lambda dataset: any(
            isinstance(record, Assertion) and len(record.according_to) > 1 for record in dataset
        ),
    )


def test_datasets_say_who_coded_them_or_not():
    assert occurs(datasets(), lambda dataset: dataset.coding)
    assert occurs(datasets(), lambda dataset: not dataset.coding)


@given(instances(Place))
def test_points_are_on_the_globe(place):
    if place.point is not None:
        longitude, latitude = place.point
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90


@pytest.mark.parametrize("number", ["best", "low", "high"])
def test_measures_have_any_one_number(number):
    others = {"best", "low", "high"} - {number}
    assert occurs(
        instances(Measure),
        lambda measure: all(getattr(measure, other) is None for other in others),
    )


def test_a_number_of_a_measure_can_be_chosen():
    assert find(instances(Measure, best=st.just(7)), lambda _: True).best == 7


@given(st.integers(0, 5), st.integers(0, 5), st.booleans(), st.data())
def test_datasets_are_as_large_as_requested(least, more, consistent, data):
    strategy = datasets(min_size=least, max_size=least + more, consistent=consistent)
    assert least <= len(data.draw(strategy)) <= least + more


@pytest.mark.parametrize("kind", RECORD_KINDS, ids=lambda kind: kind.__name__)
def test_datasets_have_records_of_every_kind(kind):
    assert occurs(datasets(), lambda dataset: any(type(record) is kind for record in dataset))


def test_inconsistent_datasets_have_every_fault():
    missing = {"KB101", "KB102", "KB103", "KB104"}

    def has_the_last(dataset):
        missing.difference_update(finding.code for finding in check_integrity(dataset))
        return not missing

    assert occurs(datasets(consistent=False), has_the_last)


def test_inconsistent_datasets_cite_what_is_not_there():
    def cites_outside(dataset: Dataset) -> bool:
        return any(
            not any(contains(source, citation) for source in dataset.sources)
            for record in dataset
            for citation in record.all_citations
            if dataset.sources
        )

    assert occurs(datasets(consistent=False), cites_outside)


@given(datasets(cited=st.just([Source(id="wire", title="Wire")])))
def test_datasets_cite_the_sources_requested(dataset):
    assert dataset.sources.ids == ("wire",)


@given(bound_datasets())
def test_bound_datasets_can_quote_all_that_they_cite(dataset):
    assert dataset.drift == ()
    for record in dataset:
        for citation in record.all_citations:
            assert dataset.quote(citation)


def test_codes_have_versions_or_none():
    assert occurs(codes(), lambda code: code.version)
    assert occurs(codes(), lambda code: not code.version)


def test_a_failing_example_shrinks_to_the_least_that_fails():
    def fails(dataset: Dataset) -> bool:
        return bool(dataset.positions)

    # Where a machine is slow, Hypothesis may give up shrinking early; another start gets there.
    starts = map(Random, range(5))
    found = (find(datasets(max_size=4), fails, settings=_thoroughly, random=it) for it in starts)
    least = next(each for each in found if len(each) == 3)
    assert {type(record) for record in least} == {Actor, Proposition, Position}
    (position,) = least.positions
    fields = {field.name: getattr(position, field.name) for field in attrs.fields(Position)}
    assert position == Position(**{name: fields[name] for name in REQUIRED})


@pytest.mark.parametrize(
    "strategy", [datasets(), datasets(consistent=False), bound_datasets(), sources(), documents()]
)
def test_strategies_are_shown_in_short(strategy):
    # Hypothesis warns of long ones, and shows them where drawing fails.
    assert len(repr(strategy)) < 4_000


def test_instances_are_shown_with_their_class():
    assert repr(instances(Agreement)) == "instances_of_Agreement()"
