"""The kill test of all writers runs, here with few kills of the slowest sorts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(os.name != "posix", reason="there is no such kill")
def test_a_few_kills_of_each_sort_of_writer_leave_its_target_whole():
    options = ["--kills", "4", "--only", "json", "csv", "parquet"]
    done = subprocess.run(
        [sys.executable, "benchmarks/kill_writers.py", *options],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        check=False,
        text=True,
    )
    assert not done.returncode, done.stderr
    assert done.stdout.count("4 kills, target always whole") == 3
