"""How many stances of two camps meet, counted without making the pairs.

Two rows meet if they may share a day and nothing keeps them apart. Shared days are counted
from sorted first and last days alone. What keeps rows apart, but for links, is that they are
alike or differ in something: so the pairs that are kept apart are counted group by group, and
those that several reasons keep apart are not counted twice.
"""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Sequence
from itertools import combinations

from karabakh.model import DocTimeRel
from karabakh.reasoning._rows import Row

__all__ = ["pairs_meeting"]

_Key = Callable[[Row], Hashable]


def pairs_meeting(left: Sequence[Row], right: Sequence[Row]) -> int:
    """Count the pairs that may share a day and that neither holders nor sources keep apart.

    With H, P and S for the pairs of one holder, of positions of one holder, and of two times
    seen from one source, it is ``|all| − |H ∪ P ∪ S|``, by inclusion and exclusion.
    """
    rows = (*left, *right)
    alike: list[_Key] = [_holder]
    if any(row.voice is not None for row in rows):
        alike.append(_speaker)
    are_seen = any(map(_is_seen, rows))
    count = 0
    for size in range(len(alike) + 1):
        sign = -1 if size % 2 else 1
        for keys in combinations(alike, size):
            count += sign * _pairs_alike(left, right, *keys)
            if are_seen:
                count -= sign * _pairs_apart(left, right, *keys)
    return count


def _pairs_alike(left: Sequence[Row], right: Sequence[Row], *keys: _Key) -> int:
    """Count the pairs that may share a day and are alike in some respects."""
    groups: dict[Hashable, tuple[list[Row], list[Row]]] = {}
    for side, rows in enumerate((left, right)):
        for row in rows:
            own = tuple([key(row) for key in keys])
            groups.setdefault(own, ([], []))[side].append(row)
    return sum(_pairs_sharing_days(*group) for group in groups.values())


def _pairs_apart(left: Sequence[Row], right: Sequence[Row], *keys: _Key) -> int:
    """Count those of them that one source sets apart.

    It does where it sees them at different times, unless it dates both; and even so where it
    puts the one before and the other after its making.
    """

    def seen_apart(is_counted: Callable[[Row], bool]) -> int:
        rows, others = (list(filter(is_counted, side)) for side in (left, right))
        of_one_source = _pairs_alike(rows, others, *keys, _source)
        return of_one_source - _pairs_alike(rows, others, *keys, _source, _doc_time)

    return seen_apart(_is_seen) - seen_apart(_is_dated) + seen_apart(_is_dated_beside)


def _pairs_sharing_days(left: Sequence[Row], right: Sequence[Row]) -> int:
    """Count the pairs that may share a day: all but those of which one is over too soon."""
    count = len(left) * len(right)
    for rows, others in ((left, right), (right, left)):
        if count:
            over = sorted(row.held.bounds.end_latest for row in rows)
            count -= sum(bisect_left(over, row.held.bounds.start_earliest) for row in others)
    return count


def _is_seen(row: Row) -> bool:
    return row.held.source is not None and row.held.doc_time_rel is not None


def _is_dated(row: Row) -> bool:
    return _is_seen(row) and row.held.is_dated


def _is_dated_beside(row: Row) -> bool:
    """Tell whether a row is seen, and dated, before or after the making of its source."""
    return _is_dated(row) and row.held.doc_time_rel is not DocTimeRel.OVERLAPS


def _holder(row: Row) -> Hashable:
    return row.holder


def _speaker(row: Row) -> Hashable:
    return row.position.holder


def _source(row: Row) -> Hashable:
    return row.held.source


def _doc_time(row: Row) -> Hashable:
    return row.held.doc_time_rel
