"""Explanations as nested lists of HTML."""

from collections.abc import Callable, Sequence
from typing import Final

from karabakh._markup import Content, Markup, element, joined
from karabakh.explanations import Explanation, ExplanationLine
from karabakh.model import Basis, Certainty, Citation
from karabakh.reasoning import STATED

__all__ = ["RULES_IN_WORDS", "place_in_words", "rests_on", "standing", "tree"]

_DEEPEST = 12
"""From this depth on an explanation is indented no further."""

RULES_IN_WORDS: Final = {
    "office-holder": ", since the holder of an office represents the state or body",
    "member-of-collective": ", since each of several holds what they hold together",
    "implication": ", since the one statement implies the other",
    "contraposition": ", since it implies an opposed proposition",
    "exclusion": ", since the two statements exclude each other",
    "shift": ", since the one is known to come before the other",
    "opposite-stances": ", since the two are simultaneous",
    "one-thing": ", since both are reports of the same",
    "dispute": ", since they take opposite sides",
    "before": " from the reported order",
    "overlaps": " from the reported times",
    "agreement-status": " from the steps that are reported",
    "obligation": " from the reported outcome",
    "requirement": " from what is held to be needed",
    "met": " from the reported events",
    "open-question": ", since the sources leave it open",
}
"""How "derived" goes on, for readers who know no names of rules."""

Place = Callable[[Citation], Markup]
"""Returns a passage as markup."""


def tree(lines: Sequence[ExplanationLine], place: Place, *, depth: int) -> Markup:
    """Return lines of an explanation as nested lists.

    Args:
        lines: the lines; they begin with one of that depth, and none is above it.
        place: returns a passage as markup.
        depth: how deep the first of them stands.
    """
    items: list[Markup] = []
    start = 0
    while start < len(lines):
        end = start + 1
        while end < len(lines) and lines[end].depth > depth and depth < _DEEPEST:
            end += 1
        line, below = lines[start], lines[start + 1 : end]
        items.append(
            element(
                "li",
                _statement(line, place),
                tree(below, place, depth=depth + 1) if below else None,
                class_="beside" if line.is_detail else None,
            )
        )
        start = end
    return element("ul", items, class_="tree" if depth <= 1 else None)


def standing(node: Explanation) -> list[Content]:
    """Return how firm a statement is: stated, inferred by the coder, or derived."""
    certain = node.certainty is Certainty.CERTAIN
    parts: list[Content] = [
        element("span", node.certainty.value, class_=None if certain else "hedge"),
    ]
    if node.rule is not None and node.rule != STATED:
        said = f"derived{RULES_IN_WORDS.get(node.rule, f' by the rule {node.rule}')}"
        return [*parts, " · ", element("span", said, title=f"rule: {node.rule}")]
    return [*parts, " · stated" if node.basis is Basis.STATED else " · inferred by the coder"]


def rests_on(node: Explanation, place: Place) -> list[Content]:
    """Return the passages that a statement rests on, with their words if known."""
    places: list[Content] = [
        [place(citation), " ", element("q", quote, dir="auto") if quote else None, " "]
        for citation, quote in node.quoted
    ]
    return [
        element("p", places, class_="rests") if places else None,
        element("p", "Note: ", element("bdi", node.note), class_="note") if node.note else None,
    ]


def place_in_words(citation: Citation, *, with_source: bool) -> str:
    """Return a passage in short: "¶2 words 21–36"."""
    place = "whole text" if citation.paragraph is None else f"¶{citation.paragraph}"
    if citation.first is not None:
        place += f" words {citation.first}–{citation.last}"
    return f"{citation.source} {place}" if with_source else place


def _statement(line: ExplanationLine, place: Place) -> Markup:
    again = " · as above" if line.is_repeated else None
    # What is isolated does not turn the direction of what stands around it.
    text = element("bdi", line.node.text)
    return joined(text, element("small", standing(line.node), again), rests_on(line.node, place))
