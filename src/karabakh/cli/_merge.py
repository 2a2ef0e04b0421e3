"""``merge``: two datasets in one."""

import os
import sys
from collections.abc import Mapping

import click

from karabakh.cli import _common, _output
from karabakh.cli._exit_status import ExitStatus
from karabakh.errors import MergeError
from karabakh.io import to_plain
from karabakh.model import Dataset
from karabakh.wording import describe_codings


@_common.command(
    "merge reef.toml second.toml -o both.toml",
    "merge reef.toml second.toml -o both.toml --keep-both=-b",
)
@click.argument("left", type=_common.PATH, metavar="A")
@click.argument("right", type=_common.PATH, metavar="B")
@click.option(
    "-o",
    "--output",
    type=_common.PATH,
    metavar="OUT",
    required=True,
    help="File to write; may be A.",
)
@click.option(
    "--keep-both",
    metavar="SUFFIX",
    default="",
    help="Keep records of B that differ, with this at the end of their identifiers.",
)
@_output.force_option
@_common.json_option
@_common.input_format_option
@_output.output_format_option
def merge(  # noqa: PLR0913 (the options)
    left: str,
    right: str,
    *,
    output: str,
    keep_both: str,
    force: bool,
    as_json: bool,
    input_format: str | None,
    output_format: str | None,
) -> None:
    """Write the records of two datasets into one file.

    Equal records become one. If records differ under one identifier, nothing is written, they
    are listed, and the exit status is 1. If OUT is A, a TOML file, its comments stay.
    """
    _output.check_format(output, output_format)
    _output.check_output(output, force=force)
    one = _common.read_or_exit(left, input_format)
    other = _common.read_or_exit(right, input_format)
    try:
        merged = one.merge(other, keep_both=keep_both)
    except MergeError as error:
        _report_differences(error, {left: one, right: other}, as_json=as_json)
        sys.exit(ExitStatus.PROBLEMS)
    except ValueError as error:
        raise click.UsageError(str(error).replace("keep_both", "--keep-both")) from error
    # A has been read; whoever changes it meanwhile must not lose the change.
    is_own = os.path.realpath(output) == os.path.realpath(left)
    _output.write_dataset(merged, output, output_format, overwrite=force and not is_own)
    if output == _common.STANDARD:
        return
    added = len(merged) - len(one)
    if as_json:
        coding = [*map(to_plain, merged.coding)]
        _output.output_json({"records": len(merged), "added": added, "coding": coding})
    else:
        _common.print_lines(f"{output}: {len(merged)} records, {added} of them added")
        if who := describe_codings(merged.coding):
            _common.print_lines(f"coded by {who}")


def _report_differences(
    error: MergeError, datasets: Mapping[str, Dataset], *, as_json: bool
) -> None:
    """Print which records differ, and who coded them."""
    if as_json:
        _output.output_json({"differences": error.differences, "taken": error.taken})
    else:
        for file, dataset in datasets.items():
            if who := describe_codings(dataset.coding):
                _common.print_lines(f"{file}: coded by {who}")
        for identifier, fields in error.differences.items():
            _common.print_lines(
                f"{identifier}: {', '.join(fields)} {'differs' if len(fields) == 1 else 'differ'}"
            )
        for identifier in error.taken:
            _common.print_lines(f"{identifier}: exists already")
    _common.print_lines(
        "Error: records differ under one identifier; use --keep-both=-b or another suffix",
        err=True,
    )
