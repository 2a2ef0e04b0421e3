"""Quotes resolved against the texts of one source or several."""

import random
import tomllib

import pytest
from copies import COPIES
from quoted import ARTICLE, REEF, REEF_FILE

import karabakh
from karabakh import Citation, Dataset, Document, Source
from karabakh.model import QuoteStatus, resolve_quote

REEF_DOCUMENT = Document.from_text(REEF)
POST = Source(id="post", title="The Halm Post", paragraphs=REEF_DOCUMENT.outline())
DATASET = Dataset.from_records(POST)


def citations_in(value):
    """Yield all citations of some words in the plain values of a file."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key == "citations":
                yield from (place for place in map(Citation.parse, each) if place.first)
            else:
                yield from citations_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from citations_in(each)


def check_that_quotes_come_back(dataset, places, document):
    """Check that each citation is found by its words, in its paragraph or not."""
    for citation in places:
        quote = dataset.quote(citation)
        for within in (None, Citation(citation.source, citation.paragraph)):
            resolved = resolve_quote(quote, dataset, within=within)
            every = document.find(quote, within=within, source=citation.source)
            candidates = [match.citation for match in every]
            assert citation in candidates
            if len(candidates) == 1:
                assert (resolved.status, resolved.citation) == (QuoteStatus.VERIFIED, citation)
                continue
            assert resolved.status is QuoteStatus.AMBIGUOUS
            assert [match.citation for match in resolved.candidates] == candidates[:20]
            nth = candidates.index(citation) + 1
            assert resolve_quote(quote, dataset, within=within, nth=nth).citation == citation


def test_the_citations_of_the_tutorial_come_back_from_their_words():
    places = {*citations_in(tomllib.loads(REEF_FILE))}
    assert len(places) > 20
    check_that_quotes_come_back(DATASET.bind(REEF_DOCUMENT), places, REEF_DOCUMENT)


@pytest.mark.skipif(not ARTICLE.exists(), reason="no copy of the source document at hand")
def test_the_citations_of_the_article_come_back_from_their_words():
    document = Document.read(ARTICLE)
    dataset = karabakh.load(document=ARTICLE)
    places = {
        place for record in dataset.records() for place in record.all_citations if place.first
    }
    assert len(places) > 60
    check_that_quotes_come_back(dataset, places, document)


@pytest.mark.parametrize("copy", COPIES)
def test_passages_are_those_of_the_source_however_a_copy_is_divided(copy):
    made = Document.from_text(COPIES[copy](REEF, random.Random(3)))  # noqa: S311
    bound = DATASET.bind(made)
    found = 0
    for paragraph, words in enumerate(REEF_DOCUMENT.paragraphs, start=1):
        for first in range(1, len(words) - 4, 3):
            citation = Citation("post", paragraph, first, first + 4)
            quote = " ".join(word.text for word in words[first - 1 : first + 4])
            resolved = resolve_quote(quote, bound)
            assert resolved.citation in (citation, None)
            found += resolved.citation == citation
    # Where a page ends or a column, the words of a sentence may be apart.
    assert found > 20


def test_a_lookalike_is_not_taken_for_what_the_copy_lacks():
    # The first "Marda" is in a sentence that the copy has otherwise.
    bound = DATASET.bind(Document.from_text(REEF.replace("since 1912", "for 19 years")))
    quote = "Marda"
    assert resolve_quote(quote, bound, within="post#p2").status is QuoteStatus.VERIFIED
    few = DATASET.bind(Document.from_text(REEF.replace("Kelis have", "Kelis had")))
    kelis = resolve_quote("Kelis", few, within="post#p1")
    assert kelis.status is QuoteStatus.AMBIGUOUS
    assert kelis.citation is None


def test_what_a_copy_has_beyond_the_source_is_said_to_be_so():
    bound = DATASET.bind(Document.from_text(f"PEACE AT LAST\n\n{REEF}"))
    resolved = resolve_quote("PEACE AT LAST", bound)
    assert resolved.status is QuoteStatus.ABSENT
    assert resolved.reason == "it is in the copy, but not in 'post' as it was coded"
    assert str(resolve_quote("older right", bound).citation) == "post#p2:41-42"


@pytest.mark.parametrize(
    ("quote", "within", "status", "reason"),
    [
        ("older right", "post#p2", "verified", ""),
        ("older right", "p2", "verified", ""),
        ("older right", "post", "verified", ""),
        ("older right", "p3", "repaired", "it is not in post#p3, but in post#p2:41-42"),
        ("older right", "p9", "repaired", "there is no passage post#p9, but in post#p2:41-42"),
        ("Marda", "p3", "ambiguous", "not in post#p3; it is in 4 passages: post#p1:1-1"),
        ("Marda", "p1", "ambiguous", "it is in 3 passages: post#p1:1-1"),
        ("older rights", "p2", "absent", "it is not in the text"),
        ("older right", "?", "repaired", "invalid citation '?'"),
        ("older right", "wire#p1", "repaired", "there is no text of 'wire' (texts: post)"),
        ("…", "p2", "absent", "it has no words"),
    ],
)
def test_what_becomes_of_a_quote(quote, within, status, reason):
    for texts in ({"post": REEF_DOCUMENT}, DATASET.bind(REEF_DOCUMENT)):
        resolved = resolve_quote(quote, texts, within=within)
        assert resolved.status.value == status
        assert resolved.reason.startswith(reason)
        assert (resolved.citation is None) is (status in {"ambiguous", "absent"})
        assert bool(resolved.reason) is (status != "verified")
        assert resolved.describe().startswith(reason or "post#p2:41-42")


def test_a_quote_in_several_texts_is_ambiguous():
    texts = {"post": REEF_DOCUMENT, "wire": Document.from_text("An older right.")}
    assert resolve_quote("older right", texts).reason == (
        "it is in several texts: post#p2:41-42 “… Marda has the [older right.]”;"
        " wire#p1:2-3 “An [older right.]”"
    )
    assert str(resolve_quote("An older right", texts).citation) == "wire#p1:1-3"
    assert str(resolve_quote("older right", texts, within="wire").citation) == "wire#p1:2-3"
    assert resolve_quote("An older right", texts, within="p1").reason == (
        "'p1' names no source (texts: post, wire), but in wire#p1:1-3"
    )


def test_without_a_text_nothing_is_found():
    assert resolve_quote("Marda", {}).describe() == "there is no text"
    assert resolve_quote("Marda", {}, within="p1").status is QuoteStatus.ABSENT


@pytest.mark.parametrize("texts", [None, DATASET, {"post": REEF}])
def test_other_texts_are_refused(texts):
    with pytest.raises(TypeError):
        resolve_quote("Marda", texts)
