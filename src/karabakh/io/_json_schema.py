"""The JSON Schema of the package."""

from collections.abc import Iterable
from typing import Any

import msgspec

from karabakh.io._draft_schema import draft_schema
from karabakh.io._package_data import package_data

__all__ = ["json_schema"]


def json_schema(*, draft: bool = False, collections: Iterable[str] | None = None) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of datasets in JSON, or of drafts.

    Only `karabakh.read` checks what JSON Schema can't express: that identifiers are unique
    and references lead to records of the right kind; that a date is in the calendar and an
    interval does not end before it begins; that the words of a citation are in order; that
    no key is repeated; that a measure has a number, and whole numbers fit into 64 bits.
    JSON Schema also accepts ``1.0`` as a whole number, and files of an
    older schema are only read by `karabakh.read`.

    The schema of drafts is for language models, and for whatever else is to fill it in. It has
    ``quotes``, the words of the text, in the place of citations; and neither references nor
    patterns, which providers of models refuse. A collection by itself has at most 6 kB and 24
    optional keys, within the limits that they reported. `karabakh.drafts.check` reads drafts.

    Args:
        draft: Whether to return the schema of drafts.
        collections: The collections of drafts that are wanted, each of them required; by
            default all but sources.

    Raises:
        ValueError: If `collections` names none that drafts have, or is passed without `draft`.

    >>> import karabakh
    >>> karabakh.json_schema()["required"]
    ['schema']
    >>> schema = karabakh.json_schema(draft=True, collections=["positions"])
    >>> schema["properties"]["positions"]["items"]["required"]
    ['id', 'holder', 'proposition', 'stance', 'quotes']
    """
    schema = msgspec.json.decode(package_data("karabakh.schema.json"), type=dict[str, Any])
    if draft:
        return draft_schema(schema, collections)
    if collections is not None:
        raise ValueError("collections must be used with draft=True")
    return schema
