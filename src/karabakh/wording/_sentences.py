"""Records in sentences: who says, wants or denies what, and when."""

from collections.abc import Mapping
from functools import singledispatch
from typing import Final

import attrs

from karabakh.ids import ActorId
from karabakh.model import (
    Actor,
    Agreement,
    AgreementStatus,
    Certainty,
    Citation,
    Cited,
    DocTimeRel,
    Event,
    Link,
    LinkKind,
    Measure,
    Participant,
    ParticipantRole,
    Place,
    Position,
    Proposition,
    Provision,
    Record,
    Relation,
    RelationKind,
    Source,
    Stance,
    StatusChange,
)
from karabakh.time import NO_END, When
from karabakh.wording._dates import date_in_words, when_in_words
from karabakh.wording._labels import Labels
from karabakh.wording._verbs import Complement, Tense, Verb, hedge, verb_of

__all__ = [
    "describe_citation",
    "describe_matter",
    "describe_position",
    "describe_record",
    "describe_reply",
    "describe_source",
    "describe_stance",
    "describe_status",
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


_STATUSES: Final[Mapping[AgreementStatus, str]] = {
    AgreementStatus.PROPOSED: "proposed",
    AgreementStatus.AGREED: "agreed",
    AgreementStatus.VIOLATED: "violated",
    AgreementStatus.SUSPENDED: "suspended",
    AgreementStatus.RESUMED: "resumed",
    AgreementStatus.SUPERSEDED: "superseded",
}


def describe_status(
    agreement: str, status: AgreementStatus, when: When, certainty: Certainty, labels: Labels
) -> str:
    """Return what status an agreement has, in a sentence without its full stop.

    Args:
        agreement: The agreement.
        status: Its status.
        when: Since when; may be unknown.
        certainty: How firmly it is reported.
        labels: What to call the agreement.

    >>> from karabakh import AgreementStatus, Certainty, When
    >>> from karabakh.wording import Labels, describe_status
    >>> when = When("2023-01-04")
    >>> describe_status("truce", AgreementStatus.LAPSED, when, Certainty.PROBABLE, Labels())
    'truce likely lapsed on 4 January 2023'
    """
    subject, adverb = labels.phrase(agreement), hedge(certainty)
    date = when_in_words(when) if when.is_known else ""
    if status is AgreementStatus.IN_FORCE:
        since = f"since {date_in_words(when)}" if when.is_known and not when.is_interval else date
        words = ["is", adverb, "in force"] if not date else ["has been", adverb, "in force", since]
    elif status is AgreementStatus.LAPSED:
        words = [adverb, "lapsed", date] if date else ["has", adverb, "lapsed"]
    elif status is AgreementStatus.UNKNOWN:
        words = ["is of unknown status"]
    else:
        made = "made" if "agree" in subject.lower() else "agreed"
        participle = made if status is AgreementStatus.AGREED else _STATUSES[status]
        words = ["was" if date else "has been", adverb, participle, date]
    return " ".join(filter(None, [subject, *words]))


def describe_time(when: When, doc_time_rel: DocTimeRel | None) -> str:
    """Return when something is, in words; an empty text if nothing is known of it.

    >>> from karabakh import DocTimeRel, When
    >>> from karabakh.wording import describe_time
    >>> describe_time(When("2020-09"), DocTimeRel.BEFORE)
    'September 2020'
    >>> describe_time(When.unknown(), DocTimeRel.BEFORE)
    'before the text was written'
    """
    if when.is_known:
        return date_in_words(when)
    return "" if doc_time_rel is None else _DOC_TIME_RELS[doc_time_rel]


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
    return _attributed(text, record.according_to, labels)


@describe_record.register
def _(record: Proposition, labels: Labels) -> str:
    ties = [f"implies {labels(each)}" for each in record.implies]
    ties += [f"excludes {labels(each)}" for each in record.excludes]
    return " ".join([labels(record.id), " and ".join(ties)]).rstrip()


@describe_record.register
def describe_position(record: Position, labels: Labels) -> str:
    """Return what a position says, with its verb by form, stance and time.

    >>> from karabakh import Position, PositionForm, Stance
    >>> from karabakh.wording import Labels, describe_position
    >>> position = Position(
    ...     id="town-denies",
    ...     holder="town",
    ...     proposition="mill-safe",
    ...     stance=Stance.OPPOSES,
    ...     form=PositionForm.CLAIM,
    ... )
    >>> describe_position(position, Labels())
    'town denies this: mill-safe'
    """
    proposition = labels.record(record.proposition)
    kind = proposition.kind if isinstance(proposition, Proposition) else None
    verb = verb_of(record.form, record.stance, kind)
    tense = _tense(record)
    is_undated_past = tense is Tense.PAST and not record.when.is_known
    once = is_undated_past and verb.complement in {Complement.THING, Complement.ACT}
    is_plural = labels.takes_plural(record.holder)
    said = verb.conjugate_hedged(tense, record.certainty, is_plural=is_plural, once=once)
    subject = labels(record.holder)
    if record.on_behalf_of:
        subject += f", on behalf of {labels(record.on_behalf_of)},"
    lead, quoted = _complement(record, verb, labels)
    text = f"{subject} {said} {lead}"
    if record.when.is_known:
        text += f" {when_in_words(record.when)}"
    elif record.doc_time_rel is DocTimeRel.BEFORE_OR_OVERLAPS:
        text += ", or did so recently"
    others = tuple(each for each in record.according_to if each != record.holder)
    text = _attributed(text, others, labels)
    text = f"{text}: {quoted}" if quoted else text
    return f"it is not stated whether {text}" if record.certainty is Certainty.UNKNOWN else text


def _tense(record: Position) -> Tense:
    match record.doc_time_rel:
        case DocTimeRel.BEFORE:
            return Tense.PAST
        case DocTimeRel.AFTER:
            return Tense.FUTURE
        case None if record.when.is_known and record.when.bounds.end_latest < NO_END:
            return Tense.PAST
        case _:
            return Tense.PRESENT


def _complement(record: Position, verb: Verb, labels: Labels) -> tuple[str, str]:
    """Return what follows the verb, and the proposition if it is quoted."""
    proposition = record.proposition
    clause, act = labels.clause(proposition), labels.infinitive(proposition)
    thing, quoted = labels.noun_phrase(proposition), labels(proposition)
    on_whom = f"on {labels(record.addressee)} " if record.addressee else ""
    match verb.complement:
        case Complement.CLAUSE | Complement.WHETHER if clause:
            return f"{verb.particle} {clause}", ""
        case Complement.ACT if act:
            return f"{verb.particle} {act}", ""
        case Complement.CALL if act and on_whom:
            return f"{on_whom}{verb.particle} {act}", ""
        case Complement.CALL:
            aim = "for" if verb.particle == "to" else "against"
            return (f"{on_whom}{aim} {thing}", "") if thing else (f"{on_whom}{aim} this", quoted)
        case Complement.ACT if verb.base == "agree":
            return (f"to {thing}", "") if thing else ("to this", quoted)
        case Complement.WHETHER:
            return "on this", quoted
        case Complement.THING if verb.particle:
            return verb.particle, quoted
        case Complement.THING | Complement.ACT if thing:
            return thing, ""
        case _:
            return "this", quoted


def describe_reply(record: Position, labels: Labels) -> str:
    """Return a position on a proposition that was just named: "Ost denies it".

    >>> from karabakh import Position, PositionForm, Stance
    >>> from karabakh.wording import Labels, describe_reply
    >>> position = Position(
    ...     id="town-denies",
    ...     holder="town",
    ...     proposition="mill-safe",
    ...     stance=Stance.OPPOSES,
    ...     form=PositionForm.CLAIM,
    ... )
    >>> describe_reply(position, Labels())
    'town denies it'
    """
    proposition = labels.record(record.proposition)
    kind = proposition.kind if isinstance(proposition, Proposition) else None
    verb = verb_of(record.form, record.stance, kind)
    if verb.complement in {Complement.CALL, Complement.ACT, Complement.WHETHER} or verb.particle:
        # "says it", "agrees it" and the like are none of the verbs that take an object.
        verb = verb if verb.base in _TRANSITIVE else verb_of(None, record.stance, kind)
    tense = _tense(record)
    is_plural = labels.takes_plural(record.holder)
    once = tense is Tense.PAST and not record.when.is_known
    said = verb.conjugate_hedged(tense, record.certainty, is_plural=is_plural, once=once)
    text = f"{labels(record.holder)} {said} {'to it' if verb.base == 'do not commit' else 'it'}"
    if record.when.is_known:
        text += f" {when_in_words(record.when)}"
    others = tuple(each for each in record.according_to if each != record.holder)
    return _attributed(text, others, labels)


_TRANSITIVE: Final = frozenset({"deny", "dispute", "expect", "do not expect", "do not commit"})


@describe_record.register
def _(record: Event, labels: Labels) -> str:
    time = describe_time(record.when, record.doc_time_rel)
    remarks = ", ".join(filter(None, [hedge(record.certainty), time]))
    text = f"{record.title or record.id}{f' ({remarks})' if remarks else ''}"
    return _attributed(text, record.according_to, labels)


@describe_record.register
def _(record: Participant, labels: Labels) -> str:
    text = f"{_ROLES[record.role]} {labels(record.actor)}"
    if record.side:
        text += f" (side: {record.side})"
    return _attributed(text, record.according_to, labels)


@describe_record.register
def _(record: Measure, labels: Labels) -> str:
    numbers = [_number(record.best)] if record.best is not None else []
    if record.low is not None:
        numbers.append(f"at least {_number(record.low)}")
    if record.high is not None:
        numbers.append(f"up to {_number(record.high)}")
    of = f" of {labels(record.of)}" if record.of else ""
    unit = f" {record.unit}" if record.unit else ""
    text = f"{record.kind.value}: {', '.join(numbers)}{unit}{of}"
    return _attributed(text, record.according_to, labels)


def _number(value: float) -> str:
    return f"{value:,}".replace(",", "\u202f")


@describe_record.register
def _(record: Agreement, labels: Labels) -> str:
    parties = f" between {labels.joined(record.parties)}" if len(record.parties) > 1 else ""
    return _attributed(f"{record.title or record.id}{parties}", record.according_to, labels)


@describe_record.register
def _(record: Provision, labels: Labels) -> str:
    what = record.duty or record.id
    duty = f"{labels(record.obligor)}: {what}" if record.obligor else what
    kind = "" if record.kind.value == "other" else f"{record.kind.value} of "
    owed = f" (to {labels(record.beneficiary)})" if record.beneficiary else ""
    by = f", by {date_in_words(record.deadline)}" if record.deadline.is_known else ""
    text = f"{kind if record.obligor else ''}{duty}{owed}{by}"
    return _attributed(text, record.according_to, labels)


@describe_record.register
def _(record: StatusChange, labels: Labels) -> str:
    date = f" {when_in_words(record.when)}" if record.when.is_known else ""
    status = " ".join([hedge(record.certainty), record.status.value.replace("-", " ")]).lstrip()
    return _attributed(f"{status}{date}", record.according_to, labels)


@describe_record.register
def _(record: Link, labels: Labels) -> str:
    verb, is_copula, rest = _LINKS[record.kind].partition("is ")
    adverb = f"{hedge(record.certainty)} ".lstrip()
    tie = f"is {adverb}{rest}" if is_copula and not verb else f"{adverb}{_LINKS[record.kind]}"
    text = f"{labels(record.subject)} {tie} {labels(record.object)}"
    return _attributed(text, record.according_to, labels)


def describe_citation(citation: Citation) -> str:
    """Return a passage in words: "paragraph 2, words 21–36".

    >>> from karabakh import Citation
    >>> from karabakh.wording import describe_citation
    >>> describe_citation(Citation.parse("article#p2:21-36"))
    'paragraph 2, words 21–36'
    """
    if citation.paragraph is None:
        return "the whole text"
    place = f"paragraph {citation.paragraph}"
    if citation.first is None:
        return place
    if citation.first == citation.last:
        return f"{place}, word {citation.first}"
    return f"{place}, words {citation.first}–{citation.last}"


def _attributed(text: str, speakers: tuple[ActorId, ...], labels: Labels) -> str:
    return f"{text}, according to {labels.joined(speakers)}" if speakers else text


def describe_stance(
    holder: str,
    stance: Stance,
    proposition: str,
    labels: Labels,
    *,
    tense: Tense = Tense.PRESENT,
) -> str:
    """Return that an actor has a stance, whatever the form: "Ost opposes the ferry".

    Args:
        holder: The actor.
        stance: The stance.
        proposition: What it is about.
        labels: What to call them.
        tense: When it is held, as seen by the reader.

    >>> from karabakh import Stance
    >>> from karabakh.wording import Labels, describe_stance
    >>> describe_stance("town", Stance.OPPOSES, "mill-safe", Labels())
    'town opposes this: mill-safe'
    """
    verb = verb_of(None, stance, None)
    said = verb.conjugate(tense, is_plural=labels.takes_plural(holder))
    return f"{labels(holder)} {said} {describe_matter(proposition, labels, verb)}"


def describe_matter(proposition: str, labels: Labels, verb: Verb | None = None) -> str:
    """Return a proposition as an object: a noun phrase, or itself in quotes."""
    clause = labels.clause(proposition)
    if verb is not None and verb.complement is Complement.WHETHER:
        return f"{verb.particle} {clause}" if clause else f"on this: {labels(proposition)}"
    return labels.noun_phrase(proposition) or f"this: {labels(proposition)}"
