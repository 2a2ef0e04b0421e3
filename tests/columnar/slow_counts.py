"""Counts of events in plain Python, one after another, by the kernel's rules."""

import itertools
from collections import defaultdict
from datetime import date

from karabakh import Certainty, Truth, When
from karabakh.reasoning import holdings_of
from karabakh.reasoning._attribution import OWN


def slow_counts(dataset, by, *, measure=None, unit="", within=None, according_to=None):  # noqa: PLR0913 (as the method)
    """Return the rows of `ColumnarDataset.counts`, in any order."""
    known = holdings_of(dataset, according_to)
    one, voices = known.clusters.representative, known.attribution.voices
    reported = defaultdict(list)
    for event in dataset.events:
        if OWN in voices(event):
            reported[one(event.id)].append(event)
    rows = defaultdict(list, {} if by else {(): []})
    for events in reported.values():
        if within and not any(lies_within(event.when, When(within)) for event in events):
            continue
        keys = (keys_of(by, events, one, voices),)
        for combined in itertools.product(*itertools.chain(*keys)):
            rows[sum(combined, ())].append(events)
    names = [name for key in by for name in (("actor", "opponent") if key == "dyad" else (key,))]
    found = []
    for values, counted in rows.items():
        columns = dict(zip(ordered_names(by), values, strict=True))
        row = {name: columns[name] for name in names} | {"events": len(counted)}
        if measure:
            numbers = [numbers_of(events, measure, unit, one, voices) for events in counted]
            row |= added_up([each for each in numbers if each])
        found.append(row)
    return found


PEOPLE = ("actor", "role", "side")


def ordered_names(by):
    people = [key for key in by if key in PEOPLE]
    others = [key for key in by if key not in PEOPLE]
    return [
        *people,
        *(n for key in others for n in (["actor", "opponent"] if key == "dyad" else [key])),
    ]


def keys_of(by, events, one, voices):
    """Return the values of each key, the keys of participants together."""
    involved = {
        (one(each.actor), each.role.value, each.side or None)
        for event in events
        for each in event.participants
        if OWN in voices(each, event)
    }
    people = [key for key in by if key in PEOPLE]
    if people:
        picked = {tuple(row[PEOPLE.index(key)] for key in people) for row in involved}
        yield picked or {(None,) * len(people)}
    values = {
        "place": lambda: {one(event.location) for event in events if event.location},
        "kind": lambda: {event.kind.value for event in events},
        "year": lambda: {year for event in events if (year := span(event.when, 4))},
        "month": lambda: {month for event in events if (month := span(event.when, 7))},
        "code": lambda: {str(code) for event in events for code in event.codes},
        "source": lambda: {each.source for event in events for each in event.citations},
        "certainty": lambda: {max(each.certainty.rank for each in events)},
    }
    for key in by:
        if key == "dyad":
            yield {
                (a, b)
                for (a, _, side), (b, _, other) in itertools.product(involved, repeat=2)
                if a < b and side and other and side != other
            } or {(None, None)}
        elif key not in PEOPLE:
            found = values[key]()
            if key == "certainty":
                found = {each.value for each in Certainty if each.rank in found}
            yield {(int(each) if key == "year" else each,) for each in found} or {(None,)}


def span(when, digits):
    """Return the year or month that a time surely lies within."""
    first, last = when.bounds.start_earliest, when.bounds.end_latest
    if not 1 <= first <= last <= date.max.toordinal():
        return None
    text = date.fromordinal(first).isoformat()[:digits]
    return text if lies_within(when, When(text)) else None


def lies_within(when, period):
    first, last = period.bounds.start_earliest, period.bounds.end_latest
    days = When("/".join(date.fromordinal(day).isoformat() for day in (first, last)))
    return when.during(days) is Truth.YES


def numbers_of(events, measure, unit, one, voices):
    """Return the best numbers (or none, or several), the low and the high of an event."""
    by_actor = defaultdict(list)
    for event in events:
        for each in event.measures:
            if (each.kind.value, each.unit) == (measure, unit) and OWN in voices(each, event):
                by_actor[one(each.of) if each.of else None].append(each)
    if None in by_actor:
        by_actor = {None: by_actor[None]}
    if not by_actor:
        return None
    parts = [
        (
            {each.best for each in measures if each.best is not None},
            min(first_of(each.low, each.best, each.high) for each in measures),
            max(first_of(each.high, each.best, each.low) for each in measures),
        )
        for measures in by_actor.values()
    ]
    return (
        [bests for bests, _, _ in parts],
        sum(low for _, low, _ in parts),
        sum(h for *_, h in parts),
    )


def first_of(*numbers):
    return next(each for each in numbers if each is not None)


def added_up(numbers):
    differing = [bests for bests, _, _ in numbers if any(len(each) > 1 for each in bests)]
    bounded = [bests for bests, _, _ in numbers if bests not in differing and not all(bests)]
    best = [
        sum(min(each) for each in bests)
        for bests, _, _ in numbers
        if all(len(e) == 1 for e in bests)
    ]
    return {
        "measured": len(numbers),
        "best": sum(best) if best else None,
        "low": sum(low for _, low, _ in numbers) if numbers else None,
        "high": sum(high for *_, high in numbers) if numbers else None,
        "differing": len(differing),
        "bounds_only": len(bounded),
    }
