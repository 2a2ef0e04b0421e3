"""One thing seen from several sides: what propositions commit to shows it on each of them.

Who supports P, which implies Q, disputes with who opposes Q. By what follows, the one
supports Q as well, and the other opposes P: so the dispute is there on both propositions,
though the same two positions are all that it rests on.
"""

from collections.abc import Callable, Hashable, Sequence
from functools import cache
from typing import TypeVar

from karabakh.ids import PropositionId
from karabakh.reasoning._rows import Row

__all__ = ["indirectness", "sides"]

T = TypeVar("T")


def sides(
    found: Sequence[T],
    *,
    bases: Callable[[T], frozenset[Hashable]],
    order: Callable[[T], tuple[object, ...]],
) -> list[tuple[T, list[T]]]:
    """Put together what is the same seen from several sides.

    What rests on nothing but what another rests on is that other one, seen from another
    side: ``x is a side of y  ⇔  bases(x) ⊆ bases(y)``. Of those that rest on the very same
    the first by `order` stands for the rest.

    Args:
        found: what may be sides of one another.
        bases: what each of them rests on in the end.
        order: which comes first of several with the same bases; no two may be alike.

    Returns:
        Each that is no side of another, in the order given, with its sides.
    """
    alike: dict[frozenset[Hashable], list[int]] = {}
    for index, each in enumerate(found):
        alike.setdefault(bases(each), []).append(index)
    resting: dict[Hashable, list[frozenset[Hashable]]] = {}
    for based in alike:
        for base in based:
            resting.setdefault(base, []).append(based)

    @cache
    def rank(index: int) -> tuple[object, ...]:
        return order(found[index])

    def seen_as(own: frozenset[Hashable]) -> int:
        """Give the first of the largest that what rests on this is a side of."""
        rarest = min((resting[base] for base in own), key=len)
        wider = [each for each in rarest if each >= own]
        most = max(map(len, wider))
        largest = [index for each in wider if len(each) == most for index in alike[each]]
        return largest[0] if len(largest) == 1 else min(largest, key=rank)

    together: dict[int, list[int]] = {}
    for based, indices in alike.items():
        together.setdefault(seen_as(based), []).extend(indices)
    return [
        (found[first], [found[each] for each in sorted(together[first]) if each != first])
        for first in sorted(together)
    ]


def indirectness(*camps: Sequence[Row]) -> tuple[int, int, int, int, PropositionId]:
    """Tell how far from its own words something is seen on a proposition; the least comes first.

    It counts, in this order: the camps that stand there only by what propositions commit to;
    those that do so by contraposition alone, so that what is implied comes before what
    implies it; the stances that are not recorded; the steps to all of them. The proposition's
    identifier decides what is left.
    """
    return (
        sum(all(row.literal is not None for row in camp) for camp in camps),
        sum(all(_is_contraposed(row) for row in camp) for camp in camps),
        sum(not row.is_recorded for camp in camps for row in camp),
        sum(row.steps for camp in camps for row in camp),
        camps[0][0].proposition,
    )


def _is_contraposed(row: Row) -> bool:
    return row.literal is not None and row.literal.is_contraposed
