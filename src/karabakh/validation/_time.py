"""Rules on the order of things in time: ``KB301`` to ``KB399``."""

from collections.abc import Iterator

from karabakh._shown import listed
from karabakh.findings import Finding
from karabakh.model import Cited, Record, Relation, RelationKind
from karabakh.time import ConstraintKind, Inconsistency
from karabakh.validation._context import RuleContext, accounts, parts_of
from karabakh.validation._simultaneous_pairs import simultaneous_pairs

_SHOWN = 8
"""How many constraints of an inconsistency a message lists."""


def impossible_order(context: RuleContext) -> Iterator[Finding]:
    """Records contradict one another about what came before what.

    Each of them may be right, but not all: something would have to be over before it began.
    The finding lists the smallest set that can't be true. Times count as well as links: the
    dates of records, the publication of sources, and relations to the creation of a source.

    Fix: look at the records named, and correct the one that is wrong; begin with what is
    inferred or hedged.
    """
    yield from _conflicts(context, "KB301", None)


def effect_before_cause(context: RuleContext) -> Iterator[Finding]:
    """By its dates, an effect begins before its cause.

    One of the dates is wrong, or the one did not cause the other.

    Fix: correct the dates, turn the link round, or delete it.
    """
    yield from _conflicts(context, "KB302", ConstraintKind.CAUSES)


def part_outside_whole(context: RuleContext) -> Iterator[Finding]:
    """By its dates, a part lies outside the time of its whole.

    One of the dates is wrong, or the one is no part of the other.

    Fix: correct the dates, or delete the link.
    """
    yield from _conflicts(context, "KB303", ConstraintKind.PART_OF)


def date_against_source(context: RuleContext) -> Iterator[Finding]:
    """A record's date contradicts its relation to the creation of its source.

    What is *before* can't be dated to after the publication; what *overlaps* it can't be dated
    to after it, nor be over before; what is *after* can't be dated to before it. The two vague
    relations exclude one of these each.

    Fix: correct the record's date or its ``doc_time_rel``, or the publication of the source.
    """
    yield from _conflicts(context, "KB304", ConstraintKind.DOC_TIME_REL)


def position_outside_expression(context: RuleContext) -> Iterator[Finding]:
    """By its dates, a position is not held during the event that expresses it.

    Fix: correct the dates, or name the event in which it was expressed.
    """
    yield from _conflicts(context, "KB305", ConstraintKind.EXPRESSED_IN)


def same_thing_twice_dated(context: RuleContext) -> Iterator[Finding]:
    """Two records are linked as the same, and their dates can't both be true.

    Fix: correct the dates; or, if they are two things, delete the link.
    """
    yield from _conflicts(context, "KB306", ConstraintKind.SAME_AS)


_NEVER_ALONE = frozenset({ConstraintKind.DATE, ConstraintKind.SPAN})
_OF_THEIR_OWN = frozenset(
    {
        ConstraintKind.CAUSES,
        ConstraintKind.PART_OF,
        ConstraintKind.DOC_TIME_REL,
        ConstraintKind.EXPRESSED_IN,
        ConstraintKind.SAME_AS,
    }
)
"""The kinds that have a rule of their own if they contradict dates alone."""


def _conflicts(
    context: RuleContext, code: str, against_dates: ConstraintKind | None
) -> Iterator[Finding]:
    """Yield the inconsistencies of dates with one kind of constraint, or all others."""
    for conflict in context.chronology.inconsistencies:
        if _kind_against_dates(conflict) is against_dates and not _ties_itself(conflict):
            records = dict.fromkeys(each.record for each in conflict)
            chain = listed(map(str, conflict), len(conflict), most=_SHOWN, separator="; ")
            message = f"inconsistent order: {chain}"
            hint = f"correct one of {', '.join(map(repr, sorted(records)))}"
            yield context.error(code, _main_record(context, conflict), message, hint=hint)


def _kind_against_dates(conflict: Inconsistency) -> ConstraintKind | None:
    """Return the kind that dates alone contradict, if it has its own rule."""
    others = {each.kind for each in conflict} - _NEVER_ALONE
    has_own = len(others) == 1 and others <= _OF_THEIR_OWN
    return next(iter(others)) if has_own else None


def _ties_itself(conflict: Inconsistency) -> bool:
    """Return whether a link from a record to itself is involved: see ``KB106``."""
    return any(
        each.earlier and each.later and each.earlier.node == each.later.node
        for each in conflict
        if each.kind is not ConstraintKind.SPAN
    )


def _main_record(context: RuleContext, conflict: Inconsistency) -> Record:
    """Return the first record that states more than a date."""
    stating = (each for each in conflict if each.kind not in _NEVER_ALONE)
    return context.dataset[next(stating).record]


def office_held_twice(context: RuleContext) -> Iterator[Finding]:
    """Two actors hold one office, by title and object, at the same time.

    Most offices have one holder. What is derived from "the holder speaks for the state" would
    take both for it. Offices of different accounts are not compared.

    Fix: correct the dates; or, if the office has several seats, say so in the titles ("first
    deputy minister", "member for the north") or ignore this rule.
    """
    offices: dict[tuple[object, ...], list[Relation]] = {}
    for relation in context.dataset.relations:
        title = relation.title.strip().casefold()
        for account in accounts(relation):
            if relation.kind is RelationKind.HOLDS_OFFICE and title:
                offices.setdefault((relation.object, title, account), []).append(relation)
    pairs = {
        (first.id, second.id): (first, second)
        for relations in offices.values()
        for first, second in simultaneous_pairs(
            context.chronology, relations, lambda each: each.subject
        )
    }
    for first, second in pairs.values():
        office = f"{first.title!r} of {first.object!r} at the same time"
        both = f"({first.id!r}, {second.id!r})"
        message = f"{first.subject!r} and {second.subject!r} are both {office} {both}"
        hint = "correct the times, or distinguish the seats in the titles"
        yield context.warning("KB307", first, message, at="subject", hint=hint)


def doc_time_without_source(context: RuleContext) -> Iterator[Finding]:
    """A record relates to the creation of its source, but cites none or several.

    ``doc_time_rel`` relates to the creation of *the* source; here it is not known of which.

    Fix: cite the one source that says so; add a record of its own for each source.
    """
    for record in context.dataset.records():
        claims: list[tuple[str, Cited]] = [("", record)]
        claims += parts_of(record)
        for at, claim in claims:
            if getattr(claim, "doc_time_rel", None) is None or claim.source or record.source:
                continue
            cited = {citation.source for citation in claim.citations or record.citations}
            number = f"{len(cited)} sources" if cited else "no source"
            message = f"{record.id!r} sets doc_time_rel but cites {number}; exactly one is needed"
            hint = "add a record for each source" if cited else "cite the source that says so"
            yield context.warning("KB308", record, message, at=f"{at}doc_time_rel", hint=hint)
