"""Texts, divided into paragraphs, sentences and words, against plain regular expressions."""

import hashlib
import pickle
import re
import unicodedata
from pathlib import Path

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import karabakh
from karabakh import Document, DocumentError
from karabakh.model import fingerprint
from karabakh.model._document import normal
from karabakh.testing import documents, texts

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
LINE_BREAK = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
COPY = Path(__file__).parents[3] / "shared" / "000_c793246608581e55.txt"

WHITE_SPACE = ("\n", "\r\n", "\r", "\v", "\x1c", "\x85", "\u2028", " ", "\t", "\u00a0", "\u3000")
pieces = st.sampled_from(["They", "met.", "é", *WHITE_SPACE, *INVISIBLE])
jumbles = st.lists(pieces, max_size=20).map("".join) | texts()


def paragraphs_of(text):
    """Divide a text line by line."""
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
def test_words_and_paragraphs_are_what_white_space_divides(text):
    expected = paragraphs_of(text)
    if not expected or "\0" in text:
        with pytest.raises(DocumentError):
            Document.from_text(text)
        return
    document = Document.from_text(text)
    assert [[word.text for word in words] for words in document.paragraphs] == expected
    assert document.words == tuple(word for words in document.paragraphs for word in words)


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
    with pytest.raises(ValueError, match=f"the text has 7 characters, and none at {position}"):
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
        ("Հանդիպեցին։ բաժանվեցին։", [2]),
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
    outline = Document.from_text(text).outline()
    assert [sentence.words for part in outline for sentence in part.sentences] == lengths


@given(texts(min_size=1))
def test_the_normal_form_is_a_fixed_point(text):
    assert normal(normal(text)) == normal(text)
    assert unicodedata.is_normalized("NFC", normal(text))


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
def test_typography_does_not_change_a_fingerprint(written, plain):
    assert fingerprint([written]) == fingerprint([plain])


@pytest.mark.parametrize(("one", "other"), [("so", "So"), ("so", "so."), ("e", "é"), ("-", "—")])
def test_letters_and_punctuation_change_a_fingerprint(one, other):
    assert fingerprint([one]) != fingerprint([other])


def test_fingerprints_are_what_their_definition_says():
    expected = hashlib.sha256(b"It's over.").hexdigest()[:16]
    assert fingerprint(["It’s", "over."]) == expected


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
    (b"", {}, "it has no words: it is empty"),
    (b" \r\n\t", {}, "it has no words: it is empty"),
    (b"\xef\xbb\xbf", {}, "it has no words: it is empty"),
    (b"They\0met.", {}, "a zero character at 4: this is no text (give a plain text file"),
    ("They".encode("utf-16-le"), {}, "a zero character at 1: this is no text"),
    ("Él".encode("utf-16"), {}, "byte 0xff at 0 is not utf-8 (if the text is in another encoding"),
    ("Él".encode("utf-16"), {}, "name it, such as encoding='utf-16')"),
    ("Él".encode("cp1252"), {}, "byte 0xc9 at 0 is not utf-8"),
    ("Él".encode("cp1252"), {}, "name it, such as encoding='cp1252')"),
    (b"\xff\xfeE", {"encoding": "utf-16"}, "is not utf-16"),
    ("They met.".encode("utf-16"), {}, "encoding='utf-16')"),
    ("They met.".encode("utf-32"), {}, "encoding='utf-32')"),
    ("Él".encode(), {"encoding": "ascii"}, "is not ascii (if the text is in another"),
    ("Él".encode(), {"encoding": "ascii"}, "encoding='utf-8')"),
    ("Él".encode(), {"encoding": "punycode"}, "is not punycode"),
    (b"El", {"encoding": "undefined"}, "it can't be read as undefined"),
    (b" \n ", {}, "it has no words: it is empty (give a plain text"),
    (b"They met.", {"max_bytes": 8}, "it is larger than 8 bytes (pass a larger max_bytes"),
    (b"+2AA-", {"encoding": "utf-7"}, "a lone surrogate at character 0"),
]


@pytest.mark.parametrize(("data", "options", "words"), REFUSED)
def test_what_is_no_text_is_refused(tmp_path, data, options, words):
    path = written(tmp_path, data)
    with pytest.raises(DocumentError) as caught:
        Document.read(path, **options)
    assert str(caught.value).startswith(f"{path}: ")
    assert words in str(caught.value)


def test_a_file_of_just_the_largest_size_is_read(tmp_path):
    assert Document.read(written(tmp_path, b"They met."), max_bytes=9).text == "They met."


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("missing.txt", "it can't be read: No such file"),
        (".", "it can't be read: Is a directory"),
        ("a\0b", "it can't be read: embedded null"),
        ("x" * 5_000, "it can't be read: File name too long"),
    ],
)
def test_what_is_no_file_is_refused(tmp_path, name, words):
    with pytest.raises(DocumentError, match=words):
        Document.read(f"{tmp_path}/{name}")


def test_an_encoding_that_does_not_exist_is_refused(tmp_path):
    for encoding in ("utf-9", "hex"):
        with pytest.raises(LookupError, match=f"no encoding '{encoding}' of texts: name one"):
            Document.read(written(tmp_path, b"They met."), encoding=encoding)
    with pytest.raises(TypeError, match="encoding must be a str, not None"):
        Document.read(written(tmp_path, b"They met."), encoding=None)


def test_no_path_is_refused():
    with pytest.raises(DocumentError, match="no path is given"):
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
    with pytest.raises(TypeError, match="must be a tuple, not 'They met'"):
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
    with pytest.raises(TypeError, match="the text must be a str, not "):
        Document.from_text(text)


def test_a_lone_surrogate_is_refused():
    with pytest.raises(DocumentError, match="wire: a lone surrogate at character 5"):
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
    assert document.outline() == source.paragraphs
    assert document.sha256 == source.sha256
