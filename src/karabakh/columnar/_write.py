"""Datasets and streams of records into a folder of Parquet files."""

import contextlib
import os
import shutil
from collections.abc import Generator, Iterable, Mapping
from pathlib import Path
from typing import IO, Any, Final

import duckdb

from karabakh._replacing import finish_file
from karabakh._shown import shown
from karabakh.columnar._columns import BOUNDS, DATED, LARGEST_EXACT, stored_columns
from karabakh.columnar._duckdb import connect, within_memory
from karabakh.columnar._folder import (
    OWN_FILES,
    UNFINISHED,
    Contents,
    FolderError,
    lock_folder,
    read_contents,
    remove_unlisted,
    write_contents,
)
from karabakh.columnar._sql import quote_literal
from karabakh.io import encode_records, to_plain
from karabakh.model import COLLECTIONS, Dataset, Measure, Record, Source

__all__ = ["write_columns"]

_COLLECTION_OF: Final = {kind: name for name, kind in COLLECTIONS.items()}

_SORTED_BY: Final[Mapping[str, str]] = {"positions": "holder, proposition, start_earliest, id"}
"""The order of rows in files that questions read by groups; the others are as they come.

To sort wide rows takes more memory than a limit may leave, so what needs no order has none.
"""

_ROW_GROUP: Final = 30_720
"""Rows that are read together: few enough that what is sorted is found without the rest."""

_LONGEST_LINE: Final = 2**28
"""The limit for the bytes of a record as JSON."""


@within_memory()
def write_columns(
    records: Dataset | Iterable[Record | Source],
    folder: "str | os.PathLike[str]",
    *,
    title: str = "",
    memory: str = "1GiB",
) -> None:
    """Write records into a folder of Parquet files, without loss.

    There is one file for each collection, with a column for each field: terms, times (EDTF),
    citations and external codes are text; lists and parts, such as participants, are nested.
    Collections with times also have the four days of `Bounds`, as numbers. Other programs
    can read these files; what they mean together is in ``collection.json``.

    Records of a stream are written as they come, so that memory does not grow with them. Of
    a stream, references are not checked, as by `karabakh.iter_records`.

    A folder that exists is replaced as a whole, or stays as it was, whenever the program
    stops.

    Args:
        records: A dataset, or records in any order.
        folder: The folder; it is created if it does not exist.
        title: The title, of a stream of records; a dataset has its own.
        memory: The limit for the memory of the column engine; what needs more goes to disk.

    Raises:
        FolderError: If `folder` has other files, or another program is writing into it.
        ValueError: If two records have one identifier, or a record has what no file can hold.
        TypeError: If there is anything but records.
        OSError: If a file can't be written, such as on a full disk.
        MemoryError: If `memory` is too small.

    >>> import tempfile
    >>> import karabakh
    >>> from karabakh.columnar import ColumnarDataset, write_columns
    >>> folder = tempfile.mkdtemp()
    >>> write_columns(karabakh.load(), folder)
    >>> ColumnarDataset.open(folder).dataset() == karabakh.load()
    True
    """
    folder = Path(folder)
    coding: tuple[Mapping[str, Any], ...] = ()
    if isinstance(records, Dataset):
        title, coding = records.title, tuple(map(to_plain, records.coding))
        records = (each for _, collection in records.collections() for each in collection)
    folder.mkdir(parents=True, exist_ok=True)
    _check_is_own(folder)
    with lock_folder(folder), _unfinished(folder) as unfinished:
        old = _files(folder)
        with _staged(unfinished, records) as staged:
            files, counts = _as_parquet(unfinished, staged, memory)
        contents = Contents(title=title, coding=coding, files=files, counts=counts)
        try:
            for name, file in files.items():
                replaced = folder / old[name] if name in old else None
                finish_file(unfinished / file, folder / file, replaced=replaced)
            write_contents(folder, contents)
        finally:
            if _files(folder) == files:
                remove_unlisted(folder, contents)
            else:
                for file in files.values():
                    (folder / file).unlink(missing_ok=True)


def _files(folder: Path) -> Mapping[str, str]:
    """Return the files on the list of a folder; none if there is no list."""
    with contextlib.suppress(FolderError):
        return read_contents(folder).files
    return {}


@contextlib.contextmanager
def _unfinished(folder: Path) -> Generator[Path]:
    """Yield a folder that others can't read, for files that are not complete.

    What a program that was killed has left is removed before.
    """
    with contextlib.suppress(FolderError):  # of a damaged folder nothing is removed yet
        remove_unlisted(folder, read_contents(folder))
    unfinished = folder / UNFINISHED
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        unfinished.mkdir(0o700)
        yield unfinished
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _check_is_own(folder: Path) -> None:
    """Check that a folder has nothing but the files of a collection.

    Raises:
        FolderError: If it has others.
    """
    foreign = [path.name for path in folder.iterdir() if not _is_own(path.name)]
    if foreign:
        raise FolderError(
            folder=str(folder),
            reason=f"it has other files, such as {shown(min(foreign))}",
            hint="use an empty folder",
        )


def _is_own(name: str) -> bool:
    collection, _, rest = name.partition("-")
    is_data = collection in COLLECTIONS and rest.endswith(".parquet")
    return is_data or name in OWN_FILES


# -- records into lines


@contextlib.contextmanager
def _staged(
    folder: Path, records: Iterable[Record | Source]
) -> Generator[Mapping[str, tuple[Path, int]]]:
    """Write records as JSON Lines; yield the file of each collection and its rows."""
    streams: dict[str, IO[bytes]] = {}
    counts: dict[str, int] = {}
    run = os.urandom(6).hex()
    paths = {name: folder / f"{name}-{run}.partial" for name in COLLECTIONS}
    try:
        with contextlib.ExitStack() as opened:
            for record in records:
                name = _COLLECTION_OF.get(type(record), "")
                if not name:
                    raise TypeError(f"records must be records of a dataset, got {shown(record)}")
                if name not in streams:
                    streams[name] = opened.enter_context(paths[name].open("wb", 2**20))
                row = counts.get(name, 0)
                streams[name].write(_line(name, record, row))
                counts[name] = row + 1
        yield {name: (paths[name], counts[name]) for name in COLLECTIONS if name in counts}
    finally:
        for path in paths.values():
            path.unlink(missing_ok=True)


def _line(collection: str, record: Any, row: int) -> bytes:  # noqa: ANN401 (of any kind)
    (line,) = encode_records((record,))
    for measure in getattr(record, "measures", ()):
        _check_numbers(record, measure)
    more = [b'"row":%d' % row]
    if collection in DATED:
        days = zip(BOUNDS, record.when.bounds, strict=True)
        more += (b'"%s":%d' % (name.encode(), day) for name, day in days)
    return line[:-1] + b"," + b",".join(more) + b"}\n"


def _check_numbers(record: Record, measure: Measure) -> None:
    """Check that a column can hold the numbers of a measure as they are.

    Raises:
        ValueError: If it can't.
    """
    for number in (measure.best, measure.low, measure.high):
        if isinstance(number, int) and abs(number) > LARGEST_EXACT:
            raise ValueError(
                f"event {record.id!r} can't be written:"
                f" {number} has more digits than a column holds"
            )


# -- lines into columns


def _as_parquet(
    folder: Path, staged: Mapping[str, tuple[Path, int]], memory: str
) -> tuple[dict[str, str], dict[str, int]]:
    """Write lines as Parquet; return the file of each collection and its rows."""
    files: dict[str, str] = {}
    with connect(folder, memory=memory) as engine:
        for name, (lines, _) in staged.items():
            file = lines.with_suffix(".parquet")
            columns = ", ".join(f"'{key}': '{kind}'" for key, kind in stored_columns(name).items())
            sorted_by = f" ORDER BY {_SORTED_BY[name]}" if name in _SORTED_BY else ""
            _copy(
                engine,
                "COPY (FROM read_json($lines, format = 'newline_delimited',"
                f" maximum_object_size = {_LONGEST_LINE}, columns = {{{columns}}})"
                f"{sorted_by})"
                f" TO {quote_literal(file)}"
                f" (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})",
                {"lines": str(lines)},
            )
            files[name] = file.name
        _check_identifiers(engine, [folder / file for file in files.values()])
    return files, {name: rows for name, (_, rows) in staged.items()}


def _copy(engine: duckdb.DuckDBPyConnection, query: str, parameters: Mapping[str, object]) -> None:
    """Write a file by a query.

    Raises:
        OSError: If it can't be written.
    """
    try:
        engine.execute(query, parameters)
    except duckdb.IOException as error:
        raise OSError(f"the folder can't be written: {error}") from error


def _check_identifiers(engine: duckdb.DuckDBPyConnection, files: Iterable[Path]) -> None:
    """Check that no two records have one identifier.

    Raises:
        ValueError: If two records have one identifier.
    """
    ids = " UNION ALL ".join(f"SELECT id FROM {quote_literal(file)}" for file in files)
    if ids:
        found = engine.execute(f"SELECT id FROM ({ids}) GROUP BY id HAVING count(*) > 1 LIMIT 1")
        for (repeated,) in found.fetchall():
            raise ValueError(
                f"records must have distinct identifiers, got {repeated!r} more than once;"
                " rename one"
            )
