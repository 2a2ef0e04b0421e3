"""Levels and reasons against orders, on small sets of records and by hand."""

import itertools

import pytest
from hypothesis import assume, given, settings
from test_chronology import IDS, can_be_true, constraints_of, datasets, event, link, side

from karabakh import Dataset, Relation, RelationKind, Truth, UnknownIdError, When
from karabakh.model import build_chronology
from karabakh.time import Constraint, ConstraintKind, EndpointKind


def slow_levels(chronology, ids):
    """By the definition: the longest chain of things of which each is before the next."""
    earlier = {
        each: [other for other in ids if chronology.before(other, each) is Truth.YES]
        for each in ids
    }
    later = set(itertools.chain.from_iterable(earlier.values()))

    def depth(each):
        return max((depth(other) + 1 for other in earlier[each]), default=0)

    return {each: depth(each) if earlier[each] or each in later else None for each in ids}


@settings(max_examples=200)
@given(datasets())
def test_levels_are_the_longest_chains_of_what_is_before_what(dataset):
    chronology = build_chronology(dataset)
    ids = (*IDS, "wire")
    if chronology.inconsistency is not None:
        assert chronology.levels(ids) == {}
        return
    assert chronology.levels(ids) == slow_levels(chronology, ids)
    assert chronology.levels(IDS[:2]) == slow_levels(chronology, IDS[:2])


@settings(max_examples=60)
@given(datasets())
def test_the_reasons_against_an_order_suffice(dataset):
    chronology = build_chronology(dataset)
    assume(chronology.inconsistency is None)
    constraints = list(constraints_of(dataset))
    for a, b in itertools.product(IDS, repeat=2):
        chain = chronology.why_not_before(a, b)
        assert bool(chain) is (chronology.before(a, b) is Truth.NO)
        if not chain:
            continue
        start, end = side(b, EndpointKind.START), side(a, EndpointKind.END)
        assert all(each in constraints for each in chain)
        assert chain[0].earlier == start
        assert chain[-1].later == end
        assert all(one.later == other.earlier for one, other in itertools.pairwise(chain))
        # On one day, nothing separates the two; so what a day would refute is an order alone.
        if not any(each.kind is ConstraintKind.DATE for each in chain):
            against = Constraint(
                kind=ConstraintKind.BEFORE, earlier=end, later=start, strict=True, record="?"
            )
            assert not can_be_true([*chain, against])


def test_dates_and_links_lead_up_to_one_level():
    dataset = Dataset.from_records(
        event("a", "2020-01-01"),
        event("b", "2020-01-02"),
        event("c"),
        event("d", "2020-01-03"),
        event("e"),
        event("alone"),
        link("b", "before", "c"),
        link("c", "before", "e"),
    )
    chronology = build_chronology(dataset)
    expected = {"a": 0, "b": 1, "c": 2, "d": 2, "e": 3, "alone": None}
    assert chronology.levels(expected) == expected


def test_a_level_counts_only_the_nodes_passed():
    office = Relation(
        id="office",
        subject="x",
        kind=RelationKind.HOLDS_OFFICE,
        object="y",
        when=When("2020-01-02"),
    )
    chronology = build_chronology(
        Dataset.from_records(event("a", "2020-01-01"), office, event("b", "2020-01-03"))
    )
    assert chronology.levels(["a", "b"]) == {"a": 0, "b": 1}
    assert chronology.levels(["a", "office", "b"]) == {"a": 0, "office": 1, "b": 2}


def test_what_is_left_out_may_lead_from_one_to_the_next():
    orders = link("war", "before", "talks"), link("talks", "before", "truce")
    chronology = build_chronology(
        Dataset.from_records(*map(event, ("war", "talks", "truce")), *orders)
    )
    assert chronology.levels(["war", "truce"]) == {"war": 0, "truce": 1}


def test_levels_of_what_is_unknown_are_refused():
    with pytest.raises(UnknownIdError, match="'nothing'"):
        build_chronology(Dataset.from_records(event("a"))).levels(["a", "nothing"])


def test_a_long_chain_has_as_many_levels():
    count = 20_000
    events = [event(f"e{number}") for number in range(count)]
    links = [link(f"e{number}", "before", f"e{number + 1}") for number in range(count - 1)]
    found = build_chronology(Dataset.from_records(*reversed(events), *links)).levels(
        each.id for each in events
    )
    assert list(found.values()) == list(range(count))
