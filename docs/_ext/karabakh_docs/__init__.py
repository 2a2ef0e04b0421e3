"""What these pages need beyond Sphinx: the reference's form, and tables made from the code."""

from typing import TYPE_CHECKING

from karabakh_docs import (
    api,
    codes,
    coding,
    figures,
    formulas,
    gallery,
    links,
    programs,
    releases,
    signatures,
    tables,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: "Sphinx") -> dict[str, object]:
    """Register everything with Sphinx."""
    parts = (
        *(api, codes, coding, figures, formulas, gallery),
        *(links, programs, releases, signatures, tables),
    )
    for part in parts:
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
