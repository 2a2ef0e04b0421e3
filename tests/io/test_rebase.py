"""Files carried to a new edition of a text."""

import sys
from pathlib import Path

import pytest

import karabakh
from karabakh import (
    Citation,
    Dataset,
    Document,
    LoadError,
    Place,
    Severity,
    Source,
    UnknownIdError,
)
from karabakh.io import QuotedFile, Rebase

sys.path.append(str(Path(__file__).parents[1] / "model"))

from quoted import REEF, REEF_FILE

OLD = Document.from_text(REEF)
NEW_TEXT = REEF.replace("On 2 May", "LATEST\n\nOn 2 May").replace("older right", "first right")
NEW = Document.from_text(NEW_TEXT)
HEAD = karabakh.serialize(
    Dataset.from_records(
        Source(id="post", title="The Halm Post", paragraphs=OLD.outline(), sha256=OLD.sha256)
    ),
    format="toml",
)
CODED = (
    "# by hand\n" + HEAD + "\n" + REEF_FILE.replace("citations = [", "citations = [ ") + "# end\n"
)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "reef.toml"
    path.write_text(CODED, encoding="utf-8")
    return path


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_only_citations_and_the_outline_change(path, newline):
    path.write_text(CODED.replace("\n", newline), encoding="utf-8", newline="")
    rebase = Rebase.read(path, OLD, NEW)
    rebase.write()
    text = path.read_bytes().decode()
    assert text.count("\n") == text.count(newline)
    outline = 'id = "post"', 'id = "marda"'
    before, after = (
        each.replace("\r\n", "\n").partition(outline[0])[2].partition(outline[1])[2]
        for each in (CODED, text)
    )
    expected = before
    for number in (3, 2):
        expected = expected.replace(f"post#p{number}:", f"post#p{number + 1}:")
    for citation in ("post#p3:34-42", "post#p3:38-42"):
        assert f'"{citation}"' in expected
    assert after == expected.replace(
        '"post#p3:34-42"', '{ quote = "Now she grants that Marda has the older right." }'
    ).replace('"post#p3:38-42"', '{ quote = "Marda has the older right." }')
    assert text.startswith("# by hand")
    assert text.endswith(f"# end{newline}")


def test_what_is_not_carried_is_a_quote_to_be_corrected(path):
    rebase = Rebase.read(path, OLD, NEW)
    assert [(each.code, each.record) for each in rebase.findings] == [
        ("KB031", "older-right"),
        ("KB031", "berel-grants"),
    ]
    assert {each.severity for each in rebase.findings} == {Severity.ERROR}
    assert "with 'first' for 'older'" in rebase.findings[0].hint
    line = CODED.count("\n", 0, CODED.index('"post#p2:38-42"')) + 1
    assert (rebase.findings[0].line, rebase.findings[0].column) == (line, 15)
    rebase.write()
    with pytest.raises(LoadError) as caught:
        karabakh.read(path)
    assert {finding.code for finding in caught.value.findings} == {"KB025"}
    path.write_text(path.read_text("utf-8").replace("older right.", "first right"), "utf-8")
    file = QuotedFile.read(path)
    cited, findings = file.resolve(file.sources.bind(NEW), check=False)
    assert (len(cited), findings) == (2, ())
    dataset = karabakh.read(path).bind(NEW)
    assert karabakh.validate(dataset).ok
    assert dataset.quote("post#p3:38-42") == "Marda has the first right."
    assert dataset.sources["post"].sha256 == NEW.sha256


def test_there_and_back_again_is_the_same_file(path):
    inserted = Document.from_text(REEF.replace("On 2 May", "LATEST\n\nOn 2 May"))
    Rebase.read(path, OLD, inserted).write()
    assert path.read_text("utf-8") != CODED
    Rebase.read(path, inserted, OLD).write()
    assert path.read_text("utf-8") == CODED


def test_a_changed_sentence_is_a_warning(path):
    new = Document.from_text(REEF.replace("mayor, Ona", "old mayor, Ona"))
    rebase = Rebase.read(path, OLD, new)
    warned = {each.record for each in rebase.findings if each.severity is Severity.WARNING}
    assert warned == {each.record for each in rebase.findings if each.code == "KB032"}
    assert warned == {"berel", "open-to-all"}
    assert {each.record for each in rebase.findings} - warned == {"berel-mayor", "berel-earlier"}


def test_other_sources_stay_as_they_are(path):
    second = karabakh.serialize(
        Dataset.from_records(
            Source(id="wire", title="Wire"),
            Place(id="vell", citations=(Citation("wire", 2, 1, 3),)),
        ),
        format="toml",
    )
    path.write_text(CODED + second.replace("schema = 2\n", "\n"), encoding="utf-8")
    with pytest.raises(ValueError, match="has 2 sources; name one"):
        Rebase.read(path, OLD, NEW)
    with pytest.raises(UnknownIdError, match="did you mean 'wire'"):
        Rebase.read(path, OLD, NEW, source="wier")
    Rebase.read(path, OLD, NEW, source="post").write()
    assert '"wire#p2:1-3"' in path.read_text("utf-8")


def test_another_text_than_was_coded_is_refused(path):
    with pytest.raises(ValueError, match="must be a copy of source 'post'"):
        Rebase.read(path, NEW, OLD)


def test_a_file_with_quotes_or_of_another_schema_is_refused(path):
    path.write_text(CODED.replace('"post#p2:22-23"', '{ quote = "Ona" }'), encoding="utf-8")
    with pytest.raises(LoadError) as caught:
        Rebase.read(path, OLD, NEW)
    assert [finding.code for finding in caught.value.findings] == ["KB025"]
    path.write_text('schema = 1\ntitle = "x"\n', encoding="utf-8")
    with pytest.raises(ValueError, match="must follow schema 2, got 1"):
        Rebase.read(path, OLD, NEW)
    with pytest.raises(ValueError, match="suffix"):
        Rebase.read(path.with_suffix(".json"), OLD, NEW)


def test_a_passage_outside_the_old_text_might_be_a_wrong_one_of_the_new(path):
    path.write_text(CODED.replace('"post#p2:22-23"', '"post#p4:1-2"'), encoding="utf-8")
    with pytest.raises(LoadError) as caught:
        Rebase.read(path, OLD, Document.from_text(f"LATEST\n\n{REEF}"))
    (finding,) = caught.value.findings
    assert (finding.code, finding.record) == ("KB031", "berel")
    assert finding.hint == "correct it for the old text first"


def test_what_another_program_wrote_meanwhile_is_not_lost(path):
    rebase = Rebase.read(path, OLD, NEW)
    path.write_text("schema = 2\n", encoding="utf-8")
    with pytest.raises(FileExistsError, match="has been changed"):
        rebase.write()
    assert path.read_text("utf-8") == "schema = 2\n"
