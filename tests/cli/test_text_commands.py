"""Tests of the commands that take a dataset and its text: quotes and proofs."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import karabakh
from karabakh import Dataset, Document, Source
from karabakh.cli import cli

sys.path.append(str(Path(__file__).parents[1] / "model"))

from quoted import REEF, REEF_FILE

POST = Source(
    id="post",
    title="The Halm Post on the truce",
    author="author",
    paragraphs=Document.from_text(REEF).outline(),
)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A folder of its own with the tutorial's text and its file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    Path("reef.txt").write_text(REEF, encoding="utf-8")
    karabakh.write(Dataset.from_records(POST, title="The quarrel"), "reef.toml")
    with Path("reef.toml").open("a", encoding="utf-8") as file:
        file.write(REEF_FILE)


def run(*arguments, status=0, **options):
    result = CliRunner().invoke(cli, [str(each) for each in arguments], **options)
    assert result.exit_code == status, (result.output, result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def replace(old, new, file="reef.toml"):
    """Replace a text that occurs in a file, once."""
    content = Path(file).read_text("utf-8")
    assert old in content
    Path(file).write_text(content.replace(old, new, 1), encoding="utf-8")


# -- proof


def test_a_proof_has_each_record_beside_its_words():
    shown = run("proof", "reef.toml", "--document", "reef.txt").stdout
    assert "  22-23: “Ona Berel,”\n    berel: Ona Berel: person\n" in shown
    assert "  berel (actors)\n    Ona Berel: person\n    post#p2:22-23: “Ona Berel,”\n" in shown
    assert max(map(len, shown.split("\n"))) <= 80
    assert run("proof", "reef.toml", "--document", "reef.txt", "-o", "proof.html").stdout == ""
    assert Path("proof.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    message = "'proof.html' exists; use --force to overwrite it"
    again = ["proof", "reef.toml", "--document", "reef.txt", "-o", "proof.html"]
    assert message in run(*again, status=2).stderr
    run(*again, "--force")


def test_a_proof_requires_a_text_and_a_file():
    assert "a copy of the text is required" in run("proof", "reef.toml", status=2).stderr
    missing = run("proof", "none.toml", "--document", "reef.txt", status=2).stderr
    assert "KB001" in missing


# -- cite


def test_citations_take_the_place_of_quotes():
    before = Path("reef.toml").read_text("utf-8")
    replace('"post#p2:22-23"', '{ quote = "Ona Berel" }')
    assert run("validate", "reef.toml", status=1).stdout.count("KB025") == 1
    found = run("cite", "reef.toml", "--document", "reef.txt").stdout
    line = before.count("\n", 0, before.index('"post#p2:22-23"')) + 1
    assert found == f"reef.toml:{line}: post#p2:22-23 for 'Ona Berel'\n1 of 1 quotes replaced\n"
    assert Path("reef.toml").read_text("utf-8") == before
    assert run("cite", "reef.toml").stdout == "no quotes found\n"


def test_quotes_that_are_not_resolved_are_listed_and_stay():
    replace('"post#p2:22-23"', '{ quote = "Ona Berel" }')
    replace('"post#p1:1-1"', '{ quote = "Marda" }')
    replace('"post#p2:38-42"', '{ quote = "Marda has the elder right" }')
    before = Path("reef.toml").read_text("utf-8")
    found = run("cite", "reef.toml", "--document", "post=reef.txt", "--check", status=1).stdout
    assert [code for code in ("KB027", "KB028") if found.count(code) == 1] == ["KB027", "KB028"]
    assert found.endswith("2 errors\n1 of 3 quotes can be replaced\n")
    assert max(map(len, found.split("\n"))) <= 80
    assert Path("reef.toml").read_text("utf-8") == before
    run("cite", "reef.toml", "--document", "reef.txt", status=1)
    cited = before.replace('{ quote = "Ona Berel" }', '"post#p2:22-23"')
    assert Path("reef.toml").read_text("utf-8") == cited


def test_what_cite_does_is_printed_as_json_on_request():
    replace('"post#p2:22-23"', '{ quote = "Ona Berel" }')
    replace('"post#p1:1-1"', '{ quote = "Marda" }')
    arguments = ["cite", "reef.toml", "--document", "reef.txt", "--json"]
    answer = json.loads(run(*arguments, status=1).stdout)
    assert [each["citation"] for each in answer["cited"]] == ["post#p2:22-23"]
    assert [each["code"] for each in answer["findings"]] == ["KB028"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["reef.toml"], "a copy of the text is required; use --document PATH"),
        (["reef.toml", "--document", "none.txt"], "none.txt: can't be read"),
        (["reef.toml", "--document", "."], ".: can't be read: Is a directory"),
        (["reef.toml", "--document", "wire=reef.txt"], "unknown source 'wire'"),
        (["reef.toml", "--document", "other.txt"], "must be a copy of source 'post'"),
        (["reef.txt", "--document", "reef.txt"], "no known suffix"),
        (["reef.json", "--document", "reef.txt"], "the file must be TOML"),
        (["none.toml", "--document", "reef.txt"], "KB001"),
        (["folder.toml", "--document", "reef.txt"], "KB001"),
        (["-", "--document", "reef.txt"], "no known suffix"),
    ],
)
def test_what_cite_cannot_do_is_said(arguments, message):
    replace('"post#p2:22-23"', '{ quote = "Ona Berel" }')
    Path("other.txt").write_text("Something else.", encoding="utf-8")
    Path("folder.toml").mkdir()
    assert message in run("cite", *arguments, status=2).stderr


# -- rebase


def test_rebase_carries_citations_and_lists_what_it_could_not():
    Path("new.txt").write_text(REEF.replace("older right", "first right"), encoding="utf-8")
    before = Path("reef.toml").read_text("utf-8")
    arguments = ["rebase", "reef.toml", "--from", "reef.txt", "--to", "new.txt"]
    shown = run(*arguments, "--check", status=1).stdout
    assert shown.count("KB031") == 2
    assert shown.endswith("2 errors\n24 of 26 citations can be carried\n")
    answer = json.loads(run(*arguments, "--check", "--json", status=1).stdout)
    carried = [each["citation"] for each in answer["citations"] if each["citation"] is not None]
    assert (len(answer["citations"]), len(carried)) == (26, 24)
    assert [each["code"] for each in answer["findings"]] == ["KB031", "KB031"]
    assert max(map(len, shown.split("\n"))) <= 80
    assert Path("reef.toml").read_text("utf-8") == before
    assert run(*arguments, status=1).stdout.endswith("24 of 26 citations carried\n")
    assert Path("reef.toml").read_text("utf-8").count("quote = ") == 2


def test_rebase_to_the_same_words_finds_no_problems():
    Path("new.txt").write_text(f"LATEST\n\n{REEF}", encoding="utf-8")
    arguments = ["rebase", "reef.toml", "--from", "reef.txt", "--to", "new.txt"]
    assert run(*arguments).stdout == "26 of 26 citations carried\n"
    bound = karabakh.read("reef.toml").bind(Document.read("new.txt"))
    assert bound.quote("post#p3:38-42") == "Marda has the older right."


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["reef.toml", "--from", "reef.txt"], "Missing option '--to'"),
        (["reef.toml", "--from", "none.txt", "--to", "reef.txt"], "none.txt: can't be read"),
        (["reef.toml", "--from", "other.txt", "--to", "reef.txt"], "must be a copy of source"),
        (["none.toml", "--from", "reef.txt", "--to", "reef.txt"], "KB001"),
        (["folder.toml", "--from", "reef.txt", "--to", "reef.txt"], "KB001"),
        (["reef.json", "--from", "reef.txt", "--to", "reef.txt"], "the file must be TOML"),
        (
            ["reef.toml", "--from", "reef.txt", "--to", "reef.txt", "--source", "pots"],
            "unknown source 'pots'; did you mean 'post'?",
        ),
    ],
)
def test_what_rebase_cannot_do_is_said(arguments, message):
    Path("other.txt").write_text("Something else.", encoding="utf-8")
    Path("folder.toml").mkdir()
    assert message in run("rebase", *arguments, status=2).stderr


def test_the_help_of_cite_shows_each_form_of_a_quote_on_a_line():
    lines = run("cite", "--help").stdout.splitlines()
    assert [each.strip()[:23] for each in lines].count("citations = [{ quote = ") == 2
    assert not any("\\" in each for each in lines)
