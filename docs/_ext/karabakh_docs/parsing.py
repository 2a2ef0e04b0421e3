"""Parsing reStructuredText from within a Markdown page."""

from docutils import nodes
from docutils.parsers.rst import Parser
from docutils.utils import new_document
from sphinx.util.docutils import SphinxDirective

__all__ = ["parse_rst"]


def parse_rst(directive: SphinxDirective, text: str) -> list[nodes.Node]:
    """Parse what autodoc and docstrings are written in, wherever the directive stands."""
    outer = directive.state.document
    inner = new_document(outer["source"], outer.settings)
    inner.reporter = directive.state_machine.reporter
    Parser().parse(text, inner)
    return inner.children
