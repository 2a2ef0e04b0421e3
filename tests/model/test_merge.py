"""Two datasets in one: nothing is overwritten, whatever they hold."""

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from karabakh import (
    Actor,
    ActorKind,
    Agreement,
    AgreementKind,
    BoundDataset,
    Citation,
    Coding,
    Dataset,
    Document,
    Event,
    EventKind,
    MergeError,
    Place,
    Position,
    Provision,
    Source,
    Stance,
)
from karabakh.model._edits import rename_ids
from karabakh.testing import bound_datasets, datasets

any_datasets = datasets(max_size=6) | datasets(consistent=False, max_size=6) | bound_datasets()


def everything(dataset):
    """List all records and sources of a dataset, provisions within their agreements."""
    return [record for _, records in dataset.collections() for record in records]


def ids_in(dataset):
    return {*dataset.by_id, *dataset.sources.ids}


def renamed(dataset, names):
    """Rename identifiers everywhere in a dataset."""
    fields = {
        name: [rename_ids(each, names) for each in records]
        for name, records in dataset.collections()
    }
    return Dataset(title=dataset.title, coding=dataset.coding, **fields)


def small_datasets():
    """Consistent datasets with short identifiers, which can get a suffix."""
    return datasets(min_size=1, max_size=6).map(
        lambda dataset: renamed(
            dataset, {each: f"r{number}" for number, each in enumerate(sorted(ids_in(dataset)))}
        )
    )


@given(any_datasets)
def test_a_dataset_with_itself_is_itself(dataset):
    assert dataset.merge(dataset) == dataset
    assert dataset.merge(dataset, keep_both="-b") == dataset


@given(any_datasets)
def test_a_dataset_with_an_empty_one_is_itself(dataset):
    assert dataset.merge(Dataset()) == dataset
    assert Dataset().merge(dataset) == dataset


@given(datasets(max_size=4), datasets(max_size=4), datasets(max_size=4))
def test_datasets_can_be_merged_in_any_grouping(one, two, three):
    # Their identifiers differ, so nothing is in conflict.
    two = renamed(two, {each: f"{each[:100]}-2" for each in ids_in(two)})
    three = renamed(three, {each: f"{each[:100]}-3" for each in ids_in(three)})
    assume(not ids_in(one) & (ids_in(two) | ids_in(three)))
    assume(len(ids_in(two)) + len(ids_in(three)) == len(ids_in(two) | ids_in(three)))
    assert one.merge(two).merge(three) == one.merge(two.merge(three))


@given(datasets(max_size=6), datasets(max_size=6))
def test_in_a_merge_that_is_not_refused_everything_is_as_before(one, other):
    shared = ids_in(one) & ids_in(other)
    if any(home_in(one, each) != home_in(other, each) for each in shared):
        with pytest.raises(MergeError) as caught:
            one.merge(other)
        assert caught.value.differences.keys() <= shared
        assert all(caught.value.differences.values())
        return
    both = one.merge(other)
    for record in everything(one) + everything(other):
        assert record in everything(both)
    assert {each.id for each in everything(both)} == ids_of(one) | ids_of(other)


def home_in(dataset, name):
    """Return the record or source of an identifier; of a provision, its agreement too."""
    owner = [each for each in dataset.agreements if name in [part.id for part in each.provisions]]
    return dataset.sources.get(name), dataset.get(name), [each.id for each in owner]


def ids_of(dataset):
    return {each.id for each in everything(dataset)}


@given(small_datasets(), st.data())
def test_keeping_both_keeps_all(dataset, data):
    changed = changed_somewhere(dataset, data)
    assume(changed != dataset)
    with pytest.raises(MergeError):
        dataset.merge(changed)
    both = dataset.merge(changed, keep_both="-b")
    assert set(everything(dataset)) <= set(everything(both))
    names = {old: f"{old}-b" for old in ids_in(changed) if f"{old}-b" in ids_in(both)}
    for record in everything(changed):
        assert rename_ids(record, names) in everything(both)
    # Consistent as both were: every identifier names one thing.
    found = [*(each.id for each in both), *both.sources.ids]
    assert len(found) == len(set(found))


@given(small_datasets(), st.data())
def test_renaming_before_or_after_a_merge_is_the_same(dataset, data):
    changed = changed_somewhere(dataset, data)
    names = {each: f"new-{each}" for each in ids_in(dataset)}
    after = renamed(dataset.merge(changed, keep_both="-b"), names | {
        f"{old}-b": f"{new}-b" for old, new in names.items()
    })  # fmt: skip
    assert renamed(dataset, names).merge(renamed(changed, names), keep_both="-b") == after


def changed_somewhere(dataset, data):
    """Change the notes of some records."""
    chosen = data.draw(st.lists(st.sampled_from(everything(dataset)), unique_by=id, max_size=3))
    for record in chosen:
        dataset = dataset.replace(attrs.evolve(record, note=f"{record.note} Changed."))
    return dataset


ARMY = Actor(id="army", kind=ActorKind.ARMED_GROUP)
RAID = Event(id="raid", title="A raid", kind=EventKind.ATTACK, according_to=("army",))


def test_what_refers_to_a_record_that_differs_is_renamed_too():
    one = Dataset.from_records(ARMY, RAID)
    other = Dataset.from_records(attrs.evolve(ARMY, is_plural=False), RAID)
    both = one.merge(other, keep_both="-b")
    assert both.actors.ids == ("army", "army-b")
    assert both.events["raid-b"].according_to == ("army-b",)
    assert both.events["raid"] == RAID


def test_differences_are_listed_by_field():
    other = Dataset.from_records(attrs.evolve(ARMY, is_plural=False, note="Of one side."), RAID)
    with pytest.raises(MergeError) as caught:
        Dataset.from_records(ARMY, RAID).merge(other)
    assert caught.value.differences == {"army": ("is_plural", "note")}
    assert str(caught.value) == (
        "1 record differs under the same identifier: 'army' (is_plural, note);"
        ' pass keep_both="-b" to keep both'
    )


def test_an_identifier_of_another_kind_of_record_is_a_difference():
    with pytest.raises(MergeError) as caught:
        Dataset.from_records(Place(id="army")).merge(Dataset.from_records(ARMY))
    assert caught.value.differences == {"army": ("kind of record",)}


def test_provisions_come_with_their_agreements():
    clause = Provision(id="clause", duty="leave")
    truce = Agreement(
        id="truce", title="A truce", kind=AgreementKind.CEASEFIRE, provisions=(clause,)
    )
    one = Dataset.from_records(truce)
    other = Dataset.from_records(attrs.evolve(truce, title="The truce"))
    both = one.merge(other, keep_both="-b")
    assert [each.id for each in both] == ["truce", "clause", "truce-b", "clause-b"]
    elsewhere = Dataset.from_records(attrs.evolve(truce, id="pact"))
    with pytest.raises(MergeError) as caught:
        one.merge(elsewhere)
    assert caught.value.differences == {"clause": ("agreement",)}


def test_a_new_identifier_that_exists_already_is_refused():
    one = Dataset.from_records(Place(id="x"), Place(id="x-b"))
    with pytest.raises(MergeError, match="'x-b'") as caught:
        one.merge(Dataset.from_records(Place(id="x", note="Other.")), keep_both="-b")
    assert caught.value.taken == ("x-b",)


@pytest.mark.parametrize("suffix", [" b", "#b", "-" * 300, "\n"])
def test_a_suffix_must_end_identifiers(suffix):
    with pytest.raises(ValueError, match="keep_both must end identifiers, got"):
        Dataset().merge(Dataset(), keep_both=suffix)


def test_a_suffix_for_which_an_identifier_is_too_long():
    one, other = Place(id="x" * 200), Place(id="x" * 200, note="Other.")
    with pytest.raises(ValueError, match="keep_both must make valid identifiers, got 'xxx"):
        Dataset.from_records(one).merge(Dataset.from_records(other), keep_both="-b")


@pytest.mark.parametrize(("other", "suffix"), [(None, ""), ("a.toml", ""), (Dataset(), None)])
def test_only_datasets_are_merged(other, suffix):
    with pytest.raises(TypeError, match="must be a"):
        Dataset().merge(other, keep_both=suffix)


def test_titles_and_codings():
    first, second = Coding(coders=("A",)), Coding(coders=("B",))
    one, other = Dataset(title="One", coding=[first]), Dataset(title="Two", coding=[second, first])
    assert one.merge(other).title == "One"
    assert Dataset().merge(other).title == "Two"
    assert one.merge(other).coding == (first, second)


def test_texts_stay_bound():
    text = Document.from_text("They met.")
    wire = Source(id="wire", title="Wire", paragraphs=text.outline())
    post = attrs.evolve(wire, id="post")
    bound = Dataset.from_records(wire).bind(text)
    for both in (
        bound.merge(Dataset.from_records(post)),
        Dataset.from_records(post).merge(bound),
        bound.merge(Dataset.from_records(post).bind(text)),
    ):
        assert isinstance(both, BoundDataset)
        assert both.quote("wire#p1") == "They met."
    claim = Position(
        id="claim",
        holder="army",
        proposition="x",
        stance=Stance.SUPPORTS,
        citations=(Citation("wire", 1, 1, 2),),
    )
    other = Dataset.from_records(attrs.evolve(wire, title="The wire"), claim).bind(text)
    both = Dataset.from_records(wire, claim).merge(other, keep_both="-b")
    assert str(both.positions["claim-b"].citations[0]) == "wire-b#p1:1-2"
    assert both.quote("wire-b#p1:1-2") == "They met."
