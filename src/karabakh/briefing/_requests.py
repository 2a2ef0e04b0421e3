"""Demands in sentences: what one holder asks of one actor, together."""

from typing import NamedTuple

from karabakh.briefing._context import Context
from karabakh.briefing._notes import capitalised
from karabakh.briefing._statements import Piece, inference
from karabakh.model import Position
from karabakh.wording import describe_position

__all__ = ["Request", "requests"]

_MOST_ACTS = 3
"""How many acts one sentence asks for."""


class Request(NamedTuple):
    """What one holder asks of one actor, in a sentence."""

    first: Position
    """The first of the positions; the others are as firm."""

    pieces: tuple[Piece, ...]
    """The sentence."""


def requests(context: Context) -> list[Request]:
    """Return all demands in sentences: "A calls on B to go and to pay"."""
    groups: list[list[tuple[str, Position]]] = []
    open_groups: dict[tuple[object, ...], list[tuple[str, Position]]] = {}
    for position in dict.fromkeys(each for group in context.demands for each in group.demands):
        text = describe_position(position, context.labels)
        act = f" to {context.labels.infinitive(position.proposition)}"
        key = (text.removesuffix(act), position.basis, position.certainty)
        group = open_groups.get(key, [])
        if not text.endswith(act) or len(group) in {0, _MOST_ACTS}:
            group = open_groups[key] = []
            groups.append(group)
        group.append((act, position))
    return [_request(context, group) for group in groups]


def _request(context: Context, group: list[tuple[str, Position]]) -> Request:
    first = group[0][1]
    texts = [capitalised(describe_position(first, context.labels))]
    texts += [act for act, _ in group[1:]]
    texts[:-2] = [f"{each}," for each in texts[:-2]]
    texts[1:] = [*texts[1:-1], *(f" and{each}" for each in texts[1:][-1:])]
    texts[-1] += f"{inference(first)}."
    pieces = [(text, (position,)) for text, (_, position) in zip(texts, group, strict=True)]
    return Request(first, tuple(pieces))
