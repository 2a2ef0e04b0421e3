"""Parts of a collection that questions are computed in, one after another."""

from collections.abc import Callable, Iterator

from karabakh._shown import shown
from karabakh.columnar._engine import Engine
from karabakh.columnar._folder import Contents
from karabakh.columnar._sql import quote_literal

__all__ = ["Buckets"]


class Buckets:
    """The buckets of a collection: ranges of holders or of propositions.

    Positions are sorted by holder, so of ranges of holders only their own rows are read.

    Args:
        contents: What is in the folder.
        number: How many there are at most; None for as many as a question needs.
        progress: Receives how many have been computed, and of how many.

    Raises:
        ValueError: If `number` is invalid.
    """

    def __init__(
        self,
        contents: Contents,
        number: int | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        if number is not None and (type(number) is not int or number < 1):
            raise ValueError(f"buckets must be a number from 1, got {shown(number)}")
        self._positions = contents.counts.get("positions", 0)
        self._number = number
        self._progress = progress

    def count(self, most: int) -> int:
        """Return how many there are for a question with so many positions in one at most."""
        return self._number or max(1, -(-self._positions // most))

    def conditions(self, engine: Engine, key: str, count: int) -> Iterator[str]:
        """Yield the condition of each bucket, and report that the one before is computed.

        Args:
            engine: The column engine.
            key: The column whose equal values are in one bucket.
            count: How many buckets there are at most.
        """
        firsts = [first for (first,) in engine.rows(self._select_firsts(key, count))][1:]
        bounds = [f"{key} < {quote_literal(first)}" for first in firsts]
        begins = [f"{key} >= {quote_literal(first)}" for first in firsts]
        every = zip(["true", *begins], [*bounds, "true"], strict=True)
        for number, (begin, end) in enumerate(every, 1):
            yield f"{begin} AND {end}"
            if self._progress is not None:
                self._progress(number, len(firsts) + 1)

    def _select_firsts(self, key: str, count: int) -> str:
        """Return the first value of each bucket, in order, as SQL."""
        return f"""
        SELECT min(name) AS first FROM (
            SELECT name, floor((sum(n) OVER (
                ORDER BY name ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
            ) - n) * {count} / {max(1, self._positions)}) AS bucket
            FROM (SELECT {key} AS name, count(*) AS n FROM positions GROUP BY {key}) counted
        ) numbered
        GROUP BY bucket ORDER BY first"""
