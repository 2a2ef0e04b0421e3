"""Changes to the contents of a dataset: a record replaced, left out or renamed.

A dataset's contents are its collections by name. These functions know no dataset: they
return the collections that change.
"""

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar, cast

import attrs

from karabakh._wrong_type import wrong_argument
from karabakh.errors import UnknownIdError
from karabakh.model._agreements import Agreement, Provision
from karabakh.model._base import Record
from karabakh.model._citation import Citation
from karabakh.model._collections import COLLECTIONS
from karabakh.model._records import RecordCollection
from karabakh.model._sources import Source
from karabakh.model.introspection import (
    element_type,
    field_types,
    for_each_class,
    id_kinds,
    options_of,
)

__all__ = ["Contents", "rename_ids", "replaced", "without"]

Contents = Mapping[str, RecordCollection[Any]]
"""The collections of a dataset by name."""

Changes = dict[str, tuple[Any, ...]]
"""The records of the collections that change, by name."""

T = TypeVar("T")


def replaced(contents: Contents, record: Record | Source) -> Changes:
    """Return the collection in which a record takes the place of that with its id.

    Raises:
        UnknownIdError: If no record of the kind has the identifier.
        TypeError: If it is no record.
    """
    if isinstance(record, Provision):
        if record.id not in _provision_ids(contents):
            raise UnknownIdError.among(_provision_ids(contents), kind="provision", id=record.id)
        return _with_provisions(contents, lambda old: (record,) if old.id == record.id else (old,))
    name = next((name for name, kind in COLLECTIONS.items() if type(record) is kind), None)
    if name is None:
        raise wrong_argument("record", record, (Record, Source))
    old = contents[name][record.id]
    return {name: tuple(record if each is old else each for each in contents[name])}


def without(contents: Contents, id: str) -> Changes:
    """Return the collections that change if what has an identifier is left out.

    Raises:
        UnknownIdError: If nothing has the identifier.
    """
    changes: Changes = {
        name: tuple(each for each in records if each.id != id)
        for name, records in contents.items()
        if id in records
    }
    if id in _provision_ids(contents):
        changes |= _with_provisions(contents, lambda old: () if old.id == id else (old,))
    if not changes:
        known = {*_provision_ids(contents)}.union(*(records.ids for records in contents.values()))
        raise UnknownIdError.among(known, kind="record", id=id)
    return changes


def _provision_ids(contents: Contents) -> tuple[str, ...]:
    agreements: Iterable[Agreement] = contents["agreements"]
    return tuple(each.id for agreement in agreements for each in agreement.provisions)


def _with_provisions(
    contents: Contents, change: Callable[[Provision], tuple[Provision, ...]]
) -> Changes:
    agreements: Iterable[Agreement] = contents["agreements"]
    changed: list[Agreement] = []
    for agreement in agreements:
        provisions = tuple(new for old in agreement.provisions for new in change(old))
        is_same = provisions == agreement.provisions
        changed.append(agreement if is_same else attrs.evolve(agreement, provisions=provisions))
    return {"agreements": tuple(changed)}


def rename_ids(record: T, names: Mapping[str, str]) -> T:
    """Return a record with identifiers renamed: its own and those that it refers to.

    Args:
        record: A record, a source or a part of a record.
        names: The new identifiers by the old ones.

    Returns:
        A new record, or the very record if it has none of the old identifiers.

    >>> from karabakh import Link, LinkKind
    >>> from karabakh.model._edits import rename_ids
    >>> link = Link(id="order", subject="offensive", kind=LinkKind.BEFORE, object="truce")
    >>> rename_ids(link, {"truce": "ceasefire"}).object
    'ceasefire'
    """
    changes: dict[str, Any] = {}
    for name, rename in _renamers(type(record)):
        value = getattr(record, name)
        if value and (renamed := rename(value, names)) is not value:
            changes[name] = renamed
    return cast("T", attrs.evolve(cast("Any", record), **changes)) if changes else record


_Renamer = Callable[[Any, Mapping[str, str]], Any]
"""Returns a field's value with identifiers renamed, or the very value."""


@for_each_class
def _renamers(cls: type) -> tuple[tuple[str, _Renamer], ...]:
    """Return the fields of a class that hold identifiers, each with its renamer."""
    found = ((name, _renamer(annotation)) for name, annotation in field_types(cls).items())
    return tuple((name, renamer) for name, renamer in found if renamer is not None)


def _renamer(annotation: object) -> _Renamer | None:
    """Return the renamer of values of a type; None if they hold no identifiers."""
    element = element_type(annotation)
    if element is not None:
        inner = _renamer(element)
        return None if inner is None else functools.partial(_renamed_each, inner)
    if id_kinds(annotation):
        return lambda value, names: names.get(value, value)
    classes = [each for each in options_of(annotation) if isinstance(each, type)]
    if Citation in classes:
        return _renamed_citation
    has_ids = any(attrs.has(each) and _renamers(each) for each in classes)
    return rename_ids if has_ids else None


def _renamed_each(
    rename: _Renamer, values: tuple[Any, ...], names: Mapping[str, str]
) -> tuple[Any, ...]:
    renamed = tuple(rename(each, names) for each in values)
    is_same = all(one is other for one, other in zip(renamed, values, strict=True))
    return values if is_same else renamed


def _renamed_citation(citation: Citation, names: Mapping[str, str]) -> Citation:
    if citation.source not in names:
        return citation
    return Citation.parse(names[citation.source] + str(citation).removeprefix(citation.source))
