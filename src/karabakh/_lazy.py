"""Packages that list each public name once, in a stub, and load it lazily.

The stub beside a package's `__init__.py` has the imports that type checkers read. The same
lines say at run time from which module a name comes, so that a program that asks one
question does not wait for all others to be loaded (PEP 562).
"""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module

__all__ = ["lazy", "names_in_stub"]


def lazy(package: str) -> tuple[Callable[[str], object], Callable[[], list[str]], list[str]]:
    """Return the `__getattr__`, `__dir__` and `__all__` of a package that has a stub.

    A stub has lines such as ``from karabakh.model._events import Event as Event``. Names
    marked ``# hidden`` can be imported, for annotations, but are not in `__all__`.

    Args:
        package: Its name, in its `__init__.py`.

    >>> from karabakh._lazy import lazy
    >>> getattr_, dir_, all_ = lazy("karabakh.io")
    >>> "read" in all_, getattr_("read").__name__
    (True, 'read')
    """
    module = sys.modules[package]
    homes, public = names_in_stub(package)

    def getattr_(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value: object = getattr(import_module(homes[name]), name)
        setattr(module, name, value)  # found without this function from now on
        return value

    def dir_() -> list[str]:
        return sorted({*vars(module), *public})

    return getattr_, dir_, public


def names_in_stub(package: str) -> tuple[Mapping[str, str], list[str]]:
    """Return the module of each name in a package's stub, and the public names.

    >>> from karabakh._lazy import names_in_stub
    >>> homes, public = names_in_stub("karabakh.io")
    >>> homes["write"]
    'karabakh.io._write'
    """
    # From wherever the modules come, such as a zip file.
    spec = sys.modules[package].__dict__["__spec__"]
    data: bytes = spec.loader.get_data(f"{spec.origin}i")
    homes: dict[str, str] = {}
    public: list[str] = []
    for line in data.decode().splitlines():
        code, _, remark = line.partition("  # ")
        match code.split():
            case "from", module, "import", name, "as", _:
                homes[name] = module
                public += [] if remark == "hidden" else [name]
            case _:  # an empty line, or a version
                pass
    return homes, sorted(public)
