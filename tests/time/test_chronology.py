"""The order of records in time, against all ways to put few of them on days."""

import itertools

import attrs
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from karabakh import (
    Agreement,
    AgreementKind,
    AgreementStatus,
    Certainty,
    Citation,
    Dataset,
    DocTimeRel,
    Event,
    EventKind,
    Link,
    LinkKind,
    Position,
    PositionForm,
    Relation,
    RelationKind,
    Source,
    Stance,
    StatusChange,
    Truth,
    UnknownIdError,
    When,
)
from karabakh.model import build_chronology
from karabakh.time import Constraint, ConstraintKind, Endpoint, EndpointKind
from karabakh.time._bounds import ANYTIME
from karabakh.time._calendar import NO_END, NO_START, day_number

IDS = ("a", "b", "c")
FIRST = day_number(2020, 1, 1)
DAYS = range(FIRST - 1, FIRST + 3)
"""Two days with dates, and one before and one behind them that stand for all others."""

# What each can be dated to: days, ranges of days, vague and open ones, and nothing.
dates = [f"2020-01-0{day}" for day in (1, 2)]
intervals = [f"{a}/{b}" for a, b in itertools.combinations(dates, 2)]
half_open = [f"{day}/" for day in dates] + [f"/{day}" for day in dates]
vague = [f"[{a}..{b}]" for a, b in itertools.combinations(dates, 2)]
whens = st.sampled_from([When(text) for text in dates + intervals + half_open + vague]) | st.just(
    When.unknown()
)
links = st.builds(
    Link,
    id=st.integers(1, 10**6).map("order-{}".format),
    subject=st.sampled_from(IDS),
    kind=st.sampled_from(LinkKind),
    object=st.sampled_from(IDS),
)


@st.composite
def records(draw, name):
    """A record with a time, of any kind, that cites nothing or the only source."""
    common = {
        "id": name,
        "citations": draw(st.sampled_from([(), (Citation("wire"),)])),
    }
    time = {"doc_time_rel": draw(st.none() | st.sampled_from(DocTimeRel))}
    when = draw(whens)
    kind = draw(st.sampled_from([Event, Position, Agreement, Relation]))
    if kind is Event:
        return Event(title="", kind=EventKind.OTHER, when=when, **time, **common)
    if kind is Relation:
        member = RelationKind.MEMBER_OF
        return Relation(subject="x", kind=member, object="y", when=when, **time, **common)
    if kind is Agreement:
        status = draw(st.sampled_from([AgreementStatus.AGREED, AgreementStatus.IN_FORCE]))
        steps = (
            StatusChange(status=AgreementStatus.PROPOSED, when=When("1999")),
            StatusChange(status=status, when=when, **time),
            StatusChange(status=AgreementStatus.IN_FORCE, when=When("2999")),
        )
        return Agreement(title="", kind=AgreementKind.OTHER, statuses=steps, **common)
    return Position(
        holder="x",
        proposition="p",
        stance=Stance.SUPPORTS,
        form=PositionForm.CLAIM,
        when=when,
        expressed_in=draw(st.none() | st.sampled_from(IDS)),
        **time,
        **common,
    )


@st.composite
def datasets(draw, *, min_links=0):
    source = Source(id="wire", title="", published=draw(whens))
    return Dataset.from_records(
        source,
        *(draw(records(name)) for name in IDS),
        *draw(st.lists(links, min_size=min_links, max_size=4, unique_by=lambda link: link.id)),
    )


# -- the reference: all constraints, one by one, and all ways to meet them


def constraints_of(dataset):
    graph = build_chronology(dataset)._graph
    yield from map(graph.order, range(len(graph.edges)))
    for endpoint in range(len(graph.earliest)):
        yield graph.limit(endpoint, is_last=False)
        yield graph.limit(endpoint, is_last=True)


def endpoints_of(constraints):
    return sorted(
        {endpoint for each in constraints for endpoint in (each.earlier, each.later) if endpoint},
        key=str,
    )


def allows(constraint, days):
    """Whether a constraint lets its endpoints be on some days."""
    if constraint.earlier is None:
        return days[constraint.later] >= clipped(constraint.day)
    if constraint.later is None:
        return days[constraint.earlier] <= clipped(constraint.day)
    return days[constraint.earlier] <= days[constraint.later]


def clipped(day):
    return min(max(day, DAYS[0]), DAYS[-1])


def assignments(constraints):
    """All ways to put the endpoints on days, endpoint by endpoint."""
    endpoints = endpoints_of(constraints)
    checks = [[] for _ in endpoints]
    for each in constraints:
        last = max(endpoints.index(endpoint) for endpoint in (each.earlier, each.later) if endpoint)
        checks[last].append(each)

    def ways(days, depth):
        if depth == len(endpoints):
            yield days
            return
        for day in DAYS:
            more = days | {endpoints[depth]: day}
            if all(allows(each, more) for each in checks[depth]):
                yield from ways(more, depth + 1)

    return ways({}, 0)


def strictly_before(constraints):
    """The pairs of endpoints that orders put one before the other."""
    orders = {
        (each.earlier, each.later): each.strict
        for each in sorted(constraints, key=lambda each: each.strict)
        if each.earlier and each.later
    }
    weak = set(orders) | {(endpoint, endpoint) for endpoint in endpoints_of(constraints)}
    while True:
        more = {(a, d) for a, b in weak for c, d in weak if b == c} - weak
        if not more:
            break
        weak |= more
    return {
        (a, d)
        for (b, c), strict in orders.items()
        if strict
        for a, b2 in weak
        if b2 == b
        for c2, d in weak
        if c2 == c
    }


def can_be_true(constraints):
    in_order = not any(a == b for a, b in strictly_before(constraints))
    return in_order and any(True for _ in assignments(constraints))


def dated(id, when=None):
    return Event(id=id, title="", kind=EventKind.OTHER, when=when or When.unknown())


def side(id, side):
    return Endpoint(node=id, kind=side)


@settings(max_examples=200)
@given(datasets())
def test_it_agrees_with_all_ways_to_put_records_on_days(dataset):
    chronology = build_chronology(dataset)
    constraints = list(constraints_of(dataset))
    strict = strictly_before(constraints)
    ways = list(assignments(constraints))
    assert (chronology.inconsistency is None) is can_be_true(constraints)
    assume(chronology.inconsistency is None)
    for name in IDS:
        starts = [way[side(name, EndpointKind.START)] for way in ways]
        ends = [way[side(name, EndpointKind.END)] for way in ways]
        expected = (min(starts), max(starts), min(ends), max(ends))
        assert tuple(map(clipped, chronology.bounds(name))) == expected
        assert all(
            DAYS[0] < day < DAYS[-1] or day in {NO_START, NO_END} for day in chronology.bounds(name)
        )
    for a, b in itertools.product(IDS, repeat=2):
        end, start = side(a, EndpointKind.END), side(b, EndpointKind.START)
        in_order = Truth.agreed(Truth.of(way[end] < way[start]) for way in ways)
        expected = Truth.YES if (end, start) in strict else in_order
        assert chronology.before(a, b) is expected
        assert chronology.overlaps(a, b) is chronology.overlaps(b, a)
        assert (chronology.overlaps(a, b) is Truth.NO) is (
            Truth.YES in {chronology.before(a, b), chronology.before(b, a)}
        )


@settings(max_examples=60)
@given(datasets())
def test_the_reasons_for_an_order_suffice_and_no_fewer_do(dataset):
    chronology = build_chronology(dataset)
    assume(chronology.inconsistency is None)
    constraints = list(constraints_of(dataset))
    for a, b in itertools.permutations(IDS, 2):
        chain = chronology.why_before(a, b)
        assert bool(chain) is (chronology.before(a, b) is Truth.YES)
        if not chain:
            continue
        end, start = side(a, EndpointKind.END), side(b, EndpointKind.START)
        against = Constraint(kind=ConstraintKind.BEFORE, earlier=start, later=end, record="?")
        assert all(each in constraints for each in chain)
        assert chain[0].earlier == end
        assert chain[-1].later == start
        assert all(one.later == other.earlier for one, other in itertools.pairwise(chain))
        assert not can_be_true([*chain, against])
        if len(chain) <= 3:
            fewer = itertools.combinations(constraints, len(chain) - 1)
            assert all(can_be_true([*some, against]) for some in fewer)


@given(datasets())
@example(
    Dataset(
        title="",
        events=[dated("a", When("2020-01-01")), dated("b", When("2020-01-02")), dated("c")],
    )
)
def test_a_conflict_among_others_changes_no_answer(dataset):
    alone = build_chronology(dataset)
    assume(alone.inconsistency is None)
    events = [dated("x"), dated("y")]
    circle = [
        Link(id=f"{a}-before-{b}", subject=a, kind=LinkKind.BEFORE, object=b)
        for a, b in ("xy", "yx")
    ]
    chronology = build_chronology(
        attrs.evolve(dataset, events=(*dataset.events, *events), links=(*dataset.links, *circle))
    )
    assert chronology.inconsistency is not None
    assert chronology.before("x", "y") is Truth.UNKNOWN
    for a, b in itertools.product(IDS, repeat=2):
        assert chronology.before(a, b) is alone.before(a, b)
        assert chronology.overlaps(a, b) is alone.overlaps(a, b)
        assert chronology.bounds(a) == alone.bounds(a)


@settings(max_examples=60, suppress_health_check=[HealthCheck.filter_too_much])
@given(datasets(min_links=4))
def test_a_conflict_contradicts_itself_and_the_first_is_the_smallest(dataset):
    chronology = build_chronology(dataset)
    assume(chronology.inconsistency is not None)
    constraints = list(constraints_of(dataset))
    assert len(set(chronology.inconsistencies)) == len(chronology.inconsistencies)
    for conflict in chronology.inconsistencies:
        assert all(each in constraints for each in conflict)
        assert all(
            one.later == other.earlier
            for one, other in itertools.pairwise([*conflict, conflict[0]])
        )
        assert not can_be_true(conflict)
        assert all(
            can_be_true(rest) for rest in itertools.combinations(conflict, len(conflict) - 1)
        )
    shortest = len(chronology.inconsistency)
    assert all(len(conflict) >= shortest for conflict in chronology.inconsistencies)
    if shortest <= 4:
        fewer = itertools.combinations(constraints, shortest - 1)
        assert all(can_be_true(some) for some in fewer)


# -- single cases


def event(name, when="", **fields):
    time = When(when) if when else When.unknown()
    return Event(id=name, title=name, kind=EventKind.OTHER, when=time, **fields)


def link(subject, kind, object, **fields):
    name = f"{subject}-{kind}-{object}"
    return Link(id=name, subject=subject, kind=LinkKind(kind), object=object, **fields)


def test_what_shares_a_day_is_in_order_only_if_a_record_says_so():
    attack, truce = event("attack", "2023-09-19/2023-09-20"), event("truce", "2023-09-20")
    silent = build_chronology(Dataset.from_records(attack, truce))
    assert silent.before("attack", "truce") is Truth.NO
    assert silent.overlaps("attack", "truce") is Truth.YES
    linked = build_chronology(
        Dataset.from_records(attack, truce, link("attack", "before", "truce"))
    )
    assert linked.inconsistency is None
    assert linked.before("attack", "truce") is Truth.YES
    assert linked.overlaps("attack", "truce") is Truth.NO


def test_a_report_may_be_made_on_the_day_of_what_it_reports():
    source = Source(id="wire", title="Wire", published=When("2023-09-20"))
    cited = {"citations": (Citation("wire"),), "doc_time_rel": DocTimeRel.BEFORE}
    chronology = build_chronology(
        Dataset.from_records(source, event("truce", "2023-09-20", **cited))
    )
    assert chronology.inconsistency is None
    assert chronology.before("truce", "wire") is Truth.YES


def test_an_undated_document_still_orders_what_was_before_it_and_what_comes_after_it():
    seen = {"citations": (Citation("wire", 1),)}
    chronology = build_chronology(
        Dataset.from_records(
            Source(id="wire", title="Wire"),
            event("war", doc_time_rel=DocTimeRel.BEFORE, **seen),
            event("talks", doc_time_rel=DocTimeRel.OVERLAPS, **seen),
            event("peace", doc_time_rel=DocTimeRel.AFTER, **seen),
        )
    )
    assert chronology.before("war", "peace") is Truth.YES
    assert chronology.before("war", "talks") is Truth.UNKNOWN
    assert chronology.before("talks", "war") is Truth.NO
    assert [each.record for each in chronology.why_before("war", "peace")] == ["war", "peace"]


def test_a_record_of_two_documents_has_no_place_seen_from_one():
    cited = (Citation("old"), Citation("new"))
    sources = Source(id="old", title="", published=When("2001")), Source(id="new", title="")
    chronology = build_chronology(
        Dataset.from_records(
            *sources, event("war", citations=cited, doc_time_rel=DocTimeRel.BEFORE)
        )
    )
    assert chronology.bounds("war") == ANYTIME


def test_a_reason_keeps_the_certainty_of_what_says_so():
    order = link("war", "before", "truce", certainty=Certainty.PROBABLE)
    chronology = build_chronology(Dataset.from_records(event("war"), event("truce"), order))
    assert [each.cited.certainty for each in chronology.why_before("war", "truce")] == [
        Certainty.PROBABLE
    ]


def test_the_time_of_an_agreement_is_that_of_its_agreement():
    steps = (
        StatusChange(status=AgreementStatus.PROPOSED, when=When("2019")),
        StatusChange(status=AgreementStatus.AGREED, when=When("2020-11-10")),
        StatusChange(status=AgreementStatus.LAPSED, when=When("2023")),
    )
    truce = Agreement(id="truce", title="", kind=AgreementKind.CEASEFIRE, statuses=steps)
    talk = Agreement(id="talk", title="", kind=AgreementKind.PROCESS, statuses=steps[:1])
    chronology = build_chronology(Dataset.from_records(truce, talk))
    assert chronology.bounds("truce") == When("2020-11-10").bounds
    assert chronology.bounds("talk") == When("2019").bounds, "a proposal has its own time"


def test_what_never_ends_is_never_over():
    endless, next_one = event("conflict", "1988/.."), event("peace")
    chronology = build_chronology(
        Dataset.from_records(endless, next_one, link("conflict", "before", "peace"))
    )
    assert [str(each) for each in chronology.inconsistency] == [
        "the end of 'conflict' never comes",
        "the end of 'conflict' is before the start of 'peace' ('conflict-before-peace')",
        "the start of 'peace' comes on some day",
    ]


def test_nothing_is_over_before_what_never_began():
    records = event("flow", "../1988"), event("dam"), link("dam", "before", "flow")
    chronology = build_chronology(Dataset.from_records(*records))
    assert [str(each) for each in chronology.inconsistency] == [
        "the end of 'dam' comes on some day",
        "the end of 'dam' is before the start of 'flow' ('dam-before-flow')",
        "the start of 'flow' never comes",
    ]


def test_the_shortest_of_several_conflicts_comes_first():
    names = ["a", "b", "c", "d", "e"]
    circle = [link(one, "before", other) for one, other in itertools.pairwise([*names, "a"])]
    events = map(event, names)
    chronology = build_chronology(Dataset.from_records(*events, *circle, link("c", "before", "b")))
    records = [{each.record for each in conflict} for conflict in chronology.inconsistencies]
    assert records[0] == {"b-before-c", "c-before-b", "b", "c"}
    assert {"a-before-b", "e-before-a"} <= records[1]


def test_records_in_a_conflict_keep_their_own_dates():
    chronology = build_chronology(
        Dataset.from_records(
            event("late", "2023"), event("early", "2020"), link("late", "before", "early")
        )
    )
    assert chronology.bounds("late") == When("2023").bounds
    assert chronology.bounds("early") == When("2020").bounds
    assert chronology.before("early", "late") is Truth.UNKNOWN
    assert chronology.why_before("early", "late") == ()
    assert [str(each) for each in chronology.inconsistency] == [
        "the end of 'late' is not before 2023-01-01",
        "the end of 'late' is before the start of 'early' ('late-before-early')",
        "the start of 'early' is not after 2020-12-31",
    ]


def test_records_whose_start_alone_is_in_a_conflict_keep_their_own_dates():
    war, talks = event("war", "2020/2030"), event("talks", "2025")
    chronology = build_chronology(Dataset.from_records(war, talks, link("talks", "before", "war")))
    assert chronology.is_inconsistent("war")
    assert chronology.bounds("war") == war.when.bounds


def test_what_rests_on_records_in_a_conflict_is_unknown_and_the_rest_is_not():
    pairs = ["vw", "wx", "xy", "yx", "yz"]
    orders = [link(one, "before", other) for one, other in pairs]
    chronology = build_chronology(Dataset.from_records(*map(event, "vwxyz"), *orders))
    assert [each for each in "vwxyz" if chronology.is_inconsistent(each)] == ["x", "y"]
    assert chronology.before("v", "w") is Truth.YES
    assert chronology.before("w", "v") is Truth.NO
    for one, other in ["wx", "wz", "zv", "xz"]:
        assert chronology.before(one, other) is Truth.UNKNOWN
        assert chronology.why_before(one, other) == ()


def test_of_several_dates_the_reasons_are_those_with_the_fewest_links():
    chronology = build_chronology(
        Dataset.from_records(
            event("raid", "[1990..2010]"),
            event("war", "[1990..2000]"),
            link("raid", "part-of", "war"),
            event("talks", "[2005..2020]"),
            *map(event, ("pause", "visit"), ("2015", "")),
            link("pause", "before", "visit"),
            link("visit", "before", "talks"),
        )
    )
    chain = chronology.why_before("raid", "talks")
    assert [each.record for each in chain] == ["raid-part-of-war", "war", "talks"]


@pytest.mark.parametrize("ends", [("war", "peace"), ("peace", "war")])
def test_links_between_records_without_a_time_order_nothing(ends):
    order = link(ends[0], "before", ends[1])
    chronology = build_chronology(Dataset.from_records(event("war"), order))
    assert "war" in chronology
    assert order.id not in chronology
    assert chronology.inconsistency is None


def test_an_unknown_record_is_refused_with_the_nearest_names():
    chronology = build_chronology(Dataset.from_records(event("offensive")))
    with pytest.raises(UnknownIdError, match="did you mean 'offensive'"):
        chronology.before("ofensive", "offensive")


def test_many_records_are_put_in_order_in_one_pass():
    """A chain, a source and a calendar that a quadratic step would not get through."""
    count = 20_000
    seen = {"citations": (Citation("wire"),), "doc_time_rel": DocTimeRel.BEFORE}
    names = [f"e{number}" for number in range(count)]
    dataset = Dataset.from_records(
        Source(id="wire", title="Wire", published=When("2023")),
        event(names[0], "2000"),
        *(event(name, **seen) for name in names[1:]),
        *(link(one, "before", other) for one, other in itertools.pairwise(names)),
    )
    chronology = build_chronology(dataset)
    assert chronology.inconsistency is None
    year = When("2000").bounds.start_earliest, When("2023").bounds.end_latest
    assert chronology.bounds(names[-1]) == When("2000/2023").bounds._replace(
        start_earliest=year[0], start_latest=year[1], end_earliest=year[0], end_latest=year[1]
    )
    assert all(
        chronology.before(one, other) is Truth.YES for one, other in itertools.pairwise(names)
    )


@pytest.mark.parametrize("certainty", Certainty)
@pytest.mark.parametrize("kind", [LinkKind.BEFORE, LinkKind.SAME_AS, LinkKind.PART_OF])
def test_a_link_orders_nothing_that_is_no_more_than_possible(kind, certainty):
    dataset = Dataset.from_records(
        Event(id="undated", title="A", kind=EventKind.OTHER),
        Event(id="dated", title="B", kind=EventKind.OTHER, when=When("2001")),
        Link(id="link", subject="undated", kind=kind, object="dated", certainty=certainty),
    )
    bounds = build_chronology(dataset).bounds("undated")
    is_narrowed = bounds != build_chronology(Dataset.from_records(dataset["undated"])).bounds(
        "undated"
    )
    assert is_narrowed is (certainty in {Certainty.CERTAIN, Certainty.PROBABLE})
