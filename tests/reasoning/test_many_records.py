"""Questions about shapes of data that only work in proportion to the records gets through.

Nothing is timed: each test has so many records that it would not come to an end in a working
day if each were compared with each other, and says what the answer must be.
"""

import itertools

from karabakh import (
    Actor,
    ActorKind,
    Dataset,
    Event,
    EventKind,
    Link,
    LinkKind,
    Position,
    PositionForm,
    Proposition,
    Stance,
)
from karabakh.reasoning import contradictions, disputes, shifts

SESSIONS = 20


def sessions_in_a_row(holders):
    """Sessions, of which links tell the order; in each every holder says something.

    In the first half all are for peace, in the second all are against it.
    """
    names = [f"session-{number:02}" for number in range(SESSIONS)]
    positions = [
        Position(
            id=f"{holder}-in-{name}",
            holder=holder,
            proposition="peace",
            stance=Stance.SUPPORTS if place < SESSIONS / 2 else Stance.OPPOSES,
            form=PositionForm.CLAIM,
            expressed_in=name,
        )
        for holder in holders
        for place, name in enumerate(names)
    ]
    return Dataset.of(
        Proposition(id="peace", text="There is peace."),
        *(Actor(id=holder, kind=ActorKind.PERSON) for holder in holders),
        *(Event(id=name, title=name, kind=EventKind.STATEMENT) for name in names),
        *(
            Link(id=f"order-{a}", subject=a, kind=LinkKind.BEFORE, object=b)
            for a, b in itertools.pairwise(names)
        ),
        *positions,
    )


def test_positions_that_links_order_alike_are_asked_about_once():
    holders = [f"member-{number}" for number in range(500)]
    dataset = sessions_in_a_row(holders)
    found = shifts(dataset)
    assert [each.holder for each in found] == sorted(holders)
    assert {each.earlier.position.expressed_in for each in found} == {"session-09"}
    assert {each.later.position.expressed_in for each in found} == {"session-10"}
    assert len(contradictions(dataset).compatible) == len(holders)
    (dispute,) = disputes(dataset)
    assert dispute.pair_count == 500 * 499 * 10 * 10
