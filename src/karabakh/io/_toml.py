"""Datasets as TOML, for people: each record as a table, `[[positions]]`."""

import bisect
import functools
import re
import tomllib
from collections.abc import Iterator
from typing import Any, Final

import attrs

from karabakh.findings import Finding
from karabakh.io._builder import DatasetBuilder
from karabakh.io._file_errors import NESTED, file_error
from karabakh.io._repair import invalid_bytes
from karabakh.io._text import check_bytes
from karabakh.io._toml_spans import has_deep_key, places
from karabakh.model import Dataset

__all__ = ["lines_outside_texts", "parse_toml", "read_toml"]


def read_toml(content: bytes, builder: DatasetBuilder, *, check_references: bool) -> Dataset:
    """Return the dataset of a TOML text.

    Raises:
        LoadError: If something is wrong with it.
    """
    text = _decoded(check_bytes(content, builder), builder)
    parsed = _parsed(text, builder)
    if builder.read_heading(parsed):
        builder.check_keys(parsed)
        builder.add_plain(parsed)
    return builder.build(
        check_references=check_references, locate=functools.partial(_located, text)
    )


def _decoded(content: bytes, builder: DatasetBuilder) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    result = bytearray(content)
    line, before = 1, 0
    for first, last, substitute, code, message in invalid_bytes(content):
        result[first:last] = substitute
        line += content.count(b"\n", before, first)
        before = first
        hint = "save the file as UTF-8"
        builder.findings.append(file_error(code, message, line=line, hint=hint))
    return result.decode("utf-8")


_AT: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def parse_toml(text: str) -> dict[str, Any]:
    """Return the values of a TOML text.

    Raises:
        ValueError: If it is not well-formed.
        RecursionError: If it is nested too deeply, or a key has too many parts; `tomllib` takes
            time and memory by the square of their number.
    """
    if has_deep_key(text):
        raise RecursionError
    return tomllib.loads(text)


def _parsed(text: str, builder: DatasetBuilder) -> dict[str, Any]:
    try:
        return parse_toml(text)
    except RecursionError:
        finding = NESTED
    except ValueError as error:  # tomllib's own, or that of an endless number
        finding = _syntax_finding(text, str(error))
    raise builder.failure(finding) from None


def _syntax_finding(text: str, reason: str) -> Finding:
    match = _AT.search(reason)
    line, column = text.count("\n") + 1, None
    if match and match[1]:
        line, column = int(match[1]), int(match[2])
    reason = reason[: match.start()] if match else reason
    reason = reason[:1].lower() + reason[1:]
    if "overwrite" in reason or "twice" in reason or "duplicate" in reason.lower():
        return file_error(
            "KB013",
            f"key occurs twice: {reason}",
            hint="remove one of them",
            line=line,
            column=column,
        )
    return file_error(
        "KB006",
        f"not well-formed TOML: {reason}",
        hint="look for a missing quotation mark, comma or bracket there",
        line=line,
        column=column,
    )


def _located(text: str, findings: list[Finding]) -> list[Finding]:
    """Return findings with the lines and columns of what their pointers name."""
    offsets = places(text, [finding.where for finding in findings if finding.line is None])
    line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
    found: list[Finding] = []
    for finding in findings:
        where = finding.where
        while where and where not in offsets:
            where = where.rpartition("/")[0]
        if finding.line is None and where:
            line = bisect.bisect_right(line_starts, offsets[where])
            column = offsets[where] - line_starts[line - 1] + 1
            found.append(attrs.evolve(finding, line=line, column=column))
        else:
            found.append(finding)
    return sorted(found, key=lambda finding: finding.line or 0)


_PIECE: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|"(?:\\.|[^"\\\n])*"'
    r"|'''.*?'{3,5}|'[^'\n]*'"
    r"|#[^\n]*|[\[\]{}]|\n",
    re.DOTALL,
)
"""What determines where lines begin: texts, comments, brackets, and line ends."""


def lines_outside_texts(text: str) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines that begin neither within a text nor within an array."""
    start, number, depth, is_outside = 0, 1, 0, True
    for match in _PIECE.finditer(text + "\n"):
        piece = match[0]
        if piece == "\n":
            if is_outside:
                yield number, text[start : match.start()]
            start, number, is_outside = match.end(), number + 1, depth == 0
        elif piece[0] in "\"'":
            lines = piece.count("\n")
            if lines and is_outside:
                yield number, text[start : match.start()]
            number += lines
            is_outside = is_outside and not lines
        elif piece[0] != "#":
            depth += 1 if piece in "[{" else -1
