"""Datasets with one record replaced, removed or renamed."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs

from karabakh.errors import UnknownIdError
from karabakh.model._agreements import Provision
from karabakh.model._base import Record
from karabakh.model._citation import Citation
from karabakh.model._collections import COLLECTIONS
from karabakh.model._sources import Source
from karabakh.model._wrong_type import wrong_argument
from karabakh.model.introspection import element_type, field_types, id_kinds, options_of

if TYPE_CHECKING:
    from karabakh.model._dataset import Dataset

__all__ = ["rename_ids", "replace", "without"]

D = TypeVar("D", bound="Dataset")
T = TypeVar("T")


def replace(dataset: D, record: Record | Source) -> D:
    """Return a dataset with one record replaced, see `Dataset.replace`."""
    if isinstance(record, Provision):
        return _with_provisions(
            dataset, record.id, lambda old: record if old.id == record.id else old
        )
    name = next((name for name, kind in COLLECTIONS.items() if type(record) is kind), None)
    if name is None:
        raise wrong_argument("record", record, (Record, Source))
    collection = getattr(dataset, name)
    collection[record.id]  # raises UnknownIdError
    items = tuple(record if each.id == record.id else each for each in collection)
    return _evolve(dataset, name, items)


def without(dataset: D, id: str) -> D:
    """Return a dataset without one record, see `Dataset.without`."""
    for name, collection in dataset.collections():
        if id in collection:
            return _evolve(dataset, name, tuple(each for each in collection if each.id != id))
    return _with_provisions(dataset, id, lambda old: None if old.id == id else old)


def _with_provisions(dataset: D, id: str, change: Callable[[Provision], Provision | None]) -> D:
    """Return the dataset with the provisions changed; those that become None are left out."""
    found = dataset.by_id.get(id)
    if not isinstance(found, Provision):
        known = [*dataset.by_id, *dataset.sources.ids] if found is None else []
        raise UnknownIdError.among(known, kind="record" if found is None else "provision", id=id)
    agreements = tuple(
        attrs.evolve(
            agreement,
            provisions=tuple(
                new for old in agreement.provisions if (new := change(old)) is not None
            ),
        )
        if found in agreement.provisions
        else agreement
        for agreement in dataset.agreements
    )
    return _evolve(dataset, "agreements", agreements)


def _evolve(dataset: D, name: str, items: tuple[Any, ...]) -> D:
    changes: dict[str, Any] = {name: items}
    return attrs.evolve(dataset, **changes)


def rename_ids(record: T, names: Mapping[str, str]) -> T:
    """Return a record with identifiers renamed: its own, those in references and citations.

    Args:
        record: A record, a source or a part of a record.
        names: The new identifiers by the old ones.

    >>> from karabakh import Link, LinkKind
    >>> from karabakh.model._edits import rename_ids
    >>> link = Link(id="order", subject="offensive", kind=LinkKind.BEFORE, object="truce")
    >>> rename_ids(link, {"truce": "ceasefire"}).object
    'ceasefire'
    """
    changes: dict[str, Any] = {}
    for name, annotation in field_types(type(record)).items():
        value = getattr(record, name)
        renamed = _renamed(value, annotation, names)
        if renamed is not value:
            changes[name] = renamed
    return cast("T", attrs.evolve(cast("Any", record), **changes)) if changes else record


def _renamed(value: Any, annotation: object, names: Mapping[str, str]) -> Any:  # noqa: ANN401
    element = element_type(annotation)
    if element is not None:
        values = tuple(_renamed(each, element, names) for each in value)
        return value if all(map(_is_same, values, value)) else values
    if isinstance(value, str):
        return names.get(value, value) if id_kinds(annotation) else value
    if isinstance(value, Citation):
        source = names.get(value.source, value.source)
        text = str(value)
        return (
            value if source == value.source else Citation.parse(source + text[len(value.source) :])
        )
    is_part = any(isinstance(each, type) and attrs.has(each) for each in options_of(annotation))
    return rename_ids(value, names) if is_part and value is not None else value


def _is_same(one: object, other: object) -> bool:
    return one is other
