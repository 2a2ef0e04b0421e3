"""The command line as users run it: in a process of its own."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WRONG = '{"schema": 2, "links": [{"id": "l", "subject": "a", "kind": "before", "object": "b"}]}'


def environment(**changes):
    others = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    return others | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "0"} | changes


def run(*arguments, cwd, **changes):
    return subprocess.run(
        [sys.executable, "-m", "karabakh", *arguments],
        cwd=cwd,
        env=environment(**changes),
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_it_runs_as_a_module(tmp_path):
    result = run("validate", cwd=tmp_path)
    assert (result.returncode, result.stdout, result.stderr) == (0, b"no problems found\n", b"")


def test_findings_end_it_with_1(tmp_path):
    (tmp_path / "wrong.json").write_text(WRONG)
    result = run("validate", "wrong.json", cwd=tmp_path)
    assert result.returncode == 1
    assert b"KB101" in result.stdout
    assert result.stderr == b""


def test_a_reader_that_leaves_early_is_no_error(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-m", "karabakh", "convert", "bundled", "-", "--output-format", "json"],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.close()
        assert process.wait(60) == 141
        assert process.stderr.read() == b""


def test_an_encoding_without_the_letters_is_no_error(tmp_path):
    result = run("show", cwd=tmp_path, PYTHONIOENCODING="latin-1", COLUMNS="60")
    assert result.returncode == 0
    assert b"\\u2026" in result.stdout


@pytest.mark.parametrize(("no_color", "colored"), [("", True), ("1", False)])
def test_colours_are_for_terminals_that_want_them(tmp_path, no_color, colored):
    (tmp_path / "wrong.json").write_text(WRONG)
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "karabakh", "validate", "wrong.json"],
        cwd=tmp_path,
        env=environment(NO_COLOR=no_color, TERM="xterm"),
        stdout=theirs,
    ) as process:
        assert process.wait(60) == 1
    written = os.read(ours, 65536)
    os.close(ours)
    os.close(theirs)
    assert b"KB101" in written
    assert (b"\x1b[31m" in written) is colored


def test_a_bar_is_drawn_on_a_terminal_and_only_there():
    code = (
        "import sys; from karabakh.cli import _common; _common._PATIENCE = 0\n"
        "with _common.progress_bar('reading') as progress: progress(1, 2); progress(2, 2)"
    )
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", code]
    on_terminal = subprocess.run(
        command, env=environment(TERM="xterm"), stdout=subprocess.PIPE, stderr=theirs, check=True
    )
    written = os.read(ours, 65536)
    os.close(ours)
    os.close(theirs)
    assert on_terminal.stdout == b""
    assert b"reading" in written
    assert b"100%" in written
    elsewhere = subprocess.run(command, env=environment(), capture_output=True, check=True)
    assert (elsewhere.stdout, elsewhere.stderr) == (b"", b"")


def test_without_click_one_line_says_what_to_install(tmp_path):
    # A package of the same name that can't be imported, as if there were none.
    (tmp_path / "click.py").write_text('raise ModuleNotFoundError("no click", name="click")')
    paths = os.pathsep.join([str(tmp_path), str(ROOT / "src")])
    result = run("validate", cwd=tmp_path, PYTHONPATH=paths)
    assert result.returncode == 2
    assert result.stdout == b""
    (line,) = result.stderr.decode().splitlines()
    assert "pip install 'karabakh[cli]'" in line


def test_the_library_itself_does_not_need_click(tmp_path):
    code = "import karabakh, sys; karabakh.load(); print('click' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert result.stdout == b"False\n"


def test_the_hook_runs_what_pre_commit_would_run(tmp_path):
    hook = dict(
        re.findall(
            r"^(?:- |  )(\w+): (.+)$",
            (ROOT / ".pre-commit-hooks.yaml").read_text(),
            flags=re.MULTILINE,
        )
    )
    assert hook["language"] == "python"
    assert "[cli]" in hook["additional_dependencies"]
    assert re.search(hook["files"], "data/talks.karabakh.toml")
    assert not re.search(hook["files"], "pyproject.toml")
    program, *arguments = hook["entry"].split()
    assert program == "python"
    (tmp_path / "good.karabakh.json").write_text('{"schema": 2}')
    (tmp_path / "wrong.karabakh.json").write_text(WRONG)
    files = ["good.karabakh.json", "wrong.karabakh.json"]
    for checked, status in [(files[:1], 0), (files, 1)]:
        result = subprocess.run(
            [sys.executable, *arguments, *checked],
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert result.returncode == status
