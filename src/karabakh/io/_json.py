"""Datasets as JSON: one object, with each collection as an array of records."""

import functools
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs
import msgspec

from karabakh.findings import Finding
from karabakh.io._codes import fault, pointer
from karabakh.io._fast import REFUSALS, repeated_keys
from karabakh.io._places import Offsets, member_offsets
from karabakh.io._plain import read_plain
from karabakh.io._reading import Reading, mistyped
from karabakh.io._text import check_bytes
from karabakh.model import COLLECTIONS, SCHEMA_VERSION, Dataset

__all__ = ["read_json", "repeated_key_findings", "syntax_finding", "value_of"]


def read_json(text: bytes, reading: Reading, *, check_references: bool) -> Dataset:
    """Make the dataset of a JSON text.

    Raises:
        LoadError: something is wrong with it.
    """
    text = check_bytes(text, reading)
    text, top = _open(text, reading)
    if member_offsets(text, top) is None:
        reading.findings += repeated_key_findings(text)
    heading: dict[str, object] = {
        name: _heading_value(top[name], reading, name)
        for name in ("schema", "title", "coding")
        if name in top
    }
    version = reading.read_heading(heading)
    if version == SCHEMA_VERSION:
        reading.check_keys(top)
        _read_collections(top, reading)
    elif version is not None:
        read_plain(value_of(text)[0], reading, version=version)
    return reading.finish(
        check_references=check_references, locate=functools.partial(_located, text)
    )


def _open(text: bytes, reading: Reading) -> tuple[bytes, dict[str, msgspec.Raw]]:
    """Split an object into its members; where it is damaged, mend it first."""
    try:
        return text, _split(text)
    except RecursionError as error:
        raise reading.failure(syntax_finding(text, error)) from None
    except REFUSALS:
        from karabakh.io._scan import repaired  # noqa: PLC0415 (only for files with something wrong)

        text, findings = repaired(text)
        reading.findings += findings
    try:
        return text, _split(text)
    except REFUSALS as error:
        raise reading.failure(syntax_finding(text, error)) from None


_split: Final = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_split_array: Final = msgspec.json.Decoder(list[msgspec.Raw]).decode


def _heading_value(raw: msgspec.Raw, reading: Reading, name: str) -> object:
    value, findings = _value_or_findings(raw, name)
    reading.findings += findings
    return value


def _read_collections(top: Mapping[str, msgspec.Raw], reading: Reading) -> None:
    for name, kind in COLLECTIONS.items():
        if name not in top:
            continue
        try:
            elements = _split_array(top[name])
        except REFUSALS:
            value, findings = _value_or_findings(top[name], name)
            reading.findings += findings or [mistyped(f"/{name}", value, "an array")]
            continue
        reading.read_all(name, elements, functools.partial(_explain, kind, name, elements))


def _explain(
    kind: type, name: str, elements: Sequence[msgspec.Raw], number: int
) -> tuple[list[Finding], object]:
    # Only here, since it imports cattrs.
    from karabakh.io._explain import explain  # noqa: PLC0415

    raw = bytes(elements[number])
    value, findings = _value_or_findings(raw, name, number)
    if value is _HOPELESS:
        return findings, None
    findings += repeated_key_findings(raw, name, number)
    return [*findings, *explain(kind, value, name, number)], value


_HOPELESS: Final = object()
"""Stands for a value that can't be parsed even when it is mended."""


def _value_or_findings(raw: bytes | msgspec.Raw, *path: str | int) -> tuple[object, list[Finding]]:
    try:
        return value_of(raw, *path)
    except REFUSALS as error:
        finding = syntax_finding(bytes(raw), error)
        where = pointer(*path)
        return _HOPELESS, [attrs.evolve(finding, where=where, line=None, column=None)]


def value_of(raw: bytes | msgspec.Raw, *path: str | int) -> tuple[Any, list[Finding]]:
    """Give the plain value of well-formed JSON, and what had to be mended for that.

    Args:
        raw: the JSON text.
        *path: where it stands in the file.

    Raises:
        REFUSALS: it can't be parsed even then; it may be nested too deeply.
    """
    try:
        return msgspec.json.decode(raw), []
    except RecursionError:
        raise
    except REFUSALS:
        from karabakh.io._scan import repaired  # noqa: PLC0415 (only for files with something wrong)

        mended, findings = repaired(bytes(raw), *path)
        return msgspec.json.decode(mended), findings


def repeated_key_findings(text: bytes, *path: str | int) -> list[Finding]:
    """Find the keys that come twice in an object."""
    return [
        fault(
            "KB013",
            f"the key {found[-1]!r} comes twice",
            where=pointer(*path, *found),
            hint="take one of them out",
        )
        for found, _ in repeated_keys(text)
    ]


_AT_BYTE: Final = re.compile(r" \(byte (\d+)\)$")


def syntax_finding(text: bytes, error: Exception, *, wanted: str = "an object") -> Finding:
    """Say why a text can't be parsed, and where."""
    if isinstance(error, RecursionError):
        return fault("KB007", "nested too deeply", hint="take the needless levels out")
    if isinstance(error, msgspec.ValidationError):
        found = str(error).rpartition("got ")[2].strip("`")
        message = f"expected {wanted}, not {found}"
        return fault("KB010", message, expected=wanted, hint='begin with {"schema": 1, …')
    from karabakh.io._scan import column_of, tokens  # noqa: PLC0415 (only for files with something wrong)

    match = _AT_BYTE.search(str(error))
    offset = int(match[1]) if match else len(text)
    if "trailing characters" in str(error):
        offset -= 1  # of these alone, msgspec tells the place of the second
    reason = (
        str(error)[: match.start()].removeprefix("JSON is malformed: ")
        if match
        else ("it ends too early")
    )
    path: tuple[str | int, ...] = ()
    for token in tokens(text):
        if token.start > offset:
            break
        path = token.path
    return fault(
        "KB006",
        f"not well-formed JSON: {reason}",
        where=pointer(*path),
        hint="look for a missing or needless comma, quotation mark or bracket just before",
        line=text.count(b"\n", 0, offset) + 1,
        column=column_of(text, offset),
    )


def _located(text: bytes, findings: list[Finding]) -> list[Finding]:
    from karabakh.io._scan import on_lines  # noqa: PLC0415 (only for files with something wrong)

    try:
        offsets = Offsets(text)
        rows = [(offsets.of(finding.where), finding) for finding in findings]
    except RecursionError:  # it was nested just not too deeply a few calls ago
        return findings
    return on_lines(text, rows)
