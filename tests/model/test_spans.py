"""From positions of characters to citations and back."""

import re
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
from copies import TEXTS
from hypothesis import given
from hypothesis import strategies as st

from karabakh import Citation, CitationError, Dataset, Document, Source
from karabakh.model._folding import INVISIBLE
from karabakh.testing import documents

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
VISIBLE = re.compile(rf"[^\s{INVISIBLE}]")
any_document = documents() | st.sampled_from([*map(Document.from_text, TEXTS.values())])


@st.composite
def spans(draw):
    """A text, and a span of one of its paragraphs that ends on visible characters."""
    document = draw(any_document)
    words = document.paragraphs[draw(st.integers(0, len(document.paragraphs) - 1))]
    text = document.text[: words[-1].end]
    visible = [match.start() for match in VISIBLE.finditer(text, words[0].start)]
    first, last = sorted(draw(st.tuples(*[st.sampled_from(visible)] * 2)))
    return document, first, last + 1


@given(spans())
def test_a_span_comes_back_exactly(case):
    document, start, end = case
    citation = document.cite(start, end, quote=document.text[start:end])
    assert document.span(citation) == document.span(str(citation)) == (start, end)
    assert Citation.parse(str(citation)) == citation


@given(spans())
def test_positions_may_count_utf_16(case):
    document, start, end = case
    units = [len(document.text[:each].encode("utf-16-le")) // 2 for each in (start, end)]
    citation = document.cite(*units, unit="utf-16")
    assert citation == document.cite(start, end)
    assert document.span(citation, unit="utf-16") == tuple(units)


@given(spans())
def test_a_span_is_quoted_from_the_bound_text(case):
    document, start, end = case
    source = Source(id="text", title="T", paragraphs=document.outline())
    citation = document.cite(start, end)
    words = Dataset.from_records(source).bind(document).words_of(citation)
    assert (words[0].start, words[-1].end) == (start, end)
    assert [document.text[word.start : word.end] for word in words] == [word.text for word in words]


@given(any_document, st.data())
def test_words_in_full_are_cited_without_characters(document, data):
    words = document.paragraphs[0]
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(words) - 1)] * 2)))
    citation = document.cite(words[first].start, words[last].end, source="a")
    assert citation == Citation("a", 1, first + 1, last + 1)


@pytest.mark.parametrize(
    ("place", "citation"),
    [
        ((5, 8), "text#p1:2.1-2.3"),
        ((4, 10), "text#p1:2-2"),
        ((6, 7), "text#p1:2.2-2.2"),
        ((2, 6), "text#p1:1.3-2.1"),
        ((11, 14), "text#p2:1.1-1.3"),
    ],
)
def test_what_can_not_be_seen_is_left_out_at_the_edges(place, citation):
    assert str(Document.from_text("They met.\n\nPeace.").cite(*place)) == citation


@pytest.mark.parametrize(
    ("place", "options", "reason"),
    [
        ((5, 5), {}, "positions must rise and be from 0 to 19"),
        ((-1, 5), {}, "positions must rise and be from 0 to 19"),
        ((0, 20), {}, "positions must rise and be from 0 to 19"),
        ((9, 11), {}, "it has no visible characters"),
        ((0, 16), {}, "it contains a blank line; cite each paragraph by itself"),
        ((5, 8), {"quote": "man"}, "the text has 'met' there, not 'man'"),
        ((0, 18), {"unit": "utf-16"}, "position 18 is within a surrogate pair"),
        ((0, 21), {"unit": "utf-16"}, "positions must rise and be from 0 to 19"),
    ],
)
def test_what_is_no_span_is_refused(place, options, reason):
    document = Document.from_text("They met.\n\nPeace.\U0001f54a.")
    with pytest.raises(CitationError) as caught:
        document.cite(*place, **options)
    assert caught.value.reason.startswith(reason)


@pytest.mark.parametrize("quote", ["They met", "They\nmet", "“They met”", "Th\u00adey\u00a0met"])
def test_a_quote_may_have_other_typography(quote):
    assert str(Document.from_text("They met.").cite(0, 8, quote=quote)) == "text#p1:1.1-2.3"


def test_other_types_and_units_are_refused():
    document = Document.from_text("They met.")
    for arguments in (("0", 4), (0, 4.0), (True, 4)):
        with pytest.raises(TypeError, match="position must be an int"):
            document.cite(*arguments)
    with pytest.raises(TypeError, match="quote must be a str"):
        document.cite(0, 4, quote=b"They")
    for call in (document.cite, lambda *_, unit: document.span("text#p1", unit=unit)):
        with pytest.raises(ValueError, match="unit must be one of"):
            call(0, 4, unit="byte")


@pytest.mark.parametrize(
    ("citation", "reason"),
    [
        ("text#p2", "the last paragraph of the text is 1"),
        ("text#p1:1-3", "the last word of paragraph 1 of the text is 2"),
        ("text#p1:1.1-2.5", "last character of the word 'met.' is 4"),
        ("text#p1:1.5-2.1", "last character of the word 'They' is 4"),
    ],
)
def test_what_the_text_does_not_have_has_no_span(citation, reason):
    with pytest.raises(CitationError, match=reason):
        Document.from_text("They met.").span(citation)


def assert_comes_back(document, start, end, quote=None):
    """Cite a span: it comes back exactly, but for blanks at its ends."""
    seen = [match.start() for match in VISIBLE.finditer(document.text, start, end)]
    citation = document.cite(start, end, quote=quote)
    assert document.span(citation) == (seen[0], seen[-1] + 1)


@pytest.mark.skipif(not (SAMPLES / "brat").is_dir(), reason="no samples beside the checkout")
@pytest.mark.parametrize("path", sorted(SAMPLES.glob("brat/*.ann")), ids=lambda path: path.stem)
def test_spans_of_brat_come_back_exactly(path):
    document = Document.read(path.with_suffix(".txt"))
    annotations = path.read_text("utf-8")
    spans = re.findall(r"^T\d+\t\S+ ([\d ;]+)\t(.*)$", annotations, re.MULTILINE)
    assert spans
    for places, quote in spans:
        parts = [tuple(map(int, place.split())) for place in places.split(";")]
        for start, end in parts:
            assert_comes_back(document, start, end, quote if len(parts) == 1 else None)


@pytest.mark.skipif(not (SAMPLES / "refi").is_dir(), reason="no samples beside the checkout")
def test_spans_of_refi_come_back_exactly():
    with zipfile.ZipFile(SAMPLES / "refi" / "demo.qdpx") as project:
        root = ET.fromstring(project.read("project.qde"))  # noqa: S314 (a sample)
        spans = 0
        for source in root.iter("{urn:QDA-XML:project:1.0}TextSource"):
            document = Document.from_text(
                project.read(f"sources/{source.get('plainTextPath')}").decode()
            )
            for part in source.iter("{urn:QDA-XML:project:1.0}PlainTextSelection"):
                assert_comes_back(
                    document, int(part.get("startPosition")), int(part.get("endPosition"))
                )
                spans += 1
    assert spans


WEBANNO = """\
#FORMAT=WebAnno TSV 3.3
#T_SP=webanno.custom.Stance|value


#Text=Ost 🕊 signed.
1-1\t0-3\tOst\t_
1-2\t4-6\t🕊\tfor
1-3\t7-13\tsigned\t_
1-4\t13-14\t.\t_

#Text=Vell’s council left.
2-1\t15-21\tVell’s\t_
2-1.1\t15-19\tVell\tagainst
2-2\t22-29\tcouncil\t_
2-3\t30-34\tleft\t_
2-4\t34-35\t.\t_
"""
WEBANNO_SAMPLES = [WEBANNO, *(path.read_text("utf-8") for path in SAMPLES.glob("webanno/*.tsv"))]


@pytest.mark.parametrize("table", WEBANNO_SAMPLES)
def test_spans_of_webanno_come_back_exactly(table):
    """Tokens and parts of them count UTF-16 code units; a made table, and any samples."""
    tokens = re.findall(r"^[\d.]+-[\d.]+\t(\d+)-(\d+)\t([^\t\n]*)", table, re.MULTILINE)
    units = b""
    for sentence in re.split(r"^#Text=", table, flags=re.MULTILINE)[1:]:
        written, first = re.match(r"(.*)\n(?:#.*\n)*[\d.-]+\t(\d+)-", sentence).groups()
        units += "\n".encode("utf-16-le") * (int(first) - len(units) // 2)
        units += written.encode("utf-16-le")
    document = Document.from_text(units.decode("utf-16-le"))
    assert tokens
    for start, end, quote in tokens:
        limits = int(start), int(end)
        citation = document.cite(*limits, unit="utf-16", quote=quote)
        assert document.span(citation, unit="utf-16") == limits
