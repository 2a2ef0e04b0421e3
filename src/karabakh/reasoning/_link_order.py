"""How links order positions, for all of them at once.

Two positions in a chain of a thousand links are a path of a thousand steps apart, and a thousand
positions have half a million pairs. So what comes before what is worked out for all in one sweep,
and kept as sets: an integer for each position, with a bit for each of those that hang together
with it. It takes an eighth of a byte for each pair of these, and a million pairs are told apart
in less time than one path is found.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from functools import cached_property, reduce
from hashlib import blake2b
from itertools import product
from typing import NamedTuple, cast

from karabakh.model import Chronology, Constraint
from karabakh.model._chronology import ordered
from karabakh.model._graph import Path
from karabakh.model._reach import FirstOnes, carried, joined, pieces
from karabakh.model.memo import memoised
from karabakh.reasoning._held import Tie

__all__ = ["LinkOrder"]


class _Ways(NamedTuple):
    """For each tie, as bits, those of its piece that it leads to and those that lead to it."""

    on: dict[Tie, int]
    back: dict[Tie, int]


class LinkOrder:
    """The order of positions by chains of links, of seeing from a source and of expressing.

    Dates order nothing here. Things that no chain joins are in different pieces. Within one,
    each has a number, and no thing has a lower number than what comes before it.

    Args:
        chronology: what is known of the order of all records.
        positions: positions, with the events in which they are expressed; none of them torn.
        sources: sources, for their making; they are only told to be at one time with others.
        has_parts: whether parts of the time of positions are asked about.
    """

    def __init__(
        self,
        chronology: Chronology,
        positions: Mapping[str, str | None],
        sources: Iterable[str],
        *,
        has_parts: bool,
    ) -> None:
        self._orders, self._network = memoised(chronology.dataset, ordered)
        self._starts: dict[Tie, list[int]] = {}
        """For each tie of a position, the starts of all that surely has a day of it."""
        self._ends: dict[Tie, list[int]] = {}
        self._own: dict[Tie, tuple[int, int]] = {
            (each, None): self._stretch(each) for each in sources
        }
        self.whole: dict[str, Tie] = {}
        """The tie of each position as a whole."""
        for position, event in positions.items():
            self.whole[position] = position, event
            self._add(position, event)
            if event is not None and has_parts:
                self._add(position, None)
        self._number()

    def _add(self, position: str, event: str | None) -> None:
        tie, torn = (position, event), self._network.torn
        stretches = [self._stretch(each) for each in tie if each is not None]
        self._own[tie] = stretches[0]
        self._starts[tie] = [start for start, _ in stretches if start not in torn]
        self._ends[tie] = [end for _, end in stretches if end not in torn]

    def _number(self) -> None:
        # What comes before another ends before one of its starts, which none of its own starts
        # does: so the last of the starts gives an order that fits all.
        component, piece_of = self._network.component, pieces(self._network)
        starts = {each: self._starts.get(each, [self._own[each][0]]) for each in self._own}
        last_start = {each: -min(component[at] for at in starts[each]) for each in starts}
        self.piece: dict[Tie, int] = {}
        """Which piece each tie is in."""
        self.number: dict[Tie, int] = {}
        """The number of each tie in its piece."""
        self._ties: dict[int, list[Tie]] = {}
        self._alike: dict[str, int] = {}
        for tie in sorted(starts, key=lambda each: (last_start[each], each[0], each[1] or "")):
            piece = self.piece[tie] = piece_of[self._own[tie][0]]
            of_piece = self._ties.setdefault(piece, [])
            self.number[tie] = len(of_piece)
            of_piece.append(tie)
            self._alike[tie[0]] = self._alike.get(tie[0], 0) | self.bit(tie)

    def bit(self, tie: Tie) -> int:
        """Give the set of one tie."""
        return 1 << self.number[tie]

    def tie(self, piece: int, number: int) -> Tie:
        """Give the tie of a piece that has a number."""
        return self._ties[piece][number]

    def after(self, tie: Tie) -> int:
        """Give the positions before which one is known to be held.

        It, or the event in which it is expressed, is over before they, or the events in which
        they are expressed, begin.
        """
        return self._firsts.on.get(tie, 0)

    def ahead(self, tie: Tie) -> int:
        """Give the positions that are known to be held before one."""
        return self._firsts.back.get(tie, 0)

    def over(self, tie: Tie) -> int:
        """Give the things that begin when one is over."""
        return self._overs.on[tie]

    def apart(self, tie: Tie) -> int:
        """Give the things that are over before one begins, or begin when it is over."""
        return self._overs.on[tie] | self._overs.back[tie]

    def together(self, tie: Tie) -> int:
        """Give the things of its piece with which one has a moment in common.

        Each begins before the other is over, by a chain or by days, whatever these rest on.
        """
        known = self._together.get(tie)
        if known is None:
            start, end = self._own[tie]
            days = self._days[self.piece[tie]]
            begun = self._begun.back[tie] | days.begun_by(self._end_earliest(end))
            lasting = self._begun.on[tie] | days.lasting_till(self._start_latest(start))
            known = begun & lasting & ~(self.apart(tie) | self._alike[tie[0]])
            self._together[tie] = known
        return known

    def place(self, tie: Tie) -> int:
        """Give a number that all have that come before, and after, the very same positions."""
        return self._places[tie]

    def is_first(self, a: Tie, b: Tie) -> bool:
        """Tell whether one position is known to be held before another."""
        return self.piece[a] == self.piece[b] and bool(self.after(a) >> self.number[b] & 1)

    def is_over(self, a: Tie, b: Tie) -> bool:
        """Tell whether one thing is over before another begins."""
        return self.piece[a] == self.piece[b] and bool(self.over(a) >> self.number[b] & 1)

    def are_together(self, a: Tie, b: Tie) -> bool:
        """Tell whether two things of one piece have a moment in common."""
        return self.piece[a] == self.piece[b] and bool(self.together(a) >> self.number[b] & 1)

    def why_first(self, a: Tie, b: Tie) -> tuple[Constraint, ...]:
        """Give a shortest chain by which one position is known to be held before another."""
        return self._shortest(product(self._ends[a], self._starts[b]))

    def why_together(self, a: Tie, b: Tie) -> tuple[Constraint, ...]:
        """Give what chains tell of two things having a moment in common."""
        (start, end), (other_start, other_end) = self._own[a], self._own[b]
        return (*self._shortest([(start, other_end)]), *self._shortest([(other_start, end)]))

    def _shortest(self, pairs: Iterable[tuple[int, int]]) -> tuple[Constraint, ...]:
        paths = (self._path(*pair) for pair in pairs)
        found = sorted((path for path in paths if path is not None), key=len)
        return tuple(map(self._orders.order, found[0])) if found else ()

    def _path(self, tail: int, head: int) -> Path | None:
        return self._network.paths.find(tail, head, apart=self._network.torn)

    @property
    def size(self) -> int:
        """About how many steps a sweep takes."""
        return len(self._network.component)

    def set_apart_from(self, marks: Mapping[Tie, int]) -> dict[Tie, int]:
        """Give for each tie the marks of those from which `apart` sets it apart, in one sweep."""
        ends, starts = (
            {self._own[each][side]: of for each, of in marks.items()} for side in (1, 0)
        )
        before = carried(self._network, ends)
        behind = carried(self._network, starts, against=True)
        component = self._network.component
        return {
            tie: before[component[start]] | behind[component[end]]
            for tie, (start, end) in self._own.items()
        }

    # -- how they are worked out

    @cached_property
    def _firsts(self) -> _Ways:
        return self._ways(self._ends, self._starts)

    @cached_property
    def _overs(self) -> _Ways:
        # Nothing but a strict order leads from the end of one thing to the start of another.
        return self._ways(
            *({each: [of[side]] for each, of in self._own.items()} for side in (1, 0))
        )

    @cached_property
    def _begun(self) -> _Ways:
        return self._ways(
            *({each: [of[side]] for each, of in self._own.items()} for side in (0, 1))
        )

    def _ways(self, tails: Mapping[Tie, list[int]], heads: Mapping[Tie, list[int]]) -> _Ways:
        """Find all ways from the tails of things to the heads of others."""
        forth = carried(self._network, self._marks(tails))
        back = carried(self._network, self._marks(heads), against=True)
        return _Ways(self._at(tails, back), self._at(heads, forth))

    def _marks(self, moments: Mapping[Tie, list[int]]) -> dict[int, int]:
        marks: dict[int, int] = {}
        for tie, own in moments.items():
            for moment in own:
                marks[moment] = marks.get(moment, 0) | self.bit(tie)
        return marks

    def _at(self, moments: Mapping[Tie, list[int]], brought: list[int]) -> dict[Tie, int]:
        component = self._network.component
        return {
            tie: reduce(joined, (brought[component[moment]] for moment in own))
            for tie, own in moments.items()
        }

    @cached_property
    def _places(self) -> dict[Tie, int]:
        numbers: dict[tuple[int, bytes, bytes], int] = {}
        found: dict[Tie, int] = {}
        for tie in self.piece:
            # As digests: of sets that are rows of bits without a gap, most have the same hash.
            key = self.piece[tie], _digest(self.after(tie)), _digest(self.ahead(tie))
            found[tie] = numbers.setdefault(key, len(numbers))
        return found

    @cached_property
    def _together(self) -> dict[Tie, int]:
        return {}

    @cached_property
    def _days(self) -> "dict[int, _Days]":
        return {
            piece: _Days(
                (self._start_latest(start), self._end_earliest(end))
                for start, end in map(self._own.__getitem__, ties)
            )
            for piece, ties in self._ties.items()
        }

    def _start_latest(self, start: int) -> int:
        # Where records contradict one another, days brought by others may be false.
        network = self._network
        return (network.latest if network.is_consistent else network.own_latest)[start]

    def _end_earliest(self, end: int) -> int:
        network = self._network
        return (network.earliest if network.is_consistent else network.own_earliest)[end]

    def _stretch(self, id: str) -> tuple[int, int]:
        # Only what has a time is tied by links, or is made.
        return cast("tuple[int, int]", self._orders.stretch(id))


def _digest(bits: int) -> bytes:
    size = (bits.bit_length() + 7) // 8
    return blake2b(bits.to_bytes(size, "little"), digest_size=16).digest()


class _Days:
    """By when the things of a piece have begun, and until when they surely last.

    Args:
        told: for each number, the last day on which it may begin, the first on which it may end.
    """

    def __init__(self, told: Iterable[tuple[int, int]]) -> None:
        told = list(told)
        begun = sorted((day, number) for number, (day, _) in enumerate(told))
        lasting = sorted((day, number) for number, (_, day) in enumerate(told))
        self._begun, self._lasting = ([day for day, _ in each] for each in (begun, lasting))
        self._sets_begun = FirstOnes([number for _, number in begun])
        self._sets_lasting = FirstOnes([number for _, number in reversed(lasting)])

    def begun_by(self, day: int) -> int:
        """Give the things that have surely begun by a day."""
        return self._sets_begun[bisect_right(self._begun, day)]

    def lasting_till(self, day: int) -> int:
        """Give the things that surely last until a day, or end on it."""
        return self._sets_lasting[len(self._lasting) - bisect_left(self._lasting, day)]
