"""Stable anchors of releases in the changelog."""

import re
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup"]

_VERSION = re.compile(r"\d+(\.\w+)+")
_BEFORE_TOC = 400
"""The order in which this hook runs: before the one that notes the anchors of sections."""


def name_releases(app: "Sphinx", doctree: nodes.document) -> None:
    """Set the version of each release as the first anchor of its section: `v0.1.0`."""
    if app.env.docname != "changelog":
        return
    # An anchor may not begin with a digit, so that all releases would be known by a number.
    for section in doctree.findall(nodes.section):
        found = _VERSION.match(section[0].astext())
        if found:
            section["ids"].insert(0, f"v{found[0]}")


def setup(app: "Sphinx") -> None:
    """Register the hook."""
    app.connect("doctree-read", name_releases, priority=_BEFORE_TOC)
