"""Rules on actors that say nothing and texts that can't be read: ``KB701`` to ``KB799``."""

import re
import typing
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from operator import attrgetter
from typing import Any

import attrs

from karabakh.findings import Finding
from karabakh.model import Actor, ActorKind, Place, Proposition, Record, Source
from karabakh.validation._context import RuleContext


def empty_collective(context: RuleContext) -> Iterator[Finding]:
    """A collective does not say whom it is made of.

    What "both sides" hold or owe can't be compared with what each of them does.

    Fix: list its members; or, if the source does not tell them, take another kind of actor.
    """
    for actor in context.dataset.actors:
        if actor.kind is ActorKind.COLLECTIVE and not actor.members:
            yield context.warning(
                "KB701",
                actor,
                f"the collective {actor.id!r} has no members",
                at="members",
                hint="list its members, or take another kind of actor",
            )


def unused_record(context: RuleContext) -> Iterator[Finding]:
    """No other record mentions an actor, a place or a proposition.

    It answers no question. It may be a leftover, or what should mention it names another.

    Fix: mention it where it belongs, or take it out.
    """
    mentioned = context.mentioned
    unused: Iterable[Actor | Place | Proposition] = chain(
        context.dataset.actors, context.dataset.places, context.dataset.propositions
    )
    for record in unused:
        if record.id not in mentioned:
            yield context.warning(
                "KB702",
                record,
                f"no record mentions the {type(record).__name__.lower()} {record.id!r}",
                hint="mention it where it belongs, or take it out",
            )


_HIDDEN = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters, but not tab and line ends
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates of direction
    "\ud800-\udfff"  # halves of surrogate pairs
    "]"
)


def hidden_character(context: RuleContext) -> Iterator[Finding]:
    """A text has characters that are not seen and change how it is shown.

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
            f"a text has the hidden character {found[0] if found else ''!a}: {_shortened(text)}",
            at=at,
            hint="delete the character",
        )


def blank_text(context: RuleContext) -> Iterator[Finding]:
    """A text is empty that readers need: a title, a name, a duty, a sentence.

    Lists and pages would show a gap.

    Fix: write it, in a few words of your own.
    """
    for record, at, _ in _texts(context, lambda text: not text.strip(), required=True):
        yield context.warning(
            "KB704", record, f"{at!r} is empty", at=at, hint="write it in a few words of your own"
        )


_Steps = tuple[tuple[str, bool], ...]
"""The way from a record to a text: the fields to go through, each with whether it is a tuple."""


def _texts(
    context: RuleContext, is_wrong: Callable[[str], bool], *, required: bool = False
) -> Iterator[tuple[Record | Source, str, str]]:
    """Go through the texts that are wrong: the record, where in it, and the text.

    Whole collections are asked at once; only if something is wrong is its place looked for.

    Args:
        context: what is checked.
        is_wrong: whether a text is wrong.
        required: whether only texts are asked that every record of a kind must have.
    """
    for _, records in context.dataset.collections():
        for steps in _ways_to_texts(records.kind, required=required):
            if any(map(is_wrong, _values(records, steps))):
                for record in records:
                    for at, text in _placed(record, steps):
                        if is_wrong(text):
                            yield record, at, text


def _ways_to_texts(cls: type, *, required: bool) -> tuple[_Steps, ...]:
    found: list[_Steps] = []
    for field in attrs.fields(cls):
        element: Any = next(iter(typing.get_args(field.type)), None)
        if field.type is str and field.validator is None:
            if field.default is attrs.NOTHING or not required:
                found.append(((field.name, False),))
        elif typing.get_origin(field.type) is tuple and attrs.has(element):
            inner = _ways_to_texts(element, required=required)
            found += [((field.name, True), *steps) for steps in inner]
    return tuple(found)


def _values(holders: Iterable[Any], steps: _Steps) -> Iterator[str]:
    for name, several in steps:
        values = map(attrgetter(name), holders)
        holders = chain.from_iterable(values) if several else values
    yield from holders


def _placed(holder: Any, steps: _Steps) -> Iterator[tuple[str, str]]:  # noqa: ANN401 (any class)
    (name, several), *rest = steps
    value = getattr(holder, name)
    if not several:
        yield name, value
        return
    for number, each in enumerate(value):
        for at, text in _placed(each, tuple(rest)):
            yield f"{name}/{number}/{at}", text


def _shortened(text: str, *, limit: int = 40) -> str:
    return ascii(text if len(text) <= limit else text[: limit - 1] + "…")
