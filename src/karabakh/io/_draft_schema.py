"""The schema of drafts: what a language model is asked for.

It is derived from the schema of datasets. A draft has the words that a record rests on in the place
of citations, and lacks what only a person or a program can know.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from karabakh._shown import shown
from karabakh.nearest import did_you_mean

__all__ = ["DRAFTED", "draft_schema"]

DRAFTED: Final = (
    *("actors", "places", "relations", "propositions", "positions"),
    *("events", "agreements", "links"),
)
"""The collections that a draft may have."""

_LEFT_OUT: Final = frozenset({"identifiers", "codes", "point"})
"""Keys whose values no text states."""

_LEFT_OUT_OF_PARTS: Final = frozenset({"certainty", "basis", "note", "according_to", *_LEFT_OUT})
"""Keys of cited parts that are those of their record."""

_QUOTES: Final[Mapping[str, Any]] = {
    "description": "The words of the text that it rests on, copied exactly.",
    "type": "array",
    "items": {
        "type": "object",
        "required": ["quote"],
        "additionalProperties": False,
        "properties": {
            "quote": {"type": "string"},
            "within": {"description": "The paragraph, such as p2.", "type": "string"},
        },
    },
}

_DATE: Final = {"description": "EDTF, such as 2020-09-27, 2023-09~ or 2018-05/..", "type": "string"}
_ID: Final = {"description": "Small letters, digits and hyphens; unique.", "type": "string"}


def draft_schema(full: Mapping[str, Any], collections: Iterable[str] | None) -> dict[str, Any]:
    """Return the schema of drafts of some collections.

    Args:
        full: The schema of datasets.
        collections: The names of the collections; None for all that a draft may have.

    Raises:
        ValueError: If a name is no such collection, or there is none.
    """
    names = DRAFTED if collections is None else tuple(dict.fromkeys(collections))
    for name in names:
        if name not in DRAFTED:
            hint = did_you_mean(name, DRAFTED) or f"use {', '.join(DRAFTED)}"
            raise ValueError(f"collections: unknown collection {shown(name)}; {hint}")
    if not names:
        raise ValueError("collections must name a collection, got none")
    definitions: Mapping[str, Any] = full["$defs"]
    properties = {
        name: {"type": "array", "items": _object(definitions, _name(full, name), depth=0)}
        for name in names
    }
    return _closed(properties, required=[*names])


def _name(full: Mapping[str, Any], collection: str) -> str:
    reference: str = full["properties"][collection]["items"]["$ref"]
    return reference.rpartition("/")[2]


def _closed(properties: dict[str, Any], *, required: list[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": required,
        "additionalProperties": False,
        "properties": properties,
    }


def _object(definitions: Mapping[str, Any], name: str, *, depth: int) -> dict[str, Any]:
    definition = definitions[name]
    left_out = _LEFT_OUT_OF_PARTS if depth else _LEFT_OUT
    if depth and name not in {"Provision", "StatusChange"}:
        left_out |= {"citations"}
    properties: dict[str, Any] = {}
    for key, value in definition["properties"].items():
        if key == "citations" and key not in left_out:
            properties["quotes"] = dict(_QUOTES)
        elif key == "id":
            properties[key] = dict(_ID)
        elif key not in left_out:
            words = {} if depth else {"description": value["description"]}
            properties[key] = words | _value(definitions, value, depth=depth + 1)
    required = [*definition["required"], *(["quotes"] if not depth else [])]
    return _closed(properties, required=required)


def _value(definitions: Mapping[str, Any], value: Mapping[str, Any], *, depth: int) -> Any:  # noqa: ANN401
    """Return the schema of a value without references, patterns and limits."""
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        definition = definitions[name]
        if definition.get("type") == "object":
            return _object(definitions, name, depth=depth)
        return dict(_DATE) if name == "When" else {"type": "string", "enum": definition["enum"]}
    if value.get("type") == "array":
        return {"type": "array", "items": _value(definitions, value["items"], depth=depth)}
    return {"type": value["type"]}
