"""Datasets as folders of CSV files: data packages (datapackage.org, 2.0)."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

import msgspec

from karabakh._replacing import replace_folder
from karabakh.io._builder import DatasetBuilder
from karabakh.io._csv_cells import SEPARATOR, cell_writer, marked, row_text
from karabakh.io._csv_read import read_folder
from karabakh.io._csv_tables import (
    DESCRIPTOR,
    CsvTable,
    csv_tables,
    digests_of,
    own_files,
    rows_of,
)
from karabakh.io._encode import encode_records, encode_text, to_plain
from karabakh.io._json_schema import json_schema
from karabakh.io._limits import MAX_BYTES
from karabakh.io._overwriting import refuse_change, refuse_loss, remember
from karabakh.model import COLLECTIONS, SCHEMA_VERSION, Dataset, Record, Source
from karabakh.model.flat import FlatField
from karabakh.model.introspection import id_kinds, term_types

__all__ = ["write_folder"]

_BATCH: Final = 1000
"""How many rows are joined before they are written."""


def write_folder(dataset: Dataset, path: Path, *, overwrite: bool) -> None:
    """Write a dataset into a folder, which is replaced as a whole.

    Each collection has a file, and so has each kind of parts that occurs.

    Args:
        dataset: The dataset.
        path: The folder.
        overwrite: Whether records that the dataset lacks may be lost.

    Raises:
        ValueError: If a record has what no file can hold, or two have one identifier.
        FileExistsError: If records of the folder or others' changes would be lost, and
            `overwrite` is not set.
        LoadError: If the folder can't be read as a dataset, and `overwrite` is not set.
        OSError: If the folder can't be written, or has files that are not the dataset's.
    """
    for name, records in dataset.collections():
        deque(encode_records(records), maxlen=0)  # raises for what UTF-8 or 64 bits can't hold
        _check_identifiers(name, records)
    if not overwrite and (path / DESCRIPTOR).exists():
        contents = {
            name: (path / name).read_bytes() for name in own_files() if (path / name).is_file()
        }
        refuse_change(path, digests_of(contents))
        builder = DatasetBuilder(str(path))
        old = read_folder(path, builder, max_bytes=MAX_BYTES, check_references=False)
        refuse_loss(old, dataset, str(path))
    tables = [
        table
        for table in csv_tables()
        if table.fields and (table.parent is None or any(rows_of(table, dataset)))
    ]
    contents = {table.file: b"".join(_chunks(table, dataset)) for table in tables}
    contents[DESCRIPTOR] = _descriptor(dataset, tables)
    replace_folder(path, contents, own_files=own_files())
    remember(path, digests_of(contents))


def _check_identifiers(name: str, records: Iterable[Record | Source]) -> None:
    """Check that the rows of parts can name their record by its identifier.

    Raises:
        ValueError: If two records have one identifier.
    """
    counts = Counter(record.id for record in records)
    repeated = next((each for each, count in counts.items() if count > 1), None)
    if repeated is not None:
        raise ValueError(
            f"{name} must have distinct identifiers, got {repeated!r} more than once; rename one"
        )


def _chunks(table: CsvTable, dataset: Dataset) -> Iterator[bytes]:
    columns = [(cell_writer(field), field.read) for field in table.fields]
    rows = (
        row_text((*map(marked, keys), *(write(read(item)) for write, read in columns)))
        for keys, item in rows_of(table, dataset)
    )
    lines = chain([row_text(table.columns)], rows)
    while batch := list(islice(lines, _BATCH)):
        yield "".join(batch).encode()


def _descriptor(dataset: Dataset, tables: list[CsvTable]) -> bytes:
    package: dict[str, Any] = {"$schema": "https://datapackage.org/profiles/2.0/datapackage.json"}
    if dataset.title:
        package["title"] = msgspec.Raw(encode_text(dataset.title, "title"))
    coding = {"coding": [*map(to_plain, dataset.coding)]} if dataset.coding else {}
    package["karabakh"] = {"schema": SCHEMA_VERSION, **coding}
    names = {table.name for table in tables}
    definitions = json_schema()["$defs"]
    package["resources"] = [_resource(table, names, definitions) for table in tables]
    return msgspec.json.format(msgspec.json.encode(package), indent=1) + b"\n"


def _resource(table: CsvTable, names: set[str], definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the description of a table; only tables that have a file are referred to."""
    fields = [*(_key_field(table, name) for name in table.keys)]
    fields += [_field(each, _description(table.cls, each, definitions)) for each in table.fields]
    references = {
        each.name: collection
        for each in table.fields
        if each.name != "id" and (collection := _collection_of(each.annotation)) in names
    }
    if table.keys:
        references[table.keys[0]] = _root(table).name
    schema: dict[str, Any] = {"fields": fields}
    if table.has_ids:
        schema["primaryKey"] = ["id"]
    if references:
        schema["foreignKeys"] = [
            {"fields": [name], "reference": {"resource": collection, "fields": ["id"]}}
            for name, collection in references.items()
        ]
    return {
        "name": table.name,
        "path": table.file,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _root(table: CsvTable) -> CsvTable:
    return table if table.parent is None else _root(table.parent)


def _key_field(table: CsvTable, name: str) -> dict[str, Any]:
    is_number = name == table.keys[-1] and table.parent is not None and not table.parent.has_ids
    return {
        "name": name,
        "type": "integer" if is_number else "string",
        "description": f"The {name} that it belongs to{', from 1' if is_number else ''}.",
        "constraints": {"required": True},
    }


def _collection_of(annotation: object) -> str | None:
    """Return the collection that an identifier is of, if it can be of one alone."""
    nouns = {kind.noun for kind in id_kinds(annotation)}
    found = [name for name, cls in COLLECTIONS.items() if {cls.__name__.lower()} == nouns]
    return found[0] if found else None


def _field(field: FlatField, description: str) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": field.name,
        "type": _type(field),
        "description": description,
    }
    if field.element is not None:
        described |= {"delimiter": SEPARATOR, "itemType": "string"}
    constraints: dict[str, Any] = {}
    if terms := term_types(field.annotation):
        constraints["enum"] = [term.value for term in terms[0]]
    is_inner = len(field.path) > 1
    if not (field.has_default or is_inner) and field.annotation is not str:
        constraints["required"] = True
    if constraints:
        described["constraints"] = constraints
    return described


def _type(field: FlatField) -> str:
    if field.element is not None:
        return "list"
    if field.annotation is bool:
        return "boolean"
    if field.is_number:
        return "integer" if field.annotation is int else "number"
    return "string"


def _description(cls: type[Any], field: FlatField, definitions: dict[str, Any]) -> str:
    """Return the docstring of a field, as the JSON Schema has it."""
    described = definitions[cls.__name__]["properties"][field.path[0]]
    for step in field.path[1:]:
        if isinstance(step, str):
            described = definitions[described["$ref"].rpartition("/")[2]]["properties"][step]
    text: str = described["description"]
    return text
