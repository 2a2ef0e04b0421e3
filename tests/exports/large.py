"""A dataset of forty sources and two thousand records, invented by a formula."""

from karabakh import (
    Actor,
    ActorKind,
    Agreement,
    AgreementKind,
    AgreementStatus,
    Basis,
    Certainty,
    Citation,
    ConditionType,
    Dataset,
    Event,
    EventKind,
    Link,
    LinkKind,
    Name,
    Participant,
    ParticipantRole,
    Position,
    PositionForm,
    Proposition,
    PropositionKind,
    Provision,
    Requirement,
    Source,
    Stance,
    StatusChange,
    When,
)
from karabakh.model import Paragraph, Sentence

SOURCES, ACTORS, PROPOSITIONS, POSITIONS, EVENTS, AGREEMENTS = 40, 120, 260, 1_100, 420, 60
STANCES = (Stance.SUPPORTS, Stance.OPPOSES, Stance.SUPPORTS, Stance.UNDECIDED, Stance.SUPPORTS)
FORMS = (PositionForm.CLAIM, PositionForm.DEMAND, PositionForm.AIM, None, PositionForm.REFUSAL)
KINDS = (ActorKind.STATE, ActorKind.PERSON, ActorKind.ARMED_GROUP, ActorKind.ORGANISATION)


def large_dataset():
    """Return the dataset."""
    outline = tuple(
        Paragraph(sentences=(Sentence(words=40, fingerprint=f"{number:016x}"),))
        for number in range(12)
    )
    records = [
        Source(
            id=f"s{n}",
            title=f"Report {n}",
            author=f"writer{n}",
            language="en",
            published=When(f"20{10 + n % 10}-0{1 + n % 9}"),
            paragraphs=outline,
        )
        for n in range(SOURCES)
    ]
    records += [
        Actor(id=f"writer{n}", kind=ActorKind.AUTHOR, names=(Name(text=f"the writer of {n}"),))
        for n in range(SOURCES)
    ]
    records += [
        Actor(id=f"a{n}", kind=KINDS[n % 4], names=(Name(text=f"Group {n}"),))
        for n in range(ACTORS)
    ]
    records += [
        Proposition(
            id=f"p{n}",
            text=f"Town {n} is to have a council of its own.",
            kind=PropositionKind.POLICY,
            topic=f"topic-{n % 12}",
            noun_phrase=f"a council for town {n}",
            infinitive=f"set up a council for town {n}",
            requirement=Requirement(
                goal=f"p{n % 5}", condition=f"p{n - 1}", condition_type=ConditionType.NECESSARY
            )
            if n % 9 == 8
            else None,
        )
        for n in range(PROPOSITIONS)
    ]
    records += [
        Position(
            id=f"q{n}",
            holder=f"a{n * 7 % ACTORS}",
            proposition=f"p{(n * n) % PROPOSITIONS}",
            stance=STANCES[n % 5],
            form=FORMS[n % 5],
            addressee=f"a{n % ACTORS}" if n % 5 == 1 else None,
            when=When(f"20{10 + n % 10}") if n % 3 else When.unknown(),
            citations=(_citation(n),),
        )
        for n in range(POSITIONS)
    ]
    records += [
        Event(
            id=f"e{n}",
            title=f"Clash at town {n}",
            kind=EventKind.BATTLE,
            participants=(Participant(actor=f"a{n % ACTORS}", role=ParticipantRole.INITIATOR),),
            when=When(f"20{10 + n % 10}-{1 + n % 12:02}-{1 + n % 28:02}"),
            citations=(_citation(n),),
        )
        for n in range(EVENTS)
    ]
    records += [_agreement(n) for n in range(AGREEMENTS)]
    records += [
        Link(id=f"l{n}", subject=f"e{n}", kind=LinkKind.SAME_AS, object=f"e{n + 200}", **DOUBT)
        for n in range(40)
    ]
    return Dataset.from_records(*records, title="Councils of two hundred and sixty towns")


def _citation(number):
    first = 1 + number % 30
    return Citation(f"s{number % SOURCES}", 1 + number % 12, first, first + 8)


DOUBT = {"certainty": Certainty.POSSIBLE, "basis": Basis.INFERRED}


def _agreement(number):
    parties = (f"a{number % ACTORS}", f"a{(number + 1) % ACTORS}")
    return Agreement(
        id=f"g{number}",
        title=f"Agreement of Town {number}",
        kind=AgreementKind.CEASEFIRE,
        participants=tuple(Participant(actor=it, role=ParticipantRole.PARTY) for it in parties),
        provisions=(Provision(id=f"d{number}", obligor=parties[0], duty="withdraw"),),
        statuses=(StatusChange(status=AgreementStatus.AGREED, when=When(f"20{10 + number % 10}")),),
        citations=(_citation(number),),
    )
