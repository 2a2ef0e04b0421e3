"""The table of scripts and copies, with what binds: made as the tests make them."""

import random
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from karabakh_docs.rst import parse_rst, table

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_TESTS = Path(__file__).parents[3] / "tests" / "model" / "copies.py"


class CopiesTable(SphinxDirective):
    """List for each script which sentences of a copy of each kind bind."""

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        self.env.note_dependency(str(_TESTS))
        copies = _tests()
        changes = copies.COPIES.items()
        chance = random.Random(0)  # noqa: S311 (nothing secret)
        rows = [
            (
                script,
                *(_cell(copies, text, change(text, chance)) for _, change in changes),
                _cell(copies, text, copies.word_changed(text)),
            )
            for script, text in copies.TEXTS.items()
        ]
        return parse_rst(self, table(("script", *copies.COPIES, "a word changed"), rows))


def _cell(copies: ModuleType, text: str, copy: str) -> str:
    lost = copies.lost(copies.binding(text, copy))
    return f"all but {', '.join(lost)}" if lost else "all"


def _tests() -> ModuleType:
    loader = SourceFileLoader("copies", str(_TESTS))
    module = ModuleType(loader.name)
    loader.exec_module(module)
    return module


def setup(app: "Sphinx") -> None:
    """Register the table."""
    app.add_directive("copies", CopiesTable)
