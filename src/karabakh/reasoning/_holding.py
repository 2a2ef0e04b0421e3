"""One row of the relation, and views on several: in what order, by whose word."""

from collections.abc import Hashable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from karabakh.model import Cited, Position, Stance
from karabakh.reasoning._attribution import Voices
from karabakh.reasoning._derivation import Step
from karabakh.time import Interval, IntervalOrder, OrderMatrix, bits, overlapping_sets

__all__ = ["Holding", "Pair", "View"]


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
    def holder_id(self) -> str:
        """The actor, as the records name it."""
        return self.position.holder if self.actor_step is None else self.actor_step.id

    @property
    def proposition_id(self) -> str:
        """The proposition, as the records name it."""
        step = self.commitment_step
        return self.position.proposition if step is None else step.id

    @property
    def is_recorded(self) -> bool:
        """Whether it is a position as it stands."""
        return self.actor_step is None and self.commitment_step is None

    @property
    def steps(self) -> int:
        """How many rules lead from the position to it."""
        return sum(step.steps for step in (self.actor_step, self.commitment_step) if step)

    @property
    def taking(self) -> Hashable:
        """What is simultaneous whenever it was: one position by one way to the holder."""
        return self.position.id, id(self.actor_step)

    @property
    def preference(self) -> tuple[object, ...]:
        """A key that sorts first the sources' word, then what is recorded, firm, direct."""
        is_derived = self.actor_step is not None or self.commitment_step is not None
        steps = self.steps if is_derived else 0
        return (bool(self.voices), is_derived, -self.reported, steps, self.position.id)


Pair = tuple[Holding, Holding]


class View:
    """Holdings that the sources and some voices vouch for, and their order there.

    Sets of holdings are integers with a bit for each, by its number among the rows.
    """

    def __init__(
        self,
        voices: Voices,
        rows: list[Holding],
        intervals: list[Interval],
        order: IntervalOrder,
    ) -> None:
        self.voices = voices
        self.rows = rows
        self._intervals = intervals
        self._order = order
        self._by_voices: dict[Voices, int] = {}
        for number, row in enumerate(rows):
            self._by_voices[row.voices] = self._by_voices.get(row.voices, 0) | 1 << number

    @cached_property
    def matrix(self) -> OrderMatrix:
        """How the rows are ordered."""
        return OrderMatrix(self._intervals, self._order)

    @cached_property
    def overlapping(self) -> list[int]:
        """For each row the set of those that by their days may hold on a common day."""
        return overlapping_sets([row.interval.possible_days for row in self.rows])

    def taking(self, stance: Stance) -> int:
        """Return the set of the rows that take a stance; not of those that give one up."""
        rows = enumerate(self.rows)
        return sum(1 << n for n, row in rows if row.stance is stance and not row.is_withdrawn)

    def of_voices(self, voices: Voices) -> int:
        """Return the set of the rows that need just some voices."""
        return self._by_voices.get(voices, 0)

    def completing(self, row: Holding) -> int:
        """Return the set of the rows that with this one need all of the view's voices."""
        if not self.voices:
            return self._by_voices[row.voices]
        masks = self._by_voices.items()
        return sum(rows for voices, rows in masks if voices | row.voices == self.voices)

    def pairs(self, partners: Mapping[int, int], *, meeting: bool = False) -> Iterator[Pair]:
        """Yield the pairs of some rows and the sets of their partners.

        Args:
            partners: For the numbers of some rows, the sets.
            meeting: Whether to leave out those that a source or a link puts at different times.
        """
        intervals, may_meet = self._intervals, self._order.may_meet
        for number, others in partners.items():
            for other in bits(others):
                if not meeting or may_meet(intervals[number], intervals[other]):
                    yield self.rows[number], self.rows[other]

    def firmest(self, partners: Mapping[int, int], *, meeting: bool = False) -> Pair | None:
        """Return the preferred of the firmest pairs, or None if there is none."""
        for level in sorted({row.reported for row in self.rows}, reverse=True):
            firm = sum(1 << n for n, row in enumerate(self.rows) if row.reported >= level)
            found = {n: others & firm for n, others in partners.items() if firm >> n & 1}
            pair = next(self.pairs(found, meeting=meeting), None)
            if pair is not None:
                return pair
        return None
