"""Bringing files of older schemas up to date.

A migration takes the whole content of a file, as plain dicts and lists, from one version
of the schema to the next. To add one: write a function here and enter it below under the
version that it starts from.
"""

from collections.abc import Callable
from typing import Any, Final

from karabakh.findings import Finding
from karabakh.io._codes import fault
from karabakh.model import SCHEMA_VERSION

__all__ = ["MIGRATIONS", "Migration", "migrated", "version_finding"]

Migration = Callable[[dict[str, Any]], dict[str, Any]]
"""Takes the content of a file in one version and gives it in the next; may change its argument."""

MIGRATIONS: Final[dict[int, Migration]] = {}
"""The migrations, by the version that each starts from. There is one version so far."""


def version_finding(version: int, *, library: str) -> Finding | None:
    """Say why files of a version can't be read, if they can't.

    Args:
        version: the version that a file says it follows.
        library: the version of the library, for the message.
    """
    if version > SCHEMA_VERSION:
        return fault(
            "KB011",
            f"schema {version} is newer than schema {SCHEMA_VERSION}, the newest that"
            f" karabakh {library} reads",
            where="/schema",
            expected=f"a schema up to {SCHEMA_VERSION}",
            hint=f"install a later release than {library}: pip install --upgrade karabakh",
        )
    if version < 0 or any(each not in MIGRATIONS for each in range(version, SCHEMA_VERSION)):
        return fault(
            "KB012",
            f"karabakh {library} has no way from schema {version} to schema {SCHEMA_VERSION}",
            where="/schema",
            expected=f"schema {SCHEMA_VERSION}",
            hint=f"if the file follows the present schema, write {SCHEMA_VERSION}",
        )
    return None


def migrated(content: dict[str, Any], version: int) -> dict[str, Any]:
    """Bring the content of a file from its version to the present one."""
    for each in range(version, SCHEMA_VERSION):
        content = MIGRATIONS[each](content)
    return content
