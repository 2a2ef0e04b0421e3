"""Tables made from the code: the terms of vocabularies, and the keys of records in files."""

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

__all__ = ["comment_on", "setup"]

_WRITTEN = {str: "text", bool: "true or false", int: "whole number", float: "number"}
"""What the plain types are called on pages for people who write files."""


def comment_on(cls: type, attribute: str) -> str:
    """Give the docstring under an attribute, from the class that has it."""
    for base in cls.__mro__:
        if base.__module__.startswith("karabakh"):
            comments = ModuleAnalyzer.for_module(base.__module__).find_attr_docs()
            if (base.__name__, attribute) in comments:
                return "\n".join(comments[base.__name__, attribute]).strip()
    return ""


class Vocabulary(SphinxDirective):
    """List the terms of a vocabulary as they are written in files, with what they mean."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Make the table."""
        vocabulary: type[enum.Enum] = getattr(model, self.arguments[0])
        rows = [
            (literal(term.value), one_line(comment_on(vocabulary, term.name)))
            for term in vocabulary
        ]
        return parse_rst(self, table(("written", "meaning"), rows, widths="25 75"))


class Fields(SphinxDirective):
    """List the keys that a record of a class has in files."""

    required_arguments = 1
    option_spec: typing.ClassVar = {"without": str}

    def run(self) -> list[nodes.Node]:
        """Make the table."""
        cls: type = getattr(model, self.arguments[0])
        without = self.options.get("without")
        left_out = (
            {field.name for field in attrs.fields(getattr(model, without))} if without else {}
        )
        rows = [
            (
                literal(field.name),
                "\n".join(_written(field_types(cls)[field.name])),
                "yes" if field.default is attrs.NOTHING else "",
                one_line(comment_on(cls, field.name).partition("\n\n")[0]),
            )
            for field in attrs.fields(cls)
            if field.name not in left_out
        ]
        return parse_rst(
            self, table(("key", "value", "required", "meaning"), rows, widths="16 26 12 46")
        )


def _written(annotation: Any) -> Iterator[str]:  # noqa: ANN401 (any type)
    """Say in what form a value is written in files."""
    kinds = id_kinds(annotation)
    if kinds and not is_union(annotation):
        yield f"identifier of a {kinds[0].noun}"
    elif typing.get_origin(annotation) is tuple:
        element, *_ = typing.get_args(annotation)
        yield f"list of {', '.join(_written(element))}"
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
    app.add_directive("vocabulary", Vocabulary)
    app.add_directive("fields", Fields)
