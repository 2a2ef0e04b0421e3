"""Intervals, against all choices of days that their bounds leave."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_bounds import is_tight, possibilities
from test_chronology import event, link

from karabakh import Bounds, Certainty, Citation, Dataset, DocTimeRel, Source, Truth
from karabakh.model import build_chronology
from karabakh.time import (
    ALWAYS,
    Interval,
    IntervalOrder,
    TimeOrder,
    intersection,
    narrow_by_creation,
)
from karabakh.time._allen import within
from karabakh.time._calendar import NO_END, NO_START
from karabakh.time._interval import covers, held_within
from karabakh.time._order_matrix import OrderMatrix, bits

DAYS = range(3)
TIGHT = [Bounds(*four) for four in itertools.product(DAYS, repeat=4) if is_tight(four)]
PAIRS = list(itertools.product(TIGHT, repeat=2))
BEFORE, OVERLAPS, AFTER = DocTimeRel.BEFORE, DocTimeRel.OVERLAPS, DocTimeRel.AFTER

AT_CREATION = {
    None: lambda _run, _day: True,
    DocTimeRel.BEFORE: lambda run, day: run[1] <= day,
    DocTimeRel.BEFORE_OR_OVERLAPS: lambda run, day: run[0] <= day,
    DocTimeRel.OVERLAPS: lambda run, day: run[0] <= day <= run[1],
    DocTimeRel.OVERLAPS_OR_AFTER: lambda run, day: run[1] >= day,
    DocTimeRel.AFTER: lambda run, day: run[0] >= day,
}
"""Whether what has a first and a last day can be so seen from a source of some day."""


def shared(a, b):
    """All that two intervals can have in common, with None for no day."""
    for (start, end), (other_start, other_end) in itertools.product(
        possibilities(*a), possibilities(*b)
    ):
        first, last = max(start, other_start), min(end, other_end)
        yield (first, last) if first <= last else None


def limits(runs):
    """The four days of some runs of days."""
    starts, ends = zip(*runs, strict=True)
    return min(starts), max(starts), min(ends), max(ends)


@pytest.mark.parametrize("relation", AT_CREATION)
def test_the_creation_of_a_source_leaves_what_some_day_of_it_allows(relation):
    for own, created in PAIRS:
        narrowed = narrow_by_creation(own, created, relation)
        days = range(created.start_earliest, created.end_latest + 1)
        expected = {
            run
            for run in possibilities(*own)
            if any(AT_CREATION[relation](run, day) for day in days)
        }
        assert (possibilities(*narrowed) if narrowed else set()) == expected


def test_what_never_ends_is_not_over_and_what_never_began_is_not_to_come():
    endless, without_start = Bounds(0, 1, NO_END, NO_END), Bounds(NO_START, NO_START, 1, 2)
    assert narrow_by_creation(endless, Bounds.on(5), BEFORE) is None
    assert narrow_by_creation(without_start, Bounds.on(0), AFTER) is None
    assert narrow_by_creation(endless, Bounds.on(0), OVERLAPS) == Bounds(0, 0, NO_END, NO_END)


def test_witness_days_are_the_sure_days_or_else_the_fewest_with_one():
    runs = [(first, last) for first in DAYS for last in DAYS if first <= last]
    for bounds in TIGHT:
        found = possibilities(*bounds)
        sure = [day for day in DAYS if all(start <= day <= end for start, end in found)]
        having = [
            (first, last)
            for first, last in runs
            if all(start <= last and first <= end for start, end in found)
        ]
        fewest = min(having, key=lambda run: run[1] - run[0])
        expected = (sure[0], sure[-1]) if sure else fewest
        assert Interval(bounds).witness_days == expected


def test_something_is_held_within_a_time_if_every_choice_of_days_has_a_common_one():
    for own, other in PAIRS:
        answer = Truth.agreed(Truth.of(run is not None) for run in shared(own, other))
        assert held_within(Interval(own), other) is answer
        expected = Truth.UNKNOWN if answer is Truth.YES else answer
        assert held_within(Interval(own, may_be_empty=True), other) is expected


def test_an_intersection_has_the_bounds_of_all_common_days():
    for a, b in PAIRS:
        found = intersection(Interval(a), Interval(b))
        runs = list(shared(a, b))
        if not any(runs):
            assert found is None
            continue
        assert found.bounds == limits(filter(None, runs))
        assert found.may_be_empty is (None in runs)
        assert found.is_restricted
        doubtful = Interval(a, may_be_empty=True), Interval(b)
        assert intersection(*doubtful).may_be_empty
        assert intersection(*doubtful[::-1]).may_be_empty


def test_all_time_restricts_nothing():
    interval = Interval(Bounds.on(1), "wire", OVERLAPS, is_dated=True)
    assert intersection(interval, ALWAYS) is intersection(ALWAYS, interval) is interval
    assert covers(ALWAYS, interval)
    assert not covers(interval, ALWAYS)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (None, OVERLAPS, None),
        (None, BEFORE, BEFORE),
        (None, AFTER, AFTER),
        (OVERLAPS, OVERLAPS, OVERLAPS),
        (OVERLAPS, BEFORE, BEFORE),
        (OVERLAPS, AFTER, AFTER),
        (OVERLAPS, DocTimeRel.OVERLAPS_OR_AFTER, None),
    ],
)
def test_what_is_over_or_to_come_for_a_source_stays_so_in_an_intersection(one, other, expected):
    month = Bounds.inside(1, 30)
    a = Interval(month, one and "wire", one, max_certainty=Certainty.PROBABLE)
    b = Interval(month, other and "wire", other)
    for found in (intersection(a, b), intersection(b, a)):
        assert found.doc_time_rel is expected
        assert found.source == "wire"
        assert found.max_certainty is Certainty.PROBABLE
        assert found.may_be_empty is not (one is other is OVERLAPS)


def test_of_two_sources_an_intersection_keeps_the_relation_to_the_first():
    month = Bounds.inside(1, 30)
    past, coming = Interval(month, "wire", BEFORE), Interval(month, "paper", AFTER)
    found = intersection(past, coming)
    assert (found.source, found.doc_time_rel) == ("wire", BEFORE)
    assert intersection(past, coming._replace(source="wire")) is None


def test_what_surely_lies_within_is_covered_and_what_surely_does_not_is_not():
    for wide, narrow in PAIRS:
        is_within = within(narrow, wide)
        if is_within is not Truth.UNKNOWN:
            assert covers(Interval(wide), Interval(narrow)) is (is_within is Truth.YES)


# -- the order of two


GRAPH = build_chronology(
    Dataset.from_records(
        Source(id="wire", title="Wire"),
        event("raid"),
        event("talks", citations=(Citation("wire"),), doc_time_rel=OVERLAPS),
        event("truce"),
        link("raid", "before", "talks"),
    )
).reachability(["raid", "talks", "truce", "wire"])
ORDERS = pytest.mark.parametrize("order", [IntervalOrder(None), IntervalOrder(GRAPH)])


def seen(bounds):
    yield Interval(bounds)
    yield Interval(bounds, may_be_empty=True)
    yield Interval(bounds, instant=bounds.start_earliest)
    yield Interval(bounds, "paper", OVERLAPS)
    yield Interval(bounds, "wire")
    for relation in DocTimeRel:
        yield Interval(bounds, "wire", relation)
    for node in ("raid", "talks", "truce"):
        yield Interval(bounds, node=node)
    yield Interval(bounds, node="truce", event="talks")


@ORDERS
def test_a_group_is_ordered_as_each_two_of_it_are(order):
    intervals = [each for bounds in TIGHT[::3] for each in seen(bounds)]
    matrix = OrderMatrix(intervals, order)
    numbers = range(len(intervals))
    for number, one in enumerate(intervals):
        answers = {it: order.order(one, intervals[it]) for it in numbers if it != number}
        assert {it: matrix.order(number, it) for it in answers} == answers
        later = {it for it, answer in answers.items() if answer is TimeOrder.FIRST}
        assert {*bits(matrix.later[number])} == later


@given(st.lists(st.sampled_from(TIGHT), max_size=12))
def test_what_follows_comes_later_with_nothing_in_between(bounds):
    order = IntervalOrder(None)
    matrix = OrderMatrix([*map(Interval, bounds)], order)
    assert matrix.is_by_days
    later = [{*bits(each)} for each in matrix.later]
    for mine, following in zip(later, matrix.following(), strict=True):
        behind = set().union(*(later[between] for between in mine))
        assert following == sorted(mine - behind)


@ORDERS
def test_the_order_turned_round_is_the_inverse(order):
    intervals = [each for bounds in TIGHT[::3] for each in seen(bounds)]
    for one, other in itertools.combinations(intervals, 2):
        assert order.order(other, one) is order.order(one, other).inverse


def test_links_order_what_their_nodes_are_of_and_what_their_source_calls_present():
    order = IntervalOrder(GRAPH)
    raid, talks = (Interval(Bounds.inside(1, 9), node=node) for node in ("raid", "talks"))
    now = Interval(Bounds.inside(1, 9), "wire", OVERLAPS)
    voiced = Interval(Bounds.inside(1, 9), node="truce", event="talks")
    assert order.order(raid, talks) is TimeOrder.FIRST
    assert order.order(raid, voiced) is TimeOrder.FIRST
    assert order.order(talks, now) is TimeOrder.SIMULTANEOUS
    assert order.order(talks, now._replace(is_restricted=True)) is not TimeOrder.SIMULTANEOUS
    assert order.order(raid, now) is order.order(raid._replace(node=None), talks) is TimeOrder.OPEN
    assert order.anchor(raid._replace(node="unknown")) is None


def test_without_sources_what_comes_first_has_a_day_before_the_other_in_any_case():
    for a, b in PAIRS:
        answer = IntervalOrder(None).order(Interval(a), Interval(b))
        runs = list(itertools.product(possibilities(*a), possibilities(*b)))
        if answer is TimeOrder.FIRST:
            assert all(own[0] < other[1] for own, other in runs)
        assert (answer is TimeOrder.SIMULTANEOUS) is all(shared(a, b))
