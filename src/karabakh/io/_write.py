"""Writing datasets: into files, whole or not at all, and into texts."""

from collections.abc import Callable, Iterator
from itertools import islice
from os import PathLike
from typing import Final

from karabakh._collector import collector_paused
from karabakh.io._files import replacing
from karabakh.io._formats import as_path, format_of
from karabakh.io._toml_text import toml_chunks
from karabakh.io._writable import as_json, collections_of, encode_text
from karabakh.model import SCHEMA_VERSION, Dataset

__all__ = ["to_json", "to_jsonl", "to_toml", "write"]


def write(
    dataset: Dataset,
    path: "str | PathLike[str]",
    *,
    format: str | None = None,
    keep_comments: bool = False,
) -> None:
    """Write a dataset into a file; `read` gives it back without loss.

    The file is replaced as a whole when everything is written and on the disk: whatever
    happens meanwhile, there is the old file or the new one. The same dataset always gives
    the same bytes. Of a bound dataset the texts are not written.

    Args:
        dataset: the dataset.
        path: the file; its folder must exist.
        format: ``"toml"``, ``"json"`` or ``"jsonl"``, or one of them with ``.gz``; left
            out, the suffix of the path says it.
        keep_comments: of a TOML file that is there already, change only what has changed:
            comments, blank lines and the order of keys stay.

    Raises:
        ValueError: the format is unknown, comments are to be kept in a format that has
            none, or a record has what no file can hold.
        LoadError: comments are to be kept in a file that can't be read.
        OSError: the file can't be written.

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
            raise ValueError(f"comments can be kept in TOML files, not in {name!r}")
        # Only here, since it imports tomlkit.
        from karabakh.io._toml_edit import edited_chunks  # noqa: PLC0415

        chunks = edited_chunks(dataset, path, is_packed=is_packed)
    with collector_paused(), replacing(path, is_packed=is_packed) as stream:
        for chunk in chunks:
            stream.write(chunk)


def to_json(dataset: Dataset) -> str:
    """Write a dataset as JSON text: one object, with each record in a line of its own.

    Raises:
        ValueError: a record has what no file can hold.

    >>> from karabakh import Dataset, Place, to_json
    >>> print(to_json(Dataset.from_records(Place(id="here"), title="Small")), end="")
    {
     "schema": 1,
     "title": "Small",
     "places": [
      {"id":"here"}
     ]
    }
    """
    return _joined("json", dataset)


def to_jsonl(dataset: Dataset) -> str:
    """Write a dataset as JSON Lines: a heading, then one record a line.

    Raises:
        ValueError: a record has what no file can hold.

    >>> from karabakh import Dataset, Place, to_jsonl
    >>> print(to_jsonl(Dataset.from_records(Place(id="here"))), end="")
    {"schema":1}
    {"type":"place","id":"here"}
    """
    return _joined("jsonl", dataset)


def to_toml(dataset: Dataset) -> str:
    """Write a dataset as TOML text: each record as a table.

    Raises:
        ValueError: a record has what no file can hold.

    >>> from karabakh import Dataset, Place, to_toml
    >>> print(to_toml(Dataset.from_records(Place(id="here"))), end="")
    schema = 1
    <BLANKLINE>
    [[places]]
    id = "here"
    """
    return _joined("toml", dataset)


def _joined(name: str, dataset: Dataset) -> str:
    with collector_paused():
        return b"".join(_chunks(name, dataset)).decode()


def _chunks(name: str, dataset: Dataset) -> Iterator[bytes]:
    if not isinstance(dataset, Dataset):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"only a Dataset can be written, not {type(dataset).__name__}")
    return _CHUNKS[name](dataset)


_AT_ONCE: Final = 1000
"""So many records are put together before they are written."""


def _json_chunks(dataset: Dataset) -> Iterator[bytes]:
    yield b'{\n "schema": %d' % SCHEMA_VERSION
    if dataset.title:
        yield b',\n "title": ' + encode_text(dataset.title, "the title")
    if dataset.coding:
        yield b',\n "coding": [' + b",".join(as_json(dataset.coding)) + b"]"
    for name, records in collections_of(dataset):
        yield b',\n "%s": [\n  ' % name.encode()
        separator = b""
        lines = as_json(records)
        while batch := list(islice(lines, _AT_ONCE)):
            yield separator + b",\n  ".join(batch)
            separator = b",\n  "
        yield b"\n ]"
    yield b"\n}\n"


def _jsonl_chunks(dataset: Dataset) -> Iterator[bytes]:
    title = b""
    if dataset.title:
        title = b',"title":' + encode_text(dataset.title, "the title")
    if dataset.coding:
        title += b',"coding":[' + b",".join(as_json(dataset.coding)) + b"]"
    yield b'{"schema":%d%s}\n' % (SCHEMA_VERSION, title)
    for _, records in collections_of(dataset):
        lines = as_json(records, tag=records.kind.__name__.lower())
        while batch := list(islice(lines, _AT_ONCE)):
            yield b"\n".join(batch) + b"\n"


_CHUNKS: Final[dict[str, Callable[[Dataset], Iterator[bytes]]]] = {
    "toml": toml_chunks,
    "json": _json_chunks,
    "jsonl": _jsonl_chunks,
}
