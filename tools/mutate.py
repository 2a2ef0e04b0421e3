#!/usr/bin/env python3
"""Change a sample of the code, one place at a time, and tell which changes no test notices.

    python3 dev.py run tools/mutate.py src/karabakh/time tests/time --sample 10

The first argument is a module or a folder of modules; the others are the tests that should
notice. The mutants (`mutations.py` lists the changes) are made in copies of the project; the
tests that run the module are run until one fails: first those that run the changed lines, of
these first those that killed others, then the quickest. What survives is printed: it is a
missing test, superfluous code, or a change without effect. The same seed draws the same mutants
of the same code.
"""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import accumulate
from pathlib import Path
from queue import SimpleQueue
from typing import Final, NamedTuple

import coverage
from mutations import Mutant, mutants_of

ROOT: Final = Path(__file__).resolve().parent.parent

# What the copies leave out.
_LEFT_OUT: Final = shutil.ignore_patterns(".*", "_build", "__pycache__", "dist", "benchmarks")

# A plugin of pytest: which test runs which lines, and how long it takes. Few examples are drawn,
# of a mutant the first that fails is enough, and a test that takes ten times as long ends the run.
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
        signal.alarm(300)  # to collect the tests

def pytest_collection_modifyitems(items):
    for test in {getattr(item, "obj", None) for item in items}:
        drawn = getattr(test, "_hypothesis_internal_use_settings", None)
        if drawn:
            few = settings(drawn, max_examples=min(drawn.max_examples, EXAMPLES))
            test._hypothesis_internal_use_settings = few

@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    if limits:
        signal.alarm(round(30 + 10 * limits[item.nodeid]))
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


_FIRST: Final = 8
"""How many tests are tried on a mutant before all others."""

_PYTEST: Final = ("pytest", "-q", "--assert=plain", "-p", "mutants", "-p", "no:cacheprovider")
_FAILED: Final = re.compile("^FAILED (.*?)(?: - .*)?$", re.MULTILINE)
_NOT_COMPILED: Final = "PYTHONDONTWRITEBYTECODE"


class Reach(NamedTuple):
    """Which tests run which lines of which module."""

    lines: dict[Path, dict[int, list[str]]]
    seconds: dict[str, float]
    kills: Counter[str]
    """How many mutants each test has killed by now."""

    def tests(self, mutant: Mutant, longest: float) -> list[str]:
        """Return the tests that may notice a mutant: best killers, then the quickest.

        First those that run what is changed; then the others that run the module, since values
        that are computed once, for a cache, count for all of them; then, of what is run only at
        import, such as the defaults of fields, all.

        Args:
            mutant: The mutant.
            longest: How many seconds they may take together.
        """
        lines = self.lines.get(mutant.module, {})
        near = {
            test
            for line in range(mutant.line, mutant.last_line + 1)
            for test in lines.get(line, ())
        }
        others = {test for tests in lines.values() for test in tests if test}
        every = self.seconds.keys() if not others or near == {""} else near | others
        first = [test for test, _ in self.kills.most_common() if test in near]
        rest = sorted(
            self.seconds.keys() & every - {*first},
            key=lambda test: (test not in near, test not in others, self.seconds[test], test),
        )
        found = [*first, *rest]
        times = accumulate(map(self.seconds.__getitem__, found))
        return [test for test, time in zip(found, times, strict=True) if time <= longest]


def main() -> int:
    """Draw mutants, run the tests that reach them, print the survivors and the score."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("code", type=Path, help="a module or a folder of modules")
    parser.add_argument("tests", nargs="+", help="files or folders of tests")
    parser.add_argument("--sample", type=int, default=10, help="mutants drawn a module (10)")
    parser.add_argument("--seed", type=int, default=1, help="draws other mutants (1)")
    parser.add_argument("--examples", type=int, default=25, help="examples a property (25)")
    parser.add_argument(
        "--longest", type=float, default=60, help="seconds of the tests of a mutant (60)"
    )
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    code = options.code.resolve()
    modules = sorted(code.rglob("*.py")) if code.is_dir() else [code]
    drawn: list[Mutant] = []
    for module in (path.relative_to(ROOT) for path in modules):
        every = list(mutants_of(module, (ROOT / module).read_text("utf-8")))
        chooser = random.Random(f"{options.seed} {module}")  # noqa: S311 (a sample, no secret)
        drawn += chooser.sample(every, min(options.sample, len(every)))
    plugin = _PLUGIN.replace("EXAMPLES", str(options.examples))
    with tempfile.TemporaryDirectory() as folder:
        copies: SimpleQueue[Path] = SimpleQueue()
        first = shutil.copytree(ROOT, Path(folder, "0"), ignore=_LEFT_OUT)
        (first / "mutants.py").write_text(plugin)
        reach = _reach(first, options.tests)
        for number in range(options.workers):
            copies.put(shutil.copytree(first, Path(folder, str(number + 1))))
        with ThreadPoolExecutor(options.workers) as pool:
            outcome = partial(_outcome, copies=copies, reach=reach, longest=options.longest)
            outcomes = list(pool.map(outcome, drawn))
    print()
    for module in dict.fromkeys(mutant.module for mutant in drawn):
        pairs = zip(drawn, outcomes, strict=True)
        found = Counter(outcome for mutant, outcome in pairs if mutant.module == module)
        print(f"{module!s:60} {found['killed']:4} of {found.total():4} killed")
    survivors = len(outcomes) - outcomes.count("killed")
    print(f"{len(outcomes) - survivors} of {len(outcomes)} killed, {survivors} not")
    return 1 if survivors else 0


def _reach(copy: Path, tests: list[str]) -> Reach:
    """Run the tests once as they are, and record which lines each of them runs.

    Tests that fail only while this is recorded, such as those that weigh the memory used, are
    left out.
    """
    done = _python(copy, "-m", "coverage", "run", "--data-file=lines", "-m", *_PYTEST, *tests)
    seconds = json.loads((copy / "seconds.json").read_text())
    (copy / "before.json").write_text(json.dumps(seconds))
    disturbed = set(_FAILED.findall(done.stdout))
    if done.returncode and (not disturbed or _run(copy, disturbed).returncode):
        sys.exit("The tests fail on the code as it is:\n" + done.stdout[-4000:])
    for test in sorted(disturbed):
        print("left out", test, flush=True)
    data = coverage.CoverageData(basename=str(copy / "lines"))
    data.read()
    lines = {
        Path(file).relative_to(copy.resolve()): data.contexts_by_lineno(file)
        for file in data.measured_files()
    }
    used = {test: time for test, time in seconds.items() if test not in disturbed}
    return Reach(lines, used, Counter())


def _outcome(mutant: Mutant, copies: "SimpleQueue[Path]", reach: Reach, longest: float) -> str:
    """Return whether a mutant is killed or survives; print what survives."""
    is_killed = _is_noticed(mutant, reach.tests(mutant, longest), copies, reach.kills)
    if not is_killed:
        print("survived", mutant, flush=True)
    return "killed" if is_killed else "survived"


def _is_noticed(
    mutant: Mutant, tests: list[str], copies: "SimpleQueue[Path]", kills: Counter[str]
) -> bool:
    copy = copies.get()
    module = copy / mutant.module
    original = module.rename(module.with_suffix(".original"))
    try:
        module.write_text(mutant.code, "utf-8")
        # Most are noticed by the first tests, of few files, which are soon collected.
        for some in filter(None, (tests[:_FIRST], tests[_FIRST:])):
            done = _run(copy, some)
            kills.update(test for test in _FAILED.findall(done.stdout) if test in some)
            if done.returncode:
                return True
        return False
    finally:
        original.rename(module)  # with its time, so that what is compiled of it still counts
        copies.put(copy)


def _run(copy: Path, tests: Iterable[str]) -> "subprocess.CompletedProcess[str]":
    (copy / "tests.txt").write_text("\n".join(tests))
    return _python(copy, "-B", "-m", *_PYTEST, "-x", "@tests.txt")


def _python(copy: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    path = os.pathsep.join((str(copy / "src"), str(copy)))
    environment = {name: os.environ[name] for name in os.environ if name != _NOT_COMPILED}
    return subprocess.run(  # noqa: S603 (our own tests)
        [sys.executable, *arguments],
        cwd=copy,
        env=environment | {"PYTHONPATH": path, "CI": "true"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


if __name__ == "__main__":
    sys.exit(main())
