"""Exit statuses mean one thing each, also where output is full or closed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from karabakh import load, serialize
from karabakh.cli import cli

ROOT = Path(__file__).parents[2]
WRONG = '{"schema": 2, "links": [{"id": "l", "subject": "a", "kind": "before", "object": "b"}]}'
FULL = Path("/dev/full")

pytestmark = pytest.mark.skipif(not FULL.exists(), reason="there is no full device")


def run(shell, cwd):
    """Run a line of the shell, in which karabakh is the program."""
    program = f"karabakh() {{ '{sys.executable}' -m karabakh \"$@\"; }}\n"
    return subprocess.run(
        ["bash", "-c", program + shell],  # noqa: S607 (that of the system)
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        check=False,
        text=True,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("streams")
    (folder / "wrong.json").write_text(WRONG)
    (folder / "text.txt").write_text("They met at Vell.")
    return folder


ANSWERING = {
    "bytes": "convert bundled - --output-format toml",
    "lines": "words text.txt",
    "findings": "validate wrong.json",
    "help": "show --help",
}
"""A command of each way to print."""


@pytest.mark.parametrize("command", ANSWERING.values(), ids=ANSWERING)
def test_a_full_standard_output_has_a_status_of_its_own(folder, command):
    done = run(f"karabakh {command} > /dev/full", folder)
    message = "Error: standard output can't be written: No space left on device\n"
    assert (done.returncode, done.stderr) == (2, message)


def test_a_reader_that_leaves_ends_it_without_a_message(folder):
    done = run(f"karabakh {ANSWERING['bytes']} | true; exit ${{PIPESTATUS[0]}}", folder)
    assert (done.returncode, done.stderr) == (141, "")


def test_a_closed_standard_output_is_an_error(folder):
    done = run(f"karabakh {ANSWERING['findings']} >&-", folder)
    message = "Error: standard output can't be written: Bad file descriptor\n"
    assert (done.returncode, done.stderr) == (2, message)


@pytest.mark.parametrize(
    ("command", "status"),
    [
        ("validate wrong.json 2> /dev/full", 1),
        ("show missing.toml 2>&-", 2),
        ("nonsense 2> /dev/full", 2),
        ("validate > /dev/full 2>&1", 2),
    ],
)
def test_messages_that_cannot_be_written_change_no_status(folder, command, status):
    assert run(f"karabakh {command}", folder).returncode == status


def test_a_closed_standard_input_is_an_error(folder):
    done = run("karabakh show - --input-format toml <&-", folder)
    assert (done.returncode, done.stderr) == (
        2,
        "Error: standard input can't be read: it is closed\n",
    )


def test_a_device_is_written_to_and_its_failure_is_reported(folder):
    done = run("karabakh convert bundled /dev/full --output-format toml", folder)
    assert done.returncode == 2
    assert "can't be written: No space left on device" in done.stderr


def test_standard_output_by_its_name_is_written_to(folder):
    done = run("karabakh convert bundled /dev/stdout --output-format toml | cat", folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == serialize(load(), format="toml")


def test_an_interrupt_has_a_status_of_its_own(folder):
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(
        [sys.executable, "-m", "karabakh", "show", pipe, "--input-format", "toml"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        with pipe.open("wb"):  # which waits for the reader
            process.send_signal(signal.SIGINT)
            assert process.wait(60) == 130
        assert b"Traceback" not in process.stderr.read()


def test_a_fault_of_the_program_is_not_taken_for_a_problem_found(folder):
    code = (
        "from karabakh.cli import _main, main\n"
        "_main.cli.commands['show'].callback = lambda **_: 1 / 0\n"
        "import sys; sys.argv = ['karabakh', 'show']; main()"
    )
    done = run(f"'{sys.executable}' -c \"{code}\"", folder)
    assert done.returncode == 3
    assert "ZeroDivisionError" in done.stderr


def test_each_status_is_documented():
    page = (ROOT / "docs/reference/command-line.md").read_text("utf-8")
    for status in ("0", "1", "2", "3", "130", "141"):
        assert f"| {status} | " in page
        assert status in cli.help
