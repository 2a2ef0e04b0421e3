"""Rules on identifiers and on what records say of themselves: ``KB101`` to ``KB199``."""

from collections.abc import Iterator, Mapping, Sequence

from karabakh.findings import Finding
from karabakh.model import (
    Agreement,
    Dataset,
    Event,
    LinkKind,
    Position,
    Proposition,
    Provision,
    Record,
    Relation,
)
from karabakh.validation._context import RuleContext


def dangling_reference(context: RuleContext) -> Sequence[Finding]:
    """A record mentions a record or source that the dataset does not have.

    No answer can pass through such a mention: a position without its holder belongs to nobody.

    Fix: correct the identifier (the nearest ones are given), or add the missing record.
    """
    return context.broken_references.get("KB101", ())


def wrong_kind(context: RuleContext) -> Sequence[Finding]:
    """A record mentions another of a kind that can't stand there.

    A place that holds a position, or an actor where an event is due, makes no sense to any
    question.

    Fix: mention the record that is meant. Often a place and the actor that governs it have
    similar identifiers.
    """
    return context.broken_references.get("KB102", ())


def duplicate_id(context: RuleContext) -> Sequence[Finding]:
    """Two records of one kind have the same identifier.

    A mention of it may mean either; look-ups find only the first.

    Fix: rename one of the two and what mentions it; or, if both are the same, keep one.
    """
    return context.broken_references.get("KB103", ())


def shared_id(context: RuleContext) -> Sequence[Finding]:
    """Two records of different kinds have the same identifier.

    Identifiers are unique over a whole dataset, so that links can join any two records and
    each can be looked up alone.

    Fix: rename one of the two and what mentions it.
    """
    return context.broken_references.get("KB104", ())


def malformed_id(context: RuleContext) -> Sequence[Finding]:
    """An identifier has characters that identifiers can't have, or is too long or empty.

    It could not be written in citations and links, or would look like another one.

    Fix: begin with a letter or digit and go on with letters, digits and ``_ . : / @ + -``, 200
    characters at most.
    """
    return context.broken_references.get("KB105", ())


def self_link(context: RuleContext) -> Iterator[Finding]:
    """A link joins a record to itself.

    Nothing is before, a cause of, a part of or a reason for itself, and that it is the same as
    itself needs no saying.

    Fix: name the other record, or delete the link.
    """
    for link in context.dataset.links:
        if link.subject == link.object:
            yield context.error(
                "KB106",
                link,
                f"{link.subject!r} is linked to itself as {link.kind.value!r}",
                at="object",
                hint="name the other record, or delete the link",
            )


def self_mention(context: RuleContext) -> Iterator[Finding]:
    """A record is tied to itself where it must be to another.

    No actor is a member of itself or stands in a relation to itself, no proposition implies or
    judges itself, and no event concerns itself.

    Fix: name the other record, or leave the mention out.
    """
    for record, field in _tied_to_itself(context.dataset):
        yield context.error(
            "KB107",
            record,
            f"{record.id!r} names itself in {field!r}"
            if not isinstance(record, Relation)
            else f"{record.subject!r} is {record.kind.value!r} to itself",
            at=field,
            hint="name the other record, or leave the mention out",
        )


def _tied_to_itself(dataset: Dataset) -> Iterator[tuple[Record, str]]:
    for actor in dataset.actors:
        if actor.id in actor.members:
            yield actor, "members"
    for relation in dataset.relations:
        if relation.subject == relation.object:
            yield relation, "object"
    for proposition in dataset.propositions:
        if proposition.id in proposition.implies:
            yield proposition, "implies"
        if proposition.id in proposition.about:
            yield proposition, "about"
    for event in dataset.events:
        if event.id in event.about:
            yield event, "about"


_TIMED = (Relation, Position, Event, Agreement)
_ENDS: Mapping[LinkKind, tuple[tuple[type[Record], ...], tuple[type[Record], ...]]] = {
    LinkKind.BEFORE: (_TIMED, _TIMED),
    LinkKind.CAUSES: (_TIMED, _TIMED),
    LinkKind.PART_OF: (_TIMED, _TIMED),
    LinkKind.FOLLOWS: (_TIMED, _TIMED),
    LinkKind.FULFILS: ((Event,), (Provision, Proposition, Agreement)),
    LinkKind.BREACHES: ((Event,), (Provision, Proposition, Agreement)),
}
"""What may stand at the ends of a link; of a kind that is not here, anything."""


def misfit_link(context: RuleContext) -> Iterator[Finding]:
    """A link joins records that its kind says nothing about.

    *Before*, *causes*, *follows* and *part of* order times, so both ends must have one: be a
    relation, position, event or agreement. An event fulfils or breaches a provision, a condition
    or an agreement. Other links of these kinds are passed
    over by every question.

    Fix: name the record that is meant; a proposition that explains something is a *reason for*
    it.
    """
    for link in context.dataset.links:
        ends = zip(("subject", "object"), link.ends, _ENDS.get(link.kind, ()), strict=False)
        for field, end, allowed in ends:
            record = context.dataset.get(end)
            if record is not None and not isinstance(record, allowed):
                kinds = " or ".join(kind.__name__.lower() for kind in allowed)
                yield context.warning(
                    "KB108",
                    link,
                    f"the {field} of a {link.kind.value!r} link is {end!r},"
                    f" {_a(type(record).__name__.lower())}",
                    at=field,
                    hint=f"name a {kinds}, or take another kind of link",
                )


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
