"""Citations as files are read, which equal those of `Citation.parse`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh import Citation, CitationError, Place
from karabakh.ids import SourceId
from karabakh.io._decode import Decoder
from karabakh.io._record_builder import ValueCache
from karabakh.model.introspection import id_kinds
from karabakh.testing import citations


@given(st.lists(st.lists(citations().map(str))))
def test_all_cited_sources_are_referenced(rows):
    cache = ValueCache()
    read = cache.column_reader(tuple[Citation, ...])
    assert [[*row] for row in read(map(tuple, rows))] == [
        [Citation.parse(text) for text in row] for row in rows
    ]
    cited = {Citation.parse(text).source for row in rows for text in row}
    assert cache.referenced[id_kinds(SourceId)] == cited


def test_texts_that_are_no_citations_are_refused_with_the_first_of_them():
    read = ValueCache().column_reader(tuple[Citation, ...])
    with pytest.raises(CitationError) as caught:
        read([("a",), ("a", "a#p1:2-1")])
    assert caught.value.text == "a#p1:2-1"


def test_citations_of_records_are_values_at_once():
    (record,) = Decoder(Place, ValueCache()).decode(
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
    (read, refused) = Decoder(Place, ValueCache()).decode(raw)
    assert read.citations == (Citation("a", 1, 1, 2),)
    assert refused is None
