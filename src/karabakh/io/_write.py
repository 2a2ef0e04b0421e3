"""Datasets into files and texts."""

import gzip
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from os import PathLike
from typing import IO, Final

from karabakh._collector import collector_paused
from karabakh._replacing import is_replaced, replace_file
from karabakh._wrong_type import wrong_argument
from karabakh.io._encode import collections_of, encode_records, encode_text
from karabakh.io._formats import FOLDER, as_path, check_format, format_of
from karabakh.io._toml_text import toml_chunks
from karabakh.io._toml_update import updated_chunks
from karabakh.model import SCHEMA_VERSION, Dataset

__all__ = ["serialize", "write"]


@collector_paused
def write(
    dataset: Dataset,
    path: "str | PathLike[str]",
    *,
    format: str | None = None,
    overwrite: bool = False,
) -> None:
    """Write a dataset into a file, without loss: `read` returns an equal dataset.

    The file is replaced as a whole when everything is written and on the disk: whatever
    happens meanwhile, there is the old file or the new one. The same dataset always
    results in the same bytes in a new file. The texts of a bound dataset are not written.

    People edit TOML files. So in an existing one only what differs is changed: comments, blank
    lines, line ends and the order of keys stay. A comment goes only with the record, part or key
    that it belongs to. A file of schema 1 is migrated in the same way. The file stays as it
    is if records would be lost, or if another program has changed it since this process last
    read or wrote it; a change before that, or since an earlier reading, is not noticed.
    JSON and JSON Lines, which programs write, are replaced.

    Args:
        dataset: The dataset.
        path: The file; its folder must exist. A path that ends in ``/`` is a folder with a
            table in CSV for each collection and each kind of parts, described by
            ``datapackage.json``; it is replaced as a whole, too.
        format: ``"toml"``, ``"json"`` or ``"jsonl"``, or one of them with ``.gz``; or
            ``"csv"`` for a folder. By default it is taken from the suffix.
        overwrite: Whether what an existing TOML file or folder has besides may be lost: records
            that the dataset lacks, others' changes, or all comments if it can't be edited.

    Raises:
        ValueError: If the format is unknown, or a record has what no file can hold.
        FileExistsError: If an existing TOML file or folder would lose what is in it.
        LoadError: If an existing TOML file or folder can't be read as a dataset.
        OSError: If the file can't be written.

    >>> import karabakh
    >>> dataset = karabakh.load()
    >>> karabakh.write(dataset, "article.json.gz")
    >>> karabakh.read("article.json.gz") == dataset
    True
    """
    name, is_packed = format_of(path, format)
    path = as_path(path)
    _require_dataset(dataset)
    if name == FOLDER:
        # Only here: other formats don't need it.
        from karabakh.io._csv_write import write_folder  # noqa: PLC0415

        write_folder(dataset, path, overwrite=overwrite)
        return
    chunks = _chunks(name, dataset)
    if name == "toml" and is_replaced(path):
        chunks = updated_chunks(dataset, path, is_packed=is_packed, overwrite=overwrite)
    replace_file(path, partial(_write_packed if is_packed else _write_plain, chunks))


def _write_plain(chunks: Iterable[bytes], stream: IO[bytes]) -> None:
    stream.writelines(chunks)


def _write_packed(chunks: Iterable[bytes], stream: IO[bytes]) -> None:
    # Without name and time, so that the same data always have the same bytes.
    with gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0) as packed:
        packed.writelines(chunks)


@collector_paused
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
    return b"".join(_chunks(check_format(format), dataset)).decode()


def _require_dataset(dataset: object) -> None:
    if not isinstance(dataset, Dataset):
        raise wrong_argument("dataset", dataset, (Dataset,))


def _chunks(name: str, dataset: Dataset) -> Iterator[bytes]:
    _require_dataset(dataset)
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
