"""The tree of an inference, from the conclusion down to the passages."""

from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Final

from karabakh.explanations import Explanation, ExplanationLine, explain
from karabakh.figures._canvas import MARGIN, NOTE, Canvas, Legend, require_width
from karabakh.figures._direction import Direction, runs_rtl
from karabakh.figures._figure import Figure, Table
from karabakh.figures._marks import CERTAINTY_WORDS
from karabakh.figures._text import capitalised
from karabakh.model import Basis, Dataset
from karabakh.reasoning import STATED, Premise
from karabakh.wording import describe_citation

__all__ = ["draw_explanation"]

_STEP: Final = 30.0
_LEAST_TEXT: Final = 180.0
"""The width of text from which on the tree is indented no further."""
_MOST_LINES: Final = 300


def draw_explanation(
    result: Premise | Explanation,
    *,
    dataset: Dataset | None = None,
    width: float = 760,
    direction: Direction | None = None,
) -> Figure:
    """Draw why something is so: a tree from the conclusion down to the passages.

    A hollow mark is derived, by the rule that is named; a filled one is stated in a source, one
    with a core inferred by the coder. With each stand its passages and, if the dataset is bound
    to a text, the words there. Dashed lines lead to what belongs to a statement and does not
    carry it. What stands above already is not repeated.

    Limits: 300 statements are drawn; the drawing says if there are more, and the table has all.

    Args:
        result: A conclusion, any premise of it, or its explanation.
        dataset: The records, for names and words; an explanation has them already.
        width: The width in pixels, from 300 on.
        direction: Of lines; by default that of most of the texts.

    Raises:
        ValueError: If the width or direction is not among those.

    >>> import karabakh
    >>> from karabakh.figures import draw_explanation
    >>> from karabakh.reasoning import shifts
    >>> dataset = karabakh.load()
    >>> (shift,) = shifts(dataset)
    >>> figure = draw_explanation(shift, dataset=dataset)
    >>> figure.table.rows[0][2]
    'shift'
    """
    require_width(width)
    root = result if isinstance(result, Explanation) else explain(result, dataset=dataset)
    lines = tuple(root.lines())
    canvas = Canvas(width, rtl=runs_rtl(dataset or Dataset(), direction))
    canvas.heading("How this is known", "From the conclusion down to the passages it rests on.")
    canvas.height += 8
    forks: dict[int, float] = {}
    for line in islice(lines, _MOST_LINES):
        _draw_line(canvas, line, forks)
    canvas.legend(_legend(lines))
    note = f"Drawn are {_MOST_LINES} of {len(lines)} statements. All are in the table."
    if len(lines) > _MOST_LINES:
        canvas.note(note)
    return Figure(
        title=f"How this is known: {root.text}",
        description=f"A tree of {len(lines)} statements, from the conclusion down to the"
        " records and the passages in the sources that they rest on.",
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
                for line in lines
            ),
        ),
        width=canvas.width,
        height=canvas.height + MARGIN,
        content=canvas.content,
    )


def _draw_line(canvas: Canvas, line: ExplanationLine, forks: dict[int, float]) -> None:
    """Draw a statement, with the line that leads to it.

    Args:
        canvas: The drawing.
        line: The statement.
        forks: For each depth, where the line below the last mark begins.
    """
    deepest = int((canvas.width - 2 * MARGIN - 24 - _LEAST_TEXT) / _STEP)
    depth = min(line.depth, deepest)
    x, y = MARGIN + 8 + _STEP * depth, canvas.height + 9
    if line.depth:
        above = x - _STEP if line.depth == depth else x
        dash = "4 3" if line.is_detail else ""
        if above < x:
            points = [(above, forks[line.depth - 1]), (above, y), (x - 8, y)]
            canvas.shape(points, stroke="edge", weight=1.2, dash=dash)
            forks[line.depth - 1] = y  # the next line goes on from here
    _draw_form(canvas, x, y, form=_form(line))
    forks[line.depth] = y + 8
    room = canvas.width - MARGIN - x - 16
    bottom = canvas.paragraph(capitalised(line.node.text), x + 16, y - 9, room, bold=not line.depth)
    for text in _notes(line):
        bottom = canvas.paragraph(text, x + 16, bottom, room, size=NOTE, role="soft")
    canvas.height = bottom + 14


def _form(line: ExplanationLine) -> str:
    if line.node.rule is not None and line.node.rule != STATED:
        return "derived"
    return "inferred" if line.node.basis is Basis.INFERRED else "stated"


def _draw_form(canvas: Canvas, x: float, y: float, *, form: str) -> None:
    canvas.disc(x, y, 5.5, fill="ink" if form == "stated" else "paper", stroke="ink")
    if form == "inferred":
        canvas.disc(x, y, 2.2, fill="ink")


def _notes(line: ExplanationLine) -> Iterator[str]:
    """Yield what is said about a statement, then its passages with their words."""
    node, form = line.node, _form(line)
    origin = {"derived": f"derived by the rule ‘{node.rule}’", "inferred": "inferred by the coder"}
    again = "as above" if line.is_repeated else ""
    notes = (CERTAINTY_WORDS[node.certainty], origin.get(form, "stated"), again)
    text = ", ".join(filter(None, notes))
    yield capitalised(text)
    for citation, quote in node.quoted:
        place = f"{citation.source} {describe_citation(citation)}"
        yield place if quote is None else f"{place}: “{quote}”"


_MEANINGS: Final = {
    "stated": "stated in the text",
    "inferred": "inferred by the coder",
    "derived": "derived by a rule",
}


def _legend(lines: tuple[ExplanationLine, ...]) -> Legend:
    found = {_form(line) for line in lines}
    for form, meaning in _MEANINGS.items():
        if form in found:
            yield partial(_draw_form, form=form), meaning
