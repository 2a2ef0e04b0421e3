"""Explanations as plain text and Markdown."""

from collections.abc import Iterator, Mapping
from typing import Final

from karabakh._markup import markdown
from karabakh._shown import visible
from karabakh._wrapping import wrap_words
from karabakh._wrong_type import require_type
from karabakh.explanations._tree import Explanation, ExplanationLine, require_explanation
from karabakh.model import Basis, Certainty, Citation, Measure, Participant, StatusChange
from karabakh.reasoning import STATED
from karabakh.wording import describe_citation

__all__ = ["explanation_to_markdown", "explanation_to_text"]

_PARTS: Final[Mapping[type, str]] = {
    Measure: "a measure",
    Participant: "a participant",
    StatusChange: "a change of status",
}
"""What to call what has no identifier."""

_NARROWEST = 20
"""A line has at least so many characters, however deep it stands in the tree."""

_INDENT = 4
"""So many more characters a line of text is indented than what it carries."""

_DEEPEST_LIST = 8
"""From this depth on lists of Markdown are nested no further: readers of it limit the depth."""


def explanation_to_text(explanation: Explanation, *, width: int = 80) -> str:
    """Return an explanation as plain text, with indented premises.

    A premise begins with ``-``, what only accompanies a statement with ``+``, another way in
    which it is derived with ``=``. What is below a statement is written where it comes first, and
    not repeated. What is too deep for the width is indented no further, and its level written.

    Args:
        explanation: The explanation.
        width: The longest line, in characters; at least 20 are used for the text itself.

    Raises:
        TypeError: If it is not an Explanation.

    >>> import karabakh
    >>> from karabakh.explanations import explain, explanation_to_text
    >>> dataset = karabakh.load()
    >>> print(explanation_to_text(explain(dataset["aliyev-president"], dataset=dataset)))
    Aliyev is president of Azerbaijan
    [aliyev-president; certain, stated]
    article ¶3, words 5–8
    """
    require_explanation(explanation)
    require_type("width", width, int)
    lines: list[str] = []
    deepest = max((width - _NARROWEST) // _INDENT, 1)
    for line in explanation.lines():
        mark = (
            "= " if line.is_alternative else "+ " if line.is_detail else "- " if line.depth else ""
        )
        begin = " " * (_INDENT * min(line.depth, deepest) - len(mark)) + mark
        hang = " " * len(begin)
        room = max(width, len(begin) + _NARROWEST)
        for index, text in enumerate(_paragraphs(line, deepest)):
            lines += wrap_words(visible(text), room, hang if index else begin, hang)
    return "\n".join(lines)


def explanation_to_markdown(explanation: Explanation) -> str:
    """Return an explanation as Markdown: nested lists, with quotations.

    What is very deep is nested no further, and its level written.

    Raises:
        TypeError: If it is not an Explanation.

    >>> import karabakh
    >>> from karabakh.explanations import explain, explanation_to_markdown
    >>> dataset = karabakh.load()
    >>> print(explanation_to_markdown(explain(dataset["aliyev-president"], dataset=dataset)))
    - Aliyev is president of Azerbaijan
      — *aliyev-president; certain, stated*
      — article ¶3, words 5–8
    """
    require_explanation(explanation)
    lines: list[str] = []
    for line in explanation.lines():
        begin = "  " * min(line.depth, _DEEPEST_LIST)
        mark = "(or) " if line.is_alternative else "(in addition) " if line.is_detail else ""
        lines.append(f"{begin}- {mark}{markdown(line.node.text)}")
        lines.append(f"{begin}  — *{markdown(_standing(line, _DEEPEST_LIST))}*")
        if line.node.note:
            lines.append(f"{begin}  — {markdown(line.node.note)}")
        for citation, quote in line.node.quoted:
            words = "" if quote is None else f": “{markdown(quote)}”"
            lines.append(f"{begin}  — {markdown(_place(citation))}{words}")
    return "\n".join(lines)


def _paragraphs(line: ExplanationLine, deepest: int) -> Iterator[str]:
    """Yield the statement, its standing, and the passages that it rests on."""
    node = line.node
    yield node.text
    yield f"[{_standing(line, deepest)}]"
    if node.note:
        yield f"Note: {node.note}"
    for citation, quote in node.quoted:
        place = _place(citation)
        yield place if quote is None else f"{place}: “{quote}”"


def _standing(line: ExplanationLine, deepest: int) -> str:
    """Return rule or identifier, certainty, basis and, if deep, the level."""
    node = line.node
    is_concluded = node.rule is not None and node.rule != STATED
    origin = node.rule if is_concluded else "record" if node.record is None else node.record.id
    parts = [origin or "", _certainty(node, is_derived=is_concluded and node.record is None)]
    if node.coder_inferences:
        names = (
            getattr(each, "id", _PARTS.get(type(each), "a part")) for each in node.coder_inferences
        )
        parts.append(f"rests on what the coder inferred: {', '.join(dict.fromkeys(names))}")
    if line.depth > deepest:
        parts.append(f"level {line.depth}")
    if line.is_repeated:
        parts.append("as above")
    return "; ".join(parts)


def _certainty(node: Explanation, *, is_derived: bool) -> str:
    """Return certainty and basis in words; conclusions are *derived*."""
    basis = "stated" if node.basis is Basis.STATED else "inferred by the coder"
    basis = "derived" if is_derived else basis
    if node.reported is node.certainty or node.certainty is Certainty.CERTAIN:
        return f"{node.certainty.value}, {basis}"
    return f"{node.certainty.value}, reported {node.reported.value}, {basis}"


def _place(citation: Citation) -> str:
    return f"{citation.source} {describe_citation(citation)}"
