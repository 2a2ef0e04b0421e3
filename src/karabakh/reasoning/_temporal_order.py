"""The order of two things in time, with the records that it rests on."""

from collections.abc import Iterator

import attrs

from karabakh.ids import RecordId
from karabakh.model import (
    Certainty,
    Cited,
    Dataset,
    Event,
    Position,
    Relation,
    Source,
    StatusChange,
)
from karabakh.reasoning._accounts import Account
from karabakh.reasoning._conclusion import Conclusion, Premise
from karabakh.reasoning._creation_times import date_certainty
from karabakh.time import Constraint, ConstraintKind, Truth, When
from karabakh.wording import Labels

__all__ = ["Order", "evidence", "order_of"]

_WORDS = {
    ("before", Truth.YES): "{a} comes before {b}",
    ("before", Truth.NO): "{a} does not come before {b}",
    ("before", Truth.UNKNOWN): "whether {a} comes before {b} is undetermined",
    ("overlaps", Truth.YES): "{a} and {b} overlap",
    ("overlaps", Truth.NO): "{a} and {b} do not overlap",
    ("overlaps", Truth.UNKNOWN): "whether {a} and {b} overlap is undetermined",
}


@attrs.frozen(kw_only=True, repr=False)
class Order(Conclusion):
    """The order of two things in time, and the records that it rests on.

    Its rule is ``before`` or ``overlaps``, after the question.

    >>> import karabakh
    >>> from karabakh import reasoning
    >>> dataset = karabakh.load()
    >>> reasoning.timeline(dataset).before("war-2020", "offensive")
    <Order: war-2020 comes before offensive, inferred by the coder [before, certain, inferred]>
    """

    subject: RecordId
    """What is asked about."""

    object: RecordId
    """What it is compared with."""

    answer: Truth
    """Whether the one is over before the other begins; or whether the two overlap."""

    chain: tuple[Constraint, ...] = ()
    """What the answer follows from; empty if it is undetermined."""

    def _describe(self, labels: Labels) -> str:
        text = _WORDS[self.rule, self.answer].format(a=labels(self.subject), b=labels(self.object))
        return f"{text}, inferred by the coder" if self.coder_inferences else text


def order_of(account: Account, rule: str, a: str, b: str) -> Order:
    """Return the order of two things in one account.

    Args:
        account: The account.
        rule: ``before`` or ``overlaps``.
        a: The one.
        b: The other.

    Raises:
        UnknownIdError: If nothing with a time has one of the identifiers there.
    """
    chronology, dataset = account.chronology, account.dataset
    chain: tuple[Constraint, ...] = ()
    if rule == "before":
        answer = Truth.NO if a == b else chronology.before(a, b)
        is_before = answer is Truth.YES
        chain = (chronology.why_before if is_before else chronology.why_not_before)(a, b)
    else:
        answer = chronology.overlaps(a, b)
        if answer is Truth.YES:
            chain = (*chronology.why_not_before(a, b), *chronology.why_not_before(b, a))
        elif answer is Truth.NO:
            chain = chronology.why_before(a, b) or chronology.why_before(b, a)
    is_known = answer is not Truth.UNKNOWN
    return Order(
        rule=rule,
        premises=evidence(dataset, chain),
        max_certainty=date_certainty(*_dates(dataset, chain)) if is_known else Certainty.UNKNOWN,
        according_to=account.according_to if is_known else (),
        subject=a,
        object=b,
        answer=answer,
        chain=chain,
    )


def evidence(dataset: Dataset, chain: tuple[Constraint, ...]) -> tuple[Premise, ...]:
    """Return the records and sources that a chain of constraints comes from."""
    found: dict[int, Premise] = {}
    for constraint in chain:
        source = constraint.cited or dataset.sources.get(constraint.record)
        if isinstance(source, Cited | Source):
            found.setdefault(id(source), source)
    return tuple(found.values())


def _dates(dataset: Dataset, chain: tuple[Constraint, ...]) -> Iterator[When]:
    """Yield the dates that a chain of constraints uses."""
    for constraint in chain:
        if constraint.kind is ConstraintKind.DATE:
            match constraint.cited or dataset.sources.get(constraint.record):
                case Source() as source:
                    yield source.published
                case Position() as position:
                    yield position.when
                case Event() | Relation() | StatusChange() as dated:
                    yield dated.when
                case _:
                    pass
