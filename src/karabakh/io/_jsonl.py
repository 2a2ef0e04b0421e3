"""Datasets as JSON Lines: a heading, then one record a line, each with its kind.

The first line is the heading, ``{"schema": 2, "title": "…"}``. In findings, a place is the
number of the line and a JSON pointer within it.
"""

import contextlib
import itertools
import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import attrs
import msgspec

from karabakh._shown import shown
from karabakh.errors import LoadError
from karabakh.findings import Finding
from karabakh.io._builder import DatasetBuilder, encode_element
from karabakh.io._decode import KINDS, REFUSALS, Decoder, Raw
from karabakh.io._file_errors import file_error, mistyped, pointer, unexplained
from karabakh.io._json_text import element_value
from karabakh.io._migrations import migrate, original_place
from karabakh.io._offsets import nearest
from karabakh.io._plain_values import as_object, describe
from karabakh.io._record_builder import ValueCache
from karabakh.io._text import check_bytes
from karabakh.io._tokens import column_of, positions
from karabakh.model import COLLECTIONS, SCHEMA_VERSION, Dataset, Record, Source
from karabakh.nearest import did_you_mean

__all__ = ["iter_lines", "read_jsonl"]

_COLLECTION_OF: Final[Mapping[type, str]] = {kind: name for name, kind in COLLECTIONS.items()}
_KIND: Final = "type"

_MAX_KNOWN: Final = 50_000
"""How many texts of a kind are remembered while records are streamed."""

_BATCH_LINES: Final = 100
_BATCH_BYTES: Final = 2**17
"""How many lines are decoded together, and from how many bytes on fewer."""


class _Line(NamedTuple):
    """A line with a record."""

    number: int
    """Its number in the file, from 1."""
    text: bytes
    """The line, without blanks at its end."""


class _Result(NamedTuple):
    """What became of a line."""

    line: _Line
    record: Any
    """The record; None if it was refused."""
    findings: list[Finding]
    """What is wrong with the line."""
    name: str
    """The collection that the record belongs to; empty if it is not known."""
    element: object
    """The plain value of a refused line, migrated if need be."""
    moved: Sequence[Mapping[str, str]]
    """What migration moved within the element."""


def read_jsonl(
    lines: Iterable[bytes],
    builder: DatasetBuilder,
    *,
    check_references: bool,
    reread: Callable[[], Iterable[bytes]],
) -> Dataset:
    """Return the dataset of lines.

    Args:
        lines: The lines; they are read once, and not kept.
        builder: Collects what is read.
        check_references: Whether to look for broken references, too.
        reread: Returns the lines anew, to find columns; none if they can't be read again.

    Raises:
        LoadError: If something is wrong with them, or they can't be read to the end.
    """
    numbers = {name: array("Q") for name in COLLECTIONS}
    try:
        for result in _results(lines, builder, builder.cache):
            _add(result, builder, numbers)
            if builder.findings.is_full:
                break
    except LoadError as error:
        raise builder.failure(*error.findings) from None

    def locate(findings: list[Finding]) -> list[Finding]:
        return _with_columns([_on_its_line(each, numbers) for each in findings], reread)

    def name_place(where: str) -> str:
        place = _line_and_pointer(where, numbers)
        return f"{place[1]} (line {place[0]})" if place else where

    return builder.build(check_references=check_references, locate=locate, name_place=name_place)


def iter_lines(lines: Iterable[bytes], builder: DatasetBuilder) -> Iterator[Record | Source]:
    """Yield the records of lines without keeping any.

    Raises:
        LoadError: If a line is wrong; with all that is wrong with that line.
    """
    for result in _results(lines, builder, ValueCache(_MAX_KNOWN)):
        if builder.findings or result.findings:
            raise builder.failure(*result.findings)
        yield result.record
    if builder.findings:
        raise builder.failure()


def _add(result: _Result, builder: DatasetBuilder, numbers: "dict[str, array[int]]") -> None:
    builder.findings += result.findings
    if not result.name:
        return
    collection = builder.collections[result.name]
    where = pointer(result.name, collection.count) if result.moved or result.findings else ""
    if result.moved:
        builder.moved[where] = result.moved
    if result.record is not None:
        collection.records.append(result.record)
    else:
        builder.wrong.update(where + each.where for each in result.findings)
        collection.failed[collection.count] = result.element
    numbers[result.name].append(result.line.number)


def _results(
    lines: Iterable[bytes], builder: DatasetBuilder, cache: ValueCache
) -> Iterator[_Result]:
    """Read the heading, and yield what becomes of each other line."""
    numbered = (
        _Line(number, bare) for number, line in enumerate(lines, start=1) if (bare := line.rstrip())
    )
    first = _read_heading(next(numbered, _Line(1, b"")), builder)
    if first is None:
        return
    decoder = Decoder(None, cache)
    for batch in _batches(itertools.chain(first, numbered)):
        if builder.version != SCHEMA_VERSION:
            yield from (_migrated(line, decoder, builder.version) for line in batch)
            continue
        records = decoder.decode([_raw(line.text) for line in batch])
        for line, record in zip(batch, records, strict=True):
            if record is None:
                yield _diagnosed(_parsed(line, SCHEMA_VERSION))
            else:
                yield _Result(line, record, [], _COLLECTION_OF[type(record)], None, ())


def _batches(lines: Iterable[_Line]) -> Iterator[list[_Line]]:
    batch: list[_Line] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line.text)
        if len(batch) == _BATCH_LINES or size > _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    yield batch


_split: Final = msgspec.json.Decoder(msgspec.Raw).decode


def _raw(text: bytes) -> Raw:
    """Return a line if it is one JSON value; ``null``, which is refused, if it is not."""
    try:
        return _split(text)
    except REFUSALS:
        return b"null"


def _migrated(line: _Line, decoder: Decoder, version: int) -> _Result:
    """Return what becomes of a line of an older schema."""
    result = _parsed(line, version)
    if result.name and (element := as_object(result.element)) is not None:
        tagged = {_KIND: COLLECTIONS[result.name].__name__.lower(), **element}
        (record,) = decoder.decode([encode_element(tagged)])
        if record is not None:
            return result._replace(record=record)
    return _diagnosed(result)


def _parsed(line: _Line, version: int) -> _Result:
    """Return the plain element of a line, and what is wrong with text and kind."""
    value, found = element_value(line.text)
    name = ""
    moved: Sequence[Mapping[str, str]] = ()
    element = as_object(value)
    if element is not None:
        kind = element.pop(_KIND, None)
        if isinstance(kind, str) and kind in KINDS:
            name = _COLLECTION_OF[KINDS[kind]]
            value, migrated, moved = migrate(name, element, version)
            found += migrated
        else:
            found.append(_kind_finding(kind))
    elif not found:
        hint = "remove the line" if value is None else ""
        found.append(mistyped("", value, "an object", hint=hint))
    return _Result(line, None, _on_line(found, line), name, value, moved)


def _diagnosed(result: _Result) -> _Result:
    """Return the result of a refused line with all that is wrong with it."""
    # Only here: it imports cattrs.
    from karabakh.io._diagnose import diagnose  # noqa: PLC0415

    found: list[Finding] = []
    if result.name:
        kind = COLLECTIONS[result.name]
        found += (original_place(each, result.moved) for each in diagnose(kind, result.element))
    if not (found or result.findings):
        found.append(unexplained(""))
    findings = [*result.findings, *_on_line(found, result.line)]
    return result._replace(findings=findings)


def _read_heading(line: _Line, builder: DatasetBuilder) -> list[_Line] | None:
    """Read the first line, and return it if it is not a heading but a record.

    Returns:
        The lines to read again; None if the library can't read the version.
    """
    line = line._replace(text=check_bytes(line.text, builder))
    value, found = element_value(line.text)
    hint = 'begin the file with the line {"schema": 2}'
    heading = as_object(value)
    if heading is None:
        if not found:
            message = f"expected an object, got {describe(value)}"
            found = [file_error("KB010", message, hint=hint)]
        builder.findings += _on_line(found, line)
        return []
    if _KIND in heading and "schema" not in heading:
        message = "the first line is a record, not a heading"
        builder.findings.append(file_error("KB010", message, line=line.number, hint=hint))
        return [line]
    before = len(builder.findings)
    builder.findings += found
    is_readable = builder.read_heading(heading)
    if is_readable:
        builder.check_keys(heading, ())
        builder.add_plain({"coding": heading.get("coding", [])})
    builder.findings[before:] = _on_line(builder.findings[before:], line)
    return [] if is_readable else None


def _kind_finding(kind: object) -> Finding:
    kinds = ", ".join(map(repr, KINDS))
    message = "missing key 'type'" if kind is None else f"unknown type {shown(kind)}"
    hint = did_you_mean(kind, KINDS) if isinstance(kind, str) else ""
    return file_error(
        "KB024",
        message,
        where=f"/{_KIND}",
        expected=f"one of {kinds}",
        hint=hint or f"write one of {kinds}",
    )


def _on_line(findings: Sequence[Finding], line: _Line) -> list[Finding]:
    """Return findings about a line with its number, and columns for those without."""
    places = {each.where for each in findings}
    offsets = {"": 0, **positions(line.text, places)} if findings else {}
    return [
        attrs.evolve(
            each,
            line=line.number,
            column=each.column or column_of(line.text, nearest(offsets, each.where)),
        )
        for each in findings
    ]


def _with_columns(
    findings: Sequence[Finding], reread: Callable[[], Iterable[bytes]]
) -> list[Finding]:
    """Return findings with columns for those that have only a line, by lines."""
    by_line: dict[int, list[Finding]] = {}
    for finding in findings:
        by_line.setdefault(finding.line or 0, []).append(finding)
    sought = {each.line or 0 for each in findings if each.column is None} - {0}
    with contextlib.suppress(LoadError):  # the file was removed meanwhile
        last = max(sought, default=0)
        for number, text in enumerate(itertools.islice(reread(), last), start=1):
            if number in sought:
                by_line[number] = _on_line(by_line[number], _Line(number, text))
    return [finding for _, found in sorted(by_line.items()) for finding in found]


_IN_COLLECTION: Final = re.compile(r"/(\w+)/(\d+)((?:/.*)?)", re.DOTALL)


def _on_its_line(finding: Finding, numbers: "dict[str, array[int]]") -> Finding:
    """Return a finding with its place in a line for its place in a collection."""
    place = _line_and_pointer(finding.where, numbers) if finding.line is None else None
    return attrs.evolve(finding, line=place[0], where=place[1]) if place else finding


def _line_and_pointer(where: str, numbers: "dict[str, array[int]]") -> tuple[int, str] | None:
    match = _IN_COLLECTION.fullmatch(where)
    lines = numbers.get(match[1]) if match else None
    return (lines[int(match[2])], match[3]) if match and lines else None
