"""Whatever a text holds, it steers no terminal, forges no line and no Markdown."""

import re

import attrs
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import karabakh
from karabakh import Document, Finding, Severity
from karabakh._markup import markdown
from karabakh._shown import visible, visible_lines
from karabakh.cli import cli
from karabakh.errors import (
    CitationError,
    DocumentError,
    EdtfError,
    ExternalCodeError,
    LoadError,
    MergeError,
    UnknownIdError,
    ValidationError,
)
from karabakh.explanations import explain, explanation_to_markdown, explanation_to_text, why_not
from karabakh.exports import briefing_to_markdown, briefing_to_text, proof_to_text, report_to_text
from karabakh.reasoning import contradictions, disputes, shifts, stances
from karabakh.testing import datasets
from karabakh.validation import ValidationReport, validate

EVIL = "\x1b]0;x\x07\x1b[2J\x9b31m\r\nerror: forged\n# forged\u202e\u2066\x85\u2028forged\x00\x7f"
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
hostile = st.text(
    st.sampled_from("ab \t\n\r\x0b\x1b\x07\x7f\x85\x9b\u2028\u202e\u2066#*_[]()<>!|~`-=+:/.@&1w")
)


def is_harmless(text, *, lines=1):
    """Return whether a text has so many lines at most and steers nothing."""
    return STEERING.search(text) is None and text.count("\n") < lines


@given(text=hostile | st.text())
def test_a_visible_text_is_one_line_and_stays_as_it_is(text):
    once = visible(text.replace("\t", " "))
    assert is_harmless(once)
    assert visible(once) == once
    assert STEERING.search(visible_lines(text.replace("\t", " "))) is None


@given(text=st.text(st.characters(categories=["L", "N", "P", "S", "M"])))
def test_letters_marks_and_signs_stay(text):
    assert visible(text) == text


ERRORS = [
    CitationError(text=EVIL, reason=EVIL),
    DocumentError(document=EVIL, reason=EVIL, hint=EVIL),
    EdtfError(text=EVIL, reason=EVIL, position=1),
    ExternalCodeError(text=EVIL, reason=EVIL),
    MergeError(differences={EVIL: (EVIL,)}),
    UnknownIdError(kind=EVIL, id=EVIL, hint=EVIL),
]
FINDING = Finding(
    code="KB101",
    severity=Severity.ERROR,
    message=EVIL,
    where=EVIL,
    record=EVIL,
    hint=EVIL,
    quote=EVIL,
)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_errors_are_one_line(error):
    assert is_harmless(str(error))
    assert is_harmless(repr(error))


@pytest.mark.parametrize("kind", [LoadError, ValidationError])
def test_errors_with_findings_have_a_line_for_each(kind):
    error = kind(source=EVIL, findings=[FINDING, FINDING])
    assert is_harmless(str(error), lines=3)
    assert is_harmless(repr(error))


def test_findings_and_reports_have_a_line_for_each():
    report = ValidationReport(findings=(FINDING, FINDING), source=EVIL)
    assert is_harmless(str(FINDING))
    assert is_harmless(repr(FINDING))
    assert is_harmless(str(report), lines=4)
    assert STEERING.search(report_to_text(report, report)) is None


def with_evil_texts(dataset):
    """Return a dataset with a hostile text wherever any text may be."""

    def change(value):
        if attrs.has(type(value)):
            changes = {
                each.name: EVIL if each.name in _TEXTS else change(getattr(value, each.name))
                for each in attrs.fields(type(value))
                if each.init and not each.name.startswith("_")
            }
            return attrs.evolve(value, **changes)
        return tuple(map(change, value)) if type(value) is tuple else value

    records = [change(each) for _, collection in dataset.collections() for each in collection]
    return karabakh.Dataset.from_records(*records, title=EVIL)


_TEXTS = {"note", "title", "text", "duty", "publisher", "statement", "to_prevent"}


@pytest.fixture(scope="module")
def evil():
    return with_evil_texts(karabakh.load())


def test_whatever_is_printed_of_a_hostile_dataset_is_harmless(evil):
    conclusions = [*shifts(evil), *disputes(evil), *contradictions(evil)]
    conclusions += list(stances(evil))
    assert len(conclusions) > 40
    for each in conclusions:
        assert is_harmless(repr(each)), repr(each)
        assert is_harmless(each.describe())
    for each in [*conclusions[:20], *evil.positions[:5], *evil.events[:5], *evil.sources]:
        explanation = explain(each, dataset=evil)
        assert is_harmless(repr(explanation))
        assert STEERING.search(explanation_to_text(explanation)) is None
        assert STEERING.search(explanation_to_markdown(explanation)) is None
    for record in (each for _, records in evil.collections() for each in records):
        assert is_harmless(repr(record))
    missing = why_not(evil, "shift", holder=evil.actors[0].id, proposition=evil.propositions[0].id)
    assert is_harmless(missing.describe())
    for text in (briefing_to_text(evil), briefing_to_markdown(evil), proof_to_text(evil)):
        assert STEERING.search(text) is None
    assert is_harmless(repr(evil))
    assert is_harmless(repr(Document.from_text("They met" + EVIL.replace("\x00", ""), name=EVIL)))


@given(dataset=datasets(consistent=True))
def test_whatever_is_printed_of_any_dataset_is_harmless(dataset):
    assert STEERING.search(briefing_to_text(dataset)) is None
    assert STEERING.search(briefing_to_markdown(dataset)) is None
    assert STEERING.search(report_to_text(validate(dataset))) is None
    assert STEERING.search(str(validate(dataset))) is None


@given(text=hostile)
def test_no_text_becomes_a_mark_of_markdown(text):
    line = markdown(text)
    assert "\n" not in line
    assert not re.match(r"\s*([#>=+*-]|\d+[.)])", line)
    assert re.search(r"(?<!\\)[\[\]`*_<>|~]", line.replace("\\\\", "")) is None


COMMANDS = {
    "ask": ["ask", "stances", "evil.json", "--why"],
    "ask in JSON": ["ask", "timeline", "evil.json", "--json"],
    "briefing": ["briefing", "evil.json", "--format", "text"],
    "briefing in Markdown": ["briefing", "evil.json", "--format", "markdown"],
    "invalid": ["show", EVIL.replace("\x00", "")],
    "merge": ["merge", "evil.json", "bundled", "-o", "merged.json"],
    "merge in JSON": ["merge", "evil.json", "bundled", "-o", "merged.json", "--json"],
    "new": ["new", "a\x1b[2J\nforged.txt"],
    "show": ["show", "evil.json", "--all"],
    "show one": ["show", "evil.json", "laying-down-arms"],
    "show in JSON": ["show", "evil.json", "laying-down-arms", "--json"],
    "validate": ["validate", "evil.json", "a\x1b[2J\nforged.json"],
    "words": ["words", "a\x1b[2J\nforged.txt"],
}


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_no_command_prints_what_a_terminal_would_obey(evil, arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    karabakh.write(evil, "evil.json")
    (tmp_path / "a\x1b[2J\nforged.txt").write_text(f"They met{EVIL} here.".replace("\x00", ""))
    (tmp_path / "a\x1b[2J\nforged.json").write_text('{"schema": 2, "a\\u001b\\nb": "\\u009b"}')
    result = CliRunner().invoke(cli, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    printed = result.output
    if arguments[0] != "show" or arguments[1] == "evil.json":  # errors of click: see `main`
        assert STEERING.search(printed) is None, printed
        is_wrapped = arguments[0] in {"ask", "briefing", "show", "words"}
        assert is_wrapped or not re.search("^(error: |# )?forged", printed, re.MULTILINE)
    assert printed
