"""How many stances of two camps links keep apart, counted without making the pairs."""

from collections.abc import Hashable, Sequence
from itertools import product

from karabakh.model import DocTimeRel
from karabakh.reasoning._at_one_time import set_apart
from karabakh.reasoning._held import Tie
from karabakh.reasoning._link_order import LinkOrder
from karabakh.reasoning._pair_count import pairs_meeting
from karabakh.reasoning._rows import Row
from karabakh.reasoning._tied_rows import Until
from karabakh.reasoning._times import Times

__all__ = ["pairs_kept_apart"]


def pairs_kept_apart(left: Sequence[Row], right: Sequence[Row], times: Times) -> int:
    """Count the pairs that would meet, see `pairs_meeting`, if links did not set them apart."""
    order = times.order
    if order is None:
        return 0
    classes = _alike(left), _alike(right)
    if len(classes[0]) * len(classes[1]) > order.size:
        return _one_by_one([row for each in classes[0] for row in each], classes[1], order)
    return sum(
        pairs_meeting(rows, others)
        for rows, others in product(*classes)
        if set_apart(rows[0].held, others[0].held, times)
    )


def _alike(rows: Sequence[Row]) -> list[list[Row]]:
    """Divide the rows that links order into those that they, and sources, set apart alike."""
    alike: dict[Hashable, list[Row]] = {}
    for row in rows:
        if row.held.linked is not None:
            told = row.held.linked, row.held.source, row.held.doc_time_rel, row.held.is_dated
            alike.setdefault(told, []).append(row)
    return list(alike.values())


def _one_by_one(rows: Sequence[Row], classes: Sequence[Sequence[Row]], order: LinkOrder) -> int:
    """Count for each row those of others, as a set, that links alone keep from meeting it."""
    others = [row for each in classes for row in each]
    numbers: dict[Tie, int] = {}
    alike: dict[Hashable, int] = {}
    for number, other in enumerate(others):
        bit, held = 1 << number, other.held
        tie = order.whole[held.linked or ""]
        numbers[tie] = numbers.get(tie, 0) | bit
        keys: tuple[Hashable, ...] = (
            (0, other.holder),
            (1, other.position.holder),
            (held.source, held.doc_time_rel, held.is_dated),
        )
        for key in keys:
            alike[key] = alike.get(key, 0) | bit
    apart = order.set_apart_from(numbers)
    of_number = {number: [other] for number, other in enumerate(others)}
    begun = Until(of_number, lambda row: row.held.bounds.start_earliest)
    lasting = Until(of_number, lambda row: -row.held.bounds.end_latest)
    count = 0
    for row in rows:
        bounds = row.held.bounds
        met = begun.before(bounds.end_latest + 1) & lasting.before(1 - bounds.start_earliest)
        met &= ~(alike.get((0, row.holder), 0) | alike.get((1, row.position.holder), 0))
        for seen in _places_apart(row):
            met &= ~alike.get(seen, 0)
        count += (met & apart[order.whole[row.held.linked or ""]]).bit_count()
    return count


def _places_apart(row: Row) -> list[tuple[str, DocTimeRel, bool]]:
    """Give the places in time that the source of a row sets apart from its own, see `set_apart`."""
    held = row.held
    if held.source is None or held.doc_time_rel is None:
        return []
    return [
        (held.source, place, is_dated)
        for place in DocTimeRel
        for is_dated in (False, True)
        if place is not held.doc_time_rel
        and not (is_dated and held.is_dated and DocTimeRel.OVERLAPS in {place, held.doc_time_rel})
    ]
