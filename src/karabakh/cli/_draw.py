"""``draw``: a figure of a dataset."""

from collections.abc import Callable, Mapping
from typing import Final

import click

from karabakh.cli import _common, _output
from karabakh.errors import KarabakhError
from karabakh.figures import Figure, draw_network, draw_stance_matrix, draw_timeline
from karabakh.model import Dataset

_FIGURES: Final[Mapping[str, Callable[[Dataset], Figure]]] = {
    "network": draw_network,
    "stance-matrix": draw_stance_matrix,
    "timeline": draw_timeline,
}


@_common.command("draw timeline reef.toml", "draw stance-matrix reef.toml -o stances.svg")
@click.argument("figure", metavar="FIGURE", type=click.Choice(sorted(_FIGURES)))
@click.argument("file", type=_common.PATH, default=_common.BUNDLED)
@click.option(
    "-o",
    "--output",
    type=_common.PATH,
    metavar="OUT",
    help='SVG file to write; default: FIGURE.svg, "-": output.',
)
@_output.force_option
@_common.json_option
@_common.input_format_option
def draw(  # noqa: PLR0913 (the options)
    figure: str,
    file: str,
    *,
    output: str | None,
    force: bool,
    as_json: bool,
    input_format: str | None,
) -> None:
    """Draw a figure of a dataset as SVG, or print its data with --json.

    FIGURE is network, stance-matrix or timeline. OUT is replaced as a whole or not at all, and only
    with --force.
    """
    output = f"{figure}.svg" if output is None else output
    if not as_json:
        _output.check_output(output, force=force)
    dataset = _common.read_or_exit(file, input_format)
    try:
        drawn = _FIGURES[figure](dataset)
    except (KarabakhError, ValueError, ModuleNotFoundError) as error:
        _common.fail(f"{figure} can't be drawn: {error}")
    if as_json:
        _output.output_json(list(drawn.table))
    else:
        _output.write_output(output, f"{drawn.svg}\n")
        if output != _common.STANDARD:
            click.echo(f"{output}: {drawn.title}")
