"""The closed vocabularies: what may stand in a field, and what each term means.

A term's value is how it is written in files. Vocabularies only grow within a schema
version: a term never changes its meaning.
"""

import enum
from collections.abc import Iterable

__all__ = [
    "ActorKind",
    "AgreementKind",
    "AgreementStatus",
    "Basis",
    "Certainty",
    "ConditionType",
    "DocTimeRel",
    "EventKind",
    "LinkKind",
    "MeasureKind",
    "NameUse",
    "ParticipantRole",
    "PositionForm",
    "PropositionKind",
    "ProvisionKind",
    "RelationKind",
    "Stance",
]


class _Term(enum.Enum):
    """A term of a vocabulary."""

    # A term is one object, and its hash may say so. That of its name, which enumerations
    # take, is made by Python code, five times as slowly; indexes and answers ask for it often.
    __hash__ = object.__hash__


@enum.unique
class Certainty(_Term):
    """How firmly *the source* presents a record, after FactBank.

    FactBank: Saurí & Pustejovsky 2009. It is neither the coder's doubt nor that of whoever
    holds a position: an author who is plainly undecided holds an undecided stance, and that
    is *certain*. What is concluded from several records is as certain as the least certain
    of them.

    >>> from karabakh import Certainty
    >>> Certainty.weakest([Certainty.CERTAIN, Certainty.PROBABLE])
    <Certainty.PROBABLE: 'probable'>
    """

    CERTAIN = "certain"
    """Presented as a fact."""

    PROBABLE = "probable"
    """Presented as likely: "seems to", "is expected to"."""

    POSSIBLE = "possible"
    """Presented as a possibility: "may", "could"."""

    UNKNOWN = "unknown"
    """Presented without a commitment either way."""

    @property
    def rank(self) -> int:
        """From 0 (unknown) to 3 (certain)."""
        return _CERTAINTY_RANKS[self]

    @classmethod
    def weakest(cls, certainties: "Iterable[Certainty]") -> "Certainty":
        """Return the least of several certainties; *certain* if there are none."""
        return min(certainties, key=_CERTAINTY_RANKS.__getitem__, default=cls.CERTAIN)


_CERTAINTY_RANKS = {certainty: rank for rank, certainty in enumerate(reversed(Certainty))}


@enum.unique
class Basis(_Term):
    """Whether the source states it or the coder infers it.

    Independent of `Certainty`: a source may hedge what it states, and a coder may infer
    what the text leaves no doubt about. A coder's own doubt goes into the note.
    """

    STATED = "stated"
    """The cited words say it."""

    INFERRED = "inferred"
    """The coder concludes it from the cited words."""


@enum.unique
class DocTimeRel(_Term):
    """The relation of a holding or happening to the creation of its document.

    TimeML's relation of an event to the document creation time, in the five values of
    TempEval-2 (Verhagen et al. 2010). It dates the stance or the event, not the sentence
    that reports it. The two vague values say nothing about the time of creation itself.
    """

    BEFORE = "before"
    """Over when the document was created: "previously supported"."""

    BEFORE_OR_OVERLAPS = "before-or-overlaps"
    """Begun before, and perhaps not over: "recent"."""

    OVERLAPS = "overlaps"
    """In progress when the document was created: "is determined to"."""

    OVERLAPS_OR_AFTER = "overlaps-or-after"
    """Not over before the document was created, and perhaps not yet begun."""

    AFTER = "after"
    """Not yet begun when the document was created: "will"."""


@enum.unique
class ActorKind(_Term):
    """What sort of actor an actor is."""

    STATE = "state"
    """A state; the term takes no side on who recognises it."""

    DE_FACTO_AUTHORITY = "de-facto-authority"
    """Authorities that govern, or governed, in fact, whatever their recognition."""

    ARMED_GROUP = "armed-group"
    """Organised or unorganised fighters that are not named as a state's forces."""

    PERSON = "person"
    """One human being."""

    POPULATION = "population"
    """The people of a place, or a part of them."""

    ORGANISATION = "organisation"
    """A body with members or staff: a party, an agency, an intergovernmental body."""

    INTERNATIONAL_COMMUNITY = "international-community"
    """States and bodies abroad, addressed as one."""

    COLLECTIVE = "collective"
    """Several actors spoken of as one ("both sides"); its members are listed."""

    AUTHOR = "author"
    """Whoever speaks in a source's own voice."""

    OTHER = "other"
    """Any other actor, such as a media outlet or a company."""


@enum.unique
class RelationKind(_Term):
    """How an actor is tied to another actor or to a place."""

    HOLDS_OFFICE = "holds-office"
    """The subject holds an office of the object, which it represents while in office."""

    MEMBER_OF = "member-of"
    """The subject belongs to the object, which has a membership."""

    PART_OF = "part-of"
    """The subject is a part of the object."""

    GOVERNS_DE_FACTO = "governs-de-facto"
    """The subject governs the object in fact. Nothing is said of the right to."""

    CONTROLS = "controls"
    """The subject holds the object by force or administration."""

    MAJORITY_OF_POPULATION_OF = "majority-of-population-of"
    """The subject makes up most of the population of the object."""

    LIVES_IN = "lives-in"
    """The subject lives in the object."""

    ACTIVE_IN = "active-in"
    """The subject acts in the object."""

    ACTS_FOR = "acts-for"
    """The subject acts on behalf of the object without holding an office of it: a proxy."""

    OTHER = "other"
    """Any other tie; `Relation.title` names it."""


@enum.unique
class Stance(_Term):
    """What a holder thinks of a proposition."""

    SUPPORTS = "supports"
    """For it: says it is so, or wants it."""

    OPPOSES = "opposes"
    """Against it: says it is not so, or does not want it."""

    UNDECIDED = "undecided"
    """Neither, and said so: the holder leaves it open."""

    @property
    def opposite(self) -> "Stance":
        """The stance against this one; *undecided* is its own.

        >>> from karabakh import Stance
        >>> Stance.SUPPORTS.opposite
        <Stance.OPPOSES: 'opposes'>
        """
        return _OPPOSITES[self]


_OPPOSITES = {
    Stance.SUPPORTS: Stance.OPPOSES,
    Stance.OPPOSES: Stance.SUPPORTS,
    Stance.UNDECIDED: Stance.UNDECIDED,
}


@enum.unique
class PositionForm(_Term):
    """In what form a holder takes a position."""

    CLAIM = "claim"
    """Says that something is the case."""

    ASSESSMENT = "assessment"
    """Judges something, or names what is needed without calling on an addressee."""

    PREDICTION = "prediction"
    """Says what will be."""

    AIM = "aim"
    """Seeks something for itself."""

    ENDORSEMENT = "endorsement"
    """Backs the aim of another."""

    RECOGNITION = "recognition"
    """Accepts a status or an authority as such."""

    CONCESSION = "concession"
    """Grants what it used to deny, or what is against its own interest."""

    REFUSAL = "refusal"
    """Rejects what is asked, offered or imposed."""

    DEMAND = "demand"
    """Calls on an addressee to act: "must"."""

    OTHER = "other"
    """Any other form."""


@enum.unique
class PropositionKind(_Term):
    """What sort of sentence a proposition is: argumentation theory's three kinds."""

    FACT = "fact"
    """Says what is the case: an observer could check it."""

    VALUE = "value"
    """Judges something by a standard: "just", "aggressive", "an advantage"."""

    POLICY = "policy"
    """Says what is to be, or to be done."""


@enum.unique
class ConditionType(_Term):
    """How a condition bears on a goal."""

    NECESSARY = "necessary"
    """No goal without it."""

    SUFFICIENT = "sufficient"
    """It alone brings the goal."""

    NOT_SUFFICIENT = "not-sufficient"
    """It alone does not bring the goal."""

    CONTRIBUTES = "contributes"
    """It helps towards the goal."""


@enum.unique
class EventKind(_Term):
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
class ParticipantRole(_Term):
    """What an actor is in an event or an agreement."""

    INITIATOR = "initiator"
    """Begins it or does it, where the source says who did. PLOVER's *actor*.

    ACLED's *actor 1* and UCDP's *side A* are no initiators: their order says nothing.
    """

    TARGET = "target"
    """Has it done to it, where the source says so. PLOVER's *recipient*."""

    PARTICIPANT = "participant"
    """Takes part; `Participant.side` names its side."""

    SPEAKER = "speaker"
    """Says it."""

    ADDRESSEE = "addressee"
    """Is spoken to."""

    PARTY = "party"
    """Is bound by the agreement."""

    SIGNATORY = "signatory"
    """Signs the agreement, for a party or as a witness."""

    MEDIATOR = "mediator"
    """Helps the others to talk."""

    GUARANTOR = "guarantor"
    """Answers for the keeping of the agreement."""

    MONITOR = "monitor"
    """Observes and reports whether the agreement is kept."""

    WITNESS = "witness"
    """Is present, and confirms it."""

    OTHER = "other"
    """Any other role."""


@enum.unique
class MeasureKind(_Term):
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
class NameUse(_Term):
    """How a name is used in running text."""

    FULL = "full"
    """In full, as at the first mention: "the Republic of Armenia"."""

    RUNNING = "running"
    """As in running text after the first mention: "Armenia"."""

    SHORT = "short"
    """As short as can be, for labels and figures: an abbreviation, a surname."""


@enum.unique
class AgreementKind(_Term):
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
class AgreementStatus(_Term):
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
class ProvisionKind(_Term):
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
class LinkKind(_Term):
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
