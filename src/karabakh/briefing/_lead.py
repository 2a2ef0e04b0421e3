"""The lead: what it is about, and the top finding of each kind."""

import re
from collections.abc import Iterator

from karabakh.briefing._content import Span
from karabakh.briefing._context import Context
from karabakh.briefing._events import main_events, report_in_words
from karabakh.briefing._notes import capitalised
from karabakh.briefing._statements import (
    inference,
    opposed_positions,
    opposition,
    status_spans,
    undecided,
)
from karabakh.model import (
    Actor,
    ActorKind,
    Agreement,
    Basis,
    Certainty,
    DocTimeRel,
    Event,
    EventKind,
    Link,
    LinkKind,
    Position,
)
from karabakh.reasoning import (
    QuestionKind,
)
from karabakh.wording import (
    Labels,
    describe_position,
)

__all__ = ["lead"]

_MOST_EVENTS = 2


class FullLabels(Labels):
    """Labels that name each actor in full once, people with their offices.

    Args:
        context: The dataset and its offices.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context.dataset)
        self._context = context
        self._introduced: set[str] = set()

    def __call__(self, id: str) -> str:
        """Return what to call a record: an actor in full if it comes up first."""
        record = self.record(id)
        if not isinstance(record, Actor) or id in self._introduced:
            return super().__call__(id)
        self._introduced.add(id)
        return self._in_full(record)

    def _in_full(self, actor: Actor) -> str:
        running, full = super().__call__(actor.id), self.name(actor.id).text
        if actor.kind is ActorKind.PERSON:
            offices = (
                f"{each.title} of {Labels.__call__(self, each.object)}"
                for each in self._context.offices.get(actor.id, ())
                if each.title and each.doc_time_rel is not DocTimeRel.BEFORE
            )
            office = next(offices, "")
            return f"{full}, {office}," if office else full
        if running.startswith("the ") and not full.lower().startswith("the "):
            return f"the {full}"
        return full


def lead(context: Context) -> tuple[tuple[Span, ...], ...]:
    """Return the answer: what it is about, then the top finding of each kind."""
    labels = FullLabels(context)
    events = main_events(context)
    found = [
        _subject(context, events),
        _lead_shift(context, labels),
        _lead_dispute(context, labels),
        _lead_agreement(context, labels, events[:_MOST_EVENTS]),
        _lead_question(context, labels),
    ]
    return tuple(spans for spans in found if spans)


def _subject(context: Context, events: list[Event]) -> tuple[Span, ...]:
    """Return what it is about, the conflict or war, and the main events."""
    wide = (EventKind.CONFLICT, EventKind.WAR)
    found = [each for each in context.dataset.events if each.kind in wide]
    most = _MOST_EVENTS if context.has_one_text else 1
    if not found:
        return tuple(_reported(context, events[:most]))
    main = min(found, key=lambda event: (wide.index(event.kind), event.when.is_known, event.id))
    texts = "The text is" if context.has_one_text else "The texts are"
    about = context.notes.span(f"{texts} about {context.labels.phrase(main.id)}.", main)
    shown = [each for each in events if each is not main][:most]
    return (about, *_reported(context, shown, "It reports" if context.has_one_text else ""))


def _reported(context: Context, events: list[Event], subject: str = "") -> Iterator[Span]:
    if events:
        for text, premises in report_in_words(context, events, context.labels, subject):
            yield context.notes.span(text, *premises)


def _lead_shift(context: Context, labels: Labels) -> tuple[Span, ...]:
    if not context.shifts:
        return ()
    shift = context.shifts[0]
    text = capitalised(shift.describe(labels))
    later = shift.later.position
    if not shift.later.is_derived:
        return (context.notes.span(_smooth(f"{text}."), shift),)
    said = describe_position(later, labels)
    return (
        context.notes.span(_smooth(f"{text} (derived):"), shift),
        context.notes.span(_smooth(f" {said}."), later),
    )


def _lead_dispute(context: Context, labels: Labels) -> tuple[Span, ...]:
    pairs = [*context.denials[:1]]
    pairs += [opposed_positions(each) for each in context.disputes[:1] if not pairs]
    spans: list[Span] = []
    for first, second in pairs:
        head, tail = opposition(first, second, labels)
        spans.append(context.notes.span(_smooth(f"{capitalised(head)};"), first))
        spans.append(context.notes.span(_smooth(f" {tail}."), second))
    return tuple(spans)


def _lead_agreement(context: Context, labels: Labels, events: list[Event]) -> tuple[Span, ...]:
    """Return the latest agreement, what it came after, and what is missing."""
    if not context.statuses:
        return ()
    result = context.statuses[0]
    text, premises = status_spans(result, labels)
    order = _order(context, events, result.agreement)
    if order is not None:
        who = context.labels.joined(order.according_to)
        remark = f" (according to {who})" if who else inference(order)
        text = f"after {labels.phrase(order.subject)}{remark}, {text}"
        premises = (*premises, order)
    missing = ""
    for question in context.questions:
        if question.kind is QuestionKind.PARTIES and question.about[0] == result.agreement.id:
            missing = "with whom" if question.about[1:] else "between whom"
    ending = f"; {missing}, {context.the_text} {_does_not(context)} say." if missing else "."
    return (context.notes.span(_smooth(capitalised(text) + ending), *premises),)


def _order(context: Context, events: list[Event], agreement: Agreement) -> Link | None:
    """Return the link that puts an agreement after one of some events."""
    links = context.dataset.links.where(object=agreement.id, kind=LinkKind.BEFORE)
    ids = {each.id for each in events}
    found = [each for each in links if each.subject in ids]
    found = [each for each in found if each.certainty is Certainty.CERTAIN]
    return min(found, key=lambda each: each.basis is Basis.INFERRED, default=None)


def _lead_question(context: Context, labels: Labels) -> tuple[Span, ...]:
    for question in undecided(context):
        position = question.premises[0]
        if isinstance(position, Position):
            text = f"{capitalised(describe_position(position, labels))}."
            return (context.notes.span(_smooth(text), position),)
    return ()


def _smooth(text: str) -> str:
    """Return a sentence without the comma of an apposition before another mark."""
    return re.sub(r",(?=[,;:.])", "", text)


def _does_not(context: Context) -> str:
    return "does not" if context.has_one_text else "do not"
