"""Writing reStructuredText, and parsing it from within a Markdown page."""

import re
from collections.abc import Iterable, Sequence
from textwrap import indent

from docutils import nodes
from docutils.parsers.rst import Parser
from docutils.utils import new_document
from sphinx.util.docutils import SphinxDirective
from sphinx.util.rst import default_role

__all__ = ["block", "code", "literal", "one_line", "parse_rst", "plain", "ref", "table"]

_MARKUP = re.compile(r"([\\`*_|<>])")


def parse_rst(directive: SphinxDirective, text: str) -> list[nodes.Node]:
    """Parse what autodoc and docstrings are written in, wherever the directive stands."""
    outer = directive.state.document
    inner = new_document(outer["source"], outer.settings)
    inner.reporter = directive.state_machine.reporter
    with default_role(directive.env.docname, directive.config.default_role):
        Parser().parse(text, inner)
    return inner.children


def plain(text: str) -> str:
    """Write a text that has no markup, whatever is in it."""
    return _MARKUP.sub(r"\\\1", one_line(text))


def one_line(text: str) -> str:
    """Join the lines of a text."""
    return " ".join(text.split())


def literal(text: str) -> str:
    """Write a text as it stands in files."""
    return f"``{text}``"


def ref(label: str, text: str) -> str:
    """Write a link to a label."""
    return f":ref:`{plain(text)} <{label}>`"


def block(name: str, argument: str = "", *, content: str = "", **options: str) -> str:
    """Write a directive."""
    head = f".. {name}:: {argument}".rstrip()
    lines = [head, *(f"   :{key.replace('_', '-')}: {value}" for key, value in options.items())]
    return "\n".join([*lines, "", indent(content, "   "), "", ""])


def code(text: str, language: str) -> str:
    """Write a block of code."""
    return block("code-block", language, content=text)


def table(head: Sequence[str], rows: Iterable[Sequence[str]], widths: str = "auto") -> str:
    """Write a table of cells that are reStructuredText themselves."""
    lines: list[str] = []
    for row in (head, *rows):
        for number, cell in enumerate(row):
            mark = "* -" if number == 0 else "  -"
            body = indent(cell, "    ").strip()
            lines.append(f"{mark} {body}".rstrip())
    content = "\n".join(lines)
    return block("list-table", content=content, header_rows="1", widths=widths)
