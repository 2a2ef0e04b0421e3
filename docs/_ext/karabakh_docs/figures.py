"""Figures: our own drawings, and those that the library draws, in the page itself."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from karabakh import Dataset, figures
from karabakh.figures import FIGURE_STYLE, Figure
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


_DRAWN: Final[dict[str, Callable[[Dataset], Figure]]] = {
    "timeline": figures.timeline,
    "stance_matrix": figures.stance_matrix,
    "explanation": lambda dataset: figures.explanation(_finding(dataset), dataset=dataset),
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
    """Write the style of the figures, which follows the theme's colours."""
    light = re.search(r"\.kb-figure\{(.*?)\}", FIGURE_STYLE)
    dark = re.search(r"prefers-color-scheme:dark\)\{\.kb-figure\{(.*?)\}", FIGURE_STYLE)
    if light is None or dark is None:
        raise ValueError("the figures' styles have changed their form")
    chosen = [
        f'body[data-theme="{name}"] .kb-figure{{{rules[1]}}}'
        for name, rules in (("light", light), ("dark", dark))
    ]
    target = Path(app.outdir) / "_static" / "figures.css"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join([FIGURE_STYLE, *chosen]) + "\n", encoding="utf-8")


def setup(app: "Sphinx") -> None:
    """Register the directives and the styles."""
    app.add_directive("inline-figure", InlineFigure)
    app.add_directive("drawn", Drawn)
    app.connect("builder-inited", write_styles)
    app.add_css_file("figures.css")
