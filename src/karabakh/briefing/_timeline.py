"""What happened: by date, then in a known order, then the rest."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final, NamedTuple

from karabakh.briefing._content import Line, Span, Step
from karabakh.briefing._context import Context, counted, number_in_words
from karabakh.briefing._events import is_recent, possibly_same, sameness_in_words
from karabakh.briefing._notes import capitalised, standing_of
from karabakh.model import (
    Agreement,
    Basis,
    DocTimeRel,
    Event,
    EventKind,
    Link,
    LinkKind,
    Participant,
    ParticipantRole,
    StatusChange,
)
from karabakh.time import NO_END, NO_START, When
from karabakh.wording import (
    Labels,
    date_in_words,
    day_in_words,
    describe_record,
    describe_status,
    describe_time,
    join_words,
)

__all__ = ["lay_out", "undated_records"]

_MOST_STEPS = 20
_MOST_PER_STEP = 8
_MOST_REMARKS = 4
_MONTHS_APART = 24

_RECENT = "recent"
_RELATIVE: Final[Mapping[DocTimeRel | str | None, str]] = {
    DocTimeRel.BEFORE: "Before {} written, order not stated",
    _RECENT: "Recent when {} written, perhaps not over",
    DocTimeRel.OVERLAPS: "When {} written",
    DocTimeRel.OVERLAPS_OR_AFTER: "When {} written, and after",
    DocTimeRel.AFTER: "After {} written",
    None: "Time not stated",
}
_ROLES = {
    ParticipantRole.INITIATOR: "Begun by",
    ParticipantRole.TARGET: "Aimed at",
    ParticipantRole.SPEAKER: "Said by",
    ParticipantRole.ADDRESSEE: "Addressed to",
    ParticipantRole.MEDIATOR: "Mediated by",
    ParticipantRole.MONITOR: "Monitored by",
    ParticipantRole.PARTICIPANT: "Took part:",
}


class _Item(NamedTuple):
    """Something that happened: an event, or a step of an agreement."""

    record: Event | Agreement
    change: StatusChange | None
    when: When
    doc_time_rel: DocTimeRel | None
    is_ordered: bool = False
    orders: tuple[Link, ...] = ()
    """What puts it, and perhaps those behind it, after another event."""


def lay_out(context: Context) -> tuple[str, tuple[Line, ...], tuple[Step, ...], str]:
    """Return how it is ordered, what lasts throughout, the steps, the rest."""
    items = list(_items(context))
    throughout = [each for each in items if _is_throughout(each)]
    items = [each for each in items if not _is_throughout(each)]
    steps = [*_dated(items), *_undated(context, items)]
    lines = tuple(_throughout(context, each.record) for each in throughout)
    count = sum(len(found) for _, found, _ in steps)
    said: set[str] = set()
    shown = [
        Step(
            heading=heading,
            lines=tuple(_line(context, each, heading, said) for each in found[:_MOST_PER_STEP]),
            is_dated=is_dated,
        )
        for heading, found, is_dated in _most_important(steps)
    ]
    missing = count - sum(len(each.lines) for each in shown)
    left_out = (
        f"{capitalised(counted(missing, 'further event'))} left out here; most are of steps that"
        " have many."
        if missing
        else ""
    )
    return _how(context, items), lines, tuple(shown), left_out


def undated_records(context: Context) -> set[str]:
    """Return the identifiers of what the timeline shows, and has no date for."""
    items = [each for each in _items(context) if not _is_throughout(each)]
    dated = {each.record.id for each in items if each.when.is_known}
    return {each.record.id for each in items} - dated


_Group = tuple[str, list[_Item], bool]


def _most_important(steps: list[_Group]) -> list[_Group]:
    """Return the steps with the most in them, in order."""
    if len(steps) <= _MOST_STEPS:
        return steps
    chosen = sorted(range(len(steps)), key=lambda number: -len(steps[number][1]))[:_MOST_STEPS]
    return [steps[number] for number in sorted(chosen)]


def _items(context: Context) -> Iterator[_Item]:
    for event in context.dataset.events:
        yield _Item(event, None, event.when, event.doc_time_rel)
    for agreement in context.dataset.agreements:
        for change in agreement.statuses:
            yield _Item(agreement, change, change.when, change.doc_time_rel)
        if not agreement.statuses:
            yield _Item(agreement, None, When.unknown(), None)


def _is_throughout(item: _Item) -> bool:
    """Return whether something lasts all the time: a conflict that goes on."""
    if not isinstance(item.record, Event) or item.record.kind is not EventKind.CONFLICT:
        return False
    return item.doc_time_rel is DocTimeRel.OVERLAPS or not item.when.is_known


def _how(context: Context, items: list[_Item]) -> str:
    dated = sum(each.when.is_known for each in items)
    if not items:
        return ""
    text = capitalised(context.the_text)
    verb = "gives" if text == "The text" else "give"
    if not dated:
        return f"{text} {verb} no date; spacing shows order, not time."
    if dated == len(items):
        return "In the order of dates; spacing shows order, not time."
    undated = len(items) - dated
    return (
        f"{text} {verb} a date for {number_in_words(dated)} of {number_in_words(len(items))} events"
        " and agreements;"
        f" {'the other is' if undated == 1 else 'the others are'} placed by order as far as"
        " that is known. Spacing shows order, not time."
    )


# -- what is dated


def _dated(items: list[_Item]) -> Iterator[_Group]:
    found = sorted(
        (each for each in items if each.when.is_known),
        key=lambda each: (each.when.bounds.start_earliest, each.when.bounds.end_latest),
    )
    if not found:
        return
    days = found[-1].when.bounds.start_earliest - found[0].when.bounds.start_earliest
    is_short = days < _MONTHS_APART * 31
    groups: dict[str, list[_Item]] = {}
    for each in found:
        groups.setdefault(_period(each.when, is_short=is_short), []).append(each)
    for heading, group in groups.items():
        yield capitalised(heading), group, True


def _period(when: When, *, is_short: bool) -> str:
    """Return the month or year in which something began."""
    first, last = when.bounds.start_earliest, when.bounds.start_latest
    if NO_START < first <= last < NO_END:
        months = [day_in_words(day).split(" ", maxsplit=1)[1] for day in (first, last)]
        if is_short and months[0] == months[1]:
            return months[0]
        years = [month.split(" ", maxsplit=1)[1] for month in months]
        if years[0] == years[1]:
            return years[0]
    return date_in_words(when)


# -- what has an order, or nothing


def _undated(context: Context, items: list[_Item]) -> Iterator[_Group]:
    orders = _orders(context)
    undated = [each for each in items if not each.when.is_known]
    groups: dict[str, list[_Item]] = {}
    relative: dict[DocTimeRel | str | None, list[_Item]] = {}
    titles = {each.record.id for each in items}
    for each in undated:
        order = next((it for it in orders.get(each.record.id, ()) if it.subject in titles), None)
        if order is not None:
            groups.setdefault(order.subject, []).append(
                each._replace(orders=(order,), is_ordered=True)
            )
        else:
            rel: DocTimeRel | str | None = each.doc_time_rel
            if rel is DocTimeRel.BEFORE_OR_OVERLAPS:
                rel = _RECENT if _is_recent(context, each) else DocTimeRel.BEFORE
            relative.setdefault(rel, []).append(each)
    for subject, group in groups.items():
        yield f"After {context.labels.phrase(subject)}", _together(group), False
    written = "the text was" if context.has_one_text else "the texts were"
    for key, heading in _RELATIVE.items():
        if key in relative:
            yield heading.format(written), relative[key], False


def _is_recent(context: Context, item: _Item) -> bool:
    return not isinstance(item.record, Event) or is_recent(context, item.record)


def _together(group: list[_Item]) -> list[_Item]:
    """Return items of which the first has the orders of all, if those are alike."""
    first, *others = group
    if len({(link.basis, link.according_to) for it in group for link in it.orders}) > 1:
        return group
    orders = tuple(link for it in group for link in it.orders)
    return [first._replace(orders=orders), *(it._replace(orders=()) for it in others)]


def _orders(context: Context) -> dict[str, list[Link]]:
    """Return the links that put each record after another."""
    found: dict[str, list[Link]] = {}
    for link in context.dataset.links:
        if link.kind is LinkKind.BEFORE:
            found.setdefault(link.object, []).append(link)
    return found


# -- what an item says


def _throughout(context: Context, record: Event | Agreement) -> Line:
    text = capitalised(context.labels.phrase(record.id))
    when = record.when if isinstance(record, Event) else When.unknown()
    begin = date_in_words(when) if when.is_known else "its beginning is not stated, and it goes on"
    return Line(spans=(context.notes.span(f"{text}; {begin}.", record),))


def _line(context: Context, item: _Item, heading: str, said: set[str]) -> Line:
    """Return a line on an item.

    Args:
        context: The dataset.
        item: The item.
        heading: The heading that it stands under.
        said: The links that lines before it show, to which its own are added.
    """
    record, change = item.record, item.change
    notes, labels = context.notes, context.labels
    date = date_in_words(item.when) if item.when.is_known else ""
    if change is not None:
        text = describe_status(record.id, change.status, item.when, change.certainty, labels)
        standing = standing_of(change)
        speakers = change.according_to or record.according_to
    else:
        text = record.title or record.id
        text += f" ({date})" if date and date != heading else ""
        standing = standing_of(record)
        speakers = record.according_to
    word = f", according to {labels.joined(speakers)}" if speakers else ""
    span = notes.span(f"{capitalised(text)}{word}.", record)
    return Line(
        spans=(span,),
        standing=None if standing.is_default else standing,
        remark=tuple(islice(_remarks(context, item, said), _MOST_REMARKS)),
    )


def _remarks(context: Context, item: _Item, said: set[str]) -> Iterator[Span]:
    """Yield who took part, what was counted, and what it may be one with."""
    notes, labels, record = context.notes, context.labels, item.record
    if isinstance(record, Event):
        for role, words in _ROLES.items():
            actors = [
                it for it in record.participants if it.role is role and _adds(record, it, labels)
            ]
            if actors:
                named = join_words(_participant(each, labels) for each in actors)
                yield notes.span(f"{words} {named}.", record)
        if record.measures:
            counts = "; ".join(describe_record(each, labels) for each in record.measures)
            yield notes.span(f"{capitalised(counts)}.", record)
        time = _time_remark(context, item, record)
        if time:
            yield Span(f"{time}.")
    yield from _order_remark(context, item.orders)
    for other, link in possibly_same(context, record.id):
        if link.id not in said:
            said.add(link.id)
            yield notes.span(f"{capitalised(sameness_in_words(context, other, link))}.", link)
    for link in context.dataset.links.where(object=record.id, kind=LinkKind.REASON_FOR):
        yield notes.span(f"{_reason(context, link)}.", link)


def _time_remark(context: Context, item: _Item, event: Event) -> str:
    """Return what the heading of an event does not say of its time."""
    is_vague = event.doc_time_rel is DocTimeRel.BEFORE_OR_OVERLAPS and not event.when.is_known
    if is_vague and not event.recurring and not is_recent(context, event):
        return "Perhaps not over when it was written of"
    if event.recurring:
        is_said = not is_vague and not item.is_ordered
        rel = None if is_said else event.doc_time_rel
        return capitalised(describe_time(When.unknown(), rel, is_recurring=True))
    if item.is_ordered and event.doc_time_rel not in {DocTimeRel.BEFORE, None}:
        return capitalised(describe_time(event.when, event.doc_time_rel))
    return ""


def _order_remark(context: Context, orders: tuple[Link, ...]) -> Iterator[Span]:
    """Yield who says that an item, and those behind it, come after another."""
    if not orders or (orders[0].basis is Basis.STATED and not orders[0].according_to):
        return
    speakers = context.labels.joined(orders[0].according_to)
    who = f"according to {speakers}" if speakers else "inferred by the coder"
    what = (
        f"That these {number_in_words(len(orders))} came after is" if orders[1:] else "The order is"
    )
    yield context.notes.span(f"{what} {who}.", *orders)


def _reason(context: Context, link: Link) -> str:
    word = f", according to {context.labels.joined(link.according_to)}" if link.according_to else ""
    return f"A reason{word}: {_matter(context, link.subject)}"


def _matter(context: Context, id: str) -> str:
    """Return what a record is about in a noun phrase."""
    record = context.labels.record(id)
    proposition = getattr(record, "proposition", None)
    return context.labels.phrase(proposition or id)


def _adds(record: Event, participant: Participant, labels: Labels) -> bool:
    """Return whether a participant adds something to the title."""
    is_named = labels(participant.actor).lower() in record.title.lower()
    is_plain = not (participant.side or participant.according_to)
    return not (is_named and is_plain)


def _participant(participant: Participant, labels: Labels) -> str:
    name = labels(participant.actor)
    if participant.side and participant.side.lower() not in {name.lower(), participant.actor}:
        name += f" ({participant.side})"
    if participant.according_to:
        name += f", according to {labels.joined(participant.according_to)}"
    return name
