"""Where things stand in JSON text, and how to read on past some kinds of damage.

All of this is only for files in which something is wrong: it goes through the text token
by token, while the fast path never looks at places.
"""

import math
import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import attrs
import msgspec

from karabakh.findings import Finding
from karabakh.io._codes import fault, pointer

__all__ = ["Token", "column_of", "on_lines", "places", "repaired", "stray_bytes", "tokens"]

_TOKEN: Final = re.compile(
    rb'(?:"(?:[^"\\]|\\.)*"?|[^\s"\[\]{}:,]+|[\[\]{}:,])',
    re.DOTALL,
)


class Token(NamedTuple):
    """A key or a value in JSON text; of an array or object, its opening bracket."""

    path: tuple[str | int, ...]
    """How to get to it from the whole."""
    start: int
    """Its first byte."""
    end: int
    """The byte after its last."""
    is_key: bool
    """Whether it is a key; its path then is its value's."""


_DEEPEST: Final = 64
"""Nothing of the model is as deep as this."""


def tokens(text: bytes) -> Iterator[Token]:
    """Go through keys and values; of broken text, as far as it can be made out.

    What is nested more deeply than anything can be that is right is passed over.
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
        if len(path) <= _DEEPEST and (sign == b'"' or not is_key):
            yield Token(tuple(path), start, end, is_key)
        if sign in b"[{" and not is_key:
            path.append("" if sign == b"{" else -1)
            awaits_key.append(sign == b"{")


def _text_of(key: bytes) -> str:
    """Give the text of a key; of a damaged one, the nearest that can be made of it."""
    try:
        return msgspec.json.decode(key, type=str)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return key.decode("utf-8", "replace").strip('"')


def column_of(text: bytes, offset: int) -> int:
    """Give the column of a byte in its line, from 1, in characters."""
    line_start = text.rfind(b"\n", 0, offset) + 1
    return len(text[line_start:offset].decode("utf-8", "replace")) + 1


def places(text: bytes) -> dict[str, int]:
    """Give the byte at which each member (at its key) and each element of JSON text begins.

    Of a key that comes several times it is the last.
    """
    found: dict[str, int] = {}
    for token in tokens(text):
        where = pointer(*token.path)
        is_element = bool(token.path) and isinstance(token.path[-1], int)
        if token.is_key or is_element or where not in found:
            found[where] = token.start
    return found


def on_lines(text: bytes, rows: Iterable[tuple[int | None, Finding]]) -> list[Finding]:
    """Give findings with their lines and columns, in the order of the text.

    Args:
        text: the whole file.
        rows: the findings, each with the byte that it is about where that is known.
    """
    found: list[Finding] = []
    line, column, seen = 1, 1, 0
    for offset, finding in sorted(rows, key=lambda row: row[0] or 0):
        if offset is None:
            found.append(finding)
            continue
        # Only what lies between two findings is looked at: a whole file may be one line.
        between = text[seen:offset]
        seen = offset
        *over, rest = between.rsplit(b"\n", 1)
        if over:
            line += between.count(b"\n")
            column = 1
        column += len(rest.decode("utf-8", "replace"))
        found.append(attrs.evolve(finding, line=line, column=column))
    return found


_ESCAPE: Final = re.compile(rb"\\(?:u([0-9a-fA-F]{4})|.)", re.DOTALL)
_HIGH, _LOW, _PAST = 0xD800, 0xDC00, 0xE000
_NOT_FINITE: Final = re.compile(rb"[+-]?(?:NaN|Infinity|inf|nan)")
_NUMBER: Final = re.compile(rb"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_DIGITS: Final = 309
"""A number with more digits than this is larger than any that 64 bits hold, even as a float."""


def repaired(text: bytes, *path: str | int) -> tuple[bytes, list[Finding]]:
    """Mend what keeps JSON text from being read without making its structure doubtful.

    That is: bytes that are not UTF-8, halves of surrogate pairs, and numbers that are
    not finite. Each is replaced by something harmless of the same length, so that all
    that is wrong beside can be found in the same run, at its place.

    Args:
        text: the text.
        *path: where it stands in the file, if it is not the whole.

    Returns:
        The mended text, and a finding for each place.
    """
    mended = bytearray(text)
    found: list[Finding] = []
    for token in tokens(text):
        raw = text[token.start : token.end]
        trouble = _text_trouble(raw) if raw[:1] == b'"' else _number_trouble(raw)
        for start, end, substitute, code, message in trouble:
            mended[token.start + start : token.start + end] = substitute
            where = pointer(*path, *token.path)
            found.append(fault(code, message, where=where, hint=_HINTS[code]))
    return bytes(mended), found


_HINTS: Final = {
    "KB004": "save the file as UTF-8",
    "KB009": "write the character itself",
    "KB018": "write a number that 64 bits hold, or leave the key out",
}
"""What to do about each kind of trouble."""

_Trouble = tuple[int, int, bytes, str, str]
"""First byte, byte after the last, what to put there, code and message."""


def _text_trouble(raw: bytes) -> Iterator[_Trouble]:
    if not raw.isascii():
        yield from stray_bytes(raw)
    if b"\\u" in raw:
        yield from _halves(raw)


def stray_bytes(raw: bytes) -> Iterator[_Trouble]:
    """Find the bytes that are not UTF-8; those in a row are one trouble."""
    start = 0
    while True:
        try:
            raw[start:].decode("utf-8")
        except UnicodeDecodeError as error:
            first, last = start + error.start, start + error.end
            while last < len(raw) and _begins_stray(raw[last : last + 4]):
                last += 1
            shown = " ".join(f"0x{byte:02x}" for byte in raw[first : min(last, first + 8)])
            message = f"not UTF-8: {shown}{' …' if last > first + 8 else ''}"
            yield first, last, b"?" * (last - first), "KB004", message
            start = last
        else:
            return


def _begins_stray(four: bytes) -> bool:
    try:
        four.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start == 0
    return False


def _halves(raw: bytes) -> Iterator[_Trouble]:
    high: re.Match[bytes] | None = None
    for match in _ESCAPE.finditer(raw):
        unit = int(match[1], 16) if match[1] else 0
        if high is not None:
            if high.end() == match.start() and _LOW <= unit < _PAST:
                high = None
                continue
            yield _half(high)
            high = None
        if _HIGH <= unit < _LOW:
            high = match
        elif _LOW <= unit < _PAST:
            yield _half(match)
    if high is not None:
        yield _half(high)


def _half(match: re.Match[bytes]) -> _Trouble:
    message = f"{match[0].decode()} is half of a surrogate pair and no character"
    return match.start(), match.end(), rb"\ufffd", "KB009", message


def _number_trouble(raw: bytes) -> Iterator[_Trouble]:
    if not raw.isascii():
        yield from stray_bytes(raw)
    is_number = _NUMBER.fullmatch(raw) is not None
    if _NOT_FINITE.fullmatch(raw) or (is_number and _is_too_large(raw)):
        shown = raw.decode() if len(raw) <= 40 else f"a number of {len(raw)} digits"  # noqa: PLR2004
        message = f"{shown} is no number of 64 bits"
        yield 0, len(raw), b"1".ljust(len(raw)), "KB018", message


def _is_too_large(raw: bytes) -> bool:
    return len(raw) > _DIGITS or math.isinf(float(raw))
