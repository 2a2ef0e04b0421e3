"""Bringing files of older schemas up to date.

A migration takes the whole content of a file, as plain dicts and lists, from one version
of the schema to the next. To add one: write a function here and enter it below under the
version that it starts from.
"""

from collections.abc import Callable
from typing import Any, Final

from karabakh.findings import Finding
from karabakh.io._codes import fault
from karabakh.io._described import as_array, as_object
from karabakh.model import SCHEMA_VERSION

__all__ = ["MIGRATIONS", "Migration", "migrated", "version_finding"]

Migration = Callable[[dict[str, Any]], dict[str, Any]]
"""Takes the content of a file in one version and gives it in the next; may change its argument."""


def _from_1_to_2(content: dict[str, Any]) -> dict[str, Any]:
    """Return content of schema 2: keys renamed, parties as participants, sources of claims listed.

    What has not the type that schema 1 asks for stays as it is, for the reader to refuse.
    """
    for name, records in content.items():
        for record in filter(_is_object, as_array(records) or []):
            _migrate_record(name, record)
    return content


_RENAMED: Final = {
    "positions": {"held": "when", "doc_time": "doc_time_rel"},
    "propositions": {"contradicts": "excludes"},
    "events": {"doc_time": "doc_time_rel"},
    "relations": {"doc_time": "doc_time_rel"},
    "statuses": {"doc_time": "doc_time_rel"},
    "requirement": {"necessity": "condition_type"},
}


def _migrate_record(name: str, record: dict[str, Any]) -> None:
    _rename(record, _RENAMED.get(name, {}))
    if isinstance(record.get("according_to"), str):
        record["according_to"] = [record["according_to"]]
    if name == "propositions" and _is_object(record.get("requirement")):
        _rename(record["requirement"], _RENAMED["requirement"])
    if name == "agreements":
        for part in ("provisions", "statuses"):
            for each in filter(_is_object, as_array(record.get(part)) or []):
                _migrate_record(part, each)
        _move_parties(record)


def _move_parties(agreement: dict[str, Any]) -> None:
    """Turn the parties and mediators of an agreement into participants."""
    moved = {"parties": "party", "mediators": "mediator"}
    found = {key: as_array(agreement.get(key, [])) for key in moved}
    if any(actors is None for actors in found.values()):
        return
    participants = [
        {"actor": actor, "role": role} for key, role in moved.items() for actor in found[key] or []
    ]
    for key in moved:
        agreement.pop(key, None)
    if participants:
        agreement["participants"] = participants


def _rename(record: dict[str, Any], names: dict[str, str]) -> None:
    for old in names.keys() & record.keys():
        record[names[old]] = record.pop(old)


def _is_object(value: object) -> bool:
    return as_object(value) is not None


MIGRATIONS: Final[dict[int, Migration]] = {1: _from_1_to_2}
"""The migrations, by the version that each starts from."""


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
