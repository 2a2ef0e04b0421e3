"""Datasets with one record replaced or left out, against plain loops."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh import (
    Actor,
    ActorKind,
    Agreement,
    AgreementKind,
    Dataset,
    Place,
    Provision,
    Source,
    UnknownIdError,
)
from karabakh.testing import bound_datasets, datasets

CLAUSE = Provision(id="clause", duty="leave")
TRUCE = Agreement(id="truce", title="A truce", kind=AgreementKind.CEASEFIRE, provisions=(CLAUSE,))
SMALL = Dataset.from_records(
    Source(id="wire", title="Wire"), Place(id="here"), Place(id="there"), TRUCE, title="Small"
)


def everything(dataset):
    """List all records and sources of a dataset."""
    return [*dataset.sources, *dataset]


@given((datasets(min_size=1) | bound_datasets()).filter(everything), st.data())
def test_one_record_is_replaced_and_all_else_stays(dataset, data):
    old = data.draw(st.sampled_from(everything(dataset)))
    new = attrs.evolve(old, note=old.note + " Read again.")
    changed = dataset.replace(new)
    assert type(changed) is type(dataset)
    assert [each.id for each in everything(changed)] == [each.id for each in everything(dataset)]
    for before, after in zip(everything(dataset), everything(changed), strict=True):
        if before.id == old.id:
            assert after == new
        elif getattr(before, "provisions", ()) == getattr(after, "provisions", ()):
            assert after == before
    assert changed.replace(old) == dataset


@given((datasets(min_size=1) | bound_datasets()).filter(list), st.data())
def test_one_record_is_left_out_and_all_else_stays(dataset, data):
    gone = data.draw(st.sampled_from(list(dataset)))
    left = dataset.without(gone.id)
    parts = {each.id for each in getattr(gone, "provisions", ())}
    expected = [each.id for each in dataset if each.id != gone.id and each.id not in parts]
    assert [each.id for each in left] == expected
    assert gone.id not in left
    with pytest.raises(UnknownIdError):
        left.without(gone.id)


def test_a_provision_is_changed_within_its_agreement():
    changed = SMALL.replace(attrs.evolve(CLAUSE, duty="stay"))
    assert changed.agreements["truce"].provisions[0].duty == "stay"
    assert changed.provisions["clause"].duty == "stay"
    assert SMALL.without("clause").agreements["truce"] == attrs.evolve(TRUCE, provisions=())


def test_a_source_is_left_out_too():
    assert SMALL.without("wire").sources == ()


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (Place(id="hree"), "unknown place 'hree'; did you mean 'here' or 'there'?"),
        (Actor(id="here", kind=ActorKind.STATE), "unknown actor 'here'"),
        (Provision(id="claus", duty="go"), "unknown provision 'claus'; did you mean 'clause'?"),
    ],
)
def test_only_a_record_that_there_is_can_be_replaced(record, message):
    with pytest.raises(UnknownIdError) as caught:
        SMALL.replace(record)
    assert str(caught.value) == message


def test_leaving_out_an_unknown_record_names_the_nearest():
    with pytest.raises(UnknownIdError, match="'hree'; did you mean 'here'"):
        SMALL.without("hree")


@pytest.mark.parametrize("value", [None, 5, "here", ("here",), CLAUSE.duty])
def test_only_records_replace_records(value):
    with pytest.raises(TypeError, match="record must be a Record or a Source, got "):
        SMALL.replace(value)


def test_of_several_with_one_id_the_first_is_replaced_and_all_are_left_out():
    twice = Dataset.from_records(Place(id="here"), Place(id="here", note="Again."), Place(id="x"))
    new = Place(id="here", note="New.")
    assert twice.replace(new).places == (new, Place(id="here", note="Again."), Place(id="x"))
    assert twice.without("here").places == (Place(id="x"),)


def test_provisions_are_a_collection_of_the_dataset():
    provisions = SMALL.provisions
    assert provisions.kind is Provision
    assert provisions == (CLAUSE,)
    assert provisions.where(kind="obligation") == (CLAUSE,)
    with pytest.raises(UnknownIdError, match="did you mean 'there'"):
        provisions.where(obligor="theer")


@given(datasets())
def test_what_a_dataset_holds_can_be_had_as_plain_dicts(dataset):
    plain = attrs.asdict(dataset)
    assert [each["id"] for each in plain["places"]] == list(dataset.places.ids)
    assert plain["title"] == dataset.title
