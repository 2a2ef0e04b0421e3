"""Rules on actors, texts and leftovers: ``KB701`` to ``KB799``."""

import re
import typing
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from operator import attrgetter
from typing import Any

import attrs

from karabakh.findings import Finding
from karabakh.model import (
    Actor,
    ActorKind,
    Cited,
    Coding,
    Link,
    LinkKind,
    Measure,
    MeasureKind,
    Participant,
    ParticipantRole,
    Place,
    Position,
    PositionForm,
    Proposition,
    Record,
    Relation,
    RelationKind,
    Source,
)
from karabakh.validation._context import RuleContext, parts_of


def empty_collective(context: RuleContext) -> Iterator[Finding]:
    """A collective has no members.

    What "both sides" hold or owe can't be compared with what each of them does.

    Fix: list its members; or, if the source does not name them, use another kind of actor.
    """
    for actor in context.dataset.actors:
        if actor.kind is ActorKind.COLLECTIVE and not actor.members:
            yield context.warning(
                "KB701",
                actor,
                f"collective {actor.id!r} has no members",
                at="members",
                hint="list its members, or use another kind of actor",
            )


def unused_record(context: RuleContext) -> Iterator[Finding]:
    """An actor, a place or a proposition is referred to by no other record.

    It answers no question. It may be a leftover, or a reference to it names another.

    Fix: refer to it where it belongs, or delete it.
    """
    unused: Iterable[Actor | Place | Proposition] = chain(
        context.dataset.actors, context.dataset.places, context.dataset.propositions
    )
    for record in unused:
        if record.id not in context.referenced_ids:
            yield context.warning(
                "KB702",
                record,
                f"{type(record).__name__.lower()} {record.id!r} is referred to by no record",
                hint="refer to it where it belongs, or delete it",
            )


_HIDDEN = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters, but not tab and line ends
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates of direction
    "\ud800-\udfff"  # halves of surrogate pairs
    "]"
)


def hidden_character(context: RuleContext) -> Iterator[Finding]:
    """A text has invisible characters that change how it is shown.

    Control characters can garble a terminal or a page; a change of direction makes a text look
    like another one. Names are data and may come from anywhere. Marks of direction as such,
    which scripts from right to left need, are no fault.

    Fix: delete the characters; most came with a copied text.
    """
    for record, at, text in _texts(context, lambda text: _HIDDEN.search(text) is not None):
        found = _HIDDEN.search(text)
        yield context.warning(
            "KB703",
            record,
            f"hidden character {found[0] if found else ''!a} in {_shortened(text)}",
            at=at,
            hint="delete the character",
        )


def blank_text(context: RuleContext) -> Iterator[Finding]:
    """A text that readers need is empty: a title, a name, a duty, a sentence.

    Lists and pages would show a gap.

    Fix: write it, in a few words of your own.
    """
    for record, at, _ in _texts(context, lambda text: not text.strip(), required=True):
        yield context.warning(
            "KB704", record, f"{at!r} is empty", at=at, hint="write a few words of your own"
        )


def unlisted_member(context: RuleContext) -> Iterator[Finding]:
    """A *member-of* relation is to a collective that does not list the member.

    The collective's ``members`` count; such relations only date a membership.

    Fix: add the actor to ``members``, or name the collective that is meant.
    """
    for relation in context.dataset.relations:
        collective = context.dataset.actors.get(relation.object)
        if (
            relation.kind is RelationKind.MEMBER_OF
            and collective is not None
            and collective.kind is ActorKind.COLLECTIVE
            and relation.subject not in collective.members
        ):
            yield context.warning(
                "KB705",
                relation,
                f"{relation.subject!r} is no listed member of collective {collective.id!r}",
                at="object",
                hint=f"add {relation.subject!r} to its members, or name another collective",
            )


def unexplained_other(context: RuleContext) -> Iterator[Finding]:
    """A kind, form or role is *other*, and nothing says which.

    Readers can't see what was meant, nor find all of one sort.

    Fix: say it in the title of a relation, the unit of a measure or else in the note, use a
    code of a scheme of your own, or use another term.
    """
    for record in context.dataset.records():
        if isinstance(record, (Link, Position, Relation)):
            kind = record.form if isinstance(record, Position) else record.kind
            field = "form" if isinstance(record, Position) else "kind"
            if kind in _OTHER and not (_says(record) or record.codes):
                yield _unexplained(context, record, record, field)
        for at, part in parts_of(record):
            if isinstance(part, Participant) and part.role in _OTHER and not _says(part):
                yield _unexplained(context, record, part, f"{at}/role")
            if isinstance(part, Measure) and part.kind in _OTHER and not _says(part):
                yield _unexplained(context, record, part, f"{at}/kind")


_OTHER = frozenset(
    {
        LinkKind.OTHER,
        MeasureKind.OTHER,
        ParticipantRole.OTHER,
        PositionForm.OTHER,
        RelationKind.OTHER,
    }
)


def _says(claim: Cited) -> bool:
    texts = claim.note, getattr(claim, "title", ""), getattr(claim, "unit", "")
    return any(text.strip() for text in texts)


def _unexplained(context: RuleContext, record: Record, claim: Cited, at: str) -> Finding:
    has_title, has_unit = isinstance(claim, Relation), isinstance(claim, Measure)
    name = "title" if has_title else "unit" if has_unit else "note"
    field = at.rpartition("/")[2]
    message = f"{record.id!r}: {field} is 'other' without a {name}"
    return context.warning("KB706", record, message, at=at, hint=f"say which in the {name}")


def misshapen_wording(context: RuleContext) -> Iterator[Finding]:
    """A wording for running text does not fit into a sentence.

    ``noun_phrase`` stands within a sentence, as "the region's independence"; ``infinitive``
    follows "wants to". Neither ends like a sentence.

    Fix: delete the full stop or the "to", or write the words alone.
    """
    for proposition in context.dataset.propositions:
        for field in ("noun_phrase", "infinitive"):
            text: str = getattr(proposition, field)
            problem, hint = "", ""
            if text and text.rstrip().endswith((".", "!", "?", ";", ":", ",")):
                problem, hint = f"ends with {text.rstrip()[-1]!r}", "delete it"
            elif field == "infinitive" and text.lstrip().casefold().startswith("to "):
                problem, hint = "begins with 'to'", "leave 'to' out"
            if problem:
                message = f"{field} of {proposition.id!r} {problem}"
                yield context.warning("KB707", proposition, message, at=field, hint=hint)


def point_at_origin(context: RuleContext) -> Iterator[Finding]:
    """A place has the coordinates 0, 0, which is in the sea.

    Spreadsheets and programs write them where nothing is known.

    Fix: correct the coordinates, or leave ``point`` out.
    """
    for place in context.dataset.places:
        if place.point and not any(place.point):
            yield context.warning(
                "KB708",
                place,
                f"point of {place.id!r} is 0, 0",
                at="point",
                hint="correct the coordinates, or leave point out",
            )


def ambiguous_name(context: RuleContext) -> Iterator[Finding]:
    """Two names in one language have the same use, for the same users.

    Running text takes the first; the other is never used.

    Fix: correct the ``use`` or the language of one, or say who uses it.
    """
    named: Iterable[Actor | Place] = chain(context.dataset.actors, context.dataset.places)
    for record in named:
        seen = dict[object, str]()
        for number, name in enumerate(record.names):
            if name.use is None:
                continue
            key = name.use, name.language.casefold(), frozenset(name.used_by)
            if seen.setdefault(key, name.text) != name.text:
                yield context.warning(
                    "KB709",
                    record,
                    f"{record.id!r} has two {name.use.value} names: {seen[key]!r}, {name.text!r}",
                    at=f"names/{number}/use",
                    hint="correct the use or the language of one, or say who uses it",
                )


_Steps = tuple[tuple[str, bool], ...]
"""The fields from a record to a text, each with whether it is a tuple."""


def _texts(
    context: RuleContext, is_wrong: Callable[[str], bool], *, required: bool = False
) -> Iterator[tuple[Record | Source | Coding, str, str]]:
    """Yield the texts that are wrong: the record, the place in it, and the text.

    Whole collections are checked at once; places are looked up only if a text is wrong.

    Args:
        context: The dataset to check.
        is_wrong: Returns whether a text is wrong.
        required: Whether to check only texts that every record of a kind must have.
    """
    collections = [(each.kind, each) for _, each in context.dataset.collections()]
    for kind, records in [(Coding, context.dataset.coding), *collections]:
        for steps in _paths_to_texts(kind, required=required):
            if any(map(is_wrong, _values(records, steps))):
                for record in records:
                    for at, text in _placed(record, steps):
                        if is_wrong(text):
                            yield record, at, text


def _paths_to_texts(cls: type, *, required: bool) -> tuple[_Steps, ...]:
    found: list[_Steps] = []
    for field in attrs.fields(cls):
        element: Any = next(iter(typing.get_args(field.type)), None)
        if field.type is str and field.validator is None:
            if field.default is attrs.NOTHING or not required:
                found.append(((field.name, False),))
        elif typing.get_origin(field.type) is tuple and attrs.has(element):
            inner = _paths_to_texts(element, required=required)
            found += [((field.name, True), *steps) for steps in inner]
    return tuple(found)


def _values(holders: Iterable[Any], steps: _Steps) -> Iterator[str]:
    for name, is_several in steps:
        values = map(attrgetter(name), holders)
        holders = chain.from_iterable(values) if is_several else values
    yield from holders


def _placed(holder: Any, steps: _Steps) -> Iterator[tuple[str, str]]:  # noqa: ANN401 (any class)
    (name, is_several), *rest = steps
    value = getattr(holder, name)
    if not is_several:
        yield name, value
        return
    for number, each in enumerate(value):
        for at, text in _placed(each, tuple(rest)):
            yield f"{name}/{number}/{at}", text


def _shortened(text: str, *, limit: int = 40) -> str:
    return ascii(text if len(text) <= limit else text[: limit - 1] + "…")
