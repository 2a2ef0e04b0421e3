"""Where the actors of a network stand."""

import math
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, Final, NamedTuple

from karabakh.figures._boxes import Box, overlapping
from karabakh.figures._text import width_of
from karabakh.reasoning import AlignmentWeight

__all__ = ["RADIUS", "Point", "box_of", "laid_out"]

RADIUS: Final = 6.0
"""How far it is from the middle of an actor's mark to its edge, in pixels."""

_SIZE: Final = 12.0
_MOST_ACTORS: Final = 500
_ROUNDS: Final = 400
_SEED: Final = 20
_APART: Final = 84.0
"""How far most actors stand from the nearest other one, in pixels."""
_STEP: Final = 4.0
_BETWEEN: Final = 40.0


class Point(NamedTuple):
    """A place in the drawing, in pixels."""

    x: float
    y: float


_Points = dict[str, Point]


def laid_out(weights: Sequence[AlignmentWeight], texts: Mapping[str, str]) -> _Points:
    """Place actors so that those who agree stand together, and no name covers another.

    Each group of tied actors is laid out by itself, and then all stand side by side.

    Args:
        weights: the ties.
        texts: for each tied actor, what is written under its mark.

    Raises:
        ImportError: networkx is not installed.
        ValueError: there are more than 500 actors.
    """
    if len(texts) > _MOST_ACTORS:
        raise ValueError(
            f"{len(texts)} actors are too many to draw, {_MOST_ACTORS} at most: select some"
        )
    groups = [_apart(group, texts) for group in _groups(weights, texts)]
    return _side_by_side(groups, texts)


def box_of(point: Point, text: str) -> Box:
    """Give the room that an actor takes, with its name."""
    half = max(width_of(text, _SIZE) / 2, RADIUS) + 5
    return Box(point.x - half, point.y - RADIUS - 4, point.x + half, point.y + RADIUS + 22)


def _groups(weights: Sequence[AlignmentWeight], texts: Mapping[str, str]) -> Iterator[_Points]:
    """Lay out each group of tied actors, the largest first, by the forces between them."""
    if not texts:
        return
    try:
        # Here, since it is an extra, and slow to load.
        networkx: Any = import_module("networkx")
    except ModuleNotFoundError as error:
        raise ImportError(
            "figures.network needs networkx: pip install 'karabakh[network]'"
        ) from error
    graph = networkx.Graph()
    graph.add_nodes_from(texts)
    # Even a conflict ties two actors, but loosely.
    graph.add_weighted_edges_from((each.a, each.b, 0.2 + each.congruence) for each in weights)
    place = {actor: number for number, actor in enumerate(texts)}
    for members in sorted(
        networkx.connected_components(graph),
        key=lambda each: (-len(each), min(map(place.__getitem__, each))),
    ):
        # Made anew, since the order of a subgraph is not always the same.
        part = networkx.Graph()
        part.add_nodes_from(sorted(members, key=place.__getitem__))
        part.add_weighted_edges_from(
            (each.a, each.b, 0.2 + each.congruence) for each in weights if each.a in members
        )
        found = networkx.forceatlas2_layout(
            part,
            max_iter=300,
            scaling_ratio=6.0,
            strong_gravity=True,
            weight="weight",
            seed=_SEED,
        )
        yield {actor: Point(float(x), float(y)) for actor, (x, y) in found.items()}


def _apart(points: _Points, texts: Mapping[str, str]) -> _Points:
    """Spread a group, and move its actors until none covers another or its name."""
    found = _spread(points)
    for round_ in range(_ROUNDS):
        boxes = {box_of(point, texts[actor]): actor for actor, point in found.items()}
        clashes = overlapping(tuple(boxes))
        if not clashes:
            break
        for a, b in clashes:
            _push(boxes[a], boxes[b], found)
        if round_ > _ROUNDS // 4:
            found = {actor: Point(1.03 * p.x, 1.03 * p.y) for actor, p in found.items()}
    return found


def _spread(points: _Points) -> _Points:
    """Bring a group to a size at which most actors are well apart from the next."""
    # No two may be at the very same place.
    moved = [Point(p.x + i * 1e-6, p.y - i * 1e-6) for i, p in enumerate(points.values())]
    nearest = sorted(
        min((math.dist(p, q) for j, q in enumerate(moved) if i != j), default=_APART)
        for i, p in enumerate(moved)
    )
    factor = _APART / nearest[len(nearest) // 2]
    return {
        actor: Point(factor * p.x, factor * p.y) for actor, p in zip(points, moved, strict=True)
    }


def _push(first: str, second: str, points: _Points) -> None:
    """Push two actors apart along the line through both."""
    p, q = points[first], points[second]
    length = math.dist(p, q) or 1.0
    x, y = _STEP * (q.x - p.x) / length, _STEP * (q.y - p.y) / length
    points[first], points[second] = Point(p.x - x, p.y - y), Point(q.x + x, q.y + y)


def _side_by_side(groups: Sequence[_Points], texts: Mapping[str, str]) -> _Points:
    """Put groups into rows."""
    frames = [_frame([box_of(p, texts[actor]) for actor, p in group.items()]) for group in groups]
    area = sum((box.right - box.left) * (box.bottom - box.top) for box in frames)
    widest = max((box.right - box.left for box in frames), default=0.0)
    room = max(widest, 1.4 * math.sqrt(area))
    found: _Points = {}
    x, y, height = 0.0, 0.0, 0.0
    for group, frame in zip(groups, frames, strict=True):
        if x and x + frame.right - frame.left > room:
            x, y, height = 0.0, y + height + _BETWEEN, 0.0
        for actor, p in group.items():
            found[actor] = Point(p.x - frame.left + x, p.y - frame.top + y)
        x += frame.right - frame.left + _BETWEEN
        height = max(height, frame.bottom - frame.top)
    return found


def _frame(boxes: Sequence[Box]) -> Box:
    columns = tuple(zip(*boxes, strict=True))
    return Box(min(columns[0]), min(columns[1]), max(columns[2]), max(columns[3]))
