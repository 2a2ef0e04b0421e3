"""All commands under one name."""

import contextlib
import io
import sys

import click

from karabakh import __version__
from karabakh.cli._convert import convert
from karabakh.cli._quote import quote
from karabakh.cli._report import report
from karabakh.cli._show import show
from karabakh.cli._validate import validate

__all__ = ["cli", "main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(version)s")
def cli() -> None:
    """Check, show, convert, quote and report on datasets of coded conflict texts.

    A dataset is a file in TOML, JSON or JSON Lines (.toml, .json, .jsonl, each also with .gz),
    "-" for standard input, or "bundled" for the one that comes with the library.

    Exit status: 0 if all is well, 1 if something was found, 2 if the command was not understood
    or a file can't be read.
    """


cli.add_command(convert)
cli.add_command(quote)
cli.add_command(report)
cli.add_command(show)
cli.add_command(validate)


def main() -> None:
    """Run the command line of this process."""
    for stream in (sys.stdout, sys.stderr):
        # What a terminal's encoding does not have is escaped and never the end of the program.
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(io.UnsupportedOperation):
                stream.reconfigure(errors="backslashreplace")
    cli(prog_name="karabakh")
