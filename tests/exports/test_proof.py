"""Records beside their words, and the words that no record cites."""

import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hostile import HOSTILE, hostile_document
from hypothesis import given

import karabakh
from karabakh import Citation, Dataset, Document, Event, EventKind, Place, Source
from karabakh.exports import proof_to_html, proof_to_text
from karabakh.testing import bound_datasets, datasets

sys.path.append(str(Path(__file__).parents[1] / "model"))

from quoted import ARTICLE, REEF, REEF_FILE

XHTML = "{http://www.w3.org/1999/xhtml}"


def reef():
    document = Document.from_text(REEF)
    source = Source(
        id="post", title="The Halm Post", author="author", paragraphs=document.outline()
    )
    head = karabakh.serialize(Dataset.from_records(source, title="The quarrel"), format="toml")
    return karabakh.parse(head + REEF_FILE, format="toml").bind(document)


def text_of(page):
    """Return the words of a page, as a reader has them."""
    return " ".join("".join(ET.fromstring(page.partition("\n")[2]).itertext()).split())  # noqa: S314


def test_the_tutorial_as_text():
    shown = proof_to_text(reef())
    assert shown.startswith("The Halm Post (post): 104 of 104 words cited\n\nThe whole text\n")
    assert (
        "  38-42: “Marda has the older right.”\n"
        "    older-right: “Marda has the older right to Halm Reef” excludes “The grounds\n"
    ) in shown
    assert "  truce (agreements)\n    Truce of Marda and Kelis between Marda and Kelis\n" in shown
    assert "    agreed on 2 May 1931, post#p2:1-9: “On 2 May the two towns signed a" in shown
    assert max(map(len, shown.split("\n"))) <= 80


@pytest.mark.skipif(not ARTICLE.exists(), reason="no copy of the source document at hand")
def test_the_article_fits_into_80_columns():
    dataset = karabakh.load(document=ARTICLE)
    shown = proof_to_text(dataset)
    assert max(map(len, shown.split("\n"))) <= 80
    assert shown.count("  Not cited:\n") == 3
    words = " ".join(shown.split())
    for record in dataset.records():
        assert record.id in words
        assert all(dataset.quote(each) in words for each in record.all_citations if each.first)


@given(bound_datasets(max_size=6))
def test_no_record_no_passage_and_no_word_is_left_out(dataset):
    words = text_of(proof_to_html(dataset))
    shown = " ".join(proof_to_text(dataset).split())
    for record in dataset.records():
        for found in (words, shown):
            assert record.id in found
            assert all(str(citation) in found for citation in record.all_citations)


@given(datasets(max_size=6))
def test_without_texts_there_is_a_proof_without_words(dataset):
    words = text_of(proof_to_html(dataset))
    assert all(record.id in words for record in dataset.records())
    assert words.count("No text of this source is at hand.") >= len(dataset.sources)
    shown = " ".join(proof_to_text(dataset).split())
    assert shown.count("): no text") >= len(dataset.sources)


def wire(text, *citations):
    paragraphs = Document.from_text(text).outline()
    place = Place(id="here", citations=tuple(map(Citation.parse, citations)))
    return Dataset.from_records(Source(id="wire", title="Wire", paragraphs=paragraphs), place)


def test_words_that_no_record_cites_are_marked():
    text = "They met at Vell. Nothing was signed.\n\nThey parted."
    dataset = wire(text, "wire#p1:3-5").bind(Document.from_text(text))
    root = ET.fromstring(proof_to_html(dataset).partition("\n")[2])  # noqa: S314
    copies = [each for each in root.iter(f"{XHTML}p") if each.get("class") == "copy"]
    marked = [
        [each.text for each in copy.iter(f"{XHTML}span") if each.get("class") == "uncited"]
        for copy in copies
    ]
    assert marked == [["They met", "was signed."], ["They parted."]]
    assert ["".join(copy.itertext()).split() for copy in copies] == [
        paragraph.split() for paragraph in text.split("\n\n")
    ]
    assert "wire): 3 of 9 words cited" in proof_to_text(dataset)
    assert "    1-2: “They met”\n    6-7: “was signed.”" in proof_to_text(dataset)


def test_what_a_copy_lacks_is_said_and_not_guessed():
    dataset = wire("They met. Nothing was signed.", "wire#p1:1-2", "wire#p1:3-5", "wire#p7:1-2")
    bound = dataset.bind(Document.from_text("They talked. Nothing was signed."))
    for shown in (proof_to_text(bound), text_of(proof_to_html(bound))):
        assert "text has other words in its place" in shown
        assert "“Nothing was signed.”" in shown or "Nothing was signed." in shown
        assert "the last paragraph of the source is 1" in shown
        assert "They met" not in shown
    assert "[words that this copy lacks]" in text_of(proof_to_html(bound))


def test_a_source_without_an_outline_is_read_as_the_text_has_it():
    event = Event(
        id="e", title="Talks", kind=EventKind.MEETING, citations=(Citation("w", 1, 1, 2),)
    )
    dataset = Dataset.from_records(Source(id="w", title="Wire"), event)
    shown = proof_to_text(dataset.bind(Document.from_text("They met. Nothing was signed.")))
    assert "  1-2: “They met.”\n    e: Talks" in shown
    assert "  Not cited:\n    3-5: “Nothing was signed.”" in shown


def test_a_passage_of_an_unknown_source_is_shown_with_its_record():
    dataset = wire("They met.", "wire#p1:1-1", "wrie#p1:2-2").bind(Document.from_text("They met."))
    for shown in (proof_to_text(dataset), text_of(proof_to_html(dataset))):
        assert "wrie#p1:2-2" in shown
        assert "unknown source 'wrie'" in " ".join(shown.split())


def test_a_hostile_dataset_stays_text():
    page = proof_to_html(HOSTILE.bind(hostile_document()))
    root = ET.fromstring(page.partition("\n")[2])  # noqa: S314
    tags = {each.tag.removeprefix(XHTML) for each in root.iter()}
    assert tags.isdisjoint({"script", "img", "iframe", "form", "link", "base", "object", "svg"})
    assert "\u202e" not in page
    assert "\x1b" not in proof_to_text(HOSTILE.bind(hostile_document()))
