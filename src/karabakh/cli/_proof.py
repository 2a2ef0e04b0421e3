"""``proof``: records beside their words."""

import click

from karabakh.cli import _common, _output
from karabakh.exports import proof_to_html, proof_to_text


@_common.command(
    "proof reef.toml --document reef.txt", "proof reef.toml --document reef.txt -o proof.html"
)
@click.argument("file", type=_common.PATH)
@_common.document_option
@_common.input_format_option
@click.option(
    "-o", "--output", type=_common.PATH, metavar="OUT", help="An HTML page to write instead."
)
@_output.force_option
def proof(
    file: str,
    *,
    copies: _common.Copies,
    input_format: str | None,
    output: str | None,
    force: bool,
) -> None:
    """Show each record beside its words.

    First come the passages of the text, each with the records that rest on it; words that no
    record cites are marked. Then come the records, each with its passages. Read it once from
    beginning to end: it is the best check of a coding.
    """
    if output is not None:
        _output.check_output(output, force=force)
    _common.require_copy(copies)
    dataset = _common.bind(_common.read_or_exit(file, input_format), copies)
    if output is None:
        click.echo(proof_to_text(dataset, width=_common.line_width()))
    else:
        _output.write_output(output, proof_to_html(dataset))
