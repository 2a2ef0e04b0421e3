"""Whatever a path names, a command ends with one of its statuses, and says why."""

import os
import shutil
import socket
import sys
from pathlib import Path

import pytest

from karabakh.__main__ import main

TOWNS = Path(__file__).parents[1] / "data" / "river_towns.toml"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="elsewhere there are other odd paths")

PATHS = [
    *("folder", "socket", "loop", "dangling", "read-only", "missing/x", "coded.toml/x", ""),
    *("n" * 300, "two\nlines", "\x1b[2J", "\udcff", "/dev/null", "/proc/self/x", "/dev/full"),
]
READERS = {
    "cite": lambda path: ["cite", path, "--document", "text.txt"],
    "convert": lambda path: ["convert", path, "out.json", "--force"],
    "quote": lambda path: ["quote", "coded.toml", "gazette#p1", "--document", path],
    "rebase": lambda path: ["rebase", "coded.toml", "--from", path, "--to", "text.txt", "--check"],
    "validate": lambda path: ["validate", path],
    "words": lambda path: ["words", path],
    **{
        f"validate {name}": lambda path, name=name: ["validate", path, "--input-format", name]
        for name in ("toml", "jsonl", "json.gz")
    },
}
WRITERS = {
    "briefing": lambda path: ["briefing", "coded.toml", "-o", path, "--format", "html"],
    "draw": lambda path: ["draw", "timeline", "coded.toml", "-o", f"{path}.svg"],
    "merge": lambda path: ["merge", "coded.toml", "coded.toml", "-o", path],
    "new": lambda path: ["new", "text.txt", "-o", path],
    "proof": lambda path: ["proof", "coded.toml", "-o", path],
    **{
        f"convert {name}": lambda path, name=name: [
            *("convert", "coded.toml", path, "--output-format", name, "--force")
        ]
        for name in ("toml", "json.gz", "csv")
    },
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copy(TOWNS, "coded.toml")
    Path("text.txt").write_text("They met at Vell.", "utf-8")
    Path("folder").mkdir()
    Path("folder", "own").write_text("own", "utf-8")
    Path("read-only").write_text("old", "utf-8")
    Path("read-only").chmod(0o444)
    Path("loop").symlink_to("loop")
    Path("dangling").symlink_to("nowhere/x")
    with socket.socket(socket.AF_UNIX) as it:
        it.bind("socket")
    return tmp_path


def status_of(arguments, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["karabakh", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code


CASES = [(name, path) for name in [*READERS, *WRITERS] for path in PATHS]


@pytest.mark.parametrize(("name", "path"), CASES, ids=repr)
def test_any_path_is_read_or_written_or_refused_in_a_line(name, path, folder, monkeypatch, capfd):
    before = {*folder.iterdir()}
    arguments = {**READERS, **WRITERS}[name](path)
    status = status_of(arguments, monkeypatch)
    out, err = capfd.readouterr()
    assert status in {0, 1, 2}, err
    assert "\x1b" not in out + err
    if status == 2:
        assert err.count("\n") <= 8, err
        assert {*folder.iterdir()} == before
    assert Path("folder", "own").read_text("utf-8") == "own"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", ["briefing", "convert csv", "convert toml", "merge", "proof"])
def test_an_empty_path_for_the_output_is_named_as_such(name, monkeypatch, capfd):
    assert status_of([*WRITERS[name](""), "--force"], monkeypatch) == 2
    assert "OUT must be a path, got ''" in capfd.readouterr().err


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", ["toml", "json.gz", "jsonl"])
def test_a_device_without_an_end_is_refused_before_it_is_read(name, monkeypatch, capfd):
    assert status_of(["validate", "/dev/full", "--input-format", name], monkeypatch) == 2
    assert "can't be read: is a device" in "".join(capfd.readouterr())
