"""Terms of actors: what they are, how they are tied, and what part they take."""

import enum

from karabakh._vocabulary._term import Term

__all__ = [
    "ActorKind",
    "NameUse",
    "ParticipantRole",
    "RelationKind",
]


@enum.unique
class ActorKind(Term):
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
class NameUse(Term):
    """How a name is used in running text."""

    FULL = "full"
    """In full, as at the first mention: "the Republic of Armenia"."""

    RUNNING = "running"
    """As in running text after the first mention: "Armenia"."""

    SHORT = "short"
    """As short as can be, for labels and figures: an abbreviation, a surname."""


@enum.unique
class RelationKind(Term):
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
class ParticipantRole(Term):
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
