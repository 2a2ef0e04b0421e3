"""Answers as tables that are computed when they are read."""

from collections.abc import Iterator
from typing import Any

import attrs
import duckdb

from karabakh.columnar._engine import within_memory

__all__ = ["Answer"]


@attrs.frozen(kw_only=True, eq=False)
class Answer:
    """The rows of an answer, computed whenever they are read.

    To read them raises a `MemoryError` if the `memory` of the collection is too small.

    >>> import tempfile
    >>> import karabakh
    >>> from karabakh.columnar import ColumnarDataset, write_columns
    >>> folder = tempfile.mkdtemp()
    >>> write_columns(karabakh.load(), folder)
    >>> answer = ColumnarDataset.open(folder).shifts()
    >>> [(row["holder"], row["proposition"], row["certainty"]) for row in answer]
    [('armenia', 'region-independent', 'probable')]
    """

    sql: str
    """The query, of the views of the connection."""

    units_by_kernel: int
    """How many units the kernel was asked about, because dates alone do not decide them."""

    _engine: duckdb.DuckDBPyConnection = attrs.field(alias="engine", repr=False)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield the rows, by the names of their columns."""
        with within_memory():
            found = self._engine.cursor().execute(self.sql)
            names = [name for name, *_ in found.description or ()]
            while rows := found.fetchmany(10_000):
                yield from (dict(zip(names, row, strict=True)) for row in rows)

    @within_memory()
    def count(self) -> int:
        """Return how many rows there are, without reading them."""
        ((count,),) = (
            self._engine.cursor().execute(f"SELECT count(*) FROM ({self.sql}\n)").fetchall()
        )
        return int(count)

    @within_memory()
    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Return the rows as a stream of Arrow, which data frames take in a line each.

        They are ``polars.DataFrame(answer)``, ``pyarrow.table(answer)`` and
        ``pandas.DataFrame.from_arrow(answer)``.
        """
        reader = self._engine.cursor().sql(self.sql).to_arrow_reader()
        stream: object = reader.__arrow_c_stream__(requested_schema)
        return stream
