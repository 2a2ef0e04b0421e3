"""The one relation: who holds which stance on what, when, by whose word, and why."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, Final

from karabakh.model import (
    Certainty,
    Cited,
    Dataset,
    Position,
    PositionForm,
    PropositionKind,
)
from karabakh.model.memo import memoised
from karabakh.reasoning._attribution import (
    OWN,
    Attribution,
    Voices,
    ordering_voices,
    parts_of,
    pooled,
    vouched_for,
)
from karabakh.reasoning._coreference import CoreferenceClusters, conflicting_positions
from karabakh.reasoning._derivation import (
    OFFICE_HOLDER,
    ON_BEHALF_OF,
    Representation,
    Step,
    commitments,
    is_withdrawal,
)
from karabakh.reasoning._holding import Holding, View
from karabakh.reasoning._intervals import IntervalIndex, OrderedBy, intervals_of
from karabakh.time import Interval, TimeOrder, intersection

__all__ = ["Holdings", "holdings_of"]

_CERTAIN, _POSSIBLE = Certainty.CERTAIN.rank, Certainty.POSSIBLE.rank
_PERSONAL: Final = frozenset({PositionForm.ASSESSMENT, PositionForm.PREDICTION})
"""What an officeholder says in these forms is its own."""


class Holdings:
    """All holdings: ``position × whom it represents × what it commits to``.

    Args:
        dataset: The records.
        trusted: The actors whose word counts as the sources'.
        every_way: Whether to derive each in every way, not only the shortest and firmest.
    """

    def __init__(self, dataset: Dataset, trusted: Voices, *, every_way: bool = False) -> None:
        attribution = Attribution(dataset, trusted)
        self.clusters = CoreferenceClusters(dataset, filter(attribution.is_own, dataset.links))
        self.attribution = Attribution(dataset, trusted, self.clusters.representative)
        # The records rather than the dataset, which keeps what is built from it.
        self._records = dict(dataset.collections())
        self._ordering_voices = ordering_voices(dataset, self.attribution)
        attributed = [each for each in dataset.positions if each.according_to]
        parts = (part for each in dataset.agreements for part in parts_of(each))
        self.is_attributed = bool(attributed or self._ordering_voices) or any(
            not self.attribution.is_own(part) for part in parts
        )
        """Whether anything is so by an actor's word."""
        self._own_positions: frozenset[str] = frozenset()
        self._views: dict[Voices, Dataset] = {}
        self._conflicts: dict[Voices, set[str]] = {}
        # What is consistent as a whole is so in every view, which has no more records.
        self._is_consistent = not conflicting_positions(dataset, self.clusters)
        self._indexes: dict[Voices, IntervalIndex] = {}
        if not self.is_attributed:
            self._indexes[OWN] = intervals_of(dataset)
        self.concluded: dict[Hashable, Any] = {}
        """What follows by the steps of a way, built once for each; see `conclude`."""
        self.representation = Representation(
            dataset,
            self.clusters,
            self.attribution,
            lambda tie, voices: self.index(voices).of(tie),
            every_way=every_way,
        )
        self.commitments = commitments(dataset, self.clusters, every_way=every_way)
        self.is_deriving = bool(self.representation or self.commitments) or any(
            each.on_behalf_of for each in dataset.positions
        )
        """Whether any holding may be derived."""
        values = dataset.propositions.where(kind=PropositionKind.VALUE)
        self._values = {each.id for each in values}
        if attributed:
            own = (each.id for each in attributed if self._accounts(each)[0][0] == OWN)
            self._own_positions = frozenset(own)
            self._views.clear()  # now with the positions that their holders vouch for
            self._indexes.clear()
        found = (holding for position in dataset.positions for holding in self._of(position))
        self.all = tuple(sorted(found, key=lambda row: (row.preference, row.interval.bounds)))
        """All holdings, the preferred first."""

    # -- the holdings of a position

    def _of(self, position: Position) -> Iterator[Holding]:
        one = self.clusters.representative
        holder, proposition = one(position.holder), one(position.proposition)
        for voices, vouchers in self._accounts(position):
            rank = position.certainty.rank
            if vouchers:
                rank = min(rank, *(each.certainty.rank for each in vouchers))
            interval, stance = self.index(voices).of(position), position.stance
            own = Holding(holder, proposition, stance, interval, position, rank, voices, vouchers)
            yield own
            if self.is_deriving:
                yield from self._derived(own)

    def _derived(self, own: Holding) -> Iterator[Holding]:
        start = own.proposition, own.stance
        ways = self.commitments.ways(start, own.position.proposition)
        yield from _committed(own, ways)
        for step in self._represented(own):
            interval = intersection(own.interval, step.window)
            if interval is None:
                continue
            limit = _POSSIBLE if interval.may_be_empty else _CERTAIN
            represented = own._replace(
                holder=step.end,
                interval=interval,
                actor_step=step,
                reported=min(own.reported, step.rank, limit),
                voices=own.voices | step.voices,
            )
            yield represented
            yield from _committed(represented, ways)

    def _represented(self, own: Holding) -> Iterator[Step]:
        """Yield the ways to all whom the holder of a position represents by it."""
        position, ways = own.position, self.representation.ways
        is_personal = position.form in _PERSONAL or position.proposition in self._values
        without = OFFICE_HOLDER if is_personal else ""
        named = self.representation.named_by(position, own.holder)
        if not position.on_behalf_of:
            yield from ways(own.holder, position.holder, without=without, named=named)
            return
        yield from ways(own.holder, position.holder, without=OFFICE_HOLDER)
        # Its source says so; if only others do, an office that the source gives vouches for it.
        body, rank = position.on_behalf_of, position.certainty.rank
        end = self.clusters.representative(body)
        office = self.representation.office(own.holder, end, own.interval)
        for voices in (OWN,) if office else self.attribution.voices(position):
            first = Step(
                position.holder, body, end, ON_BEHALF_OF, position, _CERTAIN, rank, voices=voices
            )
            yield first
            yield from self.representation.ways_on(first, end, body, without, named)

    def _accounts(self, position: Position) -> list[tuple[Voices, tuple[Cited, ...]]]:
        """Return by whose word a position is taken, and what makes it the holder's own.

        Whoever says what it thinks itself is the authority on it; so is who speaks for it, if
        the source vouches for the office.
        """
        if not position.according_to:  # nearly always
            return [(OWN, ())]
        said = self.attribution.voices(position)
        one, path = self.clusters.representative, self.clusters.path
        holder = one(position.holder)
        if OWN in said or frozenset({holder}) in said:
            return [(OWN, ())]
        interval = self.index(OWN).of(position)
        for speaker in position.according_to:
            office = self.representation.office(one(speaker), holder, interval)
            if office is not None:
                links = path(speaker, office.subject), path(office.object, position.holder)
                return [(OWN, (office, *links[0], *links[1]))]
        return [(voices, ()) for voices in said]

    def voices_of(self, record: Cited) -> tuple[Voices, ...]:
        """Return by whose word a record is so: a set of actors for each who says so."""
        if isinstance(record, Position):
            return tuple(voices for voices, _ in self._accounts(record))
        return self.attribution.voices(record)

    # -- views

    def view(self, voices: Voices) -> Dataset:
        """Return the dataset with what the sources and some voices vouch for."""
        if voices not in self._views:
            self._views[voices] = vouched_for(
                self._records, self.attribution, voices, self._own_positions
            )
        return self._views[voices]

    def index(self, voices: Voices) -> IntervalIndex:
        """Return the intervals of records in the view of some voices and the sources."""
        ordering = voices & self._ordering_voices
        found = self._indexes.get(ordering)
        if found is None:
            found = self._indexes[ordering] = intervals_of(self.view(ordering))
        return found

    def interval_in(self, holding: Holding, voices: Voices) -> Interval:
        """Return when a holding holds, in the view of some voices and the sources."""
        if voices == holding.voices:
            return holding.interval
        index = self.index(voices)
        if index is self.index(holding.voices):
            return holding.interval
        interval, step = index.of(holding.position), holding.actor_step
        return interval if step is None else intersection(interval, step.window) or holding.interval

    def _conflicting(self, voices: Voices) -> set[str]:
        """Return the positions that links make one with another stance, in a view."""
        if self._is_consistent:
            return set()
        ordering = voices & self._ordering_voices
        if ordering not in self._conflicts:
            view = self.view(ordering)
            clusters = CoreferenceClusters(view, filter(self.attribution.is_own, view.links))
            self._conflicts[ordering] = conflicting_positions(view, clusters)
        return self._conflicts[ordering]

    def views(self, rows: Sequence[Holding], *, is_consistent: bool = False) -> Iterator[View]:
        """Yield the sources' view of some holdings, then those that need others' word.

        Each has the holdings that its voices and the sources vouch for, in the order given: the
        preferred must come first, as in `all`. Pairs that need fewer voices belong to another view.

        Args:
            rows: The holdings.
            is_consistent: Whether to leave out positions that are one with another stance.
        """
        if not self.is_attributed and self._is_consistent:  # nearly always
            yield View(OWN, rows, [row.interval for row in rows], self.index(OWN).order)
            return
        for voices in pooled(row.voices for row in rows):
            excluded = self._conflicting(voices) if is_consistent else ()
            believed = [
                row for row in rows if row.voices <= voices and row.position.id not in excluded
            ]
            intervals = [self.interval_in(row, voices) for row in believed]
            order = self.index(voices).order
            yield View(voices, believed, intervals, order)

    def order(self, a: Holding, b: Holding) -> TimeOrder:
        """Return how two holdings are ordered, in the view of the voices that they need."""
        voices = a.voices | b.voices
        order = self.index(voices).order
        return order.order(self.interval_in(a, voices), self.interval_in(b, voices))

    def why_ordered(self, a: Holding, b: Holding) -> tuple[OrderedBy, tuple[Cited, ...]]:
        """Return what determines how two holdings are ordered, and the links that say so."""
        voices = a.voices | b.voices
        intervals = [self.interval_in(row, voices) for row in (a, b)]
        return self.index(voices).why_ordered(*intervals)

    def links_between(self, a: Holding, b: Holding) -> tuple[Cited, ...]:
        """Return the links by which two holdings are of one holder and one proposition."""
        if not self.clusters:
            return ()
        (holder, proposition), (other, same) = a.ids, b.ids
        path = self.clusters.path
        return (*(path(holder, other) if a.holder == b.holder else ()), *path(proposition, same))

    @cached_property
    def by_holder(self) -> dict[tuple[str, str], list[Holding]]:
        """The holdings by holder and proposition."""
        groups: dict[tuple[str, str], list[Holding]] = {}
        for row in self.all:
            groups.setdefault((row.holder, row.proposition), []).append(row)
        return groups


def _committed(holding: Holding, ways: Iterable[Step]) -> Iterator[Holding]:
    for step in ways:
        proposition, stance = step.end
        yield holding._replace(
            proposition=proposition,
            stance=stance,
            commitment_step=step,
            reported=min(holding.reported, step.rank),
            is_withdrawn=is_withdrawal(holding.position, stance),
        )


def holdings_of(
    dataset: Dataset, according_to: str | None = None, *, every_way: bool = False
) -> Holdings:
    """Return all holdings of a dataset in a view, made once; see `Holdings`."""
    views, key = memoised(dataset, _no_views), (according_to, every_way)
    if key not in views:
        trusted = OWN if according_to is None else frozenset({according_to})
        views[key] = Holdings(dataset, trusted, every_way=every_way)
    return views[key]


def _no_views(_: Dataset) -> dict[tuple[str | None, bool], Holdings]:
    return {}
