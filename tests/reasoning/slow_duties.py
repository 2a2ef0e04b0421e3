"""The rules about agreements and duties once more, as slow and as plain as their wording.

Of everything all days are listed on which it may be, and each is compared with each.
"""

import itertools
from typing import Any, NamedTuple

import attrs

from karabakh import AgreementStatus, Bounds, Certainty, DocTimeRel, Event, LinkKind, Truth, When
from karabakh.model import build_chronology
from karabakh.reasoning._clock import without_doubtful_dates
from karabakh.time import Chronology

FULFILS, BREACHES = LinkKind.FULFILS, LinkKind.BREACHES
UNKNOWN = When.unknown().bounds
WINDOW = range(When("2019-12-28").bounds.start_earliest, When("2020-02-03").bounds.end_latest)


def days_between(first, last):
    """All days from one to another; of those outside of all dates, only the ends of time."""
    return {first, last, *(day for day in WINDOW if first <= day <= last)}


def beginnings(bounds):
    return days_between(bounds.start_earliest, bounds.start_latest)


def endings(bounds):
    return days_between(bounds.end_earliest, bounds.end_latest)


def told(answers):
    """Yes where it is so on all days, no where it is on none."""
    found = set(answers)
    return Truth.UNKNOWN if len(found) == 2 else Truth.of(found.pop())


class Now(NamedTuple):
    """The time asked about, or that at which the last source was made."""

    at: When | None
    days: set[int]
    chronology: Chronology

    def has(self, days):
        """Whether what is on one of some days has come about."""
        return told(day <= now for day in days for now in self.days)


def now_of(dataset, at):
    chronology = build_chronology(dataset)
    if at is not None:
        bounds = When(at).bounds
        days = days_between(bounds.start_earliest, bounds.end_latest)
        return Now(When(at), days, chronology)
    made = [beginnings(chronology.bounds(each.id)) for each in dataset.sources]
    return Now(None, {max(days) for days in itertools.product(*made)}, chronology)


def is_told(now, doc_time_rel, bounds):
    """Without a time asked about, what is told has come, but what is said to be to come."""
    to_come = all(day > today for day in beginnings(bounds) for today in now.days)
    return Truth.UNKNOWN if doc_time_rel is DocTimeRel.AFTER or to_come else Truth.YES


# -- deeds


class Deed(NamedTuple):
    link: Any
    event: Any
    happened: Truth

    @property
    def rank(self):
        return min(each.certainty.rank for each in (self.link, self.event) if each is not None)

    @property
    def when(self):
        return self.event.when if isinstance(self.event, Event) else When.unknown()


def deeds(dataset, now, target):
    """What is said to fulfil or to breach something, with whether that has happened."""
    for link in dataset.links:
        if link.kind in {FULFILS, BREACHES} and link.object == target:
            event = dataset.get(link.subject)
            if not isinstance(event, Event):
                happened = Truth.YES if now.at is None else Truth.UNKNOWN
            elif now.at is None:
                happened = is_told(now, event.doc_time_rel, now.chronology.bounds(event.id))
            else:
                happened = now.has(endings(now.chronology.bounds(event.id)))
            yield Deed(link, event, happened)


# -- status

STAGES = [
    {AgreementStatus.PROPOSED},
    {AgreementStatus.AGREED},
    {AgreementStatus.IN_FORCE},
    {AgreementStatus.VIOLATED, AgreementStatus.LAPSED, AgreementStatus.SUPERSEDED},
]


class Step(NamedTuple):
    status: AgreementStatus
    days: frozenset[int]
    taken: Truth
    certainty: Certainty
    when: When

    @property
    def stage(self):
        return next((n for n, found in enumerate(STAGES) if self.status in found), None)


def steps(dataset, now, agreement):
    for step in agreement.statuses:
        bounds = _days_of_step(now, step)
        if now.at is None:
            taken = is_told(now, step.doc_time_rel, bounds)
        else:
            taken = now.has(beginnings(bounds))
        yield Step(step.status, frozenset(beginnings(bounds)), taken, step.certainty, step.when)
    for target in (agreement.id, *(duty.id for duty in agreement.provisions)):
        for deed in deeds(dataset, now, target):
            if deed.link.kind is BREACHES:
                known = deed.link.subject in now.chronology
                bounds = now.chronology.bounds(deed.link.subject) if known else UNKNOWN
                certainty = next(each for each in Certainty if each.rank == deed.rank)
                days = frozenset(beginnings(bounds))
                violated = AgreementStatus.VIOLATED
                yield Step(violated, days, deed.happened, certainty, deed.when)


def _days_of_step(now, step):
    """Its date; and the source that tells it as over, or as lasting, was made no earlier."""
    bounds = step.when.bounds
    sources = {place.source for place in step.citations}
    if len(sources) != 1 or step.doc_time_rel not in {DocTimeRel.BEFORE, DocTimeRel.OVERLAPS}:
        return bounds
    (source,) = sources
    last = now.chronology.bounds(source).end_latest
    left = {day for day in beginnings(bounds) if day <= last} | (
        {last} if bounds.start_earliest <= last <= bounds.start_latest else set()
    )
    if not left:
        return bounds
    return Bounds(min(left), max(left), *bounds[2:])


def standing(taken):
    """The steps that stand, where all of some have been taken and no others."""
    by_dates = [
        step for step in taken if not any(min(other.days) > max(step.days) for other in taken)
    ]
    return [
        step
        for step in by_dates
        if not any(
            step.stage is not None and other.stage is not None and other.stage > step.stage
            for other in by_dates
        )
    ]


def slow_status(dataset, agreement, at):
    """The statuses that it may have, whether it surely has one, and the steps that tell."""
    now = now_of(dataset, at)
    every = list(enumerate(steps(dataset, now, agreement)))
    sure = [each for each in every if each[1].taken is Truth.YES]
    unsure = [each for each in every if each[1].taken is Truth.UNKNOWN]
    stand = set()
    for count in range(len(unsure) + 1):
        for more in itertools.combinations(unsure, count):
            taken = [*sure, *more]
            kept = list(map(id, standing([step for _, step in taken])))
            stand |= {number for number, step in taken if id(step) in kept}
    found = [step for number, step in every if number in stand]
    return found, bool(sure), len(every)


# -- obligations


@attrs.frozen
class Owed:
    """What a slow look tells of one duty."""

    agreed: Truth
    state: str
    by: set[str]
    in_time: set[Truth]
    rank: int


def slow_obligation(dataset, duty, agreement, at):
    """What is owed; none where it has surely not been agreed by then."""
    now = now_of(dataset, at)
    agreed, making = _agreed(now, agreement)
    if agreed is Truth.NO:
        return None
    found = [*deeds(dataset, now, duty.id)]
    found += [each for each in deeds(dataset, now, agreement.id) if each.link.kind is FULFILS]
    found = [each for each in found if not _too_soon(now, each, agreement)]
    done, broken = (
        {
            truth: [each for each in found if each.link.kind is kind and each.happened is truth]
            for truth in Truth
        }
        for kind in (FULFILS, BREACHES)
    )
    state, telling = _state(now, duty, done, broken)
    in_time = {
        _in_time(now, deed, duty.deadline) for deed in (telling if state == "fulfilled" else ())
    }
    return Owed(
        agreed=agreed,
        state=state,
        by={deed.link.subject for deed in telling},
        in_time=in_time or {Truth.UNKNOWN},
        rank=_rank(
            now,
            [duty, agreement, *making[:1]],
            state if agreed is Truth.YES else "unknown",
            telling,
        ),
    )


def _state(now, duty, done, broken):
    if broken[Truth.YES]:
        return "breached", _firmest(broken[Truth.YES])
    if done[Truth.YES] and not broken[Truth.UNKNOWN]:
        return "fulfilled", _firmest(done[Truth.YES])
    if done[Truth.UNKNOWN] or broken[Truth.UNKNOWN]:
        return "unknown", [*done[Truth.UNKNOWN], *broken[Truth.UNKNOWN]]
    last = duty.deadline.bounds.end_latest
    is_over = told(last < today for today in now.days)
    has_last_day = duty.deadline.is_known and not duty.deadline.is_approximate
    if not has_last_day or is_over is Truth.UNKNOWN:
        return "unknown", []
    return ("overdue" if is_over is Truth.YES else "due"), []


def _firmest(deeds):
    most = max(each.rank for each in deeds)
    return [each for each in deeds if each.rank == most]


def _agreed(now, agreement):
    if not agreement.statuses:
        return (Truth.YES if now.at is None else Truth.UNKNOWN), []
    truths, making = [], []
    for step in agreement.statuses:
        if step.status is AgreementStatus.PROPOSED:
            continue
        if step.status is AgreementStatus.UNKNOWN:
            truths.append(Truth.UNKNOWN)
            continue
        bounds = _days_of_step(now, step)
        if now.at is None:
            taken = is_told(now, step.doc_time_rel, bounds)
        else:
            taken = now.has(beginnings(bounds))
        truths.append(taken)
        if taken is Truth.YES:
            making.append(step)
    if making:
        order = list(AgreementStatus)
        making.sort(key=lambda step: (order.index(step.status), step.when.sort_key))
        return Truth.YES, making
    return (Truth.UNKNOWN if Truth.UNKNOWN in truths else Truth.NO), []


def _too_soon(now, deed, agreement):
    """Whether what is said to fulfil a duty was over before that was agreed."""
    names = deed.link.subject, agreement.id
    return (
        deed.link.kind is FULFILS
        and all(name in now.chronology for name in names)
        and now.chronology.before(*names) is Truth.YES
    )


def _in_time(now, deed, deadline):
    is_sure = deadline.is_known and not deadline.is_qualified
    if not is_sure or deed.link.subject not in now.chronology:
        return Truth.UNKNOWN
    chronology = build_chronology(without_doubtful_dates(now.chronology.dataset))
    days = endings(chronology.bounds(deed.link.subject))
    return told(day <= deadline.bounds.end_latest for day in days)


def _rank(now, rests_on, state, telling):
    """The least of all that it rests on; what silence tells is probable at most."""
    if state == "unknown":
        return Certainty.UNKNOWN.rank
    ranks = [each.certainty.rank for each in rests_on] + [each.rank for each in telling[:1]]
    dates = [] if now.at is None else [now.at, *(each.when for each in telling[:1])]
    if state in {"due", "overdue"} or any(date.is_qualified for date in dates):
        ranks.append(Certainty.PROBABLE.rank)
    return min(ranks)
