"""How long a program waits: to import the library, and for its first answer.

    python benchmarks/import_time.py

Each line is a whole process, from its start to its end, in milliseconds of processor time. The
same is shown beyond the bare interpreter's start, and how many third-party modules are loaded.
"""

import json
import os
import statistics
import subprocess
import sys

import measure

HEAD = ("process", "ms", "× interpreter", "ms beyond it", "× import attrs", "third-party modules")

FIRST_SHIFT = """
import karabakh
from karabakh.reasoning import shifts
print(next(iter(shifts(karabakh.load()))))
"""

PROGRAMS = {
    "the bare interpreter": "pass",
    "import karabakh": "import karabakh",
    "import attrs": "import attrs",
    "import msgspec": "import msgspec",
    "import attrs, msgspec": "import attrs, msgspec",
    "from karabakh import Position": "from karabakh import Position",
    "karabakh.load()": "import karabakh; karabakh.load()",
    "the first shift, printed": FIRST_SHIFT,
    "import pydantic, one model": (
        "import pydantic\nclass Model(pydantic.BaseModel):\n  id: str\n  note: str = ''"
    ),
    "import stix2": "import stix2",
    "from followthemoney import model": "from followthemoney import model",
    "import pystac": "import pystac",
    "import rdflib": "import rdflib",
    "import polars": "import polars",
    "import duckdb": "import duckdb",
}

MODULES = """
import json, sys
names = {name.partition(".")[0] for name in sys.modules}
print(json.dumps(sorted(names - set(sys.stdlib_module_names) - {"karabakh", "__main__"})))
"""


def main() -> None:
    """Measure and print."""
    parser = measure.arguments(__doc__, records=0, rounds=15)
    options = parser.parse_args()
    times: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    for number in range(options.rounds + 1):
        for name, program in PROGRAMS.items():
            milliseconds = time_of(program)
            if number:  # the first round only fills the caches
                times[name].append(milliseconds)
    medians = {name: statistics.median(found) for name, found in times.items()}
    bare = medians["the bare interpreter"]
    attrs = medians["import attrs"]
    rows = [
        (name, time, time / bare, time - bare, time / attrs, len(modules_of(PROGRAMS[name])))
        for name, time in medians.items()
    ]
    print(measure.markdown(HEAD, rows))
    print(f"\nMedians of {options.rounds} rounds; {measure.machine()}")


def time_of(program: str) -> float:
    """Run a program in a new process, and give its processor time in milliseconds."""
    command = [sys.executable, "-c", program]
    child = os.posix_spawn(command[0], command, _ENVIRONMENT, file_actions=_SILENT)
    _, status, usage = os.wait4(child, 0)
    if status:
        sys.exit(f"this failed: {program}")
    return (usage.ru_utime + usage.ru_stime) * 1000


# Compiled modules are kept, as they are where packages are installed.
_ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}
_SILENT = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]


def modules_of(program: str) -> list[str]:
    """Return the third-party modules that a program itself loads."""
    return sorted({*_modules_after(program)} - {*_modules_after("pass")})


def _modules_after(program: str) -> list[str]:
    command = [sys.executable, "-c", program + "\n" + MODULES]
    answer = subprocess.run(command, stdout=subprocess.PIPE, check=True)  # noqa: S603 (our own)
    names: list[str] = json.loads(answer.stdout.splitlines()[-1])
    return names


if __name__ == "__main__":
    main()
