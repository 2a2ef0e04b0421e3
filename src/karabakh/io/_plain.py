"""Datasets as plain dicts and lists, as TOML and migrations give them."""

from typing import Any

import msgspec

from karabakh.findings import Finding
from karabakh.io._described import as_array
from karabakh.io._migrations import migrated
from karabakh.io._reading import Reading, mistyped
from karabakh.model import COLLECTIONS, SCHEMA_VERSION

__all__ = ["read_plain"]


def read_plain(content: dict[str, Any], reading: Reading, *, version: int) -> None:
    """Read the records of a dataset, and what is wrong with them.

    Each element is written as JSON and takes the same way as an element of a JSON file.

    Args:
        content: the content of the file; its heading has been read.
        reading: takes the records and the findings.
        version: the version of the schema that it follows.
    """
    if version != SCHEMA_VERSION:
        content = migrated(content, version)
    reading.check_keys(content)
    for name, kind in COLLECTIONS.items():
        elements = as_array(content.get(name, []))
        if elements is None:
            reading.findings.append(mistyped(f"/{name}", content[name], "an array"))
            continue
        _read_collection(name, kind, elements, reading)


def _read_collection(name: str, kind: type[Any], elements: list[Any], reading: Reading) -> None:
    def explain(number: int) -> tuple[list[Finding], object]:
        # Only here, since it imports cattrs.
        from karabakh.io._explain import explain  # noqa: PLC0415

        element = elements[number]
        return list(explain(kind, element, name, number)), element

    reading.read_all(name, [_as_json(element) for element in elements], explain)


def _as_json(element: object) -> bytes:
    """Write an element as JSON, or what no collection takes where JSON can't say the same.

    That is the case for TOML's dates, for numbers that are not finite, and for endless ones.
    """
    try:
        raw = msgspec.json.encode(element)
        return raw if msgspec.json.decode(raw) == element else b"null"
    except (msgspec.MsgspecError, ValueError, TypeError, OverflowError, RecursionError):
        return b"null"
