"""The key findings, and the lead: the top ones in a few paragraphs."""

import re
from collections.abc import Iterable

import attrs

from karabakh.briefing._content import Finding, Group, Line, Span
from karabakh.briefing._context import Context, counted
from karabakh.briefing._notes import capitalised, standing_of
from karabakh.briefing._questions import question_line
from karabakh.model import (
    Actor,
    ActorKind,
    AgreementStatus,
    Basis,
    DocTimeRel,
    EventKind,
    Position,
    PositionForm,
    PropositionKind,
    Provision,
    ProvisionKind,
    Record,
    StatusChange,
)
from karabakh.reasoning import (
    Conclusion,
    ConsistencyCheck,
    Dispute,
    HeldStance,
    Obligation,
    ObligationState,
    OpenQuestion,
    Premise,
    QuestionKind,
    Shift,
    StatusResult,
)
from karabakh.time import When
from karabakh.wording import (
    Labels,
    date_in_words,
    describe_position,
    describe_reply,
    describe_status,
    join_words,
    when_in_words,
)

__all__ = ["find", "lead", "status_spans"]

_MOST_CARDS = 8
_FEW_CARDS = 4
_FEW = 3
_MOST_LISTED = 60

_DUTIES = {
    ObligationState.BREACHED: "Broken",
    ObligationState.OVERDUE: "Overdue",
    ObligationState.CONTESTED: "Contested",
}


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
    found = [
        _subject(context),
        _lead_shift(context, labels),
        _lead_dispute(context, labels),
        _lead_agreement(context, labels),
        _lead_question(context, labels),
    ]
    return tuple(spans for spans in found if spans)


def find(context: Context) -> tuple[str, tuple[Finding, ...], Group | None]:
    """Return the findings: in numbers, the most important, and the others."""
    by_kind = [
        [_shift(context, each) for each in context.shifts],
        [_check(context, each) for each in context.checks],
        [_denial(context, *each) for each in context.denials],
        [_dispute(context, each) for each in context.disputes],
        [_duty(context, each) for each in _failed_duties(context)],
        _agreements(context),
        [_question(context, each) for each in _undecided(context)],
    ]
    names = ("shift", "contradiction", "denial", "dispute")
    numbers = [counted(group, name) for group, name in zip(by_kind, names, strict=False) if group]
    if context.statuses:
        numbers.append(counted(context.statuses, "agreement"))
    if by_kind[-1]:
        numbers.append(counted(by_kind[-1], "question left open", "questions left open"))
    return _ranked(by_kind, capitalised(f"{join_words(numbers)}.") if numbers else "")


def _ranked(
    by_kind: list[list["_Draft"]], numbers: str
) -> tuple[str, tuple[Finding, ...], Group | None]:
    """Return the cards, the first of each kind before the seconds, and the rest."""
    ranked = [
        (place, kind)
        for place in range(max(map(len, by_kind), default=0))
        for kind, group in enumerate(by_kind)
        if place < len(group)
    ]
    kinds = sum(map(bool, by_kind))
    most = _FEW_CARDS if kinds <= _FEW_CARDS else _MOST_CARDS
    chosen = sorted(ranked[:most], key=lambda each: (each[1], each[0]))
    others = [by_kind[kind][place] for place, kind in ranked[most:]]
    cards = tuple(by_kind[kind][place].finding() for place, kind in chosen)
    if not others:
        return numbers, cards, None
    lines = tuple(each.line() for each in others[:_MOST_LISTED])
    more = len(others) - len(lines)
    left_out = f"{counted(more, 'further finding')} left out here." if more > 0 else ""
    is_folded = len(lines) > _FEW
    heading = capitalised(counted(len(lines), "further finding")) if is_folded else ""
    group = Group(heading=heading, lines=lines, is_folded=is_folded, left_out=left_out)
    return numbers, cards, group


@attrs.frozen
class _Draft:
    """A finding that takes its notes once it is shown."""

    context: Context
    kind: str
    pieces: tuple[tuple[str, tuple[Premise, ...]], ...]
    premise: Premise
    who: str

    def finding(self) -> Finding:
        notes = self.context.notes
        return Finding(
            kind=self.kind,
            spans=tuple(notes.span(text, *premises) for text, premises in self.pieces),
            standing=standing_of(self.premise),
            who=(Span(f"{self.who}."),),
        )

    def line(self) -> Line:
        found = self.finding()
        heading = Span(f"{self.kind}: ")
        standing = None if found.standing.is_default else found.standing
        return Line(spans=(heading, *found.spans), standing=standing)


def _shift(context: Context, shift: Shift) -> _Draft:
    text = f"{capitalised(shift.describe(context.labels))}."
    both = [shift.earlier.position, shift.later.position]
    tellers = dict.fromkeys(context.notes.teller(it) for it in _sources(both))
    if shift.claims:
        tellers = dict.fromkeys(context.notes.teller(it) for it in _sources(shift.claims))
        doubt = (
            "" if all(it.certainty.value == "certain" for it in shift.claims) else ", with doubt"
        )
        who = f"{capitalised(join_words(tellers))} {_reports(tellers)} a change{doubt}"
    else:
        who = f"{capitalised(join_words(tellers))} {_reports(tellers)} the stances"
        who += "; that they differ is derived"
    if shift.later.is_derived:
        who += "; the later stance is derived"
    return _Draft(context, "Shift", ((text, (shift,)),), shift, who)


def _dispute(context: Context, dispute: Dispute) -> _Draft:
    first, second = opposed_positions(dispute)
    text = f"{capitalised(_opposition(first, second, context.labels))}."
    sides = _stances(dispute)
    who = "Each for itself"
    outsiders = dict.fromkeys(context.notes.teller(it) for it in _sources((first, second)))
    if context.authors.isdisjoint({first.holder, second.holder}):
        who += f", as {join_words(outsiders)} {_reports(outsiders)}"
    if any(each.is_derived for each in sides):
        who += "; that they concern the same thing is derived"
        return _Draft(context, "Dispute", ((text, (dispute,)),), dispute, who)
    is_denial = first.form is second.form is PositionForm.CLAIM
    weaker = min(first, second, key=lambda each: each.certainty.rank)
    return _Draft(context, "Denied" if is_denial else "Dispute", ((text, (dispute,)),), weaker, who)


def _denial(context: Context, claim: Position, denial: Position) -> _Draft:
    text = capitalised(_opposition(claim, denial, context.labels))
    first, _, second = text.partition("; ")
    tellers = dict.fromkeys(context.notes.teller(it) for it in _sources((claim, denial)))
    who = "Each for itself"
    if context.authors.isdisjoint({claim.holder, denial.holder}):
        who += f", as {join_words(tellers)} {_reports(tellers)}"
    pieces = ((f"{first};", (claim,)), (f" {second}.", (denial,)))
    return _Draft(context, "Denied", pieces, denial, who)


def _check(context: Context, check: ConsistencyCheck) -> _Draft:
    text = f"{capitalised(check.describe(context.labels).removesuffix('.'))}."
    is_rival = check.verdict.value == "rival-accounts"
    kind = "Rival accounts" if is_rival else "Contradiction"
    return _Draft(context, kind, ((text, (check,)),), check, context.notes.who(check))


def _duty(context: Context, duty: Obligation) -> _Draft:
    obligor = context.labels(duty.provision.obligor) if duty.provision.obligor else "Nobody by name"
    act = _act(duty.provision)
    is_plural = context.labels.takes_plural(duty.provision.obligor or "")
    was = "were" if is_plural else "was"
    text = f"{capitalised(obligor)} {was} {act}: {duty.reason(context.labels)}."
    if duty.state is ObligationState.OVERDUE:
        deadline = date_in_words(duty.provision.deadline)
        text = f"{capitalised(obligor)} {was} {act} by {deadline};"
        text += " no outcome is reported."
    if duty.state is ObligationState.BREACHED:
        event = context.labels(duty.by or "")
        text = f"{capitalised(obligor)} {was} {act}; {event} went against it."
    return _Draft(
        context, _DUTIES[duty.state], ((text, (duty,)),), duty, context.notes.who(duty.provision)
    )


def _agreements(context: Context) -> list[_Draft]:
    """Return the agreements; of what was merely agreed, two in one finding."""
    drafts = [_agreement(context, each) for each in context.statuses]
    joined: list[_Draft] = []
    for draft in drafts:
        last = joined[-1] if joined else None
        is_pair = last is not None and last.kind == draft.kind == _AGREED and last.who == draft.who
        if last is not None and is_pair and len(last.pieces) == 1:
            pieces = (*last.pieces, *draft.pieces)
            weaker = min(last, draft, key=lambda each: standing_of(each.premise).is_default)
            joined[-1] = attrs.evolve(last, pieces=pieces, premise=weaker.premise)
        else:
            joined.append(draft)
    return joined


_AGREED = "Agreed"


def _agreement(context: Context, result: StatusResult) -> _Draft:
    text, premises = status_spans(result, context.labels)
    step = _step(result)
    premise = step if step is not None else result.agreement
    pieces = ((f"{capitalised(text)}.", premises),)
    kind = _KINDS.get(result.status, _AGREED)
    standing: Premise = result if result.reported.value != "certain" else premise
    return _Draft(context, kind, pieces, standing, context.notes.who(result.agreement))


_KINDS: dict[AgreementStatus | None, str] = {
    None: "Agreement",
    AgreementStatus.UNKNOWN: "Agreement",
    AgreementStatus.PROPOSED: "Proposed",
    AgreementStatus.IN_FORCE: "In force",
    AgreementStatus.VIOLATED: "Violated",
    AgreementStatus.SUSPENDED: "Suspended",
    AgreementStatus.RESUMED: "Resumed",
    AgreementStatus.LAPSED: "Lapsed",
    AgreementStatus.SUPERSEDED: "Superseded",
}


def _question(context: Context, question: OpenQuestion) -> _Draft:
    position = question.premises[0]
    if isinstance(position, Position):
        text = f"{capitalised(describe_position(position, context.labels))}."
        return _Draft(
            context, "Open", ((text, (position,)),), position, context.notes.who(position)
        )
    text = question_line(context, question).spans[0].text
    return _Draft(context, "Open", ((text, (question,)),), question, context.notes.who(question))


# -- the lead


def _subject(context: Context) -> tuple[Span, ...]:
    """Return what it is about: the conflict or war, if one is recorded."""
    wide = (EventKind.CONFLICT, EventKind.WAR)
    found = [each for each in context.dataset.events if each.kind in wide]
    if not found:
        return ()
    main = min(found, key=lambda event: (wide.index(event.kind), event.when.is_known, event.id))
    texts = "The text is" if len(context.dataset.sources) == 1 else "The texts are"
    text = f"{texts} about {context.labels.phrase(main.id)}."
    return (context.notes.span(text, main),)


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
        context.notes.span(_smooth(f"{text}:"), shift),
        context.notes.span(_smooth(f" {said}."), later),
    )


def _lead_dispute(context: Context, labels: Labels) -> tuple[Span, ...]:
    pairs = [*context.denials[:1]]
    pairs += [opposed_positions(each) for each in context.disputes[:1] if not pairs]
    spans: list[Span] = []
    for first, second in pairs:
        head, _, tail = _opposition(first, second, labels).partition("; ")
        spans.append(context.notes.span(_smooth(f"{capitalised(head)};"), first))
        spans.append(context.notes.span(_smooth(f" {tail}."), second))
    return tuple(spans)


def _lead_agreement(context: Context, labels: Labels) -> tuple[Span, ...]:
    if not context.statuses:
        return ()
    result = context.statuses[0]
    text, premises = status_spans(result, labels)
    missing = ""
    for question in context.questions:
        if question.kind is QuestionKind.PARTIES and question.about[0] == result.agreement.id:
            missing = "with whom" if question.about[1:] else "between whom"
    ending = f"; {missing}, {context.the_text} {_does_not(context)} say." if missing else "."
    return (context.notes.span(_smooth(capitalised(text) + ending), *premises),)


def _lead_question(context: Context, labels: Labels) -> tuple[Span, ...]:
    for question in _undecided(context):
        position = question.premises[0]
        if isinstance(position, Position):
            text = f"{capitalised(describe_position(position, labels))}."
            return (context.notes.span(_smooth(text), position),)
    return ()


def _smooth(text: str) -> str:
    """Return a sentence without the comma of an apposition before another mark."""
    return re.sub(r",(?=[,;:.])", "", text)


def _does_not(context: Context) -> str:
    return "does not" if len(context.dataset.sources) == 1 else "do not"


# -- what findings are made of


def opposed_positions(dispute: Dispute) -> tuple[Position, Position]:
    """Return the positions behind a dispute, the supporter's first."""
    first, second = (each.position for each in _stances(dispute))
    return first, second


def _stances(dispute: Conclusion) -> list[HeldStance]:
    return [each for each in dispute.premises if isinstance(each, HeldStance)][:2]


def _opposition(first: Position, second: Position, labels: Labels) -> str:
    """Return two positions in a sentence: "A says that P; B denies it"."""
    one = describe_position(first, labels)
    if first.proposition == second.proposition:
        record = labels.record(first.proposition)
        kind = getattr(record, "kind", None)
        if kind is not PropositionKind.POLICY or ": “" not in one:
            return f"{one}; {describe_reply(second, labels)}"
    return f"{one}; {describe_position(second, labels)}"


def _act(provision: Provision) -> str:
    """Return what is owed in an infinitive: "to lower the weir"."""
    return f"{_PARTICLES.get(provision.kind, 'to')} {provision.duty or provision.id}"


_PARTICLES = {ProvisionKind.OBLIGATION: "to", ProvisionKind.PROHIBITION: "not to"}


def _failed_duties(context: Context) -> list[Obligation]:
    found = (duty for result in context.statuses for duty in result.obligations)
    return [each for each in found if each.state in _DUTIES]


def _undecided(context: Context) -> list[OpenQuestion]:
    return [each for each in context.questions if each.kind is QuestionKind.UNDECIDED]


def _step(result: StatusResult) -> StatusChange | None:
    """Return the step that gave an agreement its status, if it is recorded."""
    steps = [each for each in result.agreement.statuses if each.status is result.status]
    return steps[-1] if steps else None


def status_spans(
    result: StatusResult, labels: Labels, *, by_duty: bool = True
) -> tuple[str, tuple[Premise, ...]]:
    """Return what was agreed and its status in a sentence, with what it rests on.

    Args:
        result: The status.
        labels: What to call the records.
        by_duty: Whether to name what was promised rather than the agreement, if one did so.
    """
    agreement = result.agreement
    step = _step(result)
    premises: tuple[Premise, ...] = (agreement,)
    if step is None or result.reported.value != "certain":
        premises = (result,)
    speakers = tuple(dict.fromkeys((*result.according_to, *agreement.according_to)))
    word = f", according to {labels.joined(speakers)}" if speakers else ""
    if result.status is None:
        possible = " or ".join(each.value.replace("-", " ") for each in result.possible)
        named = f": it may be {possible}" if possible else ""
        return f"the status of {labels.phrase(agreement.id)} is not stated{named}{word}", premises
    when = step.when if step is not None else None
    duties = [each.provision for each in result.obligations]
    obligors = {each.obligor for each in duties}
    are_owed = {each.kind for each in duties} <= {*_PARTICLES}
    is_promise = are_owed and (
        result.status is AgreementStatus.AGREED and len(obligors) == 1 and None not in obligors
    )
    if (
        by_duty
        and is_promise
        and all(each.duty for each in duties)
        and agreement.basis is Basis.STATED
    ):
        acts = join_words(map(_act, duties))
        date = f" {when_in_words(when)}" if when is not None and when.is_known else ""
        return f"{labels(duties[0].obligor or '')} agreed{date} {acts}{word}", (agreement, *duties)[
            :2
        ]
    text = describe_status(
        agreement.id, result.status, when or When.unknown(), result.reported, labels
    )
    return f"{text}{word}", premises


def _sources(records: Iterable[Record]) -> list[str]:
    return [citation.source for each in records for citation in each.all_citations]


def _reports(tellers: Iterable[str]) -> str:
    return "reports" if len(list(tellers)) == 1 else "report"
