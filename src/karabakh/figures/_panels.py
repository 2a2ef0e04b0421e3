"""The panels of an axis: runs of days with a scale of their own, and their widths."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Final

import attrs

from karabakh.figures._text import width_of
from karabakh.time import NO_END, NO_START, Bounds

__all__ = ["HEADING_SIZE", "PAD", "Panel", "runs_of", "widths_of", "windows_of"]

_MOST_RUNS: Final = 6
_LARGE_GAP: Final = 0.25
"""The part of a run of days from which on a gap divides it."""
_UNUSUAL_GAP: Final = 2.5
"""How many times as long as most gaps of its run a gap must be to divide it."""
_LEAST_SHARE: Final = 0.09
"""The part of the axis that each panel has at least."""
HEADING_SIZE: Final = 12.0
PAD: Final = 14.0
"""How far the first and the last day are from the edges, in pixels."""


@attrs.frozen(kw_only=True)
class Panel:
    """A part of the axis with a scale of its own."""

    heading: str
    """What it shows: days, or a place in an order."""

    left: float
    """Where it begins."""

    right: float
    """Where it ends."""

    days: tuple[int, int] | None
    """Its first and last day; None if it shows an order alone."""

    @property
    def last(self) -> int:
        """Its last day; of an order, a day before all."""
        return self.days[1] if self.days else NO_START

    def at(self, day: float) -> float:
        """Return where a day begins; the nearest end if it is in another panel."""
        assert self.days is not None  # noqa: S101 (asked of panels of days alone)
        first, last = self.days
        share = (day - first) / (last + 1 - first)
        return self.left + PAD + (self.right - self.left - 2 * PAD) * min(max(share, 0), 1)


def widths_of(parts: Sequence[tuple[str, int]], width: float) -> list[float]:
    """Return the widths of panels: by what is in them, each wide enough for its words."""
    least = [
        max(
            _LEAST_SHARE * width, max(width_of(word, HEADING_SIZE) for word in heading.split()) + 16
        )
        for heading, _ in parts
    ]
    rest = width - sum(least)
    if rest < 0:
        return [each * width / sum(least) for each in least]
    whole = sum(count for _, count in parts) or 1
    return [each + rest * count / whole for each, (_, count) in zip(least, parts, strict=True)]


def windows_of(bounds: Iterable[Bounds]) -> Iterator[tuple[int, int]]:
    """Yield the days between which things begin and end, as far as they are known."""
    for each in bounds:
        for first, last in (
            (each.start_earliest, each.start_latest),
            (each.end_earliest, each.end_latest),
        ):
            known = [day for day in (first, last) if NO_START < day < NO_END]
            if known:
                yield known[0], known[-1]


def runs_of(windows: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return runs of days, divided where long nothing happened.

    A gap lies between two days on which a window begins or ends, and is no whole window: of what
    happened some time in a year, any day may be the one.
    """
    known = sorted({*windows})
    edges = sorted({day for window in known for day in window})
    runs = [edges] if edges else []
    while len(runs) < _MOST_RUNS:
        length, day = max((_cut(run, known) for run in runs), default=(0, 0))
        if not length:
            break
        runs = [
            part
            for run in runs
            for part in ([d for d in run if d < day], [d for d in run if d >= day])
            if part
        ]
    found = [(run[0], run[-1]) for run in runs]
    for number, (left, right) in enumerate(pairwise(found)):
        # What began in the one may have lasted until the other: the days between them count.
        if any(first <= left[1] and right[0] <= last for first, last in known):
            found[number] = (left[0], right[0] - 1)
    return found


def _cut(run: Sequence[int], windows: Collection[tuple[int, int]]) -> tuple[int, int]:
    """Return the length of the gap that divides a run, and the day after it; or 0."""
    gaps = sorted((b - a, b) for a, b in pairwise(run) if (a, b) not in windows)
    others = [each for each, _ in gaps[:-1]] or [
        b - a for a, b in pairwise(run) if (a, b) in windows
    ]
    if not gaps or not others:
        return 0, 0
    length, day = gaps[-1]
    is_unusual = length >= _UNUSUAL_GAP * median(others)
    return (length, day) if is_unusual and length >= _LARGE_GAP * (run[-1] - run[0]) else (0, 0)
