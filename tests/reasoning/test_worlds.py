"""What is answered of times and duties is so in every world admitted."""

import itertools

import attrs
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from weeks import cited, days, doc_times, links, sure_whens, whens
from worlds import DAYS, Worlds

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
    Link,
    LinkKind,
    Provision,
    Source,
    StatusChange,
    Truth,
    When,
)
from karabakh.model import build_chronology
from karabakh.reasoning import ObligationState, obligations, timeline


@st.composite
def happenings(draw, whens):
    """Build three events of one source, and their orders."""
    events = [
        Event(
            id=name,
            title=name,
            kind=EventKind.OTHER,
            when=draw(whens),
            doc_time_rel=draw(doc_times),
            citations=draw(cited),
        )
        for name in "abc"
    ]
    wire = Source(id="wire", title="", published=draw(whens))
    return Dataset.from_records(wire, Source(id="paper", title=""), *events, *draw(links("abc")))


@settings(max_examples=150, deadline=None)
@given(happenings(sure_whens))
def test_orders_are_stated_exactly_where_all_worlds_agree(dataset):
    worlds, times = Worlds(dataset), timeline(dataset)
    assert bool(times.inconsistency) is not worlds.exist
    assume(worlds.exist)
    for a, b in itertools.permutations("abc", 2):
        assert times.before(a, b).answer is worlds.before(a, b), (a, b)
        assert times.overlaps(a, b).answer is worlds.overlaps(a, b), (a, b)


@settings(max_examples=100, deadline=None)
@given(happenings(whens))
def test_of_a_one_of_set_the_first_and_the_last_alone_count_and_nothing_false_is_stated(dataset):
    worlds, times = Worlds(dataset), timeline(dataset)
    assume(worlds.exist)
    for a, b in itertools.permutations("abc", 2):
        for stated, true in (
            (times.before(a, b).answer, worlds.before(a, b)),
            (times.overlaps(a, b).answer, worlds.overlaps(a, b)),
        ):
            assert stated in {true, Truth.UNKNOWN}


@settings(max_examples=150, deadline=None)
@given(happenings(sure_whens))
def test_what_rests_on_no_contradiction_is_so_in_the_worlds_without_it(dataset):
    """Whatever is answered is so without the records that are inconsistent."""
    times, chronology = timeline(dataset), build_chronology(dataset)
    if not times.inconsistency:
        return
    inconsistent = {name for name in (*"abc", "wire", "paper") if chronology.is_inconsistent(name)}
    assert inconsistent
    rest = attrs.evolve(
        dataset,
        events=[each for each in dataset.events if each.id not in inconsistent],
        sources=[each for each in dataset.sources if each.id not in inconsistent],
    )
    worlds = Worlds(rest)
    assert worlds.exist
    for a, b in itertools.permutations("abc", 2):
        answer = times.before(a, b).answer
        if inconsistent & {a, b}:
            assert answer is Truth.UNKNOWN
        else:
            assert answer in {worlds.before(a, b), Truth.UNKNOWN}


# -- what became of duties


@st.composite
def duties(draw):
    """Build an agreement of long ago with one duty, what was done, and orders."""
    step = StatusChange(status=AgreementStatus.AGREED, when=When("2019"))
    doubtful = st.sampled_from([When("2020-01-02~"), When("2020-01-03?"), When("2020-01-04%")])
    duty = Provision(
        id="duty", obligor="town", duty="mend the weir", deadline=draw(sure_whens | doubtful)
    )
    performances = [
        Event(
            id=name,
            title=name,
            kind=EventKind.OTHER,
            when=draw(sure_whens | doubtful),
            doc_time_rel=draw(doc_times),
            citations=(Citation("wire", 1),),
        )
        for name in "abc"
    ]
    kinds = st.sampled_from([LinkKind.FULFILS, LinkKind.FULFILS, LinkKind.BREACHES])
    return Dataset.from_records(
        Source(id="wire", title="", published=draw(sure_whens | doubtful)),
        Actor(id="town", kind=ActorKind.STATE),
        Agreement(
            id="truce",
            title="",
            kind=AgreementKind.OTHER,
            provisions=(duty,),
            statuses=(step,),
        ),
        *performances,
        *(
            Link(id=f"done-{performance}", subject=performance, kind=draw(kinds), object="duty")
            for performance in draw(st.sampled_from(["", "a", "ab"]))
        ),
        *draw(links("abc")),
    )


def is_in_order(state, done, broken, last, now):
    """Return whether a state is right, given the last days of all performances."""
    remaining, breached = any(day <= now for day in done), any(day <= now for day in broken)
    match state:
        case ObligationState.BREACHED:
            return breached
        case ObligationState.FULFILLED:
            return remaining and not breached
        case ObligationState.OVERDUE:
            return not remaining and not breached and last < now
        case ObligationState.DUE:
            return not remaining and not breached and now <= last
        case ObligationState.UNKNOWN:
            return True


@settings(max_examples=150, deadline=None)
@given(duties(), days)
def test_what_became_of_a_duty_is_so_in_every_world(dataset, at):
    worlds = Worlds(dataset)
    assume(worlds.exist)
    (owed,) = obligations(dataset, at=at)
    deadline = owed.provision.deadline
    # The last day of an approximate deadline is not known: it may be any.
    lasts = DAYS if deadline.is_approximate else [deadline.bounds.end_latest]
    stated = {kind: [link for link in dataset.links if link.kind is kind] for kind in LinkKind}
    done, broken = (
        [link.subject for link in stated[kind]] for kind in (LinkKind.FULFILS, LinkKind.BREACHES)
    )
    now = When(at).bounds.start_earliest
    for spans in worlds.of(*done, *broken):
        ends = [last for _, last in spans]
        for last in lasts:
            assert is_in_order(owed.state, ends[: len(done)], ends[len(done) :], last, now)


@settings(max_examples=150, deadline=None)
@given(duties())
def test_what_was_done_in_time_or_late_was_so_in_every_world_whatever_doubtful_dates_mean(dataset):
    worlds = Worlds(dataset, doubts_dates=True)
    assume(Worlds(dataset).exist)
    (owed,) = obligations(dataset)
    if owed.in_time is not Truth.UNKNOWN:
        deadline = owed.provision.deadline
        assert not deadline.is_qualified
        in_time = {last <= deadline.bounds.end_latest for ((_, last),) in worlds.of(owed.by)}
        assert in_time == {owed.in_time is Truth.YES}
