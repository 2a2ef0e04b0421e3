"""JSON texts as plain values, and what is wrong with their syntax."""

import re
from typing import Any, Final

import attrs
import msgspec

from karabakh._shown import shown
from karabakh.findings import Finding, FindingList
from karabakh.io._decode import REFUSALS, Raw, repeated_keys
from karabakh.io._file_errors import NESTED, file_error, pointer

__all__ = ["INVALID", "element_value", "plain_value", "repeated_key_findings", "syntax_finding"]

INVALID: Final = object()
"""Stands for a value that can't be parsed."""


def element_value(raw: Raw, *path: str | int) -> tuple[Any, list[Finding]]:
    """Return the plain value of an element, or `INVALID`, and what is wrong.

    Args:
        raw: The JSON text of the element.
        *path: The place of the element in the file.
    """
    text = bytes(raw)
    try:
        value, findings = plain_value(text, *path)
    except REFUSALS as error:
        from karabakh.io._repair import repaired  # noqa: PLC0415 (only for invalid files)

        finding = syntax_finding(text, error)
        finding = attrs.evolve(finding, where=pointer(*path) + finding.where)
        return INVALID, [*repaired(text, *path)[1], finding]
    return value, findings + repeated_key_findings(text, *path)


def plain_value(text: bytes, *path: str | int) -> tuple[Any, list[Finding]]:
    """Return the plain value of a JSON text, and what had to be replaced in it.

    Args:
        text: The JSON text.
        *path: The place of the text in the file.

    Raises:
        msgspec.DecodeError: If it can't be parsed.
        RecursionError: If it is nested too deeply.
    """
    try:
        return msgspec.json.decode(text), []
    except RecursionError:
        raise
    except REFUSALS:
        from karabakh.io._repair import repaired  # noqa: PLC0415 (only for invalid files)

        text, findings = repaired(text, *path)
        return msgspec.json.decode(text), findings


def repeated_key_findings(text: bytes, *path: str | int) -> list[Finding]:
    """Return the findings for keys that an object of a JSON text has twice."""
    findings = FindingList()
    findings += (
        file_error(
            "KB013",
            f"key {shown(found[-1])} occurs twice",
            where=pointer(*path, *found),
            hint="remove one of them",
        )
        for found in repeated_keys(text)
    )
    return findings


_LOOK: Final = "look for a missing or needless comma, quotation mark or bracket just before"
_AT_BYTE: Final = re.compile(r" \(byte (\d+)\)$")


_JSON_TYPES: Final = {
    "array": "an array",
    "str": "a text",
    "int": "a number",
    "float": "a number",
    "bool": "true or false",
    "null": "null",
}
"""What a JSON text is, by the words of the JSON library."""


def syntax_finding(text: bytes, error: Exception) -> Finding:
    """Return the finding for a text that can't be parsed as a JSON object."""
    if isinstance(error, RecursionError):
        return NESTED
    if isinstance(error, msgspec.ValidationError):
        found = _JSON_TYPES.get(str(error).rpartition("got ")[2].strip("`"))
        if found is None:  # a number out of range, and no value ends behind it
            reason = str(error).partition(" - at ")[0].lower()
            return file_error("KB006", f"not well-formed JSON: {reason}", hint=_LOOK)
        message = f"expected an object, got {found}"
        return file_error("KB010", message, expected="an object", hint='begin with {"schema": 2, …')
    from karabakh.io._tokens import column_of, path_at  # noqa: PLC0415 (only for invalid files)

    match = _AT_BYTE.search(str(error))
    offset, reason = len(text), "unexpected end"
    if match:
        offset = int(match[1])
        reason = str(error)[: match.start()].removeprefix("JSON is malformed: ")
    if "trailing characters" in reason:
        offset -= 1  # msgspec reports the second of them
    return file_error(
        "KB006",
        f"not well-formed JSON: {reason}",
        where=pointer(*path_at(text, offset)),
        hint=_LOOK,
        line=text.count(b"\n", 0, offset) + 1,
        column=column_of(text, offset),
    )
