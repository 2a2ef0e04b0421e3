"""All commands under one name."""

import io
import os
import sys
import traceback

import click

from karabakh import __version__
from karabakh._shown import visible, visible_lines
from karabakh.cli._ask import ask
from karabakh.cli._briefing import briefing
from karabakh.cli._cite import cite
from karabakh.cli._convert import convert
from karabakh.cli._draw import draw
from karabakh.cli._exit_status import ExitStatus
from karabakh.cli._merge import merge
from karabakh.cli._new import new
from karabakh.cli._proof import proof
from karabakh.cli._quote import quote
from karabakh.cli._rebase import rebase
from karabakh.cli._show import show
from karabakh.cli._streams import guard_streams
from karabakh.cli._validate import validate
from karabakh.cli._words import words

__all__ = ["cli", "main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(version)s")
def cli() -> None:
    """Code conflict texts, validate what was coded, and ask about it.

    To code a text: new, cite, proof, validate. To use what was coded: ask, show, draw, briefing.

    A dataset is a file in TOML, JSON or JSON Lines (.toml, .json, .jsonl, each also with .gz),
    "-" for standard input, or "bundled" for the one that comes with the library.

    Exit status: 0 on success, 1 if problems were found, 2 if the command is invalid or a file
    or standard output can't be read or written, 3 if the program itself has a fault, 130 after
    Ctrl-C, 141 if whoever reads the output leaves early.
    """


cli.add_command(ask)
cli.add_command(briefing)
cli.add_command(cite)
cli.add_command(convert)
cli.add_command(draw)
cli.add_command(merge)
cli.add_command(new)
cli.add_command(proof)
cli.add_command(quote)
cli.add_command(rebase)
cli.add_command(show)
cli.add_command(validate)
cli.add_command(words)


def main() -> None:
    """Run the command line of this process."""
    guard_streams()
    status: object = ExitStatus.FAULT
    try:
        status = cli.main(prog_name="karabakh", standalone_mode=False)
    except click.ClickException as error:
        message = io.StringIO()
        error.show(message)
        click.echo(visible_lines(message.getvalue()), err=True, nl=False)
        status = error.exit_code
    except click.Abort:  # as click names Ctrl-C
        status = ExitStatus.INTERRUPTED
    except OSError as error:  # of a path that can't even be looked at
        name = "a file" if error.filename is None else os.fsdecode(error.filename)
        click.echo(visible(f"Error: {name} can't be used: {error.strerror or error}"), err=True)
        status = ExitStatus.FAILURE
    except Exception:  # noqa: BLE001 (its status must not be that of problems found)
        traceback.print_exc()
    sys.stdout.flush()
    sys.exit(status if isinstance(status, int) else ExitStatus.DONE)
