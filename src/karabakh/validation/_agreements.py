"""Rules on agreements: ``KB501`` to ``KB599``."""

from collections.abc import Iterator, Mapping, Sequence

from karabakh.findings import Finding
from karabakh.model import (
    Agreement,
    AgreementKind,
    AgreementStatus,
    Dataset,
    DocTimeRel,
    LinkKind,
    ParticipantRole,
    RelationKind,
    StatusChange,
)
from karabakh.time import Truth
from karabakh.validation._context import RuleContext, accounts


def obligor_no_party(context: RuleContext) -> Iterator[Finding]:
    """The obligor of a provision is no party to the agreement.

    Only agreements are checked whose parties are all named. The obligor is a party, or an actor
    that belongs to one: a member of a collective, an organisation or a group, a part, the holder
    of an office; or a collective of which all members are parties.

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
                message = f"obligor {provision.obligor!r} of {provision.id!r} belongs to no party"
                hint = "add the party, or say to which party the obligor belongs"
                at = f"provisions/{number}/obligor"
                yield context.error("KB501", agreement, message, at=at, hint=hint)


def performed_before_agreed(context: RuleContext) -> Iterator[Finding]:
    """An event fulfils or breaches an agreement that did not exist when it was over.

    An obligation begins with its agreement. What was done before is neither its fulfilment nor
    its breach. The finding says what orders the two.

    Fix: correct the times, or name the event or the agreement that is meant.
    """
    chronology = context.chronology
    agreed_in: dict[str, str] = {}
    for agreement in context.dataset.agreements:
        agreed_in[agreement.id] = agreement.id
        agreed_in |= dict.fromkeys((each.id for each in agreement.provisions), agreement.id)
    for link in context.dataset.links:
        agreed = agreed_in.get(link.object)
        is_performance = link.kind in {LinkKind.FULFILS, LinkKind.BREACHES}
        is_event = context.dataset.events.get(link.subject) is not None
        if agreed is None or not is_performance or not is_event:
            continue
        if chronology.before(link.subject, agreed) is Truth.YES:
            why = "; ".join(map(str, chronology.why_before(link.subject, agreed)))
            message = f"{link.subject!r} was over before {agreed!r} was agreed: {why}"
            hint = "correct the times, or name the event or the agreement that is meant"
            yield context.error("KB502", link, message, at="subject", hint=hint)


def in_force_and_over(context: RuleContext) -> Iterator[Finding]:
    """An agreement is in force and at the same time lapsed, superseded or suspended.

    In one account, two changes of status are dated to one day, or both overlap the creation of
    one source, and exclude each other.

    Fix: correct the dates, or delete the change that is wrong.
    """
    for agreement in context.dataset.agreements:
        steps = agreement.statuses
        for number, step in enumerate(steps):
            begun = _NOT_WITH.get(step.status, frozenset())
            others = (each for each in steps if each.status in begun)
            other = next((each for each in others if _at_once(step, each, agreement)), None)
            if other is not None:
                both = f"{other.status.value!r} and {step.status.value!r}"
                message = f"{agreement.id!r} is {both} at the same time"
                hint = "correct the dates, or delete the change that is wrong"
                at = f"statuses/{number}"
                yield context.warning("KB503", agreement, message, at=at, hint=hint)


def statuses_out_of_order(context: RuleContext) -> Iterator[Finding]:
    """The changes of an agreement's status are not listed in their order.

    The last change listed is the latest status. So none may be dated before one that is listed
    before it; in one account, an agreement is proposed before it is agreed, and agreed before it
    is in force, unless it lapsed in between; and it is suspended before it is resumed.

    Fix: put the changes in order, correct their dates, or add the suspension, as inferred.
    """
    for agreement in context.dataset.agreements:
        for number, problem, hint in _disorder(agreement):
            status = agreement.statuses[number].status.value
            finding = context.error if hint is _REORDER else context.warning
            message = f"{agreement.id!r}: status {status!r} is listed {problem}"
            yield finding("KB504", agreement, message, at=f"statuses/{number}", hint=hint)


def over_before_agreed(context: RuleContext) -> Iterator[Finding]:
    """A deadline or period is over before its agreement, or outside its period.

    Fix: correct the deadline, the period or the date of the agreement.
    """
    for agreement in context.dataset.agreements:
        agreed = context.chronology.bounds(agreement.id).start_earliest
        times = [("period", agreement.id, agreement.period)]
        for number, provision in enumerate(agreement.provisions):
            times.append((f"provisions/{number}/deadline", provision.id, provision.deadline))
            times.append((f"provisions/{number}/period", provision.id, provision.period))
        for at, owner, time in times:
            name, problem = at.rpartition("/")[2], ""
            if time.bounds.end_latest < agreed:
                problem = f"over before {agreement.id!r} was agreed"
            elif name == "period" and time.intersects(agreement.period) is Truth.NO:
                problem = f"outside the period of {agreement.id!r}, {str(agreement.period)!r}"
            if problem:
                message = f"{name} {str(time)!r} of {owner!r} is {problem}"
                hint = f"correct the {name} or the time of the agreement"
                yield context.error("KB505", agreement, message, at=at, hint=hint)


def misfit_participants(context: RuleContext) -> Iterator[Finding]:
    """The participants of an agreement don't fit it.

    Its parties are said to be complete and there are none; several parties make a unilateral
    declaration; one account has an actor as a party and as its mediator; or a role is one of
    events. Answers on who is bound would be wrong.

    Fix: correct the roles, or the kind of the agreement.
    """
    for agreement in context.dataset.agreements:
        for at, problem, hint in _misfits(agreement):
            message = f"{agreement.id!r} {problem}"
            yield context.warning("KB506", agreement, message, at=at, hint=hint)


def _misfits(agreement: Agreement) -> Iterator[tuple[str, str, str]]:
    """Yield what does not fit about the participants: place, problem, hint."""
    parties = set(agreement.parties)
    if agreement.parties_complete and not parties:
        yield "parties_complete", "has no party", "name the parties, or leave parties_complete out"
    if agreement.kind is AgreementKind.UNILATERAL_DECLARATION and len(parties) > 1:
        yield "kind", f"is unilateral and has {len(parties)} parties", "use another kind"
    bound = {
        (each.actor, account)
        for each in agreement.participants
        if each.role is ParticipantRole.PARTY
        for account in accounts(agreement, each)
    }
    for number, each in enumerate(agreement.participants):
        voices = {(each.actor, account) for account in accounts(agreement, each)}
        if each.role is ParticipantRole.MEDIATOR and voices & bound:
            problem = f"has {each.actor!r} as party and as mediator"
            yield f"participants/{number}/role", problem, "delete one of the two"
        if each.role in _ROLES_IN_EVENTS:
            problem = f"has {each.actor!r} in the role {each.role.value!r}, which is for events"
            yield f"participants/{number}/role", problem, "use 'party' or another role"


def younger_revised(context: RuleContext) -> Iterator[Finding]:
    """An agreement amends, supersedes or suspends one that was made later.

    Fix: turn the link round, or correct the dates.
    """
    for link in context.dataset.links:
        are_agreements = all(map(context.dataset.agreements.get, link.ends))
        if link.kind in _REVISIONS and are_agreements:
            revising, revised = (context.chronology.bounds(end) for end in link.ends)
            if revising.start_latest < revised.start_earliest:
                message = f"{link.subject!r} {link.kind.value} {link.object!r}, which is younger"
                hint = "turn the link round, or correct the dates"
                yield context.error("KB507", link, message, at="subject", hint=hint)


_OVER = frozenset({AgreementStatus.LAPSED, AgreementStatus.SUPERSEDED})
_RANKS = {
    AgreementStatus.PROPOSED: 0,
    AgreementStatus.AGREED: 1,
    AgreementStatus.IN_FORCE: 2,
}
"""The statuses that follow one another until the agreement is over."""

_BINDING = frozenset({AgreementStatus.IN_FORCE, AgreementStatus.RESUMED})
_NOT_WITH = {
    AgreementStatus.LAPSED: _BINDING,
    AgreementStatus.SUPERSEDED: _BINDING,
    AgreementStatus.SUSPENDED: frozenset({AgreementStatus.IN_FORCE}),
}
"""The statuses that one excludes; a suspension may be over on the day of its beginning."""

_REVISIONS = frozenset({LinkKind.AMENDS, LinkKind.SUPERSEDES, LinkKind.SUSPENDS})
_ROLES_IN_EVENTS = frozenset(
    {
        ParticipantRole.INITIATOR,
        ParticipantRole.TARGET,
        ParticipantRole.PARTICIPANT,
        ParticipantRole.SPEAKER,
        ParticipantRole.ADDRESSEE,
    }
)

_OF_THE_WHOLE = frozenset({RelationKind.MEMBER_OF, RelationKind.PART_OF, RelationKind.HOLDS_OFFICE})
"""The relations by which an actor belongs to another."""


def _belongs_to(dataset: Dataset) -> Mapping[str, Sequence[str]]:
    """Return, for each actor, those that it directly belongs to."""
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
    """Return whether an actor is or belongs to a party, or consists of such actors."""
    if not _wholes(actor, belongs_to).isdisjoint(agreement.parties):
        return True
    found = dataset.actors.get(actor)
    members = found.members if found else ()
    return bool(members) and all(
        not _wholes(member, belongs_to).isdisjoint(agreement.parties) for member in members
    )


def _wholes(actor: str, belongs_to: Mapping[str, Sequence[str]]) -> set[str]:
    """Return all actors that one belongs to, itself included."""
    found, new = {actor}, [actor]
    while new:
        for whole in belongs_to.get(new.pop(), ()):
            if whole not in found:
                found.add(whole)
                new.append(whole)
    return found


def _at_once(first: StatusChange, second: StatusChange, agreement: Agreement) -> bool:
    """Return whether two changes of one account are simultaneous."""
    if accounts(agreement, first).isdisjoint(accounts(agreement, second)):
        return False
    day = first.when.bounds
    if day.start_earliest == day.end_latest and day == second.when.bounds:
        return True
    source = first.source or agreement.source
    return (
        first.doc_time_rel is second.doc_time_rel is DocTimeRel.OVERLAPS
        and source is not None
        and source == (second.source or agreement.source)
    )


_REORDER = "list the changes in their order, or correct the dates"


def _disorder(agreement: Agreement) -> Iterator[tuple[int, str, str]]:
    """Yield the changes that are out of order: index, problem, hint."""
    latest: StatusChange | None = None
    furthest: dict[tuple[str, str], tuple[int, str]] = {}
    is_suspended = False
    for number, step in enumerate(agreement.statuses):
        status, rank = step.status, _RANKS.get(step.status)
        voices = accounts(agreement, step)
        reached, reached_by = max(furthest.get(voice, (-1, "")) for voice in voices)
        if latest and step.when.before(latest.when) is Truth.YES:
            yield number, f"after {latest.status.value!r} but dated earlier", _REORDER
        elif rank is not None and rank < reached:
            yield number, f"after {reached_by!r} but precedes it", _REORDER
        elif status is AgreementStatus.RESUMED and not is_suspended:
            yield number, "without an earlier 'suspended'", "add the suspension, as inferred"
        if not latest or step.when.bounds.start_earliest > latest.when.bounds.start_earliest:
            latest = step
        for voice in voices:
            if status in _OVER:
                furthest.pop(voice, None)
            elif rank is not None:
                furthest[voice] = max(furthest.get(voice, (-1, "")), (rank, status.value))
        is_suspended = is_suspended or status is AgreementStatus.SUSPENDED
