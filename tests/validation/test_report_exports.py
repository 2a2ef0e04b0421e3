"""Reports as text, JSON and SARIF."""

import json
import re
from pathlib import PureWindowsPath

import attrs
import pytest
from rule_cases import NORTH, everything, of

from karabakh import Dataset, Finding, LoadError, Severity, parse
from karabakh.exports import report_to_json, report_to_sarif, report_to_text
from karabakh.exports._reports import _uri
from karabakh.validation import RULES, ValidationReport, validate

ESCAPE = re.compile(r"\x1b\[\d+m")


def unreadable():
    with pytest.raises(LoadError) as caught:
        parse('{"schema": 1,\n "places": [{"id": "here", "nmae": 5}]}', format="json")
    return ValidationReport(findings=caught.value.findings, source="data/my file.json")


FORMS = [report_to_text, report_to_json, report_to_sarif]


@pytest.mark.parametrize("form", FORMS)
def test_the_same_report_gives_the_same_text(form):
    assert form(validate(everything())) == form(validate(everything()))


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_written_that_a_terminal_obeys_or_that_no_file_can_hold(form):
    name = "\x1b[31mred\u202e\ud800"
    nasty = ValidationReport(
        findings=(
            Finding(code="KB105", severity=Severity.ERROR, message=name, record=name, where=name),
        ),
        source=name,
    )
    text = form(nasty, nasty)
    assert all(each.isprintable() or each == "\n" for each in text)
    text.encode()


# -- text


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_lines_keep_to_the_width_and_nothing_is_lost(width):
    report = validate(everything())
    text = report_to_text(report, width=width)
    assert all(len(line) <= width or len(line.split()) <= 2 for line in text.splitlines())
    words = " ".join(text.split())
    for finding in report.findings:
        assert finding.code in words
        if finding.message.isprintable():
            assert " ".join(finding.message.split()) in words
    assert text.splitlines()[-1] == report.summary


def test_colours_say_nothing_that_words_do_not():
    report = validate(everything())
    colored = report_to_text(report, color=True)
    assert ESCAPE.search(colored)
    assert ESCAPE.sub("", colored) == report_to_text(report)


def test_several_reports_are_stated_apart_by_their_sources():
    bad = attrs.evolve(validate(of(NORTH)), source="bad.toml")
    text = report_to_text(ValidationReport(findings=(), source="good.toml"), bad, unreadable())
    assert "good.toml" not in text
    assert text.splitlines()[0] == "bad.toml"
    assert "data/my file.json" in text
    assert "(line 2, column 28)" in text
    assert text.splitlines()[-1] == "1 error, 1 warning"


# -- JSON


def test_json_has_every_field_that_is_known():
    report = attrs.evolve(unreadable(), source="x.json")
    stated = json.loads(report_to_json(report, validate(Dataset())))
    first, second = stated["reports"]
    assert second == {"source": "", "ok": True, "findings": []}
    assert (first["source"], first["ok"]) == ("x.json", False)
    for finding, fields in zip(report.findings, first["findings"], strict=True):
        severity = Severity(fields.pop("severity"))
        assert Finding(severity=severity, **fields) == finding


# -- SARIF


def test_sarif_tells_each_finding_and_explains_its_rule():
    report = attrs.evolve(validate(everything()), source="data/all of it.toml")
    log = json.loads(report_to_sarif(report))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({each.code for each in report.findings})
    docs = {rule.code: rule.doc for rule in RULES}
    assert all(rule["help"]["text"] == docs[rule["id"]] for rule in rules)
    for finding, result in zip(report.findings, run["results"], strict=True):
        assert result["ruleId"] == finding.code
        assert rules[result["ruleIndex"]]["id"] == finding.code
        assert result["level"] == finding.severity.value
        assert result["message"]["text"].startswith(finding.message)
        (location,) = result["locations"]
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        assert uri == "data/all%20of%20it.toml"
        assert location["logicalLocations"][0]["fullyQualifiedName"] == finding.where


def test_sarif_tells_line_and_column_where_they_are_known():
    log = json.loads(report_to_sarif(unreadable()))
    (result,) = log["runs"][0]["results"]
    (location,) = result["locations"]
    assert location["physicalLocation"]["region"] == {"startLine": 2, "startColumn": 28}
    (rule,) = log["runs"][0]["tool"]["driver"]["rules"]
    assert rule["id"] == result["ruleId"]
    assert rule["help"]["text"]


def test_sarif_of_a_source_without_a_name_has_no_file():
    log = json.loads(report_to_sarif(validate(of(NORTH))))
    (result,) = log["runs"][0]["results"]
    assert "physicalLocation" not in result["locations"][0]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (r"\\server\share\a b.toml", "file://server/share/a%20b.toml"),
        (r"C:\data\a b.toml", "file:///C:/data/a%20b.toml"),
        (r"data\a b.toml", "data/a%20b.toml"),
    ],
)
def test_sarif_has_paths_of_windows_as_uris(path, uri):
    assert _uri(PureWindowsPath(path)) == uri


def test_sarif_gives_an_absolute_path_as_a_uri(tmp_path):
    report = attrs.evolve(validate(of(NORTH)), source=str(tmp_path / "ä.toml"))
    log = json.loads(report_to_sarif(report))
    uri = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert uri == {"uri": (tmp_path / "ä.toml").as_uri()}


def test_sarif_explains_a_rule_that_failed_and_not_one_that_it_does_not_know():
    def own(_dataset):
        yield Finding(code="ME001", severity=Severity.WARNING, message="mine")
        raise LookupError("gone")

    log = json.loads(report_to_sarif(validate(of(NORTH), rules=[own])))
    broken, unknown = log["runs"][0]["tool"]["driver"]["rules"]
    assert broken["shortDescription"]["text"]
    assert unknown == {"id": "ME001"}
