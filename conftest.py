"""The code in the documentation and in docstrings, run as tests by Sybil."""

import contextlib
import importlib
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from doctest import ELLIPSIS
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, find, settings
from hypothesis import strategies as st
from sybil import Document, Example, Region, Sybil
from sybil.document import PythonDocStringDocument
from sybil.evaluators.doctest import OutputChecker
from sybil.parsers.myst.codeblock import CodeBlockParser, PythonCodeBlockParser
from sybil.parsers.myst.lexers import DirectiveLexer
from sybil.parsers.myst.skip import SkipParser
from sybil.parsers.rest.doctest import DocTestParser

ROOT = Path(__file__).parent

# Pages run in folders of their own, and what Hypothesis keeps belongs into one place.
os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(ROOT / ".hypothesis"))

# No test fails for being slow. Under continuous integration every run draws the same examples,
# and fewer: what is drawn anew finds more where people work.
IS_CI = "CI" in os.environ
FEW = 25
settings.register_profile(
    "karabakh",
    deadline=None,
    max_examples=FEW if IS_CI else 100,
    derandomize=IS_CI,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("karabakh")


def files(document: Document) -> Iterable[Region]:
    """Find the code blocks with a file's name as their caption."""
    for region in DirectiveLexer("code-block")(document):
        if "caption" in region.lexemes.get("options", {}):
            region.evaluator = _write
            yield region


def _write(example: Example) -> None:
    """Write such a block to the file, or behind what the page put into it before."""
    name, _, more = example.region.lexemes["options"]["caption"].partition(", ")
    with Path(name).open("a" if more else "w", encoding="utf-8", newline="\n") as file:
        file.write(("\n" if more else "") + example.region.lexemes["source"] + "\n")


def _run(example: Example) -> str | None:
    """Run the commands of a console block, and compare what they print."""
    for command, expected in _commands(example.parsed):
        words = [sys.executable if word == "python" else word for word in shlex.split(command)]
        done = subprocess.run(  # noqa: S603 (our own pages)
            words, capture_output=True, check=False, encoding="utf-8", env=_environment()
        )
        printed = done.stdout + done.stderr
        if done.returncode:
            printed += f"[exit status {done.returncode}]\n"
        if not OutputChecker().check_output(expected, printed, ELLIPSIS):
            return f"{command}\nshould print:\n{expected}\nbut prints:\n{printed}"
    return None


def _commands(text: str) -> Iterable[tuple[str, str]]:
    """Divide a block into commands, each with what it should print."""
    for part in ("\n" + text).split("\n$ ")[1:]:
        command, _, expected = part.partition("\n")
        yield command, expected.rstrip() + "\n" if expected.strip() else ""


def _environment() -> dict[str, str]:
    """Let commands find the library, installed or not, and print plain text."""
    path = os.pathsep.join(filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]))
    return os.environ | {"PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}


def enter_empty_folder(namespace: dict[str, Any]) -> None:
    """Give each page, and each module, a folder of its own to read and write in."""
    stack = contextlib.ExitStack()
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    stack.enter_context(contextlib.chdir(folder))
    namespace["_leave"] = stack.close


def leave_folder(namespace: dict[str, Any]) -> None:
    """Go back, and remove the folder."""
    namespace["_leave"]()


class LoneDocstrings(PythonDocStringDocument):
    """Docstrings whose examples run by themselves, as readers copy them."""

    def __init__(self, text: str, path: str) -> None:
        super().__init__(text, path)
        self.evaluators.clear()  # it would import the module, and an example says what it needs

    def examples(self) -> Iterator[Example]:
        """Give the examples of each docstring a namespace of their own."""
        starts = [start for start, _, _ in self.extract_docstrings(self.text)]
        namespaces: dict[int, dict[str, Any]] = {}
        for example in super().examples():
            docstring = max(start for start in starts if start <= example.start)
            example.namespace = namespaces.setdefault(docstring, {})
            yield example


pages = Sybil(
    path=".",
    patterns=["docs/*.md", "docs/*/*.md", "README.md", "CONTRIBUTING.md"],
    parsers=[
        files,
        PythonCodeBlockParser(doctest_optionflags=ELLIPSIS),
        CodeBlockParser("console", _run),
        SkipParser(),
    ],
    setup=enter_empty_folder,
    teardown=leave_folder,
)
docstrings = Sybil(
    path="src",
    pattern="*.py",
    parsers=[DocTestParser(optionflags=ELLIPSIS)],
    setup=enter_empty_folder,
    teardown=leave_folder,
    document_types={".py": LoneDocstrings},
)
pytest_collect_file = (pages + docstrings).pytest()


def pytest_collection_finish() -> None:
    """Let Hypothesis draw a text, so that its tables and the constants of our code are read.

    The second or two that it takes would count against the first test, as too slow a draw.
    """
    importlib.import_module("karabakh.testing")
    find(st.text(), bool)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the docstrings of the strategies show what `.example()` gives.

    And refuse tests that are called otherwise in each process, since several share the work.
    """
    for item in items:
        if " at 0x" in item.nodeid:
            raise pytest.UsageError(f"{item.nodeid}: name the case without an address in memory")
    quiet = pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning")
    for item in items:
        if (ROOT / "src/karabakh/testing") in item.path.parents:
            item.add_marker(quiet)
    if IS_CI:
        _draw_fewer({getattr(item, "obj", None) for item in items})


def _draw_fewer(tests: Iterable[Any]) -> None:
    """Halve how many examples tests draw that ask for more than few."""
    name = "_hypothesis_internal_use_settings"  # there is no public one
    for test in tests:
        wanted = getattr(test, name, None)
        if wanted is not None and wanted.max_examples > FEW:
            fewer = max(FEW, wanted.max_examples // 2)
            setattr(test, name, settings(wanted, max_examples=fewer))
