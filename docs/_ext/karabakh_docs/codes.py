"""One section, with an anchor, for each code that a finding can have."""

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from karabakh.io._codes import CODES
from karabakh_docs.rst import parse_rst

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup"]


class LoadCodes(SphinxDirective):
    """Explain the codes of what can be wrong with a file."""

    def run(self) -> list[nodes.Node]:
        """Make a section for each."""
        return [
            coded_section(
                self, code, each.what, f"*Why.* {each.why}\n\n*What to do.* {each.fix}\n"
            )
            for code, each in CODES.items()
        ]


def coded_section(directive: SphinxDirective, code: str, title: str, text: str) -> nodes.section:
    """Make the section of a code, which can be linked to by the code itself."""
    anchor = code.lower()
    section = nodes.section(ids=[anchor], names=[anchor])
    section += nodes.title("", "", nodes.literal(text=code), nodes.Text(f" {title.rstrip('.')}"))
    section += parse_rst(directive, text)
    labels = directive.env.domains.standard_domain
    labels.anonlabels[anchor] = (directive.env.docname, anchor)
    labels.labels[anchor] = (directive.env.docname, anchor, code)
    return section


def setup(app: "Sphinx") -> None:
    """Register the directive."""
    app.add_directive("load-codes", LoadCodes)
