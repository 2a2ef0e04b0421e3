"""How answers change, or not, with whose word records are.

None of these relations needs a reference: a record that is split in two, linked as the same,
changes no answer; and whose word a record is decides only how firm an answer is.
"""

import attrs
import pytest
from accords import ACTORS, EVENTS, GOALS, accords
from hypothesis import given, settings
from hypothesis import strategies as st
from seen import never_seen
from slow_clusters import FIRM, distances, sames

from karabakh import (
    Agreement,
    Certainty,
    Dataset,
    Event,
    Link,
    LinkKind,
    Position,
    Provision,
    Relation,
    Truth,
    UnknownIdError,
)
from karabakh.reasoning import (
    ObligationState,
    QuestionKind,
    agreement_status,
    conditions,
    demands,
    obligations,
    open_questions,
    timeline,
)

# -- answers as plain values


def about_obligations(dataset, **options):
    return {
        each.provision.id: (
            each.state,
            each.agreed,
            each.in_time,
            each.certainty,
            each.reported,
            each.according_to,
            frozenset((it.state, it.according_to) for it in each.accounts),
        )
        for at in (None, "2020-01-03")
        for each in obligations(dataset, at=at, **options)
    }


def about_statuses(dataset, **options):
    return {
        agreement.id: [
            (found.status, found.possible, found.certainty, found.according_to)
            for at in (None, "2020-01-03")
            for found in [agreement_status(dataset, agreement.id, at=at, **options)]
        ]
        for agreement in dataset.agreements
    }


def about_conditions(dataset, **options):
    return {
        goal: [
            (
                depth,
                each.condition,
                each.condition_type,
                each.certainty,
                each.according_to,
                each.met.answer,
                each.met.certainty,
                each.met.according_to,
                each.is_cyclic,
                each.is_repeated,
            )
            for depth, each in conditions(dataset, goal, **options).walk()
        ]
        for goal in GOALS
    }


def about_demands(dataset, **options):
    return {
        of: [
            (each.of, [it.id for it in each.demands], each.certainty, each.according_to)
            for each in demands(dataset, of=of, **options)
        ]
        for of in (None, *ACTORS)
    }


def about_orders(dataset, **options):
    times = timeline(dataset, **options)
    return {
        # Not how certain it is: of chains of one length, either may be the reason.
        (rule.__name__, a, b): (found.answer, found.according_to)
        for rule in (times.before, times.overlaps)
        for a in EVENTS
        for b in EVENTS
        for found in [rule(a, b)]
    }


QUESTIONS = [about_obligations, about_statuses, about_conditions, about_demands, about_orders]


# -- whose word records are

SPEAKERS = [(), (), (), ("north",), ("south",), ("north", "south")]


@st.composite
def reports(draw):
    """An accord of which some records are only what actors report."""
    dataset = draw(
        accords("duties", "goals", "positions", *draw(st.sampled_from([(), (), ("names",)])))
    )
    changed = {}
    for name, kind in (
        ("events", Event),
        ("positions", Position),
        ("relations", Relation),
        ("links", Link),
        ("agreements", Agreement),
    ):
        records = getattr(dataset, name)
        assert all(isinstance(each, kind) for each in records)
        changed[name] = tuple(_attributed(draw, each, parts=kind is Agreement) for each in records)
    return attrs.evolve(dataset, **changed)


def _attributed(draw, record, *, parts):
    speakers = st.sampled_from(SPEAKERS)
    if parts:
        # One step stays the record's own, so that leaving out the rest leaves a status.
        steps = (attrs.evolve(each, according_to=draw(speakers)) for each in record.statuses[1:])
        record = attrs.evolve(record, statuses=(*record.statuses[:1], *steps))
    return attrs.evolve(record, according_to=draw(speakers))


def names_of(dataset, actor, trusted=()):
    """The actor, and who is the same by links of the sources, or of the trusted."""
    actors = {each.id for each in dataset.actors}
    same = [
        link
        for link in sames(dataset)
        if link.certainty.value in FIRM
        and (not link.according_to or not {*trusted}.isdisjoint(link.according_to))
        and actors >= {*link.ends}
    ]
    return {*distances(actor, same)}


def revoiced(dataset, trusted):
    """The same records, with what an actor says among others made the sources' own."""
    names = names_of(dataset, trusted, {trusted})

    def own(each):
        is_trusted = not names.isdisjoint(each.according_to)
        return attrs.evolve(each, according_to=()) if is_trusted else each

    return attrs.evolve(
        dataset,
        **{
            name: tuple(map(own, getattr(dataset, name)))
            for name in ("events", "positions", "relations", "links")
        },
        agreements=tuple(
            attrs.evolve(own(each), statuses=tuple(map(own, each.statuses)))
            for each in dataset.agreements
        ),
    )


def vouched(dataset):
    """The records that nobody's word is needed for."""

    def own(records):
        return tuple(each for each in records if not each.according_to)

    remaining = attrs.evolve(
        dataset,
        events=own(dataset.events),
        positions=tuple(
            each
            for each in dataset.positions
            if not each.according_to
            or not names_of(dataset, each.holder).isdisjoint(each.according_to)
        ),
        relations=own(dataset.relations),
        agreements=tuple(
            attrs.evolve(each, statuses=own(each.statuses)) for each in own(dataset.agreements)
        ),
        links=(),
    )
    links = tuple(
        link
        for link in own(dataset.links)
        if not any(dataset.get(end) is not None and remaining.get(end) is None for end in link.ends)
    )
    return attrs.evolve(remaining, links=links)


@settings(max_examples=100)
@given(reports())
def test_the_sources_account_is_that_of_the_dataset_without_others_word(dataset):
    alone = vouched(dataset)
    decided = {ObligationState.FULFILLED, ObligationState.BREACHED}
    found = {each.provision.id: each for each in obligations(dataset)}
    for own in obligations(alone):
        each = found.pop(own.provision.id)
        if each.according_to:
            assert own.state not in decided
        else:
            assert (each.state, each.certainty, each.by, each.in_time) == (
                own.state,
                own.certainty,
                own.by,
                own.in_time,
            )
    assert all(each.according_to for each in found.values())
    for agreement in alone.agreements:
        own, each = agreement_status(alone, agreement.id), agreement_status(dataset, agreement.id)
        assert (own.status, own.possible, own.certainty) == (
            (each.status, each.possible, each.certainty)
            if not each.according_to
            else (None, (), Certainty.UNKNOWN)
        )
    times, plain = timeline(dataset), timeline(alone)
    assert [{it.id for it in layer} for layer in times.layers] == [
        {it.id for it in layer} for layer in plain.layers
    ]
    for a in alone.events:
        for b in alone.events:
            whole, own = times.before(a.id, b.id), plain.before(a.id, b.id)
            assert whole.according_to or whole.answer is own.answer
    groups = [each for each in demands(dataset) if not each.according_to]
    assert [(each.of, each.demands) for each in groups] == [
        (each.of, each.demands) for each in demands(alone)
    ]


@settings(max_examples=60)
@given(reports(), st.sampled_from(["north", "south"]))
@pytest.mark.parametrize("ask", QUESTIONS)
def test_whom_one_asks_is_trusted_as_the_sources_are(ask, dataset, trusted):
    assert ask(dataset, according_to=trusted) == ask(revoiced(dataset, trusted))


@settings(max_examples=60)
@given(reports())
def test_nothing_that_needs_an_actors_word_is_more_than_possible(dataset):
    found = [
        *obligations(dataset),
        *(agreement_status(dataset, each.id) for each in dataset.agreements),
        *demands(dataset),
        *(each for goal in GOALS for _, each in conditions(dataset, goal).walk()),
        *open_questions(dataset),
    ]
    for each in (*found, *(it.met for it in found if hasattr(it, "met"))):
        if each.according_to:
            assert each.certainty.rank <= Certainty.POSSIBLE.rank


@settings(max_examples=60)
@given(reports())
def test_accounts_are_those_that_decide_otherwise(dataset):
    decided = {ObligationState.FULFILLED, ObligationState.BREACHED}
    found = [(it, it.accounts, it.state, lambda it: it.state) for it in obligations(dataset)]
    for goal in GOALS:
        for _, each in conditions(dataset, goal).walk():
            met = each.met
            found.append((met, met.accounts, met.answer, lambda it: it.answer))
    for answer, accounts, value, value_of in found:
        others = {value_of(each) for each in accounts}
        assert others <= decided | {Truth.YES, Truth.NO}
        assert value not in others
        # If all who decide agree, that is the answer.
        assert value in decided | {Truth.YES, Truth.NO} or len(others) != 1, answer


def test_random_reports_show_every_sort_of_account():
    def sorts(dataset):
        for each in obligations(dataset):
            yield each.state, bool(each.according_to)
            yield "accounts", bool(each.accounts)
        for agreement in dataset.agreements:
            found = agreement_status(dataset, agreement.id)
            yield "status", found.status is not None, bool(found.according_to)
            yield "differs", bool(found.accounts)

    wanted = [
        (ObligationState.CONTESTED, True),
        *((ObligationState.FULFILLED, each) for each in (True, False)),
        *((ObligationState.BREACHED, each) for each in (True, False)),
        *(("accounts", each) for each in (True, False)),
        *(("status", True, each) for each in (True, False)),
        *(("differs", each) for each in (True, False)),
    ]
    assert never_seen(reports(), sorts, wanted) == set()


# -- records that are split in two

REFERENCES = (
    *("holder", "proposition", "addressee", "subject", "object", "obligor", "beneficiary"),
    *("members", "implies", "excludes", "about", "goal", "condition", "actor"),
)


def split(dataset, name, choices):
    """The dataset with a twin of a record, to which some of the references are turned.

    A certain link says that both are the same.
    """
    counterpart = f"{name}-too"
    turns = iter(choices)

    def turned(value):
        if value == name:
            return counterpart if next(turns, False) else name
        if isinstance(value, tuple):
            return tuple(map(turned, value))
        return (
            rewritten(value)
            if attrs.has(type(value)) and hasattr(value, "__attrs_attrs__")
            else value
        )

    def rewritten(record):
        fields = attrs.fields_dict(type(record))
        parts = ("participants", "provisions", "requirement")
        changed = {
            field: turned(getattr(record, field))
            for field in (*REFERENCES, *parts)
            if field in fields and getattr(record, field)
        }
        return attrs.evolve(record, **changed)

    record = dataset[name]
    if isinstance(record, Agreement):
        record = attrs.evolve(record, provisions=(), statuses=())
    if isinstance(record, Provision):
        whole = next(it for it in dataset.agreements if record in it.provisions)
        more = attrs.evolve(record, id=counterpart)
        dataset = dataset.replace(attrs.evolve(whole, provisions=(*whole.provisions, more)))
    records = [rewritten(each) for each in dataset if not isinstance(each, Provision)]
    link = Link(id="split", subject=name, kind=LinkKind.SAME_AS, object=counterpart)
    if not isinstance(record, Provision):
        records.append(attrs.evolve(record, id=counterpart))
    return Dataset.from_records(*dataset.sources, *records, link)


@settings(max_examples=60)
@given(
    accords("duties", "goals", "positions"),
    st.data(),
    st.lists(st.booleans(), min_size=30, max_size=30),
)
@pytest.mark.parametrize("ask", QUESTIONS)
def test_a_record_that_is_split_in_two_changes_no_answer(ask, dataset, data, choices):
    agreed = [*dataset.agreements.ids, *(it.id for it in dataset if isinstance(it, Provision))]
    if ask is about_orders:
        agreed = []  # an agreement in two has the time of the one that has the step, see `timeline`
    name = data.draw(st.sampled_from([*ACTORS, *GOALS, *EVENTS, *agreed, *agreed]))
    found = ask(split(dataset, name, choices))
    for key, answer in ask(dataset).items():
        assert found[key] == answer


@settings(max_examples=60)
@given(accords("goals", "positions"), st.lists(st.booleans(), min_size=30, max_size=30))
def test_either_of_two_that_are_one_may_be_requested_for(dataset, choices):
    for name in GOALS:
        counterparts = split(dataset, name, choices)
        assert conditions(counterparts, name) == conditions(counterparts, f"{name}-too")
        assert demands(counterparts, on=name) == demands(counterparts, on=f"{name}-too")
    counterparts = split(dataset, "north", choices)
    assert demands(counterparts, of="north") == demands(counterparts, of="north-too")


@settings(max_examples=60)
@given(
    accords("duties", "positions"),
    st.sampled_from([*ACTORS, *EVENTS]),
    st.lists(st.booleans(), min_size=30, max_size=30),
)
def test_nor_does_it_leave_anything_else_open(dataset, name, choices):
    def kinds(records):
        return {
            (each.kind, tuple(it.removesuffix("-too") for it in each.about))
            for each in open_questions(records)
            if each.kind is not QuestionKind.HEDGED
        }

    assert kinds(split(dataset, name, choices)) == kinds(dataset)


def test_an_actor_whose_word_counts_must_be_one():
    with pytest.raises(UnknownIdError, match="actor"):
        obligations(Dataset(), according_to="nobody")
