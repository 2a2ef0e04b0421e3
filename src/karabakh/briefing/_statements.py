"""What the lead and the findings say of positions, duties and agreements."""

from collections.abc import Iterable

from karabakh.briefing._context import Context
from karabakh.model import (
    AgreementStatus,
    Basis,
    Certainty,
    Cited,
    Position,
    PropositionKind,
    Provision,
    ProvisionKind,
    Record,
    StatusChange,
)
from karabakh.reasoning import (
    Conclusion,
    Dispute,
    HeldStance,
    OpenQuestion,
    Premise,
    QuestionKind,
    StatusResult,
)
from karabakh.time import When
from karabakh.wording import (
    Labels,
    describe_position,
    describe_reply,
    describe_status,
    join_words,
    when_in_words,
)

__all__ = [
    "Piece",
    "act_of",
    "inference",
    "opposed_positions",
    "opposed_stances",
    "opposition",
    "reports",
    "sources_of",
    "status_premise",
    "status_spans",
    "status_step",
    "undecided",
]


Piece = tuple[str, tuple[Premise, ...]]
"""A piece of a sentence, with what it rests on."""


def opposed_positions(dispute: Dispute) -> tuple[Position, Position]:
    """Return the positions behind a dispute, the supporter's first."""
    first, second = (each.position for each in opposed_stances(dispute))
    return first, second


def opposed_stances(dispute: Conclusion) -> list[HeldStance]:
    return [each for each in dispute.premises if isinstance(each, HeldStance)][:2]


def opposition(first: Position, second: Position, labels: Labels) -> tuple[str, str]:
    """Return two positions in clauses: "A says that P", "B denies it"."""
    one, describe = describe_position(first, labels), describe_position
    if first.proposition == second.proposition:
        record = labels.record(first.proposition)
        kind = getattr(record, "kind", None)
        if kind is not PropositionKind.POLICY or ": “" not in one:
            describe = describe_reply
    return f"{one}{inference(first)}", f"{describe(second, labels)}{inference(second)}"


def inference(record: Cited) -> str:
    """Return the remark that the coder inferred it; empty if a source states it."""
    return " (inferred by the coder)" if record.basis is Basis.INFERRED else ""


def act_of(provision: Provision) -> str:
    """Return what is owed in an infinitive: "to lower the weir"."""
    return f"{_PARTICLES.get(provision.kind, 'to')} {provision.duty or provision.id}"


_PARTICLES = {ProvisionKind.OBLIGATION: "to", ProvisionKind.PROHIBITION: "not to"}


def undecided(context: Context) -> list[OpenQuestion]:
    return [each for each in context.questions if each.kind is QuestionKind.UNDECIDED]


def status_step(result: StatusResult) -> StatusChange | None:
    """Return the step that gave an agreement its status, if it is recorded."""
    steps = [each for each in result.agreement.statuses if each.status is result.status]
    return steps[-1] if steps else None


def status_premise(result: StatusResult) -> Premise:
    """Return what says how firm a status is: the step that gave it, if it is certain."""
    return (
        (status_step(result) or result.agreement)
        if result.reported is Certainty.CERTAIN
        else result
    )


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
    step = status_step(result)
    premises: tuple[Premise, ...] = (agreement,)
    if step is None or result.reported is not Certainty.CERTAIN:
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
        acts = join_words(map(act_of, duties))
        date = f" {when_in_words(when)}" if when is not None and when.is_known else ""
        return f"{labels(duties[0].obligor or '')} agreed{date} {acts}{word}", (agreement, *duties)[
            :2
        ]
    text = describe_status(
        agreement.id, result.status, when or When.unknown(), result.reported, labels
    )
    return f"{text}{word}", premises


def sources_of(records: Iterable[Record]) -> list[str]:
    return [citation.source for each in records for citation in each.all_citations]


def reports(tellers: Iterable[str]) -> str:
    return "reports" if len(list(tellers)) == 1 else "report"
