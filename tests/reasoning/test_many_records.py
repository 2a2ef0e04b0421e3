"""Questions about many records, of shapes that take no step for each pair.

Nothing is timed: each test has so many records that it would take minutes or hours if each
were compared with each other, and says what the answer must be.
"""

import itertools

from karabakh import (
    Actor,
    ActorKind,
    Agreement,
    AgreementKind,
    AgreementStatus,
    Citation,
    Dataset,
    DocTimeRel,
    Event,
    EventKind,
    Link,
    LinkKind,
    Position,
    PositionForm,
    Proposition,
    Relation,
    RelationKind,
    Source,
    Stance,
    StatusChange,
    When,
)
from karabakh.explanations import explain, explanation_to_markdown, explanation_to_text
from karabakh.exports import briefing_to_html
from karabakh.figures import draw_explanation
from karabakh.reasoning import agreement_status, contradictions, disputes, shifts, stances

SESSIONS = 20


def sessions_in_a_row(holders):
    """Sessions, of which links give the order; in each every holder says something.

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
    return Dataset.from_records(
        Proposition(id="peace", text="There is peace."),
        *(Actor(id=holder, kind=ActorKind.PERSON) for holder in holders),
        *(Event(id=name, title=name, kind=EventKind.STATEMENT) for name in names),
        *(
            Link(id=f"order-{a}", subject=a, kind=LinkKind.BEFORE, object=b)
            for a, b in itertools.pairwise(names)
        ),
        *positions,
    )


def test_positions_that_links_order_alike_are_requested_about_once():
    holders = [f"member-{number}" for number in range(200)]
    dataset = sessions_in_a_row(holders)
    found = shifts(dataset)
    assert [each.holder for each in found] == sorted(holders)
    assert {each.earlier.position.expressed_in for each in found} == {"session-09"}
    assert {each.later.position.expressed_in for each in found} == {"session-10"}
    assert len(contradictions(dataset).compatible) == len(holders)
    (dispute,) = disputes(dataset)
    assert {each.holder for each in dispute.supporters} == set(holders)


def chain_of_implications(length):
    """Propositions that each imply the next, with one actor at either end."""
    names = [f"p{number:05}" for number in range(length)]
    return Dataset.from_records(
        Actor(id="ann", kind=ActorKind.PERSON),
        Actor(id="ben", kind=ActorKind.PERSON),
        *(
            Proposition(id=name, text=name, implies=(following,))
            for name, following in itertools.pairwise(names)
        ),
        Proposition(id=names[-1], text=names[-1]),
        Position(
            id="first",
            holder="ann",
            proposition=names[0],
            stance=Stance.SUPPORTS,
            form=PositionForm.CLAIM,
        ),
        Position(
            id="last",
            holder="ben",
            proposition=names[-1],
            stance=Stance.OPPOSES,
            form=PositionForm.CLAIM,
        ),
    )


def test_a_long_chain_of_implications_is_one_dispute_seen_from_all_its_sides():
    (found,) = disputes(chain_of_implications(800))
    assert len(found.also) == 799
    assert found.proposition == "p00799"
    taken = stances(chain_of_implications(800), holder="ann")
    assert [each.proposition for each in taken] == [f"p{number:05}" for number in range(800)]


def test_a_long_explanation_can_be_written_in_all_forms():
    length = 250
    dataset = chain_of_implications(length)
    (found,) = disputes(dataset)
    stated = explain(found, dataset=dataset)
    assert max(line.depth for line in stated.lines()) == length
    text = explanation_to_text(stated)
    assert text.count("[implication;") == length - 1
    assert max(map(len, text.splitlines())) <= 80
    assert f"level {length}" in text
    markdown = explanation_to_markdown(stated)
    assert markdown.count("— *implication;") == length - 1
    assert max(len(line) - len(line.lstrip()) for line in markdown.splitlines()) <= 18
    assert draw_explanation(stated).svg.count(f"“p{length - 1:05}”") > 0
    assert "… and further steps." in briefing_to_html(chain_of_implications(60))


def test_where_agreements_stand_is_stated_from_one_order_of_all_records():
    names = [f"treaty-{number}" for number in range(2000)]
    steps = (StatusChange(status=AgreementStatus.AGREED, when=When("2001")),)
    dataset = Dataset.from_records(
        *(
            Agreement(id=name, title=name, kind=AgreementKind.CEASEFIRE, statuses=steps)
            for name in names
        )
    )
    assert all(agreement_status(dataset, name).status is AgreementStatus.AGREED for name in names)


def test_an_agreement_may_have_many_steps():
    kinds = (AgreementStatus.AGREED, AgreementStatus.IN_FORCE, AgreementStatus.VIOLATED)
    steps = tuple(
        StatusChange(status=kinds[number % 3], when=When(f"{1000 + number:04}"))
        for number in range(800)
    )
    treaty = Agreement(id="treaty", title="Treaty", kind=AgreementKind.CEASEFIRE, statuses=steps)
    standing = agreement_status(Dataset.from_records(treaty), "treaty", at="8998-12-31")
    assert standing.status is kinds[799 % 3]


def test_a_long_way_to_whom_an_actor_speaks_for():
    names = [f"level-{number:03}" for number in range(300)]
    dataset = Dataset.from_records(
        Proposition(id="peace", text="There is peace."),
        *(Actor(id=name, kind=ActorKind.PERSON) for name in names),
        *(
            Relation(
                id=f"office-{one}",
                subject=one,
                kind=RelationKind.HOLDS_OFFICE,
                object=other,
            )
            for one, other in itertools.pairwise(names)
        ),
        Position(
            id="said",
            holder=names[0],
            proposition="peace",
            stance=Stance.SUPPORTS,
            form=PositionForm.CLAIM,
        ),
    )
    assert [each.holder for each in stances(dataset)] == names
    (last,) = stances(dataset, holder=names[-1])
    assert sum(1 for _ in explain(last).lines()) == 2 * len(names) - 1


def test_the_last_of_very_many_stances_of_one_holder_is_found():
    dataset = Dataset.from_records(
        Actor(id="ann", kind=ActorKind.PERSON),
        Proposition(id="peace", text="There is peace."),
        *(
            Position(
                id=f"position-{number:04}",
                holder="ann",
                proposition="peace",
                stance=Stance.SUPPORTS if number % 2 else Stance.OPPOSES,
                form=PositionForm.CLAIM,
                when=When(f"{1000 + number:04}"),
            )
            for number in range(800)
        ),
    )
    assert stances(dataset)[-1].stance is Stance.SUPPORTS


def test_stances_of_one_holder_in_very_many_sources_that_can_not_be_stated_apart():
    dataset = Dataset.from_records(
        Actor(id="ann", kind=ActorKind.PERSON),
        Proposition(id="peace", text="There is peace."),
        *(Source(id=f"source-{number}", title="A source") for number in range(800)),
        *(
            Position(
                id=f"position-{number:04}",
                holder="ann",
                proposition="peace",
                stance=Stance.SUPPORTS if number % 2 else Stance.OPPOSES,
                form=PositionForm.CLAIM,
                doc_time_rel=DocTimeRel.OVERLAPS,
                citations=(Citation(f"source-{number}", 1),),
            )
            for number in range(800)
        ),
    )
    (found,) = contradictions(dataset).undetermined
    assert found.holder == "ann"
