"""The error for a value of another type than is expected."""

import enum
import os
import types
from collections.abc import Iterable, Mapping
from typing import Final

from karabakh._shown import shown
from karabakh.nearest import nearest

__all__ = ["require_type", "wrong_argument"]

_LABELS: Final[Mapping[type, str]] = {
    str: "a str",
    int: "an int",
    float: "a float",
    bool: "True or False",
    types.NoneType: "None",
}
"""What is not named by its class."""

_PARSED_BY: Final[Mapping[str, str]] = {
    "Citation": "Citation.parse({})",
    "ExternalCode": "ExternalCode.parse({})",
    "Dataset": "karabakh.read({})",
    "Document": "Document.read({})",
    "When": "When({})",
}
"""What builds a value from its text or path, by its class, which can't be imported here."""


def wrong_argument(
    place: str, value: object, kinds: tuple[type, ...], *, of_elements: tuple[type, ...] = ()
) -> TypeError:
    """Return the error for an argument of another type than it must have.

    Args:
        place: The parameter or field.
        value: The value passed.
        kinds: The classes that it may be of.
        of_elements: Those of its elements, if it must be a tuple.

    >>> from karabakh import When
    >>> from karabakh._wrong_type import wrong_argument
    >>> print(wrong_argument("other", "2021", (When,)))
    other must be a When, got '2021'; use When('2021')
    """
    wanted = " or ".join(map(_label, kinds))
    hint = _hint_for_tuple(value, of_elements) if tuple in kinds else _hint(value, kinds)
    message = f"{place} must be {wanted}, got {shown(value)}"
    return TypeError(f"{message}; {hint}" if hint else message)


def require_type(place: str, value: object, *kinds: type) -> None:
    """Raise unless an argument is of one of some types.

    Raises:
        TypeError: If it is not; see `wrong_argument`.

    >>> from karabakh._wrong_type import require_type
    >>> require_type("width", float("nan"), int)
    Traceback (most recent call last):
    TypeError: width must be an int, got nan
    """
    if not isinstance(value, kinds):
        raise wrong_argument(place, value, kinds)


def _label(kind: type) -> str:
    article = "an" if kind.__name__[0] in "AEIOU" else "a"
    return _LABELS.get(kind) or f"{article} {kind.__name__}"


def _hint(value: object, kinds: tuple[type, ...]) -> str:
    """Return what to write instead, where that can be guessed."""
    own_id: object = getattr(value, "id", None)
    if str in kinds and isinstance(own_id, str):
        return f"use its identifier, {shown(own_id)}"
    for kind in kinds:
        if issubclass(kind, enum.Enum):
            return _term_hint(value, kind)
    is_text_or_path = isinstance(value, (str, os.PathLike))
    for kind in kinds if is_text_or_path else ():
        if kind.__name__ in _PARSED_BY:
            return f"use {_PARSED_BY[kind.__name__].format(shown(value))}"
    return "use karabakh.read(path)" if "Dataset" in {kind.__name__ for kind in kinds} else ""


def _hint_for_tuple(value: object, of_elements: tuple[type, ...]) -> str:
    """Return how to write a tuple of what was passed without one."""
    if value is None:
        return "use () for none"
    if _is_row(value):
        return "use tuple(…) around it"
    if isinstance(value, of_elements):
        return f"use ({shown(value)},)"
    element = _hint(value, of_elements)
    instead = element.removeprefix("use ")
    return f"use ({instead},)" if element != instead else "use a tuple, even of one: (…,)"


def _is_row(value: object) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, (str, bytes, Mapping))


def _term_hint(value: object, vocabulary: type[enum.Enum]) -> str:
    terms = {str(term.value): term for term in vocabulary}
    text = value if isinstance(value, str) else ""
    near = text if text in terms else next(iter(nearest(text, terms)), None)
    return f"use {terms[near]}" if near else f"use one of {', '.join(map(str, vocabulary))}"
