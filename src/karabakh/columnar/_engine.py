"""Connections to the column engine, with limits."""

from pathlib import Path
from typing import Any

import duckdb

__all__ = ["connect", "quoted"]


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


def quoted(text: object) -> str:
    """Return a text, such as a path, as a literal of SQL."""
    return "'" + str(text).replace("'", "''") + "'"
