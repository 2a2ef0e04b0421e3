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
OTHER_TERMS = (
    *("told", "read by the coder", "not said outright", "speaks for whom it is of"),
    *("implies what is opposed", "neither known to be met nor to fail", "so says", "is not told"),
    *("no date is told", "last known of it", "no deadline is told", "who changed"),
    *("who disagrees", "can’t all be so", "can't all be so", "what it takes", "who is told to act"),
    *("who holds what", "who is in it", "what it is drawn from", "one thing or two", "settled by"),
    *("one first says nothing", "a star marks", "if it is there", "let warnings count"),
    *("the suffix says it", "nothing found"),
)
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
    pattern = re.compile("|".join(rf"\b{re.escape(each)}\b" for each in OTHER_TERMS), re.IGNORECASE)
    assert [text for text in texts if pattern.search(text)] == []


def test_no_other_term_stands_in_the_briefing_of_the_article():
    pattern = re.compile("|".join(rf"\b{re.escape(each)}\b" for each in OTHER_TERMS), re.IGNORECASE)
    for render in (briefing_to_html, briefing_to_text):
        assert pattern.findall(render(karabakh.load())) == []
