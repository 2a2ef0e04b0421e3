"""What the fields of the records are: the one place that reads the classes' annotations.

Selection, reference checks, validation and file formats all need to know which fields
name other records, of which kind. They ask here, so that a new field needs no second
mention anywhere.
"""

import enum
import functools
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NewType, TypeVar

import attrs

from karabakh import ids

__all__ = ["Reference", "field_types", "id_kinds", "indexes", "references_of", "term_types"]

T = TypeVar("T")

_ID_TYPES: frozenset[Any] = frozenset(
    value for name in ids.__all__ if isinstance(value := getattr(ids, name), NewType)
)


@attrs.frozen(kw_only=True)
class Reference:
    """A mention of one record by another.

    >>> import karabakh
    >>> dataset = karabakh.load()
    >>> from karabakh.model import references_of
    >>> next(iter(references_of(dataset["pashinyan-concedes"])))
    Reference(path=('holder',), id='pashinyan', kinds=(karabakh.ids.ActorId,))
    """

    path: tuple[str | int, ...]
    """How to get to it from the record: field names, and indexes from 0 in tuples."""

    id: str
    """The identifier mentioned."""

    kinds: tuple[Any, ...]
    """The identifier types that may stand there, such as `ActorId`; `RecordId` is any."""


def for_each_class(function: Callable[[type], T]) -> Callable[[type], T]:
    """Remember the answer for each class, as `functools.cache` does, but keep the signature."""
    return functools.cache(function)


def id_kinds(annotation: object) -> tuple[Any, ...]:
    """Give the identifier types in an annotation.

    Args:
        annotation: the type of a field, as `field_types` gives it.

    >>> from karabakh import Relation
    >>> from karabakh.model import field_types, id_kinds
    >>> [kind.__name__ for kind in id_kinds(field_types(Relation)["object"])]
    ['ActorId', 'PlaceId']
    """
    options = typing.get_args(annotation) if is_union(annotation) else (annotation,)
    return tuple(option for option in options if option in _ID_TYPES)


@for_each_class
def field_types(cls: type) -> dict[str, Any]:
    """Give the annotation of each field of an attrs class, in its order."""
    return {field.name: field.type for field in attrs.fields(cls)}


def references_of(instance: object) -> Iterator[Reference]:
    """Go through all mentions of other records in one, in the order of its fields.

    >>> from karabakh.model import references_of
    >>> from karabakh import Link, LinkKind
    >>> link = Link(id="order-1", subject="offensive", kind=LinkKind.BEFORE, object="truce")
    >>> [(mention.path, mention.id) for mention in references_of(link)]
    [(('subject',), 'offensive'), (('object',), 'truce')]
    """
    for name, find in _reference_finders(type(instance)):
        value = getattr(instance, name)
        if value:
            yield from find((name,), value)


@attrs.frozen(kw_only=True)
class Index:
    """What records can be selected by."""

    keys: Callable[[Any], tuple[object, ...]]
    """Gives what a record is found under: one key, several, or none."""

    vocabulary: type[enum.Enum] | None = None
    """The terms that the keys are, if they are terms."""

    is_flag: bool = False
    """Whether the keys are true and false."""

    names_records: bool = False
    """Whether the keys are identifiers."""


@for_each_class
def indexes(cls: type) -> dict[str, Index]:
    """Give what records of a class can be selected by, under the names to select by."""
    found: dict[str, Index] = {}
    for field in attrs.fields(cls):
        annotation, name = field.type, field.name
        if id_kinds(_element_type(annotation)):
            found[name] = Index(keys=_each_of(name), names_records=True)
        elif id_kinds(annotation):
            found[name] = Index(keys=_single(name), names_records=True)
        elif vocabularies := term_types(annotation):
            found[name] = Index(keys=_single(name), vocabulary=vocabularies[0])
        elif annotation is bool:
            found[name] = Index(keys=_single(name), is_flag=True)
        elif field.metadata.get("indexed"):
            found[name] = Index(keys=_single(name))
    own: Mapping[str, Callable[[Any], tuple[str, ...]]] = getattr(cls, "__indexed__", {})
    return found | {name: Index(keys=keys, names_records=True) for name, keys in own.items()}


def term_types(annotation: object) -> tuple[type[enum.Enum], ...]:
    """Give the vocabularies in an annotation.

    Args:
        annotation: the type of a field, as `field_types` gives it.

    >>> from karabakh import Position
    >>> from karabakh.model import field_types, term_types
    >>> term_types(field_types(Position)["doc_time"])
    (<enum 'DocTime'>,)
    """
    options = typing.get_args(annotation) if is_union(annotation) else (annotation,)
    return tuple(
        option for option in options if isinstance(option, type) and issubclass(option, enum.Enum)
    )


_Finder = Callable[[tuple[str | int, ...], Any], Iterator[Reference]]


@for_each_class
def _reference_finders(cls: type) -> tuple[tuple[str, _Finder], ...]:
    own = "id"
    return tuple(
        (name, finder)
        for name, annotation in field_types(cls).items()
        if name != own and (finder := _finder(annotation)) is not None
    )


def _finder(annotation: object) -> _Finder | None:
    """Make a function that finds the references in a value of the annotated type, if any."""
    kinds = id_kinds(annotation)
    if kinds:
        return lambda path, value: iter((Reference(path=path, id=value, kinds=kinds),))
    element = _element_type(annotation)
    if element is not None:
        inner = _finder(element)
        return None if inner is None else functools.partial(_each_in, inner)
    for option in typing.get_args(annotation) if is_union(annotation) else (annotation,):
        if isinstance(option, type) and attrs.has(option) and _reference_finders(option):
            return _nested
    return None


def _each_in(
    inner: _Finder, path: tuple[str | int, ...], values: tuple[Any, ...]
) -> Iterator[Reference]:
    for position, value in enumerate(values):
        yield from inner((*path, position), value)


def _nested(path: tuple[str | int, ...], value: object) -> Iterator[Reference]:
    for reference in references_of(value):
        yield attrs.evolve(reference, path=path + reference.path)


def _element_type(annotation: object) -> object:
    """Give what a tuple of any length holds, or nothing for another annotation."""
    if typing.get_origin(annotation) is tuple:
        element, *_ = typing.get_args(annotation)
        return typing.cast("object", element)
    return None


def is_union(annotation: object) -> bool:
    return typing.get_origin(annotation) in (typing.Union, types.UnionType)


def _single(name: str) -> Callable[[Any], tuple[object, ...]]:
    """Take a field that is left out where it is none or an empty text."""

    def keys(instance: object) -> tuple[object, ...]:
        value = getattr(instance, name)
        return () if value is None or value == "" else (value,)

    return keys


def _each_of(name: str) -> Callable[[Any], tuple[object, ...]]:
    return lambda instance: typing.cast("tuple[object, ...]", getattr(instance, name))
