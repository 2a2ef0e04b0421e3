"""``draw``: a figure of a dataset."""

from typing import Final

import click

from karabakh.cli import _common, _output
from karabakh.errors import KarabakhError
from karabakh.figures import Figure, draw_network, draw_stance_matrix, draw_timeline
from karabakh.model import Dataset

_FIGURES: Final = ("network", "stance-matrix", "timeline")


@_common.command("draw timeline reef.toml", "draw network reef.toml --at 1931-05 -o network.png")
@click.argument("figure", metavar="FIGURE", type=click.Choice(_FIGURES))
@click.argument("file", type=_common.PATH, default=_common.BUNDLED)
@click.option(
    "-o",
    "--output",
    type=_common.PATH,
    metavar="OUT",
    help='File to write, .svg or .png; default: FIGURE.svg; "-" for standard output.',
)
@click.option("--at", metavar="DATE", help="Draw the network as of this time, an EDTF date.")
@_output.force_option
@_common.json_option
@_common.document_option
@_common.input_format_option
def draw(  # noqa: PLR0913 (the options)
    figure: str,
    file: str,
    *,
    output: str | None,
    at: str | None,
    force: bool,
    as_json: bool,
    copies: _common.Copies,
    input_format: str | None,
) -> None:
    """Draw a figure of a dataset.

    FIGURE is network (who agrees with whom), stance-matrix (who stands where) or timeline (what
    happened). With --json its data are printed. Without FILE, it is drawn of the dataset that comes
    with the library. OUT is replaced as a whole or not at all, and only with --force. A PNG file
    needs the extra karabakh[png], and the network karabakh[network].
    """
    if at is not None and figure != "network":
        raise click.UsageError(f"--at must be used with network, got {figure!r}")
    output = f"{figure}.svg" if output is None else output
    if not as_json:
        _output.check_output(output, force=force)
    dataset = _common.bind(_common.read_or_exit(file, input_format), copies)
    try:
        drawn = _drawn(figure, dataset, at)
        if as_json:
            _output.output_json(list(drawn.table))
        elif output == _common.STANDARD:
            _output.write_output(output, f"{drawn.svg}\n")
        else:
            drawn.save(output)
            _common.print_lines(f"{output}: {drawn.title}")
    except (KarabakhError, ValueError) as error:
        raise click.UsageError(str(error)) from error
    except ImportError as error:
        _common.fail(str(error))
    except BrokenPipeError:  # click ends the program without a message
        raise
    except OSError as error:
        _common.fail(f"{output} can't be written: {error.strerror or error}")


def _drawn(figure: str, dataset: Dataset, at: str | None) -> Figure:
    if figure == "network":
        return draw_network(dataset, at=at)
    return draw_timeline(dataset) if figure == "timeline" else draw_stance_matrix(dataset)
