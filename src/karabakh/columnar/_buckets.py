"""Parts of a collection that questions are computed in, one after another."""

from collections.abc import Callable, Iterator
from typing import Final

from karabakh._shown import shown
from karabakh.columnar._engine import Engine
from karabakh.columnar._folder import Contents
from karabakh.columnar._sql import quote_literal

__all__ = ["Buckets"]

_POSITIONS: Final = 2_000_000
"""How many positions a bucket has by default at most."""


class Buckets:
    """The buckets of a collection: ranges of holders or of propositions.

    Positions are sorted by holder, so of ranges of holders only their own rows are read.

    Args:
        contents: What is in the folder.
        number: How many there are at most; None for one of each two million positions.
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
        self.number = number or max(1, -(-self._positions // _POSITIONS))
        """How many there are at most."""
        self._progress = progress

    def conditions(self, engine: Engine, key: str) -> Iterator[str]:
        """Yield the condition of each bucket, and report that the one before is computed.

        Args:
            engine: The column engine.
            key: The column whose equal values are in one bucket.
        """
        firsts = [first for (first,) in engine.rows(self._select_firsts(key))][1:]
        bounds = [f"{key} < {quote_literal(first)}" for first in firsts]
        begins = [f"{key} >= {quote_literal(first)}" for first in firsts]
        every = zip(["true", *begins], [*bounds, "true"], strict=True)
        for number, (begin, end) in enumerate(every, 1):
            yield f"{begin} AND {end}"
            if self._progress is not None:
                self._progress(number, len(firsts) + 1)

    def _select_firsts(self, key: str) -> str:
        """Return the first value of each bucket, in order, as SQL."""
        return f"""
        SELECT min(name) AS first FROM (
            SELECT name, floor((sum(n) OVER (
                ORDER BY name ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
            ) - n) * {self.number} / {max(1, self._positions)}) AS bucket
            FROM (SELECT {key} AS name, count(*) AS n FROM positions GROUP BY {key}) counted
        ) numbered
        GROUP BY bucket ORDER BY first"""
