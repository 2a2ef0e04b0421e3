"""Whose a stance is beside its holder's, and what it commits to beside its proposition.

Both are closed under chains, and cycles end where they come back. Of several ways to the
same end the shortest is kept, and a longer one only where it is firmer or at another time.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, TypeVar

from karabakh.ids import ActorId, PropositionId
from karabakh.model import (
    Actor,
    ActorKind,
    Dataset,
    Proposition,
    Record,
    Relation,
    RelationKind,
    Stance,
)
from karabakh.reasoning._held import UNLIMITED, Held, covers, intersection
from karabakh.reasoning._times import Times

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

    is_contraposed: bool
    """Whether any step of the way is a contraposition."""


_Step = TypeVar("_Step", Voice, Literal)
_Record = TypeVar("_Record", bound=Record)


class Voices:
    """Tells whom an actor speaks for: what it holds office of, and a collective's members."""

    def __init__(self, dataset: Dataset, times: Times) -> None:
        self._direct: dict[str, list[tuple[ActorId, str, Relation | Actor, Held]]] = {}
        for tie in _sorted(dataset.relations.where(kind=RelationKind.HOLDS_OFFICE)):
            represented = dataset.actors.get(tie.object)
            if represented is not None:
                held = times.of_relation(tie)
                steps = self._direct.setdefault(tie.subject, [])
                steps.append((represented.id, OFFICE_HOLDER, tie, held))
        for actor in _sorted(dataset.actors.where(kind=ActorKind.COLLECTIVE)):
            for member in actor.members:
                if dataset.actors.get(member) is not None:
                    steps = self._direct.setdefault(actor.id, [])
                    steps.append((member, MEMBER_OF_COLLECTIVE, actor, UNLIMITED))
        self._found: dict[str, tuple[Voice, ...]] = {}

    def __bool__(self) -> bool:
        """Tell whether anybody speaks for another."""
        return bool(self._direct)

    def of(self, speaker: str) -> tuple[Voice, ...]:
        """Give all whom an actor speaks for, the nearest first."""
        if speaker not in self._direct:
            return ()
        if speaker not in self._found:
            self._found[speaker] = tuple(
                _reach(
                    lambda before: self._next(speaker, before),
                    lambda voice: voice.actor,
                    lambda voice: voice.window,
                    _passes,
                )
            )
        return self._found[speaker]

    def speaking_for(self, actor: str) -> Iterator[str]:
        """Give the actors that may speak for one, whatever the time, itself first."""
        found = {actor: None}
        waiting = [actor]
        while waiting:
            for speaker in self._speaking_for.get(waiting.pop(), ()):
                if speaker not in found:
                    found[speaker] = None
                    waiting.append(speaker)
        return iter(found)

    @cached_property
    def _speaking_for(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for speaker, steps in self._direct.items():
            for represented in dict.fromkeys(step[0] for step in steps):
                found.setdefault(represented, []).append(speaker)
        return found

    def _next(self, speaker: str, before: Voice | None) -> Iterator[Voice]:
        at = before.actor if before else speaker
        for actor, rule, record, held in self._direct.get(at, ()):
            window = intersection(before.window, held) if before else held
            if window is not None and actor != speaker:
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
        for proposition in _sorted(dataset.propositions):
            for other in proposition.implies:
                self._add(proposition, proposition.id, Stance.SUPPORTS, IMPLICATION, other)
                self._add(proposition, other, Stance.OPPOSES, CONTRAPOSITION, proposition.id)
            for other in proposition.excludes:
                self._add(proposition, proposition.id, Stance.SUPPORTS, CONTRADICTION, other)
                self._add(proposition, other, Stance.SUPPORTS, CONTRADICTION, proposition.id)
        self._found: dict[tuple[PropositionId, Stance], tuple[Literal, ...]] = {}

    def __bool__(self) -> bool:
        """Tell whether any stance commits to another."""
        return bool(self._direct)

    def of(self, proposition: PropositionId, stance: Stance) -> tuple[Literal, ...]:
        """Give all that a stance commits to, the nearest first."""
        if not self._direct:
            return ()
        start = (proposition, stance)
        if start not in self._direct:
            return ()
        if start not in self._found:
            self._found[start] = tuple(
                _reach(
                    lambda before: self._next(start, before),
                    lambda literal: (literal.proposition, literal.stance),
                    lambda _: UNLIMITED,
                    _never,
                )
            )
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

    def _next(
        self, start: tuple[PropositionId, Stance], before: Literal | None
    ) -> Iterator[Literal]:
        held = (before.proposition, before.stance) if before else start
        for proposition, stance, rule, record in self._direct.get(held, ()):
            if (proposition, stance) != start:
                rank = record.certainty.rank
                yield Literal(
                    proposition,
                    stance,
                    rule,
                    record,
                    before,
                    min(rank, before.rank) if before else rank,
                    before.steps + 1 if before else 1,
                    rule == CONTRAPOSITION or (before is not None and before.is_contraposed),
                )


def _never(_before: object, _after: object) -> bool:
    return False


def _reach(
    following: Callable[[_Step | None], Iterable[_Step]],
    end: Callable[[_Step], Hashable],
    window: Callable[[_Step], Held],
    passes: Callable[[_Step, Hashable], bool],
) -> Iterator[_Step]:
    """Give the ways to all ends, the shortest first.

    A longer one is given only if no shorter one to the same end is as firm and covers its
    time, and if it does not pass that end; of several that are as long and have the same time,
    the firmest is.
    """
    shorter: dict[Hashable, list[_Step]] = {}
    wave: Sequence[_Step | None] = (None,)
    while wave:
        reached: dict[Hashable, _Step] = {}
        for before in wave:
            for step in following(before):
                # A way can only pass an end to which there is a shorter one.
                ways = shorter.get(end(step), ())
                if any(
                    way.rank >= step.rank and covers(window(way), window(step)) for way in ways
                ) or (ways and before is not None and passes(before, end(step))):
                    continue
                same = reached.get((end(step), window(step)))
                if same is None or same.rank < step.rank:
                    reached[end(step), window(step)] = step
        for step in reached.values():
            shorter.setdefault(end(step), []).append(step)
        yield from reached.values()
        wave = tuple(reached.values())


def _passes(way: Voice, actor: Hashable) -> bool:
    """Tell whether a way to whom somebody speaks for leads by an actor."""
    step: Voice | None = way
    while step is not None and step.actor != actor:
        step = step.before
    return step is not None


def _sorted(records: Iterable[_Record]) -> list[_Record]:
    """Make the ways the same in whatever order the records are given."""
    return sorted(records, key=lambda record: record.id)
