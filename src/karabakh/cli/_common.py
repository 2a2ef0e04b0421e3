"""Reading and binding files for all commands, and their common options."""

import contextlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TypeVar

import click

from karabakh._shown import visible
from karabakh.cli._exit_status import ExitStatus
from karabakh.errors import DocumentError, LoadError
from karabakh.exports import report_to_text
from karabakh.ids import is_valid_id
from karabakh.io import load, parse, read
from karabakh.model import Dataset, Document
from karabakh.nearest import did_you_mean
from karabakh.validation import ValidationReport

__all__ = [
    "BUNDLED",
    "FORMATS",
    "PATH",
    "STANDARD",
    "TEXT_FORMATS",
    "Copies",
    "bind",
    "command",
    "document_option",
    "encoding_option",
    "fail",
    "fail_to_read",
    "input_format_option",
    "is_colored",
    "json_option",
    "line_width",
    "print_lines",
    "print_report",
    "progress_bar",
    "read_dataset",
    "read_document",
    "read_or_exit",
    "require_copy",
]

BUNDLED = "bundled"
"""The name of the dataset that comes with the library."""

STANDARD = "-"
"""The name of standard input and output."""

TEXT_FORMATS = ("toml", "json", "jsonl")
FORMATS = (*TEXT_FORMATS, *(f"{name}.gz" for name in TEXT_FORMATS), "csv")
"""The formats of files, and that of folders."""

PATH = click.Path(allow_dash=True)
"""The type of arguments that are files, so that shells complete them."""

_NARROWEST, _WIDEST, _USUAL = 40, 100, 80
"""The limits of a line's length on a terminal, and its length without a terminal."""

_PATIENCE = 2.0
"""Seconds until a progress bar is drawn."""

_F = TypeVar("_F", bound=Callable[..., Any])


def command(*examples: str) -> Callable[[Callable[..., Any]], click.Command]:
    """Return the decorator of a command whose help ends with examples of its use.

    Args:
        *examples: What follows the name of the program in each.
    """
    lines = "".join(f"  python -m karabakh {each}\n" for each in examples)
    plural = "s" if len(examples) > 1 else ""
    return click.command(epilog=f"\b\nExample{plural}:\n{lines}")


def json_option(function: _F) -> _F:
    """Return the function with the option for an answer in JSON."""
    return click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")(
        function
    )


def input_format_option(function: _F) -> _F:
    """Return the function with the option for the format of the input."""
    return click.option(
        "--input-format",
        type=click.Choice(FORMATS),
        help="Format of the input; required with '-', default: from the suffix.",
    )(function)


class Copies(NamedTuple):
    """Copies of the sources' texts, as named on the command line."""

    arguments: tuple[str, ...]
    """For each copy `PATH` or `SOURCE=PATH`."""
    encoding: str
    """The encoding of all of them."""


def document_option(function: _F) -> _F:
    """Return the function with the options that name copies of texts, as `Copies`."""

    def store(context: click.Context, _: click.Parameter, encoding: str) -> None:
        context.meta[_ENCODING] = encoding

    def collect(context: click.Context, _: click.Parameter, arguments: tuple[str, ...]) -> Copies:
        return Copies(arguments, context.meta[_ENCODING])

    with_encoding = click.option(
        "--encoding",
        default="utf-8",
        show_default=True,
        expose_value=False,
        is_eager=True,
        callback=store,
        help="Encoding of the copies.",
    )(function)
    return click.option(
        "--document",
        "copies",
        type=PATH,
        metavar="[SOURCE=]PATH",
        multiple=True,
        callback=collect,
        help="A copy of the text of SOURCE, or of the only source. May be repeated.",
    )(with_encoding)


_ENCODING = f"{__name__}.encoding"


def encoding_option(function: _F) -> _F:
    """Return the function with the option for the encoding of its text."""
    return click.option(
        "--encoding", default="utf-8", show_default=True, help="Encoding of the text."
    )(function)


def read_dataset(file: str, format: str | None, *, check_references: bool = True) -> Dataset:
    """Read a dataset: a file, standard input, or the one that comes with the library.

    Raises:
        LoadError: If it can't be read.
        click.UsageError: If its format is unknown.
    """
    if file == BUNDLED:
        return load()
    if file == STANDARD:
        if format not in TEXT_FORMATS:
            known = ", ".join(TEXT_FORMATS)
            raise click.UsageError(
                f"--input-format must be one of {known} for standard input, got {format or 'none'}"
            )
        content = _standard_input()
        return parse(content, format=format, check_references=check_references)
    try:
        with progress_bar("reading") as progress:
            return read(file, format=format, check_references=check_references, progress=progress)
    except LoadError:
        raise
    except ValueError as error:
        raise click.UsageError(str(error).replace("format=…", "--input-format")) from error


def _standard_input() -> bytes:
    try:
        return sys.stdin.buffer.read()
    except AttributeError:  # it is closed
        fail("standard input can't be read: it is closed")
    except OSError as error:
        fail(f"standard input can't be read: {error.strerror or error}")


@contextlib.contextmanager
def progress_bar(label: str) -> Generator[Callable[[int, int | None], None]]:
    """Return a function that draws a bar on a terminal after two seconds of work.

    The bar goes to standard error and is removed at the end.
    """
    begin = time.monotonic()
    with contextlib.ExitStack() as drawn:
        bar: Any = None

        def show(done: int, total: int | None) -> None:
            nonlocal bar
            if total is None or not sys.stderr.isatty():
                return
            if bar is None and time.monotonic() - begin >= _PATIENCE:
                bar = drawn.enter_context(
                    click.progressbar(length=total, label=label, file=sys.stderr)
                )
            if bar is not None:
                bar.update(done - bar.pos)

        yield show
    if bar is not None:
        sys.stderr.write("\x1b[1A\x1b[2K")


def read_or_exit(file: str, format: str | None) -> Dataset:
    """Return a dataset, or end the program with all problems of its file."""
    try:
        return read_dataset(file, format)
    except LoadError as error:
        fail_to_read(error)


def print_report(*reports: ValidationReport, err: bool = False) -> None:
    """Print findings as text, in colours on a terminal.

    Args:
        *reports: The findings, one report a file.
        err: Whether to print them to standard error.
    """
    colored = is_colored(sys.stderr if err else sys.stdout)
    text = report_to_text(*reports, color=colored, width=line_width())
    click.echo(text, err=err, color=colored)


def fail_to_read(error: LoadError) -> NoReturn:
    """End the program with all problems of a file."""
    report = ValidationReport(findings=error.findings, source=error.source)
    print_lines(f"{error.source} can't be read", err=True)
    print_report(report, err=True)
    sys.exit(ExitStatus.FAILURE)


def require_copy(copies: Copies) -> None:
    """Raise click.UsageError if no copy of a text is named."""
    if not copies.arguments:
        raise click.UsageError("a copy of the text is required; use --document PATH")


def bind(dataset: Dataset, copies: Copies) -> Dataset:
    """Return a dataset bound to copies, if there are any."""
    texts: dict[str, Document] = {}
    for argument in copies.arguments:
        source, path = _source_and_path(argument, dataset)
        if source in texts:
            raise click.UsageError(f"--document must name one copy of {source!r}, got two")
        texts[source] = read_document(path, copies.encoding)
    if not texts:
        return dataset
    bound = dataset.bind(texts)
    for source, text in texts.items():
        if not bound.alignments[bound.sources[source].id].is_copy:
            fail(
                f"{text.name} must be a copy of source {source!r}, but has none of its"
                " sentences; check the path and the source"
            )
    return bound


def read_document(path: str, encoding: str) -> Document:
    """Return the text of a file, or end the program with what is wrong with it."""
    try:
        return Document.read(path, encoding=encoding)
    except DocumentError as error:
        hint = error.hint.replace("encoding=", "--encoding ")
        # The commands have no option for the size of a text.
        fail(f"{error.document}: {error.reason}" + ("" if "max_bytes" in hint else f" ({hint})"))
    except (LookupError, UnicodeError) as error:
        raise click.UsageError(
            f"--encoding must be an encoding of text, got {encoding!r}; use utf-8 or windows-1252"
        ) from error


def _source_and_path(argument: str, dataset: Dataset) -> tuple[str, str]:
    source, separator, path = argument.partition("=")
    if separator and source in dataset.sources.ids:
        return source, path
    known = dataset.sources.ids
    if known and separator and is_valid_id(source) and not Path(argument).exists():
        hint = did_you_mean(source, known) or f"use one of {', '.join(known)}"
        raise click.UsageError(f"--document: unknown source {source!r}; {hint}")
    if len(dataset.sources) != 1:
        raise click.UsageError(
            f"--document must name the source, got {argument!r};"
            f" use SOURCE={argument} (sources: {', '.join(sorted(known)) or 'none'})"
        )
    return dataset.sources[0].id, argument


def print_lines(*lines: str, err: bool = False) -> None:
    """Print lines, each of them as one, and all that is hidden in them visible."""
    click.echo("\n".join(map(visible, lines)), err=err)


def fail(message: str) -> NoReturn:
    """End the program, because a file can't be read or written."""
    print_lines(f"Error: {message}", err=True)
    sys.exit(ExitStatus.FAILURE)


def is_colored(stream: Any) -> bool:  # noqa: ANN401 (whatever stands for a stream)
    """Return whether to use colours: on a terminal, unless `NO_COLOR` is set.

    An empty `NO_COLOR` counts as not set (no-color.org).
    """
    return stream.isatty() and not os.environ.get("NO_COLOR")


def line_width() -> int:
    """Return the length of a line: that of the terminal, between 40 and 100."""
    columns = shutil.get_terminal_size((_USUAL, 24)).columns
    return min(max(columns, _NARROWEST), _WIDEST)
