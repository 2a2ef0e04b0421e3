"""One section, with an anchor, for each code that a finding can have."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from karabakh.io.load_codes import LOAD_CODES
from karabakh.validation import RULES, ValidationRule
from karabakh_docs.rst import parse_rst

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup"]


class LoadCodes(SphinxDirective):
    """Explain the codes of what can be wrong with a file."""

    def run(self) -> list[nodes.Node]:
        """Return a section for each."""
        return [
            coded_section(
                self,
                code,
                each.what,
                _with_literals(f"*Why.* {each.why}\n\n*What to do.* {each.fix}\n"),
            )
            for code, each in LOAD_CODES.items()
        ]


class Rules(SphinxDirective):
    """Explain the rules of validation whose codes begin so."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return a section for each, from the docstring of its function."""
        return [
            coded_section(self, rule.code, rule.summary, _of_rule(rule))
            for rule in RULES
            if rule.code.startswith(self.arguments[0])
        ]


def _of_rule(rule: ValidationRule) -> str:
    """Write what a rule's docstring says behind its summary, and how much it matters."""
    text = rule.doc.removeprefix(rule.summary).strip()
    text = re.sub(
        r"^Fix: (\w)", lambda match: f"*What to do.* {match[1].upper()}", text, flags=re.MULTILINE
    )
    severity = rule.severity.value.capitalize() + (", optional" if rule.is_optional else "")
    return f"{severity}; *{rule.name.replace('-', ' ')}*.\n\n{text}\n"


def coded_section(directive: SphinxDirective, code: str, title: str, text: str) -> nodes.section:
    """Return the section of a code, which can be linked to by the code itself."""
    anchor = code.lower()
    section = nodes.section(ids=[anchor], names=[anchor])
    section += nodes.title("", "", nodes.literal(text=code), *_inline(f" {title.rstrip('.')}"))
    section += parse_rst(directive, text)
    labels = directive.env.domains.standard_domain
    labels.anonlabels[anchor] = (directive.env.docname, anchor)
    labels.labels[anchor] = (directive.env.docname, anchor, code)
    labels.note_object("finding-code", code, anchor)  # so that a search leads here
    return section


def _with_literals(text: str) -> str:
    """Take what stands in backticks for what it is, except for the names of classes."""
    return re.sub(r"`(?![A-Z]\w+\.?\w*`)([^`]+)`", r"``\1``", text)


def _inline(text: str) -> Iterator[nodes.Node]:
    """Divide a text without other markup into plain parts and those in backticks."""
    for number, part in enumerate(text.split("`")):
        yield nodes.literal(text=part) if number % 2 else nodes.Text(part)


def setup(app: "Sphinx") -> None:
    """Register the directives, and what the search calls a code."""
    app.add_object_type("finding-code", "finding-code", objname="code of a finding")
    app.add_directive("load-codes", LoadCodes)
    app.add_directive("rules", Rules)
