"""Kill every writer of files at random moments, and look at what is left.

    python benchmarks/kill_writers.py             1,000 kills of each writer
    python benchmarks/kill_writers.py --kills 20 --only json csv

A writer runs in a process of its own and writes one of two contents in turn. After each kill
its target must be whole: the one or the other. In the end one more write must leave nothing
beside the target, however many temporary files the kills have left.
"""

import argparse
import contextlib
import itertools
import os
import random
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import karabakh
from karabakh import Dataset, Place
from karabakh.cli import cli
from karabakh.figures import draw_timeline

CONTENTS = [
    Dataset.from_records(*(Place(id=f"{name}-{n}", note="x" * 40) for n in range(60)))
    for name in "ab"
]


class Writer(NamedTuple):
    """A way to write a file or folder."""

    name: str
    """The name of the target."""

    write: Callable[[Path, int], object]
    """Writes the first or the second content."""

    check: Callable[[Path], object]
    """Raises if the target is not whole."""


def write_dataset(path: Path, number: int) -> None:
    """Write one of the contents by the library."""
    karabakh.write(CONTENTS[number], path, overwrite=True)


def write_tables(path: Path, number: int) -> None:
    """Write one of the contents as a folder of tables."""
    karabakh.write(CONTENTS[number], f"{path}/", overwrite=True)


def check_dataset(path: Path) -> None:
    """Raise AssertionError if a file has neither content."""
    assert karabakh.read(path) in CONTENTS


def check_bundled(path: Path) -> None:
    """Raise AssertionError if a file is not the bundled dataset."""
    assert karabakh.read(path) == karabakh.load()


def run(*arguments: str) -> None:
    """Run a command in this process."""
    with contextlib.redirect_stdout(None), contextlib.suppress(SystemExit):
        cli.main([*arguments], standalone_mode=False)


def check_end(end: bytes) -> Callable[[Path], None]:
    """Return a check of how a file ends."""

    def check(path: Path) -> None:
        assert path.read_bytes().rstrip().endswith(end)

    return check


def write_columns(path: Path, number: int) -> None:
    """Write one of the contents into a folder of Parquet files."""
    from karabakh.columnar import write_columns  # noqa: PLC0415 (an extra)

    write_columns(CONTENTS[number], path)


def check_columns(path: Path) -> None:
    """Raise AssertionError if a folder of Parquet files has neither content."""
    from karabakh.columnar import ColumnarDataset  # noqa: PLC0415 (an extra)

    with ColumnarDataset.open(path) as folder:
        assert folder.dataset() in CONTENTS


FORMATS = ("toml", "json", "jsonl", "toml.gz", "json.gz", "jsonl.gz")

WRITERS = {
    **{each: Writer(f"data.{each}", write_dataset, check_dataset) for each in FORMATS},
    "csv": Writer("tables", write_tables, check_dataset),
    "parquet": Writer("columns", write_columns, check_columns),
    "figure": Writer(
        "figure.svg",
        lambda path, _: draw_timeline(karabakh.load()).save(path),
        check_end(b"</svg>"),
    ),
    "briefing": Writer(
        "briefing.html",
        lambda path, _: run("briefing", "bundled", "-o", str(path), "--force"),
        check_end(b"</html>"),
    ),
    "convert": Writer(
        "converted.json",
        lambda path, _: run("convert", "bundled", str(path), "--force"),
        check_bundled,
    ),
}


def count_files(folder: Path) -> int:
    """Return how many files and folders there are."""
    return sum(1 for _ in folder.rglob("*"))


def forever(name: str, path: Path) -> None:
    """Write one content after the other, until this process is killed."""
    writer = WRITERS[name]
    for number in itertools.cycle((0, 1)):
        writer.write(path, number)


def kill(name: str, kills: int, folder: Path) -> str:
    """Return in a line what was left by so many kills of a writer."""
    writer = WRITERS[name]
    path = folder / writer.name
    writer.write(path, 0)
    files = count_files(folder)
    begin = time.perf_counter()
    writer.write(path, 1)
    usual = time.perf_counter() - begin
    draw = random.Random(1)  # noqa: S311 (no secret)
    left = 0
    for _ in range(kills):
        child = os.fork()  # all modules are imported already
        if not child:
            try:
                forever(name, path)
            finally:
                os._exit(1)  # not into the clean-up of the parent
        time.sleep(draw.uniform(0, 2 * usual) + 0.002)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        left += count_files(folder) > files
        writer.check(path)
    writer.write(path, 1)
    writer.check(path)
    assert count_files(folder) == files, sorted(folder.rglob("*"))
    return f"{name}: {kills} kills, target always whole; {left} left something, removed by the next"


def main() -> None:
    """Kill the writers that are chosen, and print what was left."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--only", choices=WRITERS, nargs="+", default=list(WRITERS))
    options = parser.parse_args()
    for name in options.only:
        with tempfile.TemporaryDirectory() as folder:
            print(kill(name, options.kills, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
