"""Edits of values in TOML tables, with the comments that stand within arrays."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import tomlkit
from tomlkit.items import Array, InlineTable

from karabakh.io._builder import encode_element
from karabakh.io._plain_values import as_array, as_object
from karabakh.io._toml_text import toml_value

__all__ = ["edit_value", "origins_of"]


def edit_value(container: Any, key: Any, old: object, new: object) -> None:  # noqa: ANN401 (of tomlkit)
    """Replace a value of a table or an array, of arrays only the elements that differ.

    Args:
        container: The table, inline table or array of tomlkit.
        key: Its key or index.
        old: Its plain value.
        new: The plain value to be.
    """
    if old == new:
        return
    item = container[key] if isinstance(container, Array) or key in container else None
    before, after = as_array(old), as_array(new)
    if before and after and isinstance(item, Array) and len(item) == len(before):
        _edit_array(item, before, after)
    elif isinstance(item, InlineTable) and "\n" in item.as_string() and as_object(new):
        _edit_table(item, as_object(old) or {}, as_object(new) or {})
    else:
        container[key] = tomlkit.value(toml_value(new))


def _edit_array(array: Array, old: list[Any], new: list[Any]) -> None:
    origins = _in_order(origins_of(old, new), old)
    for number in sorted({*range(len(old))}.difference(origins), reverse=True):
        del array[number]
    for number, (origin, element) in enumerate(zip(origins, new, strict=True)):
        if origin is None:
            array.insert(number, tomlkit.value(toml_value(element)))
        else:
            edit_value(array, number, old[origin], element)


def _in_order(origins: list[int | None], old: list[Any]) -> list[int | None]:
    """Return the origins that are in order; of texts also those between them.

    A text that differs from all continues the one in its place, such as a corrected citation.
    """
    result: list[int | None] = []
    last = -1
    free = {number for number, each in enumerate(old) if as_object(each) is None}.difference(
        origins
    )
    for origin in origins:
        found = origin if origin is not None and origin > last else None
        if found is None and last + 1 in free:
            found = last + 1
        result.append(found)
        last = last if found is None else found
    return result


def _edit_table(table: InlineTable, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    for key in [key for key in old if key not in new]:
        del table[key]
    for key, value in new.items():
        edit_value(table, key, old.get(key), value)


def origins_of(old: Sequence[object], new: Sequence[object]) -> list[int | None]:
    """Return for each new element the number of its old one, or None.

    Elements with identifiers are paired by these; others if they are equal, or else with
    that of which they share most, and more than half.

    Args:
        old: The elements before, as plain values.
        new: The elements to be.
    """
    keys = [_key(each) for each in old]
    free: dict[object, list[int]] = {}
    for number in reversed(range(len(old))):
        free.setdefault(keys[number], []).append(number)
    found = [free[key].pop() if free.get(key := _key(each)) else None for each in new]
    rest = {number for numbers in free.values() for number in numbers}
    for number, each in enumerate(new):
        if found[number] is None and rest and as_object(each) is not None:
            nearest = max(sorted(rest), key=lambda before: _likeness(old[before], each))
            if _likeness(old[nearest], each) > _HALF:
                found[number] = nearest
                rest.remove(nearest)
    return found


_HALF: Final = 0.5


def _key(element: object) -> object:
    identifier = (as_object(element) or {}).get("id")
    return encode_element(element) if identifier is None else identifier


def _likeness(old: object, new: object) -> float:
    """Return how much two parts have in common; the first value counts twice."""
    before, after = as_object(old) or {}, as_object(new) or {}
    if not before or not after or "id" in before or "id" in after:
        return 0
    shared = [key for key, value in before.items() if after.get(key) == value]
    count = len(shared) + (next(iter(before)) in shared)
    return count / min(len(before), len(after))
