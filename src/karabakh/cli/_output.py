"""Writing texts, datasets and answers for all commands."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from karabakh._replacing import is_replaced, replace_file
from karabakh._shown import HIDDEN
from karabakh.cli import _common
from karabakh.errors import LoadError
from karabakh.io import iter_records, serialize, write
from karabakh.model import Dataset

__all__ = [
    "PARQUET",
    "check_format",
    "check_output",
    "force_option",
    "output_format_option",
    "output_json",
    "write_columns",
    "write_dataset",
    "write_output",
]

PARQUET = "parquet"
"""The format of a folder for large collections."""

_F = TypeVar("_F", bound=Callable[..., Any])


def output_format_option(function: _F) -> _F:
    """Return the function with the option for the format of the output."""
    return click.option(
        "--output-format",
        type=click.Choice((*_common.FORMATS, PARQUET)),
        help="Format of the output; required with '-', default: from the suffix.",
    )(function)


def force_option(function: _F) -> _F:
    """Return the function with the option that allows a file to be overwritten."""
    return click.option("--force", is_flag=True, help="Overwrite OUT if it exists.")(function)


def output_json(value: object) -> None:
    """Print a value as JSON: letters as they are, hidden characters escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    click.echo(HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text))


def check_format(output: str, format: str | None) -> None:
    """Raise click.UsageError if standard output has no format."""
    if output == _common.STANDARD and format not in _common.TEXT_FORMATS:
        known = ", ".join(_common.TEXT_FORMATS)
        raise click.UsageError(
            f"--output-format must be one of {known} for standard output, got {format or 'none'}"
        )


def check_output(output: str, *, force: bool) -> None:
    """Raise click.UsageError if the path is empty or not to be overwritten."""
    if not output:
        raise click.UsageError("OUT must be a path, got ''; use '-' for standard output")
    if output == _common.STANDARD or force:
        return
    path = Path(output)
    if path.exists() and (path.is_dir() or is_replaced(path)):
        raise click.UsageError(f"{output!r} exists; use --force to overwrite it")


def write_output(output: str, content: str) -> None:
    """Write a text into a file as a whole or not at all, or to standard output."""
    if output == _common.STANDARD:
        sys.stdout.buffer.write(content.encode())
        sys.stdout.buffer.flush()
        return
    try:
        replace_file(Path(output), lambda stream: stream.write(content.encode()))
    except OSError as error:
        _common.fail(f"{output} can't be written: {error.strerror or error}")


def write_dataset(dataset: Dataset, output: str, format: str | None, *, overwrite: bool) -> None:
    """Write a dataset into a file or to standard output."""
    try:
        if output == _common.STANDARD:
            write_output(output, serialize(dataset, format=format or ""))
        else:
            write(dataset, output, format=format, overwrite=overwrite)
    except ValueError as error:  # an unknown suffix, or a value that no file can hold
        raise click.UsageError(str(error).replace("format=…", "--output-format")) from error
    except OSError as error:
        _common.fail(f"{output} can't be written: {error.strerror or error}")


def write_columns(source: str, output: str, format: str | None, *, memory: str) -> None:
    """Write a dataset, or event data in CSV, into a folder of Parquet files.

    JSON Lines and CSV are streamed; what became of the rows of CSV is printed.
    """
    try:
        from karabakh import columnar  # noqa: PLC0415 (it needs the extra "large")
    except ModuleNotFoundError as error:
        _common.fail(f"{output} can't be written: {error.name} is missing; use karabakh[large]")
    try:
        if format is None and Path(source).suffix.lower() == ".csv":
            report = columnar.import_events(source, output, memory=memory)
            _common.print_lines(*str(report).splitlines(), err=True)
        elif "jsonl" in (format or source):
            columnar.write_columns(iter_records(source, format=format), output, memory=memory)
        else:
            columnar.write_columns(_common.read_or_exit(source, format), output, memory=memory)
    except (LoadError, MemoryError, OSError, ValueError) as error:
        _common.fail(f"{output} can't be written: {error}")
