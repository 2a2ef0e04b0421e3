"""The axis of a timeline: panels of days, and columns of what has no date.

From left to right there are panels of days, divided where long nothing happened, and between
them columns of what is known by its order alone::

    | 2020 | after 2020 | after the offensive | before writing, order not stated | when written |
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import attrs

from karabakh.figures._calendar_text import span_in_words
from karabakh.figures._panels import PAD, Panel, runs_of, widths_of, windows_of
from karabakh.model import Dataset
from karabakh.time import NO_END, NO_START, Chronology, Truth
from karabakh.wording import Labels

__all__ = ["Axis", "Place"]

_MOST_PANELS: Final = 9
"""How many panels there may be before the columns of a gap become one panel."""


@attrs.frozen(kw_only=True)
class Place:
    """Where on the axis something is, in pixels from its beginning."""

    x: float
    """Where its mark stands."""

    earliest: float
    """How far to the left its beginning may be."""

    latest: float
    """How far to the right its end may be."""

    heading: str
    """What its column says of it; empty if it stands on a scale of days."""


class _Column(NamedTuple):
    """A step in an order: the run of days that it comes before, and its rank there."""

    gap: int
    rank: float


class Axis:
    """The axis of a timeline, in pixels from 0 to its width.

    What has a date stands on a scale of days. What has none stands as late as it may: in the
    days between which it is known to lie, or else in a column of its order.

    Args:
        dataset: The records, for the names of columns.
        chronology: What is known of their times.
        dated: What has a date: records and sources.
        undated: What has none: those in `unranked` get no column of their own.
        unranked: Stances, which stand where they may without a place in the order of events.
        days: Other days that the axis must have.
        width: Its width.
    """

    def __init__(  # noqa: PLR0913 (what there is to place)
        self,
        dataset: Dataset,
        chronology: Chronology,
        *,
        dated: Iterable[str],
        undated: Iterable[str],
        unranked: Collection[str],
        days: Iterable[int],
        width: float,
    ) -> None:
        self.width = width
        self._chronology = chronology
        self._labels = Labels(dataset)
        self._sources = {source.id for source in dataset.sources if source.id not in dataset}
        self._dated, self._undated = tuple(dated), tuple(undated)
        self._unranked = unranked
        ids = [*self._dated, *self._undated]
        self._bounds = {each: chronology.bounds(each) for each in ids}
        self._reach = chronology.reachability(ids)
        self._levels = chronology.levels(ids)
        self._windows = [*windows_of(self._bounds[each] for each in self._dated)]
        self._runs = runs_of([*self._windows, *((day, day) for day in days)])
        self._columns = self._find_columns()
        self.panels: tuple[Panel, ...] = ()
        """Its parts, from left to right."""
        self._steps: dict[_Column, tuple[Panel, float]] = {}
        self._scales: list[Panel] = []
        self._divide()

    def start_of(self, day: int) -> float:
        """Return where a day begins."""
        return next((each.at(day) for each in self._scales if day <= each.last), self.width)

    def end_of(self, day: int) -> float:
        """Return where a day ends."""
        return next((each.at(day + 1) for each in self._scales if day <= each.last), self.width)

    def place(self, id: str) -> Place | None:
        """Return where something stands; None if nothing is known of its order."""
        column = self._columns.get(id)
        if column is not None:
            panel, x = self._steps[column]
            return self._limited(id, x, panel.heading)
        if id not in self._bounds:
            return None
        bounds = self._bounds[id]
        if id in self._unranked and bounds.start_earliest == NO_START and id not in self._dated:
            if any(self._seen(id)):
                return self._limited(id, self._on_scale(id), "")
            return self._limited(id, PAD, "Earlier")
        if not self._scales or bounds.start_latest == NO_END == -bounds.start_earliest:
            return None
        return self._limited(id, self._on_scale(id), "")

    def _on_scale(self, id: str) -> float:
        """Return where a mark stands on a scale, by its order within its window."""
        shown = (next(self._seen(id), None) if id not in self._dated else None) or id
        bounds = self._bounds[shown]
        first, last = bounds.start_earliest, bounds.start_latest
        if first == NO_START < bounds.end_earliest:  # of what has an end alone, the end
            first, last = bounds.end_earliest, bounds.end_latest
        left = 0.0 if first == NO_START else self.start_of(first)
        right = self.width if last == NO_END else self.end_of(last)
        for other, column in self._columns.items():  # beyond all columns that it comes after
            panel, _ = self._steps[column]
            if self._reach.ends_before(other, shown):
                left = max(left, panel.right)
            if self._reach.ends_before(shown, other):
                right = min(right, panel.left)
        level = self._levels.get(shown)
        most = max(filter(None, self._levels.values()), default=0)
        share = 0.5 if level is None else 0.3 + 0.4 * (level + 0.5) / (most + 1)
        return left + (max(left, right) - left) * share

    def _seen(self, id: str) -> Iterator[str]:
        """Yield the published sources at whose creation something certainly went on."""
        for source in self._dated:
            if source in self._sources and self._chronology.overlaps(id, source) is Truth.YES:
                yield source

    def _limited(self, id: str, x: float, heading: str) -> Place:
        """Return a place with its limits: its days, and what it comes after and before."""
        bounds = self._bounds[id]
        earliest = (
            0.0 if bounds.start_earliest == NO_START else self.start_of(bounds.start_earliest)
        )
        latest = self.width if bounds.end_latest == NO_END else self.end_of(bounds.end_latest)
        # Where within a day does not matter.
        if bounds.start_earliest == bounds.start_latest:
            earliest = x
        if bounds.start_earliest == bounds.end_latest:
            latest = x
        for other, column in self._columns.items():
            if other != id:
                panel, step = self._steps[column]
                is_near = panel.left <= x <= panel.right
                if self._reach.ends_before(other, id):
                    earliest = max(earliest, step if is_near else panel.right)
                if self._reach.ends_before(id, other):
                    latest = min(latest, step if is_near else panel.left)
        return Place(x=x, earliest=min(earliest, x), latest=max(latest, x), heading=heading)

    def _find_columns(self) -> dict[str, _Column]:
        """Return the column of each thing that has no date and lies on no scale."""
        gaps: dict[int, list[str]] = defaultdict(list)
        for node in self._undated:
            gap = self._gap_of(node)
            if gap is not None:
                gaps[gap].append(node)
        return {
            node: _Column(gap, rank)
            for gap, ids in gaps.items()
            for node, rank in self._ranks(ids, is_last=gap == len(self._runs)).items()
        }

    def _gap_of(self, id: str) -> int | None:
        """Return the run of days that a thing stands before; None if it stands on a scale."""
        bounds = self._bounds[id]
        gap = next(
            (i for i, (_, last) in enumerate(self._runs) if bounds.start_latest <= last),
            len(self._runs),
        )
        if gap < len(self._runs):
            begin = self._runs[gap][0]
            is_within = bounds.start_earliest >= begin
            is_spanned = any(first < begin <= last for first, last in self._windows)
            if is_within or is_spanned or any(self._seen(id)):
                return None
        return gap

    def _ranks(self, ids: Sequence[str], *, is_last: bool) -> dict[str, float]:
        """Return the ranks in a gap of what has an order there."""
        ranked = [each for each in ids if each not in self._unranked]
        levels = self._chronology.levels(ranked)
        sources = [each for each in ranked if each in self._sources]
        end = max(filter(None, levels.values()), default=-1) + 1
        found: dict[str, float] = {
            each: end if levels.get(each) is None else levels[each] or 0 for each in sources
        }
        first_source = min(found.values(), default=end)
        before = self._chronology.before
        for node in (each for each in ids if each not in self._sources):
            level = levels.get(node)
            seen = [found[s] for s in sources if self._chronology.overlaps(node, s) is Truth.YES]
            if seen:
                found[node] = min(seen)
            elif node in self._unranked:
                if self._levels.get(node):
                    found[node] = first_source - 0.5
            elif self._is_ordered(node, ranked):
                found[node] = level or 0
            elif level is not None and level > first_source:
                found[node] = level
            elif (
                level is not None
                or not is_last
                or any(before(s, node) is Truth.NO for s in sources)
            ):
                found[node] = first_source - 0.5
        used = {rank for node, rank in found.items() if node not in self._sources}
        return {node: rank for node, rank in found.items() if rank in used}

    def _is_ordered(self, id: str, ids: Sequence[str]) -> bool:
        """Return whether something comes after a date, or before or after other records."""
        return self._bounds[id].start_earliest > NO_START or any(
            self._reach.ends_before(id, each) or self._reach.ends_before(each, id)
            for each in ids
            if each != id and each not in self._sources
        )

    def _divide(self) -> None:
        """Divide the axis into panels, as wide as what is in them is much."""
        columns = sorted({*self._columns.values()})
        merged = len(columns) + len(self._runs) > _MOST_PANELS
        groups: dict[object, list[_Column]] = defaultdict(list)
        for column in columns:
            groups[column.gap if merged else column].append(column)
        parts: list[tuple[str, int, tuple[int, int] | None, list[_Column]]] = []
        for gap in range(len(self._runs) + 1):
            for group in groups.values():
                if group[0].gap == gap:
                    count = sum(each in group for each in self._columns.values())
                    parts.append((self._heading(group), count, None, group))
            if gap < len(self._runs):
                first, last = self._runs[gap]
                count = sum(self._is_in(each, first, last) for each in self._dated)
                parts.append((span_in_words(first, last), count, (first, last), []))
        widths = widths_of([(heading, count) for heading, count, _, _ in parts], self.width)
        left = 0.0
        panels: list[Panel] = []
        for (heading, _, days, group), width in zip(parts, widths, strict=True):
            panel = Panel(heading=heading, left=left, right=left + width, days=days)
            panels.append(panel)
            left += width
            if days:
                self._scales.append(panel)
            for number, column in enumerate(group):
                step = panel.left + width * (number + 0.5) / len(group)
                self._steps[column] = panel, step
        self.panels = tuple(panels)

    def _is_in(self, id: str, first: int, last: int) -> bool:
        bounds = self._bounds[id]
        return first <= bounds.start_latest <= last or first <= bounds.end_earliest <= last

    def _heading(self, group: Sequence[_Column]) -> str:
        """Return what a panel of columns shows."""
        if len(group) > 1:
            return "By order, not to scale"
        (column,) = group
        ids = [
            each
            for each, own in self._columns.items()
            if own == column and each not in self._unranked
        ]
        sources = [each for each in ids if each in self._sources]
        if sources:
            if len(self._sources) == 1:
                return "When written"
            many = len(sources) > 1
            return (
                f"When {'the sources were' if many else f'{self._labels(sources[0])} was'} written"
            )
        undated = [each for each in self._columns if each in self._sources]
        if undated and column.rank > self._columns[undated[0]].rank:
            return "After writing"
        if column.rank % 1:
            is_before = undated and column.gap == self._columns[undated[0]].gap
            return "Before writing, order not stated" if is_before else "No date, order not stated"
        earlier = [
            each
            for each in (*self._dated, *self._columns)
            if each not in ids and all(self._reach.ends_before(each, node) for node in ids)
        ]
        if not earlier:
            return "By order, not dated"
        last = max(earlier, key=lambda each: (self._levels.get(each) or 0, self._bounds[each]))
        return "Later, not dated" if last in self._sources else f"After {self._labels(last)}"
