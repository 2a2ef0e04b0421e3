"""``quote``: the exact words of a citation."""

import sys

import click

from karabakh._markup import visible
from karabakh.cli import _common
from karabakh.errors import CitationError, UnknownIdError
from karabakh.model import BoundDataset, Citation


@click.command()
@click.argument("file")
@click.argument("citation")
@_common.document_option
@_common.input_format_option
def quote(file: str, citation: str, *, copies: _common.Copies, input_format: str | None) -> None:
    """Give the exact words that a citation of a dataset means.

    CITATION is written as in datasets: article#p2:21-36 are the words 21 to 36 of the second
    paragraph. The words come from a copy of the text, given by --document; a dataset has none.
    The exit status is 1 if the copy has other words in that place.
    """
    try:
        place = Citation.parse(citation)
    except CitationError as error:
        raise click.UsageError(str(error)) from error
    if not copies.told:
        raise click.UsageError("give a copy of the text: --document PATH")
    dataset = _common.bind(_common.read_or_exit(file, input_format), copies)
    try:
        source = dataset.source_of(place).id
        if isinstance(dataset, BoundDataset) and source not in dataset.documents:
            raise click.UsageError(f"give a copy of {source!r}: --document {source}=PATH")
        click.echo(visible(dataset.quote(place)))
    except UnknownIdError as error:
        raise click.UsageError(str(error)) from error
    except CitationError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(_common.FOUND)
