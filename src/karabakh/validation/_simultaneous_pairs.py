"""Pairs of records that certainly overlap in time."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import TypeVar

from karabakh.model import DocTimeRel, Position, Relation
from karabakh.time import Chronology, Truth

__all__ = ["simultaneous_pairs"]

R = TypeVar("R", bound=Relation | Position)


def simultaneous_pairs(
    chronology: Chronology, records: Sequence[R], key: Callable[[R], object]
) -> Iterator[tuple[R, R]]:
    """Yield pairs of records with different keys that certainly overlap.

    They overlap by their dates or by the creation of one source. It takes O(n²).

    Args:
        chronology: The order of the records.
        records: Records that should not overlap if their keys differ.
        key: Returns what distinguishes a record, such as its stance.

    Yields:
        For each record that overlaps another at least one pair, the lesser identifier first.
    """
    paired: set[str] = set()
    bounds = {each.id: chronology.bounds(each.id) for each in records}

    def may_overlap(first: R, second: R) -> bool:
        is_present = first.doc_time_rel is second.doc_time_rel is DocTimeRel.OVERLAPS
        if is_present and first.source == second.source:
            return True
        one, other = bounds[first.id], bounds[second.id]
        return one.start_latest <= other.end_earliest and other.start_latest <= one.end_earliest

    for first, second in combinations(sorted(records, key=lambda each: each.id), 2):
        if (
            not paired.issuperset((first.id, second.id))
            and key(first) != key(second)
            and may_overlap(first, second)
            and chronology.overlaps(first.id, second.id) is Truth.YES
        ):
            paired.update((first.id, second.id))
            yield first, second
