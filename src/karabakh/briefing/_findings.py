"""The key findings, ranked."""

import attrs

from karabakh.briefing._content import Finding, Group, Line, Span
from karabakh.briefing._context import Context, counted
from karabakh.briefing._events import (
    main_events,
    possibly_same,
    report_in_words,
    sameness_in_words,
)
from karabakh.briefing._notes import capitalised, standing_of
from karabakh.briefing._questions import question_line
from karabakh.briefing._requests import requests
from karabakh.briefing._statements import (
    Piece,
    act_of,
    inference,
    opposed_positions,
    opposed_stances,
    opposition,
    reports,
    sources_of,
    status_premise,
    status_spans,
    status_step,
    undecided,
)
from karabakh.model import (
    AgreementStatus,
    Certainty,
    Event,
    Position,
    PositionForm,
)
from karabakh.reasoning import (
    Conclusion,
    ConsistencyCheck,
    Dispute,
    Obligation,
    ObligationState,
    OpenQuestion,
    Premise,
    Shift,
    StatusResult,
    Verdict,
)
from karabakh.wording import (
    date_in_words,
    describe_position,
    hedge,
    join_words,
)

__all__ = ["find"]

_IN_ROW = 3
_MOST_CARDS = 9
_FEW = 3
_MOST_LISTED = 60

_DUTIES = {
    ObligationState.BREACHED: "Broken",
    ObligationState.OVERDUE: "Overdue",
    ObligationState.CONTESTED: "Contested",
}


def find(context: Context) -> tuple[str, tuple[Finding, ...], Group | None]:
    """Return the findings: in numbers, the most important, and the others."""
    by_kind = [
        [_shift(context, each) for each in context.shifts],
        [_check(context, each) for each in context.checks],
        [_denial(context, *each) for each in context.denials],
        [_dispute(context, each) for each in context.disputes],
        [_duty(context, each) for each in _failed_duties(context)],
        [_event(context, each) for each in main_events(context)[:1]],
        _agreements(context),
        _requests(context),
        [_question(context, each) for each in undecided(context)],
    ]
    names = ("shift", "contradiction", "denial", "dispute")
    numbers = [counted(group, name) for group, name in zip(by_kind, names, strict=False) if group]
    if context.statuses:
        numbers.append(context.agreements_in_words)
    if by_kind[-1]:
        numbers.append(counted(by_kind[-1], "point left undecided", "points left undecided"))
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
    most = min(-(-kinds // _IN_ROW) * _IN_ROW, _MOST_CARDS)
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
    pieces: tuple[Piece, ...]
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
    tellers = dict.fromkeys(context.notes.teller(it) for it in sources_of(both))
    if shift.claims:
        tellers = dict.fromkeys(context.notes.teller(it) for it in sources_of(shift.claims))
        doubt = (
            "" if all(it.certainty is Certainty.CERTAIN for it in shift.claims) else ", with doubt"
        )
        who = f"{capitalised(join_words(tellers))} {reports(tellers)} a change{doubt}"
    else:
        who = f"{capitalised(join_words(tellers))} {reports(tellers)} the stances"
        who += "; that they differ is derived"
    if shift.later.is_derived:
        who += f"; the later stance is derived{_from_inferences(shift)}"
    return _Draft(context, "Shift", ((text, (shift,)),), shift, who)


def _from_inferences(conclusion: Conclusion, *shown: Position) -> str:
    """Return that a conclusion rests on what the coder inferred, if it does.

    Args:
        conclusion: The conclusion.
        shown: Positions that are marked as inferred in the sentence itself.
    """
    ids = {each.id for each in shown}
    found = [each for each in conclusion.coder_inferences if getattr(each, "id", "") not in ids]
    return ", in part from what the coder inferred" if found else ""


def _dispute(context: Context, dispute: Dispute) -> _Draft:
    first, second = opposed_positions(dispute)
    text = f"{capitalised('; '.join(opposition(first, second, context.labels)))}."
    sides = opposed_stances(dispute)
    who = "Each for itself"
    outsiders = dict.fromkeys(context.notes.teller(it) for it in sources_of((first, second)))
    if context.authors.isdisjoint({first.holder, second.holder}):
        who += f", as {join_words(outsiders)} {reports(outsiders)}"
    if any(each.is_derived for each in sides):
        who += "; that they concern the same thing is derived"
        who += _from_inferences(dispute, first, second)
        return _Draft(context, "Dispute", ((text, (dispute,)),), dispute, who)
    is_denial = first.form is second.form is PositionForm.CLAIM
    weaker = min(first, second, key=lambda each: each.certainty.rank)
    return _Draft(context, "Denied" if is_denial else "Dispute", ((text, (dispute,)),), weaker, who)


def _denial(context: Context, claim: Position, denial: Position) -> _Draft:
    first, second = opposition(claim, denial, context.labels)
    tellers = dict.fromkeys(context.notes.teller(it) for it in sources_of((claim, denial)))
    who = "Each for itself"
    if context.authors.isdisjoint({claim.holder, denial.holder}):
        who += f", as {join_words(tellers)} {reports(tellers)}"
    pieces = ((f"{capitalised(first)};", (claim,)), (f" {second}.", (denial,)))
    return _Draft(context, "Denied", pieces, denial, who)


def _check(context: Context, check: ConsistencyCheck) -> _Draft:
    text = f"{capitalised(check.describe(context.labels).removesuffix('.'))}."
    is_rival = check.verdict is Verdict.RIVAL_ACCOUNTS
    kind = "Rival accounts" if is_rival else "Contradiction"
    return _Draft(context, kind, ((text, (check,)),), check, context.notes.who(check))


def _failed_duties(context: Context) -> list[Obligation]:
    found = (duty for result in context.statuses for duty in result.obligations)
    return [each for each in found if each.state in _DUTIES]


def _duty(context: Context, duty: Obligation) -> _Draft:
    obligor = context.labels(duty.provision.obligor) if duty.provision.obligor else "Nobody by name"
    act = act_of(duty.provision)
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


def _event(context: Context, event: Event) -> _Draft:
    """Return a main event, and what it may be the same as."""
    pieces: list[Piece] = [*report_in_words(context, [event], context.labels)]
    for other, link in possibly_same(context, event.id)[:1]:
        text = f" This is {sameness_in_words(context, other, link)}{inference(link)}."
        pieces.append((text, (link,)))
    return _Draft(context, "Event", tuple(pieces), event, context.notes.who(event))


def _requests(context: Context) -> list[_Draft]:
    return [
        _Draft(context, "Asked", request.pieces, request.first, context.notes.who(request.first))
        for request in requests(context)
    ]


def _agreements(context: Context) -> list[_Draft]:
    """Return the agreements, in one finding those that may be the same."""
    joined: list[_Draft] = []
    waiting = {each.agreement.id: each for each in context.statuses}
    for result in context.statuses:
        if waiting.pop(result.agreement.id, None) is None:
            continue
        draft = _agreement(context, result)
        for other, link in possibly_same(context, result.agreement.id):
            if other in waiting:
                found = waiting.pop(other)
                text, premises = status_spans(found, context.labels)
                text += inference(status_step(found) or found.agreement)
                text = f" {capitalised(hedge(link.certainty))} the same: {text}."
                draft = attrs.evolve(draft, pieces=(*draft.pieces, (text, (*premises, link))))
        last = joined[-1] if joined else None
        if last is not None and len(last.pieces) == 1 and _is_pair(last, draft):
            joined[-1] = attrs.evolve(last, pieces=(*last.pieces, *draft.pieces))
        else:
            joined.append(draft)
    return joined


_AGREED = "Agreed"


def _is_pair(first: _Draft, second: _Draft) -> bool:
    """Return whether two agreements are merely agreed, by one account, and as firm."""
    return (
        first.kind == second.kind == _AGREED
        and first.who == second.who
        and standing_of(first.premise) == standing_of(second.premise)
    )


def _agreement(context: Context, result: StatusResult) -> _Draft:
    text, premises = status_spans(result, context.labels)
    pieces = ((f"{capitalised(text)}.", premises),)
    kind = _KINDS.get(result.status, _AGREED)
    who = context.notes.who(result.agreement)
    return _Draft(context, kind, pieces, status_premise(result), who)


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
