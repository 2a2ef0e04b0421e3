"""The tables of a dataset in CSV: of each collection, and of each kind of parts."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

import attrs

from karabakh.model import COLLECTIONS, Dataset
from karabakh.model.flat import FlatField, flat_fields, part_classes
from karabakh.model.introspection import field_types

__all__ = ["DESCRIPTOR", "CsvTable", "csv_tables", "digests_of", "own_files", "rows_of"]

DESCRIPTOR: Final = "datapackage.json"
"""The file that describes the tables, and has the title, the schema and the codings."""


@attrs.frozen(kw_only=True)
class CsvTable:
    """A file with the records of a collection, or with their parts, one a row.

    >>> from karabakh.io._csv_tables import csv_tables
    >>> [table.file for table in csv_tables() if table.parent and table.parent.name == "events"]
    ['event_participants.csv', 'event_measures.csv']
    """

    name: str
    """Its name, without suffix."""

    cls: type[Any]
    """The class of its records or parts."""

    parent: "CsvTable | None" = None
    """The table of those that have the parts; None for a collection."""

    field: str = ""
    """Their field with the parts."""

    keys: tuple[str, ...] = ()
    """The first columns, which name whose part a row is; none for a collection."""

    fields: tuple[FlatField, ...]
    """The columns after them."""

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.csv"

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of all columns."""
        return (*self.keys, *(each.name for each in self.fields))

    @property
    def key(self) -> str:
        """The column by which its parts name what they belong to."""
        return self.cls.__name__.lower()

    @property
    def has_ids(self) -> bool:
        """Whether its rows have identifiers; those of paragraphs are numbers from 1."""
        return "id" in field_types(self.cls)


@cache
def csv_tables() -> tuple[CsvTable, ...]:
    """Return all tables, each behind the one that its parts belong to."""
    return tuple(
        table
        for name, cls in COLLECTIONS.items()
        for table in _with_parts(CsvTable(name=name, cls=cls, fields=flat_fields(cls)))
    )


def _with_parts(table: CsvTable) -> Iterator[CsvTable]:
    yield table
    for field, cls in part_classes(table.cls).items():
        part = CsvTable(
            name=f"{table.key}_{field}",
            cls=cls,
            parent=table,
            field=field,
            keys=(table.key,) if table.has_ids else (*table.keys, table.key),
            fields=flat_fields(cls),
        )
        yield from _with_parts(part)


def rows_of(table: CsvTable, dataset: Dataset) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield the records or parts of a table, each with the cells of its keys."""
    if table.parent is None:
        records: Sequence[Any] = getattr(dataset, table.name)
        yield from (((), record) for record in records)
        return
    counts: dict[tuple[str, ...], int] = {}
    for keys, owner in rows_of(table.parent, dataset):
        if table.parent.has_ids:
            own_keys: tuple[str, ...] = (owner.id,)
        else:
            counts[keys] = counts.get(keys, 0) + 1
            own_keys = (*keys, str(counts[keys]))
        yield from ((own_keys, part) for part in getattr(owner, table.field))


def own_files() -> frozenset[str]:
    """Return the names of all files that a folder may have."""
    return frozenset((DESCRIPTOR, *(table.file for table in csv_tables())))


def digests_of(contents: Mapping[str, bytes]) -> bytes:
    """Return the names and digests of files, to notice changes by.

    Args:
        contents: The files of a folder, by name.
    """
    return b"".join(
        name.encode() + hashlib.sha256(content).digest()
        for name, content in sorted(contents.items())
    )
