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
    "office-holder": ", since the holder of an office speaks for whom it is of",
    "member-of-collective": ", since each of several holds what they hold together",
    "implication": ", since the one statement implies the other",
    "contraposition": ", since it implies what is opposed",
    "exclusion": ", since the two statements exclude each other",
    "shift": ", since the one is known to come before the other",
    "opposite-stances": ", since the two are held at one time",
    "one-thing": ", since both tell of one thing",
    "dispute": ", since they take opposite sides",
    "before": " from what is told of the order",
    "overlaps": " from what is told of the times",
    "agreement-status": " from the steps that are reported",
    "obligation": " from what is told of the duty",
    "requirement": " from what is held to be needed",
    "met": " from what is told to bring it about or to prevent it",
    "open-question": ", since the sources leave it open",
}
"""How "follows" goes on, for readers who know no names of rules."""

Place = Callable[[Citation], Markup]
"""Writes a place in a source."""


def tree(lines: Sequence[ExplanationLine], place: Place, *, depth: int) -> Markup:
    """Write lines of an explanation as nested lists.

    Args:
        lines: the lines; they begin with one of the given depth, and none is above it.
        place: writes a place in a source.
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


def standing(told: Explanation) -> list[Content]:
    """Say how firm a statement is, and whether it is told, read in or concluded."""
    certain = told.certainty is Certainty.CERTAIN
    parts: list[Content] = [
        element("span", told.certainty.value, class_=None if certain else "hedge"),
    ]
    if told.rule is not None and told.rule != STATED:
        said = f"follows{RULES_IN_WORDS.get(told.rule, f' by the rule {told.rule}')}"
        return [*parts, " · ", element("span", said, title=f"rule: {told.rule}")]
    return [*parts, " · told" if told.basis is Basis.STATED else " · read by the coder"]


def rests_on(told: Explanation, place: Place) -> list[Content]:
    """Write the places that a statement rests on, with their words where they are known."""
    quotes = told.quotes or (None,) * len(told.citations)
    places: list[Content] = [
        [place(citation), " ", element("q", quote, dir="auto") if quote else None, " "]
        for citation, quote in zip(told.citations, quotes, strict=True)
    ]
    return [
        element("p", places, class_="rests") if places else None,
        element("p", "Note: ", element("bdi", told.note), class_="note") if told.note else None,
    ]


def place_in_words(citation: Citation, *, with_source: bool) -> str:
    """Name a place: ¶2 words 21–36."""
    place = "whole text" if citation.paragraph is None else f"¶{citation.paragraph}"
    if citation.first is not None:
        place += f" words {citation.first}–{citation.last}"
    return f"{citation.source} {place}" if with_source else place


def _statement(line: ExplanationLine, place: Place) -> Markup:
    again = " · as told above" if line.is_repeated else None
    # What is isolated does not turn the direction of what stands around it.
    text = element("bdi", line.node.text)
    return joined(text, element("small", standing(line.node), again), rests_on(line.node, place))
