"""Packages that load their modules when a name of theirs is first used (PEP 562).

A program that asks one question should not wait for all others to be loaded. Type checkers
read the imports that such a package has for them; a test proves that both say the same.
"""

import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module

__all__ = ["lazy"]


def lazy(
    package: str, names: Mapping[str, Iterable[str]]
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Make the `__getattr__` and `__dir__` of a package.

    Args:
        package: its name.
        names: its modules, without the package, and the names that each is to give.
    """
    homes = {name: module for module, given in names.items() for name in given}

    def getattr_(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value: object = getattr(import_module(f"{package}.{homes[name]}"), name)
        setattr(sys.modules[package], name, value)  # so that it is found without this, next time
        return value

    def dir_() -> list[str]:
        return sorted({*vars(sys.modules[package]), *homes})

    return getattr_, dir_
