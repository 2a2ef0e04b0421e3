"""The gallery: each example script, run during the build, with its output."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from karabakh.exports import briefing_to_html
from karabakh_docs.datasets import GALLERY, gallery_dataset
from karabakh_docs.rst import code, parse_rst

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup"]

ROOT = Path(__file__).parents[3]
LONGEST_OUTPUT = 150
"""Lines of output that are shown; a longer one ends in how many there are."""


class Examples(SphinxDirective):
    """Show every example: what it says of itself, its code, and its output."""

    def run(self) -> list[nodes.Node]:
        """Return a section for each script."""
        files = sorted((ROOT / "examples").glob("[!_]*.py"))
        return [self._section(each) for each in files if _is_script(each.read_text("utf-8"))]

    def _section(self, script: Path) -> nodes.section:
        tree = ast.parse(script.read_text("utf-8"))
        title, _, text = (ast.get_docstring(tree) or "").partition("\n")
        section = nodes.section(ids=[script.stem.replace("_", "-")], names=[script.stem])
        section += nodes.title(text=title.rstrip(".:"))
        section += parse_rst(self, _with_commands(text.strip()))
        section += parse_rst(self, code(_output(script), "text"))
        for file in (script, *_imported(tree, script.parent)):
            section += self._folded(file)
        return section

    def _folded(self, file: Path) -> list[nodes.Node]:
        """Show the code of a file, without what it says of itself above."""
        self.env.note_dependency(str(file))
        source = file.read_text("utf-8")
        begin = ast.parse(source).body[0].end_lineno
        body = "".join(source.splitlines(keepends=True)[begin:]).strip()
        return [
            nodes.raw("", f"<details><summary>{file.name}</summary>", format="html"),
            *parse_rst(self, code(body, "python")),
            nodes.raw("", "</details>", format="html"),
        ]


def _is_script(source: str) -> bool:
    """Return whether a file is a script and not a part of one."""
    return 'if __name__ == "__main__":' in source


def _imported(tree: ast.Module, folder: Path) -> list[Path]:
    """Return the files next to a script that it imports."""
    names = [node.module for node in tree.body if isinstance(node, ast.ImportFrom) and node.module]
    return [file for name in names if (file := folder / f"{name}.py").is_file()]


def _with_commands(text: str) -> str:
    """Set the lines of a docstring that are commands as such, and options in its text."""
    parts = []
    for paragraph in text.split("\n\n"):
        lines = dedent(paragraph).splitlines()
        is_code = all(line.startswith("python ") for line in lines)
        # Else two hyphens would become a dash.
        words = re.sub(r"(?<!\S)--\w[\w-]*", r"``\g<0>``", paragraph)
        parts.append(code("\n".join(lines), "text") if is_code else words)
    return "\n\n".join(parts)


def _output(script: Path) -> str:
    """Run a script as a reader would, and give what it prints."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(  # noqa: S603 (our own scripts)
        [sys.executable, script],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=environment | {"NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": "1"},
    )
    if done.returncode or done.stderr:
        raise ExtensionError(f"{script} fails: {done.stderr}")
    lines = done.stdout.splitlines()
    if len(lines) > LONGEST_OUTPUT:
        lines[LONGEST_OUTPUT:] = ["", f"… {len(lines) - LONGEST_OUTPUT} more lines"]
    return "\n".join(lines)


def write_briefings(app: "Sphinx", error: Exception | None) -> None:
    """Write the briefings of the gallery's datasets, which the pages link to."""
    if error is None and app.builder.format == "html":
        for name in GALLERY:
            file = "briefing.html" if name == "article" else f"briefing-{name}.html"
            page = briefing_to_html(gallery_dataset(name))
            (Path(app.outdir) / file).write_text(page, encoding="utf-8")


def setup(app: "Sphinx") -> None:
    """Register the directive and the page."""
    app.connect("build-finished", write_briefings)
    app.add_directive("examples", Examples)
