"""The camps of actors: an order in which those who agree stand side by side."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from karabakh.figures._stance_signs import StanceSign
from karabakh.model import Stance

__all__ = ["camps"]

_ROUNDS: Final = 60
_SIDES: Final = {Stance.SUPPORTS: 1.0, Stance.OPPOSES: -1.0, Stance.UNDECIDED: 0.0}

Views = Mapping[str, Mapping[str, float]]
"""For each actor, how far it is for (1) or against (-1) each proposition."""


def camps(cells: Mapping[tuple[str, str], Sequence[StanceSign]]) -> tuple[tuple[str, ...], ...]:
    """Return groups of actors with disputes in common, each sorted by its camps.

    In a group the actors are sorted by the leading eigenvector of the matrix of agreement less
    conflict: so those at one end mostly oppose what those at the other end support. It is found
    by power iteration from a start that never changes.

    Args:
        cells: For actors and contested propositions, the stances held.

    Returns:
        Groups, the largest first; actors that take no side are in none.
    """
    views: dict[str, dict[str, float]] = defaultdict(dict)
    for (actor, proposition), signs in cells.items():
        sides = [_SIDES[each.stance] for each in signs]
        if any(sides):
            views[actor][proposition] = sum(sides) / len(sides)
    groups = sorted(_groups(views), key=len, reverse=True)
    return tuple(_sorted(group, views) for group in groups)


def _groups(views: Views) -> list[list[str]]:
    """Return the actors that propositions connect, group by group, in their order."""
    holders: dict[str, list[str]] = defaultdict(list)
    for actor, own in views.items():
        for proposition in own:
            holders[proposition].append(actor)
    groups: list[list[str]] = []
    seen: set[str] = set()
    for actor in views:
        waiting, group = [actor], list[str]()
        while waiting:
            found = waiting.pop()
            if found not in seen:
                seen.add(found)
                group.append(found)
                waiting += [each for key in views[found] for each in holders[key]]
        if group:
            groups.append([each for each in views if each in set(group)])
    return groups


def _sorted(group: Sequence[str], views: Views) -> tuple[str, ...]:
    # Nearly the view of the first actor alone, with a part of every direction.
    scores = {actor: 0.001 * math.sin(place) for place, actor in enumerate(group)}
    scores[group[0]] = 1.0
    for _ in range(_ROUNDS):
        pull: dict[str, float] = defaultdict(float)
        for actor in group:
            for proposition, sign in views[actor].items():
                pull[proposition] += sign * scores[actor]
        moved = {
            actor: sum(sign * pull[key] for key, sign in views[actor].items()) for actor in group
        }
        largest = max(map(abs, moved.values()), default=0.0)
        if not largest:
            break
        scores = {actor: score / largest for actor, score in moved.items()}
    turn = next((1 if score > 0 else -1 for score in scores.values() if abs(score) > 1e-6), 1)  # noqa: PLR2004
    places = {actor: place for place, actor in enumerate(group)}
    return tuple(sorted(group, key=lambda each: (-turn * round(scores[each], 6), places[each])))
