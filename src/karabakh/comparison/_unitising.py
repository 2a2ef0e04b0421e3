"""Krippendorff's alpha of unitising: whether coders mark the same words.

Krippendorff, *On the reliability of unitizing continuous data* (Sociological Methodology 25,
1995), with the expected disagreement as in *Content Analysis* (2nd edition, 2004, 11.6).
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

__all__ = ["Disagreement", "Stretch", "disagreement_of"]


class Stretch(NamedTuple):
    """A unit, or the gap between two, on a continuum of words."""

    begin: int
    """Its first word, from 0."""
    end: int
    """The word after its last."""

    @property
    def length(self) -> int:
        """The number of its words."""
        return self.end - self.begin


class Disagreement(NamedTuple):
    """The disagreement of coders on the units of one category."""

    observed: tuple[tuple[int, float], ...]
    """What each pair of a unit and a unit or gap adds, with the first word of the unit."""
    expected: float
    """What chance would give."""


def disagreement_of(codings: Sequence[Sequence[Stretch]], length: int) -> Disagreement:
    """Return the observed and the expected disagreement on units of one category.

    With units ``(b, l)`` of beginning b and length l, on a continuum of L words, by m coders::

        difference   (b - b')^2 + (b + l - b' - l')^2   of two units that share a word
                     l^2                                of a unit within another's gap
                     0                                  else
        observed     sum of the differences of all pairs of different coders / (m (m - 1) L^2)
        expected     (2 / L) sum_u ((N - 1) (2 l^3 - 3 l^2 + l) / 3 + l^2 sum_gaps (g - l + 1))
                     / (m L (m L - 1) - sum_u l (l - 1)),  of N units, and of gaps g >= l

    Args:
        codings: The units of each coder, in order; those of one coder don't overlap.
        length: The length of the continuum, in words.
    """
    coders = len(codings)
    gaps = [_gaps_between(units, length) for units in codings]
    scale = coders * (coders - 1) * length**2
    observed = [
        (unit.begin, difference / scale)
        for number, units in enumerate(codings)
        for other in range(coders)
        if other != number
        for unit, difference in _differences(units, codings[other], gaps[other])
    ]
    return Disagreement(tuple(observed), _expected(codings, gaps, length))


def _gaps_between(units: Iterable[Stretch], length: int) -> list[Stretch]:
    """Return the gaps before, between and behind units."""
    gaps: list[Stretch] = []
    begin = 0
    for unit in units:
        if unit.begin > begin:
            gaps.append(Stretch(begin, unit.begin))
        begin = unit.end
    return [*gaps, Stretch(begin, length)] if begin < length else gaps


def _differences(
    units: Sequence[Stretch], others: Sequence[Stretch], gaps: Sequence[Stretch]
) -> Iterable[tuple[Stretch, int]]:
    """Yield the units of one coder with their differences from what another one has."""
    ends = [each.end for each in others]
    gap_ends = [each.end for each in gaps]
    for unit in units:
        for other in others[bisect_left(ends, unit.begin + 1) :]:
            if other.begin >= unit.end:
                break
            yield unit, (unit.begin - other.begin) ** 2 + (unit.end - other.end) ** 2
        place = bisect_left(gap_ends, unit.end)
        if place < len(gaps) and gaps[place].begin <= unit.begin:
            # Each unit in a gap is a pair in both orders, but comes up once.
            yield unit, 2 * unit.length**2


def _expected(
    codings: Sequence[Sequence[Stretch]], gaps: Sequence[Sequence[Stretch]], length: int
) -> float:
    lengths = [unit.length for units in codings for unit in units]
    sizes = sorted(gap.length for each in gaps for gap in each)
    sums = [0, *accumulate(sizes)]
    total = 0.0
    for size in lengths:
        first = bisect_left(sizes, size)
        room = sums[-1] - sums[first] - (len(sizes) - first) * (size - 1)
        total += (len(lengths) - 1) / 3 * (2 * size**3 - 3 * size**2 + size) + size**2 * room
    whole = len(codings) * length
    pairs = whole * (whole - 1) - sum(size * (size - 1) for size in lengths)
    return 2 / length * total / pairs if pairs else 0.0
