"""Positions in sentences: who says, wants or denies what, and when."""

from typing import Final, NamedTuple

from karabakh.ids import ActorId
from karabakh.model import Certainty, Cited, DocTimeRel, Position, Proposition
from karabakh.time import NO_END, When
from karabakh.wording._dates import date_in_words, when_in_words
from karabakh.wording._labels import Labels
from karabakh.wording._verbs import Complement, Tense, Verb, stance_verb, verb_of

__all__ = [
    "attributed",
    "describe_date",
    "describe_matter",
    "describe_position",
    "describe_reply",
    "describe_stance",
    "unstated",
]


def describe_position(record: Position, labels: Labels) -> str:
    """Return what a position says, with its verb by form, stance, time and certainty.

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
    verb = _verb(record, labels)
    what = _matter(record, verb, labels)
    is_marked = what.is_thing or verb.complement is Complement.ACT
    subject = labels(record.holder)
    if record.on_behalf_of:
        subject += f", on behalf of {labels(record.on_behalf_of)},"
    said, time = _said(record, verb, labels, is_marked=is_marked)
    # A time behind a clause would be that of the clause.
    parts = [what.whom, what.text, time] if what.is_thing else [what.whom, time, what.text]
    text = " ".join(filter(None, [subject, said, *parts]))
    if record.doc_time_rel is DocTimeRel.BEFORE_OR_OVERLAPS and not record.when.is_known:
        text += ", or recently did not" if verb.is_negative else ", or did so recently"
    text = _attributed_to_others(text, record, labels)
    return unstated(f"{text}: {what.quoted}" if what.quoted else text, record)


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
    verb = _verb(record, labels)
    object_ = _OBJECTS.get(verb.base, "it")
    if verb.base not in _REPLIES and (verb.complement is not Complement.THING or verb.particle):
        verb = stance_verb(record.stance, record.form)
    said, time = _said(record, verb, labels, is_marked=True)
    text = " ".join(filter(None, [labels(record.holder), said, object_, time]))
    return unstated(_attributed_to_others(text, record, labels), record)


_OBJECTS: Final = {"say": "so", "consider": "it so", "do not commit": "either way"}
_REPLIES: Final = frozenset({*_OBJECTS, "deny", "dispute", "expect", "do not expect"})
"""The verbs of clauses that may stand without one."""


def describe_stance(
    holder: str, verb: Verb, proposition: str, labels: Labels, *, tense: Tense = Tense.PRESENT
) -> str:
    """Return that an actor has a stance, whatever the form: "Ost opposes the ferry".

    Args:
        holder: The actor.
        verb: The verb for the stance, see `stance_verb`.
        proposition: What it is about.
        labels: What to call them.
        tense: When it is held, as seen by the reader.

    >>> from karabakh import Stance
    >>> from karabakh.wording import Labels, describe_stance, stance_verb
    >>> describe_stance("town", stance_verb(Stance.OPPOSES), "mill-safe", Labels())
    'town opposes this: mill-safe'
    """
    said = verb.conjugate(tense, is_plural=labels.takes_plural(holder))
    return f"{labels(holder)} {said} {describe_matter(proposition, labels, verb)}"


def describe_matter(proposition: str, labels: Labels, verb: Verb | None = None) -> str:
    """Return a proposition as an object: a noun phrase, or itself in quotes."""
    clause = labels.clause(proposition)
    if verb is not None and verb.complement is Complement.WHETHER:
        return f"{verb.particle} {clause}" if clause else f"on this: {labels(proposition)}"
    return labels.noun_phrase(proposition) or f"this: {labels(proposition)}"


def attributed(text: str, speakers: tuple[ActorId, ...], labels: Labels) -> str:
    """Return a sentence with those who say so, if any are named."""
    return f"{text}, according to {labels.joined(speakers)}" if speakers else text


def unstated(text: str, record: Cited) -> str:
    """Return a sentence, as not stated if its record is of unknown certainty."""
    if record.certainty is not Certainty.UNKNOWN:
        return text
    return f"it is not stated whether {text}"


def _attributed_to_others(text: str, record: Position, labels: Labels) -> str:
    others = tuple(each for each in record.according_to if each != record.holder)
    return attributed(text, others, labels)


def _verb(record: Position, labels: Labels) -> Verb:
    proposition = labels.record(record.proposition)
    kind = proposition.kind if isinstance(proposition, Proposition) else None
    return verb_of(record.form, record.stance, kind)


def _said(record: Position, verb: Verb, labels: Labels, *, is_marked: bool) -> tuple[str, str]:
    """Return the verb in its tense, and the time in words.

    Args:
        record: The position.
        verb: Its verb.
        labels: What to call the holder.
        is_marked: Whether an undated past is marked by "once".
    """
    tense, time = _tense(record), describe_date(record)
    once = is_marked and tense is Tense.PAST and not record.when.is_known
    is_plural = labels.takes_plural(record.holder)
    return verb.conjugate(tense, record.certainty, is_plural=is_plural, once=once), time


def _tense(record: Position) -> Tense:
    """Return the tense: what is voiced on a day, with no known end, was voiced then."""
    if record.doc_time_rel is DocTimeRel.BEFORE:
        return Tense.PAST
    if record.doc_time_rel is DocTimeRel.AFTER:
        return Tense.FUTURE
    if _start(record) is not None:
        return Tense.PERFECT if _goes_on(record) else Tense.PAST
    is_over = record.when.is_known and record.when.bounds.end_latest < NO_END
    return Tense.PAST if record.doc_time_rel is None and is_over else Tense.PRESENT


def describe_date(record: Position) -> str:
    """Return when a position is held, in words; an empty text if it is undated.

    >>> from karabakh import Position, Stance, When
    >>> from karabakh.wording import describe_date
    >>> fields = {"holder": "ost", "proposition": "safe", "stance": Stance.SUPPORTS}
    >>> [
    ...     describe_date(Position(id="p", when=When(text), **fields))
    ...     for text in ("2023-01-03/", "2023-01-03/..", "2023")
    ... ]
    ['on 3 January 2023', 'since 3 January 2023', 'in 2023']
    """
    start = _start(record)
    if start is None:
        return when_in_words(record.when) if record.when.is_known else ""
    if _goes_on(record) and record.doc_time_rel is not DocTimeRel.BEFORE:
        return f"since {date_in_words(start)}"
    return when_in_words(start)


def _start(record: Position) -> When | None:
    """Return the known start of a time without a known end."""
    start, is_interval, end = record.when.text.partition("/")
    return When(start) if is_interval and start not in {"", ".."} and end in {"", ".."} else None


def _goes_on(record: Position) -> bool:
    return record.when.text.endswith("/..") or record.doc_time_rel is DocTimeRel.OVERLAPS


class _Matter(NamedTuple):
    """How a proposition follows a verb."""

    text: str
    """What follows."""

    whom: str = ""
    """The addressee, before it."""

    quoted: str = ""
    """The proposition itself, if it stands in quotation marks at the end."""

    is_thing: bool = False
    """Whether it is an object, and no clause."""


def _matter(record: Position, verb: Verb, labels: Labels) -> _Matter:
    proposition = record.proposition
    clause, act = labels.clause(proposition), labels.infinitive(proposition)
    match verb.complement:
        case Complement.CALL:
            return _call(record, verb, labels)
        case Complement.ACT if act:
            return _Matter(f"{verb.particle} {act}")
        case Complement.CLAUSE | Complement.WHETHER if clause:
            return _Matter(f"{verb.particle} {clause}")
        case Complement.WHETHER:
            return _Matter("on this", quoted=labels(proposition), is_thing=True)
        case Complement.THING if verb.particle:
            return _Matter(verb.particle, quoted=labels(proposition), is_thing=True)
        case _:
            return _thing(proposition, verb, labels)


def _thing(proposition: str, verb: Verb, labels: Labels) -> _Matter:
    """Return a proposition as an object; of agreeing, with its particle."""
    thing, quoted = labels.noun_phrase(proposition), labels(proposition)
    if verb.base == "agree":
        if verb.particle == "not to":
            return _Matter("not to do this", quoted=quoted, is_thing=True)
        return _Matter(f"to {thing or 'this'}", quoted="" if thing else quoted, is_thing=True)
    if thing and verb.complement is not Complement.CLAUSE:
        return _Matter(thing, is_thing=True)
    return _Matter("this", quoted=quoted, is_thing=True)


def _call(record: Position, verb: Verb, labels: Labels) -> _Matter:
    """Return what is demanded, of whom."""
    proposition = record.proposition
    act, thing = labels.infinitive(proposition), labels.noun_phrase(proposition)
    whom = f"on {labels(record.addressee)}" if record.addressee else ""
    if act and whom:
        return _Matter(f"{verb.particle} {act}", whom)
    if verb.particle == "not to":
        text = "not to do this" if whom else "for this not to be done"
        return _Matter(text, whom, labels(proposition), is_thing=True)
    quoted = "" if thing else labels(proposition)
    return _Matter(f"for {thing or 'this'}", whom, quoted, is_thing=True)
