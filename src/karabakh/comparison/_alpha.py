"""Krippendorff's alpha of the values that coders assign to the same units.

Krippendorff, *Computing Krippendorff's alpha-reliability* (2011)::

    alpha = 1 - D_o / D_e

D_o is the mean difference of two values of one unit, and D_e that of any two values; a unit
with a single value counts nowhere. All is computed from how often each value occurs: in time
in proportion to the values, without a table of their pairs.
"""

import random
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from typing import Final, Literal, NamedTuple

import attrs

__all__ = ["Alpha", "Level", "alpha_of", "interval_of", "undefined"]

Level = Literal["nominal", "ordinal", "unitising"]
"""How values differ: at all, by their ranks; or where units begin and end."""

RESAMPLES: Final = 1000
"""How many samples a bootstrap interval rests on."""

_TAIL: Final = 0.025
"""The share of samples that an interval leaves out at either end."""


@attrs.frozen(kw_only=True)
class Alpha:
    """Krippendorff's alpha: 1 is full agreement, 0 that of chance, and less is worse.

    >>> import karabakh
    >>> from karabakh.comparison import reliability
    >>> alpha = reliability(karabakh.load(), karabakh.load()).alphas[0]
    >>> alpha.of, alpha.value, alpha.units
    ('actor.kind', 1.0, 11)
    """

    of: str
    """What it is of: a kind of records and a field, or a kind alone for its units."""

    level: Level
    """How values differ."""

    value: float | None
    """Its value; None if it is undefined, see `reason`."""

    low: float | None = None
    """The lower limit of its bootstrap interval (95 %); None if there is none."""

    high: float | None = None
    """The upper limit of that interval."""

    units: int
    """How many units at least two codings have."""

    reason: str = ""
    """Why it is undefined; empty if it has a value."""


def undefined(of: str, level: Level, reason: str, units: int = 0) -> Alpha:
    """Return an alpha without a value, and the reason for that."""
    return Alpha(of=of, level=level, value=None, reason=reason, units=units)


class _Unit(NamedTuple):
    """What a unit adds to the observed disagreement."""

    disagreement: Fraction
    """The sum of the differences of its pairs of values, divided by their number less one."""
    values: int
    """The number of its values."""


def alpha_of(
    of: str,
    units: Sequence[Sequence[Hashable | None]],
    *,
    rank: Callable[[Hashable], int] | None = None,
    seed: int = 0,
) -> Alpha:
    """Return alpha, nominal or ordinal, with its bootstrap interval.

    Args:
        of: What it is of.
        units: For each unit the values that the codings assign to it, None if one does not.
        rank: Returns the rank of a value, by which it is ordinal; nominal without it.
        seed: The seed of the bootstrap.
    """
    level: Level = "nominal" if rank is None else "ordinal"
    counts = [Counter(value for value in unit if value is not None) for unit in units]
    counts = [each for each in counts if each.total() > 1]
    if not counts:
        return undefined(of, level, "no unit has values of two codings")
    totals = sum(counts, Counter[Hashable]())
    if len(totals) == 1:
        return undefined(of, level, "all values are the same", len(counts))
    scale = _positions(totals, rank)
    expected = _disagreement(totals, scale) / (totals.total() - 1)
    observed = [
        _Unit(_disagreement(each, scale) / (each.total() - 1), each.total()) for each in counts
    ]
    value = 1 - sum(unit.disagreement for unit in observed) / expected
    low, high = interval_of(
        [(float(unit.disagreement), unit.values) for unit in observed],
        float(expected) / totals.total(),
        seed,
    )
    return Alpha(of=of, level=level, value=float(value), low=low, high=high, units=len(counts))


def _positions(
    totals: Mapping[Hashable, int], rank: Callable[[Hashable], int] | None
) -> dict[Hashable, Fraction] | None:
    """Return the place of each value on the ordinal scale; None for nominal values.

    Two ordinal values differ by the number of values between them, and half of both: so a
    value is placed at the middle of its own among all values in order.
    """
    if rank is None:
        return None
    ordered = sorted(totals, key=rank)
    before = accumulate((totals[each] for each in ordered[:-1]), initial=0)
    return {
        each: start + Fraction(totals[each], 2) for each, start in zip(ordered, before, strict=True)
    }


def _disagreement(
    counts: Mapping[Hashable, int], scale: Mapping[Hashable, Fraction] | None
) -> Fraction:
    """Return the sum of the squared differences of all ordered pairs of values."""
    number = sum(counts.values())
    if scale is None:
        return Fraction(number**2 - sum(count**2 for count in counts.values()))
    none = Fraction(0)
    total = sum((count * scale[value] for value, count in counts.items()), none)
    squares = sum((count * scale[value] ** 2 for value, count in counts.items()), none)
    return 2 * (number * squares - total**2)


def interval_of(
    units: Sequence[tuple[float, int]], expected: float, seed: int
) -> tuple[float | None, float | None]:
    """Return the limits of the bootstrap interval of an alpha.

    Units are drawn with replacement; the expected disagreement is that of all units. So is
    the observed disagreement of a sample, divided by the size of its units.

    Args:
        units: The observed disagreement of each unit, and its size.
        expected: The expected disagreement, for a size of one.
        seed: The seed of the samples.
    """
    if len(units) < 2:  # noqa: PLR2004 (of one unit all samples are the same)
        return None, None
    if not any(disagreement for disagreement, _ in units):
        return 1.0, 1.0  # as in any sample
    generator = random.Random(seed)  # noqa: S311 (no secret)
    patterns = Counter(units)
    kinds, weights = list(patterns), list(accumulate(patterns.values()))
    values: list[float] = []
    for _ in range(RESAMPLES):
        sample = Counter(generator.choices(kinds, cum_weights=weights, k=len(units)))
        size = sum(unit[1] * count for unit, count in sample.items())
        observed = sum(unit[0] * count for unit, count in sample.items())
        values.append(1 - observed / size / expected if size else 1.0)
    values.sort()
    outside = round(RESAMPLES * _TAIL)
    return values[outside], values[-1 - outside]
