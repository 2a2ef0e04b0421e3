"""Two things that may not both be."""

import enum

import attrs

from karabakh.ids import RecordId, SourceId
from karabakh.reasoning._conclusion import Conclusion

__all__ = ["Clash", "Outcome"]


@enum.unique
class Outcome(enum.Enum):
    """What comes of comparing what may not both be."""

    CONTRADICTION = "contradiction"
    """It can't both be."""

    COMPATIBLE = "compatible"
    """It can both be, such as one stance after another."""

    UNDETERMINED = "undetermined"
    """The records leave it open."""


@attrs.frozen(kw_only=True, repr=False)
class Clash(Conclusion):
    """Two things that may not both be, and whether they can.

    >>> import karabakh
    >>> from karabakh import reasoning
    >>> [clash.outcome.value for clash in reasoning.contradictions(karabakh.load()).compatible]
    ['compatible']
    """

    outcome: Outcome
    """What comes of it."""

    decided_by: tuple[RecordId | SourceId, ...] = ()
    """Where it is undetermined: the records and sources whose dates would tell, or the links of
    which it would have to be known whether they hold."""
