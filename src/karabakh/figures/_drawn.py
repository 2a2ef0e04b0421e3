"""Parts of drawings, with the places of their texts."""

from typing import Final

import attrs

from karabakh._markup import Markup, element, joined
from karabakh.figures._boxes import Box
from karabakh.figures._text import shortened, width_of

__all__ = ["Drawn", "draw_heading"]

_SMALL: Final = 11.0


@attrs.frozen(kw_only=True)
class Drawn:
    """A drawing, or a part of one, with the places of its texts."""

    content: Markup
    """Its elements."""

    width: float
    """How wide it is."""

    height: float
    """How high it is."""

    labels: tuple[Box, ...] = ()
    """Where its texts are: no two may overlap."""


def draw_heading(text: str, *, left: float, top: float, width: float) -> Drawn:
    """Draw the heading of a band, with a line over it."""
    shown = shortened(text, width, _SMALL)
    box = Box(left, top + 7, left + width_of(shown, _SMALL), top + 23)
    line = element("path", d=f"M{left:.1f} {top + 0.5:.1f}h{width:.1f}", class_="kb-rule")
    words = element("text", shown, x=left, y=top + 19, class_="kb-head kb-small")
    return Drawn(content=joined(line, words), height=26, labels=(box,), width=width)
