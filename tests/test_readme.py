"""Tests that the README's example and commands are as it shows them."""

import contextlib
import io
import re
from pathlib import Path

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def block(language):
    found = re.search(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert found, f"the README has no {language} block"
    return found[1]


def test_the_example_prints_what_is_shown():
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(block("python"), {})  # noqa: S102 (our own example, run as a reader would)
    assert printed.getvalue() == block("text")


def test_the_example_is_as_short_as_promised():
    assert len(block("python").strip().splitlines()) <= 10


def test_the_commands_are_tasks_of_the_script():
    script = (Path(__file__).parents[1] / "dev.py").read_text(encoding="utf-8")
    tasks = re.findall(r"python3 dev\.py (\w+)", block("sh"))
    assert tasks == ["briefing", "tests"]
    assert all(f'"{task}": (' in script for task in tasks)
