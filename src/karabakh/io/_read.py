"""Reading datasets, from files and from texts."""

import functools
import io
import types
from collections.abc import Iterator
from os import PathLike
from typing import Final

from karabakh._collector import collector_paused
from karabakh._wrong_type import require_type
from karabakh.io._builder import DatasetBuilder, Progress, nesting_limited
from karabakh.io._files import lines_of, read_bytes
from karabakh.io._formats import FOLDER, as_path, check_format, format_of
from karabakh.io._json import read_json
from karabakh.io._jsonl import iter_lines, read_jsonl
from karabakh.io._limits import MAX_BYTES, MAX_LINE
from karabakh.io._overwriting import remember
from karabakh.io._text import encode_content
from karabakh.io._toml import read_toml
from karabakh.model import Dataset, Record, Source

__all__ = ["iter_records", "parse", "read", "read_with"]


def read(
    path: "str | PathLike[str]",
    *,
    format: str | None = None,
    max_bytes: int = MAX_BYTES,
    check_references: bool = True,
    progress: Progress | None = None,
) -> Dataset:
    """Read a dataset from a file, strictly; all problems are reported at once.

    Files of schema 1 are migrated. After a thousand problems reading stops, and says so.

    Args:
        path: The file; or a folder with tables in CSV, as `write` leaves it.
        format: ``"toml"``, ``"json"`` or ``"jsonl"``, or one of them with ``.gz``; or
            ``"csv"`` for a folder. By default it is taken from the suffix; it is never guessed
            from the content.
        max_bytes: The limit for the size of the file, unpacked.
        check_references: Whether every record that is referred to must exist.
        progress: A function that is called while a large file is read, with the number
            of bytes read and the number of all bytes, unpacked (None for packed JSON
            Lines, where it is not known before the end). Numbers never decrease.

    Raises:
        LoadError: If the file can't be read, or anything in it is wrong; with every finding.
        ValueError: If the format is unknown.

    >>> import tempfile
    >>> from pathlib import Path
    >>> import karabakh
    >>> path = Path(tempfile.mkdtemp(), "small.json")
    >>> _ = path.write_text('{"schema": 2, "places": [{"id": "here"}]}')
    >>> karabakh.read(path).places.ids
    ('here',)
    >>> _ = path.write_text('{"schema": 2, "places": [{"id": "here", "nmae": 5}]}')
    >>> karabakh.read(path)
    Traceback (most recent call last):
    ...
    karabakh.errors.LoadError: ...small.json: 1 problem
      /places/0/nmae (line 1, column 41): error KB014: unknown key 'nmae'; did you mean 'names'?
    """
    path = as_path(path)
    require_type("max_bytes", max_bytes, int)
    builder = DatasetBuilder(str(path), progress=progress)
    dataset = read_with(
        builder, path, format=format, max_bytes=max_bytes, check_references=check_references
    )
    if builder.toml is not None:
        remember(path, builder.toml)
    return dataset


@collector_paused
def read_with(
    builder: DatasetBuilder,
    path: "str | PathLike[str]",
    *,
    format: str | None = None,
    max_bytes: int = MAX_BYTES,
    check_references: bool = True,
) -> Dataset:
    """Read a dataset as `read` does, by a builder that locates its records."""
    name, is_packed = format_of(path, format)
    path = as_path(path)
    with nesting_limited(builder):
        if name == FOLDER:
            # Only here: other formats don't need it.
            from karabakh.io._csv_read import read_folder  # noqa: PLC0415

            return read_folder(
                path, builder, max_bytes=max_bytes, check_references=check_references
            )
        if name == "jsonl":
            if not is_packed and path.is_file():
                builder.total = path.stat().st_size
            lines = functools.partial(
                lines_of, path, is_packed=is_packed, max_bytes=max_bytes, max_line=max_bytes
            )
            return read_jsonl(
                builder.counted(lines()),
                builder,
                check_references=check_references,
                # What comes through a pipe can be read once only.
                reread=lines if path.is_file() else tuple,
            )
        content = read_bytes(path, is_packed=is_packed, max_bytes=max_bytes)
        builder.total = len(content)
        builder.toml = content if name == "toml" else None
        return _READERS[name](content, builder, check_references=check_references)


def iter_records(
    path: "str | PathLike[str]",
    *,
    format: str | None = None,
    max_bytes: int | None = None,
) -> Iterator[Record | Source]:
    """Yield the records of a file, one after another.

    Of a JSON Lines file at most a hundred lines are in memory at a time, however long the
    file is. Other formats are read as a whole first. References are not checked.

    Args:
        path: The file.
        format: As for `read`.
        max_bytes: The limit for the size of the file, unpacked; by default none for JSON
            Lines, and one gibibyte for the others.

    Raises:
        LoadError: If the file can't be read, or a record is wrong; with all problems of
            that line. The records before it have been yielded by then.
        ValueError: If the format is unknown.

    >>> import karabakh
    >>> karabakh.write(karabakh.load(), "article.jsonl")
    >>> len([record.id for record in karabakh.iter_records("article.jsonl")]) > 100
    True
    """
    name, is_packed = format_of(path, format)
    path = as_path(path)
    require_type("max_bytes", max_bytes, int, types.NoneType)
    if name == "jsonl":
        limit = 2**63 if max_bytes is None else max_bytes
        lines = lines_of(path, is_packed=is_packed, max_bytes=limit, max_line=MAX_LINE)
        return iter_lines(lines, DatasetBuilder(str(path)))
    limit = MAX_BYTES if max_bytes is None else max_bytes
    dataset = read(path, format=format, max_bytes=limit, check_references=False)
    return (record for _, records in dataset.collections() for record in records)


@collector_paused
def parse(text: str | bytes, *, format: str, check_references: bool = True) -> Dataset:
    r"""Read a dataset from a text; see `read`.

    Args:
        text: The text itself. It is never taken for a path.
        format: ``"toml"``, ``"json"`` or ``"jsonl"``.
        check_references: As for `read`.

    Raises:
        LoadError: If anything in it is wrong; with every finding.
        TypeError: If `text` is neither str nor bytes.
        ValueError: If the format is unknown.

    >>> import karabakh
    >>> karabakh.parse('schema = 2\n[[places]]\nid = "here"', format="toml").places.ids
    ('here',)
    """
    check_format(format)
    builder = DatasetBuilder("the text")
    with nesting_limited(builder):
        content = encode_content(text, builder)
        if format == "jsonl":
            lines = functools.partial(io.BytesIO, content)
            return read_jsonl(lines(), builder, check_references=check_references, reread=lines)
        return _READERS[format](content, builder, check_references=check_references)


_READERS: Final = {"toml": read_toml, "json": read_json}
