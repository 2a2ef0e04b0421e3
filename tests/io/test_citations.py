"""The fast reader of citations, which has to say the same as `Citation.parse`."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from karabakh import Citation, CitationError
from karabakh.ids import SourceId
from karabakh.io._makers import Values
from karabakh.io._open import open_twin

pieces = st.sampled_from([*"ap#:-_ 0129\n٣", "#p", "p1", ":1-2", "wire", "999", "1000000000"])
usual = st.builds("{}#p{}:{}-{}".format, st.sampled_from("ab"), *[st.integers(0, 1200)] * 3)


def outcome(read, text):
    try:
        citation = read(text)
    except CitationError as error:
        return str(error), error.text
    return citation.source, citation.paragraph, citation.first, citation.last


@given(st.lists(st.lists(pieces, max_size=8).map("".join) | usual, max_size=6))
@example(["a#p1:1-2", "b#p1:1-2:3-4", "b#p2:3-4"])
@example(["a#p1:", "a#p1:-", "a#p1:2-1", "a#p:1-1", "#p1:1-1", "a#p1:1-1-1", "a#p1#p1:1-1"])
def test_the_fast_reader_reads_and_refuses_what_the_other_does(texts):
    read = Values().reader_of(Citation)
    for text in texts:
        assert outcome(read, text) == outcome(Citation.parse, text)


@given(st.lists(usual | st.sampled_from(["a", "b#p2", "c", "d#p3:4-5"])))
def test_all_cited_sources_are_mentioned(texts):
    values = Values()
    read = values.reader_of(Citation)
    cited = set()
    for text in texts:
        try:
            cited.add(read(text).source)
        except CitationError:
            continue
    # What was read before a fault was found may be among them, too.
    assert cited <= values.mentioned[SourceId,]


def test_what_is_read_can_not_be_changed():
    citation = Values().reader_of(Citation)("a#p1:1-2")
    assert type(citation) is Citation
    with pytest.raises(AttributeError, match="read-only"):
        citation.first = 3


def test_an_open_twin_has_no_more_than_its_class():
    assert open_twin(Citation).__slots__ == ()
    assert open_twin(Citation) is open_twin(Citation)
