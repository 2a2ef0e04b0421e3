"""Plain columns by name, with a type for each."""

from collections.abc import Iterator, KeysView, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any, Literal

import attrs

__all__ = ["ColumnType", "Table"]

ColumnType = Literal["string", "boolean", "integer", "number", "date", "list"]
"""What a column holds beside None: `str`, `bool`, `int`, `float`, `date` or a list of `str`."""


@attrs.frozen(repr=False, eq=False)
class Table:
    """Plain columns of one length, by name.

    Of a table called ``rows``, ``pandas.DataFrame(dict(rows))``, ``polars.DataFrame(rows)``,
    ``pyarrow.table(rows)`` and ``duckdb.sql("from rows")`` are the same. All but the first need
    pyarrow, by which they know the types of columns without a value, too.

    >>> import karabakh
    >>> table = karabakh.to_table(karabakh.load().links)
    >>> table
    <Table: 20 rows, 11 columns>
    >>> table["kind"][0], table.types["citations"]
    ('before', 'list')
    """

    _columns: Mapping[str, list[Any]]

    types: Mapping[str, ColumnType] = attrs.field(converter=MappingProxyType[str, ColumnType])
    """The type of each column; any may hold None, but a list is empty instead."""

    @property
    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows, each as a dict.

        >>> import karabakh
        >>> next(karabakh.to_table(karabakh.load().actors).rows)["label"]
        'Azerbaijan'
        """
        return (
            dict(zip(self._columns, row, strict=True))
            for row in zip(*self._columns.values(), strict=True)
        )

    def keys(self) -> KeysView[str]:
        """Return the names of the columns, in order."""
        return self._columns.keys()

    def __getitem__(self, name: str) -> list[Any]:
        """Return a column.

        Raises:
            KeyError: If no column has the name.
        """
        return self._columns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(next(iter(self._columns.values()), ()))

    def __repr__(self) -> str:
        return f"<Table: {len(self)} rows, {len(self._columns)} columns>"

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Return the columns as Arrow's C stream, which data frames and databases read.

        Raises:
            ImportError: If pyarrow is not installed.
        """
        try:
            arrow: Any = import_module("pyarrow")
        except ImportError as error:
            raise ImportError(
                "pyarrow must be installed to pass a Table on;"
                " use pip install pyarrow, or dict(table)"
            ) from error
        types = {
            "string": arrow.string(),
            "boolean": arrow.bool_(),
            "integer": arrow.int64(),
            "number": arrow.float64(),
            "date": arrow.date32(),
            "list": arrow.list_(arrow.string()),
        }
        schema = arrow.schema([(name, types[self.types[name]]) for name in self._columns])
        table = arrow.table(dict(self._columns), schema=schema)
        stream: object = table.__arrow_c_stream__(requested_schema)
        return stream
