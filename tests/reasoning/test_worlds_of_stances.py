"""What the library says of stances is so in every world that the records admit."""

import itertools

import attrs
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from weeks import cited, days, doc_times, links, sure_whens
from worlds import END, EVER, FIRM, NEVER, START, Worlds

from karabakh import (
    Actor,
    ActorKind,
    Certainty,
    Dataset,
    DocTimeRel,
    Event,
    EventKind,
    Position,
    PositionForm,
    Proposition,
    Relation,
    RelationKind,
    Source,
    Stance,
    Truth,
    When,
)
from karabakh.model import build_chronology
from karabakh.reasoning import (
    StanceCheck,
    Verdict,
    alignment,
    contradictions,
    disputes,
    shifts,
    stances,
)
from karabakh.reasoning._held_stances import conclude
from karabakh.reasoning._holdings import holdings_of
from karabakh.time._interval import held_at

FOR, AGAINST = Stance.SUPPORTS, Stance.OPPOSES


@st.composite
def disagreements(draw, whens=sure_whens, holders=("town", "chair", "league")):
    """Build some positions on one proposition, an office, a speech, and orders."""
    names = "xyz"[: draw(st.integers(2, 3))]
    positions = [
        Position(
            id=name,
            holder=draw(st.sampled_from(holders)),
            proposition="p",
            stance=draw(st.sampled_from([FOR, AGAINST])),
            form=PositionForm.CLAIM,
            when=draw(whens),
            doc_time_rel=draw(doc_times),
            expressed_in=draw(st.sampled_from([None, None, "speech"])),
            citations=draw(cited),
        )
        for name in names
    ]
    office = Relation(
        id="office",
        subject="chair",
        kind=RelationKind.HOLDS_OFFICE,
        object="town",
        when=draw(whens),
        doc_time_rel=draw(doc_times),
        citations=draw(cited),
    )
    office = draw(st.sampled_from([(), (office,)]))
    speech = Event(
        id="speech",
        title="A speech",
        kind=EventKind.STATEMENT,
        when=draw(whens),
        doc_time_rel=draw(doc_times),
        citations=draw(cited),
    )
    return Dataset.from_records(
        Source(id="wire", title="", published=draw(whens)),
        Source(id="paper", title="", published=draw(whens)),
        *(Actor(id=name, kind=ActorKind.STATE) for name in ("town", "chair", "league")),
        Proposition(id="p", text="P."),
        *positions,
        *office,
        speech,
        *draw(links([*names, "speech"])),
    )


def rests_on(stance):
    """Return the records that give the time of a stance: position and offices."""
    names = [stance.position.id]
    step = stance
    while step.is_derived:
        step, record = step.premises
        if isinstance(record, Relation):
            names.append(record.id)
    return tuple(names)


def shared(spans):
    """Return the days that spans share, if any."""
    first, last = max(first for first, _ in spans), min(last for _, last in spans)
    return (first, last) if first <= last else None


def held_in(worlds, *stances):
    """Yield all worlds: the days of each stance, None if no office is held then.

    The days come with those of the records that they are shared by.
    """
    names = [rests_on(each) for each in stances]
    for spans in worlds.of(*itertools.chain(*names)):
        rest = iter(spans)
        of_each = [{name: next(rest) for name in of_one} for of_one in names]
        yield [(shared(each.values()), each) for each in of_each]


def is_over_before(worlds, one, other):
    """Return whether, in a world, one stance is over before another begins."""
    (_, last), (first, _) = one[0], other[0]
    ties = itertools.product(one[1], other[1])
    return last < first or any(worlds.is_stated((a, END), (b, START)) for a, b in ties)


def has_a_endpoint_before(worlds, one, other):
    """Return whether, in a world, one stance is held before another is."""
    return is_over_before(worlds, one, other) or all(
        begun[START] < over[END]
        or (begun[START] == over[END] and worlds.is_stated((a, START), (b, END)))
        for (a, begun), (b, over) in itertools.product(one[1].items(), other[1].items())
    )


def go_on_together(worlds, one, other):
    return not is_over_before(worlds, one, other) and not is_over_before(worlds, other, one)


def in_order(worlds, earlier, later):
    """Return what is known of the order of two stances.

    In every world the one is held at a moment before one at which the other is, and the other
    is never over before the one begins; and it is not so that they go on together in all.
    """
    both = [(x, y) for x, y in held_in(worlds, earlier, later) if x[0] and y[0]]
    return (
        all(has_a_endpoint_before(worlds, x, y) for x, y in both)
        and not any(is_over_before(worlds, y, x) for x, y in both)
        and not all(go_on_together(worlds, x, y) for x, y in both)
    )


def is_sure(worlds, *stances):
    return all(days for held in held_in(worlds, *stances) for days, _ in held)


def stance_checks(found):
    return [each for each in found if isinstance(each, StanceCheck)]


def surely_held(dataset, at):
    known = holdings_of(dataset)
    rows = [row for row in known.all if held_at(row.interval, at) is Truth.YES]
    return {conclude(row, known) for row in rows}


def show(dataset):
    """Write a failing dataset so that it can be read."""
    return "\n".join(map(repr, dataset.records()))


@settings(max_examples=100, deadline=None)
@given(disagreements(holders=("town", "chair")))
def test_a_shift_comes_about_in_every_world(dataset):
    worlds = Worlds(dataset)
    assume(worlds.exist)
    for shift in shifts(dataset):
        assert in_order(worlds, shift.earlier, shift.later)
        if not is_sure(worlds, shift.earlier, shift.later):
            assert shift.certainty.rank <= Certainty.POSSIBLE.rank


@settings(max_examples=100, deadline=None)
@given(disagreements(holders=("town", "chair")))
def test_opposite_stances_are_at_one_time_in_every_world_or_known_to_be_in_order(dataset):
    worlds = Worlds(dataset)
    assume(worlds.exist)
    found = contradictions(dataset)
    for clash in stance_checks((*found.contradictions, *found.compatible, *found.undetermined)):
        for one, other in clash.pairs():
            held = list(held_in(worlds, one, other))
            always = all(x[0] and y[0] and go_on_together(worlds, x, y) for x, y in held)
            ordered = in_order(worlds, one, other) or in_order(worlds, other, one)
            if clash.verdict is Verdict.CONTRADICTION:
                assert always
            if clash.verdict is Verdict.COMPATIBLE:
                assert ordered


@settings(max_examples=100, deadline=None)
@given(disagreements(), st.one_of(days, st.just("2020-01-02/2020-01-03")).map(When))
def test_a_stance_is_held_in_every_world_where_it_is_necessary(dataset, at):
    worlds = Worlds(dataset)
    assume(worlds.exist)
    requested = at.bounds.start_earliest, at.bounds.end_latest
    necessary, possible = surely_held(dataset, at), set(stances(dataset, at=at))
    for each in stances(dataset):
        held = [x for ((x, _),) in held_in(worlds, each)]
        is_held = [x is not None and shared([x, requested]) is not None for x in held]
        if each in necessary:
            assert all(is_held)
        elif each not in possible:
            assert not any(is_held)


@settings(max_examples=80, deadline=None)
@given(disagreements(), st.none() | days)
def test_whoever_disagrees_in_any_world_is_in_dispute(dataset, at):
    """But what a source calls over does not meet what it calls present or to come."""
    worlds = Worlds(dataset)
    assume(worlds.exist)
    found = disputes(dataset, at=at)
    pairs = {frozenset(map(what, pair)) for each in found for pair in each.pairs()}
    for one, other in itertools.combinations(stances(dataset), 2):
        is_excluded = (
            one.stance is other.stance
            or one.holder == other.holder
            or one.position.holder == other.position.holder
            or is_set_apart(one, other)
        )
        requested = (When(at).bounds.start_earliest,) * 2 if at else (EVER, NEVER)
        may_meet = any(
            x[0] and y[0] and shared([x[0], y[0], requested]) and go_on_together(worlds, x, y)
            for x, y in held_in(worlds, one, other)
        )
        if may_meet and not is_excluded:
            assert frozenset({what(one), what(other)}) in pairs


def what(stance):
    return stance.holder, stance.stance, stance.position.id, stance.bounds


def is_set_apart(one, other):
    """Return whether one source sees them at different times, and dates not both."""
    is_dated = one.position.when.is_known and other.position.when.is_known
    seen = [one.doc_time_rel, other.doc_time_rel]
    is_one_source = one.source is not None and one.source == other.source and None not in seen
    if not is_one_source or is_dated:
        return False
    first, second = ([PLACES.index(place) for place in SEEN[each]] for each in seen)
    return max(first) < min(second) or max(second) < min(first)


PLACES = ("before", "at", "after")
SEEN = {
    DocTimeRel.BEFORE: ("before",),
    DocTimeRel.BEFORE_OR_OVERLAPS: ("before", "at"),
    DocTimeRel.OVERLAPS: ("at",),
    DocTimeRel.OVERLAPS_OR_AFTER: ("at", "after"),
    DocTimeRel.AFTER: ("after",),
}
"""Where a stance may be, seen from the creation of its source."""


@settings(max_examples=80, deadline=None)
@given(disagreements(), days)
def test_what_two_actors_are_certain_to_agree_on_they_hold_in_every_world(dataset, at):
    worlds = Worlds(dataset)
    assume(worlds.exist)
    matrix = alignment(dataset, at=at)
    requested = (When(at).bounds.start_earliest,) * 2
    for a, b in itertools.combinations(("town", "chair", "league"), 2):
        cell = matrix.between(a, b)
        sides = [stance for stance in cell.premises if stance.certainty is Certainty.CERTAIN]
        if cell.certainty is Certainty.CERTAIN and cell.shared:
            assert len(sides) == len(cell.premises)
            for held in held_in(worlds, *sides):
                assert all(x and shared([x, requested]) for x, _ in held)


@settings(max_examples=150, deadline=None)
@given(disagreements(holders=("town",)), days)
def test_where_no_world_is_left_nothing_rests_on_what_contradicts_itself(dataset, at):
    if Worlds(dataset).exist:
        return
    inconsistent = set(inconsistent_positions(dataset))
    clashes = contradictions(dataset)
    stated = [
        *((each.earlier, each.later) for each in shifts(dataset)),
        *((each.supporting, each.opposing) for each in stance_checks(clashes.contradictions)),
        *((each.supporting, each.opposing) for each in stance_checks(clashes.compatible)),
        *((each,) for each in surely_held(dataset, When(at))),
    ]
    for each in stated:
        assert inconsistent.isdisjoint(stance.position.id for stance in each)


def inconsistent_positions(dataset):
    """Return the positions that are left no world."""
    for each in dataset.positions:
        event = dataset.events.get(each.expressed_in or "")
        alone = [] if event is None else [event]
        dates = [attrs.evolve(stated, doc_time_rel=None) for stated in alone]
        if is_inconsistent(dataset, each, events=dates) or any(
            is_inconsistent(dataset, stated, events=alone, positions=()) for stated in alone
        ):
            yield each.id
    ends = {end for link in dataset.links if link.certainty in FIRM for end in link.ends}
    linked = [each for each in dataset.positions if {each.id, each.expressed_in} & ends]
    for each in linked:
        if is_inconsistent(
            dataset, each, positions=linked, events=dataset.events, links=dataset.links
        ):
            yield each.id


def is_inconsistent(dataset, record, **records):
    stated = Dataset(**{"sources": dataset.sources, "positions": [record], **records})
    return build_chronology(stated).is_inconsistent(record.id)
