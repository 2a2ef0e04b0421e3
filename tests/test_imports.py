"""What modules of the library import, late imports included."""

import ast
import importlib
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import karabakh
from karabakh._lazy import names_in_stub

ROOT = Path(karabakh.__file__).parent
MODULES = {
    ".".join(("karabakh", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(
        ".__init__"
    ): path
    for path in sorted(ROOT.rglob("*.py"))
}


def statements(node: ast.AST) -> Iterator[ast.stmt]:
    """Yield the statements that may run, those in functions included."""
    for child in ast.iter_child_nodes(node):
        for_types = isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"
        if isinstance(child, ast.stmt):
            yield from () if for_types else (child,)
        yield from () if for_types else statements(child)


def imported(source: str) -> Iterator[tuple[str, str]]:
    """Yield the names that code imports from this library, each with its module."""
    for each in statements(ast.parse(source)):
        if isinstance(each, ast.ImportFrom) and (each.module or "").startswith("karabakh"):
            yield from ((each.module, alias.name) for alias in each.names)
        elif isinstance(each, ast.Import):
            yield from ((alias.name, "") for alias in each.names if "karabakh" in alias.name)


def home(module: str, name: str) -> str:
    """Return the module that an import loads; in lazy packages, the home of the name."""
    if f"{module}.{name}" in MODULES:
        return f"{module}.{name}"
    package = ROOT.joinpath(*module.split(".")[1:])
    if not (package / "__init__.pyi").exists():
        return module
    importlib.import_module(module)
    found = names_in_stub(module)[0].get(name)
    return home(found, name) if found else module


def private_imports(module: str, source: str) -> list[str]:
    """Return what a module imports from private modules of other packages."""
    own = module.partition(".")[2].partition(".")[0]
    return [
        f"{target}.{name}"
        for target, name in imported(source)
        if target.count(".") > 1 and "._" in target and target.split(".")[1] != own
    ]


@pytest.mark.parametrize("module", MODULES)
def test_no_package_imports_a_private_module_of_another(module):
    assert private_imports(module, MODULES[module].read_text("utf-8")) == []


def test_private_imports_of_other_packages_are_found():
    source = "def late():\n    from karabakh.time._when import When\n"
    assert private_imports("karabakh.model._base", source) == ["karabakh.time._when.When"]
    assert private_imports("karabakh.time._bounds", source) == []


def graph() -> dict[str, set[str]]:
    return {
        module: {home(*each) for each in imported(path.read_text("utf-8"))} & MODULES.keys()
        for module, path in MODULES.items()
    }


def test_no_module_imports_even_late_one_that_imports_it():
    TopologicalSorter(graph()).prepare()


def test_a_circle_would_be_found():
    upwards = {"karabakh.findings": {"karabakh.cli._main"}}
    with pytest.raises(CycleError) as caught:
        TopologicalSorter(graph() | upwards).prepare()
    assert "karabakh.cli._main" in caught.value.args[1]
