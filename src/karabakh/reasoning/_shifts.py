"""Who changed its mind, on what, and why."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import product

import attrs

from karabakh._collector import collector_paused
from karabakh.ids import ActorId, EventId, PropositionId, RecordId
from karabakh.model import (
    Cited,
    Dataset,
    Event,
    EventKind,
    Link,
    LinkKind,
    Stance,
)
from karabakh.reasoning._asked import check_dataset
from karabakh.reasoning._changes import Change, OrderedBy, changes_in, divided, known_days
from karabakh.reasoning._conclusion import Conclusion
from karabakh.reasoning._held import known_span
from karabakh.reasoning._ones import torn_positions
from karabakh.reasoning._reading_order import in_reading_order
from karabakh.reasoning._rows import Row, Rows
from karabakh.reasoning._sides import indirectness, sides
from karabakh.reasoning._stances import HeldStance, Ways, conclude
from karabakh.reasoning._times import Times
from karabakh.reasoning._words import Naming

__all__ = ["Shift", "shifts"]


@attrs.frozen(kw_only=True, repr=False)
class Shift(Conclusion):
    """A holder's change from one stance on a proposition to another.

    >>> import karabakh
    >>> from karabakh import reasoning
    >>> dataset = karabakh.load()
    >>> shift = reasoning.shifts(dataset)[0]
    >>> shift.holder, shift.earlier.stance.value, shift.later.stance.value
    ('armenia', 'supports', 'opposes')
    """

    rule: str = "shift"
    """``shift``."""

    holder: ActorId
    """Who changed."""

    proposition: PropositionId
    """On what."""

    earlier: HeldStance
    """The stance before."""

    later: HeldStance
    """The stance after."""

    ordered_by: OrderedBy
    """What tells which came first."""

    claims: tuple[Event, ...]
    """Where sources say themselves that the holder changed; they are among the premises."""

    reasons: tuple[Link, ...]
    """What is said to be a reason for the change, or for one of the two positions."""

    also: tuple[PropositionId, ...]
    """Other propositions that show the same change, by what they imply or exclude."""

    @property
    def details(self) -> tuple[Link, ...]:
        """The reasons given."""
        return self.reasons

    def sentence(self, name: Naming = str) -> str:
        """Say who changed from what to what."""
        return (
            f"{name(self.holder)} changed on {name(self.proposition)}:"
            f" {self.earlier.stance.value} → {self.later.stance.value}"
        )


@collector_paused()
def shifts(dataset: Dataset) -> tuple[Shift, ...]:
    """Find who changed its stance on what, between times that are known to be ordered.

    Two stances are ordered by any of these::

        dates    known(a) < known(b)
        source   a and b are seen from one source, and
                 before(a) ∧ ¬before(b)   or   ¬after(a) ∧ after(b)
        links    a chain of links, and of what sources set before or after their making,
                 leads from the end of a, or of the event in which it is expressed, to the
                 start of b, or of the event in which that is expressed

    where ``known(x)`` is the shortest run of days that surely has one on which x is held:
    from the last day on which it may have begun to the first on which it may have ended, or
    the other way round. So "for" in a source of 2019 and "against" in one of 2023 are a
    change, though neither says since when; and nothing follows where the time of one is not
    known. A pair is a shift if

    - it has one holder and one proposition, and the stances differ;
    - the two are in order, and not at one time (that is a contradiction, see `contradictions`);
    - by the same kind of order, nothing comes in between; nothing of the earlier stance comes
      later and still before the other; nothing of the later stance comes sooner. So one that
      is given up and taken up again is two shifts, however many positions say each: of those
      that stand at one place in the order, the firmest stands for all;
    - neither comes from a position that links make one with a position of another stance:
      these contradict each other, and which of the two was taken is not known.

    Stances are recorded or derived, see `stances`. What rests on the same two positions is
    one shift, told on the proposition nearest to their words, with the others in `also`. One
    that a proposition shows only by what others commit to must be one on each proposition on
    which the two positions differ: where a third comes in between, that one tells more.

    The premises are the two stances and the claims of sources that the holder changed: events
    of the kind *stance-change* with the holder among the participants, about one of the
    propositions, unless their dates put them before or after it all. So a hedged claim makes
    the shift uncertain. A date marked ``~ ? %`` that the order needs makes it *probable* at
    most.

    It takes ``n log n`` steps; and where links order positions, one for each two places in
    their order that follow one another, and a bit for each two that hang together by them.

    >>> import karabakh
    >>> from karabakh.reasoning import shifts
    >>> (shift,) = shifts(karabakh.load())
    >>> shift
    <Shift: armenia changed on region-independent: supports → opposes \
[shift, probable, inferred]>
    >>> [reason.subject for reason in shift.reasons]
    ['armenia-weaker', 'armenia-puts-peace-first']
    """
    check_dataset(dataset)
    rows, torn = Rows(dataset), torn_positions(dataset)
    told = rows.of(each for each in dataset.positions if each.id not in torn) if torn else rows
    found = [change for group in divided(told) for change in changes_in(group, rows.times)]
    context = _Context(dataset, rows.times)
    made = [context.shift(change, also) for change, also in _together(found, rows)]
    return tuple(sorted(made, key=_reading_order))


def _together(found: list[Change], rows: Rows) -> Iterable[tuple[Change, Sequence[Change]]]:
    """Give each change once, with the others that show it on other propositions."""
    if not rows.are_derived:
        return ((change, ()) for change in found)
    return sides(_shown_on_all_sides(found, rows), bases=_bases, order=_order)


def _shown_on_all_sides(found: Iterable[Change], rows: Rows) -> list[Change]:
    """Leave out what other propositions show to have something in between."""
    changes = list(found)
    shown = {_seen_on(change, rows, change.proposition, *change.stances) for change in changes}
    return [
        change
        for change in changes
        if not change.follows_from_others
        or all(
            _seen_on(change, rows, proposition, earlier, later) in shown
            for proposition, earlier, later in _differing(change, rows)
        )
    ]


def _seen_on(
    change: Change, rows: Rows, proposition: PropositionId, earlier: Stance, later: Stance
) -> tuple[object, ...]:
    return change.earlier.holder, proposition, earlier, later, change.places(rows.times)


def _differing(change: Change, rows: Rows) -> Iterator[tuple[PropositionId, Stance, Stance]]:
    """Give the propositions on which two positions differ, and how."""
    before, after = (rows.committed(each.position) for each in (change.earlier, change.later))
    for proposition, stances_before in before.items():
        for earlier, later in product(stances_before, after.get(proposition, ())):
            if earlier is not later:
                yield proposition, earlier, later


def _bases(change: Change) -> frozenset[Hashable]:
    earlier, later = change.earlier, change.later
    return frozenset({earlier.holder, (0, earlier.position.id), (1, later.position.id)})


def _order(change: Change) -> tuple[object, ...]:
    *told, proposition = indirectness([change.earlier], [change.later])
    return (
        *told,
        not change.later.is_recorded,
        proposition,
        change.earlier.held.bounds,
        change.later.held.bounds,
        change.ordered_by.value,
    )


def _reading_order(shift: Shift) -> tuple[object, ...]:
    times = known_span(shift.earlier.held), known_span(shift.later.held)
    positions = shift.earlier.position.id, shift.later.position.id
    return (shift.holder, shift.proposition, times, positions)


class _Context:
    """What sources say themselves about changes, and the reasons that they give."""

    def __init__(self, dataset: Dataset, times: Times) -> None:
        self._times = times
        self._ways = Ways()
        self._claims: dict[tuple[ActorId, RecordId], list[Event]] = {}
        for event in dataset.events.where(kind=EventKind.STANCE_CHANGE):
            for actor in dict.fromkeys(each.actor for each in event.participants):
                for about in event.about:
                    self._claims.setdefault((actor, about), []).append(event)
        # One stance ends a change and begins the next, so each is made once.
        self._made: dict[bool, dict[int, HeldStance]] = {True: {}, False: {}}
        self._reasons: dict[RecordId, list[Link]] = {}
        for link in dataset.links.where(kind=LinkKind.REASON_FOR):
            self._reasons.setdefault(link.object, []).append(link)

    def shift(self, change: Change, also: Iterable[Change]) -> Shift:
        """Make the conclusion."""
        earlier, later = change.earlier, change.later
        propositions = {each.earlier.proposition for each in also} - {earlier.proposition}
        claims = self._claimed(change, {earlier.proposition, *propositions})
        is_dated = change.ordered_by is OrderedBy.DATES
        before = self._stance(earlier, dated=is_dated)
        after = self._stance(later, dated=is_dated)
        links: tuple[Cited, ...] = ()
        if change.ordered_by is OrderedBy.LINKS:
            links = self._times.why_first(earlier.held, later.held)
        positions = earlier.position.id, later.position.id
        return Shift(
            premises=(before, after, *links, *claims),
            holder=earlier.holder,
            proposition=earlier.proposition,
            earlier=before,
            later=after,
            ordered_by=change.ordered_by,
            claims=claims,
            reasons=self._given(*(each.id for each in claims), *positions),
            also=tuple(sorted(propositions)),
        )

    def _stance(self, row: Row, *, dated: bool) -> HeldStance:
        found = self._made[dated].get(id(row))
        if found is None:
            found = self._made[dated][id(row)] = conclude(row, dated=dated, ways=self._ways)
        return found

    def _given(self, *ids: RecordId) -> tuple[Link, ...]:
        """Give the reasons that sources give for any of some records."""
        if not self._reasons:
            return ()
        found = {link.id: link for each in ids for link in self._reasons.get(each, ())}
        return in_reading_order(found.values())

    def _claimed(self, change: Change, propositions: Iterable[PropositionId]) -> tuple[Event, ...]:
        """Give the claims of sources that the holder changed its stance, then."""
        if not self._claims:
            return ()
        first, _ = known_days(change.earlier)
        _, last = known_days(change.later)
        found: dict[EventId, Event] = {}
        for proposition in sorted(propositions):
            for event in self._claims.get((change.earlier.holder, proposition), ()):
                days = self._times.of_event(event).bounds
                if days.end_latest >= first and days.start_earliest <= last:
                    found[event.id] = event
        return tuple(found[each] for each in sorted(found))
