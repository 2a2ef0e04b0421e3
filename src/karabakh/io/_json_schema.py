"""The JSON Schema of the package."""

from typing import Any

import msgspec

from karabakh.io._package_data import package_data

__all__ = ["json_schema"]


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a dataset in a JSON file.

    Only `karabakh.read` checks what JSON Schema can't express: that identifiers are unique
    and references lead to records of the right kind; that a date is in the calendar and an
    interval does not end before it begins; that the words of a citation are in order; that
    no key is repeated; that a measure has a number, and whole numbers fit into 64 bits.
    JSON Schema also accepts ``1.0`` as a whole number, and files of an
    older schema are only read by `karabakh.read`.

    >>> import karabakh
    >>> karabakh.json_schema()["required"]
    ['schema']
    """
    return msgspec.json.decode(package_data("karabakh.schema.json"), type=dict[str, Any])
