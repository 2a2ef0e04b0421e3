"""Quotes in files, read and put right."""

import re
import sys
import tomllib
from pathlib import Path

import pytest

import karabakh
from karabakh import Dataset, Document, LoadError, Source
from karabakh.io import QuotedFile

sys.path.append(str(Path(__file__).parents[1] / "model"))

from quoted import REEF, REEF_FILE, REEF_QUOTED

DOCUMENT = Document.from_text(REEF)
HEAD = karabakh.serialize(
    Dataset.from_records(Source(id="post", title="The Halm Post", paragraphs=DOCUMENT.outline())),
    format="toml",
)
CODED = HEAD + REEF_FILE.replace('citations = ["post"]', "citations = []")


def quoted(text):
    """Return a coded file with words in the place of its citations."""

    def words(match):
        citation = karabakh.Citation.parse(match[1])
        start, end = DOCUMENT.span(citation)
        quote = DOCUMENT.text[start:end].replace("\n", " ")
        every = DOCUMENT.find(quote, source="post")
        if len(every) == 1:
            return f'{{ quote = "{quote}" }}'
        number = [match.citation for match in every].index(citation) + 1
        return f'{{quote="{quote}", nth = {number}}}'

    return re.sub(r'"(post#p\d:\d+-\d+)"', words, text)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "reef.toml"


def resolve(path, *, check=False):
    file = QuotedFile.read(path)
    return file.resolve(file.sources.bind(DOCUMENT), check=check)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_file_coded_by_words_becomes_the_file_coded_by_numbers(path, newline):
    coded = f"# by hand\n{CODED}".replace("\n", newline)
    path.write_text(quoted(coded), encoding="utf-8", newline="")
    cited, findings = resolve(path)
    assert findings == ()
    assert len(cited) == coded.count('"post#p')
    assert path.read_bytes().decode() == coded
    assert cited[0].line == coded.count("\n", 0, coded.index('"post#p')) + 1
    assert resolve(path) == ((), ())


def test_the_quotes_of_the_tutorial_are_the_passages_counted_before(path):
    path.write_text(HEAD + REEF_QUOTED, encoding="utf-8")
    cited, findings = resolve(path)
    assert findings == ()
    counted = karabakh.parse(CODED, format="toml", check_references=False)
    for record in karabakh.read(path, check_references=False).records():
        assert record.all_citations == counted[record.id].all_citations
    assert len(cited) > 20


def test_with_check_nothing_is_written(path):
    path.write_text(quoted(CODED), encoding="utf-8")
    before = path.read_bytes()
    cited, _ = resolve(path, check=True)
    assert cited
    assert path.read_bytes() == before


def in_file(path, quotes):
    path.write_text(
        f'{HEAD}\n[[places]]\nid = "reef"  # é\ncitations = [{quotes}] # here\n', encoding="utf-8"
    )
    return len(HEAD.split("\n")) + 3


@pytest.mark.parametrize(
    ("quote", "code", "where", "words"),
    [
        ('{ quote = "Marda" }', "KB028", "", "is in 4 passages: post#p1:1-1"),
        ('{ quote = "Marda", nth = 5 }', "KB028", "", "in 4 passages, so there is no number 5"),
        ('{ quote = "has the elder right" }', "KB027", "", "with 'older' for 'elder'"),
        ('{ quote = "die Stadt am Fluss" }', "KB026", "", "not in the text"),
        ('{ quote = "Rıfın sahibi kim" }', "KB026", "", "not in the text"),
        ('{ quote = "… !" }', "KB026", "", "it has no words"),
        ('{ quote = "\\u2067\\u200f" }', "KB026", "", "it has no words"),
        ('{ quote = "older right. Whether the" }', "KB027", "", "goes over several paragraphs"),
        ('{ quote = "older right", within = "p3" }', "KB029", "", "but in post#p2:41-42"),
        ('{ quote = "older right", within = "wire" }', "KB029", "", "no text of 'wire'"),
        ('{ quote = "older right", within = "?" }', "KB029", "", "invalid citation '?'"),
        ('{ quote = "a", within = { quote = "Marda" } }', "KB028", "/within", "in 4 passages"),
        ('{ quote = "a", within = { } }', "KB015", "/within/quote", "missing key 'quote'"),
        ('{ quote = "a", within = 2 }', "KB017", "/within", "expected a citation"),
        ("{ quote = 2 }", "KB017", "/quote", "expected a text"),
        ('{ quote = "a", nth = 0 }', "KB017", "/nth", "expected a whole number from 1"),
        ('{ quote = "a", nth = true }', "KB017", "/nth", "expected a whole number from 1"),
        ('{ quote = "a", nht = 1 }', "KB014", "/nht", "did you mean 'nth'"),
        ("{ }", "KB015", "/quote", "missing key 'quote'"),
    ],
)
def test_what_is_not_resolved_stays_with_one_finding(path, quote, code, where, words):
    line = in_file(path, f'"post#p1:1-1", {quote}, {{ quote = "older right" }}')
    before = path.read_text("utf-8")
    cited, (finding,) = resolve(path)
    assert (finding.code, finding.record) == (code, "reef")
    assert finding.where == f"/places/0/citations/1{where}"
    assert (finding.line, finding.column) == (line, 29)
    assert words in str(finding)
    assert [str(each.citation) for each in cited] == ["post#p2:41-42"]
    assert path.read_text("utf-8") == before.replace('{ quote = "older right" }', '"post#p2:41-42"')


def test_a_quote_of_100_kilobytes_is_one_short_finding(path):
    in_file(path, f'{{ quote = "{"they met " * 12_000}" }}')
    _, (finding,) = resolve(path)
    assert finding.code == "KB026"
    assert len(str(finding)) < 400


def test_the_text_itself_is_not_left_in_the_file(path):
    path.write_text(quoted(CODED), encoding="utf-8")
    resolve(path)
    assert "quote" not in path.read_text("utf-8")


def test_a_file_with_quotes_is_refused_with_one_finding_for_each(path):
    path.write_text(quoted(CODED), encoding="utf-8")
    count = CODED.count('"post#p')
    with pytest.raises(LoadError) as caught:
        karabakh.read(path)
    findings = caught.value.findings
    assert [finding.code for finding in findings] == ["KB025"] * count
    assert all("karabakh cite" in finding.hint for finding in findings)


def test_quotes_are_found_in_parts_of_records_too(path):
    path.write_text(
        HEAD + '[[events]]\nid = "e"\nparticipants = [\n'
        '  { actor = "a", citations = [{ quote = "Ona Berel" }] }, # who\n]\n'
        '[[agreements]]\nid = "t"\n[[agreements.provisions]]\n'
        "citations = [\n  # one\n  { quote = '''hand over\n the cut''' },\n]\n",
        encoding="utf-8",
    )
    cited, findings = resolve(path)
    assert findings == ()
    assert [str(each.citation) for each in cited] == ["post#p2:22-23", "post#p2:12-15"]
    plain = tomllib.loads(path.read_text("utf-8"))
    assert plain["agreements"][0]["provisions"][0]["citations"] == ["post#p2:12-15"]


def test_a_quote_may_be_within_another(path):
    in_file(path, '{ quote = "Marda", within = { quote = "Now she … right", within = "p2" } }')
    cited, findings = resolve(path)
    assert findings == ()
    assert [str(each.citation) for each in cited] == ["post#p2:38-38"]


def test_what_another_program_wrote_meanwhile_is_not_lost(path):
    path.write_text(quoted(CODED), encoding="utf-8")
    file = QuotedFile.read(path)
    path.write_text("schema = 2  # mine\n", encoding="utf-8")
    with pytest.raises(FileExistsError, match="has been changed since it was read"):
        file.resolve(file.sources.bind(DOCUMENT), check=False)
    assert path.read_text("utf-8") == "schema = 2  # mine\n"
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"schema = ", "KB006"),
        (b"schema = 2\nschema = 2", "KB013"),
        (b"schema = 2\ntitle = '\xff'", "KB004"),
        (b"\xef\xbb\xbfschema = 2", "KB005"),
        (b"", "KB008"),
        (b"schema = 9", "KB011"),
        (b"schema = 2\n[[sources]]\nid = 'a'", "KB015"),
        (b"x = " + b"[" * 100_000, "KB007"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_finding(path, content, code):
    path.write_bytes(content)
    with pytest.raises(LoadError) as caught:
        QuotedFile.read(path)
    assert [finding.code for finding in caught.value.findings] == [code]


def test_a_folder_or_a_missing_file_is_refused_with_a_finding(path):
    path.mkdir()
    for each in (path, path.with_name("none.toml")):
        with pytest.raises(LoadError) as caught:
            QuotedFile.read(each)
        assert [finding.code for finding in caught.value.findings] == ["KB001"]


def test_other_formats_are_refused(path):
    for suffix in (".json", ".toml.gz", ".txt"):
        with pytest.raises(ValueError, match="suffix"):
            QuotedFile.read(path.with_suffix(suffix))
