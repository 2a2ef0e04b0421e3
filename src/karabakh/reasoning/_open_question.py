"""Something that a dataset leaves open, in words."""

import enum
from typing import Final

import attrs

from karabakh.ids import RecordId, SourceId
from karabakh.model import (
    Agreement,
    Certainty,
    Event,
    Link,
    Position,
    PositionForm,
    Proposition,
    PropositionKind,
    Record,
    Relation,
    StatusChange,
)
from karabakh.reasoning._agreement_status import StatusResult
from karabakh.reasoning._conclusion import Conclusion
from karabakh.reasoning._obligation import Obligation
from karabakh.reasoning._record_conflicts import ConsistencyCheck
from karabakh.time import ANYTIME, Bounds
from karabakh.wording import Labels, day_in_words, describe_status

__all__ = ["OpenQuestion", "QuestionKind"]


@enum.unique
class QuestionKind(enum.Enum):
    """Why something is open, the weightiest kinds first."""

    UNDECIDED = "undecided"
    """An actor holds an undecided stance, and is not known to have taken another since."""

    OUTCOME = "outcome"
    """An obligation is overdue by now, or its outcome is undetermined or contested."""

    STATUS = "status"
    """The status of an agreement, by now, is undetermined, or accounts give it differently."""

    CONTRADICTION = "contradiction"
    """What is reported can't all be so."""

    RIVAL_ACCOUNTS = "rival-accounts"
    """What different actors report can't all be so."""

    UNDETERMINED = "undetermined"
    """Whether what is reported can all be so is undetermined."""

    STANCE = "stance"
    """An actor is said to have changed its stance, by an event of the kind *stance-change*, without
    a shift on what that is about, or a stance that it is known to precede."""

    HEDGED = "hedged"
    """A record is less than certain, or a step of an agreement is; but not a link of which an end
    is itself on this list."""

    PARTIES = "parties"
    """An agreement was made with fewer than two parties named, its source does not name all, and it
    is no unilateral declaration."""

    DATE = "date"
    """An end of a *before* or *follows* link, or an agreement with provisions, has no date."""

    IDENTITY = "identity"
    """A *same as* link is less than certain."""


_REASONS: Final = {
    QuestionKind.CONTRADICTION: "not all that is reported can be so",
    QuestionKind.STANCE: "a change is reported, but no new stance",
}
_ANOTHER_SOURCE: Final = "another source, or another look at these"
_RESOLUTIONS: Final = {
    QuestionKind.UNDECIDED: "what came of it, or a stance for or against it",
    QuestionKind.OUTCOME: "an event that fulfils or breaches it",
    QuestionKind.STATUS: "the dates of its steps, or a source that reports its status",
    QuestionKind.CONTRADICTION: _ANOTHER_SOURCE,
    QuestionKind.RIVAL_ACCOUNTS: _ANOTHER_SOURCE,
    QuestionKind.STANCE: "a position that is dated after the change",
    QuestionKind.HEDGED: "a source that reports it as a fact, or denies it",
    QuestionKind.PARTIES: "a source that names them",
    QuestionKind.IDENTITY: "a source that names both, or something true of one alone",
}


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
        subject = labels(self.about[0])
        match self.kind:
            case QuestionKind.UNDECIDED:
                return f"whether {self._left_open(labels)}"
            case QuestionKind.OUTCOME:
                return f"what became of {subject}"
            case QuestionKind.STATUS:
                return f"what the status of {subject} is"
            case QuestionKind.STANCE:
                return f"what stance {subject} took on {labels.joined(self.about[1:])}"
            case QuestionKind.HEDGED:
                return f"whether {self._unhedged(labels)}"
            case QuestionKind.PARTIES:
                return f"who the parties of {subject} are"
            case QuestionKind.DATE:
                return f"when {subject} was"
            case QuestionKind.IDENTITY:
                return f"whether {subject} and {labels(self.about[1])} are one"
            case _:
                checks = (each for each in self.premises if isinstance(each, ConsistencyCheck))
                return next((self._restated(each, labels) for each in checks), subject)

    @property
    def _is_of_identity(self) -> bool:
        checks = (each for each in self.premises if isinstance(each, ConsistencyCheck))
        return any(check.deciding_links for check in checks)

    def _left_open(self, labels: Labels) -> str:
        """Return a proposition after "whether": a fact, a prediction, or what is to be."""
        subject, clause = self.about[0], labels.clause(self.about[0])
        record = labels.record(subject)
        is_policy = isinstance(record, Proposition) and record.kind is PropositionKind.POLICY
        if clause:
            return f"it should be that {clause}" if is_policy else clause
        forms = {each.form for each in self.premises if isinstance(each, Position)}
        verb = "will come true" if forms == {PositionForm.PREDICTION} else "is so"
        return f"this {'should be' if is_policy else verb}: {labels(subject)}"

    def _unhedged(self, labels: Labels) -> str:
        """Return what is hedged, as if it were certain."""
        certain, about = Certainty.CERTAIN, self.about[0]
        steps = [each for each in self.premises if isinstance(each, StatusChange)]
        if steps:
            changes = (describe_status(about, it.status, it.when, certain, labels) for it in steps)
            return ", and ".join(changes)
        (record,) = (each for each in self.premises if isinstance(each, Record))
        text = self._restated(attrs.evolve(record, certainty=certain), labels)
        match record:
            case Event():
                return f"this happened: {text}"
            case Agreement():
                return f"this was agreed: {text}"
            case Relation() | Link() | Position():
                return text
            case _:
                return f"this is so: {text}"

    def reason(self, labels: Labels | None = None) -> str:
        """Return why it is open, in a few words.

        Args:
            labels: What to call the records; identifiers without them.
        """
        labels = Labels.or_ids(labels)
        premises = self.premises
        match self.kind:
            case QuestionKind.UNDECIDED:
                holders = (labels(each.holder) for each in premises if isinstance(each, Position))
                return f"left open by {', '.join(dict.fromkeys(holders))}"
            case QuestionKind.OUTCOME:
                return ", ".join(it.reason(labels) for it in premises if isinstance(it, Obligation))
            case QuestionKind.STATUS:
                found = (each for each in premises if isinstance(each, StatusResult))
                return "; ".join(each.describe(labels) for each in found)
            case QuestionKind.RIVAL_ACCOUNTS:
                return f"not all can be so, according to {labels.joined(self.according_to)}"
            case QuestionKind.UNDETERMINED:
                missing = "what is the same" if self._is_of_identity else "the times"
                return f"too little is known of {missing}"
            case QuestionKind.HEDGED | QuestionKind.IDENTITY:
                return f"it is {self.certainty.value}, not certain"
            case QuestionKind.PARTIES:
                if not self.about[1:]:
                    return "none is named"
                verb = "are" if labels.takes_plural(self.about[1]) else "is"
                return f"only {labels(self.about[1])} {verb} named"
            case QuestionKind.DATE:
                first, _, _, last = self.bounds or ANYTIME
                limits = [f"not before {day_in_words(first)}"] if first > ANYTIME[0] else []
                limits += [f"not after {day_in_words(last)}"] if last < ANYTIME[3] else []
                return "; ".join(["undated", *filter(None, [", and ".join(limits)])])
            case _:
                return _REASONS[self.kind]

    def resolution(self, labels: Labels | None = None) -> str:
        """Return what would resolve it, in a few words.

        Args:
            labels: What to call the records; identifiers without them.
        """
        labels = Labels.or_ids(labels)
        if self.kind is QuestionKind.UNDETERMINED:
            if self._is_of_identity:
                return _RESOLUTIONS[QuestionKind.IDENTITY]
            return " or ".join(dict.fromkeys(map(labels, self.undated)))
        if self.kind is QuestionKind.DATE:
            return ", or ".join(["its date", *(f"that of {labels(it)}" for it in self.undated)])
        return _RESOLUTIONS[self.kind]
