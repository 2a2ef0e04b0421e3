"""The shapes that stand for kinds of things: none of them needs its colour to be known."""

from karabakh._markup import Markup, element, number
from karabakh.model import Stance

__all__ = ["AGREEMENT", "EVENT", "STANCES", "mark"]

EVENT = "event"
AGREEMENT = "deal"
STANCES = {Stance.SUPPORTS: "for", Stance.OPPOSES: "against", Stance.UNDECIDED: "open"}
"""The class of each kind, by which it has its colour and its shape."""


def mark(kind: str, x: float, y: float, *, size: float = 5, hollow: bool = False) -> Markup:
    """Draw a mark: a diamond, a hexagon, a circle, a square or a triangle.

    Args:
        kind: what it stands for: `EVENT`, `AGREEMENT` or one of `STANCES`.
        x: its middle, in pixels from the left.
        y: its middle, in pixels from the top.
        size: from its middle to its edge, in pixels.
        hollow: whether only its outline is drawn.
    """
    class_ = f"kb-{kind} {'kb-hollow' if hollow else 'kb-full'}"
    if kind == "for":
        return element("circle", cx=x, cy=y, r=size, class_=class_)
    if kind == "against":
        side = 1.8 * size
        return element(
            "rect", x=x - side / 2, y=y - side / 2, width=side, height=side, class_=class_
        )
    points = " ".join(
        f"{number(x + dx * size)},{number(y + dy * size)}" for dx, dy in _POLYGONS[kind]
    )
    return element("polygon", points=points, class_=class_)


_POLYGONS = {
    "event": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "deal": ((-1.15, 0), (-0.6, -1), (0.6, -1), (1.15, 0), (0.6, 1), (-0.6, 1)),
    "open": ((0, -1.15), (1.15, 0.85), (-1.15, 0.85)),
}
