#!/usr/bin/env python3
"""Set up an environment of the project's own, in `.venv`, and run something in it.

    python3 dev.py briefing             what the article says
    python3 dev.py tests                the test suite
    python3 dev.py run -m karabakh …    Python, with the arguments behind it

Any further arguments are handed on; `run` stays in the folder that it is called from, so
that files beside you are found. The packages are those of `requirements/`, pinned
with their hashes; the system's own Python stays as it is.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
UNFINISHED = ROOT / ".venv-unfinished"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

TASKS = {
    "briefing": ("run", ["examples/briefing.py"]),
    "tests": ("dev", ["-m", "pytest", "-n", "auto", "--dist", "loadfile"]),
    "run": ("dev", []),
}


def main(arguments: list) -> int:
    """Set up what a task needs and run it; the exit status is the task's."""
    if sys.version_info < (3, 11):  # noqa: UP036 (here others learn so)
        print("karabakh needs Python 3.11 or newer, not " + sys.version.split()[0])
        return 2
    if not arguments or arguments[0] not in TASKS:
        print(__doc__)
        return 2
    packages, command = TASKS[arguments[0]]
    set_up(ROOT / "requirements" / (packages + ".txt"))
    folder = ROOT if command else None
    return subprocess.run([PYTHON, *command, *arguments[1:]], cwd=folder, check=False).returncode


def set_up(lock: Path) -> None:
    """Bring the environment to what a lock file says, unless it is there already."""
    wanted = hashlib.sha256(lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes())
    stamp = ENVIRONMENT / ("installed-" + lock.stem)
    is_finished = not UNFINISHED.exists()
    if is_finished and stamp.is_file() and stamp.read_text() == wanted.hexdigest():
        return
    # An environment that was left half made can't be mended: it is begun anew.
    UNFINISHED.touch()
    if not (is_finished and PYTHON.is_file()):
        run(sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT))
    pip = (str(PYTHON), "-m", "pip", "--quiet", "--disable-pip-version-check", "install")
    run(*pip, "--require-hashes", "--requirement", str(lock))
    run(*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    stamp.write_text(wanted.hexdigest())
    UNFINISHED.unlink()


def run(*command: str) -> None:
    """Run a command in the project's folder; where it fails, stop and name it."""
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        sys.exit("dev.py: this failed: " + " ".join(command))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
