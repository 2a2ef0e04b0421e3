"""The timeline: events, agreements and changes of position along one axis."""

from collections import Counter
from typing import Final

from karabakh.figures._axis import Axis
from karabakh.figures._canvas import MARGIN, Canvas, require_width
from karabakh.figures._direction import Direction, runs_rtl
from karabakh.figures._figure import Figure, Table
from karabakh.figures._marks import Form, Shape
from karabakh.figures._timeline_drawing import (
    GUTTER,
    Extent,
    TimelineLayout,
    draw_horizontal,
    draw_vertical,
)
from karabakh.figures._timeline_rows import BANDS, Row, rows_of
from karabakh.figures._timeline_table import COLUMNS, table_of
from karabakh.model import Dataset, build_chronology
from karabakh.reasoning import require_dataset
from karabakh.time import NO_START

__all__ = ["draw_timeline"]

_NARROW: Final = 640.0
"""The width below which a timeline is drawn from top to bottom."""
_MOST_ROWS: Final = 200
_LEAST_BAR: Final = 14.0
_FEW: Final = 3
"""How many events the text alternative names."""


def draw_timeline(
    dataset: Dataset, *, width: float = 960, direction: Direction | None = None
) -> Figure:
    """Draw what happened, what was agreed and who changed position, in order.

    The axis has panels with a scale of their own: they are divided where long nothing happened,
    and the more is in them, the wider they are. What has no date stands between them in columns
    of its order, drawn hollow (`karabakh.reasoning.timeline`); a dotted line shows where else it
    may lie. A bar is the time that something certainly lasted; stripes before it: its beginning
    is not stated; an arrow: it goes on; a stop: it ended before its time; a dashed outline: how
    long it was to last. Each label stands in full beside the drawing, with the date.

    Below 640 pixels the timeline runs from top to bottom, for phones and columns.

    Positions are drawn if they have a date or are part of a change, see
    `karabakh.reasoning.shifts`; those of authors are left out.

    Limits: 200 rows are drawn: agreements and changes first, then what most other records refer
    to. The drawing says what is left out, and the table has everything.

    Args:
        dataset: The records.
        width: The width in pixels, from 300 on.
        direction: Of lines; by default that of most of the texts.

    Raises:
        ValueError: If the width or direction is not among those.

    >>> import karabakh
    >>> from karabakh.figures import draw_timeline
    >>> figure = draw_timeline(karabakh.load())
    >>> [row["when"] for row in figure.table if row["id"] == "war-2020"]
    ['2020']
    """
    require_dataset(dataset)
    require_width(width)
    timeline = _lay_out(dataset, width=width)
    canvas = Canvas(width, rtl=runs_rtl(dataset, direction))
    if width < _NARROW:
        canvas.heading("What happened", "From top to bottom, as far as the order is known.")
        draw_vertical(canvas, timeline)
    else:
        canvas.heading(
            "What happened",
            "Each panel has its own scale: its width follows what happened, not how long it took.",
        )
        draw_horizontal(canvas, timeline)
    for note in timeline.notes:
        canvas.note(note)
    return Figure(
        title=f"What happened: {dataset.title or 'untitled dataset'}",
        description=_description(timeline),
        table=Table(COLUMNS, tuple(table_of(dataset))),
        width=canvas.width,
        height=canvas.height + MARGIN,
        content=canvas.content,
    )


def _lay_out(dataset: Dataset, *, width: float) -> TimelineLayout:
    """Choose the rows, build their axis, and sort them by it."""
    chronology = build_chronology(dataset)
    rows, count = rows_of(dataset, chronology, _MOST_ROWS)
    marks = {mark.id: mark for row in rows for mark in row.marks}
    sources = {each.id: each for each in dataset.sources if each.id not in dataset}
    is_dated = {each: source.published.is_known for each, source in sources.items()}
    is_dated |= {each: mark.is_dated for each, mark in marks.items()}
    spans = {row.marks[0].id for row in rows if row.spans}
    axis = Axis(
        dataset,
        chronology,
        dated=[each for each, known in is_dated.items() if known],
        undated=[each for each, known in is_dated.items() if not known and each not in spans],
        unranked={each.id for each in dataset.positions},
        days=[day for row in rows for day in row.days],
        width=max(width, _NARROW) - GUTTER - MARGIN,
    )
    placed = [(row, _extent(row, axis)) for row in rows]
    notes: list[str] = []
    if len(rows) < count:
        notes.append(
            f"Drawn are {len(rows)} of {count} rows: agreements and changes first, then"
            " what most other records refer to. All records are in the table."
        )
    if chronology.inconsistency:
        notes.append("The records contradict each other about the order: only dates are drawn.")
    return TimelineLayout(
        axis,
        tuple(sorted(placed, key=lambda each: (BANDS.index(each[0].band), each[1].order))),
        tuple(notes),
    )


def _extent(row: Row, axis: Axis) -> Extent:
    """Return where on the axis a row is drawn."""
    places = [(axis.place(mark.id), mark) for mark in row.marks]
    known = [place for place, _ in places if place]
    marks: tuple[tuple[float, Shape, Form], ...] = tuple(
        (place.x, mark.shape, mark.form) for place, mark in places if place
    )
    limits = (
        (min(each.earliest for each in known), max(each.latest for each in known))
        if known
        else (0.0, axis.width)
    )
    certain = [axis.start_of(row.begins)] if row.begins is not None else []
    if row.begins == NO_START:
        certain = [0.0]
    certain += [axis.end_of(row.until)] if row.until is not None else []
    certain += [place.x for each in row.through if (place := axis.place(each))]
    if row.through and row.begins is None and row.marks[0].is_dated:
        certain += [x for x, _, _ in marks]
    if row.goes_on and (row.begins is not None or len(certain) > 1):
        certain.append(axis.width - 12)
    bar = (min(certain), max(certain)) if certain else None
    is_ended = row.stop is not None or row.planned_end is not None
    heading = known[-1].heading or "Date not stated" if known else "No date or order stated"
    if bar and bar[1] - bar[0] < (1 if is_ended else _LEAST_BAR):
        bar = None
    if bar and row.spans:
        heading = ""
    return Extent(marks, bar, limits, heading)


def _description(timeline: TimelineLayout) -> str:
    counts = Counter(row.band for row, _ in timeline.rows)
    named = ", ".join(f"{count} {band.lower()}" for band, count in counts.items()) or "nothing"
    dated = [
        f"{row.when}: {row.label}" for row, _ in timeline.rows if row.when and row.band == "Events"
    ]
    text = f"{named[0].upper()}{named[1:]}, in the order in which they are known to be."
    if dated:
        text += f" {'; '.join(dated[:_FEW])}."
    return " ".join([text, *timeline.notes])
