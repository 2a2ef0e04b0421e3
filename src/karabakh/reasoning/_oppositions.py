"""Holdings for and against a proposition, and findings seen on several.

Who supports P, which implies Q, is in dispute with who opposes Q. By what follows, the one
supports Q as well, and the other opposes P: so the dispute is there on both propositions,
though the same two positions are all that it rests on.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import NamedTuple, Protocol, TypeVar

from karabakh.ids import PropositionId
from karabakh.reasoning._derivation import CONTRAPOSITION, way_to
from karabakh.reasoning._holding import Holding, Pair
from karabakh.reasoning._holdings import Holdings

__all__ = ["Opposition", "indirectness", "merge_equivalents"]


class Opposition(NamedTuple):
    """Holdings for and against a proposition, and their pairs in some relation."""

    supporting: list[Holding]
    """All that are for it, the preferred first."""

    opposing: list[Holding]
    """All that are against it, the preferred first."""

    pairs: Callable[[], Iterator[Pair]]
    """Yields all pairs; there may be as many as the product of both sides."""

    pair: Pair
    """The preferred of the firmest pairs."""

    key: Hashable
    """What it rests on in addition to the positions, such as the holder."""

    @property
    def span(self) -> tuple[int, int]:
        """The days from the first to the last on which both camps may be there."""
        camps = [[row.interval.bounds for row in camp] for camp in self[:2]]
        first = max(min(camp).start_earliest for camp in camps)
        return first, min(max(each.end_latest for each in camp) for camp in camps)

    def bases(self) -> frozenset[Hashable]:
        """Return what it rests on in the end."""
        rows = (*self.supporting, *self.opposing)
        return frozenset({("", self.key), *(row.position.id for row in rows)})

    def order(self) -> tuple[object, ...]:
        """Return how far it is from the words of the positions."""
        return (*indirectness(self.supporting, self.opposing), self.span)


class Finding(Protocol):
    """What is found on a proposition, from a pair of holdings."""

    @property
    def pair(self) -> Pair:
        """The pair that stands for it."""
        ...

    def bases(self) -> frozenset[Hashable]:
        """Return what it rests on in the end."""
        ...

    def order(self) -> tuple[object, ...]:
        """Return a key that sorts first what is nearest to the words of the positions."""
        ...


T = TypeVar("T", bound=Finding)


def merge_equivalents(
    found: Sequence[T], known: Holdings
) -> list[tuple[T, tuple[PropositionId, ...]]]:
    """Merge findings that rest on nothing but what another one rests on.

    ``x is equivalent to y  ⇔  bases(x) ⊆ bases(y)``. Of those that rest on the very same the
    first by order stands for the rest; if nothing is derived, there are no equivalents.

    Returns:
        Each finding that is not merged into another, and on which other propositions it is
        seen.
    """
    if not known.is_deriving:
        return [(each, ()) for each in found]
    alike: dict[frozenset[Hashable], list[int]] = {}
    for index, each in enumerate(found):
        alike.setdefault(each.bases(), []).append(index)
    resting: dict[Hashable, list[frozenset[Hashable]]] = {}
    for based in alike:
        for base in based:
            resting.setdefault(base, []).append(based)
    seen: dict[int, set[str]] = {}
    for based, indices in alike.items():
        rarest = min((resting[base] for base in based), key=len)
        wider = [each for each in rarest if each >= based]
        most = max(map(len, wider))
        largest = [index for each in wider if len(each) == most for index in alike[each]]
        first = min(largest, key=lambda index: found[index].order()) if largest[1:] else largest[0]
        seen.setdefault(first, set()).update(found[index].pair[0].proposition for index in indices)
    return [
        (found[first], tuple(sorted(names - {found[first].pair[0].proposition})))
        for first, names in seen.items()
    ]


def indirectness(*camps: Sequence[Holding]) -> tuple[int, int, int, int, str]:
    """Return how far from its own words something is seen on a proposition.

    It counts, in this order: the camps that stand there only by what propositions commit to;
    those that do so by contraposition alone, so that what is implied comes before what
    implies it; the stances that are not recorded; the steps to all of them. The proposition's
    identifier decides the rest.
    """

    def is_contraposed(row: Holding) -> bool:
        return any(step.rule == CONTRAPOSITION for step in way_to(row.commitment_step))

    return (
        sum(all(row.commitment_step is not None for row in camp) for camp in camps),
        sum(all(map(is_contraposed, camp)) for camp in camps),
        sum(not row.is_recorded for camp in camps for row in camp),
        sum(row.steps for camp in camps for row in camp),
        camps[0][0].proposition,
    )
