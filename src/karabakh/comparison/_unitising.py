"""Krippendorff's alpha of unitising: whether coders mark the same words.

Krippendorff, *On the reliability of unitizing continuous data* (Sociological Methodology 25,
1995), with the expected disagreement as in *Content Analysis* (2nd edition, 2004, 11.6).
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise, permutations
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
    units: int
    """The number of units."""


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
    scale = len(codings) * (len(codings) - 1) * length**2
    observed = tuple(
        (unit.begin, difference / scale)
        for units, others in permutations(codings, 2)
        for unit, difference in _differences(units, others, length)
    )
    units = [unit.length for each in codings for unit in each]
    gaps = [gap.length for each in codings for gap in _gaps_between(each, length)]
    return Disagreement(observed, _expected(units, gaps, len(codings), length), len(units))


def _gaps_between(units: Iterable[Stretch], length: int) -> list[Stretch]:
    """Return the gaps before, between and behind units."""
    ends = [Stretch(0, 0), *units, Stretch(length, length)]
    return [Stretch(a.end, b.begin) for a, b in pairwise(ends) if a.end < b.begin]


def _differences(
    units: Iterable[Stretch], others: Sequence[Stretch], length: int
) -> Iterator[tuple[Stretch, int]]:
    """Yield the units of one coder with their differences from what another one has."""
    gaps = _gaps_between(others, length)
    ends, gap_ends = [each.end for each in others], [each.end for each in gaps]
    for unit in units:
        for other in others[bisect_left(ends, unit.begin + 1) :]:
            if other.begin >= unit.end:
                break
            yield unit, (unit.begin - other.begin) ** 2 + (unit.end - other.end) ** 2
        place = bisect_left(gap_ends, unit.end)
        if place < len(gaps) and gaps[place].begin <= unit.begin:
            # Each unit in a gap is a pair in both orders, but comes up once.
            yield unit, 2 * unit.length**2


def _expected(units: Sequence[int], gaps: Iterable[int], coders: int, length: int) -> float:
    """Return the disagreement to expect, from the lengths of all units and gaps."""
    sizes = sorted(gaps)
    sums = [0, *accumulate(sizes)]
    total = 0.0
    for size in units:
        first = bisect_left(sizes, size)
        room = sums[-1] - sums[first] - (len(sizes) - first) * (size - 1)
        total += (len(units) - 1) / 3 * (2 * size**3 - 3 * size**2 + size) + size**2 * room
    pairs = coders * length * (coders * length - 1) - sum(size * (size - 1) for size in units)
    return 2 / length * total / pairs if pairs else 0.0
