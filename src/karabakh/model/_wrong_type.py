"""What to tell somebody who gives a value of another type than is wanted."""

import enum
import types
from collections.abc import Iterable, Mapping
from typing import Final

from karabakh._shown import shown
from karabakh.nearest import nearest

__all__ = ["wrong_argument"]

_CALLED: Final[Mapping[type, str]] = {
    str: "a str",
    int: "an int",
    bool: "True or False",
    types.NoneType: "None",
}
"""What is not called by the name of its class."""

_READ_BY: Final[Mapping[str, str]] = {
    "Citation": "Citation.parse({})",
    "Code": "Code.parse({})",
    "Document": "Document.read({})",
    "When": "When({})",
}
"""What makes a value of its text, by the name of its class: the classes refuse by this module."""


def wrong_argument(
    place: str, value: object, kinds: tuple[type, ...], *, of_elements: tuple[type, ...] = ()
) -> TypeError:
    """Make the error for an argument of another type than it must have.

    Args:
        place: what it is: a field, each element of it, an argument.
        value: the value given.
        kinds: the classes it may be of.
        of_elements: those of the elements, if it must be a tuple.

    >>> from karabakh import When
    >>> from karabakh.model._wrong_type import wrong_argument
    >>> print(wrong_argument("the other time", "2021", (When,)))
    the other time must be a When, not '2021' (write When('2021'))
    """
    wanted = " or ".join(map(_called, kinds))
    hint = _hint_for_tuple(value, of_elements) if tuple in kinds else _hint(value, kinds)
    message = f"{place} must be {wanted}, not {shown(value)}"
    return TypeError(f"{message} ({hint})" if hint else message)


def _called(kind: type) -> str:
    article = "an" if kind.__name__[0] in "AEIOU" else "a"
    return _CALLED.get(kind) or f"{article} {kind.__name__}"


def _hint(value: object, kinds: tuple[type, ...]) -> str:
    """Say what to write instead, where that can be guessed."""
    own_id: object = getattr(value, "id", None)
    if str in kinds and isinstance(own_id, str):
        return f"write its identifier, {shown(own_id)}"
    for kind in kinds:
        if issubclass(kind, enum.Enum):
            return _term_hint(value, kind)
    for kind in kinds if isinstance(value, str) else ():
        if kind.__name__ in _READ_BY:
            return f"write {_READ_BY[kind.__name__].format(shown(value))}"
    return ""


def _hint_for_tuple(value: object, of_elements: tuple[type, ...]) -> str:
    """Say how to write a tuple of what was given without one."""
    if value is None:
        return "write () for none"
    if _is_row(value):
        return "write tuple(…) around it"
    if isinstance(value, of_elements):
        return f"write ({shown(value)},)"
    element = _hint(value, of_elements)
    instead = element.removeprefix("write ")
    return f"write ({instead},)" if element != instead else "write a tuple, even of one: (…,)"


def _is_row(value: object) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, (str, bytes, Mapping))


def _term_hint(value: object, vocabulary: type[enum.Enum]) -> str:
    terms = {str(term.value): term for term in vocabulary}
    text = value if isinstance(value, str) else ""
    near = text if text in terms else next(iter(nearest(text, terms)), None)
    return f"write {terms[near]}" if near else f"one of {', '.join(map(str, vocabulary))}"
