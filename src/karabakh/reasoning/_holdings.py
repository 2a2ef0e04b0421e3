"""The one relation: who holds which stance on what, when, by whose word, from which records."""

from collections.abc import Hashable, Iterable, Iterator
from functools import cached_property
from itertools import product
from typing import Any, Final, NamedTuple

from karabakh.model import (
    Assertion,
    Certainty,
    Cited,
    Dataset,
    Position,
    PositionForm,
    PropositionKind,
    Relation,
    Stance,
)
from karabakh.model.memo import memoised
from karabakh.reasoning._attribution import OWN, Attribution, Voices
from karabakh.reasoning._coreference import CoreferenceClusters
from karabakh.reasoning._derivation import (
    OFFICE_HOLDER,
    ON_BEHALF_OF,
    Commitments,
    Representation,
    Step,
)
from karabakh.reasoning._intervals import IntervalIndex, intervals_of
from karabakh.time import ALWAYS, Interval, IntervalOrder, OrderMatrix, TimeOrder, intersection

__all__ = ["Holding", "Holdings", "Pair", "View", "holdings_of", "unattributed"]

_CERTAIN, _PROBABLE, _POSSIBLE = (
    each.rank for each in (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE)
)
_PERSONAL: Final = frozenset({PositionForm.ASSESSMENT, PositionForm.PREDICTION})
"""What an officeholder says in these forms is its own."""


class Holding(NamedTuple):
    """One actor's stance on one proposition at one time; all questions select among these."""

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

    is_given_up: bool = False
    """Whether it is no more than that the holder no longer supports the proposition."""

    @property
    def rank(self) -> int:
        """How certain it is that it is so: what rests on an actor's word is *possible*."""
        return min(self.reported, _POSSIBLE) if self.voices else self.reported

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
        """A key that sorts the sources' word first, then what is recorded, firm and direct."""
        recorded = self.is_recorded
        return (bool(self.voices), not recorded, -self.reported, self.steps, self.position.id)


Pair = tuple[Holding, Holding]


class View(NamedTuple):
    """Holdings that some voices and the sources vouch for, and their order in that view."""

    voices: Voices
    rows: list[Holding]
    matrix: OrderMatrix


class Holdings:
    """All holdings of a dataset: ``position × whom it represents × what it commits to``.

    Args:
        dataset: The records.
        trusted: The actors whose word counts as the sources'.
    """

    def __init__(self, dataset: Dataset, trusted: Voices = OWN) -> None:
        attribution = Attribution(dataset, trusted)
        self.clusters = CoreferenceClusters(dataset, filter(attribution.is_own, dataset.links))
        self.attribution = Attribution(dataset, trusted, self.clusters.representative)
        self._attributed = _Attributed(dataset, self.attribution)
        self._own_positions: frozenset[str] = frozenset()
        self._indexes: dict[Voices, IntervalIndex] = {}
        if not self._attributed:
            self._indexes[OWN] = intervals_of(dataset)
        self.representation = Representation(
            dataset, self.clusters, self.attribution, self._interval_of_tie
        )
        self.commitments = Commitments(dataset, self.clusters)
        self._is_deriving = bool(self.representation or self.commitments)
        self._kinds = {each.id: each.kind for each in dataset.propositions}
        if self._attributed:
            self._own_positions = frozenset(
                each.id for each in self._attributed.positions if self._accounts(each)[0][0] == OWN
            )
            self._indexes.clear()  # now with the positions that their holders vouch for
        self.all: tuple[Holding, ...] = tuple(
            holding for position in dataset.positions for holding in self._of(position)
        )

    # -- the holdings of a position

    def _of(self, position: Position) -> Iterator[Holding]:
        representative = self.clusters.representative
        holder, proposition = map(representative, (position.holder, position.proposition))
        is_deriving = self._is_deriving or position.on_behalf_of is not None
        for voices, vouchers in self._accounts(position):
            rank = position.certainty.rank
            if vouchers:
                rank = min(rank, *(each.certainty.rank for each in vouchers))
            interval = self.index(voices).of(position)
            own = Holding(
                holder, proposition, position.stance, interval, position, rank, voices, vouchers
            )
            yield own
            if is_deriving:
                yield from self._derived(own)

    def _derived(self, own: Holding) -> Iterator[Holding]:
        start = own.proposition, own.stance
        commitments = self.commitments.ways(start, own.position.proposition)
        yield from _committed(own, commitments)
        for step in self._represented(own):
            interval = intersection(own.interval, step.window)
            if interval is None:
                continue
            ranks = [own.reported, step.rank]
            if interval.may_be_empty:
                ranks.append(_POSSIBLE)
            represented = own._replace(
                holder=step.end,
                interval=interval,
                actor_step=step,
                reported=min(ranks),
                voices=own.voices | step.voices,
            )
            yield represented
            yield from _committed(represented, commitments)

    def _represented(self, own: Holding) -> Iterator[Step]:
        """Yield the ways to all whom the holder of a position represents by it."""
        position, ways = own.position, self.representation.ways
        is_value = self._kinds.get(position.proposition) is PropositionKind.VALUE
        without = OFFICE_HOLDER if position.form in _PERSONAL or is_value else ""
        named = self.representation.named_by(position, own.holder)
        if not position.on_behalf_of:
            yield from ways(own.holder, position.holder, without=without, named=named)
            return
        yield from ways(own.holder, position.holder, without=OFFICE_HOLDER)
        for step in self._on_behalf(own, position.on_behalf_of):
            yield from self.representation.ways_on(step, without=without, named=named)

    def _on_behalf(self, own: Holding, body: str) -> Iterator[Step]:
        """Yield the step to the body that a position is taken for: its source says so.

        If only others say so, an office that the source gives vouches for it.
        """
        position, end = own.position, self.clusters.representative(body)
        said = self.attribution.voices(position)
        offices = self.representation.offices(own.holder, end)
        if any(intersection(own.interval, window) is not None for _, window in offices):
            said = (OWN,)
        for voices in said:
            rank = position.certainty.rank
            yield Step(
                end, body, ON_BEHALF_OF, position, (), None, ALWAYS, rank, _CERTAIN, 1, voices
            )

    def _accounts(self, position: Position) -> list[tuple[Voices, tuple[Cited, ...]]]:
        """Return by whose word a position is taken, with what makes it the holder's own word.

        Whoever says what it thinks itself is the authority on it; so is who speaks for it, if
        the source vouches for the office.
        """
        if not position.according_to:  # nearly always
            return [(OWN, ())]
        said = self.attribution.voices(position)
        holder = self.clusters.representative(position.holder)
        if OWN in said or frozenset({holder}) in said:
            return [(OWN, ())]
        interval = self.index(OWN).of(position)
        for speaker in position.according_to:
            start = self.clusters.representative(speaker)
            for office, window in self.representation.offices(start, holder):
                if intersection(interval, window) is not None:
                    links = (
                        *self.clusters.path(speaker, office.subject),
                        *self.clusters.path(office.object, position.holder),
                    )
                    return [(OWN, (office, *links))]
        return [(voices, ()) for voices in said]

    def voices_of(self, record: Cited) -> tuple[Voices, ...]:
        """Return by whose word a record is so: one set of actors for each who says so."""
        if isinstance(record, Position):
            return tuple(voices for voices, _ in self._accounts(record))
        return self.attribution.voices(record)

    # -- views

    def index(self, voices: Voices) -> IntervalIndex:
        """Return the intervals of records in the view of some voices and the sources."""
        ordering = voices & self._attributed.ordering_voices
        found = self._indexes.get(ordering)
        if found is None:
            dataset = self._attributed.in_view(ordering, self._own_positions)
            found = self._indexes[ordering] = intervals_of(dataset)
        return found

    @cached_property
    def own_order(self) -> IntervalOrder:
        """How intervals are ordered in the sources' view."""
        return self.index(OWN).order

    @cached_property
    def unattributed(self) -> Dataset:
        """What the sources vouch for: the records without what is only an actor's word."""
        return self._attributed.in_view(OWN, self._own_positions)

    def _interval_of_tie(self, tie: Relation, voices: Voices) -> Interval:
        return self.index(voices).of(tie)

    def interval_in(self, holding: Holding, voices: Voices) -> Interval:
        """Return when a holding holds, in the view of some voices and the sources."""
        index = self.index(voices)
        if index is self.index(holding.voices):
            return holding.interval
        interval = index.of(holding.position)
        step = holding.actor_step
        if step is not None:
            interval = intersection(interval, step.window) or holding.interval
        return interval

    def views(self, rows: list[Holding]) -> Iterator[View]:
        """Yield the sources' view of some holdings, then those that need somebody's word.

        Each has the holdings that its voices and the sources vouch for. Pairs that need fewer
        voices belong to another view.
        """
        every = {row.voices for row in rows}
        for voices in sorted({a | b for a, b in product(every, repeat=2)}, key=_by_size):
            believed = [row for row in rows if row.voices <= voices]
            intervals = [self.interval_in(row, voices) for row in believed]
            yield View(voices, believed, OrderMatrix(intervals, self.index(voices).order))

    def order(self, a: Holding, b: Holding) -> TimeOrder:
        """Return how two holdings are ordered, in the view of the voices that they need."""
        voices = a.voices | b.voices
        order = self.index(voices).order
        return order.order(self.interval_in(a, voices), self.interval_in(b, voices))

    def links_between(self, a: Holding, b: Holding) -> tuple[Cited, ...]:
        """Return the links by which two holdings are of one holder and one proposition."""
        path = self.clusters.path
        holders, propositions = (a.holder_id, b.holder_id), (a.proposition_id, b.proposition_id)
        same_holder = path(*holders) if a.holder == b.holder else ()
        return (*same_holder, *path(*propositions))

    @cached_property
    def by_holder(self) -> dict[tuple[str, str], list[Holding]]:
        """The holdings by holder and proposition."""
        groups: dict[tuple[str, str], list[Holding]] = {}
        for row in self.all:
            groups.setdefault((row.holder, row.proposition), []).append(row)
        return groups


class _Attributed:
    """The records that an actor's word may be needed for, and the dataset without them.

    It does not keep the dataset, which keeps what is built from it.
    """

    def __init__(self, dataset: Dataset, attribution: Attribution) -> None:
        self._title = dataset.title
        self._collections = dict(dataset.collections())
        self._attribution = attribution
        self.positions = [each for each in dataset.positions if each.according_to]
        others: Iterable[Assertion] = (
            *dataset.relations,
            *dataset.events,
            *dataset.agreements,
            *dataset.links,
        )
        attributed: list[Assertion] = [each for each in others if each.according_to]
        linked = {end for link in dataset.links for end in link.ends}
        attributed += (
            each
            for each in self.positions
            if each.doc_time_rel or each.expressed_in or each.id in linked
        )
        voices = (said for each in attributed for said in attribution.voices(each))
        self.ordering_voices: Voices = OWN.union(*voices)
        """Whose word may order anything but their own positions."""

    def __bool__(self) -> bool:
        return bool(self.positions or self.ordering_voices)

    def in_view(self, voices: Voices, own_positions: frozenset[str]) -> Dataset:
        """Return the dataset with what the sources and some voices vouch for."""

        def is_vouched(record: Assertion) -> bool:
            if not record.according_to or record.id in own_positions:
                return True
            return any(said <= voices for said in self._attribution.voices(record))

        contents: dict[str, Any] = {
            name: filter(is_vouched, records) if issubclass(records.kind, Assertion) else records
            for name, records in self._collections.items()
        }
        return Dataset(title=self._title, **contents)


def _committed(holding: Holding, ways: Iterable[Step]) -> Iterator[Holding]:
    is_concession = holding.position.form is PositionForm.CONCESSION
    for step in ways:
        proposition, stance = step.end
        yield holding._replace(
            proposition=proposition,
            stance=stance,
            commitment_step=step,
            reported=min(holding.reported, step.rank),
            is_given_up=is_concession and stance is Stance.OPPOSES,
        )


def _by_size(voices: Voices) -> tuple[int, list[str]]:
    return len(voices), sorted(voices)


def holdings_of(dataset: Dataset, according_to: str | None = None) -> Holdings:
    """Return all holdings of a dataset in a view, made once.

    Args:
        dataset: The records.
        according_to: An actor whose word counts as the sources'.
    """
    views = memoised(dataset, _no_views)
    if according_to not in views:
        trusted = OWN if according_to is None else frozenset({according_to})
        views[according_to] = Holdings(dataset, trusted)
    return views[according_to]


def _no_views(_: Dataset) -> dict[str | None, Holdings]:
    return {}


def unattributed(dataset: Dataset) -> Dataset:
    """Return what the sources vouch for: the dataset without what is only an actor's word."""
    return holdings_of(dataset).unattributed
