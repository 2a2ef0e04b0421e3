"""The reference: pages list names, and each becomes its full description.

A page says which names belong together and in which order::

    ```{api}
    karabakh.Actor
    karabakh.Name
    ```

and the form follows from what each name is.
"""

import ast
import enum
import importlib
import inspect
import re
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Generic

from docutils import nodes
from sphinx.ext.napoleon import Config, GoogleDocstring
from sphinx.pycode import ModuleAnalyzer
from sphinx.util.docutils import SphinxDirective

from karabakh_docs.public import documented_names, home_of, public_modules
from karabakh_docs.rst import block, literal, one_line, parse_rst, table

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["Api", "setup"]

_NAPOLEON = Config(napoleon_use_rtype=False, napoleon_use_ivar=False)
_SECTIONED = frozenset({"module", "class", "exception", "function", "method"})
"""What may have sections such as "Args:". Elsewhere a colon in a first line is just a colon."""


_ALIASES = {
    "<class 'str'>": "str",
}
"""What signatures spell out, and what it is called."""


class Api(SphinxDirective):
    """Describe the public names listed, one a line."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Turn each name into the directive that fits it."""
        found: list[nodes.Node] = []
        for path in filter(None, map(str.strip, self.content)):
            if path not in documented_names():
                raise self.error(
                    f"{path!r} is not a name that can be imported, or has a shorter path"
                )
            found += parse_rst(self, _described(path, documented_names()[path].value))
        return found


class Packages(SphinxDirective):
    """List the packages and modules that names can be imported from."""

    def run(self) -> list[nodes.Node]:
        """Return the table, with a target for each."""
        rows = []
        for module in public_modules():
            summary = (importlib.import_module(module).__doc__ or "").partition("\n")[0]
            target = block("py:module", module) + literal(module)
            rows.append((target, one_line(summary)))
        return parse_rst(self, table(("package", "what it is"), rows, widths="30 70"))


def _described(path: str, value: object) -> str:
    if typing.get_origin(value) is Annotated:
        return _by_hand(path, "type", ":canonical: str")
    if isinstance(value, types.UnionType):
        options = " | ".join(each.__name__ for each in typing.get_args(value))
        return _by_hand(path, "type", f":canonical: {options}")
    if typing.get_origin(value) is not None:
        return _by_hand(path, "type", f":canonical: {_spelt(value)}")
    if not callable(value):
        return _by_hand(path, "data", f":type: {_type_of(value)}")
    if inspect.isclass(value):
        kind = "exception" if issubclass(value, BaseException) else "class"
        bases = (":show-inheritance:",) if _public_bases(value.__bases__) else ()
        return _directive(f"auto{kind}", path, ":members:", *_inherited(value), *bases)
    return _directive("autofunction", path)


def _public_bases(bases: Iterable[type]) -> list[type]:
    """Return the bases that can be imported and that not all classes of a kind have."""
    public = {id(each.value) for each in documented_names().values()}
    return [
        base
        for base in bases
        if id(base) in public or not (_is_ours(base) or base.__module__ == "enum")
        if base not in {object, Generic}
    ]


def _inherited(value: type) -> tuple[str, ...]:
    """Return the option that describes members of private bases as the class's own."""
    public = {id(each.value) for each in documented_names().values()}
    described = [base for base in value.__mro__[1:] if id(base) in public or not _is_ours(base)]
    if len(described) == len(value.__mro__) - 1:
        return ()
    return (f":inherited-members: {', '.join(base.__name__ for base in described)}",)


def _is_ours(base: type) -> bool:
    return base.__module__.split(".")[0] == "karabakh"


def _directive(name: str, path: str, *options: str, content: str = "") -> str:
    lines = [f".. {name}:: {path}", *(f"   {option}" for option in options), ""]
    return "\n".join([*lines, *(f"   {line}" for line in content.splitlines()), "", ""])


def _by_hand(path: str, kind: str, option: str) -> str:
    """Describe a constant or alias, which autodoc looks for in the wrong module."""
    module, _, name = path.rpartition(".")
    comments = ModuleAnalyzer.for_module(home_of(path)).find_attr_docs()
    content = "\n".join(comments.get(("", name), []))
    return _directive(f"py:{kind}", name, f":module: {module}", option, content=content)


def _spelt(alias: object) -> str:
    """Return what an alias stands for, with full paths of the standard library."""
    ours = re.sub(r"\bkarabakh\.[\w.]*?(\w+)\b(?!\.)", r"\1", str(alias))
    return re.sub(r"\b(?=collections\.abc\.|typing\.)", "~", ours)


def _type_of(value: object) -> str:
    """Return a constant's type; of a read-only container, its abstract type."""
    if isinstance(value, Mapping):
        return "~collections.abc.Mapping"
    return type(value).__name__


def process_docstring(  # noqa: PLR0913, PLR0917 (as autodoc calls it)
    app: "Sphinx",  # noqa: ARG001
    what: str,
    name: str,
    obj: object,
    options: object,
    lines: list[str],
) -> None:
    """Read Google's sections, where there can be any."""
    if what in _SECTIONED:
        docstring = GoogleDocstring(lines, _NAPOLEON, None, what, name, obj, options)
        lines[:] = docstring.lines()


def process_signature(  # noqa: PLR0913, PLR0917 (as autodoc calls it)
    app: "Sphinx",  # noqa: ARG001
    what: str,  # noqa: ARG001
    name: str,  # noqa: ARG001
    obj: Any,  # noqa: ANN401
    options: object,  # noqa: ARG001
    signature: str | None,
    return_annotation: str | None,
) -> tuple[str | None, str | None]:
    """Leave out the signature of an enumeration; write aliases by name."""
    if inspect.isclass(obj) and issubclass(obj, enum.Enum):
        return "", None
    if signature is not None:
        for written, alias in _ALIASES.items():
            signature = signature.replace(written, alias)
    return signature, return_annotation


def process_bases(
    app: "Sphinx",  # noqa: ARG001
    name: str,  # noqa: ARG001
    obj: object,  # noqa: ARG001
    options: object,  # noqa: ARG001
    bases: list[Any],
) -> None:
    """Show public bases alone."""
    plain = {base: typing.get_origin(base) or base for base in bases}
    bases[:] = [base for base in bases if _public_bases([plain[base]])]


def document_cached_properties(app: "Sphinx") -> None:  # noqa: ARG001
    """Add the docstrings of cached properties, which attrs' slots drop, to autodoc's.

    They join the string literals under attributes, which Sphinx reads from the source too.
    """
    homes = {home_of(path) for path in documented_names()}
    bases = {
        base.__module__
        for each in documented_names().values()
        if inspect.isclass(each.value)
        for base in each.value.__mro__
        if _is_ours(base)
    }
    for module in homes | bases:
        analyzer = ModuleAnalyzer.for_module(module)
        comments = analyzer.find_attr_docs()
        for node in ast.walk(ast.parse(analyzer.code)):
            if isinstance(node, ast.ClassDef):
                for name, docstring in _cached_properties(node):
                    comments.setdefault((node.name, name), [*docstring.splitlines(), ""])


def _cached_properties(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for member in node.body:
        if isinstance(member, ast.FunctionDef):
            decorators = {ast.unparse(each).rpartition(".")[2] for each in member.decorator_list}
            docstring = ast.get_docstring(member)
            if "cached_property" in decorators and docstring and not member.name.startswith("_"):
                yield member.name, docstring


def setup(app: "Sphinx") -> None:
    """Register the directive and the hooks."""
    app.connect("builder-inited", document_cached_properties)
    app.add_directive("api", Api)
    app.add_directive("packages", Packages)
    app.connect("autodoc-process-docstring", process_docstring)
    app.connect("autodoc-process-signature", process_signature)
    app.connect("autodoc-process-bases", process_bases)
