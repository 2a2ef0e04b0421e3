"""Rules on participants and measures: ``KB801`` to ``KB899``."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from karabakh.findings import Finding
from karabakh.model import Agreement, Certainty, Event, Measure, MeasureKind, Participant
from karabakh.validation._context import RuleContext, accounts, parts_of


def misfit_side(context: RuleContext) -> Iterator[Finding]:
    """The sides of participants are unclear.

    Participants whose ``side`` is one word stood together. An account has an actor on two
    sides, or one of several participants alone has a side, or two words differ only in case or
    blanks.

    Fix: correct the words; leave ``side`` out where the source names no sides.
    """
    records: Iterable[Event | Agreement] = chain(context.dataset.events, context.dataset.agreements)
    for record in records:
        for number, problem, hint in _side_problems(record):
            message = f"{record.id!r}: {problem}"
            yield context.warning(
                "KB801", record, message, at=f"participants/{number}/side", hint=hint
            )


def _side_problems(record: Event | Agreement) -> Iterator[tuple[int, str, str]]:
    """Yield what is wrong with sides: index of the participant, problem, hint."""
    sided = [(number, each) for number, each in enumerate(record.participants) if each.side]
    if len(sided) == 1 < len(record.participants):
        (number, each) = sided[0]
        yield number, f"only {each.actor!r} has a side", "give the others a side, or leave it out"
    spellings = dict[str, str]()
    sides: dict[tuple[object, ...], Participant] = {}
    for number, each in sided:
        word = " ".join(each.side.casefold().split())
        spelling = spellings.setdefault(word, each.side)
        if spelling != each.side:
            yield number, f"sides {spelling!r} and {each.side!r} differ", f"use {spelling!r}"
        for account in accounts(record, each):
            other = sides.setdefault((each.actor, account), each)
            if other.side.casefold().split() != each.side.casefold().split():
                problem = f"{each.actor!r} is on two sides, {other.side!r} and {each.side!r}"
                yield number, problem, "correct one of the two, or say who says so"
                break


def impossible_measure(context: RuleContext) -> Iterator[Finding]:
    """The numbers of a measure are out of order, or can't be what they count.

    The lowest is at most the best, and this at most the highest. People are counted in whole
    numbers; neither they nor areas and amounts of money are negative.

    Fix: correct the number; if the source gives such numbers, say so in the note.
    """
    for record, at, measure in _measures(context):
        rising = [each for each in (measure.low, measure.best, measure.high) if each is not None]
        problem = ""
        if rising != sorted(rising):
            problem = "has low, best and high out of order"
        elif rising[0] < 0 and measure.kind is not MeasureKind.OTHER:
            problem = "is negative"
        elif measure.kind in _PEOPLE and any(each != int(each) for each in rising):
            problem = "counts people in fractions"
        if problem:
            numbers = ", ".join(map(str, rising))
            message = f"{record.id!r}: measure {measure.kind.value!r} {problem}: {numbers}"
            hint = "correct the numbers"
            yield context.warning("KB802", record, message, at=at, hint=hint)


def measure_without_unit(context: RuleContext) -> Iterator[Finding]:
    """An area or an amount of money has no unit.

    Numbers of different units can't be compared or added up. Of money it is the currency's
    code of ISO 4217.

    Fix: write the unit, such as ``km2`` or ``USD``.
    """
    for record, at, measure in _measures(context):
        unit, hint = measure.unit.strip(), _UNIT_HINTS.get(measure.kind)
        is_currency = len(unit) == 3 and unit.isascii() and unit.isupper()  # noqa: PLR2004 (ISO 4217)
        if hint and (not unit or (measure.kind is MeasureKind.MONEY and not is_currency)):
            problem = f"the unit {unit!r}" if unit else "no unit"
            message = f"{record.id!r}: measure {measure.kind.value!r} has {problem}"
            yield context.warning("KB803", record, message, at=f"{at}/unit", hint=hint)


def part_firmer_than_record(context: RuleContext) -> Iterator[Finding]:
    """A part of a record is coded as firmer than the record itself.

    If an event is only possible, so is the participation of each actor in it. A part that
    leaves its certainty out is as firm as its record.

    Fix: correct the certainty of the part or of the record.
    """
    for record in context.dataset.records():
        for at, part in parts_of(record):
            certainty = part.certainty
            if certainty is not Certainty.CERTAIN and certainty.rank > record.certainty.rank:
                part_is = f"a part of it {certainty.value!r}"
                message = f"{record.id!r} is {record.certainty.value!r}, but {part_is}"
                hint = "correct the certainty of the part or of the record"
                yield context.warning("KB804", record, message, at=f"{at}certainty", hint=hint)


_PEOPLE: Final = frozenset(
    {
        MeasureKind.KILLED,
        MeasureKind.INJURED,
        MeasureKind.DETAINED,
        MeasureKind.DISPLACED,
        MeasureKind.PRESENT,
    }
)
_UNIT_HINTS: Final = {
    MeasureKind.AREA: "write the unit, such as 'km2'",
    MeasureKind.MONEY: "write the currency's ISO 4217 code, such as 'USD'",
}


def _measures(context: RuleContext) -> Iterator[tuple[Event, str, Measure]]:
    for event in context.dataset.events:
        for number, measure in enumerate(event.measures):
            yield event, f"measures/{number}", measure
