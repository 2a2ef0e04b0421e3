"""The stance matrix: who is for and against what."""

from collections.abc import Iterator
from typing import Final

from karabakh._markup import Markup, element, joined
from karabakh.figures._boxes import Box
from karabakh.figures._drawn import Drawn, draw_heading
from karabakh.figures._figure import Figure, Table
from karabakh.figures._legend import legend
from karabakh.figures._marks import STANCES, mark
from karabakh.figures._matrix_rows import Matrix, Sign, matrix_of
from karabakh.figures._text import shortened, width_of, wrapped
from karabakh.model import Certainty, Dataset, Stance
from karabakh.reasoning import require_dataset

__all__ = ["draw_matrix", "stance_matrix"]

_MARGIN: Final = 24.0
_LEAST_TEXT, _MOST_TEXT = 220.0, 420.0
"""How wide the column with the propositions is."""
_SIZE: Final = 12.0
_LINE: Final = 15.0
_AROUND: Final = 11.0
"""How much higher a row is than its text."""
_MARK: Final = 16.0
_COLUMN: Final = 36.0
_NAME: Final = 200.0
"""How long the name of an actor may be; it stands at 45 degrees."""
_SLOPE: Final = 0.7072
_LEAST_KEY: Final = 620.0

_SIZES: Final = {
    Certainty.CERTAIN: 6.2,
    Certainty.PROBABLE: 4.8,
    Certainty.POSSIBLE: 3.5,
    Certainty.UNKNOWN: 2.4,
}


def stance_matrix(dataset: Dataset, *, width: float = 1000) -> Figure:
    """Draw who is for, against or undecided about what: actors across, propositions down.

    A circle is for, a square against, a triangle undecided. A full mark is a recorded
    position, a hollow one follows from one (`karabakh.reasoning.stances`); the less certain
    it is, the smaller. Several marks in a cell are stances of one actor, earlier ones
    first. What is contested stands above, and its actors are sorted so that camps lie
    side by side.

    Args:
        dataset: the records.
        width: how wide it may be, in pixels; it is wider if the actors need that.

    >>> import karabakh
    >>> from karabakh.figures import stance_matrix
    >>> figure = stance_matrix(karabakh.load())
    >>> [(row["actor"], row["stance"]) for row in figure.table
    ...  if row["proposition"].startswith("Azerbaijan is to govern")]
    [('Ilham Aliyev', 'supports'), ('Azerbaijan', 'supports'), \
('ethnic Armenians in Nagorno-Karabakh', 'opposes')]
    """
    require_dataset(dataset)
    matrix = matrix_of(dataset)
    drawn = draw_matrix(matrix, dataset, width=width)
    return Figure(
        title=f"Stances: {dataset.title or 'untitled dataset'}",
        description=(
            f"{len(matrix.actors)} actors across, {len(matrix.contested) + len(matrix.others)}"
            f" propositions down, of which {len(matrix.contested)} are contested. Circles are"
            " for, squares against, triangles undecided; full marks are recorded, hollow ones"
            " derived, and the less certain they are, the smaller."
        ),
        table=Table(
            ("actor", "proposition", "stance", "origin", "certainty", "time"),
            tuple(_table(matrix, dataset)),
        ),
        width=drawn.width,
        height=drawn.height,
        content=drawn.content,
    )


def draw_matrix(matrix: Matrix, dataset: Dataset, *, width: float = 1000) -> Drawn:
    """Draw a matrix, if possible within a width."""
    most = max(map(len, matrix.cells.values()), default=1)
    column = max(_COLUMN, most * _MARK + 10)
    names = [shortened(_name(each, dataset), _NAME, _SIZE) for each in matrix.actors]
    longest = max((width_of(each, _SIZE) for each in names), default=0.0)
    grid = column * len(names)
    beside = grid + longest * _SLOPE + 2 * _MARGIN + 12
    text = min(max(width - beside, _LEAST_TEXT), _MOST_TEXT)
    left = _MARGIN + text + 12
    whole = max(left + grid + longest * _SLOPE, _LEAST_KEY) + _MARGIN
    top = _MARGIN + longest * _SLOPE + 10
    heads = [
        element(
            "text",
            name,
            class_="kb-turned",
            transform=f"translate({left + column * (place + 0.5) + 4:.1f} {top:.1f}) rotate(-45)",
        )
        for place, name in enumerate(names)
    ]
    parts = [joined(heads)]
    labels: list[Box] = []
    y = top + 8
    for heading, rows in (("Contested", matrix.contested), ("Not contested", matrix.others)):
        if rows:
            head = draw_heading(heading, left=_MARGIN, top=y, width=left + grid - _MARGIN)
            y += head.height + 2
            parts.append(head.content)
            labels += head.labels
        for row in rows:
            lines = wrapped(_text(row, dataset), text, _SIZE, lines=2)
            height = _LINE * max(len(lines), 1) + _AROUND
            parts.append(_row(lines, y, height, left + grid))
            labels.append(Box(_MARGIN, y + 4, _MARGIN + text, y + height - 4))
            for place, actor in enumerate(matrix.actors):
                signs = matrix.cells.get((actor, row), ())
                parts.append(_cell(signs, left + column * (place + 0.5), y + height / 2))
            y += height
        y += 10 if rows else 0
    key, key_height = legend(_key(), _MARGIN, y + 6, whole - 2 * _MARGIN)
    return Drawn(
        content=joined(parts, key),
        width=whole,
        height=y + key_height + _MARGIN,
        labels=tuple(labels),
    )


def _row(lines: tuple[str, ...], top: float, height: float, right: float) -> Markup:
    first = top + (height - _LINE * len(lines)) / 2 + 11.5
    texts = [
        element("text", line, x=_MARGIN, y=first + _LINE * number)
        for number, line in enumerate(lines)
    ]
    rule = f"M{_MARGIN:.0f} {top + height:.1f}H{right:.1f}"
    return joined(element("path", d=rule, class_="kb-rule"), texts)


def _cell(signs: tuple[Sign, ...], x: float, y: float) -> Markup:
    first = x - _MARK * (len(signs) - 1) / 2
    return joined(
        mark(
            STANCES[sign.stance],
            first + _MARK * place,
            y,
            size=_SIZES[sign.certainty],
            hollow=sign.is_derived,
        )
        for place, sign in enumerate(signs)
    )


def _key() -> Iterator[tuple[Markup, str]]:
    for stance, meaning in (
        (Stance.SUPPORTS, "supports"),
        (Stance.OPPOSES, "opposes"),
        (Stance.UNDECIDED, "undecided"),
    ):
        yield mark(STANCES[stance], 0, 0, size=6), meaning
    yield mark("open", 0, 0, size=6, hollow=True), "hollow: derived"
    sizes = joined(
        element("circle", cx=x, cy=0, r=0.75 * _SIZES[certainty], class_="kb-open kb-core")
        for x, certainty in (
            (-8, Certainty.CERTAIN),
            (1, Certainty.PROBABLE),
            (8, Certainty.POSSIBLE),
        )
    )
    yield sizes, "the less certain, the smaller"


def _table(matrix: Matrix, dataset: Dataset) -> Iterator[tuple[str, ...]]:
    for row in (*matrix.contested, *matrix.others):
        for actor in matrix.actors:
            for sign in matrix.cells.get((actor, row), ()):
                yield (
                    _name(actor, dataset),
                    _text(row, dataset),
                    sign.stance.value,
                    "derived" if sign.is_derived else "recorded",
                    sign.certainty.value,
                    sign.time,
                )


def _name(actor: str, dataset: Dataset) -> str:
    return dataset.actors[actor].label


def _text(proposition: str, dataset: Dataset) -> str:
    return dataset.propositions[proposition].text
