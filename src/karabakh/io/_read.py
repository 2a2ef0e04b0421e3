"""Reading datasets."""

import gc
import tomllib
from importlib import resources
from os import PathLike
from pathlib import Path
from typing import Any, overload

import msgspec

from karabakh.errors import LoadError
from karabakh.findings import Finding, Severity
from karabakh.io._fast import REFUSALS, Values, decoder
from karabakh.model import COLLECTIONS, BoundDataset, Dataset, Document

__all__ = ["load", "parse_json", "parse_toml", "read"]


@overload
def load(*, document: None = None) -> Dataset: ...
@overload
def load(*, document: "str | PathLike[str] | Document") -> BoundDataset: ...


def load(*, document: "str | PathLike[str] | Document | None" = None) -> Dataset:
    """Give the bundled dataset."""
    text = (resources.files("karabakh") / "data" / "nagorno_karabakh_article.toml").read_text("utf-8")
    dataset = parse_toml(text)
    if document is None:
        return dataset
    copy = document if isinstance(document, Document) else Document.read(document)
    return dataset.bind(copy)


def read(path: "str | PathLike[str]") -> Dataset:
    """Read a dataset from a file."""
    path = Path(path)
    data = path.read_bytes()
    if path.suffix == ".toml":
        return parse_toml(data)
    return parse_json(data)


def parse_toml(text: str | bytes) -> Dataset:
    """Read a dataset from TOML text."""
    text = text.decode() if isinstance(text, bytes) else text
    return parse_json(msgspec.json.encode(tomllib.loads(text)))


def parse_json(text: str | bytes) -> Dataset:
    """Read a dataset from JSON text."""
    values = Values()
    top = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    findings: list[Finding] = []
    made: dict[str, Any] = {}
    was_on = gc.isenabled()
    gc.disable()
    try:
        for name, kind in COLLECTIONS.items():
            raws = msgspec.json.decode(top.pop(name, b"[]"), type=list[msgspec.Raw])
            decode = decoder(kind, values)
            made[name] = records = []
            for index, raw in enumerate(raws):
                try:
                    records.append(decode(raw))
                except (*REFUSALS, ValueError) as error:
                    findings.append(
                        Finding(code="KB000", severity=Severity.ERROR, message=str(error), where=f"/{name}/{index}")
                    )
    finally:
        if was_on:
            gc.enable()
    title = msgspec.json.decode(top.pop("title", b'""'), type=str)
    top.pop("schema", None)
    if top:
        findings.append(Finding(code="KB000", severity=Severity.ERROR, message=f"unknown keys {sorted(top)}"))
    if findings:
        raise LoadError(source="text", findings=findings)
    return Dataset(title=title, **made)
