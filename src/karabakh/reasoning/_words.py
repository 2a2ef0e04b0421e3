"""Records in plain words, for explanations; by identifiers, or by names where there are any."""

from collections.abc import Callable
from functools import singledispatch

from karabakh.model import (
    Actor,
    Agreement,
    Cited,
    Dataset,
    DocTimeRel,
    Event,
    Link,
    LinkKind,
    Place,
    Position,
    Proposition,
    Provision,
    Record,
    Relation,
    RelationKind,
    Stance,
    StatusChange,
)
from karabakh.reasoning._arguments import require_dataset
from karabakh.reasoning._dates import date_in_words
from karabakh.time import When

__all__ = ["Naming", "naming", "sentence_of", "stance_in_words", "time_in_words"]

Naming = Callable[[str], str]
"""Gives what to call a record, by its identifier: a name, a title, a sentence in quotes."""

# Actors may be one or many ("the fighters"), so no verb is bent by them.
_RELATIONS = {
    RelationKind.HOLDS_OFFICE: "in office of",
    RelationKind.MEMBER_OF: "member of",
    RelationKind.PART_OF: "part of",
    RelationKind.GOVERNS_DE_FACTO: "governing in fact",
    RelationKind.CONTROLS: "in control of",
    RelationKind.MAJORITY_OF_POPULATION_OF: "most of the population of",
    RelationKind.LIVES_IN: "living in",
    RelationKind.ACTIVE_IN: "active in",
    RelationKind.ACTS_FOR: "acting for",
    RelationKind.OTHER: "connected to",
}

_LINKS = {
    LinkKind.BEFORE: "comes before",
    LinkKind.CAUSES: "causes",
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

_DOC_TIMES = {
    DocTimeRel.BEFORE: "before the time of writing",
    DocTimeRel.BEFORE_OR_OVERLAPS: "begun before the time of writing",
    DocTimeRel.OVERLAPS: "at the time of writing",
    DocTimeRel.OVERLAPS_OR_AFTER: "not over at the time of writing",
    DocTimeRel.AFTER: "after the time of writing",
}

_STANCES = {
    Stance.SUPPORTS: "for",
    Stance.OPPOSES: "against",
    Stance.UNDECIDED: "undecided about",
}


def naming(dataset: Dataset | None) -> Naming:
    """Make a function that names the records of a dataset, for sentences about them.

    Args:
        dataset: the records; without it, identifiers stay what they are.

    Returns:
        What gives, by its identifier, an actor's or place's first name, the title of an
        event, agreement or source, the text of a proposition; and of others what says most.

    >>> import karabakh
    >>> from karabakh.reasoning import naming, timeline
    >>> dataset = karabakh.load()
    >>> order = timeline(dataset).before("offensive", "war-2020")
    >>> order.sentence(naming(dataset))
    "‘Offensive by Azerbaijan’ does not come before ‘War of 2020’, by the coder's reading"
    """
    if dataset is None:
        return str
    require_dataset(dataset)

    def name(id: str) -> str:
        record = dataset.get(id)
        if record is None:
            source = dataset.sources.get(id)
            return f"‘{source.title}’" if source and source.title else id
        return _name_of(record, plain_name)

    # What is named within a name: no deeper, since a careless record may mention itself.
    def plain_name(id: str) -> str:
        record = dataset.get(id)
        return id if record is None else _name_of(record, str)

    return name


def stance_in_words(holder: str, stance: Stance, proposition: str, name: Naming) -> str:
    """Say who is for, against or undecided about what."""
    return f"{name(holder)}: {_STANCES[stance]} {name(proposition)}"


def time_in_words(when: When, doc_time_rel: DocTimeRel | None) -> str:
    """Say when something is; an empty text where nothing is known of it."""
    parts = [date_in_words(when)] if when.is_known else []
    if doc_time_rel is not None:
        parts.append(_DOC_TIMES[doc_time_rel])
    return ", ".join(parts)


@singledispatch
def sentence_of(record: Cited, name: Naming) -> str:  # noqa: ARG001 (one for all kinds)
    """Say what a record says, in one line."""
    return record.id if isinstance(record, Record) else type(record).__name__


@sentence_of.register
def _(record: Actor, name: Naming) -> str:
    kind = record.kind.value.replace("-", " ")
    made_of = f" of {_listed(record.members, name)}" if record.members else ""
    return f"{name(record.id)}: {kind}{made_of}"


@sentence_of.register
def _(record: Place, name: Naming) -> str:
    return f"{name(record.id)}: place"


@sentence_of.register
def _(record: Relation, name: Naming) -> str:
    tie = f"{record.title} of" if record.title else _RELATIONS[record.kind]
    return _with(
        f"{name(record.subject)}: {tie} {name(record.object)}",
        time_in_words(record.when, record.doc_time_rel),
        _voice(record, name),
    )


@sentence_of.register
def _(record: Proposition, name: Naming) -> str:
    ties = [f"implies {name(each)}" for each in record.implies]
    ties += [f"excludes {name(each)}" for each in record.excludes]
    return " ".join([name(record.id), " and ".join(ties)]).rstrip()


@sentence_of.register
def _(record: Position, name: Naming) -> str:
    return _with(
        stance_in_words(record.holder, record.stance, record.proposition, name),
        record.form.value if record.form else "",
        time_in_words(record.when, record.doc_time_rel),
        _voice(record, name),
    )


@sentence_of.register
def _(record: Event, name: Naming) -> str:
    return _with(
        record.title or record.id,
        time_in_words(record.when, record.doc_time_rel),
        _voice(record, name),
    )


@sentence_of.register
def _(record: Agreement, name: Naming) -> str:
    parties = f"between {_listed(record.parties, name)}" if len(record.parties) > 1 else ""
    return _with(record.title or record.id, parties, _voice(record, name))


@sentence_of.register
def _(record: Provision, name: Naming) -> str:
    owed = f"to {name(record.beneficiary)}" if record.beneficiary else ""
    deadline = f"by {date_in_words(record.deadline)}" if record.deadline.is_known else ""
    return _with(
        f"duty of {name(record.obligor)}: {record.duty}" if record.obligor else record.duty,
        owed,
        deadline,
        _voice(record, name),
    )


@sentence_of.register
def _(record: StatusChange, name: Naming) -> str:  # noqa: ARG001
    return _with(
        record.status.value.replace("-", " "), time_in_words(record.when, record.doc_time_rel)
    )


@sentence_of.register
def _(record: Link, name: Naming) -> str:
    return _with(
        f"{name(record.subject)} {_LINKS[record.kind]} {name(record.object)}",
        _voice(record, name),
    )


def _name_of(record: Record, name: Naming) -> str:
    """Give a name for a record that fits into a sentence about something else."""
    match record:
        case Actor() | Place():
            return record.label or record.id
        case Event() | Agreement():
            return f"‘{record.title or record.id}’"
        case Proposition():
            return f"“{record.text}”"
        case Provision():
            of = f" of {name(record.obligor)}" if record.obligor else ""
            return f"the duty ‘{record.duty}’{of}"
        case Position():
            return f"‘{stance_in_words(record.holder, record.stance, record.proposition, name)}’"
        case _:
            return record.id


def _voice(record: Cited, name: Naming) -> str:
    speakers: tuple[str, ...] = getattr(record, "according_to", ())
    return f"according to {_listed(speakers, name)}" if speakers else ""


def _listed(ids: tuple[str, ...], name: Naming) -> str:
    names = [name(each) for each in ids]
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def _with(text: str, *details: str) -> str:
    told = "; ".join(filter(None, details))
    return f"{text} ({told})" if told else text
