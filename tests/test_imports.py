"""What modules of the library import, late imports included."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import karabakh

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
