"""The ways from a record to the identifiers in it, for all records of a class at once."""

import functools
import typing
from collections.abc import Iterable, Iterator
from itertools import chain, filterfalse
from operator import attrgetter, is_
from typing import Any

import attrs

from karabakh.ids import SourceId
from karabakh.model._citation import Citation
from karabakh.model.introspection import element_type, field_types, id_kinds, options_of

__all__ = ["Path", "Route", "identities", "mentions"]

Path = tuple[str | int, ...]
"""How to get to a value from a record: names of fields, and numbers from 0 in tuples."""

_is_none = functools.partial(is_, None)


@attrs.frozen(kw_only=True)
class Route:
    """A way from a record to identifiers in it."""

    steps: tuple[tuple[str, bool], ...]
    """The fields to go through, each with whether it holds several values."""

    kinds: tuple[Any, ...]
    """The types of identifier that may stand at its end."""

    @property
    def is_identity(self) -> bool:
        """Whether it leads to what a record is called, and not to what it mentions."""
        return self.steps[-1][0] == "id"

    def ids(self, records: Iterable[Any]) -> Iterator[str]:
        """Go through the identifiers at its end in all of some records, without a place."""
        for name, several in self.steps:
            values = map(attrgetter(name), records)
            records = chain.from_iterable(values) if several else filterfalse(_is_none, values)
        return typing.cast("Iterator[str]", records)

    def places(self, record: object) -> Iterator[tuple[Path, str, Any]]:
        """Go through the identifiers at its end in one record: path, identifier, holder.

        The holder is what has the identifier in a field: the record or a part of it. The
        record may also be plain dicts and lists as a file has them, with anything in them.
        """
        return _places(record, self.steps)


def identities(cls: type) -> list[Route]:
    """Find the ways to the record's own identifier and to those of records within it."""
    return [route for route in _routes(cls) if route.is_identity]


def mentions(cls: type) -> list[Route]:
    """Find the ways to the identifiers of other records, in the order of the fields.

    Args:
        cls: a class of records.

    >>> from karabakh import Link
    >>> from karabakh.model._reference_paths import mentions
    >>> [route.kinds[0].noun for route in mentions(Link)][:2]
    ['record', 'record']
    """
    return [route for route in _routes(cls) if not route.is_identity]


@functools.cache
def _routes(cls: Any) -> tuple[Route, ...]:  # noqa: ANN401 (a class; `cache` hides its type)
    found: list[Route] = []
    for name, annotation in field_types(cls).items():
        several = element_type(annotation) is not None
        element = element_type(annotation) if several else annotation
        step = (name, several)
        kinds = id_kinds(element)
        if kinds:
            found.append(Route(steps=(step,), kinds=kinds))
        for option in options_of(element):
            if option is Citation:
                found.append(Route(steps=(step, ("source", False)), kinds=id_kinds(SourceId)))
            elif isinstance(option, type) and attrs.has(option):
                found += [
                    attrs.evolve(route, steps=(step, *route.steps)) for route in _routes(option)
                ]
    return tuple(found)


def _places(
    holder: Any,  # noqa: ANN401 (of any class of the model, or plain)
    steps: tuple[tuple[str, bool], ...],
) -> Iterator[tuple[Path, str, Any]]:
    (name, several), *rest = steps
    # A citation is one text in files: there is no path into it.
    head: Path = () if isinstance(holder, (Citation, str)) else (name,)
    value = _value(holder, name)
    values: list[tuple[Path, Any]] = [(head, value)]
    if several:
        values = [((*head, number), each) for number, each in enumerate(_items(value))]
    for path, each in values:
        if rest and each is not None:
            for inner, identifier, inner_holder in _places(each, tuple(rest)):
                yield (*path, *inner), identifier, inner_holder
        elif isinstance(each, str):
            yield path, each, holder


def _value(holder: Any, name: str) -> Any:  # noqa: ANN401
    if isinstance(holder, dict):
        return typing.cast("dict[str, object]", holder).get(name)
    if isinstance(holder, str):  # a citation as it is written
        return holder.partition("#")[0] if name == "source" else None
    return getattr(holder, name, None)


def _items(value: object) -> tuple[Any, ...]:
    if isinstance(value, (tuple, list)):
        return tuple(typing.cast("Iterable[object]", value))
    return ()
