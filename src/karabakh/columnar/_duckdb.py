"""DuckDB as the column engine, in this process and within limits."""

import contextlib
import re
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import duckdb

from karabakh._shown import shown
from karabakh.columnar._engine import BATCH, Solver, first_line, require_distinct, require_text
from karabakh.columnar._folder import Contents, FolderError, check_columns, empty_view
from karabakh.columnar._records import fetch
from karabakh.columnar._sql import quote_literal
from karabakh.model import COLLECTIONS

__all__ = ["DuckDB", "connect", "within_memory"]

_SIZE: Final = re.compile(r"\d{1,9}(\.\d{1,9})? ?([KMGT]i?)?B", re.IGNORECASE)
_MOST_THREADS: Final = 256
"""More would take the threads of the whole machine."""


def connect(folder: Path, *, memory: str, threads: int = 1) -> duckdb.DuckDBPyConnection:
    """Return a connection with limits; what needs more memory goes into the folder.

    Raises:
        ValueError: If the limit, the number of threads or the name of the folder is invalid.
    """
    require_text("folder", str(folder))
    invalid = ValueError(
        "memory must be a size such as '2GiB' and threads a number from 1 to"
        f" {_MOST_THREADS}, got {shown(memory)} and {shown(threads)}"
    )
    is_size = isinstance(memory, str) and _SIZE.fullmatch(memory) is not None  # pyright: ignore[reportUnnecessaryIsInstance]
    if not is_size or type(threads) is not int or not 1 <= threads <= _MOST_THREADS:
        raise invalid
    config: dict[str, Any] = {
        "memory_limit": memory,
        "threads": threads,
        "temp_directory": str(folder / ".spill"),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    try:
        return duckdb.connect(config=config)
    except duckdb.Error as error:
        raise invalid from error


@contextlib.contextmanager
def within_memory() -> Generator[None]:
    """Raise an error that says what to do where the engine runs out of memory.

    Raises:
        MemoryError: If it does.
    """
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise MemoryError(
            "memory must be larger for this, such as memory='4GiB'"
            f" ({first_line(error).removeprefix('Out of Memory Error: ')})"
        ) from error


class DuckDB:
    """A connection with a view of each collection; see `karabakh.columnar._engine`.

    Args:
        folder: The folder.
        contents: What is in it.
        memory: The limit for the memory.
        threads: How many processors it uses.

    Raises:
        FolderError: If a file is damaged, or was written by another version of the library.
        ValueError: If `memory` or `threads` is invalid.
        MemoryError: If `memory` is too small.
    """

    @within_memory()
    def __init__(self, folder: Path, contents: Contents, *, memory: str, threads: int) -> None:
        self._folder = str(folder)
        self._files = tuple(contents.files.values())
        self._connection = connect(folder, memory=memory, threads=threads)
        for name in COLLECTIONS:
            file = contents.files.get(name)
            if file is None:
                self.define(name, empty_view(name))
                continue
            try:
                source = f"FROM read_parquet({quote_literal(folder / file)})"
                self._connection.execute(f"CREATE VIEW {name} AS {source}")
                described = self._connection.execute(f"DESCRIBE {name}").fetchall()
            except duckdb.OutOfMemoryException:
                raise
            except duckdb.Error as error:
                reason = f"its file {file} can't be read ({first_line(error)})"
                raise FolderError(folder=str(folder), reason=reason, hint="write it anew") from None
            check_columns(str(folder), name, {key: kind for key, kind, *_ in described})

    @contextlib.contextmanager
    def _running(self) -> Generator[None]:
        """Raise an error of the engine as one of the library.

        Raises:
            FolderError: If the engine can't go on, such as where a file is damaged.
            MemoryError: If it runs out of memory.
            ValueError: If the collection is closed, or a user's query fails on its values.
        """
        try:
            with within_memory():
                yield
        except duckdb.ConnectionException:
            raise ValueError("collection must be open, got a closed one; open it anew") from None
        except duckdb.Error as error:
            is_about_file = any(each in str(error) for each in self._files)
            if isinstance(error, duckdb.DataError | duckdb.ProgrammingError) and not is_about_file:
                raise ValueError(f"query must have an answer: {first_line(error)}") from None
            reason = f"DuckDB could not go on ({first_line(error)})"
            raise FolderError(folder=self._folder, reason=reason) from error

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        with self._running():
            return self._connection.execute(query).fetchall()

    def define(self, name: str, query: str, *, is_stored: bool = False) -> None:
        """Create or replace a view or table."""
        kind = "TABLE" if is_stored else "VIEW"
        with self._running():
            self._connection.execute(f"CREATE OR REPLACE {kind} {name} AS {query}")

    def store(self, name: str, types: Mapping[str, str], rows: Iterable[Sequence[object]]) -> None:
        """Create or replace a small table."""
        values = [list(each) for each in zip(*rows, strict=True)] or [[] for _ in types]
        columns = ", ".join(f'unnest(?::{kind}[]) AS "{key}"' for key, kind in types.items())
        with self._running():
            self._connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT {columns}", values)

    def solve(self, name: str, units: str, solver: Solver, types: Mapping[str, str]) -> None:
        """Create a table of the kernel's answers about units."""
        names = ", ".join(solver.by)
        counted = self.rows(
            f"SELECT {names}, count(*) FROM marked SEMI JOIN {units} USING ({names})"
            " GROUP BY ALL ORDER BY ALL"
        )
        rows: list[list[object]] = []
        while counted:
            batch: list[tuple[str, ...]] = []
            count = 0
            while counted and (not batch or count + counted[-1][-1] <= BATCH):
                *unit, positions = counted.pop()
                batch.append(tuple(unit))
                count += positions
            self.store("batch", dict.fromkeys(solver.by, "VARCHAR"), batch)
            found = fetch(self, {"positions": f"marked SEMI JOIN batch USING ({names})"})
            rows += (list(row.values()) for row in solver.rows(found["positions"]))
        self.store(name, types, rows)

    def prepare(self, query: str) -> str:
        """Return the query."""
        return query

    def check(self, query: str) -> str:
        """Return a user's query.

        Raises:
            ValueError: If it is not one ``SELECT`` of distinct columns, or DuckDB refuses it.
        """
        with self._running():
            try:
                statements = duckdb.extract_statements(query)
                if [each.type for each in statements] != [duckdb.StatementType.SELECT]:
                    raise ValueError(f"query must be one SELECT, got {shown(query)}")
                select = statements[0].query.strip().rstrip(";")
                self._connection.execute(f"DESCRIBE SELECT * FROM ({select}\n)")
                columns = self._connection.sql(select).columns
            except (duckdb.OutOfMemoryException, duckdb.ConnectionException):
                raise
            except duckdb.Error as error:
                raise ValueError(f"query must be valid SQL: {first_line(error)}") from None
        require_distinct(columns)
        return select

    def frame(self, prepared: str) -> duckdb.DuckDBPyRelation:
        """Return the relation of a query."""
        with self._running():
            return self._connection.cursor().sql(prepared)

    def iter_rows(self, prepared: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a query, by the names of their columns."""
        with self._running():
            found = self._connection.cursor().execute(prepared)
            names = [name for name, *_ in found.description or ()]
            while rows := found.fetchmany(10_000):
                yield from (dict(zip(names, row, strict=True)) for row in rows)

    def count(self, prepared: str) -> int:
        """Return how many rows a query has."""
        counting = f"SELECT count(*) FROM ({prepared}\n)"
        with self._running():
            ((count,),) = self._connection.cursor().execute(counting).fetchall()
        return int(count)

    def stream(self, prepared: str, requested_schema: object) -> object:
        """Return the rows of a query as a stream of Arrow."""
        with self._running():
            reader = self.frame(prepared).to_arrow_reader()
            stream: object = reader.__arrow_c_stream__(requested_schema)
        return stream

    def close(self) -> None:
        """Free the memory and the files."""
        self._connection.close()
