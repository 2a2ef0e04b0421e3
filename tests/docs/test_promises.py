"""Tests that what the documentation promises is tested by tests that exist."""

import ast
import datetime as dt
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE, _, MUTANTS = (
    (ROOT / "docs" / "explanation" / "promises.md")
    .read_text("utf-8")
    .partition("\n## What the tests notice\n")
)
PAGE = PAGE.partition("\n## Fuzzing, kills and attacks by hand\n")[0]
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith(("| promise |", "| --- |"))
]


def functions(path):
    """Return the names of the functions that a test module defines."""
    tree = ast.parse(path.read_text("utf-8"))
    return {each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)}


def test_the_page_has_a_table_of_promises_below_each_heading():
    assert PAGE.count("\n| promise | test | count | date |\n") == PAGE.count("\n## ") > 0


@pytest.mark.parametrize("row", ROWS, ids=[row[1].strip("`") for row in ROWS])
def test_each_promise_names_a_test_that_exists_a_count_and_a_date(row):
    promise, test, count, date = row
    path, _, function = test.strip("`").partition("::")
    assert re.fullmatch(r"`tests/[\w/]+\.py::test_\w+`", test)
    assert function in functions(ROOT / path)
    assert promise.endswith(".")
    assert count
    assert dt.date.fromisoformat(date)


def test_no_test_stands_for_two_promises():
    tests = [row[1] for row in ROWS]
    assert len(tests) == len(set(tests)) > 0


def test_what_the_tests_notice_is_said_of_packages_with_counts_and_dates():
    rows = re.findall(r"(?m)^\| `(\w+)` \| \d+ \| (\d+) \| (\d+) \| (\S+) \| (\S+) \|$", MUTANTS)
    assert len(rows) == MUTANTS.count("\n| `") > 0
    for package, modules, drawn, *noticed in rows:
        assert (ROOT / "src" / "karabakh" / package).is_dir()
        counts = [int(each) for each in noticed if each != "–"]
        assert counts
        assert counts == sorted(counts)
        assert counts[-1] <= int(drawn) >= int(modules)
    assert re.search(r"(?s)All are\sof \d{4}-\d\d-\d\d", MUTANTS)
