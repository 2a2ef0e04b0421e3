"""The key under a drawing."""

from collections.abc import Iterable
from typing import Final

from karabakh._markup import Markup, element, joined
from karabakh.figures._text import width_of

__all__ = ["legend"]

_SIZE: Final = 11.0
_ROW: Final = 22.0
_MARK: Final = 30.0


def legend(
    entries: Iterable[tuple[Markup, str]], left: float, top: float, width: float
) -> tuple[Markup, float]:
    """Lay out marks with their meanings, in as many rows as they need.

    Args:
        entries: drawings around the point (0, 0), at most 22 pixels wide, with their meanings.
        left: where the key begins.
        top: where its first row begins.
        width: how wide a row may be.

    Returns:
        The key, and its height.
    """
    x, y = 0.0, 0.0
    drawn: list[Markup] = []
    for symbol, meaning in entries:
        needed = _MARK + width_of(meaning, _SIZE)
        if x and x + needed > width:
            x, y = 0.0, y + _ROW
        drawn.append(
            element(
                "g",
                symbol,
                element("text", meaning, x=17, y=4, class_="kb-soft kb-small"),
                transform=f"translate({left + x + 11:.0f} {top + y + _ROW / 2:.0f})",
            )
        )
        x += needed + 16
    return joined(drawn), (y + _ROW if drawn else 0.0)
