"""``validate``: find all that is wrong with datasets."""

import sys
from collections.abc import Sequence

import attrs
import click

from karabakh.cli import _common
from karabakh.errors import LoadError
from karabakh.exports import report_to_json, report_to_sarif, report_to_text
from karabakh.validation import ValidationReport
from karabakh.validation import validate as find_all

_NOT_THERE = "KB001"
"""The code of a file that can't be opened at all."""


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option(
    "--format",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
    help="How to write what was found.",
)
@click.option(
    "--select", multiple=True, metavar="CODE", help="ValidationReport only these: KB1, KB203."
)
@click.option("--ignore", multiple=True, metavar="CODE", help="Leave such codes out.")
@click.option("--strict", is_flag=True, help="Let warnings count as well.")
@_common.input_format_option
@_common.document_option
def validate(  # noqa: PLR0913 (the options)
    files: tuple[str, ...],
    *,
    format: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    strict: bool,
    input_format: str | None,
    copies: _common.Copies,
) -> None:
    """Find all that is wrong with datasets.

    Without FILE, the dataset that comes with the library is checked. The exit status is 1 if
    there are errors, or warnings under --strict, and 2 if a file is not there. Codes may be
    given by their beginnings, several in one option: --ignore KB2,KB702.
    """
    if copies.told and len(files) > 1:
        raise click.UsageError("--document needs a single FILE")
    chosen = _codes(select), _codes(ignore)
    reports = [_report(file, input_format, copies, *chosen) for file in files or (_common.BUNDLED,)]
    _write(reports, format)
    sys.exit(_status(reports, strict=strict))


def _codes(told: tuple[str, ...]) -> list[str]:
    return [code.strip() for each in told for code in each.split(",") if code.strip()]


def _report(
    file: str,
    input_format: str | None,
    copies: _common.Copies,
    select: Sequence[str],
    ignore: Sequence[str],
) -> ValidationReport:
    """Check a dataset, or tell why it can't be read."""
    try:
        # What is mentioned and missing is for the rules to find, beside everything else.
        dataset = _common.read_dataset(file, input_format, check_references=False)
    except LoadError as error:
        return ValidationReport(findings=error.findings, source=file)
    dataset = _common.bind(dataset, copies)
    try:
        with _common.progress_bar("checking") as progress:
            found = find_all(dataset, select=select, ignore=ignore, progress=progress)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    return attrs.evolve(found, source=file)


def _write(reports: Sequence[ValidationReport], format: str) -> None:
    if format == "json":
        click.echo(report_to_json(*reports))
    elif format == "sarif":
        click.echo(report_to_sarif(*reports))
    else:
        colored, width = _common.is_colored(sys.stdout), _common.line_width()
        click.echo(report_to_text(*reports, color=colored, width=width), color=colored)


def _status(reports: Sequence[ValidationReport], *, strict: bool) -> int:
    if any(finding.code == _NOT_THERE for report in reports for finding in report.findings):
        return _common.UNREADABLE
    is_bad = any(not report.ok or (strict and report.warnings) for report in reports)
    return _common.FOUND if is_bad else 0
