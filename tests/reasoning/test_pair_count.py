"""Pairs of a dispute, counted, against the pairs themselves."""

from hypothesis import given
from hypothesis import strategies as st

import karabakh
from karabakh import (
    Actor,
    ActorKind,
    Citation,
    Dataset,
    Link,
    LinkKind,
    Position,
    PositionForm,
    Proposition,
    Relation,
    RelationKind,
    Source,
    When,
)
from karabakh.model import DocTimeRel, Stance
from karabakh.reasoning import disputes

ACTORS = ("ann", "bob", "cid", "dan")
YEARS = st.integers(2000, 2006)
TIMES = st.one_of(
    st.just(When.unknown()),
    YEARS.map(lambda year: When(str(year))),
    st.tuples(YEARS, YEARS).map(lambda pair: When("{}/{}".format(*sorted(pair)))),
)


@st.composite
def debates(draw):
    """Positions of few actors on one proposition, with offices, sources and links."""
    positions = [
        Position(
            id=f"p{number}",
            holder=draw(st.sampled_from(ACTORS)),
            proposition="peace",
            stance=draw(st.sampled_from([Stance.SUPPORTS, Stance.OPPOSES])),
            form=PositionForm.CLAIM,
            when=draw(TIMES),
            doc_time_rel=draw(st.none() | st.sampled_from(DocTimeRel)),
            citations=(Citation(draw(st.sampled_from(["wire", "radio"]))),),
        )
        for number in range(draw(st.integers(2, 8)))
    ]
    ids = st.sampled_from([each.id for each in positions])
    ends = draw(st.lists(st.tuples(ids, ids), max_size=2))
    links = [
        Link(id=f"l{number}", subject=one, kind=LinkKind.BEFORE, object=other)
        for number, (one, other) in enumerate(ends)
        if one != other
    ]
    offices = [
        Relation(
            id=f"o{number}",
            subject=draw(st.sampled_from(ACTORS)),
            kind=RelationKind.HOLDS_OFFICE,
            object="state",
            when=draw(TIMES),
        )
        for number in range(draw(st.integers(0, 2)))
    ]
    actors = [Actor(id=each, kind=ActorKind.PERSON) for each in ACTORS]
    return Dataset.from_records(
        *(Source(id=each, title=each) for each in ("wire", "radio")),
        *actors,
        Actor(id="state", kind=ActorKind.STATE),
        *offices,
        Proposition(id="peace", text="There is peace."),
        *positions,
        *links,
    )


@given(debates())
def test_there_are_as_many_as_are_counted(dataset):
    for dispute in disputes(dataset):
        pairs = list(dispute.pairs())
        assert dispute.pair_count == len(pairs) > 0
        for supporting, opposing in pairs:
            assert supporting.holder != opposing.holder


def test_the_pairs_of_large_camps_are_counted_at_once():
    held = [When(f"{year}/{year + 3}") for year in range(2000, 2020)]
    positions = [
        Position(
            id=f"{stance.value}-{number}",
            holder=f"{stance.value}-{number % 30}",
            proposition="peace",
            stance=stance,
            form=PositionForm.CLAIM,
            when=held[number % len(held)],
        )
        for stance in (Stance.SUPPORTS, Stance.OPPOSES)
        for number in range(1000)
    ]
    (dispute,) = disputes(
        Dataset.from_records(Proposition(id="peace", text="There is peace."), *positions)
    )
    # Of 20 starts, those up to three years before or after overlap; 50 positions have each.
    assert dispute.pair_count == 50 * 50 * sum(
        abs(one - other) <= 3 for one in range(20) for other in range(20)
    )


def test_the_bundled_dispute_has_two_pairs():
    (dispute,) = disputes(karabakh.load())
    assert dispute.pair_count == len(list(dispute.pairs())) == 2
