"""Validation reports as text, as JSON, and as SARIF for code scanners."""

import json
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any, Final
from urllib.parse import quote

import attrs

from karabakh._shown import shown, visible
from karabakh._wrapping import wrap_words
from karabakh.findings import Finding, Severity
from karabakh.io.load_codes import LOAD_CODES
from karabakh.validation import BROKEN_RULE, RULES, STOPPED_RULE, ValidationReport

__all__ = ["report_to_json", "report_to_sarif", "report_to_text"]

_SARIF_VERSION: Final = "2.1.0"
_MIN_WIDTH: Final = 40
"""The least number of characters in a line."""


def report_to_text(*reports: ValidationReport, color: bool = False, width: int = 80) -> str:
    """Return reports as plain text, with the findings grouped by record.

    Args:
        *reports: The reports on one dataset or several.
        color: Whether to mark errors and warnings by colours, for terminals, in addition to
            the words.
        width: The longest line in characters, as far as words and identifiers allow.

    Raises:
        TypeError: If one of them is not a ValidationReport.

    >>> from karabakh import Dataset, Link, LinkKind, Place
    >>> from karabakh.exports import report_to_text
    >>> from karabakh.validation import validate
    >>> link = Link(id="one-place", subject="here", kind=LinkKind.SAME_AS, object="hree")
    >>> report = validate(Dataset.from_records(Place(id="here"), link), select=["KB1"])
    >>> print(report_to_text(report, width=60))
    one-place
      error KB101 at /links/0/object: unknown record 'hree'
        -> did you mean 'here'?
    1 error
    """
    _require_reports(reports)
    paint = _painted if color else _plain
    lines: list[str] = []
    for report in reports:
        if len(reports) > 1 and report.findings:
            lines.append(paint(visible(report.source), "title"))
        for record, findings in report.by_record():
            lines.append(paint(visible(record or report.source or "the dataset"), "title"))
            for finding in findings:
                lines += _wrapped(finding, max(width, _MIN_WIDTH), paint)
    total = ValidationReport(findings=tuple(each for report in reports for each in report.findings))
    return "\n".join([*lines, total.summary])


def report_to_json(*reports: ValidationReport) -> str:
    """Return reports as JSON; the same reports always yield the same text.

    An object with ``reports``: of each its ``source``, whether it is ``ok``, and its
    ``findings`` with the fields of `Finding`. Empty fields are left out.

    Args:
        *reports: The reports on one dataset or several.

    Raises:
        TypeError: If one of them is not a ValidationReport.

    >>> from karabakh import Dataset
    >>> from karabakh.exports import report_to_json
    >>> from karabakh.validation import validate
    >>> print(report_to_json(validate(Dataset())))
    {
      "reports": [
        {
          "source": "",
          "ok": true,
          "findings": []
        }
      ]
    }
    """
    _require_reports(reports)
    return _json(
        {
            "reports": [
                {
                    "source": report.source,
                    "ok": report.ok,
                    "findings": [_fields(finding) for finding in report.findings],
                }
                for report in reports
            ]
        }
    )


def report_to_sarif(*reports: ValidationReport) -> str:
    """Return reports as SARIF 2.1.0, the format of code scanners and their hosts.

    The sources of the reports are interpreted as paths. Findings have a JSON pointer, as a
    logical location, and the line and column if known: see `karabakh.locate_findings`. The
    violated rules come with their explanations.

    Args:
        *reports: The reports on one dataset or several.

    Raises:
        TypeError: If one of them is not a ValidationReport.

    >>> import json
    >>> from karabakh import Dataset, Place
    >>> from karabakh.exports import report_to_sarif
    >>> from karabakh.validation import validate
    >>> log = json.loads(report_to_sarif(validate(Dataset.from_records(Place(id="here")))))
    >>> log["runs"][0]["results"][0]["ruleId"]
    'KB702'
    """
    _require_reports(reports)
    codes = sorted({finding.code for report in reports for finding in report.findings})
    results = [
        _result(finding, report.source, codes.index(finding.code))
        for report in reports
        for finding in report.findings
    ]
    return _json(
        {
            "version": _SARIF_VERSION,
            "runs": [
                {
                    "tool": {"driver": {"name": "karabakh", "rules": [*map(_descriptor, codes)]}},
                    "columnKind": "unicodeCodePoints",
                    "results": results,
                }
            ],
        }
    )


def _require_reports(reports: tuple[object, ...]) -> None:
    for report in reports:
        if not isinstance(report, ValidationReport):
            message = f"reports must be ValidationReports, got {shown(report)}"
            raise TypeError(f"{message}; use validate(dataset), one argument for each report")


def _json(value: object) -> str:
    # In ASCII: a text may hold what can't be encoded, or what changes the direction of a line.
    return json.dumps(value, indent=2)


def _fields(finding: Finding) -> dict[str, object]:
    fields = attrs.asdict(finding) | {"severity": finding.severity.value}
    return {name: value for name, value in fields.items() if value not in {"", None}}


# -- text

_COLORS: Final = {"title": "1", Severity.ERROR.value: "31", Severity.WARNING.value: "33"}


def _plain(text: str, _style: str) -> str:
    return text


def _painted(text: str, style: str) -> str:
    return f"\033[{_COLORS[style]}m{text}\033[0m"


def _wrapped(finding: Finding, width: int, paint: Callable[[str, str], str]) -> list[str]:
    """Return the lines of a finding: the problem, then what to do about it."""
    severity = finding.severity.value
    place = f" at {finding.where}" if finding.where else ""
    if finding.line is not None:
        place += f" (line {finding.line}"
        place += f", column {finding.column})" if finding.column is not None else ")"
    lines = _filled(f"{severity} {finding.code}{place}: {finding.message}", width, "  ", "    ")
    lines[0] = lines[0].replace(severity, paint(severity, severity), 1)
    if finding.quote:
        lines += _filled(f"cites {shown(finding.quote)}", width, "    ", "      ")
    return lines + (_filled(f"-> {finding.hint}", width, "    ", "       ") if finding.hint else [])


def _filled(text: str, width: int, first: str, others: str) -> list[str]:
    return wrap_words(visible(text), width, first, others)


# -- SARIF


def _descriptor(code: str) -> dict[str, Any]:
    """Describe a rule, or a problem of files."""
    about: dict[str, Any] = {"id": code}
    rule = next((rule for rule in RULES if rule.code == code), None)
    if rule is not None:
        about["name"] = rule.name
        about["shortDescription"] = {"text": rule.summary}
        about["help"] = {"text": rule.doc}
        about["defaultConfiguration"] = {"level": rule.severity.value}
    elif code in LOAD_CODES:
        what, why, fix = LOAD_CODES[code]
        about["shortDescription"] = {"text": what}
        about["help"] = {"text": f"{what} {why} {fix}"}
    elif code == BROKEN_RULE:
        about["shortDescription"] = {"text": "A rule failed itself."}
    elif code == STOPPED_RULE:
        about["shortDescription"] = {"text": "A rule was stopped after very many findings."}
    return about


def _result(finding: Finding, source: str, rule_index: int) -> dict[str, Any]:
    quote = f"; cites {shown(finding.quote)}" if finding.quote else ""
    hint = f"; {finding.hint}" if finding.hint else ""
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": finding.severity.value,
        "message": {"text": f"{finding.message}{quote}{hint}"},
    }
    location = _physical(finding, source) | _logical(finding)
    return result | ({"locations": [location]} if location else {})


def _physical(finding: Finding, source: str) -> dict[str, Any]:
    """Return the place of a finding in its file, as far as known."""
    if not source:
        return {}
    # A place in a table begins with its file, in a folder.
    file = finding.where.partition("/")[2].partition("/")[0]
    if Path(file).suffix in {".csv", ".json"} and not Path(source).suffix:
        source = f"{source}/{file}"
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(Path(source))}}
    if finding.line is not None:
        column = {} if finding.column is None else {"startColumn": finding.column}
        place["region"] = {"startLine": finding.line} | column
    return {"physicalLocation": place}


def _logical(finding: Finding) -> dict[str, Any]:
    """Return the record concerned and the place in it."""
    place = {"name": finding.record, "fullyQualifiedName": finding.where}
    known = {name: value for name, value in place.items() if value}
    return {"logicalLocations": [known]} if known else {}


def _uri(path: PurePath) -> str:
    """Return a path as a URI, or as a reference relative to the working directory."""
    # A name need not be Unicode; one that is not can't be part of a URI, but must not fail here.
    quoted = quote(path.as_posix(), safe="/:" if path.drive else "/", errors="replace")
    if not path.is_absolute():
        return quoted
    if path.drive.startswith("\\\\"):
        return f"file:{quoted}"  # a share, whose server is the host of the URI
    return f"file://{'/' if path.drive else ''}{quoted}"
