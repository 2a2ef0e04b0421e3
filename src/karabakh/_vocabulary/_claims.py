"""Terms of claims: certainty, basis, time, and what is thought of what."""

import enum
from collections.abc import Iterable

from karabakh._vocabulary._term import Term

__all__ = [
    "Basis",
    "Certainty",
    "ConditionType",
    "DocTimeRel",
    "PositionForm",
    "PropositionKind",
    "Stance",
]


@enum.unique
class Certainty(Term):
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
class Basis(Term):
    """Whether the source states it or the coder infers it.

    Independent of `Certainty`: a source may hedge what it states, and a coder may infer
    what the text leaves no doubt about. A coder's own doubt goes into the note.
    """

    STATED = "stated"
    """The cited words say it."""

    INFERRED = "inferred"
    """The coder concludes it from the cited words."""


@enum.unique
class DocTimeRel(Term):
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
class Stance(Term):
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
class PositionForm(Term):
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
class PropositionKind(Term):
    """What sort of sentence a proposition is: argumentation theory's three kinds."""

    FACT = "fact"
    """Says what is the case: an observer could check it."""

    VALUE = "value"
    """Judges something by a standard: "just", "aggressive", "an advantage"."""

    POLICY = "policy"
    """Says what is to be, or to be done."""


@enum.unique
class ConditionType(Term):
    """How a condition bears on a goal."""

    NECESSARY = "necessary"
    """No goal without it."""

    SUFFICIENT = "sufficient"
    """It alone brings the goal."""

    NOT_SUFFICIENT = "not-sufficient"
    """It alone does not bring the goal."""

    CONTRIBUTES = "contributes"
    """It helps towards the goal."""
