"""The JSON Schema of the JSON format, for other languages and for editors.

It is generated from the model, with the descriptions of its source code, into a file of
the package. After a change of the model: ``python -m karabakh.io._schema_builder``.
"""

import ast
import enum
import inspect
import json
import re
import textwrap
import typing
from pathlib import Path
from typing import Any, Final

import attrs

from karabakh.ids import ID_PATTERN
from karabakh.io._structs import LARGEST
from karabakh.model import COLLECTIONS, SCHEMA_VERSION, Citation, Coding, Dataset, ExternalCode
from karabakh.model.introspection import element_type, id_kinds, is_union, plain_type
from karabakh.time import When

__all__ = ["build_schema"]


def build_schema() -> dict[str, Any]:
    """Return the schema of the present model."""
    definitions = _Definitions()
    collections = {
        name: {
            "description": _words_on(Dataset, name),
            "type": "array",
            "items": definitions.reference(kind),
        }
        for name, kind in COLLECTIONS.items()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:karabakh:dataset:{SCHEMA_VERSION}",
        "title": "karabakh dataset",
        "description": _summary(Dataset),
        "type": "object",
        "required": ["schema"],
        "additionalProperties": False,
        "properties": {
            "schema": {"description": _words_on(Dataset, "schema"), "const": SCHEMA_VERSION},
            "title": {"description": _words_on(Dataset, "title"), "type": "string"},
            "coding": {
                "description": _words_on(Dataset, "coding"),
                "type": "array",
                "items": definitions.reference(Coding),
            },
            **collections,
        },
        "$defs": dict(sorted(definitions.schemas.items())),
    }


def _whole(pattern: str) -> str:
    # `$` would let a line break pass at the end, in some languages.
    return f"^(?:{pattern})(?![\\s\\S])"


_NUMBER: Final = "[1-9][0-9]{0,8}"
_YEAR: Final = "(?:-?[0-9]{2}(?:[0-9]{2}|[0-9]X|XX)|Y-?[1-9][0-9]{4,11})"
_DAY: Final = "(?:0[1-9]|[12][0-9]|3[01]|XX)"
_DATE: Final = f"{_YEAR}(?:-(?:(?:0[1-9]|1[0-2]|XX)(?:-{_DAY})?|2[1-4]))?[?~%]?"
_TIME: Final = "T[0-2][0-9]:[0-5][0-9]:[0-6][0-9](?:Z|[+-][0-2][0-9](?::[0-5][0-9])?)?"
_SIDE: Final = rf"(?:{_DATE}|\.\.)?"
_MEMBER: Final = rf"(?:{_DATE}(?:\.\.(?:{_DATE})?)?|\.\.{_DATE})"
_WORDS: Final = rf"{_NUMBER}-{_NUMBER}|{_NUMBER}\.{_NUMBER}-{_NUMBER}\.{_NUMBER}"
_PLACE: Final = f"#p{_NUMBER}(?::(?:{_WORDS}))?"

_TEXTS: Final[dict[type, dict[str, Any]]] = {
    When: {
        "pattern": _whole(rf"{_DATE}|{_DATE}{_TIME}|{_SIDE}/{_SIDE}|\[{_MEMBER}(?:,{_MEMBER})*\]"),
        "maxLength": 1000,
        "examples": ["2020-09-27", "2023-09~", "2018-05/..", "[2020-10-10,2020-10-17]"],
    },
    Citation: {
        "pattern": _whole(f"(?:{ID_PATTERN})(?:{_PLACE})?"),
        "examples": ["article#p2:21-36", "article#p2", "article", "article#p2:21.1-36.4"],
    },
    ExternalCode: {
        "pattern": _whole(r"[a-z0-9][a-z0-9-]{0,63}(?:@[\w.-]{1,32})?:\S(?:.{0,198}\S)?"),
        "examples": ["wikidata:Q399", "pax@4:Cea/Ceas"],
    },
}


class _Definitions:
    """The schemas of the classes, each built at the first reference to it."""

    def __init__(self) -> None:
        self.schemas: dict[str, Any] = {}

    def reference(self, cls: type[Any]) -> dict[str, Any]:
        """Return a reference to a class's schema, which is built if need be."""
        name = cls.__name__
        if name not in self.schemas:
            self.schemas[name] = {}  # ends the recursion of a class that refers to itself
            self.schemas[name] = self._definition(cls)
        return {"$ref": f"#/$defs/{name}"}

    def _definition(self, cls: type[Any]) -> dict[str, Any]:
        if cls in _TEXTS:
            return {"description": _summary(cls), "type": "string", **_TEXTS[cls]}
        if issubclass(cls, enum.Enum):
            return {"description": _summary(cls), "enum": [term.value for term in cls]}
        fields = attrs.fields(cls)
        return {
            "description": _summary(cls),
            "type": "object",
            "required": [field.name for field in fields if field.default is attrs.NOTHING],
            "additionalProperties": False,
            "properties": {
                field.name: {
                    "description": _words_on(cls, field.name),
                    **self._of(field.type),
                    **_limits(field),
                }
                for field in fields
            },
        }

    def _of(self, annotation: object) -> dict[str, Any]:
        """Return the schema of a field's annotation."""
        plain: Any = plain_type(annotation)
        if (element := element_type(plain)) is not None:
            return {"type": "array", "items": self._of(element)}
        if typing.get_origin(plain) is tuple:
            items = [self._of(each) for each in typing.get_args(plain)]
            return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items)}
        if id_kinds(plain):
            return {"type": "string", "pattern": _whole(ID_PATTERN)}
        if is_union(plain) or plain is float:
            return {"type": "number"}
        if plain is int:
            return {"type": "integer", "minimum": -LARGEST - 1, "maximum": LARGEST}
        if plain in (str, bool):
            return {"type": {str: "string", bool: "boolean"}[plain]}
        return self.reference(plain)


def _limits(field: "attrs.Attribute[Any]") -> dict[str, Any]:
    """Return the limits of a field's values: minima, maxima and patterns."""
    validator: Any = field.validator  # attrs' own classes are private
    check: Any = None if validator is None else validator.check
    limits: dict[str, Any] = {}
    if "limits" in field.metadata:
        limits["prefixItems"] = [
            {"type": "number", "minimum": -limit, "maximum": limit}
            for limit in field.metadata["limits"]
        ]
    if hasattr(check, "bound"):
        limits["minimum"] = check.bound
    if hasattr(check, "min_length"):
        limits["minItems"] = check.min_length
    if hasattr(check, "pattern"):
        limits["pattern"] = _whole(check.pattern.pattern)
    return limits


def _summary(cls: type[Any]) -> str:
    """Return the first paragraph of a class's docstring."""
    return _plain_words((inspect.getdoc(cls) or "").split("\n\n")[0])


def _words_on(cls: type[Any], name: str) -> str:
    """Return the docstring below a field in the source of the class that defines it."""
    for each in cls.__mro__:
        if name in vars(each).get("__annotations__", {}):
            tree = ast.parse(textwrap.dedent(inspect.getsource(each))).body[0]
            assert isinstance(tree, ast.ClassDef)  # noqa: S101 (the source of a class is one)
            for field, words in zip(tree.body, tree.body[1:], strict=False):
                if (
                    isinstance(field, ast.AnnAssign)
                    and isinstance(field.target, ast.Name)
                    and field.target.id == name
                    and isinstance(words, ast.Expr)
                    and isinstance(words.value, ast.Constant)
                ):
                    return _plain_words(inspect.cleandoc(str(words.value.value)).split("\n\n")[0])
    raise LookupError(f"{cls.__name__}.{name} has no docstring")


_ROLE: Final = re.compile(r":\w+:`~?([^`]*)`")


def _plain_words(text: str) -> str:
    """Return a paragraph in one line, without the marks of reStructuredText."""
    return _ROLE.sub(r"\1", " ".join(text.split())).replace("``", "`")


def _main() -> None:
    path = Path(__file__).parent.parent / "data" / "karabakh.schema.json"
    text = json.dumps(build_schema(), indent=1, ensure_ascii=False) + "\n"
    path.write_text(text, "utf-8", newline="\n")  # the same bytes on all systems


if __name__ == "__main__":
    _main()
