"""What to tell somebody who puts a value of another type into a field."""

import enum
import types
from collections.abc import Mapping
from typing import Final

from karabakh._shown import shown
from karabakh.model._citation import Citation
from karabakh.model._code import Code
from karabakh.model._when import When
from karabakh.nearest import nearest

__all__ = ["wrong_type"]

_CALLED: Final[Mapping[type, str]] = {
    str: "a str",
    int: "an int",
    bool: "True or False",
    types.NoneType: "None",
}
"""What is not called by the name of its class."""

_READ_BY: Final[Mapping[type, str]] = {
    When: "When({})",
    Citation: "Citation.parse({})",
    Code: "Code.parse({})",
}
"""What makes a value of its text."""


def wrong_type(
    owner: type, id: object, *, place: str, value: object, kinds: tuple[type, ...]
) -> TypeError:
    """Make the error for a value of another type than its place allows.

    Args:
        owner: the class whose field it is in.
        id: the identifier of the record, if it is one and has one.
        place: the field, or each element of it.
        value: the value.
        kinds: the classes that the place allows.

    >>> from karabakh import Position, Stance
    >>> from karabakh.model._wrong_type import wrong_type
    >>> print(wrong_type(Position, "p1", place="stance", value="opposes", kinds=(Stance,)))
    Position 'p1': stance must be a Stance, not 'opposes' (write Stance.OPPOSES)
    """
    name = f"{owner.__name__} {shown(id)}" if isinstance(id, str) else owner.__name__
    wanted = " or ".join(map(_called, kinds))
    hint = _hint(value, kinds)
    message = f"{name}: {place} must be {wanted}, not {shown(value)}"
    return TypeError(f"{message} ({hint})" if hint else message)


def _called(kind: type) -> str:
    article = "an" if kind.__name__[0] in "AEIOU" else "a"
    return _CALLED.get(kind) or f"{article} {kind.__name__}"


def _hint(value: object, kinds: tuple[type, ...]) -> str:
    """Say what to write instead, where that can be guessed."""
    if tuple in kinds:
        return f"write ({shown(value)},)" if isinstance(value, str) else "write tuple(…) around it"
    own_id: object = getattr(value, "id", None)
    if str in kinds and isinstance(own_id, str):
        return f"write its identifier, {shown(own_id)}"
    if not isinstance(value, str):
        return ""
    for kind in kinds:
        if issubclass(kind, enum.Enum):
            return _term_hint(value, kind)
        if kind in _READ_BY:
            return f"write {_READ_BY[kind].format(shown(value))}"
    return ""


def _term_hint(text: str, vocabulary: type[enum.Enum]) -> str:
    terms = {str(term.value): term for term in vocabulary}
    near = text if text in terms else next(iter(nearest(text, terms)), None)
    return f"write {terms[near]}" if near else f"one of {', '.join(map(str, vocabulary))}"
