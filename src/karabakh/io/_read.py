"""Reading datasets, from files and from texts."""

import io
from collections.abc import Callable, Iterator
from os import PathLike
from typing import Final

from karabakh._collector import collector_paused
from karabakh.io._files import MAX_BYTES, lines_of, read_bytes
from karabakh.io._formats import as_path, format_of
from karabakh.io._json import read_json
from karabakh.io._jsonl import read_jsonl, records_of
from karabakh.io._reading import Progress, Reading, nesting_limited
from karabakh.io._text import to_bytes
from karabakh.io._toml import read_toml
from karabakh.model import Dataset, Record, Source

__all__ = ["iter_records", "parse_json", "parse_jsonl", "parse_toml", "read"]

MAX_LINE: Final = 2**24
"""How many bytes a line of JSON Lines may have where records are streamed: 16 mebibytes."""


def read(
    path: "str | PathLike[str]",
    *,
    format: str | None = None,
    max_bytes: int = MAX_BYTES,
    check_references: bool = True,
    progress: Progress | None = None,
) -> Dataset:
    """Read a dataset from a file, strictly: all that is wrong with it is reported at once.

    Args:
        path: the file.
        format: ``"toml"``, ``"json"`` or ``"jsonl"``, or one of them with ``.gz``; left
            out, the suffix of the path says it. It is never guessed from the content.
        max_bytes: how large the file may be, unpacked.
        check_references: whether every record that is mentioned must be there.
        progress: a function that is called while a large file is read, with two numbers:
            how many bytes have been read, and how many there are, unpacked; none for packed
            JSON Lines, where that is not known before the end. Numbers never go down.

    Raises:
        LoadError: the file can't be read, or anything in it is wrong; with every finding.
        ValueError: the format is unknown.

    >>> import tempfile
    >>> from pathlib import Path
    >>> import karabakh
    >>> path = Path(tempfile.mkdtemp(), "small.json")
    >>> _ = path.write_text('{"schema": 1, "places": [{"id": "here"}]}')
    >>> karabakh.read(path).places.ids
    ('here',)
    >>> _ = path.write_text('{"schema": 1, "places": [{"id": "here", "nmae": 5}]}')
    >>> karabakh.read(path)
    Traceback (most recent call last):
    ...
    karabakh.errors.LoadError: ...small.json: 1 problem
      /places/0/nmae (line 1, column 41): error KB014: unknown key 'nmae'; did you mean 'names'?
    """
    path = as_path(path)
    name, is_packed = format_of(path, format)
    reading = Reading(str(path), progress=progress)
    with collector_paused(), nesting_limited(reading):
        if name == "jsonl":
            if not is_packed and path.is_file():
                reading.total = path.stat().st_size
            lines = lines_of(path, is_packed=is_packed, max_bytes=max_bytes, max_line=max_bytes)
            return read_jsonl(reading.counted(lines), reading, check_references=check_references)
        content = read_bytes(path, is_packed=is_packed, max_bytes=max_bytes)
        reading.total = len(content)
        parse = read_toml if name == "toml" else read_json
        return parse(content, reading, check_references=check_references)


def iter_records(
    path: "str | PathLike[str]",
    *,
    format: str | None = None,
    max_bytes: int | None = None,
) -> Iterator[Record | Source]:
    """Go through the records of a file, one after another.

    Of a JSON Lines file no more than a line is in memory at a time, however long the file
    is. Other formats are read as a whole first. References between records are not checked.

    Args:
        path: the file.
        format: as for `read`.
        max_bytes: how large the file may be, unpacked; left out, any size for JSON Lines
            and one gibibyte for the others.

    Raises:
        LoadError: the file can't be read, or a record is wrong; with everything that is
            wrong with that line. Records before it have been given by then.
        ValueError: the format is unknown.

    >>> import karabakh
    >>> karabakh.write(karabakh.load(), "article.jsonl")
    >>> sum(1 for record in karabakh.iter_records("article.jsonl"))
    114
    """
    path = as_path(path)
    name, is_packed = format_of(path, format)
    if name == "jsonl":
        limit = 2**63 if max_bytes is None else max_bytes
        lines = lines_of(path, is_packed=is_packed, max_bytes=limit, max_line=MAX_LINE)
        return records_of(lines, Reading(str(path)))
    limit = MAX_BYTES if max_bytes is None else max_bytes
    dataset = read(path, format=format, max_bytes=limit, check_references=False)
    return (record for _, records in dataset.collections() for record in records)


def parse_toml(content: str | bytes, *, check_references: bool = True) -> Dataset:
    r"""Read a dataset from TOML text; see `read`.

    Args:
        content: the text itself. It is never taken for a path.
        check_references: as for `read`.

    Raises:
        LoadError: anything in it is wrong; with every finding.
        TypeError: the content is no text.

    >>> import karabakh
    >>> karabakh.parse_toml('schema = 1\n[[places]]\nid = "here"').places.ids
    ('here',)
    """
    return _parse(read_toml, content, check_references=check_references)


def parse_json(content: str | bytes, *, check_references: bool = True) -> Dataset:
    """Read a dataset from JSON text; see `read`.

    Args:
        content: the text itself. It is never taken for a path.
        check_references: as for `read`.

    Raises:
        LoadError: anything in it is wrong; with every finding.
        TypeError: the content is no text.

    >>> import karabakh
    >>> karabakh.parse_json('{"schema": 1, "places": [{"id": "here"}]}').places.ids
    ('here',)
    """
    return _parse(read_json, content, check_references=check_references)


def parse_jsonl(content: str | bytes, *, check_references: bool = True) -> Dataset:
    r"""Read a dataset from JSON Lines; see `read`.

    Args:
        content: the text itself. It is never taken for a path.
        check_references: as for `read`.

    Raises:
        LoadError: anything in it is wrong; with every finding.
        TypeError: the content is no text.

    >>> import karabakh
    >>> karabakh.parse_jsonl('{"schema": 1}\n{"type": "place", "id": "here"}').places.ids
    ('here',)
    """

    def read_lines(text: bytes, reading: Reading, *, check_references: bool) -> Dataset:
        return read_jsonl(io.BytesIO(text), reading, check_references=check_references)

    return _parse(read_lines, content, check_references=check_references)


def _parse(
    parse: Callable[..., Dataset], content: str | bytes, *, check_references: bool
) -> Dataset:
    reading = Reading("the text")
    with collector_paused(), nesting_limited(reading):
        return parse(to_bytes(content, reading), reading, check_references=check_references)
