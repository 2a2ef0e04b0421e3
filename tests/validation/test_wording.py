"""Wrong citations that validation finds with the texts at hand."""

from pathlib import Path

import attrs
import pytest

import karabakh
from karabakh import (
    Actor,
    ActorKind,
    Citation,
    Dataset,
    Document,
    Event,
    EventKind,
    Name,
    Participant,
    ParticipantRole,
    Place,
    Source,
    validate,
)
from karabakh.exports import report_to_json, report_to_sarif, report_to_text

COPY = Path(__file__).parents[3] / "shared" / "000_c793246608581e55.txt"
TOWNS = Path(__file__).parents[1] / "data" / "river_towns.toml"
needs_copy = pytest.mark.skipif(
    not COPY.is_file(), reason="no copy of the source document beside the checkout"
)
CODES = ["KB201", "KB208", "KB209", "KB210", "KB407"]


def shifted(value, by):
    """Move all ranges of words in a record by some words."""
    if isinstance(value, Citation):
        words = (value.first or 0) + by, (value.last or 0) + by
        is_moved = value.first is not None and words[0] > 0
        return Citation(value.source, value.paragraph, *words) if is_moved else value
    if isinstance(value, tuple):
        return tuple(shifted(each, by) for each in value)
    if not attrs.has(type(value)):
        return value
    return attrs.evolve(
        value,
        **{
            field.name: shifted(getattr(value, field.name), by)
            for field in attrs.fields(type(value))
            if isinstance(getattr(value, field.name), tuple)
        },
    )


def records_of(dataset):
    return [
        record
        for _, records in dataset.collections()
        for record in records
        if not isinstance(record, Source)
    ]


@needs_copy
@pytest.mark.parametrize("by", [-1, 1])
def test_ranges_that_are_all_shifted_by_a_word_are_reported(by):
    dataset = karabakh.load()
    moved = Dataset.from_records(
        *dataset.sources, *[shifted(each, by) for each in records_of(dataset)]
    )
    findings = validate(moved.bind(Document.read(COPY)), select=CODES).findings
    ranges = {
        str(each) for record in moved.records() for each in record.all_citations if each.first
    }
    reported = {place for place in ranges for finding in findings if repr(place) in finding.message}
    assert len(reported) >= 0.8 * len(ranges)


@needs_copy
def test_a_misspelt_name_is_reported():
    dataset = karabakh.load(document=COPY)
    armenia = dataset["armenia"]
    name = attrs.evolve(armenia.names[0], text="Armania")
    records = [
        attrs.evolve(each, names=(name,)) if each == armenia else each
        for each in records_of(dataset)
    ]
    misspelt = Dataset.from_records(*dataset.sources, *records).bind(Document.read(COPY))
    (finding,) = validate(misspelt, select=CODES).findings
    assert (finding.code, finding.record) == ("KB208", "armenia")
    assert finding.quote


@needs_copy
def test_the_bundled_dataset_is_right():
    assert not validate(karabakh.load(document=COPY), select=CODES).findings


def test_the_towns_dataset_is_right():
    dataset = karabakh.read(TOWNS)
    folder = TOWNS.with_suffix("")
    texts = {path.stem: Document.read(path) for path in folder.glob("*.txt")}
    assert texts
    assert not validate(dataset.bind(texts), select=CODES).findings


WORDS = "They met in New Town. Both the north and the south agreed. Nothing was signed."
TEXT = Document.from_text(WORDS)
WIRE = Source(id="wire", title="Wire", language="en", paragraphs=TEXT.outline())


def meeting(*citations, **fields):
    return Event(
        id="meeting",
        title="Meeting",
        kind=EventKind.MEETING,
        citations=tuple(map(Citation.parse, citations)),
        **fields,
    )


def test_a_misplaced_range_is_named_by_its_index_and_quoted():
    place = Place(id="town", names=(Name(text="New Town"),))
    event = meeting("wire#p1:1-5", "wire#p1:6-7", location="town")
    dataset = Dataset.from_records(WIRE, place, event).bind(TEXT)
    (finding,) = validate(dataset, select=["KB209"]).findings
    assert finding.where == "/events/0/citations/1"
    assert finding.quote == "Both the"
    assert "cites 'Both the'" in report_to_text(validate(dataset, select=["KB209"]))
    assert '"quote": "Both the"' in report_to_json(validate(dataset, select=["KB209"]))
    assert "cites 'Both the'" in report_to_sarif(validate(dataset, select=["KB209"]))


def test_a_misplaced_range_of_a_part_is_named_within_it():
    part = Participant(
        actor="north",
        role=ParticipantRole.PARTICIPANT,
        citations=(Citation.parse("wire#p1:1-5"), Citation.parse("wire#p1:6-7")),
    )
    north = Actor(id="north", kind=ActorKind.STATE)
    dataset = Dataset.from_records(WIRE, north, meeting(participants=(part,))).bind(TEXT)
    (finding,) = validate(dataset, select=["KB209"]).findings
    assert finding.where == "/events/0/participants/0/citations/1"
    assert finding.quote == "Both the"


def test_findings_of_all_rules_quote_what_the_record_or_its_part_cites():
    part = Participant(
        actor="nobody",
        role=ParticipantRole.PARTICIPANT,
        citations=(Citation.parse("wire#p1:13-15"),),
    )
    event = meeting("wire#p1:1-5", location="nowhere", participants=(part,))
    dataset = Dataset.from_records(WIRE, event)
    assert {each.quote for each in validate(dataset, select=["KB101"]).findings} == {""}
    quotes = {
        each.where: each.quote for each in validate(dataset.bind(TEXT), select=["KB101"]).findings
    }
    assert quotes == {
        "/events/0/location": "They met in New Town.",
        "/events/0/participants/0/actor": "Nothing was signed.",
    }
