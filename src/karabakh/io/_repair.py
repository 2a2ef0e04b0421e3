"""Substitutes for what can't be parsed in JSON texts, so that reading can go on.

Only for files in which something is wrong.
"""

import math
import re
from collections.abc import Iterator
from typing import Final

from karabakh.findings import Finding, FindingList
from karabakh.io._file_errors import file_error, pointer
from karabakh.io._tokens import tokens
from karabakh.model import SCHEMA_VERSION

__all__ = ["invalid_bytes", "repaired"]

_ESCAPE: Final = re.compile(rb"\\(?:u([0-9a-fA-F]{4})|.)", re.DOTALL)
_HIGH, _LOW, _PAST = 0xD800, 0xDC00, 0xE000
_ESCAPED: Final = re.compile("[\udc80-\udcff]+")
"""Bytes that are not UTF-8, as Python decodes them if it must."""

_NOT_FINITE: Final = re.compile(rb"[+-]?(?:NaN|Infinity|inf|nan)")
_NUMBER: Final = re.compile(rb"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


def repaired(text: bytes, *path: str | int) -> tuple[bytes, list[Finding]]:
    """Return a JSON text with substitutes for what can't be parsed, and the findings.

    Bytes that are not UTF-8, halves of surrogate pairs and numbers that are not finite
    are replaced by something valid of the same length: all other problems of the text can
    then be found in the same run, at their positions.

    Args:
        text: The text.
        *path: The place of the text in the file.
    """
    result = bytearray(text)
    found = FindingList()
    for token in tokens(text):
        raw = text[token.start : token.end]
        problems = _text_problems(raw) if raw[:1] == b'"' else _number_problems(raw)
        for start, end, substitute, code, message in problems:
            result[token.start + start : token.start + end] = substitute
            if not found.is_full:
                where = pointer(*path, *token.path)
                found.append(file_error(code, message, where=where, hint=_HINTS[code]))
    return bytes(result), found


_HINTS: Final = {
    "KB004": "save the file as UTF-8",
    "KB009": "write the character itself",
    "KB018": "write a number that 64 bits hold, or leave the key out",
}
"""What to do about each kind of problem."""

_Problem = tuple[int, int, bytes, str, str]
"""The first byte, the byte after the last, the substitute, code and message."""


def _text_problems(raw: bytes) -> Iterator[_Problem]:
    if not raw.isascii():
        yield from invalid_bytes(raw)
    if b"\\u" in raw:
        yield from _halves(raw)


def invalid_bytes(raw: bytes) -> Iterator[_Problem]:
    """Yield the bytes that are not UTF-8; consecutive ones are one problem."""
    text = raw.decode("utf-8", "surrogateescape")
    end = last = 0
    for match in _ESCAPED.finditer(text):
        first = last + len(text[end : match.start()].encode())
        end, last = match.end(), first + len(match[0])
        shown = " ".join(f"0x{byte:02x}" for byte in raw[first : min(last, first + 8)])
        message = f"not UTF-8: {shown}{' …' if last > first + 8 else ''}"
        yield first, last, b"?" * (last - first), "KB004", message


def _halves(raw: bytes) -> Iterator[_Problem]:
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


def _half(match: re.Match[bytes]) -> _Problem:
    message = f"{match[0].decode()} is half of a surrogate pair, not a character"
    return match.start(), match.end(), rb"\ufffd", "KB009", message


def _number_problems(raw: bytes) -> Iterator[_Problem]:
    if not raw.isascii():
        yield from invalid_bytes(raw)
    is_number = _NUMBER.fullmatch(raw) is not None
    if _NOT_FINITE.fullmatch(raw) or (is_number and math.isinf(float(raw))):
        shown = raw.decode() if len(raw) <= 40 else f"a number of {len(raw)} digits"  # noqa: PLR2004
        message = f"{shown} {'does not fit into 64 bits' if is_number else 'is not finite'}"
        substitute = b"%d" % SCHEMA_VERSION  # valid wherever a number is
        yield 0, len(raw), substitute.ljust(len(raw)), "KB018", message
