"""A canvas for text and shapes in literal colours, mirrored on demand."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, Literal, NamedTuple, cast

from karabakh._markup import Markup, element, joined, number
from karabakh._shown import shown
from karabakh._wrong_type import require_type
from karabakh.figures._palette import FONTS_OF_ALL_SCRIPTS, PALETTE, Role
from karabakh.figures._text import has_rtl, is_in_arial, is_rtl, width_of, wrapped

__all__ = [
    "LINE",
    "MARGIN",
    "NOTE",
    "SIZE",
    "Box",
    "Canvas",
    "Legend",
    "overlapping",
    "require_width",
]

MARGIN: Final = 16.0
SIZE: Final = 13.0
"""The size of labels, in pixels."""
NOTE: Final = 12.0
"""The size of what is said about a label, in pixels."""
LINE: Final = 1.3
"""The height of a line, in sizes of its font."""

_LEAST: Final = 300
_MOST: Final = 5000

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]

_OTHER_END: Final[dict[Anchor, Anchor]] = {"start": "end", "middle": "middle", "end": "start"}


class Box(NamedTuple):
    """A rectangle, in pixels from the upper corner at which lines of text start."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Return whether the two share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


Legend = Iterable[tuple[Callable[["Canvas", float, float], None], str]]
"""Marks, each drawn around a point, with their meanings."""


def require_width(width: object) -> None:
    """Raise unless a width has room for labels.

    Raises:
        TypeError: If it is not a number.
        ValueError: If it is not in 300 to 5000.
    """
    require_type("width", width, int, float)
    if not _LEAST <= cast("float", width) <= _MOST:
        raise ValueError(f"width must be {_LEAST} to {_MOST} pixels, got {shown(width)}")


class Canvas:
    """A drawing in progress.

    All places are given as if lines ran from left to right.

    Args:
        width: The width, in pixels.
        rtl: Whether lines run from right to left: then all of it is mirrored.
    """

    def __init__(self, width: float, *, rtl: bool = False) -> None:
        self.width = width
        self.height = MARGIN
        """The lower edge of what has been written so far, for the next part."""
        self.rtl = rtl
        self.labels: list[Box] = []
        """The places of all texts."""
        self._parts: list[Markup] = []

    @property
    def content(self) -> Markup:
        """The elements so far."""
        return joined(self._parts)

    def text(  # noqa: PLR0913 (the looks of a text)
        self,
        text: str,
        x: float,
        y: float,
        *,
        size: float = SIZE,
        role: Role = "ink",
        bold: bool = False,
        anchor: Anchor = "start",
    ) -> None:
        """Write a line of text.

        Args:
            text: The text.
            x: Where it starts, has its middle or ends, see `anchor`.
            y: Its baseline.
            size: The size of its font.
            role: Its colour.
            bold: Whether it is bold.
            anchor: What of it `x` is.
        """
        wide = width_of(text, size) * (1.1 if bold else 1)
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        self.labels.append(Box(left, y - size * 0.95, left + wide, y + size * 0.3))
        turned = has_rtl(text) if self.rtl else is_rtl(text)
        if turned != self.rtl:  # it starts at the edge at which other lines end
            anchor = _OTHER_END[anchor]
        self._parts.append(
            element(
                "text",
                text,
                x=self._x(x),
                y=y,
                font_size=size,
                font_weight="700" if bold else None,
                class_=f"kbf-{role}",
                fill=PALETTE[role].light,
                font_family=None if is_in_arial(text) else FONTS_OF_ALL_SCRIPTS,
                text_anchor=None if anchor == "start" else anchor,
                direction="rtl" if turned else None,
            )
        )

    def paragraph(  # noqa: PLR0913 (the looks of a text)
        self,
        text: str,
        x: float,
        top: float,
        width: float,
        *,
        size: float = SIZE,
        role: Role = "ink",
        bold: bool = False,
    ) -> float:
        """Write a text in as many lines as it needs, and return its lower edge."""
        for line in wrapped(text, width / (1.1 if bold else 1), size):
            self.text(line, x, top + size, size=size, role=role, bold=bold)
            top += size * LINE
        return top

    def heading(self, title: str, subtitle: str) -> None:
        """Write what the drawing shows at its top."""
        room = self.width - 2 * MARGIN
        y = self.paragraph(title, MARGIN, self.height - 4, room, size=17, bold=True)
        self.height = 6 + self.paragraph(subtitle, MARGIN, y + 4, room, role="soft")

    def shape(
        self,
        points: Sequence[Point],
        *,
        fill: Role | None = None,
        stroke: Role | None = None,
        weight: float = 2,
        dash: str = "",
    ) -> None:
        """Draw a polygon through points; a line, if it has no colour within."""
        path = " ".join(f"{number(self._x(x))} {number(y)}" for x, y in points)
        closing = "" if fill is None else "Z"
        self._draw("path", fill, stroke, weight, dash, d=f"M{path}{closing}")

    def rect(  # noqa: PLR0913 (its place and its looks)
        self,
        box: Box,
        *,
        fill: Role | None = None,
        stroke: Role | None = None,
        weight: float = 2,
        dash: str = "",
        radius: float | None = None,
    ) -> None:
        """Draw a rectangle."""
        left = self.width - box.right if self.rtl else box.left
        place = {"x": left, "y": box.top, "width": box.right - box.left}
        self._draw(
            "rect", fill, stroke, weight, dash, **place, height=box.bottom - box.top, rx=radius
        )

    def disc(  # noqa: PLR0913 (its place and its looks)
        self,
        x: float,
        y: float,
        radius: float,
        *,
        fill: Role | None = None,
        stroke: Role | None = None,
        weight: float = 2,
        dash: str = "",
    ) -> None:
        """Draw a disc, or a circle."""
        self._draw("circle", fill, stroke, weight, dash, cx=self._x(x), cy=y, r=radius)

    def line(  # noqa: PLR0913 (its ends and its looks)
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        stroke: Role = "edge",
        weight: float = 1,
        dash: str = "",
    ) -> None:
        """Draw a line."""
        self.shape([(x1, y1), (x2, y2)], stroke=stroke, weight=weight, dash=dash)

    def legend(self, entries: Legend) -> None:
        """Write a key under the drawing, in as many rows as it needs."""
        x, y = MARGIN, self.height + 20
        for draw, meaning in entries:
            wide = 26 + width_of(meaning, NOTE) + 14
            if x > MARGIN and x + wide > self.width - MARGIN:
                x, y = MARGIN, y + 22
            draw(self, x + 10, y)
            lines = wrapped(meaning, self.width - MARGIN - x - 26, NOTE)
            for line in lines:
                self.text(line, x + 26, y + 4, size=NOTE, role="soft")
                y += NOTE * LINE * (line is not lines[-1])
            x += wide
        self.height = y + 12 if x > MARGIN else self.height

    def note(self, text: str) -> None:
        """Write a sentence under the drawing."""
        room = self.width - 2 * MARGIN
        self.height = self.paragraph(text, MARGIN, self.height + 8, room, size=NOTE, role="soft")

    def _x(self, x: float) -> float:
        return self.width - x if self.rtl else x

    def _draw(
        self,
        name: str,
        fill: Role | None,
        stroke: Role | None,
        weight: float,
        dash: str,
        **place: float | str | None,
    ) -> None:
        roles = [f"kbf-{fill}" if fill else "", f"kbs-{stroke}" if stroke else ""]
        self._parts.append(
            element(
                name,
                **place,
                class_=" ".join(filter(None, roles)),
                fill=PALETTE[fill].light if fill else "none",
                stroke=PALETTE[stroke].light if stroke else None,
                stroke_width=weight if stroke else None,
                stroke_dasharray=dash or None,
            )
        )


def overlapping(boxes: Iterable[Box]) -> list[tuple[Box, Box]]:
    """Return all pairs of boxes that overlap, found by a sweep from left to right."""
    found: list[tuple[Box, Box]] = []
    active: list[Box] = []
    for box in sorted(boxes):
        active = [each for each in active if each.right > box.left]
        found += [(each, box) for each in active if each.overlaps(box)]
        active.append(box)
    return found
