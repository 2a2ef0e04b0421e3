"""How the time of each question grows on chains, stars, and other extremes.

    python benchmarks/shapes.py --records 1000 10000 100000

Each shape is made in growing sizes, and each question asked of each size. What is timed is
the question alone. A question that takes longer than the limit is stopped there, shown as
``>``, and asked of no larger size.
"""

import argparse
import signal
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import measure

from karabakh import (
    Actor,
    ActorKind,
    Agreement,
    AgreementKind,
    AgreementStatus,
    Citation,
    ConditionType,
    Dataset,
    DocTimeRel,
    Event,
    EventKind,
    Link,
    LinkKind,
    Position,
    PositionForm,
    Proposition,
    Provision,
    Relation,
    RelationKind,
    Requirement,
    Source,
    Stance,
    StatusChange,
    When,
    reasoning,
)
from karabakh.comparison import compare
from karabakh.explanations import explain

SIDES = (Stance.SUPPORTS, Stance.OPPOSES)
RecordCollection = Iterator[Any]


def days(count: int) -> Iterator[When]:
    """Yield days, one after the other, of as many years as it takes."""
    for number in range(count):
        year, rest = divmod(number, 336)
        month, day = divmod(rest, 28)
        yield When(f"{year % 9000 + 1000:04}-{month + 1:02}-{day + 1:02}")


def people(count: int) -> RecordCollection:
    """Return so many actors."""
    return (Actor(id=f"actor-{number}", kind=ActorKind.PERSON) for number in range(count))


def topics(count: int) -> RecordCollection:
    """Return so many propositions."""
    return (Proposition(id=f"topic-{number}", text="So it is.") for number in range(count))


def position(number: int, *, holder: int = 0, topic: int = 0, **fields: Any) -> Position:  # noqa: ANN401
    """Return a position; every other one is against."""
    return Position(
        id=f"position-{number:07}",
        holder=f"actor-{holder}",
        proposition=f"topic-{topic}",
        stance=fields.pop("stance", SIDES[number % 2]),
        form=PositionForm.CLAIM,
        **fields,
    )


def events(count: int) -> RecordCollection:
    """Return so many events without a date."""
    return (
        Event(id=f"event-{number:07}", title="A day", kind=EventKind.STATEMENT)
        for number in range(count)
    )


def links(kind: LinkKind, ends: Iterator[tuple[str, str]]) -> RecordCollection:
    """Return a link between each two ends."""
    for number, (one, other) in enumerate(ends):
        yield Link(id=f"link-{number}", subject=one, kind=kind, object=other)


def row_of(kind: LinkKind) -> Callable[[int], RecordCollection]:
    """Return a shape: events in a row, each linked with the next."""

    def shape(count: int) -> RecordCollection:
        made = list(events(count // 2))
        yield from made
        yield from links(kind, pairwise(each.id for each in made))

    return shape


def parts_of_one(count: int) -> RecordCollection:
    """Events that are all part of one."""
    made = list(events(count // 2))
    yield from made
    yield from links(LinkKind.PART_OF, ((each.id, made[0].id) for each in made[1:]))


def sessions_in_a_row(count: int) -> RecordCollection:
    """Twenty sessions in a row, in which all positions are expressed."""
    made = list(events(20))
    yield from (*people(count // 20), *topics(10), *made)
    yield from links(LinkKind.BEFORE, pairwise(each.id for each in made))
    for number in range(count):
        session = made[number * 20 // count].id
        holder = number // 2 % (count // 20)
        yield position(number, holder=holder, topic=number % 10, expressed_in=session)


def positions_in_a_row(count: int) -> RecordCollection:
    """Positions of one holder on one proposition, each linked with the next."""
    yield from (*people(1), *topics(1))
    made = [position(number) for number in range(count // 2)]
    yield from made
    yield from links(LinkKind.BEFORE, pairwise(each.id for each in made))


def one_of_everybody(count: int) -> RecordCollection:
    """Positions of many, each linked in a row, on one proposition."""
    yield from (*people(count // 3), *topics(1))
    made = [position(number, holder=number) for number in range(count // 3)]
    yield from made
    yield from links(LinkKind.BEFORE, pairwise(each.id for each in made))


def two_rows(count: int) -> RecordCollection:
    """Two unordered rows of linked positions of one holder, for and against."""
    yield from (*people(2), *topics(1))
    made = [position(number, holder=number % 2 * (number % 3 > 0)) for number in range(count // 2)]
    yield from made
    for number, (one, other) in enumerate(zip(made, made[2:], strict=False)):
        yield Link(id=f"link-{number}", subject=one.id, kind=LinkKind.BEFORE, object=other.id)


def many_at_two_sessions(count: int) -> RecordCollection:
    """Positions for it at one session, against it at the next, on other dates."""
    made = list(events(2))
    yield from (*people(2), *topics(1), *made)
    yield from links(LinkKind.BEFORE, pairwise(each.id for each in made))
    for number, day in enumerate(days(count)):
        yield position(
            number,
            holder=number // 2 % 2,
            when=When(f"{day}/.."),
            expressed_in=made[number % 2].id,
        )


def one_holder(count: int) -> RecordCollection:
    """Dated positions of one holder on many propositions."""
    yield from (*people(1), *topics(count // 10))
    for number, day in enumerate(days(count)):
        yield position(number, topic=number // 2 % (count // 10), when=day)


def one_topic(count: int) -> RecordCollection:
    """Dated positions of many holders on one proposition."""
    yield from (*people(count // 10), *topics(1))
    for number, day in enumerate(days(count)):
        yield position(number, holder=number // 2 % (count // 10), when=day)


def one_holder_and_topic(count: int) -> RecordCollection:
    """Dated positions of one holder on one proposition."""
    yield from (*people(1), *topics(1))
    for number, day in enumerate(days(count)):
        yield position(number, when=day)


def one_holder_at_times_unknown(count: int) -> RecordCollection:
    """All of one holder on one proposition, at times that overlap and order nothing."""
    yield from (*people(1), *topics(1))
    for number, day in enumerate(days(count)):
        yield position(number, when=When(f"{day}/.."))


def one_holder_in_many_sources(count: int) -> RecordCollection:
    """Positions of one holder on one proposition, each at the time of another source."""
    yield from (*people(1), *topics(1))
    for number in range(count // 2):
        yield Source(id=f"source-{number}", title="A source")
        cited = (Citation(f"source-{number}", 1),)
        yield position(number, doc_time_rel=DocTimeRel.OVERLAPS, citations=cited)


def one_source(count: int) -> RecordCollection:
    """Many holders: one source has those for it past, those against it present."""
    yield from (*people(count // 2), *topics(1), Source(id="source", title="A source"))
    for number in range(count // 2):
        seen = (DocTimeRel.BEFORE, DocTimeRel.OVERLAPS)[number % 2]
        cited = (Citation("source", 1),)
        yield position(number, holder=number, doc_time_rel=seen, citations=cited)


def office(number: int, holder: str, represented: str, **fields: Any) -> Relation:  # noqa: ANN401
    """Return an office."""
    return Relation(
        id=f"office-{number}",
        subject=holder,
        kind=RelationKind.HOLDS_OFFICE,
        object=represented,
        **fields,
    )


def offices_of_one(count: int) -> RecordCollection:
    """Offices of one actor, one after the other, each of another actor."""
    yield from (*people(count // 2), *topics(2), position(0), position(1, topic=1))
    for number, day in enumerate(days(count // 2 - 1)):
        yield office(number, "actor-0", f"actor-{number + 1}", when=day)


def office_of_many(count: int) -> RecordCollection:
    """An office that many hold, one after the other, with a position of each."""
    yield from (*people(count // 3), *topics(2))
    for number, day in enumerate(days(count // 3 - 1)):
        yield office(number, f"actor-{number + 1}", "actor-0", when=day)
        yield position(number, holder=number + 1, topic=number % 2, when=day)


def offices_in_a_row(count: int) -> RecordCollection:
    """Actors that each hold office of the next."""
    made = list(people(count // 2))
    yield from (*made, *topics(1), position(0), position(1, holder=1))
    for number, (one, other) in enumerate(pairwise(made)):
        yield office(number, one.id, other.id)


def implications(count: int) -> RecordCollection:
    """Propositions that each imply the next, with sides on the first and the last."""
    yield from people(2)
    for number in range(count):
        following = (f"topic-{number + 1}",) if number + 1 < count else ()
        yield Proposition(id=f"topic-{number}", text="So it is.", implies=following)
    yield position(0, stance=Stance.SUPPORTS)
    yield position(1, holder=1, topic=count - 1, stance=Stance.OPPOSES)


def alternatives(count: int) -> RecordCollection:
    """One proposition that all others exclude."""
    yield from (*people(3), Proposition(id="topic-0", text="So it is."))
    for number in range(1, count):
        yield Proposition(id=f"topic-{number}", text="Or so.", excludes=("topic-0",))
    yield position(0, stance=Stance.SUPPORTS)
    for number in range(1, 10):
        yield position(number, holder=number % 3, topic=number, stance=Stance.SUPPORTS)


def conditions_in_a_row(count: int) -> RecordCollection:
    """Conditions that each need the next."""
    yield from (*people(1), *topics(count // 2))
    for number in range(count // 2 - 1):
        needs = Requirement(
            goal=f"topic-{number}",
            condition=f"topic-{number + 1}",
            condition_type=ConditionType.NECESSARY,
        )
        yield Proposition(id=f"need-{number}", text="It takes that.", requirement=needs)


def steps_of_one(count: int) -> RecordCollection:
    """One agreement of many steps."""
    kinds = list(AgreementStatus)
    yield Agreement(
        id="agreement",
        title="A treaty",
        kind=AgreementKind.CEASEFIRE,
        statuses=tuple(
            StatusChange(status=kinds[number % len(kinds)], when=day)
            for number, day in enumerate(days(count))
        ),
    )


def duties_of_one(count: int) -> RecordCollection:
    """One agreement with many duties, each fulfilled."""
    duties = [
        Provision(id=f"duty-{number}", duty="do so", obligor="actor-0")
        for number in range(count // 3)
    ]
    yield from (*people(1), *events(count // 3))
    yield Agreement(
        id="agreement", title="A treaty", kind=AgreementKind.CEASEFIRE, provisions=tuple(duties)
    )
    yield from links(
        LinkKind.FULFILS,
        ((f"event-{number:07}", each.id) for number, each in enumerate(duties)),
    )


def agreements(count: int) -> RecordCollection:
    """Agreements with one step each."""
    for number, day in enumerate(days(count)):
        yield Agreement(
            id=f"agreement-{number}",
            title="A treaty",
            kind=AgreementKind.CEASEFIRE,
            statuses=(StatusChange(status=AgreementStatus.AGREED, when=day),),
        )


SHAPES: dict[str, Callable[[int], RecordCollection]] = {
    "events in a row, before": row_of(LinkKind.BEFORE),
    "events in a row, part of": row_of(LinkKind.PART_OF),
    "events in a row, same as": row_of(LinkKind.SAME_AS),
    "parts of one event": parts_of_one,
    "sessions in a row": sessions_in_a_row,
    "positions in a row": positions_in_a_row,
    "one of everybody, in a row": one_of_everybody,
    "two rows side by side": two_rows,
    "many at two sessions": many_at_two_sessions,
    "one holder": one_holder,
    "one proposition": one_topic,
    "one holder and proposition": one_holder_and_topic,
    "one holder, vague times": one_holder_at_times_unknown,
    "one holder, many sources": one_holder_in_many_sources,
    "one source, past and present": one_source,
    "offices of one": offices_of_one,
    "one office of many": office_of_many,
    "offices in a row": offices_in_a_row,
    "implications in a row": implications,
    "alternatives": alternatives,
    "conditions in a row": conditions_in_a_row,
    "steps of one agreement": steps_of_one,
    "duties of one agreement": duties_of_one,
    "agreements": agreements,
}


def ends_in_order(dataset: Dataset) -> object:
    """Ask for the timeline, and for the order of its first and last record."""
    found = reasoning.timeline(dataset)
    placed = [*(each for layer in found.layers for each in layer), *found.unordered]
    return found.before(placed[0].id, placed[-1].id) if placed else None


def last_explained(dataset: Dataset) -> object:
    """Explain the first dispute and the last shift."""
    found = [*reasoning.disputes(dataset)[:1], *reasoning.shifts(dataset)[-1:]]
    return [explain(each, dataset=dataset) for each in found]


def alignment(dataset: Dataset) -> object:
    """Ask for the alignment, and for how far the first and the last actor agree."""
    found = reasoning.alignment(dataset)
    return found.between(found.actors[0], found.actors[-1]) if found.actors else None


QUESTIONS: dict[str, Callable[[Dataset], object]] = {
    "stances": lambda dataset: sum(1 for _ in reasoning.stances(dataset)),
    "stance": lambda dataset: [
        reasoning.stance(dataset, each.holder, each.proposition).stance
        for each in dataset.positions[:: max(len(dataset.positions) // 5, 1)]
    ],
    "shifts": reasoning.shifts,
    "contradictions": reasoning.contradictions,
    "disputes": lambda dataset: sum(
        len(list(each.pairs())) for each in reasoning.disputes(dataset)
    ),
    "alignment": alignment,
    "timeline": ends_in_order,
    "status": lambda dataset: [
        reasoning.agreement_status(dataset, each.id) for each in dataset.agreements
    ],
    "obligations": reasoning.obligations,
    "conditions": lambda dataset: (
        reasoning.conditions(dataset, dataset.propositions[0].id) if dataset.propositions else None
    ),
    "demands": reasoning.demands,
    "open questions": reasoning.open_questions,
    "compare": lambda dataset: compare(dataset, dataset),
    "explain": last_explained,
}


class TooLong(Exception):  # noqa: N818 (it stops a question, and is no error)
    """A question takes longer than it may."""


def timed(work: Callable[[], object], limit: int) -> float | None:
    """Return the processor time of some work; None if it exceeds a limit."""

    def stop(*_: object) -> None:
        raise TooLong

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, limit)
    start = time.process_time()
    try:
        work()
    except TooLong:
        return None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - start


def seconds(shape: str, question: str, sizes: list[int], limit: int) -> list[float | None]:
    """Return what a question takes on growing sizes of a shape, up to a limit."""
    found: list[float | None] = []
    for size in sizes:
        dataset = Dataset.from_records(*SHAPES[shape](size))
        found.append(timed(lambda dataset=dataset: QUESTIONS[question](dataset), limit))
        if found[-1] is None:
            break
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--shapes", nargs="+", choices=SHAPES, default=list(SHAPES))
    parser.add_argument("--questions", nargs="+", choices=QUESTIONS, default=list(QUESTIONS))
    parser.add_argument("--limit", type=int, default=60, help="in seconds (%(default)s)")
    options = parser.parse_args()
    rows = []
    for shape in options.shapes:
        for question in options.questions:
            found = seconds(shape, question, options.records, options.limit)
            shown = [f">{options.limit}" if each is None else each for each in found]
            shown += ["–"] * (len(options.records) - len(found))
            full = [each for each in found if each is not None]
            growth = full[-1] / max(full[-2], 1e-3) if len(full) > 1 else "–"
            rows.append((shape, question, *shown, growth))
            print(*rows[-1], sep="\t", file=sys.stderr, flush=True)
    sizes = [f"{size:,}" for size in options.records]
    print(measure.markdown(("shape", "question", *sizes, "growth"), rows))
    print(f"\nSeconds of processor time; {measure.machine()}")


if __name__ == "__main__":
    main()
