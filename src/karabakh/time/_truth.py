"""Answers in three values."""

import enum
from collections.abc import Iterable
from typing import NoReturn

__all__ = ["Truth"]


@enum.unique
class Truth(enum.Enum):
    """An answer that may be *yes*, *no* or *unknown*.

    The operators `&`, `|` and `~` are the strong connectives of Kleene's three-valued logic
    (*Introduction to Metamathematics*, 1952, § 64): an unknown part leaves the whole unknown
    unless the other part settles it.

    An answer is neither true nor false to Python, since `if` would have to pass off the unknown
    as one of them. Compare it instead: ``answer is Truth.YES``.

    >>> from karabakh import Truth
    >>> Truth.YES & Truth.UNKNOWN
    <Truth.UNKNOWN: 'unknown'>
    >>> Truth.NO & Truth.UNKNOWN
    <Truth.NO: 'no'>
    """

    YES = "yes"
    """It is so."""
    NO = "no"
    """It is not so."""
    UNKNOWN = "unknown"
    """What is known leaves both open."""

    @classmethod
    def of(cls, value: bool) -> "Truth":
        """Turn a plain yes-or-no into an answer.

        >>> from karabakh import Truth
        >>> Truth.of(1 < 2)
        <Truth.YES: 'yes'>
        """
        return cls.YES if value else cls.NO

    @classmethod
    def all(cls, answers: Iterable["Truth"]) -> "Truth":
        """Return whether all of it is so: `&` over all answers, `YES` if there are none.

        Stops at the first `NO`.

        >>> from karabakh import Truth
        >>> Truth.all([Truth.YES, Truth.UNKNOWN])
        <Truth.UNKNOWN: 'unknown'>
        """
        result = cls.YES
        for answer in answers:
            if answer is cls.NO:
                return cls.NO
            if answer is cls.UNKNOWN:
                result = cls.UNKNOWN
        return result

    @classmethod
    def any(cls, answers: Iterable["Truth"]) -> "Truth":
        """Return whether some of it is so: `|` over all answers, `NO` if there are none.

        Stops at the first `YES`.

        >>> from karabakh import Truth
        >>> Truth.any([Truth.NO, Truth.UNKNOWN])
        <Truth.UNKNOWN: 'unknown'>
        """
        result = cls.NO
        for answer in answers:
            if answer is cls.YES:
                return cls.YES
            if answer is cls.UNKNOWN:
                result = cls.UNKNOWN
        return result

    @classmethod
    def agreed(cls, answers: Iterable["Truth"]) -> "Truth":
        """Return the answer that all answers agree on, `UNKNOWN` if they differ.

        This is how a question is answered when one of several cases holds and it is not known
        which: only what comes out alike in every case is certain.

        >>> from karabakh import Truth
        >>> Truth.agreed([Truth.YES, Truth.NO])
        <Truth.UNKNOWN: 'unknown'>

        Raises:
            ValueError: If there are no answers.
        """
        distinct = set(answers)
        if not distinct:
            raise ValueError("no answers to agree on")
        return distinct.pop() if len(distinct) == 1 else cls.UNKNOWN

    def __and__(self, other: object) -> "Truth":
        if not isinstance(other, Truth):
            return NotImplemented
        return Truth.all((self, other))

    def __or__(self, other: object) -> "Truth":
        if not isinstance(other, Truth):
            return NotImplemented
        return Truth.any((self, other))

    def __invert__(self) -> "Truth":
        if self is Truth.UNKNOWN:
            return Truth.UNKNOWN
        return Truth.of(self is Truth.NO)

    def __bool__(self) -> NoReturn:
        raise TypeError("a three-valued answer has no truth value; compare with `is Truth.YES`")
