"""All stances of a dataset, recorded and derived, as light rows that can be made by millions."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from karabakh.ids import ActorId, PropositionId, RecordId
from karabakh.model import Certainty, Dataset, Position, RecordCollection, Stance
from karabakh.reasoning._closure import Commitments, Literal, Voice, Voices
from karabakh.reasoning._held import Held, intersection
from karabakh.reasoning._times import Times

__all__ = ["Row", "Rows", "firmness", "preference"]


class Row(NamedTuple):
    """One actor's stance on one proposition at one time, and how it comes from a position."""

    holder: ActorId
    proposition: PropositionId
    stance: Stance
    held: Held
    position: Position
    own: Held
    """When the position is held, of which `held` may be a part."""

    voice: Voice | None = None
    """The last step from the position's holder to this one."""

    literal: Literal | None = None
    """The last step from the position's proposition and stance to these."""

    @property
    def is_recorded(self) -> bool:
        """Whether it is the position itself."""
        return self.voice is None and self.literal is None

    @property
    def steps(self) -> int:
        """How many rules lead from the position to it."""
        return (self.voice.steps if self.voice else 0) + (self.literal.steps if self.literal else 0)


class Rows:
    """Makes the rows of a dataset: ``position × who it speaks for × what it commits to``.

    The work is in proportion to the rows. There is one for a position by itself, and more
    only where an office, a collective or a tie between propositions leads further.
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.times = Times(dataset)
        self.voices = Voices(dataset, self.times)
        self.commitments = Commitments(dataset)
        self._committed: dict[tuple[PropositionId, Stance], dict[PropositionId, set[Stance]]] = {}

    @property
    def are_derived(self) -> bool:
        """Whether there may be rows beside those of the positions by themselves."""
        return bool(self.voices or self.commitments)

    def __iter__(self) -> Iterator[Row]:
        return self.of(self.dataset.positions)

    def of(self, positions: Iterable[Position]) -> Iterator[Row]:
        """Make the rows of some positions."""
        held_at, voices, commitments = self.times.of_position, self.voices, self.commitments
        if not self.are_derived:
            for each in positions:
                held = held_at(each)
                yield Row(each.holder, each.proposition, each.stance, held, each, held)
            return
        for position in positions:
            held = held_at(position)
            holder, proposition, stance = position.holder, position.proposition, position.stance
            own = Row(holder, proposition, stance, held, position, held)
            yield own
            literals = commitments.of(proposition, stance)
            for literal in literals:
                yield own._replace(
                    proposition=literal.proposition, stance=literal.stance, literal=literal
                )
            for voice in voices.of(holder):
                shared = intersection(held, voice.window)
                if shared is None:
                    continue
                spoken = own._replace(holder=voice.actor, held=shared, voice=voice)
                yield spoken
                for literal in literals:
                    yield spoken._replace(
                        proposition=literal.proposition, stance=literal.stance, literal=literal
                    )

    def committed(self, position: Position) -> Mapping[PropositionId, Collection[Stance]]:
        """Give all stances that a position takes or commits to, by proposition."""
        start = position.proposition, position.stance
        found = self._committed.get(start)
        if found is None:
            found = self._committed[start] = {position.proposition: {position.stance}}
            for literal in self.commitments.of(*start):
                found.setdefault(literal.proposition, set()).add(literal.stance)
        return found

    def about(self, holder: str | None, proposition: str | None) -> Iterator[Row]:
        """Make the rows of a holder, on a proposition, or both, looking at no other positions.

        Raises:
            UnknownIdError: nothing in the dataset has one of the identifiers.
        """
        for row in self.of(self._leading_to(holder, proposition)):
            if holder in {None, row.holder} and proposition in {None, row.proposition}:
                yield row

    def _leading_to(self, holder: str | None, proposition: str | None) -> Iterable[Position]:
        positions = self.dataset.positions
        if holder is None and proposition is None:
            return positions
        if proposition is None:
            return self._spoken_for(positions, holder or "")
        committing = set(self.commitments.committing_to(PropositionId(RecordId(proposition))))
        positions.where(proposition=proposition)
        if holder is None:
            return [each for one in committing for each in positions.where(proposition=one)]
        chosen = self._spoken_for(positions, holder)
        return [each for each in chosen if each.proposition in committing]

    def _spoken_for(self, positions: RecordCollection[Position], holder: str) -> list[Position]:
        chosen = list(positions.where(holder=holder))
        for speaker in self.voices.speaking_for(holder):
            if speaker != holder and speaker in self.dataset:
                chosen += positions.where(holder=speaker)
        return chosen


def firmness(row: Row) -> int:
    """Give how certain a row is, as of `Certainty.rank`."""
    rank = _RANKS[row.position.certainty]
    if row.voice is not None:
        rank = min(rank, row.voice.rank)
    if row.literal is not None:
        rank = min(rank, row.literal.rank)
    return min(rank, Certainty.POSSIBLE.rank) if row.held.is_loose else rank


_RANKS: Final = {certainty: certainty.rank for certainty in Certainty}
"""Looked up once for all rows: a property costs more than all else that is told of one."""


def preference(row: Row) -> tuple[bool, int, int, str]:
    """Sort what is recorded before what is derived, then by firmness, then by directness."""
    if row.is_recorded:
        return False, -firmness(row), 0, row.position.id
    return (True, -firmness(row), row.steps, row.position.id)
