"""Coverage, against a look at every single word."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh import Citation, Dataset, Document, Place, Source, UnknownIdError, coverage
from karabakh.model import sentence_places
from karabakh.testing import bound_datasets, citations, datasets, sources

TEXT = Document.from_text("They met on Monday. Nothing was signed.\n\nThey parted.")
WIRE = Source(id="wire", title="Wire", paragraphs=TEXT.outline())


def is_cited(dataset, source, paragraph, word):
    """Return whether some record cites a word, both counted from 1."""
    return any(
        citation.source == source.id
        and citation.paragraph == paragraph
        and (citation.first is None or citation.first <= word <= citation.last)
        for record in dataset
        for citation in record.all_citations
    )


def of(*cited):
    return Dataset.from_records(WIRE, Place(id="here", citations=tuple(map(Citation.parse, cited))))


outlined = st.lists(
    sources(min_paragraphs=1), min_size=1, max_size=2, unique_by=lambda source: source.id
)

much_cited = st.lists(citations([WIRE]), max_size=6).map(lambda cited: of(*map(str, cited)))
cases = datasets(cited=outlined) | datasets(cited=outlined, consistent=False) | much_cited


@given(cases)
def test_each_word_is_cited_or_listed(dataset):
    for source in dataset.sources:
        covered = coverage(dataset, source=source.id)
        assert covered.source == source.id
        assert [each.paragraph for each in covered.paragraphs] == [
            Citation(source.id, number) for number in range(1, len(source.paragraphs) + 1)
        ]
        for number, paragraph in enumerate(covered.paragraphs, start=1):
            words = range(1, source.paragraphs[number - 1].words + 1)
            bare = [word for word in words if not is_cited(dataset, source, number, word)]
            listed = [word for run in paragraph.uncited for word in range(run.first, run.last + 1)]
            assert listed == bare
            assert all(one.last + 1 < other.first for one, other in _pairs(paragraph.uncited))
            assert (paragraph.words, paragraph.cited) == (len(words), len(words) - len(bare))


def _pairs(items):
    return itertools.pairwise(items)


@given(cases)
def test_the_whole_is_the_sum_of_its_paragraphs(dataset):
    source = dataset.sources[0]
    covered = coverage(dataset, source=source.id)
    assert covered.words == sum(paragraph.words for paragraph in source.paragraphs)
    assert covered.cited == sum(paragraph.cited for paragraph in covered.paragraphs)
    assert 0 <= covered.share <= 1
    assert covered.share == covered.cited / covered.words


@given(cases)
def test_bare_sentences_have_no_cited_word(dataset):
    source = dataset.sources[0]
    expected = tuple(
        place
        for place in sentence_places(source)
        if not any(
            is_cited(dataset, source, place.paragraph, word)
            for word in range(place.first, place.last + 1)
        )
    )
    assert coverage(dataset, source=source.id).uncited_sentences == expected


@given(bound_datasets())
def test_uncited_words_are_quoted(dataset):
    for source in dataset.sources:
        for paragraph in coverage(dataset, source=source.id).paragraphs:
            assert paragraph.quotes == tuple(map(dataset.quote, paragraph.uncited))


def test_a_text_can_be_passed_instead_of_bound():
    dataset = of("wire#p1:1-2", "wire#p2")
    covered = coverage(dataset, TEXT)
    assert covered == coverage(dataset.bind(TEXT))
    assert covered.paragraphs[0].quotes == ("on Monday. Nothing was signed.",)
    assert covered.paragraphs[1].uncited == ()
    assert coverage(dataset).paragraphs[0].quotes == ()


def test_words_that_a_copy_does_not_have_are_not_quoted():
    copy = Document.from_text("They met on Tuesday. Nothing was signed.\n\nThey parted.")
    covered = coverage(of("wire#p1:1-2", "wire#p1:5-5"), copy)
    assert [str(run) for run in covered.paragraphs[0].uncited] == ["wire#p1:3-4", "wire#p1:6-7"]
    assert covered.paragraphs[0].quotes == ("", "was signed.")
    assert covered.paragraphs[1].quotes == ("They parted.",)


def test_sentences_that_a_text_lacks_are_listed():
    dataset = of("wire#p1:1-2")
    copy = Document.from_text("They met on Tuesday. Nothing was signed.\n\nThey parted.")
    assert [str(place) for place in coverage(dataset, copy).lost_sentences] == ["wire#p1:1-4"]
    unrelated = Document.from_text("Something else altogether.")
    assert coverage(dataset, unrelated).lost_sentences == tuple(sentence_places(WIRE))
    assert coverage(dataset, TEXT).lost_sentences == coverage(dataset).lost_sentences == ()


def test_a_citation_of_the_whole_source_cites_no_word_in_particular():
    covered = coverage(of("wire"))
    assert (covered.cited, covered.words, covered.share) == (0, 9, 0.0)
    assert covered.uncited_sentences == tuple(sentence_places(WIRE))


def test_citations_outside_the_source_do_not_count():
    covered = coverage(of("wire#p1:6-50", "wire#p7:1-2", "other#p1", "wire#p2:40-50"))
    assert [str(run) for run in covered.paragraphs[0].uncited] == ["wire#p1:1-5"]
    assert [str(run) for run in covered.paragraphs[1].uncited] == ["wire#p2:1-2"]


def test_the_source_must_be_clear():
    with pytest.raises(ValueError, match="dataset has 0 sources; pass source="):
        coverage(Dataset())
    two = Dataset.from_records(WIRE, Source(id="other", title="Other"))
    with pytest.raises(ValueError, match="dataset has 2 sources; pass source="):
        coverage(two)
    with pytest.raises(UnknownIdError, match="did you mean 'wire'"):
        coverage(two, source="wrie")
    with pytest.raises(ValueError, match="the source 'other' has no outline to measure against"):
        coverage(two, source="other")
    assert coverage(two, source="wire").cited == 0


def test_it_is_one_line_to_look_at_that_says_what_is_missing():
    covered = coverage(of("wire#p1:1-2"), Document.from_text("They came on Monday."))
    assert repr(covered) == (
        "<Coverage of wire: 2 of 9 words cited, 2 sentences without any, 3 lost>"
    )
    assert repr(covered.paragraphs[1]) == "<ParagraphCoverage of wire#p2: 0 of 2 words cited>"
