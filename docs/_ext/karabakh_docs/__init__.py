"""What these pages need beyond Sphinx: reference entries, tables from the code."""

from typing import TYPE_CHECKING

from karabakh_docs import (
    aliases,
    api,
    codes,
    coding,
    copies,
    figures,
    formulas,
    gallery,
    links,
    programs,
    releases,
    signatures,
    tables,
    usage,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: "Sphinx") -> dict[str, object]:
    """Register everything with Sphinx."""
    parts = (
        *(aliases, api, codes, coding, copies, figures, formulas, gallery),
        *(links, programs, releases, signatures, tables, usage),
    )
    for part in parts:
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
