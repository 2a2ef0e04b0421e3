"""Tables from the code: the keys of records in files."""

import enum
import types
import typing
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import attrs
from docutils import nodes
from sphinx.pycode import ModuleAnalyzer
from sphinx.util.docutils import SphinxDirective

from karabakh import model
from karabakh.model.introspection import field_types, id_kinds, is_union
from karabakh_docs.rst import literal, one_line, parse_rst, table

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["comment_on", "setup", "written_as"]

_WRITTEN = {str: "text", bool: "true or false", int: "whole number", float: "number"}
"""The names of plain types on pages for people who write files."""


def comment_on(cls: type, attribute: str) -> str:
    """Return the docstring under an attribute, from the class that has it."""
    for base in cls.__mro__:
        if base.__module__.startswith("karabakh"):
            comments = ModuleAnalyzer.for_module(base.__module__).find_attr_docs()
            if (base.__name__, attribute) in comments:
                return "\n".join(comments[base.__name__, attribute]).strip()
    return ""


class Fields(SphinxDirective):
    """List the keys of a class in files."""

    required_arguments = 1
    option_spec: typing.ClassVar = {"without": str}

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        cls: type = getattr(model, self.arguments[0])
        without = self.options.get("without")
        left_out = (
            {field.name for field in attrs.fields(getattr(model, without))} if without else {}
        )
        rows = [
            (
                literal(field.name),
                written_as(cls, field.name),
                "yes" if field.default is attrs.NOTHING else "",
                one_line(comment_on(cls, field.name).partition("\n\n")[0]),
            )
            for field in attrs.fields(cls)
            if field.name not in left_out
        ]
        return parse_rst(
            self, table(("key", "value", "required", "meaning"), rows, widths="16 26 12 46")
        )


def written_as(cls: type, field: str) -> str:
    """Return how the value of a field is written in files."""
    return "\n".join(_written(field_types(cls)[field]))


def _written(annotation: Any) -> Iterator[str]:  # noqa: ANN401 (any type)
    kinds = id_kinds(annotation)
    if kinds and not is_union(annotation):
        noun = kinds[0].noun
        yield f"identifier of {'an' if noun[0] in 'aeiou' else 'a'} {noun}"
    elif typing.get_origin(annotation) is tuple:
        element, *others = typing.get_args(annotation)
        number = "" if Ellipsis in others else f"{len(others) + 1} × "
        yield f"list of {number}{', '.join(_written(element))}"
    elif typing.get_origin(annotation) in (typing.Union, types.UnionType):
        options = [each for each in typing.get_args(annotation) if each is not type(None)]
        yield " or ".join(part for option in options for part in _written(option))
    elif annotation in _WRITTEN:
        yield _WRITTEN[annotation]
    elif attrs.has(annotation):
        yield f"table: `{annotation.__name__}`"
    else:
        kind = "term" if issubclass(annotation, enum.Enum) else "text"
        yield f"{kind}: `{annotation.__name__}`"


def setup(app: "Sphinx") -> None:
    """Register the directives."""
    app.add_directive("fields", Fields)
