"""A user's script over the public model: it runs, and type-checks strictly."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

import karabakh

SCRIPT = Path(__file__).with_name("user_script.py")
ROOT = Path(__file__).parents[2]


def test_the_script_runs(tmp_path):
    names = runpy.run_path(str(SCRIPT))
    assert names["words"] == "North and"
    assert names["labels"] == ["The North", "south"]
    report = names["main"](tmp_path / "small.toml")
    assert karabakh.read(tmp_path / "small.toml") == names["dataset"]
    assert "KB101" not in {finding.code for finding in report.findings}


@pytest.mark.parametrize(
    "checker",
    [
        ("mypy", "--strict", "--no-incremental", "--config-file="),
        ("basedpyright", "--level", "error"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_the_script_passes_strict_type_checkers(checker, tmp_path):
    pytest.importorskip(checker[0], reason=f"{checker[0]} is not installed")
    config = tmp_path / "pyrightconfig.json"
    config.write_text(
        f'{{"typeCheckingMode": "strict", "extraPaths": ["{(ROOT / "src").as_posix()}"]}}'
    )
    options = ["--project", str(config)] if checker[0] == "basedpyright" else []
    done = subprocess.run(
        [sys.executable, "-m", *checker, *options, str(SCRIPT)],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": str(ROOT / "src")},
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "cast(" not in SCRIPT.read_text("utf-8")
    assert "type: ignore" not in SCRIPT.read_text("utf-8")
