"""Rules on agreements: ``KB501`` to ``KB599``."""

from collections.abc import Iterator, Mapping, Sequence

from karabakh.findings import Finding
from karabakh.model import (
    Agreement,
    AgreementStatus,
    Dataset,
    DocTimeRel,
    LinkKind,
    RelationKind,
    StatusChange,
    Truth,
)
from karabakh.validation._context import RuleContext


def obligor_no_party(context: RuleContext) -> Iterator[Finding]:
    """Somebody owes a duty under an agreement without being a party to it.

    Only agreements are checked whose parties are all named. A party owes it, or an actor that
    belongs to one: a member of a collective, an organisation or a group, a part, the holder of
    an office; or a collective of which all members are parties.

    Fix: add the party, name the obligor that is meant, say to which party it belongs, or leave
    out ``parties_complete``.
    """
    belongs_to = _belongs_to(context.dataset)
    for agreement in context.dataset.agreements:
        if not agreement.parties_complete:
            continue
        for number, provision in enumerate(agreement.provisions):
            if provision.obligor and not _is_bound(
                provision.obligor, agreement, belongs_to, context.dataset
            ):
                yield context.error(
                    "KB501",
                    agreement,
                    f"{provision.obligor!r} owes {provision.id!r} but is no party to"
                    f" {agreement.id!r}, nor does it belong to one",
                    at=f"provisions/{number}/obligor",
                    hint="add the party, or say to which party the obligor belongs",
                )


def done_before_agreed(context: RuleContext) -> Iterator[Finding]:
    """An event fulfils or breaches what had not been agreed by the time it was over.

    A duty begins with its agreement. What was done before is neither its fulfilment nor its
    breach. The finding tells what puts the one before the other.

    Fix: correct the times, or name the event or the agreement that is meant.
    """
    chronology = context.chronology
    agreed_in: dict[str, str] = {}
    for agreement in context.dataset.agreements:
        agreed_in[agreement.id] = agreement.id
        agreed_in |= dict.fromkeys((each.id for each in agreement.provisions), agreement.id)
    for link in context.dataset.links:
        agreed = agreed_in.get(link.object)
        is_act = link.kind in {LinkKind.FULFILS, LinkKind.BREACHES}
        if agreed is None or not is_act or context.dataset.events.get(link.subject) is None:
            continue
        if chronology.before(link.subject, agreed) is Truth.YES:
            why = "; ".join(map(str, chronology.why_before(link.subject, agreed)))
            yield context.error(
                "KB502",
                link,
                f"{link.subject!r} was over before {agreed!r} was agreed: {why}",
                at="subject",
                hint="correct the times, or name the event or the agreement that is meant",
            )


def in_force_and_over(context: RuleContext) -> Iterator[Finding]:
    """An agreement is in force and at the same time lapsed or superseded.

    Two steps of the agreement are dated to one day, or are both seen as going on while one
    source was made, and can't both be where it stands.

    Fix: correct the dates, or delete the step that is wrong.
    """
    for agreement in context.dataset.agreements:
        begun = [step for step in agreement.statuses if step.status is AgreementStatus.IN_FORCE]
        for number, step in enumerate(agreement.statuses):
            if step.status in _OVER and any(_at_once(step, each, agreement) for each in begun):
                yield context.warning(
                    "KB503",
                    agreement,
                    f"{agreement.id!r} is in force and {step.status.value!r} at the same time",
                    at=f"statuses/{number}",
                    hint="correct the dates, or delete the step that is wrong",
                )


def steps_out_of_order(context: RuleContext) -> Iterator[Finding]:
    """The steps in the life of an agreement are not told in the order in which they were taken.

    Each step says where the agreement stands from then on; the last one is where it stands. So
    a step may not be dated before one that is told before it, and an agreement is proposed
    before it is agreed, and agreed before it is in force, unless it lapsed in between.

    Fix: put the steps in order, or correct their dates.
    """
    for agreement in context.dataset.agreements:
        steps = agreement.statuses
        for number, earlier in _disorder(steps):
            yield context.error(
                "KB504",
                agreement,
                f"of {agreement.id!r}, {steps[number].status.value!r} comes before"
                f" {steps[earlier].status.value!r} but is told after it",
                at=f"statuses/{number}",
                hint="put the steps in the order in which they were taken, or correct the dates",
            )


def deadline_before_agreement(context: RuleContext) -> Iterator[Finding]:
    """A duty was due before it was agreed.

    Fix: correct the deadline or the date of the agreement.
    """
    for agreement in context.dataset.agreements:
        agreed = context.chronology.bounds(agreement.id).start_earliest
        for number, provision in enumerate(agreement.provisions):
            if provision.deadline.bounds.end_latest < agreed:
                yield context.error(
                    "KB505",
                    agreement,
                    f"{provision.id!r} was due by {str(provision.deadline)!r}, before"
                    f" {agreement.id!r} was agreed",
                    at=f"provisions/{number}/deadline",
                    hint="correct the deadline or the date of the agreement",
                )


_OVER = frozenset({AgreementStatus.LAPSED, AgreementStatus.SUPERSEDED})
_RANKS = {
    AgreementStatus.PROPOSED: 0,
    AgreementStatus.AGREED: 1,
    AgreementStatus.IN_FORCE: 2,
}
"""The steps that come one after the other until the agreement is over."""

_OF_THE_WHOLE = frozenset({RelationKind.MEMBER_OF, RelationKind.PART_OF, RelationKind.HOLDS_OFFICE})
"""The relations by which an actor belongs to another."""


def _belongs_to(dataset: Dataset) -> Mapping[str, Sequence[str]]:
    """Give, for each actor, those that it directly belongs to."""
    wholes: dict[str, list[str]] = {}
    for actor in dataset.actors:
        for member in actor.members:
            wholes.setdefault(member, []).append(actor.id)
    for relation in dataset.relations:
        if relation.kind in _OF_THE_WHOLE:
            wholes.setdefault(relation.subject, []).append(relation.object)
    return wholes


def _is_bound(
    actor: str, agreement: Agreement, belongs_to: Mapping[str, Sequence[str]], dataset: Dataset
) -> bool:
    """Tell whether an actor is or belongs to a party, or is made up of such actors."""
    if not _wholes(actor, belongs_to).isdisjoint(agreement.parties):
        return True
    found = dataset.actors.get(actor)
    members = found.members if found else ()
    return bool(members) and all(
        not _wholes(member, belongs_to).isdisjoint(agreement.parties) for member in members
    )


def _wholes(actor: str, belongs_to: Mapping[str, Sequence[str]]) -> set[str]:
    """Give all that an actor belongs to, itself included."""
    found, new = {actor}, [actor]
    while new:
        for whole in belongs_to.get(new.pop(), ()):
            if whole not in found:
                found.add(whole)
                new.append(whole)
    return found


def _at_once(one: StatusChange, other: StatusChange, agreement: Agreement) -> bool:
    """Tell whether two steps are of one day, or seen as going on from one source."""
    day = one.when.bounds
    if day.start_earliest == day.end_latest and day == other.when.bounds:
        return True
    source = one.source or agreement.source
    return (
        one.doc_time_rel is other.doc_time_rel is DocTimeRel.OVERLAPS
        and source is not None
        and source == (other.source or agreement.source)
    )


def _disorder(steps: Sequence[StatusChange]) -> Iterator[tuple[int, int]]:
    """Go through the steps that come before one told earlier: the numbers of both."""
    latest = 0
    furthest, furthest_rank = 0, -1
    for number, step in enumerate(steps):
        rank = _RANKS.get(step.status, furthest_rank)
        if step.when.before(steps[latest].when) is Truth.YES:
            yield number, latest
        elif rank < furthest_rank:
            yield number, furthest
        if step.when.bounds.start_earliest > steps[latest].when.bounds.start_earliest:
            latest = number
        if step.status in _OVER:
            furthest_rank = -1
        elif rank > furthest_rank:
            furthest, furthest_rank = number, rank
