"""``convert``: write a dataset in another format."""

import sys
from pathlib import Path

import click

from karabakh.cli import _common
from karabakh.io import serialize, write
from karabakh.model import Dataset

_TEXT_FORMATS = ("toml", "json", "jsonl")


@click.command()
@click.argument("source", metavar="FILE")
@click.argument("target", metavar="OUT")
@_common.input_format_option
@click.option(
    "--output-format",
    type=click.Choice(_common.FORMATS),
    help="Format of the output; required with '-', default: from the suffix.",
)
@click.option("--force", is_flag=True, help="Overwrite OUT if it exists.")
def convert(
    source: str,
    target: str,
    *,
    input_format: str | None,
    output_format: str | None,
    force: bool,
) -> None:
    """Write a dataset in another format, or migrate it to the present schema.

    Nothing of the dataset is lost. Comments stay only where OUT is FILE itself, or another
    TOML file with these records. OUT is replaced as a whole or not at all, and only with
    --force; "-" is standard output.
    """
    if target == _common.STANDARD and output_format not in _TEXT_FORMATS:
        known = ", ".join(_TEXT_FORMATS)
        raise click.UsageError(
            f"--output-format must be one of {known} for standard output,"
            f" got {output_format or 'none'}"
        )
    if target != _common.STANDARD and Path(target).exists() and not force:
        raise click.UsageError(f"{target!r} exists; use --force to overwrite it")
    _write(_common.read_or_exit(source, input_format), target, output_format, overwrite=force)


def _write(dataset: Dataset, target: str, format: str | None, *, overwrite: bool) -> None:
    try:
        if target == _common.STANDARD:
            sys.stdout.buffer.write(serialize(dataset, format=format or "").encode())
            sys.stdout.buffer.flush()
        else:
            write(dataset, target, format=format, overwrite=overwrite)
    except ValueError as error:  # an unknown suffix, or a value that no file can hold
        raise click.UsageError(str(error).replace("format=…", "--output-format")) from error
    except BrokenPipeError:  # click ends the program without a message
        raise
    except OSError as error:
        _common.fail(f"{target} can't be written: {error.strerror or error}")
