"""The main events: those that most of the other records are tied to."""

from collections import Counter

from karabakh.briefing._context import Context
from karabakh.briefing._notes import capitalised
from karabakh.briefing._statements import reports, sources_of
from karabakh.model import Basis, Certainty, DocTimeRel, Event, EventKind, Link, LinkKind
from karabakh.wording import Labels, date_in_words, hedge, join_words, when_in_words

__all__ = [
    "is_recent",
    "main_events",
    "possibly_same",
    "report_in_words",
    "sameness_in_words",
]

_REPORTED_ELSEWHERE = frozenset(
    {
        *(EventKind.CONFLICT, EventKind.STATEMENT, EventKind.RHETORIC),
        *(EventKind.STANCE_CHANGE, EventKind.AGREEMENT_MAKING),
    }
)
"""What briefings report as their subject, as stances, or as agreements."""

_AS = {
    DocTimeRel.BEFORE: "as past",
    DocTimeRel.BEFORE_OR_OVERLAPS: "as recent",
    DocTimeRel.OVERLAPS: "as going on",
    DocTimeRel.OVERLAPS_OR_AFTER: "as not over",
    DocTimeRel.AFTER: "as still to come",
}
_DOUBTS = {Certainty.PROBABLE: "with some doubt", Certainty.POSSIBLE: "with much doubt"}


def main_events(context: Context) -> list[Event]:
    """Return the stated events with ties to records, those with the most first.

    Ties are links, propositions about an event, its participants and measures; but neither
    *same as* links nor that it comes before something, as what is background does.
    """
    ties: Counter[str] = Counter()
    for link in context.dataset.links:
        if link.kind is LinkKind.BEFORE:
            ties[link.object] += 1
        elif link.kind is not LinkKind.SAME_AS:
            ties.update(link.ends)
    for proposition in context.dataset.propositions:
        ties.update(proposition.about)
    found = [
        each
        for each in context.dataset.events
        if each.kind not in _REPORTED_ELSEWHERE
        and each.basis is Basis.STATED
        and each.certainty is not Certainty.UNKNOWN
    ]
    for each in found:
        ties[each.id] += len(each.participants) + len(each.measures)
    found = [each for each in found if ties[each.id]]
    return sorted(found, key=lambda each: (-ties[each.id], -_last_day(each), each.id))


def _last_day(event: Event) -> int:
    return event.when.bounds.end_latest if event.when.is_known else 0


def is_recent(context: Context, event: Event) -> bool:
    """Return whether an event is reported as recent.

    It is begun and perhaps not over, and neither repeated nor said to come before another.
    """
    return (
        event.doc_time_rel is DocTimeRel.BEFORE_OR_OVERLAPS
        and not event.when.is_known
        and not event.recurring
        and not context.dataset.links.where(subject=event.id, kind=LinkKind.BEFORE)
    )


def _in_words(context: Context, event: Event, labels: Labels) -> str:
    """Return an event with its time, as an object: "the raid on 3 May 2021"."""
    text, rel = labels.phrase(event.id), event.doc_time_rel
    if event.when.is_known:
        date = date_in_words(event.when)
        if date not in text:
            date = date.replace(" (uncertain)", ", uncertain")
            text += f" ({date})" if text.startswith("‘") else f" {when_in_words(event.when)}"
    elif event.recurring:
        text += " as repeated"
    elif rel is not None and (
        rel is not DocTimeRel.BEFORE_OR_OVERLAPS or is_recent(context, event)
    ):
        text += f" {_AS[rel]}"
    speakers = event.according_to
    return f"{text}, according to {labels.joined(speakers)}" if speakers else text


def report_in_words(
    context: Context, events: list[Event], labels: Labels, subject: str = ""
) -> list[tuple[str, tuple[Event]]]:
    """Return the sentence that reports events, in pieces of one event each.

    Args:
        context: The dataset.
        events: The events.
        labels: What to call them.
        subject: Who reports them, and the verb; by default the sources.
    """
    if not subject:
        tellers = dict.fromkeys(map(context.notes.teller, sources_of(events)))
        who = "the text" if context.has_one_text else join_words(tellers)
        subject = f"{who} {reports(tellers)}"
    clauses: list[str] = []
    for event in events:
        doubt = _DOUBTS.get(event.certainty)
        begin = " and" if clauses else capitalised(subject)
        begin += f", {doubt}," if doubt else ""
        clauses.append(f"{begin} {_in_words(context, event, labels)}")
    is_dated = any(each.when.is_known for each in events)
    clauses[-1] += "." if is_dated else f", {_NO_DATE[len(events)]}."
    return [(text, (each,)) for text, each in zip(clauses, events, strict=True)]


_NO_DATE = {1: "with no date", 2: "neither with a date"}


def possibly_same(context: Context, id: str) -> list[tuple[str, Link]]:
    """Return what a record may be the same as, with the links that say so."""
    links = context.dataset.links
    found = [*links.where(subject=id), *links.where(object=id)]
    return [
        (each.object if each.subject == id else each.subject, each)
        for each in found
        if each.kind is LinkKind.SAME_AS and each.certainty in _DOUBTS
    ]


def sameness_in_words(context: Context, other: str, link: Link) -> str:
    """Return that something is possibly the same as another record, and when that was."""
    text = f"{hedge(link.certainty)} the same as {context.labels.phrase(other)}"
    event = context.dataset.events.get(other)
    return f"{text}, reported as recent" if event and is_recent(context, event) else text
