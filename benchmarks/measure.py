"""Measure contenders side by side, and print what came out as a Markdown table.

Each measurement runs in a fresh process, so that no contender pays for what another left in
memory. The contenders take turns, round after round, so that a busy spell of the machine
meets all of them alike. What counts is processor time, which other processes hardly touch;
of all rounds the median is shown. Imports and whatever is built once come before the clock.

A benchmark is a script that hands its contenders to `run`. It starts itself anew for each
measurement; two variables of the environment then name the contender and its input.
"""

import argparse
import gc
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Contender", "Result", "Work", "machine", "markdown", "measured", "paused", "run"]

Work = Callable[[], object]
"""What is timed. It returns what it made, so that the memory of it can be measured."""

_ONLY, _FOLDER = "BENCHMARK_ONLY", "BENCHMARK_FOLDER"


@dataclass(frozen=True)
class Contender:
    """One way of doing the same work."""

    name: str
    """What the table calls it."""
    prepare: Callable[[Path], Work]
    """Imports what it needs, and gives the work on the input in a folder."""


@dataclass(frozen=True)
class Result:
    """What one contender took."""

    seconds: float
    """Processor time, user and system."""
    resident: float
    """How many bytes of memory what it made keeps."""
    peak: float
    """How many bytes of memory it took at most meanwhile."""
    cycles: int = 0
    """How many objects it left in cycles, if the garbage collector is paused meanwhile."""


def run(
    contenders: Sequence[Contender], write_input: Callable[[Path], None], *, rounds: int
) -> dict[str, Result]:
    """Measure all contenders in turns; give the median of each.

    In a process that was started for one contender this does not return: it measures that
    one and leaves.

    Args:
        contenders: what to measure.
        write_input: puts what they work on into an empty folder.
        rounds: how often each is measured.
    """
    if _ONLY in os.environ:
        contender = next(each for each in contenders if each.name == os.environ[_ONLY])
        print(json.dumps(vars(measured(contender.prepare(Path(os.environ[_FOLDER]))))))
        sys.exit()
    results: dict[str, list[Result]] = {each.name: [] for each in contenders}
    with tempfile.TemporaryDirectory() as folder:
        write_input(Path(folder))
        for number in range(1, rounds + 1):
            for name, found in results.items():
                _show(f"round {number} of {rounds}: {name}")
                found.append(_in_new_process(name, folder))
    _show("")
    return {name: _median(found) for name, found in results.items()}


def measured(work: Work) -> Result:
    """Return what a piece of work took, done once."""
    gc.collect()
    before = _memory("VmRSS")
    _forget_peak()
    start = time.process_time()
    made = work()
    seconds = time.process_time() - start
    peak = _memory("VmHWM") - before
    cycles = gc.collect()
    resident = _memory("VmRSS") - before
    del made
    return Result(seconds=seconds, resident=resident, peak=peak, cycles=cycles)


def paused(work: Work) -> Work:
    """Return the work with the cyclic garbage collector paused meanwhile."""

    def with_collector_paused() -> object:
        gc.disable()
        try:
            return work()
        finally:
            gc.enable()

    return with_collector_paused


def markdown(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Lay out a table; the first column to the left, numbers to the right."""
    cells = [list(head), *([_cell(value) for value in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    lines = [
        "| " + " | ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) + " |"
        for row in cells
    ]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join([lines[0], "| " + " | ".join(rule) + " |", *lines[1:]])


def machine() -> str:
    """Describe the machine and the versions, for the line under a table."""
    cpu = platform.processor() or platform.machine()
    for line in _lines_of("/proc/cpuinfo"):
        if line.startswith("model name"):
            cpu = line.partition(":")[2].strip()
            break
    return (
        f"{time.strftime('%Y-%m-%d', time.gmtime())}, {platform.python_implementation()} "
        f"{platform.python_version()}, {platform.system()}, {os.cpu_count()} × {cpu}"
    )


def arguments(description: str, *, records: int, rounds: int = 5) -> argparse.ArgumentParser:
    """Return a parser with the options that all benchmarks have."""
    parser = argparse.ArgumentParser(description=description.splitlines()[0])
    parser.add_argument("--records", type=int, default=records, help="how many (%(default)s)")
    parser.add_argument("--rounds", type=int, default=rounds, help="how often (%(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="of the made data (%(default)s)")
    return parser


def _in_new_process(name: str, folder: str) -> Result:
    answer = subprocess.run(  # noqa: S603 (this very script)
        [sys.executable, *sys.argv],
        env={**os.environ, _ONLY: name, _FOLDER: folder},
        stdout=subprocess.PIPE,
        check=True,
    )
    return Result(**json.loads(answer.stdout))


def _show(progress: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{progress:79}", end="\r", file=sys.stderr, flush=True)


def _median(results: Sequence[Result]) -> Result:
    return Result(
        **{
            field: statistics.median(getattr(result, field) for result in results)
            for field in ("seconds", "resident", "peak")
        }
    )


def _cell(value: object) -> str:
    return f"{value:,.2f}" if isinstance(value, float) else str(value)


def _memory(field: str) -> float:
    """Return a figure of the process's memory in bytes; 0 if the system has none."""
    for line in _lines_of("/proc/self/status"):
        if line.startswith(field + ":"):
            return int(line.split()[1]) * 1024
    return 0


def _forget_peak() -> None:
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return


def _lines_of(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []
