"""Lines and columns for findings about the dataset that was read from a file."""

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import Any

import attrs

from karabakh._wrong_type import require_type
from karabakh.errors import LoadError
from karabakh.findings import Finding
from karabakh.io._builder import DatasetBuilder
from karabakh.io._read import read_with
from karabakh.model import Dataset

__all__ = ["locate_findings"]


def locate_findings(
    findings: Sequence[Finding],
    path: "str | PathLike[str]",
    dataset: Dataset,
    *,
    format: str | None = None,
) -> tuple[Finding, ...]:
    r"""Return findings of a validation with lines and columns in the dataset's file.

    The file is read again. A finding gets no line if the file no longer has the record
    concerned, unchanged and at the same index, or can't be read any more; so no line is wrong.
    Meant is the key of a member, the element of an array, and the header of a TOML table.

    Args:
        findings: The findings, in any order. It is kept.
        path: The file that the dataset was read from.
        dataset: The dataset that was validated, bound or not.
        format: As for `read`.

    Raises:
        ValueError: If the format is unknown.
        TypeError: If `path` is not a path, or `dataset` not a Dataset.

    >>> import tempfile
    >>> from pathlib import Path
    >>> import karabakh
    >>> path = Path(tempfile.mkdtemp(), "small.toml")
    >>> _ = path.write_text('schema = 2\n\n[[places]]\nid = "here"\n')
    >>> dataset = karabakh.read(path)
    >>> report = karabakh.validate(dataset)
    >>> for finding in karabakh.locate_findings(report.findings, path, dataset):
    ...     print(finding.code, finding.line, finding.column)
    KB702 3 1
    """
    require_type("dataset", dataset, Dataset)
    if not findings:
        return ()
    for finding in findings:
        require_type("each of findings", finding, Finding)
    builder = DatasetBuilder(str(path))
    try:
        current = read_with(builder, path, format=format, check_references=False)
    except LoadError:
        return tuple(findings)
    before, now = _collections(dataset), _collections(current)
    same = [
        number
        for number, each in enumerate(findings)
        if (element := _element(before, each)) is not None and element == _element(now, each)
    ]
    positions = builder.positions(findings[number].where for number in same)
    found = list(findings)
    for number, (line, column) in zip(same, positions, strict=True):
        found[number] = attrs.evolve(found[number], line=line, column=column)
    return tuple(found)


def _collections(dataset: Dataset) -> Mapping[str, Sequence[Any]]:
    return {"coding": dataset.coding, **dict(dataset.collections())}


def _element(collections: Mapping[str, Sequence[Any]], finding: Finding) -> Any:  # noqa: ANN401
    """Return the record of a finding; None if it is about the whole dataset."""
    _, name, number, *_ = [*finding.where.split("/"), "", ""]
    elements = collections.get(name, ())
    return elements[int(number)] if number.isdecimal() and int(number) < len(elements) else None
