"""The network of agreement and conflict between actors."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from karabakh._markup import Markup, element, joined
from karabakh.figures._boxes import Box
from karabakh.figures._drawn import Drawn
from karabakh.figures._figure import Figure, Table
from karabakh.figures._legend import legend
from karabakh.figures._network_layout import RADIUS, Point, box_of, laid_out
from karabakh.figures._text import shortened, width_of, wrapped
from karabakh.model import Dataset
from karabakh.reasoning import AlignmentNorm, AlignmentWeight, alignment
from karabakh.time import When

__all__ = ["draw_network", "network", "strongest"]

_MARGIN: Final = 24.0
_SIZE: Final = 12.0
_LONGEST_NAME: Final = 150.0
_LEAST: Final = 560.0
_WIDEST: Final = 4.5
_MANY_TIES: Final = 4
"""How many ties there may be to an actor, on the whole, for all to be drawn."""
_MOST_TIES: Final = 3
"""How many ties of each actor are drawn at least, where there are more."""


def network(
    dataset: Dataset, *, at: When | str | None = None, norm: AlignmentNorm = "propositions"
) -> Figure:
    """Draw who agrees with whom, and who is in conflict with whom.

    Two actors are tied that have a stance on the same proposition, recorded or derived, see
    `karabakh.reasoning.alignment`. Full lines are agreement, dashed ones conflict; the more,
    the wider. Agreement draws actors together, by the forces of ForceAtlas2 (Jacomy et al.
    2014) from a start that never changes.

    Where there are more than four ties to an actor, only the strongest three of each actor
    are drawn, so that something can be seen; the drawing says so, and the table has all.
    Actors who hold nothing are not drawn, and counted.

    It needs networkx, which the extra brings: ``pip install "karabakh[network]"``.

    Args:
        dataset: the records.
        at: only stances that may be held at this time, or its EDTF form; without it, all.
        norm: what scores are divided by, see `karabakh.reasoning.alignment`.

    Raises:
        ImportError: networkx is not installed.
        ValueError: more than 500 actors are tied; or there is no such norm.
        EdtfError: the text is no time.

    >>> import karabakh
    >>> from karabakh.figures import network
    >>> figure = network(karabakh.load())
    >>> figure.table.rows[-1][:4]
    ('de facto government of Nagorno-Karabakh', 'Nikol Pashinyan', '0', '1')
    """
    matrix = alignment(dataset, at=at, norm=norm)
    weights = tuple(matrix.weights())
    labels: dict[str, str] = {each.id: each.label for each in dataset.actors}
    names: dict[str, str] = {each: labels.get(each, each) for each in matrix.actors}
    silent = len({*dataset.actors.ids} - {*names})
    drawn = draw_network(weights, names, silent=silent)
    return Figure(
        title=f"Agreement and conflict: {dataset.title or 'untitled dataset'}",
        description=(
            f"{len(names)} actors, and {len(weights)} pairs of them that have stances on the same"
            " propositions. Full lines are agreement, dashed ones conflict."
            f"{''.join(f' {each}.' for each in _left_out(weights, silent))}"
        ),
        table=Table(
            ("actor", "other", "agreement", "conflict", "score"),
            tuple(
                (
                    names.get(each.a, each.a),
                    names.get(each.b, each.b),
                    str(each.congruence),
                    str(each.conflict),
                    f"{each.score:+.2f}",
                )
                for each in weights
            ),
        ),
        width=drawn.width,
        height=drawn.height,
        content=drawn.content,
    )


def draw_network(
    weights: Sequence[AlignmentWeight], names: Mapping[str, str], *, silent: int = 0
) -> Drawn:
    """Draw actors and their ties.

    Args:
        weights: the ties.
        names: the names of all actors; those without a tie are named under the drawing.
        silent: how many actors hold nothing, and are not drawn.
    """
    notes = _left_out(weights, silent)
    weights = strongest(weights)
    tied: dict[str, None] = dict.fromkeys(actor for each in weights for actor in (each.a, each.b))
    texts: dict[str, str] = {
        each: shortened(names.get(each, each), _LONGEST_NAME, _SIZE) for each in tied
    }
    points = {
        actor: Point(_MARGIN + point.x, _MARGIN + point.y)
        for actor, point in laid_out(weights, texts).items()
    }
    boxes = {actor: box_of(points[actor], texts[actor]) for actor in tied}
    width = max([box.right for box in boxes.values()], default=0.0) + _MARGIN
    height = max([box.bottom for box in boxes.values()], default=0.0) + _MARGIN
    width = max(width, _LEAST)
    most = max((max(each.congruence, each.conflict) for each in weights), default=1)
    lines = [_ties(each, points, most) for each in weights]
    marks = [_actor(points[actor], texts[actor], names.get(actor, actor)) for actor in tied]
    without = [name for key, name in names.items() if key not in tied]
    if without:
        notes.append(f"No proposition in common with anybody: {', '.join(without)}")
    below, labels = _notes(notes, height, width)
    bottom = max([box.bottom + _MARGIN / 2 for box in labels], default=height)
    key, key_height = legend(_key(), _MARGIN, bottom, width - 2 * _MARGIN)
    return Drawn(
        content=joined(lines, marks, below, key),
        width=width,
        height=bottom + key_height + _MARGIN / 2,
        labels=(*boxes.values(), *labels),
    )


def strongest(weights: Sequence[AlignmentWeight]) -> Sequence[AlignmentWeight]:
    """Choose the ties to be drawn: all, or the strongest of each actor if they are too many."""
    ties: dict[str, list[AlignmentWeight]] = defaultdict(list)
    for each in weights:
        ties[each.a].append(each)
        ties[each.b].append(each)
    if len(weights) <= _MANY_TIES * len(ties):
        return weights
    kept = {
        (each.a, each.b)
        for own in ties.values()
        for each in sorted(own, key=_weakness)[:_MOST_TIES]
    }
    return [each for each in weights if (each.a, each.b) in kept]


def _weakness(tie: AlignmentWeight) -> tuple[int, float, str, str]:
    return -(tie.congruence + tie.conflict), -abs(tie.score), tie.a, tie.b


def _ties(tie: AlignmentWeight, points: Mapping[str, Point], most: int) -> Markup:
    a, b = points[tie.a], points[tie.b]
    length = math.hypot(b.x - a.x, b.y - a.y) or 1.0
    # Where there is both, the lines lie side by side.
    aside = 3.0 if tie.congruence and tie.conflict else 0.0
    dx, dy = aside * (b.y - a.y) / length, aside * (a.x - b.x) / length
    parts: list[Markup] = []
    for count, turn, class_ in (
        (tie.congruence, 1, "kb-for kb-tie"),
        (tie.conflict, -1, "kb-against kb-tie kb-dash"),
    ):
        if count:
            path = (
                f"M{a.x + turn * dx:.1f} {a.y + turn * dy:.1f}"
                f"L{b.x + turn * dx:.1f} {b.y + turn * dy:.1f}"
            )
            wide = 1 + (_WIDEST - 1) * count / most
            parts.append(element("path", d=path, class_=class_, stroke_width=wide))
    return joined(parts)


def _actor(point: Point, text: str, name: str) -> Markup:
    circle = element("circle", cx=point.x, cy=point.y, r=RADIUS, class_="kb-event kb-full")
    label = element("text", text, x=point.x, y=point.y + RADIUS + 15, class_="kb-middle")
    return element("g", element("title", name), circle, label)


def _left_out(weights: Sequence[AlignmentWeight], silent: int) -> list[str]:
    """Say what is not drawn, and why."""
    drawn = len(strongest(weights))
    told: list[str] = []
    if drawn < len(weights):
        told.append(
            f"Drawn are {drawn} of {len(weights)} ties, the strongest {_MOST_TIES} of each actor;"
            " all are in the table"
        )
    if silent:
        counted = "1 actor" if silent == 1 else f"{silent} actors"
        told.append(f"Not drawn, for want of a position on record: {counted}")
    return told


def _notes(notes: Sequence[str], top: float, width: float) -> tuple[Markup, list[Box]]:
    """Write notes under the drawing."""
    drawn: list[Markup] = []
    boxes: list[Box] = []
    y = top + 14
    for note in notes:
        for line in wrapped(note, width - 2 * _MARGIN, _SIZE, lines=12):
            drawn.append(element("text", line, x=_MARGIN, y=y, class_="kb-soft"))
            boxes.append(Box(_MARGIN, y - 11, _MARGIN + width_of(line, _SIZE), y + 4))
            y += 18
    return joined(drawn), boxes


def _key() -> Sequence[tuple[Markup, str]]:
    def line(class_: str) -> Markup:
        return element("path", d="M-10 0H10", class_=f"{class_} kb-tie", stroke_width=2.5)

    return (
        (line("kb-for"), "agreement"),
        (line("kb-against kb-dash"), "conflict"),
    )
