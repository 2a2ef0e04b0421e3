"""The command that writes briefing pages."""

from pathlib import Path

import pytest
from click.testing import CliRunner

import karabakh
from karabakh.cli import cli
from karabakh.exports import to_html

TEXT = "They met. Nothing was signed."


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    document = karabakh.Document.from_text(TEXT)
    source = karabakh.Source(id="wire", title="Wire", paragraphs=document.outline())
    event = karabakh.Event(
        id="meeting",
        title="A meeting",
        kind=karabakh.EventKind.MEETING,
        citations=(karabakh.Citation("wire", 1, 1, 2),),
    )
    karabakh.write(karabakh.Dataset.from_records(source, event, title="Talks"), "talks.toml")
    Path("wire.txt").write_text(TEXT, encoding="utf-8")


def run(*arguments, status=0):
    result = CliRunner().invoke(cli, ["briefing", *arguments])
    assert result.exit_code == status, (result.output, result.exception)
    return result


def test_the_bundled_dataset_is_the_default():
    run()
    assert Path("briefing.html").read_text("utf-8") == to_html(karabakh.load())


def test_a_copy_of_the_text_is_shown():
    run("talks.toml", "--document", "wire.txt", "-o", "talks.html")
    dataset, text = karabakh.read("talks.toml"), karabakh.Document.read("wire.txt")
    page = Path("talks.html").read_text("utf-8")
    assert page == to_html(dataset, text)
    assert "Nothing was signed." in page


def test_it_writes_to_standard_output():
    assert run("talks.toml", "-o", "-").stdout == to_html(karabakh.read("talks.toml"))
    assert sorted(path.name for path in Path().iterdir()) == ["talks.toml", "wire.txt"]


def test_an_existing_page_is_overwritten_only_by_force():
    Path("briefing.html").write_text("mine", encoding="utf-8")
    assert (
        "'briefing.html' exists; use --force to overwrite it" in run("talks.toml", status=2).output
    )
    assert Path("briefing.html").read_text("utf-8") == "mine"
    run("talks.toml", "--force")
    assert Path("briefing.html").read_text("utf-8") == to_html(karabakh.read("talks.toml"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.toml"], "missing.toml"),
        (["talks.toml", "--document", "missing.txt"], "missing.txt"),
        (["talks.toml", "-o", "nowhere/briefing.html"], "can't be written"),
    ],
)
def test_unreadable_and_unwritable_files_are_reported(arguments, message):
    assert message in run(*arguments, status=2).output
    assert not Path("briefing.html").exists()
