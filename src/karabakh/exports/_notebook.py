"""Values as notebooks show them: a little HTML, without any script."""

from collections.abc import Iterable, Sequence
from functools import singledispatch
from typing import Final

from karabakh._markup import Content, Markup, element, joined
from karabakh.explanations import Explanation, explain
from karabakh.exports._html_tree import place_in_words, standing, tree
from karabakh.figures import Table, draw_timeline
from karabakh.model import Citation, Dataset
from karabakh.reasoning import AlignmentMatrix, Conclusion, Contradictions, Inference, Stances
from karabakh.validation import ValidationReport

__all__ = ["to_notebook"]

_MOST_ROWS: Final = 100
_MOST_DRAWN: Final = 400
"""How many records a timeline may have to be shown unasked."""

# Colours are those of the notebook: only weight, size and lines are ours.
_STYLE: Final = Markup(
    """
.kb{line-height:1.5;max-width:60rem;text-align:left}
.kb p{margin:.2em 0}
.kb small{opacity:.75;margin-left:.6em}
.kb .hedge{font-weight:600}
.kb ul{list-style:none;margin:.2em 0 .2em .2em;padding-left:1em;border-left:1px solid #8884}
.kb li{margin:.45em 0}
.kb .beside>bdi{font-style:italic}
.kb table{border-collapse:collapse;margin:.4em 0}
.kb th,.kb td{text-align:left;vertical-align:top;padding:.15em 1em .15em 0}
.kb th{font-weight:600;border-bottom:1px solid #8884}
"""
)

# A conclusion knows the records that it rests on, and not the dataset that names actors.
_UNNAMED: Final = element(
    "p",
    element("small", "With names, and words: ", element("code", "explain(_, dataset=dataset)")),
)


@singledispatch
def to_notebook(value: object) -> str:
    """Write a value as HTML for a notebook; what no form is known of by its `repr`."""
    return element("code", repr(value))


@to_notebook.register
def _(dataset: Dataset) -> str:
    counts = tuple((name, str(len(records))) for name, records in dataset.collections() if records)
    timed = len(dataset.events) + len(dataset.agreements) + len(dataset.positions)
    drawing = draw_timeline(dataset).svg if 0 < timed <= _MOST_DRAWN else None
    return _framed(
        element("p", element("b", element("bdi", dataset.title or "Untitled dataset"))),
        Table(("records", "number"), counts).to_html(),
        element("details", element("summary", "Timeline"), Markup(drawing)) if drawing else None,
    )


@to_notebook.register
def _(report: ValidationReport) -> str:
    rows = [
        (
            found.severity.value,
            found.code,
            found.record or found.where,
            found.message + (f" ({found.hint})" if found.hint else ""),
        )
        for found in report.findings[:_MOST_ROWS]
    ]
    table = Table(("severity", "code", "where", "what"), tuple(rows)).to_html() if rows else None
    return _framed(
        element("p", element("b", report.summary), f" {report.source}"),
        table,
        _more(len(report.findings)),
    )


@to_notebook.register
def _(result: Conclusion) -> str:
    return _framed(_explained(explain(result)), _UNNAMED)


@to_notebook.register
def _(explanation: Explanation) -> str:
    return _framed(_explained(explanation))


@to_notebook.register
def _(found: Stances) -> str:
    return _framed(_conclusions(found))


@to_notebook.register
def _(found: Contradictions) -> str:
    return _framed(
        _conclusions(found.contradictions, "What can't both be"),
        _conclusions(found.undetermined, "What may or may not both be"),
        _conclusions(found.compatible, "What looks opposite and can both be"),
    )


@to_notebook.register
def _(inference: Inference) -> str:
    rounds = "complete" if inference.is_complete else "incomplete: there may be more"
    return _framed(
        element("p", f"{inference.rounds} rounds, {rounds}"), _conclusions(inference.conclusions)
    )


@to_notebook.register
def _(matrix: AlignmentMatrix) -> str:
    rows = [
        (each.a, each.b, str(each.congruence), str(each.conflict), f"{each.score:+.2f}")
        for each, _ in zip(matrix.weights(), range(_MOST_ROWS), strict=False)
    ]
    return _framed(
        element("p", repr(matrix)),
        Table(("actor", "other", "agreement", "conflict", "score"), tuple(rows)).to_html(),
        element("p", f"The first {_MOST_ROWS} pairs.") if len(rows) == _MOST_ROWS else None,
    )


def _explained(explanation: Explanation) -> Content:
    lines = list(explanation.lines())
    return [tree(lines[:_MOST_ROWS], _place, depth=0), _more(len(lines))]


def _conclusions(found: Sequence[Conclusion], heading: str = "") -> Content:
    """List conclusions, each in one line."""
    if not found:
        return None
    items: Iterable[Markup] = (
        element("li", element("bdi", each.describe()), element("small", standing(explain(each))))
        for each in found[:_MOST_ROWS]
    )
    return [
        element("p", element("b", heading)) if heading else None,
        element("ul", items),
        _more(len(found)),
    ]


def _more(count: int) -> Markup | None:
    return element("p", f"… and {count - _MOST_ROWS} more") if count > _MOST_ROWS else None


def _place(citation: Citation) -> Markup:
    return element("code", place_in_words(citation, with_source=True))


def _framed(*content: Content) -> str:
    return joined(element("style", _STYLE), element("div", content, class_="kb"))
