"""The files that come with the library."""

from typing import Any

import msgspec

__all__ = ["bundled_content", "json_schema"]


def bundled_content(name: str) -> bytes:
    """Give the bytes of a file in the package's folder of data."""
    # Only here, since its import takes longer than reading the file.
    from importlib import resources  # noqa: PLC0415

    return (resources.files("karabakh") / "data" / name).read_bytes()


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of a dataset in a JSON file.

    What it can't say, only `karabakh.read` checks: that identifiers are unique and that
    what is mentioned exists; that a date is in the calendar and an interval does not end
    before it begins; that words of a citation are in order; that no key comes twice.
    And JSON Schema takes ``1.0`` for a whole number, which `read` does not.

    >>> import karabakh
    >>> karabakh.json_schema()["required"]
    ['schema']
    """
    return msgspec.json.decode(bundled_content("karabakh.schema.json"), type=dict[str, Any])
