"""The sections of the briefing: each gives its lines, or none where nothing is told."""

from collections.abc import Iterable, Iterator, Sequence

from briefing_page import WANTED, Page, Verbs, hedge, in_words

from karabakh import (
    ActorKind,
    Agreement,
    Citation,
    Cited,
    Dataset,
    DocTimeRel,
    Event,
    Position,
    Proposition,
    Provision,
    Record,
    Stance,
    StatusChange,
    Truth,
    When,
)
from karabakh.reasoning import (
    Conclusion,
    Condition,
    HeldStance,
    Obligation,
    Premise,
    Shift,
    Timeline,
    conditions,
    obligations,
    open_questions,
    shifts,
    timeline,
)
from karabakh.wording import Labels

VIEWS: Verbs = {
    Stance.SUPPORTS: ("says so", "say so"),
    Stance.OPPOSES: ("denies it", "deny it"),
    Stance.UNDECIDED: ("leaves it open", "leave it open"),
}
MOST = 5
"""So many things are named that something comes after; of more, only the number is told."""
DOC_TIMES = {
    DocTimeRel.BEFORE: "before the document",
    DocTimeRel.BEFORE_OR_OVERLAPS: "begun before the document",
    DocTimeRel.OVERLAPS: "at the time of the document",
    DocTimeRel.OVERLAPS_OR_AFTER: "not over at the time of the document",
    DocTimeRel.AFTER: "still to come",
}


def parties(page: Page) -> Iterator[str]:
    """List the actors, with their offices and other ties."""
    for actor in page.dataset.actors:
        ties = page.dataset.relations.where(subject=actor.id)
        if actor.kind is ActorKind.AUTHOR and not ties:
            continue
        members = ", ".join(map(page.words.name, actor.members))
        kind = actor.kind.value.replace("-", " ")
        what = f"{kind}: {members}" if members else kind
        yield from page.entry(f"{page.words.name(actor.id)} ({what})", actor)
        for tie in ties:
            told = _with(page.words.tie(tie), page.words.according(tie))
            yield from page.entry(told, tie, indent=4, quoted=_others([tie], {*actor.citations}))


def positions(page: Page) -> Iterator[str]:
    """List the positions by holder, the author's last; but those on conditions stand below."""
    authors = set(page.dataset.actors.where(kind=ActorKind.AUTHOR).ids)
    held = {
        actor.id: page.dataset.positions.where(holder=actor.id) for actor in page.dataset.actors
    }
    for holder in sorted(filter(held.get, held), key=lambda holder: holder in authors):
        yield from page.lines(page.words.name(holder), indent=2)
        told = [each for each in held[holder] if not _is_on_a_goal(page.dataset, each)]
        for position in told:
            lead = f"{page.words.verb(position):<13}"
            yield from page.entry(_position(page, position), position, indent=4, lead=lead)
        if on_goals := len(held[holder]) - len(told):
            more = f"… and {on_goals} on what a goal would take: see below"
            yield from page.lines(more, indent=4)


def _is_on_a_goal(dataset: Dataset, position: Position) -> bool:
    proposition = dataset.propositions.get(position.proposition)
    return proposition is not None and proposition.requirement is not None


def _position(page: Page, position: Position) -> str:
    form = position.form.value if position.form else "position"
    if position.addressee:
        form += f" to {page.words.name(position.addressee)}"
    times = {DocTimeRel.BEFORE: "earlier", DocTimeRel.AFTER: "still to come"}
    time = in_words(position.when) if position.when.is_known else ""
    seen = times.get(position.doc_time_rel, "") if position.doc_time_rel else ""
    told = page.words.name(position.proposition)
    return _with(told, form, seen, time, page.words.according(position))


def changes(page: Page) -> Iterator[str]:
    """List who changed, from what to what, and why that is said."""
    for shift in shifts(page.dataset):
        holder, proposition = page.words.name(shift.holder), page.words.quoted(shift.proposition)
        yield from page.lines(f"{holder} on {proposition}{hedge(shift.certainty)}", indent=2)
        yield from _changed(page, shift)


def _changed(page: Page, shift: Shift) -> Iterator[str]:
    for word, held in (("earlier", shift.earlier), ("later", shift.later)):
        yield from page.entry(f"{word}: {_held(page, held)}", *_records(held), indent=4)
    for claim in shift.claims:
        yield from page.entry(f"the change itself: {page.words.name(claim.id)}", claim, indent=4)
    for reason in shift.reasons:
        given = f"by {' and '.join(map(page.words.name, reason.according_to))}".removesuffix("by ")
        told = f"reason given {given}".rstrip()
        yield from page.entry(f"{told}: {page.words.name(reason.subject)}", reason, indent=4)


def _held(page: Page, held: HeldStance) -> str:
    """Say what a stance is, and when; or what it is derived from if nobody states it."""
    stance = WANTED[held.stance]
    told = [each for each in _records(held) if isinstance(each, Position)]
    if held.is_derived:
        return f"{stance}, since {' and '.join(page.words.name(each.id) for each in told)}"
    return ", ".join([stance, *(in_words(each.when) for each in told if each.when.is_known)])


def order(page: Page) -> Iterator[str]:
    """List the events and agreements: those in a known order first, with what they follow."""
    placed = timeline(page.dataset)
    if placed.inconsistency:
        yield from page.lines(placed.describe(Labels(page.dataset)), indent=2, hang=2)
    shown = {*page.dataset.events.ids, *page.dataset.agreements.ids}
    earlier: list[Sequence[Record]] = []
    for layer in placed.layers:
        events = [record for record in layer if record.id in shown]
        for record in events:
            yield from _event(page, record)
            yield from _after(page, record, earlier, placed)
        earlier.append(events)
    loose = [record for record in placed.unordered if record.id in shown]
    if loose and any(earlier):
        yield from page.lines("In no known order with these:", indent=2)
    for record in loose:
        yield from _event(page, record)


def _event(page: Page, record: Record) -> Iterator[str]:
    """List an event or agreement with its time, unless its name has that."""
    name = page.words.name(record.id)
    told = [each for each in _times(record) if each not in name]
    text = _with(", ".join([name, *told]), page.words.according(record))
    yield from page.entry(text, record, lead="–  ")


def _times(record: Record) -> Iterator[str]:
    timed = record.agreed_step if isinstance(record, Agreement) else record
    if isinstance(timed, Event | StatusChange) and timed.when.is_known:
        yield in_words(timed.when)
    elif (
        not isinstance(timed, Event | StatusChange) or timed.doc_time_rel is not DocTimeRel.OVERLAPS
    ):
        yield "undated"
    if isinstance(record, Event) and record.doc_time_rel is DocTimeRel.OVERLAPS:
        yield "going on"
    elif isinstance(timed, Event | StatusChange):
        yield from _seen(timed.when, timed.doc_time_rel)
    if isinstance(record, Event) and record.recurring:
        yield "again and again"


def _seen(when: When, doc_time_rel: DocTimeRel | None) -> Iterator[str]:
    """Say how something lies to the document, where no date tells that."""
    if doc_time_rel is DocTimeRel.AFTER or (doc_time_rel and not when.is_known):
        yield DOC_TIMES[doc_time_rel]


def _after(
    page: Page, record: Record, earlier: Iterable[Sequence[Record]], placed: Timeline
) -> Iterator[str]:
    """List the last of the things that are known to be over when a record begins."""
    chronology = placed.chronology
    for layer in reversed(list(earlier)):
        known = [each for each in layer if chronology.before(each.id, record.id) is Truth.YES]
        for before in known[:MOST]:
            reasons = _records(placed.before(before.id, record.id))
            places = {*before.all_citations, *record.all_citations}
            text = f"after: {page.words.name(before.id)}"
            yield from page.entry(text, *reasons, indent=5, quoted=_others(reasons, places))
        if known[MOST:]:
            yield from page.lines(f"… and {len(known) - MOST} more", indent=5)
        if known:
            return


def _others(records: Iterable[Cited], places: set[Citation]) -> list[Citation]:
    """Give the places of records that are not quoted above."""
    return [each for record in records for each in record.citations if each not in places]


def agreements(page: Page) -> Iterator[str]:
    """List the agreements, who made them, where they stand and what became of each duty."""
    duties = {duty.provision.id: duty for duty in obligations(page.dataset)}
    for agreement in page.dataset.agreements:
        title = _with(page.words.name(agreement.id), page.words.according(agreement))
        yield from page.entry(title, agreement)
        yield from page.lines(f"parties: {_parties(page, agreement)}", indent=4, hang=2)
        if agreement.mediators:
            helped = ", ".join(map(page.words.name, agreement.mediators))
            yield from page.lines(f"mediated by: {helped}", indent=4, hang=2)
        for step in agreement.statuses:
            yield from page.entry(_step(step), step, indent=4)
        for provision in agreement.provisions:
            yield from _duty(page, provision, duties.get(provision.id))


def _parties(page: Page, agreement: Agreement) -> str:
    parties = ", ".join(map(page.words.name, agreement.parties))
    if not parties:
        return "not named"
    return parties if agreement.parties_complete else f"{parties} (others not named)"


def _step(step: StatusChange) -> str:
    date = [in_words(step.when)] if step.when.is_known else []
    status = step.status.value.replace("-", " ")
    return ", ".join([f"status: {status}", *date, *_seen(step.when, step.doc_time_rel)])


def _duty(page: Page, provision: Provision, owed: Obligation | None) -> Iterator[str]:
    text = f"owed by {page.words.name(provision.obligor or '')}"
    if provision.beneficiary:
        text += f" to {page.words.name(provision.beneficiary)}"
    text += f": {page.words.name(provision.id)}"
    if provision.deadline.is_known:
        text += f", by {in_words(provision.deadline)}"
    yield from page.entry(_with(text, page.words.according(provision)), provision, indent=4)
    if owed is None:
        yield from page.lines("not agreed so far", indent=6)
        return
    state = owed.state.value
    state = "done or not can't be told" if state == "unknown" else state + hedge(owed.certainty)
    yield from page.lines(f"{state}: {owed.reason(Labels(page.dataset))}", indent=6, hang=2)


def goals(page: Page) -> Iterator[str]:
    """List what each goal depends on, and who says so; a goal within another one there."""
    needs = [each.requirement for each in page.dataset.propositions if each.requirement]
    conditioned = {need.condition for need in needs}
    # First those that are no mere condition; then what is left, where goals need one another.
    wanted = sorted(
        dict.fromkeys(need.goal for need in needs), key=lambda goal: goal in conditioned
    )
    told: set[str] = set()
    for goal in wanted:
        if goal not in told:
            found = list(conditions(page.dataset, goal).walk())
            told |= {goal, *(condition.condition for _, condition in found)}
            yield from _goal(page, goal, found)


def _goal(page: Page, goal: str, found: Sequence[tuple[int, Condition]]) -> Iterator[str]:
    """List a goal with its conditions; who says so only once, where it is always the same."""
    holders = {view.holder for _, condition in found for view in condition.views}
    is_sole = len(holders) == 1
    yield from page.lines(page.words.name(goal), indent=2, hang=2)
    if is_sole:
        told = f"(what it takes according to {page.words.name(min(holders))})"
        yield from page.lines(told, indent=4, hang=1)
    for depth, condition in found:
        yield from _condition(page, condition, indent=4 + 2 * depth, is_sole=is_sole)


def _condition(page: Page, condition: Condition, *, indent: int, is_sole: bool) -> Iterator[str]:
    met = {Truth.YES: ", met", Truth.NO: ", not met", Truth.UNKNOWN: ""}[condition.met.answer]
    condition_type = condition.condition_type.value.replace("-", " ")
    word = condition_type if condition.is_held else f"{condition_type} or not"
    text = f"{word}{met}: {page.words.name(condition.condition)}"
    records: Sequence[Position | Proposition] = condition.views or (condition.requirement,)
    yield from page.entry(text, *records, indent=indent)
    remarks = "; ".join(_remarks(page, condition, is_sole=is_sole))
    if remarks:
        yield from page.lines(f"({remarks})", indent=indent + 2, hang=1)


def _remarks(page: Page, condition: Condition, *, is_sole: bool) -> Iterator[str]:
    """Say who holds so, unless that is said above, and where the tree ends."""
    is_plain = is_sole and all(view.stance is Stance.SUPPORTS for view in condition.views)
    if not condition.views:
        yield "nobody is told to say so"
    elif not is_plain:
        yield "; ".join(_view(page, view) for view in condition.views)
    if condition.is_cyclic:
        yield "and so in a circle"
    elif condition.is_repeated:
        yield "what that takes stands above"


def _view(page: Page, view: Position) -> str:
    verb = VIEWS[view.stance][page.words.are_many(view.holder)]
    told = f"{page.words.name(view.holder)} {verb}"
    return f"{told}, {page.words.according(view)}" if view.according_to else told


def doubts(page: Page) -> Iterator[str]:
    """List what the document leaves open."""
    for question in open_questions(page.dataset):
        yield from page.entry(question.describe(Labels(page.dataset)), *_records(question))


def _records(conclusion: Conclusion) -> tuple[Cited, ...]:
    """Give the records that a conclusion rests on in the end, each once."""
    found: dict[int, Cited] = {}
    waiting: list[Premise] = [*conclusion.premises]
    while waiting:
        premise = waiting.pop(0)
        if isinstance(premise, Conclusion):
            waiting[:0] = premise.premises
        elif isinstance(premise, Cited):
            found[id(premise)] = premise
    return tuple(found.values())


def _with(text: str, *details: str) -> str:
    told = ", ".join(filter(None, details))
    return f"{text} ({told})" if told else text
