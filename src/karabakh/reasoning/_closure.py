"""Whose a stance is beside its holder's, and what it commits to beside its proposition.

Both are closed under chains, and cycles end where they come back. Of several ways to the
same end the shortest is kept, and a longer one only where it is firmer.
"""

from collections.abc import Iterator
from typing import NamedTuple

from karabakh.ids import ActorId, PropositionId
from karabakh.model import (
    Actor,
    ActorKind,
    Certainty,
    Dataset,
    Proposition,
    Relation,
    RelationKind,
    Stance,
)
from karabakh.reasoning._times import UNLIMITED, Held, Times, intersection

__all__ = [
    "CONTRADICTION",
    "CONTRAPOSITION",
    "IMPLICATION",
    "MEMBER_OF_COLLECTIVE",
    "OFFICE_HOLDER",
    "Commitments",
    "Literal",
    "Voice",
    "Voices",
]

OFFICE_HOLDER = "office-holder"
MEMBER_OF_COLLECTIVE = "member-of-collective"
IMPLICATION = "implication"
CONTRAPOSITION = "contraposition"
CONTRADICTION = "contradiction"


class Voice(NamedTuple):
    """An actor that another speaks for, and why."""

    actor: ActorId
    """Who is spoken for."""

    rule: str
    record: Relation | Actor
    """The office, or the collective with its members."""

    before: "Voice | None"
    """The step before; none where the speaker holds the stance itself."""

    window: Held
    """When all offices on the way are held."""

    rank: int
    """How certain the way is, as of `Certainty.rank`."""

    steps: int


class Literal(NamedTuple):
    """A stance on a proposition that a stance on another commits to, and why."""

    proposition: PropositionId
    stance: Stance
    rule: str
    record: Proposition
    """The proposition that says so."""

    before: "Literal | None"
    """The step before; none where it follows from the stance itself."""

    rank: int
    """How certain the way is, as of `Certainty.rank`."""

    steps: int


class Voices:
    """Tells whom an actor speaks for: what it holds office of, and a collective's members."""

    def __init__(self, dataset: Dataset, times: Times) -> None:
        self._direct: dict[str, list[tuple[ActorId, str, Relation | Actor, Held]]] = {}
        for tie in dataset.relations:
            represented = dataset.actors.get(tie.object)
            if tie.kind is RelationKind.HOLDS_OFFICE and represented is not None:
                held = times.of_relation(tie)
                steps = self._direct.setdefault(tie.subject, [])
                steps.append((represented.id, OFFICE_HOLDER, tie, held))
        for actor in dataset.actors.where(kind=ActorKind.COLLECTIVE):
            for member in actor.members:
                if dataset.actors.get(member) is not None:
                    steps = self._direct.setdefault(actor.id, [])
                    steps.append((member, MEMBER_OF_COLLECTIVE, actor, UNLIMITED))
        self._found: dict[str, tuple[Voice, ...]] = {}

    def of(self, speaker: str) -> tuple[Voice, ...]:
        """Give all whom an actor speaks for, the nearest first."""
        if speaker not in self._direct:
            return ()
        if speaker not in self._found:
            self._found[speaker] = tuple(self._reach(speaker))
        return self._found[speaker]

    def speaking_for(self, actor: str) -> Iterator[str]:
        """Give the actors that speak for one, itself first."""
        yield actor
        for speaker in self._direct:
            if speaker != actor and any(voice.actor == actor for voice in self.of(speaker)):
                yield speaker

    def _reach(self, speaker: str) -> Iterator[Voice]:
        best: dict[tuple[str, Held], int] = {}
        wave: list[Voice | None] = [None]
        while wave:
            reached: list[Voice | None] = []
            for before in wave:
                for voice in self._next(speaker, before):
                    key = (voice.actor, voice.window)
                    if voice.actor != speaker and voice.rank > best.get(key, -1):
                        best[key] = voice.rank
                        reached.append(voice)
                        yield voice
            wave = reached

    def _next(self, speaker: str, before: Voice | None) -> Iterator[Voice]:
        at = before.actor if before else speaker
        for actor, rule, record, held in self._direct.get(at, ()):
            window = intersection(before.window, held) if before else held
            if window is not None:
                rank = record.certainty.rank
                yield Voice(
                    actor,
                    rule,
                    record,
                    before,
                    window,
                    min(rank, before.rank) if before else rank,
                    before.steps + 1 if before else 1,
                )


class Commitments:
    """Tells what stances a stance commits to, by what propositions imply and exclude."""

    def __init__(self, dataset: Dataset) -> None:
        self._known = dataset.propositions
        self._direct: dict[
            tuple[PropositionId, Stance], list[tuple[PropositionId, Stance, str, Proposition]]
        ] = {}
        for proposition in dataset.propositions:
            for other in proposition.implies:
                self._add(proposition, proposition.id, Stance.SUPPORTS, IMPLICATION, other)
                self._add(proposition, other, Stance.OPPOSES, CONTRAPOSITION, proposition.id)
            for other in proposition.contradicts:
                self._add(proposition, proposition.id, Stance.SUPPORTS, CONTRADICTION, other)
                self._add(proposition, other, Stance.SUPPORTS, CONTRADICTION, proposition.id)
        self._found: dict[tuple[PropositionId, Stance], tuple[Literal, ...]] = {}

    def of(self, proposition: PropositionId, stance: Stance) -> tuple[Literal, ...]:
        """Give all that a stance commits to, the nearest first."""
        start = (proposition, stance)
        if start not in self._direct:
            return ()
        if start not in self._found:
            self._found[start] = tuple(self._reach(start))
        return self._found[start]

    def committing_to(self, proposition: PropositionId) -> Iterator[PropositionId]:
        """Give the propositions a stance on which may commit to one on this, itself first."""
        yield proposition
        # Each step has a mirror between the opposite stances: so the ways that lead from here
        # lead to wherever a way may come from.
        reached = {
            literal.proposition: None
            for stance in (Stance.SUPPORTS, Stance.OPPOSES)
            for literal in self.of(proposition, stance)
        }
        yield from (each for each in reached if each != proposition)

    def _add(
        self,
        record: Proposition,
        held: PropositionId,
        stance: Stance,
        rule: str,
        followed: PropositionId,
    ) -> None:
        if self._known.get(held) is not None and self._known.get(followed) is not None:
            result = Stance.SUPPORTS if rule == IMPLICATION else Stance.OPPOSES
            steps = self._direct.setdefault((held, stance), [])
            steps.append((followed, result, rule, record))

    def _reach(self, start: tuple[PropositionId, Stance]) -> Iterator[Literal]:
        best: dict[tuple[PropositionId, Stance], int] = {start: Certainty.CERTAIN.rank}
        wave: list[Literal | None] = [None]
        while wave:
            reached: list[Literal | None] = []
            for before in wave:
                held = (before.proposition, before.stance) if before else start
                for proposition, stance, rule, record in self._direct.get(held, ()):
                    rank = record.certainty.rank
                    rank = min(rank, before.rank) if before else rank
                    if rank > best.get((proposition, stance), -1):
                        best[proposition, stance] = rank
                        steps = before.steps + 1 if before else 1
                        found = Literal(proposition, stance, rule, record, before, rank, steps)
                        reached.append(found)
                        yield found
            wave = reached
