"""Questions to a folder of Parquet files."""

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import click

from karabakh.cli import _common
from karabakh.errors import KarabakhError
from karabakh.explanations import Explanation

__all__ = ["answers_from_folder", "is_collection", "memory_option", "threads_option"]

memory_option: Final = click.option(
    "--memory",
    metavar="SIZE",
    default="1GiB",
    show_default=True,
    help="Limit for the memory of the column engine, for folders of Parquet files.",
)
threads_option: Final = click.option(
    "--threads",
    metavar="N",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="How many processors the column engine uses.",
)

_QUESTIONS: Final = ("contradictions", "disputes", "shifts")
"""What a folder answers."""


def is_collection(path: str) -> bool:
    """Return whether a path is a folder of Parquet files."""
    return Path(path, "collection.json").is_file()


def answers_from_folder(
    question: str, folder: str, options: Mapping[str, Any], *, memory: str, threads: int
) -> Iterator[Explanation]:
    """Yield the answers of a folder, each explained, as they are found.

    Args:
        question: The question.
        folder: The folder.
        options: The options that were passed; a folder takes none of these.
        memory: The limit for the memory of the column engine.
        threads: How many processors it uses.

    Raises:
        click.UsageError: If a folder does not answer that.
    """
    if question not in _QUESTIONS:
        names = ", ".join(_QUESTIONS)
        raise click.UsageError(f"a folder must be asked one of {names}, got {question!r}")
    passed = sorted(name for name, value in options.items() if value)
    if passed:
        raise click.UsageError(f"--{passed[0]} must be used with a file, got a folder")
    try:
        from karabakh.columnar import ColumnarDataset  # noqa: PLC0415 (it needs the extra "large")
    except ModuleNotFoundError as error:
        _common.fail(f"{folder} can't be read: {error.name} is missing; use karabakh[large]")
    try:
        with contextlib.ExitStack() as opened:
            with _common.progress_bar("asking") as progress:
                collection = opened.enter_context(
                    ColumnarDataset.open(folder, memory=memory, threads=threads, progress=progress)
                )
                answer = getattr(collection, question)()
            for row in answer:
                # What only looks like a contradiction has another verdict.
                if row.get("verdict", "contradiction") == "contradiction":
                    yield collection.explain(row)
    except (KarabakhError, MemoryError, ValueError) as error:
        _common.fail(str(error))
