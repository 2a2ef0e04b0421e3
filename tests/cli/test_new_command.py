"""New files: what they have, that they can be coded in, and that nothing is lost."""

import json
import re
import shlex
import tomllib
from pathlib import Path, PurePath

import jsonschema
import pytest
from click.testing import CliRunner

import karabakh
from karabakh import Document, Source
from karabakh.cli import cli
from karabakh.io import editor_schema, new_file
from karabakh.model import COLLECTIONS

TEXT = "These are words of the text, by the author.\n\nThere are no others.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("Halm Post.txt").write_text(TEXT, "utf-8")


def run(*arguments, status=0):
    result = CliRunner().invoke(cli, [str(each) for each in arguments])
    assert result.exit_code == status, (result.output, result.exception)
    return result


def without_marks(text):
    """Return a new file with all records that are comments as records."""
    lines = text.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("schema"))
    return "\n".join(
        re.sub(r"^# ?(?=\[\[|\w+ = |$)", "", line) if number >= start else line
        for number, line in enumerate(lines)
    )


def test_a_new_file_is_valid_and_bound_to_its_text():
    run("new", "Halm Post.txt")
    dataset = karabakh.read("Halm Post.toml")
    (source,) = dataset.sources
    assert (source.id, source.title, source.author) == ("halm-post", "Halm Post", "author")
    document = karabakh.Document.read("Halm Post.txt")
    assert source.sha256 == document.sha256
    assert source.paragraphs == document.outline()
    assert run("validate", "Halm Post.toml", "--document", "Halm Post.txt", "--strict").stdout == (
        "no problems found\n"
    )


def test_nothing_of_the_text_stands_in_a_new_file():
    Path("secret.txt").write_text("Nightingales mustered quietly.", "utf-8")
    run("new", "secret.txt")
    assert not re.search("(?i)nightingale|muster|quietly", Path("secret.toml").read_text("utf-8"))


def test_every_collection_has_a_record_as_a_comment_that_can_be_cited_and_validated():
    run("new", "Halm Post.txt", "-o", "post.toml", "--id", "post")
    text = without_marks(Path("post.toml").read_text("utf-8"))
    content = tomllib.loads(text)
    assert {*COLLECTIONS, "coding"} <= content.keys()
    assert {"provisions", "statuses"} <= content["agreements"][0].keys()
    jsonschema.validate(content, editor_schema())
    Path("post.toml").write_text(text, "utf-8")
    result = run("cite", "post.toml", "--document", "Halm Post.txt")
    assert result.stdout.endswith("10 of 10 quotes replaced\n")
    dataset = karabakh.read("post.toml")
    assert karabakh.validate(dataset).ok
    assert {str(each) for event in dataset.events for each in event.citations} == {"post#p1:3-6"}


def test_all_terms_are_listed_in_lines_of_100():
    run("new", "Halm Post.txt")
    text = Path("Halm Post.toml").read_text("utf-8")
    assert max(map(len, text.splitlines())) <= 100
    words = {*re.findall(r"[\w-]+", text)}
    for kind in (karabakh.ActorKind, karabakh.EventKind, karabakh.LinkKind, karabakh.PositionForm):
        assert {term.value for term in kind} <= words


@pytest.mark.parametrize("name", ["a.toml", "it's (4 May).toml", "պայմանագիր.toml", "a\n\tb.toml"])
def test_commands_in_comments_name_the_files_whatever_they_are_called(name):
    document = Document.from_text("They met.", name=f"folder/{name}.txt")
    text = new_file(document, Source(id="a", title="A"), path=PurePath(name), author="b")
    tomllib.loads(text)
    (command,) = re.findall(r"^#  +(python -m karabakh cite .*)$", text, re.MULTILINE)
    shown = re.sub(r"\s", lambda each: each[0] if each[0] == " " else "?", name)
    assert shlex.split(command)[4:] == [shown, "--document", f"{shown}.txt"]


def test_options_describe_the_source():
    run(
        *("new", "Halm Post.txt", "-o", "x.toml", "--title", 'The "Post" on $truce\n# and more'),
        *("--author", "A. Reader", "--publisher", "Halm", "--language", "en"),
        *("--published", "1931-05-04"),
    )
    dataset = karabakh.read("x.toml")
    (source,) = dataset.sources
    assert source.title == dataset.title == 'The "Post" on $truce\n# and more'
    assert (source.publisher, source.language, str(source.published)) == (
        "Halm",
        "en",
        "1931-05-04",
    )
    assert dataset.actors["author"].names[0].text == "A. Reader"


def test_the_schema_beside_it_is_refreshed_and_others_are_left_alone():
    run("new", "Halm Post.txt")
    schema = Path("karabakh.schema.json")
    assert json.loads(schema.read_text("utf-8")) == editor_schema()
    assert Path("Halm Post.toml").read_text("utf-8").startswith(f"#:schema ./{schema}\n")
    schema.write_text('{"title": "karabakh dataset"}', "utf-8")
    run("new", "Halm Post.txt", "-o", "y.toml")
    assert json.loads(schema.read_text("utf-8")) == editor_schema()
    schema.write_text("mine", "utf-8")
    run("new", "Halm Post.txt", "-o", "z.toml")
    assert schema.read_text("utf-8") == "mine"


def test_the_schema_of_editors_takes_quotes_and_whatever_the_format_takes():
    jsonschema.Draft202012Validator.check_schema(editor_schema())
    validator = jsonschema.Draft202012Validator(editor_schema())
    assert validator.is_valid(karabakh.to_plain(karabakh.load()))

    def is_valid(citation):
        return validator.is_valid({"schema": 2, "places": [{"id": "x", "citations": [citation]}]})

    assert is_valid("post#p2:1-3")
    assert is_valid({"quote": "a … b", "within": {"quote": "c", "nth": 2}})
    assert is_valid({"quote": "a", "within": "post#p2"})
    for wrong in ({}, {"within": "a"}, {"quotes": "a"}, {"quote": "a", "pasage": "post#p2"}):
        assert not is_valid(wrong)
        assert not is_valid({"quote": "a", "within": wrong})
    for nth in (0, -1, 1.5, "1", None):
        assert not is_valid({"quote": "a", "nth": nth})
    for words in (1, None, ["a"]):
        assert not is_valid({"quote": words})
    assert not is_valid("post#2")


def test_an_answer_is_json_on_request():
    found = json.loads(run("new", "Halm Post.txt", "--json").stdout)
    assert found == {"file": "Halm Post.toml", "source": "halm-post", "paragraphs": 2, "words": 13}


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["Halm Post.txt", "-o", "x.json"], "--output must end in .toml, got 'x.json'"),
        (["Halm Post.txt", "--id", "a b"], "--id must be letters, digits and hyphens, got 'a b'"),
        (["Halm Post.txt", "--published", "May"], "--published: invalid EDTF date 'May'"),
        (["Halm Post.txt", "-o", "no/where.toml"], "can't be written"),
        (["missing.txt"], "missing.txt"),
        (["."], "Error: .: "),
    ],
)
def test_invalid_commands_write_nothing(arguments, reason):
    before = sorted(Path.cwd().iterdir())
    assert reason in run("new", *arguments, status=2).stderr
    assert sorted(Path.cwd().iterdir()) == before


def test_an_existing_file_is_never_replaced():
    run("new", "Halm Post.txt")
    Path("Halm Post.toml").write_text("mine", "utf-8")
    assert "exists; code in it" in run("new", "Halm Post.txt", status=2).stderr
    assert Path("Halm Post.toml").read_text("utf-8") == "mine"


@pytest.mark.parametrize("option", ["--title", "--author", "--publisher", "--language"])
def test_bytes_that_are_no_utf_8_are_refused_and_nothing_is_written(option):
    result = run("new", "Halm Post.txt", option, "\udcff", status=2)
    assert "half of a surrogate pair" in result.output
    assert [path.name for path in Path().iterdir()] == ["Halm Post.txt"]


def test_a_missing_folder_is_named_by_the_file():
    result = run("new", "Halm Post.txt", "-o", "nope/x.toml", status=2)
    assert "Error: nope/x.toml can't be written: No such file or directory" in result.output
