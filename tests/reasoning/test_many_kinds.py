"""Disputes of many kinds of stances, which are counted, against the pairs tried one by one."""

import random

import pytest
from slow_rules import linked_chronology, meet, taken

from karabakh import (
    Actor,
    ActorKind,
    Citation,
    Dataset,
    DocTimeRel,
    Link,
    LinkKind,
    Position,
    PositionForm,
    Proposition,
    Source,
    Stance,
    When,
)
from karabakh.reasoning import disputes
from karabakh.reasoning._at_one_time import set_apart
from karabakh.reasoning._kinds import Kinds, kind_of
from karabakh.reasoning._rows import Rows

TIMES = [When.unknown(), *(When(f"{year}/{year + 2}") for year in range(2000, 2008, 2))]


def debate(seed):
    """Many stances on one proposition: few holders or many, and of few sources or many."""
    chance = random.Random(seed)  # noqa: S311 (nothing secret)
    holders, sources = chance.choice([(2, 60), (60, 1), (3, 20), (40, 3), (12, 12)])
    count = 160
    positions = [
        Position(
            id=f"position-{number}",
            holder=f"actor-{chance.randrange(holders)}",
            proposition="peace",
            stance=chance.choice([Stance.SUPPORTS, Stance.OPPOSES]),
            form=PositionForm.CLAIM,
            when=chance.choice(TIMES if chance.random() < 0.5 else TIMES[:1]),
            doc_time_rel=chance.choice(list(DocTimeRel)),
            citations=(Citation(f"source-{chance.randrange(sources)}", 1),),
        )
        for number in range(count)
    ]
    ends = sorted(chance.sample(range(count), 12))
    return Dataset.from_records(
        Proposition(id="peace", text="There is peace."),
        *(Actor(id=f"actor-{number}", kind=ActorKind.PERSON) for number in range(holders)),
        *(Source(id=f"source-{number}", title="A source") for number in range(sources)),
        *(
            Link(
                id=f"link-{one}",
                subject=f"position-{one}",
                kind=LinkKind.BEFORE,
                object=f"position-{other}",
            )
            for one, other in zip(ends[:6], ends[6:], strict=True)
        ),
        *positions,
    )


@pytest.mark.parametrize("seed", range(12))
def test_those_in_dispute_are_those_that_meet_somebody(seed):
    dataset = debate(seed)
    chronology = linked_chronology(dataset)
    rows = list(taken(dataset))
    meeting = {
        each.position.id
        for one in rows
        for other in rows
        if meet(chronology, one, other)
        for each in (one, other)
    }
    assert meeting == {
        each.position.id
        for dispute in disputes(dataset)
        for camp in (dispute.supporters, dispute.opponents)
        for each in camp
    }


@pytest.mark.parametrize("seed", range(12))
def test_whether_any_kind_is_free_to_meet_a_row_is_counted_right(seed):
    chance = random.Random(seed)  # noqa: S311 (nothing secret)
    made = Rows(debate(seed))
    rows = list(made)
    for size in (1, 2, 3, 5, 30, len(rows)):
        of_each = {kind_of(row): row for row in chance.sample(rows, size)}
        counted = Kinds(of_each.values(), made.times)
        left = list(of_each.values())
        while left:
            for row in rows:
                can_meet = any(
                    row.holder != other.holder
                    and row.position.holder != other.position.holder
                    and not set_apart(row.held, other.held, made.times)
                    for other in left
                )
                assert counted.has_free(row) is can_meet
            for _ in range(max(size // 3, 1)):
                if left:
                    counted.remove(left.pop(chance.randrange(len(left))))
