"""The rules about coreferent records, as slow and plain as their wording.

Every record is compared with every other one, and every way of links is walked.
"""

import itertools

import attrs

from karabakh import (
    Agreement,
    ConditionType,
    DocTimeRel,
    Event,
    LinkKind,
    Position,
    Relation,
    Stance,
    Truth,
    When,
)
from karabakh.time import NO_END, NO_START

FIRM = {"probable", "certain"}


def sames(*datasets):
    """The links that say of two records that they are one, each once."""
    links = {link.id: link for dataset in datasets for link in dataset.links}
    return [link for link in links.values() if link.kind is LinkKind.SAME_AS]


def distances(start, links):
    """How many links away everything is that links join with something."""
    found = {start: 0}
    for steps in itertools.count(1):
        more = {
            other
            for link in links
            for one, other in (link.ends, link.ends[::-1])
            if one in found and other not in found
        }
        if not more:
            break
        found |= dict.fromkeys(more, steps)
    return found


def are_a_way(links, start, end):
    """Whether links lead from one end to the other, each of them needed."""
    return distances(start, links).get(end) == len(links)


# -- clashes


def slow_record_clashes(dataset):
    """For each two or more coreferent records, and each respect: whether they agree.

    Gives the identifiers of the records, the respect, the pairs that differ most, and the link
    that leaves open whether the records are one.
    """
    known = [
        link
        for link in sames(dataset)
        if link.subject != link.object and all(end in dataset for end in link.ends)
    ]
    firm = [link for link in known if link.certainty.value in FIRM]
    groups = {frozenset(distances(end, firm)) for link in firm for end in link.ends}
    for group in groups:
        yield from _compared(dataset, firm, group, None)
    for ends in {frozenset(link.ends) for link in known}:
        one, other = ends
        if other not in distances(one, firm):
            yield from _compared(dataset, firm, ends, ends)


def _compared(dataset, firm, group, doubt):
    one = lambda name: min(distances(name, firm))  # noqa: E731 (what stands for the whole)
    records = [dataset[name] for name in sorted(group)]
    dated = [
        each for each in records if time_of(dataset, each) not in {None, When.unknown().bounds}
    ]
    if len(dated) > 1:
        yield group, "time", _furthest(dataset, dated), doubt
    respects = {
        "tie": [
            (each, (one(each.subject), each.kind, one(each.object)))
            for each in records
            if isinstance(each, Relation)
        ],
        "stance": [
            (each, each.stance)
            for each in records
            if isinstance(each, Position) and each.stance is not Stance.UNDECIDED
        ],
        "parties": [
            (each, frozenset(map(one, each.parties)))
            for each in records
            if isinstance(each, Agreement) and each.parties_complete
        ],
    }
    for respect, rows in respects.items():
        if len(rows) > 1:
            pairs = itertools.combinations(rows, 2)
            differing = [{a.id, b.id} for (a, mine), (b, other) in pairs if mine != other]
            yield group, respect, differing, doubt


def _furthest(dataset, dated):
    """The pairs furthest apart that can't begin, or else end, on one day."""
    for earliest, latest in ((0, 1), (2, 3)):
        gaps = {}
        for a, b in itertools.permutations(dated, 2):
            gap = time_of(dataset, b)[earliest] - time_of(dataset, a)[latest]
            if gap > 0:
                gaps.setdefault(gap, []).append({a.id, b.id})
        if gaps:
            return gaps[max(gaps)]
    return []


def time_of(dataset, record):
    """When a record is, by its own date, its source and what expresses it."""
    match record:
        case Event() | Relation():
            when = record.when
            seen = _seen(dataset, when, record.doc_time_rel, record.source)
        case Position():
            when = record.when
            seen = _seen(dataset, when, record.doc_time_rel, record.source)
            event = dataset.events.get(record.expressed_in or "")
            if seen is not None and event is not None:
                stated = _seen(dataset, event.when, event.doc_time_rel, event.source)
                seen = None if stated is None else _meeting(seen, stated)
        case Agreement():
            step = record.agreed_step
            if step is None:
                return None
            when, seen = (
                step.when,
                _seen(dataset, step.when, step.doc_time_rel, (step.source or record.source)),
            )
        case _:
            return None
    return when.bounds if seen is None else seen


def _seen(dataset, when, doc_time_rel, source):
    made = dataset.sources[source].published.bounds if source else When.unknown().bounds
    own = when.bounds
    match doc_time_rel:
        case DocTimeRel.BEFORE:
            never_ends = own.end_earliest == NO_END
            return None if never_ends else own.narrowed(end_latest=made.end_latest)
        case DocTimeRel.BEFORE_OR_OVERLAPS:
            return own.narrowed(start_latest=made.end_latest)
        case DocTimeRel.OVERLAPS:
            return _meeting(own, made)
        case DocTimeRel.OVERLAPS_OR_AFTER:
            return own.narrowed(end_earliest=made.start_earliest)
        case DocTimeRel.AFTER:
            never_began = own.start_latest == NO_START
            return None if never_began else own.narrowed(start_earliest=made.start_earliest)
    return own


def _meeting(own, other):
    return own.narrowed(start_latest=other.end_latest, end_earliest=other.start_earliest)


# -- two codings


def sound(links, *datasets):
    """The links that join records of one kind."""
    return [
        link
        for link in links
        if len({type(each[end]) for each in datasets for end in link.ends if end in each}) == 1
    ]


def slow_pairs(here, there, links):
    """What is surely paired, by identifier; and what may be, by links."""
    links = sound(links, here, there)
    by_id = {name for name in here.by_id if name in there}
    nearest = {}
    for mine, other, is_here in ((here, there, True), (there, here, False)):
        for name in mine.by_id:
            found = {each: n for each, n in distances(name, links).items() if each in other}
            if name not in other and found:
                closest = {each for each, n in found.items() if n == min(found.values())}
                nearest[name, is_here] = closest
    return by_id, nearest


IDS = {
    *("subject", "object", "holder", "proposition", "addressee", "expressed_in", "according_to"),
    *("goal", "condition", "obligor", "beneficiary", "location", "actor", "members", "parties"),
    *("mediators", "implies", "excludes", "about"),
}


def said(record, one):
    """What a record says, field by field, with one name for all that are one.

    The words that say so, the coder's note, and duties, which are records of their own, are
    left out.
    """
    return {
        name: _plain(value, name, one)
        for name, value in attrs.asdict(record, recurse=False).items()
        if name not in {"id", "citations", "note", "provisions"}
    }


def _plain(value, name, one):
    if isinstance(value, tuple):
        return sorted(str(_plain(each, name, one)) for each in value)
    if isinstance(value, str):
        return one(value) if name in IDS else value
    if attrs.has(type(value)):
        return said(value, one)
    return value


def slow_differences(here, there, one):
    """The fields in which two records differ, and whether both can be true."""
    if type(here) is not type(there):
        return {"record": True}
    mine, other = said(here, one), said(there, one)
    return {name: _exclude(name, here, there) for name in mine if mine[name] != other[name]}


def _exclude(name, here, there):
    mine, other = getattr(here, name), getattr(there, name)
    if name == "stance":
        return {mine, other} == {Stance.SUPPORTS, Stance.OPPOSES}
    if name == "when":
        return mine.intersects(other) is Truth.NO
    if name == "doc_time_rel" and None not in {mine, other}:
        sources = {place.source for each in (here, there) for place in each.citations}
        return len(sources) == 1 and bool(here.citations) and bool(there.citations)
    if name == "requirement" and None not in {mine, other}:
        necessities = {mine.condition_type, other.condition_type}
        return necessities == {ConditionType.SUFFICIENT, ConditionType.NOT_SUFFICIENT}
    return False
