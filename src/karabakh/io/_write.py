"""Datasets into files and texts."""

from collections.abc import Callable, Iterator
from itertools import islice
from os import PathLike
from typing import Final

from karabakh._collector import collector_paused
from karabakh._replacing import replacing
from karabakh._shown import shown
from karabakh.io._encode import collections_of, encode_records, encode_text
from karabakh.io._formats import as_path, check_format, format_of
from karabakh.io._toml_text import toml_chunks
from karabakh.model import SCHEMA_VERSION, Dataset

__all__ = ["serialize", "write"]


def write(
    dataset: Dataset,
    path: "str | PathLike[str]",
    *,
    format: str | None = None,
    keep_comments: bool = False,
) -> None:
    """Write a dataset into a file, without loss: `read` returns an equal dataset.

    The file is replaced as a whole when everything is written and on the disk: whatever
    happens meanwhile, there is the old file or the new one. The same dataset always
    results in the same bytes. The texts of a bound dataset are not written.

    Args:
        dataset: The dataset.
        path: The file; its folder must exist.
        format: ``"toml"``, ``"json"`` or ``"jsonl"``, or one of them with ``.gz``. By
            default it is taken from the suffix.
        keep_comments: Whether to change only what differs in an existing TOML file:
            comments, blank lines and the order of keys stay.

    Raises:
        ValueError: If the format is unknown, comments are to be kept where that is not
            possible, or a record has what no file can hold.
        LoadError: If comments are to be kept in a file that can't be read.
        OSError: If the file can't be written.

    >>> import karabakh
    >>> dataset = karabakh.load()
    >>> karabakh.write(dataset, "article.json.gz")
    >>> karabakh.read("article.json.gz") == dataset
    True
    """
    path = as_path(path)
    name, is_packed = format_of(path, format)
    chunks = _chunks(name, dataset)
    if keep_comments:
        if name != "toml":
            raise ValueError(f"keep_comments needs format 'toml', got {name!r}")
        # Only here: it imports tomlkit.
        from karabakh.io._toml_edit import edited_chunks  # noqa: PLC0415

        chunks = edited_chunks(dataset, path, is_packed=is_packed)
    with collector_paused(), replacing(path, is_packed=is_packed) as stream:
        for chunk in chunks:
            stream.write(chunk)


def serialize(dataset: Dataset, *, format: str) -> str:
    r"""Return a dataset as text, in the form in which `write` writes it.

    Args:
        dataset: The dataset.
        format: ``"toml"`` (each record as a table), ``"json"`` (one object, with each
            record in a line of its own) or ``"jsonl"`` (a heading, then one record a line).

    Raises:
        ValueError: If the format is unknown, or a record has what no file can hold.
        TypeError: If `dataset` is not a Dataset.

    >>> from karabakh import Dataset, Place, serialize
    >>> print(serialize(Dataset.from_records(Place(id="here")), format="jsonl"), end="")
    {"schema":2}
    {"type":"place","id":"here"}
    """
    with collector_paused():
        return b"".join(_chunks(check_format(format), dataset)).decode()


def _chunks(name: str, dataset: Dataset) -> Iterator[bytes]:
    if not isinstance(dataset, Dataset):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"dataset must be a Dataset, got {shown(dataset)}")
    return _CHUNKS[name](dataset)


_BATCH: Final = 1000
"""How many records are joined before they are written."""


def _json_chunks(dataset: Dataset) -> Iterator[bytes]:
    yield b'{\n "schema": %d' % SCHEMA_VERSION
    if dataset.title:
        yield b',\n "title": ' + encode_text(dataset.title, "title")
    if dataset.coding:
        yield b',\n "coding": [' + b",".join(encode_records(dataset.coding)) + b"]"
    for name, records in collections_of(dataset):
        yield b',\n "%s": [\n  ' % name.encode()
        separator = b""
        lines = encode_records(records)
        while batch := list(islice(lines, _BATCH)):
            yield separator + b",\n  ".join(batch)
            separator = b",\n  "
        yield b"\n ]"
    yield b"\n}\n"


def _jsonl_chunks(dataset: Dataset) -> Iterator[bytes]:
    title = b""
    if dataset.title:
        title = b',"title":' + encode_text(dataset.title, "title")
    if dataset.coding:
        title += b',"coding":[' + b",".join(encode_records(dataset.coding)) + b"]"
    yield b'{"schema":%d%s}\n' % (SCHEMA_VERSION, title)
    for _, records in collections_of(dataset):
        lines = encode_records(records, tag=records.kind.__name__.lower())
        while batch := list(islice(lines, _BATCH)):
            yield b"\n".join(batch) + b"\n"


_CHUNKS: Final[dict[str, Callable[[Dataset], Iterator[bytes]]]] = {
    "toml": toml_chunks,
    "json": _json_chunks,
    "jsonl": _jsonl_chunks,
}
