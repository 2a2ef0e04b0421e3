"""What a stance matrix shows in which row and column."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

import attrs

from karabakh.figures._camps import camps
from karabakh.model import Certainty, Dataset, DocTimeRel, Stance
from karabakh.reasoning import HeldStance, stances

__all__ = ["Matrix", "Sign", "matrix_of"]

_WHEN: Final = {
    DocTimeRel.BEFORE: 0,
    DocTimeRel.BEFORE_OR_OVERLAPS: 1,
    DocTimeRel.OVERLAPS: 1,
    None: 1,
    DocTimeRel.OVERLAPS_OR_AFTER: 2,
    DocTimeRel.AFTER: 2,
}
_TIMES: Final = {
    DocTimeRel.BEFORE: "before its source",
    DocTimeRel.BEFORE_OR_OVERLAPS: "begun before its source",
    DocTimeRel.OVERLAPS_OR_AFTER: "not over at the time of its source",
    DocTimeRel.OVERLAPS: "at the time of its source",
    DocTimeRel.AFTER: "after its source",
    None: "",
}

Cell = tuple[str, str]
"""An actor and a proposition."""


@attrs.frozen(kw_only=True)
class Sign:
    """One stance of an actor on a proposition, as a matrix shows it."""

    stance: Stance
    """For, against or undecided."""

    is_derived: bool
    """Whether it follows from a position and is none itself."""

    certainty: Certainty
    """How certain it is."""

    time: str
    """When it is held, in words; empty where nothing is known."""


@attrs.frozen(kw_only=True)
class Matrix:
    """Rows, columns and cells."""

    actors: tuple[str, ...]
    """The columns: first those of contested propositions, by their camps."""

    contested: tuple[str, ...]
    """The propositions on which stances differ."""

    others: tuple[str, ...]
    """The propositions on which they do not."""

    cells: dict[Cell, tuple[Sign, ...]]
    """The stances of each actor on each proposition, earlier ones first."""


def matrix_of(dataset: Dataset) -> Matrix:
    """Arrange all stances, recorded and derived, by actors and propositions."""
    found: dict[Cell, list[HeldStance]] = defaultdict(list)
    known = set(dataset.actors.ids), set(dataset.propositions.ids)
    for each in stances(dataset):
        if each.no_longer_supports:
            continue  # it has no sign
        if each.holder in known[0] and each.proposition in known[1]:
            found[each.holder, each.proposition].append(each)
    taken: dict[str, set[Stance]] = defaultdict(set)
    for (_, proposition), held in found.items():
        taken[proposition].update(each.stance for each in held)
    contested = {name for name, own in taken.items() if {Stance.SUPPORTS, Stance.OPPOSES} <= own}
    groups = camps(
        {
            cell: [each.stance for each in held]
            for cell, held in found.items()
            if cell[1] in contested
        }
    )
    in_camps = [actor for group in groups for actor in group]
    holders = {actor for actor, _ in found}
    actors = (*in_camps, *(each for each in dataset.actors.ids if each in holders - {*in_camps}))
    columns = {actor: place for place, actor in enumerate(actors)}
    first = dict.fromkeys(taken, len(columns))
    for actor, proposition in found:
        first[proposition] = min(first[proposition], columns[actor])
    rows = sorted(
        (each for each in dict.fromkeys(dataset.propositions.ids) if each in taken),
        key=first.__getitem__,
    )
    return Matrix(
        actors=tuple(dict.fromkeys(actors)),
        contested=tuple(each for each in rows if each in contested),
        others=tuple(each for each in rows if each not in contested),
        cells={cell: _signs(held) for cell, held in found.items()},
    )


def _signs(held: Iterable[HeldStance]) -> tuple[Sign, ...]:
    """Put what is shown in one cell into the order of time; what is recorded hides its echoes."""
    ordered = sorted(
        held, key=lambda each: (_WHEN[each.doc_time_rel], each.bounds, each.is_derived)
    )
    recorded = {each.stance for each in ordered if not each.is_derived}
    shown: dict[tuple[Stance, bool], Sign] = {}
    for each in ordered:
        key = each.stance, each.is_derived
        if each.is_derived and each.stance in recorded:
            continue
        if key not in shown or shown[key].certainty.rank < each.certainty.rank:
            shown[key] = Sign(
                stance=each.stance,
                is_derived=each.is_derived,
                certainty=each.certainty,
                time=_TIMES[each.doc_time_rel],
            )
    return tuple(shown.values())
