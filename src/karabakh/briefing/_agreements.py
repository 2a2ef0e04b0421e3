"""What was agreed: parties, status, duties and what became of them."""

from collections.abc import Sequence

import attrs

from karabakh.briefing._content import Deal, Fact, Line, Span
from karabakh.briefing._context import Context, counted
from karabakh.briefing._notes import capitalised, standing_of
from karabakh.briefing._statements import status_premise, status_spans, status_step
from karabakh.model import Agreement, Certainty, ParticipantRole, Provision, ProvisionKind
from karabakh.reasoning import Obligation, ObligationState, StatusResult
from karabakh.wording import date_in_words, describe_duty, describe_record, when_in_words

__all__ = ["settle"]

_MOST_SHOWN = 10
_MOST_DUTIES = 8

_ROLES = {
    ParticipantRole.SIGNATORY: "Signed by",
    ParticipantRole.MEDIATOR: "Mediated by",
    ParticipantRole.GUARANTOR: "Guaranteed by",
    ParticipantRole.MONITOR: "Monitored by",
    ParticipantRole.WITNESS: "Witnessed by",
}


def settle(context: Context) -> tuple[str, tuple[Deal, ...], str]:
    """Return the agreements in numbers, each with its facts, and what is left out."""
    found = context.statuses
    if not found:
        return "", (), ""
    deals = tuple(_deal(context, each) for each in found[:_MOST_SHOWN])
    more = len(found) - len(deals)
    left_out = f"{capitalised(counted(more, 'further agreement'))} left out here." if more else ""
    return f"{capitalised(context.agreements_in_words)}{_order(found)}.", deals, left_out


def _order(found: Sequence[StatusResult]) -> str:
    """Return in what order agreements stand: none is claimed for those without dates."""
    dated = sum(any(step.when.is_known for step in it.agreement.statuses) for it in found)
    if dated < 2:  # noqa: PLR2004 (one has no order)
        return ""
    return ", the latest first" if dated == len(found) else ", the latest first, then the undated"


def _deal(context: Context, result: StatusResult) -> Deal:
    agreement = result.agreement
    title = context.notes.span(agreement.title or agreement.id, agreement)
    facts = [Fact(term="Parties", lines=(_parties(context, agreement),))]
    for role, term in _ROLES.items():
        text = _named(context, agreement, role)
        if text:
            facts.append(Fact(term=term, lines=(Line(spans=(Span(text),)),)))
    facts.append(Fact(term="Status", lines=tuple(_status(context, result))))
    if agreement.period.is_known:
        text = f"{capitalised(date_in_words(agreement.period))}."
        facts.append(Fact(term="Period", lines=(Line(spans=(Span(text),)),)))
    owed = {duty.provision.id: duty for duty in result.obligations}
    provisions = [*agreement.provisions]
    lines = [_duty(context, each, owed.get(each.id)) for each in provisions[:_MOST_DUTIES]]
    more = len(provisions) - len(lines)
    if more:
        lines.append(Line(spans=(Span(f"{capitalised(counted(more, 'further clause'))}."),)))
    none = Line(spans=(Span("None stated."),))
    facts.append(Fact(term="Terms", lines=tuple(lines) or (none,)))
    return Deal(spans=(title,), facts=tuple(facts))


def _named(context: Context, agreement: Agreement, role: ParticipantRole) -> str:
    """Return who had a role, and according to whom; an empty text if nobody did."""
    by_speakers: dict[tuple[str, ...], list[str]] = {}
    for each in agreement.participants:
        if each.role is role:
            by_speakers.setdefault(each.according_to, []).append(each.actor)
    parts: list[str] = []
    for speakers, actors in by_speakers.items():
        word = f", according to {context.labels.joined(speakers)}" if speakers else ""
        parts.append(f"{context.labels.joined(actors)}{word}")
    return f"{capitalised('; '.join(parts))}." if parts else ""


def _parties(context: Context, agreement: Agreement) -> Line:
    named = agreement.parties
    if not named:
        return Line(spans=(Span("Not named."),))
    text = _named(context, agreement, ParticipantRole.PARTY).removesuffix(".")
    if len(named) == 1 and not agreement.parties_complete:
        text += "; the other side is not named"
    return Line(spans=(Span(f"{text}."),))


def _status(context: Context, result: StatusResult) -> list[Line]:
    """Return the status in sentences: as the sources report it, then as others do."""
    text, premises = status_spans(result, context.labels, by_duty=False)
    step = status_step(result)
    if step is not None and result.reported is Certainty.CERTAIN:
        text = describe_record(step, context.labels)
    standing = standing_of(status_premise(result))
    line = context.notes.line(text, *premises)
    lines = [attrs.evolve(line, standing=None if standing.is_default else standing)]
    steps = result.agreement.statuses
    if len(steps) > 1:
        text = "; ".join(describe_record(step, context.labels) for step in steps)
        lines.append(context.notes.line(f"Steps: {text}", result.agreement))
    for account in result.accounts:
        text, premises = status_spans(account, context.labels, by_duty=False)
        lines.append(context.notes.line(text, *premises))
    return lines


def _duty(context: Context, provision: Provision, duty: Obligation | None) -> Line:
    labels, notes = context.labels, context.notes
    text = describe_duty(provision, labels)
    if provision.beneficiary:
        text += f", for {labels(provision.beneficiary)}"
    if provision.period.is_known:
        text += f", {when_in_words(provision.period)}"
    if provision.according_to:
        text += f", according to {labels.joined(provision.according_to)}"
    spans = [notes.span(f"{capitalised(text)}.", provision)]
    if duty is not None:
        spans.append(notes.span(f" {_outcome(context, duty)}", duty))
    standing = standing_of(provision)
    return Line(spans=tuple(spans), standing=None if standing.is_default else standing)


def _outcome(context: Context, duty: Obligation) -> str:
    labels = context.labels
    deadline = date_in_words(duty.provision.deadline)
    match duty.state:
        case ObligationState.FULFILLED:
            return f"Done: {duty.reason(labels)}."
        case ObligationState.BREACHED:
            return f"Broken: {duty.reason(labels)}."
        case ObligationState.OVERDUE:
            return f"Overdue since {deadline}; no outcome is stated."
        case ObligationState.DUE:
            return f"Due by {deadline}."
        case ObligationState.UNKNOWN if duty.provision.kind is ProvisionKind.PROHIBITION:
            return "No breach is stated."
        case ObligationState.UNKNOWN if not duty.by:
            by = "" if deadline else ", and when it is due,"
            return f"Whether it was done{by} is not stated."
        case _:
            return f"{capitalised(duty.reason(labels))}."
