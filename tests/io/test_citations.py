"""Citations as the readers of files make them, which say the same as `Citation.parse`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh import Citation, CitationError, Place
from karabakh.ids import SourceId
from karabakh.io._fast import ElementReader
from karabakh.io._makers import Values
from karabakh.testing import citations


@given(st.lists(citations().map(str)), st.lists(citations().map(str)))
def test_all_cited_sources_are_mentioned(together, single):
    values = Values()
    read = values.reader_of(Citation)
    values.read_citations(together)
    for text in (*together, *single):
        assert read(text) == Citation.parse(text)
    cited = {Citation.parse(text).source for text in (*together, *single)}
    assert values.mentioned[SourceId,] == cited


def test_texts_that_are_no_citations_are_refused_with_the_first_of_them():
    for read in (Values().reader_of(Citation), lambda text: Values().read_citations(["a", text])):
        with pytest.raises(CitationError) as caught:
            read("a#p1:2-1")
        assert caught.value.text == "a#p1:2-1"


def test_citations_of_records_are_values_at_once():
    (record,) = ElementReader(Place, Values()).read_all(
        [b'{"id":"x","citations":["a#p1:1-2","b","c#p1:1.2-1.3"]}']
    )
    assert record.citations == (
        Citation("a", 1, 1, 2),
        Citation("b"),
        Citation("c", 1, 1, 1, 2, 3),
    )
    with pytest.raises(AttributeError):
        record.citations = ()


def test_one_wrong_citation_leaves_the_others():
    raw = [b'{"id":"x","citations":["a#p1:1-2"]}', b'{"id":"y","citations":["a#p1:2-1"]}']
    (read, refused) = ElementReader(Place, Values()).read_all(raw)
    assert read.citations == (Citation("a", 1, 1, 2),)
    assert refused is None
