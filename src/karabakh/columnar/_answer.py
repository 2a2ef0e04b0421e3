"""Answers as tables."""

from collections.abc import Iterator
from typing import Any

import attrs

from karabakh.columnar._engine import Engine

__all__ = ["Answer"]


@attrs.frozen(kw_only=True, eq=False)
class Answer:
    """The rows of an answer, computed whenever they are read.

    What the kernel decides, and buckets, are computed when the question is asked; on Spark the
    steps that a query uses twice, too.

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
    """The query, in the words of the engine and of the views that it has."""

    units_by_kernel: int
    """How many units the kernel was asked about, because dates alone do not decide them."""

    _engine: Engine = attrs.field(alias="engine", repr=False)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield the rows, by the names of their columns."""
        return self._engine.iter_rows(self.sql)

    def count(self) -> int:
        """Return how many rows there are, without reading them."""
        return self._engine.count(self.sql)

    @property
    def frame(self) -> Any:  # noqa: ANN401 (a class of each engine)
        """The rows as a lazy frame: a relation of DuckDB."""
        return self._engine.frame(self.sql)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Return the rows as a stream of Arrow, which data frames take in a line each.

        They are ``polars.DataFrame(answer)``, ``pyarrow.table(answer)`` and
        ``pandas.DataFrame.from_arrow(answer)``.
        """
        return self._engine.stream(self.sql, requested_schema)
