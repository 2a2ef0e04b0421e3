"""References between records: which identifiers a record names, and where.

The paths to them follow from the annotations of its class.
"""

import functools
import typing
from collections.abc import Iterable, Iterator
from itertools import chain, filterfalse
from operator import attrgetter, is_
from typing import Any, Final

import attrs

from karabakh.ids import IdKind, SourceId
from karabakh.model._citation import Citation
from karabakh.model.introspection import (
    element_type,
    field_types,
    for_each_class,
    id_kinds,
    options_of,
)

Path = tuple[str | int, ...]
"""The steps from a record to a value: names of fields, and indexes from 0 in tuples."""

_WORD: Final = 64
"""The bits of the numbers that files may hold."""

_is_none = functools.partial(is_, None)


@attrs.frozen(kw_only=True)
class Reference:
    """A reference from one record to another.

    >>> import karabakh
    >>> dataset = karabakh.load()
    >>> from karabakh.model.references import references_of
    >>> next(iter(references_of(dataset["pashinyan-concedes"])))
    Reference(path=('holder',), id='pashinyan', kinds=(IdKind(noun='actor'),))
    """

    path: tuple[str | int, ...]
    """The way to it from the record: field names, and indexes from 0 in tuples."""

    id: str
    """The identifier referred to."""

    kinds: tuple[IdKind, ...]
    """The kinds of thing that may be named there; ``record`` is any of them."""


@attrs.frozen(kw_only=True)
class ReferencePath:
    """A path from a record to identifiers in it."""

    steps: tuple[tuple[str, bool], ...]
    """The fields on the path, each with whether it holds several values."""

    kinds: tuple[Any, ...]
    """The kinds of identifier that may stand at its end."""

    @property
    def is_identity(self) -> bool:
        """Whether it leads to a record's own identifier, not to a reference."""
        return self.steps[-1][0] == "id"

    def ids(self, records: Iterable[Any]) -> Iterator[str]:
        """Yield the identifiers at its end in all of some records."""
        for name, is_several in self.steps:
            values = map(attrgetter(name), records)
            records = chain.from_iterable(values) if is_several else filterfalse(_is_none, values)
        return typing.cast("Iterator[str]", records)

    def occurrences(self, record: object) -> Iterator[tuple[Path, str, Any]]:
        """Yield the identifiers at its end in one record: path, identifier, holder.

        The holder has the identifier in a field: it is the record or a part of it. The
        record may also be plain dicts and lists as a file has them, with any content.
        """
        return _occurrences(record, self.steps)


def references_of(record: object) -> Iterator[Reference]:
    """Yield all references of a record to others; those of its citations are none.

    >>> from karabakh.model.references import references_of
    >>> from karabakh import Link, LinkKind
    >>> link = Link(id="order-1", subject="offensive", kind=LinkKind.BEFORE, object="truce")
    >>> [(reference.path, reference.id) for reference in references_of(link)]
    [(('subject',), 'offensive'), (('object',), 'truce')]
    """
    for name, path in _paths_by_field(type(record)):
        if getattr(record, name):
            for steps, identifier, _ in path.occurrences(record):
                yield Reference(path=steps, id=identifier, kinds=path.kinds)


def identity_paths(cls: type) -> list[ReferencePath]:
    """Return the paths to a record's own identifier and to those of records within it."""
    return [path for path in _paths(cls) if path.is_identity]


def reference_paths(cls: type) -> list[ReferencePath]:
    """Return the paths to identifiers of other records, in the order of the fields.

    Args:
        cls: A class of records.

    >>> from karabakh import Link
    >>> from karabakh.model.references import reference_paths
    >>> [path.kinds[0].noun for path in reference_paths(Link)][:2]
    ['record', 'record']
    """
    return [path for path in _paths(cls) if not path.is_identity]


@for_each_class
def _paths_by_field(cls: type) -> list[tuple[str, ReferencePath]]:
    """Return the field that each path to references begins with; citations aside."""
    paths = (path for path in reference_paths(cls) if path.steps[-1][0] != "source")
    return [(path.steps[0][0], path) for path in paths]


@for_each_class
def _paths(cls: type) -> tuple[ReferencePath, ...]:
    found: list[ReferencePath] = []
    for name, annotation in field_types(cls).items():
        is_several = element_type(annotation) is not None
        element = element_type(annotation) if is_several else annotation
        step = (name, is_several)
        kinds = id_kinds(element)
        if kinds:
            found.append(ReferencePath(steps=(step,), kinds=kinds))
        for option in options_of(element):
            if option is Citation:
                steps = (step, ("source", False))
                found.append(ReferencePath(steps=steps, kinds=id_kinds(SourceId)))
            elif isinstance(option, type) and attrs.has(option):
                found += [attrs.evolve(path, steps=(step, *path.steps)) for path in _paths(option)]
    return tuple(found)


def _occurrences(
    holder: Any,  # noqa: ANN401 (of any class of the model, or plain)
    steps: tuple[tuple[str, bool], ...],
) -> Iterator[tuple[Path, str, Any]]:
    (name, is_several), *rest = steps
    # A citation is one text in files: there is no path into it.
    head: Path = () if isinstance(holder, (Citation, str)) else (name,)
    value = _value(holder, name)
    values: list[tuple[Path, Any]] = [(head, value)]
    if is_several:
        values = [((*head, number), each) for number, each in enumerate(_items(value))]
    for path, each in values:
        if rest and each is not None:
            for inner, identifier, inner_holder in _occurrences(each, tuple(rest)):
                yield (*path, *inner), identifier, inner_holder
        elif isinstance(each, str):
            yield path, each, holder
        elif name == "id" and isinstance(each, int) and each.bit_length() < _WORD:
            yield path, str(each), holder  # a text without its quotation marks


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
