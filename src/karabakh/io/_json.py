"""Datasets as JSON: one object, with each collection as an array of records."""

import functools
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from karabakh.findings import Finding
from karabakh.io._builder import CONTENTS, DatasetBuilder
from karabakh.io._decode import REFUSALS
from karabakh.io._json_text import INVALID, element_value, repeated_key_findings, syntax_finding
from karabakh.io._offsets import Offsets, member_offsets
from karabakh.io._text import check_bytes
from karabakh.model import SCHEMA_VERSION, Dataset

__all__ = ["read_json"]


def read_json(text: bytes, builder: DatasetBuilder, *, check_references: bool) -> Dataset:
    """Return the dataset of a JSON text.

    Raises:
        LoadError: If something is wrong with it.
    """
    text = check_bytes(text, builder)
    text, members = _split(text, builder)
    if member_offsets(text, members) is None:
        builder.findings += repeated_key_findings(text)
    heading: dict[str, object] = {
        name: _value(members[name], builder, name)
        for name in ("schema", "title")
        if name in members
    }
    if builder.read_heading(heading):
        builder.check_keys(members)
        _add_collections(members, builder)
    return builder.build(
        check_references=check_references, locate=functools.partial(_located, text)
    )


def _split(text: bytes, builder: DatasetBuilder) -> tuple[bytes, dict[str, msgspec.Raw]]:
    """Return the text, repaired if need be, and the members of its object."""
    try:
        return text, _split_object(text)
    except RecursionError as error:
        raise builder.failure(syntax_finding(text, error)) from None
    except REFUSALS:
        from karabakh.io._repair import repaired  # noqa: PLC0415 (only for invalid files)

        text, findings = repaired(text)
        builder.findings += findings
    try:
        return text, _split_object(text)
    except REFUSALS as error:
        raise builder.failure(syntax_finding(text, error)) from None


_split_object: Final = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_split_array: Final = msgspec.json.Decoder(list[msgspec.Raw]).decode


def _value(raw: msgspec.Raw, builder: DatasetBuilder, *path: str | int) -> Any:  # noqa: ANN401
    value, findings = element_value(raw, *path)
    builder.findings += findings
    return value


def _add_collections(members: Mapping[str, msgspec.Raw], builder: DatasetBuilder) -> None:
    for name in CONTENTS:
        if name not in members or not builder.has_array(name):
            continue
        try:
            elements = _split_array(members[name])
        except REFUSALS:
            value = _value(members[name], builder, name)
            if value is not INVALID:
                builder.refuse_array(name, value)
            continue
        if builder.version == SCHEMA_VERSION:
            builder.add_elements(name, elements, functools.partial(_diagnose, name, elements))
        else:
            values = [_value(raw, builder, name, number) for number, raw in enumerate(elements)]
            if any(value is INVALID for value in values):  # nested too deeply
                raise builder.failure()
            builder.add_plain_elements(name, values)


def _diagnose(name: str, elements: list[msgspec.Raw], number: int) -> tuple[list[Finding], object]:
    # Only here: it imports cattrs.
    from karabakh.io._diagnose import diagnose  # noqa: PLC0415

    value, findings = element_value(elements[number], name, number)
    if value is not INVALID:
        findings += diagnose(CONTENTS[name], value, name, number)
    return findings, value


def _located(text: bytes, findings: list[Finding]) -> list[Finding]:
    from karabakh.io._tokens import on_lines  # noqa: PLC0415 (only for invalid files)

    try:
        offsets = Offsets(text, [finding.where for finding in findings])
        rows = [(offsets.of(finding.where), finding) for finding in findings]
    except RecursionError:  # only just not nested too deeply a few calls ago
        return findings
    return on_lines(text, rows)
