"""The collections of a dataset, built from whatever it is constructed with."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from karabakh._shown import shown
from karabakh._wrong_type import wrong_argument
from karabakh.model._agreements import Agreement
from karabakh.model._base import Record
from karabakh.model._coding import Coding
from karabakh.model._collections import COLLECTIONS
from karabakh.model._records import RecordCollection
from karabakh.model._sources import Source

__all__ = ["built_fields", "by_collection"]


def built_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a dataset, checked, with its collections.

    Each collection knows the identifiers of the whole dataset.

    Raises:
        TypeError: If a field is of another type.
    """
    if not isinstance(title := fields["title"], str):
        raise wrong_argument("title", title, (str,))
    for name in ("coding", *COLLECTIONS):
        if not isinstance(fields[name], Iterable):
            raise TypeError(f"{name} must be an iterable, got {shown(fields[name])}")
    coding = tuple(fields["coding"])
    for each in coding:
        if not isinstance(each, Coding):
            raise wrong_argument("each of coding", each, (Coding,))
    contents = {name: tuple(fields[name]) for name in COLLECTIONS}
    # They ask this function, not the dataset: a dataset that its own collections refer to
    # would stay in memory, with all its records, until the garbage collector runs.
    known = cache(lambda: frozenset(_identifiers(contents.values())))
    collections = {
        name: RecordCollection(records, COLLECTIONS[name], known=known)
        for name, records in contents.items()
    }
    return {**fields, "coding": coding, **collections}


def by_collection(records: Iterable[Record | Source]) -> dict[str, list[Record | Source]]:
    """Return records by the collections that they belong to, in order.

    Raises:
        TypeError: If one is no record, or is a part of one (a provision).
    """
    found: dict[str, list[Record | Source]] = {name: [] for name in COLLECTIONS}
    homes = {kind: name for name, kind in COLLECTIONS.items()}
    for record in records:
        home = homes.get(type(record))
        if home is None:
            hint = "; use from_records(*records)" if isinstance(record, Iterable) else ""
            raise TypeError(f"records must be records or sources, got {shown(record)}{hint}")
        found[home].append(record)
    return found


def _identifiers(contents: Iterable[tuple[Record | Source, ...]]) -> Iterator[str]:
    """Yield the identifiers of records and sources, and of provisions within records."""
    for records in contents:
        for record in records:
            yield record.id
            if isinstance(record, Agreement):
                yield from (provision.id for provision in record.provisions)
