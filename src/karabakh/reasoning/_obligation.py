"""An obligation under an agreement, with what became of it."""

import enum

import attrs

from karabakh.ids import RecordId
from karabakh.model import Agreement, Provision, ProvisionKind
from karabakh.reasoning._conclusion import Conclusion, Premise
from karabakh.time import Truth, When
from karabakh.wording import Labels, date_in_words

__all__ = ["Obligation", "ObligationState"]


@enum.unique
class ObligationState(enum.Enum):
    """What became of an obligation, as far as is reported.

    >>> from karabakh.reasoning import ObligationState
    >>> ObligationState("due").name
    'DUE'
    """

    FULFILLED = "fulfilled"
    """An event fulfils it."""

    BREACHED = "breached"
    """An event breaches it. A breach stays one, whatever is done before or after it."""

    CONTESTED = "contested"
    """It is fulfilled by one actor's account, and breached by another's."""

    OVERDUE = "overdue"
    """Its deadline has passed, and neither a performance nor a breach is reported."""

    DUE = "due"
    """Its deadline is still to come, and neither a performance nor a breach is reported."""

    UNKNOWN = "unknown"
    """It is undetermined."""


@attrs.frozen(kw_only=True, repr=False)
class Obligation(Conclusion):
    """An obligation or prohibition under an agreement, and what became of it.

    >>> import karabakh
    >>> from karabakh import reasoning
    >>> dataset = karabakh.load()
    >>> reasoning.obligations(dataset)[0].state
    <ObligationState.UNKNOWN: 'unknown'>
    """

    rule: str = "obligation"
    """``obligation``."""

    provision: Provision
    """The clause: who owes what to whom, by when."""

    agreement: Agreement
    """What it is owed under."""

    at: When | None
    """The time asked about; None for the creation of the latest source."""

    agreed: Truth
    """Whether the agreement has been made by then; never *no*: then nothing is owed."""

    state: ObligationState
    """What became of it, if the agreement has been made."""

    by: RecordId | None = None
    """The event that fulfils or breaches it, or may have by then; None if none is reported."""

    in_time: Truth = Truth.UNKNOWN
    """Of what was fulfilled: whether by the deadline; *unknown* also if there is none, and if it
    would rest on a date marked as approximate or uncertain."""

    accounts: "tuple[Obligation, ...]" = ()
    """What others say became of it, if that differs; of what is contested, all that differ."""

    @property
    def details(self) -> tuple[Premise, ...]:
        """The accounts that differ, unless it rests on them."""
        return () if self.state is ObligationState.CONTESTED else self.accounts

    def reason(self, labels: Labels | None = None) -> str:
        """Return why its state is what it is, in a few words.

        Args:
            labels: What to call the records; identifiers without them.

        >>> import karabakh
        >>> from karabakh.reasoning import obligations
        >>> (duty,) = obligations(karabakh.load())
        >>> duty.reason()
        'no deadline or outcome reported'
        """
        labels = labels or Labels()
        deadline = date_in_words(self.provision.deadline)
        if self.agreed is Truth.UNKNOWN:
            return "whether it had been agreed by then is undetermined"
        match self.state:
            case ObligationState.FULFILLED | ObligationState.BREACHED:
                late = {Truth.YES: ", in time", Truth.NO: ", late", Truth.UNKNOWN: ""}
                return f"by {labels(self.by or '')}{late[self.in_time]}"
            case ObligationState.CONTESTED:
                return ", ".join(
                    f"{each.state.value} according to {labels.joined(each.according_to)}"
                    for each in self.accounts
                )
            case ObligationState.OVERDUE:
                return f"the deadline, {deadline}, has passed, and no outcome is reported"
            case ObligationState.DUE:
                return f"the deadline, {deadline}, is still to come"
            case ObligationState.UNKNOWN if self.by:
                return f"whether {labels(self.by)} has happened by then is undetermined"
            case ObligationState.UNKNOWN if self.provision.kind is ProvisionKind.PROHIBITION:
                return "no breach reported"
            case ObligationState.UNKNOWN if deadline:
                return f"whether the deadline, {deadline}, has passed is undetermined"
            case ObligationState.UNKNOWN:
                return "no deadline or outcome reported"

    def _describe(self, labels: Labels) -> str:
        is_known = self.agreed is Truth.YES and self.state is not ObligationState.UNKNOWN
        state = self.state.value if is_known else "undetermined"
        obligor = labels(self.provision.obligor) if self.provision.obligor else "nobody by name"
        return f"{obligor}: {self.provision.duty}: {state}"
