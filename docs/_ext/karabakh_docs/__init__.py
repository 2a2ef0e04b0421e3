"""What these pages need beyond Sphinx: the reference's form, and tables made from the code."""

from typing import TYPE_CHECKING

from karabakh_docs import api, codes, coding, figures, formulas, gallery, links, programs, tables

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: "Sphinx") -> dict[str, object]:
    """Register everything with Sphinx."""
    for part in (api, codes, coding, figures, formulas, gallery, links, programs, tables):
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
