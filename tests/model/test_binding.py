"""Quotes from copies of a source, against an oracle that knows each change."""

import itertools
import pickle
import textwrap
import tracemalloc
import unicodedata
from copy import deepcopy

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from karabakh import (
    Citation,
    CitationError,
    Dataset,
    Document,
    Event,
    EventKind,
    Place,
    Severity,
    Source,
    UnknownIdError,
    coverage,
    validate,
)
from karabakh.exports import briefing_to_text
from karabakh.model import Alignment, Paragraph, Sentence, fingerprint, sentence_places
from karabakh.model._fingerprints import outline
from karabakh.testing import bound_datasets, citations, documents

LAYOUTS = {
    "as it was": lambda document: document.text,
    "hard-wrapped": lambda document: paragraphwise(
        document, lambda number: "\n" if number % 4 == 3 else " "
    ),
    "hard-wrapped with CRLF": lambda document: paragraphwise(
        document, lambda number: "\r\n" if number % 3 == 2 else " ", "\r\n\r\n"
    ),
    "one line": lambda document: " ".join(word.text for word in document.words),
    "a word a line": lambda document: "\n".join(word.text for word in document.words),
    "a word a paragraph": lambda document: "\n\n".join(word.text for word in document.words),
    "more blank lines": lambda document: paragraphwise(document, lambda _: "  ", "\n\n \n\n"),
    "blank lines of invisible signs": lambda document: paragraphwise(
        document, lambda _: "\u00a0", "\n\u200b\n"
    ),
    "a mark and other quotation marks": lambda document: "\ufeff" + curled(document.text),
    "straight quotation marks": lambda document: straightened(document.text),
    "more around it": lambda document: document.text + "\n\nRead more: other news.",
    "decomposed letters": lambda document: decomposed(document.text),
}
SAME_LETTERS = LAYOUTS.keys() - {
    "a mark and other quotation marks",
    "straight quotation marks",
    "decomposed letters",
}


def paragraphwise(document, between_words, between_paragraphs="\n\n"):
    return between_paragraphs.join(
        "".join(
            word.text + (between_words(number) if number < len(words) - 1 else "")
            for number, word in enumerate(words)
        )
        for words in document.paragraphs
    )


def whole_words(sources):
    return citations(sources).filter(lambda place: place.first_character is None)


class Divided:
    """A text with its words by some rules."""

    def __init__(self, document, rules):
        self.text = document.text
        self.words = document.division(rules).words()
        self.paragraphs = document.division(rules).paragraphs()


def curled(text):
    return text.translate(str.maketrans({"'": "’", '"': "”", "-": "\u2010"}))


def straightened(text):
    return text.translate(str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'}))


def decomposed(text):
    # Only what composes again: some letters never do.
    apart = unicodedata.normalize("NFD", text)
    return (
        apart if unicodedata.normalize("NFC", apart) == unicodedata.normalize("NFC", text) else text
    )


def bound(document, copy, *records, rules=2):
    source = Source(id="wire", title="Wire", paragraphs=outline(document.division(rules)))
    return Dataset.from_records(source, *records).bind(copy)


def words_cited(document, citation):
    """Return the words of a citation by counting them in the text itself."""
    if citation.paragraph is None:
        return [word.text for word in document.words]
    words = [word.text for word in document.paragraphs[citation.paragraph - 1]]
    return words if citation.first is None else words[citation.first - 1 : citation.last]


@pytest.mark.parametrize("rules", [1, 2])
@pytest.mark.parametrize("layout", LAYOUTS)
@given(st.data())
def test_a_copy_with_another_layout_has_the_same_words(layout, rules, data):
    document = data.draw(documents())
    divided = Divided(document, rules)
    copy = Document.from_text(LAYOUTS[layout](divided))
    dataset = bound(document, copy, rules=rules)
    citation = data.draw(whole_words(dataset.sources))
    words = dataset.words_of(citation)
    original = words_cited(divided, citation)
    assert [copy.text[word.start : word.end] for word in words] == [word.text for word in words]
    assert len(words) == len(original)
    if layout in SAME_LETTERS:
        assert [word.text for word in words] == original
        assert dataset.quote(citation) == dataset.quote(str(citation))
        assert "".join(dataset.quote(citation).split()) == "".join(original)
    assert dataset.alignments["wire"].is_complete


@pytest.mark.parametrize("width", [1, 9, 14, 20, 33, 60])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_line_may_end_at_the_hyphen_of_a_word(width, newline):
    original = Document.from_text(
        "The cease-fire of Nagorno-Karabakh was signed. Well-known men came. Both left.\n\n"
        "Nobody in the Ost-West-Haus objected to a half-way line."
    )
    paragraphs = original.text.split("\n\n")
    text = "\n\n".join(textwrap.fill(each, width, break_long_words=False) for each in paragraphs)
    dataset = bound(original, Document.from_text(text.replace("\n", newline)))
    assert dataset.alignments["wire"].is_complete
    assert dataset.quote("wire#p1:2-4") == "cease-fire of Nagorno-Karabakh"
    assert dataset.quote("wire#p2:4-8") == "Ost-West-Haus objected to a half-way"


def test_a_hyphen_at_a_lines_end_may_be_all_there_is_of_a_word():
    original = Document.from_text("The pre- and post-war towns. They grew.")
    dataset = bound(original, Document.from_text("The pre-\nand post-war towns. They grew."))
    assert dataset.quote("wire#p1:2-4") == "pre- and post-war"


@pytest.mark.parametrize(
    "text",
    [
        "The pre-\nand post-war cease-\nfire held. Ost-West-\nHaus.",
        "The pre- and post-\nwar cease-fire held. Ost-\nWest-\nHaus.",
        "The pre-\nand post-\nwar cease-\nfire held. More was said. Ost-\nWest-Haus.",
        "The\npre-\nand\npost-\nwar\ncease-\nfire\nheld.\nOst-\nWest-\nHaus.",
    ],
)
def test_of_several_lines_that_end_at_a_hyphen_each_may_go_on_or_not(text):
    original = Document.from_text("The pre- and post-war cease-fire held. Ost-West-Haus.")
    dataset = bound(original, Document.from_text(text))
    assert dataset.quote("wire#p1:1-6") == "The pre- and post-war cease-fire held."
    assert dataset.quote("wire#p1:7-7") == "Ost-West-Haus."


@pytest.mark.parametrize("line_break", ["\n", "\r", "\r\n", "\v", "\f", "\x85", "\u2028", "\u2029"])
@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\u2011", "-\u200b"])
def test_lines_end_at_any_hyphen_by_any_break(line_break, hyphen):
    original = Document.from_text("A cease-fire held.")
    dataset = bound(original, Document.from_text(f"A cease{hyphen}{line_break}fire held."))
    assert dataset.alignments["wire"].is_complete


def test_a_soft_hyphen_at_a_lines_end_divides_a_word():
    original = Document.from_text("The agreement held.")
    dataset = bound(original, Document.from_text("The agree\u00ad\nment held."))
    assert dataset.quote("wire#p1:2-2") == "agreement"


NAMES = st.sampled_from(["North", "South", "Peace", "3", "Élan", "Ստեփան"])
REST = st.lists(st.sampled_from(["talks", "over,", "it’s", "U.S.", "“so”", "a"]), max_size=4)


@st.composite
def sentences(draw, number):
    """A sentence unlike any of another number."""
    end = draw(st.sampled_from([".", "!", "?”", "…", "։"]))
    return [draw(NAMES), f"no{number}", *draw(REST), f"end{number}{end}"]


@st.composite
def edited(draw):
    """A text, and a copy with some sentences changed, lost or added.

    Returns:
        The paragraphs of sentences, the copy, and for each sentence whether it is as it was
        and whether it still follows the one before.
    """
    numbers = itertools.count()
    paragraphs = [
        [draw(sentences(next(numbers))) for _ in range(draw(st.integers(1, 4)))]
        for _ in range(draw(st.integers(1, 4)))
    ]
    copy, left, joined = [], [], []
    for paragraph in paragraphs:
        copied = []
        for sentence in paragraph:
            added = draw(st.sampled_from([0, 0, 0, 1]))
            copied += [draw(sentences(next(numbers))) for _ in range(added)]
            fate = draw(st.sampled_from(["left", "left", "left", "changed", "lost"]))
            if fate == "left":
                copied.append(sentence)
            elif fate == "changed":
                copied.append(draw(changed(sentence)))
            left.append(fate == "left")
            joined.append(not added)
        copy.append(copied)
    assume(any(copy))
    between_words, between_paragraphs = draw(
        st.sampled_from([(" ", "\n\n"), ("\n", "\r\n\r\n"), (" ", " "), ("\u00a0", "\n")])
    )
    text = between_paragraphs.join(
        between_words.join(word for sentence in paragraph for word in sentence)
        for paragraph in copy
        if paragraph
    )
    return paragraphs, Document.from_text(text), left, joined


@st.composite
def changed(draw, sentence):
    """The same sentence with one word added, removed or replaced."""
    place = draw(st.integers(0, len(sentence) - 1))
    change = draw(st.sampled_from([["another"], ["another", "two"], []]))
    other = [*sentence[:place], *change, *sentence[place + 1 :]]
    assume(other)
    return other


@given(edited(), st.data())
def test_what_was_not_touched_is_quoted_and_the_rest_is_drift(case, data):
    paragraphs, copy, left, joined = case
    text = "\n\n".join(
        " ".join(word for sentence in paragraph for word in sentence) for paragraph in paragraphs
    )
    document = Document.from_text(text)
    source = Source(id="wire", title="Wire", paragraphs=outline_of(paragraphs))
    cited = data.draw(st.lists(whole_words([source]), min_size=1, max_size=5, unique=True))
    place = Place(id="here", citations=tuple(cited))
    dataset = Dataset.from_records(source, place).bind(copy)
    expected_drift = []
    for citation in cited:
        touched = touches(paragraphs, citation)
        is_sound = all(left[number] for number in touched) and all(
            joined[number] for number in touched[1:]
        )
        if is_sound:
            words = [word.text for word in dataset.words_of(citation)]
            assert words == words_cited(document, citation)
        else:
            expected_drift.append(citation)
            with pytest.raises(CitationError, match="other words"):
                dataset.quote(citation)
    assert [each.citation for each in dataset.drift] == expected_drift
    assert {each.record for each in dataset.drift} <= {place}
    alignment = dataset.alignments["wire"]
    missing = [
        place for place, is_left in zip(sentence_places(source), left, strict=True) if not is_left
    ]
    assert list(alignment.missing()) == missing
    assert alignment.is_complete is all(left)


def outline_of(paragraphs):
    """Return the outline by sentences: how the library divides is tested elsewhere."""
    return tuple(
        Paragraph(
            sentences=tuple(
                Sentence(words=len(sentence), fingerprint=fingerprint(sentence))
                for sentence in paragraph
            )
        )
        for paragraph in paragraphs
    )


def touches(paragraphs, citation):
    """Return the numbers of the sentences that a citation has words of."""
    found, number = [], 0
    for row, paragraph in enumerate(paragraphs, start=1):
        end = 0
        for sentence in paragraph:
            begin, end = end + 1, end + len(sentence)
            inside = citation.first is None or (citation.first <= end and begin <= citation.last)
            if citation.paragraph in (None, row) and inside:
                found.append(number)
            number += 1
    return found


@given(st.permutations(range(6)), st.data())
def test_of_moved_sentences_the_longest_row_in_order_is_found(order, data):
    written = [data.draw(sentences(number)) for number in range(6)]
    source = Source(id="wire", title="Wire", paragraphs=outline_of([written]))
    copy = Document.from_text(" ".join(word for number in order for word in written[number]))
    alignment = Alignment(source=source, document=copy)
    found = []
    for number, place in enumerate(sentence_places(source)):
        if place not in list(alignment.missing()):
            words = [word.text for word in alignment.words_of(place)]
            assert words == written[number]
            found.append(number)
    rows = itertools.chain.from_iterable(
        itertools.combinations(range(6), size) for size in range(7)
    )
    longest = max(len(row) for row in rows if list(row) == [n for n in order if n in row])
    assert len(found) == longest
    assert found == [number for number in order if number in found]


def test_a_sentence_inside_another_is_not_taken_for_the_lost_one():
    document = Document.from_text("The U.S. forces left.\n\nforces left.\n\nNothing else happened.")
    copy = Document.from_text("The U.S. forces left.\n\nNothing happened.")
    dataset = bound(document, copy)
    assert dataset.quote("wire#p1") == "The U.S. forces left."
    with pytest.raises(CitationError):
        dataset.quote("wire#p2")


def test_a_heading_that_ran_into_the_line_above_is_found():
    document = Document.from_text("Peace talks\n\nThey met.\n\nTalks fail\n\nNobody knew.")
    copy = Document.from_text("Peace talks They talked. Talks fail Nobody knew. Read more")
    dataset = bound(document, copy)
    assert [str(place) for place in dataset.alignments["wire"].missing()] == ["wire#p2:1-2"]
    assert dataset.quote("wire#p3") == "Talks fail"


def test_a_search_that_is_stopped_is_not_called_missing():
    document = Document.from_text("\n\n".join("word " * count + "end" for count in range(1, 90)))
    copy = Document.from_text("word " * 100_000)
    alignment = bound(document, copy, rules=1).alignments["wire"]
    stopped = list(alignment.unsearched())
    assert stopped
    assert set(stopped) | set(alignment.missing()) == set(sentence_places(alignment.source))
    with pytest.raises(CitationError, match="before the search was given up"):
        alignment.words_of(stopped[0])
    assert alignment.is_unsearched(stopped[0])
    assert not alignment.is_unsearched(Citation("wire", 99))
    assert alignment.is_copy
    here = Place(id="here", citations=(stopped[0], Citation("wire", 99)))
    dataset = bound(document, copy, here, rules=1)
    assert [drift.is_unsearched for drift in dataset.drift] == [True, False]
    covered = coverage(dataset)
    assert covered.unsearched_sentences == tuple(stopped)
    assert "not searched for to the end" in repr(covered)
    (finding,) = validate(dataset, select=["KB205"]).findings
    assert finding.severity is Severity.WARNING
    event = Event(id="e", title="E", kind=EventKind.OTHER, citations=(stopped[0],))
    text = briefing_to_text(bound(document, copy, event, rules=1))
    assert "may yet be in the copy" in " ".join(text.split())


@pytest.mark.parametrize("rules", [1, 2])
def test_a_heading_is_found_anywhere_in_a_long_text(rules):
    document = Document.from_text("Talks fail\n\nNobody knew.")
    copy = Document.from_text("word " * 50_000 + "Talks fail word Nobody knows.")
    alignment = bound(document, copy, rules=rules).alignments["wire"]
    assert [str(place) for place in alignment.missing()] == ["wire#p2:1-2"]


@pytest.mark.parametrize("rules", [1, 2])
def test_a_text_of_hyphens_at_line_ends_is_not_read_in_all_its_ways(rules):
    """Without a limit the search would take hours: 32 ways for each of few words."""
    original = Document.from_text("A cease-fire held. Everybody went home. Nobody came.")
    lines = "--\n--\n--\n--\n--\nend.\n" * 3_000
    copy = Document.from_text(f"A cease-\nfire held. {lines} Everybody went home.")
    alignment = bound(original, copy, rules=rules).alignments["wire"]
    lost = [*alignment.missing(), *alignment.unsearched()]
    assert [str(place) for place in lost] == ["wire#p1:7-8"]


def test_a_word_may_go_on_over_many_lines_but_not_without_end():
    original = Document.from_text("It was a one-way-to-all-and-to-none. So it was.")
    divided = original.text.replace("-", "-\n")
    copy = Document.from_text("-\n" * 50_000 + "\n" + divided)
    assert bound(original, copy).alignments["wire"].is_complete
    assert bound(original, copy, rules=1).alignments["wire"].is_complete


def test_repeated_sentences_are_found_one_after_the_other():
    document = Document.from_text("No. No. Yes. No.")
    dataset = bound(document, Document.from_text("No. No. Yes. Never. No."))
    starts = [dataset.words_of(place)[0].start for place in sentence_places(dataset.sources[0])]
    assert starts == [0, 4, 8, 20]


OUTSIDE = [
    ("wire#p3", "the last paragraph of the source is 2"),
    ("wire#p1:1-3", "the last word of paragraph 1 is 2"),
    ("wire#p2:4-4", "the last word of paragraph 2 is 3"),
]


@pytest.mark.parametrize(("citation", "reason"), OUTSIDE)
def test_places_outside_the_source_are_refused(citation, reason):
    document = Document.from_text("They met.\n\nNothing was signed.")
    dataset = bound(document, document)
    with pytest.raises(CitationError) as caught:
        dataset.quote(citation)
    assert caught.value.reason == reason
    assert caught.value.text == citation


@given(documents(), st.data())
def test_without_an_outline_the_text_is_taken_at_its_word(document, data):
    outlined = Source(id="wire", title="Wire", paragraphs=document.outline())
    citation = data.draw(whole_words([outlined]))
    dataset = Dataset.from_records(attrs.evolve(outlined, paragraphs=())).bind(document)
    assert [word.text for word in dataset.words_of(citation)] == words_cited(document, citation)
    assert not dataset.alignments["wire"].is_checked
    assert not dataset.alignments["wire"].is_complete
    assert list(dataset.alignments["wire"].missing()) == []


@pytest.mark.parametrize(
    ("citation", "reason"),
    [
        ("wire#p3", "the last paragraph of text is 2"),
        ("wire#p1:1-3", "the last word of paragraph 1 of text is 2"),
    ],
)
def test_without_an_outline_places_outside_the_text_are_refused(citation, reason):
    document = Document.from_text("They met.\n\nNothing was signed.")
    dataset = Dataset.from_records(Source(id="wire", title="Wire")).bind(document)
    with pytest.raises(CitationError) as caught:
        dataset.quote(citation)
    assert caught.value.reason == reason


def test_only_bound_sources_are_quoted():
    document = Document.from_text("They met.")
    place = Place(id="here", citations=(Citation("other", 1),))
    sources = [
        Source(id=name, title=name, paragraphs=document.outline()) for name in ("wire", "other")
    ]
    dataset = Dataset.from_records(*sources, place)
    one = dataset.bind({"wire": document})
    assert one.quote("wire") == "They met."
    assert one.drift == ()
    with pytest.raises(CitationError, match="no text is bound to source 'other'"):
        one.quote("other")
    with pytest.raises(UnknownIdError, match=r"unknown source 'wrie'; did you mean 'wire'\?"):
        one.quote("wrie#p1")
    with pytest.raises(CitationError):
        one.quote("wire#1")


TREATY = Document.from_text("They met. Nothing was signed.")


def test_an_error_says_to_bind_the_text():
    dataset = Dataset.from_records(Source(id="wire", title="", paragraphs=TREATY.outline()))
    with pytest.raises(CitationError, match=r"no text is bound to source 'wire'; use dataset"):
        dataset.quote("wire#p1:1-2")


def test_an_error_says_to_name_the_source():
    dataset = Dataset.from_records(Source(id="wire", title="", paragraphs=TREATY.outline()))
    for each in (dataset, dataset.bind(TREATY)):
        with pytest.raises(UnknownIdError, match=r"as in 'wire#p1:1-2'"):
            each.quote("p1:1-2")
        with pytest.raises(UnknownIdError, match=r"as in 'wire#p1'"):
            each.citing("p1")


def test_the_texts_of_a_bound_dataset_can_not_be_changed():
    texts = {"wire": TREATY}
    bound = Dataset.from_records(Source(id="wire", title="", paragraphs=TREATY.outline())).bind(
        texts
    )
    texts.clear()
    with pytest.raises(TypeError):
        bound.documents["wire"] = TREATY
    assert bound.documents == {"wire": TREATY}
    assert deepcopy(bound).documents == pickle.loads(pickle.dumps(bound)).documents  # noqa: S301 (our own)


def test_texts_can_be_bound_one_by_one():
    document, other = Document.from_text("They met."), Document.from_text("They parted.")
    dataset = Dataset.from_records(
        Source(id="wire", title="Wire", paragraphs=document.outline()),
        Source(id="other", title="Other", paragraphs=other.outline()),
    )
    both = dataset.bind({"wire": document}).bind({"other": other})
    assert (both.quote("wire"), both.quote("other")) == ("They met.", "They parted.")
    assert both.documents == dataset.bind({"wire": document, "other": other}).documents
    again = both.bind({"other": document})
    assert (again.documents["wire"], again.documents["other"]) == (document, document)


def test_a_text_is_bound_by_itself_only_to_the_only_source():
    document = Document.from_text("They met.")
    for names in ([], ["wire", "other"]):
        dataset = Dataset.from_records(*(Source(id=name, title=name) for name in names))
        with pytest.raises(ValueError, match=f"dataset has {len(names)} sources"):
            dataset.bind(document)
    with pytest.raises(UnknownIdError, match="did you mean 'wire'"):
        Dataset.from_records(Source(id="wire", title="Wire")).bind({"wrie": document})


@given(bound_datasets())
def test_drift_is_what_can_not_be_quoted(dataset):
    other = Document.from_text("Something else altogether, word for word.")
    drifted = dataset.bind(dict.fromkeys(dataset.documents, other))
    expected = [(record, citation) for record in dataset for citation in record.all_citations]
    assert [(drift.record, drift.citation) for drift in drifted.drift] == expected
    assert all("other words" in drift.reason for drift in drifted.drift)


@given(documents())
def test_alignments_are_values(document):
    alignment = Alignment(
        source=Source(id="wire", title="Wire", paragraphs=document.outline()), document=document
    )
    assert alignment.is_complete
    again = pickle.loads(pickle.dumps(alignment))  # noqa: S301 (our own)
    assert again == alignment
    assert again.is_complete
    assert len(repr(alignment)) < 1_000


def test_datasets_bound_to_other_texts_differ():
    text, other = Document.from_text("They met."), Document.from_text("They  met.")
    dataset = Dataset.from_records(Source(id="wire", title="Wire", paragraphs=text.outline()))
    assert dataset.bind(text) == dataset.bind(text)
    assert hash(dataset.bind(text)) == hash(dataset.bind(text))
    assert dataset.bind(text) != dataset.bind(other)
    assert len({dataset.bind(text), dataset.bind(other), dataset}) == 3


def test_an_outline_is_by_one_set_of_rules():
    document = Document.from_text("They met.\n\nThey parted.")
    paragraphs = [outline(document.division(rules)) for rules in (1, 2)]
    for rules, own in enumerate(paragraphs, start=1):
        assert Source(id="wire", title="Wire", paragraphs=own).outline_rules == rules
    assert Source(id="wire", title="Wire").outline_rules == 2
    mixed = (paragraphs[0][0], paragraphs[1][1])
    with pytest.raises(ValueError, match="paragraphs must be by one set of rules"):
        Source(id="wire", title="Wire", paragraphs=mixed)


@pytest.mark.parametrize(
    ("text", "copy"),
    [
        ("- " * 10_000, "-\n" * 10_000),
        ("和平。停火" * 2_500, "标题" + "和平。停火" * 2_500),
    ],
    ids=["hyphens", "short sentences"],
)
def test_binding_takes_less_than_ten_times_the_text(text, copy):
    source = Source(id="wire", title="W", paragraphs=Document.from_text(text).outline())
    tracemalloc.start()
    try:
        alignment = Alignment(source=source, document=Document.from_text(copy))
        assert alignment.is_copy
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 10 * len(copy.encode())
