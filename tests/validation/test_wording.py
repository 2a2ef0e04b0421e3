"""Wrong citations that validation finds with the texts at hand."""

from itertools import combinations
from pathlib import Path

import attrs
import pytest

import karabakh
from karabakh import (
    Actor,
    ActorKind,
    Agreement,
    AgreementKind,
    Citation,
    Dataset,
    Document,
    Event,
    EventKind,
    Name,
    Participant,
    ParticipantRole,
    Place,
    Provision,
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


BEGINS, ENDS = "begins with the last word of a sentence", "ends with the first word of a sentence"
PLAN = Document.from_text("The mayor of New Town came in. She left, as planned, by the old road.")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("1-3", "ends with 'of'"),
        ("1-4", "ends amid 'new town'"),
        ("4-4", "ends amid 'new town'"),
        ("5-7", "begins amid 'new town'"),
        ("1-8", ENDS),
        ("7-9", BEGINS),
        ("8-10", "ends with 'as'"),
        ("8-13", "ends with 'the'"),
        *((words, "") for words in ("1-7", "4-5", "4-6", "5-5", "7-7", "8-8", "8-9", "9-11")),
    ],
)
def test_a_range_begins_and_ends_where_a_passage_does(words, problem):
    town = Place(id="town", names=(Name(text="New Town"),))
    source = Source(id="wire", title="Wire", language="en", paragraphs=PLAN.outline())
    event = meeting(f"wire#p1:{words}", location="town")
    findings = validate(Dataset.from_records(source, town, event).bind(PLAN), select=["KB209"])
    expected = [f"range 'wire#p1:{words}' {problem}"] if problem else []
    assert [each.message for each in findings.findings] == expected


def test_only_of_english_it_is_known_which_words_others_must_follow():
    for language, count in (("en-GB", 1), ("en", 1), ("", 0), ("it", 0)):
        source = Source(id="wire", title="Wire", language=language, paragraphs=PLAN.outline())
        dataset = Dataset.from_records(source, meeting("wire#p1:1-3")).bind(PLAN)
        assert len(validate(dataset, select=["KB209"]).findings) == count


@pytest.mark.parametrize(
    ("citations", "used_by", "author", "is_reported"),
    [
        (["1-2"], "paper", "paper", True),
        (["1-2", "8-9"], "paper", "paper", True),
        (["1-2", "4-5"], "paper", "paper", False),
        (["1-2"], "other", "paper", False),
        (["1-2"], "", "paper", False),
        (["1-2"], "paper", None, False),
        ([], "paper", "paper", False),
    ],
)
def test_a_name_of_the_author_stands_in_some_words_that_are_cited(
    citations, used_by, author, is_reported
):
    town = Place(
        id="town",
        names=(Name(text="New Town", used_by=(used_by,) if used_by else ()),),
        citations=tuple(Citation.parse(f"wire#p1:{each}") for each in citations),
    )
    source = Source(id="wire", title="Wire", author=author, paragraphs=PLAN.outline())
    findings = validate(Dataset.from_records(source, town).bind(PLAN), select=["KB208"]).findings
    assert [each.record for each in findings] == ["town"] * is_reported


SPLIT = Document.from_text(
    "They all met. They all ate. They sat down.\n\nNothing was said that day."
)
"""Three sentences of three words, and one of five."""


def misplaced(ranges):
    """Return what is said of each range of that text that is reported."""
    source = Source(id="wire", title="Wire", language="en", paragraphs=SPLIT.outline())
    event = meeting(*(f"wire#{each}" for each in ranges))
    findings = validate(Dataset.from_records(source, event).bind(SPLIT), select=["KB209"]).findings
    return dict(each.message.removeprefix("range 'wire#").split("' ", 1) for each in findings)


@pytest.mark.parametrize(
    ("ranges", "expected"),
    [
        (["p1:3-5"], {"p1:3-5": BEGINS}),
        (
            ["p1:3-5", "p1:6-8", "p2:3-4"],
            {
                "p1:3-5": BEGINS,
                "p1:6-8": BEGINS,
                "p2:3-4": "would fit better 1 word later, as all ranges",
            },
        ),
        (
            ["p1:2-4", "p1:5-7", "p2:3-4"],
            {
                "p1:2-4": ENDS,
                "p1:5-7": ENDS,
                "p2:3-4": "would fit better 1 word earlier, as all ranges",
            },
        ),
        # Neither earlier nor later fits both.
        (["p1:2-4", "p1:3-5", "p2:3-4"], {"p1:2-4": ENDS, "p1:3-5": BEGINS}),
        # One word earlier there is none.
        (["p1:2-4", "p1:5-7", "p1:1-3"], {"p1:2-4": ENDS, "p1:5-7": ENDS}),
        (["p1:1-3", "p1:4-9", "p1:3-3", "p1:4-4", "p1:1-9", "p2", "p2:5-9"], {}),
    ],
)
def test_ranges_are_compared_with_those_a_word_away(ranges, expected):
    assert misplaced(ranges) == expected


@pytest.mark.parametrize("right", [7, 8, 9])
def test_all_ranges_are_reported_if_at_least_a_fifth_is_misplaced(right):
    fitting = [f"p2:{first}-{last}" for first, last in combinations(range(1, 6), 2)][:right]
    found = misplaced(["p1:3-5", "p1:6-8", *fitting])
    assert len(found) == (2 + right if right <= 8 else 2)


def test_findings_of_all_rules_quote_what_the_record_or_its_part_cites():
    part = Participant(
        actor="nobody",
        role=ParticipantRole.PARTICIPANT,
        citations=(Citation.parse("wire#p1:13-15"),),
    )
    event = meeting("wire#p1:1-5", location="nowhere", participants=(part,))
    duties = [
        Provision(id=f"duty-{number}", obligor="nobody", duty="rest", citations=cited)
        for number, cited in enumerate([(), (Citation.parse("wire#p1:6-12"),)])
    ]
    truce = Agreement(
        id="truce",
        title="Truce",
        kind=AgreementKind.CEASEFIRE,
        provisions=tuple(duties),
        citations=(Citation.parse("wire#p1:14-15"),),
    )
    dataset = Dataset.from_records(WIRE, event, truce)
    assert {each.quote for each in validate(dataset, select=["KB101"]).findings} == {""}
    quotes = {
        each.where: each.quote for each in validate(dataset.bind(TEXT), select=["KB101"]).findings
    }
    assert quotes == {
        "/events/0/location": "They met in New Town.",
        "/events/0/participants/0/actor": "Nothing was signed.",
    }
