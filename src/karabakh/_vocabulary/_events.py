"""Terms of events, agreements and links."""

import enum

from karabakh._vocabulary._term import Term

__all__ = [
    "AgreementKind",
    "AgreementStatus",
    "EventKind",
    "LinkKind",
    "MeasureKind",
    "ProvisionKind",
]


@enum.unique
class EventKind(Term):
    """What sort of happening, or lasting state of affairs, an event is."""

    CONFLICT = "conflict"
    """A lasting conflict, fought or not, that other events are parts of."""

    WAR = "war"
    """A war: a lasting armed conflict between organised sides."""

    OFFENSIVE = "offensive"
    """A military operation in which one side goes on the attack."""

    BATTLE = "battle"
    """A fight between two armed sides."""

    ATTACK = "attack"
    """An armed attack of one side."""

    MILITARY_SUCCESS = "military-success"
    """A military result in favour of one side."""

    ESCALATION = "escalation"
    """A rise of violence."""

    DE_ESCALATION = "de-escalation"
    """A fall of violence."""

    TENSIONS = "tensions"
    """A strained state of affairs, short of or beside violence."""

    DISARMAMENT = "disarmament"
    """Arms are laid down, handed over or destroyed."""

    WITHDRAWAL = "withdrawal"
    """Forces leave a place."""

    VIOLATION = "violation"
    """An act against an agreement or a rule."""

    DISPLACEMENT = "displacement"
    """People flee, or are driven, from where they live."""

    STATEMENT = "statement"
    """An act of speech that matters as an act."""

    RHETORIC = "rhetoric"
    """A lasting or repeated way of speaking."""

    STANCE_CHANGE = "stance-change"
    """A holder changes what it holds; `Event.about` names the propositions."""

    NEGOTIATION = "negotiation"
    """Sides bargain, with or without help."""

    MEDIATION = "mediation"
    """A third party helps sides to talk."""

    MEETING = "meeting"
    """People meet or visit."""

    AGREEMENT_MAKING = "agreement-making"
    """An agreement comes about; what is agreed is an `Agreement`."""

    RECOGNITION = "recognition"
    """An act by which a status or an authority is recognised."""

    ELECTION = "election"
    """A vote."""

    PROTEST = "protest"
    """People demonstrate or strike."""

    SANCTION = "sanction"
    """A punishing measure short of force."""

    AID = "aid"
    """Help is given."""

    STATE_OF_AFFAIRS = "state-of-affairs"
    """Anything else that lasts."""

    OTHER = "other"
    """Anything else that happens."""


@enum.unique
class MeasureKind(Term):
    """What a number in a source counts or measures."""

    KILLED = "killed"
    """People who died."""

    INJURED = "injured"
    """People who were wounded or hurt."""

    DETAINED = "detained"
    """People who were arrested, captured or taken hostage."""

    DISPLACED = "displaced"
    """People who fled or were driven from where they lived."""

    PRESENT = "present"
    """People or units that took part or were there."""

    AREA = "area"
    """An extent of land; `Measure.unit` says in what."""

    MONEY = "money"
    """An amount of money; `Measure.unit` is the ISO 4217 code of the currency."""

    OTHER = "other"
    """Anything else; `Measure.unit` says what."""


@enum.unique
class AgreementKind(Term):
    """What an agreement is mainly about."""

    CEASEFIRE = "ceasefire"
    """Fighting stops; PA-X's stage *Cea*."""

    DISARMAMENT = "disarmament"
    """Arms are laid down."""

    WITHDRAWAL = "withdrawal"
    """Forces leave."""

    HUMANITARIAN = "humanitarian"
    """Access, relief, prisoners, the dead, the displaced."""

    PROCESS = "process"
    """How to talk; PA-X's stage *Pre*."""

    FRAMEWORK = "framework"
    """Principles or the whole of a settlement; PA-X's stages *SubPar* and *SubComp*."""

    DEMARCATION = "demarcation"
    """Where a line runs."""

    IMPLEMENTATION = "implementation"
    """How an earlier agreement is carried out; PA-X's stage *Imp*."""

    UNILATERAL_DECLARATION = "unilateral-declaration"
    """One side binds itself alone: a ceasefire declared without the other side."""

    OTHER = "other"
    """Anything else."""


@enum.unique
class AgreementStatus(Term):
    """Where an agreement stands from some time on."""

    PROPOSED = "proposed"
    """On the table."""

    AGREED = "agreed"
    """The parties have said yes; it need not have begun."""

    IN_FORCE = "in-force"
    """It binds."""

    VIOLATED = "violated"
    """It has been broken, and may be in force still."""

    SUSPENDED = "suspended"
    """It is set aside for a time."""

    RESUMED = "resumed"
    """It binds again after a suspension."""

    LAPSED = "lapsed"
    """It binds no more."""

    SUPERSEDED = "superseded"
    """Another agreement has taken its place."""

    UNKNOWN = "unknown"
    """The source says that its standing is not known."""


@enum.unique
class ProvisionKind(Term):
    """What a provision does: the three of deontic logic, and others."""

    OBLIGATION = "obligation"
    """The obligor must do it."""

    PROHIBITION = "prohibition"
    """The obligor must not do it."""

    PERMISSION = "permission"
    """The beneficiary may do it."""

    RECOGNITION = "recognition"
    """The parties accept a fact, a status or a principle."""

    PROCEDURE = "procedure"
    """How something is decided, run or verified."""

    OTHER = "other"
    """Any other clause."""


@enum.unique
class LinkKind(Term):
    """What one record is to another. Read it *subject – kind – object*."""

    BEFORE = "before"
    """The subject is over before the object begins."""

    CAUSES = "causes"
    """The subject brings the object about; so the object does not begin before it."""

    PART_OF = "part-of"
    """The subject is a part of the object, and lies within its time."""

    FOLLOWS = "follows"
    """The subject comes after the object and in its wake."""

    SAME_AS = "same-as"
    """Both records are of one and the same thing."""

    FULFILS = "fulfils"
    """The subject, an event, does what the object asks: a provision, agreement or condition."""

    BREACHES = "breaches"
    """The subject, an event, breaks the object: a provision, an agreement or a condition."""

    REASON_FOR = "reason-for"
    """The subject is a reason for the object, according to whoever says so."""

    SPEAKS_AGAINST = "speaks-against"
    """The subject is a reason against the object, according to whoever says so."""

    AMENDS = "amends"
    """The subject, an agreement, changes the object, an earlier one that stays in force."""

    SUPERSEDES = "supersedes"
    """The subject, an agreement, takes the place of the object, an earlier one."""

    SUSPENDS = "suspends"
    """The subject, an event or agreement, sets the object, an agreement, aside for a time."""

    OTHER = "other"
    """Any other connection; the note says which."""
