"""``quote``: the exact words of a citation."""

import sys

import click

from karabakh.cli import _common, _output
from karabakh.cli._exit_status import ExitStatus
from karabakh.errors import CitationError, UnknownIdError
from karabakh.model import BoundDataset, Citation


@_common.command("quote reef.toml post#p2:38-42 --document reef.txt")
@click.argument("file", type=_common.PATH)
@click.argument("citation")
@_common.json_option
@_common.document_option
@_common.input_format_option
def quote(
    file: str,
    citation: str,
    *,
    as_json: bool,
    copies: _common.Copies,
    input_format: str | None,
) -> None:
    """Print the exact words of a citation.

    CITATION is written as in datasets: article#p2:21-36 are the words 21 to 36 of the second
    paragraph. A dataset contains no text, so --document must name a copy. The exit status is
    1 if the copy has other words there.
    """
    try:
        place = Citation.parse(citation)
    except CitationError as error:
        raise click.UsageError(str(error)) from error
    _common.require_copy(copies)
    dataset = _common.bind(_common.read_or_exit(file, input_format), copies)
    try:
        source = dataset.source_of(place).id
        if isinstance(dataset, BoundDataset) and source not in dataset.documents:
            raise click.UsageError(
                f"a copy of {source!r} is required; use --document {source}=PATH"
            )
        words = dataset.quote(place)
    except UnknownIdError as error:
        raise click.UsageError(str(error)) from error
    except CitationError as error:
        _common.print_lines(f"Error: {error}", err=True)
        sys.exit(ExitStatus.PROBLEMS)
    if as_json:
        _output.output_json({"citation": str(place), "quote": words})
    else:
        _common.print_lines(*words.splitlines())
