"""Whom an actor represents, and what a stance commits to: the rules that derive holdings.

Both are closed under chains, and cycles end where they come back. Of several ways to the same end
the shortest is kept, and a longer one only if it is firmer, rests on fewer actors' word or covers
another time.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, Final, NamedTuple, TypeVar

from karabakh.model import (
    Actor,
    ActorKind,
    Certainty,
    Dataset,
    Link,
    Position,
    Proposition,
    PropositionKind,
    Relation,
    RelationKind,
    Stance,
)
from karabakh.reasoning._attribution import OWN, Attribution, Voices
from karabakh.reasoning._coreference import CoreferenceClusters
from karabakh.time import ALWAYS, Interval, covers, intersection

__all__ = [
    "CONTRAPOSITION",
    "EXCLUSION",
    "IMPLICATION",
    "MEMBER_OF_COLLECTIVE",
    "OFFICE_HOLDER",
    "ON_BEHALF_OF",
    "Commitments",
    "Representation",
    "Step",
]

OFFICE_HOLDER: Final = "office-holder"
ON_BEHALF_OF: Final = "on-behalf-of"
MEMBER_OF_COLLECTIVE: Final = "member-of-collective"
IMPLICATION: Final = "implication"
CONTRAPOSITION: Final = "contraposition"
EXCLUSION: Final = "exclusion"

_CERTAIN, _PROBABLE = Certainty.CERTAIN.rank, Certainty.PROBABLE.rank


class Step(NamedTuple):
    """One step of a way: to an actor that is represented, or to a stance that is committed to."""

    end: Any
    """What stands for the actor; or for the proposition, with the stance."""

    id: str
    """The identifier of the actor or the proposition, as the record names it."""

    rule: str
    record: Relation | Actor | Proposition | Position
    """What the step rests on."""

    links: tuple[Link, ...]
    """By which the record is about the same actor or proposition as the step before."""

    before: "Step | None"
    """The step before; None if this is the first."""

    window: Interval
    """When all ties of the way hold."""

    rank: int
    """How certain the way is, as of `Certainty.rank`, by whoever's word."""

    strength: int
    """How certain the rule alone lets it be."""

    steps: int
    voices: Voices
    """Whose word the way rests on, in addition to the sources."""

    @property
    def way(self) -> tuple["Step", ...]:
        """All steps up to this one, the first first."""
        steps: list[Step] = []
        step: Step | None = self
        while step is not None:
            steps.append(step)
            step = step.before
        return tuple(reversed(steps))


class _Edge(NamedTuple):
    """A step before it is taken."""

    start: str
    end: Hashable
    id: str
    rule: str
    record: Relation | Actor | Proposition
    window: Interval
    strength: int
    voices: Voices


class _Closure:
    """All ways from a start along edges, found when they are first asked for.

    Args:
        clusters: Which records are of one thing.
    """

    def __init__(self, clusters: CoreferenceClusters) -> None:
        self._clusters = clusters
        self._edges: dict[Hashable, list[_Edge]] = {}
        self._ways: dict[Hashable, tuple[Step, ...]] = {}

    def __bool__(self) -> bool:
        return bool(self._edges)

    def add(self, start: Hashable, edge: _Edge) -> None:
        self._edges.setdefault(start, []).append(edge)

    def ways(
        self, start: Hashable, id: str, *, without: str = "", named: frozenset[str] = frozenset()
    ) -> tuple[Step, ...]:
        """Return the ways from a start, the nearest ends first.

        Args:
            start: What stands for the actor, or for the proposition with the stance.
            id: Its identifier, as the position names it.
            without: A rule that must not be used.
            named: The offices that the position's words name.
        """
        if start not in self._edges:
            return ()
        key = start, id, without, named
        if key not in self._ways:
            self._ways[key] = tuple(self._reach(start, id, without, named, None))
        return self._ways[key]

    def ways_on(
        self, first: Step, *, without: str = "", named: frozenset[str] = frozenset()
    ) -> Iterator[Step]:
        """Yield a first step, and the ways on from there; see `ways`."""
        yield first
        yield from self._reach(first.end, first.id, without, named, first)

    def _reach(
        self, start: Hashable, id: str, without: str, named: frozenset[str], first: Step | None
    ) -> Iterator[Step]:
        kept: dict[Hashable, list[Step]] = {}
        wave: list[Step | None] = [first]
        while wave:
            reached: dict[Hashable, Step] = {}
            for before in wave:
                here = start if before is None else before.end
                for edge in self._edges.get(here, ()):
                    step = None if edge.rule == without else self._step(before, edge, id, named)
                    if step is None or step.end == start or _passes(before, step.end):
                        continue
                    if any(_makes_needless(way, step) for way in kept.get(step.end, ())):
                        continue
                    key = step.end, step.window, step.voices
                    if key not in reached or reached[key].rank < step.rank:
                        reached[key] = step
            for step in reached.values():
                kept.setdefault(step.end, []).append(step)
            yield from reached.values()
            wave = list(reached.values())

    def _step(
        self, before: Step | None, edge: _Edge, id: str, named: frozenset[str]
    ) -> Step | None:
        links = self._clusters.path(id if before is None else before.id, edge.start)
        ranks = (link.certainty.rank for link in links)
        strength = _CERTAIN if edge.record.id in named else edge.strength
        rank = min([edge.record.certainty.rank, strength, *ranks])
        window: Interval | None = edge.window
        if before is not None:
            window = intersection(before.window, edge.window)
        if window is None:
            return None
        return Step(
            edge.end,
            edge.id,
            edge.rule,
            edge.record,
            links,
            before,
            window,
            rank if before is None else min(rank, before.rank),
            strength,
            1 if before is None else before.steps + 1,
            edge.voices if before is None else edge.voices | before.voices,
        )


def _passes(step: Step | None, end: Hashable) -> bool:
    while step is not None and step.end != end:
        step = step.before
    return step is not None


def _makes_needless(shorter: Step, step: Step) -> bool:
    return (
        shorter.rank >= step.rank
        and shorter.voices <= step.voices
        and covers(shorter.window, step.window)
    )


class Representation(_Closure):
    """Whom an actor represents: the body of its office, and the members of a collective.

    Args:
        dataset: The records.
        clusters: Which of them are of one thing.
        attribution: By whose word they are so.
        interval_of: The interval of a relation, in the view of some voices.
    """

    def __init__(
        self,
        dataset: Dataset,
        clusters: CoreferenceClusters,
        attribution: Attribution,
        interval_of: Callable[[Relation, Voices], Interval],
    ) -> None:
        super().__init__(clusters)
        self._dataset = dataset
        self._attribution = attribution
        self._interval_of = interval_of
        self._offices: dict[str, list[Relation | Actor | Proposition]] = {}
        for tie in _by_id(dataset.relations.where(kind=RelationKind.HOLDS_OFFICE)):
            self._add(tie.subject, tie.object, OFFICE_HOLDER, tie)
        self._add_members()

    def _add_members(self) -> None:
        """Add the members of collectives, each while it is a member."""
        dated: dict[tuple[str, str], list[Relation]] = {}
        representative = self._clusters.representative
        for tie in _by_id(self._dataset.relations.where(kind=RelationKind.MEMBER_OF)):
            key = representative(tie.object), representative(tie.subject)
            dated.setdefault(key, []).append(tie)
        for actor in _by_id(self._dataset.actors.where(kind=ActorKind.COLLECTIVE)):
            listed = {representative(member): member for member in actor.members}
            for (collective, member), ties in dated.items():
                if collective == representative(actor.id):
                    listed.pop(member, None)
                    for tie in ties:
                        self._add(actor.id, tie.subject, MEMBER_OF_COLLECTIVE, tie)
            for member in actor.members:
                if representative(member) in listed:
                    self._add(actor.id, member, MEMBER_OF_COLLECTIVE, actor)

    def _add(self, start: str, end: str, rule: str, record: Relation | Actor) -> None:
        if self._dataset.actors.get(end) is None:
            return
        representative = self._clusters.representative
        for voices in self._attribution.voices(record):
            window = ALWAYS
            if isinstance(record, Relation):
                window = self._interval_of(record, voices)
            strength = _PROBABLE if rule == OFFICE_HOLDER else _CERTAIN
            edge = _Edge(start, representative(end), end, rule, record, window, strength, voices)
            self.add(representative(start), edge)

    def named_by(self, position: Position, start: str) -> frozenset[str]:
        """Return the offices that a position's words name, among those that may lead on.

        Args:
            position: The position.
            start: What stands for its holder.
        """
        if start not in self._offices:
            reached: list[Hashable] = [start]
            for actor in reached:
                ends = dict.fromkeys(edge.end for edge in self._edges.get(actor, ()))
                reached += (end for end in ends if end not in reached)
            self._offices[start] = [
                edge.record
                for actor in reached
                for edge in self._edges.get(actor, ())
                if edge.rule == OFFICE_HOLDER
            ]
        return frozenset(
            office.id
            for office in self._offices[start]
            if any(a.overlaps(b) for a in position.citations for b in office.citations)
        )

    def offices(self, actor: str, body: str) -> Iterator[tuple[Relation, Interval]]:
        """Yield the offices of an actor in a body that the sources vouch for.

        Args:
            actor: What stands for the actor.
            body: What stands for the body.
        """
        for edge in self._edges.get(actor, ()):
            is_office = edge.rule == OFFICE_HOLDER and edge.voices == OWN
            if is_office and edge.end == body and isinstance(edge.record, Relation):
                yield edge.record, edge.window


class Commitments(_Closure):
    """What stances a stance commits to, by what propositions imply and exclude.

    Strict are an exclusion within one kind of proposition, and an implication between
    propositions of fact; all others are *probable* at most.

    Args:
        dataset: The records.
        clusters: Which of them are of one thing.
    """

    def __init__(self, dataset: Dataset, clusters: CoreferenceClusters) -> None:
        super().__init__(clusters)
        self._known = dataset.propositions
        for each in _by_id(dataset.propositions):
            for other in each.implies:
                self._add(each, each.id, Stance.SUPPORTS, IMPLICATION, other, Stance.SUPPORTS)
                self._add(each, other, Stance.OPPOSES, CONTRAPOSITION, each.id, Stance.OPPOSES)
            for other in each.excludes:
                self._add(each, each.id, Stance.SUPPORTS, EXCLUSION, other, Stance.OPPOSES)
                self._add(each, other, Stance.SUPPORTS, EXCLUSION, each.id, Stance.OPPOSES)

    def _add(  # noqa: PLR0913, PLR0917 (the two ends of a rule)
        self,
        record: Proposition,
        held: str,
        stance: Stance,
        rule: str,
        followed: str,
        result: Stance,
    ) -> None:
        ends = self._known.get(held), self._known.get(followed)
        if ends[0] is None or ends[1] is None:
            return
        kinds = {each.kind or PropositionKind.POLICY for each in ends if each is not None}
        is_strict = kinds == {PropositionKind.FACT} or (rule == EXCLUSION and len(kinds) == 1)
        representative = self._clusters.representative
        edge = _Edge(
            held,
            (representative(followed), result),
            followed,
            rule,
            record,
            ALWAYS,
            _CERTAIN if is_strict else _PROBABLE,
            OWN,
        )
        self.add((representative(held), stance), edge)


_Record = TypeVar("_Record", bound=Relation | Actor | Proposition)


def _by_id(records: Iterable[_Record]) -> list[_Record]:
    return sorted(records, key=lambda each: each.id)
