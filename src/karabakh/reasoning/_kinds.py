"""Kinds of rows by what may keep them from meeting others, and whether any is free to meet one.

That is counted, not tried: where very many kinds can't meet a row, such as all that its own
holder speaks for, looking at each for every row would take the square of their number.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator

from karabakh.model._reach import bits
from karabakh.reasoning._at_one_time import set_apart
from karabakh.reasoning._rows import Row
from karabakh.reasoning._times import Times

__all__ = ["Kinds", "kind_of"]


def kind_of(row: Row) -> tuple[str, str, Hashable]:
    """Give all on which it depends whether two rows whose days overlap meet.

    These are the holder, the holder of the position, and the place in time by source and links.
    """
    held = row.held
    told = held.source, held.doc_time_rel, held.is_dated, held.linked
    return row.holder, row.position.holder, told


class Kinds:
    """Kinds of rows, each counted once.

    Args:
        rows: a row of each.
        times: what tells whether the places in time of two rows keep them from meeting.
    """

    def __init__(self, rows: Iterable[Row], times: Times) -> None:
        self._times = times
        self._alike: Counter[Hashable] = Counter()
        self._at: dict[Hashable, dict[Hashable, Row]] = {}
        """By source: a row at each place in time."""
        self._kinds: dict[Hashable, dict[Hashable, dict[Hashable, Row]]] = {}
        """By piece of all that links order, or none, and by place: the kinds."""
        self._places: dict[Hashable, dict[int, dict[Hashable, None]]] = {}
        """By piece, and by number in it: the places."""
        self._numbers: Counter[Hashable] = Counter()
        """By piece: the set of the numbers of all."""
        for row in rows:
            self.add(row)

    def add(self, row: Row) -> None:
        """Count a kind, by a row of it."""
        self._change(row, 1)
        place, piece = kind_of(row)[2], self._piece(row)
        if row.held.source is not None:
            self._at.setdefault(row.held.source, {}).setdefault(place, row)
        self._kinds.setdefault(piece, {}).setdefault(place, {})[kind_of(row)] = row
        number = self._number(row)
        if number is not None:
            self._places.setdefault(piece, {}).setdefault(number, {})[place] = None
            self._numbers[piece] |= 1 << number

    def remove(self, row: Row) -> None:
        """Count a kind no more, by a row of it."""
        self._change(row, -1)
        place, piece, number = kind_of(row)[2], self._piece(row), self._number(row)
        kinds = self._kinds[piece]
        del kinds[place][kind_of(row)]
        if not kinds[place]:
            del kinds[place]
            if number is not None:
                del self._places[piece][number][place]
                if not self._places[piece][number]:
                    self._numbers[piece] &= ~(1 << number)

    def has_free(self, row: Row) -> bool:
        """Tell whether a row of any kind may meet one: another holder's, by another speaker.

        With H, S and P for the kinds of its holder, of its speaker, and of the places apart
        from it, it is ``|all| > |H ∪ S ∪ P|``, by inclusion and exclusion. Of the places that
        links order with its own, those that they don't set apart from it are looked at.
        """
        piece = self._piece(row)
        free = self._free_of(row) - (0 if piece is None else self._free_of(row, piece))
        places = self._at.get(row.held.source or "", {})
        for place, other in places.items():
            is_beside = piece is None or self._piece(other) != piece
            if free and is_beside and set_apart(row.held, other.held, self._times):
                free -= self._free_of(row, place)
        return bool(free) or any(
            self._free_of(row, place) and not set_apart(row.held, other.held, self._times)
            for place, other in self._near(row)
        )

    def maybe_free(self, row: Row) -> Iterator[Row]:
        """Give a row of each kind, but for those that links set apart from one."""
        piece = self._piece(row)
        for other_piece, places in self._kinds.items():
            if piece is None or piece != other_piece:
                for kinds in list(places.values()):
                    yield from list(kinds.values())
        for place, _ in self._near(row):
            yield from list(self._kinds[piece][place].values())

    def _near(self, row: Row) -> Iterator[tuple[Hashable, Row]]:
        """Give the places of a row's piece that links don't set apart from it, with a row each."""
        piece, order = self._piece(row), self._times.order
        if piece is not None and order is not None:
            numbers = self._numbers[piece] & ~order.apart(order.whole[row.held.linked or ""])
            for number in bits(numbers):
                for place in list(self._places[piece][number]):
                    yield place, next(iter(self._kinds[piece][place].values()))

    def _free_of(self, row: Row, *where: Hashable) -> int:
        """Count the kinds somewhere, or all, but those of a row's holder and of its speaker."""
        holder, speaker, _ = kind_of(row)
        alike = self._alike
        others = alike[0, *where] - alike[1, holder, *where] - alike[2, speaker, *where]
        return others + alike[holder, speaker, *where]

    def _piece(self, row: Row) -> int | None:
        order, linked = self._times.order, row.held.linked
        return None if order is None or linked is None else order.piece[order.whole[linked]]

    def _number(self, row: Row) -> int | None:
        order, linked = self._times.order, row.held.linked
        return None if order is None or linked is None else order.number[order.whole[linked]]

    def _change(self, row: Row, by: int) -> None:
        holder, speaker, place = kind_of(row)
        piece = self._piece(row)
        for where in ((), (place,), *([(piece,)] if piece is not None else [])):
            self._alike[0, *where] += by
            self._alike[1, holder, *where] += by
            self._alike[2, speaker, *where] += by
            self._alike[holder, speaker, *where] += by
