"""Spark as the column engine: the collections of a folder as views of a session."""

import contextlib
import math
import re
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, Final

from karabakh._shown import shown
from karabakh.columnar._engine import BATCH, Solver, first_line, require_distinct
from karabakh.columnar._folder import (
    LIST,
    FolderError,
    check_columns,
    empty_view,
    parse_contents,
)
from karabakh.columnar._records import as_json, from_json
from karabakh.columnar._translation import Translation
from karabakh.model import COLLECTIONS

__all__ = ["Spark"]

_WORDS: Final = {
    "string": "VARCHAR",
    "long": "BIGINT",
    "double": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
}
"""The types of columns in DuckDB's words."""

_FAILED_ON_VALUES: Final = re.compile(r"\[[A-Z][A-Z0-9_.]*\] .*SQLSTATE: (22|P0).*")
"""A message of Spark about the values of a query, or of an error that the query itself raises.

SQLSTATE 22 is a data exception of the SQL standard (ISO/IEC 9075-2).
"""

_HINT: Final = "use a folder that Spark and all its workers can read"


class Spark:
    """A session with a view of each collection; see `karabakh.columnar._engine`.

    Args:
        session: A running session.
        folder: The folder, as Spark names it.

    Raises:
        FolderError: If Spark can't read the folder, or it is no collection of this version.
        TypeError: If `session` is no session.
        ValueError: If the session has ended.
    """

    def __init__(self, session: Any, folder: str) -> None:  # noqa: ANN401 (of either kind)
        self._functions: Any = _module("pyspark.sql.functions")
        self._arrow: Any = _module("pyarrow")
        self._errors = (
            _module("pyspark.errors").PySparkException,
            _module("py4j.protocol").Py4JError,
        )
        _module("sqlglot")
        self._session = _require_session(session)
        self._folder = folder
        self._views: list[str] = []
        self._translation = Translation(self._create)
        listed = self._read("text", LIST, wholetext=True).collect()
        self.contents = parse_contents(folder, "\n".join(row.value for row in listed))
        """What is in the folder."""
        for name in COLLECTIONS:
            file = self.contents.files.get(name)
            if file is None:
                self.define(name, empty_view(name))
                continue
            frame = self._read("parquet", file)
            found = {field.name: _in_words(field.dataType) for field in frame.schema.fields}
            check_columns(folder, name, found)
            self._keep(self._translation.view(name), frame)

    @contextlib.contextmanager
    def _running(self) -> Generator[None]:
        """Raise an error of Spark as one of the library.

        Raises:
            FolderError: If Spark can't go on, such as where a file is damaged.
            ValueError: If the collection is closed, or a user's query fails on its values.
        """
        if not self._views:
            raise ValueError("collection must be open, got a closed one; open it anew")
        try:
            yield
        except self._errors as error:
            if failed := _FAILED_ON_VALUES.search(str(error)):
                raise ValueError(f"query must have an answer: {failed[0]}") from None
            reason = f"Spark could not go on ({first_line(error)})"
            raise FolderError(folder=self._folder, reason=reason) from error

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        return [tuple(row) for row in self.frame(self._translation.translate(query)).collect()]

    def define(self, name: str, query: str, *, is_stored: bool = False) -> None:
        """Create or replace a view; if it is stored, its rows are computed once."""
        steps = len(self._views)
        frame = self.frame(self._translation.in_steps(query))
        if is_stored:
            frame = frame.localCheckpoint(eager=True)
            self._drop(steps)  # they are computed, and no more needed
        self._keep(self._translation.view(name), frame)

    def store(self, name: str, types: Mapping[str, str], rows: Iterable[Sequence[object]]) -> None:
        """Create or replace a small table."""
        columns = [list(each) for each in zip(*rows, strict=True)] or [[] for _ in types]
        arrow = self._arrow.table(dict(zip(types, columns, strict=True)), self._schema(types))
        self._keep(self._translation.view(name), self._session.createDataFrame(arrow))

    def solve(self, name: str, units: str, solver: Solver, types: Mapping[str, str]) -> None:
        """Create a table of the kernel's answers about units.

        Each worker gets the kernel's records and whole units; it needs the library.
        """
        by = ", ".join(solver.by)
        chosen = f"marked SEMI JOIN {units} USING ({by})"
        ((positions,),) = self.rows(f"SELECT count(*) FROM {chosen}")
        partitions = int(self._session.conf.get("spark.sql.shuffle.partitions"))
        buckets = max(partitions, math.ceil(positions / BATCH))
        schema = self._schema(types)
        arrow = self._arrow

        def solve_units(table: Any) -> Any:  # noqa: ANN401 (of Arrow)
            found = map(from_json, table["record"].to_pylist())
            return arrow.Table.from_pylist(list(solver.rows(found)), schema)

        bucket = self._functions.pmod(
            self._functions.hash(*solver.by), self._functions.lit(buckets)
        )
        query = f"SELECT {by}, {as_json('positions')} AS record FROM {chosen}"
        kinds = (f"`{key}` {self._translation.kind(kind)}" for key, kind in types.items())
        frame = (
            self.frame(self._translation.translate(query))
            .groupBy(bucket.alias("bucket"))
            .applyInArrow(solve_units, ", ".join(kinds))
        )
        self._keep(self._translation.view(name), frame, is_stored=True)

    def prepare(self, query: str) -> str:
        """Return the selection from the steps of a query, which are views from now on."""
        return self._translation.in_steps(query)

    def check(self, query: str) -> str:
        """Return a user's query of Spark's SQL, with the views of the collections.

        Raises:
            ValueError: If it is not one ``SELECT`` of distinct columns, or Spark refuses it.
        """
        try:
            prepared = self._translation.translate_user_query(query)
            # Spark Connect checks nothing before the columns are asked for.
            columns: list[str] = [] if prepared is None else self.frame(prepared).columns
        except (*self._errors, ValueError) as error:
            raise ValueError(f"query must be valid SQL: {first_line(error)}") from None
        if prepared is None:
            raise ValueError(f"query must be one SELECT, got {shown(query)}")
        require_distinct(columns)
        return prepared

    def frame(self, prepared: str) -> Any:  # noqa: ANN401 (PySpark is an extra)
        """Return the data frame of a prepared query."""
        return self._session.sql(prepared)

    def iter_rows(self, prepared: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a prepared query, by the names of their columns."""
        with self._running():
            for row in self.frame(prepared).toLocalIterator():
                yield row.asDict(recursive=True)

    def count(self, prepared: str) -> int:
        """Return how many rows a prepared query has."""
        with self._running():
            return int(self.frame(prepared).count())

    def stream(self, prepared: str, requested_schema: object) -> object:
        """Return the rows of a prepared query as a stream of Arrow."""
        with self._running():
            table = self.frame(prepared).toArrow()
        stream: object = table.__arrow_c_stream__(requested_schema)
        return stream

    def close(self) -> None:
        """Drop the views, and so free what is stored; the session goes on."""
        self._drop(0)

    def _drop(self, first: int) -> None:
        """Drop the views from a number on."""
        while len(self._views) > first:
            self._session.catalog.dropTempView(self._views.pop())

    def _create(self, view: str, query: str, is_stored: bool) -> None:
        self._keep(view, self.frame(query), is_stored=is_stored)

    def _keep(self, view: str, frame: Any, *, is_stored: bool = False) -> None:  # noqa: ANN401
        """Create or replace a view.

        What is stored is a leaf of later plans. A cached table is not: Spark compares and writes
        out the plan behind it wherever it is named, and with steps upon steps that doubles.
        """
        if is_stored:
            frame = frame.localCheckpoint(eager=False)
        frame.createOrReplaceTempView(view)
        self._views.append(view)

    def _read(self, form: str, file: str, **options: object) -> Any:  # noqa: ANN401
        """Return a file as a data frame.

        Raises:
            FolderError: If it can't be read.
        """
        try:
            frame = getattr(self._session.read, form)(f"{self._folder}/{file}", **options)
            _ = frame.schema
        except self._errors as error:
            raise FolderError(
                folder=self._folder,
                reason=f"Spark can't read its file {file} ({first_line(error)})",
                hint=_HINT,
            ) from None
        return frame

    def _schema(self, types: Mapping[str, str]) -> Any:  # noqa: ANN401
        arrow = self._arrow
        kinds = {
            "VARCHAR": arrow.string(),
            "VARCHAR[]": arrow.list_(arrow.string()),
            "BIGINT": arrow.int64(),
            "DOUBLE": arrow.float64(),
            "BOOLEAN": arrow.bool_(),
            "DATE": arrow.date32(),
        }
        return arrow.schema([(name, kinds[kind]) for name, kind in types.items()])


def _module(name: str) -> Any:  # noqa: ANN401 (of an extra)
    """Return a module of the extra.

    Raises:
        ImportError: If it is not installed.
    """
    try:
        return import_module(name)
    except ImportError as error:
        raise ImportError(
            f"connect needs {error.name}; use pip install 'karabakh[spark]'", name=error.name
        ) from None


def _require_session(session: Any) -> Any:  # noqa: ANN401
    """Return a session that runs.

    Raises:
        TypeError: If it is no session.
        ValueError: If it has ended.
    """
    if not hasattr(session, "createDataFrame") or not hasattr(session, "catalog"):
        hint = "use pyspark.sql.SparkSession.builder.getOrCreate()"
        raise TypeError(f"spark must be a SparkSession, got {shown(session)}; {hint}")
    is_remote = hasattr(session, "is_stopped")
    if session.is_stopped if is_remote else getattr(session.sparkContext, "_jsc", None) is None:
        raise ValueError("spark must be a running SparkSession; start another")
    return session


def _in_words(kind: Any) -> str:  # noqa: ANN401
    """Return a type of Spark in DuckDB's words."""
    name = kind.typeName()
    if name == "array":
        return f"{_in_words(kind.elementType)}[]"
    if name == "struct":
        fields = (f'"{field.name}" {_in_words(field.dataType)}' for field in kind.fields)
        return f"STRUCT({', '.join(fields)})"
    return _WORDS.get(str(name), str(name).upper())
