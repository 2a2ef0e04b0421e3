"""The places of the actors of a network."""

import math
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, Final, NamedTuple

from karabakh.figures._canvas import Box, overlapping

__all__ = ["Point", "Size", "Tie", "box_at", "lay_out"]

_ROUNDS: Final = 400
_SEED: Final = 20
_NEAREST: Final = 160.0
"""How far most actors stand from the nearest other one, in pixels."""
_ROOM: Final = (84.0, 44.0)
"""How far actors stand from each other at least, sideways and up or down, in pixels."""
_WIDEST: Final = 2.5
"""How much wider than in a square grid actors stand at most, before they are pushed apart."""
_STEP: Final = 5.0
_BETWEEN: Final = 24.0


class Point(NamedTuple):
    """A place in the drawing, in pixels."""

    x: float
    y: float


class Size(NamedTuple):
    """The size of what is written for an actor, in pixels."""

    width: float
    height: float


class Tie(NamedTuple):
    """On how many propositions two actors agree, and on how many they differ."""

    a: str
    b: str
    agree: int
    differ: int


_Points = dict[str, Point]


def lay_out(ties: Sequence[Tie], sizes: Mapping[str, Size], *, spread: float = 1) -> _Points:
    """Return the middles of actors, so that those who agree stand near each other.

    Each group of tied actors is laid out by itself, by the forces of ForceAtlas2 (Jacomy et al.
    2014) from a start that never changes; then all stand side by side. No actor covers another.

    Args:
        ties: The ties.
        sizes: The size of each tied actor.
        spread: How far apart they stand, compared with the usual distance.

    Raises:
        ImportError: If networkx is not installed.
    """
    groups = [_separated(group, sizes, spread) for group in _groups(ties, sizes)]
    return _side_by_side(groups, sizes)


def box_at(point: Point, size: Size) -> Box:
    """Return the place that an actor takes."""
    x, y = size.width / 2, size.height / 2
    return Box(point.x - x, point.y - y, point.x + x, point.y + y)


def _room(point: Point, size: Size) -> Box:
    """Return the room that an actor takes, with that for counts beside it."""
    return box_at(point, Size(size.width + _ROOM[0], size.height + _ROOM[1]))


def _groups(ties: Sequence[Tie], sizes: Mapping[str, Size]) -> Iterator[_Points]:
    """Lay out each group of tied actors by itself, the largest first."""
    if not sizes:
        return
    try:
        networkx: Any = import_module("networkx")  # here, since it is an extra, and slow to load
    except ModuleNotFoundError as error:
        raise ImportError(
            "draw_network needs networkx; use pip install 'karabakh[network]'"
        ) from error
    graph = networkx.Graph()
    graph.add_nodes_from(sizes)
    graph.add_edges_from((tie.a, tie.b) for tie in ties)
    place = {actor: number for number, actor in enumerate(sizes)}
    for members in sorted(
        networkx.connected_components(graph),
        key=lambda each: (-len(each), min(map(place.__getitem__, each))),
    ):
        # Built anew, since the order of a subgraph is not always the same.
        part = networkx.Graph()
        part.add_nodes_from(sorted(members, key=place.__getitem__))
        # Even a difference ties two actors, but weakly.
        part.add_weighted_edges_from(
            (tie.a, tie.b, 0.2 + tie.agree) for tie in ties if tie.a in members
        )
        found = networkx.forceatlas2_layout(
            part, max_iter=300, scaling_ratio=6.0, strong_gravity=True, weight="weight", seed=_SEED
        )
        yield {actor: Point(float(x), float(y)) for actor, (x, y) in found.items()}


def _separated(points: _Points, sizes: Mapping[str, Size], spread: float) -> _Points:
    """Return a group in which no actor covers another."""
    found = _spread(points, _NEAREST * spread)
    for round_ in range(_ROUNDS):
        boxes = {_room(point, sizes[actor]): actor for actor, point in found.items()}
        clashes = overlapping(boxes)
        if not clashes and len(boxes) == len(found):
            break
        for a, b in clashes:
            _push(boxes[a], boxes[b], found)
        if round_ > _ROUNDS // 4:
            found = {actor: Point(1.03 * p.x, 1.03 * p.y) for actor, p in found.items()}
    return found


def _spread(points: _Points, nearest: float) -> _Points:
    """Return a group at a size at which most actors are well apart from the next."""
    # No two may be at the very same place.
    moved = [Point(p.x + i * 1e-6, p.y - i * 1e-6) for i, p in enumerate(points.values())]
    distances = sorted(
        min((math.dist(p, q) for j, q in enumerate(moved) if i != j), default=nearest)
        for i, p in enumerate(moved)
    )
    columns = tuple(zip(*moved, strict=True))
    extent = max(max(each) - min(each) for each in columns)
    # Of very many who stand close together, and a few far away, the drawing would be endless.
    widest = _WIDEST * math.sqrt(len(moved)) * nearest
    factor = min(nearest / distances[len(distances) // 2], widest / max(extent, 1e-6))
    return {
        actor: Point(factor * p.x, factor * p.y) for actor, p in zip(points, moved, strict=True)
    }


def _push(first: str, second: str, points: _Points) -> None:
    """Push two actors apart along the line through both."""
    p, q = points[first], points[second]
    length = math.dist(p, q) or 1.0
    x, y = _STEP * (q.x - p.x) / length, _STEP * (q.y - p.y) / length
    points[first], points[second] = Point(p.x - x, p.y - y), Point(q.x + x, q.y + y)


def _side_by_side(groups: Sequence[_Points], sizes: Mapping[str, Size]) -> _Points:
    """Return the points of groups in rows, from (0, 0) on."""
    frames = [_frame([_room(p, sizes[actor]) for actor, p in group.items()]) for group in groups]
    area = sum((box.right - box.left) * (box.bottom - box.top) for box in frames)
    widest = max((box.right - box.left for box in frames), default=0.0)
    room = max(widest, 2 * math.sqrt(area))
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
