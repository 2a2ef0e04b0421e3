"""Explanations for people to read: as plain text, and as Markdown."""

import re
import textwrap
from collections.abc import Iterator

from karabakh.reasoning import STATED, Explanation, ExplanationLine

__all__ = ["explanation_to_markdown", "explanation_to_text"]

_NARROWEST = 20
"""A line has at least so many characters, however deep it stands in the tree."""

_INDENT = 4
"""So many more characters a line of text is indented than what it carries."""

_DEEPEST_LIST = 8
"""From this depth on lists of Markdown are nested no further: readers of it limit the depth."""


def explanation_to_text(explanation: Explanation, *, width: int = 80) -> str:
    """Write an explanation as plain text: what rests on what, by indentation.

    A statement that carries the one above begins with ``-``, one that only belongs to it
    with ``+``. What stands below a statement is written where it comes first, and not again.
    What is too deep for the width is indented no further, and its level told.

    Args:
        explanation: what to write.
        width: the longest line, in characters; at least 20 are used for the text itself.

    >>> import karabakh
    >>> from karabakh.exports import explanation_to_text
    >>> from karabakh.reasoning import explain, stance
    >>> dataset = karabakh.load()
    >>> (found,) = stance(dataset, "azerbaijan", "stronger-control").stances
    >>> print(explanation_to_text(explain(found, dataset=dataset), width=72))
    Azerbaijan: for “Azerbaijan's control over Nagorno-Karabakh is to become
    stronger.” (at the time of writing)
    [office-holder; certain, inferred]
      - Ilham Aliyev: for “Azerbaijan's control over Nagorno-Karabakh is to
        become stronger.” (aim; at the time of writing)
        [aliyev-wants-stronger-control; certain, stated]
        Note: Imputed: the article says so of him and reports no words of
        his.
        article#p3:5-17
      - Ilham Aliyev: president of Azerbaijan (at the time of writing)
        [aliyev-president; certain, stated]
        article#p3:5-8
    """
    lines: list[str] = []
    deepest = max((width - _NARROWEST) // _INDENT, 1)
    for line in explanation.lines():
        mark = "" if line.depth == 0 else "+ " if line.is_detail else "- "
        begin = " " * (_INDENT * min(line.depth, deepest) - len(mark)) + mark
        hang = " " * len(begin)
        room = max(width, len(begin) + _NARROWEST)
        for index, text in enumerate(_paragraphs(line, deepest)):
            lines += textwrap.wrap(
                text,
                room,
                initial_indent=hang if index else begin,
                subsequent_indent=hang,
                break_long_words=False,
                break_on_hyphens=False,
            )
    return "\n".join(lines)


def explanation_to_markdown(explanation: Explanation) -> str:
    """Write an explanation as Markdown: nested lists, with quotations where there are any.

    What stands very deep is nested no further, and its level told.

    >>> import karabakh
    >>> from karabakh.exports import explanation_to_markdown
    >>> from karabakh.reasoning import explain, stance
    >>> dataset = karabakh.load()
    >>> (found,) = stance(dataset, "aliyev", "stronger-control").stances
    >>> print(explanation_to_markdown(explain(found, dataset=dataset)))
    - Ilham Aliyev: for “Azerbaijan's control over Nagorno-Karabakh is to become stronger.” (aim; \
at the time of writing)
      — *aliyev-wants-stronger-control; certain, stated*
      — Imputed: the article says so of him and reports no words of his.
      — `article#p3:5-17`
    """
    lines: list[str] = []
    for line in explanation.lines():
        begin = "  " * min(line.depth, _DEEPEST_LIST)
        lines.append(f"{begin}- {_beside(line)}{_escaped(line.node.text)}")
        lines.append(f"{begin}  — *{_escaped(_standing(line, _DEEPEST_LIST))}*")
        if line.node.note:
            lines.append(f"{begin}  — {_escaped(line.node.note)}")
        for citation, quote in _places(line.node):
            words = "" if quote is None else f": “{_escaped(quote)}”"
            lines.append(f"{begin}  — `{citation}`{words}")
    return "\n".join(lines)


def _beside(line: ExplanationLine) -> str:
    return "(beside it) " if line.is_detail else ""


def _escaped(text: str) -> str:
    """Keep Markdown from taking a text's own characters for marks, or its lines for others."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", _in_one_line(text))


def _in_one_line(text: str) -> str:
    lines = text.splitlines()
    return text if lines == [text] else " ".join(filter(None, map(str.strip, lines)))


def _paragraphs(line: ExplanationLine, deepest: int) -> Iterator[str]:
    """Give the statement, what it is, and the places and words that it rests on."""
    node = line.node
    yield node.text
    yield f"[{_standing(line, deepest)}]"
    if node.note:
        yield f"Note: {node.note}"
    for citation, quote in _places(node):
        yield citation if quote is None else f"{citation}: “{quote}”"


def _standing(line: ExplanationLine, deepest: int) -> str:
    """Say what a statement is; and its level, where that can't be seen any more."""
    node = line.node
    told = f"{_origin(node)}; {node.certainty.value}, {node.basis.value}"
    if line.depth > deepest:
        told += f"; level {line.depth}"
    return f"{told}; as above" if line.is_repeated else told


def _origin(node: Explanation) -> str:
    """Give the rule of a conclusion, or the identifier of a record."""
    if node.rule is not None and node.rule != STATED:
        return node.rule
    return "record" if node.record is None else node.record.id


def _places(node: Explanation) -> Iterator[tuple[str, str | None]]:
    quotes = node.quotes or (None,) * len(node.citations)
    for citation, quote in zip(node.citations, quotes, strict=True):
        yield str(citation), quote
