"""Citations, against sets of words and a pattern of their text form."""

import copy
import pickle
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from karabakh import Citation, CitationError
from karabakh.ids import is_well_formed
from karabakh.testing import citations, ids, texts

SHORT_FORM = re.compile(
    r"(?P<source>[^#]*)(#p(?P<p>[1-9][0-9]{0,8})(:(?P<a>[1-9][0-9]{0,8})-(?P<b>[1-9][0-9]{0,8}))?)?"
)
PARAGRAPHS = range(1, 4)
WORDS = range(1, 7)

ranges = st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)).map(sorted)
small = st.one_of(
    st.builds(Citation, st.sampled_from("ab")),
    st.builds(Citation, st.sampled_from("ab"), st.sampled_from(PARAGRAPHS)),
    st.tuples(st.sampled_from("ab"), st.sampled_from(PARAGRAPHS), ranges).map(
        lambda parts: Citation(parts[0], parts[1], *parts[2])
    ),
)


def words_of(citation):
    """Give the words that a citation means, in sources of three paragraphs of six words."""
    paragraphs = PARAGRAPHS if citation.paragraph is None else [citation.paragraph]
    words = WORDS if citation.first is None else range(citation.first, citation.last + 1)
    return {(citation.source, paragraph, word) for paragraph in paragraphs for word in words}


@given(citations())
def test_the_short_form_can_be_read_again(citation):
    again = Citation.parse(str(citation))
    assert again == citation
    assert hash(again) == hash(citation)
    assert eval(repr(citation)) == citation  # noqa: S307 (our own)


@given(citations())
def test_the_parts_make_the_same_citation(citation):
    parts = (citation.source, citation.paragraph, citation.first, citation.last)
    assert Citation(*parts) == citation


nearly = st.builds(
    "{}{}p{}:{}-{}".format,
    ids() | texts(),
    st.sampled_from(["#", "", "##", "#P"]),
    *[st.integers(-1, 10**10) | st.sampled_from(["", "01", "٣", "1.5", "+1"])] * 3,
)


@given(texts() | nearly | st.builds("{}#{}".format, ids(), texts()))
@example("article#p2:21-36\n")
@example("article#p2:36-21")
@example("article#p0")
@example("article#p1000000000")
@example("article#p٣")
@example("#p2")
@example("")
def test_any_text_is_a_citation_or_refused(text):
    match = SHORT_FORM.fullmatch(text)
    if match and is_well_formed(match["source"]) and int(match["a"] or 1) <= int(match["b"] or 1):
        assert str(Citation.parse(text)) == text
    else:
        with pytest.raises(CitationError) as caught:
            Citation.parse(text)
        assert caught.value.text == text


numbers = st.none() | st.integers(-1, 5) | st.sampled_from([10**9 - 1, 10**9])


@given(ids() | texts(), numbers, numbers, numbers)
def test_parts_are_a_citation_or_refused(source, paragraph, first, last):
    try:
        citation = Citation(source, paragraph, first, last)
    except CitationError:
        return
    assert Citation.parse(str(citation)) == citation
    assert (citation.source, citation.paragraph) == (source, paragraph)
    assert (citation.first, citation.last) == (first, last)


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        (("a b",), "'a b' is no well-formed identifier"),
        (("a", None, 1, 2), "words are counted within a paragraph: name it"),
        (("a", 1, 1), "a range of words needs its first and its last"),
        (("a", 1, None, 1), "a range of words needs its first and its last"),
        (("a", 0), "paragraphs are counted from 1 to 999999999, not 0"),
        (("a", 10**9), "paragraphs are counted from 1 to 999999999, not 1000000000"),
        (("a", 1, 0, 1), "words are counted from 1 to 999999999, the first before the last"),
        (("a", 1, 2, 1), "words are counted from 1 to 999999999, the first before the last"),
    ],
)
def test_what_is_wrong_is_said(parts, reason):
    with pytest.raises(CitationError) as caught:
        Citation(*parts)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "parts", [(1,), (None,), (b"a",), ("a", True), ("a", 1.0), ("a", 1, 1, "2")]
)
def test_other_types_are_refused(parts):
    with pytest.raises(TypeError):
        Citation(*parts)


@pytest.mark.parametrize("text", [None, b"article", 5, Citation("article")])
def test_only_text_is_read(text):
    with pytest.raises(TypeError):
        Citation.parse(text)


@given(small, small)
def test_citations_overlap_where_they_share_words(one, other):
    assert one.overlaps(other) is bool(words_of(one) & words_of(other))
    assert one.overlaps(other) is other.overlaps(one)


@given(small)
def test_a_citation_overlaps_itself(citation):
    assert citation.overlaps(citation)


@given(small)
def test_the_length_is_the_number_of_words(citation):
    assert citation.length == (None if citation.first is None else len(words_of(citation)))


@given(small, small)
def test_citations_are_values(one, other):
    same_parts = (one.source, one.paragraph, one.first, one.last) == (
        other.source,
        other.paragraph,
        other.first,
        other.last,
    )
    assert (one == other) is same_parts
    assert len({one, other}) == 2 - same_parts
    assert one != str(one)


@given(citations())
def test_citations_can_be_copied_and_pickled(citation):
    assert copy.copy(citation) is copy.deepcopy(citation) is citation
    assert pickle.loads(pickle.dumps(citation)) == citation  # noqa: S301 (our own)


def test_citations_can_not_be_changed():
    citation = Citation("article", 2)
    with pytest.raises(AttributeError, match="'paragraph' is read-only"):
        citation.paragraph = 3
    with pytest.raises(AttributeError):
        citation.chapter = 3
    with pytest.raises(AttributeError):
        del citation.source
    assert str(citation) == "article#p2"
