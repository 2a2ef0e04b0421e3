"""The values of a record's fields, each in a line for readers."""

import enum
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, cast

import attrs

from karabakh.model import (
    Basis,
    Certainty,
    CitedPart,
    Coding,
    Measure,
    Name,
    Paragraph,
    Participant,
    Provision,
    Record,
    Requirement,
    Source,
    StatusChange,
)

__all__ = ["field_lines", "value_text"]

_ELSEWHERE: Final = {"id", "citations"}
"""Fields that stand in the heading and below the others."""


def field_lines(record: Record | Source) -> Iterator[tuple[str, list[str]]]:
    """Yield the fields of a record that are not left out: their names, their values."""
    for field in attrs.fields(type(record)):
        value = getattr(record, field.name)
        if field.name in _ELSEWHERE or value == field.default:
            continue
        is_several = isinstance(value, tuple) and field.name != "point"
        values = cast("tuple[object, ...]", value if is_several else (value,))
        yield field.name.replace("_", " "), [value_text(each) for each in values]


def value_text(value: object) -> str:
    """Return a field's value, or one of its values, in words.

    >>> from karabakh import Measure, MeasureKind
    >>> from karabakh.cli._values import value_text
    >>> value_text(Measure(kind=MeasureKind.KILLED, low=10, high=25, of="fighters"))
    'killed: 10 to 25 (of fighters)'
    """
    write = _WRITERS.get(type(value))
    if write is not None:
        return write(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, enum.Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return ", ".join(value_text(each) for each in cast("tuple[object, ...]", value))
    return str(value)


def _participant(participant: Participant) -> str:
    side = f"side {participant.side}" if participant.side else ""
    return _with_details(
        participant.actor, participant.role.value, side, *_common_details(participant)
    )


def _measure(measure: Measure) -> str:
    kind = measure.kind.value
    numbers = " ".join(filter(None, (_numbers(measure), measure.unit)))
    of = f"of {measure.of}" if measure.of else ""
    return _with_details(f"{kind}: {numbers}", of, *_common_details(measure))


def _numbers(measure: Measure) -> str:
    if measure.low is None:
        limits = "" if measure.high is None else f"up to {measure.high}"
    else:
        limits = f"at least {measure.low}"
        if measure.high is not None:
            limits = f"{measure.low} to {measure.high}"
    if measure.best is None:
        return limits
    return f"{measure.best} ({limits})" if limits else str(measure.best)


def _status_change(change: StatusChange) -> str:
    relation = f"{change.doc_time_rel.value} the source" if change.doc_time_rel else ""
    when = str(change.when) if change.when.is_known else ""
    return _with_details(change.status.value, when, relation, *_common_details(change))


def _provision(provision: Provision) -> str:
    obligor = f"{provision.obligor}: " if provision.obligor else ""
    return _with_details(f"{obligor}{provision.duty}", provision.kind.value, provision.id)


def _name(name: Name) -> str:
    use = f"{name.use.value} form" if name.use else ""
    users = f"used by {', '.join(name.used_by)}" if name.used_by else ""
    return _with_details(name.text, name.language, use, users)


def _requirement(requirement: Requirement) -> str:
    return _with_details(
        f"{requirement.condition} for {requirement.goal}", requirement.condition_type.value
    )


def _coding(coding: Coding) -> str:
    codebook = " ".join(filter(None, (coding.codebook, coding.version)))
    return _with_details(
        ", ".join(coding.coders) or "coders not named",
        codebook and f"codebook {codebook}",
        str(coding.when) if coding.when.is_known else "",
        coding.tool and f"with {coding.tool}",
        coding.note,
    )


def _paragraph(paragraph: Paragraph) -> str:
    return f"{paragraph.words} words in {len(paragraph.sentences)} sentences"


def _common_details(part: CitedPart) -> Iterator[str]:
    """Yield what all parts have and this one does not leave out."""
    if part.certainty is not Certainty.CERTAIN:
        yield part.certainty.value
    if part.basis is Basis.INFERRED:
        yield "inferred by the coder"
    if part.according_to:
        yield f"according to {', '.join(part.according_to)}"
    yield from map(str, part.citations)
    yield part.note


def _with_details(text: str, *details: str) -> str:
    shown = "; ".join(filter(None, details))
    return f"{text} ({shown})" if shown else text


_WRITERS: Final[Mapping[type, Callable[[Any], str]]] = {
    Coding: _coding,
    Measure: _measure,
    Name: _name,
    Paragraph: _paragraph,
    Participant: _participant,
    Provision: _provision,
    Requirement: _requirement,
    StatusChange: _status_change,
}
"""How the parts of records are written; everything else is as in files."""
