"""Terms of vocabularies, given as such or as they are written in files."""

import enum
from typing import TypeVar

from karabakh._shown import shown
from karabakh.nearest import did_you_mean

__all__ = ["term"]

T = TypeVar("T", bound=enum.Enum)


def term(vocabulary: type[T], value: T | str, name: str) -> T:
    """Return the term of a vocabulary that a value is, or that its text is written as.

    Args:
        vocabulary: The vocabulary.
        value: The term, or its text as in files.
        name: What the value is, for messages: a field or an argument.

    Raises:
        ValueError: If the text is no term of the vocabulary; the nearest terms are named.
        TypeError: If it is neither a term of the vocabulary nor a text.

    >>> from karabakh import ParticipantRole
    >>> from karabakh.model._terms import term
    >>> term(ParticipantRole, "mediator", "role")
    <ParticipantRole.MEDIATOR: 'mediator'>
    >>> term(ParticipantRole, "mediater", "role")
    Traceback (most recent call last):
    ...
    ValueError: unknown role 'mediater'; did you mean 'mediator'?
    """
    if isinstance(value, vocabulary):
        return value
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a {vocabulary.__name__} or a str, got {shown(value)}")
    try:
        return vocabulary(value)
    except ValueError:
        known = {str(each.value): each for each in vocabulary}
        hint = did_you_mean(value, known) or f"use one of {', '.join(map(repr, known))}"
        raise ValueError(f"unknown {name} {shown(value)}; {hint}") from None
