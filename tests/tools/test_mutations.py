import ast
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from mutate import Reach  # noqa: E402 (a module of the tools)
from mutations import Mutant, mutants_of  # noqa: E402 (so is this)

MODULES = sorted((ROOT / "src/karabakh").glob("*/*.py"))


def changes(source):
    return [(mutant.before, mutant.after) for mutant in mutants_of(Path("it.py"), source)]


@pytest.mark.parametrize(
    ("source", "after"),
    [
        ("a < b", {"a <= b", "a >= b"}),
        ("a is b", {"a is not b"}),
        ("a and b and c", {"a or b or c", "b and c", "a and c", "a and b"}),
        ("not a", {"a"}),
        ("min(a, b)", {"max(a, b)", "pass"}),
        ("x = sorted(a, key=b)", {"list(a)"}),
        ("x = [a for a in b if a]", {"[a for a in b]"}),
        ("x[a:b]", {":b", "a:"}),
        ("x = 1 if a else b", {"1 if not a else b", "2"}),
        ("def f():\n    return a", {"return None"}),
        ("x += a", {"pass"}),
        ("raise ValueError('a' + 'b')", {"pass"}),
    ],
)
def test_a_change_is_made(source, after):
    assert {text for _, text in changes(source)} == after


def test_a_mutant_is_shown_from_a_little_before_the_change():
    *_, mutant = mutants_of(Path("it.py"), f"{'a' * 50} and b and\\\n c")
    assert str(mutant) == f"it.py:1: {'a' * 24} and b and c -> {'a' * 24} and b"


def test_docstrings_types_and_messages_stay():
    source = "def f(a: 'X' = None) -> 1 + 1:\n    'one < two'\n    b: 1 < 2\n    f'{1 < 2}'\n"
    assert changes(source) == []


@given(st.sampled_from(MODULES), st.data())
def test_every_mutant_is_the_module_with_one_change_in_its_lines(module, data):
    source = module.read_text("utf-8")
    every = list(mutants_of(module, source))
    if not every:
        return
    mutant = data.draw(st.sampled_from(every))
    ast.parse(mutant.code)
    before, after = source.splitlines(), mutant.code.splitlines()
    rest = len(before) - mutant.last_line
    assert before[: mutant.line - 1] == after[: mutant.line - 1]
    assert before[mutant.last_line :] == after[len(after) - rest :]
    assert ast.dump(ast.parse(source)) != ast.dump(ast.parse(mutant.code))


@pytest.mark.parametrize(
    ("module", "lines", "expected"),
    [
        ("it.py", (5, 6), ["slow", "quick", "medium"]),  # the killer first
        ("it.py", (1, 2), ["medium", "quick", "slow"]),  # what runs the line first
        ("it.py", (2, 2), ["quick", "medium", "slow", "elsewhere"]),  # only at import
        ("it.py", (3, 4), ["quick", "medium", "slow"]),
        ("constants.py", (1, 1), ["quick", "medium", "slow", "elsewhere"]),
        ("unknown.py", (1, 1), ["quick", "medium", "slow", "elsewhere"]),
    ],
)
def test_the_likeliest_tests_to_notice_come_first(module, lines, expected):
    reach = Reach(
        {
            Path("it.py"): {1: ["", "medium"], 2: [""], 5: ["quick", "slow", "left out"]},
            Path("constants.py"): {1: [""]},
        },
        {"slow": 3, "medium": 2, "quick": 1, "elsewhere": 9},
        Counter(slow=2),
    )
    mutant = Mutant(Path(module), *lines, before="a", after="b", code="b")
    assert reach.tests(mutant, 60) == expected
    assert reach.tests(mutant, 4) == expected[:2]
