"""Small random accords: agreements, what became of them, needs and demands.

They have what `debates` lack: agreements with duties and deadlines, deeds, goals and what they
require, demands, and records that links make one.
"""

import itertools
import math

import attrs
from hypothesis import strategies as st

from karabakh import (
    Actor,
    ActorKind,
    Agreement,
    AgreementKind,
    AgreementStatus,
    Certainty,
    Citation,
    ConditionType,
    Dataset,
    DocTimeRel,
    Event,
    EventKind,
    Link,
    LinkKind,
    Participant,
    ParticipantRole,
    Position,
    PositionForm,
    Proposition,
    Provision,
    ProvisionKind,
    Relation,
    RelationKind,
    Requirement,
    Source,
    Stance,
    StatusChange,
    When,
)

ACTORS = ("north", "south", "pair", "all")
SOURCES = ("paper", "wire")
EVENTS = ("e0", "e1", "e2", "e3")
GOALS = ("p", "q", "r")
TOPICS = ("peace", "tolls")

DAYS = [When(f"2020-01-0{day}") for day in range(1, 6)]
DATES = [
    *DAYS,
    *DAYS,
    *map(When, ("[2020-01-01..2020-01-02]", "[2020-01-02..2020-01-04]", "[2020-01-03,2020-01-05]")),
    *map(When, ("2020-01", "2020-01-02~", "2020-01-03?", "2020-01-03/", "/2020-01-02")),
]
WHENS = [*DATES, *[When.unknown()] * 5]
PERIODS = [*[When.unknown()] * 5, *map(When, ("2020-01-02/2020-01-03", "2020-01-02/.."))]
DOC_TIMES = [None, None, None, *DocTimeRel]
FIRM = [*[Certainty.CERTAIN] * 4, *Certainty]
PLACES = [
    (),
    *((Citation(name, 1),) for name in SOURCES),
    (Citation("wire", 2),),
    (Citation("paper", 1), Citation("wire", 1)),
]
times = st.sampled_from(["2020-01-02", "2020-01-03", "2020-01-04", "2020-01", "2020-01-03~"])


def one(sort, /, **choices):
    """A record, each field one of some choices, by the digits of one number."""
    options = {"certainty": FIRM, "citations": PLACES, **choices}

    def made(number):
        fields = {}
        for name, values in options.items():
            number, place = divmod(number, len(values))
            fields[name] = values[place]
        return sort(**fields)

    return st.integers(0, math.prod(map(len, options.values())) - 1).map(made)


def some(records, most):
    """Up to so many of some records, each made by its number."""
    return st.integers(0, most).flatmap(lambda count: st.tuples(*map(records, range(count))))


ACTORS_OF = [
    *(one(Actor, id=[name], kind=[ActorKind.STATE]) for name in ACTORS[:2]),
    *(
        one(
            Actor,
            id=[name],
            kind=[ActorKind.COLLECTIVE],
            members=[(), ("north",), ("north", "south"), ("pair",), ("south", "pair")],
        )
        for name in ACTORS[2:]
    ),
]
STEPS = one(
    StatusChange,
    status=[AgreementStatus.AGREED, *AgreementStatus],
    when=WHENS,
    doc_time_rel=DOC_TIMES,
)
HAPPENED = [
    one(Event, id=[name], title=[name], kind=[EventKind.OTHER], when=WHENS, doc_time_rel=DOC_TIMES)
    for name in EVENTS
]
STATES_OF_AFFAIRS = [
    one(
        Proposition,
        id=[name],
        text=[name],
        topic=["", *TOPICS],
        about=[(), *((name,) for name in ACTORS), ACTORS[:2], ACTORS[1:]],
    )
    for name in GOALS
]
NEEDED = [
    Requirement(goal=goal, condition=condition, condition_type=condition_type)
    for goal in GOALS
    for condition in (*GOALS[1:], *GOALS)
    for condition_type in ConditionType
]
REQUIREMENTS = [
    one(Proposition, id=[f"need-{number}"], text=["needed"], requirement=NEEDED)
    for number in range(4)
]
POSITIONS = [
    one(
        Position,
        id=[f"x{number}"],
        holder=ACTORS,
        proposition=[*GOALS, "need-0", "need-1", "need-2"],
        stance=[Stance.SUPPORTS, *Stance],
        form=[PositionForm.DEMAND, PositionForm.ASSESSMENT, PositionForm.CLAIM],
        addressee=[None, *ACTORS],
        when=WHENS,
        doc_time_rel=DOC_TIMES,
        expressed_in=[None, None, None, "e0"],
    )
    for number in range(5)
]
RELATIONS = [
    one(
        Relation,
        id=[f"tie-{number}"],
        subject=ACTORS[:2],
        kind=[RelationKind.MEMBER_OF, RelationKind.PART_OF],
        object=ACTORS[1:3],
        when=WHENS,
        doc_time_rel=DOC_TIMES,
    )
    for number in range(2)
]


def _parties(names):
    return tuple(Participant(actor=name, role=ParticipantRole.PARTY) for name in names)


def _agreement(name):
    kinds = [*[ProvisionKind.OBLIGATION] * 3, ProvisionKind.PROHIBITION, ProvisionKind.PERMISSION]
    duties = [
        one(
            Provision,
            id=[f"{name}-{number}"],
            kind=kinds,
            obligor=[None, *ACTORS],
            duty=["leave"],
            deadline=WHENS,
            period=PERIODS,
        )
        for number in range(2)
    ]
    bare = one(
        Agreement,
        id=[name],
        title=[name],
        kind=[AgreementKind.OTHER],
        participants=[*map(_parties, [(), ("north",), ("north", "south"), ("south", "pair")])],
        parties_complete=[True, True, False],
        period=PERIODS,
    )
    parts = st.tuples(bare, some(duties.__getitem__, 2), st.lists(STEPS, max_size=4).map(tuple))
    return parts.map(lambda made: attrs.evolve(made[0], provisions=made[1], statuses=made[2]))


AGREEMENTS = [_agreement(name) for name in ("truce", "treaty")]
ABOUT = ("duties", "goals", "positions", "names")


@st.composite
def accords(draw, *about):
    """Build a dataset of few records that bear on one another.

    Args:
        draw: what Hypothesis passes.
        about: what there is beside actors and events: agreements with duties; goals with what
            they require; positions on these; several names for one thing. Without it, all.
    """
    wanted = about or ABOUT
    duties, goals, positions, names = (each in wanted for each in ABOUT)
    made = st.sampled_from(WHENS)
    agreements = draw(some(AGREEMENTS.__getitem__, 2)) if duties else ()
    records = [Source(id=name, title=name, published=draw(made)) for name in SOURCES]
    records += [*draw(st.tuples(*ACTORS_OF)), *agreements, *draw(st.tuples(*HAPPENED))]
    if goals or positions:
        records += draw(st.tuples(*STATES_OF_AFFAIRS))
    if goals:
        records += draw(some(REQUIREMENTS.__getitem__, 4))
    if positions:
        records += draw(some(POSITIONS.__getitem__, 5))
    if names:
        records += draw(st.tuples(*RELATIONS))
    return Dataset.from_records(*records, *draw(_links(records, agreements, names=names)))


@st.composite
def _links(draw, records, agreements, *, names):
    groups = {}
    for record in records:
        groups.setdefault(type(record), []).append(record.id)
    duties = [each.id for agreement in agreements for each in agreement.provisions]
    done = [EVENTS[0], *duties * 3, *groups.get(Agreement, ()), *groups.get(Proposition, ())]
    ordered = [*EVENTS, *groups.get(Agreement, ()), *groups.get(Position, ())]
    links = [
        *draw(some(lambda number: _performance(f"deed-{number}", done), 4)),
        *draw(some(lambda number: _order(f"order-{number}", ordered), 2)),
    ]
    if agreements:
        links += draw(some(lambda number: _setting_aside(f"aside-{number}", groups[Agreement]), 1))
    if names:
        kinds = [Actor, *[Event, Agreement, Position, Relation] * 2, Proposition]
        several = [groups[each] for each in kinds if len(groups.get(each, ())) > 1]
        links += draw(some(lambda number: _same(f"same-{number}", several), 5))
    return links


def _performance(name, done):
    kinds = [LinkKind.FULFILS, LinkKind.FULFILS, LinkKind.BREACHES]
    return one(Link, id=[name], subject=[*EVENTS * 2, "nothing"], kind=kinds, object=done)


def _setting_aside(name, agreements):
    kinds = [LinkKind.SUSPENDS, LinkKind.SUPERSEDES, LinkKind.AMENDS]
    return one(Link, id=[name], subject=["e0", "e1", *agreements], kind=kinds, object=agreements)


def _order(name, ordered):
    kinds = [LinkKind.BEFORE, LinkKind.FOLLOWS, LinkKind.CAUSES, LinkKind.PART_OF]
    return one(Link, id=[name], subject=ordered, kind=[*kinds, LinkKind.REASON_FOR], object=ordered)


def _same(name, several):
    """A link between two records of one kind, now and then of one with itself."""
    ends = st.sampled_from(several).flatmap(
        lambda alike: st.sampled_from([*itertools.permutations(alike, 2), (alike[0], alike[0])])
    )
    return ends.flatmap(
        lambda two: one(Link, id=[name], subject=[two[0]], kind=[LinkKind.SAME_AS], object=[two[1]])
    )


CHANGES = [
    *({"stance": each} for each in Stance),
    *({"when": each} for each in DATES[::3]),
    *({"doc_time_rel": each} for each in DocTimeRel),
    *({"certainty": each} for each in (Certainty.CERTAIN, Certainty.POSSIBLE)),
    *({"requirement": each} for each in NEEDED[::5]),
    {"title": "another", "note": "another", "citations": ()},
]
NAMED = ["as it is", "as it is", "otherwise", "anew"]
FATES = [None, *itertools.product(NAMED, [*[{}] * len(CHANGES), *CHANGES])]


@st.composite
def codings(draw):
    """Build two codings: in the other, some is left out, renamed or changed.

    A link says what has been renamed, but not of what was coded anew.
    """
    here = draw(accords())
    fates = draw(st.tuples(*(st.sampled_from(FATES) for _ in here)))
    passed = dict(zip((each.id for each in here), fates, strict=True))
    renamed = {
        name: f"{name}-too" for name, fate in passed.items() if fate and fate[0] in NAMED[2:]
    }
    links = draw(
        st.tuples(
            *(
                one(Link, id=[f"is-{new}"], subject=[old], kind=[LinkKind.SAME_AS], object=[new])
                for old, new in renamed.items()
                if passed[old][0] == "otherwise"
            )
        )
    )
    remaining = (each for each in here if passed[each.id] and type(each) is not Provision)
    there = Dataset.from_records(
        *here.sources, *(_recoded(each, passed[each.id][1], renamed) for each in remaining), *links
    )
    return here, there


def _recoded(record, changes, renamed):
    """A record as another coder has it: what it mentions may have other names as well."""
    fields = set(attrs.fields_dict(type(record)))
    references = {
        name: renamed.get(getattr(record, name), getattr(record, name))
        for name in ("id", "holder", "proposition", "addressee", "subject", "object")
        if name in fields
    }
    changed = {name: value for name, value in changes.items() if name in fields}
    return attrs.evolve(record, **(references | changed))
