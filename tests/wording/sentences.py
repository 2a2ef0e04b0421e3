"""Every sentence of the library, by stance, form, time and certainty.

Run it to write `tests/data/sentences.txt` anew, and read what changed:
`python tests/wording/sentences.py`.
"""

import itertools
from collections.abc import Iterator
from pathlib import Path

import karabakh
from karabakh import (
    Actor,
    ActorKind,
    Agreement,
    AgreementKind,
    AgreementStatus,
    Certainty,
    Dataset,
    DocTimeRel,
    Event,
    EventKind,
    Link,
    LinkKind,
    Measure,
    MeasureKind,
    Name,
    NameUse,
    Participant,
    ParticipantRole,
    Position,
    PositionForm,
    Proposition,
    PropositionKind,
    Provision,
    ProvisionKind,
    Relation,
    RelationKind,
    Stance,
    StatusChange,
    When,
)
from karabakh.reasoning import (
    agreement_status,
    conditions,
    contradictions,
    demands,
    disputes,
    open_questions,
    shifts,
    stances,
)
from karabakh.wording import Labels, describe_record, describe_reply, describe_status

DATA = Path(__file__).parents[1] / "data"
SNAPSHOT = DATA / "sentences.txt"

NF = (Name(text="Northern Front", use=NameUse.FULL), Name(text="the NF", use=NameUse.RUNNING))
WORLD = Dataset.from_records(
    Actor(id="ost", kind=ActorKind.STATE, names=(Name(text="Ost"),)),
    Actor(id="nf", kind=ActorKind.ARMED_GROUP, names=NF, is_plural=False),
    Actor(id="folk", kind=ActorKind.POPULATION, names=(Name(text="the ferry folk"),)),
    Proposition(id="safe", text="The mill is safe.", kind=PropositionKind.FACT),
    Proposition(
        id="weir",
        text="Ost lowers the weir.",
        kind=PropositionKind.POLICY,
        noun_phrase="a lower weir",
        infinitive="lower the weir",
    ),
    Proposition(id="bare", text="The weir is to be lowered.", kind=PropositionKind.POLICY),
    Event(id="war", title="War of 1887", kind=EventKind.WAR),
    Event(id="fire", title="The mill burns", kind=EventKind.OTHER),
    Agreement(id="truce", title="Truce of Mill Isle", kind=AgreementKind.CEASEFIRE),
)
LABELS = Labels(WORLD)
TIMES = {
    "present": {"doc_time_rel": DocTimeRel.OVERLAPS},
    "once": {"doc_time_rel": DocTimeRel.BEFORE},
    "dated": {"doc_time_rel": DocTimeRel.BEFORE, "when": When("1887-06")},
    "since": {"doc_time_rel": DocTimeRel.OVERLAPS, "when": When("1887-06/..")},
    "recent": {"doc_time_rel": DocTimeRel.BEFORE_OR_OVERLAPS},
    "future": {"doc_time_rel": DocTimeRel.AFTER},
}
FITTING = {
    PositionForm.CLAIM: ("safe",),
    PositionForm.ASSESSMENT: ("safe",),
    PositionForm.PREDICTION: ("safe",),
    PositionForm.CONCESSION: ("safe", "weir"),
    None: ("weir",),
}


def lines() -> Iterator[str]:
    """Yield a line for each: what it is, and its sentence."""
    for title, group in (
        ("positions", positions()),
        ("positions without optional wordings, dated", bare_positions()),
        ("replies", replies()),
        ("relations", relations()),
        ("links", links()),
        ("events", events()),
        ("participants and measures", parts()),
        ("provisions", provisions()),
        ("statuses", statuses()),
        ("conclusions on the article", conclusions(karabakh.load())),
        ("conclusions on the towns", conclusions(karabakh.read(DATA / "river_towns.toml"))),
    ):
        yield f"## {title}"
        yield from group
        yield ""


def positions():
    forms = (*PositionForm, None)
    for form, stance in itertools.product(forms, Stance):
        for about in FITTING.get(form, ("weir",)):
            addressee = "nf" if form is PositionForm.DEMAND else None
            for (time, fields), certainty in itertools.product(TIMES.items(), Certainty):
                position = Position(
                    id="p",
                    holder="ost",
                    proposition=about,
                    stance=stance,
                    form=form,
                    addressee=addressee,
                    certainty=certainty,
                    **fields,
                )
                name = form.value if form else "no form"
                what = f"{name}, {stance.value}, {time}, {certainty.value}"
                yield f"{what}: {describe_record(position, LABELS)}"


def bare_positions():
    for form, stance in itertools.product((*PositionForm, None), Stance):
        position = Position(
            id="p",
            holder="folk",
            proposition="bare",
            stance=stance,
            form=form,
            when=When("1887-06-03"),
            according_to=("nf",),
        )
        name = form.value if form else "no form"
        yield f"{name}, {stance.value}: {describe_record(position, LABELS)}"


def replies():
    for form, stance in itertools.product((*PositionForm, None), Stance):
        position = Position(
            id="p", holder="folk", proposition="weir", stance=stance, form=form, when=When("1887")
        )
        name = form.value if form else "no form"
        yield f"{name}, {stance.value}: {describe_reply(position, LABELS)}"


def relations():
    pasts = (DocTimeRel.OVERLAPS, DocTimeRel.BEFORE)
    for kind, rel, certainty in itertools.product(RelationKind, pasts, Certainty):
        title = "chair" if kind is RelationKind.HOLDS_OFFICE else ""
        for subject in ("ost", "folk"):
            relation = Relation(
                id="r",
                subject=subject,
                kind=kind,
                object="nf",
                title=title,
                doc_time_rel=rel,
                certainty=certainty,
            )
            text = describe_record(relation, LABELS)
            yield f"{kind.value}, {rel.value}, {certainty.value}: {text}"


def links():
    for kind, certainty in itertools.product(LinkKind, Certainty):
        link = Link(id="l", subject="fire", kind=kind, object="war", certainty=certainty)
        yield f"{kind.value}, {certainty.value}: {describe_record(link, LABELS)}"


def events():
    for (time, fields), certainty in itertools.product(TIMES.items(), Certainty):
        event = Event(
            id="e", title="The mill burns", kind=EventKind.OTHER, certainty=certainty, **fields
        )
        yield f"{time}, {certainty.value}: {describe_record(event, LABELS)}"


def parts():
    for role in ParticipantRole:
        participant = Participant(actor="nf", role=role, side="north", according_to=("ost",))
        yield f"{role.value}: {describe_record(participant, LABELS)}"
    for kind in MeasureKind:
        for numbers in ({"best": 4321}, {"low": 3, "high": 4.5}):
            measure = Measure(kind=kind, unit="boats", of="folk", **numbers)
            yield f"{kind.value}: {describe_record(measure, LABELS)}"


def provisions():
    for kind, obligor in itertools.product(ProvisionKind, ("ost", None)):
        provision = Provision(
            id="d",
            kind=kind,
            obligor=obligor,
            duty="lower the weir",
            beneficiary="folk",
            deadline=When("1888-01"),
        )
        yield f"{kind.value}: {describe_record(provision, LABELS)}"


def statuses():
    for status, certainty in itertools.product(AgreementStatus, Certainty):
        change = StatusChange(status=status, when=When("1887-06-10"), certainty=certainty)
        what = f"{status.value}, {certainty.value}"
        yield f"{what}: {describe_record(change, LABELS)}"
        for when in (When.unknown(), change.when):
            yield f"{what}: {describe_status('truce', status, when, certainty, LABELS)}"


def conclusions(dataset):
    labels = Labels(dataset)
    found = contradictions(dataset)
    answers = [
        *stances(dataset),
        *shifts(dataset),
        *disputes(dataset),
        *(*found, *found.rival_accounts, *found.undetermined, *found.compatible),
        *demands(dataset),
    ]
    for agreement in dataset.agreements:
        result = agreement_status(dataset, agreement.id)
        answers += [result, *result.obligations]
    goals = {it.requirement.goal: None for it in dataset.propositions if it.requirement}
    for goal in goals:
        answers += [each for _, each in conditions(dataset, goal).walk()]
    for answer in answers:
        yield f"{answer.rule}, {answer.certainty.value}: {answer.describe(labels)}"
    for question in open_questions(dataset):
        text = f"{question.describe(labels)} | {question.reason(labels)}"
        yield f"{question.kind.value}: {text} | {question.resolution(labels)}"


if __name__ == "__main__":
    SNAPSHOT.write_text("\n".join(lines()), encoding="utf-8")
