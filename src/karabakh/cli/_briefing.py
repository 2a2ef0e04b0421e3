"""``briefing``: a dataset as a page for readers."""

import sys
from pathlib import Path

import click

from karabakh._replacing import replacing
from karabakh.cli import _common
from karabakh.exports import to_html


@_common.command("briefing reef.toml --document reef.txt -o reef.html")
@click.argument("file", default=_common.BUNDLED)
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    default="briefing.html",
    show_default=True,
    help='File to write; "-" for standard output.',
)
@click.option("--force", is_flag=True, help="Overwrite OUT if it exists.")
@_common.document_option
@_common.input_format_option
def briefing(
    file: str,
    *,
    output: str,
    force: bool,
    copies: _common.Copies,
    input_format: str | None,
) -> None:
    """Write a briefing: what a dataset says, what follows from it, and why.

    The page is one HTML file that needs nothing else. With --document the page shows the
    text, and each claim leads to the words that it rests on. Such a page contains the text:
    respect its copyright before you share it.

    OUT is replaced as a whole or not at all, and only with --force.
    """
    path = Path(output)
    if output != _common.STANDARD and path.exists() and not force:
        raise click.UsageError(f"{output!r} exists; use --force to overwrite it")
    dataset = _common.read_or_exit(file, input_format)
    page = to_html(_common.bind(dataset, copies))
    if output == _common.STANDARD:
        sys.stdout.buffer.write(page.encode())
        sys.stdout.buffer.flush()
        return
    try:
        with replacing(path, is_packed=False) as stream:
            stream.write(page.encode())
    except OSError as error:
        _common.fail(f"{output} can't be written: {error.strerror or error}")
