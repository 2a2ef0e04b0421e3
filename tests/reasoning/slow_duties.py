"""The rules about agreements and duties, as slow and plain as their wording.

Of everything all days are listed on which it may be, and each is compared with each.
"""

import itertools
from typing import Any, NamedTuple

import attrs

from karabakh import (
    Agreement,
    AgreementStatus,
    Bounds,
    Certainty,
    DocTimeRel,
    Event,
    LinkKind,
    ProvisionKind,
    Truth,
    When,
)
from karabakh.model import build_chronology
from karabakh.reasoning._accounts import Accounts
from karabakh.reasoning._intervals import intervals_of
from karabakh.time import NO_END, Chronology, Interval, TimeOrder

FULFILS, BREACHES = LinkKind.FULFILS, LinkKind.BREACHES
UNKNOWN = When.unknown().bounds
WINDOW = range(When("2019-12-28").bounds.start_earliest, When("2020-02-03").bounds.end_latest)


def days_between(first, last):
    """All days from one to another; outside of all dates, only the ends of time."""
    return {first, last, *(day for day in WINDOW if first <= day <= last)}


def beginnings(bounds):
    return days_between(bounds.start_earliest, bounds.start_latest)


def endings(bounds):
    return days_between(bounds.end_earliest, bounds.end_latest)


def stated(answers):
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
        return stated(day <= now for day in days for now in self.days)


def now_of(dataset, at):
    chronology = build_chronology(dataset)
    if at is not None:
        bounds = When(at).bounds
        days = days_between(bounds.start_earliest, bounds.end_latest)
        return Now(When(at), days, chronology)
    made = [beginnings(chronology.bounds(each.id)) for each in dataset.sources]
    return Now(None, {max(days) for days in itertools.product(*made)}, chronology)


def is_stated(now, doc_time_rel, bounds):
    """Whether something has come: what is reported has, unless it is to come."""
    to_come = all(day > today for day in beginnings(bounds) for today in now.days)
    is_vague = doc_time_rel in {DocTimeRel.AFTER, DocTimeRel.OVERLAPS_OR_AFTER}
    return Truth.UNKNOWN if is_vague or to_come else Truth.YES


# -- deeds


class Performance(NamedTuple):
    link: Any
    event: Any
    happened: Truth

    @property
    def rank(self):
        return min(each.certainty.rank for each in (self.link, self.event) if each is not None)

    @property
    def when(self):
        return self.event.when if isinstance(self.event, Event) else When.unknown()


def performances(dataset, now, target):
    """What is said to fulfil or to breach something, with whether that has happened."""
    for link in dataset.links:
        if link.kind in {FULFILS, BREACHES} and link.object == target:
            event = dataset.get(link.subject)
            if not isinstance(event, Event):
                happened = Truth.YES if now.at is None else Truth.UNKNOWN
            elif now.at is None:
                happened = is_stated(now, event.doc_time_rel, now.chronology.bounds(event.id))
            else:
                happened = now.has(endings(now.chronology.bounds(event.id)))
            yield Performance(link, event, happened)


# -- status

STAGES = [
    {AgreementStatus.PROPOSED},
    {AgreementStatus.AGREED},
    {AgreementStatus.IN_FORCE},
    {
        AgreementStatus.VIOLATED,
        AgreementStatus.SUSPENDED,
        AgreementStatus.RESUMED,
        AgreementStatus.LAPSED,
        AgreementStatus.SUPERSEDED,
    },
]


class Step(NamedTuple):
    status: AgreementStatus
    interval: Interval
    taken: Truth
    rank: int

    @property
    def stage(self):
        return next((n for n, found in enumerate(STAGES) if self.status in found), None)


def taken_by(now, account, step, agreement):
    bounds = account.of_step(step, agreement).bounds
    if now.at is None:
        return is_stated(now, step.doc_time_rel, bounds)
    return now.has(beginnings(bounds))


def steps(dataset, now, agreement):
    account = Accounts(dataset).own
    yield from _own_steps(dataset, now, agreement)
    made, _ = _agreed(now, agreement, dataset)
    if made is Truth.NO:
        return
    for clause in (None, *agreement.provisions):
        for performance in performances(dataset, now, (clause or agreement).id):
            if performance.link.kind is BREACHES and _may_bind(now, performance, agreement, clause):
                is_dated = isinstance(performance.event, Event)
                interval = account.interval(performance.event) if is_dated else Interval(UNKNOWN)
                broken = _breached(dataset, now, performance, agreement) & made
                yield Step(AgreementStatus.VIOLATED, interval, broken, performance.rank)
    end = agreement.period.bounds.end_latest
    if agreement.period.is_known and end != NO_END:
        first = agreement.period.bounds.end_earliest
        over = stated(end < today for today in now.days)
        interval = Interval(Bounds(first, end, first, NO_END))
        rank = min(agreement.certainty.rank, Certainty.PROBABLE.rank)
        yield Step(AgreementStatus.LAPSED, interval, over & made, rank)


def _own_steps(dataset, now, agreement):
    """The recorded steps, and those that links say of an agreement."""
    account = Accounts(dataset).own
    for step in agreement.statuses:
        taken = taken_by(now, account, step, agreement)
        yield Step(step.status, account.of_step(step, agreement), taken, step.certainty.rank)
    made, _ = _agreed(now, agreement, dataset)
    for link in dataset.links if made is not Truth.NO else ():
        if link.object == agreement.id and link.kind in {LinkKind.SUSPENDS, LinkKind.SUPERSEDES}:
            yield _set_aside(dataset, now, account, link, made)


def _set_aside(dataset, now, account, link, made):
    is_suspended = link.kind is LinkKind.SUSPENDS
    status = AgreementStatus.SUSPENDED if is_suspended else AgreementStatus.SUPERSEDED
    subject, interval = dataset.get(link.subject), Interval(UNKNOWN)
    ranks = [link.certainty.rank]
    if subject is not None:
        ranks.append(subject.certainty.rank)
        interval = account.interval(subject)
    if isinstance(subject, Agreement):
        taken, creation = _agreed(now, subject, dataset)
        interval = account.of_step(creation[0], subject) if creation else interval
    elif isinstance(subject, Event):
        bounds = now.chronology.bounds(subject.id)
        stated_so = is_stated(now, subject.doc_time_rel, bounds)
        taken = stated_so if now.at is None else now.has(endings(bounds))
    else:
        taken = Truth.YES if now.at is None else Truth.UNKNOWN
    return Step(status, interval, taken & made, min(ranks))


def standing(taken, order):
    """The steps that stand, where all of some have been taken and no others."""
    last = [
        step
        for step in taken
        if not any(
            order.order(step.interval, other.interval) is TimeOrder.FIRST
            for other in taken
            if other is not step
        )
    ]
    return [
        step
        for step in last
        if not any(
            step.stage is not None and other.stage is not None and other.stage > step.stage
            for other in last
        )
    ]


def slow_status(dataset, agreement, at):
    """The steps that may decide, whether one surely does, and how many there are."""
    now, order = now_of(dataset, at), Accounts(dataset).own.order
    every = list(enumerate(steps(dataset, now, agreement)))
    sure = [each for each in every if each[1].taken is Truth.YES]
    unsure = [each for each in every if each[1].taken is Truth.UNKNOWN]
    stand = set()
    for count in range(len(unsure) + 1):
        for more in itertools.combinations(unsure, count):
            taken = [*sure, *more]
            remaining = list(map(id, standing([step for _, step in taken], order)))
            stand |= {number for number, step in taken if id(step) in remaining}
    found = [step for number, step in every if number in stand]
    return found, any(step.taken is Truth.YES for step in found), len(every)


# -- obligations


@attrs.frozen
class Owed:
    """What a slow look shows of one duty."""

    agreed: Truth
    state: str
    by: set[str]
    in_time: set[Truth]
    rank: int


def slow_obligation(dataset, duty, agreement, at):
    """What is owed; None if it has surely not been agreed by then."""
    now = now_of(dataset, at)
    agreed, creation = _agreed(now, agreement, dataset)
    if agreed is Truth.NO or duty.kind not in {ProvisionKind.OBLIGATION, ProvisionKind.PROHIBITION}:
        return None
    found = [
        each._replace(happened=_breached(dataset, now, each, agreement))
        if each.link.kind is BREACHES
        else each
        for each in performances(dataset, now, duty.id)
        if _may_bind(now, each, agreement, duty)
    ]
    found += [
        each
        for each in performances(dataset, now, agreement.id)
        if each.link.kind is FULFILS and _may_bind(now, each, agreement, None)
    ]
    done, broken = (
        {
            truth: [each for each in found if each.link.kind is kind and each.happened is truth]
            for truth in Truth
        }
        for kind in (FULFILS, BREACHES)
    )
    state, telling = _state(now, duty, done, broken)
    in_time = {
        _in_time(performance, duty.deadline, dataset)
        for performance in (telling if state == "fulfilled" else ())
    }
    return Owed(
        agreed=agreed,
        state=state,
        by={performance.link.subject for performance in telling},
        in_time=in_time or {Truth.UNKNOWN},
        rank=_rank(
            now,
            [duty, agreement, *creation[:1]],
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
    if duty.kind is ProvisionKind.PROHIBITION:
        return "unknown", []
    last = duty.deadline.bounds.end_latest
    is_over = stated(last < today for today in now.days)
    has_last_day = duty.deadline.is_known and not duty.deadline.is_approximate
    if not has_last_day or is_over is Truth.UNKNOWN:
        return "unknown", []
    return ("overdue" if is_over is Truth.YES else "due"), []


def _firmest(performances):
    most = max(each.rank for each in performances)
    return [each for each in performances if each.rank == most]


def _agreed(now, agreement, dataset):
    if not agreement.statuses:
        return (Truth.YES if now.at is None else Truth.UNKNOWN), []
    truths, creation, account = [], [], Accounts(dataset).own
    for step in agreement.statuses:
        if step.status is AgreementStatus.PROPOSED:
            continue
        if step.status is AgreementStatus.UNKNOWN:
            truths.append(Truth.UNKNOWN)
            continue
        taken = taken_by(now, account, step, agreement)
        truths.append(taken)
        if taken is Truth.YES:
            creation.append(step)
    if creation:
        order = list(AgreementStatus)
        creation.sort(
            key=lambda it: (order.index(it.status), account.of_step(it, agreement).bounds)
        )
        return Truth.YES, creation
    return (Truth.UNKNOWN if Truth.UNKNOWN in truths else Truth.NO), []


def _may_bind(now, performance, agreement, duty):
    """Whether the agreement may have bound: made, and for a breach, in its period."""
    names = performance.link.subject, agreement.id
    if all(name in now.chronology for name in names) and (
        now.chronology.before(*names) is Truth.YES
    ):
        return False
    if performance.link.kind is FULFILS or performance.link.subject not in now.chronology:
        return True
    bounds = now.chronology.bounds(performance.link.subject)
    periods = [each.period.bounds for each in (agreement, duty) if each is not None]
    return not any(
        bounds.end_latest < each.start_earliest or each.end_latest < bounds.start_earliest
        for each in periods
    )


def _breached(dataset, now, performance, agreement):
    """Whether it has happened, while the agreement had not ended."""
    account, event = Accounts(dataset).own, performance.event
    done = account.interval(event) if isinstance(event, Event) else Interval(UNKNOWN)
    every = list(_own_steps(dataset, now, agreement))

    def has_ended(*, in_doubt):
        """Whether it had, with all that is open decided for the end, or against it."""

        def is_taken(step, *, favours):
            dated = step.interval.max_certainty, done.max_certainty
            is_firm = step.rank == Certainty.CERTAIN.rank and set(dated) == {Certainty.CERTAIN}
            is_sure = step.taken is Truth.YES and is_firm
            return is_sure or (step.taken is not Truth.NO and favours is in_doubt)

        def is_first(one, other, *, favours):
            order = account.order.order(one, other)
            is_open = order not in {TimeOrder.FIRST, TimeOrder.LAST}
            return order is TimeOrder.FIRST or (is_open and favours is in_doubt)

        def follows(step, end):
            order = account.order.order(end.interval, step.interval)
            if step.status is AgreementStatus.RESUMED:
                return is_first(end.interval, step.interval, favours=False)
            return order is TimeOrder.FIRST

        return any(
            is_taken(end, favours=True)
            and is_first(end.interval, done, favours=True)
            and not any(
                is_taken(step, favours=False)
                and follows(step, end)
                and is_first(step.interval, done, favours=False)
                for step in every
                if step.status.value in {"agreed", "in-force", "resumed"}
            )
            for end in every
            if end.status.value in {"suspended", "lapsed", "superseded"}
        )

    ended = stated([has_ended(in_doubt=True), has_ended(in_doubt=False)])
    return performance.happened & ~ended


def _in_time(performance, deadline, dataset):
    event = performance.event
    if not isinstance(event, Event) or not deadline.is_known or deadline.is_qualified:
        return Truth.UNKNOWN
    interval = intervals_of(dataset).of(event)
    if interval.max_certainty is not Certainty.CERTAIN:
        return Truth.UNKNOWN
    return stated(day <= deadline.bounds.end_latest for day in endings(interval.bounds))


def _rank(now, rests_on, state, telling):
    """The least of all that it rests on; what silence suggests is probable at most."""
    if state == "unknown":
        return Certainty.UNKNOWN.rank
    ranks = [each.certainty.rank for each in rests_on] + [each.rank for each in telling[:1]]
    dates = [] if now.at is None else [now.at, *(each.when for each in telling[:1])]
    if state in {"due", "overdue"} or any(date.is_qualified for date in dates):
        ranks.append(Certainty.PROBABLE.rank)
    return min(ranks)
