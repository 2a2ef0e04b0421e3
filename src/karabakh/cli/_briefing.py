"""``briefing``: what a dataset says, as a page, Markdown or plain text."""

from pathlib import Path

import click

from karabakh.cli import _common, _output
from karabakh.exports import briefing_to_html, briefing_to_markdown, briefing_to_text
from karabakh.model import Dataset

_SUFFIXES = {".html": "html", ".htm": "html", ".md": "markdown", ".txt": "text"}


@_common.command("briefing reef.toml --document reef.txt -o reef.html")
@click.argument("file", type=_common.PATH, default=_common.BUNDLED)
@click.option(
    "-o",
    "--output",
    type=_common.PATH,
    metavar="OUT",
    default=_common.STANDARD,
    help='File to write; "-", the default, for standard output.',
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html"]),
    help="Form of the briefing; default: from the suffix of OUT, else text.",
)
@click.option(
    "--templates",
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False),
    help="Templates that restyle the page; use only those that you trust.",
)
@_output.force_option
@_common.document_option
@_common.input_format_option
def briefing(  # noqa: PLR0913 (an argument for each option)
    file: str,
    *,
    output: str,
    form: str | None,
    templates: str | None,
    force: bool,
    copies: _common.Copies,
    input_format: str | None,
) -> None:
    """Write a briefing: what a dataset says, the answer first.

    Each statement has a number that leads to the words it rests on. Without FILE, it is that of the
    dataset that comes with the library. Plain text goes to the terminal. OUT with the suffix .html
    is one page that needs nothing else, .md is Markdown, .txt plain text. A page needs Jinja2: pip
    install 'karabakh[page]'.

    With --document the notes show the exact words. Such a briefing contains the text: respect
    its copyright before you share it. OUT is replaced as a whole or not at all, and only with
    --force.
    """
    chosen = form or _form_of(output)
    if templates is not None and chosen != "html":
        raise click.UsageError(f"--templates must go with a page, got {chosen}; use --format html")
    _output.check_output(output, force=force)
    dataset = _common.bind(_common.read_or_exit(file, input_format), copies)
    try:
        text = _written(dataset, chosen, templates)
    except ImportError as error:
        _common.fail(str(error))
    _output.write_output(output, text)


def _form_of(output: str) -> str:
    """Return the form that the suffix of a file names; text without one."""
    suffix = Path(output).suffix.lower()
    if suffix and suffix not in _SUFFIXES:
        known = ", ".join(_SUFFIXES)
        raise click.UsageError(f"OUT must end in one of {known}, got {output!r}; or use --format")
    return _SUFFIXES.get(suffix, "text")


def _written(dataset: Dataset, form: str, templates: str | None) -> str:
    if form == "html":
        return briefing_to_html(dataset, templates=templates)
    if form == "markdown":
        return briefing_to_markdown(dataset)
    return briefing_to_text(dataset, width=_common.line_width())
