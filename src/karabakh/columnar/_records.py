"""Rows of Parquet files as records, by the strict reader of JSON."""

import json
from collections.abc import Collection, Iterable, Mapping
from operator import itemgetter
from typing import Any, Final, cast

import duckdb

from karabakh.columnar._columns import LARGEST_EXACT, columns_of
from karabakh.columnar._folder import Contents
from karabakh.io import parse
from karabakh.model import COLLECTIONS, SCHEMA_VERSION, Dataset, EventKind
from karabakh.model.references import references_of

__all__ = ["Rows", "core_rows", "fetch", "parse_rows", "with_references"]

Rows = dict[str, list[dict[str, Any]]]
"""Records by collection, as plain values, each with its ``row``."""

_ROW: Final = "row"


def fetch(
    engine: duckdb.DuckDBPyConnection,
    collection: str,
    rows: str | None = None,
    parameters: Mapping[str, object] | None = None,
) -> list[dict[str, Any]]:
    """Return rows of a collection as plain values, in the order of the dataset.

    Args:
        engine: The connection.
        collection: The name of the collection.
        rows: Which rows, as SQL behind ``FROM``; by default all.
        parameters: The parameters of `rows`.
    """
    fields = ", ".join(f'"{field}"' for field in (_ROW, *columns_of(collection)))
    found = engine.execute(
        f"SELECT to_json(t) FROM (SELECT {fields} FROM {rows or collection} ORDER BY row) t",
        dict(parameters or {}),
    )
    return [_pruned(json.loads(row)) for (row,) in found.fetchall()]


def with_references(
    engine: duckdb.DuckDBPyConnection, found: Rows, wanted: Collection[str], contents: Contents
) -> Rows:
    """Return rows with those of some identifiers, and of all that they refer to.

    Args:
        engine: The connection.
        found: Rows that are there already.
        wanted: The identifiers of more.
        contents: What is in the folder.
    """
    every = {name: list(rows) for name, rows in found.items()}
    known = {row["id"] for rows in found.values() for row in rows}
    wanted = {*wanted, *_named_by(found)} - known
    while wanted:
        known |= wanted
        new = {name: _of_ids(engine, name, wanted) for name in contents.files}
        for name, rows in new.items():
            there = {row["id"] for row in every.get(name, ())}
            every.setdefault(name, []).extend(row for row in rows if row["id"] not in there)
        wanted = _named_by(new) - known
    return {name: sorted(rows, key=itemgetter(_ROW)) for name, rows in every.items()}


def core_rows(engine: duckdb.DuckDBPyConnection, contents: Contents) -> Rows:
    """Return all that the kernel may need in addition to positions.

    Of events and agreements these are the claimed changes of stances, and those that links or
    positions name.
    """
    named = "SELECT id FROM linked UNION SELECT expressed_in FROM positions"
    which = {
        "events": f"events WHERE kind = '{EventKind.STANCE_CHANGE.value}' OR id IN ({named})",
        "agreements": f"agreements WHERE id IN ({named})",
    }
    needed = [name for name in contents.files if name != "positions"]
    return {name: fetch(engine, name, which.get(name)) for name in needed}


def parse_rows(rows: Rows, contents: Contents) -> Dataset:
    """Return the dataset of rows.

    Raises:
        LoadError: If a record is wrong, as only other programs write it.
    """
    content: dict[str, Any] = {"schema": SCHEMA_VERSION, "title": contents.title}
    if contents.coding:
        content["coding"] = contents.coding
    for name in COLLECTIONS:
        records = rows.get(name, ())
        content[name] = [
            {key: value for key, value in each.items() if key != _ROW} for each in records
        ]
    return parse(json.dumps(content), format="json", check_references=False)


def _of_ids(
    engine: duckdb.DuckDBPyConnection, collection: str, ids: Iterable[str]
) -> list[dict[str, Any]]:
    where = "id IN (SELECT unnest($ids::VARCHAR[]))"
    if collection == "agreements":
        where += " OR list_has_any([x.id for x in provisions], $ids::VARCHAR[])"
    return fetch(engine, collection, f"{collection} WHERE {where}", {"ids": list(ids)})


def _named_by(rows: Rows) -> set[str]:
    """Return the identifiers of records and sources that rows refer to."""
    dataset = parse_rows(rows, _NOTHING)
    records = [record for _, collection in dataset.collections() for record in collection]
    named = {reference.id for record in records for reference in references_of(record)}
    return named | set(_cited(rows))


def _cited(value: object) -> Iterable[str]:
    """Yield the sources that are cited anywhere within plain values."""
    if isinstance(value, dict):
        fields = cast("dict[str, Any]", value)
        yield from (each.partition("#")[0] for each in fields.get("citations", ()))
        value = list(fields.values())
    if isinstance(value, list):
        for each in cast("list[object]", value):
            yield from _cited(each)


_NOTHING: Final = Contents(title="", coding=(), files={}, counts={})


def _pruned(value: object) -> Any:  # noqa: ANN401 (plain values of any kind)
    """Return a value without what has no value: files leave that out."""
    if isinstance(value, dict):
        fields = cast("dict[str, Any]", value)
        return {key: _pruned(each) for key, each in fields.items() if each not in (None, [])}
    if isinstance(value, list):
        return [_pruned(each) for each in cast("list[object]", value)]
    if isinstance(value, float) and value.is_integer() and abs(value) <= LARGEST_EXACT:
        return int(value)
    return value
