"""Two things that may not both be, and whether they can."""

import enum

import attrs

from karabakh.ids import RecordId, SourceId
from karabakh.reasoning._conclusion import Conclusion

__all__ = ["ConsistencyCheck", "Verdict"]


@enum.unique
class Verdict(enum.Enum):
    """The outcome of a consistency check.

    >>> import karabakh
    >>> from karabakh.reasoning import Verdict, contradictions
    >>> check = contradictions(karabakh.load()).compatible[0]
    >>> check.verdict is Verdict.COMPATIBLE
    True
    """

    CONTRADICTION = "contradiction"
    """It can't both be, by one and the same voice."""

    RIVAL_ACCOUNTS = "rival-accounts"
    """It can't both be, but different voices say the one and the other."""

    UNDETERMINED = "undetermined"
    """The records leave it open."""

    COMPATIBLE = "compatible"
    """It can both be, such as one stance after another."""


@attrs.frozen(kw_only=True, repr=False)
class ConsistencyCheck(Conclusion):
    """Two things that may not both be, and whether they can.

    >>> import karabakh
    >>> from karabakh import reasoning
    >>> [check.verdict.value for check in reasoning.contradictions(karabakh.load()).compatible]
    ['compatible']
    """

    verdict: Verdict
    """Whether both can be."""

    resolution: tuple[RecordId | SourceId, ...] = ()
    """If it is undetermined: the records and sources whose dates would resolve it, or the links
    of which it would have to be known whether they hold."""
