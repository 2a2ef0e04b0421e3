"""Findings as values and as lines."""

import attrs
import pytest
from hypothesis import given

from karabakh._shown import visible
from karabakh.findings import Finding, Severity
from karabakh.testing import instances

PLAIN = Finding(code="KB101", severity=Severity.ERROR, message="there is no actor 'x'")


@pytest.mark.parametrize(
    ("details", "line"),
    [
        ({}, "the whole: error KB101: there is no actor 'x'"),
        ({"where": "/actors/0"}, "/actors/0: error KB101: there is no actor 'x'"),
        (
            {"where": "/actors/0", "line": 3},
            "/actors/0 (line 3): error KB101: there is no actor 'x'",
        ),
        (
            {"line": 3, "column": 7, "hint": "leave it out"},
            "the whole (line 3, column 7): error KB101: there is no actor 'x'; leave it out",
        ),
        (
            {"quote": "They met.", "hint": "leave it out"},
            "the whole: error KB101: there is no actor 'x'; cites 'They met.'; leave it out",
        ),
        ({"severity": Severity.WARNING}, "the whole: warning KB101: there is no actor 'x'"),
        ({"column": 7}, "the whole: error KB101: there is no actor 'x'"),
    ],
)
def test_a_finding_is_shown_in_a_line(details, line):
    assert str(attrs.evolve(PLAIN, **details)) == line


@given(instances(Finding))
def test_findings_are_values(finding):
    again = attrs.evolve(finding)
    assert again == finding
    assert hash(again) == hash(finding)
    assert visible(finding.code) in str(finding)
    assert visible(finding.message) in str(finding)


def test_findings_can_not_be_changed():
    with pytest.raises(AttributeError):
        PLAIN.code = "KB102"
