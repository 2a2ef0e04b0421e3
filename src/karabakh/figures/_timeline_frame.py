"""What stands around the bands of a timeline: the axis, the sources, the headings, the key."""

from collections.abc import Iterator, Sequence
from typing import Final

from karabakh._markup import Markup, element, joined
from karabakh.figures._boxes import Box, Lanes
from karabakh.figures._drawn import Drawn
from karabakh.figures._marks import AGREEMENT, EVENT, STANCES, mark
from karabakh.figures._placement import Placement
from karabakh.figures._text import shortened, width_of
from karabakh.figures._ticks import ticks
from karabakh.model import Dataset, Stance

__all__ = ["draw_axis", "draw_rules", "key_of"]

_SMALL: Final = 11.0
_LINE: Final = 18.0
_LONGEST_TITLE: Final = 240.0
_MOST_TITLES: Final = 24
_BY_ORDER: Final = "by order, not to scale"


def draw_axis(
    dataset: Dataset, placement: Placement, sources: Sequence[str], *, left: float
) -> Drawn:
    """Draw the titles of the sources, each where it was made, and the days of the scale."""
    lanes = Lanes(gap=12)
    drawn: list[Markup] = []
    labels: list[Box] = []
    for source in sources[:_MOST_TITLES]:
        title = f"made: {dataset.sources[source].title or source}"
        text = shortened(title, _LONGEST_TITLE, _SMALL)
        wide = width_of(text, _SMALL)
        text_left = max(0.0, min(placement.making(source) - wide / 2, placement.width - wide))
        y = 20 + _LINE * lanes.put(text_left, text_left + wide)
        _write(text, left + text_left, y, drawn, labels)
    y = 20 + _LINE * len(lanes)
    for x, name in ticks(placement.scale) if placement.scale else ():
        _write(name, left + x + 4, y, drawn, labels)
    for zone_left, zone_right in _zones(placement):
        text = shortened(_BY_ORDER, zone_right - zone_left - 16, _SMALL)
        if text == _BY_ORDER:
            middle = (zone_left + zone_right - width_of(text, _SMALL)) / 2
            _write(text, left + middle, y, drawn, labels)
    return Drawn(content=joined(drawn), width=placement.width, height=y + 8, labels=tuple(labels))


def draw_rules(
    placement: Placement, sources: Sequence[str], *, left: float, top: float, bottom: float
) -> Markup:
    """Draw what lies behind the bands: the parts by order, the days, the makings of sources."""
    drawn = [
        element(
            "rect",
            x=left + zone[0],
            y=top,
            width=zone[1] - zone[0],
            height=bottom - top,
            class_="kb-wash",
        )
        for zone in _zones(placement)
    ]
    if placement.scale:
        for x, _ in ticks(placement.scale):
            path = f"M{left + x:.1f} {top:.1f}V{bottom:.1f}"
            drawn.append(element("path", d=path, class_="kb-rule"))
        for x in placement.scale.cuts:
            path = f"M{left + x - 6:.1f} {top + 18:.1f}l5 -14m4 14l5 -14"
            drawn.append(element("path", d=path, class_="kb-line"))
    for x in sorted({round(left + placement.making(source), 1) for source in sources}):
        path = f"M{x:.1f} {top:.1f}V{bottom:.1f}"
        drawn.append(element("path", d=path, class_="kb-line kb-dash"))
    return joined(drawn)


def key_of(dataset: Dataset) -> Iterator[tuple[Markup, str]]:
    """Give the marks that occur, with what they mean."""
    if dataset.events:
        yield mark(EVENT, 0, 0), "event"
    if dataset.agreements:
        yield mark(AGREEMENT, 0, 0), "agreement"
    held = {position.stance for position in dataset.positions}
    meanings = {
        Stance.SUPPORTS: "supports",
        Stance.OPPOSES: "opposes",
        Stance.UNDECIDED: "undecided",
    }
    for stance, meaning in meanings.items():
        if stance in held:
            yield mark(STANCES[stance], 0, 0), meaning
    yield mark(EVENT, 0, 0, hollow=True), "no date: placed by order"
    yield _bar("kb-event kb-full"), "goes on for certain"
    yield _bar("kb-event kb-faint"), "may go on"
    dots = element("path", d="M-10 0H10", class_="kb-event kb-dots")
    yield dots, "may go on, nobody says how far"


def _bar(class_: str) -> Markup:
    return element("rect", x=-10, y=-3, width=20, height=6, rx=3, class_=class_)


def _zones(placement: Placement) -> Iterator[tuple[float, float]]:
    """Give the parts of the axis that are not to scale."""
    if placement.scale is None:
        yield 0.0, placement.width
        return
    left, right = placement.scale.pieces[0].left, placement.scale.pieces[-1].right
    if left > 0:
        yield 0.0, left
    if right < placement.width - 1:
        yield right, placement.width


def _write(text: str, x: float, y: float, drawn: list[Markup], labels: list[Box]) -> None:
    drawn.append(element("text", text, x=x, y=y, class_="kb-soft kb-small"))
    labels.append(Box(x, y - 11, x + width_of(text, _SMALL), y + 4))
