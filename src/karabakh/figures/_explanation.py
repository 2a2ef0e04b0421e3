"""The tree of an inference, from what is concluded down to the places in the sources."""

from collections.abc import Iterator
from typing import Final

from karabakh._markup import Markup, element, joined
from karabakh.explanations import Explanation, ExplanationLine, explain
from karabakh.figures._boxes import Box
from karabakh.figures._drawn import Drawn
from karabakh.figures._figure import Figure, Table
from karabakh.figures._text import width_of, wrapped
from karabakh.model import Dataset
from karabakh.reasoning import STATED, Premise

__all__ = ["draw_explanation", "explanation"]

_WIDTH: Final = 840.0
_MARGIN: Final = 24.0
_SIZE: Final = 13.0
_SMALL: Final = 11.0
_LINE: Final = 18.0
_STEP: Final = 30.0
_DEEPEST: Final = 14
"""From this depth on the tree is indented no further."""
_AROUND: Final = 16.0


def explanation(result: Premise | Explanation, *, dataset: Dataset | None = None) -> Figure:
    """Draw why something is so: a tree from the conclusion down to the cited places.

    Full marks are conclusions, each with its rule; hollow ones are records, with the places
    they rest on and, where the dataset is bound to a text, the words there. Dashed lines lead
    to what belongs to a statement and does not carry it. What was told above is not told
    again.

    Args:
        result: what a question answered, any premise of it, or its explanation.
        dataset: the records, for names and words; an explanation has them already.

    >>> import karabakh
    >>> from karabakh.figures import explanation
    >>> from karabakh.reasoning import shifts
    >>> dataset = karabakh.load()
    >>> (shift,) = shifts(dataset)
    >>> figure = explanation(shift, dataset=dataset)
    >>> figure.table.rows[0][2]
    'shift'
    """
    root = result if isinstance(result, Explanation) else explain(result, dataset=dataset)
    nodes = tuple(root.lines())
    drawn = draw_explanation(root)
    return Figure(
        title=f"Why: {root.text}",
        description=f"A tree of {len(nodes)} statements, from the conclusion down to the"
        " records and the places in the sources that they rest on.",
        table=Table(
            ("depth", "statement", "rule", "certainty", "basis", "citations"),
            tuple(
                (
                    str(line.depth),
                    line.node.text,
                    line.node.rule or "",
                    line.node.certainty.value,
                    line.node.basis.value,
                    ", ".join(map(str, line.node.citations)),
                )
                for line in nodes
            ),
        ),
        width=drawn.width,
        height=drawn.height,
        content=drawn.content,
    )


def draw_explanation(root: Explanation) -> Drawn:
    """Draw a tree, one statement under the other."""
    nodes = tuple(root.lines())
    y = _MARGIN / 2
    above: dict[int, tuple[float, float]] = {}
    lines: list[Markup] = []
    parts: list[Markup] = []
    labels: list[Box] = []
    for line in nodes:
        x = _MARGIN + _STEP * min(line.depth, _DEEPEST)
        at = (x + 6, y + 14)
        if line.depth:
            lines.append(_branch(above[line.depth - 1], at, is_dashed=line.is_detail))
        above[line.depth] = at
        parts.append(_mark(line, *at))
        for text, size, class_ in _lines(line, _WIDTH - _MARGIN - x - 22):
            height = _LINE if size == _SIZE else _LINE - 2
            parts.append(element("text", text, x=x + 22, y=y + height, class_=class_))
            box = Box(x + 22, y + 3, x + 22 + width_of(text, size), y + height + 3)
            labels.append(box)
            y += height
        y += _AROUND
    return Drawn(
        content=joined(lines, parts), width=_WIDTH, height=y + _MARGIN / 2, labels=tuple(labels)
    )


def _lines(line: ExplanationLine, width: float) -> Iterator[tuple[str, float, str | None]]:
    """Give the lines of a statement, each with the size and the class of its text."""
    told = line.node
    for text in wrapped(told.text, width, _SIZE, lines=4) or ("…",):
        yield text, _SIZE, "kb-said" if line.depth else "kb-said kb-head"
    concluded = told.rule is not None and told.rule != STATED
    origin = f"by the rule ‘{told.rule}’" if concluded else "on record"
    again = ", as told above" if line.is_repeated else ""
    status = f"{origin}{again} · {told.certainty.value} · {told.basis.value}"
    for text in wrapped(status, width, _SMALL, lines=2):
        yield text, _SMALL, "kb-soft kb-small"
    quotes = told.quotes or (None,) * len(told.citations)
    for citation, quote in zip(told.citations, quotes, strict=True):
        words = f"{citation}" if quote is None else f"{citation}: “{quote}”"
        for text in wrapped(words, width, _SMALL, lines=3):
            yield text, _SMALL, "kb-small"


def _branch(parent: tuple[float, float], child: tuple[float, float], *, is_dashed: bool) -> Markup:
    path = f"M{parent[0]:.1f} {parent[1] + 7:.1f}V{child[1]:.1f}H{child[0] - 7:.1f}"
    return element("path", d=path, class_="kb-line kb-dash" if is_dashed else "kb-line")


def _mark(line: ExplanationLine, x: float, y: float) -> Markup:
    concluded = line.node.rule is not None and line.node.rule != STATED
    return element(
        "circle", cx=x, cy=y, r=5, class_=f"kb-event kb-{'full' if concluded else 'hollow'}"
    )
