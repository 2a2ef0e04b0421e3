"""All sentences together: as they were read, and in the words of the field."""

import ast
import re
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

from sentences import SNAPSHOT, lines

import karabakh
from karabakh.exports import briefing_to_html, briefing_to_text

SOURCE = Path(karabakh.__file__).parent
FORMER_TERMS = (SNAPSHOT.parent / "former_terms.txt").read_text("utf-8").splitlines()
"""What pages and commands no longer say; each has a term of the field, see the glossary."""


def test_every_sentence_is_as_it_was_read():
    assert "\n".join(lines()).splitlines() == SNAPSHOT.read_text("utf-8").splitlines()


def test_every_sentence_is_one_line_without_doubled_words_or_marks():
    for line in SNAPSHOT.read_text("utf-8").splitlines():
        assert re.search(r"\b(\w+) \1\b| {2}| [,.;:]|[,;:]{2}", line) is None, line


def texts_of(path):
    """Yield the texts in a module's code that readers of its answers may see."""
    tree = ast.parse(path.read_text("utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    notes = {
        id(each.value)
        for node in ast.walk(tree)
        if isinstance(node, documented)
        for each in node.body
        if isinstance(each, ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes:
            yield node.value


@pytest.mark.parametrize("package", ["briefing", "cli", "exports", "reasoning", "wording"])
def test_no_other_term_stands_in_the_wording_of_the_library(package):
    paths = [*(SOURCE / package).rglob("*.py")]
    texts = [text for path in paths for text in texts_of(path)]
    texts += [path.read_text("utf-8") for path in (SOURCE / package).rglob("*.html")]
    assert texts
    pattern = re.compile(
        "|".join(rf"\b{re.escape(each)}\b" for each in FORMER_TERMS), re.IGNORECASE
    )
    assert [text for text in texts if pattern.search(text)] == []


def test_no_other_term_stands_in_the_briefing_of_the_article():
    pattern = re.compile(
        "|".join(rf"\b{re.escape(each)}\b" for each in FORMER_TERMS), re.IGNORECASE
    )
    for render in (briefing_to_html, briefing_to_text):
        assert pattern.findall(render(karabakh.load())) == []
