"""The rules about stances once more, as slow and as plain as their wording.

Everything is compared with everything. What the library finds by sweeps over sorted spans
must come to the same.
"""

import itertools
from typing import Any, NamedTuple

import attrs
from slow_clusters import FIRM, distances, sames

from karabakh import (
    ActorKind,
    Certainty,
    DocTimeRel,
    LinkKind,
    PropositionKind,
    RelationKind,
    Stance,
    Truth,
)
from karabakh.model import build_chronology
from karabakh.reasoning._intervals import intervals_of
from karabakh.time import NO_END, NO_START, EndpointKind, Interval
from karabakh.time._allen import intersects
from karabakh.time._interval import ALWAYS, covers, intersection

FOR, AGAINST = Stance.SUPPORTS, Stance.OPPOSES


class Taken(NamedTuple):
    """A stance, and how it comes from a position."""

    holder: str
    proposition: str
    stance: Stance
    held: Interval
    position: Any
    rank: int
    voice_steps: int
    literal_steps: int
    contraposed: bool
    voice: Any
    claimed_until: int = NO_START
    """Until when at least a claim of what happened is taken to go on."""

    @property
    def is_recorded(self):
        return self.voice_steps == self.literal_steps == 0

    @property
    def preference(self):
        steps = self.voice_steps + self.literal_steps
        return (not self.is_recorded, -self.rank, steps, self.position.id)


def taken(dataset):
    """All stances: each position by each way to an actor and to a proposition."""
    times = intervals_of(dataset)
    for position in dataset.positions:
        own = times.of(position)
        for holder, window, voice_rank, voice_steps in _voices(dataset, times, position):
            held = own if voice_steps == 0 else intersection(own, window)
            if held is None:
                continue
            start = (position.proposition, position.stance)
            for (proposition, stance), rank, steps, contraposed in _commitments(dataset, start):
                most = 1 if held.may_be_empty else 3  # possible, certain
                rank_of_all = min(position.certainty.rank, voice_rank, rank, most)
                yield Taken(
                    holder,
                    proposition,
                    stance,
                    held,
                    position,
                    rank_of_all,
                    voice_steps,
                    steps,
                    contraposed,
                    (window, voice_rank, voice_steps),
                )


def _voices(dataset, times, position):
    """Every actor spoken for, by the shortest way, and longer but firmer ways."""
    # The values of an officeholder are its own.
    is_personal = dataset.propositions[position.proposition].kind is PropositionKind.VALUE
    ways = [(position.holder, ALWAYS, 3, 0, (position.holder,))]
    for actor, window, rank, steps, path in ways:
        for record, other, held in _spoken_for(dataset, times, actor):
            shared = intersection(window, held)
            if is_personal and record.id != actor:
                continue
            if other not in path and shared is not None:
                # The words of no position in a debate name an office.
                most = 3 if record.id == actor else 2
                firm = min(rank, record.certainty.rank, most)
                ways.append((other, shared, firm, steps + 1, (*path, other)))
    best = _best(ways, key=lambda way: way[0], window=lambda way: way[1])
    return [way[:4] for way in best]


def _spoken_for(dataset, times, actor):
    for tie in dataset.relations:
        if tie.kind is RelationKind.HOLDS_OFFICE and tie.subject == actor:
            yield tie, tie.object, times.of(tie)
    record = dataset.actors[actor]
    if record.kind is ActorKind.COLLECTIVE:
        for member in record.members:
            yield record, member, ALWAYS


def _commitments(dataset, start):
    """Every stance committed to, by the shortest way, and longer but firmer ones."""
    ways = [(start, None, 3, 0, (start,), False)]
    for held, _, rank, steps, path, contraposed in ways:
        for record, followed, by_contraposition in _followed(dataset, *held):
            if followed not in path:
                most = 3 if is_strict(dataset, held, followed) else 2
                firm = min(rank, record.certainty.rank, most)
                by = contraposed or by_contraposition
                ways.append((followed, None, firm, steps + 1, (*path, followed), by))
    return [
        (held, rank, steps, contraposed)
        for held, _, rank, steps, _, contraposed in _best(
            ways, key=lambda way: way[0], window=lambda _: ALWAYS
        )
    ]


def _followed(dataset, proposition, stance):
    for each in dataset.propositions:
        for other in each.implies:
            if stance is FOR and each.id == proposition:
                yield each, (other, FOR), False
            if stance is AGAINST and other == proposition:
                yield each, (each.id, AGAINST), True
        for other in each.excludes:
            if stance is FOR and each.id == proposition:
                yield each, (other, AGAINST), False
            if stance is FOR and other == proposition:
                yield each, (each.id, AGAINST), False


def is_strict(dataset, held, followed):
    """Whether a step is logic: exclusion within one kind, implication between facts."""
    one, other = (
        dataset.propositions[name].kind or PropositionKind.POLICY for name, _ in (held, followed)
    )
    is_implied = held[1] is followed[1]
    return one is other and (one is PropositionKind.FACT or not is_implied)


def _best(ways, *, key, window):
    """Drop ways that a shorter one makes needless, or as long a one at the same time."""
    remaining = []
    for way in ways:
        rank, steps = way[2], way[3]
        rivals = [other for other in ways if key(other) == key(way) and other[2] >= rank]
        if any(other[3] < steps and covers(window(other), window(way)) for other in rivals):
            continue
        alike = [o for o in rivals if o[3] == steps and window(o) == window(way)]
        if way is max(alike, key=lambda other: other[2]):
            remaining.append(way)
    return remaining


# -- time


def by_dates(a, b):
    mine, other = a.held.bounds, b.held.bounds
    if intersects(mine, other) is Truth.YES:
        return Truth.YES
    own, others = a.held.witness_days, b.held.witness_days
    return Truth.NO if own[1] < others[0] or others[1] < own[0] else Truth.UNKNOWN


def by_source(a, b):
    one, other = a.held, b.held
    if (
        one.source is None
        or one.source != other.source
        or None in {one.doc_time_rel, other.doc_time_rel}
    ):
        return Truth.UNKNOWN
    if _is_placed_before(one, other) or _is_placed_before(other, one):
        return Truth.NO
    is_now = one.doc_time_rel is other.doc_time_rel is DocTimeRel.OVERLAPS
    return Truth.YES if is_now else Truth.UNKNOWN


def _is_placed_before(one, other):
    return _PLACES[one.doc_time_rel][1] < _PLACES[other.doc_time_rel][0]


def linked_chronology(dataset):
    """The order of all that links tie positions to, without other positions."""
    firm = {Certainty.CERTAIN, Certainty.PROBABLE}
    ends = {
        end
        for link in dataset.links
        for end in link.ends
        if link.certainty in firm and link.kind is not LinkKind.REASON_FOR
    }
    linked = [each for each in dataset.positions if {each.id, each.expressed_in} & ends]
    chronology = build_chronology(attrs.evolve(dataset, positions=linked))
    chronology.dataset = dataset
    return chronology


def leads(chronology, origin, goal):
    """Whether a chain of orders leads from one endpoint to another.

    A moment is what has it, and whether that is its start or its end.
    """
    if is_inconsistent(chronology, origin) or is_inconsistent(chronology, goal):
        return False
    reached, waiting = {origin}, [origin]
    while waiting:
        here = waiting.pop()
        for there in _next_endpoints(chronology, here):
            if there not in reached and not is_inconsistent(chronology, there):
                reached.add(there)
                waiting.append(there)
    return goal in reached


def is_inconsistent(chronology, endpoint):
    """Whether contradictions leave a moment no day, or put it before itself."""
    start, end = chronology._graph.intervals[endpoint[0]]
    network = chronology._network
    return (
        network.component[end if endpoint[1] is EndpointKind.END else start] in network.inconsistent
    )


def orders_of(chronology):
    """What is stated of the order of two endpoints."""
    return map(chronology._graph.order, range(len(chronology._graph.edges)))


def _next_endpoints(chronology, endpoint):
    sources = chronology.dataset.sources
    for order in orders_of(chronology):
        stated = [(each.node, each.kind) for each in (order.earlier, order.later)]
        if stated[0] == endpoint:
            yield stated[1]
    # The making of a source takes no time.
    if endpoint[0] in sources and endpoint[1] is not EndpointKind.CREATED:
        yield endpoint[0], EndpointKind.CREATED
    elif endpoint[0] in sources:
        yield from ((endpoint[0], side) for side in (EndpointKind.START, EndpointKind.END))


def linked_before(chronology, a, b):
    if a.held.node is None or b.held.node is None:
        return False
    return leads(chronology, (a.held.node, EndpointKind.END), (b.held.node, EndpointKind.START))


def linked_first(chronology, a, b):
    """Whether the one, or its event, is over before the other, or its event, begins."""
    return any(
        None not in {x, y, a.held.node, b.held.node}
        and leads(chronology, (x, EndpointKind.END), (y, EndpointKind.START))
        for x in (a.held.node, a.held.event)
        for y in (b.held.node, b.held.event)
    )


def at_one_time(chronology, a, b):
    answer = _at_one_time(chronology, a, b)
    is_restricted = a.held.may_be_empty or b.held.may_be_empty
    return Truth.UNKNOWN if is_restricted and answer is Truth.YES else answer


def _at_one_time(chronology, a, b):
    if (a.position.id, a.voice) == (b.position.id, b.voice):
        return Truth.YES
    if by_dates(a, b) is Truth.YES:
        return Truth.of(not (over_before(chronology, a, b) or over_before(chronology, b, a)))
    are_tied = linked_together(chronology, a, b)
    if by_source(a, b) is Truth.YES or (
        are_tied and not a.held.is_restricted and not b.held.is_restricted
    ):
        return Truth.YES
    first, last = is_first(chronology, a, b), is_first(chronology, b, a)
    if (first or _has_a_day_before(a, b)) and (last or _has_a_day_before(b, a)):
        return Truth.YES
    if are_tied and _may_share_a_day(a, b):
        return Truth.UNKNOWN
    return Truth.NO if first or last else Truth.UNKNOWN


def _has_a_day_before(a, b):
    return a.held.bounds.start_latest < b.held.bounds.end_earliest


def is_first(chronology, a, b):
    """Whether anything shows that the one is held before the other."""
    return (
        a.held.witness_days[1] < b.held.witness_days[0]
        or (by_source(a, b) is Truth.NO and _is_placed_before(a.held, b.held))
        or linked_first(chronology, a, b)
    )


def over_before(chronology, a, b):
    """Whether anything but dates shows that one is over before the other begins."""
    seen = a.held.doc_time_rel, b.held.doc_time_rel
    by_creation = by_source(a, b) is Truth.NO and seen == (DocTimeRel.BEFORE, DocTimeRel.AFTER)
    return by_creation or linked_before(chronology, a, b)


def linked_together(chronology, a, b):
    """Whether links show that both positions, whole as they are, overlap.

    So they do of one that they tie to what its source reports as present beside the other.
    """
    if a.held.node is b.held.node is None:
        return False
    ends = [each.held.node or _source_of_the_present(each) for each in (a, b)]
    if ends[0] == ends[1] or any(each not in chronology for each in ends):
        return False
    if not _hang_together(chronology, *ends):
        return False
    return _has_begun(chronology, *ends) and _has_begun(chronology, *reversed(ends))


def _has_begun(chronology, a, b):
    """Whether the one begins before the other is over, by a chain or by days."""
    if leads(chronology, (b, EndpointKind.END), (a, EndpointKind.START)):
        return False
    if chronology.inconsistency is None:
        begin, over = chronology.bounds(a).start_latest, chronology.bounds(b).end_earliest
    else:
        # Days that others bring may be false; and of a source the day is its making.
        begin = _own_days(chronology.dataset, a)[0]
        over = _own_days(chronology.dataset, b)[1]
    return leads(chronology, (a, EndpointKind.START), (b, EndpointKind.END)) or begin <= over


def _own_days(dataset, id):
    """By when something has begun by its own date, and until when it lasts."""
    if id in dataset.sources:
        published = dataset.sources[id].published.bounds
        return published.end_latest, published.start_earliest
    return dataset[id].when.bounds.start_latest, dataset[id].when.bounds.end_earliest


def _hang_together(chronology, a, b):
    """Whether any orders tie the one to the other, which ever way they go."""
    group, found = set(), {a}
    while found - group:
        group |= found
        for order in orders_of(chronology):
            ends = {(each.node, each.kind) for each in (order.earlier, order.later)}
            of_each = {each.node for each in (order.earlier, order.later)}
            if of_each & group and not any(is_inconsistent(chronology, end) for end in ends):
                found |= of_each
    return b in group


def _source_of_the_present(each):
    return each.held.source if each.held.doc_time_rel is DocTimeRel.OVERLAPS else None


# -- shifts

_PLACES = {
    DocTimeRel.BEFORE: (0, 0),
    DocTimeRel.BEFORE_OR_OVERLAPS: (0, 1),
    DocTimeRel.OVERLAPS: (1, 1),
    DocTimeRel.OVERLAPS_OR_AFTER: (1, 2),
    DocTimeRel.AFTER: (2, 2),
}
"""The earliest and the latest place of a time at which it holds, seen from the creation."""


def slow_shifts(dataset):
    """For each shift: its holder, the pairs that show it, and the propositions."""
    chronology = linked_chronology(dataset)
    inconsistent = slow_inconsistent(dataset)
    changes = {}
    for group in groups(dataset):
        rows = [row for row in group if row.position.id not in inconsistent]
        for a, b in itertools.permutations(rows, 2):
            if a.stance is not b.stance and follows(chronology, rows, a, b):
                key = a.holder, a.proposition, a.stance, b.stance
                changes.setdefault(key, []).append((a, b))
    shown = {(*key[:2], *_ids(a, b)) for key, pairs in changes.items() for a, b in pairs}
    found = []
    for (holder, proposition, *_), pairs in changes.items():
        for group in _sharing_a_side(pairs):
            remaining = [
                (a, b)
                for a, b in group
                if a.literal_steps == b.literal_steps == 0
                or all(
                    (holder, other, *_ids(a, b)) in shown
                    for other in _differing(dataset, a.position, b.position)
                )
            ]
            if remaining:
                found.append((holder, frozenset(_ids(a, b) for a, b in remaining), proposition))
    bases = {(holder, *_ends(pairs)) for holder, pairs, _ in found}
    largest = [
        (holder, befores, afters)
        for holder, befores, afters in bases
        if not any(
            holder == other and befores <= more and afters <= later
            for other, more, later in bases - {(holder, befores, afters)}
        )
    ]
    return {
        base: {
            proposition
            for holder, pairs, proposition in found
            if holder == base[0]
            and all(x <= y for x, y in zip(_ends(pairs), base[1:], strict=True))
        }
        for base in largest
    }


def follows(chronology, rows, a, b):
    """Whether the one is held before the other, with nothing in between."""

    def is_before(x, y):
        return is_first(chronology, x, y) and at_one_time(chronology, x, y) is Truth.NO

    return is_before(a, b) and not any(is_before(a, c) and is_before(c, b) for c in rows)


def _ids(a, b):
    return a.position.id, b.position.id


def _ends(pairs):
    return frozenset(a for a, _ in pairs), frozenset(b for _, b in pairs)


def _sharing_a_side(pairs):
    """Group pairs that share a stance."""
    sets = [[pair] for pair in pairs]
    for one, other in itertools.combinations(pairs, 2):
        if any(x is y for x, y in zip(one, other, strict=True)):
            first, second = (next(each for each in sets if pair in each) for pair in (one, other))
            if first is not second:
                sets = [each for each in sets if each is not second]
                first += second
    return sets


def slow_inconsistent(dataset):
    """The positions that are one with a position of another stance, by links."""
    firm = [
        link
        for link in sames(dataset)
        if link.certainty.value in FIRM and all(end in dataset for end in link.ends)
    ]
    return {
        each.id
        for each in dataset.positions
        for other in dataset.positions
        if each.stance is not other.stance and other.id in distances(each.id, firm)
    }


def _differing(dataset, a, b):
    for p, earlier in _all_stances(dataset, a):
        for q, later in _all_stances(dataset, b):
            if p == q and earlier is not later:
                yield p


def _all_stances(dataset, position):
    start = (position.proposition, position.stance)
    return [held for held, *_ in _commitments(dataset, start)]


def groups(dataset):
    """The stances of each holder on each proposition."""
    found = {}
    for each in taken(dataset):
        found.setdefault((each.holder, each.proposition), []).append(each)
    return list(found.values())


# -- contradictions


def slow_outcomes(dataset):
    """For each holder and proposition with opposite stances: what comes of all pairs."""
    chronology = linked_chronology(dataset)
    found = {}
    for group in groups(dataset):
        pairs = [(a, b) for a in group for b in group if (a.stance, b.stance) == (FOR, AGAINST)]
        if pairs:
            answers = [(a, b, at_one_time(chronology, a, b)) for a, b in pairs]
            found[group[0].holder, group[0].proposition] = answers
    return found


# -- disputes


def slow_disputes(dataset):
    """For each proposition: the sets of stances that are in one dispute."""
    chronology = linked_chronology(dataset)
    on = {}
    for each in taken(dataset):
        on.setdefault(each.proposition, []).append(each)
    for proposition, stances in on.items():
        rows = stances
        if dataset.propositions[proposition].kind is PropositionKind.FACT:
            rows = [lasting(row, stances) for row in stances]
        meeting = [
            row
            for row in rows
            if any(meet(chronology, row, x) or meet(chronology, x, row) for x in rows)
        ]
        sets = [[row] for row in meeting]
        for a, b in itertools.combinations(meeting, 2):
            if a.stance is not b.stance and _may_share_a_day(a, b):
                one, other = (_set_with(row, sets) for row in (a, b))
                if one is not other:
                    sets = [each for each in sets if each is not other]
                    one += other
        for each in sets:
            yield proposition, each


def lasting(row, stances):
    """A claim of what happened, which goes on until its holder takes another stance."""
    held = row.held
    if held.is_closed or not held.is_dated:
        return row
    others = [
        other.held.witness_days
        for other in stances
        if other.holder == row.holder and other.stance is not row.stance
    ]
    ends = [last for first, last in others if held.witness_days[1] < first]
    return row._replace(claimed_until=min(ends, default=NO_END))


def _set_with(row, sets):
    """Which set has this very row: there may be another just like it, by another way."""
    return next(each for each in sets if any(row is known for known in each))


def meet(chronology, a, b):
    """Whether a is for and b against, in the sense of a dispute."""
    seen = {a.held.doc_time_rel, b.held.doc_time_rel}
    dates_show = a.held.is_dated and b.held.is_dated and DocTimeRel.OVERLAPS in seen
    set_apart = by_source(a, b) is Truth.NO and not dates_show
    return (
        (a.stance, b.stance) == (FOR, AGAINST)
        and a.holder != b.holder
        and a.position.holder != b.position.holder
        and _may_share_a_day(a, b)
        and not set_apart
        and not (by_source(a, b) is not Truth.YES and _linked_apart(chronology, a, b))
    )


def _linked_apart(chronology, a, b):
    return linked_before(chronology, a, b) or linked_before(chronology, b, a)


def _may_share_a_day(a, b):
    mine, other = a.held.bounds, b.held.bounds
    over, others_over = (max(each.held.bounds.end_latest, each.claimed_until) for each in (a, b))
    return mine.start_earliest <= others_over and other.start_earliest <= over
