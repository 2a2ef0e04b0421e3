"""``validate``: find all problems of datasets."""

import sys
from collections.abc import Sequence

import click

from karabakh.cli import _common
from karabakh.cli._exit_status import ExitStatus
from karabakh.errors import LoadError
from karabakh.exports import report_to_json, report_to_sarif
from karabakh.io import locate_findings
from karabakh.validation import ValidationReport
from karabakh.validation import validate as find_all

_NOT_FOUND = "KB001"
"""The rule code of a file that can't be opened."""


@_common.command("validate reef.toml", "validate reef.toml --document reef.txt --strict")
@click.argument("files", type=_common.PATH, nargs=-1, metavar="[FILE]...")
@click.option(
    "--format",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
    help="Format of the findings.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="CODE",
    help="Report only findings of these rules, e.g. KB1,KB203.",
)
@click.option("--ignore", multiple=True, metavar="CODE", help="Leave out findings of these rules.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
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
    """Find all problems of datasets.

    Without FILE, the dataset that comes with the library is validated. The exit status is 1
    if there are errors, or warnings with --strict, and 2 if a file does not exist. A CODE may
    be the beginning of a rule's code, and an option may have several: --ignore KB2,KB702.
    Optional rules run only if selected in full: --select KB,KB204.
    """
    if copies.arguments and len(files) > 1:
        raise click.UsageError(f"--document must be used with a single FILE, got {len(files)}")
    chosen = _codes(select), _codes(ignore)
    reports = [_report(file, input_format, copies, *chosen) for file in files or (_common.BUNDLED,)]
    _write(reports, format)
    sys.exit(_status(reports, strict=strict))


def _codes(options: tuple[str, ...]) -> list[str]:
    return [code.strip() for each in options for code in each.split(",") if code.strip()]


def _report(
    file: str,
    input_format: str | None,
    copies: _common.Copies,
    select: Sequence[str],
    ignore: Sequence[str],
) -> ValidationReport:
    """Return the findings of a dataset, or of its file if it can't be read."""
    try:
        # The rules report broken references along with everything else.
        dataset = _common.read_dataset(file, input_format, check_references=False)
    except LoadError as error:
        return ValidationReport(findings=error.findings, source=file)
    dataset = _common.bind(dataset, copies)
    try:
        with _common.progress_bar("checking") as progress:
            found = find_all(dataset, select=select, ignore=ignore, progress=progress)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    findings = found.findings
    if file not in (_common.BUNDLED, _common.STANDARD):
        findings = locate_findings(findings, file, dataset, format=input_format)
    return ValidationReport(findings=findings, source=file)


def _write(reports: Sequence[ValidationReport], format: str) -> None:
    if format == "json":
        click.echo(report_to_json(*reports))
    elif format == "sarif":
        click.echo(report_to_sarif(*reports))
    else:
        _common.print_report(*reports)


def _status(reports: Sequence[ValidationReport], *, strict: bool) -> ExitStatus:
    if any(finding.code == _NOT_FOUND for report in reports for finding in report.findings):
        return ExitStatus.FAILURE
    is_bad = any(not report.ok or (strict and report.warnings) for report in reports)
    return ExitStatus.PROBLEMS if is_bad else ExitStatus.DONE
