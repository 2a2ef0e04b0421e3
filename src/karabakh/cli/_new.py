"""``new``: a file for coding a text."""

import json
from pathlib import Path
from typing import Final

import click

from karabakh._replacing import replace_file
from karabakh.cli import _common, _output
from karabakh.errors import EdtfError
from karabakh.ids import is_valid_id
from karabakh.io import editor_schema, new_file, source_id
from karabakh.model import Source
from karabakh.time import When

_SCHEMA: Final = "karabakh.schema.json"


@_common.command(
    "new reef.txt",
    "new reef.txt -o reef.toml --id post --author reporter --published 1931-05-04",
)
@click.argument("text", type=_common.PATH)
@click.option(
    "-o",
    "--output",
    type=_common.PATH,
    metavar="OUT",
    help="File to write; default: TEXT with .toml.",
)
@click.option("--id", "identifier", metavar="ID", help="Identifier of the source.")
@click.option("--title", help="What the text calls itself; default: the name of the file.")
@click.option("--author", default="the author", help="Who wrote it.", show_default=True)
@click.option("--publisher", default="", help="Who published it.")
@click.option("--language", default="", help="Its language, e.g. en, hy or az-Latn.")
@click.option("--published", default="", metavar="DATE", help="When, an EDTF date.")
@_common.json_option
@_common.encoding_option
def new(  # noqa: PLR0913 (the options)
    text: str,
    *,
    output: str | None,
    identifier: str | None,
    title: str | None,
    author: str,
    publisher: str,
    language: str,
    published: str,
    as_json: bool,
    encoding: str,
) -> None:
    """Write a TOML file in which to code a text.

    It has the source with its outline, the author, and of each kind of record one as a comment,
    to be copied. OUT must not exist. Beside it the schema is written by which editors complete
    what you type, karabakh.schema.json.
    """
    document = _common.read_document(text, encoding)
    path = Path(text).with_suffix(".toml") if output is None else Path(output)
    if path.suffix != ".toml":
        raise click.UsageError(f"--output must end in .toml, got {str(path)!r}")
    if path.exists():
        raise click.UsageError(f"{str(path)!r} exists; code in it, or pass another --output")
    identifier = source_id(Path(text)) if identifier is None else identifier
    if not is_valid_id(identifier):
        raise click.UsageError(f"--id must be letters, digits and hyphens, got {identifier!r}")
    try:
        source = Source(
            id=identifier,
            title=Path(text).stem if title is None else title,
            publisher=publisher,
            language=language,
            published=When(published) if published else When.unknown(),
        )
    except EdtfError as error:
        raise click.UsageError(f"--published: {error}") from error
    try:
        content = new_file(document, source, path=path, author=author)
    except ValueError as error:  # bytes of the command line, or of the path, that are no UTF-8
        raise click.UsageError(f"{error}; pass other texts, or --title") from error
    _output.write_output(str(path), content)
    _write_schema(path.parent / _SCHEMA)
    counts = {"paragraphs": len(document.paragraphs), "words": len(document.words)}
    if as_json:
        _output.output_json({"file": str(path), "source": identifier, **counts})
        return
    numbers = [f"{count} {noun[: -1 if count == 1 else None]}" for noun, count in counts.items()]
    _common.print_lines(f"{path}: {', '.join(numbers)}")
    _common.print_lines(
        f"next: add records, then: python -m karabakh cite {path} --document {text}"
    )


def _write_schema(path: Path) -> None:
    """Write the schema beside a file, over an older one of the library's alone."""
    schema = editor_schema()
    content = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
    try:
        if path.exists() and schema["title"] not in path.read_text("utf-8"):
            return
        replace_file(path, lambda stream: stream.write(content.encode()))
    except OSError as error:
        _common.fail(f"{path} can't be written: {error.strerror or error}")
    except UnicodeError as error:
        _common.fail(f"{path} can't be written: {error}")
