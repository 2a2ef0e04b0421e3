"""The fast reader of citations, which has to say the same as `Citation.parse`."""

import copy
import functools
import pickle

import attrs
import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import karabakh
from karabakh import Citation, CitationError, Place, parse_json, to_json, to_jsonl, to_toml
from karabakh.ids import SourceId
from karabakh.io._fast import ElementReader
from karabakh.io._makers import Values
from karabakh.io._open import open_twin
from karabakh.model import citations_of

pieces = st.sampled_from([*"ap#:-_ 0129\n٣", "#p", "p1", ":1-2", "wire", "999", "1000000000"])
usual = st.builds("{}#p{}:{}-{}".format, st.sampled_from("ab"), *[st.integers(0, 1200)] * 3)


as_json = functools.partial(msgspec.json.encode, enc_hook=str)


def pickled_and_back(value):
    return pickle.loads(pickle.dumps(value))  # noqa: S301 (it is our own)


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


@given(st.lists(st.lists(pieces, max_size=8).map("".join) | usual, max_size=6))
@example(["a#p1:1-2", "b#p1:1-2:3-4", "b#p2:3-4"])
@example(["a", "1#p2:1-2#p3:1-2", "b#p3:4-5"])
@example(["a#p3", "b#p1-2:3:4-5"])
@example(["a#p1:1-2", "a#p1:2-1"])
@example(["a#", "p1#p1:1-2"])
def test_to_check_all_at_once_is_to_read_each(texts):
    values = Values()
    try:
        sources = {Citation.parse(text).source for text in texts}
    except CitationError:
        with pytest.raises(CitationError):
            values.check_citations(texts)
    else:
        values.check_citations(texts)
        assert sources <= values.mentioned[SourceId,]


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


def test_citations_are_read_when_they_are_asked_for_and_stay():
    raw = b'{"id":"x","citations":["a#p1:1-2","b"]}'
    (left, asked) = ElementReader(Place, Values()).read_all([raw, raw])
    made = Place(id="x", citations=(Citation("a", 1, 1, 2), Citation("b")))
    assert asked.citations == made.citations
    assert asked.citations is asked.citations
    assert left == asked == made
    for change in (copy.copy, copy.deepcopy, attrs.evolve, pickled_and_back):
        (record,) = ElementReader(Place, Values()).read_all([raw])
        assert change(record) == made
    for question in (hash, repr, as_json, attrs.asdict, attrs.astuple):
        (record,) = ElementReader(Place, Values()).read_all([raw])
        assert question(record) == question(made)


def test_citations_that_were_left_can_not_be_changed():
    (record,) = ElementReader(Place, Values()).read_all([b'{"id":"x","citations":["a"]}'])
    for name in ("citations", "_kept_citations"):
        with pytest.raises(AttributeError):
            setattr(record, name, ())
        with pytest.raises(AttributeError):
            delattr(record, name)


@pytest.mark.parametrize("write", [to_json, to_jsonl, to_toml])
def test_citations_are_written_alike_whether_they_were_asked_for_or_not(write):
    text = to_json(karabakh.load())
    left, asked = parse_json(text), parse_json(text)
    assert all(citations_of(record) is not None for record in asked)
    assert write(left) == write(asked)


def test_what_is_read_can_not_be_changed():
    citation = Values().reader_of(Citation)("a#p1:1-2")
    assert type(citation) is Citation
    with pytest.raises(AttributeError, match="read-only"):
        citation.first = 3


def test_an_open_twin_has_no_more_than_its_class():
    assert open_twin(Citation).__slots__ == ()
    assert open_twin(Citation) is open_twin(Citation)
