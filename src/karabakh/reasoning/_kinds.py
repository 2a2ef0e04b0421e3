"""Kinds of rows by what may keep them from meeting others, and whether any is free to meet one.

That is counted, not tried: where very many kinds can't meet a row, such as all that its own
holder speaks for, looking at each for every row would take the square of their number.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable

from karabakh.reasoning._rows import Row

__all__ = ["Kinds", "kind_of"]


def kind_of(row: Row) -> tuple[str, str, Hashable]:
    """Give all on which it depends whether two rows whose days overlap meet.

    These are the holder, the holder of the position, and the place in time by source and links.
    """
    held = row.held
    told = held.source, held.doc_time, held.is_dated, held.linked
    return row.holder, row.position.holder, told


class Kinds:
    """Kinds of rows, each counted once.

    Args:
        rows: a row of each.
        are_apart: tells whether the places in time of two rows keep them from meeting.
    """

    def __init__(self, rows: Iterable[Row], are_apart: Callable[[Row, Row], bool]) -> None:
        self._are_apart = are_apart
        self._count = 0
        self._alike: Counter[Hashable] = Counter()
        self._at: dict[Hashable, dict[Hashable, Row]] = {}
        """By source, and all that links order under none: a row at each place in time."""
        for row in rows:
            self.add(row)

    def add(self, row: Row) -> None:
        """Count a kind, by a row of it."""
        self._change(row, 1)
        place = kind_of(row)[2]
        for group in _groups(row):
            self._at.setdefault(group, {}).setdefault(place, row)

    def remove(self, row: Row) -> None:
        """Count a kind no more, by a row of it."""
        self._change(row, -1)

    def has_free(self, row: Row) -> bool:
        """Tell whether a row of any kind may meet one: another holder's, by another speaker.

        With H, S and P for the kinds of its holder, of its speaker, and of the places apart
        from it, it is ``|all| > |H ∪ S ∪ P|``, by inclusion and exclusion.
        """
        alike = self._alike
        holder, speaker, _ = kind_of(row)
        kept_off = alike[1, holder] + alike[2, speaker] - alike[holder, speaker]
        places = {
            place: other
            for group in _groups(row)
            for place, other in self._at.get(group, {}).items()
        }
        for place, other in places.items():
            if alike[3, place] and self._are_apart(row, other):
                kept_off += (
                    alike[3, place]
                    - alike[1, holder, place]
                    - alike[2, speaker, place]
                    + alike[holder, speaker, place]
                )
        return self._count > kept_off

    def _change(self, row: Row, by: int) -> None:
        holder, speaker, place = kind_of(row)
        self._count += by
        for key in (
            (1, holder),
            (2, speaker),
            (3, place),
            (holder, speaker),
            (1, holder, place),
            (2, speaker, place),
            (holder, speaker, place),
        ):
            self._alike[key] += by


def _groups(row: Row) -> set[Hashable]:
    """Give the sets of rows of which some may be set apart from one: its source's, and links'."""
    groups: set[Hashable] = {("source", row.held.source)} if row.held.source is not None else set()
    return groups | {"links"} if row.held.linked is not None else groups
