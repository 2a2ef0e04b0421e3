"""A dataset whose every text would do harm if it were anything but text."""

import attrs

from karabakh import (
    Actor,
    ActorKind,
    Agreement,
    AgreementKind,
    Citation,
    Coding,
    ConditionType,
    Dataset,
    Document,
    Event,
    EventKind,
    ExternalCode,
    Measure,
    MeasureKind,
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
)

TRICKS = (
    "<script>window.harmed = 1</script>",
    "</script></style></title><script>window.harmed = 2</script>",
    '"><img src=x onerror="window.harmed = 3">',
    "' onmouseover='window.harmed = 4",
    "javascript:window.harmed = 5",
    "<a href='javascript:window.harmed = 6'>click</a>",
    "<svg onload=window.harmed=7><animate onbegin=window.harmed=8>",
    "]]><!-- --!><![CDATA[<script>window.harmed = 9</script>",
    "&lt;script&gt;window.harmed = 10&lt;/script&gt; &#x3c;script&#x3e;",
    "${window.harmed = 11} {{window.harmed = 12}} <% window.harmed = 13 %>",
    "\u202eturned round\u202d and \u2066isolated\u2067",
    "\x00\x01\x1b[31m\x7f\x85\ufffe",
    "<iframe srcdoc='<script>parent.harmed = 14</script>'>",
    "<meta http-equiv=refresh content='0;url=javascript:window.harmed=15'>",
    "<base href='https://example.org/'><link rel=stylesheet href=//example.org/x.css>",
    "<style>*{display:none}</style><form action=https://example.org><input>",
    "W" * 4_000,
    "مرتفعات " * 40,
)


def _cycled():
    place = 0
    while True:
        yield TRICKS[place % len(TRICKS)]
        place += 1


_TRICK = _cycled()


def trick():
    """Return the next of the tricks."""
    return next(_TRICK)


def hostile_document():
    """Return a text of tricks, in paragraphs."""
    return Document.from_text("\n\n".join(text.replace("\x00", "") for text in TRICKS))


def _dataset():
    here = (Citation("s", 1), Citation("s", 2, 1, 2), Citation("s", 11))
    actors = [
        Actor(
            id=f"a{i}",
            kind=ActorKind.STATE,
            names=(Name(text=trick(), language=trick()), Name(text=trick(), used_by=(trick(),))),
            members=(trick(),),
            identifiers=(ExternalCode("scheme", "<script>"),),
            citations=here,
            note=trick(),
        )
        for i in range(len(TRICKS))
    ]
    propositions = [
        Proposition(
            id=f"p{i}",
            text=trick(),
            topic=trick(),
            noun_phrase=trick(),
            infinitive=trick(),
            citations=here,
            note=trick(),
            excludes=(f"p{i + 1}",),
            requirement=Requirement(
                goal=f"p{i + 2}", condition=f"p{i}", condition_type=ConditionType.NECESSARY
            ),
        )
        for i in range(len(TRICKS))
    ]
    positions = [
        Position(
            id=f"q{i}",
            holder=f"a{i % 5}",
            proposition=f"p{i}",
            stance=list(Stance)[i % 3],
            form=PositionForm.DEMAND,
            addressee=f"a{i}",
            according_to=(trick(), trick()),
            citations=here,
            note=trick(),
        )
        for i in range(len(TRICKS))
    ]
    events = [
        Event(
            id=f"e{i}",
            title=trick(),
            kind=EventKind.OTHER,
            location="place",
            participants=(
                Participant(
                    actor=f"a{i}",
                    role=ParticipantRole.TARGET,
                    side=trick(),
                    according_to=(trick(),),
                ),
            ),
            measures=(Measure(kind=MeasureKind.OTHER, best=i, unit=trick(), of=trick()),),
            citations=here,
            note=trick(),
        )
        for i in range(len(TRICKS))
    ]
    agreements = [
        Agreement(
            id=f"g{i}",
            title=trick(),
            kind=AgreementKind.OTHER,
            participants=(
                Participant(actor=f"a{i}", role=ParticipantRole.PARTY, side=trick()),
                Participant(actor=trick(), role=ParticipantRole.PARTY, note=trick()),
                Participant(actor=trick(), role=ParticipantRole.MEDIATOR),
            ),
            provisions=(
                Provision(id=f"v{i}", obligor=f"a{i}", duty=trick(), citations=here, note=trick()),
            ),
            citations=here,
            note=trick(),
        )
        for i in range(len(TRICKS))
    ]
    relations = [
        Relation(
            id=f"r{i}",
            subject=f"a{i}",
            kind=RelationKind.HOLDS_OFFICE,
            object="place",
            title=trick(),
            citations=here,
            note=trick(),
        )
        for i in range(len(TRICKS))
    ]
    source = Source(
        id="s",
        title=trick(),
        author="a0",
        publisher=trick(),
        language=trick(),
        url="javascript:window.harmed = 16",
        paragraphs=hostile_document().outline(),
        note=trick(),
    )
    place = Place(id="place", names=(Name(text=trick()),), note=trick())
    records = [*actors, *propositions, *positions, *events, *agreements, *relations]
    dataset = Dataset.from_records(source, place, *records, title=TRICKS[1])
    coding = Coding(coders=(trick(),), codebook=trick(), tool=trick(), note=trick())
    return attrs.evolve(dataset, coding=(coding,))


HOSTILE = _dataset()
