"""Rules on the order of things in time: ``KB301`` to ``KB399``."""

from collections.abc import Iterator

from karabakh.findings import Finding
from karabakh.model import (
    Agreement,
    Cited,
    Conflict,
    ConstraintKind,
    Event,
    Position,
    Record,
    Relation,
    RelationKind,
)
from karabakh.validation._context import RuleContext
from karabakh.validation._together import together

_SHOWN = 8
"""How many constraints of a conflict a message tells."""


def impossible_order(context: RuleContext) -> Iterator[Finding]:
    """Records contradict one another about what came before what.

    Each of them may be right, but not all: in the end something would have to be over before it
    began. The finding tells the smallest set that can't be true. Times count as well as links:
    the dates of records, the publication of sources, and what was before or after a source was
    made.

    Fix: look at the records named, and correct the one that is wrong; what is read into a
    source, or hedged, first.
    """
    yield from _conflicts(context, "KB301", None)


def effect_before_cause(context: RuleContext) -> Iterator[Finding]:
    """By its dates, an effect begins before what is said to cause it.

    One of the dates is wrong, or the one did not cause the other.

    Fix: correct the dates, turn the link round, or delete it.
    """
    yield from _conflicts(context, "KB302", ConstraintKind.CAUSES)


def part_outside_whole(context: RuleContext) -> Iterator[Finding]:
    """By its dates, something lies outside the time of what it is said to be part of.

    One of the dates is wrong, or the one is no part of the other.

    Fix: correct the dates, or delete the link.
    """
    yield from _conflicts(context, "KB303", ConstraintKind.PART_OF)


def date_against_source(context: RuleContext) -> Iterator[Finding]:
    """A record's date contradicts its place in time seen from the source that tells it.

    What was over before the source was made can't be dated to after its publication; what was
    going on can't be dated to after it, nor be over long before; and what was still to come
    can't be dated to before it.

    Fix: correct the record's date or its ``doc_time_rel``, or the publication of the source.
    """
    yield from _conflicts(context, "KB304", ConstraintKind.DOC_TIME)


def position_outside_expression(context: RuleContext) -> Iterator[Finding]:
    """By its dates, a position is not held while the event goes on in which it is expressed.

    Fix: correct the dates, or name the event in which it was expressed.
    """
    yield from _conflicts(context, "KB305", ConstraintKind.EXPRESSED_IN)


def same_thing_twice_dated(context: RuleContext) -> Iterator[Finding]:
    """Two records are said to be of the same thing, and their dates can't both be true.

    Fix: correct the dates; or, if they are two things, delete the link.
    """
    yield from _conflicts(context, "KB306", ConstraintKind.SAME_AS)


_NEVER_ALONE = frozenset({ConstraintKind.DATE, ConstraintKind.SPAN})
_OF_THEIR_OWN = frozenset(
    {
        ConstraintKind.CAUSES,
        ConstraintKind.PART_OF,
        ConstraintKind.DOC_TIME,
        ConstraintKind.EXPRESSED_IN,
        ConstraintKind.SAME_AS,
    }
)
"""The kinds of which a conflict has a rule of its own, where dates alone stand against them."""


def _conflicts(
    context: RuleContext, code: str, against_dates: ConstraintKind | None
) -> Iterator[Finding]:
    """Report the conflicts of dates with constraints of one kind, or else all that remain."""
    for conflict in context.chronology.conflicts:
        if _kind_against_dates(conflict) is against_dates and not _ties_itself(conflict):
            records = dict.fromkeys(each.record for each in conflict)
            yield context.error(
                code,
                _main_record(context, conflict),
                f"these can't all be true: {_told(conflict)}",
                hint=f"correct one of {', '.join(map(repr, sorted(records)))}",
            )


def _kind_against_dates(conflict: Conflict) -> ConstraintKind | None:
    """Tell which kind of constraint dates alone contradict, if it has a rule of its own."""
    kinds = {each.kind for each in conflict} - {ConstraintKind.SPAN}
    others = kinds - {ConstraintKind.DATE}
    has_own = len(others) == 1 and others < kinds and others <= _OF_THEIR_OWN
    return next(iter(others)) if has_own else None


def _ties_itself(conflict: Conflict) -> bool:
    """Tell whether a link from a record to itself is all that is wrong: see ``KB106``."""
    return any(
        each.earlier and each.later and each.earlier.of == each.later.of
        for each in conflict
        if each.kind is not ConstraintKind.SPAN
    )


def _main_record(context: RuleContext, conflict: Conflict) -> Record:
    """Give the first record that tells more than a date."""
    telling = (each for each in conflict if each.kind not in _NEVER_ALONE)
    return context.dataset[next(telling).record]


def _told(constraints: Conflict) -> str:
    told = [str(each) for each in constraints[:_SHOWN]]
    left = len(constraints) - _SHOWN
    return "; ".join([*told, f"and {left} more"] if left > 0 else told)


def office_held_twice(context: RuleContext) -> Iterator[Finding]:
    """Two actors hold one and the same office, by title and object, at the same time.

    Most offices have one holder. What is derived from "the holder speaks for the state" would
    take both for it.

    Fix: correct the dates; or, if the office has several seats, say so in the titles ("first
    deputy minister", "member for the north") or ignore this rule.
    """
    offices: dict[tuple[str, str], list[Relation]] = {}
    for relation in context.dataset.relations:
        if relation.kind is RelationKind.HOLDS_OFFICE and relation.title.strip():
            office = relation.object, relation.title.strip().casefold()
            offices.setdefault(office, []).append(relation)
    for held in offices.values():
        for one, other in together(context.chronology, held, lambda each: each.subject):
            yield context.warning(
                "KB307",
                one,
                f"{one.subject!r} and {other.subject!r} are both {one.title!r} of"
                f" {one.object!r} at the same time ({one.id!r}, {other.id!r})",
                at="subject",
                hint="correct the times, or tell the seats apart in the titles",
            )


def doc_time_without_source(context: RuleContext) -> Iterator[Finding]:
    """A record's place in time is seen from its source, but it cites none, or several.

    ``doc_time_rel`` means before, at or after the making of *the* source; from this record nobody
    can tell of which.

    Fix: cite the one source that tells it; make a record of its own for each source.
    """
    for record in context.dataset.records():
        for at, told in _seen_from_source(record):
            if (told.source or record.source) is None:
                cited = {citation.source for citation in told.citations or record.citations}
                yield context.warning(
                    "KB308",
                    record,
                    f"{record.id!r} has a 'doc_time_rel' but cites {len(cited) or 'no'} sources",
                    at=at,
                    hint="cite the one source that tells it; make a record for each source",
                )


def _seen_from_source(record: Record) -> Iterator[tuple[str, Cited]]:
    """Go through what has a place in time seen from its source, with where it says so."""
    if isinstance(record, (Relation, Position, Event)) and record.doc_time_rel is not None:
        yield "doc_time_rel", record
    if isinstance(record, Agreement):
        for number, step in enumerate(record.statuses):
            if step.doc_time_rel is not None:
                yield f"statuses/{number}/doc_time_rel", step
