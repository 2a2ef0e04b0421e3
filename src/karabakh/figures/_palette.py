"""The colours and fonts of the figures, light and dark."""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from karabakh._markup import Markup

__all__ = ["FIGURE_STYLE", "FONTS", "FONTS_OF_ALL_SCRIPTS", "PALETTE", "Colour", "Role"]

Role = Literal["paper", "wash", "rule", "edge", "ink", "soft", "for", "against", "agreement"]


class Colour(NamedTuple):
    """A colour on light and on dark paper, as hexadecimal sRGB."""

    light: str
    dark: str


PALETTE: Final[Mapping[Role, Colour]] = {
    "paper": Colour("#ffffff", "#14171a"),
    "wash": Colour("#f3f0ea", "#1e2226"),
    "rule": Colour("#d8d4cc", "#373c43"),
    "edge": Colour("#7d838c", "#858c96"),
    "ink": Colour("#1b1f24", "#ecebe7"),
    "soft": Colour("#545b64", "#b0b6be"),
    "for": Colour("#005f9e", "#6cb8ee"),
    "against": Colour("#b34700", "#f2a65a"),
    "agreement": Colour("#00694b", "#4cc79f"),
}
"""The colour of each role. On paper and wash, text has 4.5:1 and marks have 3:1 at least."""

FONTS: Final = "Arial, 'Helvetica Neue', 'Liberation Sans', 'Noto Sans', 'DejaVu Sans', sans-serif"

"""The fonts of text: Arial, and what has its widths."""

FONTS_OF_ALL_SCRIPTS: Final = "'DejaVu Sans', Arial, 'Noto Sans', sans-serif"
"""The fonts of text in scripts that fonts like Arial may lack.

Some renderers take the first font alone, and none for letters that it lacks.
"""


def _rules() -> str:
    # LibreOffice applies what a media query holds in any case; it knows no `:is`.
    return "".join(
        f".kb-figure :is(.kb{kind[0]}-{role}){{{kind}:{colour.dark}}}"
        for role, colour in PALETTE.items()
        for kind in ("fill", "stroke")
    )


FIGURE_STYLE: Final = Markup(f"@media (prefers-color-scheme:dark){{{_rules()}}}")
"""The style sheet of all figures: the dark colours, for readers who prefer them.

The light ones are attributes of the drawings, so that these need no style sheet. A page that
allows no styles within drawings has this one once, see `Figure.to_svg`.
"""
