"""What runs the queries of a collection."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Protocol

from karabakh._shown import shown
from karabakh._wrong_type import require_type

__all__ = ["BATCH", "Engine", "Solver", "first_line", "require_distinct", "require_text"]

BATCH: Final = 20_000
"""How many positions the kernel is asked about together, unless one unit has more."""


class Solver(Protocol):
    """What answers a question about whole units; see `karabakh.columnar._kernel`."""

    @property
    def by(self) -> tuple[str, ...]:
        """The columns that name a unit."""
        ...

    def rows(self, positions: Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, object]]:
        """Return the rows of the answer about all units of some positions."""
        ...


class Engine(Protocol):
    """A column engine that has a view of each collection.

    Queries are in DuckDB's SQL, as far as Spark has words for it.
    """

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        ...

    def define(self, name: str, query: str, *, is_stored: bool = False) -> None:
        """Create or replace a view; if it is stored, its rows are computed once."""
        ...

    def store(self, name: str, types: Mapping[str, str], rows: Iterable[Sequence[object]]) -> None:
        """Create or replace a small table.

        Args:
            name: Its name.
            types: The SQL types of its columns.
            rows: Its rows.
        """
        ...

    def solve(self, name: str, units: str, solver: Solver, types: Mapping[str, str]) -> None:
        """Create a table of the kernel's answers about units.

        Args:
            name: The name of the table.
            units: The table of the units; their positions are in ``marked``.
            solver: The kernel.
            types: The SQL types of the columns of its answers.
        """
        ...

    def prepare(self, query: str) -> str:
        """Return a query in the engine's own words, of views that it has."""
        ...

    def check(self, query: str) -> str:
        """Return a user's query in the same way.

        Raises:
            ValueError: If it is not one ``SELECT`` of distinct columns, or the engine refuses it.
        """
        ...

    def frame(self, prepared: str) -> Any:  # noqa: ANN401 (a class of each engine)
        """Return the engine's own lazy frame of a prepared query."""
        ...

    def iter_rows(self, prepared: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a prepared query, by the names of their columns."""
        ...

    def count(self, prepared: str) -> int:
        """Return how many rows a prepared query has."""
        ...

    def stream(self, prepared: str, requested_schema: object) -> object:
        """Return the rows of a prepared query as a stream of Arrow."""
        ...

    def close(self) -> None:
        """Free what the engine has for the collection."""
        ...


def require_distinct(columns: Sequence[str]) -> None:
    """Check that a query names each of its columns differently.

    Raises:
        ValueError: If it does not: a row would lack one of them.
    """
    repeated = sorted(name for name in set(columns) if columns.count(name) > 1)
    if repeated:
        raise ValueError(
            f"query must have distinct columns, got {repeated[0]} more than once; rename one by AS"
        )


def require_text(place: str, value: object) -> None:
    """Raise unless an argument is a text that column engines and files can hold.

    Raises:
        TypeError: If it is not a `str`.
        ValueError: If it has what stands for bytes that are not UTF-8.
    """
    require_type(place, value, str)
    try:
        str(value).encode()
    except UnicodeEncodeError:
        raise ValueError(f"{place} must be in UTF-8, got {shown(value)}") from None


def first_line(error: Exception) -> str:
    """Return the first line of a message; column engines add advice of their own."""
    return str(error).partition("\n")[0]
