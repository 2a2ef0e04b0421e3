"""Asking, drawing, merging and numbering words on the command line."""

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

import karabakh
from karabakh import reasoning
from karabakh.cli import cli
from karabakh.cli._ask import QUESTIONS
from karabakh.explanations import EXPLANATION_SCHEMA
from karabakh.figures import draw_network

TOWNS = Path(__file__).parents[1] / "data" / "river_towns.toml"
TEXT = "They met. Nothing was signed.\n\nThey\u202e parted."


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    Path("wire.txt").write_text(TEXT, "utf-8")


def run(*arguments, status=0, **options):
    result = CliRunner().invoke(cli, [str(each) for each in arguments], **options)
    assert result.exit_code == status, (result.output, result.exception)
    return result


# -- ask


@pytest.mark.parametrize("question", sorted(QUESTIONS))
def test_every_question_has_an_answer_in_words_and_in_json(question):
    text = run("ask", question).stdout
    answered = json.loads(run("ask", question, "--json").stdout)
    assert answered["question"] == question
    for answer in answered["answers"]:
        Draft202012Validator(EXPLANATION_SCHEMA).validate(answer)
    if not answered["answers"]:
        assert text == f"no {question}\n"
    words = " ".join(text.split())
    for answer in answered["answers"]:
        assert " ".join(answer[0]["text"].split()) in words


def test_an_answer_is_that_of_the_library():
    found = json.loads(run("ask", "shifts", "--json").stdout)["answers"]
    expected = reasoning.shifts(karabakh.load())
    assert [each[0]["certainty"] for each in found] == [each.certainty.value for each in expected]
    assert [each[0]["rule"] for each in found] == [each.rule for each in expected]


@pytest.mark.parametrize("question", ["contradictions", "disputes", "shifts"])
def test_a_folder_answers_as_its_file_does(question):
    run("convert", TOWNS, "towns/", "--output-format", "parquet")
    for options in ([], ["--why"]):
        limits = ("--memory", "300MiB", "--threads", "2")
        found = run("ask", question, "towns/", *options, *limits).stdout
        expected = run("ask", question, TOWNS, *options).stdout
        assert sorted(found.splitlines()) == sorted(expected.splitlines())
    answered = json.loads(run("ask", question, "towns/", "--json").stdout)
    assert len(answered["answers"]) == found.count("\n\n") + 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["timeline"], "must be asked one of contradictions, disputes, shifts, got 'timeline'"),
        (["shifts", "--about", "armenia"], "--about must be used with a file, got a folder"),
        (["shifts", "--according-to", "armenia"], "--according-to must be used with a file"),
        (["shifts", "--document", "wire.txt"], "--document must be used with a file"),
    ],
)
def test_what_a_folder_does_not_answer_is_refused(arguments, message):
    run("convert", "bundled", "article/", "--output-format", "parquet")
    question, *options = arguments
    result = run("ask", question, "article/", *options, status=2)
    assert message in " ".join(result.stderr.split())


def test_a_damaged_folder_is_refused():
    run("convert", "bundled", "article/", "--output-format", "parquet")
    Path("article", "collection.json").write_text("{")
    assert "can't be used as a collection" in run("ask", "shifts", "article/", status=2).stderr


def test_another_limit_for_memory_is_refused():
    run("convert", "bundled", "article/", "--output-format", "parquet", "--memory", "200MiB")
    result = run("ask", "shifts", "article/", "--memory", "much", status=2)
    assert "memory must be a size such as '2GiB'" in result.stderr
    result = run(
        "convert", "bundled", "b/", "--output-format", "parquet", "--memory", "x", status=2
    )
    assert "memory must be a size such as '2GiB'" in result.stderr


def test_why_adds_what_an_answer_rests_on():
    short, long = run("ask", "shifts").stdout, run("ask", "shifts", "--why").stdout
    assert long.startswith(short)
    assert "article ¶2, words 1–8" in long
    assert "article ¶2, words 1–8" not in short


def test_a_time_and_an_actor_are_passed_on():
    later = json.loads(run("ask", "stances", "--at", "2030", "--json").stdout)
    assert later["at"] == "2030"
    assert len(later["answers"]) == len(reasoning.stances(karabakh.load(), at="2030"))
    by_armenia = json.loads(run("ask", "disputes", "--according-to", "armenia", "--json").stdout)
    expected = reasoning.disputes(karabakh.load(), according_to="armenia")
    assert len(by_armenia["answers"]) == len(expected)


def test_answers_about_a_record_rest_on_it_or_on_what_refers_to_it():
    every = json.loads(run("ask", "stances", "--json").stdout)["answers"]
    found = json.loads(run("ask", "stances", "--about", "aliyev", "--json").stdout)["answers"]
    assert 0 < len(found) < len(every)
    assert all(each in every for each in found)
    dataset = karabakh.load()
    about = {"aliyev", *(record.id for record in dataset.backlinks("aliyev"))}
    assert all(about & {node.get("record") for node in each} for each in found)
    source = json.loads(run("ask", "stances", "--about", "article", "--json").stdout)["answers"]
    assert source == every


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["stances", "--about", "aliev"], "did you mean 'aliyev'?"),
        (["shifts", "--at", "2020"], "--at must be used with one of agreements, alignment"),
        (["stances", "--at", "2020-13"], "invalid EDTF date '2020-13'"),
        (["stances", "--according-to", "armenai"], "did you mean 'armenia'?"),
        (["truth"], "'truth' is not one of 'agreements'"),
        (["shifts", "missing.toml"], "missing.toml can't be read"),
        (["shifts", ""], "path must name a file or folder, got ''"),
    ],
)
def test_invalid_questions_end_with_2_and_a_reason(arguments, reason):
    result = run("ask", *arguments, status=2)
    assert result.stdout == ""
    assert reason in result.stderr


# -- draw


@pytest.mark.parametrize("figure", ["network", "stance-matrix", "timeline"])
def test_a_figure_is_a_file_and_its_data_are_json(figure):
    if figure == "network":
        pytest.importorskip("networkx")
    run("draw", figure)
    assert Path(f"{figure}.svg").read_text("utf-8").startswith("<svg")
    assert run("draw", figure, "-o", "-").stdout == Path(f"{figure}.svg").read_text("utf-8")
    rows = json.loads(run("draw", figure, "--json").stdout)
    assert rows
    assert all(len(row) == len(rows[0]) for row in rows)


def test_a_network_is_drawn_at_a_time_and_as_png():
    pytest.importorskip("networkx")
    towns = Path(__file__).parents[1] / "data" / "river_towns.toml"
    rows = json.loads(run("draw", "network", towns, "--at", "1886", "--json").stdout)
    assert rows == list(draw_network(karabakh.read(towns), at="1886").table)
    assert rows != json.loads(run("draw", "network", towns, "--json").stdout)
    pytest.importorskip("resvg_py", reason="the extra png is not installed")
    assert run("draw", "timeline", "-o", "t.png").stdout.startswith("t.png: ")
    assert Path("t.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["timeline", "--at", "1900"], "--at must be used with network, got 'timeline'"),
        (["network", "--at", "190"], "invalid EDTF date '190'"),
        (["timeline", "-o", "t.pdf"], "must end in '.svg' or '.png'"),
        (["map"], "'map' is not one of 'network'"),
    ],
)
def test_invalid_figures_end_with_2_and_a_reason(arguments, reason):
    pytest.importorskip("networkx")
    result = run("draw", *arguments, status=2)
    assert result.stdout == ""
    assert reason in result.stderr


def test_an_existing_file_is_overwritten_on_request_alone():
    Path("timeline.svg").write_text("mine")
    assert "--force" in run("draw", "timeline", status=2).stderr
    assert Path("timeline.svg").read_text() == "mine"
    run("draw", "timeline", "--force")
    assert Path("timeline.svg").read_text("utf-8").startswith("<svg")
    assert "can't be written" in run("draw", "timeline", "-o", "no/where.svg", status=2).stderr
    Path("folder").mkdir()
    assert run("draw", "timeline", "-o", "folder", "--force", status=2).stdout == ""


# -- merge


def test_records_of_two_files_come_into_one_and_comments_stay():
    Path("a.toml").write_text('schema = 2\n# here\n[[places]]\nid = "here"\n', "utf-8")
    karabakh.write(karabakh.Dataset.from_records(karabakh.Place(id="there")), "b.json")
    assert run("merge", "a.toml", "b.json", "-o", "c.toml").stdout == (
        "c.toml: 2 records, 1 of them added\n"
    )
    assert karabakh.read("c.toml").places.ids == ("here", "there")
    assert "exists" in run("merge", "a.toml", "b.json", "-o", "a.toml", status=2).stderr
    result = run("merge", "a.toml", "b.json", "-o", "a.toml", "--force", "--json")
    assert json.loads(result.stdout) == {"records": 2, "added": 1, "coding": []}
    assert "# here\n" in Path("a.toml").read_text("utf-8")
    printed = run("merge", "a.toml", "b.json", "-o", "-", "--output-format", "json").stdout
    assert len(karabakh.parse(printed, format="json")) == 2


def test_a_file_changed_while_it_is_merged_into_is_not_replaced(monkeypatch):
    Path("a.toml").write_text('schema = 2\n[[places]]\nid = "here"\n', "utf-8")
    Path("b.toml").write_text('schema = 2\n[[places]]\nid = "there"\n', "utf-8")
    changed = 'schema = 2\n[[places]]\nid = "here"\nnote = "by another hand"\n'
    merge = karabakh.Dataset.merge

    def merge_meanwhile(*arguments, **options):
        Path("a.toml").write_text(changed, "utf-8")
        return merge(*arguments, **options)

    monkeypatch.setattr(karabakh.Dataset, "merge", merge_meanwhile)
    result = run("merge", "a.toml", "b.toml", "-o", "a.toml", "--force", status=2)
    assert "changed since it was read" in result.stderr
    assert Path("a.toml").read_text("utf-8") == changed


def test_records_that_differ_are_listed_and_nothing_is_written():
    Path("a.toml").write_text('schema = 2\n[[places]]\nid = "here"\n', "utf-8")
    Path("b.toml").write_text('schema = 2\n[[places]]\nid = "here"\nnote = "x"\n', "utf-8")
    result = run("merge", "a.toml", "b.toml", "-o", "c.toml", status=1)
    assert result.stdout == "here: note differs\n"
    assert "--keep-both=-b" in result.stderr
    assert not Path("c.toml").exists()
    found = json.loads(run("merge", "a.toml", "b.toml", "-o", "c.toml", "--json", status=1).stdout)
    assert found == {"differences": {"here": ["note"]}, "taken": []}
    run("merge", "a.toml", "b.toml", "-o", "c.toml", "--keep-both=-b")
    assert karabakh.read("c.toml").places.ids == ("here", "here-b")
    run("merge", "a.toml", "b.toml", "-o", "d.toml", "--keep-both=, ", status=2)
    run("merge", "a.toml", "b.toml", "-o", "-", status=2)


def test_who_coded_either_file_is_shown():
    coders = {"a.toml": "Ann", "b.toml": "Ben"}
    for file, name in coders.items():
        coding = karabakh.Coding(coders=(name,), tool="a model")
        place = karabakh.Place(id="here", note=name)
        dataset = karabakh.Dataset.from_records(place, coding=(coding,))
        karabakh.write(dataset, file)
    assert run("merge", "a.toml", "b.toml", "-o", "c.toml", status=1).stdout == (
        "a.toml: coded by Ann with a model\nb.toml: coded by Ben with a model\nhere: note differs\n"
    )
    merged = run("merge", "a.toml", "b.toml", "-o", "c.toml", "--keep-both=-b").stdout
    assert merged.endswith("coded by Ann with a model; Ben with a model\n")


# -- words


def test_words_are_numbered_as_in_citations():
    assert run("words", "wire.txt").stdout == (
        "p1: 1.They 2.met. 3.Nothing 4.was 5.signed.\np2: 1.They 2.parted.\n"
    )
    assert run("words", "wire.txt", "--paragraph", "2").stdout == "p2: 1.They 2.parted.\n"
    paragraphs = json.loads(run("words", "wire.txt", "--json").stdout)
    document = karabakh.Document.from_text(TEXT)
    assert [each["paragraph"] for each in paragraphs] == [1, 2]
    assert [word for each in paragraphs for word in each["words"]] == [
        word.text for word in document.words
    ]


def test_lines_of_words_fit_the_terminal():
    Path("long.txt").write_text("word " * 500, "utf-8")
    lines = run("words", "long.txt").stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert " ".join(lines).split()[-1] == "500.word"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["wire.txt", "--paragraph", "3"], "--paragraph must be at most 2, got 3"),
        (["wire.txt", "--paragraph", "0"], "0 is not in the range"),
        (["missing.txt"], "missing.txt"),
        (["."], "."),
        (["wire.txt", "--encoding", "klingon"], "--encoding must be an encoding of text"),
    ],
)
def test_invalid_texts_end_with_2_and_a_reason(arguments, reason):
    result = run("words", *arguments, status=2)
    assert result.stdout == ""
    assert reason in result.stderr


# -- all commands


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_shows_an_example_that_names_its_options(name):
    text = run(name, "--help").stdout
    examples = re.findall(r"(?m)^ +python -m karabakh (.*)$", text)
    assert examples
    for example in examples:
        command, *arguments = example.split()
        assert command == name
        context = click.Context(cli.commands[name], info_name=name, resilient_parsing=True)
        cli.commands[name].make_parser(context).parse_args(arguments)


def test_the_shell_completes_commands_and_questions(tmp_path):
    code = "from karabakh.cli import main; main()"

    def completed(words, at):
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=tmp_path,
            env={
                "PYTHONPATH": str(Path(karabakh.__file__).parents[1]),
                "_KARABAKH_COMPLETE": "bash_complete",
                "COMP_WORDS": words,
                "COMP_CWORD": str(at),
            },
            capture_output=True,
            check=True,
            text=True,
        )
        return done.stdout.split()

    assert "plain,validate" in completed("karabakh va", 1)
    assert "plain,shifts" in completed("karabakh ask sh", 2)
    for name, command in cli.commands.items():
        files = [
            parameter
            for parameter in command.params
            if parameter.name in {"file", "files", "text", "left", "source", "target", "output"}
        ]
        assert files, name
        assert {type(each.type) for each in files if each.name != "source"} == {click.Path}
    assert "file,re" in completed("karabakh validate re", 2)
    assert "file,re" in completed("karabakh validate --document re", 3)
