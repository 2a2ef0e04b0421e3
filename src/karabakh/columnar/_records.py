"""Rows of Parquet files as records, by the strict reader of JSON."""

import json
from collections.abc import Collection, Iterable, Mapping
from operator import itemgetter
from typing import Any, Final, cast

from karabakh.columnar._columns import LARGEST_EXACT, columns_of
from karabakh.columnar._engine import Engine
from karabakh.columnar._folder import Contents
from karabakh.io import parse
from karabakh.model import COLLECTIONS, SCHEMA_VERSION, Dataset, EventKind
from karabakh.model.references import references_of

__all__ = [
    "Rows",
    "as_json",
    "core_rows",
    "fetch",
    "from_json",
    "parse_rows",
    "with_references",
]

Rows = dict[str, list[dict[str, Any]]]
"""Records by collection, as plain values, each with its ``row``."""

_ROW: Final = "row"


def fetch(engine: Engine, wanted: Mapping[str, str]) -> Rows:
    """Return rows of collections as plain values, in the order of the dataset.

    Args:
        engine: The column engine.
        wanted: Which rows of each collection, as SQL behind ``FROM``.
    """
    found: Rows = {name: [] for name in wanted}
    queries = (
        f"SELECT '{name}' AS collection, row, {as_json(name)} AS record FROM {rows}"
        for name, rows in wanted.items()
    )
    if wanted:
        every = f"SELECT collection, record FROM ({' UNION ALL '.join(queries)}) ORDER BY row"
        for name, record in engine.rows(every):
            found[name].append(from_json(record))
    return found


def as_json(collection: str) -> str:
    """Return the expression of a row as JSON."""
    fields = (_ROW, *columns_of(collection))
    packed = ", ".join(f'"{field}" := "{field}"' for field in fields)
    return f"to_json(struct_pack({packed}))"


def from_json(record: str) -> dict[str, Any]:
    """Return the plain values of a row as JSON."""
    row: dict[str, Any] = _pruned(json.loads(record))
    return row


def with_references(
    engine: Engine, found: Rows, wanted: Collection[str], contents: Contents
) -> Rows:
    """Return rows with those of some identifiers, and of all that they refer to.

    Args:
        engine: The column engine; it gets a table of identifiers.
        found: Rows that are there already.
        wanted: The identifiers of more.
        contents: What is in the folder.
    """
    every = {name: list(rows) for name, rows in found.items()}
    known = {(name, row["id"]) for name, rows in found.items() for row in rows}
    named = {(name, each) for name in contents.files for each in wanted} | _named_by(found)
    while pending := {(name, each) for name, each in named - known if name in contents.files}:
        known |= pending
        engine.store(
            "wanted", {"id": "VARCHAR"}, [(each,) for each in {each for _, each in pending}]
        )
        new = fetch(engine, {name: _of_wanted(name) for name in {name for name, _ in pending}})
        for name, rows in new.items():
            there = {row["id"] for row in every.get(name, ())}
            every.setdefault(name, []).extend(row for row in rows if row["id"] not in there)
        named = _named_by(new)
    return {name: sorted(rows, key=itemgetter(_ROW)) for name, rows in every.items()}


def core_rows(engine: Engine, contents: Contents) -> Rows:
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
    return fetch(engine, {name: which.get(name, name) for name in needed})


def parse_rows(rows: Rows, contents: Contents | None = None) -> Dataset:
    """Return the dataset of rows, with the title and coding of a folder, if any.

    Raises:
        LoadError: If a record is wrong, as only other programs write it.
    """
    content: dict[str, Any] = {"schema": SCHEMA_VERSION}
    if contents is not None:
        content |= {"title": contents.title, "coding": contents.coding}
    for name in COLLECTIONS:
        records = rows.get(name, ())
        content[name] = [
            {key: value for key, value in each.items() if key != _ROW} for each in records
        ]
    return parse(json.dumps(content), format="json", check_references=False)


def _of_wanted(collection: str) -> str:
    """Return which rows have identifiers that are wanted, as SQL behind ``FROM``."""
    wanted = "IN (SELECT id FROM wanted)"
    if collection == "agreements":
        parts = "SELECT id, unnest(provisions) AS part FROM agreements"
        with_parts = f"SELECT parts.id FROM ({parts}) parts WHERE parts.part.id {wanted}"
        return f"agreements WHERE id {wanted} OR id IN ({with_parts})"
    return f"{collection} WHERE id {wanted}"


def _named_by(rows: Rows) -> set[tuple[str, str]]:
    """Return what rows refer to: collections that may have it, and its identifier."""
    dataset = parse_rows(rows)
    records = [record for _, collection in dataset.collections() for record in collection]
    references = (reference for record in records for reference in references_of(record))
    named = {
        (name, reference.id)
        for reference in references
        for kind in reference.kinds
        for name in _collections_of(kind.noun)
    }
    return named | {("sources", each) for each in _cited(rows)}


def _collections_of(noun: str) -> Iterable[str]:
    """Return the collections that have what an identifier of some kind names."""
    return {"record": COLLECTIONS, "provision": ("agreements",)}.get(noun, (f"{noun}s",))


def _cited(value: object) -> Iterable[str]:
    """Yield the sources that are cited anywhere within plain values."""
    if isinstance(value, dict):
        fields = cast("dict[str, Any]", value)
        yield from (each.partition("#")[0] for each in fields.get("citations", ()))
        value = list(fields.values())
    if isinstance(value, list):
        for each in cast("list[object]", value):
            yield from _cited(each)


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
