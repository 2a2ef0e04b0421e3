"""The rules that derive holdings: whom an actor represents, what a stance implies."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, Final, NamedTuple, TypeVar

from karabakh.model import (
    Actor,
    ActorKind,
    Certainty,
    Dataset,
    Link,
    Position,
    PositionForm,
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
    "OFFICE_HOLDER",
    "ON_BEHALF_OF",
    "Representation",
    "Step",
    "Ways",
    "commitments",
    "is_withdrawal",
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

    start: str
    """The identifier of the actor or the proposition that it starts from."""

    id: str
    """The identifier of the actor or the proposition that it leads to."""

    end: Any
    """What stands for that actor; or for that proposition, with the stance."""

    rule: str
    record: Relation | Actor | Proposition | Position
    """What the step rests on."""

    strength: int
    """How certain the rule alone lets it be, as of `Certainty.rank`."""

    rank: int
    """How certain the way is, by whoever's word."""

    window: Interval = ALWAYS
    """When all ties of the way hold."""

    voices: Voices = OWN
    """Whose word the way rests on, in addition to the sources."""

    links: tuple[Link, ...] = ()
    """By which the step starts from the same actor or proposition as the step before ends with."""

    before: "Step | None" = None
    """The step before; None if this is the first."""

    steps: int = 1


def way_to(step: Step | None) -> tuple[Step, ...]:
    """Return all steps up to one, the first first; none if there is none."""
    steps: list[Step] = []
    while step is not None:
        steps.append(step)
        step = step.before
    return tuple(reversed(steps))


class Ways:
    """All ways along steps, closed under chains, found when they are first needed.

    Of several ways the shortest is used, and a longer one only if it is firmer, rests on fewer
    actors' word or covers another time; if `every_way`, all are, cycles apart.
    """

    def __init__(self, clusters: CoreferenceClusters, *, every_way: bool) -> None:
        self._clusters = clusters
        self._every_way = every_way
        self._steps: dict[Hashable, list[Step]] = {}
        self._ways: dict[Hashable, tuple[Step, ...]] = {}

    def __bool__(self) -> bool:
        return bool(self._steps)

    def add(self, start: Hashable, step: Step) -> None:
        """Add a step from what stands for an actor, or a proposition with a stance."""
        self._steps.setdefault(start, []).append(step)

    def ways(
        self, start: Hashable, id: str, *, without: str = "", named: frozenset[str] = frozenset()
    ) -> tuple[Step, ...]:
        """Return the last steps of the ways from a start, the nearest ends first.

        Args:
            start: What stands for an actor, or for a proposition with a stance.
            id: The actor or proposition, as the record names it.
            without: A rule that does not count.
            named: The offices that count as certain, since the words cited name them.
        """
        if start not in self._steps:
            return ()
        key = start, id, without, named
        if key not in self._ways:
            self._ways[key] = tuple(self.ways_on(None, start, id, without, named))
        return self._ways[key]

    def ways_on(
        self, first: Step | None, start: Hashable, id: str, without: str, named: frozenset[str]
    ) -> Iterator[Step]:
        """Yield the ways on from a first step to a start; see `ways`."""
        found: dict[Hashable, list[Step]] = {}
        wave: list[Step | None] = [first]
        while wave:
            reached: dict[Hashable, Step] = {}
            for before in wave:
                passed = {start, *(step.end for step in way_to(before))}
                for tie in self._steps.get(start if before is None else before.end, ()):
                    if tie.rule == without or tie.end in passed:
                        continue
                    step = self._continued(before, tie, id, named)
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
        return not self._every_way and any(
            each.rank >= step.rank
            and each.voices <= step.voices
            and covers(each.window, step.window)
            for each in shorter
        )

    def _continued(
        self, before: Step | None, step: Step, id: str, named: frozenset[str]
    ) -> Step | None:
        """Return a step behind another; None if their ties hold at no common time."""
        links = self._clusters.path(id if before is None else before.id, step.start)
        strength = _CERTAIN if step.record.id in named else step.strength
        rank = min(strength, *(each.certainty.rank for each in (step.record, *links)))
        step = step._replace(links=links, strength=strength, rank=rank)
        if before is None:
            return step
        window = intersection(before.window, step.window)
        return window and step._replace(
            before=before,
            window=window,
            rank=min(rank, before.rank),
            steps=before.steps + 1,
            voices=step.voices | before.voices,
        )


class Representation(Ways):
    """Whom an actor represents: the body of its office, a collective's members."""

    def __init__(
        self,
        dataset: Dataset,
        clusters: CoreferenceClusters,
        attribution: Attribution,
        interval_of: Callable[[Relation, Voices], Interval],
        *,
        every_way: bool,
    ) -> None:
        super().__init__(clusters, every_way=every_way)
        self._offices: dict[str, list[Relation | Actor | Proposition | Position]] = {}
        one = clusters.representative

        def add(start: str, end: str, rule: str, record: Relation | Actor) -> None:
            strength = _PROBABLE if rule == OFFICE_HOLDER else _CERTAIN
            for voices in attribution.voices(record) if dataset.actors.get(end) else ():
                window = interval_of(record, voices) if isinstance(record, Relation) else ALWAYS
                step = Step(start, end, one(end), rule, record, strength, strength, window, voices)
                self.add(one(start), step)

        for tie in _by_id(dataset.relations.where(kind=RelationKind.HOLDS_OFFICE)):
            add(tie.subject, tie.object, OFFICE_HOLDER, tie)
        dated: dict[str, list[Relation]] = {}
        for tie in _by_id(dataset.relations.where(kind=RelationKind.MEMBER_OF)):
            dated.setdefault(one(tie.object), []).append(tie)
        for actor in _by_id(dataset.actors.where(kind=ActorKind.COLLECTIVE)):
            ties = dated.get(one(actor.id), ())
            for tie in ties:
                add(actor.id, tie.subject, MEMBER_OF_COLLECTIVE, tie)
            for member in actor.members:
                if one(member) not in {one(tie.subject) for tie in ties}:
                    add(actor.id, member, MEMBER_OF_COLLECTIVE, actor)

    def named_by(self, position: Position, start: str) -> frozenset[str]:
        """Return the offices on the ways from a holder that a position's words name."""
        if start not in self._offices:
            steps = list(self._steps.get(start, ()))
            seen = {start}
            for step in steps:
                if step.end not in seen:
                    seen.add(step.end)
                    steps += self._steps.get(step.end, ())
            self._offices[start] = [step.record for step in steps if step.rule == OFFICE_HOLDER]
        return frozenset(
            office.id
            for office in self._offices[start]
            if any(a.overlaps(b) for a in position.citations for b in office.citations)
        )

    def office(self, actor: str, body: str, during: Interval) -> Relation | None:
        """Return an actor's office in a body that the sources vouch for, at some time."""
        for step in self._steps.get(actor, ()):
            if step.rule == OFFICE_HOLDER and step.end == body and step.voices == OWN:
                office = step.record
                if isinstance(office, Relation) and intersection(during, step.window):
                    return office
        return None


def commitments(dataset: Dataset, clusters: CoreferenceClusters, *, every_way: bool) -> Ways:
    """Return what stances a stance commits to, by what propositions imply and exclude."""
    found = Ways(clusters, every_way=every_way)
    one, known = clusters.representative, dataset.propositions

    def add(
        record: Proposition, rule: str, start: tuple[str, Stance], end: tuple[str, Stance]
    ) -> None:
        ends = [known.get(start[0]), known.get(end[0])]
        kinds = {each.kind or PropositionKind.POLICY for each in ends if each is not None}
        is_strict = kinds == {PropositionKind.FACT} or (rule == EXCLUSION and len(kinds) == 1)
        strength = _CERTAIN if is_strict else _PROBABLE
        if None not in ends:
            goal = one(end[0]), end[1]
            step = Step(start[0], end[0], goal, rule, record, strength, strength)
            found.add((one(start[0]), start[1]), step)

    supports, opposes = Stance.SUPPORTS, Stance.OPPOSES
    for each in _by_id(known):
        for other in each.implies:
            add(each, IMPLICATION, (each.id, supports), (other, supports))
            add(each, CONTRAPOSITION, (other, opposes), (each.id, opposes))
        for other in each.excludes:
            add(each, EXCLUSION, (each.id, supports), (other, opposes))
            add(each, EXCLUSION, (other, supports), (each.id, opposes))
    return found


def is_withdrawal(position: Position, stance: Stance) -> bool:
    """Return whether a stance that a position commits to only withdraws support."""
    return position.form is PositionForm.CONCESSION and stance is Stance.OPPOSES


_Record = TypeVar("_Record", bound=Relation | Actor | Proposition)


def _by_id(records: Iterable[_Record]) -> list[_Record]:
    return sorted(records, key=lambda each: each.id)
