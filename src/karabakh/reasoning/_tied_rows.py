"""Rows that links tie to others, by piece and number, so that sets of them are quickly found."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from karabakh.model._reach import FirstOnes, bits
from karabakh.reasoning._rows import Row
from karabakh.reasoning._times import Times

__all__ = ["Until", "by_piece", "rows_of"]

T = TypeVar("T")


def by_piece(rows: Iterable[Row], times: Times) -> dict[int, dict[int, list[Row]]]:
    """Sort out the rows that links tie to others: by piece, then by number."""
    found: dict[int, dict[int, list[Row]]] = {}
    order = times.order
    if order is None:
        return found
    for row in rows:
        tie = times.tied(row.held)
        if tie is not None:
            of_piece = found.setdefault(order.piece[tie], {})
            of_piece.setdefault(order.number[tie], []).append(row)
    return found


def rows_of(numbers: int, rows: dict[int, list[Row]]) -> Iterator[Row]:
    """Go through the rows that have any of a set of numbers."""
    for number in bits(numbers):
        yield from rows[number]


class Until(Generic[T]):
    """The numbers of things, such as rows, of which something comes before a day.

    Args:
        rows: them, by number.
        day: what counts of each.
    """

    def __init__(self, rows: Mapping[int, Iterable[T]], day: Callable[[T], int]) -> None:
        told = sorted((min(map(day, of_number)), number) for number, of_number in rows.items())
        self._days: Sequence[int] = [first for first, _ in told]
        self._sets = FirstOnes([number for _, number in told])

    @property
    def all(self) -> int:
        """The numbers of all rows."""
        return self._sets[len(self._days)]

    def before(self, day: int) -> int:
        """Give the numbers of those for which a day comes before this one."""
        return self._sets[bisect_left(self._days, day)]
