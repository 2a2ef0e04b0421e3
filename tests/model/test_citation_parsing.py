"""Reading the short form of a citation, against an obvious and slow reader."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from karabakh import Citation, CitationError
from karabakh.ids import is_valid_id

numbers = st.integers(1, 999_999_999)
pairs = st.tuples(numbers, numbers).map(sorted)
sources = st.sampled_from(["a", "article", "նյութ-1", "x.y:z/@+-_", "a" * 200])


def slow(text):
    """Return all parts of a citation, or None if the text is not a citation."""
    source, *places = text.split("#")
    if not is_valid_id(source) or len(places) > 1:
        return None
    if not places:
        return source, None, None, None, None, None
    if not places[0].startswith("p"):
        return None
    paragraph, *words = places[0][1:].split(":")
    if not words:
        return (source, int(paragraph), None, None, None, None) if is_number(paragraph) else None
    if len(words) > 1 or len(ends := words[0].split("-")) != 2:
        return None
    (first, *begin), (last, *end) = (each.split(".") for each in ends)
    if len(begin) != len(end) or len(begin) > 1:
        return None
    if not all(map(is_number, [paragraph, first, last, *begin, *end])):
        return None
    (first, *begin), (last, *end) = [int(first), *map(int, begin)], [int(last), *map(int, end)]
    if (first, *begin) > (last, *end):
        return None
    return source, int(paragraph), first, last, *(begin or [None]), *(end or [None])


def is_number(text):
    return text.isascii() and text.isdigit() and text[0] != "0" and len(text) < 10


def parts(citation):
    return (
        citation.source,
        citation.paragraph,
        citation.first,
        citation.last,
        citation.first_character,
        citation.last_character,
    )


@given(source=sources, paragraph=numbers, words=pairs, characters=pairs)
def test_what_is_written_is_read_again(source, paragraph, words, characters):
    for citation in (
        Citation(source),
        Citation(source, paragraph),
        Citation(source, paragraph, *words),
        Citation(source, paragraph, *words, *characters),
    ):
        again = Citation.parse(str(citation))
        assert again == citation
        assert hash(again) == hash(citation)
        assert parts(again) == parts(citation)


usual = st.builds("{}#p{}:{}-{}".format, st.sampled_from("ab"), *[st.integers(0, 1200)] * 3)
fine = st.builds("a#p{}:{}.{}-{}.{}".format, *[st.integers(0, 12)] * 5)
pieces = st.sampled_from([*"ap#:-_. 0129\n٣", "#p", "p1", ":1-2", ":1.2-3.4", "wire", "999", "1e9"])
anything = usual | fine | st.lists(pieces, max_size=8).map("".join) | st.text(max_size=8)


@given(anything)
@example("a#p999:1000-1001")
@example("a#p1:2-1")
@example("a#p1:1000-999")
@example("a#p1000000000")
@example("a#p1:1-1\n")
@example("a#p1:2.3-2.2")
@example("a#p1:2.3-2")
@example("a#p1:2-2.3")
@example("a#p1:10.1-9.1")
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


@given(st.lists(anything, max_size=6))
@example(["a#p1:1-2", "b#p1:1-2:3-4", "b#p2:3-4"])
@example(["a", "1#p2:1-2#p3:1-2", "b#p3:4-5"])
@example(["a#p3", "b#p1-2:3:4-5"])
@example(["a#p1:1-2", "a#p1:2-1"])
@example(["a#", "p1#p1:1-2"])
@example([""])
def test_to_read_many_is_to_read_each(texts):
    refused = next((text for text in texts if slow(text) is None), None)
    if refused is None:
        assert Citation.parse_all(texts) == list(map(Citation.parse, texts))
    else:
        with pytest.raises(CitationError) as caught:
            Citation.parse_all(texts)
        assert caught.value.text == refused


@pytest.mark.parametrize("value", [None, 5, b"a#p1", ["a"], Citation("a")])
def test_only_a_text_is_read(value):
    with pytest.raises(TypeError, match="must be a str"):
        Citation.parse(value)


def test_citations_of_a_source_share_its_identifier():
    one, other = (Citation.parse(f"wire-{'12'}#p{place}") for place in (1, 2))
    assert one.source is other.source
