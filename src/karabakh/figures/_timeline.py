"""The timeline: what happened, what was agreed and who held what, along one axis."""

from typing import Final

from karabakh._markup import joined
from karabakh.figures._drawn import Drawn
from karabakh.figures._figure import Figure, Table
from karabakh.figures._legend import legend
from karabakh.figures._placement import Placement
from karabakh.figures._timeline_bands import Column, draw_band, draw_loose
from karabakh.figures._timeline_frame import draw_axis, draw_rules, key_of
from karabakh.figures._timeline_items import bands_of, rows_of, shown
from karabakh.model import Dataset, build_chronology
from karabakh.reasoning import require_dataset

__all__ = ["layout", "timeline"]

_LEAST: Final = 480.0
_MARGIN: Final = 24.0


def timeline(dataset: Dataset, *, width: float = 1000) -> Figure:
    """Draw events, agreements and positions in the order in which they are known to be.

    In the middle of the axis time is to scale. What has no date stands beside it, in the order
    that the records tell (`Chronology`), and is drawn hollow: a place there says before
    or after, and nothing else. A full bar is the time in which something goes on for
    certain, a faint one that in which it may, and dots trail off where nobody says how
    far: at least past all that is known to lie within, so that a whole never seems to begin
    after its parts. Positions stand under their holders; where more than three of a
    holder's agree in stance and in time, they are drawn as one. What is in no known order
    stands below.

    Each record has its label, and no label runs into another. So a drawing of hundreds of
    records is long, though hardly longer than a list with a line for each: 400 events take
    some 2,500 pixels with short titles and 6,600 with long ones.

    Args:
        dataset: the records.
        width: how wide it should be, in pixels; it is wider if a long order needs that.

    >>> import karabakh
    >>> from karabakh.figures import timeline
    >>> figure = timeline(karabakh.load())
    >>> [row["when"] for row in figure.table if row["id"] == "war-2020"]
    ['2020']
    """
    require_dataset(dataset)
    drawing = layout(dataset, width=width)
    counts = ", ".join(
        _counted(len(each), noun)
        for each, noun in (
            (dataset.events, "event"),
            (dataset.agreements, "agreement"),
            (dataset.positions, "position"),
        )
    )
    return Figure(
        title=f"Timeline: {dataset.title or 'untitled dataset'}",
        description=(
            f"{counts}, from left to right in the order in which they are known to be."
            " What has no date is drawn hollow and placed by its order alone."
        ),
        table=Table(
            ("id", "kind", "who", "what", "when", "placed", "certainty", "citations"),
            tuple(rows_of(dataset)),
        ),
        width=drawing.width,
        height=drawing.height,
        content=drawing.content,
    )


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def layout(dataset: Dataset, *, width: float = 1000) -> Drawn:
    """Lay a timeline out, with the places of its texts."""
    sources = [source.id for source in dataset.sources if source.id not in dataset]
    placement = Placement(
        build_chronology(dataset),
        [record.id for record in shown(dataset)],
        sources,
        width=max(width, _LEAST) - 2 * _MARGIN,
    )
    axis = draw_axis(dataset, placement, sources, left=_MARGIN)
    column = Column(top=axis.height, left=_MARGIN, width=placement.width)
    bands = tuple(bands_of(dataset, placement))
    for band in bands:
        if band.placed:
            column.add(band.heading, band.placed, draw_band)
    bottom = column.bottom
    loose = [item for band in bands for item in band.loose]
    if loose:
        column.add("In no known order", loose, draw_loose)
    key, key_height = legend(key_of(dataset), _MARGIN, column.bottom, placement.width)
    rules = draw_rules(placement, sources, left=_MARGIN, top=axis.height - 22, bottom=bottom)
    return Drawn(
        content=joined(rules, axis.content, column.content, key),
        width=placement.width + 2 * _MARGIN,
        height=column.bottom + key_height + _MARGIN / 2,
        labels=(*axis.labels, *column.labels),
    )
