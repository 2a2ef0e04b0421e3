"""Tests of the briefing as text: well-formed, complete, and free of scripts."""

import base64
import hashlib
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hostile import HOSTILE, hostile_document
from hypothesis import given, settings

import karabakh
from karabakh import (
    Actor,
    ActorKind,
    Citation,
    ConditionType,
    Dataset,
    Document,
    Place,
    Proposition,
    Requirement,
    Source,
)
from karabakh.exports import to_html
from karabakh.exports._html_tree import RULES_IN_WORDS
from karabakh.io import read
from karabakh.testing import bound_datasets, datasets

RIVER = Path(__file__).parents[1] / "data" / "river_towns.toml"
ELEMENTS = {
    *("html", "head", "meta", "title", "style", "body", "script", "header", "footer", "main"),
    *("nav", "section", "aside", "figure", "div", "p", "h1", "h2", "h3", "ul", "li", "dl", "dt"),
    *("dd", "details", "summary", "a", "b", "i", "q", "bdi", "span", "small", "code"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
    *("svg", "desc", "g", "text", "rect", "circle", "path", "polygon"),
}
ATTRIBUTES = {
    *("id", "class", "href", "rel", "title", "lang", "dir", "role", "tabindex", "data-q", "scope"),
    *("aria-label", "aria-labelledby", "charset", "content", "http-equiv", "name"),
    *("viewBox", "width", "height", "x", "y", "cx", "cy", "r", "rx", "d", "points", "transform"),
}


@pytest.fixture(scope="module")
def river():
    dataset = read(RIVER)
    texts = {
        source: Document.read(RIVER.with_suffix("") / f"{source}.txt")
        for source in dataset.sources.ids
    }
    return dataset.bind(texts)


def parse(page):
    """Read a page as XML, and check that it is made of what we make alone."""
    root = ET.fromstring(page.removeprefix("<!DOCTYPE html>"))  # noqa: S314 (our own)
    for each in root.iter():
        name = each.tag.rpartition("}")[2]
        assert name in ELEMENTS
        assert {key.rpartition("}")[2] for key in each.attrib} <= ATTRIBUTES
        assert each.get("href", "#").startswith(("#", "https://", "http://"))
    return root


def found(root, name):
    return [each for each in root.iter() if each.tag.rpartition("}")[2] == name]


def text_of(element):
    return "".join(element.itertext())


@settings(max_examples=20)
@given(datasets(max_size=6) | datasets(max_size=6, consistent=False) | bound_datasets(max_size=6))
def test_any_dataset_gives_a_well_formed_page_with_unique_anchors(dataset):
    root = parse(to_html(dataset))
    anchors = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(anchors) == len(set(anchors))
    targets = {link.get("href")[1:] for link in found(root, "a") if link.get("href")[0] == "#"}
    assert targets <= set(anchors)


def test_a_condition_that_is_not_in_the_dataset_is_called_by_its_identifier():
    requirement = Proposition(
        id="need",
        text="It takes this.",
        requirement=Requirement(
            goal="peace", condition="missing", condition_type=ConditionType.NECESSARY
        ),
    )
    page = to_html(Dataset.from_records(Proposition(id="peace", text="Peace lasts."), requirement))
    assert "missing" in text_of(parse(page))


@settings(max_examples=10)
@given(datasets(max_size=6))
def test_the_same_dataset_gives_the_same_page(dataset):
    assert to_html(dataset) == to_html(dataset)


@settings(max_examples=20)
@given(bound_datasets(max_size=6))
def test_a_bound_text_stands_on_the_page_word_for_word(dataset):
    root = parse(to_html(dataset))
    copies = [each for each in found(root, "p") if each.get("class") == "copy"]
    words = [word.text for text in dataset.documents.values() for word in text.words]
    shown = " ".join(map(text_of, copies)).split()
    assert [re.sub(r"[^\x20-\x7e]", "", word) for word in shown] == [
        re.sub(r"[^\x20-\x7e]", "", word) for word in " ".join(words).split()
    ]


def test_the_bundled_page_speaks_in_names_and_names_no_rule():
    dataset = karabakh.load()
    root = parse(to_html(dataset))
    tables = {each for table in found(root, "table") for each in table.iter()}
    said = [
        " ".join((each.text or "").split())
        for each in root.iter()
        if each.tag.rpartition("}")[2] in {"bdi", "span", "small", "div", "p", "li", "dd"}
        and each not in tables
    ]
    assert any(text.startswith("follows, since ") for text in said)
    assert [text for text in said if "by the rule" in text] == []
    # An identifier of one word may be a word.
    names = [record.id for record in dataset.records() if "-" in record.id]
    assert names
    assert [(name, text) for text in said for name in names if name in text] == []


def test_the_words_for_rules_are_for_rules_that_there_are():
    page = Path(__file__).parents[2] / "docs" / "reference" / "inference-rules.md"
    named = re.findall(r"^### `(.+)`$", page.read_text("utf-8"), re.MULTILINE)
    assert {*RULES_IN_WORDS} < {*named}


def test_the_bundled_page_is_small_and_has_every_claim_with_its_places():
    dataset = karabakh.load()
    page = to_html(dataset)
    assert len(page.encode()) < 200_000
    root = parse(page)
    anchors = {each.get("id"): each for each in root.iter() if each.get("id")}
    for record in (
        *dataset.actors,
        *dataset.relations,
        *dataset.positions,
        *dataset.events,
        *dataset.agreements,
    ):
        claim = anchors[f"r-{record.id}"]
        assert len(record.all_citations) <= len(re.findall("¶|whole text", text_of(claim)))


def test_what_follows_is_on_the_page_with_its_reasons():
    root = parse(to_html(karabakh.load()))
    (changes,) = [each for each in root.iter() if each.get("aria-labelledby") == "changes"]
    text = text_of(changes)
    assert "Armenia changed on “Nagorno-Karabakh is to be independent.”" in text
    assert "probable" in text
    assert "Pashinyan is prime minister of Armenia" in text
    headings = [text_of(each) for each in found(root, "h2")]
    assert headings == [
        *("Who changed", "Who disagrees", "What happened", "What was agreed", "What it takes"),
        *("Who is told to act", "What is open", "Who holds what", "Who is in it"),
        "What it is drawn from",
    ]


def test_without_a_text_there_is_neither_script_nor_link_to_words():
    page = to_html(karabakh.load())
    assert "<script" not in page
    assert 'href="#q' not in page


def test_each_claim_leads_to_its_words_and_each_paragraph_to_its_claims(river):
    root = parse(to_html(river))
    anchors = {each.get("id"): each for each in root.iter() if each.get("id")}
    links = {each.get("href") for each in found(root, "a")}
    spans = found(root, "span")
    for position in river.positions:
        numbers = anchors[f"r-{position.id}"].get("data-q").split()
        marked = [
            [text_of(each) for each in spans if f"q{number}" in each.get("class", "").split()]
            for number in numbers
        ]
        assert [" ".join(words) for words in marked] == [
            river.quote(citation) for citation in position.citations
        ]
        assert {f"#r-{position.id}", f"#q{numbers[0]}"} <= links


def test_several_texts_stand_beside_the_claims(river):
    root = parse(to_html(river))
    (aside,) = found(root, "aside")
    titles = [text_of(each) for each in found(aside, "h3")]
    assert titles == [source.title for source in river.sources]


def test_a_page_can_be_made_of_a_dataset_and_a_document():
    text = Document.from_text("They met. Nothing was signed.")
    source = Source(id="wire", title="Wire", paragraphs=text.outline())
    dataset = Dataset.from_records(source, Place(id="here", citations=(Citation("wire", 1),)))
    assert to_html(dataset, text) == to_html(dataset.bind(text))
    with pytest.raises(ValueError, match="source"):
        to_html(Dataset.from_records(source, Source(id="other", title="")), text)


def test_the_policy_allows_the_style_and_the_script_of_the_page_and_nothing_else(river):
    root = parse(to_html(river))
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
    page = to_html(river)
    assert ' style="' not in page
    assert not re.search(r"\son\w+=", page)


def test_a_hostile_dataset_is_text():
    page = to_html(HOSTILE)
    root = parse(page)
    assert "javascript:" not in {
        link.get("href").partition(":")[0] + ":" for link in found(root, "a")
    }
    assert "&lt;script&gt;" in page
    assert "\u202e" not in page
    bound = HOSTILE.bind(hostile_document())
    parse(to_html(bound))


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("https://example.org/a?b=1&c=2", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        (" javascript:alert(1)", False),
        ("//example.org", False),
        ("https://[broken", False),
        ("file:///etc/passwd", False),
    ],
)
def test_only_addresses_of_the_web_are_links(url, is_link):
    root = parse(to_html(Dataset.from_records(Source(id="s", title="S", url=url))))
    hrefs = [each.get("href") for each in found(root, "a")]
    assert (url in hrefs) is is_link
    assert url.strip() in " ".join(root.itertext())


def test_hundreds_of_records_give_a_page():
    actors = [Actor(id=f"a{i}", kind=ActorKind.STATE) for i in range(400)]
    root = parse(to_html(Dataset.from_records(*actors)))
    assert len([each for each in found(root, "li") if each.get("class") == "claim"]) == 400
    assert "360 more" in [text_of(each) for each in found(root, "summary")]


def test_an_empty_dataset_gives_an_empty_page():
    root = parse(to_html(Dataset()))
    assert found(root, "h2") == []
