"""Small random debates, with offices, collectives and ties of propositions."""

from hypothesis import strategies as st

from karabakh import (
    Actor,
    ActorKind,
    Certainty,
    Citation,
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
    PropositionKind,
    Relation,
    RelationKind,
    Source,
    Stance,
    When,
)

ACTORS = ("ann", "ben", "club", "duo")
PROPOSITIONS = ("p", "q", "r", "s")
SOURCES = ("diary", "paper", "wire")

whens = st.sampled_from(
    [
        When.unknown(),
        When.unknown(),
        *map(When, ("2001", "2002", "2003", "2001-05-07", "2002-05-07", "2003-05-07")),
        *map(When, ("2001~", "2001/2002", "2002/..", "../2002", "2002-05/", "[2001,2003]")),
    ]
)
published = st.sampled_from(
    [When.unknown(), *map(When, ("2001-12-01", "2002-06", "2003", "2002?"))]
)
doc_times = st.sampled_from([None, *DocTimeRel])
certainties = st.sampled_from([Certainty.CERTAIN, *Certainty])
matters = st.sampled_from([None, PropositionKind.FACT, PropositionKind.FACT, *PropositionKind])
"""The kinds of propositions."""


@st.composite
def debates(draw, *, ties=True, links=True, min_size=2, max_size=7):
    """Build a dataset of few actors and propositions, so that positions often meet.

    Args:
        draw: what Hypothesis passes.
        ties: whether actors speak for others and propositions commit to others.
        links: whether links order positions, and events claim changes.
        min_size: the fewest positions.
        max_size: the most.
    """
    count = draw(st.integers(min_size, max_size))
    positions = [draw(_positions(f"x{number}")) for number in range(count)]
    records = [*positions, *draw(_stated_by())]
    records += draw(_ties() if ties else _untied())
    if links:
        records += draw(_links([each.id for each in positions]))
    return Dataset.from_records(*records)


@st.composite
def _positions(draw, name):
    places = st.sampled_from(SOURCES).map(lambda source: Citation(source, 1))
    return Position(
        id=name,
        holder=draw(st.sampled_from(ACTORS)),
        proposition=draw(st.sampled_from(PROPOSITIONS)),
        stance=draw(st.sampled_from([Stance.SUPPORTS, Stance.OPPOSES, *Stance])),
        form=PositionForm.CLAIM,
        when=draw(whens),
        doc_time_rel=draw(doc_times),
        expressed_in=draw(st.sampled_from([None, None, "speech"])),
        certainty=draw(certainties),
        citations=tuple(draw(st.lists(places, max_size=2))),
    )


@st.composite
def _stated_by(draw):
    sources = [Source(id=name, title=name, published=draw(published)) for name in SOURCES]
    speech = Event(
        id="speech",
        title="A speech",
        kind=EventKind.STATEMENT,
        when=draw(whens),
        doc_time_rel=draw(doc_times),
        citations=(Citation("wire", 2),),
    )
    return [*sources, speech]


@st.composite
def _untied(draw):
    actors = [Actor(id=name, kind=ActorKind.PERSON) for name in ACTORS]
    propositions = [Proposition(id=name, text=name, kind=draw(matters)) for name in PROPOSITIONS]
    return [*actors, *propositions]


@st.composite
def _ties(draw):
    members = draw(st.lists(st.sampled_from(ACTORS), unique=True, max_size=2))
    actors = [
        Actor(id=name, kind=ActorKind.PERSON, certainty=draw(certainties)) for name in ACTORS[:-1]
    ]
    actors.append(Actor(id="duo", kind=ActorKind.COLLECTIVE, members=tuple(members)))
    offices = [
        Relation(
            id=f"office-{number}",
            subject=draw(st.sampled_from(ACTORS)),
            kind=RelationKind.HOLDS_OFFICE,
            object=draw(st.sampled_from(ACTORS)),
            when=draw(whens),
            doc_time_rel=draw(doc_times),
            certainty=draw(certainties),
            citations=(Citation("wire", 3),),
        )
        for number in range(draw(st.integers(0, 3)))
    ]
    tied = st.lists(st.sampled_from(PROPOSITIONS), unique=True, max_size=1).map(tuple)
    propositions = [
        Proposition(
            id=name,
            text=name,
            kind=draw(matters),
            implies=draw(tied),
            excludes=draw(tied),
            certainty=draw(certainties),
        )
        for name in PROPOSITIONS
    ]
    return [*actors, *offices, *propositions]


@st.composite
def _links(draw, positions):
    ends = st.sampled_from([*positions, "speech"])
    kinds = st.sampled_from([LinkKind.BEFORE, LinkKind.BEFORE, LinkKind.SAME_AS, LinkKind.PART_OF])
    orders = [
        Link(
            id=f"link-{number}",
            subject=draw(ends),
            kind=draw(kinds),
            object=draw(ends),
            certainty=draw(certainties),
        )
        for number in range(draw(st.integers(0, 3)))
    ]
    change = Event(
        id="change",
        title="A change",
        kind=EventKind.STANCE_CHANGE,
        participants=(
            Participant(actor=draw(st.sampled_from(ACTORS)), role=ParticipantRole.INITIATOR),
        ),
        about=(draw(st.sampled_from(PROPOSITIONS)),),
        when=draw(whens),
        certainty=draw(certainties),
    )
    reason = Link(id="reason", subject="speech", kind=LinkKind.REASON_FOR, object="change")
    return [*orders, change, reason]


# -- debates made by hand


def position(name, holder, proposition, stance=Stance.SUPPORTS, when="", **fields):
    """A position; its date is given as text."""
    return Position(
        id=name,
        holder=holder,
        proposition=proposition,
        stance=stance,
        when=When(when) if when else When.unknown(),
        **{"form": PositionForm.CLAIM, **fields},
    )


def office(subject, object, when="", **fields):
    """An office, named after its two ends; its date is given as text."""
    return Relation(
        id=f"{subject}-in-{object}",
        subject=subject,
        kind=RelationKind.HOLDS_OFFICE,
        object=object,
        when=When(when) if when else When.unknown(),
        **fields,
    )


def debate(*records):
    """A dataset of records, with the actors and propositions that they may need."""
    known = {record.id for record in records}
    actors = ("chair", "clerk", "league", "town")
    propositions = ("p", "q", "r")
    return Dataset.from_records(
        *records,
        *(Actor(id=name, kind=ActorKind.STATE) for name in actors if name not in known),
        *(Proposition(id=name, text=name) for name in propositions if name not in known),
    )


def seen_from(source, doc_time_rel):
    """The fields of what a source reports, at its place in time."""
    return {"doc_time_rel": DocTimeRel(doc_time_rel), "citations": (Citation(source, 1),)}
