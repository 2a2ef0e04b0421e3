"""Reading the short form of a citation, against an obvious and slow reader."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from karabakh import Citation, CitationError
from karabakh.ids import is_well_formed

numbers = st.integers(1, 999_999_999)
pairs = st.tuples(numbers, numbers).map(sorted)
sources = st.sampled_from(["a", "article", "նյութ-1", "x.y:z/@+-_", "a" * 200])


def slow(text):
    """Give source, paragraph, first and last word; nothing if the text is no citation."""
    source, *places = text.split("#")
    if not is_well_formed(source) or len(places) > 1:
        return None
    if not places:
        return source, None, None, None
    if not places[0].startswith("p"):
        return None
    paragraph, *words = places[0][1:].split(":")
    if not words:
        return (source, int(paragraph), None, None) if is_number(paragraph) else None
    if len(words) > 1 or len(ends := words[0].split("-")) != 2:
        return None
    if not all(map(is_number, [paragraph, *ends])) or int(ends[0]) > int(ends[1]):
        return None
    return source, int(paragraph), int(ends[0]), int(ends[1])


def is_number(text):
    return text.isascii() and text.isdigit() and text[0] != "0" and len(text) < 10


def parts(citation):
    return citation.source, citation.paragraph, citation.first, citation.last


@given(source=sources, paragraph=numbers, words=pairs)
def test_what_is_written_is_read_again(source, paragraph, words):
    for citation in (
        Citation(source),
        Citation(source, paragraph),
        Citation(source, paragraph, *words),
    ):
        again = Citation.parse(str(citation))
        assert again == citation
        assert hash(again) == hash(citation)
        assert parts(again) == parts(citation)


@given(st.text(alphabet="a#p0129:- ٣\n", max_size=14) | st.text(max_size=8))
@example("a#p999:1000-1001")
@example("a#p1:2-1")
@example("a#p1:1000-999")
@example("a#p1000000000")
@example("a#p1:1-1\n")
@example("a#")
@example("#p1")
@example("")
def test_any_text_means_what_a_slow_reader_says(text):
    expected = slow(text)
    if expected is None:
        with pytest.raises(CitationError) as caught:
            Citation.parse(text)
        assert caught.value.text == text
        assert caught.value.reason
    else:
        assert parts(Citation.parse(text)) == expected


@pytest.mark.parametrize("value", [None, 5, b"a#p1", ["a"], Citation("a")])
def test_only_a_text_is_read(value):
    with pytest.raises(TypeError, match="must be a str"):
        Citation.parse(value)


def test_citations_of_a_source_share_its_identifier():
    one, other = (Citation.parse(f"wire-{'12'}#p{place}") for place in (1, 2))
    assert one.source is other.source
