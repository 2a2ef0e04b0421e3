"""The rules of demands, conditions and open questions, slow and plain."""

from slow_duties import is_stated, now_of

from karabakh import (
    Agreement,
    AgreementStatus,
    Certainty,
    ConditionType,
    Event,
    Link,
    LinkKind,
    Position,
    PositionForm,
    Stance,
    Truth,
)
from karabakh.reasoning import agreement_status, contradictions, obligations
from karabakh.reasoning._intervals import intervals_of
from karabakh.time import TimeOrder

# -- demands


def slow_demands(dataset, of, on):
    """For each addressee: what is demanded of it, and what is judged of it."""
    topics = {each.topic for each in dataset.propositions if each.topic}

    subjects = {each.id: each for each in dataset.propositions}

    def is_on(position):
        about = subjects.get(position.proposition)
        return on in {None, position.proposition} or (
            on not in subjects and about is not None and about.topic == on
        )

    assert on is None or on in subjects or on in topics
    requested = (
        {each.addressee for each in dataset.positions} if of is None else membership(dataset, of)
    )
    for addressee in requested:
        demanded = {
            each.id
            for each in dataset.positions
            if each.form is PositionForm.DEMAND and each.addressee == addressee and is_on(each)
        }
        judged = {
            each.id
            for each in dataset.positions
            if each.form is PositionForm.ASSESSMENT
            and each.proposition in subjects
            and addressee in subjects[each.proposition].about
            and is_on(each)
        }
        if demanded or addressee == of is not None:
            yield addressee, demanded, judged


def membership(dataset, actor):
    """An actor, and the collectives that it is in, and those that these are in."""
    found = {actor}
    for _ in dataset.actors:
        found |= {each.id for each in dataset.actors if found & set(each.members)}
    return found


# -- conditions


def slow_conditions(dataset, goal):
    """All that bears on a goal, each with its depth, by the order of the formula."""
    stated = {goal}

    def below(name, path):
        needed = [each for each in dataset.propositions if each.requirement]
        rows = [each for each in needed if each.requirement.goal == name]
        for each in sorted(rows, key=_place):
            condition = each.requirement.condition
            is_goal = any(other.requirement.goal == condition for other in needed)
            is_cyclic = condition in path
            is_stated = is_goal and condition in stated and not is_cyclic
            yield len(path) - 1, each, is_cyclic, is_stated
            if is_goal and not is_cyclic and not is_stated:
                stated.add(condition)
                yield from below(condition, [*path, condition])

    return list(below(goal, [goal]))


def _place(proposition):
    return list(ConditionType).index(proposition.requirement.condition_type), reading_place(
        proposition
    )


def reading_place(record):
    """Where a reader meets a record: its first place, then where the last ends."""
    keys = sorted(place.sort_key for place in record.citations)
    if not keys:
        return (1, record.id)
    return (0, *keys[0][:3], keys[-1][1], keys[-1][3], record.id)


def slow_met(dataset, condition):
    """Whether something is met, and the links and events that report it."""
    stated = []
    for link in dataset.links:
        event = dataset.get(link.subject)
        if isinstance(event, Event):
            now = now_of(dataset, None)
            happened = is_stated(now, event.doc_time_rel, now.chronology.bounds(event.id))
            if happened is not Truth.YES:
                continue
        if link.object == condition and link.kind in {LinkKind.FULFILS, LinkKind.BREACHES}:
            stated.append((link, event))
    kinds = {link.kind for link, _ in stated}
    answer = Truth.of(kinds == {LinkKind.FULFILS}) if len(kinds) == 1 else Truth.UNKNOWN
    return answer, {each.id for pair in stated for each in pair if each is not None}


# -- open questions


def slow_open_questions(dataset):  # noqa: C901 (one loop for each kind)
    """What is open: the kind, what it is about, and the certainty."""
    yield from _undecided(dataset)
    for each in obligations(dataset):
        if each.state.value in {"unknown", "overdue"}:
            yield "outcome", (each.provision.id, each.agreement.id), each.certainty
    for agreement in dataset.agreements:
        status = agreement_status(dataset, agreement.id)
        if status.status is None and status.possible:
            yield "status", (agreement.id,), Certainty.UNKNOWN
        steps = {step.status for step in agreement.statuses}
        named = len(set(agreement.parties))
        if named < 2 and not agreement.parties_complete and steps != {AgreementStatus.PROPOSED}:
            yield "parties", (agreement.id, *agreement.parties), agreement.certainty
    yield from _clashes(dataset)
    hedged = {
        each.id
        for each in dataset.records()
        if each.certainty is not Certainty.CERTAIN and not isinstance(each, Link)
    }
    for name in hedged:
        yield "hedged", (name,), dataset[name].certainty
    for agreement in dataset.agreements:
        certainties = [step.certainty for step in agreement.statuses]
        if agreement.id not in hedged and {*certainties} - {Certainty.CERTAIN}:
            hedged |= {agreement.id}
            yield "hedged", (agreement.id,), Certainty.weakest(certainties)
    for link in dataset.links:
        if link.certainty is Certainty.CERTAIN:
            continue
        if link.kind is LinkKind.SAME_AS:
            yield "identity", (link.subject, link.object, link.id), link.certainty
        elif not hedged & set(link.ends):
            yield "hedged", (link.id,), link.certainty
    yield from _undated(dataset)


def _undecided(dataset):
    for proposition in {each.proposition for each in dataset.positions}:
        views = [each for each in dataset.positions if each.proposition == proposition]
        undecided = [
            each.certainty
            for each in views
            if each.stance is Stance.UNDECIDED
            and not any(_is_settled(dataset, each, other) for other in views)
        ]
        if undecided:
            yield "undecided", (proposition,), Certainty.weakest(undecided)


def _is_settled(dataset, undecided, other):
    """Whether its holder, or a collective that it is in, has decided since."""
    index = intervals_of(dataset)
    order = index.order.order(index.of(undecided), index.of(other))
    is_decided = other.stance is not Stance.UNDECIDED
    is_own = other.holder in membership(dataset, undecided.holder)
    return is_decided and is_own and order is TimeOrder.FIRST


def _clashes(dataset):
    """Each clash that no other one shows by the same positions and fewer records."""
    found = contradictions(dataset)
    for clashes in (found.contradictions, found.undetermined):
        bases = {}
        for clash in clashes:
            records, size = _bases(clash)
            bases.setdefault(records, []).append((size, clash.certainty))
        for records, several in bases.items():
            kind = "contradiction" if clashes is found.contradictions else "undetermined"
            steps = min(size for size, _ in several)
            fitting = {certainty for size, certainty in several if size == steps}
            yield kind, tuple(sorted(records)), fitting


def _bases(clash):
    """The positions, or else records, that a clash comes down to, and how many."""
    reached = {id(clash): clash}
    while True:
        below = [p for c in reached.values() for p in getattr(c, "premises", ())]
        more = {id(each): each for each in below} | reached
        if len(more) == len(reached):
            break
        reached = more
    records = {each for each in reached.values() if hasattr(each, "citations")}
    positions = {each for each in records if isinstance(each, Position)}
    leaves = [each for each in reached.values() if not hasattr(each, "premises")]
    return frozenset(each.id for each in positions or records), len(leaves)


def _undated(dataset):
    orders = [link for link in dataset.links if link.kind in {LinkKind.BEFORE, LinkKind.FOLLOWS}]
    for record in dataset.records():
        ordering = [link for link in orders if record.id in link.ends]
        match record:
            case Event():
                date = record.when
            case Position():
                date = record.when
            case Agreement():
                step = record.agreed_step
                date = None if step is None else step.when
                ordering += record.provisions
            case _:
                continue
        if ordering and (date is None or not date.is_known):
            weakest = Certainty.weakest(each.certainty for each in (record, *ordering))
            yield "date", (record.id,), weakest
