"""One finding seen on several propositions, by what they imply or exclude.

Who supports P, which implies Q, is in dispute with who opposes Q. By what follows, the one
supports Q as well, and the other opposes P: so the dispute is there on both propositions,
though the same two positions are all that it rests on.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from karabakh.reasoning._derivation import CONTRAPOSITION, way_to
from karabakh.reasoning._holding import Holding
from karabakh.reasoning._holdings import Holdings

__all__ = ["indirectness", "merge_equivalents"]

T = TypeVar("T")


def merge_equivalents(
    found: Sequence[T],
    known: Holdings,
    *,
    bases: Callable[[T], frozenset[Hashable]],
    order: Callable[[T], tuple[object, ...]],
) -> list[tuple[T, list[T]]]:
    """Merge findings that rest on nothing but what another one rests on.

    ``x is equivalent to y  ⇔  bases(x) ⊆ bases(y)``. Of those that rest on the very same the
    first by `order` stands for the rest.

    Args:
        found: The findings.
        known: The holdings; if none are derived, no finding is another's equivalent.
        bases: What each of them rests on in the end.
        order: Which comes first of several with the same bases; no two may be alike.

    Returns:
        Each finding that is not merged into another, in the order given, with its equivalents.
    """
    if not known.is_deriving:
        return [(each, []) for each in found]
    alike: dict[frozenset[Hashable], list[int]] = {}
    for index, each in enumerate(found):
        alike.setdefault(bases(each), []).append(index)
    resting: dict[Hashable, list[frozenset[Hashable]]] = {}
    for based in alike:
        for base in based:
            resting.setdefault(base, []).append(based)
    merged: dict[int, list[int]] = {}
    for based, indices in alike.items():
        rarest = min((resting[base] for base in based), key=len)
        most = max(len(each) for each in rarest if each >= based)
        wider = (each for each in rarest if each >= based and len(each) == most)
        largest = [index for each in wider for index in alike[each]]
        first = min(largest, key=lambda index: order(found[index])) if largest[1:] else largest[0]
        merged.setdefault(first, []).extend(indices)
    return [
        (found[first], [found[each] for each in sorted(merged[first]) if each != first])
        for first in sorted(merged)
    ]


def indirectness(*camps: Sequence[Holding]) -> tuple[int, int, int, int, str]:
    """Return how far from its own words something is seen on a proposition.

    It counts, in this order: the camps that stand there only by what propositions commit to;
    those that do so by contraposition alone, so that what is implied comes before what
    implies it; the stances that are not recorded; the steps to all of them. The proposition's
    identifier decides the rest.
    """
    return (
        sum(all(row.commitment_step is not None for row in camp) for camp in camps),
        sum(all(_is_contraposed(row) for row in camp) for camp in camps),
        sum(not row.is_recorded for camp in camps for row in camp),
        sum(row.steps for camp in camps for row in camp),
        camps[0][0].proposition,
    )


def _is_contraposed(row: Holding) -> bool:
    return any(step.rule == CONTRAPOSITION for step in way_to(row.commitment_step))
