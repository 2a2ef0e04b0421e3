"""What is open, as questions, with what would resolve them."""

from collections.abc import Sequence

import attrs

from karabakh.briefing._content import Group, Line, Section, Span
from karabakh.briefing._context import Context, counted, number_in_words
from karabakh.briefing._notes import capitalised, standing_of
from karabakh.briefing._statements import inference
from karabakh.briefing._timeline import undated_records
from karabakh.model import Link, Position, ProvisionKind, Record, Source, StatusChange
from karabakh.reasoning import (
    ConsistencyCheck,
    Obligation,
    OpenQuestion,
    Premise,
    QuestionKind,
)
from karabakh.wording import describe_duty, describe_position, describe_unhedged

__all__ = ["ask", "question_line"]

_MOST_SHOWN = 12
_MOST_FOLDED = 60
_MOST_VIEWS = 2
_MOST_IN_ROW = 4
"""How many questions of one kind come before those of the next."""
_JOINED = frozenset({QuestionKind.DATE, QuestionKind.IDENTITY, QuestionKind.PARTIES})
"""The kinds of which all questions are one line."""
_MOST_JOINED = 8
_PAIR = 2


def ask(context: Context) -> Section:
    """Return what is open, the weightiest first."""
    questions = [each for each in context.questions if _is_shown(context, each)]
    by_kind: dict[QuestionKind, list[OpenQuestion]] = {}
    for question in questions:
        by_kind.setdefault(question.kind, []).append(question)
    drafts = [
        (number // _MOST_IN_ROW, each)
        for kind, group in by_kind.items()
        for number, each in enumerate([group] if kind in _JOINED else [[one] for one in group])
    ]
    if not drafts:
        return Section(heading="")
    drafts.sort(key=lambda draft: draft[0])
    chosen = [each for _, each in drafts[: _MOST_SHOWN + _MOST_FOLDED]]
    lines = [
        _joined(context, each) if each[0].kind in _JOINED else question_line(context, each[0])
        for each in chosen
    ]
    missing = len(questions) - sum(map(len, chosen))
    left_out = ""
    if missing > 0:
        left_out = f"{capitalised(counted(missing, 'further question'))} left out here."
    folded = tuple(lines[_MOST_SHOWN:])
    shown = tuple(lines[:_MOST_SHOWN])
    groups = [Group(heading="", lines=shown, left_out="" if folded else left_out)]
    if folded:
        heading = capitalised(counted(len(folded), "further question"))
        groups.append(Group(heading=heading, lines=folded, is_folded=True, left_out=left_out))
    verb = "raises" if context.has_one_text else "raise"
    negation = "does not" if verb == "raises" else "do not"
    lead = (
        f"{capitalised(counted(questions, 'question'))} that {context.the_text} {verb} and"
        f" {negation} answer, with what would settle each."
    )
    return Section(heading="What is open", lead=lead, groups=tuple(groups))


def question_line(context: Context, question: OpenQuestion) -> Line:
    """Return a question with what would resolve it."""
    text, remark = _in_words(context, question)
    is_doubt = question.kind is QuestionKind.HEDGED
    return Line(
        spans=(context.notes.span(text, *_grounds(question)),),
        standing=standing_of(_weakest(question)) if is_doubt else None,
        remark=(Span(remark),) if remark else (),
    )


def _grounds(question: OpenQuestion) -> tuple[Premise, ...]:
    """Return what makes it a question: a link, a position, a check or a record."""
    return question.premises[:1]


def _weakest(question: OpenQuestion) -> Premise:
    """Return what is hedged."""
    hedged = [each for each in question.premises if not isinstance(each, Source)]
    return min(hedged, key=lambda each: each.certainty.rank)


def _is_shown(context: Context, question: OpenQuestion) -> bool:
    """Return whether a question is asked: not when a mere stance was taken."""
    record = context.labels.record(question.about[0])
    return not (question.kind is QuestionKind.DATE and isinstance(record, Position))


def _in_words(context: Context, question: OpenQuestion) -> tuple[str, str]:
    labels = context.labels
    subject = question.about[0]
    resolution = question.resolution(labels)
    settles = f"{capitalised(resolution)}{',' if ',' in resolution else ''} would settle it."
    match question.kind:
        case QuestionKind.UNDECIDED:
            clause = labels.clause(subject)
            text = f"Whether {clause}." if clause else f"Whether this is so: {labels(subject)}."
            held = [each for each in question.premises if isinstance(each, Position)]
            views = [f"{_view(context, each)}." for each in held[:_MOST_VIEWS]]
            if len(held) > len(views):
                others = counted(len(held) - len(views), "further position")
                views.append(f"{capitalised(others)} leave it open.")
            return text, f"{' '.join(dict.fromkeys(views))} {settles}"
        case QuestionKind.OUTCOME:
            duty = next(each for each in question.premises if isinstance(each, Obligation))
            return _outcome(context, duty), f"{capitalised(question.reason(labels))}. {settles}"
        case QuestionKind.STATUS:
            text = f"What is the status of {labels.phrase(subject)}?"
            return text, f"{capitalised(question.reason(labels))}. {settles}"
        case QuestionKind.STANCE:
            matter = " and ".join(map(labels.phrase, question.about[1:]))
            return f"What stance did {labels(subject)} take on {matter}?", settles
        case QuestionKind.HEDGED:
            return f"Whether this is so: {_flat(context, question)}.", settles
        case _:
            checks = (each for each in question.premises if isinstance(each, ConsistencyCheck))
            plain = (attrs.evolve(each, resolution=()) for each in checks)
            found = next((each.describe(labels) for each in plain), labels(subject))
            if question.kind is QuestionKind.UNDETERMINED:
                settles = f"{_missing(context, question)} would settle it."
            return f"Which is so? {capitalised(found.removesuffix('.'))}.", settles


def _view(context: Context, position: Position) -> str:
    """Return who leaves something open, in few words if it is plainly stated."""
    is_plain = standing_of(position).is_default and not position.when.is_known
    if is_plain and set(position.according_to) <= {position.holder}:
        return f"Left open by {context.labels(position.holder)}"
    return capitalised(describe_position(position, context.labels)) + inference(position)


def _undated(context: Context, shown: Sequence[OpenQuestion]) -> str:
    """Return how many further events and agreements have no date."""
    number = len(undated_records(context) - {each.about[0] for each in shown})
    if not number:
        return ""
    are = "is" if number == 1 else "are"
    return f" {capitalised(number_in_words(number))} more {are} undated: see “What happened”."


def _missing(context: Context, question: OpenQuestion) -> str:
    """Return what is not known of the times, or of what is one."""
    records = list(map(context.labels.record, question.undated))
    links = [each for each in records if isinstance(each, Link)]
    if links:
        said = describe_unhedged(links[0], context.labels)
        return f"A source that says whether {said}"
    return "The dates of the stances"


def _flat(context: Context, question: OpenQuestion) -> str:
    """Return what is hedged, as if it were not."""
    labels = context.labels
    steps = [each for each in question.premises if isinstance(each, StatusChange)]
    if steps:
        changes = ", ".join(describe_unhedged(each, labels) for each in steps)
        return f"{labels.phrase(question.about[0])}: {changes}"
    records = (each for each in question.premises if isinstance(each, Record))
    return next((describe_unhedged(each, labels) for each in records), "")


def _outcome(context: Context, duty: Obligation) -> str:
    provision = duty.provision
    if provision.kind is ProvisionKind.OBLIGATION and provision.obligor:
        return f"Did {context.labels(provision.obligor)} {provision.duty or provision.id}?"
    return f"Was this kept: {describe_duty(provision, context.labels)}?"


def _joined(context: Context, group: Sequence[OpenQuestion]) -> Line:
    """Return many questions of one kind in one sentence."""
    labels, kind = context.labels, group[0].kind
    shown = group[:_MOST_JOINED]
    pieces: list[Span] = []
    begin, joint, remark = _FRAMES[kind]
    if kind is QuestionKind.DATE:
        remark += _undated(context, group)
    more = len(group) - len(shown)
    for number, question in enumerate(shown):
        subject = labels.phrase(question.about[0])
        if kind is QuestionKind.IDENTITY:
            subject += f" and {labels.phrase(question.about[1])}"
        is_last = number == len(shown) - 1
        head, tail = begin if number == 0 else "", joint
        if number and kind is not QuestionKind.IDENTITY:
            head = "and of " if is_last and not more else "of "
        if kind is not QuestionKind.IDENTITY and len(shown) == _PAIR and not more:
            tail = ""
        if is_last:
            tail = f" and {number_in_words(more)} more?" if more else "?"
        pieces.append(context.notes.span(f"{head}{subject}{tail}", *_grounds(question)))
    return Line(spans=tuple(pieces), remark=(Span(remark),))


_FRAMES = {
    QuestionKind.DATE: (
        "What is the date of ",
        ",",
        "Their dates, or that of the text, would settle it.",
    ),
    QuestionKind.IDENTITY: (
        "Are these one and the same: ",
        ";",
        "A source that names both, or something true of one alone, would settle it.",
    ),
    QuestionKind.PARTIES: (
        "Who are all the parties of ",
        ",",
        "A source that names them would settle it.",
    ),
}
