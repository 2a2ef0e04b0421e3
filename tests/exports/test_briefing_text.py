"""Briefings as plain text and as Markdown."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hostile import HOSTILE
from hypothesis import given, settings
from large import large_dataset
from markdown_it import MarkdownIt

import karabakh
from karabakh import Dataset, Event, EventKind
from karabakh.briefing import build_briefing
from karabakh.exports import briefing_to_markdown, briefing_to_text
from karabakh.testing import datasets

ROOT = Path(__file__).parents[2]


@settings(max_examples=20)
@given(datasets(max_size=6) | datasets(max_size=6, consistent=False))
def test_plain_text_keeps_to_the_width_and_has_every_note(dataset):
    text = briefing_to_text(dataset, width=60)
    for line in text.splitlines():
        assert len(line) <= 60 or len(line.split()) <= 4
    notes = build_briefing(dataset).notes
    defined = re.findall(r"^\[(\d+)\] ", text, re.MULTILINE)
    assert [int(each) for each in defined] == [note.number for note in notes]


@settings(max_examples=20)
@given(datasets(max_size=6) | datasets(max_size=6, consistent=False))
def test_markdown_has_a_footnote_for_each_number(dataset):
    text = briefing_to_markdown(dataset)
    defined = re.findall(r"^\[\^(\d+)\]: ", text, re.MULTILINE)
    assert set(re.findall(r"\[\^(\d+)\](?!:)", text)) == set(defined)


def tokens(text):
    for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(text):
        yield token
        yield from token.children or ()


def test_no_text_of_a_dataset_becomes_markup_in_markdown():
    kinds = {token.type for token in tokens(briefing_to_markdown(HOSTILE))}
    assert kinds & {"html_block", "html_inline", "link_open", "image", "code_inline"} == set()
    assert kinds & {"fence", "code_block", "table_open", "hr", "em_open", "strong_open"} == set()
    assert "\u202e" not in briefing_to_markdown(HOSTILE)


def test_plain_text_has_no_control_characters():
    text = briefing_to_text(HOSTILE)
    assert re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text) is None


def test_both_say_what_the_page_says():
    briefing = build_briefing(karabakh.load())
    said = [span.text.strip() for spans in briefing.lead for span in spans]
    text = " ".join(re.sub(r"\[\d+\]", "", briefing_to_text(karabakh.load())).split())
    markdown = " ".join(re.sub(r"\[\^\d+\]", "", briefing_to_markdown(karabakh.load())).split())
    for sentence in said:
        assert sentence in text
        assert sentence in markdown


@pytest.mark.parametrize("arguments", [[], ["tests/data/river_towns.toml"]])
def test_the_example_prints_it(arguments):
    done = subprocess.run(
        [sys.executable, "examples/briefing.py", *arguments],
        capture_output=True,
        check=True,
        cwd=ROOT,
        encoding="utf-8",
        env={"PYTHONPATH": "src", "PYTHONIOENCODING": "utf-8"},
    )
    dataset = karabakh.read(ROOT / arguments[0]) if arguments else karabakh.load()
    assert done.stdout == briefing_to_text(dataset)
    assert done.stderr == ""


def test_the_example_reports_what_it_cannot_read():
    done = subprocess.run(
        [sys.executable, "examples/briefing.py", "missing.toml"],
        capture_output=True,
        check=False,
        cwd=ROOT,
        encoding="utf-8",
        env={"PYTHONPATH": "src"},
    )
    assert done.returncode == 2
    assert "missing.toml" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_large_dataset_is_cut_to_what_matters_most_and_every_note_is_referred_to():
    dataset = large_dataset()
    body, _, notes = briefing_to_text(dataset, width=10_000).partition("\nNOTES\n")
    defined = {*map(int, re.findall(r"^\[(\d+)\] ", notes, re.MULTILINE))}
    assert {*map(int, re.findall(r"\[(\d+)\]", body))} == defined
    assert len(defined) < len(dataset)
    left_out = re.findall(r"([\d,]+|[a-z]+) further \w+ left out here", body, re.IGNORECASE)
    assert len(left_out) >= 5


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/x",
        "www.example.org",
        "see http://a.b",
        "mail a@b.org",
        "1. first",
        "- item",
        "+ item",
        "# heading",
        "> quote",
        "=== rule",
        "--- rule",
        "~~~ fence",
        "| a | b |",
        "![alt](x.png)",
        "[text](x)",
        "*a* _b_ `c` $d$ ^e^",
        "<b>bold</b> &amp; &#60;",
        "\\*not\\*",
        "a: b",
    ],
)
def test_a_title_is_shown_letter_by_letter_in_markdown(text):
    markdown = briefing_to_markdown(Dataset(title=text))
    render = MarkdownIt("gfm-like", {"html": True, "linkify": False})
    heading = render.parse(markdown)[1]
    assert [token.type for token in heading.children] == ["text"]
    assert heading.children[0].content == text
    item = briefing_to_markdown(
        Dataset.from_records(Event(id="e", title=text, kind=EventKind.OTHER))
    )
    assert "www.e" not in item
    assert re.search(r"\w://", item) is None
