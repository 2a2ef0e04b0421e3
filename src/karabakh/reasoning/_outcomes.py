"""What became of an obligation, by one account."""

from collections.abc import Sequence

import attrs

from karabakh.ids import RecordId
from karabakh.model import Agreement, Certainty, Provision, ProvisionKind
from karabakh.reasoning._conclusion import Premise
from karabakh.reasoning._creation_times import date_certainty
from karabakh.reasoning._obligation import ObligationState
from karabakh.reasoning._performance import ObligationIndex, Performance, firmest
from karabakh.time import Truth, When

__all__ = ["Outcome", "outcome"]


@attrs.frozen(kw_only=True)
class Outcome:
    """What became of an obligation, and the records that say so."""

    state: ObligationState
    max_certainty: Certainty = Certainty.UNKNOWN
    premises: tuple[Premise, ...] = ()
    by: RecordId | None = None
    in_time: Truth = Truth.UNKNOWN


def outcome(
    index: ObligationIndex, provisions: Sequence[Provision], agreement: Agreement
) -> Outcome:
    """Return what became of an obligation; see `obligations`.

    Args:
        index: What an account says.
        provisions: The records of the obligation, which are the same.
        agreement: What it is owed under.
    """
    provision = provisions[0]
    done = [
        each
        for each in index.performances(provision.id)
        if index.may_bind(each, agreement.id, provision)
    ]
    done += (
        each
        for each in index.performances(agreement.id)
        if not each.is_breach and index.may_bind(each, agreement.id)
    )
    done = [*index.reported_alone(done)]
    happened = [each for each in done if each.happened is Truth.YES]
    undetermined = [each for each in done if each.happened is Truth.UNKNOWN]
    breaches = [each for each in happened if each.is_breach]
    deadline = next((it.deadline for it in provisions if it.deadline.is_known), When.unknown())
    if breaches:
        return _decided(index, ObligationState.BREACHED, breaches)
    if happened and not any(each.is_breach for each in undetermined):
        return _decided(index, ObligationState.FULFILLED, happened, deadline)
    if undetermined:
        return Outcome(
            state=ObligationState.UNKNOWN,
            premises=tuple(record for each in undetermined for record in each.records),
            by=undetermined[0].link.subject,
        )
    if provision.kind is ProvisionKind.PROHIBITION:
        return Outcome(state=ObligationState.UNKNOWN)
    return _by_deadline(index, deadline)


def _decided(
    index: ObligationIndex,
    state: ObligationState,
    performances: list[Performance],
    deadline: When | None = None,
) -> Outcome:
    """Return an outcome that rests on the firmest of what says so: one is enough."""
    best = firmest(performances)
    dates = () if index.time.at is None else (index.time.at, best.when)
    return Outcome(
        state=state,
        max_certainty=date_certainty(*dates),
        premises=best.records,
        by=best.link.subject,
        in_time=Truth.UNKNOWN if deadline is None else _in_time(index, best, deadline),
    )


def _in_time(index: ObligationIndex, performance: Performance, deadline: When) -> Truth:
    """Return whether it was over by the deadline, by dates that are not qualified."""
    account, event = index.account, performance.link.subject
    is_sure = deadline.is_known and not deadline.is_qualified
    if not is_sure or event not in account.chronology:
        return Truth.UNKNOWN
    last, bounds = deadline.bounds.end_latest, account.without_qualified_dates.bounds(event)
    if bounds.end_latest <= last:
        return Truth.YES
    return Truth.NO if bounds.end_earliest > last else Truth.UNKNOWN


def _by_deadline(index: ObligationIndex, deadline: When) -> Outcome:
    time = index.time
    past = time.is_past(deadline.bounds.end_latest)
    if not deadline.is_known or deadline.is_approximate or past is Truth.UNKNOWN:
        return Outcome(state=ObligationState.UNKNOWN)
    source = time.first if past is Truth.YES else time.last
    dates = (deadline, source.published if source else time.at or When.unknown())
    return Outcome(
        state=ObligationState.OVERDUE if past is Truth.YES else ObligationState.DUE,
        # It rests on silence.
        max_certainty=Certainty.weakest([Certainty.PROBABLE, date_certainty(*dates)]),
        premises=(source,) if source else (),
    )
