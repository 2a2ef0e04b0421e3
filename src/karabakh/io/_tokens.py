"""The tokens of JSON texts and their positions.

Only for files in which something is wrong: the text is scanned token by token.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import attrs
import msgspec

from karabakh.findings import Finding
from karabakh.io._file_errors import steps_to
from karabakh.io._limits import DEEPEST

__all__ = ["Token", "column_of", "on_lines", "path_at", "positions", "tokens"]

_TOKEN: Final = re.compile(
    rb'(?:"(?:[^"\\]|\\.)*+"?|[^\s"\[\]{}:,]+|[\[\]{}:,])',
    re.DOTALL,
)


class Token(NamedTuple):
    """A key or a value in JSON text; of an array or object, its opening bracket."""

    path: tuple[str | int, ...]
    """The keys and indexes that lead to it."""
    start: int
    """Its first byte."""
    end: int
    """The byte after its last."""
    is_key: bool
    """Whether it is a key; its path is then that of its value."""


def tokens(text: bytes) -> Iterator[Token]:
    """Yield the keys and values; of malformed text, as far as possible.

    What is nested below `DEEPEST` is skipped.
    """
    path: list[str | int] = []
    awaits_key: list[bool] = []  # for each object and array that is open
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        sign = text[start : start + 1]
        if sign in b"]}":
            if path:
                path.pop()
                awaits_key.pop()
            continue
        if sign in b",:":
            if path and isinstance(path[-1], str):
                awaits_key[-1] = sign == b","
            continue
        is_key = bool(path) and awaits_key[-1]
        if is_key:
            path[-1] = _text_of(text[start:end])
            awaits_key[-1] = False
        elif path and isinstance(path[-1], int):
            path[-1] += 1
        if len(path) <= DEEPEST and (sign == b'"' or not is_key):
            yield Token(tuple(path), start, end, is_key)
        if sign in b"[{" and not is_key:
            path.append("" if sign == b"{" else -1)
            awaits_key.append(sign == b"{")


def _text_of(key: bytes) -> str:
    """Return the text of a key, with substitutes for what is malformed."""
    try:
        return msgspec.json.decode(key, type=str)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return key.decode("utf-8", "replace").strip('"')


def path_at(text: bytes, offset: int) -> tuple[str | int, ...]:
    """Return the path of the token at a byte, or of the last one before it."""
    path: tuple[str | int, ...] = ()
    for token in tokens(text):
        if token.start > offset:
            break
        path = token.path
    return path


def column_of(text: bytes, offset: int) -> int:
    """Return the column of a byte in its line, from 1, in characters."""
    line_start = text.rfind(b"\n", 0, offset) + 1
    return len(text[line_start:offset].decode("utf-8", "replace")) + 1


def positions(text: bytes, places: Iterable[str]) -> dict[str, int]:
    """Return where members (their keys) and elements begin, by their pointers.

    Of a key that occurs several times it is the last.

    Args:
        text: The JSON text.
        places: Pointers; where they and what they lead through begin is returned.
    """
    wanted = steps_to(places)
    found: dict[str, int] = {}
    for token in tokens(text):
        where = wanted.get(tuple(map(str, token.path)))
        if where is None:
            continue
        is_element = bool(token.path) and isinstance(token.path[-1], int)
        if token.is_key or is_element or where not in found:
            found[where] = token.start
    return found


def on_lines(text: bytes, rows: Iterable[tuple[int | None, Finding]]) -> list[Finding]:
    """Return findings with their lines and columns, in the order of the text.

    Args:
        text: The whole file.
        rows: The findings, each with the byte that it is about, or None.
    """
    found: list[Finding] = []
    line, column, seen = 1, 1, 0
    for offset, finding in sorted(rows, key=lambda row: row[0] or 0):
        if offset is None:
            found.append(finding)
            continue
        # Only the text since the last finding is scanned: a whole file may be one line.
        between = text[seen:offset]
        seen = offset
        *over, rest = between.rsplit(b"\n", 1)
        if over:
            line += between.count(b"\n")
            column = 1
        column += len(rest.decode("utf-8", "replace"))
        found.append(attrs.evolve(finding, line=line, column=column))
    return found
