"""A good and a bad dataset for each rule.

They differ in as little as can be. What is good breaks no rule of its family at all; what is bad
breaks at least the one that it is for.

Run it to write `tests/data/findings.txt` anew, and read what changed:
`python tests/validation/rule_cases.py`.
"""

from collections.abc import Iterator
from pathlib import Path

import attrs

from karabakh import (
    Actor,
    ActorKind,
    Agreement,
    AgreementKind,
    AgreementStatus,
    Certainty,
    Citation,
    Coding,
    ConditionType,
    Dataset,
    DocTimeRel,
    Document,
    Event,
    EventKind,
    ExternalCode,
    Link,
    LinkKind,
    Measure,
    MeasureKind,
    Name,
    NameUse,
    Participant,
    ParticipantRole,
    Place,
    Position,
    PositionForm,
    Proposition,
    PropositionKind,
    Provision,
    Relation,
    RelationKind,
    Requirement,
    Source,
    Stance,
    StatusChange,
    When,
    validate,
)

TEXT = Document.from_text("They met. Nothing was signed.\n\nThey parted.", name="wire.txt")
WIRE = Source(id="wire", title="Wire", paragraphs=TEXT.outline())
DATED = Source(id="wire", title="Wire", published=When("2020-06-15"))
CITED = (Citation("wire", 1, 1, 2),)
DAY = "2020-06-01"
FAR = (Citation("wire", 9),)
REPORT = Document.from_text("The mayor Ona Berel met the old council. They signed.")
NEWS = Source(id="wire", title="Wire", language="en", author="paper", paragraphs=REPORT.outline())
CALLED = {"identifiers": (ExternalCode("wikidata", "Q1"),)}


SNAPSHOT = Path(__file__).parents[1] / "data" / "findings.txt"


def actor(id, kind=ActorKind.STATE, used_by=(), **fields):
    return Actor(id=id, kind=kind, names=(Name(text=id, used_by=used_by),), **fields)


def mayor(name="Ona Berel"):
    return Actor(
        id="mayor",
        kind=ActorKind.PERSON,
        names=(Name(text=name, used_by=("paper",)),),
        citations=(Citation("wire", 1, 3, 4),),
    )


def reported(first, last):
    return event("e", citations=(Citation("wire", 1, first, last),))


def event(id, when="", **fields):
    fields.setdefault("citations", CITED)
    time = When(when) if when else When.unknown()
    return Event(id=id, title=id, kind=EventKind.OTHER, when=time, **fields)


def link(subject, kind, object):
    name = f"{subject}-{kind}-{object}"
    return Link(id=name, subject=subject, kind=LinkKind(kind), object=object, citations=CITED)


def untitled(id, subject):
    return attrs.evolve(office(id, subject, DAY), title="")


def office(id, subject, when="", **fields):
    return Relation(
        id=id,
        subject=subject,
        kind=RelationKind.HOLDS_OFFICE,
        object="north",
        title="president",
        when=When(when) if when else When.unknown(),
        citations=CITED,
        **fields,
    )


def proposition(id, **fields):
    return Proposition(id=id, text=f"It is {id}.", **fields)


def position(id, stance=Stance.SUPPORTS, about="peace", **fields):
    fields.setdefault("citations", CITED)
    fields.setdefault("form", PositionForm.CLAIM)
    return Position(id=id, holder="north", proposition=about, stance=stance, **fields)


def opponent(**fields):
    return attrs.evolve(position("q", stance=Stance.OPPOSES, **fields), holder="south")


def agreement(*steps, parties=(), **fields):
    fields.setdefault("participants", tuple(participant(each, "party") for each in parties))
    return Agreement(
        id="truce",
        title="A truce",
        kind=fields.pop("kind", AgreementKind.CEASEFIRE),
        statuses=tuple(steps),
        citations=CITED,
        **fields,
    )


def participant(actor, role, **fields):
    return Participant(actor=actor, role=ParticipantRole(role), **fields)


def measure(kind, **fields):
    return Measure(kind=MeasureKind(kind), **fields)


def fight(*sides, actor=""):
    actors = [actor or f"a{number}" for number in range(len(sides))]
    rows = zip(actors, sides, strict=True)
    return event("e", participants=tuple(participant(a, "participant", side=s) for a, s in rows))


def tie(kind, **fields):
    fields |= {"subject": "north", "object": "both", "citations": CITED}
    return Relation(id="tie", kind=RelationKind(kind), **fields)


def source(id, **fields):
    return Source(id=id, title=id, **fields)


def names(language, *texts, use=NameUse.SHORT):
    return tuple(Name(text=text, language=language, use=use) for text in texts)


def named(*texts, use=None):
    return Place(id="here", names=names("de", *texts, use=use))


def step(status, when="", **fields):
    time = When(when) if when else When.unknown()
    return StatusChange(status=AgreementStatus(status), when=time, **fields)


def duty(**fields):
    return Provision(id="duty", obligor="fighters", duty="withdraw", **fields)


NORTH, SOUTH, FIGHTERS = actor("north"), actor("south"), actor("fighters", ActorKind.ARMED_GROUP)
ANN, BOB = actor("ann", ActorKind.PERSON), actor("bob", ActorKind.PERSON)
PEACE = proposition("peace")
AGAINST = Stance.OPPOSES
BEFORE, OVERLAPS, AFTER = DocTimeRel.BEFORE, DocTimeRel.OVERLAPS, DocTimeRel.AFTER
MIXED = event("mixed", citations=(Citation("a"),))
EARLY, LATE = event("early", "2019"), event("late", "2021")


TREATY = Agreement(
    id="treaty",
    title="A treaty",
    kind=AgreementKind.FRAMEWORK,
    statuses=(step("agreed", "2021"),),
    citations=CITED,
)


def of(*records):
    return Dataset.from_records(*records)


# For each code, datasets that keep to the rule and datasets that break it.
CASES: dict[str, tuple[list[Dataset], list[Dataset]]] = {
    "KB101": (
        [of(WIRE, EARLY, LATE, link("early", "before", "late"))],
        [of(EARLY, link("early", "before", "lat")), of(event("e", location="nowhere"))],
    ),
    "KB102": (
        [of(NORTH, office("o", "north"))],
        [of(NORTH, Place(id="here"), office("o", "here"))],
    ),
    "KB103": ([of(NORTH, SOUTH)], [of(NORTH, NORTH)]),
    "KB104": ([of(NORTH, Place(id="here"))], [of(NORTH, Place(id="north"))]),
    "KB105": ([of(actor("north-1"))], [of(actor("the north")), of(actor(""))]),
    "KB106": (
        [of(EARLY, LATE, link("early", "causes", "late"))],
        [of(EARLY, link("early", "same-as", "early")), of(EARLY, link("early", "before", "early"))],
    ),
    "KB107": (
        [
            of(NORTH, actor("both", ActorKind.COLLECTIVE, members=("north",))),
            of(
                Actor(
                    id="north",
                    kind=ActorKind.STATE,
                    names=(Name(text="North", used_by=("north",)),),
                )
            ),
        ],
        [
            of(actor("both", ActorKind.COLLECTIVE, members=("both",))),
            of(NORTH, office("o", "north")),
            of(proposition("p", implies=("p",))),
            of(proposition("p", about=("p",))),
            of(event("e", about=("e",))),
            of(position("p", on_behalf_of="north")),
        ],
    ),
    "KB108": (
        [
            of(EARLY, PEACE, link("early", "fulfils", "peace")),
            of(EARLY, PEACE, link("peace", "reason-for", "early")),
            of(EARLY, agreement(), link("early", "breaches", "truce")),
            of(TREATY, agreement(), link("treaty", "amends", "truce")),
            of(EARLY, agreement(provisions=(duty(),)), link("early", "suspends", "duty")),
        ],
        [
            of(EARLY, PEACE, link("peace", "causes", "early")),
            of(EARLY, NORTH, link("early", "part-of", "north")),
            of(EARLY, LATE, link("early", "fulfils", "late")),
            of(EARLY, agreement(), link("early", "supersedes", "truce")),
            of(NORTH, agreement(), link("truce", "suspends", "north")),
        ],
    ),
    "KB109": (
        [
            of(actor("both", ActorKind.COLLECTIVE, members=("north", "south"))),
            of(event("e", participants=(participant("a", "other"), participant("a", "target")))),
            of(
                event(
                    "e",
                    participants=(
                        participant("a", "target", according_to=("north",)),
                        participant("a", "target", according_to=("south",)),
                    ),
                )
            ),
            of(Source(id="w", title="W", paragraphs=Document.from_text("No. No.").outline())),
        ],
        [
            of(actor("both", ActorKind.COLLECTIVE, members=("north", "north"))),
            of(event("e", citations=CITED * 2)),
            of(event("e", codes=(ExternalCode("own", "1"),) * 2)),
            of(event("e", according_to=("north", "north"))),
            of(
                event(
                    "e",
                    participants=(
                        participant("a", "target"),
                        participant("a", "target", certainty=Certainty.PROBABLE),
                    ),
                )
            ),
            of(event("e", measures=(measure("killed", best=3),) * 2)),
            of(agreement(step("agreed", according_to=("north", "north")))),
            of(agreement(provisions=(duty(citations=CITED * 2),))),
            of(actor("a", used_by=("north", "north"))),
        ],
    ),
    "KB201": (
        [of(WIRE, event("e", citations=(Citation("wire", 1, 3, 5), Citation("wire", 2))))],
        [
            of(WIRE, event("e", participants=(participant("a", "other", citations=FAR),))),
            of(WIRE, event("e", measures=(measure("killed", best=3, citations=FAR),))),
            of(WIRE, agreement(parties=("a",), provisions=(duty(citations=FAR),))),
            of(WIRE, event("e", citations=(Citation("wire", 3),))),
            of(WIRE, event("e", citations=(Citation("wire", 2, 1, 3),))),
            of(WIRE, agreement(step("agreed", citations=(Citation("wire", 9),)))),
        ],
    ),
    "KB202": (
        [
            of(EARLY, NORTH, PEACE),
            of(FIGHTERS, agreement(provisions=(duty(),))),
        ],
        [
            of(event("e", citations=())),
            of(position("p", citations=())),
            of(Agreement(id="a", title="A", kind=AgreementKind.OTHER, provisions=(duty(),))),
        ],
    ),
    "KB203": (
        [of(WIRE, EARLY), of(WIRE, source("a", translation_of="wire"), MIXED)],
        [of(WIRE), of(WIRE, event("e", citations=(Citation("w"),)))],
    ),
    "KB204": (
        [
            of(WIRE, event("e", citations=(Citation("wire", 1), Citation("wire", 2, 2, 2)))),
            of(
                WIRE,
                event("e", citations=(Citation("wire", 1, 2, 3), Citation("wire", 2, 1, 1))),
            ),
        ],
        [of(WIRE, EARLY), of(WIRE, event("e", citations=(Citation("wire"),)))],
    ),
    "KB205": (
        [of(WIRE, EARLY), of(WIRE, EARLY).bind(TEXT)],
        [
            of(WIRE, EARLY).bind(Document.from_text("They talked. Nothing was signed.")),
            of(
                WIRE,
                event(
                    "e", citations=(), participants=(participant("a", "other", citations=CITED),)
                ),
            ).bind(Document.from_text("They talked. Nothing was signed.")),
            of(WIRE, event("e", citations=(Citation("wire", 2), *CITED))).bind(
                Document.from_text("They talked. Nothing was signed.\n\nThey parted.")
            ),
        ],
    ),
    "KB206": (
        [
            of(WIRE, source("a", translation_of="wire"), source("b", edition_of="a")),
            of(WIRE, source("a", translation_of="wire", edition_of="wire")),
        ],
        [
            of(source("a", translation_of="a")),
            of(source("a", translation_of="b"), source("b", edition_of="a")),
            of(
                source("a", edition_of="b"),
                source("b", edition_of="c"),
                source("c", edition_of="a"),
            ),
        ],
    ),
    "KB207": (
        [
            of(source("a", language="hy"), source("b", translation_of="a", language="en")),
            of(source("a"), source("b", translation_of="a")),
            of(source("a", language="en"), source("b", edition_of="a", language="en")),
            of(source("a", published=When("2020")), source("b", translation_of="a")),
        ],
        [
            of(source("a", language="en"), source("b", translation_of="a", language="EN")),
            of(
                source("a", published=When("2020")),
                source("b", translation_of="a", published=When("2019")),
            ),
        ],
    ),
    "KB208": (
        [of(NEWS, mayor()).bind(REPORT), of(NEWS, mayor("Ona Barel"))],
        [of(NEWS, mayor("Ona Barel")).bind(REPORT)],
    ),
    "KB209": (
        [
            *(
                of(NEWS, mayor(), reported(*words)).bind(REPORT)
                for words in ((1, 4), (3, 5), (5, 8), (9, 9), (8, 8), (1, 10))
            ),
            of(NEWS, mayor(), reported(1, 3)),
        ],
        [
            of(NEWS, mayor(), reported(*words)).bind(REPORT)
            for words in ((1, 3), (4, 5), (1, 6), (7, 9), (8, 10))
        ],
    ),
    "KB210": (
        [
            of(event("e", codes=(ExternalCode(scheme, "1"),), participants=(part,)))
            for scheme, part in (
                ("acled", participant("a", "other")),
                ("cameo", participant("a", "initiator")),
            )
        ],
        [
            of(
                event(
                    "e",
                    codes=(ExternalCode("acled", "1"),),
                    participants=(participant("a", "initiator"),),
                )
            )
        ],
    ),
    "KB301": (
        [
            of(EARLY, LATE, link("early", "before", "late")),
            # In the order of the links, on one day.
            of(event("a", "2020-01-01"), event("b", "2020-01-01"), link("a", "before", "b")),
        ],
        [
            of(EARLY, LATE, link("late", "before", "early")),
            of(
                event("a"),
                event("b"),
                event("c"),
                link("a", "before", "b"),
                link("b", "causes", "c"),
                link("c", "before", "a"),
            ),
            of(EARLY, LATE, link("early", "follows", "late")),
            of(
                EARLY,
                LATE,
                event("amid"),
                link("late", "causes", "amid"),
                link("amid", "part-of", "early"),
            ),
            of(
                *map(event, "abcdefgh"),
                *(link(*ends) for ends in zip("abcdefgh", ["before"] * 8, "bcdefgha", strict=True)),
            ),
        ],
    ),
    "KB302": (
        [of(EARLY, LATE, link("early", "causes", "late"))],
        [of(EARLY, LATE, link("late", "causes", "early"))],
    ),
    "KB303": (
        [of(event("year", "2020"), event("month", "2020-05"), link("month", "part-of", "year"))],
        [of(event("year", "2020-01-01/2020-12-31"), LATE, link("late", "part-of", "year"))],
    ),
    "KB304": (
        [
            of(DATED, event("e", "2019", doc_time_rel=BEFORE)),
            of(DATED, event("e", "2019", doc_time_rel=DocTimeRel.BEFORE_OR_OVERLAPS)),
            of(DATED, event("e", "2021", doc_time_rel=DocTimeRel.OVERLAPS_OR_AFTER)),
            of(DATED, event("e", "2020-06-15", doc_time_rel=BEFORE)),
            of(DATED, event("e", "2020-06-15", doc_time_rel=AFTER)),
            of(DATED, event("e", "2019/..", doc_time_rel=OVERLAPS)),
            of(Source(id="wire", title="Wire"), event("e", "2019", doc_time_rel=BEFORE)),
        ],
        [
            of(DATED, event("e", "2021", doc_time_rel=BEFORE)),
            of(DATED, event("e", "2021", doc_time_rel=DocTimeRel.BEFORE_OR_OVERLAPS)),
            of(DATED, event("e", "2019", doc_time_rel=DocTimeRel.OVERLAPS_OR_AFTER)),
            of(DATED, event("e", "2019", doc_time_rel=AFTER)),
            of(DATED, event("e", "2019", doc_time_rel=OVERLAPS)),
            of(DATED, event("e", "2019/..", doc_time_rel=BEFORE)),
            of(DATED, NORTH, ANN, office("o", "ann", "2021", doc_time_rel=OVERLAPS)),
        ],
    ),
    "KB305": (
        [of(EARLY, position("p", when=When("2019/2021"), expressed_in="early"))],
        [of(EARLY, position("p", when=When("2021"), expressed_in="early"))],
    ),
    "KB306": (
        [of(EARLY, event("e", "2019-05"), link("e", "same-as", "early"))],
        [of(EARLY, LATE, link("early", "same-as", "late"))],
    ),
    "KB307": (
        [
            of(NORTH, ANN, BOB, office("o1", "ann", "2019"), office("o2", "bob", "2021")),
            of(NORTH, ANN, BOB, office("o1", "ann"), office("o2", "bob")),
            of(NORTH, ANN, BOB, *(untitled(f"o-{who}", who) for who in ("ann", "bob"))),
            of(
                NORTH,
                ANN,
                BOB,
                office("o1", "ann", DAY),
                office("o2", "bob", DAY, according_to=("south",)),
            ),
            of(NORTH, ANN, office("o1", "ann", DAY), office("o2", "ann", DAY)),
            of(
                NORTH,
                SOUTH,
                ANN,
                BOB,
                office("o1", "ann", DAY),
                attrs.evolve(office("o2", "bob", DAY), object="south"),
            ),
            of(
                NORTH,
                ANN,
                BOB,
                *(
                    attrs.evolve(office(f"o-{who}", who, DAY), kind=RelationKind.MEMBER_OF)
                    for who in ("ann", "bob")
                ),
            ),
        ],
        [
            of(NORTH, ANN, BOB, office("o1", "ann", "2018/2021"), office("o2", "bob", "2019")),
            of(
                NORTH,
                ANN,
                BOB,
                office("o1", "ann", DAY),
                attrs.evolve(office("o2", "bob", DAY), title=" President"),
            ),
            of(
                WIRE,
                NORTH,
                ANN,
                BOB,
                office("o1", "ann", doc_time_rel=OVERLAPS),
                office("o2", "bob", doc_time_rel=OVERLAPS),
            ),
        ],
    ),
    "KB308": (
        [
            of(WIRE, event("e", doc_time_rel=BEFORE)),
            of(agreement(step("agreed", doc_time_rel=BEFORE, citations=(Citation("a"),)))),
        ],
        [
            of(event("e", citations=(), doc_time_rel=BEFORE)),
            of(event("e", citations=(*CITED, Citation("other")), doc_time_rel=BEFORE)),
            of(
                Agreement(
                    id="a",
                    title="A",
                    kind=AgreementKind.OTHER,
                    statuses=(step("agreed", doc_time_rel=BEFORE),),
                )
            ),
            of(
                attrs.evolve(
                    agreement(step("agreed", doc_time_rel=BEFORE)),
                    citations=(Citation("a"), Citation("b")),
                )
            ),
            of(
                Agreement(
                    id="a",
                    title="A",
                    kind=AgreementKind.OTHER,
                    statuses=(
                        step(
                            "agreed", doc_time_rel=BEFORE, citations=(Citation("a"), Citation("b"))
                        ),
                    ),
                )
            ),
        ],
    ),
    "KB401": (
        [
            of(
                WIRE,
                PEACE,
                position("p", doc_time_rel=BEFORE),
                position("q", AGAINST, doc_time_rel=OVERLAPS),
            ),
            of(PEACE, position("p"), position("q", AGAINST)),
            of(PEACE, position("p", when=When("2019")), position("q", AGAINST, when=When("2021"))),
            of(
                WIRE,
                PEACE,
                position("p", doc_time_rel=OVERLAPS),
                position("q", AGAINST, doc_time_rel=OVERLAPS, according_to=("south",)),
            ),
            of(
                WIRE,
                PEACE,
                position("p", doc_time_rel=OVERLAPS, according_to=("north",)),
                position("q", AGAINST, doc_time_rel=OVERLAPS, according_to=("south",)),
            ),
            of(
                PEACE,
                position("p", when=When(DAY)),
                position("q", AGAINST, when=When(DAY), on_behalf_of="fighters"),
            ),
            of(
                WIRE,
                PEACE,
                position("p", doc_time_rel=OVERLAPS),
                position("q", Stance.UNDECIDED, doc_time_rel=OVERLAPS),
            ),
            of(
                PEACE,
                position("p", when=When(DAY)),
                position("q", AGAINST, when=When(DAY), citations=(Citation("other"),)),
            ),
            of(
                PEACE,
                position("p", when=When(DAY)),
                attrs.evolve(position("q", AGAINST, when=When(DAY)), holder="south"),
            ),
            of(
                PEACE,
                proposition("war"),
                position("p", when=When(DAY)),
                position("q", AGAINST, about="war", when=When(DAY)),
            ),
            # Records that contradict each other in time support no answer.
            of(
                PEACE,
                position("p", when=When(DAY)),
                position("q", AGAINST, when=When(DAY)),
                link("p", "follows", "q"),
                link("q", "before", "p"),
            ),
        ],
        [
            of(
                WIRE,
                PEACE,
                position("p", doc_time_rel=OVERLAPS),
                position("q", AGAINST, doc_time_rel=OVERLAPS),
            ),
            of(
                PEACE,
                position("p", when=When("2019-03/2021-03")),
                position("q", AGAINST, when=When("2020-06")),
            ),
            of(
                PEACE,
                position("p", when=When("2020-06-01"), according_to=("north", "south")),
                position("q", AGAINST, when=When("2020-06-01"), according_to=("south",)),
            ),
            of(
                proposition("peace", kind=PropositionKind.POLICY),
                position(
                    "p", when=When("2020-06-01"), form=None, citations=(*CITED, Citation("x"))
                ),
                position("q", AGAINST, when=When("2020-06-01"), form=None),
            ),
        ],
    ),
    "KB402": (
        [
            of(
                proposition("p", implies=("q",)),
                proposition("q"),
                proposition("r", excludes=("q",)),
            ),
            of(proposition("p", excludes=("p",))),
            of(proposition("p", implies=("q",), excludes=("r",)), proposition("q")),
        ],
        [
            of(proposition("p", implies=("q",)), proposition("q", excludes=("p",))),
            of(
                proposition("p", implies=("q",)),
                proposition("q", implies=("r",)),
                proposition("r", excludes=("p",)),
            ),
            of(
                proposition("p", implies=("q", "r")),
                proposition("q", excludes=("r",)),
                proposition("r"),
            ),
            of(
                proposition("a", implies=("q", "b")),
                proposition("b", implies=("c",)),
                proposition("c", implies=("r",)),
                proposition("p", implies=("q", "r")),
                proposition("q", excludes=("r",)),
                proposition("r"),
            ),
        ],
    ),
    "KB403": (
        [of(proposition("p", excludes=("q",)), proposition("q"))],
        [of(proposition("p", excludes=("p",)))],
    ),
    "KB404": (
        [
            of(
                proposition("p"),
                proposition("q"),
                proposition(
                    "r",
                    requirement=Requirement(
                        goal="p", condition="q", condition_type=ConditionType.NECESSARY
                    ),
                ),
            )
        ],
        [
            of(
                proposition("p"),
                proposition(
                    "r",
                    requirement=Requirement(
                        goal="p", condition="p", condition_type=ConditionType.NECESSARY
                    ),
                ),
            )
        ],
    ),
    "KB405": (
        [
            of(PEACE, SOUTH, position("p", form=PositionForm.DEMAND, addressee="south")),
            of(PEACE, position("p", form=PositionForm.ASSESSMENT)),
        ],
        [of(PEACE, position("p", form=PositionForm.DEMAND))],
    ),
    "KB406": (
        [
            of(PEACE, position("p", form=PositionForm.CLAIM)),
            of(proposition("peace", kind=PropositionKind.POLICY), position("p", form=None)),
            *(
                of(proposition("peace", kind=PropositionKind(kind)), position("p", form=form))
                for kind, form in (
                    ("fact", PositionForm.CLAIM),
                    ("fact", PositionForm.AIM),
                    ("value", PositionForm.ASSESSMENT),
                    ("policy", PositionForm.AIM),
                )
            ),
        ],
        [
            of(proposition("peace", kind=PropositionKind(kind)), position("p", form=form))
            for kind, form in (
                ("value", PositionForm.CLAIM),
                ("value", PositionForm.AIM),
                ("policy", PositionForm.CLAIM),
                ("policy", PositionForm.PREDICTION),
            )
        ],
    ),
    "KB407": (
        [
            of(PEACE, position("p", when=When(one)), opponent(when=When(other)))
            for one, other in (
                ("2020", "2020-05"),
                ("2020-01-03/", "2021"),
                ("2020-01-03", "2021/.."),
                ("2020-01-03", "2019/2021"),
            )
        ],
        [of(PEACE, position("p", when=When("2020-01-03")), opponent(when=When("2021")))],
    ),
    "KB501": (
        [
            of(agreement(provisions=(duty(),), parties=("north",))),
            of(agreement(provisions=(duty(),), parties=("fighters",), parties_complete=True)),
            of(
                actor("both", ActorKind.COLLECTIVE, members=("fighters", "south")),
                agreement(provisions=(duty(),), parties=("both",), parties_complete=True),
            ),
            of(
                actor("fighters", ActorKind.COLLECTIVE, members=("north", "south")),
                agreement(provisions=(duty(),), parties=("north", "south"), parties_complete=True),
            ),
            of(
                NORTH,
                FIGHTERS,
                office("o", "fighters"),
                agreement(provisions=(duty(),), parties=("north",), parties_complete=True),
            ),
        ],
        [
            of(
                NORTH,
                FIGHTERS,
                agreement(provisions=(duty(),), parties=("north",), parties_complete=True),
            ),
            of(
                actor("fighters", ActorKind.COLLECTIVE, members=("north", "south")),
                agreement(provisions=(duty(),), parties=("north",), parties_complete=True),
            ),
        ],
    ),
    "KB502": (
        [
            of(
                LATE,
                agreement(step("agreed", "2020"), provisions=(duty(),)),
                link("late", "fulfils", "duty"),
            ),
            of(LATE, agreement(provisions=(duty(),)), link("late", "breaches", "duty")),
            of(EARLY, agreement(step("agreed", "2020")), link("early", "reason-for", "truce")),
            of(
                PEACE,
                position("p", when=When("2019")),
                agreement(step("agreed", "2020")),
                link("p", "fulfils", "truce"),
            ),
        ],
        [
            of(
                EARLY,
                agreement(step("agreed", "2020"), provisions=(duty(),)),
                link("early", "fulfils", "duty"),
            ),
            of(EARLY, agreement(step("agreed", "2020")), link("early", "breaches", "truce")),
        ],
    ),
    "KB503": (
        [
            of(agreement(step("in-force", "2020-01-01"), step("lapsed", "2020-01-02"))),
            of(agreement(step("in-force", "2020"), step("lapsed", "2020"))),
            of(agreement(step("suspended", "2020-01-01"), step("resumed", "2020-01-01"))),
            of(
                agreement(
                    step("in-force", "2020-01-01", according_to=("north",)),
                    step("lapsed", "2020-01-01", according_to=("south",)),
                )
            ),
            of(agreement(step("in-force"), step("lapsed"))),
            of(
                agreement(
                    step("in-force", doc_time_rel=BEFORE), step("lapsed", doc_time_rel=BEFORE)
                )
            ),
            of(
                agreement(
                    step("in-force", doc_time_rel=OVERLAPS, citations=(Citation("other"), *CITED)),
                    step("lapsed", doc_time_rel=OVERLAPS, citations=(Citation("other"),)),
                )
            ),
        ],
        [
            of(agreement(step("in-force", "2020-01-01"), step("lapsed", "2020-01-01"))),
            of(agreement(step("in-force", "2020-01-01"), step("suspended", "2020-01-01"))),
            of(agreement(step("resumed", "2020-01-01"), step("superseded", "2020-01-01"))),
            of(
                agreement(
                    step("in-force", doc_time_rel=OVERLAPS),
                    step("superseded", doc_time_rel=OVERLAPS),
                )
            ),
        ],
    ),
    "KB504": (
        [
            of(agreement(step("proposed"), step("agreed", "2020"), step("in-force", "2021"))),
            of(agreement(step("in-force"), step("lapsed"), step("agreed"))),
            of(agreement(step("in-force"), step("suspended"), step("violated"), step("resumed"))),
            of(
                agreement(
                    step("in-force", according_to=("north",)),
                    step("suspended", according_to=("north",)),
                    step("agreed", according_to=("south",)),
                    step("resumed", according_to=("south",)),
                )
            ),
        ],
        [
            of(agreement(step("agreed", "2021"), step("in-force", "2020"))),
            of(agreement(step("agreed", "2021"), step("violated"), step("lapsed", "2020"))),
            of(agreement(step("agreed"), step("proposed"))),
            of(agreement(step("in-force"), step("agreed"))),
            of(
                agreement(
                    step("in-force"),
                    step("lapsed", according_to=("south",)),
                    step("agreed"),
                )
            ),
            of(agreement(step("agreed", "2021"), step("in-force", "2022"), step("lapsed", "2020"))),
            of(
                agreement(
                    step("agreed", "2021", according_to=("north",)),
                    step("in-force", "2020", according_to=("south",)),
                )
            ),
            of(agreement(step("in-force"), step("resumed"))),
        ],
    ),
    "KB505": (
        [
            of(agreement(step("agreed", "2020"), provisions=(duty(deadline=When("2020-01")),))),
            of(agreement(provisions=(duty(deadline=When("2019")),))),
            of(agreement(step("agreed", "2020"), period=When("2020/2022"))),
            of(agreement(period=When("2020/2022"), provisions=(duty(period=When("2021")),))),
            of(agreement(period=When("2020/2022"), provisions=(duty(deadline=When("2024")),))),
            of(
                agreement(
                    step("agreed", "2020-01-01"), provisions=(duty(deadline=When("2020-01-01")),)
                )
            ),
        ],
        [
            of(agreement(step("agreed", "2020"), provisions=(duty(deadline=When("2019")),))),
            of(agreement(step("agreed", "2020"), period=When("2018/2019"))),
            of(agreement(step("agreed", "2020"), provisions=(duty(period=When("2019")),))),
            of(agreement(period=When("2020/2022"), provisions=(duty(period=When("2024")),))),
        ],
    ),
    "KB506": (
        [
            of(agreement(parties=("north", "south"), parties_complete=True)),
            of(agreement()),
            of(agreement(parties=("north",), kind=AgreementKind.UNILATERAL_DECLARATION)),
            of(
                agreement(
                    participants=(
                        participant("north", "party"),
                        participant("north", "signatory"),
                        participant("north", "mediator", according_to=("south",)),
                    )
                )
            ),
        ],
        [
            of(agreement(parties_complete=True)),
            of(agreement(parties=("north", "south"), kind=AgreementKind.UNILATERAL_DECLARATION)),
            of(
                agreement(
                    participants=(participant("north", "party"), participant("north", "mediator"))
                )
            ),
            of(agreement(participants=(participant("north", "target"),))),
        ],
    ),
    "KB507": (
        [
            of(TREATY, agreement(step("agreed", "2020")), link("treaty", "amends", "truce")),
            of(TREATY, agreement(), link("truce", "supersedes", "treaty")),
            of(
                agreement(step("agreed", DAY)),
                attrs.evolve(TREATY, statuses=(step("agreed", DAY),)),
                link("truce", "supersedes", "treaty"),
            ),
            of(EARLY, TREATY, link("early", "suspends", "treaty")),
            of(TREATY, agreement(step("agreed", "2020")), link("treaty", "reason-for", "truce")),
        ],
        [of(TREATY, agreement(step("agreed", "2020")), link("truce", "supersedes", "treaty"))],
    ),
    "KB601": (
        [
            of(event("e", codes=tuple(map(ExternalCode.parse, codes.split("; "))), identifiers=()))
            for codes in (
                "plover:CONCEDE; plover:concede/Territory; plover:ASSAULT:beat/military,legal",
                "plover:assault:Heavy_Weapons",
                "plover@2.0:AGREE; pax:Cea; pax@4:cea/ceas; pax:Ceasefire; pax:SsrDdr",
                "acled:Battles/Armed clash; acled:explosions/remote violence; acled:Armed clash",
                "ucdp:1; ucdp:state-based conflict; anybody:anything",
                "admiralty:B; admiralty:b2; admiralty:3",
            )
        ],
        [
            of(event("e", codes=(ExternalCode.parse(code),)))
            for code in (
                "plover:CONCEED",
                "plover:CONCEDE/teritory",
                "plover:CONCEDE/territory,",
                "plover:AGREE:disarm",
                "pax:Cea/Proc",
                "acled:Armed clashes",
                "ucdp:4",
            )
        ]
        + [
            of(source("a", codes=(ExternalCode("admiralty", "G"),))),
            of(agreement(provisions=(duty(codes=(ExternalCode("pax", "Ssrdd"),)),))),
            of(proposition("p", identifiers=(ExternalCode("plover", "CONCEED"),))),
        ],
    ),
    "KB602": (
        [
            of(
                event(
                    "e",
                    codes=(
                        ExternalCode.parse("pax@4:Cea"),
                        ExternalCode.parse("acled@2024:Battles"),
                    ),
                )
            )
        ],
        [of(event("e", codes=(ExternalCode.parse("pax@99:Cea"),)))],
    ),
    "KB603": (
        [
            of(actor("a", **CALLED), event("b", **CALLED)),
            of(event("a", **CALLED), event("b", **CALLED), link("a", "same-as", "b")),
            of(actor("a", codes=CALLED["identifiers"]), actor("b", codes=CALLED["identifiers"])),
        ],
        [
            of(actor("a", **CALLED), actor("b", **CALLED)),
            of(source("a", **CALLED), source("b", **CALLED)),
            of(*(actor(name, **CALLED) for name in "edcba"), link("a", "same-as", "b")),
        ],
    ),
    "KB701": (
        [of(NORTH, actor("both", ActorKind.COLLECTIVE, members=("north",)))],
        [of(actor("both", ActorKind.COLLECTIVE))],
    ),
    "KB702": (
        [of(NORTH, PEACE, position("p"))],
        [of(NORTH), of(PEACE), of(Place(id="here"))],
    ),
    "KB703": (
        [
            of(Place(id="here", names=(Name(text="Ստեփանակերտ\u200f\n\tХанкенди"),))),
            of(Place(id="\x00")),
        ],
        [
            of(Place(id="here", names=(Name(text="a\u202eb"),))),
            of(Place(id="here", note="a\x1b[31mb")),
            of(agreement(provisions=(duty(note="\x00"),))),
            of(Source(id="wire", title="\ud800")),
            of(Place(id="here", note="\x7f" + "a" * 39)),
            of(Place(id="here", note="\x7f" + "a" * 40)),
            Dataset(coding=(Coding(coders=("A",)), Coding(note="\x9f"))),
        ],
    ),
    "KB704": (
        [of(Place(id="here", note=""), EARLY), of(Place(id=""))],
        [
            of(Event(id="e", title=" ", kind=EventKind.OTHER)),
            of(Proposition(id="p", text="")),
            of(Place(id="here", names=(Name(text=""),))),
        ],
    ),
    "KB705": (
        [
            of(NORTH, actor("both", ActorKind.COLLECTIVE, members=("north",)), tie("member-of")),
            of(NORTH, actor("both", ActorKind.ORGANISATION), tie("member-of")),
            of(NORTH, actor("both", ActorKind.COLLECTIVE, members=("south",)), tie("part-of")),
        ],
        [of(NORTH, actor("both", ActorKind.COLLECTIVE, members=("south",)), tie("member-of"))],
    ),
    "KB706": (
        [
            of(tie("other", title="twin town")),
            of(position("p", form=PositionForm.OTHER, note="A joke.")),
            of(event("e", participants=(participant("a", "other", note="Its host."),))),
            of(event("e", measures=(measure("other", best=3, unit="tanks"),))),
            of(attrs.evolve(link("a", "other", "b"), codes=(ExternalCode("own", "1"),))),
        ],
        [
            of(tie("other")),
            of(position("p", form=PositionForm.OTHER)),
            of(event("e", participants=(participant("a", "other"),))),
            of(event("e", measures=(measure("other", best=3),))),
            of(link("a", "other", "b")),
            of(agreement(participants=(participant("a", "other"),))),
        ],
    ),
    "KB707": (
        [of(proposition("p", noun_phrase="the U.N.'s peace", infinitive="together stay calm"))],
        [
            of(proposition("p", noun_phrase="the peace.")),
            of(proposition("p", infinitive="stay calm! ")),
            of(proposition("p", infinitive="To stay calm")),
        ],
    ),
    "KB708": (
        [of(Place(id="here", point=(0, 51.5))), of(Place(id="here"))],
        [of(Place(id="here", point=(0.0, -0.0)))],
    ),
    "KB709": (
        [
            of(named("Ost", "Osten")),
            of(named("Ost", "Ost", use=NameUse.SHORT)),
            of(Actor(id="a", kind=ActorKind.STATE, names=(*names("de", "Ost"), *names("en", "E")))),
        ],
        [
            of(named("Ost", "Osten", use=NameUse.SHORT)),
            of(Place(id="a", names=(*names("de", "Ost"), *names("DE", "Osten")))),
        ],
    ),
    "KB801": (
        [
            of(fight("a", "b")),
            of(fight("a", "a", "b")),
            of(fight("", "")),
            of(fight("a")),
            of(
                event(
                    "e",
                    participants=(
                        participant("x", "participant", side="a", according_to=("north",)),
                        participant("x", "participant", side="b", according_to=("south",)),
                    ),
                )
            ),
        ],
        [
            of(fight("a", "")),
            of(fight("Rebels", "rebels ", "army")),
            of(fight("a", "b", actor="x")),
            of(
                agreement(
                    participants=(participant("a", "party", side="a"), participant("b", "party"))
                )
            ),
        ],
    ),
    "KB802": (
        [
            of(event("e", measures=(measure("killed", low=1, best=3, high=3),))),
            of(event("e", measures=(measure("area", best=0.5, unit="km2"),))),
            of(event("e", measures=(measure("killed", low=0, best=0.0),))),
            of(event("e", measures=(measure("other", best=-3, unit="degrees"),))),
        ],
        [
            of(event("e", measures=(measure("killed", low=4, best=3),))),
            of(event("e", measures=(measure("killed", low=4, high=3),))),
            of(event("e", measures=(measure("money", best=-3, unit="USD"),))),
            of(event("e", measures=(measure("injured", best=2.5),))),
        ],
    ),
    "KB803": (
        [
            of(event("e", measures=(measure("money", best=3, unit="USD"),))),
            of(event("e", measures=(measure("killed", best=3),))),
        ],
        [
            of(event("e", measures=(measure("money", best=3, unit="dollars"),))),
            of(event("e", measures=(measure("money", best=3),))),
            *(
                of(event("e", measures=(measure("money", best=3, unit=unit),)))
                for unit in ("usd", "EURO", "ЕВР")
            ),
            of(event("e", measures=(measure("area", best=3, unit=" "),))),
        ],
    ),
    "KB804": (
        [
            of(
                event("e", certainty=Certainty.POSSIBLE, participants=(participant("a", "target"),))
            ),
            of(
                event(
                    "e",
                    certainty=Certainty.PROBABLE,
                    measures=(measure("killed", best=3, certainty=Certainty.POSSIBLE),),
                )
            ),
        ],
        [
            of(
                event(
                    "e",
                    certainty=Certainty.POSSIBLE,
                    measures=(measure("killed", best=3, certainty=Certainty.PROBABLE),),
                )
            ),
            of(
                agreement(step("agreed", certainty=Certainty.PROBABLE), certainty=Certainty.UNKNOWN)
            ),
        ],
    ),
}


def everything():
    """Return all records of all bad datasets in one: with a great many faults."""
    return Dataset.from_records(
        *(
            record
            for _, bad in CASES.values()
            for dataset in bad
            for _, records in dataset.collections()
            for record in records
        )
    )


def findings_as_text() -> Iterator[str]:
    """Yield what each rule finds in its bad datasets, with the words that are quoted."""
    for code, (_, bad) in CASES.items():
        for number, dataset in enumerate(bad):
            for finding in validate(dataset, select=[code]).findings:
                yield f"{number}. {finding}"


if __name__ == "__main__":
    SNAPSHOT.write_text("\n".join(findings_as_text()) + "\n", encoding="utf-8")
