"""The rules that derive holdings: whom an actor represents, what a stance implies.

Both are closed under chains, and cycles end where they come back. Of several ways to the same end
the shortest is used, and a longer one only if it is firmer, rests on fewer actors' word or covers
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
    "way_to",
]

OFFICE_HOLDER: Final = "office-holder"
ON_BEHALF_OF: Final = "on-behalf-of"
MEMBER_OF_COLLECTIVE: Final = "member-of-collective"
IMPLICATION: Final = "implication"
CONTRAPOSITION: Final = "contraposition"
EXCLUSION: Final = "exclusion"

_CERTAIN, _PROBABLE = Certainty.CERTAIN.rank, Certainty.PROBABLE.rank


class Step(NamedTuple):
    """One step of a way: to an actor represented, or to a stance committed to."""

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


def way_to(step: Step | None) -> tuple[Step, ...]:
    """Return all steps up to one, the first first; none if there is none."""
    steps: list[Step] = []
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
    """All ways from a start along edges, found when they are first needed."""

    def __init__(self, clusters: CoreferenceClusters, *, every_way: bool) -> None:
        self._clusters = clusters
        self._every_way = every_way
        self._edges: dict[Hashable, list[_Edge]] = {}
        self._ways: dict[Hashable, tuple[Step, ...]] = {}

    def __bool__(self) -> bool:
        return bool(self._edges)

    def ways(
        self, start: Hashable, id: str, *, without: str = "", named: frozenset[str] = frozenset()
    ) -> tuple[Step, ...]:
        """Return the ways from a start, the nearest ends first."""
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
        found: dict[Hashable, list[Step]] = {}
        wave: list[Step | None] = [first]
        while wave:
            reached: dict[Hashable, Step] = {}
            for before in wave:
                passed = {start, *(step.end for step in way_to(before))}
                for edge in self._edges.get(start if before is None else before.end, ()):
                    if edge.rule == without or edge.end in passed:
                        continue
                    step = self._step(before, edge, id, named)
                    if step is None or self._is_needless(step, found.get(step.end, ())):
                        continue
                    key = (step.end, step.window, step.voices, step if self._every_way else None)
                    if key not in reached or reached[key].rank < step.rank:
                        reached[key] = step
            for step in reached.values():
                found.setdefault(step.end, []).append(step)
            yield from reached.values()
            wave = list(reached.values())

    def _is_needless(self, step: Step, shorter: Iterable[Step]) -> bool:
        """Return whether a shorter way is as firm, by no more voices and at no other time."""
        return not self._every_way and any(
            each.rank >= step.rank
            and each.voices <= step.voices
            and covers(each.window, step.window)
            for each in shorter
        )

    def _step(
        self, before: Step | None, edge: _Edge, id: str, named: frozenset[str]
    ) -> Step | None:
        """Return the step along an edge; None if its ties hold at no common time."""
        links = self._clusters.path(id if before is None else before.id, edge.start)
        strength = _CERTAIN if edge.record.id in named else edge.strength
        rank = min(strength, *(each.certainty.rank for each in (edge.record, *links)))
        window: Interval | None = edge.window
        steps, voices = 1, edge.voices
        if before is not None:
            window = intersection(before.window, edge.window)
            rank, steps, voices = min(rank, before.rank), before.steps + 1, voices | before.voices
        if window is None:
            return None
        way = (links, before, window, rank, strength, steps, voices)
        return Step(edge.end, edge.id, edge.rule, edge.record, *way)


class Representation(_Closure):
    """Whom an actor represents: the body of its office, a collective's members."""

    def __init__(
        self,
        dataset: Dataset,
        clusters: CoreferenceClusters,
        attribution: Attribution,
        interval_of: Callable[[Relation, Voices], Interval],
        *,
        every_way: bool = False,
    ) -> None:
        super().__init__(clusters, every_way=every_way)
        self._actors = dataset.actors
        self._attribution = attribution
        self._interval_of = interval_of
        self._offices: dict[str, list[_Edge]] = {}
        for tie in _by_id(dataset.relations.where(kind=RelationKind.HOLDS_OFFICE)):
            self._add(tie.subject, tie.object, OFFICE_HOLDER, tie)
        self._add_members(dataset)

    def _add_members(self, dataset: Dataset) -> None:
        """Add the members of collectives, each while it is a member."""
        dated: dict[str, list[Relation]] = {}
        one = self._clusters.representative
        for tie in _by_id(dataset.relations.where(kind=RelationKind.MEMBER_OF)):
            dated.setdefault(one(tie.object), []).append(tie)
        for actor in _by_id(dataset.actors.where(kind=ActorKind.COLLECTIVE)):
            ties = dated.get(one(actor.id), ())
            for tie in ties:
                self._add(actor.id, tie.subject, MEMBER_OF_COLLECTIVE, tie)
            for member in actor.members:
                if one(member) not in {one(tie.subject) for tie in ties}:
                    self._add(actor.id, member, MEMBER_OF_COLLECTIVE, actor)

    def _add(self, start: str, end: str, rule: str, record: Relation | Actor) -> None:
        if self._actors.get(end) is None:
            return
        one = self._clusters.representative
        strength = _PROBABLE if rule == OFFICE_HOLDER else _CERTAIN
        for voices in self._attribution.voices(record):
            window = ALWAYS
            if isinstance(record, Relation):
                window = self._interval_of(record, voices)
            edge = _Edge(start, one(end), end, rule, record, window, strength, voices)
            self._edges.setdefault(one(start), []).append(edge)

    def named_by(self, position: Position, start: str) -> frozenset[str]:
        """Return the offices on the ways from a holder that a position's words name."""
        if start not in self._offices:
            reached: list[Hashable] = [start]
            for actor in reached:
                ends = dict.fromkeys(edge.end for edge in self._edges.get(actor, ()))
                reached += (end for end in ends if end not in reached)
            edges = (edge for actor in reached for edge in self._edges.get(actor, ()))
            self._offices[start] = [edge for edge in edges if edge.rule == OFFICE_HOLDER]
        return frozenset(
            office.record.id
            for office in self._offices[start]
            if any(a.overlaps(b) for a in position.citations for b in office.record.citations)
        )

    def office(self, actor: str, body: str, during: Interval) -> Relation | None:
        """Return an actor's office in a body that the sources vouch for, at some time."""
        for edge in self._edges.get(actor, ()):
            is_own = edge.rule == OFFICE_HOLDER and edge.end == body and edge.voices == OWN
            office = edge.record if is_own else None
            is_then = is_own and intersection(during, edge.window) is not None
            if is_then and isinstance(office, Relation):
                return office
        return None


class Commitments(_Closure):
    """What stances a stance commits to, by what propositions imply and exclude.

    Strict are an exclusion within one kind of proposition, and an implication between
    propositions of fact; all others are *probable* at most.
    """

    def __init__(
        self, dataset: Dataset, clusters: CoreferenceClusters, *, every_way: bool = False
    ) -> None:
        super().__init__(clusters, every_way=every_way)
        self._known = dataset.propositions
        supports, opposes = Stance.SUPPORTS, Stance.OPPOSES
        for each in _by_id(dataset.propositions):
            for other in each.implies:
                self._add(each, IMPLICATION, (each.id, supports), (other, supports))
                self._add(each, CONTRAPOSITION, (other, opposes), (each.id, opposes))
            for other in each.excludes:
                self._add(each, EXCLUSION, (each.id, supports), (other, opposes))
                self._add(each, EXCLUSION, (other, supports), (each.id, opposes))

    def _add(
        self, record: Proposition, rule: str, start: tuple[str, Stance], end: tuple[str, Stance]
    ) -> None:
        ends = [self._known.get(start[0]), self._known.get(end[0])]
        if None in ends:
            return
        kinds = {each.kind or PropositionKind.POLICY for each in ends if each is not None}
        is_strict = kinds == {PropositionKind.FACT} or (rule == EXCLUSION and len(kinds) == 1)
        strength = _CERTAIN if is_strict else _PROBABLE
        one = self._clusters.representative
        goal = one(end[0]), end[1]
        edge = _Edge(start[0], goal, end[0], rule, record, ALWAYS, strength, OWN)
        self._edges.setdefault((one(start[0]), start[1]), []).append(edge)


_Record = TypeVar("_Record", bound=Relation | Actor | Proposition)


def _by_id(records: Iterable[_Record]) -> list[_Record]:
    return sorted(records, key=lambda each: each.id)
