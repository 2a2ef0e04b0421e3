"""What rests on a record: the answers that fall or weaken without it."""

from collections.abc import Hashable, Iterator
from typing import Final

import attrs

from karabakh.model import Certainty, Dataset
from karabakh.reasoning import (
    Conclusion,
    contradictions,
    demands,
    disputes,
    obligations,
    require_dataset,
    require_ids,
    shifts,
)

__all__ = ["Dependent", "resting_on"]

_QUESTIONS: Final = (shifts, contradictions, disputes, obligations, demands)


@attrs.frozen(kw_only=True)
class Dependent:
    """An answer that rests on a record, and what becomes of it without the record.

    >>> import karabakh
    >>> from karabakh.explanations import resting_on
    >>> found = resting_on(karabakh.load(), "pashinyan-prime-minister")
    >>> found[0].falls
    True
    """

    conclusion: Conclusion
    """The answer."""

    without: Certainty | None
    """How certain the answer is without the record; None if it falls."""

    @property
    def falls(self) -> bool:
        """Whether the answer does not hold without the record."""
        return self.without is None


def resting_on(dataset: Dataset, record: str) -> tuple[Dependent, ...]:
    """Return the answers that rest on a record: what falls, or weakens, without it.

    Shifts, contradictions, disputes, obligations and demands are asked with the record and
    without it.

    Args:
        dataset: The records.
        record: The identifier of a record, a provision or a source.

    Returns:
        The answers, those that fall first; in the order of the questions.

    Raises:
        UnknownIdError: If nothing in the dataset has the identifier.
        TypeError: If `dataset` is no dataset.

    >>> import karabakh
    >>> from karabakh.explanations import resting_on
    >>> dataset = karabakh.load()
    >>> [type(each.conclusion).__name__ for each in resting_on(dataset, "pashinyan-concedes")][:1]
    ['Shift']
    """
    require_dataset(dataset)
    require_ids(record=record)
    remaining = {_key(each): each for each in _answers(dataset.without(record))}
    found = [
        Dependent(conclusion=each, without=left.certainty if left else None)
        for each in _answers(dataset)
        if any(getattr(premise, "id", None) == record for premise in each.support)
        for left in [remaining.get(_key(each))]
    ]
    return tuple(sorted(found, key=lambda each: not each.falls))


def _answers(dataset: Dataset) -> Iterator[Conclusion]:
    for question in _QUESTIONS:
        yield from question(dataset)


def _key(conclusion: Conclusion) -> Hashable:
    """Return what an answer says, by identifiers, whatever it rests on."""
    return type(conclusion), conclusion.describe()
