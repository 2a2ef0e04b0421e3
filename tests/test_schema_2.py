"""Fields and terms of schema 2: written, read, valid, selected and shown."""

import html
import re

import attrs
import pytest
from click.testing import CliRunner

import karabakh
from karabakh import (
    Actor,
    ActorKind,
    Agreement,
    AgreementKind,
    AgreementStatus,
    Citation,
    Coding,
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
    ProvisionKind,
    Relation,
    RelationKind,
    Source,
    Stance,
    StatusChange,
    When,
    figures,
)
from karabakh.cli import cli
from karabakh.exports import briefing_to_html

TEXT = Document.from_text(
    "Northland and Southland fought in the valley. Wayne spoke for Northland. A truce was signed."
)
CITED = (Citation("wire", 1, 1, 7),)

SOURCES = (
    Source(id="wire", title="A wire report", paragraphs=TEXT.outline()),
    Source(id="letter", title="A letter"),
)
ACTORS = (
    Actor(id="north", kind=ActorKind.STATE, names=(Name(text="Northland"),), citations=CITED),
    Actor(id="south", kind=ActorKind.STATE, names=(Name(text="Southland"),), citations=CITED),
    Actor(id="wayne", kind=ActorKind.PERSON, names=(Name(text="Wayne"),), citations=CITED),
    Actor(id="league", kind=ActorKind.ORGANISATION, names=(Name(text="League"),), citations=CITED),
)
VALLEY = Place(id="valley", names=(Name(text="Valley"),), citations=CITED)
TIES = Relation(
    id="ties",
    subject="wayne",
    kind=RelationKind.HOLDS_OFFICE,
    object="north",
    title="chair",
    citations=CITED,
)
OURS = Proposition(id="ours", text="The valley belongs to Northland.", citations=CITED)
THEIRS = Proposition(id="theirs", text="The valley belongs to Southland.", citations=CITED)
CLAIM = Position(
    id="claim", holder="wayne", proposition="ours", stance=Stance.SUPPORTS, citations=CITED
)
COUNTER = Position(
    id="counter",
    holder="league",
    proposition="theirs",
    stance=Stance.UNDECIDED,
    citations=(Citation("letter"),),
)
FIGHT = Event(
    id="fight",
    title="A fight in the valley",
    kind=EventKind.BATTLE,
    location="valley",
    when=When("1931-05-01"),
    participants=(
        Participant(actor="north", role=ParticipantRole.PARTICIPANT),
        Participant(actor="south", role=ParticipantRole.PARTICIPANT),
    ),
    citations=CITED,
)
PARTIES = tuple(Participant(actor=each, role=ParticipantRole.PARTY) for each in ("north", "south"))
CLAUSE = Provision(id="leave", obligor="north", duty="leave the valley", citations=CITED)
TRUCE = Agreement(
    id="truce",
    title="The truce of May",
    kind=AgreementKind.CEASEFIRE,
    participants=PARTIES,
    provisions=(CLAUSE,),
    statuses=(StatusChange(status=AgreementStatus.AGREED, when=When("1931-05-02")),),
    citations=CITED,
)
PACT = attrs.evolve(TRUCE, id="pact", title="The pact", provisions=(), statuses=())
ORDER = Link(id="order", subject="fight", kind=LinkKind.BEFORE, object="truce", citations=CITED)
RECORDS = (*SOURCES, *ACTORS, VALLEY, TIES, OURS, THEIRS, CLAIM, COUNTER, FIGHT, TRUCE, PACT, ORDER)
BASE = Dataset.from_records(*RECORDS, title="A small conflict")

SAID = {"according_to": ("south",)}
FILED = {"codes": (ExternalCode.parse("mine:X1"),)}
CALLED = {"identifiers": (ExternalCode.parse("mine:E77"),)}


def changed(record, **fields):
    return attrs.evolve(record, **fields)


def participants(**fields):
    return (changed(FIGHT.participants[0], **fields), FIGHT.participants[1])


def measures(kind):
    unit = {MeasureKind.AREA: "km2", MeasureKind.MONEY: "USD", MeasureKind.OTHER: "tanks"}.get(kind)
    high = 5000 if unit is None else 5000.5
    numbers = {"best": 4321, "low": 4000, "high": high, "unit": unit or ""}
    return (Measure(kind=kind, **numbers, of="north", citations=CITED, **SAID),)


def truce_with(role):
    league = Participant(actor="league", role=role, note="At the table.")
    return changed(TRUCE, participants=(*PARTIES, league))


def status(value, day):
    return StatusChange(status=value, when=When(day))


CASES = {
    # Of every record: the changed record, the condition that selects it, what is shown of it.
    "according-to-of-event": (changed(FIGHT, **SAID), {"according_to": "south"}, "ccording to"),
    "according-to-of-position": (changed(CLAIM, **SAID), {"according_to": "south"}, "ccording to"),
    "according-to-of-relation": (changed(TIES, **SAID), {"according_to": "south"}, "ccording to"),
    "according-to-of-agreement": (changed(TRUCE, **SAID), {"according_to": "south"}, "ccording to"),
    "according-to-of-link": (changed(ORDER, **SAID), {"according_to": "south"}, "ccording to"),
    "according-to-of-two": (
        changed(FIGHT, according_to=("north", "south")),
        {"according_to": ["north", "league"]},
        "ccording to",
    ),
    "codes-of-agreement": (changed(TRUCE, **FILED), {"codes": "mine:X1"}, "mine:X1"),
    "codes-of-source": (
        changed(SOURCES[1], codes=(ExternalCode.parse("admiralty:B"),)),
        {"codes": "admiralty:B"},
        "admiralty:B",
    ),
    "codes-of-relation": (changed(TIES, **FILED), {"codes": "mine:X1"}, "mine:X1"),
    "codes-of-link": (changed(ORDER, **FILED), {"codes": "mine:X1"}, "mine:X1"),
    "codes-of-provision": (changed(CLAUSE, **FILED), {"codes": "mine:X1"}, "mine:X1"),
    "identifiers-of-event": (changed(FIGHT, **CALLED), {"identifiers": "mine:E77"}, "mine:E77"),
    "identifiers-of-source": (
        changed(SOURCES[1], **CALLED),
        {"identifiers": "mine:E77"},
        "mine:E77",
    ),
    "identifiers-of-provision": (
        changed(CLAUSE, **CALLED),
        {"identifiers": "mine:E77"},
        "mine:E77",
    ),
    # Sources, names and places.
    "translation-of": (
        changed(SOURCES[1], translation_of="wire"),
        {"translation_of": "wire"},
        "ranslation",
    ),
    "edition-of": (changed(SOURCES[1], edition_of="wire"), {"edition_of": "wire"}, "dition"),
    "name-use": (
        changed(
            ACTORS[3],
            names=(Name(text="League"), Name(text="The Great League", use=NameUse.FULL)),
        ),
        {"kind": "organisation"},
        "The Great League",
    ),
    "other-kind-of-actor": (changed(ACTORS[3], kind=ActorKind.OTHER), {"kind": "other"}, "League"),
    "is-plural": (changed(ACTORS[3], is_plural=True), {"is_plural": True}, "League"),
    "point": (changed(VALLEY, point=(46.75, 39.8)), lambda place: place.point, "46.75"),
    "characters-within-words": (
        changed(FIGHT, citations=(Citation.parse("wire#p1:1.1-1.5"),)),
        lambda event: str(event.citations[0]).endswith("1.1-1.5"),
        "A fight",
    ),
    # Relations, propositions and positions.
    "acts-for": (changed(TIES, kind=RelationKind.ACTS_FOR), {"kind": "acts-for"}, "Wayne"),
    "other-relation": (changed(TIES, kind=RelationKind.OTHER), {"kind": "other"}, "chair"),
    "proposition-kind": (changed(OURS, kind=PropositionKind.FACT), {"kind": "fact"}, "fact"),
    "excludes": (changed(OURS, excludes=("theirs",)), {"excludes": "theirs"}, "Southland"),
    "noun-phrase": (
        changed(OURS, noun_phrase="Northland's ownership"),
        lambda proposition: proposition.noun_phrase,
        "Northland",
    ),
    "infinitive": (
        changed(OURS, infinitive="own the valley"),
        lambda proposition: proposition.infinitive,
        "valley",
    ),
    "on-behalf-of": (changed(CLAIM, on_behalf_of="north"), {"on_behalf_of": "north"}, "ehalf"),
    "form-unset": (CLAIM, {"form": None}, "Wayne"),
    "other-form": (
        changed(CLAIM, form=PositionForm.OTHER, note="A toast."),
        {"form": "other"},
        "Wayne",
    ),
    "time-of-position": (changed(CLAIM, when=When("1930/1931")), {"when": "1931-05"}, "1930"),
    "before-or-overlaps": (
        changed(CLAIM, doc_time_rel=DocTimeRel.BEFORE_OR_OVERLAPS),
        {"doc_time_rel": "before-or-overlaps"},
        "Wayne",
    ),
    "overlaps-or-after": (
        changed(CLAIM, doc_time_rel=DocTimeRel.OVERLAPS_OR_AFTER),
        {"doc_time_rel": "overlaps-or-after"},
        "Wayne",
    ),
    # Events: participants and measures.
    "side": (
        changed(
            FIGHT,
            participants=tuple(
                changed(each, side=side)
                for each, side in zip(FIGHT.participants, ("uplanders", "lowlanders"), strict=True)
            ),
        ),
        {"participants": "north"},
        "uplanders",
    ),
    "other-role": (
        changed(FIGHT, participants=participants(role=ParticipantRole.OTHER, note="As host.")),
        lambda event: event.actors_as("other") == ("north",),
        "A fight",
    ),
    "cited-participant": (
        changed(FIGHT, participants=participants(citations=CITED, **SAID)),
        lambda event: event.participants[0].according_to == ("south",),
        "ccording to",
    ),
    **{
        f"measure-{kind.value}": (
            changed(FIGHT, measures=measures(kind)),
            lambda event: event.measures[0].best == 4321,
            "321",
        )
        for kind in MeasureKind
    },
    # Agreements and provisions.
    "unilateral-declaration": (
        changed(TRUCE, kind=AgreementKind.UNILATERAL_DECLARATION, participants=PARTIES[:1]),
        {"kind": "unilateral-declaration"},
        "truce",
    ),
    "other-agreement": (changed(TRUCE, kind=AgreementKind.OTHER), {"kind": "other"}, "truce"),
    "period": (changed(TRUCE, period=When("1931-05/1931-06")), {"period": "1931-06-03"}, "1931-06"),
    "mediators": (truce_with(ParticipantRole.MEDIATOR), {"mediators": "league"}, "league"),
    **{
        role.value: (
            truce_with(role),
            lambda agreement, role=role: agreement.actors_as(role.value) == ("league",),
            "league",
        )
        for role in (
            ParticipantRole.SIGNATORY,
            ParticipantRole.GUARANTOR,
            ParticipantRole.MONITOR,
            ParticipantRole.WITNESS,
            ParticipantRole.OTHER,
        )
    },
    "suspended-and-resumed": (
        changed(
            TRUCE,
            statuses=(
                *TRUCE.statuses,
                status(AgreementStatus.SUSPENDED, "1931-06"),
                status(AgreementStatus.RESUMED, "1931-07"),
            ),
        ),
        lambda agreement: AgreementStatus.RESUMED in [each.status for each in agreement.statuses],
        "truce",
    ),
    **{
        f"provision-{kind.value}": (changed(CLAUSE, kind=kind), {"kind": kind.value}, "leave")
        for kind in ProvisionKind
    },
    "no-obligor": (changed(CLAUSE, obligor=None), {"obligor": None}, "leave"),
    "period-of-provision": (
        changed(CLAUSE, period=When("1931-05/1931-06")),
        {"period": "1931-06"},
        "1931-06",
    ),
    # Links.
    "speaks-against": (
        changed(ORDER, kind=LinkKind.SPEAKS_AGAINST, object="claim"),
        {"kind": "speaks-against"},
        "fight",
    ),
    "other-link": (
        changed(ORDER, kind=LinkKind.OTHER, note="They rhyme."),
        {"kind": "other"},
        "fight",
    ),
    **{
        kind.value: (
            changed(ORDER, subject="pact", kind=kind),
            {"of": "truce", "kind": kind.value},
            "pact",
        )
        for kind in (LinkKind.AMENDS, LinkKind.SUPERSEDES, LinkKind.SUSPENDS)
    },
}
CODED = attrs.evolve(
    BASE,
    coding=(
        Coding(
            coders=("A. Reader", "B. Reader"),
            codebook="the house codebook",
            version="2",
            when=When("2024-05"),
            tool="a text editor",
            note="The first page.",
        ),
    ),
)


def dataset_of(name):
    return BASE.replace(CASES[name][0])


@pytest.mark.parametrize("suffix", ["toml", "json", "jsonl"])
@pytest.mark.parametrize("name", CASES)
def test_it_is_written_and_read_again(name, suffix, tmp_path):
    path = tmp_path / f"small.{suffix}"
    karabakh.write(dataset_of(name), path)
    again = karabakh.read(path)
    assert again == dataset_of(name)
    assert CASES[name][0] in (*again.sources, *again)


@pytest.mark.parametrize("suffix", ["toml", "json", "jsonl"])
def test_who_coded_it_is_written_and_read_again(suffix, tmp_path):
    path = tmp_path / f"small.{suffix}"
    karabakh.write(CODED, path)
    assert karabakh.read(path) == CODED


@pytest.mark.parametrize("name", CASES)
def test_it_is_valid(name):
    assert karabakh.validate(dataset_of(name)).findings == ()


def test_the_dataset_without_it_is_valid():
    assert karabakh.validate(CODED).findings == ()


@pytest.mark.parametrize("name", CASES)
def test_it_is_selected(name):
    record, condition, _ = CASES[name]
    dataset = dataset_of(name)
    records = next(
        found
        for found in (dataset.provisions, *dict(dataset.collections()).values())
        if found.kind is type(record)
    )
    chosen = records.where(condition) if callable(condition) else records.where(**condition)
    assert record in chosen


IN_WORDS = dict.fromkeys(("period", "period-of-provision"), "May 1931 to June 1931")
"""What the page says in other words than the command does."""


def page_text(dataset):
    """Return what a reader of the page sees, without marks and styles."""
    page = briefing_to_html(dataset)
    return html.unescape(re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL))


DRAWINGS = [figures.draw_timeline, figures.draw_stance_matrix]


@pytest.mark.parametrize("name", CASES)
def test_it_is_shown_in_words(name, tmp_path):
    record, _, shown = CASES[name]
    path = tmp_path / "small.toml"
    karabakh.write(dataset_of(name), path)
    result = CliRunner().invoke(cli, ["show", str(path), record.id])
    assert result.exit_code == 0
    assert shown in result.output


@pytest.mark.parametrize("name", CASES)
def test_it_can_be_drawn(name):
    dataset = dataset_of(name)
    title = getattr(CASES[name][0], "title", "")
    for draw in DRAWINGS:
        figure = draw(dataset)
        assert figure.svg.startswith("<svg")
        assert title or figure.table.rows


@pytest.mark.parametrize("name", CASES)
def test_it_is_on_the_page(name):
    page = page_text(dataset_of(name))
    assert BASE.title in page
    assert IN_WORDS.get(name, CASES[name][2]) in page


def test_there_is_a_case_for_each_new_term():
    named = {repr(record) for record, *_ in CASES.values()}
    assert len(named) == len(CASES)
