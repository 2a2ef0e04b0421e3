"""Explanations as JSON, with stable keys."""

import json
from collections.abc import Mapping
from typing import Any, Final

from karabakh.explanations._tree import Explanation, require_explanation

__all__ = ["EXPLANATION_SCHEMA", "explanation_to_json"]

_TEXT: Final = {"type": "string"}
_TEXTS: Final = {"type": "array", "items": _TEXT}
_CERTAINTY: Final = {"enum": ["certain", "probable", "possible", "unknown"]}
_NUMBERS: Final = {"type": "array", "items": {"type": "integer", "minimum": 0}}

EXPLANATION_SCHEMA: Final[Mapping[str, Any]] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "urn:karabakh:explanation:1",
    "title": "karabakh explanation",
    "description": "Statements by number; the first is the one explained.",
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["text", "certainty", "reported", "basis", "premises", "details"],
        "properties": {
            "text": _TEXT,
            "rule": _TEXT,
            "record": _TEXT,
            "certainty": _CERTAINTY,
            "reported": _CERTAINTY,
            "basis": {"enum": ["stated", "inferred"]},
            "according_to": _TEXTS,
            "coder_inferences": _TEXTS,
            "citations": {
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["passage"],
                    "properties": {"passage": _TEXT, "quote": _TEXT},
                },
            },
            "note": _TEXT,
            "premises": _NUMBERS,
            "details": _NUMBERS,
            "alternatives": _NUMBERS,
        },
    },
}
"""The JSON Schema (draft 2020-12) of what `explanation_to_json` returns."""


def explanation_to_json(explanation: Explanation, *, indent: int | None = 1) -> str:
    """Return an explanation as JSON: statements that refer to each other.

    The first statement is the one explained; ``premises``, ``details`` and ``alternatives`` are
    numbers of statements in the list, from 0. `EXPLANATION_SCHEMA` describes the keys, which are
    stable; keys without content are left out.

    Args:
        explanation: The explanation.
        indent: The indentation of nested values; None writes one line.

    Raises:
        TypeError: If it is not an Explanation.

    >>> import json, karabakh
    >>> from karabakh.explanations import explain, explanation_to_json
    >>> dataset = karabakh.load()
    >>> (statement,) = json.loads(explanation_to_json(explain(dataset["war-2020"])))
    >>> statement["record"], statement["certainty"]
    ('war-2020', 'certain')
    """
    require_explanation(explanation)
    nodes = list(explanation.walk())
    numbers = {id(node): number for number, node in enumerate(nodes)}
    statements = [_statement(node, numbers) for node in nodes]
    return json.dumps(statements, ensure_ascii=False, indent=indent)


def _statement(node: Explanation, numbers: Mapping[int, int]) -> dict[str, Any]:
    citations = [
        {"passage": str(citation)} | ({} if quote is None else {"quote": quote})
        for citation, quote in node.quoted
    ]
    optional: dict[str, Any] = {
        "rule": node.rule,
        "record": node.record.id if node.record else None,
        "according_to": list(node.according_to),
        "coder_inferences": [getattr(each, "id", "") for each in node.coder_inferences],
        "citations": citations,
        "note": node.note,
        "alternatives": [numbers[id(each)] for each in node.alternatives],
    }
    return {
        "text": node.text,
        "certainty": node.certainty.value,
        "reported": node.reported.value,
        "basis": node.basis.value,
        **{key: value for key, value in optional.items() if value},
        "premises": [numbers[id(each)] for each in node.children],
        "details": [numbers[id(each)] for each in node.details],
    }
