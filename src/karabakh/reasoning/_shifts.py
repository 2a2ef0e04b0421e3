"""Who changed its stance, on what, and why."""

import enum
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Final

import attrs

from karabakh._collector import collector_paused
from karabakh.ids import ActorId, PropositionId, RecordId
from karabakh.model import (
    Certainty,
    Cited,
    Dataset,
    Event,
    EventKind,
    Link,
    LinkKind,
    Stance,
)
from karabakh.reasoning._arguments import require_actor, require_dataset
from karabakh.reasoning._conclusion import Conclusion
from karabakh.reasoning._coreference import conflicting_positions
from karabakh.reasoning._equivalents import indirectness, merge_equivalents
from karabakh.reasoning._holding import Holding, Pair, View
from karabakh.reasoning._holdings import Holdings, holdings_of
from karabakh.reasoning._reading_order import in_reading_order
from karabakh.reasoning._stances import HeldStance, conclude, speakers
from karabakh.time import bits, is_witnessed_before
from karabakh.wording import Labels, describe_matter, when_in_words

__all__ = ["OrderedBy", "Shift", "differ", "shifts"]


@enum.unique
class OrderedBy(enum.Enum):
    """What determines which of two stances came first."""

    DATES = "dates"
    """The dates of the stances, or of the sources that report them."""

    SOURCE = "source"
    """One source, which presents the one as before the other, seen from its creation."""

    LINKS = "links"
    """Links between the positions, or the events in which they are expressed."""


_VERBS: Final[Mapping[Stance, tuple[str, str, str]]] = {
    Stance.SUPPORTS: ("supported", "support", "supports"),
    Stance.OPPOSES: ("opposed", "oppose", "opposes"),
    Stance.UNDECIDED: ("left open", "leave open", "leaves open"),
}
"""The verb for each stance: past, plural, singular."""


@attrs.frozen(kw_only=True, repr=False)
class Shift(Conclusion):
    """A holder's change from one stance on a proposition to another."""

    rule: str = "shift"

    holder: ActorId
    """Who changed."""

    proposition: PropositionId
    """On what."""

    earlier: HeldStance
    """The stance before; that it no longer supports the proposition, if a concession says so."""

    later: HeldStance
    """The stance after; given up likewise, maybe."""

    ordered_by: OrderedBy
    """What determines which came first."""

    claims: tuple[Event, ...]
    """Where sources say themselves that the holder changed; those of its own sources are
    among the premises."""

    reasons: tuple[Link, ...]
    """What is said to be a reason for the change, or for one of the two positions."""

    also: tuple[PropositionId, ...]
    """Other propositions that show the same change, by what they imply or exclude."""

    @property
    def details(self) -> tuple[Link, ...]:
        """The reasons given."""
        return self.reasons

    def _describe(self, labels: Labels) -> str:
        holder, matter = labels(self.holder), describe_matter(self.proposition, labels)
        thing, _, quoted = matter.partition("this: ")
        thing, end = ("this", f": {quoted}") if quoted else (thing, "")
        first, last = (each.when for each in (self.earlier, self.later))
        once, now = _past(self.earlier, thing), _past(self.later, "it")
        if first.is_known and last.is_known:
            once, now = _past(self.earlier, "this"), f"{now} {when_in_words(last)}"
            end = matter.removeprefix("this: ")
            return f"{holder} {once} {when_in_words(first)} and {now}: {end}"
        if self.later.is_over:
            then = f"{now} {when_in_words(last)}" if last.is_known else now
            return f"{holder} first {once} and then {then}{end}"
        later = self._later(is_plural=labels.takes_plural(self.holder))
        once = once if self.earlier.no_longer_supports else f"once {once}"
        return f"{holder}, {labels.pronoun(self.holder)} {once}, {later}{end}"

    def _later(self, *, is_plural: bool) -> str:
        """Return the later stance in words, hedged as the shift is."""
        no_longer = self.later.no_longer_supports
        _, verb, third = _VERBS[Stance.SUPPORTS if no_longer else self.later.stance]
        finite, bare = _of(verb if is_plural else third, "it"), _of(verb, "it")
        appear = "appear" if is_plural else "appears"
        match self.certainty:
            case Certainty.CERTAIN:
                return f"no longer {finite}" if no_longer else f"now {finite}"
            case Certainty.PROBABLE:
                no_more = f"{appear} no longer to {bare}"
                return no_more if no_longer else f"now {appear} to {bare}"
            case _:
                return f"may no longer {bare}" if no_longer else f"may now {bare}"


def _past(held: HeldStance, thing: str) -> str:
    """Return a stance as one that was taken: "no longer supported it"."""
    if held.no_longer_supports:
        return f"no longer supported {thing}"
    return _of(_VERBS[held.stance][0], thing)


def _of(verb: str, thing: str) -> str:
    """Return a verb with its object: "left open the ferry", but "left it open"."""
    base, _, particle = verb.partition(" ")
    is_short = thing in {"this", "it"}
    return f"{base} {thing} {particle}" if particle and is_short else f"{verb} {thing}"


@collector_paused
def shifts(dataset: Dataset, *, according_to: str | None = None) -> tuple[Shift, ...]:
    """Return who changed its stance on what, in an order that is known.

    Of one holder's stances on one proposition a is before b, if a has a *witness* (a time at
    which it surely holds) before one of b, and not the other way round: by dates; by a source that
    presents a as over, or begun, when b still holds or is to come; or by a chain of links between
    the positions, or the events in which they are expressed. So support in a source of 2019 and
    opposition in one of 2023 are a change, though neither says since when. Two are a shift if

    - they differ: of what no longer supports, only from support;
    - the one is before the other, with nothing in between;
    - neither comes from a position that links make one with a position of another stance.

    Pairs that go from one stance to another and share a side are one shift; the preferred of
    them stands for it. What rests on the same positions is one shift, on the proposition nearest
    to their words, with the others in `also`.

    The premises are the two stances, the links that make them of one holder and order them, and
    the claims of their own sources that the holder changed: events of the kind *stance-change*
    with the holder among the participants, about one of the propositions, unless their dates put
    them before or after it all. So a hedged claim makes the shift uncertain.

    What the sources vouch for comes as if nobody else had said anything; changes that need an
    actor's word come in addition, *possible* at most. It takes O(n² / 64) for n stances of one
    holder on one proposition; more than two thousand that one source, or links, order take long.

    Args:
        dataset: The records.
        according_to: An actor whose word counts as the sources'.

    Raises:
        UnknownIdError: If the dataset has no such actor.

    >>> import karabakh
    >>> from karabakh.reasoning import OrderedBy, shifts
    >>> (shift,) = shifts(karabakh.load())
    >>> shift
    <Shift: armenia, which once supported this, appears no longer to support it: \
region-independent [shift, probable, inferred]>
    >>> [reason.subject for reason in shift.reasons]
    ['armenia-weaker', 'armenia-puts-peace-first']
    >>> shift.ordered_by is OrderedBy.SOURCE
    True
    """
    require_dataset(dataset)
    require_actor(dataset, according_to=according_to)
    known = holdings_of(dataset, according_to)
    conflicting = conflicting_positions(dataset, known.clusters)
    changes = [
        change
        for group in known.by_holder.values()
        for change in _changes([row for row in group if row.position.id not in conflicting], known)
    ]
    shown = _on_all_sides(changes, known)
    context = _Context(dataset, known)
    found = merge_equivalents(shown, known, bases=_bases, order=_order)
    return tuple(sorted((context.shift(*each) for each in found), key=_reading_order))


# -- which pairs are changes

Change = list[Pair]
"""Pairs of one holder, proposition and kind of change that share sides, the preferred first."""


def _changes(group: list[Holding], known: Holdings) -> Iterator[Change]:
    """Yield the changes of one holder on one proposition."""
    if len({row.value for row in group}) < 2:  # noqa: PLR2004 (nothing to differ from)
        return
    for view in known.views(group):
        by_kind: dict[Hashable, list[Pair]] = {}
        for a, b in _next_pairs(view):
            by_kind.setdefault((a.value, b.value), []).append((a, b))
        for pairs in by_kind.values():
            yield from _joined(pairs)


def _next_pairs(view: View) -> Iterator[Pair]:
    """Yield the pairs that differ, the one before the other with nothing in between.

    Support that is given up stands in no way between two others.
    """
    rows, later = view.rows, view.matrix.later
    withdrawn = sum(1 << number for number, row in enumerate(rows) if row.is_withdrawn)
    for number, row in enumerate(rows):
        behind = behind_withdrawn = 0
        for between in bits(later[number]):
            if withdrawn >> between & 1:
                behind_withdrawn |= later[between]
            else:
                behind |= later[between]
        behind |= behind_withdrawn if row.is_withdrawn else behind_withdrawn & withdrawn
        following = later[number] & ~behind & view.completing(row)
        yield from ((row, rows[other]) for other in bits(following) if differ(row, rows[other]))


def differ(a: Holding, b: Holding) -> bool:
    """Return whether two stances differ; support given up differs from support alone."""
    if a.is_withdrawn or b.is_withdrawn:
        return Stance.SUPPORTS in {a.stance, b.stance}
    return a.stance is not b.stance


def _joined(pairs: Sequence[Pair]) -> list[Change]:
    """Group pairs that share a holding, directly or through others."""
    group_of: dict[int, Change] = {}
    for pair in pairs:
        groups = [group_of[id(row)] for row in pair if id(row) in group_of]
        joined = groups[0] if groups else []
        if len(groups) > 1 and groups[1] is not joined:
            joined.extend(groups[1])
            group_of.update((id(row), joined) for other in groups[1] for row in other)
        joined.append(pair)
        group_of.update((id(row), joined) for row in pair)
    found = {id(group): group for group in group_of.values()}
    return [sorted(group, key=_preference) for group in found.values()]


def _preference(pair: Pair) -> tuple[object, ...]:
    a, b = pair
    return a.preference, b.preference, a.interval.bounds, b.interval.bounds


def _on_all_sides(changes: Sequence[Change], known: Holdings) -> list[Change]:
    """Leave out pairs that another proposition shows to have something in between."""
    if not known.commitments:
        return list(changes)
    one = known.clusters.representative
    shown = {_seen(a, b, a.proposition) for change in changes for a, b in change}

    def commitments(row: Holding) -> list[tuple[str, Stance]]:
        start = one(row.position.proposition), row.position.stance
        ways = known.commitments.ways(start, row.position.proposition)
        return [start, *(step.end for step in ways)]

    def is_shown(a: Holding, b: Holding) -> bool:
        """Return whether a pair is one on each proposition on which the two differ."""
        if a.commitment_step is None and b.commitment_step is None:
            return True
        taken = product(commitments(a), commitments(b))
        return all(
            _seen(a, b, proposition) in shown
            for (proposition, before), (other, after) in taken
            if proposition == other and before is not after
        )

    remaining = ([pair for pair in change if is_shown(*pair)] for change in changes)
    return [change for change in remaining if change]


def _seen(a: Holding, b: Holding, proposition: str) -> Hashable:
    return a.holder, proposition, a.position.id, b.position.id, a.voices | b.voices


def _bases(change: Change) -> frozenset[Hashable]:
    positions = ({(0, a.position.id), (1, b.position.id)} for a, b in change)
    a, b = change[0]
    return frozenset({a.holder, (2, a.voices | b.voices), *frozenset[Hashable]().union(*positions)})


def _order(change: Change) -> tuple[object, ...]:
    a, b = change[0]
    *directness, proposition = indirectness([a], [b])
    return (*directness, not b.is_recorded, proposition, b.stance.value, _preference((a, b)))


def _reading_order(shift: Shift) -> tuple[object, ...]:
    positions = shift.earlier.position.id, shift.later.position.id
    times = shift.earlier.bounds, shift.later.bounds
    return (bool(shift.according_to), shift.holder, shift.proposition, times, positions)


# -- what they rest on


class _Context:
    """What sources say themselves about changes, and the reasons that they give."""

    def __init__(self, dataset: Dataset, known: Holdings) -> None:
        self._known = known
        one = known.clusters.representative
        self._claims: dict[tuple[str, str], dict[str, Event]] = {}
        for event in dataset.events.where(kind=EventKind.STANCE_CHANGE):
            for key in product((each.actor for each in event.participants), event.about):
                claims = self._claims.setdefault((one(key[0]), one(key[1])), {})
                claims[event.id] = event
        self._reasons: dict[RecordId, list[Link]] = {}
        for link in dataset.links.where(kind=LinkKind.REASON_FOR):
            self._reasons.setdefault(link.object, []).append(link)

    def shift(self, change: Change, equivalents: Iterable[Change]) -> Shift:
        """Return the conclusion that a change is."""
        known, (a, b) = self._known, change[0]
        also = {each[0][0].proposition for each in equivalents} - {a.proposition}
        claims = self._claimed(a, b, {a.proposition, *also})
        ordered_by, links = self._order(a, b)
        is_dated = ordered_by is OrderedBy.DATES
        before, after = (conclude(row, known, is_dated=is_dated) for row in (a, b))
        hedges = (claim for claim in claims if _is_of_one_source(claim, a, b))
        premises = dict.fromkeys((*known.links_between(a, b), *links, *hedges))
        ids = (*(claim.id for claim in claims), a.position.id, b.position.id)
        reasons = {link.id: link for each in ids for link in self._reasons.get(each, ())}
        return Shift(
            premises=(before, after, *premises),
            according_to=speakers(before, after),
            holder=a.holder,
            proposition=a.proposition,
            earlier=before,
            later=after,
            ordered_by=ordered_by,
            claims=claims,
            reasons=in_reading_order(reasons.values()),
            also=tuple(sorted(also)),
        )

    def _order(self, a: Holding, b: Holding) -> tuple[OrderedBy, tuple[Cited, ...]]:
        """Return what determines which came first, and the records that say so."""
        voices = a.voices | b.voices
        one, other = (self._known.interval_in(row, voices) for row in (a, b))
        if one.witness_days[1] < other.witness_days[0] or one.instant is not None:
            return OrderedBy.DATES, ()
        if is_witnessed_before(one, other):
            return OrderedBy.SOURCE, ()
        return OrderedBy.LINKS, self._known.index(voices).why_before(one, other)

    def _claimed(self, a: Holding, b: Holding, propositions: Iterable[str]) -> tuple[Event, ...]:
        """Return the claims of sources that the holder changed its stance, then."""
        first, last = a.interval.witness_days[0], b.interval.witness_days[1]
        found: dict[str, Event] = {}
        for proposition in propositions:
            for event in self._claims.get((a.holder, proposition), {}).values():
                begin, end = self._known.index(a.voices | b.voices).of(event).possible_days
                if end >= first and begin <= last and self._known.attribution.is_own(event):
                    found[event.id] = event
        return tuple(found[each] for each in sorted(found))


def _is_of_one_source(claim: Event, a: Holding, b: Holding) -> bool:
    """Return whether a source of one of the stances makes a claim, if both are known."""
    claiming = {citation.source for citation in claim.citations}
    sources = {each.source for row in (a, b) for each in row.position.citations}
    return not claiming or not sources or not claiming.isdisjoint(sources)
