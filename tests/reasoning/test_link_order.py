"""How links order all positions at once, against chains looked for one by one."""

import itertools

import attrs
import pytest
from debates import debate, debates, office, position, seen_from
from hypothesis import given, settings
from slow_rules import leads, linked_chronology, linked_first, linked_together, taken

from karabakh import (
    Certainty,
    DocTimeRel,
    Event,
    EventKind,
    Link,
    LinkKind,
    Position,
    Source,
    Stance,
    Truth,
)
from karabakh.model import Side
from karabakh.reasoning import (
    OrderedBy,
    Outcome,
    StanceClash,
    _changes,
    _stance_clashes,
    contradictions,
    shifts,
)
from karabakh.reasoning._apart_count import _alike, _one_by_one, pairs_kept_apart
from karabakh.reasoning._at_one_time import at_one_time, set_apart
from karabakh.reasoning._held import by_source, may_share_a_day
from karabakh.reasoning._rows import Rows

FOR, AGAINST = Stance.SUPPORTS, Stance.OPPOSES


@settings(max_examples=200)
@given(debates(min_size=4, max_size=9))
def test_each_two_positions_are_ordered_as_chains_between_them_tell(dataset):
    chronology, times = linked_chronology(dataset), Rows(dataset).times
    for a, b in itertools.permutations(list(taken(dataset)), 2):
        assert times.first(a.held, b.held) is linked_first(chronology, a, b)
        assert times.together(a.held, b.held) is linked_together(chronology, a, b)
        assert times.before(a.held, b.held) is bool(
            a.held.linked
            and b.held.linked
            and leads(chronology, (a.held.linked, Side.END), (b.held.linked, Side.START))
        )


@given(debates(min_size=4, max_size=9))
def test_nothing_has_a_lower_number_than_what_comes_before_it(dataset):
    order = Rows(dataset).times.order
    for a, b in itertools.permutations(order.piece if order else (), 2):
        if order.is_first(a, b):
            assert order.number[a] < order.number[b]
            assert not order.is_first(b, a)


@given(debates(min_size=4, max_size=9))
def test_a_reason_for_an_order_is_a_chain_from_the_one_to_the_other(dataset):
    order = Rows(dataset).times.order
    for a, b in itertools.permutations(order.piece if order else (), 2):
        if order.is_first(a, b):
            chain = order.why_first(a, b)
            assert chain[0].earlier.of in a
            assert chain[-1].later.of in b
            assert any(each.strict for each in chain)
            assert all(x.later == y.earlier for x, y in itertools.pairwise(chain))


@settings(max_examples=200)
@given(debates(ties=False, min_size=4, max_size=9))
def test_a_change_that_links_tell_needs_no_more_than_its_premises(dataset):
    """Without the positions and links that are no premises, it is in the same order."""
    for shift in shifts(dataset):
        if shift.ordered_by is OrderedBy.LINKS:
            sides = shift.earlier.position, shift.later.position
            fewer = attrs.evolve(
                dataset,
                positions=[*sides, *(x for x in shift.premises if isinstance(x, Position))],
                links=[x for x in shift.premises if isinstance(x, Link)],
            )
            times = Rows(fewer).times
            assert times.first(*map(times.of_position, sides))


@given(debates(min_size=5, max_size=10))
def test_pairs_that_links_keep_apart_are_counted_right_in_both_ways(dataset):
    made = Rows(dataset)
    rows = list(made)
    left, right = ([row for row in rows if row.stance is side] for side in (FOR, AGAINST))
    kept_apart = sum(
        a.holder != b.holder
        and a.position.holder != b.position.holder
        and may_share_a_day(a.held, b.held)
        and not _is_set_apart_by_source(a.held, b.held)
        and set_apart(a.held, b.held, made.times)
        for a, b in itertools.product(left, right)
    )
    assert pairs_kept_apart(left, right, made.times) == kept_apart
    if made.times.order is not None:
        ones = [row for each in _alike(left) for row in each]
        assert _one_by_one(ones, _alike(right), made.times.order) == kept_apart


def _is_set_apart_by_source(a, b):
    is_dated = a.is_dated and b.is_dated and DocTimeRel.OVERLAPS in {a.doc_time_rel, b.doc_time_rel}
    return by_source(a, b) is Truth.NO and not is_dated


def before(subject, target, **fields):
    return Link(
        id=f"{subject}-{target}",
        subject=subject,
        kind=LinkKind.BEFORE,
        object=target,
        **fields,
    )


def day(name):
    return Event(id=name, title=name, kind=EventKind.STATEMENT)


def test_of_many_who_said_so_at_one_event_one_stands_for_all():
    said = [position(f"a{n}", "town", "p", FOR, expressed_in="first") for n in range(30)]
    said += [position(f"b{n}", "town", "p", AGAINST, expressed_in="second") for n in range(30)]
    (shift,) = shifts(debate(day("first"), day("second"), before("first", "second"), *said))
    assert (shift.earlier.position.id, shift.later.position.id) == ("a0", "b0")


@pytest.mark.parametrize("certainty", [Certainty.CERTAIN, Certainty.PROBABLE])
def test_that_stances_are_compatible_is_no_firmer_than_the_link_that_tells(certainty):
    link = before("x", "y", certainty=certainty)
    dataset = debate(position("x", "town", "p", FOR), position("y", "town", "p", AGAINST), link)
    (clash,) = contradictions(dataset).compatible
    assert link in clash.premises
    assert clash.certainty is certainty


def test_that_stances_are_at_one_time_is_no_firmer_than_the_link_that_tells():
    link = Link(
        id="within",
        subject="x",
        kind=LinkKind.PART_OF,
        object="y",
        certainty=Certainty.PROBABLE,
    )
    dataset = debate(position("x", "town", "p", FOR), position("y", "town", "p", AGAINST), link)
    (clash,) = contradictions(dataset)
    assert isinstance(clash, StanceClash)
    assert clash.outcome is Outcome.CONTRADICTION
    assert link in clash.premises
    assert clash.certainty is Certainty.PROBABLE


def test_what_dates_tell_needs_no_link():
    link = before("x", "y", certainty=Certainty.PROBABLE)
    dated = position("x", "town", "p", FOR, "2001"), position("y", "town", "p", AGAINST, "2003")
    (clash,) = contradictions(debate(*dated, link)).compatible
    assert clash.certainty is Certainty.CERTAIN
    assert link not in clash.premises


def test_a_part_of_a_position_need_not_be_held_when_the_whole_is_expressed():
    """The chair said so at the second event, and held office at some other time."""
    dataset = debate(
        Source(id="wire", title="Wire"),
        day("second"),
        position("x", "town", "p", AGAINST),
        position("y", "chair", "p", FOR, expressed_in="second"),
        office("chair", "town", **seen_from("wire", "before")),
        before("x", "second"),
    )
    assert not shifts(dataset)
    assert len(contradictions(dataset).undetermined) == 1


def test_ways_past_a_contradiction_between_others_still_tell():
    """Two events come before each other; two positions hang on other links, and on one of them."""
    dataset = debate(
        *(day(name) for name in ("one", "other")),
        before("one", "other"),
        before("other", "one"),
        position("x", "town", "p", FOR),
        position("y", "town", "p", AGAINST),
        before("x", "one"),
        before("one", "y"),
    )
    assert not shifts(dataset), "what leads through a contradiction tells nothing"
    (shift,) = shifts(debate(*dataset.records(), before("x", "y")))
    assert [each.id for each in shift.premises if isinstance(each, Link)] == ["x-y"]


@pytest.mark.parametrize("module", [_changes, _stance_clashes], ids=["shifts", "clashes"])
def test_of_a_long_row_only_neighbours_are_compared(module, monkeypatch):
    count = 1500
    row = [position(f"x{n:04}", "town", "p", (FOR, AGAINST)[n % 2]) for n in range(count)]
    dataset = debate(*row, *(before(a.id, b.id) for a, b in itertools.pairwise(row)))
    compared = []
    monkeypatch.setattr(
        module, "at_one_time", lambda *args: compared.append(args) or at_one_time(*args)
    )
    assert len(shifts(dataset)) == count - 1
    assert len(contradictions(dataset).compatible) == 1
    assert len(compared) < count
