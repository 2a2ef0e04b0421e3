"""``rebase``: citations carried to a new edition of a text."""

import json
import sys

import click

from karabakh.cli import _common, _output
from karabakh.cli._exit_status import ExitStatus
from karabakh.errors import LoadError, UnknownIdError
from karabakh.exports import report_to_json
from karabakh.io import Rebase
from karabakh.validation import ValidationReport


@_common.command("rebase reef.toml --from reef-1931.txt --to reef-1932.txt")
@click.argument("file", type=_common.PATH)
@click.option(
    "--from",
    "old",
    type=_common.PATH,
    required=True,
    metavar="OLD",
    help="The text that was coded.",
)
@click.option(
    "--to",
    "new",
    type=_common.PATH,
    required=True,
    metavar="NEW",
    help="The text of the new edition.",
)
@click.option("--source", metavar="ID", help="The source; not needed if FILE has only one.")
@_common.encoding_option
@click.option("--check", is_flag=True, help="Write nothing.")
@_common.json_option
def rebase(  # noqa: PLR0913 (the options)
    file: str,
    *,
    old: str,
    new: str,
    source: str | None,
    encoding: str,
    check: bool,
    as_json: bool,
) -> None:
    """Update citations to a new edition of a text.

    A citation is carried if its sentence is in the new text, or its words are between the same
    sentences; the latter are listed. Nothing is guessed: one that is not carried gives place to
    its words as a quote, for you to correct and for "cite" to replace, and the exit status is
    1. The outline of the new text takes the place of the old. Comments and all else in FILE, a
    TOML file, stay.
    """
    texts = _common.read_document(old, encoding), _common.read_document(new, encoding)
    try:
        found = Rebase.read(file, *texts, source=source)
        if not check:
            found.write()
    except LoadError as error:
        _common.fail_to_read(error)
    except OSError as error:
        _common.fail(error.strerror or str(error))
    except (UnknownIdError, ValueError) as error:
        raise click.UsageError(str(error)) from error
    report = ValidationReport(findings=found.findings, source=file)
    if as_json:
        rows = [
            {
                "before": str(each.before),
                "citation": None if each.citation is None else str(each.citation),
            }
            for _, each in found.citations
        ]
        _output.output_json({"citations": rows, **json.loads(report_to_json(report))["reports"][0]})
        sys.exit(ExitStatus.DONE if report.ok else ExitStatus.PROBLEMS)
    if report.findings:
        _common.print_report(report)
    carried = sum(each.citation is not None for _, each in found.citations)
    done = "can be carried" if check else "carried"
    _common.print_lines(f"{carried} of {len(found.citations)} citations {done}")
    sys.exit(ExitStatus.DONE if report.ok else ExitStatus.PROBLEMS)
