"""When to use each field and term, with examples, from the codebook's files."""

import enum
import functools
import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import attrs
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from karabakh import model
from karabakh_docs.rst import literal, one_line, parse_rst, plain, table
from karabakh_docs.tables import comment_on, written_as

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup", "usage"]

_CODEBOOK: Final = Path(__file__).parents[2] / "codebook"
_PARTS: Final[Mapping[str, tuple[str, str]]] = {
    "Measure": ("events", "measures"),
    "Participant": ("events", "participants"),
    "Provision": ("agreements", "provisions"),
    "StatusChange": ("agreements", "statuses"),
    "Name": ("actors", "names"),
    "Requirement": ("propositions", "requirement"),
}
"""The collections and keys that parts of records stand under in files."""

_BLANK_LINE: Final = "\n\n"
_LONGEST: Final = 60
"""Values are cut after so many characters."""


@functools.cache
def usage() -> dict[str, dict[str, dict[str, Any]]]:
    """Return the sentences on fields and terms, by class."""
    return tomllib.loads((_CODEBOOK / "usage.toml").read_text("utf-8"))


@functools.cache
def example() -> dict[str, Any]:
    """Return the coding of the invented text, as its file has it."""
    return tomllib.loads((_CODEBOOK / "example.toml").read_text("utf-8"))


def values_of(cls: str, field: str) -> Iterator[object]:
    """Yield the values of a field in the invented coding."""
    for record in _tables(cls):
        if field in record:
            yield record[field]


def _tables(cls: str) -> Iterator[dict[str, Any]]:
    """Yield the tables of a class, or of the subclasses of a base, in the coding."""
    name = next((name for name, kind in model.COLLECTIONS.items() if kind.__name__ == cls), None)
    if cls == "Coding":
        yield from example()["coding"]
    elif name is not None:
        yield from example()[name]
    elif cls in _PARTS:
        collection, key = _PARTS[cls]
        for record in example()[collection]:
            inner = record.get(key, [])
            yield from [inner] if isinstance(inner, dict) else inner
    else:
        base = getattr(model, cls)
        for each in (*model.COLLECTIONS.values(), *(getattr(model, part) for part in _PARTS)):
            if issubclass(each, base):
                yield from _tables(each.__name__)


class Vocabulary(SphinxDirective):
    """List the terms of a vocabulary: meaning, when to use them, an example."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        vocabulary: type[enum.Enum] = getattr(model, self.arguments[0])
        sentences = usage()["terms"][self.arguments[0]]
        rows = [
            (
                literal(term.value),
                one_line(comment_on(vocabulary, term.name)),
                *map(_marked, sentences[term.value]),
            )
            for term in vocabulary
        ]
        head = ("written", "meaning", "when to use it", "invented example")
        return parse_rst(self, table(head, rows, widths="18 28 30 24"))


class Usage(SphinxDirective):
    """List the fields of a class: what they are, when to use them, and an example."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        name = self.arguments[0]
        cls: type = getattr(model, name)
        rows = [
            (
                literal(field) + "\n\n" + written_as(cls, field),
                _summary(cls, field) + "\n\n" + _marked(sentence),
                literal(_shown(next(values_of(name, field)))),
            )
            for field, sentence in usage()["fields"][name].items()
        ]
        head = ("key and value", "what it is, and when to use it", "in the example")
        return parse_rst(self, table(head, rows, widths="22 48 30"))


def _summary(cls: type, field: str) -> str:
    return f"*{plain(comment_on(cls, field).partition(_BLANK_LINE)[0].replace('`', ''))}*"


def _marked(sentence: str) -> str:
    """Return a sentence of `usage.toml`, in which ``*terms*`` and backticks stand out."""
    return sentence.replace("`", "``")


def _shown(value: object) -> str:
    """Return a value as files write it, in one line and not too long."""
    if isinstance(value, dict):
        pairs = cast("dict[str, object]", value).items()
        text = "{ " + ", ".join(f"{key} = {_shown(each)}" for key, each in pairs) + " }"
    elif isinstance(value, list):
        text = "[" + ", ".join(map(_shown, cast("list[object]", value))) + "]"
    else:
        text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + " …"


def own_fields(cls: type) -> list[str]:
    """Return the fields of a class that none of its public bases has."""
    inherited = {
        field.name for base in cls.__mro__[1:] if attrs.has(base) for field in attrs.fields(base)
    }
    return [field.name for field in attrs.fields(cls) if field.name not in inherited]


def setup(app: "Sphinx") -> None:
    """Register the directives."""
    app.add_directive("usage", Usage)
    app.add_directive("vocabulary", Vocabulary)
