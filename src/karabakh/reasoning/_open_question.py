"""Something that a dataset leaves open, in words."""

import enum
from typing import Final

import attrs

from karabakh.ids import RecordId, SourceId
from karabakh.model import Certainty, Position, Record, StatusChange
from karabakh.reasoning._agreement_status import StatusResult
from karabakh.reasoning._conclusion import Conclusion
from karabakh.reasoning._contradictions import ConsistencyCheck
from karabakh.reasoning._obligations import Obligation
from karabakh.time import ANYTIME, Bounds
from karabakh.wording import Labels, day_in_words

__all__ = ["OpenQuestion", "QuestionKind"]


@enum.unique
class QuestionKind(enum.Enum):
    """Why something is open, the weightiest kinds first."""

    UNDECIDED = "undecided"
    """An actor leaves it open and says so."""

    OUTCOME = "outcome"
    """What became of an obligation is undetermined or contested; or it is overdue."""

    STATUS = "status"
    """The status of an agreement is undetermined or contested."""

    CONTRADICTION = "contradiction"
    """What is reported can't all be so, and which of it is, is undetermined."""

    RIVAL_ACCOUNTS = "rival-accounts"
    """What different actors report can't all be so."""

    UNDETERMINED = "undetermined"
    """Whether what is reported can all be so is undetermined."""

    STANCE = "stance"
    """An actor is said to have changed its stance, and its new one is not reported."""

    HEDGED = "hedged"
    """It is reported, but not as a fact."""

    PARTIES = "parties"
    """An agreement was made, and its source does not name all parties."""

    DATE = "date"
    """It is in a reported order, or has obligations under it, but it has no date."""

    IDENTITY = "identity"
    """Whether two records are the same is not certain."""


_ANOTHER_SOURCE = "another source, or another look at these"
_WORDS: Final = {
    QuestionKind.UNDECIDED: (
        "whether it is so: {0}",
        "",
        "what came of it, or a stance for or against it",
    ),
    QuestionKind.OUTCOME: ("what became of {0}", "", "an event that fulfils or breaches it"),
    QuestionKind.STATUS: (
        "what the status of {0} is",
        "",
        "the dates of its steps, or a source that reports its status",
    ),
    QuestionKind.CONTRADICTION: ("", "not all that is reported can be so", _ANOTHER_SOURCE),
    QuestionKind.RIVAL_ACCOUNTS: ("", "", _ANOTHER_SOURCE),
    QuestionKind.UNDETERMINED: (
        "",
        "too little is known of the times, or of what is the same",
        "",
    ),
    QuestionKind.STANCE: (
        "what stance {0} took on {1}",
        "a change is reported, but no new stance",
        "a position that is dated after the change",
    ),
    QuestionKind.HEDGED: ("", "", "a source that reports it as a fact, or denies it"),
    QuestionKind.PARTIES: ("who the parties of {0} are", "", "a source that names them"),
    QuestionKind.DATE: ("when {0} was", "", ""),
    QuestionKind.IDENTITY: (
        "whether {0} and {1} are one",
        "",
        "a source that names both, or something true of one alone",
    ),
}
"""What is open, why, and what would resolve it; empty if that differs from case to case."""


@attrs.frozen(kw_only=True, repr=False)
class OpenQuestion(Conclusion):
    """Something that a dataset leaves open."""

    rule: str = "open-question"

    kind: QuestionKind
    """Why it is open."""

    about: tuple[RecordId, ...]
    """The records that it is about, the one first that it is about most of all."""

    bounds: Bounds | None = None
    """Of a missing date: the days that remain, considering everything."""

    undated: tuple[RecordId | SourceId, ...] = ()
    """The other records, and the sources, whose dates would help to resolve it."""

    def _describe(self, labels: Labels) -> str:
        subject, others = labels(self.about[0]), self.about[1:]
        if self.kind is QuestionKind.IDENTITY:
            others = others[:1]
        if words := _WORDS[self.kind][0]:
            return words.format(subject, labels.joined(others))
        if self.kind is QuestionKind.HEDGED:
            return f"whether it is so: {self._reported(labels)}"
        checks = (each for each in self.premises if isinstance(each, ConsistencyCheck))
        return next((self._restated(each, labels) for each in checks), subject)

    def _reported(self, labels: Labels) -> str:
        """Return what is hedged, as if it were certain: whether it is so, not likely so."""
        cited = (each for each in self.premises if isinstance(each, StatusChange | Record))
        firm = [attrs.evolve(each, certainty=Certainty.CERTAIN) for each in cited]
        steps = [self._restated(each, labels) for each in firm if isinstance(each, StatusChange)]
        if steps:
            return f"{labels(self.about[0])}: {', '.join(steps)}"
        return next((self._restated(each, labels) for each in firm), "")

    def reason(self, labels: Labels | None = None) -> str:
        """Return why it is open, in a few words.

        Args:
            labels: What to call the records; identifiers without them.
        """
        labels = labels or Labels()
        match self.kind:
            case QuestionKind.UNDECIDED:
                holders = (labels(it.holder) for it in self.premises if isinstance(it, Position))
                return f"left open by {', '.join(dict.fromkeys(holders))}"
            case QuestionKind.OUTCOME:
                duties = (each for each in self.premises if isinstance(each, Obligation))
                return next((each.reason(labels) for each in duties), "")
            case QuestionKind.STATUS:
                found = (each for each in self.premises if isinstance(each, StatusResult))
                return "; ".join(_status_in_words(each, labels) for each in found)
            case QuestionKind.RIVAL_ACCOUNTS:
                return f"not all can be so, according to {labels.joined(self.according_to)}"
            case QuestionKind.HEDGED | QuestionKind.IDENTITY:
                return f"it is {self.certainty.value}, not certain"
            case QuestionKind.PARTIES:
                named = self.about[1:2]
                return f"only {labels(named[0])} is named" if named else "none is named"
            case QuestionKind.DATE:
                return f"undated{_remaining(self.bounds)}"
            case _:
                return _WORDS[self.kind][1]

    def resolution(self, labels: Labels | None = None) -> str:
        """Return what would resolve it, in a few words.

        Args:
            labels: What to call the records; identifiers without them.
        """
        labels = labels or Labels()
        if self.kind is QuestionKind.UNDETERMINED:
            return " or ".join(map(labels, self.undated))
        if self.kind is QuestionKind.DATE:
            return ", or ".join(["its date", *(f"that of {labels(it)}" for it in self.undated)])
        return _WORDS[self.kind][2]


def _status_in_words(result: StatusResult, labels: Labels) -> str:
    """Return a status, or those that it may be, and whose word it is."""
    found = [result.status] if result.status else result.possible
    text = " or ".join(each.value.replace("-", " ") for each in found) or "no status"
    speakers = result.according_to
    return f"{text} according to {labels.joined(speakers)}" if speakers else text


def _remaining(bounds: Bounds | None) -> str:
    """Return what days remain, if any are known not to."""
    if bounds is None:
        return ""
    text = ""
    if bounds.start_earliest != ANYTIME.start_earliest:
        text += f"; not before {day_in_words(bounds.start_earliest)}"
    if bounds.end_latest != ANYTIME.end_latest:
        text += f"{', and' if text else ';'} not after {day_in_words(bounds.end_latest)}"
    return text
