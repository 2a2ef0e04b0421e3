"""Records in sentences, a kind of record after the other."""

from collections.abc import Mapping
from functools import singledispatch
from typing import Final

import attrs

from karabakh.model import (
    Actor,
    Agreement,
    Certainty,
    Cited,
    DocTimeRel,
    Event,
    Link,
    LinkKind,
    Measure,
    MeasureKind,
    Participant,
    ParticipantRole,
    Place,
    Position,
    Proposition,
    Provision,
    ProvisionKind,
    Record,
    Relation,
    RelationKind,
    Source,
    StatusChange,
)
from karabakh.time import When
from karabakh.wording._dates import date_in_words, when_in_words
from karabakh.wording._labels import Labels
from karabakh.wording._positions import attributed, describe_position, unstated
from karabakh.wording._verbs import hedge

__all__ = [
    "describe_duty",
    "describe_record",
    "describe_source",
    "describe_time",
    "describe_unhedged",
]

_DOC_TIME_RELS: Final[Mapping[DocTimeRel, str]] = {
    DocTimeRel.BEFORE: "before the text was written",
    DocTimeRel.BEFORE_OR_OVERLAPS: "recently, and perhaps still, when the text was written",
    DocTimeRel.OVERLAPS: "when the text was written",
    DocTimeRel.OVERLAPS_OR_AFTER: "not over when the text was written",
    DocTimeRel.AFTER: "after the text was written",
}

_HISTORY: Final = "before the text was written, and perhaps still"

_TIES: Final[Mapping[RelationKind, str]] = {
    RelationKind.HOLDS_OFFICE: "holds an office of",
    RelationKind.MEMBER_OF: "is a member of",
    RelationKind.PART_OF: "is a part of",
    RelationKind.GOVERNS_DE_FACTO: "governs",
    RelationKind.CONTROLS: "controls",
    RelationKind.MAJORITY_OF_POPULATION_OF: "makes up most of the population of",
    RelationKind.LIVES_IN: "lives in",
    RelationKind.ACTIVE_IN: "is active in",
    RelationKind.ACTS_FOR: "acts for",
    RelationKind.OTHER: "is connected to",
}

_FORMS: Final = {
    "holds": ("hold", "held"),
    "is": ("are", "was"),
    "governs": ("govern", "governed"),
    "controls": ("control", "controlled"),
    "makes": ("make", "made"),
    "lives": ("live", "lived"),
    "acts": ("act", "acted"),
}
"""The plural and the past of the verbs of relations."""

_LINKS: Final[Mapping[LinkKind, str]] = {
    LinkKind.BEFORE: "comes before",
    LinkKind.CAUSES: "led to",
    LinkKind.PART_OF: "is a part of",
    LinkKind.FOLLOWS: "follows",
    LinkKind.SAME_AS: "is the same as",
    LinkKind.FULFILS: "fulfils",
    LinkKind.BREACHES: "breaches",
    LinkKind.REASON_FOR: "is a reason for",
    LinkKind.SPEAKS_AGAINST: "speaks against",
    LinkKind.AMENDS: "amends",
    LinkKind.SUPERSEDES: "supersedes",
    LinkKind.SUSPENDS: "suspends",
    LinkKind.OTHER: "is connected to",
}

_ROLES: Final[Mapping[ParticipantRole, str]] = {
    ParticipantRole.INITIATOR: "begun by",
    ParticipantRole.TARGET: "aimed at",
    ParticipantRole.PARTICIPANT: "involving",
    ParticipantRole.SPEAKER: "said by",
    ParticipantRole.ADDRESSEE: "addressed to",
    ParticipantRole.PARTY: "between",
    ParticipantRole.SIGNATORY: "signed by",
    ParticipantRole.MEDIATOR: "mediated by",
    ParticipantRole.GUARANTOR: "guaranteed by",
    ParticipantRole.MONITOR: "monitored by",
    ParticipantRole.WITNESS: "witnessed by",
    ParticipantRole.OTHER: "with a part of",
}


def describe_time(
    when: When, doc_time_rel: DocTimeRel | None, *, is_recurring: bool = False
) -> str:
    """Return when something is, in words; an empty text if nothing is known of it.

    Args:
        when: Its time.
        doc_time_rel: Its relation to the creation of its source, for what is undated.
        is_recurring: Whether it happens again and again: a history of it is not recent.

    >>> from karabakh import DocTimeRel, When
    >>> from karabakh.wording import describe_time
    >>> describe_time(When("2020-09"), DocTimeRel.BEFORE)
    'September 2020'
    >>> describe_time(When.unknown(), DocTimeRel.BEFORE)
    'before the text was written'
    """
    time = date_in_words(when)
    if not time and doc_time_rel is not None:
        is_history = is_recurring and doc_time_rel is DocTimeRel.BEFORE_OR_OVERLAPS
        time = _HISTORY if is_history else _DOC_TIME_RELS[doc_time_rel]
    return ", ".join(filter(None, ["repeatedly" if is_recurring else "", time]))


def describe_source(source: Source) -> str:
    """Return what a source says about its own date: "‘Wire’ was published on …"."""
    if not source.published.is_known:
        return f"‘{source.title or source.id}’ is undated"
    return f"‘{source.title or source.id}’ was published {when_in_words(source.published)}"


@singledispatch
def describe_record(record: Cited, labels: Labels) -> str:  # noqa: ARG001 (one for all kinds)
    """Return what a record, or a part of one, says: a sentence without its full stop.

    Args:
        record: A record or a part of one.
        labels: What to call the records that it refers to.

    >>> import karabakh
    >>> from karabakh.wording import Labels, describe_record
    >>> dataset = karabakh.load()
    >>> describe_record(dataset["pashinyan-concedes"], Labels(dataset))
    'Pashinyan concedes that Nagorno-Karabakh belongs to the territory of Azerbaijan'
    """
    return record.id if isinstance(record, Record) else type(record).__name__


def describe_unhedged(record: Cited, labels: Labels) -> str:
    """Return what a record says as if it were certain, as after "whether".

    >>> import karabakh
    >>> from karabakh.wording import Labels, describe_unhedged
    >>> dataset = karabakh.load()
    >>> describe_unhedged(dataset["fighting-is-escalation"], Labels(dataset))
    '‘Recent fighting’ is the same as ‘Rise of violence’'
    """
    return describe_record(attrs.evolve(record, certainty=Certainty.CERTAIN), labels)


@describe_record.register
def _(record: Actor, labels: Labels) -> str:
    kind = record.kind.value.replace("-", " ")
    members = f" made up of {labels.joined(record.members)}" if record.members else ""
    return f"{labels(record.id)}: {kind}{members}"


@describe_record.register
def _(record: Place, labels: Labels) -> str:
    return f"{labels(record.id)}: place"


@describe_record.register
def _(record: Relation, labels: Labels) -> str:
    is_named = bool(record.title) and record.kind is not RelationKind.OTHER
    verb, _, rest = (f"is {record.title} of" if is_named else _TIES[record.kind]).partition(" ")
    plural, past = _FORMS[verb]
    is_plural = labels.takes_plural(record.subject)
    is_past = record.doc_time_rel is DocTimeRel.BEFORE
    if is_past:
        verb = "were" if is_plural and past == "was" else past
    elif is_plural:
        verb = plural
    adverbs = [hedge(record.certainty), "formerly" if is_past else ""]
    if record.kind is RelationKind.GOVERNS_DE_FACTO:
        adverbs.append("de facto")
    is_auxiliary = verb in {"is", "are", "was", "were"}
    tie = " ".join(filter(None, [verb, *adverbs, rest] if is_auxiliary else [*adverbs, verb, rest]))
    other = labels(record.object)
    if record.title and not is_named:
        other += f" ({record.title})"
    date = f" ({date_in_words(record.when)})" if record.when.is_known else ""
    text = f"{labels(record.subject)} {tie} {other}{date}"
    return unstated(attributed(text, record.according_to, labels), record)


@describe_record.register
def _(record: Proposition, labels: Labels) -> str:
    ties = [f"implies {labels(each)}" for each in record.implies]
    ties += [f"excludes {labels(each)}" for each in record.excludes]
    return " ".join([labels(record.id), " and ".join(ties)]).rstrip()


@describe_record.register
def _(record: Position, labels: Labels) -> str:
    return describe_position(record, labels)


@describe_record.register
def _(record: Event, labels: Labels) -> str:
    time = describe_time(record.when, record.doc_time_rel, is_recurring=record.recurring)
    is_unknown = record.certainty is Certainty.UNKNOWN
    doubt = "whether it happened is not stated" if is_unknown else hedge(record.certainty)
    remarks = ", ".join(filter(None, [doubt, time]))
    text = f"{record.title or record.id}{f' ({remarks})' if remarks else ''}"
    return attributed(text, record.according_to, labels)


@describe_record.register
def _(record: Participant, labels: Labels) -> str:
    text = f"{_ROLES[record.role]} {labels(record.actor)}"
    if record.side:
        text += f" (side: {record.side})"
    return attributed(text, record.according_to, labels)


@describe_record.register
def _(record: Measure, labels: Labels) -> str:
    unit = f" {record.unit}" if record.unit else ""
    text = f"{_numbers(record)}{unit}"
    of = labels(record.of) if record.of else ""
    match record.kind:
        case MeasureKind.AREA:
            text = f"an area of {text}{f' of {of}' if of else ''}"
        case MeasureKind.MONEY | MeasureKind.OTHER:
            text += f" of {of}" if of else ""
        case _:
            text += f" {record.kind.value}{f' among {of}' if of else ''}"
    return attributed(text, record.according_to, labels)


def _numbers(record: Measure) -> str:
    best, low, high = (
        "" if each is None else _number(each) for each in (record.best, record.low, record.high)
    )
    limits = f"{low} to {high}" if low and high else f"at least {low}" if low else f"up to {high}"
    if not best:
        return limits
    return f"{best} ({limits})" if low or high else best


def _number(value: float) -> str:
    return f"{value:,}".replace(",", "\u202f")


@describe_record.register
def _(record: Agreement, labels: Labels) -> str:
    parties = f" between {labels.joined(record.parties)}" if len(record.parties) > 1 else ""
    return attributed(f"{record.title or record.id}{parties}", record.according_to, labels)


@describe_record.register
def _(record: Provision, labels: Labels) -> str:
    owed = f" (to {labels(record.beneficiary)})" if record.beneficiary else ""
    by = f", by {date_in_words(record.deadline)}" if record.deadline.is_known else ""
    time = f", {when_in_words(record.period)}" if record.period.is_known else ""
    text = f"{describe_duty(record, labels)}{owed}{by}{time}"
    return attributed(text, record.according_to, labels)


def describe_duty(record: Provision, labels: Labels) -> str:
    """Return what a clause binds or allows: "Ost is not to close the river".

    >>> from karabakh import Provision, ProvisionKind
    >>> from karabakh.wording import Labels, describe_duty
    >>> kind = ProvisionKind.PROHIBITION
    >>> describe_duty(Provision(id="open", kind=kind, obligor="ost", duty="close it"), Labels())
    'ost is not to close it'
    """
    act = record.duty or record.id
    verb = "are" if record.obligor and labels.takes_plural(record.obligor) else "is"
    if record.obligor:
        subject = labels(record.obligor)
        match record.kind:
            case ProvisionKind.OBLIGATION:
                return f"{subject} {verb} to {act}"
            case ProvisionKind.PROHIBITION:
                return f"{subject} {verb} not to {act}"
            case ProvisionKind.PERMISSION:
                return f"{subject} may {act}"
            case _:
                act = f"{subject}: {act}"
    return act if record.kind is ProvisionKind.OTHER else f"{record.kind.value}: {act}"


@describe_record.register
def _(record: StatusChange, labels: Labels) -> str:
    date = f" {when_in_words(record.when)}" if record.when.is_known else ""
    status = " ".join([hedge(record.certainty), record.status.value.replace("-", " ")]).lstrip()
    return unstated(attributed(f"{status}{date}", record.according_to, labels), record)


@describe_record.register
def _(record: Link, labels: Labels) -> str:
    verb, is_copula, rest = _LINKS[record.kind].partition("is ")
    adverb = f"{hedge(record.certainty)} ".lstrip()
    tie = f"is {adverb}{rest}" if is_copula and not verb else f"{adverb}{_LINKS[record.kind]}"
    text = f"{labels(record.subject)} {tie} {labels(record.object)}"
    return unstated(attributed(text, record.according_to, labels), record)
