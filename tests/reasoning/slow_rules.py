"""The rules about stances once more, as slow and as plain as their wording.

Everything is compared with everything. What the library finds by sweeps over sorted spans
must come to the same.
"""

import itertools
from typing import Any, NamedTuple

import attrs
from slow_ones import FIRM, distances, sames

from karabakh import ActorKind, Certainty, DocTimeRel, LinkKind, RelationKind, Stance, Truth
from karabakh.model import Chronology, Side
from karabakh.model._allen import intersects
from karabakh.reasoning._held import UNLIMITED, Held, covers, intersection, known_span
from karabakh.reasoning._times import Times

FOR, AGAINST = Stance.SUPPORTS, Stance.OPPOSES


class Taken(NamedTuple):
    """A stance, and how it comes from a position."""

    holder: str
    proposition: str
    stance: Stance
    held: Held
    position: Any
    rank: int
    voice_steps: int
    literal_steps: int
    contraposed: bool
    voice: Any

    @property
    def is_recorded(self):
        return self.voice_steps == self.literal_steps == 0

    @property
    def preference(self):
        steps = self.voice_steps + self.literal_steps
        return (not self.is_recorded, -self.rank, steps, self.position.id)


def taken(dataset):
    """All stances: each position, by each way to an actor, by each way to a proposition."""
    times = Times(dataset)
    for position in dataset.positions:
        own = times.of_position(position)
        for holder, window, voice_rank, voice_steps in _voices(dataset, times, position.holder):
            held = own if voice_steps == 0 else intersection(own, window)
            if held is None:
                continue
            start = (position.proposition, position.stance)
            for (proposition, stance), rank, steps, contraposed in _commitments(dataset, start):
                most = 1 if held.is_loose else 3  # possible, certain
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


def _voices(dataset, times, speaker):
    """Every actor spoken for at every time, by the shortest way, and longer but firmer ones."""
    ways = [(speaker, UNLIMITED, 3, 0, (speaker,))]
    for actor, window, rank, steps, path in ways:
        for record, other, held in _spoken_for(dataset, times, actor):
            shared = intersection(window, held)
            if other not in path and shared is not None:
                firm = min(rank, record.certainty.rank)
                ways.append((other, shared, firm, steps + 1, (*path, other)))
    best = _best(ways, key=lambda way: way[0], window=lambda way: way[1])
    return [way[:4] for way in best]


def _spoken_for(dataset, times, actor):
    for tie in dataset.relations:
        if tie.kind is RelationKind.HOLDS_OFFICE and tie.subject == actor:
            yield tie, tie.object, times.of_relation(tie)
    record = dataset.actors[actor]
    if record.kind is ActorKind.COLLECTIVE:
        for member in record.members:
            yield record, member, UNLIMITED


def _commitments(dataset, start):
    """Every stance committed to, by the shortest way, and longer but firmer ones."""
    ways = [(start, None, 3, 0, (start,), False)]
    for held, _, rank, steps, path, contraposed in ways:
        for record, followed, by_contraposition in _followed(dataset, *held):
            if followed not in path:
                firm = min(rank, record.certainty.rank)
                by = contraposed or by_contraposition
                ways.append((followed, None, firm, steps + 1, (*path, followed), by))
    return [
        (held, rank, steps, contraposed)
        for held, _, rank, steps, _, contraposed in _best(
            ways, key=lambda way: way[0], window=lambda _: UNLIMITED
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


def _best(ways, *, key, window):
    """Drop ways that a shorter one makes needless, or as long a one at the same time."""
    kept = []
    for way in ways:
        rank, steps = way[2], way[3]
        rivals = [other for other in ways if key(other) == key(way) and other[2] >= rank]
        if any(other[3] < steps and covers(window(other), window(way)) for other in rivals):
            continue
        alike = [o for o in rivals if o[3] == steps and window(o) == window(way)]
        if way is max(alike, key=lambda other: other[2]):
            kept.append(way)
    return kept


# -- time


def by_dates(a, b):
    mine, other = a.held.bounds, b.held.bounds
    if intersects(mine, other) is Truth.YES:
        return Truth.YES
    own, others = known_span(mine), known_span(other)
    return Truth.NO if own[1] < others[0] or others[1] < own[0] else Truth.UNKNOWN


def by_source(a, b):
    one, other = a.held, b.held
    if (
        one.source is None
        or one.source != other.source
        or None in {one.doc_time_rel, other.doc_time_rel}
    ):
        return Truth.UNKNOWN
    if one.doc_time_rel is not other.doc_time_rel:
        return Truth.NO
    return Truth.YES if one.doc_time_rel is DocTimeRel.OVERLAPS else Truth.UNKNOWN


def linked_chronology(dataset):
    """The order of all that links tie positions to; other positions have no part in it."""
    firm = {Certainty.CERTAIN, Certainty.PROBABLE}
    ends = {
        end
        for link in dataset.links
        for end in link.ends
        if link.certainty in firm and link.kind is not LinkKind.REASON_FOR
    }
    linked = [each for each in dataset.positions if {each.id, each.expressed_in} & ends]
    return Chronology(attrs.evolve(dataset, positions=linked))


def leads(chronology, origin, goal):
    """Whether a chain of orders leads from one moment to another, past no contradiction.

    A moment is what has it, and whether that is its start or its end.
    """
    if is_torn(chronology, origin) or is_torn(chronology, goal):
        return False
    reached, waiting = {origin}, [origin]
    while waiting:
        here = waiting.pop()
        for there in _next_moments(chronology, here):
            if there not in reached and not is_torn(chronology, there):
                reached.add(there)
                waiting.append(there)
    return goal in reached


def is_torn(chronology, moment):
    """Whether contradictions leave a moment no day, or put it before itself."""
    start, end = chronology._orders.stretch(moment[0])
    return (end if moment[1] is Side.END else start) in chronology._network.torn


def _next_moments(chronology, moment):
    sources = chronology.dataset.sources
    for order in chronology.orders:
        told = [(each.of, each.side) for each in (order.earlier, order.later)]
        if told[0] == moment:
            yield told[1]
    # The making of a source takes no time.
    if moment[0] in sources and moment[1] is not Side.MAKING:
        yield moment[0], Side.MAKING
    elif moment[0] in sources:
        yield from ((moment[0], side) for side in (Side.START, Side.END))


def linked_before(chronology, a, b):
    if a.held.linked is None or b.held.linked is None:
        return False
    return leads(chronology, (a.held.linked, Side.END), (b.held.linked, Side.START))


def linked_first(chronology, a, b):
    """Whether the one, or its event, is over before the other, or its event, begins."""
    return any(
        None not in {x, y, a.held.linked, b.held.linked}
        and leads(chronology, (x, Side.END), (y, Side.START))
        for x in (a.held.linked, a.held.expressed_in)
        for y in (b.held.linked, b.held.expressed_in)
    )


def at_one_time(chronology, a, b):
    answer = _at_one_time(chronology, a, b)
    is_loose = a.held.is_loose or b.held.is_loose
    return Truth.UNKNOWN if is_loose and answer is Truth.YES else answer


def _at_one_time(chronology, a, b):
    if (a.position.id, a.voice) == (b.position.id, b.voice):
        return Truth.YES
    if by_dates(a, b) is Truth.YES:
        return Truth.of(not (over_before(chronology, a, b) or over_before(chronology, b, a)))
    are_tied = linked_together(chronology, a, b)
    if by_source(a, b) is Truth.YES or (are_tied and not a.held.is_part and not b.held.is_part):
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
    """Whether anything tells that the one is held before the other."""
    return (
        known_span(a.held.bounds)[1] < known_span(b.held.bounds)[0]
        or (
            by_source(a, b) is Truth.NO
            and _PLACES[a.held.doc_time_rel] < _PLACES[b.held.doc_time_rel]
        )
        or linked_first(chronology, a, b)
    )


def over_before(chronology, a, b):
    """Whether anything beside dates tells that the one is over before the other begins."""
    seen = a.held.doc_time_rel, b.held.doc_time_rel
    by_making = by_source(a, b) is Truth.NO and seen == (DocTimeRel.BEFORE, DocTimeRel.AFTER)
    return by_making or linked_before(chronology, a, b)


def linked_together(chronology, a, b):
    """Whether links tell that both positions, whole as they are, are held at one time.

    So they do of one that they tie to what its source tells as present beside the other.
    """
    if a.held.linked is b.held.linked is None:
        return False
    ends = [each.held.linked or _source_of_the_present(each) for each in (a, b)]
    if ends[0] == ends[1] or any(each not in chronology for each in ends):
        return False
    if not _hang_together(chronology, *ends):
        return False
    return _has_begun(chronology, *ends) and _has_begun(chronology, *reversed(ends))


def _has_begun(chronology, a, b):
    """Whether the one begins before the other is over, by a chain or by days."""
    if leads(chronology, (b, Side.END), (a, Side.START)):
        return False
    if chronology.conflict is None:
        begin, over = chronology.bounds(a).start_latest, chronology.bounds(b).end_earliest
    else:
        # Days that others bring may be false; and of a source the day is its making.
        begin = _own_days(chronology.dataset, a)[0]
        over = _own_days(chronology.dataset, b)[1]
    return leads(chronology, (a, Side.START), (b, Side.END)) or begin <= over


def _own_days(dataset, id):
    """By when something has begun by its own date, and until when it lasts."""
    if id in dataset.sources:
        published = dataset.sources[id].published.bounds
        return published.end_latest, published.start_earliest
    return dataset[id].held.bounds.start_latest, dataset[id].held.bounds.end_earliest


def _hang_together(chronology, a, b):
    """Whether any orders tie the one to the other, which ever way they go."""
    group, found = set(), {a}
    while found - group:
        group |= found
        for order in chronology.orders:
            ends = {(each.of, each.side) for each in (order.earlier, order.later)}
            of_each = {each.of for each in (order.earlier, order.later)}
            if of_each & group and not any(is_torn(chronology, end) for end in ends):
                found |= of_each
    return b in group


def _source_of_the_present(each):
    return each.held.source if each.held.doc_time_rel is DocTimeRel.OVERLAPS else None


# -- shifts

_PLACES = {DocTimeRel.BEFORE: 0, DocTimeRel.OVERLAPS: 1, DocTimeRel.AFTER: 2}


def slow_shifts(dataset):
    """For each holder and two positions that are a shift: the propositions that show it."""
    chronology = linked_chronology(dataset)
    torn = slow_torn(dataset)
    told = [[row for row in group if row.position.id not in torn] for group in groups(dataset)]
    places = link_places(chronology, list(itertools.chain(*groups(dataset))))
    found = [each for group in told for each in _shifts_in(group, chronology, places)]

    def _place(kind, row):
        return places.get(_tie(row)) if kind == "links" else place(kind, row)

    shown = {
        (a.holder, a.proposition, a.stance, b.stance, kind, _place(kind, a), _place(kind, b))
        for a, b, kind in found
    }
    shifts = {}
    for a, b, kind in found:
        on_all_sides = all(
            (a.holder, proposition, *stances, kind, _place(kind, a), _place(kind, b)) in shown
            for proposition, *stances in _differing(dataset, a.position, b.position)
        )
        if on_all_sides or a.literal_steps == b.literal_steps == 0:
            pair = (a.holder, a.position.id, b.position.id)
            shifts.setdefault(pair, set()).add(a.proposition)
    return shifts


def slow_torn(dataset):
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


def _tie(row):
    return row.held.linked, row.held.expressed_in


def link_places(chronology, rows):
    """For each tie of rows by links: all ties that come before it, and all that come after."""
    ties = {_tie(row): row for row in rows if row.held.linked is not None}
    return {
        tie: (
            frozenset(x for x, other in ties.items() if linked_first(chronology, other, row)),
            frozenset(x for x, other in ties.items() if linked_first(chronology, row, other)),
        )
        for tie, row in ties.items()
    }


def _shifts_in(group, chronology, places):
    """All shifts of one holder on one proposition, the preferred standing for what is alike."""
    group = sorted(group, key=lambda each: each.preference)
    told_by_links = {}
    for a, b in itertools.permutations(group, 2):
        is_told = Truth.NO in {by_dates(a, b), by_source(a, b)}
        follows = _follows(group, a, b, lambda x, y: linked_first(chronology, x, y))
        if not is_told and follows and at_one_time(chronology, a, b) is Truth.NO:
            alike = a.stance, places[_tie(a)], b.stance, places[_tie(b)]
            told_by_links.setdefault(alike, (a, b, "links"))
    seen = set()
    for kind in ("dates", "source"):
        rows = [each for each in group if place(kind, each) is not None]
        for a, b in itertools.permutations(rows, 2):
            if not _follows_at_once(kind, rows, a, b):
                continue
            alike = (kind, a.stance, _days(kind, a)[1], b.stance, _days(kind, b)[0])
            if kind == "source":
                alike = (*alike, a.held.source)
            if alike in seen:
                continue
            seen.add(alike)
            a, b = _preferred(kind, rows, a, b)  # noqa: PLW2901 (what stands for them)
            is_told = kind == "source" and by_dates(a, b) is Truth.NO
            if not is_told and at_one_time(chronology, a, b) is Truth.NO:
                yield a, b, kind
    yield from told_by_links.values()


def _preferred(kind, rows, a, b):
    source = a.held.source
    near = [x for x in rows if kind == "dates" or x.held.source == source]
    ends, begins = _days(kind, a)[1], _days(kind, b)[0]
    first = next(x for x in near if x.stance is a.stance and _days(kind, x)[1] == ends)
    last = next(x for x in near if x.stance is b.stance and _days(kind, x)[0] == begins)
    return first, last


def _follows_at_once(kind, rows, a, b):
    if kind == "source":
        rows = [each for each in rows if each.held.source == a.held.source]
        if a.held.source != b.held.source:
            return False
    before = lambda x, y: _days(kind, x)[1] < _days(kind, y)[0]  # noqa: E731
    later = (c for c in rows if c.stance is a.stance and before(c, b))
    sooner = (c for c in rows if c.stance is b.stance and before(a, c))
    return (
        _follows(rows, a, b, before)
        and all(_days(kind, c)[1] <= _days(kind, a)[1] for c in later)
        and all(_days(kind, c)[0] >= _days(kind, b)[0] for c in sooner)
    )


def _follows(rows, a, b, before):
    between = any(before(a, c) and before(c, b) for c in rows)
    return a.stance is not b.stance and before(a, b) and not between


def _days(kind, row):
    if kind == "dates":
        return known_span(row.held.bounds)
    return (_PLACES[row.held.doc_time_rel],) * 2


def place(kind, row):
    if kind == "dates":
        return known_span(row.held.bounds)
    if row.held.source is None or row.held.doc_time_rel is None:
        return None
    return row.held.source, row.held.doc_time_rel


def _differing(dataset, a, b):
    for p, earlier in _all_stances(dataset, a):
        for q, later in _all_stances(dataset, b):
            if p == q and earlier is not later:
                yield p, earlier, later


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
    for proposition, rows in on.items():
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


def _set_with(row, sets):
    """Which set has this very row: there may be another just like it, by another way."""
    return next(each for each in sets if any(row is known for known in each))


def meet(chronology, a, b):
    """Whether a is for and b against, in the sense of a dispute."""
    seen = {a.held.doc_time_rel, b.held.doc_time_rel}
    dates_tell = a.held.is_dated and b.held.is_dated and DocTimeRel.OVERLAPS in seen
    set_apart = by_source(a, b) is Truth.NO and not dates_tell
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
    return mine.start_earliest <= other.end_latest and other.start_earliest <= mine.end_latest
