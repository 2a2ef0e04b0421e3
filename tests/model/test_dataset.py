"""Datasets, against plain loops over their records."""

import copy
import pickle
from itertools import permutations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import karabakh
from karabakh import (
    Actor,
    ActorKind,
    Agreement,
    AgreementKind,
    BoundDataset,
    Citation,
    CitationError,
    Dataset,
    Document,
    EdtfError,
    Link,
    LinkKind,
    Place,
    Provision,
    Source,
    StatusChange,
    UnknownIdError,
    When,
)
from karabakh.model import COLLECTIONS, AgreementStatus
from karabakh.model.references import references_of
from karabakh.testing import bound_datasets, citations, datasets


def pickled(value):
    return pickle.loads(pickle.dumps(value))  # noqa: S301 (our own)


any_datasets = datasets() | datasets(consistent=False) | bound_datasets()


@given(any_datasets)
def test_records_come_in_order_with_provisions_behind_their_agreement(dataset):
    expected = []
    for name in COLLECTIONS:
        if name == "sources":
            continue
        for record in getattr(dataset, name):
            expected.append(record)
            expected.extend(getattr(record, "provisions", ()))
    assert list(dataset) == list(dataset.records()) == expected
    assert len(dataset) == len(expected)


@given(any_datasets)
def test_collections_hold_their_kinds(dataset):
    assert [name for name, _ in dataset.collections()] == list(COLLECTIONS)
    for name, records in dataset.collections():
        assert records.kind is COLLECTIONS[name]
        assert records == getattr(dataset, name)


@given(any_datasets)
def test_look_up_gives_the_first_of_several(dataset):
    for record in dataset:
        first = next(each for each in dataset if each.id == record.id)
        assert dataset[record.id] is dataset.get(record.id) is first
        assert record.id in dataset


def test_look_up_names_the_nearest():
    dataset = Dataset.from_records(Actor(id="armenia", kind=ActorKind.STATE))
    with pytest.raises(UnknownIdError) as caught:
        dataset["armenai"]
    assert str(caught.value) == "unknown record 'armenai'; did you mean 'armenia'?"
    assert dataset.get("armenai") is None
    assert "armenai" not in dataset


@pytest.mark.parametrize("key", [0, None, slice(1)])
def test_records_have_no_numbers(key):
    with pytest.raises(TypeError):
        Dataset()[key]


@given(any_datasets, st.data())
def test_a_record_of_a_dataset_is_put_where_it_belongs(dataset, data):
    records = [record for _, records in dataset.collections() for record in records]
    shuffled = data.draw(st.permutations(records))
    again = Dataset.from_records(*shuffled, title=dataset.title, coding=dataset.coding)
    for name, collection in again.collections():
        assert collection == tuple(each for each in shuffled if type(each) is COLLECTIONS[name])
    in_order = Dataset.from_records(*records, title=dataset.title, coding=dataset.coding)
    assert in_order == _unbound(dataset)


def _unbound(dataset):
    return Dataset(**{field.name: getattr(dataset, field.name) for field in attrs.fields(Dataset)})


@pytest.mark.parametrize("part", [Provision(id="a", obligor="b", duty="c"), "here", None])
def test_only_whole_records_belong_to_a_dataset(part):
    with pytest.raises(TypeError, match="records must be records or sources, got "):
        Dataset.from_records(part)


def test_each_collection_takes_its_own_kind():
    with pytest.raises(TypeError, match="items must be Actors, got "):
        Dataset(actors=[Place(id="here")])


@given(any_datasets, st.data())
def test_citing_is_a_plain_filter(dataset, data):
    if not dataset.sources:
        return
    place = data.draw(citations(dataset.sources))
    expected = tuple(
        record
        for record in dataset
        if any(place.overlaps(citation) for citation in record.all_citations)
    )
    assert dataset.citing(place) == expected
    assert dataset.citing(str(place)) == expected


def test_citing_finds_a_change_of_status():
    change = StatusChange(status=AgreementStatus.AGREED, citations=(Citation("wire", 1),))
    truce = Agreement(id="truce", title="A truce", kind=AgreementKind.CEASEFIRE, statuses=(change,))
    dataset = Dataset.from_records(Source(id="wire", title="Wire"), truce)
    assert dataset.citing("wire#p1:3-4") == (truce,)
    assert dataset.citing("wire#p2") == ()


def test_citing_from_no_source_of_the_dataset_is_refused():
    dataset = Dataset.from_records(Source(id="wire", title="Wire"))
    with pytest.raises(UnknownIdError, match=r"unknown source 'wrie'; did you mean 'wire'\?"):
        dataset.citing("wrie#p1")
    with pytest.raises(CitationError):
        dataset.citing("wire#1")


@given(any_datasets)
def test_referring_is_a_plain_filter(dataset):
    for target in dataset.by_id:
        expected = tuple(
            record for record in dataset if target in [each.id for each in references_of(record)]
        )
        assert dataset.backlinks(target) == expected


def test_referring_to_nothing_is_refused():
    dataset = Dataset.from_records(Place(id="here"))
    assert dataset.backlinks("here") == ()
    with pytest.raises(UnknownIdError, match=r"did you mean 'here'\?"):
        dataset.backlinks("hree")


@given(any_datasets)
def test_datasets_are_values(dataset):
    hash(dataset)
    copies = [
        copy.copy(dataset),
        copy.deepcopy(dataset),
        pickled(dataset),
        attrs.evolve(dataset),
    ]
    for each in copies:
        assert type(each) is type(dataset)
        assert each == dataset
        assert hash(each) == hash(dataset)
        assert each.by_id == dataset.by_id
        assert list(each) == list(dataset)


@given(bound_datasets())
def test_a_copy_of_a_bound_dataset_quotes(dataset):
    for each in (
        copy.deepcopy(dataset),
        pickled(dataset),
        attrs.evolve(dataset),
    ):
        assert each.documents == dataset.documents
        for source in dataset.sources:
            assert each.quote(source.id) == dataset.quote(source.id)


@given(bound_datasets())
def test_a_bound_dataset_is_another_value_than_the_unbound_one(dataset):
    unbound = _unbound(dataset)
    assert dataset != unbound
    assert unbound != dataset
    assert unbound.bind(dataset.documents) == dataset


def test_datasets_are_equal_by_content_and_order():
    here, there = Place(id="here"), Place(id="there")
    ordered = [Dataset.from_records(*places) for places in permutations([here, there])]
    assert ordered[0] != ordered[1]
    assert ordered[0] == Dataset(places=[here, there])
    assert ordered[0] != Dataset.from_records(here, there, title="Places")


def test_datasets_can_not_be_changed():
    dataset = Dataset.from_records(Place(id="here"))
    with pytest.raises(AttributeError):
        dataset.places = ()
    with pytest.raises(AttributeError):
        del dataset.title
    with pytest.raises(TypeError):
        dataset.places[0] = Place(id="there")


def test_one_field_can_be_replaced():
    dataset = Dataset.from_records(Place(id="here"), Actor(id="ann", kind=ActorKind.PERSON))
    moved = attrs.evolve(dataset, places=[Place(id="there")])
    assert moved.places.ids == ("there",)
    assert moved.actors == dataset.actors
    assert "here" not in moved
    with pytest.raises(UnknownIdError):
        moved.places.where(id="here")


def test_a_source_can_be_dated():
    wire, other = Source(id="wire", title="Wire"), Source(id="other", title="Other")
    dataset = Dataset.from_records(wire, other).with_publication_date("wire", "2023-09-21")
    assert dataset.sources["wire"].published == When("2023-09-21")
    assert dataset.sources["other"] == other
    assert dataset == Dataset.from_records(wire, other).with_publication_date(
        "wire", When("2023-09-21")
    )
    with pytest.raises(UnknownIdError):
        dataset.with_publication_date("wrie", "2023")
    with pytest.raises(EdtfError):
        dataset.with_publication_date("wire", "yesterday")


def test_a_dated_bound_dataset_stays_bound():
    text = Document.from_text("They met.")
    dataset = Dataset.from_records(Source(id="wire", title="Wire", paragraphs=text.outline())).bind(
        text
    )
    dated = dataset.with_publication_date("wire", "2023")
    assert isinstance(dated, BoundDataset)
    assert dated.quote("wire#p1") == "They met."


def test_shown_in_a_line():
    places = [Place(id=f"place-{number}") for number in range(5_000)]
    link = Link(id="same", subject="place-0", kind=LinkKind.SAME_AS, object="place-1")
    assert repr(Dataset()) == "<Dataset '': empty>"
    assert (
        repr(Dataset.from_records(*places, link, title="All"))
        == "<Dataset 'All': 5000 places, 1 link>"
    )


@pytest.mark.parametrize("place", ["wire#p2", "wire#p1:6-6"])
def test_nobody_cites_a_place_that_its_source_does_not_have(place):
    outline = Document.from_text("They met. Nothing was signed.").outline()
    dataset = Dataset.from_records(Source(id="wire", title="Wire", paragraphs=outline))
    with pytest.raises(CitationError, match="paragraph"):
        dataset.citing(place)


@pytest.mark.parametrize("text", [5, None, "wire"])
def test_only_documents_are_bound(text):
    with pytest.raises(TypeError, match="Document"):
        Dataset.from_records(Source(id="wire", title="Wire")).bind(text)


@pytest.mark.parametrize("when", [2020, None])
def test_only_times_are_times_of_publication(when):
    with pytest.raises(TypeError, match="str"):
        Dataset.from_records(Source(id="wire", title="Wire")).with_publication_date("wire", when)


@pytest.mark.parametrize("place", [5, None, ("wire", 1)])
def test_only_places_are_quoted(place):
    text = Document.from_text("They met.")
    bound = Dataset.from_records(Source(id="wire", title="Wire", paragraphs=text.outline())).bind(
        text
    )
    with pytest.raises(TypeError, match="citation must be a Citation or a str, got"):
        bound.quote(place)


def test_collections_can_not_be_changed():
    positions = karabakh.load().positions
    with pytest.raises(AttributeError, match="collections are immutable"):
        positions.kind = 3
    with pytest.raises(AttributeError, match="collections are immutable"):
        positions.more = 1
    with pytest.raises(AttributeError, match="collections are immutable"):
        del positions.kind
    assert positions.where(form="concession").ids == ("pashinyan-concedes",)
    assert pickle.loads(pickle.dumps(positions)) == positions  # noqa: S301 (our own)


NO_IDENTIFIERS = [None, 5, ["armenia"], ("armenia",), {}]


@pytest.mark.parametrize("other", NO_IDENTIFIERS)
@pytest.mark.parametrize(
    "ask",
    [
        lambda dataset, other: dataset[other],
        lambda dataset, other: dataset.get(other),
        lambda dataset, other: dataset.backlinks(other),
        lambda dataset, other: dataset.actors.get(other),
        lambda dataset, other: dataset.positions.where(holder=other) and None,
        lambda dataset, other: dataset.with_publication_date(other, "2023"),
        lambda dataset, other: dataset.bind({other: Document.from_text("a")}),
    ],
)
def test_what_is_no_identifier_is_said_to_be_none(ask, other):
    if isinstance(other, (list, dict)) and "bind" in ask.__code__.co_names:
        return  # no key of a mapping
    if "where" in ask.__code__.co_names and other != 5:
        return  # selects those without a value, or with one of several
    with pytest.raises(TypeError, match=r"identifier|a str"):
        ask(karabakh.load(), other)


@given(datasets())
def test_what_is_gone_through_is_contained(dataset):
    for record in dataset:
        assert record in dataset
        assert record.id in dataset
    assert Place(id="nowhere-at-all") not in dataset
    assert [] not in dataset


def test_nobody_can_change_what_a_dataset_has_found():
    dataset = karabakh.load()
    dataset.citing("article")
    dataset.backlinks("armenia")
    for found in (dataset.by_id, dataset._citing, dataset._backlinks):
        with pytest.raises(TypeError, match="does not support item assignment"):
            found["armenia"] = None


def test_only_documents_are_bound_and_only_datasets_covered():
    dataset = karabakh.load()
    with pytest.raises(TypeError, match="must be a Document"):
        dataset.bind({"article": "article.txt"})
    with pytest.raises(TypeError, match=r"Document\.read"):
        dataset.bind("article.txt")
    with pytest.raises(TypeError, match="must be a Document"):
        karabakh.coverage(dataset, "article.txt")
    with pytest.raises(TypeError, match="must be a Dataset"):
        karabakh.coverage(None)
