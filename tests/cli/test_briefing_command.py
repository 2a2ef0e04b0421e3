"""The command that writes briefings."""

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import karabakh
from karabakh.cli import cli
from karabakh.exports import briefing_to_html, briefing_to_markdown, briefing_to_text
from karabakh.exports._page import _own_environment

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


def test_it_prints_the_bundled_dataset_as_plain_text_by_default():
    assert run().stdout == briefing_to_text(karabakh.load())


def test_a_copy_of_the_text_is_quoted():
    run("talks.toml", "--document", "wire.txt", "-o", "talks.html")
    dataset, text = karabakh.read("talks.toml"), karabakh.Document.read("wire.txt")
    page = Path("talks.html").read_text("utf-8")
    assert page == briefing_to_html(dataset.bind(text))
    assert ">They met.</q>" in page


@pytest.mark.parametrize(
    ("arguments", "render"),
    [
        (["--format", "html"], briefing_to_html),
        (["--format", "markdown"], briefing_to_markdown),
        (["--format", "text"], briefing_to_text),
    ],
)
def test_it_writes_each_form_to_standard_output(arguments, render):
    assert run("talks.toml", *arguments).stdout == render(karabakh.read("talks.toml"))
    assert sorted(path.name for path in Path().iterdir()) == ["talks.toml", "wire.txt"]


@pytest.mark.parametrize(
    ("name", "render"),
    [
        ("a.html", briefing_to_html),
        ("a.HTM", briefing_to_html),
        ("a.md", briefing_to_markdown),
        ("a.txt", briefing_to_text),
        ("a", briefing_to_text),
    ],
)
def test_the_suffix_chooses_the_form(name, render):
    run("talks.toml", "-o", name)
    assert Path(name).read_text("utf-8") == render(karabakh.read("talks.toml"))


def test_templates_restyle_the_page_and_nothing_else():
    Path("look").mkdir()
    Path("look/style.css").write_text("h1 { color: rebeccapurple; }", encoding="utf-8")
    page = run("talks.toml", "--format", "html", "--templates", "look").stdout
    assert "rebeccapurple" in page
    assert "--paper" not in page
    message = "--templates must go with a page, got text; use --format html"
    assert message in run("talks.toml", "--templates", "look", status=2).output


def test_without_jinja2_a_page_names_the_extra_and_text_is_printed(monkeypatch):
    _own_environment.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    assert "pip install 'karabakh[page]'" in run("-o", "a.html", status=2).output
    assert not Path("a.html").exists()
    assert run("talks.toml").stdout.startswith("TALKS\n")


def test_an_existing_page_is_overwritten_only_by_force():
    Path("briefing.html").write_text("mine", encoding="utf-8")
    found = run("talks.toml", "-o", "briefing.html", status=2).output
    assert "'briefing.html' exists; use --force to overwrite it" in found
    assert Path("briefing.html").read_text("utf-8") == "mine"
    run("talks.toml", "-o", "briefing.html", "--force")
    page = briefing_to_html(karabakh.read("talks.toml"))
    assert Path("briefing.html").read_text("utf-8") == page


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


def test_a_suffix_of_no_form_is_refused(tmp_path):
    path = tmp_path / "article.doc"
    shown = run("-o", str(path), status=2)
    assert f"OUT must end in one of .html, .htm, .md, .txt, got {str(path)!r}" in shown.stderr
    assert not path.exists()
    run("-o", str(path), "--format", "text")
    assert path.read_text("utf-8").startswith("A NEWS ARTICLE")
