"""Figures of our own, put into the page itself, so that they take its colours."""

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup"]


class InlineFigure(SphinxDirective):
    """Put an SVG file of the pages into the page."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Read the file; what it shows is told by its title and description."""
        path = Path(self.env.relfn2path(self.arguments[0])[1])
        self.env.note_dependency(str(path))
        markup = f'<div class="kb-figure">{path.read_text("utf-8")}</div>'
        return [nodes.raw("", markup, format="html")]


def setup(app: "Sphinx") -> None:
    """Register the directive."""
    app.add_directive("inline-figure", InlineFigure)
