"""Which names are public, and the one path under which each is documented."""

import ast
import functools
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import karabakh

__all__ = ["PublicName", "home_of", "public_modules", "public_names"]

_PROGRAMS = frozenset({"karabakh.cli"})
"""What is run and not imported: its page describes commands."""


class PublicName(NamedTuple):
    """A name that programs may import."""

    path: str
    """From where: the shortest path that gives it."""

    value: object
    """What it is."""


def public_modules() -> Iterator[str]:
    """Go through all modules without an underscore that say what they export."""
    yield karabakh.__name__
    for info in pkgutil.walk_packages(karabakh.__path__, "karabakh."):
        if "._" not in info.name and info.name not in _PROGRAMS:
            module = importlib.import_module(info.name)
            if hasattr(module, "__all__"):
                yield info.name


@functools.cache
def public_names() -> dict[str, PublicName]:
    """Give all public names by their paths.

    What several modules export is public once, under the shortest path: `karabakh.Actor`
    and not `karabakh.model.Actor`.
    """
    found: dict[tuple[str, int], PublicName] = {}
    for module in sorted(public_modules(), key=lambda name: (name.count("."), name)):
        for name in importlib.import_module(module).__all__:
            value = getattr(importlib.import_module(module), name)
            found.setdefault((name, id(value)), PublicName(f"{module}.{name}", value))
    return {each.path: each for each in found.values()}


@functools.cache
def home_of(path: str) -> str:
    """Give the module in which a public name is defined, by following the imports to it."""
    module, _, name = path.rpartition(".")
    while True:
        source = _imports(module).get(name)
        if source is None:
            return module
        module = source


@functools.cache
def _imports(module: str) -> dict[str, str]:
    """Give the names that a module imports from others of this package, and from which."""
    file = inspect.getsourcefile(importlib.import_module(module))
    tree = ast.parse(Path(file or "").read_text("utf-8"))
    return {
        alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("karabakh")
        for alias in node.names
    }
