"""The briefing page as text: well-formed, complete, restyled, and free of scripts."""

import base64
import hashlib
import html
import re
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hostile import HOSTILE, hostile_document
from hypothesis import given, settings

import karabakh
from karabakh import Dataset, Document
from karabakh.briefing import build_briefing
from karabakh.exports import briefing_to_html
from karabakh.exports._page import _own_environment
from karabakh.io import read
from karabakh.testing import bound_datasets, datasets

RIVER = Path(__file__).parents[1] / "data" / "river_towns.toml"
ELEMENTS = {
    *("html", "head", "meta", "title", "style", "body", "script", "header", "footer", "main"),
    *("nav", "section", "aside", "article", "div", "p", "h1", "h2", "h3", "h4", "ul", "ol", "li"),
    *("dl", "dt", "dd", "details", "summary", "a", "b", "q", "bdi", "span", "small", "code"),
    *("i", "table", "caption", "thead", "tbody", "tr", "th", "td", "button"),
    *("svg", "rect", "circle", "path"),
}
ATTRIBUTES = {
    *("id", "class", "href", "lang", "dir", "role", "scope", "colspan", "charset", "content"),
    *("name", "http-equiv", "popover", "popovertarget", "popovertargetaction"),
    *("aria-label", "aria-labelledby", "aria-hidden", "viewBox", "x", "y", "width", "height"),
    *("cx", "cy", "r", "d", "fill", "stroke", "stroke-width", "stroke-dasharray"),
}


@pytest.fixture(scope="module")
def river():
    dataset = read(RIVER)
    folder = RIVER.with_suffix("")
    return dataset.bind(
        {source: Document.read(folder / f"{source}.txt") for source in dataset.sources.ids}
    )


def parse(page):
    """Read a page as XML, and check that it is made of what the templates have alone."""
    root = ET.fromstring(page.removeprefix("<!DOCTYPE html>"))  # noqa: S314 (our own)
    for each in root.iter():
        assert each.tag.rpartition("}")[2] in ELEMENTS
        assert {key.rpartition("}")[2] for key in each.attrib} <= ATTRIBUTES
        assert each.get("href", "#").startswith("#")
    return root


def found(root, name):
    return [each for each in root.iter() if each.tag.rpartition("}")[2] == name]


def text_of(element):
    return "".join(element.itertext())


@settings(max_examples=20)
@given(datasets(max_size=6) | datasets(max_size=6, consistent=False) | bound_datasets(max_size=6))
def test_any_dataset_has_a_well_formed_page_whose_numbers_lead_to_notes(dataset):
    root = parse(briefing_to_html(dataset))
    anchors = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(anchors) == len(set(anchors))
    targets = {link.get("href")[1:] for link in found(root, "a")}
    targets |= {button.get("popovertarget") for button in found(root, "button")}
    assert targets <= set(anchors)
    notes = {each for each in anchors if re.fullmatch(r"n\d+", each)}
    numbers = [each for each in found(root, "button") if each.get("class") == "n"]
    assert {each.get("popovertarget") for each in numbers} == notes


@settings(max_examples=10)
@given(datasets(max_size=6))
def test_the_same_dataset_has_the_same_page(dataset):
    assert briefing_to_html(dataset) == briefing_to_html(dataset)


def test_the_page_of_the_article_is_small_and_answers_first():
    page = briefing_to_html(karabakh.load())
    assert len(page.encode()) < 150_000
    headings = [text_of(each) for each in found(parse(page), "h2")]
    assert headings == [
        *("What this text says", "How to read this", "Key findings", "The parties"),
        *("Who stands where", "What happened", "What was agreed"),
        *("What it would take, and what is asked", "What is open", "Source and method"),
    ]


def test_a_bound_page_has_the_exact_words_of_each_passage(river):
    root = parse(briefing_to_html(river))
    quoted = {text_of(each) for each in found(root, "q")}
    notes = build_briefing(river).notes
    cited = {each.words for note in notes for each in note.passages if each.words}
    assert len(cited) > 50
    assert {re.sub("[\x00-\x1f]", "\ufffd", each) for each in cited} == quoted
    paragraphs = [text_of(each) for each in found(root, "li") if each.get("dir") == "auto"]
    words = [word.text for text in river.documents.values() for word in text.words]
    assert sum(len(each.split()) - 1 for each in paragraphs) == len(words)


def test_the_policy_allows_the_style_and_the_script_of_the_page_and_nothing_else(river):
    page = briefing_to_html(river)
    root = parse(page)
    (policy,) = [
        each.get("content")
        for each in found(root, "meta")
        if each.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules.pop("default-src") == "'none'"
    assert rules.pop("base-uri") == rules.pop("form-action") == "'none'"
    for name in ("style", "script"):
        (content,) = [text_of(each) for each in found(root, name)]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert rules.pop(f"{name}-src") == f"'sha256-{digest}'"
    assert rules == {}
    assert ' style="' not in page
    assert not re.search(r"\son\w+=", page)


def test_stated_inferred_and_derived_have_marks_of_their_own_without_a_colour():
    template = _own_environment().get_template("parts.html").make_module({"titles": {}})
    marks = {template.origin(each) for each in ("said", "inferred", "derived")}
    assert len(marks) == 3
    assert not any("class=" in each.replace('class="mk"', "") for each in marks)


def test_a_hostile_dataset_is_text():
    for dataset in (HOSTILE, HOSTILE.bind(hostile_document())):
        page = briefing_to_html(dataset)
        parse(page)
        assert "&lt;script&gt;" in page
        assert "\u202e" not in page


def test_templates_replace_a_style_or_blocks_of_the_page(tmp_path):
    (tmp_path / "style.css").write_text("body { margin: 3rem } /* <&> */", encoding="utf-8")
    (tmp_path / "briefing.html").write_text(
        '{% extends "karabakh/briefing.html" %}'
        "{% block footer %}<footer>The River Desk, on {{ briefing.title }}</footer>{% endblock %}",
        encoding="utf-8",
    )
    page = briefing_to_html(Dataset(title="<b>Talks</b>"), templates=tmp_path)
    assert "<footer>The River Desk, on &lt;b&gt;Talks&lt;/b&gt;</footer>" in page
    assert "<style>body { margin: 3rem } /* <&> */</style>" in page
    digest = hashlib.sha256(b"body { margin: 3rem } /* <&> */").digest()
    assert f"style-src 'sha256-{base64.b64encode(digest).decode()}'" in html.unescape(page)
    assert "What these texts say" in page


@pytest.mark.parametrize("name", ["missing", "file"])
def test_templates_must_be_a_folder(tmp_path, name):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(NotADirectoryError, match=r"^templates must be a folder, got '.*; check"):
        briefing_to_html(Dataset(), templates=tmp_path / name)


def test_without_jinja2_the_message_names_the_extra(monkeypatch):
    _own_environment.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(ImportError, match=r"needs Jinja2; use pip install 'karabakh\[page\]'"):
        briefing_to_html(Dataset())
