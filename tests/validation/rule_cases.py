"""A good and a bad dataset for each rule.

They differ in as little as can be. What is good breaks no rule of its family at all; what is bad
breaks at least the one that it is for.
"""

from karabakh import (
    Actor,
    ActorKind,
    Agreement,
    AgreementKind,
    AgreementStatus,
    Citation,
    ConditionType,
    Dataset,
    DocTimeRel,
    Document,
    Event,
    EventKind,
    ExternalCode,
    Link,
    LinkKind,
    Name,
    Participant,
    ParticipantRole,
    Place,
    Position,
    PositionForm,
    Proposition,
    Provision,
    Relation,
    RelationKind,
    Requirement,
    Source,
    Stance,
    StatusChange,
    When,
)

TEXT = Document.from_text("They met. Nothing was signed.\n\nThey parted.", name="wire.txt")
WIRE = Source(id="wire", title="Wire", paragraphs=TEXT.outline())
DATED = Source(id="wire", title="Wire", published=When("2020-06-15"))
CITED = (Citation("wire", 1, 1, 2),)


def actor(id, kind=ActorKind.STATE, **fields):
    return Actor(id=id, kind=kind, names=(Name(text=id),), **fields)


def event(id, when="", **fields):
    fields.setdefault("citations", CITED)
    time = When(when) if when else When.unknown()
    return Event(id=id, title=id, kind=EventKind.OTHER, when=time, **fields)


def link(subject, kind, object):
    name = f"{subject}-{kind}-{object}"
    return Link(id=name, subject=subject, kind=LinkKind(kind), object=object, citations=CITED)


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


def agreement(*steps, parties=(), **fields):
    fields.setdefault("participants", tuple(participant(each, "party") for each in parties))
    return Agreement(
        id="truce",
        title="A truce",
        kind=AgreementKind.CEASEFIRE,
        statuses=tuple(steps),
        citations=CITED,
        **fields,
    )


def participant(actor, role, **fields):
    return Participant(actor=actor, role=ParticipantRole(role), **fields)


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
EARLY, LATE = event("early", "2019"), event("late", "2021")


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
        ],
    ),
    "KB108": (
        [
            of(EARLY, PEACE, link("early", "fulfils", "peace")),
            of(EARLY, PEACE, link("peace", "reason-for", "early")),
            of(EARLY, agreement(), link("early", "breaches", "truce")),
        ],
        [
            of(EARLY, PEACE, link("peace", "causes", "early")),
            of(EARLY, NORTH, link("early", "part-of", "north")),
            of(EARLY, LATE, link("early", "fulfils", "late")),
        ],
    ),
    "KB201": (
        [of(WIRE, event("e", citations=(Citation("wire", 1, 3, 5), Citation("wire", 2))))],
        [
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
    "KB203": ([of(WIRE, EARLY)], [of(WIRE), of(WIRE, event("e", citations=(Citation("w"),)))]),
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
        [of(WIRE, EARLY).bind(Document.from_text("They talked. Nothing was signed."))],
    ),
    "KB301": (
        [
            of(EARLY, LATE, link("early", "before", "late")),
            # In the order that the links tell, on one day.
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
            of(DATED, event("e", "2020-06-15", doc_time_rel=BEFORE)),
            of(DATED, event("e", "2020-06-15", doc_time_rel=AFTER)),
            of(DATED, event("e", "2019/..", doc_time_rel=OVERLAPS)),
            of(Source(id="wire", title="Wire"), event("e", "2019", doc_time_rel=BEFORE)),
        ],
        [
            of(DATED, event("e", "2021", doc_time_rel=BEFORE)),
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
            of(NORTH, ANN, office("o1", "ann", "2019"), office("o2", "ann", "2019")),
        ],
        [
            of(NORTH, ANN, BOB, office("o1", "ann", "2018/2021"), office("o2", "bob", "2019")),
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
        [of(WIRE, event("e", doc_time_rel=BEFORE))],
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
                position("p", doc_time_rel=OVERLAPS),
                position("q", Stance.UNDECIDED, doc_time_rel=OVERLAPS),
            ),
            of(
                PEACE,
                position("p", when=When("2020")),
                position("q", AGAINST, when=When("2020"), citations=(Citation("other"),)),
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
        ],
    ),
    "KB402": (
        [
            of(
                proposition("p", implies=("q",)),
                proposition("q"),
                proposition("r", excludes=("q",)),
            )
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
        ],
        [
            of(agreement(step("in-force", "2020-01-01"), step("lapsed", "2020-01-01"))),
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
        ],
        [
            of(agreement(step("agreed", "2021"), step("in-force", "2020"))),
            of(agreement(step("agreed", "2021"), step("violated"), step("lapsed", "2020"))),
            of(agreement(step("agreed"), step("proposed"))),
        ],
    ),
    "KB505": (
        [
            of(agreement(step("agreed", "2020"), provisions=(duty(deadline=When("2020-01")),))),
            of(agreement(provisions=(duty(deadline=When("2019")),))),
        ],
        [of(agreement(step("agreed", "2020"), provisions=(duty(deadline=When("2019")),)))],
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
    "KB701": (
        [of(NORTH, actor("both", ActorKind.COLLECTIVE, members=("north",)))],
        [of(actor("both", ActorKind.COLLECTIVE))],
    ),
    "KB702": (
        [of(NORTH, PEACE, position("p"))],
        [of(NORTH), of(PEACE), of(Place(id="here"))],
    ),
    "KB703": (
        [of(Place(id="here", names=(Name(text="Ստեփանակերտ\u200f\n\tХанкенди"),)))],
        [
            of(Place(id="here", names=(Name(text="a\u202eb"),))),
            of(Place(id="here", note="a\x1b[31mb")),
            of(agreement(provisions=(duty(note="\x00"),))),
            of(Source(id="wire", title="\ud800")),
        ],
    ),
    "KB704": (
        [of(Place(id="here", note=""), EARLY)],
        [
            of(Event(id="e", title=" ", kind=EventKind.OTHER)),
            of(Proposition(id="p", text="")),
            of(Place(id="here", names=(Name(text=""),))),
        ],
    ),
}


def everything():
    """Give all records of all bad datasets in one: with a great many faults."""
    return Dataset.from_records(
        *(
            record
            for _, bad in CASES.values()
            for dataset in bad
            for _, records in dataset.collections()
            for record in records
        )
    )
