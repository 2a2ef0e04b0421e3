"""In which order fields stand, and how values show those that are set."""

import enum
from typing import Any

import attrs

__all__ = ["order_fields", "repr_of_set_fields"]


def order_fields(cls: type, fields: "list[attrs.Attribute[Any]]") -> "list[attrs.Attribute[Any]]":
    """Order a record's fields for readers: its id, its own, the common ones, the note.

    The records pass it to attrs, so that files, signatures and pages have this order.
    """
    inherited = {
        field.name for base in cls.__mro__[1:] if attrs.has(base) for field in attrs.fields(base)
    }
    identity = [field for field in fields if field.name == "id"]
    own = [field for field in fields if field.name != "id" and field.name not in inherited]
    common = [field for field in fields if field.name != "id" and field.name in inherited]
    return [*identity, *own, *sorted(common, key=lambda field: field.name == "note")]


def repr_of_set_fields(instance: attrs.AttrsInstance) -> str:
    """Return the `repr` of a record without the fields that are as by default."""
    values = ((each, getattr(instance, each.name)) for each in attrs.fields(type(instance)))
    shown = ", ".join(
        f"{field.name}={_repr_of(value)}" for field, value in values if value != field.default
    )
    return f"{type(instance).__name__}({shown})"


def _repr_of(value: object) -> str:
    return repr(value.value if isinstance(value, enum.Enum) else value)
