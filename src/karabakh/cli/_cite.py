"""``cite``: citations in the place of quotes."""

import sys

import click

from karabakh._markup import visible
from karabakh.cli import _common
from karabakh.errors import LoadError
from karabakh.exports import report_to_text
from karabakh.io import QuotedFile
from karabakh.model import BoundDataset
from karabakh.validation import ValidationReport


@_common.command("cite reef.toml --document reef.txt")
@click.argument("file")
@_common.document_option
@click.option("--check", is_flag=True, help="Write nothing.")
def cite(file: str, *, copies: _common.Copies, check: bool) -> None:
    r"""Replace the quotes in a TOML file by citations.

    While you code, a citation may be the words that it is of:

    \b
        citations = [{ quote = "Ona Berel … older right" }]
        citations = [{ quote = "Marda", within = "post#p2", nth = 2 }]

    An ellipsis means from … through. The passage that has the words takes the place of the
    quote; comments and all else in FILE stay. A quote that is not in the text, or in several
    passages, stays, with a finding that lists what is near. Then the exit status is 1.
    """
    quoted = read(file)
    if not quoted.quotes:
        click.echo("no quotes found")
        return
    if not copies.arguments:
        raise click.UsageError("a copy of the text is required; use --document PATH")
    bound = _common.bind(quoted.sources, copies)
    assert isinstance(bound, BoundDataset)  # noqa: S101 (there are copies)
    try:
        cited, findings = quoted.resolve(bound, check=check)
    except OSError as error:
        _common.fail(error.strerror or str(error))
    for each in cited:
        click.echo(visible(f"{file}:{each.line}: {each.citation} for {each.quote!r}"))
    if findings:
        report = ValidationReport(findings=findings, source=file)
        colored, width = _common.is_colored(sys.stdout), _common.line_width()
        click.echo(report_to_text(report, color=colored, width=width), color=colored)
    done = "can be replaced" if check else "replaced"
    click.echo(f"{len(cited)} of {len(quoted.quotes)} quotes {done}")
    sys.exit(_common.FOUND if findings else 0)


def read(file: str) -> QuotedFile:
    """Return a file with its quotes, or end the program with all its problems."""
    try:
        return QuotedFile.read(file)
    except LoadError as error:
        _common.fail_to_read(error)
    except ValueError as error:  # another suffix
        raise click.UsageError(str(error)) from error
