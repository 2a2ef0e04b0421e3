"""Paragraphs, sentences and words of texts, against plain regular expressions."""

import hashlib
import os
import pickle
import re
import sys
import tracemalloc
import unicodedata
from pathlib import Path

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import karabakh
from karabakh import Document, DocumentError
from karabakh.model import fingerprint
from karabakh.model._fingerprints import outline
from karabakh.model._folding import fold, fold_by_rules_1, letters
from karabakh.model._words import divide
from karabakh.testing import documents, texts

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
LINE_BREAK = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
COPY = Path(__file__).parents[3] / "shared" / "000_c793246608581e55.txt"

WHITE_SPACE = ("\n", "\r\n", "\r", "\v", "\x1c", "\x85", "\u2028", " ", "\t", "\u00a0", "\u3000")
pieces = st.sampled_from(["They", "met.", "é", *WHITE_SPACE, *INVISIBLE])
jumbles = st.lists(pieces, max_size=20).map("".join) | texts()


def paragraphs_of(text):
    """Divide a text line by line, by rules 1."""
    found = [[]]
    for line in LINE_BREAK.split(text.removeprefix("\ufeff")):
        words = [word for word in line.split() if word.strip(INVISIBLE)]
        if words:
            found[-1] += words
        elif found[-1]:
            found.append([])
    return [words for words in found if words]


@given(jumbles)
@example("They met.\u200b\n\u200b\nThey parted.")
@example("\ufeff\ufeffThey met.")
@example("They\x1cmet.\x1c\x1cThey parted.")
def test_words_and_paragraphs_of_rules_1_are_what_white_space_divides(text):
    text = text.lstrip("\ufeff")
    found = [[word.text for word in words] for words in divide(text, 1).paragraphs()]
    assert found == paragraphs_of(text)


ALPHABETIC = "They met. é ё Հա։ ؟ع \u0301 ״א״ 3.5 – “so” (a) 한국 हिन्दी …"


@given(st.text(st.sampled_from([*ALPHABETIC, *WHITE_SPACE[2:], *INVISIBLE]), max_size=30))
@example("They\u00ad met.\u200b\n \u2060\nThey parted.")
def test_alphabetic_texts_have_the_same_words_by_both_rules(text):
    division = divide(text)
    assert division.heads == divide(text, 1).heads
    old = [word.text.strip(INVISIBLE) for word in divide(text, 1).words()]
    assert [word.text for word in division.words()] == old


def test_a_text_without_words_is_refused():
    for text in ("", " \n", "\u200b \u2066", "\ufeff"):
        with pytest.raises(DocumentError, match="is empty"):
            Document.from_text(text)


@given(documents())
def test_words_stand_where_they_say(document):
    assert all(document.text[word.start : word.end] == word.text for word in document.words)
    places = [place for word in document.words for place in (word.start, word.end)]
    assert places == sorted(places)


@given(documents())
def test_lines_are_counted_like_splitlines_counts_them(document):
    for position in range(len(document.text) + 1):
        before = document.text[:position]
        # A line break is the last character of its line; "\r\n" is one break.
        if before.endswith("\r") and document.text[position : position + 1] == "\n":
            continue
        lines = f"{before}.".splitlines()
        assert document.line_of(position) == (len(lines), len(lines[-1]))


def test_the_end_of_the_last_word_is_on_the_last_line():
    document = Document.from_text("one\ntwo")
    assert document.line_of(document.words[-1].end) == (2, 4)


@pytest.mark.parametrize("position", [-1, 8])
def test_lines_outside_the_text_are_refused(position):
    with pytest.raises(ValueError, match=f"position must be from 0 to 7, got {position}"):
        Document.from_text("one\ntwo").line_of(position)


@given(documents())
def test_the_outline_divides_the_same_words(document):
    outline = document.outline()
    assert len(outline) == len(document.paragraphs)
    for paragraph, words in zip(outline, document.paragraphs, strict=True):
        place = 0
        for sentence in paragraph.sentences:
            own = [word.text for word in words[place : place + sentence.words]]
            assert sentence.fingerprint == fingerprint(own)
            place += sentence.words
        assert place == len(words) == paragraph.words


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("They met. They parted.", [2, 2]),
        ("They met. they parted.", [4]),
        ("They met. él se fue.", [5]),
        ("They met. Él se fue.", [2, 3]),
        ("Հանդիպեցին։ Բաժանվեցին։", [1, 1]),
        ("Հանդիպեցին։ բաժանվեցին։", [1, 1]),
        ("They met. $5 were paid.", [2, 3]),
        ("They met. “Peace,” he said. ‘So?’ (Yes!) …", [2, 3, 1, 2]),
        ("They met! Why? Nobody knows… Then — silence.", [2, 1, 2, 3]),
        ("He said: “They met.” Nobody knew.", [4, 2]),
        ("The U.S. forces left. So did 3.5 million others.", [4, 5]),
        ("No full stop\n\nThey met.", [3, 2]),
        ("They met. ¿Por qué? —No one knew.", [2, 2, 3]),
    ],
)
def test_sentences_end_where_readers_see_them_end(text, lengths):
    paragraphs = Document.from_text(text).outline()
    assert [sentence.words for part in paragraphs for sentence in part.sentences] == lengths


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("They met. they parted.", [4]),
        ("Հանդիպեցին։ Բաժանվեցին։", [1, 1]),
        ("Հանդիպեցին։ բաժանվեցին։", [2]),
        ("He said: “They met.” Nobody knew.", [4, 2]),
        ("They met — “Yes.” — No.", [6]),
        ("No full stop\n\nThey met.", [3, 2]),
    ],
)
def test_sentences_of_rules_1_end_as_in_schema_1(text, lengths):
    paragraphs = outline(divide(text, 1))
    assert [sentence.words for part in paragraphs for sentence in part.sentences] == lengths


@given(texts() | st.text(st.sampled_from([*"-—–'‘’\"«»ab1é\u0301\u00ad\u0640…ﬁ։፡′″´`,,"])))
@example("a-\u0301")
@example("‴''-'")
def test_folding_is_idempotent(text):
    assert fold(fold(text)) == fold(text)
    assert letters(letters(text)) == letters(text) == letters(fold(text))
    assert fold_by_rules_1(fold_by_rules_1(text)) == fold_by_rules_1(text)
    assert unicodedata.is_normalized("NFKC", fold(text))
    assert unicodedata.is_normalized("NFC", fold_by_rules_1(text))


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("it’s", "it's"),
        ("‚so‛", "'so'"),
        ("“so”", '"so"'),
        ("„so“", '"so"'),
        ("«so»", '"so"'),
        ("co‑operate", "co-operate"),
        ("co\u00adoperate", "cooperate"),
        ("e\u0301", "é"),
        ("e\u200d\u0301", "é"),
        ("\ufeffso", "so"),
    ],
)
def test_typography_does_not_change_a_fingerprint_by_either_rules(written, plain):
    assert fingerprint([written]) == fingerprint([plain])
    assert fingerprint([written], 1) == fingerprint([plain], 1)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("ﬁnal", "final"),
        ("war—and", "war--and"),
        ("2020–2023", "2020-2023"),
        ("—", "--"),
        ("so…", "so..."),
        ("‘so’", "so"),
        ("『和平』", "和平"),
        ("ＵＮ", "UN"),
        ("ｶﾞｽ", "ガス"),
        ("ســلام", "سلام"),
        ("ﺳﻼﻡ", "سلام"),
        ("և", "եւ"),
        ("\u2067שלום\u2069", "שלום"),
        ("ሰላም፡፡", "ሰላም።"),
        ("ሰላም፡", "ሰላም"),
        ("½", "1/2"),
        ("צה״ל", 'צה"ל'),
    ],
)
def test_what_a_copy_may_write_otherwise_does_not_change_a_fingerprint(written, plain):
    assert fingerprint([written]) == fingerprint([plain])


@pytest.mark.parametrize("rules", [1, 2])
@pytest.mark.parametrize(
    ("one", "other"),
    [("so", "So"), ("so", "so."), ("e", "é"), ("3.5", "35"), ("-5", "5"), ("2020-23", "202023")],
)
def test_letters_and_punctuation_change_a_fingerprint(one, other, rules):
    assert fingerprint([one], rules) != fingerprint([other], rules)


def test_fingerprints_by_rules_2_compare_letters_without_hyphens_and_blanks():
    (one, two, three) = map(fingerprint, (["cease-fire"], ["cease-", "fire"], ["ceasefire"]))
    assert one[:18] == two[:18] == three[:18]  # the letters, and those of the first two words
    assert len({one[18:], two[18:], three[18:]}) == 3  # the words


def test_fingerprints_are_what_their_definition_says():
    expected = hashlib.sha256(b"It's over.").hexdigest()[:16]
    assert fingerprint(["It’s", "over."], 1) == expected
    parts = ((b"It'sallover.now", 12), (b"It'sallover.", 4), (b"It's all-over. now", 4))
    digits = [hashlib.sha256(data).hexdigest()[:count] for data, count in parts]
    assert fingerprint(["It’s", "“all–over.”", "now"]) == f"2:{''.join(digits)}"


def written(folder, data):
    path = folder / "article.txt"
    path.write_bytes(data)
    return path


@given(documents())
def test_a_file_reads_as_its_text(tmp_path_factory, document):
    data = document.text.encode()
    path = written(tmp_path_factory.mktemp("read"), data)
    again = Document.read(path)
    assert again.text == document.text
    assert again.sha256 == hashlib.sha256(data).hexdigest() == document.sha256
    assert again.outline() == document.outline()
    assert again.name == str(path)


def test_a_path_may_be_text(tmp_path):
    path = written(tmp_path, b"They met.")
    assert Document.read(str(path)) == Document.read(path)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_other_encodings_are_read_where_they_are_named(tmp_path, encoding):
    path = written(tmp_path, "Él se fue.".encode(encoding))
    document = Document.read(path, encoding=encoding)
    assert document.outline() == Document.from_text("Él se fue.").outline()
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_byte_order_mark_is_no_text(tmp_path):
    document = Document.read(written(tmp_path, b"\xef\xbb\xbfThey met."))
    assert document.text == "They met."
    assert document.words[0].start == 0


REFUSED = [
    (b"", {}, "is empty"),
    (b" \r\n\t", {}, "is empty"),
    (b"\xef\xbb\xbf", {}, "is empty"),
    (b"They\0met.", {}, "has a zero character at 4: it is not text; use a plain text file"),
    ("They".encode("utf-16-le"), {}, "has a zero character at 1: it is not text"),
    ("Él".encode("utf-16"), {}, "is not utf-8: byte 0xff at 0; pass its encoding"),
    ("Él".encode("utf-16"), {}, "such as encoding='utf-16'"),
    ("Él".encode("cp1252"), {}, "is not utf-8: byte 0xc9 at 0"),
    ("Él".encode("cp1252"), {}, "such as encoding='cp1252'"),
    (b"\xff\xfeE", {"encoding": "utf-16"}, "is not utf-16"),
    ("They met.".encode("utf-16"), {}, "encoding='utf-16'"),
    ("They met.".encode("utf-32"), {}, "encoding='utf-32'"),
    ("\ufeffÉl".encode("utf-16-be"), {}, "encoding='utf-16'"),
    ("\ufeffÉl".encode("utf-32-be"), {}, "encoding='utf-32'"),
    ("Él".encode(), {"encoding": "ascii"}, "is not ascii: byte 0xc3 at 0; pass its encoding"),
    ("Él".encode(), {"encoding": "ascii"}, "encoding='utf-8'"),
    ("Él".encode(), {"encoding": "punycode"}, "is not punycode"),
    (b"El", {"encoding": "undefined"}, "can't be read as undefined"),
    (b" \n ", {}, "is empty; use a plain text"),
    (b"They met.", {"max_bytes": 8}, "is larger than 8 bytes; pass a larger max_bytes"),
    (b"+2AA-", {"encoding": "utf-7"}, "has a lone surrogate at character 0"),
]


@pytest.mark.parametrize(("data", "options", "words"), REFUSED)
def test_what_is_no_text_is_refused(tmp_path, data, options, words):
    path = written(tmp_path, data)
    with pytest.raises(DocumentError) as caught:
        Document.read(path, **options)
    assert caught.value.document == str(path)
    assert words in str(caught.value)


def test_a_file_of_just_the_largest_size_is_read(tmp_path):
    assert Document.read(written(tmp_path, b"They met."), max_bytes=9).text == "They met."


@pytest.mark.parametrize("max_bytes", [2**21, 10**12, sys.maxsize, 2**63, 10**30])
def test_a_limit_may_be_larger_than_any_file(tmp_path, max_bytes):
    text = "They met. " * 150_000
    assert Document.read(written(tmp_path, text.encode()), max_bytes=max_bytes).text == text


@pytest.mark.parametrize("size", [2**20 - 1, 2**20, 2**20 + 1])
def test_a_long_file_is_compared_with_the_limit(tmp_path, size):
    path = written(tmp_path, b"a" * size)
    assert len(Document.read(path, max_bytes=size).text) == size
    with pytest.raises(DocumentError, match=f"is larger than {size - 1} bytes"):
        Document.read(path, max_bytes=size - 1)


def test_of_a_file_that_is_too_large_no_more_is_read(tmp_path):
    path = tmp_path / "large.txt"
    path.touch()
    os.truncate(path, 2**27)
    tracemalloc.start()
    try:
        with pytest.raises(DocumentError, match="is larger than 1000 bytes"):
            Document.read(path, max_bytes=1000)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2**24


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("missing.txt", "can't be read: No such file"),
        (".", "can't be read: Is a directory"),
        ("a\0b", "can't be read: embedded null"),
        ("x" * 5_000, "can't be read: File name too long"),
    ],
)
def test_what_is_no_file_is_refused(tmp_path, name, words):
    with pytest.raises(DocumentError, match=words):
        Document.read(f"{tmp_path}/{name}")


def test_an_encoding_that_does_not_exist_is_refused(tmp_path):
    for encoding in ("utf-9", "hex"):
        with pytest.raises(LookupError, match=f"unknown text encoding '{encoding}'; use one"):
            Document.read(written(tmp_path, b"They met."), encoding=encoding)
    with pytest.raises(TypeError, match="encoding must be a str, got None"):
        Document.read(written(tmp_path, b"They met."), encoding=None)


def test_no_path_is_refused():
    with pytest.raises(DocumentError, match="has no path"):
        Document.read("")


@pytest.mark.parametrize(
    ("text", "error"),
    [(5, TypeError), ("", DocumentError), ("\ufeff", DocumentError), ("a\0", DocumentError)],
)
def test_a_document_made_by_hand_is_checked_too(text, error):
    with pytest.raises(error):
        Document(text=text)
    assert Document(text="\ufeffThey met.").text == "They met."


def test_a_fingerprint_is_of_words():
    with pytest.raises(TypeError, match="words must be a tuple, got 'They met'"):
        fingerprint("They met")


@pytest.mark.parametrize("path", [b"wire.txt", None, 3])
def test_only_a_path_is_read(path):
    with pytest.raises(TypeError, match=r"Document\.from_text makes a document of a text at hand"):
        Document.read(path)


def test_a_text_is_never_a_path():
    assert Document.from_text("/etc/hostname").words[0].text == "/etc/hostname"
    with pytest.raises(DocumentError, match="can't be read"):
        Document.read("They met.")


@pytest.mark.parametrize("text", [b"They met.", None, Path("article.txt")])
def test_only_text_is_taken_for_text(text):
    with pytest.raises(TypeError, match="text must be a str, got "):
        Document.from_text(text)


def test_a_lone_surrogate_is_refused():
    with pytest.raises(DocumentError, match=r"wire'? has a lone surrogate at character 5"):
        Document.from_text("They \ud800met.", name="wire")


@given(documents())
def test_documents_are_values(document):
    document.outline()
    for again in (pickle.loads(pickle.dumps(document)), attrs.evolve(document)):  # noqa: S301
        assert again == document
        assert hash(again) == hash(document)
        assert again.words == document.words


def test_shown_in_a_line():
    document = Document.from_text("They met.\n\n" * 10_000, name="wire")
    assert repr(document) == "<Document 'wire': 10000 paragraphs, 20000 words>"


@pytest.mark.skipif(not COPY.is_file(), reason="no copy of the source document beside the checkout")
def test_a_copy_of_the_source_document_beside_the_checkout_has_the_bundled_outline():
    document = Document.read(COPY)
    source = karabakh.load().sources["article"]
    assert outline(document.division(source.outline_rules)) == source.paragraphs
    assert document.sha256 == source.sha256


@pytest.mark.parametrize(
    "sentences",
    [
        ["They agree to:", "(a) leave;", "(b) stay."],
        ["They leave,", "2) stay,", "(c) rest"],
        ["They agree to leave,", "[iv) or stay."],
        ["They leave; and", "(b) they stay."],
        ["They leave;", "- they stay:", "\u2022 they rest"],
        ["They leave, - they stay"],
        ["They leave - they stay"],
        ["They leave (b) or stay."],
        ["They leave; (abc) they stay."],
        ["They leave; and or (b) they stay."],
        ["They leave; b they stay."],
        ["They leave, and (b) they stay."],
    ],
)
def test_clauses_are_sentences_behind_a_mark(sentences):
    text = Document.from_text(" ".join(sentences))
    lengths = [each.words for paragraph in text.outline() for each in paragraph.sentences]
    assert lengths == [len(each.split()) for each in sentences]
