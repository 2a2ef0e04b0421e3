"""Bringing elements of older schemas up to date.

To add a migration, write a module like `_schema_1` and enter its function below, under the
version that it starts from.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import attrs

from karabakh._shown import shown
from karabakh.findings import Finding
from karabakh.io._file_errors import file_error
from karabakh.io._plain_values import as_object
from karabakh.io._schema_1 import from_schema_1
from karabakh.model import SCHEMA_VERSION

__all__ = [
    "MIGRATIONS",
    "Migration",
    "migrate",
    "original_place",
    "original_pointer",
    "version_finding",
]

Migration = Callable[[str, dict[str, Any], list[Finding], dict[str, str]], dict[str, Any]]
"""Returns an element of a collection as the next schema has it; see `from_schema_1`."""

MIGRATIONS: Final[dict[int, Migration]] = {1: from_schema_1}
"""The migrations, by the version that each starts from."""


def migrate(
    name: str, element: object, version: int
) -> tuple[object, list[Finding], list[Mapping[str, str]]]:
    """Return an element of a collection as the present schema has it.

    Args:
        name: The collection.
        element: The element, as plain dicts and lists; left alone if it is no object.
        version: The version of the schema that it follows.

    Returns:
        The element; the findings of what was left out, with pointers within the old
        element; and for `original_place`, what was moved in each step.
    """
    record: object = (as_object(element) or {}).get("id")
    findings: list[Finding] = []
    steps: list[Mapping[str, str]] = []
    for each in range(version, SCHEMA_VERSION):
        content = as_object(element)
        if content is None:
            break
        found: list[Finding] = []
        moved: dict[str, str] = {}
        element = MIGRATIONS[each](name, content, found, moved)
        findings += [original_place(finding, steps) for finding in found]
        if isinstance(record, str):
            findings = [attrs.evolve(finding, record=record) for finding in findings]
        steps.append(moved)
    return element, findings, steps


def original_place(finding: Finding, steps: Sequence[Mapping[str, str]]) -> Finding:
    """Return a finding about a migrated element with the place in the old one.

    Args:
        finding: The finding, with a pointer within the element.
        steps: What each migration moved: new pointers, and the old ones.
    """
    where = original_pointer(finding.where, steps)
    if where == finding.where:
        return finding
    message = finding.message
    if finding.code == "KB015":
        message = f"missing key {where.rpartition('/')[2]!r}"
    return attrs.evolve(finding, where=where, message=message)


def original_pointer(where: str, steps: Sequence[Mapping[str, str]]) -> str:
    """Return the pointer in the old element of a value in the migrated one.

    Args:
        where: The pointer within the migrated element.
        steps: What each migration moved: new pointers, and the old ones.
    """
    for moved in reversed(steps):
        head = where
        while head and head not in moved:
            head = head.rpartition("/")[0]
        if head:
            where = moved[head] + where[len(head) :]
    return where


def version_finding(version: int, *, library: str) -> Finding | None:
    """Return the finding for a version that can't be read; None if it can.

    Args:
        version: The version that a file follows.
        library: The version of the library, for the message.
    """
    if version > SCHEMA_VERSION:
        return file_error(
            "KB011",
            f"schema {shown(version)} is newer than schema {SCHEMA_VERSION}, the newest that"
            f" karabakh {library} reads",
            where="/schema",
            expected=f"a schema up to {SCHEMA_VERSION}",
            hint=f"install a later release than {library}: pip install --upgrade karabakh",
        )
    if version < 0 or any(each not in MIGRATIONS for each in range(version, SCHEMA_VERSION)):
        return file_error(
            "KB012",
            f"karabakh {library} can't migrate schema {shown(version)} to schema {SCHEMA_VERSION}",
            where="/schema",
            expected=f"schema {SCHEMA_VERSION}",
            hint=f"if the file follows the present schema, write {SCHEMA_VERSION}",
        )
    return None
