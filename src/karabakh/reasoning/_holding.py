"""One row of the relation, and views on several: in what order, by whose word."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from karabakh.model import Cited, Position, Stance
from karabakh.reasoning._attribution import Voices
from karabakh.reasoning._derivation import Step
from karabakh.time import Interval, IntervalOrder, OrderMatrix, bits

__all__ = ["Holding", "Pair", "View", "bitset"]


class Holding(NamedTuple):
    """An actor's stance on a proposition at a time; all questions select among these."""

    holder: str
    """What stands for the actor."""

    proposition: str
    """What stands for the proposition."""

    stance: Stance
    interval: Interval
    position: Position
    """The position that it is, or comes from."""

    reported: int
    """How certain it is that this is reported, as of `Certainty.rank`."""

    voices: Voices
    """Whom one must believe, in addition to the sources."""

    vouchers: tuple[Cited, ...] = ()
    """By which the position counts as the holder's own word: an office that the source gives."""

    actor_step: Step | None = None
    """The last step of the way from the position's own holder."""

    commitment_step: Step | None = None
    """The last step of the way from the position's own proposition and stance."""

    is_withdrawn: bool = False
    """Whether it is no more than that the holder no longer supports the proposition."""

    @property
    def value(self) -> tuple[Stance, bool]:
        """The stance, and whether it is no more than that support is withdrawn."""
        return self.stance, self.is_withdrawn

    @property
    def ids(self) -> tuple[str, str]:
        """The actor and the proposition, as the records name them."""
        actor, commitment, position = self.actor_step, self.commitment_step, self.position
        return (
            position.holder if actor is None else actor.id,
            position.proposition if commitment is None else commitment.id,
        )

    @property
    def is_recorded(self) -> bool:
        """Whether it is a position as it stands."""
        return self.actor_step is None and self.commitment_step is None

    @property
    def steps(self) -> int:
        """How many rules lead from the position to it."""
        return sum(step.steps for step in (self.actor_step, self.commitment_step) if step)

    @property
    def preference(self) -> tuple[object, ...]:
        """A key that sorts first the sources' word, then what is recorded, firm, direct."""
        is_derived = self.actor_step is not None or self.commitment_step is not None
        steps = self.steps if is_derived else 0
        return (bool(self.voices), is_derived, -self.reported, steps, self.position.id)

    def differs(self, other: "Holding") -> bool:
        """Return whether it is another stance; withdrawn support differs from support."""
        if self.is_withdrawn or other.is_withdrawn:
            return Stance.SUPPORTS in {self.stance, other.stance}
        return self.stance is not other.stance


Pair = tuple[Holding, Holding]


def bitset(are_members: Iterable[bool]) -> int:
    """Return the numbers at which it is true, as bits of an integer."""
    members, bit = 0, 1
    for is_member in are_members:
        if is_member:
            members |= bit
        bit <<= 1
    return members


class View:
    """Holdings that the sources and some voices vouch for, and their order there.

    Sets of holdings are integers with a bit for each, by its number among the rows, the preferred
    first.
    """

    def __init__(
        self,
        voices: Voices,
        rows: Sequence[Holding],
        intervals: Sequence[Interval],
        order: IntervalOrder,
    ) -> None:
        self.voices = voices
        self.rows = rows
        self._intervals = intervals
        self._order = order

    @cached_property
    def matrix(self) -> OrderMatrix:
        """How the rows are ordered."""
        return OrderMatrix(self._intervals, self._order)

    @cached_property
    def _completing(self) -> dict[Voices, int]:
        every = [row.voices for row in self.rows]
        return {it: bitset([it | other == self.voices for other in every]) for it in {*every}}

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {id(row): number for number, row in enumerate(self.rows)}

    def number(self, row: Holding) -> int | None:
        """Return the number of a holding among the rows; None if it is none of them."""
        return self._numbers.get(id(row))

    def completing(self, row: Holding) -> int:
        """Return the set of the rows that with this one need all of the view's voices."""
        return self._completing[row.voices]

    @cached_property
    def _placed(self) -> int:
        """The set of the rows that sources or links place: only of two such may none meet."""
        return bitset(it.doc_time_rel is not None or it.node is not None for it in self._intervals)

    def meeting(self, partners: Mapping[int, int]) -> int:
        """Return the set of the rows that may be simultaneous with any of some others.

        Args:
            partners: The sets of others, by the number of a row.
        """
        placed, found = self._placed, 0
        for number, others in partners.items():
            if sure := others & ~placed if placed >> number & 1 else others:
                found |= sure | 1 << number
        for number, others in partners.items():
            if placed >> number & 1:
                for other in bits(others & placed & ~found):
                    if self._may_meet(number, other):
                        found |= 1 << number | 1 << other
                if not found >> number & 1 and any(self.pairs(number, others)):
                    found |= 1 << number
        return found

    def _may_meet(self, one: int, other: int) -> bool:
        return self._order.may_meet(self._intervals[one], self._intervals[other])

    def pairs(self, number: int, others: int) -> Iterator[Pair]:
        """Yield the pairs of a row and some others that their source lets be simultaneous."""
        is_placed = self._placed >> number & 1
        for other in bits(others):
            if not is_placed or self._may_meet(number, other):
                yield self.rows[number], self.rows[other]

    @cached_property
    def _levels(self) -> list[int]:
        """The sets of the rows that are at least as firm as some, the firmest first."""
        *levels, _ = sorted({row.reported for row in self.rows}, reverse=True)
        return [*(bitset(row.reported >= level for row in self.rows) for level in levels), -1]

    def firmest(self, partners: Mapping[int, int]) -> Pair | None:
        """Return the preferred of the firmest pairs, or None if there is none.

        Args:
            partners: The sets of others, by the number of a row.
        """
        for firm in self._levels:
            for number, others in partners.items():
                if firm >> number & 1 and (pair := next(self.pairs(number, others & firm), None)):
                    return pair
        return None
