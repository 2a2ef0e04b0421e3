"""Marks: a shape for each kind of thing, and a form for each origin of a stance."""

from collections.abc import Callable
from typing import Final, Literal

from karabakh.figures._canvas import NOTE, Box, Canvas
from karabakh.figures._palette import Role
from karabakh.model import Certainty

__all__ = [
    "CERTAINTY_WORDS",
    "ROLES",
    "Form",
    "Shape",
    "draw_arrow",
    "draw_bar",
    "draw_certainty",
    "draw_mark",
    "draw_plan",
    "draw_stop",
    "mark_sign",
]

Shape = Literal["for", "against", "undecided", "no longer", "event", "agreement", "source"]
Form = Literal["said", "derived", "inferred", "past"]

ROLES: Final[dict[Shape, Role]] = {
    "for": "for",
    "against": "against",
    "undecided": "soft",
    "no longer": "soft",
    "event": "ink",
    "agreement": "agreement",
    "source": "soft",
}

"""The colour of each shape."""

_HALF_BAR: Final = 5.0

_POLYGONS: Final = {
    "against": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "undecided": ((0.0, -1.05), (1.1, 0.85), (-1.1, 0.85)),
    "source": ((-0.8, -1.1), (0.8, -1.1), (0.8, 1.1), (-0.8, 1.1)),
    "event": ((0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)),
    "agreement": ((-1.1, 0.0), (-0.55, -1.0), (0.55, -1.0), (1.1, 0.0), (0.55, 1.0), (-0.55, 1.0)),
}

CERTAINTY_WORDS: Final = {
    Certainty.CERTAIN: "",
    Certainty.PROBABLE: "likely",
    Certainty.POSSIBLE: "possibly",
    Certainty.UNKNOWN: "certainty not stated",
}
"""How certain something is; nothing is said of what is certain."""


def draw_mark(  # noqa: PLR0913 (its place and its looks)
    canvas: Canvas, shape: Shape, x: float, y: float, *, form: Form = "said", size: float = 5.5
) -> None:
    """Draw a mark around a point.

    Args:
        canvas: The drawing.
        shape: What it stands for: a disc is for, a square against, a triangle undecided, a
            circle with a bar no longer for, a diamond an event, a hexagon an agreement.
        x: Its middle.
        y: Its middle.
        form: Filled: said. Hollow: derived, or of no date. Hollow with a core: inferred by the
            coder. Dashed and struck: past.
        size: From its middle to its edge, in pixels.
    """
    role = ROLES[shape]
    match form:
        case "said":
            _outline(canvas, shape, x, y, size, fill=role, stroke=None)
        case "past":
            _outline(canvas, shape, x, y, size, fill="paper", stroke="soft", dash="2.5 2")
            reach = size + 1.5
            canvas.line(x - reach, y + reach, x + reach, y - reach, stroke="soft", weight=1.5)
        case _:
            _outline(canvas, shape, x, y, size, fill="paper", stroke=role)
            if form == "inferred":
                canvas.disc(x, y + 0.2 * size * (shape == "undecided"), size * 0.4, fill=role)
    if shape == "no longer" and form != "past":
        canvas.line(x - size / 2, y, x + size / 2, y, stroke=role, weight=2)


def mark_sign(shape: Shape, form: Form) -> Callable[[Canvas, float, float], None]:
    """Return a function that draws a mark in a key."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        draw_mark(canvas, shape, x, y, form=form)

    return draw


def draw_certainty(canvas: Canvas, certainty: Certainty, x: float, y: float) -> None:
    """Draw three bars, as many of them full as the certainty has steps, with its word."""
    for step in (1, 2, 3):
        box = Box(x + 4.5 * step - 4.5, y - 3 * step - 1, x + 4.5 * step - 1.5, y)
        is_full = certainty.rank >= step
        canvas.rect(box, fill="ink" if is_full else "paper", stroke="soft", weight=0.8)
    canvas.text(CERTAINTY_WORDS[certainty], x + 18, y, size=NOTE, role="soft")


def draw_bar(canvas: Canvas, x1: float, x2: float, y: float, role: Role) -> None:
    """Draw the time that something lasted."""
    canvas.rect(Box(x1, y - _HALF_BAR, x2, y + _HALF_BAR), fill=role)


def draw_arrow(canvas: Canvas, x: float, y: float, role: Role) -> None:
    """Draw the end of a bar that goes on."""
    canvas.shape([(x, y - _HALF_BAR), (x + 8, y), (x, y + _HALF_BAR)], fill=role)


def draw_stop(canvas: Canvas, x: float, y: float, role: Role) -> None:
    """Draw the end of a bar that ended before its time."""
    canvas.line(x, y - 2 * _HALF_BAR, x, y + 2 * _HALF_BAR, stroke=role, weight=3)


def draw_plan(canvas: Canvas, x1: float, x2: float, y: float, role: Role) -> None:
    """Draw the time that something was to last."""
    box = Box(x1, y - _HALF_BAR, x2, y + _HALF_BAR)
    canvas.rect(box, fill="paper", stroke=role, weight=1.5, dash="4 3")


def _outline(  # noqa: PLR0913 (its place and its looks)
    canvas: Canvas,
    shape: Shape,
    x: float,
    y: float,
    size: float,
    *,
    fill: Role,
    stroke: Role | None,
    dash: str = "",
) -> None:
    weight = 1.5 if dash else 2
    if shape not in _POLYGONS:
        canvas.disc(x, y, size, fill=fill, stroke=stroke, weight=weight, dash=dash)
        return
    points = [(x + size * dx, y + size * dy) for dx, dy in _POLYGONS[shape]]
    canvas.shape(points, fill=fill, stroke=stroke, weight=weight, dash=dash)
