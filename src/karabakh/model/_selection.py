"""Selection of records by the values of their fields."""

import enum
import typing
from collections.abc import Callable, Collection, Iterable
from typing import Any

import attrs

from karabakh._shown import shown
from karabakh._wrong_type import wrong_argument
from karabakh.ids import IdKind
from karabakh.model._base import Indexed
from karabakh.model._external_code import ExternalCode
from karabakh.model._terms import term
from karabakh.model.introspection import (
    element_type,
    for_each_class,
    id_kinds,
    plain_type,
    term_types,
)
from karabakh.time import Truth, When

__all__ = ["Index", "indexes", "matching_codes", "may_overlap", "wanted_keys"]

_IS_MANY = (list, tuple, set, frozenset)
"""What holds several values of a condition, of which a record must have one."""


@attrs.frozen(kw_only=True)
class Index:
    """What the records of a class can be selected by, under one name."""

    name: str
    """The name to select by."""

    keys: Callable[[Any], tuple[object, ...]]
    """Returns the keys of a record: one, several, or none."""

    vocabulary: type[enum.Enum] | None = None
    """The vocabulary of the keys, if they are terms."""

    is_flag: bool = False
    """Whether the keys are booleans."""

    is_optional: bool = True
    """Whether records may have no key, and are then selected by None."""

    names_records: bool = False
    """Whether the keys are identifiers."""

    noun: str = "record"
    """What the keys name, if they are identifiers."""

    holds_codes: bool = False
    """Whether the keys are external codes."""

    is_time: bool = False
    """Whether the key is a time, which is compared and not looked up."""


@for_each_class
def indexes(cls: type) -> dict[str, Index]:
    """Return what records of a class can be selected by, by name."""
    found = {
        field.name: index for field in attrs.fields(cls) if (index := _index(field)) is not None
    }
    own: Indexed = getattr(cls, "__indexed__", {})
    return found | {
        name: Index(name=name, keys=keys, names_records=True, noun=noun)
        for name, (noun, keys) in own.items()
    }


def _index(field: "attrs.Attribute[Any]") -> Index | None:
    name, plain = field.name, plain_type(field.type)
    element = element_type(plain)
    if kinds := id_kinds(element):
        return Index(name=name, keys=_each_of(name), names_records=True, noun=_noun(kinds))
    if element is ExternalCode:
        return Index(name=name, keys=_each_of(name), holds_codes=True)
    if kinds := id_kinds(plain):
        return Index(name=name, keys=_single(name), names_records=True, noun=_noun(kinds))
    if vocabularies := term_types(plain):
        return Index(name=name, keys=_single(name), vocabulary=vocabularies[0])
    if plain is bool:
        is_optional = plain is not field.type
        return Index(name=name, keys=_single(name), is_flag=True, is_optional=is_optional)
    if plain is When:
        return Index(name=name, keys=_single(name), is_time=True)
    return Index(name=name, keys=_single(name)) if field.metadata.get("indexed") else None


def _noun(kinds: tuple[IdKind, ...]) -> str:
    return kinds[0].noun if len(kinds) == 1 else "record"


def _single(name: str) -> Callable[[Any], tuple[object, ...]]:
    """Return a function that takes a field, unless it is None or an empty text."""

    def keys(instance: object) -> tuple[object, ...]:
        value = getattr(instance, name)
        return () if value is None or value == "" else (value,)

    return keys


def _each_of(name: str) -> Callable[[Any], tuple[object, ...]]:
    return lambda instance: typing.cast("tuple[object, ...]", getattr(instance, name))


def wanted_keys(index: Index, value: object) -> list[object]:
    """Return the keys of which a record must have one, from the value of a condition.

    Raises:
        TypeError: If a value has not the type of the field.
        ValueError: If a text is no term of the field's vocabulary, no external code or no
            EDTF time.
    """
    values = typing.cast("Collection[object]", value) if isinstance(value, _IS_MANY) else [value]
    return [_key(index, each) for each in values]


def _key(index: Index, value: object) -> object:
    if value is None and index.is_optional:
        return None
    if index.vocabulary is not None:
        return term(index.vocabulary, typing.cast("Any", value), index.name)
    if index.is_time:
        return _time(index.name, value)
    if index.is_flag:
        if not isinstance(value, bool):
            raise wrong_argument(index.name, value, (bool,))
        return value
    if index.holds_codes and isinstance(value, str):
        return ExternalCode.parse(value)
    kinds = (ExternalCode, str) if index.holds_codes else (str,)
    if not isinstance(value, kinds):
        raise wrong_argument(index.name, value, kinds)
    return value if index.names_records else value or None


def _time(name: str, value: object) -> When:
    if not isinstance(value, (str, When)):
        raise TypeError(f"{name} must be a When or a str, got {shown(value)}")
    return When(value) if isinstance(value, str) else value


def matching_codes(wanted: ExternalCode, known: Iterable[object]) -> list[object]:
    """Return the known codes that a code stands for: all versions, or its own."""
    if wanted.version:
        return [wanted]
    return [
        each
        for each in known
        if isinstance(each, ExternalCode)
        and (each.scheme, each.value) == (wanted.scheme, wanted.value)
    ]


def may_overlap(time: When, wanted: Iterable[When | None]) -> bool:
    """Return whether a time may overlap one of several; None stands for unknown times."""
    return any(
        not time.is_known if each is None else time.intersects(each) is not Truth.NO
        for each in wanted
    )
