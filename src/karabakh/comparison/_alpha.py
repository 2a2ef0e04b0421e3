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
from typing import Final, Literal

import attrs

__all__ = ["Alpha", "Level", "alpha_of", "bootstrapped_alpha", "undefined"]

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
    number = totals.total()
    expected = _disagreement(totals, scale) / (number - 1) / number
    observed = [(_disagreement(each, scale) / (each.total() - 1), each.total()) for each in counts]
    return bootstrapped_alpha(of, level, observed, expected, units=len(counts), seed=seed)


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


def bootstrapped_alpha(  # noqa: PLR0913 (what it is made of)
    of: str,
    level: Level,
    observed: Sequence[tuple[Fraction | float, int]],
    expected: Fraction | float,
    *,
    units: int,
    seed: int,
) -> Alpha:
    """Return an alpha with its bootstrap interval.

    What is observed is drawn with replacement; the expected disagreement stays as it is.

    Args:
        of: What it is of.
        level: How values differ.
        observed: The disagreements observed, such as of each unit, each with its size.
        expected: The disagreement to expect, for a size of one.
        units: How many units at least two codings have.
        seed: The seed of the samples.
    """
    size = sum(each for _, each in observed)
    value = float(1 - sum(each for each, _ in observed) / (expected * size))
    low = high = None
    if len(observed) > 1 and any(each for each, _ in observed):
        generator = random.Random(seed)  # noqa: S311 (no secret)
        patterns = Counter((float(each), size) for each, size in observed)
        kinds, weights = list(patterns), list(accumulate(patterns.values()))
        values: list[float] = []
        for _ in range(RESAMPLES):
            sample = Counter(generator.choices(kinds, cum_weights=weights, k=len(observed)))
            size = sum(of_one * count for (_, of_one), count in sample.items())
            disagreement = sum(of_one * count for (of_one, _), count in sample.items())
            values.append(1 - disagreement / size / float(expected))
        values.sort()
        outside = round(RESAMPLES * _TAIL)
        low, high = values[outside], values[-1 - outside]
    elif len(observed) > 1:
        low = high = 1.0  # as in any sample
    return Alpha(of=of, level=level, value=value, low=low, high=high, units=units)
