"""The public API: exported once, documented once, each with an example."""

import doctest
import importlib
import inspect
import re
import subprocess
import sys
from collections import Counter
from enum import Enum
from pathlib import Path

import attrs
import pytest

import karabakh

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "docs" / "_ext"))

from karabakh_docs.public import (  # noqa: E402 (found by the path above)
    documented_names,
    home_of,
    public_modules,
    public_names,
)

MODULES = tuple(public_modules())
NAMES = public_names()
OWN = [
    (path, name.value)
    for path, name in NAMES.items()
    if inspect.isclass(name.value) or inspect.isfunction(name.value)
]


VALUES = [pytest.param(cls, id=path) for path, cls in OWN if attrs.has(cls)]


@pytest.mark.parametrize("cls", VALUES)
def test_values_are_immutable(cls):
    value = object.__new__(cls)
    for field in attrs.fields(cls):
        with pytest.raises(AttributeError):
            setattr(value, field.name, None)


@pytest.mark.parametrize("module", MODULES)
def test_what_a_module_exports_is_sorted(module):
    names = importlib.import_module(module).__all__
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("module", MODULES)
def test_what_a_module_exports_is_there_and_is_listed_by_dir(module):
    loaded = importlib.import_module(module)
    for name in loaded.__all__:
        assert hasattr(loaded, name)
        assert name in dir(loaded)
        assert not name.startswith("_")


def test_a_name_that_the_root_does_not_export_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'Nothing'"):
        karabakh.Nothing  # noqa: B018
    assert not hasattr(karabakh, "TYPE_CHECKED")


def exporters(name, value):
    """Find the modules, but the root, that export this thing under this name."""
    for module in MODULES[1:]:
        loaded = importlib.import_module(module)
        if name in loaded.__all__ and getattr(loaded, name) is value:
            yield module


def test_what_the_root_exports_means_the_same_everywhere():
    for module in MODULES:
        loaded = importlib.import_module(module)
        for name in set(loaded.__all__) & set(karabakh.__all__):
            assert getattr(loaded, name) is getattr(karabakh, name), f"{module}.{name}"


def test_each_thing_is_exported_by_one_package_and_at_most_by_the_root_beside():
    for path, (_, value) in NAMES.items():
        found = exporters(path.rpartition(".")[2], value)
        packages = {".".join(module.split(".")[:2]) for module in found}
        assert len(packages) == 1, f"{path} is exported by {sorted(packages)}"


def test_each_name_is_defined_below_the_module_that_exports_it():
    for path in NAMES:
        module, home = path.rpartition(".")[0], home_of(path)
        assert f"{home}.".startswith(f"{module}.")


LISTED = re.compile(r"^(`{3,}|:{3,})\{api\}\n(.*?)^\1$", re.MULTILINE | re.DOTALL)


def test_each_name_has_exactly_one_place_in_the_reference():
    placed = [
        path
        for page in sorted((ROOT / "docs").rglob("*.md"))
        for block in LISTED.finditer(page.read_text("utf-8"))
        for path in block[2].split()
    ]
    assert len(placed) == len(set(placed))
    assert set(NAMES) - set(placed) == set()
    assert set(placed) - set(documented_names()) == set()


def test_hidden_names_can_be_imported_and_are_documented_but_not_listed():
    hidden = documented_names().keys() - NAMES.keys()
    assert "karabakh.Coverage" in hidden
    for path in hidden:
        module, _, name = path.rpartition(".")
        assert name not in importlib.import_module(module).__all__
        assert getattr(importlib.import_module(module), name) is documented_names()[path].value


LIMITS = {
    "karabakh": 66,
    "karabakh.briefing": 1,
    "karabakh.columnar": 4,
    "karabakh.comparison": 4,
    "karabakh.drafts": 1,
    "karabakh.explanations": 9,
    "karabakh.exports": 6,
    "karabakh.figures": 7,
    "karabakh.ids": 1,
    "karabakh.reasoning": 23,
    "karabakh.testing": 11,
    "karabakh.validation": 4,
    "karabakh.wording": 2,
}
"""How many names each module may have that the root has not: raise one on purpose only."""


def test_each_module_has_few_public_names():
    counts = Counter(path.rpartition(".")[0] for path in NAMES)
    assert set(counts) <= set(LIMITS)
    assert {module: each for module, each in counts.items() if each > LIMITS[module]} == {}


FUNCTIONS = {path: value for path, value in OWN if inspect.isfunction(value)}
CLASSES = {path: value for path, value in OWN if inspect.isclass(value)}


def examples(docstring):
    """Return the code of a docstring's examples, with what it should print."""
    parts = doctest.DocTestParser().get_examples(docstring or "")
    return "\n".join(part.source + part.want for part in parts)


@pytest.mark.parametrize("path", [*FUNCTIONS, *CLASSES])
def test_each_class_and_function_says_what_it_is(path):
    summary = inspect.getdoc(NAMES[path].value).partition("\n\n")[0]
    assert summary.endswith((".", ":"))


@pytest.mark.parametrize("path", FUNCTIONS)
def test_each_function_speaks_of_all_its_parameters(path):
    docstring = inspect.getdoc(FUNCTIONS[path])
    parameters = inspect.signature(FUNCTIONS[path]).parameters
    if len(parameters) > 1:  # what a single one is, the summary says
        missing = [name for name in parameters if not re.search(rf"\b{name}\b", docstring)]
        assert not missing


@pytest.mark.parametrize("path", FUNCTIONS)
def test_each_function_has_an_example_that_calls_it(path):
    name = path.rpartition(".")[2]
    assert re.search(rf"\b{name}\(", examples(inspect.getdoc(FUNCTIONS[path])))


@pytest.mark.parametrize("path", [path for path in CLASSES if not issubclass(CLASSES[path], Enum)])
def test_each_class_but_vocabularies_has_an_example(path):
    assert examples(CLASSES[path].__doc__)


def all_examples():
    """Yield the code of all examples, in docstrings and on the pages."""
    for value in (*FUNCTIONS.values(), *CLASSES.values()):
        yield examples(inspect.getdoc(value))
    for value in CLASSES.values():
        for member in vars(value).values():
            yield examples(inspect.getdoc(getattr(member, "__func__", member)))
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for _, code in re.findall(
            r"^(`{3,})python\n(.*?)^\1$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL
        ):
            yield code


def returned(value):
    """Return the names in what a function, or members of a class, return.

    What returns a class may return a subclass of it.
    """
    members = vars(value).values() if inspect.isclass(value) else [value]
    functions = (getattr(each, "fget", each) for each in members)
    annotations = [
        *(vars(value).get("__annotations__", {}).values() if inspect.isclass(value) else ()),
        *(getattr(each, "__annotations__", {}).get("return", "") for each in functions),
    ]
    subclasses = (
        [each.__name__ for each in value.__subclasses__()] if inspect.isclass(value) else []
    )
    return set(re.findall(r"\w+", " ".join(map(str, [*annotations, *subclasses]))))


def test_each_class_appears_in_an_example():
    shown = set(re.findall(r"\w+", "\n".join(all_examples())))
    assert [path for path in CLASSES if path.rpartition(".")[2] not in shown | RESULTS] == []


def results():
    """Find what the functions outside the root give: each of them has an example.

    Beside that, it is what the attributes of such results are.
    """
    known = {path.rpartition(".")[2]: value for path, value in CLASSES.items()}
    found = set()
    queue = [NAMES[path].value for path in [*FUNCTIONS, *CLASSES] if path.count(".") > 1]
    while queue:
        names = (returned(queue.pop()) & known.keys()) - found
        found |= names
        queue += [known[name] for name in names]
    return {name for name in found if f"karabakh.{name}" not in CLASSES}


RESULTS = results()
"""Classes whose values are made by the library alone, and shown where they come from."""


WITHOUT_THIRD_PARTIES = """
import sys
before = set(sys.modules)
import karabakh
import karabakh as again
dir(karabakh)
loaded = {name.partition(".")[0] for name in set(sys.modules) - before}
print(sorted(loaded - set(sys.stdlib_module_names)))
"""


def test_importing_the_library_loads_nothing_else():
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_THIRD_PARTIES],
        capture_output=True,
        check=True,
        cwd=ROOT / "src",
        encoding="utf-8",
    )
    assert done.stdout.strip() == "['karabakh']"
