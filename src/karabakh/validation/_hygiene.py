"""Rules on actors, texts and leftovers: ``KB701`` to ``KB799``."""

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any, Final

import attrs

from karabakh.findings import Finding
from karabakh.model import (
    Actor,
    ActorKind,
    Link,
    Measure,
    Participant,
    Place,
    Position,
    Proposition,
    Relation,
    RelationKind,
)
from karabakh.validation._context import RuleContext, Subject, objects_in


def empty_collective(context: RuleContext) -> Iterator[Finding]:
    """A collective has no members.

    What "both sides" hold or owe can't be compared with what each of them does.

    Fix: list its members; or, if the source does not name them, use another kind of actor.
    """
    for actor in context.dataset.actors:
        if actor.kind is ActorKind.COLLECTIVE and not actor.members:
            message = f"collective {actor.id!r} has no members"
            hint = "list its members, or use another kind of actor"
            yield context.warning("KB701", actor, message, at="members", hint=hint)


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
            message = f"{type(record).__name__.lower()} {record.id!r} is referred to by no record"
            hint = "refer to it where it belongs, or delete it"
            yield context.warning("KB702", record, message, hint=hint)


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
        message = f"hidden character {found[0] if found else ''!a} in {_shortened(text)}"
        hint = "delete the character"
        yield context.warning("KB703", record, message, at=at, hint=hint)


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
            message = f"{relation.subject!r} is no listed member of collective {collective.id!r}"
            hint = f"add {relation.subject!r} to its members, or name another collective"
            yield context.warning("KB705", relation, message, at="object", hint=hint)


def unexplained_other(context: RuleContext) -> Iterator[Finding]:
    """A kind, form or role is *other*, and nothing says which.

    Readers can't see what was meant, nor find all of one sort.

    Fix: say it in the title of a relation, the unit of a measure or else in the note, use a
    code of a scheme of your own, or use another term.
    """
    for _, records in context.dataset.collections():
        for record in records:
            for place, claim in objects_in(record):
                field, name = _OTHER_IN.get(claim.__class__, ("", ""))
                term = getattr(claim, field) if field else None
                is_other = term is not None and term.value == "other"
                texts = [getattr(claim, name), claim.note] if is_other else []
                if is_other and not "".join(texts).strip() and not getattr(claim, "codes", ()):
                    message = f"{record.id!r}: {field} is 'other' without a {name}"
                    at, hint = f"{place}{field}", f"say which in the {name}"
                    yield context.warning("KB706", record, message, at=at, hint=hint)


_OTHER_IN: Final = {
    Link: ("kind", "note"),
    Measure: ("kind", "unit"),
    Participant: ("role", "note"),
    Position: ("form", "note"),
    Relation: ("kind", "title"),
}
"""The field that may be *other*, and the one that says which, by class."""


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
            if text.rstrip().endswith((".", "!", "?", ";", ":", ",")):
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
            message = f"point of {place.id!r} is 0, 0"
            hint = "correct the coordinates, or leave point out"
            yield context.warning("KB708", place, message, at="point", hint=hint)


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
                both = f"{seen[key]!r} and {name.text!r}"
                message = f"{record.id!r} has two {name.use.value} names, {both}"
                hint = "correct the use or the language of one, or say who uses it"
                yield context.warning("KB709", record, message, at=f"names/{number}/use", hint=hint)


def _texts(
    context: RuleContext, is_wrong: Callable[[str], bool], *, required: bool = False
) -> Iterator[tuple[Subject, str, str]]:
    """Yield the texts that are wrong: the record, the place in it, and the text.

    Args:
        context: The dataset to check.
        is_wrong: Returns whether a text is wrong.
        required: Whether to check only texts that every record of a kind must have.
    """
    for records in (context.dataset.coding, *(each for _, each in context.dataset.collections())):
        for record in records:
            for place, holder in objects_in(record):
                for name in _text_fields(holder.__class__, required):
                    if is_wrong(text := getattr(holder, name)):
                        yield record, f"{place}{name}", text


@functools.cache
def _text_fields(cls: Any, required: bool) -> tuple[str, ...]:  # noqa: ANN401 (cached)
    return tuple(
        field.name
        for field in attrs.fields(cls)
        if field.type is str
        and field.validator is None
        and (field.default is attrs.NOTHING or not required)
    )


def _shortened(text: str, *, limit: int = 40) -> str:
    return ascii(text if len(text) <= limit else text[: limit - 1] + "…")
