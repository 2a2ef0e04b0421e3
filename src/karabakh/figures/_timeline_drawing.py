"""A timeline on a canvas: from left to right, or from top to bottom."""

import math
from collections.abc import Iterable
from itertools import groupby
from typing import Final, NamedTuple

from karabakh.figures._axis import Axis
from karabakh.figures._calendar_text import TICK_SIZE, ticks
from karabakh.figures._canvas import LINE, MARGIN, NOTE, SIZE, Box, Canvas, Legend
from karabakh.figures._marks import (
    ROLES,
    Form,
    Shape,
    draw_arrow,
    draw_bar,
    draw_mark,
    draw_plan,
    draw_stop,
    mark_sign,
)
from karabakh.figures._palette import Role
from karabakh.figures._panels import HEADING_SIZE
from karabakh.figures._text import capitalised, wrapped
from karabakh.figures._timeline_rows import Row

__all__ = ["GUTTER", "Extent", "TimelineLayout", "draw_horizontal", "draw_vertical"]

GUTTER: Final = 300.0
"""The width of the column of labels, margin included."""
_MARK: Final = 20.0
"""The room that a mark takes."""
_ROW_GAP: Final = 8.0


class Extent(NamedTuple):
    """Where on the axis a row is drawn."""

    marks: tuple[tuple[float, Shape, Form], ...]
    bar: tuple[float, float] | None
    """The time that it certainly lasted."""
    limits: tuple[float, float]
    """Where else it may lie."""
    heading: str
    """What the axis says of its place; empty for a bar whose beginning is not stated."""

    @property
    def order(self) -> tuple[float, float]:
        """Where it comes among other rows: by its beginning, what has no place last."""
        if self.bar:
            return (self.bar[0] if self.heading else -1), self.bar[1]
        return next((x for x, _, _ in self.marks), math.inf), self.limits[1]

    @property
    def final_order(self) -> tuple[float, float]:
        """Where it comes if its last mark alone counts."""
        return self.order if self.bar or not self.marks else (self.marks[-1][0], self.limits[1])


class TimelineLayout(NamedTuple):
    """What is drawn, and where on the axis."""

    axis: Axis
    rows: tuple[tuple[Row, Extent], ...]
    """The rows, band by band, in the order of the axis."""
    notes: tuple[str, ...]
    """What is left out."""


def draw_horizontal(canvas: Canvas, timeline: TimelineLayout) -> None:
    """Draw the labels in a gutter, and the panels to the right of them."""
    axis, left = timeline.axis, GUTTER
    top = canvas.height + 8
    heights = [_row_height(row) for row, _ in timeline.rows]
    bands = len({row.band for row, _ in timeline.rows})
    head = _head_height(axis)
    bottom = top + head + sum(heights) + bands * _BAND + 6
    _draw_panels(canvas, axis, top=top, head=head, bottom=bottom)
    y, band = top + head, ""
    for (row, extent), height in zip(timeline.rows, heights, strict=True):
        if row.band != band:
            band = row.band
            canvas.text(band, MARGIN, y + 24, size=NOTE, role="soft", bold=True)
            canvas.line(MARGIN, y + 31, left + axis.width, y + 31, stroke="rule")
            y += _BAND
        below = canvas.paragraph(row.label, MARGIN, y + 6, GUTTER - MARGIN - 12)
        canvas.paragraph(row.notes, MARGIN, below, GUTTER - MARGIN - 12, size=NOTE, role="soft")
        _draw_extent(canvas, row, extent, axis, y + 14)
        y += height
    canvas.height = bottom
    canvas.legend(_legend(timeline))


_BAND: Final = 34.0
"""The height of the heading of a band."""


def _row_height(row: Row) -> float:
    room = GUTTER - MARGIN - 12
    lines = len(wrapped(row.label, room, SIZE)) or 1
    return SIZE * LINE * lines + NOTE * LINE * len(wrapped(row.notes, room, NOTE)) + _ROW_GAP


def _head_height(axis: Axis) -> float:
    lines = [
        len(wrapped(each.heading, (each.right - each.left - 12) / 1.1, HEADING_SIZE))
        for each in axis.panels
    ]
    return max(lines, default=0) * HEADING_SIZE * LINE + 28


def _draw_panels(canvas: Canvas, axis: Axis, *, top: float, head: float, bottom: float) -> None:
    """Draw the panels with their headings and ticks, and the axis."""
    line = top + head
    for number, panel in enumerate(axis.panels):
        left, right = GUTTER + panel.left, GUTTER + panel.right
        if not number % 2:
            canvas.rect(Box(left, top, right, bottom), fill="wash")
        width = right - left - 12
        canvas.paragraph(panel.heading, left + 6, top + 5, width, size=HEADING_SIZE, bold=True)
        if panel.days and panel.days[1] > panel.days[0]:
            first, last = panel.days
            found = ticks(first, last, panel.at(last + 1) - panel.at(first))
            for day, name in found if len(found) > 1 else ():
                x = GUTTER + panel.at(day)
                canvas.line(x, line - 18, x, bottom, stroke="rule")
                canvas.text(name, x + 3, line - 6, size=TICK_SIZE, role="soft")
        if number:
            canvas.line(left, top, left, bottom, stroke="edge", dash="3 3")
    canvas.line(GUTTER, line, GUTTER + axis.width, line, stroke="ink", weight=1.5)


def _draw_extent(canvas: Canvas, row: Row, extent: Extent, axis: Axis, y: float) -> None:
    """Draw the bar or the marks of a row, where else it may lie, and what was planned."""
    earliest, latest = extent.limits
    if extent.bar:
        start, end = extent.bar
        if extent.heading:
            _draw_dots(canvas, GUTTER + earliest, GUTTER + start, y)
        if not (row.goes_on or row.stop is not None):
            _draw_dots(canvas, GUTTER + end, GUTTER + latest, y)
        _draw_bar_of(canvas, row, extent, y)
    else:
        end = max((x + 8 for x, _, _ in extent.marks), default=0.0)
        if latest - earliest > _MARK:
            _draw_dots(canvas, GUTTER + earliest, GUTTER + latest, y)
        for x, shape, form in extent.marks:
            draw_mark(canvas, shape, GUTTER + x, y, form=form)
    if row.planned_end is not None:
        planned = axis.end_of(row.planned_end)
        if planned > end + 1:
            role = ROLES[row.marks[0].shape]
            draw_plan(canvas, GUTTER + end + 2, GUTTER + max(planned, end + 6), y, role)


def _draw_bar_of(canvas: Canvas, row: Row, extent: Extent, y: float) -> None:
    """Draw a bar with its beginning and its end."""
    role: Role = ROLES[row.marks[0].shape]
    start, end = (GUTTER + each for each in extent.bar or (0, 0))
    draw_bar(canvas, start, end, y, role)
    for step in (7, 14, 21) if not extent.heading else ():
        x = max(start - step, GUTTER)
        draw_bar(canvas, x, x + 4, y, role)
    if row.goes_on:
        draw_arrow(canvas, end, y, role)
    if row.stop is not None:
        draw_stop(canvas, end, y, role)


def _draw_dots(canvas: Canvas, x1: float, x2: float, y: float) -> None:
    if x2 > x1 + 3:
        canvas.line(x1 + 2, y, x2 - 2, y, stroke="edge", weight=1.5, dash="1.5 4")


def draw_vertical(canvas: Canvas, timeline: TimelineLayout) -> None:
    """Draw the rows along a rail, those of one time under its heading."""
    rail, left, text = MARGIN + 8, MARGIN + 35, MARGIN + 50
    right = canvas.width - MARGIN
    rows = sorted(timeline.rows, key=lambda each: each[1].final_order)
    first, y = canvas.height + 18, canvas.height + 10
    discs: list[tuple[float, bool]] = []
    for heading, group in groupby(rows, key=_vertical_heading):
        held = [*group]
        discs.append((y + 8, bool(held[0][0].when)))
        y = canvas.paragraph(heading, rail + 20, y, right - rail - 20, bold=True) + 5
        for row, _ in held:
            mark = row.marks[-1]
            draw_mark(canvas, mark.shape, left, y + 8, form=mark.form)
            y = canvas.paragraph(row.label, text, y, right - text)
            notes = capitalised(row.notes.removeprefix(heading).removeprefix("; "))
            y = canvas.paragraph(notes, text, y, right - text, size=NOTE, role="soft") + 7
        y += 12
    if discs:
        canvas.line(rail, first, rail, y - 12, stroke="edge", weight=2)
    for middle, is_dated in discs:
        canvas.disc(rail, middle, 5.5, fill="ink" if is_dated else "paper", stroke="ink")
    canvas.height = y
    canvas.legend(
        _marks_legend((each.shape, each.form) for row, _ in rows for each in row.marks[-1:])
    )


def _vertical_heading(placed: tuple[Row, Extent]) -> str:
    row, extent = placed
    if row.when:
        return row.when
    return extent.heading or "Beginning not stated"


def _legend(timeline: TimelineLayout) -> Legend:
    """Yield the signs that occur, with their meanings."""
    rows = timeline.rows
    yield from _marks_legend(
        (shape, form) for _, extent in rows if not extent.bar for _, shape, form in extent.marks
    )
    if any(extent.bar for _, extent in rows):
        yield (lambda canvas, x, y: draw_bar(canvas, x - 9, x + 9, y, "ink")), "lasts"
    if any(not extent.heading for _, extent in rows):

        def striped(canvas: Canvas, x: float, y: float) -> None:
            for left in (x - 9, x - 2):
                draw_bar(canvas, left, left + 4, y, "ink")
            draw_bar(canvas, x + 5, x + 10, y, "ink")

        yield striped, "beginning not stated"
    if any(extent.bar and row.goes_on for row, extent in rows):

        def going_on(canvas: Canvas, x: float, y: float) -> None:
            draw_bar(canvas, x - 9, x + 2, y, "ink")
            draw_arrow(canvas, x + 2, y, "ink")

        yield going_on, "goes on"
    if any(row.stop is not None for row, _ in rows):

        def ended(canvas: Canvas, x: float, y: float) -> None:
            draw_bar(canvas, x - 9, x + 4, y, "agreement")
            draw_stop(canvas, x + 4, y, "agreement")

        yield ended, "ended"
    if any(row.planned_end is not None for row, _ in rows):
        yield (lambda canvas, x, y: draw_plan(canvas, x - 9, x + 9, y, "agreement")), "was to last"
    yield (lambda canvas, x, y: _draw_dots(canvas, x - 11, x + 11, y)), "may lie anywhere here"


def _marks_legend(marks: Iterable[tuple[Shape, Form]]) -> Legend:
    for shape, form in dict.fromkeys(marks):
        yield mark_sign(shape, form), _meaning(shape, form)


def _meaning(shape: Shape, form: Form) -> str:
    if shape in {"event", "agreement"}:
        return f"{shape}, {_FORMS[form]}"
    if shape == "source":
        return "source"
    words = f"{'was ' if form == 'past' else ''}{shape}{' for' if shape == 'no longer' else ''}"
    return f"{words}, {_FORMS[form]}" if form == "inferred" else words


_FORMS: Final = {
    "said": "dated",
    "derived": "no date",
    "inferred": "inferred by the coder",
    "past": "before",
}
