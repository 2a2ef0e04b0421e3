"""``convert``: write a dataset in another format."""

import sys
from pathlib import Path

import click

from karabakh.cli import _common
from karabakh.io import to_json, to_jsonl, to_toml, write
from karabakh.model import Dataset

_WRITERS = {"toml": to_toml, "json": to_json, "jsonl": to_jsonl}


@click.command()
@click.argument("source", metavar="FILE")
@click.argument("target", metavar="OUT")
@_common.input_format_option
@click.option(
    "--output-format",
    type=click.Choice(_common.FORMATS),
    help="Format of the output; needed with '-', otherwise the suffix says it.",
)
@click.option("--force", is_flag=True, help="Replace OUT if it is there.")
def convert(
    source: str,
    target: str,
    *,
    input_format: str | None,
    output_format: str | None,
    force: bool,
) -> None:
    """Write a dataset in another format; nothing is lost.

    OUT is replaced as a whole or not at all, and only with --force. "-" stands for standard
    output.
    """
    if target == _common.STANDARD and output_format not in _WRITERS:
        raise click.UsageError(f"standard output needs --output-format {'|'.join(_WRITERS)}")
    if target != _common.STANDARD and Path(target).exists() and not force:
        raise click.UsageError(f"{target!r} is there already: give --force to replace it")
    _write(_common.read_or_exit(source, input_format), target, output_format)


def _write(dataset: Dataset, target: str, format: str | None) -> None:
    try:
        if target == _common.STANDARD:
            sys.stdout.buffer.write(_WRITERS[format or ""](dataset).encode())
            sys.stdout.buffer.flush()
        else:
            write(dataset, target, format=format)
    except ValueError as error:  # no such suffix, or what no file can hold
        raise click.UsageError(str(error).replace("format=…", "--output-format")) from error
    except BrokenPipeError:  # nobody reads on: for click to end the program quietly
        raise
    except OSError as error:
        _common.refuse(f"{target} can't be written: {error.strerror or error}")
