"""Random events with sides, numbers, attribution and links of sameness."""

import attrs
from collections_of_positions import random_time

from karabakh import (
    Actor,
    ActorKind,
    Certainty,
    Citation,
    Dataset,
    Event,
    EventKind,
    ExternalCode,
    Link,
    LinkKind,
    Measure,
    MeasureKind,
    Participant,
    ParticipantRole,
    Place,
    Source,
    When,
)

KINDS = (EventKind.BATTLE, EventKind.ATTACK)
ROLES = (ParticipantRole.PARTICIPANT, ParticipantRole.OTHER)
MEASURES = (MeasureKind.KILLED, MeasureKind.AREA)


def random_events(chance, size):
    """Return a dataset of events, some reported twice or by an actor alone."""
    actors = [f"actor-{number}" for number in range(4)]
    places = [f"place-{number}" for number in range(2)]
    events = [f"event-{number}" for number in range(size)]
    sources = {"wire": None, "diary": "actor-0"}

    def citations():
        return tuple(Citation.parse(each) for each in sources if chance.random() < 0.5)

    def said():
        return (chance.choice(actors),) if chance.random() < 0.2 else ()

    def number():
        return chance.randint(0, 9) if chance.random() < 0.6 else None

    def measure():
        best, low, high = number(), number(), number()
        return Measure(
            kind=chance.choice(MEASURES),
            best=1 if best is low is high is None else best,
            low=low,
            high=high,
            unit=chance.choice(("", "", "km2")),
            of=chance.choice((None, None, *actors[:2])),
            citations=citations(),
            according_to=said(),
        )

    def participant():
        return Participant(
            actor=chance.choice(actors),
            role=chance.choice(ROLES),
            side=chance.choice(("", "a", "b")),
            according_to=said(),
            citations=citations(),
        )

    def event(id):
        return Event(
            id=id,
            title="A fight",
            kind=chance.choice(KINDS),
            when=approximate(chance) if chance.random() < 0.2 else random_time(chance),
            location=chance.choice((None, *places)),
            participants=tuple(participant() for _ in range(chance.randint(0, 3))),
            measures=tuple(measure() for _ in range(chance.randint(0, 3))),
            codes=tuple(ExternalCode("acled", each) for each in ("Riots", "Battles") if number()),
            certainty=chance.choice(list(Certainty)),
            citations=citations(),
            according_to=said(),
        )

    def link(number, several):
        one, other = chance.sample(several, 2)
        return Link(
            id=f"link-{number}",
            subject=one,
            object=other,
            kind=LinkKind.SAME_AS,
            certainty=chance.choice(list(Certainty)),
            according_to=said(),
            citations=citations(),
        )

    return Dataset.from_records(
        *(Source(id=it, title="Reports", author=author) for it, author in sources.items()),
        *(Actor(id=each, kind=ActorKind.ARMED_GROUP) for each in actors),
        *(Place(id=each) for each in places),
        *map(event, events),
        *(link(number, chance.choice([events, events, actors, places])) for number in range(2)),
    )


def approximate(chance):
    day = chance.choice(("2001-06-15", "2001-01-03", "2001-06", "2001"))
    return When(f"{day}{chance.choice('~%?')}")


def without_large_numbers(dataset):
    """Return a dataset without the numbers that no column holds, or no sum."""
    for event in dataset.events:
        if any(abs(n or 0) > 2**50 for m in event.measures for n in (m.best, m.low, m.high)):
            dataset = dataset.replace(attrs.evolve(event, measures=()))
    return dataset
