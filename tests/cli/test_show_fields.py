"""Tests that `show` writes every field of a record in words."""

import enum

import attrs
import pytest
from click.testing import CliRunner
from hypothesis import given

import karabakh
from karabakh import (
    Actor,
    ActorKind,
    Agreement,
    AgreementKind,
    AgreementStatus,
    Basis,
    Certainty,
    Citation,
    Coding,
    ConditionType,
    Dataset,
    DocTimeRel,
    Event,
    EventKind,
    ExternalCode,
    Measure,
    MeasureKind,
    Name,
    NameUse,
    Participant,
    ParticipantRole,
    Place,
    Position,
    Proposition,
    PropositionKind,
    Provision,
    ProvisionKind,
    Requirement,
    Source,
    Stance,
    StatusChange,
    When,
)
from karabakh.cli import cli
from karabakh.cli._values import field_lines, value_text
from karabakh.testing import datasets

FULL = Dataset(
    title="A river",
    coding=(
        Coding(coders=("A. Reader", "B. Writer"), codebook="ours", version="2"),
        Coding(tool="a program 3", when=When("2024-05"), note="Places only."),
    ),
    sources=[Source(id="wire", title="A wire report")],
    actors=[
        Actor(id="north", kind=ActorKind.STATE, is_plural=True),
        Actor(
            id="south",
            kind=ActorKind.STATE,
            names=(Name(text="The South", language="en", use=NameUse.FULL, used_by=("north",)),),
        ),
        Actor(id="league", kind=ActorKind.ORGANISATION),
    ],
    places=[Place(id="ford", point=(12.5, -3))],
    propositions=[
        Proposition(id="peace", text="There is peace."),
        Proposition(
            id="needs",
            text="Peace needs talks.",
            kind=PropositionKind.FACT,
            excludes=("peace",),
            requirement=Requirement(
                goal="peace", condition="peace", condition_type=ConditionType.CONTRIBUTES
            ),
        ),
    ],
    positions=[
        Position(
            id="for-peace",
            holder="league",
            on_behalf_of="south",
            proposition="peace",
            stance=Stance.SUPPORTS,
            according_to=("north", "south"),
            codes=(ExternalCode.parse("plover:AGREE"),),
        )
    ],
    events=[
        Event(
            id="clash",
            title="A clash",
            kind=EventKind.BATTLE,
            recurring=True,
            participants=(
                Participant(
                    actor="north",
                    role=ParticipantRole.INITIATOR,
                    side="a",
                    certainty=Certainty.PROBABLE,
                    according_to=("south",),
                    note="Denied.",
                ),
                Participant(
                    actor="south",
                    role=ParticipantRole.TARGET,
                    basis=Basis.INFERRED,
                    citations=(Citation("wire", 1, 1, 2),),
                ),
            ),
            measures=(
                Measure(kind=MeasureKind.KILLED, best=12, low=10, high=25, of="south"),
                Measure(kind=MeasureKind.AREA, high=2.5, unit="km2"),
                Measure(kind=MeasureKind.INJURED, low=3),
                Measure(kind=MeasureKind.PRESENT, low=3, high=4),
                Measure(kind=MeasureKind.MONEY, best=7, unit="USD"),
            ),
        )
    ],
    agreements=[
        Agreement(
            id="truce",
            title="A truce",
            kind=AgreementKind.CEASEFIRE,
            participants=(Participant(actor="league", role=ParticipantRole.MONITOR),),
            parties_complete=True,
            period=When("2020/2021"),
            provisions=(
                Provision(
                    id="no-fire",
                    kind=ProvisionKind.PROHIBITION,
                    obligor="north",
                    duty="open fire",
                ),
                Provision(id="talks", kind=ProvisionKind.PROCEDURE, duty="talk each year"),
            ),
            statuses=(
                StatusChange(
                    status=AgreementStatus.SUSPENDED,
                    when=When("2020-05"),
                    doc_time_rel=DocTimeRel.BEFORE_OR_OVERLAPS,
                ),
            ),
        )
    ],
)


@pytest.fixture
def show(tmp_path, monkeypatch):
    """A function that returns what the command writes of the dataset or of a record."""
    monkeypatch.setenv("COLUMNS", "100")
    path = tmp_path / "full.json"
    karabakh.write(FULL, path)

    def written(*arguments):
        result = CliRunner().invoke(cli, ["show", str(path), *arguments])
        assert result.exit_code == 0, result.output
        return result.stdout

    return written


@pytest.mark.parametrize(
    ("id", "lines"),
    [
        ("north", ["is plural: yes"]),
        ("south", ["names: The South (en; full form; used by north)"]),
        ("ford", ["point: 12.5, -3.0"]),
        (
            "needs",
            ["kind: fact", "excludes: peace", "requirement: peace for peace (contributes)"],
        ),
        (
            "for-peace",
            ["on behalf of: south", "according to: north", "south", "codes: plover:AGREE"],
        ),
        (
            "clash",
            [
                "participants: north (initiator; side a; probable; according to south; Denied.)",
                "south (target; inferred by the coder; wire#p1:1-2)",
                "recurring: yes",
                "measures: killed: 12 (10 to 25) (of south)",
                "area: up to 2.5 km2",
                "injured: at least 3",
                "present: 3 to 4",
                "money: 7 USD",
            ],
        ),
        (
            "truce",
            [
                "participants: league (monitor)",
                "parties complete: yes",
                "period: 2020/2021",
                "provisions: north: open fire (prohibition; no-fire)",
                "talk each year (procedure; talks)",
                "statuses: suspended (2020-05; before-or-overlaps the source)",
            ],
        ),
        ("no-fire", ["kind: prohibition", "obligor: north", "duty: open fire"]),
    ],
)
def test_all_fields_of_a_record_are_shown_in_words(show, id, lines):
    shown = [line.strip() for line in show(id).splitlines()]
    assert [line for line in lines if line not in shown] == []


def test_a_dataset_is_shown_with_its_coders(show):
    shown = show()
    assert "  coded by A. Reader, B. Writer (codebook ours 2)\n" in shown
    assert "  coded by coders not named (2024-05; with a program 3; Places only.)\n" in shown


def said(value):
    """Yield the texts that a value of a part must be shown by."""
    if isinstance(value, tuple):
        for each in value:
            yield from said(each)
    elif isinstance(value, enum.Enum):
        yield value.value
    else:
        yield str(value)


@given(datasets(max_size=6))
def test_no_field_of_any_record_or_part_is_left_out(dataset):
    for record in (*dataset, *dataset.sources):
        shown = dict(field_lines(record))
        for field in attrs.fields(type(record)):
            value = getattr(record, field.name)
            is_shown = field.name.replace("_", " ") in shown
            assert is_shown == (value != field.default and field.name not in {"id", "citations"})
    parts = [part for event in dataset.events for part in (*event.participants, *event.measures)]
    parts += [step for agreement in dataset.agreements for step in agreement.statuses]
    parts += [name for actor in dataset.actors for name in actor.names]
    for part in (*parts, *dataset.coding):
        text = value_text(part)
        for field in attrs.fields(type(part)):
            value = getattr(part, field.name)
            if value != field.default and field.name != "basis":
                assert all(each in text for each in said(value)), field.name
        assert ("inferred" in text) or getattr(part, "basis", Basis.STATED) is Basis.STATED
