"""Datasets and streams of records into a folder of Parquet files."""

import contextlib
import os
import shutil
from collections.abc import Generator, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import duckdb

from karabakh._replacing import finish_file
from karabakh._shown import shown
from karabakh.columnar._columns import stored_columns
from karabakh.columnar._duckdb import connect, within_memory
from karabakh.columnar._folder import (
    OWN_FILES,
    UNFINISHED,
    Contents,
    FolderError,
    lock_folder,
    read_contents,
    remove_empty,
    remove_unlisted,
    write_contents,
)
from karabakh.columnar._sql import quote_literal
from karabakh.columnar._staging import StagedLines, stage_lines
from karabakh.io import to_plain
from karabakh.model import COLLECTIONS, Dataset, DocTimeRel, Record, Source
from karabakh.time import NO_END, NO_START

__all__ = ["write_columns"]

_POSITIONS_BY: Final = "holder, proposition, start_earliest, id"
"""The order of positions, which questions read by groups; other rows are as they come.

To sort wide rows takes more memory than a limit may leave, so what needs no order has none.
"""

_ROW_GROUP: Final = 30_720
"""Rows that are read together: few enough that what is sorted is found without the rest."""

_SHORT: Final = 2**20
"""The bytes for which a buffer is there if all lines are shorter; it is twice as long."""

_UP_TO, _SINCE = (
    ", ".join(f"'{each.value}'" for each in relations)
    for relations in (
        (DocTimeRel.BEFORE_OR_OVERLAPS, DocTimeRel.OVERLAPS),
        (DocTimeRel.OVERLAPS, DocTimeRel.OVERLAPS_OR_AFTER),
    )
)
"""The relations of what has begun by the creation of its source, and of what lasts until then."""


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
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    _check_is_own(folder)
    with lock_folder(folder), _unfinished(folder, is_new=is_new) as unfinished:
        old = _files(folder)
        with stage_lines(unfinished, records) as lines:
            contents = _as_parquet(unfinished, lines, memory, title=title, coding=coding)
        files = contents.files
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
def _unfinished(folder: Path, *, is_new: bool) -> Generator[Path]:
    """Yield a folder that others can't read, for files that are not complete.

    What a program that was killed has left is removed before; so is a new folder afterwards, if
    nothing came into it.
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
        if is_new:
            remove_empty(folder)


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
    is_left = name.startswith(".collection.json.")  # by a writer of it that was killed
    return is_data or is_left or name in OWN_FILES


def _as_parquet(
    folder: Path,
    lines: Mapping[str, StagedLines],
    memory: str,
    *,
    title: str,
    coding: tuple[Mapping[str, Any], ...],
) -> Contents:
    """Write lines as Parquet; return what is in the folder."""
    files: dict[str, str] = {}
    with connect(folder, memory=memory) as engine:
        for name, staged_lines in lines.items():
            file = staged_lines.path.with_suffix(".parquet")
            sources = folder / files["sources"] if "sources" in files else None
            _copy(
                engine,
                f"COPY ({_select_rows(name, staged_lines, sources)}) TO {quote_literal(file)}"
                f" (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})",
            )
            files[name] = file.name
        _check_identifiers(engine, [folder / file for file in files.values()])
        largest_group = 0
        if "positions" in files:
            positions = quote_literal(folder / files["positions"])
            grouped = f"SELECT count(*) AS n FROM {positions} GROUP BY holder, proposition"
            ((largest_group,),) = engine.execute(f"SELECT max(n) FROM ({grouped})").fetchall()
    return Contents(
        title=title,
        coding=coding,
        files=files,
        counts={name: each.rows for name, each in lines.items()},
        largest_group=largest_group,
    )


def _select_rows(name: str, lines: StagedLines, sources: Path | None) -> str:
    """Return the query of the rows of a collection."""
    columns = ", ".join(f"'{key}': '{kind}'" for key, kind in stored_columns(name).items())
    rows = (
        f"read_json({quote_literal(lines.path)}, format = 'newline_delimited',"
        f" maximum_object_size = {max(lines.longest, _SHORT)}, columns = {{{columns}}})"
    )
    if name != "positions":
        return f"FROM {rows}"
    return f"{_select_narrowed(rows, sources)} ORDER BY {_POSITIONS_BY}"


def _select_narrowed(positions: str, sources: Path | None) -> str:
    """Return positions, of which those seen from a source have its day.

    It narrows their days as `karabakh.time.narrow_by_creation` does. If it can't, or the source
    has no day of publication, more than days says when they hold.
    """
    day = "CAST(published AS DATE) - DATE '0001-01-01' + 1"
    is_day = "regexp_full_match(published, '[0-9]{4}-[0-9]{2}-[0-9]{2}')"
    created = "SELECT NULL::VARCHAR AS id, NULL::BIGINT AS day WHERE false"
    if sources is not None:
        created = f"SELECT id, {day} AS day FROM {quote_literal(sources)} WHERE {is_day}"
    return f"""
    SELECT * EXCLUDE (first, last, begun, over, fits) REPLACE (
        CASE WHEN fits THEN first ELSE start_earliest END AS start_earliest,
        CASE WHEN fits THEN begun ELSE start_latest END AS start_latest,
        CASE WHEN fits THEN over ELSE end_earliest END AS end_earliest,
        CASE WHEN fits THEN last ELSE end_latest END AS end_latest,
        has_only_days AND (doc_time_rel IS NULL OR fits) AS has_only_days
    ) FROM (
        SELECT *, coalesce(first <= begun AND over <= last AND CASE doc_time_rel
            WHEN '{DocTimeRel.BEFORE.value}' THEN end_earliest < {NO_END}
            WHEN '{DocTimeRel.AFTER.value}' THEN start_latest > {NO_START}
            ELSE true END, false) AS fits
        FROM (
            SELECT *, least(last, CASE
                WHEN doc_time_rel IN ({_UP_TO}) THEN least(start_latest, created)
                ELSE start_latest END) AS begun,
            greatest(first, CASE
                WHEN doc_time_rel IN ({_SINCE}) THEN greatest(end_earliest, created)
                ELSE end_earliest END) AS over
            FROM (
                SELECT positions.* REPLACE (day AS created),
                       CASE WHEN doc_time_rel = '{DocTimeRel.AFTER.value}'
                            THEN greatest(start_earliest, day) WHEN day IS NOT NULL
                            THEN start_earliest END AS first,
                       CASE WHEN doc_time_rel = '{DocTimeRel.BEFORE.value}'
                            THEN least(end_latest, day) WHEN day IS NOT NULL
                            THEN end_latest END AS last
                FROM {positions} positions LEFT JOIN ({created}) sources
                     ON sources.id = positions.source AND doc_time_rel IS NOT NULL
            )
        )
    )"""


def _copy(engine: duckdb.DuckDBPyConnection, query: str) -> None:
    """Write a file by a query.

    Raises:
        OSError: If it can't be written.
    """
    try:
        engine.execute(query)
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
