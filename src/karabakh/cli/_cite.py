"""``cite``: citations in the place of quotes."""

import json
import sys

import click

from karabakh.cli import _common, _output
from karabakh.cli._exit_status import ExitStatus
from karabakh.errors import LoadError
from karabakh.exports import report_to_json
from karabakh.io import QuotedFile
from karabakh.validation import ValidationReport


@_common.command("cite reef.toml --document reef.txt")
@click.argument("file", type=_common.PATH)
@_common.document_option
@click.option("--check", is_flag=True, help="Write nothing.")
@_common.json_option
def cite(file: str, *, copies: _common.Copies, check: bool, as_json: bool) -> None:
    """Replace the quotes in a TOML file by citations.

    While you code, a citation may be the words that it is of:

    \b
        citations = [{ quote = "Ona Berel … older right" }]
        citations = [{ quote = "Marda", within = "post#p2", nth = 2 }]

    An ellipsis means from … through. The passage that has the words takes the place of the
    quote; comments and all else in FILE stay. A quote that is not in the text, or in several
    passages, stays, with a finding that lists what is near. Then the exit status is 1.
    """  # noqa: D301 (the mark of a block to click, not a backslash)
    quoted = read(file)
    if quoted.quotes:
        _common.require_copy(copies)
    bound = _common.bind(quoted.sources, copies)
    try:
        cited, findings = quoted.resolve(bound.bind({}), check=check)
    except OSError as error:
        _common.fail(error.strerror or str(error))
    report = ValidationReport(findings=findings, source=file)
    if as_json:
        rows = [
            {"line": each.line, "quote": each.quote, "citation": str(each.citation)}
            for each in cited
        ]
        _output.output_json({"cited": rows, **json.loads(report_to_json(report))["reports"][0]})
        sys.exit(ExitStatus.PROBLEMS if findings else ExitStatus.DONE)
    for each in cited:
        _common.print_lines(f"{file}:{each.line}: {each.citation} for {each.quote!r}")
    if findings:
        _common.print_report(report)
    done = "can be replaced" if check else "replaced"
    count = len(quoted.quotes)
    _common.print_lines(f"{len(cited)} of {count} quotes {done}" if count else "no quotes found")
    sys.exit(ExitStatus.PROBLEMS if findings else ExitStatus.DONE)


def read(file: str) -> QuotedFile:
    """Return a file with its quotes, or end the program with all its problems."""
    try:
        return QuotedFile.read(file)
    except LoadError as error:
        _common.fail_to_read(error)
    except ValueError as error:  # another suffix
        raise click.UsageError(str(error)) from error
