"""Citations, against sets of words and a pattern of their text form."""

import copy
import pickle
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from karabakh import Citation, CitationError
from karabakh.testing import citations, ids, texts

PARAGRAPHS = range(1, 4)
WORDS = range(1, 7)
CHARACTERS = range(1, 4)

ranges = st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)).map(sorted)
small = st.one_of(
    st.builds(Citation, st.sampled_from("ab")),
    st.builds(Citation, st.sampled_from("ab"), st.sampled_from(PARAGRAPHS)),
    st.tuples(st.sampled_from("ab"), st.sampled_from(PARAGRAPHS), ranges).map(
        lambda parts: Citation(parts[0], parts[1], *parts[2])
    ),
    st.tuples(
        st.sampled_from("ab"),
        st.sampled_from(PARAGRAPHS),
        st.tuples(*[st.tuples(st.sampled_from(WORDS), st.sampled_from(CHARACTERS))] * 2).map(
            sorted
        ),
    ).map(lambda parts: Citation(*parts[:2], *[end[k] for k in (0, 1) for end in parts[2]])),
)


def characters_of(citation):
    """Return what a citation means: three paragraphs of six words of three characters."""
    paragraphs = PARAGRAPHS if citation.paragraph is None else [citation.paragraph]
    first = citation.first or WORDS[0], citation.first_character or CHARACTERS[0]
    last = citation.last or WORDS[-1], citation.last_character or CHARACTERS[-1]
    return {
        (citation.source, paragraph, word, character)
        for paragraph in paragraphs
        for word in WORDS
        for character in CHARACTERS
        if first <= (word, character) <= last
    }


def parts_of(citation):
    return (
        *(citation.source, citation.paragraph, citation.first, citation.last),
        *(citation.first_character, citation.last_character),
    )


@given(citations())
def test_the_short_form_can_be_read_again(citation):
    again = Citation.parse(str(citation))
    assert again == citation
    assert hash(again) == hash(citation)
    assert eval(repr(citation)) == citation  # noqa: S307 (our own)


@given(citations())
def test_the_parts_build_the_same_citation(citation):
    assert Citation(*parts_of(citation)) == citation


numbers = st.none() | st.integers(-1, 5) | st.sampled_from([10**9 - 1, 10**9])


@given(ids() | texts(), st.tuples(*[numbers] * 5))
@example("a", (1, 1, 1, 2, 2))
@example("a", (1, 1, 1, 1, 999_999_999))
def test_parts_are_a_citation_or_refused(source, rest):
    try:
        citation = Citation(source, *rest)
    except CitationError:
        return
    assert Citation.parse(str(citation)) == citation
    assert parts_of(citation) == (source, *rest)


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        (("a b",), "'a b' is not a well-formed identifier"),
        (("a", None, 1, 2), "words are counted within a paragraph; set it too"),
        (("a", 1, 1), "first and last word must be set together"),
        (("a", 1, None, 1), "first and last word must be set together"),
        (("a", 0), "paragraph must be from 1 to 999999999, got 0"),
        (("a", 10**9), "paragraph must be from 1 to 999999999, got 1000000000"),
        (("a", 1, 0, 1), "words and characters must be from 1 to 999999999"),
        (("a", 1, 2, 1), "the first must not come after the last"),
        (("a", 1, 2, 2, 3, 2), "the first must not come after the last"),
        (("a", 1, 1, 2, 3), "first and last character must be set together"),
        (("a", 1, None, None, 1, 1), "characters are counted within words; set the words too"),
        (("a", 1, 1, 2, 1, 0), "words and characters must be from 1 to 999999999"),
    ],
)
def test_what_is_wrong_is_said(parts, reason):
    with pytest.raises(CitationError) as caught:
        Citation(*parts)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "parts",
    [(1,), (None,), (b"a",), ("a", True), ("a", 1.0), ("a", 1, 1, "2"), ("a", 1, 1, 2, "1", 2)],
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
    assert one.overlaps(other) is bool(characters_of(one) & characters_of(other))
    assert one.overlaps(other) is other.overlaps(one)


@given(small)
def test_a_citation_overlaps_itself(citation):
    assert citation.overlaps(citation)


@given(small)
def test_the_length_is_the_number_of_words(citation):
    words = {character[:3] for character in characters_of(citation)}
    assert citation.length == (None if citation.first is None else len(words))


@given(st.lists(small))
def test_citations_are_sorted_as_the_text_goes(places):
    for one, other in pairwise(sorted(places, key=lambda place: place.sort_key)):
        if one.first is not None and one.source == other.source and one != other:
            assert min(characters_of(one)) <= min(characters_of(other))


@given(small, small)
def test_citations_are_values(one, other):
    same_parts = parts_of(one) == parts_of(other)
    assert (one == other) is same_parts
    assert len({one, other}) == 2 - same_parts
    assert one != str(one)


@given(citations())
def test_citations_can_be_copied_and_pickled(citation):
    assert copy.copy(citation) is copy.deepcopy(citation) is citation
    assert pickle.loads(pickle.dumps(citation)) == citation  # noqa: S301 (our own)


def test_citations_can_not_be_changed():
    citation = Citation("article", 2)
    with pytest.raises(AttributeError, match="'paragraph' can't be set"):
        citation.paragraph = 3
    with pytest.raises(AttributeError):
        citation.chapter = 3
    with pytest.raises(AttributeError):
        del citation.source
    assert str(citation) == "article#p2"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("text", "1"), "paragraph must be an int or None, got '1'"),
        (("text", 1, 2, True), "last must be an int or None, got True"),
    ],
)
def test_a_number_of_a_wrong_type_is_named(arguments, message):
    with pytest.raises(TypeError) as caught:
        Citation(*arguments)
    assert str(caught.value) == message
