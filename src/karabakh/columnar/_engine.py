"""Connections to the column engine, with limits."""

import contextlib
from collections.abc import Generator
from pathlib import Path
from typing import Any

import duckdb

__all__ = ["connect", "first_line", "quote_literal", "within_memory"]


def connect(folder: Path, *, memory: str, threads: int = 1) -> duckdb.DuckDBPyConnection:
    """Return a connection with limits; what needs more memory goes into the folder.

    Raises:
        ValueError: If the limit or the number of threads is invalid.
    """
    config: dict[str, Any] = {
        "memory_limit": memory,
        "threads": threads,
        "temp_directory": str(folder / ".spill"),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    try:
        return duckdb.connect(config=config)
    except (duckdb.Error, TypeError) as error:
        raise ValueError(
            "memory must be a size such as '2GiB' and threads a number from 1,"
            f" got {memory!r} and {threads!r}"
        ) from error


@contextlib.contextmanager
def within_memory() -> Generator[None]:
    """Raise an error that says what to do where the engine runs out of memory.

    Raises:
        MemoryError: If it does.
    """
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise MemoryError(
            "memory must be larger for this, such as memory='4GiB'"
            f" ({first_line(error).removeprefix('Out of Memory Error: ')})"
        ) from error


def first_line(error: Exception) -> str:
    """Return the first line of a message; the column engine adds advice of its own."""
    return str(error).partition("\n")[0]


def quote_literal(text: object) -> str:
    """Return a text, such as a path, as a literal of SQL."""
    return "'" + str(text).replace("'", "''") + "'"
