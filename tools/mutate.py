#!/usr/bin/env python3
"""Change a sample of the code, one place at a time, and tell which changes no test notices.

    python3 dev.py run tools/mutate.py src/karabakh/time tests/time --sample 10

The first argument is a module or a folder of modules; the others are the tests that should
notice. The mutants (`mutations.py` lists the changes) are made in copies of the project; the
tests that run the changed lines are run, the quickest first, until one fails. What survives is
printed: it is a missing test, superfluous code, or a change without effect. The same seed
draws the same mutants of the same code.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Final, NamedTuple

import coverage
from mutations import Mutant, mutants_of

ROOT: Final = Path(__file__).resolve().parent.parent

# What the copies leave out.
_LEFT_OUT: Final = shutil.ignore_patterns(".*", "_build", "__pycache__", "dist", "benchmarks")

# A plugin of pytest: which test runs which lines, and how long it takes. Of a mutant, the first
# example that fails is enough, and a test that takes ten times as long ends the run.
_PLUGIN: Final = """
import json
import pathlib
import signal

import coverage
import pytest
from hypothesis import Phase, settings

before = pathlib.Path("before.json")
limits = json.loads(before.read_text()) if before.exists() else {}
seconds = {}

def pytest_configure():
    phases = [Phase.explicit, Phase.generate]
    settings.register_profile("mutants", settings(), phases=phases, report_multiple_bugs=False)
    settings.load_profile("mutants")
    if limits:
        signal.alarm(120)  # to collect the tests

@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    if item.nodeid in limits:
        signal.alarm(round(20 + 10 * limits[item.nodeid]))
        return (yield)
    coverage.Coverage.current().switch_context(item.nodeid)
    try:
        return (yield)
    finally:
        coverage.Coverage.current().switch_context("")

def pytest_runtest_logreport(report):
    seconds[report.nodeid] = seconds.get(report.nodeid, 0) + report.duration

def pytest_sessionfinish():
    with open("seconds.json", "w") as file:
        json.dump(seconds, file)
"""


class Reach(NamedTuple):
    """Which tests run which lines of which module."""

    lines: dict[Path, dict[int, list[str]]]
    seconds: dict[str, float]

    def tests(self, mutant: Mutant) -> list[str]:
        """Return the tests that run what a mutant changes, the quickest first."""
        lines = self.lines.get(mutant.module, {})
        changed = range(mutant.line, mutant.last_line + 1)
        found = {test for line in changed for test in lines.get(line, ())}
        if "" in found:  # run when the module is imported: whatever runs the module tells
            found = {test for tests in lines.values() for test in tests}
        return sorted(found - {""}, key=lambda test: (self.seconds.get(test, 0), test))


def main() -> int:
    """Draw mutants, run the tests that reach them, print the survivors and the score."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("code", type=Path, help="a module or a folder of modules")
    parser.add_argument("tests", nargs="+", help="files or folders of tests")
    parser.add_argument("--sample", type=int, default=10, help="mutants drawn a module (10)")
    parser.add_argument("--seed", type=int, default=1, help="draws other mutants (1)")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    code = options.code.resolve()
    modules = sorted(code.rglob("*.py")) if code.is_dir() else [code]
    drawn: list[Mutant] = []
    for module in (path.relative_to(ROOT) for path in modules):
        every = list(mutants_of(module, (ROOT / module).read_text("utf-8")))
        chooser = random.Random(f"{options.seed} {module}")  # noqa: S311 (a sample, no secret)
        drawn += chooser.sample(every, min(options.sample, len(every)))
    with tempfile.TemporaryDirectory() as folder:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(options.workers):
            copy = shutil.copytree(ROOT, Path(folder, str(number)), ignore=_LEFT_OUT)
            (copy / "mutants.py").write_text(_PLUGIN)
            copies.put(copy)
        reach = _reach(copies, options.tests)
        with ThreadPoolExecutor(options.workers) as pool:
            outcomes = list(pool.map(partial(_outcome, copies=copies, reach=reach), drawn))
    print()
    for module in dict.fromkeys(mutant.module for mutant in drawn):
        pairs = zip(drawn, outcomes, strict=True)
        found = Counter(outcome for mutant, outcome in pairs if mutant.module == module)
        print(f"{module!s:60} {found['killed']:4} of {found.total():4} killed")
    survivors = len(outcomes) - outcomes.count("killed")
    print(f"{len(outcomes) - survivors} of {len(outcomes)} killed, {survivors} not")
    return 1 if survivors else 0


def _reach(copies: "SimpleQueue[Path]", tests: list[str]) -> Reach:
    """Run the tests once as they are, and record which lines each of them runs."""
    copy = copies.get()
    run = ["-m", "coverage", "run", "--data-file=lines", "-m", "pytest", "-q", "-p", "mutants"]
    done = _python(copy, *run, *tests)
    if done.returncode:
        sys.exit("The tests fail on the code as it is:\n" + done.stdout[-4000:])
    data = coverage.CoverageData(basename=str(copy / "lines"))
    data.read()
    lines = {
        Path(file).relative_to(copy.resolve()): data.contexts_by_lineno(file)
        for file in data.measured_files()
    }
    seconds = json.loads((copy / "seconds.json").read_text())
    copies.put(copy)
    return Reach(lines, seconds)


def _outcome(mutant: Mutant, copies: "SimpleQueue[Path]", reach: Reach) -> str:
    """Return whether a mutant is killed, survives or is run by no test; print what is not."""
    tests = reach.tests(mutant)
    outcome = "killed" if tests and _is_noticed(mutant, tests, copies, reach) else "survived"
    if outcome != "killed":
        print("survived" if tests else "no test", mutant, flush=True)
    return outcome


def _is_noticed(
    mutant: Mutant, tests: list[str], copies: "SimpleQueue[Path]", reach: Reach
) -> bool:
    copy = copies.get()
    module = copy / mutant.module
    original = module.read_bytes()
    try:
        module.write_text(mutant.code, "utf-8")
        (copy / "tests.txt").write_text("\n".join(tests))
        (copy / "before.json").write_text(json.dumps(reach.seconds))
        done = _python(copy, "-m", "pytest", "-q", "-x", "-p", "mutants", "@tests.txt")
        return done.returncode != 0
    finally:
        module.write_bytes(original)
        copies.put(copy)


def _python(copy: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    path = os.pathsep.join((str(copy / "src"), str(copy)))
    return subprocess.run(  # noqa: S603 (our own tests)
        [sys.executable, *arguments, "-p", "no:cacheprovider"],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": path, "CI": "true", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


if __name__ == "__main__":
    sys.exit(main())
