"""What the commands have in common: files in, and text out."""

import contextlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Generator
from typing import Any, NamedTuple, NoReturn, TypeVar

import click

from karabakh.errors import DocumentError, LoadError
from karabakh.exports import report_to_text
from karabakh.io import load, parse_json, parse_jsonl, parse_toml, read
from karabakh.model import Dataset, Document
from karabakh.validation import ValidationReport

__all__ = [
    "FORMATS",
    "FOUND",
    "STANDARD",
    "UNREADABLE",
    "Copies",
    "bind",
    "document_option",
    "input_format_option",
    "is_colored",
    "line_width",
    "progress_bar",
    "read_dataset",
    "read_or_exit",
    "refuse",
]

FOUND, UNREADABLE = 1, 2
"""The exit statuses if something was found, and if a file can't be read."""

BUNDLED = "bundled"
"""Stands for the dataset that comes with the library."""

STANDARD = "-"
"""Stands for standard input or output."""

_PARSERS: dict[str, Callable[..., Dataset]] = {
    "toml": parse_toml,
    "json": parse_json,
    "jsonl": parse_jsonl,
}
FORMATS = (*_PARSERS, *(f"{name}.gz" for name in _PARSERS))
"""The formats of files."""

_NARROWEST, _WIDEST, _USUAL = 40, 100, 80
"""The limits of a line's length on a terminal, and its length where there is none."""

_PATIENCE = 2.0
"""After how many seconds a bar is drawn."""

_F = TypeVar("_F", bound=Callable[..., Any])


def input_format_option(function: _F) -> _F:
    """Add the option that says in which format the input is."""
    return click.option(
        "--input-format",
        type=click.Choice(FORMATS),
        help="Format of the input; needed with '-', otherwise the suffix says it.",
    )(function)


class Copies(NamedTuple):
    """The copies of texts that the user named."""

    told: tuple[str, ...]
    """Each as it was given: a path, or a source and a path."""
    encoding: str
    """How their characters are written."""


def document_option(function: _F) -> _F:
    """Add the options that name copies of the sources' texts: they come as `Copies`."""

    def keep(context: click.Context, _: click.Parameter, encoding: str) -> None:
        context.meta[_ENCODING] = encoding

    def gather(context: click.Context, _: click.Parameter, told: tuple[str, ...]) -> Copies:
        return Copies(told, context.meta[_ENCODING])

    with_encoding = click.option(
        "--encoding",
        default="utf-8",
        show_default=True,
        expose_value=False,
        is_eager=True,
        callback=keep,
        help="How the characters of the copies are written.",
    )(function)
    return click.option(
        "--document",
        "copies",
        metavar="[SOURCE=]PATH",
        multiple=True,
        callback=gather,
        help="A copy of the text of the only source, or of the source named.",
    )(with_encoding)


_ENCODING = f"{__name__}.encoding"


def read_dataset(file: str, format: str | None, *, check_references: bool = True) -> Dataset:
    """Read a dataset: a file, standard input, or the one that comes with the library.

    Raises:
        LoadError: it can't be read.
        click.UsageError: its format is not told.
    """
    if file == BUNDLED:
        return load()
    if file == STANDARD:
        parse = _PARSERS.get(format or "")
        if parse is None:
            raise click.UsageError(
                f"standard input needs --input-format {'|'.join(_PARSERS)}, uncompressed"
            )
        content = sys.stdin.buffer.read()
        return parse(content, check_references=check_references)
    try:
        with progress_bar("reading") as progress:
            return read(file, format=format, check_references=check_references, progress=progress)
    except LoadError:
        raise
    except ValueError as error:
        raise click.UsageError(str(error).replace("format=…", "--input-format")) from error


@contextlib.contextmanager
def progress_bar(label: str) -> Generator[Callable[[int, int | None], None]]:
    """Give a function that draws a bar on a terminal, once the work has taken two seconds.

    The bar goes to standard error and is taken away at the end: what is printed stays alone.
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
    """Read a dataset, or end the program and tell all that is wrong with it."""
    try:
        return read_dataset(file, format)
    except LoadError as error:
        report = ValidationReport(findings=error.findings, source=error.source)
        click.echo(f"{error.source} can't be read", err=True)
        colored = is_colored(sys.stderr)
        click.echo(report_to_text(report, color=colored, width=line_width()), err=True)
        sys.exit(UNREADABLE)


def bind(dataset: Dataset, copies: Copies) -> Dataset:
    """Bind a dataset to the copies that were named, if any."""
    texts: dict[str, Document] = {}
    for each in copies.told:
        source, path = _source_and_path(each, dataset)
        if source in texts:
            raise click.UsageError(f"--document names two copies of {source!r}: give one")
        texts[source] = _document(path, copies.encoding)
    if not texts:
        return dataset
    bound = dataset.bind(texts)
    for source, text in texts.items():
        if not bound.alignments[bound.sources[source].id].is_copy:
            refuse(
                f"{text.name} is no copy of the source {source!r}: it has none of its sentences"
                " (check the path, and whose copy it is)"
            )
    return bound


def _document(path: str, encoding: str) -> Document:
    try:
        return Document.read(path, encoding=encoding)
    except DocumentError as error:
        hint = error.hint.replace("encoding=", "--encoding ")
        # How large a text may be is no option of the commands.
        refuse(f"{error.document}: {error.reason}" + ("" if "max_bytes" in hint else f" ({hint})"))
    except (LookupError, UnicodeError) as error:
        raise click.UsageError(f"--encoding {encoding!r}: no text is written so") from error


def _source_and_path(told: str, dataset: Dataset) -> tuple[str, str]:
    source, separator, path = told.partition("=")
    if separator and source in dataset.sources.ids:
        return source, path
    if len(dataset.sources) != 1:
        known = ", ".join(sorted(dataset.sources.ids)) or "none"
        raise click.UsageError(
            f"say of which source {told!r} is a copy: --document SOURCE={told} (sources: {known})"
        )
    return dataset.sources[0].id, told


def refuse(message: str) -> NoReturn:
    """End the program, since something can't be read or written."""
    click.echo(f"Error: {message}", err=True)
    sys.exit(UNREADABLE)


def is_colored(stream: Any) -> bool:  # noqa: ANN401 (whatever stands for a stream)
    """Tell whether to use colours: on a terminal, unless the user asked for none.

    See no-color.org: whatever `NO_COLOR` is set to but nothing.
    """
    return stream.isatty() and not os.environ.get("NO_COLOR")


def line_width() -> int:
    """Give the length of a line: that of the terminal, within reason."""
    columns = shutil.get_terminal_size((_USUAL, 24)).columns
    return min(max(columns, _NARROWEST), _WIDEST)
