"""Packages that load their modules when a name is first used."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import karabakh
from karabakh._lazy import names_in_stub

ROOT = Path(karabakh.__file__).parent
PACKAGES = [
    "karabakh",
    *(f"karabakh.{path.parent.name}" for path in sorted(ROOT.glob("*/__init__.pyi"))),
]

FIRST_SHIFT = """
import sys
import karabakh
from karabakh.reasoning import shifts
shifts(karabakh.load())
print(*sys.modules)
"""
NOT_NEEDED = {
    *("karabakh.model._document", "karabakh.reasoning._alignment"),
    *("karabakh.io._read", "karabakh.io._write", "karabakh.io._diagnose", "karabakh.validation"),
    *("cattrs", "tomlkit", "tomllib", "hashlib", "gzip", "difflib", "importlib.resources"),
}


def stub_of(package):
    path = Path(importlib.import_module(package).__file__).with_suffix(".pyi")
    return ast.parse(path.read_text("utf-8"))


@pytest.mark.parametrize("package", PACKAGES)
def test_type_checkers_find_what_is_found_at_run_time(package):
    statements = [each for each in stub_of(package).body if isinstance(each, ast.ImportFrom)]
    names = [(alias, each.module) for each in statements for alias in each.names]
    assert all(alias.name == alias.asname for alias, _ in names)  # else it is private
    homes = {alias.name: module for alias, module in names}
    assert len(homes) == len(names)
    assert names_in_stub(package)[0] == homes
    loaded = importlib.import_module(package)
    assert set(loaded.__all__) <= homes.keys()
    for name, module in homes.items():
        assert getattr(loaded, name) is getattr(importlib.import_module(module), name)


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
modules = (".py", ".pyc", ".pyi")
print(*(path for path in opened[:seen] if "karabakh" in path and not path.endswith(modules)))
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
