"""Where moments stand on the axis of a timeline: to scale if dated, else by their known order.

In the middle of the axis time is drawn to scale. What has no first day, or no last one,
cannot stand on a scale: it is put beside it, at even steps, in the order that is known.
So the axis has up to three parts::

    | by order | to scale | by order |
"""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from karabakh.figures._ranks import Ranks
from karabakh.figures._scale import Scale
from karabakh.time import NO_END, NO_START, Chronology, EndpointKind

__all__ = ["PAD", "Placement", "Stretch", "Window"]

_Moment = tuple[str, EndpointKind]

_LONGEST: Final = 120.0
_SHORTEST: Final = 16.0
"""How far two moments in a known order stand apart, at most and at least."""
_LEAST_SCALE: Final = 0.4
"""The part of the axis that is to scale, at least, if anything is dated."""
PAD: Final = 28.0
"""What is left free at an end of the axis, for what goes on beyond it."""
_LEAST_BAR: Final = 14.0
_TAIL: Final = 28.0
"""How far an open beginning or end is drawn beyond all that it is known to reach."""


class Window(NamedTuple):
    """Where on the axis a moment may be."""

    first: float
    last: float
    point: float
    """The one place that stands for all of it: as late as may be, where it is not to scale."""
    to_scale: bool


class Stretch(NamedTuple):
    """Where on the axis something begins and ends."""

    start: Window
    end: Window
    endless: tuple[bool, bool]
    """Whether it is known to have no beginning, and no end."""

    reach: tuple[float, float] = (0.0, 0.0)
    """From where to where it is drawn, with its open beginning and its open end."""

    @property
    def core(self) -> tuple[float, float] | None:
        """The part in which it is going on for certain, if there is one."""
        left, right = self.start.last, self.end.first
        return (left, right) if left <= right else None

    @property
    def place(self) -> float:
        """The one point that stands for it if it has no core: as late as it may be."""
        if self.start.to_scale:
            return self.start.point
        return self.end.point if self.end.to_scale else min(self.start.point, self.end.point)

    @property
    def is_dated(self) -> bool:
        """Whether it begins or ends to scale."""
        return self.start.to_scale or self.end.to_scale

    @property
    def full(self) -> tuple[float, float]:
        """What is drawn full: the core, or one point where that is too short for a bar."""
        core = self.core or (self.place, self.place)
        if core[1] - core[0] >= _LEAST_BAR:
            return core
        middle = (core[0] + core[1]) / 2
        return middle, middle

    @property
    def faint(self) -> tuple[float, float]:
        """The part in which it may go on as far as dates tell; what is full is in it."""
        left, right = self.full
        return (
            min(left, self.start.first) if self.start.to_scale else left,
            max(right, self.end.last) if self.end.to_scale else right,
        )

    @property
    def is_bar(self) -> bool:
        """Whether it is long enough to be drawn as a bar."""
        return self.faint[1] - self.faint[0] >= _LEAST_BAR


class Placement:
    """The axis of a timeline, in pixels from 0 to `width`.

    Args:
        chronology: all that is known of the order.
        ids: what will be drawn.
        sources: the sources whose making will be drawn.
        width: how long the axis should be; it is longer if the steps need it.
    """

    def __init__(
        self,
        chronology: Chronology,
        ids: Iterable[str],
        sources: Iterable[str],
        *,
        width: float,
    ) -> None:
        self._days: dict[_Moment, tuple[int, int]] = {}
        for name in sources:
            bounds = chronology.bounds(name)
            self._days[name, EndpointKind.CREATED] = (bounds.start_earliest, bounds.start_latest)
        names = tuple(ids)
        for name in names:
            bounds = chronology.bounds(name)
            self._days[name, EndpointKind.START] = (bounds.start_earliest, bounds.start_latest)
            self._days[name, EndpointKind.END] = (bounds.end_earliest, bounds.end_latest)
        self._ranks = Ranks(chronology.orders, self._days)
        self._divide(width)
        self._stretches = self._reaching({name: self._stretch(name) for name in names})

    def stretch(self, name: str) -> Stretch:
        """Say where on the axis something begins and ends."""
        return self._stretches[name]

    def making(self, source: str) -> float:
        """Say where on the axis a source was made."""
        return self._windows[source, EndpointKind.CREATED].point

    def is_placed(self, stretch: Stretch) -> bool:
        """Tell whether anything at all is known of where it stands."""
        return (
            stretch.is_dated
            or any(stretch.endless)
            or stretch.start.last < self.width - PAD
            or stretch.end.first > PAD
        )

    def _stretch(self, name: str) -> Stretch:
        start, end = (name, EndpointKind.START), (name, EndpointKind.END)
        return Stretch(
            self._windows[start],
            self._windows[end],
            (self._days[start][1] == NO_START, self._days[end][0] == NO_END),
        )

    def _reaching(self, stretches: Mapping[str, Stretch]) -> dict[str, Stretch]:
        """Let open beginnings and ends reach beyond all that is known to lie within.

        The whole is thus never drawn as beginning after its parts, nor as ending before them.
        """
        lefts = dict.fromkeys(self._windows, self.width)
        rights = dict.fromkeys(self._windows, 0.0)
        for name, stretch in stretches.items():
            lefts[name, EndpointKind.START], rights[name, EndpointKind.END] = stretch.faint
        lefts = self._ranks.spread_back(lefts, (), 0.0)
        rights = self._ranks.spread(rights, (), 0.0)
        found: dict[str, Stretch] = {}
        for name, stretch in stretches.items():
            (left, right), (start, end) = stretch.faint, (stretch.start, stretch.end)
            if not start.to_scale:
                left = min(left, max(start.first, lefts[name, EndpointKind.START] - _TAIL))
            if not end.to_scale:
                right = max(right, min(end.last, rights[name, EndpointKind.END] + _TAIL))
            found[name] = stretch._replace(reach=(left, right))
        return found

    def _divide(self, width: float) -> None:
        """Divide the axis, and fix the sources before what is told of in respect to them."""
        days = [day for pair in self._days.values() for day in pair if abs(day) < NO_END]
        before = {
            moment
            for moment, (low, high) in self._days.items()
            if low == NO_START and high < NO_END
        }
        after = {moment for moment, (_, high) in self._days.items() if high == NO_END}
        steps_before, steps_after = self._ranks.steps(before), self._ranks.steps(after)
        room = width * (1 - _LEAST_SCALE if days else 1) - 4 * PAD
        self._step = min(max(room / max(steps_before + steps_after, 1), _SHORTEST), _LONGEST)
        left = steps_before * self._step + PAD if before else 0.0
        right = steps_after * self._step + 3 * PAD if after else 0.0
        self.width = max(width, left + right + (width * _LEAST_SCALE if days else 0.0))
        """How long it is, in pixels."""
        self.scale = Scale(days, left=left, right=self.width - right) if days else None
        """The part of it that is to scale; none if nothing is dated."""
        # A source of unknown date stands as late as it may; all else is seen from there.
        self._windows = self._placed({})
        self._windows = self._placed(
            {
                moment: window.point if window.to_scale else window.point - PAD
                for moment, window in self._windows.items()
                if moment[1] is EndpointKind.CREATED
            }
        )

    def _placed(self, fixed: Mapping[_Moment, float]) -> dict[_Moment, Window]:
        """Let orders limit each moment that is neither fixed nor dated."""
        own = {moment: self._own_window(moment, fixed.get(moment)) for moment in self._days}
        stands = {moment for moment, window in own.items() if moment in fixed or window.to_scale}
        first = self._ranks.spread(
            {moment: window.first for moment, window in own.items()}, stands, self._step
        )
        last = self._ranks.spread_back(
            {moment: window.last for moment, window in own.items()}, stands, self._step
        )
        # A date is drawn as one point in the middle of its days: so what comes before stands
        # before that, even if it may have been later.
        point = self._ranks.spread_back(
            {
                moment: window.point if window.to_scale else window.last
                for moment, window in own.items()
            },
            stands,
            self._step,
        )
        # Where there is no room for the steps, what comes last stands where it can.
        return {
            moment: window
            if moment in stands
            else Window(
                min(first[moment], last[moment]), last[moment], point[moment], to_scale=False
            )
            for moment, window in own.items()
        }

    def _own_window(self, moment: _Moment, fixed: float | None) -> Window:
        low, high = self._days[moment]
        to_scale = low > NO_START and high < NO_END
        if fixed is not None:
            return Window(fixed, fixed, fixed, to_scale)
        behind = int(moment[1] is EndpointKind.END)
        # An end is drawn behind its day. But the point is that of the days, as for starts: else
        # it would stand behind what begins on the same day.
        point = (self._at(low) + self._at(high)) / 2
        return Window(self._at(low, behind), self._at(high, behind), point, to_scale)

    def _at(self, day: int, behind: int = 0) -> float:
        """Say where a limit is on the axis: a day, or one of the ends that there is none beyond."""
        if day == NO_START:
            return PAD
        if day == NO_END or self.scale is None:
            return self.width - PAD
        return self.scale.at(day + behind)
