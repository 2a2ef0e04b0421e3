"""Figures: our own drawings, and those that the library draws, in the page itself."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from karabakh import Dataset
from karabakh.figures import (
    FIGURE_STYLE,
    Figure,
    draw_explanation,
    draw_stance_matrix,
    draw_timeline,
)
from karabakh.reasoning import Conclusion, disputes, shifts
from karabakh_docs.datasets import gallery_dataset

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup"]


class InlineFigure(SphinxDirective):
    """Include an SVG file in the page, so that it takes the page's colours."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the file, which has a title and a description of its own."""
        path = Path(self.env.relfn2path(self.arguments[0])[1])
        self.env.note_dependency(str(path))
        return [_raw(path.read_text("utf-8"))]


_WIDTH: Final = 760
"""The width of the column of text, in pixels."""

_DRAWN: Final[dict[str, Callable[[Dataset], Figure]]] = {
    "timeline": lambda dataset: draw_timeline(dataset, width=_WIDTH),
    "stance_matrix": lambda dataset: draw_stance_matrix(dataset, width=_WIDTH),
    "explanation": lambda dataset: draw_explanation(_finding(dataset), dataset=dataset),
}
"""The figures that the pages show."""


def _finding(dataset: Dataset) -> Conclusion:
    """Return what is explained: the first shift, or else the first dispute."""
    return (*shifts(dataset), *disputes(dataset))[0]


class Drawn(SphinxDirective):
    """Draw a figure of a gallery's dataset, the article's by default, with its data."""

    required_arguments = 1
    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Draw it; the looks come from a file of styles."""
        kind, name = [*self.arguments, "article"][:2]
        figure = _DRAWN[kind](gallery_dataset(name))
        data = f"<details><summary>The same as a table</summary>{figure.table.to_html()}</details>"
        return [_raw(figure.to_svg(style=False)), nodes.raw("", data, format="html")]


def _raw(svg: str) -> nodes.raw:
    return nodes.raw("", f'<div class="docs-figure">{svg}</div>', format="html")


def write_styles(app: "Sphinx") -> None:
    """Write the dark colours of the figures, by the switch of the theme."""
    rules = FIGURE_STYLE[FIGURE_STYLE.index("{") + 1 : -1]
    auto, dark = (
        rules.replace(".kb-figure", f"body{choice} .kb-figure")
        for choice in (':not([data-theme="light"])', '[data-theme="dark"]')
    )
    target = Path(app.outdir) / "_static" / "figures.css"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"@media (prefers-color-scheme:dark){{{auto}}}\n{dark}\n", encoding="utf-8")


def setup(app: "Sphinx") -> None:
    """Register the directives and the styles."""
    app.add_directive("inline-figure", InlineFigure)
    app.add_directive("drawn", Drawn)
    app.connect("builder-inited", write_styles)
    app.add_css_file("figures.css")
