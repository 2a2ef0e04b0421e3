"""The parts of a briefing page that answer questions, from who changed to what is open."""

from collections.abc import Iterable
from itertools import groupby

from karabakh._markup import Content, Markup, element
from karabakh.exports._html_page import COLUMN, Page, Section, listed, names, parted, sign
from karabakh.figures import timeline as draw_timeline
from karabakh.model import (
    Agreement,
    ConditionType,
    Event,
    EventKind,
    ParticipantRole,
    Position,
    Stance,
)
from karabakh.reasoning import (
    Condition,
    ConsistencyCheck,
    Demands,
    Dispute,
    HeldStance,
    Obligation,
    ObligationState,
    OpenQuestion,
    QuestionKind,
    Shift,
    agreement_status,
    conditions,
    contradictions,
    demands,
    disputes,
    obligations,
    open_questions,
    shifts,
    timeline,
)
from karabakh.time import Truth

__all__ = [
    "agreements_section",
    "changes_section",
    "conditions_section",
    "contradictions_section",
    "demands_section",
    "disputes_section",
    "open_section",
    "timeline_section",
]

_OPEN = {
    QuestionKind.UNDECIDED: "Left open by an actor",
    QuestionKind.OUTCOME: "Agreed, with no outcome reported",
    QuestionKind.STATUS: "Status undetermined",
    QuestionKind.CONTRADICTION: "Contradictory",
    QuestionKind.RIVAL_ACCOUNTS: "Contested between accounts",
    QuestionKind.UNDETERMINED: "Perhaps contradictory",
    QuestionKind.STANCE: "Changed stance, with no new one reported",
    QuestionKind.HEDGED: "Hedged",
    QuestionKind.PARTIES: "Without all parties",
    QuestionKind.DATE: "Undated",
    QuestionKind.IDENTITY: "Possibly identical",
}
_VIEWS = {
    Stance.SUPPORTS: "so says",
    Stance.OPPOSES: "this is denied by",
    Stance.UNDECIDED: "this is left open by",
}
_MET = {
    Truth.YES: "it is so",
    Truth.NO: "it is not so",
    Truth.UNKNOWN: "whether it is so, is not told",
}
_BEARINGS = {
    ConditionType.NECESSARY: "needed",
    ConditionType.SUFFICIENT: "enough",
    ConditionType.NOT_SUFFICIENT: "not enough",
    ConditionType.CONTRIBUTES: "helps",
}
_ROLES = {
    ParticipantRole.INITIATOR: "by",
    ParticipantRole.TARGET: "aimed at",
    ParticipantRole.PARTICIPANT: "with a part in it",
    ParticipantRole.MEDIATOR: "mediated by",
    ParticipantRole.SPEAKER: "said by",
    ParticipantRole.ADDRESSEE: "said to",
    ParticipantRole.PARTY: "between",
    ParticipantRole.SIGNATORY: "signed by",
    ParticipantRole.GUARANTOR: "guaranteed by",
    ParticipantRole.MONITOR: "monitored by",
    ParticipantRole.WITNESS: "witnessed by",
    ParticipantRole.OTHER: "also involved:",
}
_DEMANDED = {
    Stance.SUPPORTS: "demands this",
    Stance.OPPOSES: "demands that this not be so",
    Stance.UNDECIDED: "leaves open whether to demand this",
}
_JUDGED = {
    Stance.SUPPORTS: "holds this to be so",
    Stance.OPPOSES: "holds this not to be so",
    Stance.UNDECIDED: "leaves open whether this is so",
}


def changes_section(page: Page) -> Section:
    """Tell who changed from what to what."""
    found = shifts(page.dataset)
    return Section(
        name="changes",
        title="Who changed",
        lead="Somebody who was for something and came to be against it, or the other way round.",
        count=len(found),
        body=listed(_shift(page, each) for each in found),
    )


def _shift(page: Page, shift: Shift) -> Markup:
    said = [
        element("b", element("bdi", page.name(shift.holder))),
        " changed on ",
        element("bdi", page.name(shift.proposition)),
    ]
    turn = element(
        "dl",
        element("dt", "Earlier"),
        element("dd", _held(page, shift.earlier)),
        element("dt", "Later"),
        element("dd", _held(page, shift.later)),
        class_="turn",
    )
    return page.claim(shift, said, more=turn)


def _held(page: Page, held: HeldStance) -> list[Content]:
    time = page.time(held.position.when, held.doc_time_rel, held.source)
    told = "not said outright; it follows" if held.is_derived else None
    return [sign(held.stance), element("small", parted([time, told]))]


def disputes_section(page: Page) -> Section:
    """Tell who is for and who against the same thing."""
    found = disputes(page.dataset)
    return Section(
        name="disputes",
        title="Who disagrees",
        lead="Some are for it and others against it, at times that may be the same.",
        count=len(found),
        body=listed(_dispute(page, each) for each in found),
    )


def _dispute(page: Page, dispute: Dispute) -> Markup:
    camps = [
        element("div", element("p", sign(stance)), _camp(page, held))
        for stance, held in (
            (Stance.SUPPORTS, dispute.supporters),
            (Stance.OPPOSES, dispute.opponents),
            (Stance.UNDECIDED, dispute.undecided),
        )
        if held
    ]
    also = [[element("bdi", page.name(each)), " "] for each in dispute.also]
    return page.claim(
        dispute,
        element("bdi", page.name(dispute.proposition)),
        more=[
            element("div", camps, class_="camps"),
            element("p", "The same dispute shows in: ", also, class_="facts") if also else None,
        ],
    )


def _camp(page: Page, held: Iterable[HeldStance]) -> Markup:
    """List who is in a camp, those on record by themselves first."""
    derived: dict[str, bool] = {}
    for each in held:
        derived[each.holder] = derived.get(each.holder, True) and each.is_derived
    return element(
        "ul",
        [
            element(
                "li",
                element("bdi", page.name(holder)),
                element("small", "not said outright; it follows") if is_derived else None,
            )
            for holder, is_derived in derived.items()
        ],
    )


def contradictions_section(page: Page) -> Section:
    """Tell what can't both be, and what may not."""
    found = contradictions(page.dataset)
    clashes: tuple[ConsistencyCheck, ...] = (*found.contradictions, *found.undetermined)
    return Section(
        name="contradictions",
        title="What can’t all be so",
        lead="Somebody both for and against the same at one time, or sources that differ.",
        count=len(clashes),
        body=listed(page.claim(each, element("bdi", each.describe(page.name))) for each in clashes),
    )


def timeline_section(page: Page) -> Section:
    """Draw the timeline, and list the events in its order."""
    dataset = page.dataset
    order = timeline(dataset)
    rows = [record for layer in order.layers for record in layer]
    events = [each for each in (*rows, *order.unordered) if isinstance(each, Event)]
    listed_ones = {each.id for each in events}
    events += [each for each in dataset.events if each.id not in listed_ones]
    conflict = None
    if order.inconsistency:
        told = [element("li", element("bdi", str(each))) for each in order.inconsistency]
        conflict = [element("p", "These can’t all be true:"), element("ul", told)]
    return Section(
        name="timeline",
        title="What happened",
        lead="The earliest first, as far as the order is told; most sources date little.",
        count=len(events),
        body=[
            page.figure(draw_timeline(dataset, width=COLUMN)),
            conflict,
            listed(_event(page, event) for event in events),
        ],
    )


def _event(page: Page, event: Event) -> Markup:
    roles = [
        element("li", f"{_ROLES[each.role]}: ", element("bdi", page.name(each.actor)))
        for each in event.participants
    ]
    facts: list[Content] = []
    if event.kind is not EventKind.OTHER:
        facts.append(event.kind.value.replace("-", " "))
    if event.recurring:
        facts.append("again and again")
    facts.append(page.time(event.when, event.doc_time_rel, event.source))
    if not event.when.is_known:
        facts.append("no date is told")
    if event.location:
        facts.append(["in ", element("bdi", page.name(event.location))])
    return page.claim(
        event,
        element("bdi", event.title or event.id),
        more=[
            element("p", parted(facts), class_="facts"),
            element("ul", roles, class_="inline") if roles else None,
        ],
    )


def agreements_section(page: Page) -> Section:
    """Tell what was agreed, where it stands, and who owes what."""
    owed: dict[str, list[Obligation]] = {}
    for each in obligations(page.dataset):
        owed.setdefault(each.agreement.id, []).append(each)
    agreements = list({each.id: each for each in page.dataset.agreements}.values())
    return Section(
        name="agreements",
        title="What was agreed",
        lead="Where each agreement stands, and what became of the duties under it.",
        count=len(agreements),
        body=listed(_agreement(page, each, owed.get(each.id, [])) for each in agreements),
    )


def _agreement(page: Page, agreement: Agreement, owed: list[Obligation]) -> Markup:
    standing = agreement_status(page.dataset, agreement.id)
    where = standing.status.value.replace("-", " ") if standing.status else "not told"
    parties = names(page, agreement.parties)
    rest = " (the source does not name all)" if parties and not agreement.parties_complete else None
    facts: list[Content] = [
        element("dt", "Kind"),
        element("dd", agreement.kind.value.replace("-", " ")),
        element("dt", "Parties"),
        element("dd", parties or "none is named", rest),
    ]
    if agreement.mediators:
        mediators = element("dd", names(page, agreement.mediators))
        facts += [element("dt", "Mediators"), mediators]
    stands = page.claim(standing, ["Last known of it: ", element("b", where)])
    return page.claim(
        agreement,
        element("b", element("bdi", agreement.title or agreement.id)),
        more=element("dl", facts),
        below=listed([stands, *(_duty(page, each) for each in owed)]),
    )


def _duty(page: Page, owed: Obligation) -> Markup:
    is_open = owed.state is ObligationState.UNKNOWN
    state = "whether it was done, is not known" if is_open else owed.state.value
    said = [
        "Duty of ",
        element("bdi", page.name(owed.provision.obligor or "")),
        ": ",
        element("bdi", owed.provision.duty),
    ]
    reason = element("bdi", owed.reason(page.name))
    return page.claim(owed, said, more=element("p", f"{state}: ", reason, class_="facts"))


def conditions_section(page: Page) -> Section:
    """Tell what each goal requires, according to whom."""
    requirements = [each.requirement for each in page.dataset.propositions if each.requirement]
    needed = {each.condition for each in requirements}
    known = {each.id: each for each in reversed(page.dataset.propositions)}
    goals = list(dict.fromkeys(each.goal for each in requirements if each.goal in known))
    roots = [goal for goal in goals if goal not in needed] or goals
    parts: list[Content] = []
    count = 0
    for goal in roots:
        found = conditions(page.dataset, goal)
        if found.conditions:
            count += sum(1 for _ in found.walk())
            parts += [
                element("h3", "For this: ", element("bdi", page.name(goal))),
                _conditions(page, found.conditions),
            ]
    return Section(
        name="conditions",
        title="What it takes",
        lead="What is said to be needed for something, by whom, and whether it is so already.",
        count=count,
        body=parts,
    )


def _conditions(page: Page, found: tuple[Condition, ...]) -> Content:
    return listed(_condition(page, each) for each in found)


def _condition(page: Page, condition: Condition) -> Markup:
    bearing = element("span", _BEARINGS[condition.condition_type], class_="tag")
    proposition = page.dataset.propositions.get(condition.condition)
    text = condition.condition if proposition is None else proposition.text
    met = _MET[condition.met.answer]
    return page.claim(
        condition,
        [bearing, " ", element("bdi", text)],
        more=element("p", parted([*_views(page, condition.views), met]), class_="facts"),
        below=_conditions(page, condition.needs) if condition.needs else None,
    )


def _views(page: Page, views: tuple[Position, ...]) -> list[Content]:
    return [
        [_VIEWS[each.stance], " ", element("bdi", page.name(each.holder))] for each in views
    ] or ["nobody is told to say so"]


def demands_section(page: Page) -> Section:
    """Tell who demands what of whom."""
    found = demands(page.dataset)
    return Section(
        name="demands",
        title="Who is told to act",
        lead="What is demanded of whom, and what is thought of their part in it.",
        count=sum(len(each.demands) for each in found),
        body=[_demands(page, each) for each in found if each.demands],
    )


def _demands(page: Page, found: Demands) -> Markup:
    whom = element("bdi", page.name(found.of)) if found.of else "nobody in particular"
    return element(
        "section",
        element("h3", "Of ", whom),
        listed(_voiced(page, each, _DEMANDED) for each in found.demands),
        [
            element("p", "What is thought of it:"),
            listed(_voiced(page, each, _JUDGED) for each in found.assessments),
        ]
        if found.assessments
        else None,
    )


def _voiced(page: Page, position: Position, verbs: dict[Stance, str]) -> Markup:
    return page.claim(
        position,
        [
            element("b", element("bdi", page.name(position.holder))),
            f" {verbs[position.stance]}: ",
            element("bdi", page.name(position.proposition)),
        ],
    )


def open_section(page: Page) -> Section:
    """Tell what is left open, why, and what would settle it."""
    found = open_questions(page.dataset)
    parts: list[Content] = []
    for kind, group in groupby(found, key=lambda each: each.kind):
        parts += [element("h3", _OPEN[kind]), listed(_question(page, each) for each in group)]
    return Section(
        name="open",
        title="What is open",
        lead="What can’t be told from the sources, and what would settle it.",
        count=len(found),
        body=parts,
    )


def _question(page: Page, question: OpenQuestion) -> Markup:
    sentence = question.describe(page.name)
    more = element(
        "dl",
        element("dt", "Open because"),
        element("dd", element("bdi", question.reason(page.name))),
        element("dt", "Settled by"),
        element("dd", element("bdi", question.resolution(page.name))),
    )
    return page.claim(question, element("bdi", sentence[:1].upper() + sentence[1:]), more=more)
