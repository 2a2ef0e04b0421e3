"""Which names are public, and the one path under which each is documented.

Some names that can be imported are hidden: classes that nobody constructs, for example.
They are documented beside what returns them, but don't count as public.
"""

import ast
import functools
import importlib
import inspect
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import karabakh
from karabakh._lazy import names_in_stub

__all__ = ["PublicName", "documented_names", "home_of", "public_modules", "public_names"]

_PROGRAMS = frozenset({"karabakh.cli"})
"""What is run and not imported: its page describes commands."""


class PublicName(NamedTuple):
    """A name that programs may import."""

    path: str
    """From where: the shortest path that gives it."""

    value: object
    """What it is."""


def public_modules() -> Iterator[str]:
    """Yield all modules without an underscore that say what they export."""
    yield karabakh.__name__
    for info in pkgutil.walk_packages(karabakh.__path__, "karabakh."):
        if "._" not in info.name and info.name not in _PROGRAMS:
            module = importlib.import_module(info.name)
            if hasattr(module, "__all__"):
                yield info.name


@functools.cache
def public_names() -> dict[str, PublicName]:
    """Return all public names by their paths.

    What several modules export is public once, under the shortest path: `karabakh.Actor`
    and not `karabakh.model.Actor`.
    """
    return _by_path(
        (module, importlib.import_module(module).__all__) for module in public_modules()
    )


@functools.cache
def documented_names() -> dict[str, PublicName]:
    """Return all public and hidden names by their paths."""
    hidden = _by_path((module, _stub(module)) for module in public_modules())
    known = {(path.rpartition(".")[2], id(each.value)) for path, each in public_names().items()}
    return public_names() | {
        path: each
        for path, each in hidden.items()
        if (path.rpartition(".")[2], id(each.value)) not in known
    }


def _by_path(names: Iterable[tuple[str, Iterable[str]]]) -> dict[str, PublicName]:
    found: dict[tuple[str, int], PublicName] = {}
    for module, each in sorted(names, key=lambda row: (row[0].count("."), row[0])):
        for name in each:
            value = getattr(importlib.import_module(module), name)
            found.setdefault((name, id(value)), PublicName(f"{module}.{name}", value))
    return {each.path: each for each in found.values()}


def _stub(module: str) -> Mapping[str, str]:
    """Return the names in a module's stub with their homes; none if it has no stub."""
    file = inspect.getsourcefile(importlib.import_module(module)) or ""
    return names_in_stub(module)[0] if Path(f"{file}i").exists() else {}


@functools.cache
def home_of(path: str) -> str:
    """Return the module that defines a public name, by following the imports."""
    module, _, name = path.rpartition(".")
    while True:
        source = _imports(module).get(name)
        if source is None:
            return module
        module = source


@functools.cache
def _imports(module: str) -> Mapping[str, str]:
    """Return the names that a module imports from this package, and from where."""
    if stub := _stub(module):
        return stub
    file = inspect.getsourcefile(importlib.import_module(module))
    tree = ast.parse(Path(file or "").read_text("utf-8"))
    return {
        alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("karabakh")
        for alias in node.names
    }
