"""The verbs of positions, by form and stance, in present, past and future."""

import enum
from collections.abc import Mapping
from typing import Final, NamedTuple

from karabakh.model import Certainty, PositionForm, PropositionKind, Stance

__all__ = ["Complement", "Tense", "Verb", "hedge", "is_acceptance", "stance_verb", "verb_of"]


@enum.unique
class Tense(enum.Enum):
    """When a stance is held, as seen by the reader of a sentence."""

    PRESENT = "present"
    PAST = "past"
    PERFECT = "perfect"
    """Since some time, and still."""

    FUTURE = "future"


@enum.unique
class Complement(enum.Enum):
    """What follows a verb: how the proposition is put."""

    CLAUSE = "clause"
    """“… that the mill is safe”"""

    WHETHER = "whether"
    """“… to whether the mill is safe”"""

    THING = "thing"
    """“… the right to the isle”, or the proposition in quotation marks"""

    ACT = "act"
    """“… to lower the weir”, else as `THING`"""

    CALL = "call"
    """“… on the League to lower the weir”, else as `THING`"""


class Verb(NamedTuple):
    """A verb with what follows it."""

    base: str
    """The infinitive, which is also the plural: "say"."""
    third: str
    """The third person singular: "says"."""
    past: str
    """The past: "said"."""
    complement: Complement
    """What follows."""
    particle: str = ""
    """What stands between the verb and what follows: "that", "to", "not to"."""

    def conjugate(
        self,
        tense: Tense,
        certainty: Certainty = Certainty.CERTAIN,
        *,
        is_plural: bool,
        once: bool = False,
    ) -> str:
        """Return the verb in a tense, as firm as its source: "appears to support".

        Args:
            tense: When it is so.
            certainty: How firmly the source presents it.
            is_plural: Whether the subject is plural.
            once: Whether to mark an undated past.
        """
        if certainty is Certainty.PROBABLE:
            return " ".join(filter(None, self._apparent(tense, is_plural=is_plural, once=once)))
        adverb = "possibly" if certainty is Certainty.POSSIBLE else ""
        return " ".join(filter(None, self._plain(tense, adverb, is_plural=is_plural, once=once)))

    def _plain(self, tense: Tense, adverb: str, *, is_plural: bool, once: bool) -> tuple[str, ...]:
        negation = "not" if self.is_negative else ""
        match tense:
            case Tense.PRESENT:
                return adverb, self.base if is_plural else self.third
            case Tense.PAST:
                return adverb, "once" if once else "", self.past
            case Tense.PERFECT:
                return "have" if is_plural else "has", adverb, negation, self._participle
            case Tense.FUTURE:
                return "will", adverb, negation, self._act

    def _apparent(self, tense: Tense, *, is_plural: bool, once: bool) -> tuple[str, ...]:
        appear = "appear" if is_plural else "appears"
        negation = "not" if self.is_negative else ""
        match tense:
            case Tense.PRESENT:
                return appear, negation, "to", self._act
            case Tense.PAST | Tense.PERFECT:
                return appear, negation, "once" if once else "", "to have", self._participle
            case Tense.FUTURE:
                return "will probably", negation, self._act

    @property
    def is_negative(self) -> bool:
        """Whether it denies: "do not expect"."""
        return self.base.startswith(_NOT)

    @property
    def _act(self) -> str:
        return self.base.removeprefix(_NOT)

    @property
    def _participle(self) -> str:
        if not self.is_negative:
            return self.past
        return "committed" if self._act == "commit" else f"{self._act}ed"


_NOT: Final = "do not "


def hedge(certainty: Certainty) -> str:
    """Return the adverb for how firmly a source presents something; may be empty.

    >>> from karabakh import Certainty
    >>> from karabakh.wording import hedge
    >>> [hedge(each) for each in Certainty]
    ['', 'likely', 'possibly', '']
    """
    return _HEDGES[certainty]


_HEDGES: Final[Mapping[Certainty, str]] = {
    Certainty.CERTAIN: "",
    Certainty.PROBABLE: "likely",
    Certainty.POSSIBLE: "possibly",
    Certainty.UNKNOWN: "",  # it is said in other words
}


def _regular(base: str, complement: Complement, particle: str = "") -> Verb:
    past = f"{base}d" if base.endswith("e") else f"{base}ed"
    return Verb(base, f"{base}s", past, complement, particle)


_THAT: Final = "that"
_ACCEPT: Final = _regular("accept", Complement.THING)
_WITHDRAW: Final = Verb(
    "no longer support", "no longer supports", "no longer supported", Complement.THING
)
_ACCEPT_OPPOSITE: Final = Verb(
    "accept the opposite of",
    "accepts the opposite of",
    "accepted the opposite of",
    Complement.THING,
)
_SUPPORT: Final = _regular("support", Complement.THING)
_OPPOSE: Final = _regular("oppose", Complement.THING)
_REJECT: Final = _regular("reject", Complement.THING)
_UNDECIDED: Final = Verb(
    "do not commit", "does not commit", "did not commit", Complement.WHETHER, "to whether"
)

_VERBS: Final[Mapping[PositionForm, tuple[Verb, Verb]]] = {
    PositionForm.CLAIM: (
        Verb("say", "says", "said", Complement.CLAUSE, _THAT),
        Verb("deny", "denies", "denied", Complement.CLAUSE, _THAT),
    ),
    PositionForm.ASSESSMENT: (
        _regular("consider", Complement.CLAUSE, _THAT),
        _regular("dispute", Complement.CLAUSE, _THAT),
    ),
    PositionForm.PREDICTION: (
        _regular("expect", Complement.CLAUSE, _THAT),
        Verb("do not expect", "does not expect", "did not expect", Complement.CLAUSE, _THAT),
    ),
    PositionForm.AIM: (_regular("want", Complement.ACT, "to"), _OPPOSE),
    PositionForm.ENDORSEMENT: (_SUPPORT, _OPPOSE),
    PositionForm.RECOGNITION: (
        _regular("recognise", Complement.THING),
        Verb(
            "refuse to recognise",
            "refuses to recognise",
            "refused to recognise",
            Complement.THING,
        ),
    ),
    PositionForm.REFUSAL: (_ACCEPT, _REJECT),
    PositionForm.DEMAND: (
        _regular("call", Complement.CALL, "to"),
        _regular("call", Complement.CALL, "not to"),
    ),
    PositionForm.OTHER: (_SUPPORT, _OPPOSE),
}
"""The verbs of each form: for it, against it."""

_CONCEDE_FACT: Final = (
    _regular("concede", Complement.CLAUSE, _THAT),
    _regular("concede", Complement.CLAUSE, "that it is not so that"),
)
_CONCEDE_ACT: Final = (
    _regular("agree", Complement.ACT, "to"),
    _regular("agree", Complement.ACT, "not to"),
)
_CONCEDE: Final = (
    _regular("concede", Complement.THING),
    _regular("concede", Complement.THING, "that this is not so"),
)


def verb_of(form: PositionForm | None, stance: Stance, kind: PropositionKind | None) -> Verb:
    """Return the verb for a form and stance on a proposition of some kind.

    To concede a fact or value is to say that it is so; to concede an act is to agree to it.
    """
    if stance is Stance.UNDECIDED:
        return _UNDECIDED
    if form is PositionForm.CONCESSION:
        verbs = _CONCEDE if kind is None else _CONCEDE_FACT
        if kind is PropositionKind.POLICY:
            verbs = _CONCEDE_ACT
    else:
        verbs = _VERBS[form or PositionForm.OTHER]
    return verbs[0] if stance is Stance.SUPPORTS else verbs[1]


def stance_verb(
    stance: Stance, form: PositionForm | None = None, *, is_withdrawn: bool = False
) -> Verb:
    """Return the verb for a stance in general, no firmer than its form.

    Args:
        stance: The stance.
        form: The form in which it was taken: who concedes or recognises something, or does not
            refuse it, accepts it, which is less than to support it.
        is_withdrawn: Whether it is no more than that support was given up.

    >>> from karabakh import PositionForm, Stance
    >>> from karabakh.wording import stance_verb
    >>> stance_verb(Stance.SUPPORTS).third
    'supports'
    >>> stance_verb(Stance.SUPPORTS, PositionForm.CONCESSION).third
    'accepts'
    """
    if is_withdrawn:
        return _WITHDRAW
    if is_acceptance(stance, form):
        return _ACCEPT if stance is Stance.SUPPORTS else _ACCEPT_OPPOSITE
    return verb_of(None, stance, None)


def is_acceptance(stance: Stance, form: PositionForm | None) -> bool:
    """Return whether a form of support, or a concession, accepts and does not back.

    >>> from karabakh import PositionForm, Stance
    >>> from karabakh.wording import is_acceptance
    >>> [is_acceptance(stance, PositionForm.RECOGNITION) for stance in Stance]
    [True, False, False]
    """
    if stance is Stance.SUPPORTS:
        return form in _ACCEPTING
    return stance is Stance.OPPOSES and form is PositionForm.CONCESSION


_ACCEPTING: Final = frozenset(
    {PositionForm.CONCESSION, PositionForm.RECOGNITION, PositionForm.REFUSAL}
)
