"""The bands of a timeline: its items in lanes, with labels that don't run into each other."""

from collections.abc import Callable, Sequence
from typing import Final

import attrs

from karabakh._markup import Markup, element, joined
from karabakh.figures._boxes import Box, Lanes
from karabakh.figures._drawn import Drawn, draw_heading
from karabakh.figures._marks import mark
from karabakh.figures._placement import Stretch
from karabakh.figures._text import shortened, width_of

__all__ = ["Column", "Item", "draw_band", "draw_loose"]

_SIZE: Final = 12.0
_LONGEST_LABEL: Final = 320.0
_POINT_LANE: Final = 24.0
_BAR_LANE: Final = 40.0
_MARK: Final = 8.0
"""Half the room that a mark takes."""
_NEAR: Final = 9.0
"""How near to the middle of a mark its dots come."""
_GAP: Final = 14.0
_THICK: Final = 6.0
_BETWEEN: Final = 8.0


@attrs.frozen(kw_only=True)
class Item:
    """Something to be drawn, at a place in time."""

    label: str
    """What is written beside it."""

    full: str
    """What it is, at full length, for the tooltip."""

    kind: str
    """What the mark shows, see `marks`."""

    stretch: Stretch
    """Where it stands on the axis."""

    @property
    def trails(self) -> tuple[float, float]:
        """How far it may begin before, and end after, what is drawn: nobody says how far."""
        near = 0.0 if self.stretch.is_bar else _NEAR
        (left, right), (first, last) = self.stretch.faint, self.stretch.reach
        no_start, no_end = self.stretch.endless
        return (
            0.0 if no_start else max(left - near - first, 0.0),
            0.0 if no_end else max(last - right - near, 0.0),
        )

    @property
    def extent(self) -> tuple[float, float]:
        """From its leftmost to its rightmost point, with room for its mark."""
        (left, right), (first, last) = self.stretch.faint, self.stretch.reach
        return min(left - _MARK - 4, first - 4), max(right + _MARK + 4, last + 4)


class Column:
    """Bands one under the other, each with a heading."""

    def __init__(self, *, left: float, top: float, width: float) -> None:
        self.bottom = top
        """Where the next one begins."""
        self.content: list[Markup] = []
        """The elements so far."""
        self.labels: list[Box] = []
        """Where their texts are."""
        self._left, self._width = left, width

    def add(self, heading: str, items: Sequence[Item], draw: Callable[..., Drawn]) -> None:
        """Add a band.

        Args:
            heading: what it shows.
            items: what stands in it.
            draw: `draw_band` or `draw_loose`.
        """
        head = draw_heading(heading, left=self._left, top=self.bottom, width=self._width)
        self._append(head)
        self._append(draw(items, left=self._left, top=self.bottom, width=self._width))
        self.bottom += _BETWEEN

    def _append(self, drawn: Drawn) -> None:
        self.content.append(drawn.content)
        self.labels += drawn.labels
        self.bottom += drawn.height


@attrs.frozen(kw_only=True)
class _Put:
    item: Item
    text: str
    text_left: float
    text_right: float
    lane: int
    is_left: bool


def draw_band(items: Sequence[Item], *, left: float, top: float, width: float) -> Drawn:
    """Draw items in as many lanes as they need.

    Args:
        items: what to draw, with places on an axis.
        left: where the axis begins.
        top: where the band begins.
        width: how long the axis is.
    """
    lanes = Lanes(gap=_GAP)
    put = [_put(item, lanes, width) for item in sorted(items, key=lambda each: each.extent[0])]
    heights = [_POINT_LANE] * len(lanes)
    for each in put:
        if each.item.stretch.is_bar:
            heights[each.lane] = _BAR_LANE
    bottoms: list[float] = []
    bottom = top
    for height in heights:
        bottom += height
        bottoms.append(bottom)
    drawn = [_draw(each, left, bottoms[each.lane] - _POINT_LANE / 2) for each in put]
    return Drawn(
        content=joined(content for content, _ in drawn),
        width=width,
        height=bottom - top,
        labels=tuple(box for _, box in drawn),
    )


def draw_loose(items: Sequence[Item], *, left: float, top: float, width: float) -> Drawn:
    """Draw items that have no place on the axis, one behind the other in rows."""
    drawn: list[Markup] = []
    labels: list[Box] = []
    x, y = 0.0, top
    for item in items:
        text = shortened(item.label, min(_LONGEST_LABEL, width - 2 * _MARK), _SIZE)
        needed = 2 * _MARK + 2 + width_of(text, _SIZE)
        if x and x + needed > width:
            x, y = 0.0, y + _POINT_LANE
        middle = y + _POINT_LANE / 2
        label, box = _label(text, left + x + 2 * _MARK + 2, middle)
        symbol = mark(item.kind, left + x + _MARK, middle, hollow=True)
        drawn.append(element("g", element("title", item.full), symbol, label))
        labels.append(box)
        x += needed + _GAP
    height = y + _POINT_LANE - top if items else 0.0
    return Drawn(content=joined(drawn), width=width, height=height, labels=tuple(labels))


def _put(item: Item, lanes: Lanes, width: float) -> _Put:
    """Find a lane with room for an item and its label, and the side on which that stands."""
    start, end = item.extent
    text = shortened(item.label, min(_LONGEST_LABEL, width), _SIZE)
    wide = width_of(text, _SIZE)
    is_left = False
    if item.stretch.is_bar:
        text_left = max(0.0, min(item.stretch.reach[0], width - wide))
    else:
        is_left = end + wide > width and start > width - end
        room = start if is_left else width - end
        text = shortened(text, room, _SIZE)
        wide = width_of(text, _SIZE)
        text_left = start - wide if is_left else end
    right = text_left + wide
    lane = lanes.put(min(start, text_left), max(end, right))
    return _Put(
        item=item, text=text, text_left=text_left, text_right=right, lane=lane, is_left=is_left
    )


def _draw(put: _Put, left: float, middle: float) -> tuple[Markup, Box]:
    item = put.item
    y = middle - 14 * item.stretch.is_bar
    box = Box(left + put.text_left, y - 8, left + put.text_right, y + 8)
    # Text is narrower than the estimate of it: let it stand close to its mark.
    x = box.right if put.is_left else box.left
    label = element("text", put.text, x=x, y=y + 4, class_="kb-end" if put.is_left else None)
    drawn = element(
        "g",
        element("title", item.full),
        _trails(item, left, middle),
        _body(item, left, middle),
        label,
    )
    return drawn, box


def _body(item: Item, left: float, middle: float) -> Markup:
    (core_left, core_right), (faint_left, faint_right) = item.stretch.full, item.stretch.faint
    parts: list[Markup] = []
    if item.stretch.is_bar:
        parts.append(
            _bar(left + faint_left, left + faint_right, middle, f"kb-{item.kind} kb-faint")
        )
    if core_right > core_left:
        parts.append(_bar(left + core_left, left + core_right, middle, f"kb-{item.kind} kb-core"))
    else:
        hollow = not item.stretch.is_dated
        parts.append(mark(item.kind, left + core_left, middle, hollow=hollow))
    return joined(parts)


def _bar(left: float, right: float, middle: float, class_: str) -> Markup:
    return element(
        "rect",
        x=left,
        y=middle - _THICK / 2,
        width=right - left,
        height=_THICK,
        rx=_THICK / 2,
        class_=class_,
    )


def _trails(item: Item, left: float, middle: float) -> Markup:
    before, after = item.trails
    first, last = left + item.stretch.reach[0], left + item.stretch.reach[1]
    parts: list[Markup] = []
    if before:
        parts.append(_dots(first + before, first, middle, item.kind))
    if after:
        parts.append(_dots(last - after, last, middle, item.kind))
    for endless, x, turn in (
        (item.stretch.endless[0], left + item.stretch.faint[0], -1),
        (item.stretch.endless[1], left + item.stretch.faint[1], 1),
    ):
        if endless:
            path = f"M{x + turn:.1f} {middle - 5:.1f}l{6 * turn} 5l{-6 * turn} 5"
            parts.append(element("path", d=path, class_=f"kb-{item.kind} kb-stroke"))
    return joined(parts)


def _dots(near: float, far: float, middle: float, kind: str) -> Markup:
    return element("path", d=f"M{near:.1f} {middle:.1f}H{far:.1f}", class_=f"kb-{kind} kb-dots")


def _label(text: str, x: float, middle: float) -> tuple[Markup, Box]:
    box = Box(x, middle - 8, x + width_of(text, _SIZE), middle + 8)
    return element("text", text, x=x, y=middle + 4), box
