"""Positions in a large JSON text, without scanning all of it."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Final

import msgspec

from karabakh.io._file_errors import pointer

__all__ = ["Offsets", "element_offsets", "member_offsets", "nearest"]

_KEY: Final = re.compile(rb'\s*[{,]\s*("(?:[^"\\]|\\.)*+")\s*:\s*', re.DOTALL)
_END: Final = re.compile(rb"\s*(?:\{\s*)?\}\s*")
_SEPARATOR: Final = re.compile(rb"\s*[\[,]\s*")
_IN_ARRAY: Final = re.compile(r"/(?P<name>\w+)/(?P<number>\d+)(?P<inner>(?:/.*)?)", re.DOTALL)
_CHUNK: Final = 2**16
_TOGETHER: Final = 1000
"""How many elements are located at once."""


def member_offsets(
    text: bytes, members: Mapping[str, msgspec.Raw]
) -> dict[str, tuple[int, int]] | None:
    """Return where the keys of an object and their values begin.

    Args:
        text: The object, well-formed.
        members: Its values.

    Returns:
        Two byte offsets for each key; None if a key is repeated or has escaped letters.
    """
    found: dict[str, tuple[int, int]] = {}
    position = 0
    while match := _KEY.match(text, position):
        key = msgspec.json.decode(match[1], type=str)
        position = match.end()
        if key in found or key not in members or not _is_at(members[key], text, position):
            return None
        found[key] = match.start(1), position
        position += len(members[key])
    return found if _END.fullmatch(text, position) else None


def _is_at(raw: msgspec.Raw, text: bytes, position: int) -> bool:
    """Return whether a value is at a position; compared in chunks, to copy little."""
    view = memoryview(raw)
    return all(
        view[start : start + _CHUNK].tobytes()
        == text[position + start : position + start + min(_CHUNK, len(view) - start)]
        for start in range(0, len(view), _CHUNK)
    )


def element_offsets(text: bytes, start: int, elements: Sequence[msgspec.Raw]) -> list[int]:
    """Return where the elements of an array begin that itself begins at `start`."""
    found: list[int] = []
    position = start
    for number in range(0, len(elements), _TOGETHER):
        some = elements[number : number + _TOGETHER]
        offsets = _evenly_spread(text, position, some) or _one_by_one(text, position, some)
        found += offsets
        position = offsets[-1] + len(some[-1])
    return found


def _evenly_spread(text: bytes, position: int, elements: Sequence[msgspec.Raw]) -> list[int]:
    """Return where elements with equal separators begin; [] if separators differ."""
    offsets = _one_by_one(text, position, elements[:2])
    end = offsets[0] + len(elements[0])
    between = text[end : offsets[-1]]
    if not text.startswith(between.join(elements), offsets[0]):
        return []
    steps = (len(each) + len(between) for each in elements[:-1])
    return list(accumulate(steps, initial=offsets[0]))


def _one_by_one(text: bytes, position: int, elements: Iterable[msgspec.Raw]) -> list[int]:
    found: list[int] = []
    for element in elements:
        match = _SEPARATOR.match(text, position)
        if match is None:
            break
        found.append(match.end())
        position = match.end() + len(element)
    return found


class Offsets:
    """Byte offsets of what JSON pointers name; computed lazily.

    Args:
        text: The whole text.
        places: The pointers.
    """

    def __init__(self, text: bytes, places: Collection[str]) -> None:
        self._text = text
        self._inner: dict[tuple[str, int], list[str]] = {}
        for where in places:
            if match := _IN_ARRAY.fullmatch(where):
                record = match["name"], int(match["number"])
                self._inner.setdefault(record, []).append(match["inner"])
        top = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
        members = member_offsets(text, top)
        # With repeated keys, the whole text has to be scanned.
        self._positions = (
            _scanned(text, places)
            if members is None
            else {"": 0, **{pointer(name): key for name, (key, _) in members.items()}}
        )
        self._arrays = {
            name: (value, top[name])
            for name, (_, value) in (members or {}).items()
            if text[value : value + 1] == b"["
        }
        self._elements: dict[str, list[tuple[int, msgspec.Raw]]] = {}
        self._inside: dict[tuple[str, int], tuple[int, dict[str, int]]] = {}

    def of(self, where: str) -> int:
        """Return the offset of what a pointer names, or of the nearest thing around it."""
        match = _IN_ARRAY.fullmatch(where)
        if match is None or match["name"] not in self._arrays:
            return nearest(self._positions, where)
        record = match["name"], int(match["number"])
        if record not in self._inside:
            self._inside[record] = self._find_inside(*record)
        start, inside = self._inside[record]
        return start + nearest(inside, match["inner"])

    def _find_inside(self, name: str, number: int) -> tuple[int, dict[str, int]]:
        """Return where a record begins, and where the places sought within it do."""
        if name not in self._elements:
            start, raw = self._arrays[name]
            elements = msgspec.json.decode(raw, type=list[msgspec.Raw])
            offsets = element_offsets(self._text, start, elements)
            self._elements[name] = list(zip(offsets, elements, strict=True))
        start, raw = self._elements[name][number]
        return start, _scanned(bytes(raw), self._inner[name, number])


def _scanned(text: bytes, places: Iterable[str]) -> dict[str, int]:
    from karabakh.io._tokens import positions  # noqa: PLC0415 (only for invalid files)

    return positions(text, places)


def nearest(found: Mapping[str, int], where: str) -> int:
    """Return the offset of what a pointer names, or of the nearest thing around it."""
    while where not in found:
        where = where.rpartition("/")[0]
    return found[where]
