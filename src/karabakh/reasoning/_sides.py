"""One thing seen from several sides: what propositions commit to shows it on each of them.

Who supports P, which implies Q, disputes with who opposes Q. By what follows, the one
supports Q as well, and the other opposes P: so the dispute is there on both propositions,
though the same two positions are all that it rests on.
"""

from collections.abc import Callable, Hashable, Sequence
from functools import cache
from typing import TypeVar

from karabakh.ids import PropositionId
from karabakh.reasoning._closure import CONTRAPOSITION, Literal
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
    resting: dict[Hashable, list[int]] = {}
    rests_on = [bases(each) for each in found]
    for index, based in enumerate(rests_on):
        for base in based:
            resting.setdefault(base, []).append(index)

    @cache
    def rank(index: int) -> tuple[object, ...]:
        return order(found[index])

    def seen_as(index: int) -> int:
        """Give the largest that this one is a side of, or itself."""
        own = rests_on[index]
        rarest = min((resting[base] for base in own), key=len)
        if len(rarest) == 1:
            return index
        candidates = [each for each in rarest if rests_on[each] >= own]
        most = max(len(rests_on[each]) for each in candidates)
        largest = [each for each in candidates if len(rests_on[each]) == most]
        return largest[0] if len(largest) == 1 else min(largest, key=rank)

    together: dict[int, list[int]] = {}
    for index in range(len(found)):
        together.setdefault(seen_as(index), []).append(index)
    return [
        (found[first], [found[each] for each in together[first] if each != first])
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
        sum(all(_is_contraposed(row.literal) for row in camp) for camp in camps),
        sum(not row.is_recorded for camp in camps for row in camp),
        sum(row.steps for camp in camps for row in camp),
        camps[0][0].proposition,
    )


def _is_contraposed(literal: Literal | None) -> bool:
    while literal is not None:
        if literal.rule == CONTRAPOSITION:
            return True
        literal = literal.before
    return False
