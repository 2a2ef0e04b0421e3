"""The part of a time axis that is to scale, with the long stretches cut in which nothing is."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Final, NamedTuple

__all__ = ["Piece", "Scale"]

_EMPTY: Final = 0.8
"""The part of the whole from which on a stretch without any date is cut."""
_MOST_CUTS: Final = 6
_CUT: Final = 44.0
"""How wide a cut is drawn, in pixels."""


class Piece(NamedTuple):
    """A part of the axis without a cut: its days, and where they are drawn."""

    first: float
    last: float
    left: float
    right: float


class Scale:
    """Days on a line.

    Args:
        days: the days that occur; at least one.
        left: where the line begins, in pixels.
        right: where it ends.

    >>> from karabakh.figures._scale import Scale
    >>> scale = Scale([0, 10, 100_000, 100_010], left=0, right=144)
    >>> [round(scale.at(day)) for day in (0, 10, 100_000, 100_010)]
    [2, 44, 96, 138]
    """

    def __init__(self, days: Iterable[int], *, left: float, right: float) -> None:
        runs = _runs(sorted(set(days)))
        margin = max(sum(last - first for first, last in runs) / 25 / len(runs), 0.5)
        runs = [(first - margin, last + margin) for first, last in runs]
        room = right - left - _CUT * (len(runs) - 1)
        whole = sum(last - first for first, last in runs)
        # Half of the room goes to all alike, so that a day among millennia has some.
        share = 0.5 * room / len(runs)
        pieces: list[Piece] = []
        x = left
        for first, last in runs:
            wide = share + 0.5 * room * (last - first) / whole
            pieces.append(Piece(first, last, x, x + wide))
            x += wide + _CUT
        self.pieces = tuple(pieces)
        """The parts between the cuts, from left to right."""

    def at(self, day: float) -> float:
        """Say where a day begins."""
        piece = next((each for each in self.pieces if day <= each.last), self.pieces[-1])
        place = (day - piece.first) / (piece.last - piece.first)
        return piece.left + (piece.right - piece.left) * min(max(place, 0.0), 1.0)

    @property
    def cuts(self) -> tuple[float, ...]:
        """The middles of the cuts."""
        return tuple((a.right + b.left) / 2 for a, b in pairwise(self.pieces))


def _runs(days: list[int]) -> list[tuple[float, float]]:
    """Divide days into runs, so that no run has a stretch in it that should be cut."""
    gaps = sorted(((b - a, a, b) for a, b in pairwise(days)), reverse=True)[:_MOST_CUTS]
    whole = days[-1] - days[0]
    cuts: list[tuple[int, int]] = []
    for length, a, b in gaps:
        if length < _EMPTY * whole or len(days) < 3:  # noqa: PLR2004 (two dates need their gap)
            break
        cuts.append((a, b))
        whole -= length
    starts = [days[0], *sorted(b for _, b in cuts)]
    ends = [*sorted(a for a, _ in cuts), days[-1]]
    # A day lasts until the next one begins.
    return [(first, last + 1) for first, last in zip(starts, ends, strict=True)]
