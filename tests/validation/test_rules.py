"""Each rule finds what is bad, and nothing where all is good."""

import attrs
import pytest
from rule_cases import CASES, SNAPSHOT, event, findings_as_text, participant

from karabakh import Agreement, Assertion, Citation, Dataset, Severity, load
from karabakh.validation import RULES, validate
from karabakh.validation._context import accounts

by_code = {rule.code: rule for rule in RULES}
good = [(rule.code, number) for rule in RULES for number in range(len(CASES[rule.code][0]))]
bad = [(rule.code, number) for rule in RULES for number in range(len(CASES[rule.code][1]))]


MAY_WARN = {"KB401", "KB504"}
"""Errors that are warnings under some conditions."""


def test_every_rule_has_good_and_bad_datasets():
    assert set(CASES) == set(by_code)
    assert all(good and bad for good, bad in CASES.values())


@pytest.mark.parametrize(("code", "number"), good)
def test_a_good_dataset_keeps_to_the_rule(code, number):
    dataset = CASES[code][0][number]
    assert validate(dataset, select=[code]).findings == ()


@pytest.mark.parametrize(("code", "number"), bad)
def test_a_bad_dataset_breaks_the_rule(code, number):
    dataset = CASES[code][1][number]
    findings = validate(dataset, select=[code]).findings
    assert findings
    for finding in findings:
        assert finding.code == code
        assert finding.severity is by_code[code].severity or code in MAY_WARN
        assert finding.message
        assert "\n" not in finding.message
        assert finding.where.startswith("/")
        assert finding.record or code == "KB105" or finding.where.startswith("/coding/")


@pytest.mark.parametrize("code", [f"KB30{number}" for number in range(1, 7)])
def test_an_inconsistency_is_found_by_one_rule_alone(code):
    for dataset in CASES[code][1]:
        findings = validate(dataset, select=by_code, ignore=["KB307", "KB308"]).findings
        assert {each.code for each in findings if each.code.startswith("KB30")} == {code}


def test_every_finding_is_as_it_was_read():
    assert list(findings_as_text()) == SNAPSHOT.read_text("utf-8").splitlines()


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_finding_says_what_to_do(code):
    findings = [
        finding
        for dataset in CASES[code][1]
        for finding in validate(dataset, select=[code]).findings
    ]
    assert all(finding.hint for finding in findings)


@pytest.mark.parametrize("code", ["KB307", "KB401", "KB503"])
def test_claims_of_different_accounts_are_no_contradiction(code):
    def with_voices(record):
        """Attribute a claim, or each change of status, to an actor of its own."""
        if isinstance(record, Agreement):
            steps = record.statuses
            voiced = [attrs.evolve(each, according_to=(f"v{n}",)) for n, each in enumerate(steps)]
            return attrs.evolve(record, statuses=tuple(voiced))
        is_claim = isinstance(record, Assertion)
        return attrs.evolve(record, according_to=(f"v-{record.id}",)) if is_claim else record

    for dataset in CASES[code][1]:
        records = [with_voices(each) for _, group in dataset.collections() for each in group]
        assert validate(Dataset.from_records(*records), select=[code]).findings == ()


@pytest.mark.parametrize(
    ("claim", "part", "expected"),
    [
        ([("a", "b"), ()], None, {("a", ""), ("b", "")}),
        ([(), ()], None, {("", "")}),
        ([("a",), ("north",)], [(), ()], {("a", "north")}),
        ([("a",), ("north",)], [("b",), ()], {("b", "north")}),
        ([("a",), ("north",)], [(), ("east", "west")], {("a", "east"), ("a", "west")}),
        ([("a",), ("north",)], [("b", "c"), ("east",)], {("b", "east"), ("c", "east")}),
    ],
)
def test_an_account_is_a_source_and_whom_it_quotes_of_the_part_or_else_the_claim(
    claim, part, expected
):
    def fields(sources, actors):
        return {"citations": tuple(map(Citation, sources)), "according_to": actors}

    row = participant("a", "other", **fields(*part)) if part else None
    assert accounts(event("e", **fields(*claim)), row) == expected


@pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])
def test_a_rule_tells_what_why_and_how_to_fix(rule):
    summary, blank, *rest = rule.doc.splitlines()
    assert summary == rule.summary
    assert summary.endswith(".")
    assert len(summary) <= 80
    assert not blank
    assert any(line.startswith("Fix: ") for line in rest)
    assert rule.name == rule.check.__name__.replace("_", "-")


def test_codes_and_names_are_used_once_and_in_order():
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_the_bundled_dataset_breaks_no_rule():
    assert validate(load()).findings == ()


def test_of_each_severity_there_are_rules():
    assert {rule.severity for rule in RULES} == set(Severity)
