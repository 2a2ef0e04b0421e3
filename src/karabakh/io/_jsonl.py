"""Datasets as JSON Lines: a heading, then one record a line, each saying its kind.

The first line is the heading, ``{"schema": 1, "title": "…"}``. In findings, a place is the
number of the line and a JSON pointer within it.
"""

import functools
import re
from array import array
from collections.abc import Iterable, Iterator
from typing import Any, Final

import attrs

from karabakh._shown import shown
from karabakh.errors import LoadError
from karabakh.findings import Finding
from karabakh.io._codes import fault
from karabakh.io._described import as_object, described
from karabakh.io._fast import KINDS, REFUSALS, LineReader
from karabakh.io._json import repeated_key_findings, syntax_finding, value_of
from karabakh.io._makers import Values
from karabakh.io._places import nearest
from karabakh.io._plain import read_plain
from karabakh.io._reading import Reading, unexplained
from karabakh.io._scan import column_of, places, repaired
from karabakh.io._text import check_bytes
from karabakh.model import COLLECTIONS, SCHEMA_VERSION, Dataset, Record, Source
from karabakh.nearest import did_you_mean

__all__ = ["read_jsonl", "records_of"]

_HOMES: Final[dict[type, str]] = {kind: name for name, kind in COLLECTIONS.items()}
_KIND_KEY: Final = "type"
_HEADING_KEYS: Final = ("schema", "title", "coding")

_MOST_KNOWN: Final = 50_000
"""How many texts of a sort are remembered where records are streamed: those that repeat."""

_Lines = Iterator[tuple[int, bytes]]
"""The lines that are not blank, with their numbers."""


def read_jsonl(lines: Iterable[bytes], reading: Reading, *, check_references: bool) -> Dataset:
    """Make the dataset of lines.

    Raises:
        LoadError: something is wrong with them, or they can't be read to the end.
    """
    numbers = {name: array("Q") for name in COLLECTIONS}
    try:
        numbered = _not_blank(lines)
        version, first = _read_heading(numbered, reading)
        rest = _chained(first, numbered)
        if version == SCHEMA_VERSION:
            _read_lines(rest, reading, numbers)
        elif version is not None:
            content = _gathered(version, rest, numbers)
            read_plain(content, reading, version=version)
    except LoadError as error:
        raise reading.failure(*error.findings) from None
    return reading.finish(
        check_references=check_references, locate=functools.partial(_located, numbers)
    )


def records_of(lines: Iterable[bytes], reading: Reading) -> Iterator[Record | Source]:
    """Go through the records of lines without keeping any.

    Raises:
        LoadError: a line is wrong; with all that is wrong with that line.
    """
    numbered = _not_blank(lines)
    version, first = _read_heading(numbered, reading)
    rest = _chained(first, numbered)
    if reading.findings:
        raise reading.failure()
    if version is not None and version != SCHEMA_VERSION:
        read_plain(_gathered(version, rest, {}), reading, version=version)
        dataset = reading.finish(check_references=False, locate=list)
        for _, records in dataset.collections():
            yield from records
        return
    reader = LineReader(Values(_MOST_KNOWN))
    for number, line in rest:
        try:
            yield reader.read(line)
        except REFUSALS:
            findings, _, _ = _explain(line, number)
            raise reading.failure(*findings) from None


def _not_blank(lines: Iterable[bytes]) -> _Lines:
    for number, line in enumerate(lines, start=1):
        bare = line.rstrip()
        if bare:
            yield number, bare


def _chained(first: tuple[int, bytes] | None, rest: _Lines) -> _Lines:
    if first is not None:
        yield first
    yield from rest


def _read_heading(lines: _Lines, reading: Reading) -> tuple[int | None, tuple[int, bytes] | None]:
    """Read the first line; give the schema's version if it is told, and a record's line back."""
    number, line = next(lines, (1, b""))
    line = check_bytes(line, reading)
    found, value = _parsed(line, number)
    hint = 'begin the file with the line {"schema": 1}'
    heading = as_object(value)
    if heading is None:
        if not found:
            found = [fault("KB010", f"expected an object, not {described(value)}", hint=hint)]
        reading.findings += [_on_line(finding, line, number) for finding in found]
        return SCHEMA_VERSION, None
    if _KIND_KEY in heading and "schema" not in heading:
        missing = fault(
            "KB010", "the first line is a record and no heading", line=number, hint=hint
        )
        reading.findings.append(missing)
        return SCHEMA_VERSION, (number, line)
    before = len(reading.findings)
    reading.findings += found
    version = reading.read_heading(heading)
    reading.check_keys(heading, _HEADING_KEYS)
    reading.findings[before:] = [
        _on_line(finding, line, number) for finding in reading.findings[before:]
    ]
    return version, None


def _read_lines(lines: _Lines, reading: Reading, numbers: "dict[str, array[int]]") -> None:
    reader = LineReader(reading.values)
    read = reader.read
    keep = {
        kind: (reading.collected[name].records.append, numbers[name].append)
        for kind, name in _HOMES.items()
    }
    for number, line in lines:
        try:
            record = read(line)
        except REFUSALS:
            findings, name, element = _explain(line, number)
            reading.findings += findings
            if name:
                collected = reading.collected[name]
                collected.failed[collected.count] = element
                numbers[name].append(number)
            continue
        keep_record, keep_number = keep[type(record)]
        keep_record(record)
        keep_number(number)


def _explain(line: bytes, number: int) -> tuple[list[Finding], str, object]:
    """Say what is wrong with a line, to which collection it belongs, and its plain value."""
    # Only here, since it imports cattrs.
    from karabakh.io._explain import explain  # noqa: PLC0415

    found, value = _parsed(line, number)
    name = ""
    element = as_object(value)
    if element is not None:
        kind = element.pop(_KIND_KEY, None)
        if isinstance(kind, str) and kind in KINDS:
            name = _HOMES[KINDS[kind]]
            found += explain(KINDS[kind], element)
        else:
            found.append(_kind_finding(kind))
    elif not found:
        found.append(fault("KB017", f"expected an object, not {described(value)}"))
    found = found or [unexplained("")]
    return [_on_line(each, line, number) for each in found], name, value


def _parsed(line: bytes, number: int) -> tuple[list[Finding], object]:
    """Give the plain value of a line, and what is wrong with its syntax and its keys."""
    try:
        value, found = value_of(line)
    except REFUSALS as error:
        _, found = repaired(line)
        return [*found, attrs.evolve(syntax_finding(line, error), line=number)], None
    return [*found, *repeated_key_findings(line)], value


def _kind_finding(kind: object) -> Finding:
    kinds = ", ".join(map(repr, KINDS))
    message = "missing key 'type'" if kind is None else f"{shown(kind)} is no kind of record"
    hint = did_you_mean(kind, KINDS) if isinstance(kind, str) else ""
    return fault(
        "KB024",
        message,
        where=f"/{_KIND_KEY}",
        expected=f"one of {kinds}",
        hint=hint or f"the kinds are {kinds}",
    )


def _on_line(finding: Finding, line: bytes, number: int) -> Finding:
    if finding.column is not None:
        return attrs.evolve(finding, line=number)
    column = column_of(line, nearest({"": 0, **places(line)}, finding.where))
    return attrs.evolve(finding, line=number, column=column)


def _gathered(version: int, lines: _Lines, numbers: "dict[str, array[int]]") -> dict[str, Any]:
    """Gather the records of an older schema as its other formats have them."""
    content: dict[str, Any] = {"schema": version}
    for number, line in lines:
        found, value = _parsed(line, number)
        element = as_object(value) or {}
        kind = element.pop(_KIND_KEY, None)
        if found or not isinstance(kind, str):
            findings = found or [_kind_finding(kind)]
            raise LoadError(source="", findings=[_on_line(each, line, number) for each in findings])
        content.setdefault(f"{kind}s", []).append(element)
        if f"{kind}s" in numbers:
            numbers[f"{kind}s"].append(number)
    return content


_IN_COLLECTION: Final = re.compile(r"/(\w+)/(\d+)((?:/.*)?)", re.DOTALL)


def _located(numbers: "dict[str, array[int]]", findings: list[Finding]) -> list[Finding]:
    """Turn places in collections into places in lines, and put all in the order of the file."""
    found: list[Finding] = []
    for finding in findings:
        match = _IN_COLLECTION.fullmatch(finding.where)
        lines = numbers.get(match[1]) if match and finding.line is None else None
        if match and lines:
            line = lines[int(match[2])]
            found.append(attrs.evolve(finding, where=match[3], line=line))
        else:
            found.append(finding)
    return sorted(found, key=lambda finding: finding.line or 0)
