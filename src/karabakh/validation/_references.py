"""Rules on identifiers, references and links: ``KB101`` to ``KB199``."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from karabakh.findings import Finding
from karabakh.model import (
    Agreement,
    Citation,
    Dataset,
    Event,
    ExternalCode,
    LinkKind,
    Paragraph,
    Participant,
    Position,
    Proposition,
    Provision,
    Record,
    Relation,
)
from karabakh.model.introspection import element_type, field_types, for_each_class
from karabakh.validation._context import RuleContext, objects_in


def unknown_reference(context: RuleContext) -> Sequence[Finding]:
    """A record refers to a record or source that the dataset does not have.

    No answer can pass through such a reference: a position without its holder belongs to
    nobody. An unknown identifier is reported once, with the number of its references.

    Fix: correct the identifier (the nearest ones are given), or add the missing record.
    """
    return context.broken_references.get("KB101", ())


def wrong_kind(context: RuleContext) -> Sequence[Finding]:
    """A record refers to another of a kind that can't stand there.

    No question makes sense of a place that holds a position, or of an actor where an event
    is needed.

    Fix: refer to the record that is meant. Often a place and the actor that governs it have
    similar identifiers.
    """
    return context.broken_references.get("KB102", ())


def duplicate_id(context: RuleContext) -> Sequence[Finding]:
    """Two records of one kind have the same identifier.

    A reference to it may mean either; look-ups find only the first.

    Fix: rename one of the two and the references to it; or, if both are the same, delete one.
    """
    return context.broken_references.get("KB103", ())


def shared_id(context: RuleContext) -> Sequence[Finding]:
    """Two records of different kinds have the same identifier.

    Identifiers are unique over a whole dataset, so that links can join any two records and
    each can be looked up alone.

    Fix: rename one of the two and the references to it.
    """
    return context.broken_references.get("KB104", ())


def malformed_id(context: RuleContext) -> Sequence[Finding]:
    """An identifier has forbidden characters, or is too long or empty.

    It could not be written in citations and links, or would look like another one.

    Fix: begin with a letter or digit and go on with letters, digits and ``_ . : / @ + -``, 200
    characters at most.
    """
    return context.broken_references.get("KB105", ())


def self_link(context: RuleContext) -> Iterator[Finding]:
    """A link joins a record to itself.

    Nothing is before, a cause of, a part of or a reason for itself, and that it is the same
    as itself goes without saying.

    Fix: name the other record, or delete the link.
    """
    for link in context.dataset.links:
        if link.subject == link.object:
            message = f"{link.id!r} links {link.subject!r} to itself"
            hint = "name the other record, or delete the link"
            yield context.error("KB106", link, message, at="object", hint=hint)


def self_reference(context: RuleContext) -> Iterator[Finding]:
    """A record names itself, or one actor twice, where it must name another.

    No actor is a member of itself, stands in a relation to itself or speaks on behalf of
    itself; no proposition implies or judges itself; no event concerns itself.

    Fix: name the other record, or leave the reference out.
    """
    for record, field, problem, hint in _self_references(context.dataset):
        message = f"{record.id!r} {problem}"
        yield context.error("KB107", record, message, at=field, hint=hint)


def _self_references(dataset: Dataset) -> Iterator[tuple[Record, str, str, str]]:
    """Yield the records that name one thing twice: record, field, problem, hint."""
    listing: tuple[tuple[Sequence[Record], str], ...] = (
        (dataset.actors, "members"),
        (dataset.propositions, "implies"),
        (dataset.propositions, "about"),
        (dataset.events, "about"),
    )
    for records, field in listing:
        problem, hint = f"names itself in {field!r}", f"delete it from {field!r}, or name another"
        for record in records:
            if record.id in getattr(record, field):
                yield record, field, problem, hint
    for relation in dataset.relations:
        if relation.subject == relation.object:
            problem, hint = f"ties {relation.subject!r} to itself", "name the other actor or place"
            yield relation, "object", problem, hint
    for position in dataset.positions:
        if position.holder == position.on_behalf_of:
            problem = f"has {position.holder!r} speak on behalf of itself"
            yield position, "on_behalf_of", problem, "name the body, or leave on_behalf_of out"


_Ends = tuple[tuple[type[Record], ...], tuple[type[Record], ...]]
_TIMED = (Relation, Position, Event, Agreement)
_CLAUSES = (Agreement, Provision)
_ORDER: Final[_Ends] = (_TIMED, _TIMED)
_PERFORMANCE: Final[_Ends] = ((Event,), (Provision, Proposition, Agreement))
_REVISION: Final[_Ends] = (_CLAUSES, _CLAUSES)
_ENDS: Final[Mapping[LinkKind, _Ends]] = {
    LinkKind.BEFORE: _ORDER,
    LinkKind.CAUSES: _ORDER,
    LinkKind.PART_OF: _ORDER,
    LinkKind.FOLLOWS: _ORDER,
    LinkKind.FULFILS: _PERFORMANCE,
    LinkKind.BREACHES: _PERFORMANCE,
    LinkKind.AMENDS: _REVISION,
    LinkKind.SUPERSEDES: _REVISION,
    LinkKind.SUSPENDS: ((Event, *_CLAUSES), _CLAUSES),
}
"""What may stand at the ends of a link; for a kind that is not listed, anything."""


def misfit_link(context: RuleContext) -> Iterator[Finding]:
    """A link joins records that its kind does not apply to.

    *Before*, *causes*, *follows* and *part of* order times, so both ends must have one: be a
    relation, position, event or agreement. An event fulfils or breaches a provision, a
    condition or an agreement. An agreement, or a clause of one, amends, supersedes or
    suspends another; an event may suspend one, too. All questions ignore other links of
    these kinds.

    Fix: name the record that is meant; a proposition that explains something is a *reason for*
    it.
    """
    for link in context.dataset.links:
        ends = zip(("subject", "object"), link.ends, _ENDS.get(link.kind, ()), strict=False)
        for field, end, allowed in ends:
            record = context.dataset.get(end)
            if record is not None and not isinstance(record, allowed):
                *others, last = (kind.__name__.lower() for kind in allowed)
                kinds = f"{', '.join(others)} or {last}" if others else last
                kind = _a(type(record).__name__.lower())
                message = f"{link.id!r}: the {field} of {link.kind.value!r} is {end!r}, {kind}"
                hint = f"name {_a(kinds)}, or use another kind of link"
                yield context.warning("KB108", link, message, at=field, hint=hint)


def repeated_entry(context: RuleContext) -> Iterator[Finding]:
    """A field lists the same entry twice.

    The second one adds nothing; often another was meant. Participants count as the same if
    actor, role, side and ``according_to`` are.

    Fix: name the entry that is meant, or delete one of the two.
    """
    for _, records in context.dataset.collections():
        for record in records:
            for place, holder in objects_in(record):
                for name, number, entry in _repeated(holder):
                    message = f"{record.id!r} lists {_label(entry)} twice in {name!r}"
                    hint = "name the entry that is meant, or delete one of the two"
                    at = f"{place}{name}/{number}"
                    yield context.warning("KB109", record, message, at=at, hint=hint)


def _repeated(holder: object) -> Iterator[tuple[str, int, object]]:
    """Yield the repeated entries of an object: field, index, entry."""
    for name in _tuple_fields(type(holder)):
        values: tuple[object, ...] = getattr(holder, name)
        seen = set[object]()
        for number, value in enumerate(values) if len(values) > 1 else ():
            key = _identity(value)
            if key in seen:
                yield name, number, value
            seen.add(key)


@for_each_class
def _tuple_fields(cls: type) -> tuple[str, ...]:
    return tuple(
        name
        for name, annotation in field_types(cls).items()
        if element_type(annotation) not in {None, Paragraph}  # a text may well repeat itself
    )


def _identity(value: object) -> object:
    if isinstance(value, Participant):
        return value.actor, value.role, value.side, value.according_to
    return value


def _label(value: object) -> str:
    if isinstance(value, Participant):
        return repr(value.actor)
    is_text = isinstance(value, (str, Citation, ExternalCode))
    return repr(str(value)) if is_text else "the same entry"


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
