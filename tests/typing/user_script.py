"""A user's script over the public model, without a single cast."""

from pathlib import Path

import attrs

import karabakh
from karabakh import (
    Actor,
    ActorKind,
    Agreement,
    AgreementKind,
    AgreementStatus,
    BoundDataset,
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
    ProvisionKind,
    Record,
    RecordCollection,
    Relation,
    RelationKind,
    Requirement,
    Source,
    Stance,
    StatusChange,
    ValidationReport,
    When,
)
from karabakh.comparison import Reliability, reliability
from karabakh.ids import ActorId
from karabakh.reasoning import Shift, alignment, shifts
from karabakh.tables import Table

text = Document.from_text("North and South met. They signed a truce.")
row: dict[str, str] = {"id": "north", "name": "The North"}

wire = Source(
    id="wire",
    title="A wire report",
    author="north",
    published=When("1931-05-02"),
    translation_of="letter",
    edition_of=None,
    paragraphs=text.outline(),
    codes=(ExternalCode.parse("admiralty:B"),),
)
north = Actor(
    id=row["id"],
    kind=ActorKind.STATE,
    names=(Name(text=row["name"], language="en", used_by=("south",), use=NameUse.RUNNING),),
    members=("south",),
    is_plural=False,
    identifiers=(ExternalCode("wikidata", "Q1"),),
)
south = Actor(id="south", kind=ActorKind.DE_FACTO_AUTHORITY)
valley = Place(id="valley", point=(46.75, 39.8))
office = Relation(
    id="office",
    subject="north",
    kind=RelationKind.ACTS_FOR,
    object="valley",
    according_to=("south",),
    when=When("1930/.."),
)
independent = Proposition(
    id="independent",
    text="The valley is independent.",
    kind=PropositionKind.FACT,
    implies=("peace",),
    excludes=("talks",),
    requirement=Requirement(
        goal="peace", condition="talks", condition_type=ConditionType.NECESSARY
    ),
    noun_phrase="the valley's independence",
    infinitive="become independent",
)
claim = Position(
    id="claim",
    holder=north.id,
    on_behalf_of="south",
    proposition=independent.id,
    stance=Stance.SUPPORTS,
    form=PositionForm.CLAIM,
    when=When.unknown(),
    doc_time_rel=DocTimeRel.BEFORE_OR_OVERLAPS,
    expressed_in="raid",
    citations=(Citation("wire", 1, 1, 3), Citation.parse("wire#p1:1-2")),
    certainty=Certainty.PROBABLE,
)
raid = Event(
    id="raid",
    title="A raid",
    kind=EventKind.ATTACK,
    location="valley",
    participants=(
        Participant(actor="north", role=ParticipantRole.INITIATOR, side="a"),
        Participant(actor="south", role=ParticipantRole.OTHER, according_to=("south",)),
    ),
    measures=(
        Measure(kind=MeasureKind.KILLED, best=3),
        Measure(kind=MeasureKind.AREA, low=1.5, high=2.0, unit="km2", of="south"),
    ),
)
truce = Agreement(
    id="truce",
    title="A truce",
    kind=AgreementKind.UNILATERAL_DECLARATION,
    participants=(Participant(actor="north", role=ParticipantRole.SIGNATORY),),
    period=When("1931/1932"),
    provisions=(Provision(id="leave", kind=ProvisionKind.PROCEDURE, duty="leave"),),
    statuses=(StatusChange(status=AgreementStatus.SUSPENDED, when=When("1932")),),
)
amends = Link(id="amends", subject="truce", kind=LinkKind.AMENDS, object="claim")

dataset: Dataset = Dataset.from_records(
    wire,
    Source(id="letter", title="A letter"),
    north,
    south,
    valley,
    office,
    independent,
    Proposition(id="peace", text="There is peace."),
    Proposition(id="talks", text="There are talks."),
    claim,
    raid,
    truce,
    amends,
    title="A small conflict",
    coding=[Coding(coders=("A. Reader",), codebook="ours", when=When("2024"))],
)

# Look-up and selection.
record: Record = dataset["claim"]
maybe: Record | None = dataset.get("nobody")
holder: str = dataset.positions["claim"].holder
ids: tuple[str, ...] = dataset.positions.ids
chosen: RecordCollection[Position] = dataset.positions.where(
    lambda position: position.certainty is Certainty.PROBABLE,
    holder=["north", south.id],
    stance=Stance.SUPPORTS,
    when="1931",
)
coded: RecordCollection[Agreement] = dataset.agreements.where(codes="pax:SsrDdr")
first: Position = chosen[0]
mediators: tuple[str, ...] = truce.actors_as("mediator")
clauses: RecordCollection[Provision] = dataset.provisions.where(kind="procedure")
linked: tuple[Record, ...] = dataset.backlinks("north")


def label_of(actor: ActorId) -> str:
    """Return the label of an actor."""
    return dataset.actors[actor].label


labels: list[str] = [label_of(each) for each in (claim.holder, "south")]

# Changes.
renamed: Dataset = dataset.replace(attrs.evolve(raid, title="The raid"))
smaller: Dataset = dataset.without("amends")
both: Dataset = dataset.merge(renamed, keep_both="-b")
dated: Dataset = dataset.with_publication_date("wire", "1931-05-03")
bound: BoundDataset = dataset.bind({"wire": text})
words: str = bound.quote("wire#p1:1-2") if bound.sources else ""
still_bound: BoundDataset = bound.replace(north)


def main(path: Path) -> ValidationReport:
    """Write a dataset, read it again and check it."""
    karabakh.write(dataset, path)
    again: Dataset = karabakh.read(path)
    return karabakh.validate(again)


table: Table = karabakh.to_table(dataset.positions, dataset=dataset)
holders: list[str] = [*table["holder"]]
answers: Table = karabakh.to_table(shifts(dataset), kind=Shift)
pairs: Table = karabakh.to_table(alignment(dataset))
agreement: Reliability = reliability(dataset, dataset)
value: float | None = agreement.alpha("all").value
listed: Table = karabakh.to_table(agreement)
