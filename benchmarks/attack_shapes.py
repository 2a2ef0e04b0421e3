"""Datasets whose lists name all records, or whose texts are long."""

import math
from collections.abc import Callable, Iterator
from itertools import combinations, permutations
from typing import Any

from attrs import evolve
from shapes import SIDES, days, people, position, topics

from karabakh import (
    Actor,
    ActorKind,
    Agreement,
    AgreementKind,
    AgreementStatus,
    Citation,
    ConditionType,
    Event,
    EventKind,
    Link,
    LinkKind,
    Name,
    Participant,
    ParticipantRole,
    PositionForm,
    Proposition,
    Provision,
    Requirement,
    Source,
    StatusChange,
    When,
)

__all__ = ["FULL_SHAPES"]

BYTES_A_REFERENCE = 12

RecordCollection = Iterator[Any]


def side(size: int) -> int:
    """Return how many records can each name all the others in so many bytes."""
    return max(math.isqrt(size // BYTES_A_REFERENCE), 3)


def ids(name: str, count: int) -> tuple[str, ...]:
    """Return identifiers."""
    return tuple(f"{name}-{number}" for number in range(count))


def implications_of_all(size: int) -> RecordCollection:
    """Propositions that each imply all that follow, with a position on each."""
    count = int(side(size) * math.sqrt(2))
    all_ids = ids("topic", count)
    yield from people(count)
    for number, each in enumerate(all_ids):
        yield Proposition(id=each, text="So it is.", implies=all_ids[number + 1 :])
        yield position(number, holder=number, topic=number)


def exclusions_of_all(size: int) -> RecordCollection:
    """Propositions that each exclude all that follow, with a position on each."""
    count = int(side(size) * math.sqrt(2))
    all_ids = ids("topic", count)
    yield from people(count)
    for number, each in enumerate(all_ids):
        yield Proposition(id=each, text="So it is.", excludes=all_ids[number + 1 :])
        yield position(number, holder=number, topic=number)


def members_of_all(size: int) -> RecordCollection:
    """Actors that are each a member of all others, with a position of each."""
    count = side(size)
    all_ids = ids("actor", count)
    yield from topics(1)
    for number, each in enumerate(all_ids):
        members = all_ids[:number] + all_ids[number + 1 :]
        yield Actor(id=each, kind=ActorKind.ORGANISATION, members=members)
        yield position(number, holder=number)


def voices_of_all(size: int) -> RecordCollection:
    """Positions that are reported by all actors."""
    count = side(size)
    yield from (*people(count), *topics(2))
    for number, day in enumerate(days(count)):
        speakers = ids("actor", count)
        yield position(number, holder=number, topic=number % 2, when=day, according_to=speakers)


def participants_of_all(size: int) -> RecordCollection:
    """Events in which all actors take part."""
    count = max(math.isqrt(size // 45), 3)
    yield from people(count)
    parts = tuple(
        Participant(actor=each, role=ParticipantRole.TARGET) for each in ids("actor", count)
    )
    for number, day in enumerate(days(count)):
        yield Event(
            id=f"event-{number}",
            title="A day",
            kind=EventKind.OFFENSIVE,
            participants=parts,
            when=day,
        )


def parties_of_all(size: int) -> RecordCollection:
    """Agreements that all actors agree to, each with duties of one to all others."""
    count = max(math.isqrt(size // 45), 3)
    yield from people(count)
    parts = tuple(
        Participant(actor=each, role=ParticipantRole.PARTY) for each in ids("actor", count)
    )
    for number in range(count):
        yield Agreement(
            id=f"agreement-{number}",
            title="A treaty",
            kind=AgreementKind.CEASEFIRE,
            participants=parts,
            provisions=(Provision(id=f"duty-{number}", duty="do so", obligor="actor-0"),),
        )


def one_dispute(size: int) -> RecordCollection:
    """Positions of two camps on one proposition, each of another actor."""
    count = max(size // 150, 4)
    yield from (*people(count), *topics(1))
    for number in range(count):
        yield position(number, holder=number)


def all_the_same(size: int) -> RecordCollection:
    """Actors that are all linked as the same as the first, with opposite positions."""
    count = max(size // 230, 4)
    yield from (*people(count), *topics(1))
    for number in range(count):
        yield position(number, holder=number)
        if number:
            ends = {"subject": "actor-0", "object": f"actor-{number}"}
            yield Link(id=f"link-{number}", kind=LinkKind.SAME_AS, **ends)


def long_labels(size: int) -> RecordCollection:
    """One actor, proposition, source and event with long texts, and positions of them."""
    text = "very " * (size // 40) + "long"
    yield Actor(id="actor-0", kind=ActorKind.PERSON, names=(Name(text=text),))
    yield Proposition(id="topic-0", text=text, topic=text, noun_phrase=text, infinitive=text)
    yield Source(id="source", title=text, publisher=text)
    yield Event(id="event", title=text, kind=EventKind.STATEMENT, note=text)
    for number, day in enumerate(days(max(size // 400, 4))):
        cited = (Citation("source", 1),)
        yield position(number, when=day, expressed_in="event", citations=cited)


def many_names(size: int) -> RecordCollection:
    """One actor with many names."""
    names = tuple(Name(text=f"Name {number}") for number in range(max(size // 30, 3)))
    yield Actor(id="actor-0", kind=ActorKind.PERSON, names=names)
    yield from (*topics(1), position(0), position(1))


def many_citations(size: int) -> RecordCollection:
    """Two positions with many citations of many sources."""
    count = max(size // 80, 3)
    yield from (*people(2), *topics(1))
    cited = tuple(Citation(f"source-{number}", 1) for number in range(count))
    yield from (Source(id=f"source-{number}", title="A source") for number in range(count))
    yield from (position(number, holder=number, citations=cited) for number in range(2))


def one_of_many_days(size: int) -> RecordCollection:
    """Events on one of as many days as a time may have characters for."""
    count = min(max(math.isqrt(size // 11), 3), 90)
    dates = When(f"[{','.join(map(str, days(count)))}]")
    for number in range(count):
        yield Event(id=f"event-{number}", title="A day", kind=EventKind.STATEMENT, when=dates)


def everything_twice(size: int) -> RecordCollection:
    """Records that all have one identifier."""
    for number in range(max(size // 150, 3)):
        yield Actor(id="actor-0", kind=ActorKind.PERSON)
        yield Proposition(id="topic-0", text="So it is.")
        yield position(0, stance=SIDES[number % 2])


def needs_of_all(size: int) -> RecordCollection:
    """Goals that each need all others, with demands for each."""
    count = max(math.isqrt(size // 130), 3)
    yield from (*people(count), *topics(count))
    for number, (goal, condition) in enumerate(permutations(range(count), 2)):
        needs = Requirement(
            goal=f"topic-{goal}",
            condition=f"topic-{condition}",
            condition_type=list(ConditionType)[number % len(ConditionType)],
        )
        yield Proposition(id=f"need-{number}", text="It takes that.", requirement=needs)
    for number in range(count):
        form = {"form": PositionForm.DEMAND, "addressee": f"actor-{(number + 1) % count}"}
        yield evolve(position(number, holder=number, topic=number), **form)


def performances_of_all(size: int) -> RecordCollection:
    """Events that each fulfil or breach all duties of one agreement."""
    count = max(math.isqrt(size // 75), 3)
    duties = [Provision(id=duty, duty="do so", obligor="actor-0") for duty in ids("duty", count)]
    yield from people(1)
    yield Agreement(
        id="agreement", title="A treaty", kind=AgreementKind.CEASEFIRE, provisions=tuple(duties)
    )
    for event in ids("event", count):
        yield Event(id=event, title="A day", kind=EventKind.OFFENSIVE)
        for number, duty in enumerate(duties):
            kind = (LinkKind.FULFILS, LinkKind.BREACHES)[number % 2]
            yield Link(id=f"{event}-{number}", subject=event, kind=kind, object=duty.id)


def amendments_of_all(size: int) -> RecordCollection:
    """Agreements that each amend, supersede or suspend all others, at unknown times."""
    count = max(math.isqrt(size // 85), 3)
    steps = tuple(StatusChange(status=each) for each in AgreementStatus)
    for each in ids("agreement", count):
        yield Agreement(id=each, title="A treaty", kind=AgreementKind.CEASEFIRE, statuses=steps)
    kinds = (LinkKind.AMENDS, LinkKind.SUPERSEDES, LinkKind.SUSPENDS)
    for number, (one, other) in enumerate(permutations(range(count), 2)):
        ends = {"subject": f"agreement-{one}", "object": f"agreement-{other}"}
        yield Link(id=f"link-{number}", kind=kinds[number % 3], **ends)


def steps_at_any_time(size: int) -> RecordCollection:
    """One agreement with many steps, whose dates order nothing."""
    kinds = list(AgreementStatus)
    count = max(size // 60, 3)
    yield Agreement(
        id="agreement",
        title="A treaty",
        kind=AgreementKind.CEASEFIRE,
        statuses=tuple(
            StatusChange(status=kinds[number % len(kinds)], when=When(f"{day}/.."))
            for number, day in enumerate(days(count))
        ),
    )


def breaches_between_steps(size: int) -> RecordCollection:
    """One agreement that ends and resumes again and again, and is breached as often."""
    kinds = (AgreementStatus.SUSPENDED, AgreementStatus.RESUMED, AgreementStatus.LAPSED)
    steps = tuple(
        StatusChange(status=kinds[number % 3], when=When(f"{day}/.."))
        for number, day in enumerate(days(max(size // 120, 3)))
    )
    yield Agreement(id="agreement", title="A treaty", kind=AgreementKind.CEASEFIRE, statuses=steps)
    for number, day in enumerate(days(max(size // 320, 3))):
        event = f"event-{number}"
        ends = {"subject": event, "object": "agreement"}
        yield Event(id=event, title="A day", kind=EventKind.OFFENSIVE, when=When(f"{day}/.."))
        yield Link(id=f"link-{number}", kind=LinkKind.BREACHES, **ends)


def order_of_all(size: int) -> RecordCollection:
    """Events that are each linked as before all that follow."""
    count = max(math.isqrt(size // 40), 3)
    for event in ids("event", count):
        yield Event(id=event, title="A day", kind=EventKind.STATEMENT)
    for number, (one, other) in enumerate(combinations(range(count), 2)):
        ends = {"subject": f"event-{one}", "object": f"event-{other}"}
        yield Link(id=f"link-{number}", kind=LinkKind.BEFORE, **ends)


FULL_SHAPES: dict[str, Callable[[int], RecordCollection]] = {
    "all imply all": implications_of_all,
    "all exclude all": exclusions_of_all,
    "all are members of all": members_of_all,
    "all according to all": voices_of_all,
    "all take part in all": participants_of_all,
    "all agree to all": parties_of_all,
    "all need all": needs_of_all,
    "all fulfil or breach all": performances_of_all,
    "all amend all": amendments_of_all,
    "breaches between steps": breaches_between_steps,
    "all before all": order_of_all,
    "steps at any time": steps_at_any_time,
    "one dispute of all": one_dispute,
    "all are the same": all_the_same,
    "long labels": long_labels,
    "many names": many_names,
    "many citations": many_citations,
    "one of many days": one_of_many_days,
    "everything twice": everything_twice,
}
