"""Signatures of several lines, as HTML that keeps to the rules.

Sphinx writes their lines as a list of descriptions without anything described, which
screen readers read out as an empty list.
"""

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

__all__ = ["setup"]

_LINES = re.compile(r"<dl>\n(?P<lines>(?:<dd>.*</dd>\n)+)</dl>\n")
_LINE = re.compile(r"<dd>(?P<line>.*)</dd>")


def as_lines(html: str) -> str:
    r"""Write the lines of signatures as what they are.

    >>> as_lines("(\n<dl>\n<dd>a,</dd>\n</dl>\n)")
    '(\n<span class="sig-line">a,</span>\n)'
    """
    return _LINES.sub(
        lambda found: _LINE.sub(r'<span class="sig-line">\g<line></span>', found["lines"]), html
    )


def mend(
    app: "Sphinx",  # noqa: ARG001
    pagename: str,  # noqa: ARG001
    templatename: str,  # noqa: ARG001
    context: dict[str, Any],
    doctree: "nodes.document | None",  # noqa: ARG001
) -> None:
    """Mend the body of a page."""
    if "body" in context:
        context["body"] = as_lines(context["body"])


def setup(app: "Sphinx") -> None:
    """Register the hook."""
    app.connect("html-page-context", mend)
