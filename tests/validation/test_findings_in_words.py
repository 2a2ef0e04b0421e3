"""What findings say, of which record and where."""

import pytest
from rule_cases import CALLED, NORTH, actor, event, link, of, proposition

from karabakh import Actor, ActorKind, Finding, Name, Severity
from karabakh.errors import ValidationError
from karabakh.validation import ValidationReport, validate

TWO_NAMES = Actor(id="a", kind=ActorKind.STATE, names=(Name(text="A"), Name(text="A")))


@pytest.mark.parametrize(
    ("dataset", "code", "where", "message"),
    [
        (
            of(NORTH, actor("both", ActorKind.COLLECTIVE, members=("north", "north"))),
            "KB109",
            "/actors/1/members/1",
            "'both' lists 'north' twice in 'members'",
        ),
        (of(TWO_NAMES), "KB109", "/actors/0/names/1", "'a' lists the same entry twice in 'names'"),
        (
            of(proposition("p", implies=("q",)), proposition("q", excludes=("p",))),
            "KB402",
            "/propositions/0/implies",
            "'p' implies 'q'; but 'p' and 'q' exclude each other",
        ),
        (
            of(actor("a", **CALLED), actor("b", **CALLED)),
            "KB603",
            "/actors/0/identifiers/0",
            "'a', 'b' have the identifier 'wikidata:Q1'",
        ),
    ],
)
def test_a_finding_says_what_is_wrong_of_the_first_record(dataset, code, where, message):
    (found,) = (each for each in validate(dataset).findings if each.code == code)
    assert (found.where, found.message) == (where, message)


def test_a_report_has_the_findings_of_each_record_below_its_name():
    report = validate(of(actor("a", **CALLED), actor("b", **CALLED)))
    lines = str(report).splitlines()
    assert [line for line in lines if not line.startswith("  ")] == ["a", "b", "3 warnings"]
    assert [line.strip() for line in lines if line.startswith("  ")] == [*map(str, report.findings)]


@pytest.mark.parametrize(
    ("source", "record", "title"),
    [("a.toml", "north", "north"), ("a.toml", "", "a.toml"), ("", "", "the dataset")],
)
def test_findings_about_no_record_stand_below_the_name_of_what_was_checked(source, record, title):
    finding = Finding(code="ME001", severity=Severity.ERROR, message="no", record=record)
    report = ValidationReport(findings=(finding,), source=source)
    assert str(report).splitlines() == [title, "  the whole: error ME001: no", "1 error"]
    with pytest.raises(ValidationError) as caught:
        report.raise_for_errors()
    assert caught.value.source == (source or "the dataset")


def test_a_link_from_a_record_to_itself_is_no_inconsistent_order_too():
    found = validate(of(event("e"), link("e", "before", "e"))).errors
    assert {each.code for each in found} - {"KB101"} == {"KB106"}
