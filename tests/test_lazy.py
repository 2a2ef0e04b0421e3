"""Packages that load their modules when a name is first used: what they give, and spare."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGES = ("karabakh.io", "karabakh.model", "karabakh.reasoning")

FIRST_SHIFT = """
import sys
import karabakh
from karabakh.reasoning import shifts
shifts(karabakh.load())
print(*sys.modules)
"""
NOT_NEEDED = {
    *("karabakh.model._document", "karabakh.model._chronology", "karabakh.reasoning._alignment"),
    *("karabakh.io._read", "karabakh.io._write", "karabakh.io._explain", "karabakh.validation"),
    *("cattrs", "tomlkit", "tomllib", "hashlib", "gzip", "difflib", "importlib.resources"),
}


def parsed(package):
    return ast.parse(Path(importlib.import_module(package).__file__).read_text("utf-8"))


def checked_names(package):
    """Give the names that type checkers find, with their modules."""
    (checked,) = (
        statement
        for statement in parsed(package).body
        if isinstance(statement, ast.If) and ast.unparse(statement.test) == "TYPE_CHECKING"
    )
    return {alias.name: statement.module for statement in checked.body for alias in statement.names}


def lazy_names(package):
    """Give the names that are found at run time, with their modules."""
    (table,) = (
        call.args[1]
        for call in ast.walk(parsed(package))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "lazy"
    )
    modules = ast.literal_eval(table)
    return {name: f"{package}.{module}" for module, names in modules.items() for name in names}


@pytest.mark.parametrize("package", PACKAGES)
def test_type_checkers_find_what_is_found_at_run_time(package):
    names = lazy_names(package)
    assert names == checked_names(package)
    assert names.keys() <= set(importlib.import_module(package).__all__)
    for name, module in names.items():
        found = getattr(importlib.import_module(package), name)
        assert found is getattr(importlib.import_module(module), name)


@pytest.mark.parametrize("package", PACKAGES)
def test_other_names_are_attribute_errors(package):
    loaded = importlib.import_module(package)
    with pytest.raises(AttributeError, match=f"module '{package}' has no attribute 'nothing'"):
        loaded.nothing  # noqa: B018
    assert set(loaded.__all__) <= set(dir(loaded))


READS_OF_IMPORT = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
import karabakh
seen = len(opened)
karabakh.load()
print(*(path for path in opened[:seen] if "karabakh" in path and not path.endswith((".py", "pyc"))))
print(*(path for path in opened[seen:] if path.endswith(".json")))
"""


def test_importing_reads_no_data():
    command = [sys.executable, "-c", READS_OF_IMPORT]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    on_import, on_load = answer.stdout.splitlines()
    # Python reads a module by way of a name that it makes of the cached file's, too.
    assert [path for path in on_import.split() if ".pyc." not in path] == []
    assert "nagorno_karabakh_article.json" in on_load


def test_a_first_answer_loads_no_more_than_it_needs():
    command = [sys.executable, "-c", FIRST_SHIFT]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    loaded = set(answer.stdout.split())
    assert "karabakh.reasoning._shifts" in loaded
    assert not loaded & NOT_NEEDED
